//! Keeping the look-ups in step with the tickets.

use crate::code::{QueueCode, TicketId};
use crate::hall::{Hall, Index};
use crate::ticket::{Ticket, TicketState};
use crate::time::Time;
use alloc::collections::{BTreeMap, BTreeSet};

impl Hall {
    /// Changes a ticket and everything that is looked up by its state.
    pub(crate) fn change(&mut self, id: TicketId, at: Time, change: impl FnOnce(&mut Ticket)) {
        let index = &mut self.index;
        let ticket = self
            .tickets
            .get_mut(&id)
            .expect("events name tickets of the day");
        index.remove(ticket);
        let before = ticket.state;
        change(ticket);
        ticket.version += 1;
        if ticket.state != before {
            ticket.since = at;
        }
        index.insert(ticket);
    }

    /// Adds what never changes: number, token, intent, visit and person.
    pub(crate) fn index_identity(&mut self, id: TicketId) {
        let ticket = &self.tickets[&id];
        let index = &mut self.index;
        index.numbers.insert(ticket.number, id);
        // A spent number stays known, so that nobody gets it again.
        if let Some(spent) = ticket.spent {
            index.numbers.insert(spent, id);
        }
        index.tokens.insert(ticket.token, id);
        index.requests.insert(ticket.request, id);
        index.visits.entry(ticket.visit).or_default().push(id);
        if let Some(hash) = ticket.person {
            index.persons.entry(hash).or_default().push(id);
        }
    }

    /// Adds what follows from the state.
    pub(crate) fn index_state(&mut self, id: TicketId) {
        self.index.insert(&self.tickets[&id]);
    }

    /// Looks again at the other tickets of a person who has taken one more.
    pub(crate) fn reindex_person(&mut self, id: TicketId) {
        let ticket = &self.tickets[&id];
        let visit = self.index.visits.get(&ticket.visit).into_iter().flatten();
        let person = ticket.person.and_then(|hash| self.index.persons.get(&hash));
        let ids: alloc::vec::Vec<TicketId> =
            visit.chain(person.into_iter().flatten()).copied().collect();
        for other in ids {
            self.index.insert(&self.tickets[&other]);
        }
    }
}

impl Index {
    fn insert(&mut self, ticket: &Ticket) {
        match ticket.state {
            TicketState::Waiting => {
                let queue = ticket.queue();
                self.waiting
                    .entry(queue)
                    .or_default()
                    .insert((ticket.place, ticket.id));
                self.arrivals
                    .entry(queue)
                    .or_default()
                    .insert((ticket.arrival, ticket.id));
                if ticket.credit.0 == 0 {
                    self.plain
                        .entry(queue)
                        .or_default()
                        .insert((ticket.arrival, ticket.id));
                }
                if self.may_be_away(ticket) {
                    self.special.entry(queue).or_default().insert(ticket.id);
                }
            }
            TicketState::Missed(_) => {
                self.missed.insert(ticket.id);
            }
            _ => {}
        }
    }

    fn remove(&mut self, ticket: &Ticket) {
        match ticket.state {
            TicketState::Waiting => {
                let queue = ticket.queue();
                leave(&mut self.waiting, queue, &(ticket.place, ticket.id));
                leave(&mut self.arrivals, queue, &(ticket.arrival, ticket.id));
                leave(&mut self.plain, queue, &(ticket.arrival, ticket.id));
                leave(&mut self.special, queue, &ticket.id);
            }
            TicketState::Missed(_) => {
                self.missed.remove(&ticket.id);
            }
            _ => {}
        }
    }

    /// Whether a waiting ticket may at times not be callable by everybody.
    fn may_be_away(&self, ticket: &Ticket) -> bool {
        let several =
            |ids: Option<&alloc::vec::Vec<TicketId>>| ids.is_some_and(|ids| ids.len() > 1);
        ticket.cool_until.is_some()
            || ticket.only_window.is_some()
            || several(self.visits.get(&ticket.visit))
            || several(ticket.person.and_then(|hash| self.persons.get(&hash)))
    }
}

/// Takes an entry out; an empty set goes too, so that a rebuilt index is the same one.
fn leave<T: Ord>(sets: &mut BTreeMap<QueueCode, BTreeSet<T>>, queue: QueueCode, entry: &T) {
    if let Some(set) = sets.get_mut(&queue) {
        set.remove(entry);
        if set.is_empty() {
            sets.remove(&queue);
        }
    }
}
