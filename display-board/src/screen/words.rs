//! Words of the screen in one or two languages, and texts that fit their cells.

use crate::board::Board;
use hall_core::Time;
use hall_core::plan::Language;
use hall_protocol::view::Names;
use hall_text::FluentValue;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// The languages and the clock of the screen.
pub(super) struct Words {
    first: Language,
    second: Option<Language>,
    zone: TimeZone,
}

impl Words {
    /// The board's first language, and the next one that people of the first would not read anyway.
    pub(super) fn new(board: &Board) -> Self {
        let languages = board.languages();
        let first = languages.first().copied().unwrap_or_default();
        let is_other = |other: &&Language| (**other == Language::En) != (first == Language::En);
        let second = languages.iter().find(is_other).copied();
        let name = board.hall().map_or("", |hall| hall.timezone.as_str());
        // An unknown zone cannot pass the plan's check; the clock then shows UTC.
        let zone = TimeZone::get(name).unwrap_or(TimeZone::UTC);
        Self {
            first,
            second,
            zone,
        }
    }

    /// In the first language.
    pub(super) fn say(&self, key: &str, args: &[(&str, FluentValue<'_>)]) -> String {
        hall_text::say(self.first, key, args)
    }

    /// In the second language, if there is one.
    pub(super) fn say_second(&self, key: &str, args: &[(&str, FluentValue<'_>)]) -> Option<String> {
        self.second.map(|second| hall_text::say(second, key, args))
    }

    /// In both languages on one line when they fit into `width` cells, else in the first.
    pub(super) fn both(&self, key: &str, args: &[(&str, FluentValue<'_>)], width: u16) -> String {
        let first = self.say(key, args);
        match self.say_second(key, args) {
            Some(second) => joined(first, &second, width),
            None => first,
        }
    }

    /// A sentence about a name in each language; one where both would say the same.
    pub(super) fn each(&self, key: &str, arg: &str, names: &Names) -> Vec<String> {
        let first = names.get(self.first);
        let second = self.second.map(|second| (second, names.get(second)));
        let second = second.filter(|(_, text)| *text != first);
        let texts = [(self.first, first)].into_iter().chain(second);
        texts
            .map(|(language, text)| hall_text::say(language, key, &[(arg, text.into())]))
            .collect()
    }

    /// A name in the first language.
    pub(super) fn name<'a>(&self, names: &'a Names) -> &'a str {
        names.get(self.first)
    }

    /// A name in both languages when they differ and fit.
    pub(super) fn name_both(&self, names: &Names, width: u16) -> String {
        let first = names.get(self.first).to_owned();
        match self.second.map(|second| names.get(second)) {
            Some(second) if second != first => joined(first, second, width),
            _ => first,
        }
    }

    /// `10:42`, local.
    pub(super) fn minute(&self, time: Time) -> String {
        self.clock(time, "%H:%M")
    }

    /// `10:42:05`, local.
    pub(super) fn second(&self, time: Time) -> String {
        self.clock(time, "%H:%M:%S")
    }

    /// `2026-03-03`, local.
    pub(super) fn date(&self, time: Time) -> String {
        self.clock(time, "%Y-%m-%d")
    }

    fn clock(&self, time: Time, format: &str) -> String {
        let Ok(stamp) = Timestamp::from_millisecond(time.0) else {
            return String::new();
        };
        stamp
            .to_zoned(self.zone.clone())
            .strftime(format)
            .to_string()
    }
}

fn joined(first: String, second: &str, width: u16) -> String {
    let both = format!("{first} · {second}");
    if both.width() <= usize::from(width) {
        both
    } else {
        first
    }
}

/// The text cut to `width` cells, with an ellipsis where something is missing.
pub(super) fn fit(text: &str, width: u16) -> String {
    let width = usize::from(width);
    if text.width() <= width {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut used = 0;
    for sign in text.chars() {
        let cells = sign.width().unwrap_or(0);
        if used + cells + 1 > width {
            break;
        }
        kept.push(sign);
        used += cells;
    }
    if width > 0 {
        kept.push('…');
    }
    kept
}

/// The text on rows of at most `width` cells: between words, or anywhere in a script without them.
pub(super) fn wrap(text: &str, width: u16) -> Vec<String> {
    let width = usize::from(width).max(2);
    let mut rows = Vec::new();
    let mut row = String::new();
    for word in text.split_inclusive(is_gap) {
        if !row.is_empty() && row.width() + word.trim_end().width() > width {
            rows.push(row.trim_end().to_owned());
            row.clear();
        }
        for sign in word.chars() {
            if row.width() + sign.width().unwrap_or(0) > width && sign != ' ' {
                rows.push(row.trim_end().to_owned());
                row.clear();
            }
            row.push(sign);
        }
    }
    rows.push(row.trim_end().to_owned());
    rows
}

/// Where a row may end: after a space, and after every wide character.
fn is_gap(sign: char) -> bool {
    sign == ' ' || sign.width() == Some(2)
}

/// Left and right text in exactly `width` cells; the left one gives way.
pub(super) fn spread(left: &str, right: &str, width: u16) -> String {
    let right = fit(right, width);
    let room = usize::from(width).saturating_sub(right.width());
    let left = fit(left, room.saturating_sub(1) as u16);
    let gap = room.saturating_sub(left.width());
    format!("{left}{}{right}", " ".repeat(gap))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_characters_are_never_cut_in_half() {
        assert_eq!(fit("公交IC公益卡领卡", 8), "公交IC…");
        assert_eq!(fit("公交IC公益卡领卡", 16), "公交IC公益卡领卡");
        assert_eq!(fit("公交", 3), "公…");
        assert_eq!(fit("公交", 0), "");
        for width in 0..20 {
            assert!(fit("公交IC公益卡领卡", width).width() <= usize::from(width));
        }
    }

    #[test]
    fn a_long_text_is_wrapped_between_words_and_nothing_of_it_is_lost() {
        let text = "Please leave by the nearest exit";
        assert_eq!(wrap(text, 14), ["Please leave", "by the nearest", "exit"]);
        assert_eq!(
            wrap("请从最近的出口离开", 8),
            ["请从最近", "的出口离", "开"]
        );
        assert_eq!(wrap("unbreakable", 4), ["unbr", "eaka", "ble"]);
        for width in 2..40 {
            let rows = wrap("二楼 2nd floor 停电 from 14:00", width);
            assert!(rows.iter().all(|row| row.width() <= usize::from(width)));
            let plain = |text: &str| text.replace(' ', "");
            assert_eq!(
                plain(&rows.concat()),
                plain("二楼 2nd floor 停电 from 14:00")
            );
        }
    }

    #[test]
    fn a_spread_line_is_exactly_as_wide_as_asked() {
        for width in 4..40 {
            let line = spread("过号 E017", "10:58 前", width);
            assert_eq!(line.width(), usize::from(width), "{line:?}");
        }
    }
}
