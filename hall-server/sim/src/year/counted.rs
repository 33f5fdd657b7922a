//! What the people of a year count themselves.

use hall_core::Date;
use std::collections::BTreeMap;

/// The year's figures, beside the server's.
#[derive(Clone, Debug, Default)]
pub(super) struct Counted {
    /// Business days.
    pub(super) days: u32,
    /// Numbers taken.
    pub(super) taken: u64,
    /// Services brought to an end.
    pub(super) finished: u64,
    /// Numbers to which nobody came.
    pub(super) missed: u64,
    /// Ratings given, the bad ones among them.
    pub(super) rated: u64,
    /// Bad ratings.
    pub(super) bad: u64,
    /// Cases opened.
    pub(super) cases: u64,
    /// Services brought to an end, by business day.
    pub(super) by_day: BTreeMap<Date, u64>,
}
