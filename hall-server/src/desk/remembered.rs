//! Intents that must be remembered: what the journal says of the answers beside it.
//!
//! An event and the answer to its intent are stored together. If only one of them is found, pages
//! of two moments were mixed, and a repeat could be given a second number; better not to start.

use super::ask::hand_in;
use crate::journal::{BrokenRow, Row, Tip};
use crate::limits::ANSWER_DAYS;
use hall_core::Date;
use hall_core::code::{RequestId, Seq};
use std::collections::{BTreeMap, BTreeSet};

/// Intents behind the events of the days whose answers are kept.
#[derive(Debug, Default)]
pub struct Remembered {
    days: BTreeMap<Date, BTreeSet<(Seq, RequestId)>>,
}

impl Remembered {
    /// Notes the intents behind events.
    pub fn note<'a>(&mut self, rows: impl IntoIterator<Item = &'a Row>) {
        for row in rows {
            if row.request != RequestId(0) {
                let day = self.days.entry(row.day).or_default();
                day.insert((row.seq, row.request));
            }
        }
    }

    /// Drops days whose answers may be forgotten once `day` has opened.
    pub fn forget(&mut self, day: Date) {
        self.days = self.days.split_off(&Date(day.0 - ANSWER_DAYS));
    }

    /// The first intent that nobody remembers, or the answer that no event stands behind.
    ///
    /// `last` is the last event that any answer stands on.
    pub fn check(
        &self,
        tip: Tip,
        last: Seq,
        is_answered: impl Fn(RequestId) -> bool,
    ) -> Result<(), BrokenRow> {
        if last > tip.seq {
            let what = format!("is the last, but an answer was given after event {last}");
            return Err(BrokenRow::new(tip.seq.0, what));
        }
        for &(seq, request) in self.days.values().flatten() {
            if !is_answered(request) && !is_answered(hand_in(request)) {
                let what = format!("the answer to its intent {request} is gone");
                return Err(BrokenRow::new(seq.0, what));
            }
        }
        Ok(())
    }
}
