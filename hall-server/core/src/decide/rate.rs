//! Rating: one per finished service, in time, by the citizen's own device (I28, DOMAIN 4.3).

use super::{Decided, Decision};
use crate::code::{DeviceId, TicketId};
use crate::command::Answer;
use crate::device::{Actor, Role};
use crate::event::Event;
use crate::hall::Hall;
use crate::limits::RATING_ATTEMPTS_MAX;
use crate::planted::{self, Bug};
use crate::refusal::Refusal;
use crate::ticket::{BAD_UP_TO, NoteRef, TicketState};
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
        let mut decision = Decision::one(event, Answer::Rating(id));
        if let Some(note) = note.filter(|_| level <= BAD_UP_TO) {
            let opened = self.opened_by_rating(now, ticket, note);
            decision.events.extend(opened);
        }
        Ok(decision)
    }

    /// A refused rating is on record when it came from a device that may never rate this service:
    /// no pad, or the pad of another window. A late or repeated tap of the right pad is none.
    pub(super) fn note_rating_attempt(&self, device: DeviceId, ticket: TicketId) -> Decision {
        let known = self.devices.get(&device).filter(|known| !known.revoked);
        let named = self.tickets.get(&ticket);
        let served_at = named.and_then(|ticket| match ticket.state {
            TicketState::Finished(window) => Some(window),
            _ => None,
        });
        let is_strange = known.is_some_and(|known| match known.role {
            Role::Pad => served_at.is_some_and(|window| known.window != Some(window)),
            _ => named.is_some(),
        });
        let told = self.rating_attempts.get(&device).copied().unwrap_or(0);
        if !is_strange || told >= RATING_ATTEMPTS_MAX {
            return Decision::none(Answer::Done);
        }
        let about = ticket;
        Decision::one(Event::RatingAttempted { device, about }, Answer::Done)
    }
}
