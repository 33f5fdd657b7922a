//! The demo's own ledger: what devices were told, beside and without the server's tables.
//!
//! Every 201 is written down with its number; every call, miss, finish and rating as the window
//! or pad was answered. At the end the hall must agree with it to the last ticket.

use super::limits::FAULTS_MAX;
use hall_core::code::{QueueCode, TicketId, WindowNumber};
use hall_protocol::view::TicketView;
use std::collections::{BTreeMap, BTreeSet};

/// A ticket as its devices know it.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) number: String,
    /// As on paper: the mark before the number.
    pub(super) printed: String,
    pub(super) token: String,
    pub(super) queue: QueueCode,
    pub(super) state: State,
}

/// Where a ticket stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum State {
    Waiting,
    Called(WindowNumber),
    Serving(WindowNumber),
    Held(WindowNumber),
    Missed,
    Finished,
    Withdrawn,
}

impl State {
    /// The window that has the ticket in hand.
    pub(super) const fn hand(self) -> Option<WindowNumber> {
        match self {
            Self::Called(window) | Self::Serving(window) => Some(window),
            _ => None,
        }
    }

    /// The state's word once the day is closed.
    pub(super) const fn at_the_end(self) -> &'static str {
        match self {
            Self::Finished => "finished",
            Self::Withdrawn => "withdrawn",
            _ => "expired",
        }
    }
}

/// One announcement: number, window and which one of its call.
pub(super) type Announcement = (String, u16, u16);

/// The ledger.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    pub(super) entries: BTreeMap<TicketId, Entry>,
    numbers: BTreeSet<String>,
    waiting: BTreeMap<QueueCode, u32>,
    /// Announcements that windows made, and how often.
    pub(super) calls: BTreeMap<Announcement, u32>,
    pub(super) announced: u64,
    pub(super) missed: u32,
    /// Levels 1 to 5.
    pub(super) ratings: [u32; 5],
    pub(super) duplicate_numbers: u32,
    pub(super) double_calls: u32,
    pub(super) lost: u32,
    pub(super) faults: Vec<String>,
}

impl Ledger {
    /// A kiosk was told 201.
    pub(super) fn taken(&mut self, ticket: &TicketView) {
        if !self.numbers.insert(ticket.number.clone()) {
            self.duplicate_numbers += 1;
            self.fault(format!("number {} was given twice", ticket.number));
        }
        let entry = Entry {
            number: ticket.number.clone(),
            printed: format!("{}{}", ticket.mark, ticket.number),
            token: ticket.token.clone().unwrap_or_default(),
            queue: ticket.queue,
            state: State::Waiting,
        };
        *self.waiting.entry(ticket.queue).or_default() += 1;
        if self.entries.insert(ticket.id, entry).is_some() {
            self.duplicate_numbers += 1;
            self.fault(format!("ticket {} was given twice", ticket.id));
        }
    }

    /// A window was told that it has called or recalled a ticket.
    pub(super) fn called(&mut self, window: WindowNumber, ticket: &TicketView) {
        let name = (ticket.number.clone(), window.0, ticket.calls);
        *self.calls.entry(name).or_default() += 1;
        self.announced += 1;
        let state = self.entries.get(&ticket.id).map(|entry| entry.state);
        let elsewhere = state.and_then(State::hand).filter(|at| *at != window);
        if let Some(other) = elsewhere {
            self.double_calls += 1;
            self.fault(format!(
                "{} is called to {window} and at {other}",
                ticket.number
            ));
        }
        let right = match ticket.calls {
            1 => matches!(state, Some(State::Waiting)),
            _ => state == Some(State::Called(window)),
        };
        if !right && elsewhere.is_none() {
            self.fault(format!(
                "{} called to {window} while {state:?}",
                ticket.number
            ));
        }
        self.set(ticket, State::Called(window));
    }

    /// A device was told a ticket's new state.
    pub(super) fn set(&mut self, ticket: &TicketView, state: State) {
        let Some(entry) = self.entries.get_mut(&ticket.id) else {
            self.lost += 1;
            self.fault(format!("{} was never given", ticket.number));
            return;
        };
        if entry.state == State::Waiting {
            let count = self.waiting.entry(entry.queue).or_default();
            *count = count.saturating_sub(1);
        }
        (entry.queue, entry.state) = (ticket.queue, state);
        if state == State::Waiting {
            *self.waiting.entry(ticket.queue).or_default() += 1;
        }
    }

    /// A clerk was told that a ticket is missed.
    pub(super) fn missed(&mut self, ticket: &TicketView) {
        self.missed += 1;
        self.set(ticket, State::Missed);
    }

