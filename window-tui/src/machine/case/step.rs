//! What a step of a case takes: an act, then one question after another, then the call.

use crate::machine::event::{Action, Body};
use crate::machine::{Ask, Choice, Chooser, Machine, Notice, Wish};
use hall_core::case::{Delivery, StopKind};
use hall_core::code::{CaseId, DepartmentCode, WindowNumber};
use hall_protocol::api::{CaseHand, CaseWith, MoveCase};
use hall_protocol::view::CaseView;
use hall_text::word;
use std::collections::BTreeMap;

/// A step that is being asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CaseMove {
    /// The case.
    pub case: CaseId,
    /// The act's word in the calls.
    pub act: String,
    /// What was told so far.
    pub with: Box<CaseWith>,
    /// What is asked now.
    pub field: CaseField,
}

/// What an act has to be told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CaseField {
    /// What is missing, or why.
    Text,
    /// The last day for what is missing.
    Until,
    /// Whose part is done.
    Part,
    /// Who answers for it now.
    Department,
    /// How the applicant gets the result.
    How,
    /// What stops the clock.
    Kind,
    /// The number of the paper that stops it.
    Document,
    /// Worked days more.
    Days,
}

impl CaseField {
    /// Its word in the catalogue.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Until => "until",
            Self::Part => "part",
            Self::Department => "department",
            Self::How => "how",
            Self::Kind => "kind",
            Self::Document => "document",
            Self::Days => "days",
        }
    }

    /// Takes an answer; false when it makes no sense.
    fn takes(self, with: &mut CaseWith, value: String) -> bool {
        match self {
            Self::Text => with.text = Some(value),
            Self::Document => with.document = Some(value),
            Self::Part | Self::Department => with.department = Some(value),
            Self::How => with.how = WAYS.into_iter().find(|how| how.word() == value),
            Self::Kind => with.kind = STOPS.into_iter().find(|kind| kind.word() == value),
            Self::Until => with.until = value.parse().ok(),
            Self::Days => with.days = value.parse().ok(),
        }
        match self {
            Self::Until => with.until.is_some(),
            Self::Days => with.days.is_some(),
            _ => true,
        }
    }
}

const WAYS: [Delivery; 3] = [Delivery::Collected, Delivery::Posted, Delivery::Online];

const STOPS: [StopKind; 9] = [
    StopKind::Hearing,
    StopKind::Bidding,
    StopKind::Auction,
    StopKind::Inspection,
    StopKind::Testing,
    StopKind::Quarantine,
    StopKind::Appraisal,
    StopKind::ExpertReview,
    StopKind::Publication,
];

/// What an act takes, in the order in which it is asked.
fn fields(act: &str) -> &'static [CaseField] {
    match act {
        "ask-more" | "not-accept" | "return" | "explain" => &[CaseField::Text],
        "accept-missing" => &[CaseField::Text, CaseField::Until],
        "finish-part" => &[CaseField::Part],
        "hand-on" => &[CaseField::Department, CaseField::Text],
        "deliver" => &[CaseField::How],
        "suspend" => &[CaseField::Kind, CaseField::Document],
        "extend" => &[CaseField::Days, CaseField::Text],
        _ => &[],
    }
}

impl Machine {
    /// The act that was chosen: its first question, or the call.
    pub(in crate::machine) fn on_case_act(
        &mut self,
        window: WindowNumber,
        case: CaseId,
        act: String,
    ) -> Vec<Action> {
        let with = Box::default();
        match fields(&act).first().copied() {
            Some(field) => self.ask_field(CaseMove {
                case,
                act,
                with,
                field,
            }),
            None => self.move_case(window, case, &act, *with),
        }
    }

    /// An answer to what an act takes: the next question, or the call. What makes no sense is asked
    /// again.
    pub(in crate::machine) fn on_case_field(
        &mut self,
        window: WindowNumber,
        mut step: CaseMove,
        value: String,
    ) -> Vec<Action> {
        if !step.field.takes(&mut step.with, value) {
            let key = format!("window-case-bad-{}", step.field.name());
            self.ask_field(step);
            return self.tell(&key);
        }
        let asked = fields(&step.act).iter();
        let mut rest = asked.skip_while(|field| **field != step.field).skip(1);
        match rest.next().copied() {
            Some(field) => self.ask_field(CaseMove { field, ..step }),
            None => self.move_case(window, step.case, &step.act, *step.with),
        }
    }

    fn ask_field(&mut self, step: CaseMove) -> Vec<Action> {
        let language = self.settings.language;
        let choices = match step.field {
            CaseField::Part => self.parts_left(step.case),
            CaseField::Department => self.departments(),
            CaseField::How => WAYS.map(|how| worded(language, "how", how.word())).into(),
            CaseField::Kind => STOPS
                .map(|kind| worded(language, "kind", kind.word()))
                .into(),
            CaseField::Text | CaseField::Until | CaseField::Document | CaseField::Days => {
                self.chooser = Some(Chooser::words(Ask::CaseTell(step)));
                return Vec::new();
            }
        };
        self.chooser = Some(Chooser::list(Ask::CaseTell(step), choices));
        Vec::new()
    }

    /// Departments that have not done their part.
    fn parts_left(&self, case: CaseId) -> Vec<Choice> {
        let language = self.settings.language;
        let parts = self.found_case(case).map_or(&[][..], |case| &case.parts);
        let left = parts.iter().filter(|part| part.done.is_none());
        left.map(|part| {
            Choice::new(
                part.department_name.get(language),
                part.department.to_string(),
            )
        })
        .collect()
    }

    /// Departments that answer for some item of the hall.
    fn departments(&self) -> Vec<Choice> {
        let language = self.settings.language;
        let items = self.items.values();
        let names = items.map(|item| (item.department, item.department_name.get(language)));
        let names: BTreeMap<DepartmentCode, &str> = names.collect();
        let choices = names.into_iter();
        choices
            .map(|(code, name)| Choice::new(format!("{name}  {code}"), code.to_string()))
            .collect()
    }

    /// Asks for the step; a clock stops and goes on with today.
    fn move_case(
        &mut self,
        window: WindowNumber,
        case: CaseId,
        act: &str,
        mut with: CaseWith,
    ) -> Vec<Action> {
        let today = self.standing.picture.day.as_ref().map(|day| day.day);
        match act {
            "suspend" => with.from = today,
            "continue" => with.to = today,
            _ => {}
        }
        let request_id = self.next_id();
        let step = MoveCase {
            request_id: request_id.clone(),
            by: CaseHand {
                window: Some(window),
                clerk: None,
            },
            with,
        };
        let path = format!("/api/v1/cases/{case}/{act}");
        let body = Body::MoveCase(Box::new(step));
        self.post(Wish::MoveCase, path, request_id, body)
    }

    /// The case after the step: how it stands.
    pub(in crate::machine) fn on_case_moved(&mut self, case: &CaseView) {
        let args = [("case", self.case_line(case).into())];
        self.notice = Some(Notice::done(
            self.settings.language,
            "window-case-moved",
            &args,
        ));
    }
}

fn worded(language: hall_core::Language, field: &str, value: &str) -> Choice {
    Choice::new(word(language, &format!("case-{field}-{value}")), value)
}
