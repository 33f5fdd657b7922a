//! I15 to I18: paper.

use super::Findings;
use super::journal::Journal;
use crate::days::program::Fact;
use hall_core::Hall;
use hall_core::code::SeriesCode;
use hall_core::event::Event;
use hall_core::ticket::{Number, PaperState};
use std::collections::{BTreeMap, BTreeSet};

/// What came out of printers, and what kiosks hold.
#[derive(Default)]
pub(super) struct Papers {
    /// Unmarked papers per number; a wrapping series begins anew with each holder.
    plain: BTreeMap<String, u32>,
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
            Event::TicketTaken(taken) | Event::LateTicketRecorded(taken) => {
                self.know(taken.number);
            }
            Event::NumberReplaced { number, .. } => self.know(*number),
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
                let came_out = labels
                    .any(|number| number.is_some_and(|n| self.out.contains(&n.label(digits))));
                findings.expect("I18", came_out, || {
                    format!("{numbers:?} is called printed, and no paper came out")
                });
            }
            _ => {}
        }
    }

    fn know(&mut self, number: Number) {
        if number.round > 0 {
            self.plain.remove(&label(number.series, number.n));
        }
        self.known.insert((number.series, number.n));
    }

    pub(super) fn fact(&mut self, fact: &Fact, journal: &Journal, findings: &mut Findings) {
        match fact {
            Fact::Journalled { number } => {
                self.journalled.insert(number.clone());
            }
            Fact::Printing { number } => {
                let durable = self.is_known(number) || self.journalled.contains(number);
                findings.expect("I15", durable, || {
                    format!(
                        "{number} goes to the printer at event {} and is nowhere",
                        journal.seq()
                    )
                });
            }
            Fact::Paper { number, is_copy } => {
                self.out.insert(number.clone());
                if *is_copy {
                    return;
                }
                let count = self.plain.entry(number.clone()).or_default();
                *count += 1;
                findings.expect("I16", *count == 1, || {
                    format!("{number} came out {count} times without a mark")
                });
            }
            _ => {}
        }
    }

    /// Every paper is known to the server, or lies in a journal that told it.
    pub(super) fn end(&self, journal: &Journal, findings: &mut Findings) {
        for number in &self.out {
            findings.expect("I17", self.is_known(number), || {
                format!(
                    "{number} is on paper and unknown at event {}",
                    journal.seq()
                )
            });
        }
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
