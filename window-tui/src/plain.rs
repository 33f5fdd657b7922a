//! Terminals that have no UTF-8: English, in the letters they do have.
//!
//! A clerk before a screen of question marks cannot work; a clerk before an English one can, and
//! reads there what to set.

use ratatui::buffer::Buffer;

/// The character set that the locale names; none when it is UTF-8 or nothing is said. POSIX: the
/// first of `LC_ALL`, `LC_CTYPE` and `LANG` that is not empty holds.
pub fn other_than_utf8(variable: impl Fn(&str) -> Option<String>) -> Option<String> {
    let named = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter();
    let mut named = named.filter_map(|name| variable(name).filter(|value| !value.is_empty()));
    let locale = named.next()?;
    let has_utf8 = ["utf-8", "utf8"]
        .iter()
        .any(|name| locale.to_ascii_lowercase().contains(name));
    (!has_utf8).then_some(locale)
}

/// Words for such a terminal.
pub fn plain_words(words: &str) -> String {
    let near = |letter: char| {
        if letter.is_ascii() {
            letter
        } else {
            near(letter)
        }
    };
    words.chars().map(near).collect()
}

/// Replaces every cell that is not ASCII by the nearest sign that is.
pub fn plain(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        if !cell.symbol().is_ascii() {
            let first = cell.symbol().chars().next().unwrap_or(' ');
            let near = near(first).encode_utf8(&mut [0; 4]).to_owned();
            cell.set_symbol(&near);
        }
    }
}

/// The sign of ASCII that says nearly the same.
fn near(letter: char) -> char {
    match letter {
        '─' | '━' | '—' | '–' | '−' => '-',
        '│' | '┃' => '|',
        '┌' | '┐' | '└' | '┘' | '├' | '┤' | '┬' | '┴' | '┼' | '✓' => '+',
        '█' | '▀' | '▄' => '#',
        '·' | '…' | '○' => '.',
        '▶' | '→' => '>',
        '←' => '<',
        '↑' => '^',
        '↓' => 'v',
        '×' => 'x',
        '●' => '*',
        '“' | '”' => '"',
        '‘' | '’' => '\'',
        _ => '?',
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    fn of(locales: &[(&str, &str)]) -> Option<String> {
        other_than_utf8(|name| {
            let mut said = locales.iter().filter(|(of, _)| *of == name);
            said.next().map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn the_first_variable_that_says_something_holds() {
        assert_eq!(of(&[("LANG", "zh_CN.UTF-8")]), None);
        assert_eq!(of(&[("LANG", "C.utf8")]), None);
        assert_eq!(of(&[]), None, "nobody said anything");
        assert_eq!(
            of(&[("LANG", "zh_CN.GB18030")]),
            Some("zh_CN.GB18030".into())
        );
        assert_eq!(
            of(&[("LC_ALL", "C"), ("LANG", "zh_CN.UTF-8")]),
            Some("C".into())
        );
        assert_eq!(
            of(&[("LC_ALL", ""), ("LC_CTYPE", "en_US.UTF-8"), ("LANG", "C")]),
            None
        );
    }

    #[test]
    fn signs_become_near_ones_and_chinese_question_marks_of_the_same_width() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 21, 1));
        buffer.set_string(0, 0, "▶ 卡A1 · 2×3 ✓ é… — −", Style::new());
        plain(&mut buffer);
        let shown: String = buffer
            .content
            .iter()
            .map(ratatui::buffer::Cell::symbol)
            .collect();
        assert_eq!(shown, "> ? A1 . 2x3 + ?. - -");
    }
}
