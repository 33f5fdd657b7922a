//! Rating: one per finished service, in time, by the citizen's own device (I28, DOMAIN 4.3).

use super::{Decided, Decision};
use crate::code::TicketId;
use crate::command::Answer;
use crate::device::Actor;
use crate::event::Event;
use crate::hall::Hall;
use crate::planted::{self, Bug};
use crate::refusal::Refusal;
use crate::ticket::{NoteRef, TicketState};
use crate::time::{Now, Span};

impl Hall {
    pub(super) fn rate(
        &self,
        now: Now,
        by: Actor,
        id: TicketId,
        level: u8,
        note: Option<&NoteRef>,
    ) -> Decided {
        // A time-out is "not rated" and never a command; only a device of the citizen rates.
        let Actor::Device(device) = by else {
            return Err(Refusal::RoleNotAllowed);
        };
        let ticket = self.find(id)?;
        if !(1..=5).contains(&level) {
            return Err(Refusal::BadLevel);
        }
        if ticket.rating.is_some() {
            return Err(Refusal::AlreadyRated);
        }
        let TicketState::Finished(window) = ticket.state else {
            return Err(Refusal::NotRatable);
        };
        if self.devices.get(&device).and_then(|pad| pad.window) != Some(window) {
            return Err(Refusal::NotRatable);
        }
        let last = ticket.since + Span::seconds(self.rules().rating.prompt_s);
        if now.at > last && !planted::is(Bug::RatedTooLate) {
            return Err(Refusal::RatingTooLate);
        }
        if level <= BAD_UP_TO && note.is_none() {
            return Err(Refusal::RatingReason);
        }
        let event = Event::TicketRated {
            ticket: id,
            level,
            device,
            note: note.cloned(),
        };
        Ok(Decision::one(event, Answer::Rating(id)))
    }
}

/// Levels 1 and 2 are bad ratings and carry a reason (DOMAIN 4.2).
const BAD_UP_TO: u8 = 2;
