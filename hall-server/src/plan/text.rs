//! Single values of a plan: local times, dates and quoted words, without any knowledge of TOML.

use super::limits::{MINUTE_MAX, QUOTE_CHARS_MAX};
use hall_core::Date;

/// Local minutes of `"HH:MM"`; hours over 23 lie after midnight, up to `"48:00"`.
pub(super) fn minutes(text: &str) -> Option<u16> {
    let (hours, minutes) = text.split_once(':')?;
    let two = |part: &str| {
        let plain = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        if plain {
            part.parse::<u16>().ok()
        } else {
            None
        }
    };
    let (hours, minutes) = (two(hours)?, two(minutes)?);
    let total = hours * 60 + minutes;
    (minutes < 60 && total <= MINUTE_MAX).then_some(total)
}

/// `"HH:MM"` of local minutes.
pub(super) fn clock(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// First and last day of `"YYYY-MM-DD"` or `"YYYY-MM-DD..YYYY-MM-DD"`, both included.
pub(super) fn days(text: &str) -> Option<(Date, Date)> {
    let (first, last) = text.split_once("..").unwrap_or((text, text));
    let (first, last) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
    (first <= last).then_some((first, last))
}

/// `text` in quotes for an error: short, on one line, without control characters.
pub(super) fn quoted(text: &str) -> String {
    let short: String = text.chars().take(QUOTE_CHARS_MAX).collect();
    let dots = if short.len() < text.len() { "…" } else { "" };
    // Only controls and quotes are escaped; marks that join with a letter stay as they are.
    let plain: String = short.chars().flat_map(escaped).collect();
    format!("\"{plain}{dots}\"")
}

fn escaped(letter: char) -> impl Iterator<Item = char> {
    let is_plain = !is_control(letter);
    let kept = is_plain.then_some(letter);
    kept.into_iter().chain(
        letter
            .escape_unicode()
            .take(if is_plain { 0 } else { usize::MAX }),
    )
}

/// Whether a letter steers a terminal or printer, or turns the direction of writing, instead of
/// being read.
pub(super) fn is_control(letter: char) -> bool {
    letter.is_control()
        || matches!(
            letter,
            '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'
        )
}

#[cfg(test)]
mod tests {
    use super::{clock, days, minutes, quoted};

    #[test]
    fn times_are_hours_and_minutes_up_to_two_days() {
        for (text, wanted) in [
            ("00:00", 0),
            ("09:05", 545),
            ("24:00", 1440),
            ("48:00", 2880),
        ] {
            assert_eq!(minutes(text), Some(wanted), "{text}");
            assert_eq!(clock(wanted), text);
        }
        for bad in [
            "", "9:00", "09:60", "48:01", "0900", "09:00:00", "+9:00", "九:00", "99:99",
        ] {
            assert_eq!(minutes(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_range_of_days_runs_forward() {
        let span = |text| days(text).map(|(first, last)| last.0 - first.0);
        assert_eq!(span("2026-02-15..2026-02-23"), Some(8));
        assert_eq!(span("2026-01-01"), Some(0));
        assert_eq!(span("2026-01-03..2026-01-01"), None);
        assert_eq!(span("2026-02-29"), None);
    }

    #[test]
    fn a_quoted_text_stays_on_one_line_and_steers_nothing() {
        assert_eq!(quoted("窗口"), "\"窗口\"");
        assert_eq!(quoted("a\n\u{1b}[2J"), "\"a\\u{a}\\u{1b}[2J\"");
        assert_eq!(
            quoted(&"长".repeat(50)),
            format!("\"{}…\"", "长".repeat(40))
        );
    }
}
