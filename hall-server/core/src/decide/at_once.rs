//! Serving somebody who has no paper: taking and starting in one step, with a reason on record.

use super::{Decided, Decision};
use crate::code::{TicketId, WindowNumber};
use crate::command::{Answer, Request, TakeTicket};
use crate::event::{Event, Taken};
use crate::hall::Hall;
use crate::refusal::Refusal;
use crate::ticket::{NoteRef, TicketState};
use crate::time::Now;
use alloc::boxed::Box;
use alloc::vec;

impl Hall {
    /// The person stands at the window: no call, no wait, but a number like everybody's, so that
    /// the service is counted, rated and found again.
    pub(super) fn serve_now(
        &self,
        now: Now,
        request: &Request,
        window: WindowNumber,
        take: &TakeTicket,
        note: &NoteRef,
    ) -> Decided {
        if let Some(first) = self.first_of_intent(request) {
            return Ok(Decision::none(Answer::Ticket(first.id)));
        }
        let plan = self.check_can_call(window)?;
        let wish = self.wish(take)?;
        let mut take = take.clone();
        // The clerk sees the person and the document.
        take.person.age_confirmed = true;
        if !plan.serves_or_helps(wish.queue) {
            return Err(Refusal::QueueNotServed { queue: wish.queue });
        }
        let served = |ticket| Event::TicketServedAtOnce {
            ticket,
            window,
            clerk: self.windows[&window].clerk,
            note: note.clone(),
        };
        // Who holds a number for this already is served under it.
        if let Some(first) = self.first_of_person(&take, wish) {
            return self.start_at_once(now, window, first.id, served(first.id));
        }
        let taken = self.give(now, request, &take, wish)?;
        if self.is_at_a_window(&taken) {
            return Err(Refusal::PersonBusy);
        }
        let ticket = taken.ticket;
        Ok(Decision {
            events: vec![Event::TicketTaken(Box::new(taken)), served(ticket)],
            answer: Answer::AtWindow(window, ticket),
        })
    }

    /// Whether the person of a number that is about to be given stands at a window already.
    fn is_at_a_window(&self, taken: &Taken) -> bool {
        let hands = self.windows.values().filter_map(|window| window.hand);
        hands.map(|id| &self.tickets[&id]).any(|ticket| {
            let same_hash = taken.person.is_some() && ticket.person == taken.person;
            ticket.visit == taken.visit || same_hash
        })
    }

    fn start_at_once(&self, now: Now, window: WindowNumber, id: TicketId, event: Event) -> Decided {
        let ticket = self.find(id)?;
        if ticket.state != TicketState::Waiting {
            return Err(Refusal::TicketNotWaiting);
        }
        if let Some(window) = ticket.only_window.filter(|only| *only != window) {
            return Err(Refusal::BoundToWindow { window });
        }
        if self.is_person_busy(ticket, now.at) {
            return Err(Refusal::PersonBusy);
        }
        Ok(Decision::one(event, Answer::AtWindow(window, id)))
    }
}
