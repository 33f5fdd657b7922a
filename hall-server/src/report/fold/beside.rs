//! What a report needs beside the rows of tickets, legs and spans.

use super::Owners;
use std::collections::BTreeMap;

/// What was said of rows elsewhere.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Beside {
    /// Who answered for which item.
    pub owners: Owners,
    /// Tickets whose rating was found to be mistaken or malicious 误评、恶意差评, and whether that
    /// was said after their day had closed: such a rating is counted by itself and in no share
    /// (DOMAIN 4.3).
    pub excluded: BTreeMap<u64, bool>,
}

impl Beside {
    /// Ratings that left the figures of a closed day.
    pub fn excluded_late(&self) -> u32 {
        self.excluded.values().filter(|is_late| **is_late).count() as u32
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
