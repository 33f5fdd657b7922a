//! Big numerals: the number is read from a metre away.

use crate::text::width;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Rows of a glyph.
const ROWS: u16 = 5;
/// Columns of a glyph.
const COLUMNS: u16 = 5;

/// Draws the number as large as the area allows. The rest of the area below it.
pub(crate) fn draw(buffer: &mut Buffer, area: Rect, number: &str, style: Style) -> Rect {
    let glyphs: Option<Vec<[u8; 5]>> = number.chars().map(glyph).collect();
    let fitting = glyphs.and_then(|glyphs| Some((scale(area, glyphs.len())?, glyphs)));
    let Some(((wide, high), glyphs)) = fitting else {
        buffer.set_stringn(area.x, area.y, number, usize::from(area.width), style);
        return below(area, 1);
    };
    let mut x = area.x;
    for glyph in glyphs {
        draw_glyph(buffer, (x, area.y), (wide, high), glyph, style);
        x += (COLUMNS + 1) * wide;
    }
    below(area, ROWS * high)
}

/// Columns and rows of one dot: twice as wide as high looks square in a terminal.
fn scale(area: Rect, glyphs: usize) -> Option<(u16, u16)> {
    let columns = u16::try_from(glyphs).ok()?.checked_mul(COLUMNS + 1)?;
    // Half of the height at most: the words below matter too.
    let fits = |(wide, high): &(u16, u16)| {
        columns.saturating_mul(*wide) <= area.width && ROWS * high <= area.height / 2
    };
    [(4, 2), (3, 2), (2, 1), (1, 1)].into_iter().find(fits)
}

fn draw_glyph(buffer: &mut Buffer, at: (u16, u16), dot: (u16, u16), glyph: [u8; 5], style: Style) {
    let ((x, y), (wide, high)) = (at, dot);
    let block = "█".repeat(usize::from(wide));
    debug_assert_eq!(width(&block), usize::from(wide));
    for (row, bits) in (0..ROWS).zip(glyph) {
        for column in (0..COLUMNS).filter(|column| bits & (0b1_0000 >> column) != 0) {
            for line in 0..high {
                buffer.set_string(x + column * wide, y + row * high + line, &block, style);
            }
        }
    }
}

fn below(area: Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    Rect {
        y: area.y + rows,
        height: area.height - rows,
        ..area
    }
}

/// Five rows of five dots.
fn glyph(c: char) -> Option<[u8; 5]> {
    let index = match c.to_ascii_uppercase() {
        digit @ '0'..='9' => digit as usize - '0' as usize,
        letter @ 'A'..='Z' => letter as usize - 'A' as usize + 10,
        '-' => 36,
        _ => return None,
    };
    GLYPHS.get(index).copied()
}

#[rustfmt::skip]
const GLYPHS: [[u8; 5]; 37] = [
    [0b01110, 0b10011, 0b10101, 0b11001, 0b01110], // 0
    [0b00100, 0b01100, 0b00100, 0b00100, 0b01110],
    [0b11110, 0b00001, 0b01110, 0b10000, 0b11111],
    [0b11110, 0b00001, 0b01110, 0b00001, 0b11110],
    [0b10010, 0b10010, 0b11111, 0b00010, 0b00010],
    [0b11111, 0b10000, 0b11110, 0b00001, 0b11110],
    [0b01110, 0b10000, 0b11110, 0b10001, 0b01110],
    [0b11111, 0b00010, 0b00100, 0b01000, 0b01000],
    [0b01110, 0b10001, 0b01110, 0b10001, 0b01110],
    [0b01110, 0b10001, 0b01111, 0b00001, 0b01110],
    [0b01110, 0b10001, 0b11111, 0b10001, 0b10001], // A
    [0b11110, 0b10001, 0b11110, 0b10001, 0b11110],
    [0b01111, 0b10000, 0b10000, 0b10000, 0b01111],
    [0b11110, 0b10001, 0b10001, 0b10001, 0b11110],
    [0b11111, 0b10000, 0b11110, 0b10000, 0b11111],
    [0b11111, 0b10000, 0b11110, 0b10000, 0b10000],
    [0b01111, 0b10000, 0b10011, 0b10001, 0b01111],
    [0b10001, 0b10001, 0b11111, 0b10001, 0b10001],
    [0b01110, 0b00100, 0b00100, 0b00100, 0b01110],
    [0b00111, 0b00010, 0b00010, 0b10010, 0b01100],
    [0b10001, 0b10010, 0b11100, 0b10010, 0b10001],
    [0b10000, 0b10000, 0b10000, 0b10000, 0b11111],
    [0b10001, 0b11011, 0b10101, 0b10001, 0b10001],
    [0b10001, 0b11001, 0b10101, 0b10011, 0b10001],
    [0b01110, 0b10001, 0b10001, 0b10001, 0b01110],
    [0b11110, 0b10001, 0b11110, 0b10000, 0b10000],
    [0b01110, 0b10001, 0b10101, 0b10010, 0b01101],
    [0b11110, 0b10001, 0b11110, 0b10010, 0b10001],
    [0b01111, 0b10000, 0b01110, 0b00001, 0b11110],
    [0b11111, 0b00100, 0b00100, 0b00100, 0b00100],
    [0b10001, 0b10001, 0b10001, 0b10001, 0b01110],
    [0b10001, 0b10001, 0b10001, 0b01010, 0b00100],
    [0b10001, 0b10001, 0b10101, 0b11011, 0b10001],
    [0b10001, 0b01010, 0b00100, 0b01010, 0b10001],
    [0b10001, 0b01010, 0b00100, 0b00100, 0b00100],
    [0b11111, 0b00010, 0b00100, 0b01000, 0b11111],
    [0b00000, 0b00000, 0b01110, 0b00000, 0b00000], // -
];
