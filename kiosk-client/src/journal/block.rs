//! Numbers leased for offline hours, and how far they are used.

use hall_core::Date;
use hall_core::code::SeriesCode;
use hall_protocol::view::BlockView;

/// A block with its mark: numbers below `next` are used, in growing order (I2).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Block {
    /// Its day, series and range.
    pub view: BlockView,
    /// The next number; past the end when it is used up.
    pub next: u32,
    /// The epoch in which it was leased.
    pub epoch: String,
}

impl Block {
    /// Numbers left.
    pub const fn free(&self) -> u32 {
        (self.view.to + 1).saturating_sub(self.next)
    }

    /// Whether a number of this day and series lies in it.
    pub fn holds(&self, day: Date, series: SeriesCode, n: u32) -> bool {
        self.view.day == day
            && self.view.series == series
            && (self.view.from..=self.view.to).contains(&n)
    }

    /// Whether they share a number.
    pub fn overlaps(&self, other: &BlockView) -> bool {
        self.view.day == other.day
            && self.view.series == other.series
            && self.view.from <= other.to
            && other.from <= self.view.to
    }

    /// Marks a number and all below it as used.
    pub fn use_up_to(&mut self, n: u32) {
        self.next = self.next.max(n.saturating_add(1));
    }
}
