//! What a report needs beside the rows of tickets, legs and spans.

use super::Owners;
use hall_core::Date;
use std::collections::BTreeMap;

/// What was said of rows elsewhere.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Beside {
    /// Who answered for which item.
    pub owners: Owners,
    /// Tickets whose rating was found to be mistaken or malicious 误评、恶意差评, with the day on
    /// which that was said: such a rating is counted by itself and in no share (DOMAIN 4.3).
    pub excluded: BTreeMap<u64, Date>,
}

impl Beside {
    /// Ratings that left a day's figures after that day.
    pub fn excluded_after(&self, day: Date) -> u32 {
        self.excluded.values().filter(|on| **on > day).count() as u32
    }
}

impl From<Owners> for Beside {
    fn from(owners: Owners) -> Self {
        Self {
            owners,
            excluded: BTreeMap::new(),
        }
    }
}
