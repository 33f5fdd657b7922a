//! I15 to I18: paper.

use super::Findings;
use super::journal::Journal;
use crate::days::program::Fact;
use hall_core::code::{SeriesCode, TicketId};
use hall_core::event::Event;
use hall_core::ticket::{Number, PaperState};
use hall_core::{Date, Hall};
use hall_server::store::memory::Content;
use std::collections::{BTreeMap, BTreeSet};

/// What came out of printers, and what kiosks hold, by business day: every day gives its numbers
/// anew.
#[derive(Default)]
pub(super) struct Papers {
    days: BTreeMap<Date, OfDay>,
    /// The last day that opened; a restored hall may know of none, and its visitors do.
    last: Date,
    /// Tickets that joined a day which was over.
    late: Vec<(TicketId, Date)>,
}

#[derive(Default)]
struct OfDay {
    /// Unmarked papers per number.
    plain: BTreeMap<String, u32>,
    /// Holders per number of a wrapping series, after the first one. A printer without paper may
    /// keep the paper of one holder until the next one has the number.
    others: BTreeMap<String, u32>,
    /// Numbers in a kiosk's journal, durably.
    journalled: BTreeSet<String>,
    /// Numbers that were ever the server's.
    known: BTreeSet<(SeriesCode, u32)>,
    /// Papers that came out, to be known at the end.
    out: BTreeSet<String>,
}

impl Papers {
    pub(super) fn event(&mut self, event: &Event, hall: &Hall, findings: &mut Findings) {
        match event {
            Event::TicketTaken(taken) => self.of(taken.day).know(taken.number),
            Event::LateTicketRecorded(taken) => {
                self.of(taken.day).know(taken.number);
                self.late.push((taken.ticket, taken.day));
            }
            Event::LatePaperRecorded { day, number, .. } => self.of(*day).know(*number),
            Event::NumberReplaced { number, .. } => self.today(hall).know(*number),
            Event::PaperReported {
                ticket,
                paper: PaperState::Printed,
                ..
            } => {
                let digits = hall.plan().map_or(3, |plan| plan.numbers.digits);
                let ticket = hall.ticket(*ticket);
                let numbers = ticket.map(|ticket| (ticket.number, ticket.spent));
                let mut labels = numbers
                    .into_iter()
                    .flat_map(|(now, spent)| [Some(now), spent]);
                let out = &self.today(hall).out;
                let came_out =
                    labels.any(|number| number.is_some_and(|n| out.contains(&n.label(digits))));
                findings.expect("I18", came_out, || {
                    format!("{numbers:?} is called printed, and no paper came out")
                });
            }
            _ => {}
        }
    }

    fn of(&mut self, day: Date) -> &mut OfDay {
        self.days.entry(day).or_default()
    }

    /// The day that people in the hall live in.
    fn today(&mut self, hall: &Hall) -> &mut OfDay {
        self.last = hall.day().map_or(self.last, |day| day.date);
        self.of(self.last)
    }

    pub(super) fn fact(&mut self, fact: &Fact, journal: &Journal, findings: &mut Findings) {
        let today = self.today(journal.hall());
        match fact {
            Fact::Journalled { number } => {
                today.journalled.insert(number.clone());
            }
            Fact::Printing { number } => {
                let durable = today.is_known(number) || today.journalled.contains(number);
                findings.expect("I15", durable, || {
                    format!(
                        "{number} goes to the printer at event {} and is nowhere",
                        journal.seq()
                    )
                });
            }
            Fact::Paper { number, is_copy } => {
                today.out.insert(number.clone());
                if *is_copy {
                    return;
                }
                let count = today.plain.entry(number.clone()).or_default();
                *count += 1;
                let holders = 1 + today.others.get(number).copied().unwrap_or_default();
                findings.expect("I16", *count <= holders, || {
                    format!("{number} came out {count} times without a mark")
                });
            }
            _ => {}
        }
    }

    /// Every paper is known to the server, on the day it was given for.
    pub(super) fn end(&self, content: &Content, journal: &Journal, findings: &mut Findings) {
        for (day, of_day) in &self.days {
            for number in &of_day.out {
                findings.expect("I17", of_day.is_known(number), || {
                    let seq = journal.seq();
                    format!("{number} of {day} is on paper and unknown at event {seq}")
                });
            }
        }
        for (ticket, day) in &self.late {
            let row = content.tickets.get(&ticket.0);
            let is_counted =
                row.is_some_and(|row| row.day == *day && row.late && row.state == "expired");
            findings.expect("I29", is_counted, || {
                format!("ticket {ticket} of {day} came late and its day does not count it: {row:?}")
            });
        }
    }
}

impl OfDay {
    fn know(&mut self, number: Number) {
        if number.round > 0 {
            let others = self.others.entry(label(number.series, number.n));
            *others.or_default() += 1;
        }
        self.known.insert((number.series, number.n));
    }

    fn is_known(&self, text: &str) -> bool {
        let Some(at) = text.find(|c: char| c.is_ascii_digit()) else {
            return false;
        };
        let (letters, digits) = text.split_at(at);
        let series = letters.parse();
        let n = digits.parse();
        series
            .ok()
            .zip(n.ok())
            .is_some_and(|key: (SeriesCode, u32)| self.known.contains(&key))
    }
}

fn label(series: SeriesCode, n: u32) -> String {
    format!("{series}{n:03}")
}
