//! A call out of turn, with a reason.

use super::event::Action;
use super::key::Wish;
use super::{Ask, Chooser, Machine};
use hall_core::code::{TicketId, WindowNumber};
use hall_protocol::api::Act;

/// Listed reasons, by their names in the catalogue.
pub(super) const CALL_REASONS: [&str; 5] = [
    "window-call-back-again",
    "window-call-passed",
    "window-call-frail",
    "window-call-urgent",
    "window-call-appointed",
];

impl Machine {
    /// Asks who of those who wait is called before their turn.
    pub(super) fn call_chosen(&mut self) -> Vec<Action> {
        let choices = self.choices(&self.waiting());
        if choices.is_empty() {
            return self.tell("window-nobody-waits");
        }
        self.chooser = Some(Chooser::list(Ask::CallWhom, choices));
        Vec::new()
    }

    /// Calls them, with the reason on record.
    pub(super) fn call_out_of_turn(
        &mut self,
        window: WindowNumber,
        ticket: TicketId,
        reason: String,
    ) -> Vec<Action> {
        let act = Act {
            ticket: Some(ticket),
            version: self.version_of(ticket),
            reason: Some(reason),
            ..Act::default()
        };
        let path = format!("/api/v1/windows/{window}/call");
        self.send_act(Wish::CallChosen, path, act)
    }
}
