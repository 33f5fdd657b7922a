//! Text for a card: its characters, its cells, and never a byte that the card takes for a command.
//!
//! A card draws an ASCII character in one half-width cell and a character of two bytes in two,
//! whatever a terminal thinks of its width. What the card lacks is replaced by a mark of the same
//! width, so that nothing behind it moves.

use super::content::Align;
use crate::gb18030;
use serde::Deserialize;
use unicode_width::UnicodeWidthChar;

/// The characters in the card's fonts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Charset {
    /// The 6,763 of GB2312.
    Gb2312,
    /// All of two bytes.
    #[default]
    Gbk,
    /// Those of four bytes too.
    Gb18030,
}

/// How a card wants its text.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Letters {
    pub(super) charset: Charset,
    /// Bytes that mean something to the card or end its frame; never a space.
    pub(super) avoid: Vec<u8>,
}

/// Shown for a narrow character that the card lacks.
const NARROW_MARK: char = '?';
/// Shown for a wide one: the printers' mark for a missing letter.
const WIDE_MARK: char = '〓';
const SPACE: u8 = b' ';

/// Half-width cells that a text takes on a card.
pub fn cells(text: &str) -> usize {
    text.chars().map(char_cells).sum()
}

/// The text in at most `columns` cells, cut between characters.
pub fn cut(text: &str, columns: usize) -> &str {
    let mut used = 0;
    let end = text.char_indices().find_map(|(at, c)| {
        used += char_cells(c);
        (used > columns).then_some(at)
    });
    &text[..end.unwrap_or(text.len())]
}

impl Letters {
    /// One line: cut, made plain and filled with spaces. At most `columns` bytes.
    pub(super) fn encode(&self, text: &str, columns: usize, align: Align) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut used = 0;
        for letter in text.chars().filter_map(plain) {
            let encoded = self.letter(letter);
            let width = char_cells(letter);
            if used + width > columns || bytes.len() + encoded.len() > columns {
                break;
            }
            used += width;
            bytes.extend(encoded);
        }
        // A card that takes four bytes for two cells has less room than cells.
        let room = (columns - used).min(columns - bytes.len());
        let before = match align {
            Align::Left => 0,
            Align::Centre => room / 2,
            Align::Right => room,
        };
        let spaces = |count| std::iter::repeat_n(SPACE, count);
        spaces(before)
            .chain(bytes)
            .chain(spaces(room - before))
            .collect()
    }

    fn letter(&self, letter: char) -> Vec<u8> {
        let encoded = gb18030::character(letter);
        if self.has(&encoded, letter) {
            return encoded;
        }
        let wide = char_cells(letter) == 2;
        let mark = gb18030::character(if wide { WIDE_MARK } else { NARROW_MARK });
        if self.is_safe(&mark) {
            mark
        } else {
            vec![SPACE; mark.len()]
        }
    }

    /// Whether the card can show it and it does no harm.
    fn has(&self, encoded: &[u8], letter: char) -> bool {
        let known = match encoded {
            [_] => true,
            [lead, trail] => match self.charset {
                Charset::Gb2312 => {
                    matches!(lead, 0xA1..=0xA9 | 0xB0..=0xF7) && matches!(trail, 0xA1..=0xFE)
                }
                Charset::Gbk | Charset::Gb18030 => true,
            },
            // How wide a card draws a narrow letter of four bytes is anybody's guess.
            _ => self.charset == Charset::Gb18030 && letter.width() == Some(2),
        };
        known && self.is_safe(encoded)
    }

    fn is_safe(&self, encoded: &[u8]) -> bool {
        !encoded.iter().any(|byte| self.avoid.contains(byte))
    }
}

/// The letter without what no card shows: controls and ends of lines become a space, marks without
/// a width go.
fn plain(letter: char) -> Option<char> {
    match letter {
        // ROM fonts have this sign in its wide form only.
        '¥' => Some('￥'),
        letter if letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}') => Some(' '),
        letter if letter.width() == Some(0) => None,
        letter => Some(letter),
    }
}

fn char_cells(letter: char) -> usize {
    let Some(letter) = plain(letter) else {
        return 0;
    };
    match gb18030::character(letter).len() {
        1 => 1,
        2 => 2,
        _ => letter.width().unwrap_or(1).clamp(1, 2),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(letters: &Letters, text: &str, columns: usize) -> String {
        let bytes = letters.encode(text, columns, Align::Left);
        gb18030::decode(&bytes)
    }

    fn of(charset: Charset, avoid: &[u8]) -> Letters {
        Letters {
            charset,
            avoid: avoid.to_vec(),
        }
    }

    #[test]
    fn a_line_is_cut_between_characters_and_filled() {
        let letters = Letters::default();
        assert_eq!(shown(&letters, "14 公交卡", 8), "14 公交 ");
        assert_eq!(shown(&letters, "14 公交", 9), "14 公交  ");
        let right = letters.encode("E023", 7, Align::Right);
        assert_eq!(right, b"   E023");
        assert_eq!(letters.encode("E023", 7, Align::Centre), b" E023  ");
        assert_eq!(cut("14 公交卡", 8), "14 公交");
        assert_eq!(cells("14 公交卡…"), 11, "a card draws … in two cells");
    }

    #[test]
    fn commands_in_a_text_never_reach_the_card() {
        let letters = of(Charset::Gbk, b"\\");
        assert_eq!(shown(&letters, "a\u{1b}@\r\nb", 8), "a @  b  ");
        assert_eq!(shown(&letters, "\\C1红", 6), "?C1红 ");
        // Its second byte in GBK is a backslash.
        assert_eq!(gb18030::character('乗'), [0x81, 0x5C]);
        assert_eq!(shown(&letters, "乗乘", 4), "〓乘");
        assert_eq!(shown(&of(Charset::Gbk, b"\\?"), "\\", 2), "  ");
    }

    #[test]
    fn what_a_font_lacks_becomes_a_mark_of_the_same_width() {
        let check = |charset, expected: &str| {
            assert_eq!(shown(&of(charset, &[]), "㛃镕é号", 8), expected);
        };
        check(Charset::Gb2312, "〓〓é号");
        check(Charset::Gbk, "〓镕é号");
        assert_eq!(shown(&of(Charset::Gb18030, &[]), "㛃号", 8), "㛃号  ");
        assert_eq!(shown(&Letters::default(), "ñ¥5", 4), "?￥5");
        assert_eq!(shown(&Letters::default(), "e\u{301}\u{200b}5", 4), "e5  ");
    }

    proptest! {
        #[test]
        fn any_text_fits_and_holds_no_command(
            text in any::<String>(),
            columns in 0_usize..40,
            charset in 0_u8..3,
        ) {
            let charset = [Charset::Gb2312, Charset::Gbk, Charset::Gb18030][charset as usize];
            let bytes = of(charset, b"\\~").encode(&text, columns, Align::Centre);
            prop_assert!(bytes.len() <= columns);
            prop_assert!(charset == Charset::Gb18030 || bytes.len() == columns);
            prop_assert!(bytes.iter().all(|byte| *byte >= 0x20 && !b"\x7f\\~".contains(byte)));
        }

        #[test]
        fn a_cut_text_fits(text in any::<String>(), columns in 0_usize..40) {
            prop_assert!(cells(cut(&text, columns)) <= columns);
        }
    }
}
