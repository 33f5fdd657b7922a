//! Text in columns: widths of Chinese characters, cutting, clocks and spans.

use hall_core::{Span, Time};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns that a text takes.
pub fn width(text: &str) -> usize {
    text.width()
}

/// The text in at most `columns`; what is cut off leaves a mark.
pub fn fit(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut left = columns.saturating_sub(1);
    let mut cut = String::new();
    for c in text.chars() {
        let wide = c.width().unwrap_or(0);
        if wide > left {
            break;
        }
        left -= wide;
        cut.push(c);
    }
    if columns > 0 {
        cut.push('…');
    }
    cut
}

/// The text in exactly `columns`, filled with spaces.
pub fn pad(text: &str, columns: usize) -> String {
    let mut padded = fit(text, columns);
    padded.extend(std::iter::repeat_n(' ', columns - width(&padded)));
    padded
}

/// The text in exactly `columns`, at their right end.
pub fn pad_left(text: &str, columns: usize) -> String {
    let cut = fit(text, columns);
    format!("{}{cut}", " ".repeat(columns - width(&cut)))
}

/// The local clock, `10:42`.
pub fn clock(time: Time, zone: &TimeZone) -> String {
    let stamp = Timestamp::from_millisecond(time.0).unwrap_or(Timestamp::UNIX_EPOCH);
    let local = stamp.to_zoned(zone.clone());
    format!("{:02}:{:02}", local.hour(), local.minute())
}

/// A span as a stopwatch shows it: `02:41`, from an hour on `1:02:41`.
pub fn stopwatch(span: Span) -> String {
    let seconds = span.0.max(0) / 1000;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 {
        return format!("{hours}:{minutes:02}:{seconds:02}");
    }
    format!("{minutes:02}:{seconds:02}")
}

/// Whole minutes of a span, never negative.
pub fn minutes(span: Span) -> i64 {
    span.0.max(0) / 60_000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chinese_character_is_never_cut_in_half() {
        for columns in 0..12 {
            let cut = fit("公交IC公益卡领卡", columns);
            assert!(width(&cut) <= columns, "{cut} in {columns}");
            assert_eq!(width(&pad("公交IC公益卡领卡", columns)), columns);
            assert_eq!(width(&pad_left("公交", columns)), columns);
        }
        assert_eq!(fit("公交卡", 5), "公交…");
        assert_eq!(fit("公交卡", 6), "公交卡");
    }

    #[test]
    fn clocks_are_local_and_stopwatches_never_negative() {
        let zone = TimeZone::get("Asia/Shanghai").expect("the zone is bundled");
        assert_eq!(clock(Time(1_772_505_480_000), &zone), "10:38");
        assert_eq!(stopwatch(Span(161_000)), "02:41");
        assert_eq!(stopwatch(Span(3_761_000)), "1:02:41");
        assert_eq!(stopwatch(Span(-5)), "00:00");
        assert_eq!(minutes(Span(-60_000)), 0);
    }
}
