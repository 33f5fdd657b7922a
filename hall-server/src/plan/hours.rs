//! `[hours]`: weekdays, days off and on, opening hours and the times for numbers.

use super::days::{self, DaySpan};
use super::fault::{Fault, Wanted};
use super::limits::{CLOSE_AFTER_MINUTES, MINUTE_MAX, SPANS_MAX};
use super::near::nearest;
use super::section::{Section, Value};
use hall_core::Date;
use hall_core::plan::Hours;
use std::collections::BTreeSet;
use toml::de::DeValue;

const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// The hours; none when something about them is wrong.
pub(super) fn read(mut section: Section<'_>) -> Option<Hours> {
    let before = section.reading.count();
    let weekdays = weekdays(&mut section);
    let mut seen = BTreeSet::new();
    let days_off = dates(&mut section, "days_off", &mut seen);
    let days_on = dates(&mut section, "days_on", &mut seen);
    if !weekdays.contains(&true) && days_on.is_empty() {
        section
            .reading
            .report(section.line_of("weekdays"), Fault::NeverOpen);
    }
    let open = open_hours(&mut section).unwrap_or_default();
    let (first, last) = (
        open.first().map(|span| span.0),
        open.last().map(|span| span.1),
    );
    let ticket_from = section.time("ticket_from").or(first);
    let ticket_until = section.time("ticket_until").or(last);
    let latest = |last: u16| (last + CLOSE_AFTER_MINUTES).min(MINUTE_MAX);
    let close_latest = section.time("close_latest").or_else(|| last.map(latest));
    // Comparing hours that were not all read would report echoes.
    if section.reading.count() == before {
        let hours = Hours {
            weekdays,
            days_off,
            days_on,
            open,
            ticket_from: ticket_from?,
            ticket_until: ticket_until?,
            close_latest: close_latest?,
        };
        check_order(&section, &hours);
        let good = section.reading.count() == before;
        section.end();
        return good.then_some(hours);
    }
    section.end();
    None
}

/// Monday to Friday when the plan does not say.
fn weekdays(section: &mut Section<'_>) -> [bool; 7] {
    let key = "weekdays";
    let Some(values) = section.list(key, Wanted::Texts, WEEKDAYS.len()) else {
        return [true, true, true, true, true, false, false];
    };
    let mut works = [false; 7];
    for value in values {
        let Some(text) = section.raw(key, value, Wanted::Texts) else {
            continue;
        };
        match WEEKDAYS.iter().position(|name| *name == text) {
            None => {
                let near = nearest(text, WEEKDAYS).map(str::to_owned);
                let text = text.to_owned();
                section
                    .reading
                    .report(value.line, Fault::BadWeekday { text, near });
            }
            Some(index) if works[index] => section.listed_twice(key, value.line, text),
            Some(index) => works[index] = true,
        }
    }
    works
}

/// Days and ranges of days, written out and sorted.
fn dates(section: &mut Section<'_>, key: &'static str, seen: &mut BTreeSet<Date>) -> Vec<Date> {
    let listed = days::spans(section, key, seen);
    let found: BTreeSet<Date> = listed.iter().flat_map(DaySpan::days).collect();
    found.into_iter().collect()
}

/// The opening hours, at least one span, in order.
fn open_hours(section: &mut Section<'_>) -> Option<Vec<(u16, u16)>> {
    let key = "open";
    section.needed_entries(key, Wanted::Spans)?;
    spans(section, key)
}

/// Spans of local minutes, in order, none over another; none when the key is not there.
pub(super) fn spans(section: &mut Section<'_>, key: &'static str) -> Option<Vec<(u16, u16)>> {
    let values = section.list(key, Wanted::Spans, SPANS_MAX)?;
    let mut found: Vec<(u16, u16)> = Vec::new();
    for value in values {
        // One report is enough: whoever forgot the inner brackets forgot them everywhere.
        let DeValue::Array(pair) = value.inner else {
            section.wrong_type(key, value, Wanted::Spans);
            return None;
        };
        let times: Vec<Value<'_>> = pair.iter().map(|time| section.at(time)).collect();
        let [from, to] = times[..] else {
            section.wrong_type(key, value, Wanted::Spans);
            return None;
        };
        let (from, to) = (section.time_of(key, from), section.time_of(key, to));
        let (Some(from), Some(to)) = (from, to) else {
            continue;
        };
        let after = found.last().map(|span| span.1).filter(|end| *end > from);
        if from >= to {
            section.reading.report(
                value.line,
                Fault::HoursOutOfOrder {
                    from,
                    to,
                    after: None,
                },
            );
        } else if after.is_some() {
            section
                .reading
                .report(value.line, Fault::HoursOutOfOrder { from, to, after });
        }
        found.push((from, to));
    }
    Some(found)
}

/// Numbers are given before the last moment, and the day ends after both.
fn check_order(section: &Section<'_>, hours: &Hours) {
    let Hours {
        ticket_from: from,
        ticket_until: until,
        close_latest,
        ..
    } = *hours;
    let place = || section.place.clone();
    let last = hours.outer().1;
    if from >= until {
        let line = section.line_of("ticket_until");
        section.reading.report(
            line,
            Fault::TicketHours {
                place: place(),
                from,
                until,
            },
        );
    }
    if close_latest < last {
        let line = section.line_of("close_latest");
        section
            .reading
            .report(line, Fault::CloseTooEarly { close_latest, last });
    } else if close_latest < until {
        let line = section.line_of("ticket_until");
        let fault = Fault::TicketsAfterClose {
            place: place(),
            until,
            close_latest,
        };
        section.reading.report(line, fault);
    }
}
