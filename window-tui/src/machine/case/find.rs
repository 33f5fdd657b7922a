//! A case is found by the end of its number, and says which acts lead on.

use crate::machine::event::{Action, Body};
use crate::machine::{Ask, Choice, Chooser, Machine, Notice, Wish};
use hall_core::case::Stage;
use hall_core::code::CaseId;
use hall_core::deadline::Lamp;
use hall_core::limits::CASE_CHARS_MAX;
use hall_protocol::view::{CaseView, CasesView};
use hall_text::{FluentValue, say, word};

impl Machine {
    /// Asks which case; the one that goes with the service in hand needs no question.
    pub(in crate::machine) fn which_case(&mut self) -> Vec<Action> {
        if let Some(number) = self.draft.case.as_ref().map(ToString::to_string) {
            return self.find_case(&number);
        }
        self.chooser = Some(Chooser::words(Ask::CaseWhich));
        Vec::new()
    }

    /// Looks for the cases whose number ends with what was typed.
    pub(in crate::machine) fn find_case(&mut self, typed: &str) -> Vec<Action> {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "-/.".contains(c);
        if typed.len() > CASE_CHARS_MAX || !typed.chars().all(is_plain) {
            return self.tell("window-bad-case");
        }
        let path = format!("/api/v1/cases?number={typed}");
        let request_id = self.next_id();
        self.post(Wish::Case, path, request_id, Body::FindCases)
    }

    /// What was found: the only case is opened, of several one is chosen.
    pub(in crate::machine) fn on_cases(&mut self, found: CasesView) {
        self.cases = found.cases;
        match self.cases.as_slice() {
            [] => self.notice = Some(Notice::word(self.settings.language, "window-no-case")),
            [only] => {
                let id = only.id;
                self.open_case(id);
            }
            several => {
                let choice = |case| Choice::new(self.case_line(case), case.id.to_string());
                let choices = several.iter().map(choice).collect();
                self.chooser = Some(Chooser::list(Ask::CaseOf, choices));
            }
        }
    }

    /// Offers the acts that lead on from where a found case stands.
    pub(in crate::machine) fn open_case(&mut self, id: CaseId) {
        let Some(case) = self.found_case(id) else {
            return;
        };
        let language = self.settings.language;
        let label = |act: &str| word(language, &format!("window-case-act-{act}"));
        let choices = case.acts.iter().map(|act| Choice::new(label(act), act));
        let choices: Vec<Choice> = choices.collect();
        if choices.is_empty() {
            let args = [("case", self.case_line(case).into())];
            self.notice = Some(Notice::say(language, "window-case-over", &args));
            return;
        }
        self.chooser = Some(Chooser::list(Ask::CaseStep { case: id }, choices));
    }

    /// A case of those found last.
    pub(super) fn found_case(&self, id: CaseId) -> Option<&CaseView> {
        self.cases.iter().find(|case| case.id == id)
    }

    /// The case that a question is about, in one line.
    pub fn case_title(&self, id: CaseId) -> String {
        let case = self.found_case(id);
        case.map(|case| self.case_line(case)).unwrap_or_default()
    }

    /// Number, stage, clock and item in one line; a narrow screen cuts the item.
    pub(super) fn case_line(&self, case: &CaseView) -> String {
        let language = self.settings.language;
        let stage = word(language, &format!("case-stage-{}", case.stage.word()));
        let days = case.days_left.unwrap_or_default();
        let days = [("days", FluentValue::from(days.unsigned_abs()))];
        let clock = match case.lamp {
            Some(Lamp::Blue) => word(language, "case-stands"),
            Some(Lamp::Red) => say(language, "case-late", &days),
            Some(Lamp::Green | Lamp::Yellow) => say(language, "case-left", &days),
            None => String::new(),
        };
        let is_waiting = case.stage == Stage::Told && case.asked.is_some();
        let stage = if is_waiting {
            word(language, "case-asked")
        } else {
            stage
        };
        let item = case.item_name.get(language);
        let line = [case.number.as_str(), &stage, &clock, item];
        let line = line.into_iter().filter(|part| !part.is_empty());
        line.collect::<Vec<_>>().join("  ")
    }
}
