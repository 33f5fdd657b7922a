//! Due dates by the notices of 2024 to 2026, suspensions, and lamps.

use hall_core::Date;
use hall_core::calendar::{Calendar, YearNotice};
use hall_core::deadline::{Clock, Due, Lamp, Suspension};
use proptest::prelude::*;

fn day(text: &str) -> Date {
    text.parse().expect("a date")
}

/// Days of one year, as `MM-DD` or `MM-DD..MM-DD`.
fn days(year: i32, text: &str) -> Vec<Date> {
    let date = |text: &str| day(&format!("{year}-{text}"));
    text.split_whitespace()
        .flat_map(|word| {
            let (first, last) = word.split_once("..").unwrap_or((word, word));
            (date(first).0..=date(last).0).map(Date)
        })
        .collect()
}

/// The notices of three years, and none for 2027.
fn calendar() -> Calendar {
    let mut calendar = Calendar::default();
    for (year, off, worked) in [
        (
            2024,
            "01-01 02-10..02-17 04-04..04-06 05-01..05-05 06-10 09-15..09-17 10-01..10-07",
            "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12",
        ),
        (
            2025,
            "01-01 01-28..02-04 04-04..04-06 05-01..05-05 05-31..06-02 10-01..10-08",
            "01-26 02-08 04-27 09-28 10-11",
        ),
        (
            2026,
            "01-01..01-03 02-15..02-23 04-04..04-06 05-01..05-05 06-19..06-21 09-25..09-27 \
             10-01..10-07",
            "01-04 02-14 02-28 05-09 09-20 10-10",
        ),
    ] {
        let (off, worked) = (days(year, off), days(year, worked));
        calendar.learn(year, YearNotice { off, worked });
    }
    calendar
}

fn stop(from: &str, to: Option<&str>) -> Suspension {
    Suspension {
        from: day(from),
        to: to.map(day),
    }
}

fn clock(from: Date, days: u16, suspensions: &[Suspension]) -> Clock {
    Clock {
        from,
        days,
        suspensions: suspensions.to_vec(),
    }
}

#[test]
fn due_dates_are_those_of_the_notices() {
    let calendar = calendar();
    for (from, days, due) in [
        ("2026-02-13", 10, "2026-03-05"),
        ("2026-02-14", 1, "2026-02-24"),
        ("2026-09-18", 1, "2026-09-20"),
        ("2026-09-18", 2, "2026-09-21"),
        ("2026-04-30", 5, "2026-05-11"),
        ("2026-09-24", 10, "2026-10-15"),
        ("2026-09-30", 1, "2026-10-08"),
        ("2026-01-01", 1, "2026-01-04"),
        ("2025-09-30", 10, "2025-10-21"),
        ("2024-02-08", 20, "2024-03-13"),
        ("2026-02-12", 20, "2026-03-18"),
        ("2026-03-02", 10, "2026-03-16"),
        ("2026-03-02", 0, "2026-03-02"),
    ] {
        let expected = Due::On {
            day: day(due),
            provisional: false,
        };
        let counted = clock(day(from), days, &[]).due(&calendar);
        assert_eq!(counted, expected, "{from} + {days}");
    }
}

#[test]
fn each_month_of_the_three_years_has_its_worked_days() {
    let calendar = calendar();
    for (year, months) in [
        (2024, [22, 18, 21, 22, 21, 19, 23, 22, 21, 19, 21, 22]),
        (2025, [19, 19, 21, 22, 19, 20, 23, 21, 23, 18, 20, 23]),
        (2026, [21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23]),
    ] {
        for (month, worked) in (1_u32..).zip(months) {
            let before = Date(Date::from_civil(year, month, 1).0 - 1);
            let (next_year, next) = if month == 12 {
                (year + 1, 1)
            } else {
                (year, month + 1)
            };
            let last = Date(Date::from_civil(next_year, next, 1).0 - 1);
            assert_eq!(calendar.worked_between(before, last), worked, "{last}");
        }
    }
}

#[test]
fn over_a_year_without_a_notice_a_due_date_is_provisional() {
    let due = clock(day("2026-12-25"), 10, &[]).due(&calendar());
    let expected = Due::On {
        day: day("2027-01-08"),
        provisional: true,
    };
    assert_eq!(due, expected);
}

