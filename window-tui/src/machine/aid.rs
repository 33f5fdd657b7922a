//! Asking for help from this window, and going to another one that asks.

use super::event::{Action, Answer, Body, Failure, Post};
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
    pub(super) fn alarm(&mut self) -> Vec<Action> {
        if self.own_aid(Help::Alarm).is_none() {
            return self.raise_alarm();
        }
        let language = self.settings.language;
        let still = Choice::new(word(language, "window-alarm-still"), STILL);
        let over = Choice::new(word(language, "window-alarm-over"), OVER);
        self.chooser = Some(Chooser::list(Ask::AlarmOver, vec![still, over]));
        Vec::new()
    }

    /// Danger waits for no answer, no list and no page: it goes beside everything else.
    pub(super) fn raise_alarm(&mut self) -> Vec<Action> {
        self.notice = self.standing.obstacle(self.settings.language);
        let Some(window) = self.window.filter(|_| self.notice.is_none()) else {
            return Vec::new();
        };
        if self.alarm_sent.is_some() {
            return Vec::new();
        }
        let request_id = self.next_id();
        self.alarm_sent = Some(request_id.clone());
        let body = call(&request_id, Help::Alarm);
        let path = format!("/api/v1/windows/{window}/ask-help");
        vec![Action::Post(Post {
            path,
            request_id,
            body,
        })]
    }

    /// Whether this answers the alarm; a clerk in danger must know when it did not go out.
    pub(super) fn is_alarm_answered(
        &mut self,
        request_id: &str,
        result: &Result<Answer, Failure>,
    ) -> bool {
        let sent = self.alarm_sent.take_if(|sent| sent == request_id);
        if let (Some(_), Err(failure)) = (&sent, result) {
            self.on_failure(failure);
        }
        sent.is_some()
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
        if let Some(errand) = self.went {
            let (window, help) = (errand.window, errand.help);
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

    /// Goes there; it counts once the server has said yes.
    pub(super) fn go_to(&mut self, value: &str) -> Vec<Action> {
        self.going = self.standing.errand(value);
        self.going.map_or_else(Vec::new, |errand| {
            self.help_call(Wish::GoAndHelp, errand.window, "accept-help", errand.help)
        })
    }

    /// What became of going, or of ending it.
    pub(super) fn on_gone(&mut self, is_done: bool) {
        let going = self.going.take();
        if is_done {
            self.went = going;
        }
    }

    fn help_call(
        &mut self,
        wish: Wish,
        window: WindowNumber,
        verb: &str,
        help: Help,
    ) -> Vec<Action> {
        let request_id = self.next_id();
        let body = call(&request_id, help);
        let path = format!("/api/v1/windows/{window}/{verb}");
        self.post(wish, path, request_id, body)
    }

    /// Whether another window asks and nobody goes there yet.
    pub fn is_asked(&self) -> bool {
        !self.standing.unanswered_aids(self.window).is_empty()
    }
}

fn call(request_id: &str, help: Help) -> Body {
    Body::Help(HelpCall {
        request_id: Some(request_id.to_owned()),
        help,
    })
}
