//! Calendars of the State Council: the built-in ones, and what a plan says instead.

use super::{GOOD, check_text};
use crate::plan::{parse, year_without_notice};
use hall_core::{Date, Plan};

fn plan(calendar: &str) -> Plan {
    parse("h.toml", &format!("{GOOD}{calendar}")).expect("the plan is good")
}

/// The errors of `GOOD` with a calendar behind it, whose first line is 67.
fn check(calendar: &str, expected: &str) {
    check_text(&format!("{GOOD}{calendar}"), expected);
}

fn day(text: &str) -> Date {
    text.parse().expect("a date")
}

/// Worked days of each month.
fn months(plan: &Plan, year: i32) -> [usize; 12] {
    let first = |month: usize| Date::from_civil(year, month as u32, 1);
    std::array::from_fn(|month| {
        let end = if month == 11 {
            Date::from_civil(year + 1, 1, 1)
        } else {
            first(month + 2)
        };
        let days = (first(month + 1).0..end.0).map(Date);
        days.filter(|day| plan.calendar.is_worked(*day)).count()
    })
}

#[test]
fn every_plan_knows_the_notices_of_2024_to_2026() {
    // Working days by month: three public data sets agree on them (DOMAIN 5).
    let plan = plan("");
    for (year, worked) in [
        (2024, [22, 18, 21, 22, 21, 19, 23, 22, 21, 19, 21, 22]),
        (2025, [19, 19, 21, 22, 19, 20, 23, 21, 23, 18, 20, 23]),
        (2026, [21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23]),
    ] {
        assert_eq!(months(&plan, year), worked, "{year}");
        assert!(plan.calendar.knows(Date::from_civil(year, 7, 1)));
    }
    assert!(!plan.calendar.knows(day("2027-01-01")));
}

#[test]
fn a_section_of_the_plan_adds_a_year_or_replaces_a_built_in_one() {
    let plan = plan(
        "[[calendar]]\nyear = 2027\noff = [\"2027-01-01..2027-01-03\"]\n\
         worked = [2027-01-09]\n\
         [[calendar]]\nyear = 2026\noff = [\"2026-01-02\"]\n",
    );
    for (text, is_worked) in [
        ("2027-01-01", false),
        ("2027-01-04", true),
        ("2027-01-09", true),
        ("2026-01-01", true),
        ("2026-01-02", false),
        ("2026-01-04", false),
        ("2025-01-26", true),
    ] {
        assert_eq!(plan.calendar.is_worked(day(text)), is_worked, "{text}");
    }
}

#[test]
fn a_slip_in_a_calendar_is_named_with_its_line_and_what_to_do() {
    let lines = |off: &str, worked: &str| {
        format!("[[calendar]]\nyear = 2027\noff = [{off}]\nworked = [{worked}]\n")
    };
    let new_year = "\"2027-01-01\"";
    for (calendar, expected) in [
        (
            lines("\"2026-01-01\"", ""),
            "h.toml:69: 2026-01-01 is not a day of 2027, write it into the [[calendar]] with year \
             = 2026, or correct it",
        ),
        (
            lines("\"2026-12-31..2027-01-01\"", ""),
            "h.toml:69: 2026-12-31 is not a day of 2027, write it into the [[calendar]] with year \
             = 2026, or correct it",
        ),
        (
            lines("\"2027-01-02\"", ""),
            "h.toml:69: 2027-01-02 is a weekend and off anyway, off names days from Monday to \
             Friday, and whole ranges with a weekend in them; take this one out or correct it",
        ),
        (
            lines(new_year, "\"2027-01-04\""),
            "h.toml:70: 2027-01-04 is a weekday and worked anyway, worked names Saturdays and \
             Sundays only; take it out or correct it",
        ),
        (
            lines("\"2027-01-01\", \"2027-01-01..2027-01-03\"", ""),
            "h.toml:69: 2027-01-01 is listed twice among days off and on, remove one of them",
        ),
        (
            lines("\"2027-01-01..2027-01-03\"", "\"2027-01-03\""),
            "h.toml:70: 2027-01-03 is listed twice among days off and on, remove one of them",
        ),
        (
            lines("\"2027-02-29\"", ""),
            "h.toml:69: \"2027-02-29\" in \"off\" is no date, write a day that exists like \
             2026-03-03, or in lists a range like \"2026-10-01..2026-10-07\"",
        ),
        (
            lines("", ""),
            "h.toml:69: \"off\" in calendar 2027 is empty, write at least one entry",
        ),
        (
            "[[calendar]]\nyear = 2027\n".to_owned(),
            "h.toml:67: calendar 2027 has no \"off\", add a line like off = [\"2026-01-01\", \
             \"2026-10-01..2026-10-07\"]",
        ),
        (
            format!("[[calendar]]\noff = [{new_year}]\n"),
            "h.toml:67: a calendar has no \"year\", add a line like year = 1",
        ),
        (
            format!("[[calendar]]\nyear = 27\noff = [{new_year}]\n"),
            "h.toml:68: \"year\" in a calendar is 27, write a whole number from 2000 to 2100",
        ),
        (
            format!("{0}{0}", lines(new_year, "")),
            "h.toml:72: calendar 2027 is there twice, the first one is on line 68; change or \
             remove one of them",
        ),
        (
            format!("[[calendar]]\nyear = 2027\noff = [{new_year}]\non = []\n"),
            "h.toml:70: unknown key \"on\" in calendar 2027, known here: year, off, worked",
        ),
    ] {
        check(&calendar, expected);
    }
}

#[test]
fn in_december_the_year_to_come_must_have_its_notice() {
    let (old, new) = (
        plan(""),
        plan("[[calendar]]\nyear = 2027\noff = [\"2027-01-01\"]\n"),
    );
    for (today, without, with) in [
        ("2026-11-30", None, None),
        ("2026-12-01", Some(2027), None),
        ("2026-12-31", Some(2027), None),
        ("2027-01-01", Some(2027), None),
        ("2027-12-01", Some(2027), Some(2028)),
    ] {
        assert_eq!(year_without_notice(&old, day(today)), without, "{today}");
        assert_eq!(year_without_notice(&new, day(today)), with, "{today}");
    }
}
