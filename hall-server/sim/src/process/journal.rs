//! The recovered journal, read row by row and folded by a few lines of our own.
//!
//! The rules have their own fold; this one is independent of it and knows only what the promises
//! speak of: numbers, who is at which window, what was announced when.

use super::boards::Said;
use super::findings::Findings;
use super::limits::ROWS;
use hall_core::Event;
use hall_core::code::WindowNumber;
use hall_core::ticket::PaperState;
use hall_server::journal::{Hash, Row, Tip};
use hall_server::store::sqlite::Reader;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Digits of a number in the plan of the run.
const DIGITS: u8 = 4;

/// What the journal says.
#[derive(Debug, Default)]
pub(super) struct Journal {
    hashes: Vec<Hash>,
    /// Events by the intent behind them.
    requests: BTreeMap<u128, Vec<Fact>>,
    /// Tickets by id, with their printed number.
    pub(super) tickets: BTreeMap<u64, String>,
    numbers: BTreeMap<String, u64>,
    /// Announcements in order.
    pub(super) calls: Vec<(u64, Said)>,
    /// Ratings by ticket.
    pub(super) rated: BTreeMap<u64, u32>,
    /// What was reported of papers.
    pub(super) papers: BTreeSet<(u64, String)>,
    /// How many events of each kind.
    pub(super) kinds: BTreeMap<String, u64>,
    epochs: BTreeSet<String>,
    at_window: BTreeMap<u64, WindowNumber>,
    in_hand: BTreeMap<WindowNumber, u64>,
    times: BTreeMap<u64, u16>,
}

/// One event as far as promises speak of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Fact {
    pub(super) kind: String,
    pub(super) ticket: Option<u64>,
    pub(super) window: Option<u16>,
}

impl Journal {
    /// Reads the journal of a server that has ended.
    pub(super) async fn read(database: &Path, findings: &Findings) -> Result<Self, String> {
        let said = |error: &dyn std::fmt::Display| format!("{}: {error}", database.display());
        let reader = Reader::open(database).await.map_err(|error| said(&error))?;
        let mut moment = reader.moment().await.map_err(|error| said(&error))?;
        let (mut journal, mut tip) = (Self::default(), Tip::default());
        loop {
            let rows = moment.rows_after(journal.seq(), ROWS).await;
            let rows = rows.map_err(|error| said(&error))?;
            if rows.is_empty() {
                break;
            }
            for row in &rows {
                let event = tip.follow(row).map_err(|error| said(&error))?;
                journal.take(row, &event, findings);
            }
        }
        drop(moment);
        reader.close().await;
        let promise = "no history is lost: the epoch stays";
        findings.expect(journal.epochs.len() <= 1, promise, || {
            format!("epochs {:?}", journal.epochs)
        });
        Ok(journal)
    }

    /// How many events there are.
    pub(super) fn seq(&self) -> u64 {
        self.hashes.len() as u64
    }

    /// The hash of an event.
    pub(super) fn hash(&self, seq: u64) -> Option<Hash> {
        let index = usize::try_from(seq).ok()?.checked_sub(1)?;
        self.hashes.get(index).copied()
    }

    /// What an intent did.
    pub(super) fn did(&self, request: u128) -> &[Fact] {
        self.requests.get(&request).map_or(&[], Vec::as_slice)
    }

    fn take(&mut self, row: &Row, event: &Event, findings: &Findings) {
        self.hashes.push(row.hash);
        self.epochs.insert(row.epoch.clone());
        *self.kinds.entry(row.kind.clone()).or_default() += 1;
        if row.request.0 != 0 {
            let fact = Fact {
                kind: row.kind.clone(),
                ticket: event.ticket().map(|id| id.0),
                window: event.window().map(|number| number.0),
            };
            self.requests.entry(row.request.0).or_default().push(fact);
        }
        match event {
            Event::TicketTaken(taken) => {
                let number = taken.number.label(DIGITS);
                let before = self.numbers.insert(number.clone(), taken.ticket.0);
                findings.expect(before.is_none(), "no number is given twice (I1)", || {
                    format!("{number} to tickets {before:?} and {}", taken.ticket)
                });
                self.tickets.insert(taken.ticket.0, number);
            }
            Event::PaperReported { ticket, paper, .. } => {
                let word = match paper {
                    PaperState::Printed => "printed",
                    PaperState::Unknown => "unknown",
                    PaperState::Failed => "failed",
                    PaperState::Unreported => "unreported",
                };
                self.papers.insert((ticket.0, word.to_owned()));
            }
            Event::TicketRated { ticket, .. } => {
                *self.rated.entry(ticket.0).or_default() += 1;
            }
            _ => {}
        }
        self.place(row, event, findings);
        self.announce(row, event);
    }

