//! Counts of one part of the day, and of announced waits, while the fold runs.

use super::MINUTE_MS;
use crate::report::figures::{Accuracy, Figures, Ratings, Share, Times};
use crate::report::limits::LONG_WAIT_MINUTES;
use crate::rows::LegRow;
use hall_core::ticket::LegEnd;

/// Counts of one part while the fold runs.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(in crate::report) struct Tally {
    legs: u32,
    called: u32,
    pub(in crate::report) finished: u32,
    pub(in crate::report) went_on: u32,
    transferred: u32,
    withdrawn: u32,
    expired: u32,
    live: u32,
    pub(in crate::report) missed: u32,
    pub(in crate::report) waits: Vec<i64>,
    services: Vec<i64>,
    ratings: Ratings,
}

impl Tally {
    /// Waits alone, of several parts together: quantiles cannot be added.
    pub(in crate::report) fn of_waits(waits: Vec<i64>) -> Self {
        Self {
            waits,
            ..Self::default()
        }
    }

    /// Adds what another part counted.
    pub(super) fn add(&mut self, other: &Self) {
        self.legs += other.legs;
        self.called += other.called;
        self.finished += other.finished;
        self.went_on += other.went_on;
        self.transferred += other.transferred;
        self.withdrawn += other.withdrawn;
        self.expired += other.expired;
        self.live += other.live;
        self.missed += other.missed;
        self.waits.extend_from_slice(&other.waits);
        self.services.extend_from_slice(&other.services);
        self.ratings.add(other.ratings);
    }

    pub(in crate::report) fn leg(&mut self, leg: &LegRow, wait: Option<i64>) {
        self.legs += 1;
        self.called += u32::from(leg.first_call.is_some());
        match leg.end {
            Some(LegEnd::Finished) => self.finished += 1,
            Some(LegEnd::WentOn) => self.went_on += 1,
            Some(LegEnd::Transferred) => self.transferred += 1,
            Some(LegEnd::Withdrawn) => self.withdrawn += 1,
            Some(LegEnd::Missed | LegEnd::Expired) => self.expired += 1,
            None => self.live += 1,
        }
        self.waits.extend(wait);
        let ends = [LegEnd::Finished, LegEnd::WentOn, LegEnd::Transferred];
        let is_served = leg.end.is_some_and(|end| ends.contains(&end)) && leg.served_ms > 0;
        self.services.extend(is_served.then_some(leg.served_ms));
    }

    pub(in crate::report) fn rate(&mut self, level: u8, is_excluded: bool) {
        if is_excluded {
            self.ratings.excluded += 1;
            return;
        }
        let index = usize::from(level.clamp(1, 5)) - 1;
        self.ratings.levels[index] += 1;
    }

    pub(in crate::report) fn has_anything(&self) -> bool {
        self.legs > 0 || self.missed > 0 || self.ratings != Ratings::default()
    }

    pub(in crate::report) fn figures(self) -> Figures {
        let long = self
            .waits
            .iter()
            .filter(|wait| **wait > LONG_WAIT_MINUTES * MINUTE_MS)
            .count();
        let wait = Times::of(self.waits);
        Figures {
            legs: self.legs,
            called: self.called,
            finished: self.finished,
            went_on: self.went_on,
            transferred: self.transferred,
            withdrawn: self.withdrawn,
            expired: self.expired,
            live: self.live,
            missed: self.missed,
            long_waits: Share::new(long as u64, u64::from(wait.count)),
            wait,
            service: Times::of(self.services),
            ratings: self.ratings,
            satisfaction: self.ratings.satisfaction(),
            participation: Share::new(u64::from(self.ratings.valid()), u64::from(self.finished)),
        }
    }
}

/// Announced waits so far.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Told {
    count: u64,
    within: u64,
    error_ms: i64,
}

impl Told {
    pub(super) fn add(&mut self, wait: i64, [low, high]: [u16; 2]) {
        self.count += 1;
        self.within += u64::from(wait <= i64::from(high) * MINUTE_MS);
        // The middle of the range: half of the sum of both ends.
        let middle = (i64::from(low) + i64::from(high)) * MINUTE_MS / 2;
        self.error_ms += (wait - middle).abs();
    }

    /// Adds what was announced on another day.
    pub(super) fn sum(&mut self, other: &Self) {
        self.count += other.count;
        self.within += other.within;
        self.error_ms += other.error_ms;
    }

    pub(super) fn accuracy(&self) -> Accuracy {
        let count = self.count as i64;
        Accuracy {
            within: Share::new(self.within, self.count),
            mean_error_ms: (count > 0).then(|| (2 * self.error_ms + count) / (2 * count.max(1))),
        }
    }
}
