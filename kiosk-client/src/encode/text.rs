//! Text that a printer's own letters can show (HARDWARE 2.2).

use crate::profile::Letters;
use encoding_rs::GB18030;

/// `text` without commands to the printer, and with the yen sign that printers have.
pub(super) fn plain(text: &str) -> String {
    let letters = text.chars().filter(|letter| !letter.is_control());
    letters
        .map(|letter| if letter == '¥' { '￥' } else { letter })
        .collect()
}

/// Whether the printer has every character.
pub(super) fn fits(text: &str, letters: Letters) -> bool {
    text.chars().all(|letter| has(letters, letter))
}

/// `text` with a mark in place of every character that the printer lacks; those are added to
/// `replaced`.
pub(super) fn without(text: &str, letters: Letters, replaced: &mut Vec<char>) -> String {
    let mark = if letters == Letters::None { '?' } else { '〓' };
    let shown = text.chars().map(|letter| {
        if letter.is_ascii() || has(letters, letter) {
            return letter;
        }
        replaced.push(letter);
        mark
    });
    shown.collect()
}

/// Four bytes would print as stray digits; a small font ends with the second level.
fn has(letters: Letters, letter: char) -> bool {
    let mut utf8 = [0; 4];
    let (bytes, ..) = GB18030.encode(letter.encode_utf8(&mut utf8));
    match (letters, bytes.as_ref()) {
        (Letters::None, _) => false,
        (_, [_]) | (Letters::Gb18030, [_, _]) => true,
        (Letters::Gb2312, [lead, trail]) => (0xA1..=0xF7).contains(lead) && *trail >= 0xA1,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_printer_has_its_characters() {
        let table = [
            ("A023 号￥·—…～", true, true),
            ("朱镕基 喆", true, false),
            ("㛃", false, false),
            ("🙂", false, false),
        ];
        for (text, large, small) in table {
            assert_eq!(fits(text, Letters::Gb18030), large, "{text}");
            assert_eq!(fits(text, Letters::Gb2312), small, "{text}");
            assert!(!fits(text, Letters::None), "{text}");
        }
    }
}
