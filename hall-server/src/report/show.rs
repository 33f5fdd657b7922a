//! How figures are written: minutes and percent with one decimal, half up; dates with their weekday.

use super::figures::Share;
use hall_core::Date;
use hall_text::{Language, word};

/// What stands where there is no figure.
pub(super) const NONE: &str = "—";

/// Tenths of a minute, half up.
pub(super) const fn minute_tenths(ms: i64) -> i64 {
    (ms + 3_000).div_euclid(6_000)
}

/// Minutes with one decimal: `11.4`.
pub(crate) fn minutes(ms: i64) -> String {
    tenths(minute_tenths(ms).max(0) as u64)
}

/// Hours with one decimal, half up: `160.5`.
pub(super) fn hours(ms: i64) -> String {
    tenths((ms + 180_000).div_euclid(360_000).max(0) as u64)
}

/// Tenths with their sign, when they have one: `-59.7`.
pub(super) fn signed(value: i64) -> String {
    let sign = if value < 0 { "-" } else { "" };
    format!("{sign}{}", tenths(value.unsigned_abs()))
}

/// Percent with one decimal and without the sign: `98.7`.
pub(crate) fn percent(share: Share) -> Option<String> {
    share.tenths().map(tenths)
}

fn tenths(tenths: u64) -> String {
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// A local minute of the day as a clock shows it; the end of the day is 24:00.
pub(super) fn clock(minute: u16) -> String {
    let hour = if minute == 1440 { 24 } else { minute / 60 % 24 };
    format!("{hour:02}:{:02}", minute % 60)
}

/// A date with its weekday: `2026-03-03 星期二`.
pub(super) fn day(day: Date, language: Language) -> String {
    format!("{day} {}", word(language, WEEKDAYS[day.weekday()]))
}

const WEEKDAYS: [&str; 7] = [
    "report-monday",
    "report-tuesday",
    "report-wednesday",
    "report-thursday",
    "report-friday",
    "report-saturday",
    "report-sunday",
];
