//! How figures are written: minutes and percent with one decimal, half up.

use super::figures::Share;

/// What stands where there is no figure.
pub(super) const NONE: &str = "—";

/// Tenths of a minute, half up.
pub(super) const fn minute_tenths(ms: i64) -> i64 {
    (ms + 3_000).div_euclid(6_000)
}

/// Minutes with one decimal: `11.4`.
pub(super) fn minutes(ms: i64) -> String {
    tenths(minute_tenths(ms).max(0) as u64)
}

/// Percent with one decimal and without the sign: `98.7`.
pub(super) fn percent(share: Share) -> Option<String> {
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
