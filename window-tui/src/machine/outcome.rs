//! A service that ends otherwise than done.

use super::event::Action;
use super::key::Wish;
use super::{Ask, Choice, Chooser, Machine};
use hall_core::code::WindowNumber;
use hall_core::ticket::Outcome;
use hall_protocol::api::Act;
use hall_text::word;

/// Each end with the word that stands for it in the list; its words are `window-outcome-…`.
const OUTCOMES: [(Outcome, &str); 2] = [
    (Outcome::Incomplete, "incomplete"),
    (Outcome::Refused, "refused"),
];

impl Machine {
    /// Asks how the service in hand ends.
    pub(super) fn outcome(&mut self) -> Vec<Action> {
        let Some(hand) = self.hand() else {
            return self.tell("window-nothing-to-finish");
        };
        let ask = Ask::Outcome { ticket: hand.id };
        let language = self.settings.language;
        let choices = OUTCOMES.map(|(_, end)| {
            let words = word(language, &format!("window-outcome-{end}"));
            Choice::new(words, end)
        });
        self.chooser = Some(Chooser::list(ask, choices.into()));
        Vec::new()
    }

    /// Ends it so.
    pub(super) fn finish_with(&mut self, window: WindowNumber, end: &str) -> Vec<Action> {
        let mut outcomes = OUTCOMES.into_iter();
        let Some((outcome, _)) = outcomes.find(|(_, word)| *word == end) else {
            return Vec::new();
        };
        let act = Act {
            outcome: Some(outcome),
            ..self.ending()
        };
        let path = format!("/api/v1/windows/{window}/finish");
        self.send_act(Wish::Outcome, path, act)
    }
}
