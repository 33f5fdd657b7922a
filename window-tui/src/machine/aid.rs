//! Asking for help from this window, and going to another one that asks.

use super::event::{Action, Body};
use super::key::Wish;
use super::{Ask, Choice, Chooser, Machine};
use crate::aid::Aid;
use hall_core::code::WindowNumber;
use hall_core::event::Help;
use hall_protocol::api::HelpCall;
use hall_text::word;

/// The value of the line that ends an alarm; the other one keeps it.
const OVER: &str = "over";
const STILL: &str = "still";

impl Machine {
    /// What this window asks for now, and who goes there.
    pub fn own_aid(&self, help: Help) -> Option<Aid<'_>> {
        let mut aids = self.standing.aids().into_iter();
        aids.find(|aid| Some(aid.window) == self.window && aid.help == help)
    }

    /// The alarm key asks at once; it ends an alarm only after a question.
    pub(super) fn alarm(&mut self, window: WindowNumber) -> Vec<Action> {
        if self.own_aid(Help::Alarm).is_none() {
            return self.help_call(Wish::Alarm, window, "ask-help", Help::Alarm);
        }
        let language = self.settings.language;
        let still = Choice::new(word(language, "window-alarm-still"), STILL);
        let over = Choice::new(word(language, "window-alarm-over"), OVER);
        self.chooser = Some(Chooser::list(Ask::AlarmOver, vec![still, over]));
        Vec::new()
    }

    /// The answer to that question.
    pub(super) fn alarm_over(&mut self, window: WindowNumber, value: &str) -> Vec<Action> {
        if value != OVER {
            return Vec::new();
        }
        self.help_call(Wish::Alarm, window, "end-help", Help::Alarm)
    }

    /// Asks for a guide, or says that none is needed any more.
    pub(super) fn ask_guide(&mut self, window: WindowNumber) -> Vec<Action> {
        let verb = match self.own_aid(Help::Guide) {
            Some(_) => "end-help",
            None => "ask-help",
        };
        self.help_call(Wish::AskGuide, window, verb, Help::Guide)
    }

    /// Goes to a window that asks; pressed again, says that the help is over.
    pub(super) fn go_and_help(&mut self) -> Vec<Action> {
        let is_on = |(window, help): &(WindowNumber, Help)| self.standing.asks(*window, *help);
        if let Some((window, help)) = self.went.take().filter(is_on) {
            return self.help_call(Wish::GoAndHelp, window, "end-help", help);
        }
        let choices = self
            .standing
            .aid_choices(self.window, self.settings.language);
        if choices.is_empty() {
            return self.tell("window-nobody-asks");
        }
        self.one_of(Ask::HelpWhom, choices)
    }

    /// Goes there.
    pub(super) fn go_to(&mut self, value: &str) -> Vec<Action> {
        self.went = Aid::chosen(value);
        self.went.map_or(Vec::new(), |(window, help)| {
            self.help_call(Wish::GoAndHelp, window, "accept-help", help)
        })
    }

    fn help_call(
        &mut self,
        wish: Wish,
        window: WindowNumber,
        verb: &str,
        help: Help,
    ) -> Vec<Action> {
        let request_id = self.next_id();
        let call = HelpCall {
            request_id: Some(request_id.clone()),
            help,
        };
        let path = format!("/api/v1/windows/{window}/{verb}");
        self.post(wish, path, request_id, Body::Help(call))
    }

    /// Whether another window asks and nobody goes there yet.
    pub fn is_asked(&self) -> bool {
        !self.standing.unanswered_aids(self.window).is_empty()
    }
}
