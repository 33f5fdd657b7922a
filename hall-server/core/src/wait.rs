//! How long people wait: minutes between calls while somebody waited, and how far that was off.
//!
//! Measured on real offices, people × service time ÷ open windows is off by 39 minutes; the pace
//! of the same queue on earlier days by 11 (DOMAIN 10). So only the pace is used, and the range
//! printed is the P50 to P80 of the queue's own past errors, rounded up to 5 minutes.

use crate::ticket::Forecast;
use crate::time::{Span, Time};
use alloc::vec;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// The pace of a queue over some period.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Flow {
    /// First calls.
    pub calls: u32,
    /// Time between calls while somebody waited.
    pub busy: Span,
}

/// What is known of a queue's waits.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct WaitBook {
    /// Today.
    pub today: Flow,
    /// Earlier days, the older the lighter.
    pub earlier: Flow,
    /// Since when somebody has waited without a call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub busy_since: Option<Time>,
    /// Real wait ÷ predicted wait in tenths, counted; the last bucket holds the rest.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<u32>,
}

/// Calls of earlier days from which on a wait is announced.
const EARLIER_CALLS_MIN: u32 = 30;

/// Calls of today from which on a wait is announced without earlier days.
const TODAY_CALLS_MIN: u32 = 10;

/// Predictions from which on the queue's own errors make the range.
const ERRORS_MIN: u32 = 20;

/// Buckets of a tenth each: ratios from 0 to 4 and the rest.
const ERROR_BUCKETS: usize = 41;

/// Without own errors: the real wait lies between 1.0 and 1.6 times the point (P50 and P80 of
/// the pace predictor on the Warsaw sample, DOMAIN 10.2, rounded).
const DEFAULT_TENTHS: (u32, u32) = (10, 16);

impl WaitBook {
    /// Somebody joined; the pace clock runs while anybody waits.
    pub(crate) fn joined(&mut self, at: Time) {
        self.busy_since.get_or_insert(at);
    }

    /// A first call happened; `still` says whether anybody waits on.
    pub(crate) fn called(&mut self, at: Time, still: bool) {
        if let Some(since) = self.busy_since {
            self.today.calls += 1;
            self.today.busy = self.today.busy + (at - since);
        }
        self.busy_since = still.then_some(at);
    }

    /// Nobody waits any more, without a call.
    pub(crate) fn emptied(&mut self) {
        self.busy_since = None;
    }

    /// A wait ended that had been announced as a point of `predicted` minutes.
    pub(crate) fn learn(&mut self, predicted: Span, real: Span) {
        if predicted.0 <= 0 {
            return;
        }
        if self.errors.is_empty() {
            self.errors = vec![0; ERROR_BUCKETS];
        }
        let tenths = usize::try_from(real.0.max(0) * 10 / predicted.0).unwrap_or(usize::MAX);
        self.errors[tenths.min(ERROR_BUCKETS - 1)] += 1;
        // Old errors fade, and no counter can overflow.
        if self.errors.iter().sum::<u32>() > 5_000 {
            self.errors.iter_mut().for_each(|count| *count /= 2);
        }
    }

    /// A day ended: today becomes an earlier day; what is older counts three quarters.
    pub(crate) fn day_ended(&mut self) {
        self.earlier.calls = self.earlier.calls * 3 / 4 + self.today.calls;
        self.earlier.busy = Span(self.earlier.busy.0 * 3 / 4 + self.today.busy.0);
        self.today = Flow::default();
        self.busy_since = None;
    }

    /// The expected wait with `ahead` people in front, or none without enough calls.
    pub fn point(&self, ahead: u32) -> Option<Span> {
        let flow = if self.earlier.calls >= EARLIER_CALLS_MIN {
            self.earlier
        } else if self.today.calls >= TODAY_CALLS_MIN {
            self.today
        } else {
            return None;
        };
        Some(Span(
            flow.busy.0 * (i64::from(ahead) + 1) / i64::from(flow.calls),
        ))
    }

