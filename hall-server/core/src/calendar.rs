//! Which days are worked: Monday to Friday, changed by the yearly notices of the State Council.
//!
//! The notice for a year comes in the autumn before it. Until then its days are counted Monday to
//! Friday, and whatever was counted over them is provisional.

use crate::time::Date;
use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// The notices of days off that are known, by year.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Calendar(BTreeMap<i32, YearNotice>);

/// What one year's notice says of its days.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct YearNotice {
    /// Holidays and bridge days, in order.
    pub off: Vec<Date>,
    /// Saturdays and Sundays that are worked instead, in order.
    pub worked: Vec<Date>,
}

impl Calendar {
    /// The calendar after the notice of a year; a later one replaces it.
    pub fn learn(&mut self, year: i32, mut notice: YearNotice) {
        notice.off.sort_unstable();
        notice.worked.sort_unstable();
        self.0.insert(year, notice);
    }

    /// Whether no notice is known.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the notice of that day's year is known.
    pub fn knows(&self, day: Date) -> bool {
        self.0.contains_key(&day.civil().0)
    }

    /// Whether that day is worked; without a notice Monday to Friday are.
    pub fn is_worked(&self, day: Date) -> bool {
        let on_a_weekday = day.weekday() < 5;
        match self.0.get(&day.civil().0) {
            Some(notice) if on_a_weekday => notice.off.binary_search(&day).is_err(),
            Some(notice) => notice.worked.binary_search(&day).is_ok(),
            None => on_a_weekday,
        }
    }

    /// Worked days after `from`, up to and with `to`; 0 when that is no later day.
    pub fn worked_between(&self, from: Date, to: Date) -> u32 {
        let days = (from.0 + 1..=to.0).map(Date);
        let worked = days.filter(|day| self.is_worked(*day)).count();
        u32::try_from(worked).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    fn day(text: &str) -> Date {
        text.parse().expect("a date")
    }

    fn calendar() -> Calendar {
        let mut calendar = Calendar::default();
        let notice = YearNotice {
            off: vec![day("2026-01-02"), day("2026-01-01")],
            worked: vec![day("2026-01-04")],
        };
        calendar.learn(2026, notice);
        calendar
    }

    #[test]
    fn a_notice_takes_weekdays_away_and_makes_up_for_them_on_a_weekend() {
        let calendar = calendar();
        for (text, is_worked) in [
            ("2026-01-01", false),
            ("2026-01-02", false),
            ("2026-01-03", false),
            ("2026-01-04", true),
            ("2026-01-05", true),
            ("2026-01-10", false),
        ] {
            assert_eq!(calendar.is_worked(day(text)), is_worked, "{text}");
        }
    }

    #[test]
    fn a_year_without_a_notice_works_monday_to_friday_and_is_not_known() {
        let calendar = calendar();
        assert!(calendar.knows(day("2026-12-31")));
        assert!(!calendar.knows(day("2027-01-01")));
        assert!(calendar.is_worked(day("2027-01-01")), "a Friday");
        assert!(!calendar.is_worked(day("2027-01-02")), "a Saturday");
    }

    #[test]
    fn days_between_count_the_last_and_not_the_first() {
        let calendar = calendar();
        let between = |from, to| calendar.worked_between(day(from), day(to));
        assert_eq!(between("2025-12-31", "2026-01-05"), 2);
        assert_eq!(between("2026-01-05", "2026-01-05"), 0);
        assert_eq!(between("2026-01-06", "2026-01-05"), 0);
        // From a first of July to the 24th of August: the 39 days of the bus cards (S4).
        assert_eq!(between("2015-06-30", "2015-08-24"), 39);
    }

    #[test]
    fn a_later_notice_replaces_the_one_before() {
        let mut calendar = calendar();
        calendar.learn(2026, YearNotice::default());
        assert!(calendar.is_worked(day("2026-01-01")));
    }
}
