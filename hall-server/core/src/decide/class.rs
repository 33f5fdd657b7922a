//! Another class for somebody who already waits: who is old, ill or with a small child is often seen
//! only after the number was taken.

use super::{Decided, Decision};
use crate::code::ClassCode;
use crate::command::{Answer, Named};
use crate::event::Event;
use crate::hall::Hall;
use crate::refusal::Refusal;
use crate::ticket::{NoteRef, Place, TicketState};
use crate::time::Span;
use alloc::string::ToString;

impl Hall {
    /// The place moves by the difference of the head starts, so that who was missed and restored
    /// gains no more by it than anybody else.
    pub(super) fn reclass(&self, named: Named, class: ClassCode, note: &NoteRef) -> Decided {
        self.check_serving()?;
        let id = named.ticket.ok_or(Refusal::UnknownTicket)?;
        let ticket = self.at_version(id, named.version)?;
        if ticket.state != TicketState::Waiting {
            return Err(Refusal::TicketNotWaiting);
        }
        let unknown = || Refusal::UnknownClass {
            class: class.to_string(),
        };
        let credit = self.rules().classes.get(&class).ok_or_else(unknown)?;
        let credit = Span::seconds(credit.credit_s);
        if ticket.class == class {
            return Ok(Decision::none(Answer::Ticket(id)));
        }
        let event = Event::TicketReclassed {
            ticket: id,
            class,
            credit,
            place: Place {
                at: ticket.place.at + ticket.credit - credit,
                ..ticket.place
            },
            note: note.clone(),
        };
        Ok(Decision::one(event, Answer::Ticket(id)))
    }
}
