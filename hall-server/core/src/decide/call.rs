//! Calling: choose and claim in one step, so that two windows never get one ticket.

use super::{Decided, Decision};
use crate::code::{TicketId, WindowNumber};
use crate::command::Answer;
use crate::event::{CallReason, Event};
use crate::hall::Hall;
use crate::plan::Window;
use crate::refusal::Refusal;
use crate::ticket::{NoteRef, TicketState};
use crate::time::Now;
use crate::window::WindowStage;

impl Hall {
    pub(super) fn call_next(&self, now: Now, number: WindowNumber) -> Decided {
        self.check_can_call(number)?;
        let choice = self
            .next_for(number, now.at)
            .ok_or(Refusal::NobodyWaiting)?;
        Ok(self.called(number, choice.ticket, choice.why, choice.passed))
    }

    pub(super) fn call_chosen(
        &self,
        now: Now,
        number: WindowNumber,
        id: TicketId,
        note: &NoteRef,
    ) -> Decided {
        let window = self.check_can_call(number)?;
        let ticket = self.find(id)?;
        if ticket.state != TicketState::Waiting {
            return Err(Refusal::TicketNotWaiting);
        }
        if !window.serves_or_helps(ticket.queue()) {
            return Err(Refusal::QueueNotServed {
                queue: ticket.queue(),
            });
        }
        if let Some(window) = ticket.only_window.filter(|only| *only != number) {
            return Err(Refusal::BoundToWindow { window });
        }
        if self.is_person_busy(ticket, now.at) {
            return Err(Refusal::PersonBusy);
        }
        // A jump by staff is on record with its reason; it does not count as a pass by the rules.
        Ok(self.called(number, id, CallReason::Chosen(note.clone()), None))
    }

    /// The window's plan, if it is open and has free hands.
    pub(super) fn check_can_call(&self, number: WindowNumber) -> Result<&Window, Refusal> {
        self.check_serving()?;
        let (plan, state) = self.window_of(number)?;
        if let Some(ticket) = state.hand {
            return Err(Refusal::WindowBusy { ticket });
        }
        match state.stage {
            WindowStage::Open => Ok(plan),
            WindowStage::Paused { .. } => Err(Refusal::WindowPaused),
            WindowStage::Closed => Err(Refusal::WindowNotOpen),
        }
    }

    fn called(
        &self,
        window: WindowNumber,
        ticket: TicketId,
        why: CallReason,
        passed: Option<TicketId>,
    ) -> Decision {
        let clerk = self.windows[&window].clerk;
        let event = Event::TicketCalled {
            ticket,
            window,
            clerk,
            why,
            passed,
        };
        Decision::one(event, Answer::AtWindow(window, ticket))
    }
}

impl Window {
    /// Whether the window serves the queue as its own or as a helper.
    pub fn serves_or_helps(&self, queue: crate::code::QueueCode) -> bool {
        self.queues.contains(&queue) || self.helps.iter().any(|help| help.queue == queue)
    }
}