    /// Who is at which window: one ticket, one window (I11).
    fn place(&mut self, row: &Row, event: &Event, findings: &Findings) {
        let (Some(ticket), Some(window)) = (event.ticket(), event.window()) else {
            if let Event::TicketExpired { ticket } | Event::TicketWithdrawn { ticket, .. } = event
                && let Some(window) = self.at_window.remove(&ticket.0)
            {
                self.in_hand.remove(&window);
            }
            return;
        };
        match event {
            // The same person stays at the same window.
            Event::TicketWentOn(went) if went.stays => {}
            Event::TicketCalled { .. }
            | Event::TicketServedAtOnce { .. }
            | Event::TicketResumed { .. }
            | Event::TicketReopened { .. } => {
                let elsewhere = self.at_window.insert(ticket.0, window);
                let promise = "no ticket is at two windows at one time (I11)";
                findings.expect(elsewhere.is_none(), promise, || {
                    format!(
                        "event {}: ticket {ticket} to {window}, is at {elsewhere:?}",
                        row.seq
                    )
                });
                let other = self.in_hand.insert(window, ticket.0);
                let promise = "a window has one ticket in hand (I11)";
                findings.expect(other.is_none(), promise, || {
                    format!(
                        "event {}: {window} gets {ticket} and has {other:?}",
                        row.seq
                    )
                });
            }
            Event::TicketFinished { .. }
            | Event::TicketMissed { .. }
            | Event::TicketHeld { .. }
            | Event::TicketReleased { .. }
            | Event::TicketWentOn(_)
            | Event::TicketTransferred { .. } => {
                self.at_window.remove(&ticket.0);
                if self.in_hand.get(&window) == Some(&ticket.0) {
                    self.in_hand.remove(&window);
                }
            }
            _ => {}
        }
    }

    fn announce(&mut self, row: &Row, event: &Event) {
        let (ticket, window) = match event {
            Event::TicketCalled { ticket, window, .. } => {
                self.times.insert(ticket.0, 0);
                (ticket.0, window.0)
            }
            Event::TicketRecalled { ticket, window } => (ticket.0, window.0),
            _ => return,
        };
        let times = self.times.entry(ticket).or_default();
        *times += 1;
        let said = Said {
            at: row.at.0,
            number: self.tickets.get(&ticket).cloned().unwrap_or_default(),
            window,
            times: *times,
        };
        self.calls.push((row.seq.0, said));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hall_core::Time;
    use hall_core::code::{RequestId, TicketId};
    use hall_core::event::CallReason;

    fn called(ticket: u64, window: u16) -> Event {
        Event::TicketCalled {
            ticket: TicketId(ticket),
            window: WindowNumber(window),
            clerk: None,
            why: CallReason::Place,
            passed: None,
        }
    }

    /// Folds events and gives how many promises they break.
    fn broken(events: &[Event]) -> usize {
        let findings = Findings::new("this test");
        let (mut journal, mut tip) = (Journal::default(), Tip::default());
        for (event, at) in events.iter().zip(1..) {
            let day = hall_core::Date(20_515);
            let (row, next) = tip.append("1-00", day, Time(at), RequestId(0), event);
            journal.take(&row, event, &findings);
            tip = next;
        }
        findings.count()
    }

    #[test]
    fn one_ticket_at_two_windows_and_two_tickets_at_one_are_noticed() {
        let missed = Event::TicketMissed {
            ticket: TicketId(1),
            window: WindowNumber(1),
        };
        assert_eq!(broken(&[called(1, 1), missed, called(1, 2)]), 0);
        assert_eq!(broken(&[called(1, 1), called(1, 2)]), 1);
        assert_eq!(broken(&[called(1, 1), called(2, 1)]), 1);
    }
}