    /// A ticket is finished or gone by another hand.
    pub(super) fn end(&mut self, ticket: TicketId) {
        if let Some(entry) = self.entries.get_mut(&ticket) {
            if entry.state == State::Waiting {
                let count = self.waiting.entry(entry.queue).or_default();
                *count = count.saturating_sub(1);
            }
            entry.state = State::Finished;
        }
    }

    /// A pad was told 201.
    pub(super) fn rated(&mut self, level: u8) {
        if let Some(count) = self.ratings.get_mut(usize::from(level).wrapping_sub(1)) {
            *count += 1;
        }
    }

    /// Where a ticket stands.
    pub(super) fn state(&self, ticket: TicketId) -> Option<State> {
        self.entries.get(&ticket).map(|entry| entry.state)
    }

    /// People waiting in a queue.
    pub(super) fn waiting(&self, queue: QueueCode) -> u32 {
        self.waiting.get(&queue).copied().unwrap_or(0)
    }

    /// Tickets that ended in a state.
    pub(super) fn ended(&self, word: &str) -> u32 {
        self.entries
            .values()
            .filter(|entry| entry.state.at_the_end() == word)
            .count() as u32
    }

    /// Notes what must not be.
    pub(super) fn fault(&mut self, what: String) {
        if self.faults.len() < FAULTS_MAX {
            self.faults.push(what);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn ticket(id: u64, number: &str, calls: u16) -> TicketView {
        let stamp = "2026-03-03T02:38:00Z";
        let view = json!({
            "id": id, "number": number, "mark": "优", "day": "2026-03-03", "queue": "bus",
            "item": "GJ01", "class": "priority", "language": "zh-CN", "visit": 7,
            "state": "waiting", "window": null, "window_hint": "14", "taken_at": stamp,
            "arrival": stamp, "since": stamp, "ahead": 0, "wait_minutes": null, "version": 1,
            "place": [0, 0, 0], "legs": 1, "paper": "unreported", "calls": calls, "token": "abc"
        });
        serde_json::from_value(view).expect("a ticket as the server writes it")
    }

    #[test]
    fn a_number_given_twice_is_counted_even_under_another_id() {
        let mut ledger = Ledger::default();
        ledger.taken(&ticket(1, "E001", 0));
        ledger.taken(&ticket(2, "E002", 0));
        assert_eq!((ledger.duplicate_numbers, ledger.faults.len()), (0, 0));
        ledger.taken(&ticket(3, "E001", 0));
        assert_eq!((ledger.duplicate_numbers, ledger.faults.len()), (1, 1));
    }

    #[test]
    fn a_ticket_called_while_another_window_has_it_is_a_double_call() {
        let mut ledger = Ledger::default();
        ledger.taken(&ticket(1, "E001", 0));
        ledger.called(WindowNumber(14), &ticket(1, "E001", 1));
        ledger.called(WindowNumber(14), &ticket(1, "E001", 2));
        assert_eq!(
            (ledger.double_calls, ledger.faults.len()),
            (0, 0),
            "a recall is none"
        );
        ledger.called(WindowNumber(13), &ticket(1, "E001", 1));
        assert_eq!((ledger.double_calls, ledger.announced), (1, 3));
    }

    #[test]
    fn a_call_of_who_does_not_wait_and_a_ticket_nobody_was_told_are_faults() {
        let mut ledger = Ledger::default();
        ledger.taken(&ticket(1, "E001", 0));
        ledger.set(&ticket(1, "E001", 0), State::Finished);
        ledger.called(WindowNumber(14), &ticket(1, "E001", 1));
        assert_eq!((ledger.double_calls, ledger.faults.len()), (0, 1));
        ledger.called(WindowNumber(14), &ticket(9, "E009", 1));
        assert_eq!(ledger.lost, 1);
    }

    #[test]
    fn people_waiting_are_counted_by_queue_from_taking_to_the_call() {
        let mut ledger = Ledger::default();
        let bus = "bus".parse().expect("a code");
        ledger.taken(&ticket(1, "E001", 0));
        ledger.taken(&ticket(2, "E002", 0));
        ledger.called(WindowNumber(14), &ticket(1, "E001", 1));
        assert_eq!(ledger.waiting(bus), 1);
        ledger.missed(&ticket(1, "E001", 0));
        ledger.set(&ticket(1, "E001", 0), State::Waiting);
        ledger.set(&ticket(2, "E002", 0), State::Withdrawn);
        assert_eq!(
            (
                ledger.waiting(bus),
                ledger.missed,
                ledger.ended("withdrawn")
            ),
            (1, 1, 1)
        );
    }
}
