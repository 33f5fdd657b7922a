//! Names and bounds of periods.

use super::date;
use crate::report::{Period, PeriodKind};
use hall_core::Date;
use proptest::prelude::*;

fn period(name: &str) -> Period {
    name.parse().expect("a period")
}

#[test]
fn a_period_reaches_from_its_first_to_its_last_day() {
    for (name, first, last) in [
        ("2026-W47", "2026-11-16", "2026-11-22"),
        ("2026-W01", "2025-12-29", "2026-01-04"),
        ("2026-W53", "2026-12-28", "2027-01-03"),
        ("2027-W01", "2027-01-04", "2027-01-10"),
        ("2026-11", "2026-11-01", "2026-11-30"),
        ("2026-12", "2026-12-01", "2026-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2026-02", "2026-02-01", "2026-02-28"),
        ("2026-H1", "2026-01-01", "2026-06-30"),
        ("2026-H2", "2026-07-01", "2026-12-31"),
        ("2026", "2026-01-01", "2026-12-31"),
    ] {
        let period = period(name);
        assert_eq!(period.to_string(), name);
        assert_eq!((period.first(), period.last()), (date(first), date(last)));
    }
}

#[test]
fn a_week_over_new_year_belongs_to_the_year_of_its_thursday() {
    for (day, name) in [
        ("2025-12-28", "2025-W52"),
        ("2025-12-29", "2026-W01"),
        ("2026-01-04", "2026-W01"),
        ("2026-12-31", "2026-W53"),
        ("2027-01-01", "2026-W53"),
        ("2027-01-03", "2026-W53"),
        ("2027-01-04", "2027-W01"),
    ] {
        assert_eq!(PeriodKind::Week.of(date(day)).to_string(), name, "{day}");
    }
}

#[test]
fn growth_is_against_the_period_before_and_the_same_one_a_year_ago() {
    for (name, before, year_ago) in [
        ("2026-W47", "2026-W46", "2025-W47"),
        ("2026-W01", "2025-W52", "2025-W01"),
        ("2027-W01", "2026-W53", "2026-W01"),
        ("2026-W53", "2026-W52", "2025-W52"),
        ("2026-01", "2025-12", "2025-01"),
        ("2026-H1", "2025-H2", "2025-H1"),
        ("2026-H2", "2026-H1", "2025-H2"),
        ("2026", "2025", "2025"),
    ] {
        let period = period(name);
        assert_eq!(period.before().to_string(), before, "{name}");
        assert_eq!(period.year_ago().to_string(), year_ago, "{name}");
    }
}

#[test]
fn what_is_no_period_is_refused() {
    for bad in [
        "",
        "26",
        "1999",
        "2101",
        "+2026",
        "2026-",
        "2026-0",
        "2026-1",
        "2026-00",
        "2026-13",
        "2026-H0",
        "2026-H3",
        "2026-H01",
        "2026-W0",
        "2026-W00",
        "2026-W54",
        "2025-W53",
        "2026-w47",
        "2026-W7",
        "2026-11-01",
        "2026-W4x",
        "二〇二六",
    ] {
        assert!(bad.parse::<Period>().is_err(), "{bad}");
    }
}

proptest! {
    #![proptest_config(crate::report::tests::random::cases(256))]

    #[test]
    fn every_day_is_in_one_period_of_each_kind_and_they_follow_each_other(days in 11_000..47_000_i32) {
        let day = Date(days);
        for kind in PeriodKind::ALL {
            let period = kind.of(day);
            prop_assert!(period.first() <= day && day <= period.last(), "{period} {day}");
            prop_assert_eq!(period.before().last(), Date(period.first().0 - 1));
            prop_assert_eq!(kind.of(period.last()), period);
            prop_assert_eq!(period.to_string().parse(), Ok(period));
        }
    }
}