    /// The range to announce in minutes, each end rounded up to 5.
    pub fn range(&self, ahead: u32) -> Option<[u16; 2]> {
        self.forecast(ahead).map(|forecast| forecast.range)
    }

    /// Point and range for a newcomer with `ahead` people in front.
    pub fn forecast(&self, ahead: u32) -> Option<Forecast> {
        let point = self.point(ahead)?;
        let (low, high) = self.quantiles();
        let minutes = |tenths: u32| {
            let exact = point.0 * i64::from(tenths) / 10;
            u16::try_from(exact.max(1).div_ceil_by(FIVE_MINUTES) * 5).unwrap_or(u16::MAX)
        };
        Some(Forecast {
            ahead,
            point,
            range: [minutes(low), minutes(high)],
        })
    }

    /// P50 and P80 of real ÷ predicted, in tenths.
    fn quantiles(&self) -> (u32, u32) {
        let total: u32 = self.errors.iter().sum();
        if total < ERRORS_MIN {
            return DEFAULT_TENTHS;
        }
        let at = |share: u32| {
            let mut left = total * share / 100;
            for (tenths, count) in self.errors.iter().enumerate() {
                if left < *count {
                    // The upper edge: better to promise a little too much than too little.
                    return tenths as u32 + 1;
                }
                left -= count;
            }
            ERROR_BUCKETS as u32
        };
        (at(50), at(80))
    }
}

const FIVE_MINUTES: i64 = 5 * 60_000;

trait DivCeilBy {
    fn div_ceil_by(self, unit: i64) -> i64;
}

impl DivCeilBy for i64 {
    fn div_ceil_by(self, unit: i64) -> i64 {
        (self + unit - 1) / unit
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minutes(count: i64) -> Time {
        Time(count * 60_000)
    }

    /// One call every four minutes while somebody waits.
    fn paced(calls: i64) -> WaitBook {
        let mut book = WaitBook::default();
        book.joined(minutes(0));
        for call in 1..=calls {
            book.called(minutes(call * 4), true);
        }
        book
    }

    #[test]
    fn no_wait_is_announced_before_ten_calls_today() {
        assert_eq!(paced(9).range(3), None);
        assert_eq!(
            paced(10).range(3),
            Some([20, 30]),
            "16 min and 25.6 min, rounded up to 5"
        );
    }

    #[test]
    fn thirty_calls_of_earlier_days_announce_from_the_morning_on() {
        let mut book = paced(29);
        book.day_ended();
        assert_eq!(book.range(0), None);
        let mut book = paced(30);
        book.day_ended();
        assert_eq!(book.range(0), Some([5, 10]));
    }

    #[test]
    fn days_of_one_pace_keep_it() {
        let mut book = paced(400);
        book.day_ended();
        for _ in 0..5 {
            book.joined(minutes(0));
            (1..=400).for_each(|call| book.called(minutes(call * 4), true));
            book.day_ended();
            // Counts are whole, so the pace moves by less than one part in a thousand.
            let point = book.point(3).map(|span| (span.0 + 5_000) / 10_000);
            assert_eq!(point, Some(96), "16 minutes");
        }
    }

    #[test]
    fn idle_time_does_not_slow_the_pace() {
        let mut book = paced(10);
        book.called(minutes(44), false);
        book.joined(minutes(400));
        book.called(minutes(404), false);
        assert_eq!(
            book.today,
            Flow {
                calls: 12,
                busy: Span::minutes(48)
            }
        );
    }

    #[test]
    fn the_range_follows_the_queues_own_errors() {
        let mut book = paced(10);
        for _ in 0..100 {
            book.learn(Span::minutes(10), Span::minutes(25));
        }
        assert_eq!(book.range(0), Some([15, 15]), "4 min × 2.6 rounded up");
    }

    #[test]
    fn half_of_the_errors_lie_below_the_low_end_and_four_fifths_below_the_high_one() {
        let mut book = paced(10);
        for tenth in 1..=100 {
            book.learn(Span::minutes(100), Span::minutes(tenth));
        }
        assert_eq!(book.quantiles(), (6, 9), "0.5 and 0.8, with the edge above");
    }
}
