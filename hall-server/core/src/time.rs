//! Time as the core sees it: stamps and local dates are arguments, never read from a clock.

use alloc::borrow::Cow;
use core::fmt;
use core::ops::{Add, Sub};
use core::str::FromStr;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A moment of hall time in milliseconds since 1970-01-01 UTC. Journal time never goes back (I26).
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Debug, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Time(pub i64);

/// A length of time in milliseconds.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Debug, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Span(pub i64);

/// A civil date, counted in days since 1970-01-01; also the name of a business day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Date(pub i32);

/// What the shell's clock says when a command is decided.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Now {
    /// The moment, monotone within a run.
    pub at: Time,
    /// The local date in the plan's time zone.
    pub date: Date,
    /// Minutes since local midnight, 0 to 1439.
    pub minute: u16,
}

impl Now {
    /// Minutes from local midnight of `day` to now; over 1439 after midnight of a late day.
    pub fn minute_of(&self, day: Date) -> i32 {
        (self.date.0 - day.0) * MINUTES_PER_DAY + i32::from(self.minute)
    }
}

/// Minutes of a civil day.
pub const MINUTES_PER_DAY: i32 = 1440;

impl Span {
    /// A span of whole seconds.
    pub const fn seconds(count: u32) -> Self {
        Self(count as i64 * 1000)
    }

    /// A span of whole minutes.
    pub const fn minutes(count: u32) -> Self {
        Self(count as i64 * 60_000)
    }

    /// Whole seconds, rounded up: what a person is told to wait; 0 when the time is over.
    pub fn seconds_up(self) -> u32 {
        let left = self.0.max(0);
        u32::try_from(left / 1000 + i64::from(left % 1000 > 0)).unwrap_or(u32::MAX)
    }

    /// Whole minutes, rounded up.
    pub fn minutes_up(self) -> u32 {
        self.seconds_up().div_ceil(60)
    }
}

impl Add<Span> for Time {
    type Output = Time;

    fn add(self, span: Span) -> Time {
        Time(self.0 + span.0)
    }
}

impl Sub<Span> for Time {
    type Output = Time;

    fn sub(self, span: Span) -> Time {
        Time(self.0 - span.0)
    }
}

impl Sub for Time {
    type Output = Span;

    fn sub(self, earlier: Time) -> Span {
        Span(self.0 - earlier.0)
    }
}

impl Add for Span {
    type Output = Span;

    fn add(self, other: Span) -> Span {
        Span(self.0 + other.0)
    }
}

impl Date {
    /// The date of a civil year, month and day.
    ///
    /// Follows the proleptic Gregorian calendar; the caller checks that the day exists.
    pub fn from_civil(year: i32, month: u32, day: u32) -> Self {
        let year = if month <= 2 { year - 1 } else { year };
        let era = year.div_euclid(400);
        let of_era = year.rem_euclid(400);
        let shifted = (month as i32 + 9) % 12;
        let of_year = (153 * shifted + 2) / 5 + day as i32 - 1;
        let of_era_days = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
        Self(era * 146_097 + of_era_days - 719_468)
    }

    /// Year, month 1 to 12 and day 1 to 31.
    pub fn civil(self) -> (i32, u32, u32) {
        let shifted = self.0 + 719_468;
        let era = shifted.div_euclid(146_097);
        let of_era = shifted.rem_euclid(146_097);
        let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_index = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month_index + 2) / 5 + 1;
        let month = if month_index < 10 {
            month_index + 3
        } else {
            month_index - 9
        };
        let year = year_of_era + era * 400 + i32::from(month <= 2);
        (year, month as u32, day as u32)
    }

    /// Day of the week, 0 = Monday to 6 = Sunday.
    pub fn weekday(self) -> usize {
        (self.0 + 3).rem_euclid(7) as usize
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.civil();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A text that is no date of the form `YYYY-MM-DD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadDate;

impl fmt::Display for BadDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a date is written YYYY-MM-DD")
    }
}

impl core::error::Error for BadDate {}

impl FromStr for Date {
    type Err = BadDate;

    fn from_str(text: &str) -> Result<Self, BadDate> {
        let mut parts = text.splitn(3, '-');
        let mut next = |len: usize| {
            let part = parts
                .next()
                .filter(|part| part.len() == len)
                .ok_or(BadDate)?;
            let plain = part.bytes().all(|b| b.is_ascii_digit());
            if plain {
                part.parse::<u32>().map_err(|_| BadDate)
            } else {
                Err(BadDate)
            }
        };
        let (year, month, day) = (next(4)?, next(2)?, next(2)?);
        let date = Self::from_civil(year as i32, month, day);
        // Only a day that exists comes back as it went in.
        if date.civil() == (year as i32, month, day) {
            Ok(date)
        } else {
            Err(BadDate)
        }
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn dates_go_to_text_and_back_over_a_whole_cycle_of_leap_years() {
        for days in (-200_000..200_000).step_by(13) {
            let date = Date(days);
            let (year, _, _) = date.civil();
            if (1..9999).contains(&year) {
                assert_eq!(date.to_string().parse(), Ok(date));
            }
        }
    }

    #[test]
    fn days_follow_each_other_over_a_whole_cycle_of_leap_years() {
        let mut date = Date::from_civil(1970, 1, 1);
        assert_eq!(date, Date(0));
        let (mut year, mut month, mut day) = (1970, 1, 1);
        for days in 0..146_097 {
            assert_eq!(date.civil(), (year, month, day), "day {days}");
            let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
            let last = match month {
                2 => 28 + u32::from(leap),
                4 | 6 | 9 | 11 => 30,
                _ => 31,
            };
            (year, month, day) = match (month, day == last) {
                (12, true) => (year + 1, 1, 1),
                (_, true) => (year, month + 1, 1),
                _ => (year, month, day + 1),
            };
            date = Date(date.0 + 1);
        }
    }

    #[test]
    fn a_wait_is_rounded_up_and_one_that_is_over_is_nothing() {
        for (ms, seconds) in [(0, 0), (1, 1), (999, 1), (1000, 1), (1001, 2)] {
            assert_eq!(Span(ms).seconds_up(), seconds, "{ms} ms");
        }
        for over in [-1, -250, -999, -1000, -1001, i64::MIN] {
            assert_eq!(Span(over).seconds_up(), 0, "{over} ms");
        }
    }

    #[test]
    fn weekdays_are_those_of_the_calendar() {
        let demo_day: Date = "2026-03-03".parse().expect("a real date");
        assert_eq!(demo_day.weekday(), 1, "2026-03-03 is a Tuesday");
        assert_eq!(Date(0).weekday(), 3, "1970-01-01 is a Thursday");
    }

    #[test]
    fn dates_that_do_not_exist_are_refused() {
        for bad in [
            "2026-02-29",
            "2026-13-01",
            "2026-3-3",
            "2026/03/03",
            "",
            "+026-03-03",
        ] {
            assert_eq!(bad.parse::<Date>(), Err(BadDate), "{bad}");
        }
    }
}
