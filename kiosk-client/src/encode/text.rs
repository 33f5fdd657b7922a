//! Text that a mainland printer's font can show.

use encoding_rs::GB18030;

/// `text` without commands and without characters that the font lacks.
///
/// Fonts cover the two-byte area of GB18030; four bytes would print as stray digits (HARDWARE 2.2).
/// What is replaced is added to `replaced`.
pub(super) fn printable(text: &str, replaced: &mut Vec<char>) -> String {
    text.chars()
        .filter(|character| !character.is_control())
        .map(|character| match character {
            '¥' => '￥',
            other if encoded_len(other) <= 2 => other,
            other => {
                replaced.push(other);
                '〓'
            }
        })
        .collect()
}

fn encoded_len(character: char) -> usize {
    GB18030.encode(character.encode_utf8(&mut [0; 4])).0.len()
}
