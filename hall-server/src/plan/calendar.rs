//! `[[calendar]]`: the State Council's notice of a year, by which deadlines count worked days.
//!
//! The notices that were known when this program was made are built in; a plan's own section of a
//! year replaces the built-in one.

use super::days::{DaySpan, spans};
use super::fault::{CalendarFault, Fault, Noun, Wanted};
use super::limits::SHORT_LIST_MAX;
use super::reading::Reading;
use super::section::Section;
use hall_core::calendar::{Calendar, YearNotice};
use hall_core::{Date, Plan};
use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use std::sync::LazyLock;
use toml::de::DeTable;

/// Years that a notice can be of; others are slips.
const YEARS: RangeInclusive<i64> = 2000..=2100;

/// The month from which on the year to come must have its notice: it is published in November.
const MONTH_OF_NOTICE: u32 = 12;

/// The built-in notices, with what the plan says.
pub(super) fn read(root: &mut Section<'_>) -> Calendar {
    let mut calendar = BUILT_IN.clone();
    for section in root.sections("calendar", "a calendar", SHORT_LIST_MAX) {
        if let Some((year, notice)) = notice(section) {
            calendar.learn(year, notice);
        }
    }
    calendar
}

/// A year that deadlines count over before its notice is known: this one, and in December the next.
pub fn year_without_notice(plan: &Plan, today: Date) -> Option<i32> {
    let (year, month, _) = today.civil();
    let last = year + i32::from(month >= MONTH_OF_NOTICE);
    let is_known = |year: &i32| plan.calendar.knows(Date::from_civil(*year, 1, 1));
    (year..=last).find(|year| !is_known(year))
}

static BUILT_IN: LazyLock<Calendar> = LazyLock::new(|| {
    let mut calendar = Calendar::default();
    for text in [
        include_str!("../../../fixtures/calendars/2024.toml"),
        include_str!("../../../fixtures/calendars/2025.toml"),
        include_str!("../../../fixtures/calendars/2026.toml"),
    ] {
        let (year, notice) = built_in(text);
        calendar.learn(year, notice);
    }
    calendar
});

fn built_in(text: &str) -> (i32, YearNotice) {
    let reading = Reading::new("a built-in calendar", text);
    let tree = DeTable::parse(text).expect("the built-in calendars are TOML");
    let section = Section::new(&reading, tree.get_ref(), "a built-in calendar", 1);
    let notice = notice(section).filter(|_| reading.count() == 0);
    notice.expect("the built-in calendars have no mistake")
}

/// One year's notice; none when it has no year.
fn notice(mut section: Section<'_>) -> Option<(i32, YearNotice)> {
    let year = year(&mut section);
    let mut seen = BTreeSet::new();
    // A year without a holiday is a list that nobody filled in.
    section.needed_entries("off", Wanted::Dates);
    let off = spans(&mut section, "off", &mut seen);
    let worked = spans(&mut section, "worked", &mut seen);
    if let Some(year) = year {
        check(&section, year, &off, &worked);
    }
    section.end();
    let days = |spans: &[DaySpan]| spans.iter().flat_map(DaySpan::days).collect();
    let (off, worked) = (days(&off), days(&worked));
    Some((year?, YearNotice { off, worked }))
}

fn year(section: &mut Section<'_>) -> Option<i32> {
    section.needed("year", Wanted::Number)?;
    let year: i32 = section.number("year", YEARS)?;
    let line = section.line_of("year");
    section.give(Noun::Calendar, &year.to_string(), line);
    Some(year)
}

/// Days are of the year, and change what Monday to Friday says; one report per entry is enough.
fn check(section: &Section<'_>, year: i32, off: &[DaySpan], worked: &[DaySpan]) {
    let report = |span: &DaySpan, fault: CalendarFault| {
        section.reading.report(span.line, Fault::Calendar(fault));
    };
    let is_weekday = |day: &Date| day.weekday() < 5;
    for (span, is_off) in off
        .iter()
        .map(|span| (span, true))
        .chain(worked.iter().map(|span| (span, false)))
    {
        let stranger = span.days().find(|day| day.civil().0 != year);
        if let Some(day) = stranger {
            report(span, CalendarFault::OtherYear { day, year });
        } else if is_off && !span.days().any(|day| is_weekday(&day)) {
            report(span, CalendarFault::OffAnyway { day: span.first });
        } else if !is_off && let Some(day) = span.days().find(is_weekday) {
            report(span, CalendarFault::WorkedAnyway { day });
        }
    }
}
