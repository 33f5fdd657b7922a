//! Who is next: one answer per window, with the reason.
//!
//! A queue offers its smallest place; but a ticket without credit that was passed as often as the
//! plan allows comes first, so nobody starves. A window takes the smallest place over its own
//! queues, and helps another queue when its own offer nobody or that queue waits too long.

use crate::code::{QueueCode, TicketId, WindowNumber};
use crate::event::CallReason;
use crate::hall::Hall;
use crate::plan::Window;
use crate::planted::{self, Bug};
use crate::ticket::{Place, Ticket};
use crate::time::{Span, Time};

/// The ticket that a window would call now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Choice {
    pub(crate) ticket: TicketId,
    pub(crate) why: CallReason,
    /// The earliest arrival without credit, when this choice passes it.
    pub(crate) passed: Option<TicketId>,
}

impl Hall {
    /// The next ticket for a window, or none when nobody is callable.
    pub(crate) fn next_for(&self, number: WindowNumber, now: Time) -> Option<Choice> {
        let window = &self.rules().windows[&number];
        let own = window
            .queues
            .iter()
            .filter_map(|queue| self.offer(*queue, number, now));
        let merged = self.helped(window, now, true);
        let merged = merged.filter_map(|queue| self.offer(queue, number, now).map(Offer::helping));
        let best = own.chain(merged).min_by_key(Offer::rank);
        let best = best.or_else(|| {
            let idle = self.helped(window, now, false);
            let offers = idle.filter_map(|queue| self.offer(queue, number, now));
            offers.map(Offer::helping).min_by_key(Offer::rank)
        })?;
        let why = match (best.forced, best.helping) {
            (true, _) => CallReason::Overtaken,
            (false, true) => CallReason::Helping,
            (false, false) => CallReason::Place,
        };
        Some(Choice {
            ticket: best.ticket,
            why,
            passed: best.passed,
        })
    }

    /// What one queue offers to a window.
    fn offer(&self, queue: QueueCode, window: WindowNumber, now: Time) -> Option<Offer> {
        let first = self.first_by_place(queue, window, now)?;
        let earliest = self.earliest_plain(queue, window, now);
        let forced = earliest.filter(|ticket| {
            ticket.overtaken >= self.rules().calls.overtakes_max && !planted::is(Bug::PassedForEver)
        });
        let chosen = forced.unwrap_or(first);
        let passed = earliest
            .filter(|ticket| ticket.id != chosen.id && ticket.arrival < chosen.arrival)
            .map(|ticket| ticket.id);
        let (ticket, place) = (chosen.id, chosen.place);
        Some(Offer {
            ticket,
            place,
            passed,
            forced: forced.is_some(),
            helping: false,
        })
    }

    fn first_by_place(&self, queue: QueueCode, window: WindowNumber, now: Time) -> Option<&Ticket> {
        self.waiting(queue)
            .find(|ticket| self.is_callable(ticket, Some(window), now))
    }

    /// The earliest-arrived callable ticket without credit.
    fn earliest_plain(&self, queue: QueueCode, window: WindowNumber, now: Time) -> Option<&Ticket> {
        let plain = self.index.plain.get(&queue)?;
        plain
            .iter()
            .take_while(|(arrival, _)| *arrival <= now)
            .map(|(_, id)| &self.tickets[id])
            .find(|ticket| self.is_callable(ticket, Some(window), now))
    }

    /// Helped queues: those that wait too long (`merged`), or the others.
    fn helped<'a>(
        &'a self,
        window: &'a Window,
        now: Time,
        merged: bool,
    ) -> impl Iterator<Item = QueueCode> + 'a {
        let helps = window.helps.iter().filter(move |help| {
            let due = help.after_minutes.is_some_and(|minutes| {
                self.oldest_wait(help.queue, now) >= Some(Span::minutes(minutes))
            });
            due == merged
        });
        helps.map(|help| help.queue)
    }

    /// The longest time that anybody in the queue has waited so far.
    pub fn oldest_wait(&self, queue: QueueCode, now: Time) -> Option<Span> {
        let arrival = self.oldest_arrival(queue)?;
        Some(now - arrival).filter(|wait| wait.0 >= 0)
    }

    /// The earliest arrival of those who wait in the queue.
    pub fn oldest_arrival(&self, queue: QueueCode) -> Option<Time> {
        let arrivals = self.index.arrivals.get(&queue)?;
        arrivals.first().map(|(arrival, _)| *arrival)
    }
}

/// A ticket that a queue offers.
struct Offer {
    ticket: TicketId,
    place: Place,
    passed: Option<TicketId>,
    forced: bool,
    helping: bool,
}

impl Offer {
    /// Forced tickets first, then the smallest place.
    fn rank(&self) -> (bool, Place, TicketId) {
        (!self.forced, self.place, self.ticket)
    }

    fn helping(mut self) -> Self {
        self.helping = true;
        self
    }
}
