//! The end of a service: finished, finished as soon as called, or on to the next matter.

use super::serve::{check_legs, expect_serving, kept_place, start};
use super::{Decided, Decision};
use crate::code::{ItemCode, QueueCode, WindowNumber};
use crate::command::{Answer, Target};
use crate::event::{Event, WentOn};
use crate::hall::Hall;
use crate::refusal::Refusal;
use crate::service::Done;
use crate::ticket::{Ticket, TicketState};
use alloc::boxed::Box;
use alloc::string::ToString;

impl Hall {
    pub(super) fn finish(&self, window: WindowNumber, ticket: &Ticket, done: &Done) -> Decided {
        expect_serving(window, ticket)?;
        let event = Event::TicketFinished {
            ticket: ticket.id,
            window,
            done: self.done(done)?,
        };
        Ok(Decision::one(event, Answer::AtWindow(window, ticket.id)))
    }

    /// A card that lies ready is handed over with one key: the service begins and ends now.
    pub(super) fn quick_finish(
        &self,
        window: WindowNumber,
        ticket: &Ticket,
        done: &Done,
    ) -> Decided {
        if matches!(ticket.state, TicketState::Serving(_)) {
            return self.finish(window, ticket, done);
        }
        let mut decision = start(window, ticket)?;
        decision.events.push(Event::TicketFinished {
            ticket: ticket.id,
            window,
            done: self.done(done)?,
        });
        Ok(decision)
    }

    /// Done here, and the same person has more to do: the number stays hers. What this window
    /// serves itself it goes on with; elsewhere she waits by her arrival.
    pub(super) fn go_on(
        &self,
        window: WindowNumber,
        ticket: &Ticket,
        done: &Done,
        to: Target,
    ) -> Decided {
        expect_serving(window, ticket)?;
        check_legs(ticket)?;
        let done = self.done(done)?;
        let (queue, item, only_window) = self.way_on(ticket, to)?;
        let stays = only_window.is_none() && self.rules().windows[&window].serves_or_helps(queue);
        let served = done.item.or(ticket.item());
        if only_window == Some(window) || is_same(ticket.queue(), served, (queue, item)) {
            return Err(Refusal::SamePlace);
        }
        let event = Event::TicketWentOn(Box::new(WentOn {
            ticket: ticket.id,
            window,
            done,
            queue,
            item,
            place: kept_place(ticket),
            only_window,
            stays,
        }));
        Ok(Decision::one(event, Answer::AtWindow(window, ticket.id)))
    }

    /// What the clerk says, if it makes sense under this plan.
    fn done(&self, done: &Done) -> Result<Done, Refusal> {
        match done.item {
            Some(item) if !self.rules().items.contains_key(&item) => Err(Refusal::UnknownItem {
                item: item.to_string(),
            }),
            _ => done.checked(),
        }
    }
}

/// The same matter again is not the next one: pieces are counted instead.
fn is_same(
    queue: QueueCode,
    served: Option<ItemCode>,
    (next, item): (QueueCode, Option<ItemCode>),
) -> bool {
    queue == next && (item.is_none() || item == served)
}