#[test]
fn suspended_days_are_not_counted_and_overlaps_only_once() {
    let calendar = calendar();
    let due = |stops: &[Suspension]| clock(day("2026-03-02"), 10, stops).due(&calendar);
    let expected = Due::On {
        day: day("2026-03-20"),
        provisional: false,
    };
    let whole = stop("2026-03-05", Some("2026-03-11"));
    assert_eq!(due(&[whole]), expected);
    let halves = [
        stop("2026-03-07", Some("2026-03-11")),
        stop("2026-03-05", Some("2026-03-09")),
    ];
    assert_eq!(due(&halves), expected);
    assert_eq!(due(&[whole, halves[0], halves[1]]), expected);
}

#[test]
fn an_open_suspension_leaves_the_due_date_open_unless_it_begins_when_all_is_over() {
    let calendar = calendar();
    let due = |from| clock(day("2026-03-02"), 10, &[stop(from, None)]).due(&calendar);
    assert_eq!(due("2026-03-05"), Due::Open);
    assert_eq!(due("2026-03-15"), Due::Open);
    // The day it begins still counts, and it is the last.
    let expected = Due::On {
        day: day("2026-03-16"),
        provisional: false,
    };
    assert_eq!(due("2026-03-16"), expected);
}

#[test]
fn lamps_follow_the_days_left() {
    let calendar = calendar();
    let stops = [stop("2026-03-05", Some("2026-03-11"))];
    // Due on Friday 2026-03-20.
    for (today, lamp) in [
        ("2026-03-02", Lamp::Green),
        ("2026-03-05", Lamp::Blue),
        ("2026-03-11", Lamp::Blue),
        ("2026-03-12", Lamp::Green),
        ("2026-03-17", Lamp::Green),
        ("2026-03-18", Lamp::Yellow),
        ("2026-03-20", Lamp::Yellow),
        ("2026-03-21", Lamp::Red),
    ] {
        let shown = clock(day("2026-03-02"), 10, &stops).lamp(&calendar, day(today), 1);
        assert_eq!(shown, lamp, "{today}");
    }
    let short = |today| clock(day("2026-03-02"), 5, &[]).lamp(&calendar, day(today), 1);
    assert_eq!(short("2026-03-05"), Lamp::Green, "two of five are left");
    assert_eq!(short("2026-03-06"), Lamp::Yellow, "the last but one");
    let open = [stop("2026-03-05", None)];
    let stands = clock(day("2026-03-02"), 10, &open).lamp(&calendar, day("2026-06-01"), 1);
    assert_eq!(stands, Lamp::Blue, "a clock that stands is never overdue");
}

/// A few suspensions around the first months of 2026.
fn stops() -> impl Strategy<Value = Vec<Suspension>> {
    let first = day("2026-01-01").0;
    let stop = (0..120_i32, 0..30_i32).prop_map(move |(from, days)| Suspension {
        from: Date(first + from),
        to: Some(Date(first + from + days)),
    });
    prop::collection::vec(stop, 0..5)
}

proptest! {
    #[test]
    fn a_due_day_is_the_first_on_which_the_promised_days_are_used(
        start in 0..120_i32,
        days in 1..60_u16,
        stops in stops(),
    ) {
        let calendar = calendar();
        let from = Date(day("2026-01-01").0 + start);
        let clock = clock(from, days, &stops);
        let Due::On { day: due, .. } = clock.due(&calendar) else {
            panic!("every suspension ends");
        };
        prop_assert_eq!(clock.used(&calendar, due), u32::from(days));
        prop_assert_eq!(clock.used(&calendar, Date(due.0 - 1)), u32::from(days) - 1);
        prop_assert!(clock.lamp(&calendar, due, 0) != Lamp::Red);
        prop_assert_eq!(clock.lamp(&calendar, Date(due.0 + 1), 0), Lamp::Red);
    }

    #[test]
    fn the_order_of_suspensions_means_nothing_and_one_more_never_makes_it_due_earlier(
        start in 0..120_i32,
        days in 0..60_u16,
        stops in stops(),
    ) {
        let calendar = calendar();
        let from = Date(day("2026-01-01").0 + start);
        let due = |stops: &[Suspension]| match clock(from, days, stops).due(&calendar) {
            Due::On { day, .. } => day,
            Due::Open => panic!("every suspension ends"),
        };
        let turned: Vec<Suspension> = stops.iter().rev().copied().collect();
        prop_assert_eq!(due(&stops), due(&turned));
        if let Some((_, fewer)) = stops.split_last() {
            prop_assert!(due(fewer) <= due(&stops));
        }
    }
}
