//! Lists of days: single ones and ranges, as a notice names them.

use super::fault::{Fault, Wanted};
use super::limits::DAYS_MAX;
use super::section::{Section, Value, day_text};
use super::text::days;
use hall_core::Date;
use std::collections::BTreeSet;

/// A day, or a range of days, on its line.
pub(super) struct DaySpan {
    pub(super) first: Date,
    pub(super) last: Date,
    pub(super) line: usize,
}

impl DaySpan {
    /// Every day of it.
    pub(super) fn days(&self) -> impl Iterator<Item = Date> + use<> {
        (self.first.0..=self.last.0).map(Date)
    }
}

/// The entries of a list of days; a day that is in `seen` already is reported.
pub(super) fn spans(
    section: &mut Section<'_>,
    key: &'static str,
    seen: &mut BTreeSet<Date>,
) -> Vec<DaySpan> {
    let values = section
        .list(key, Wanted::Dates, DAYS_MAX)
        .unwrap_or_default();
    let (mut found, mut count) = (Vec::new(), 0);
    for value in values {
        let Some(span) = span(section, key, value) else {
            continue;
        };
        count += (span.last.0 - span.first.0) as usize + 1;
        if count > DAYS_MAX {
            let (key, place) = (key.to_owned(), section.place.clone());
            section.reading.report(
                value.line,
                Fault::TooMany {
                    key,
                    place,
                    count,
                    max: DAYS_MAX,
                },
            );
            break;
        }
        // One report per range is enough.
        let mut twice = None;
        for day in span.days() {
            if !seen.insert(day) {
                twice = twice.or(Some(day));
            }
        }
        if let Some(day) = twice {
            section.reading.report(value.line, Fault::DayTwice { day });
        }
        found.push(span);
    }
    found
}

fn span(section: &Section<'_>, key: &str, value: Value<'_>) -> Option<DaySpan> {
    let Some(text) = day_text(value.inner) else {
        section.wrong_type(key, value, Wanted::Dates);
        return None;
    };
    let Some((first, last)) = days(&text) else {
        section.reading.report(
            value.line,
            Fault::BadDate {
                key: key.to_owned(),
                text,
            },
        );
        return None;
    };
    let line = value.line;
    Some(DaySpan { first, last, line })
}
