//! Big letters and digits made of blocks, five by seven points each.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// How big a point is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Scale {
    /// One cell wide, half a row high.
    Half,
    /// So many cells wide and rows high.
    Whole(u16, u16),
}

impl Scale {
    /// From the biggest down.
    pub(super) const ALL: [Self; 6] = [
        Self::Whole(6, 3),
        Self::Whole(4, 2),
        Self::Whole(3, 2),
        Self::Whole(2, 1),
        Self::Whole(1, 1),
        Self::Half,
    ];

    /// Rows of a text.
    pub(super) const fn rows(self) -> u16 {
        match self {
            Self::Half => POINTS_HIGH.div_ceil(2),
            Self::Whole(_, high) => POINTS_HIGH * high,
        }
    }

    /// Cells of a text.
    pub(super) fn cells(self, text: &str) -> u16 {
        let signs = text.chars().count() as u16;
        (signs * (POINTS_WIDE + 1)).saturating_sub(1) * self.wide()
    }

    /// The biggest scale at which texts of these many cells-at-scale fit.
    pub(super) fn biggest(fits: impl Fn(Self) -> bool) -> Self {
        Self::ALL
            .into_iter()
            .find(|scale| fits(*scale))
            .unwrap_or(Self::Half)
    }

    const fn wide(self) -> u16 {
        match self {
            Self::Half => 1,
            Self::Whole(wide, _) => wide,
        }
    }
}

/// Draws `text` from the upper left corner of `area`; what does not fit is left out.
pub(super) fn draw(buffer: &mut Buffer, area: Rect, text: &str, scale: Scale, style: Style) {
    let step = (POINTS_WIDE + 1) * scale.wide();
    for (index, sign) in text.chars().enumerate() {
        let x = area.x + index as u16 * step;
        match scale {
            Scale::Half => half_sign(buffer, area, x, sign, style),
            Scale::Whole(wide, high) => whole_sign(buffer, area, x, sign, (wide, high), style),
        }
    }
}

fn whole_sign(
    buffer: &mut Buffer,
    area: Rect,
    x: u16,
    sign: char,
    (wide, high): (u16, u16),
    style: Style,
) {
    for (row, bits) in glyph(sign).into_iter().enumerate() {
        for point in (0..POINTS_WIDE).filter(|point| is_set(bits, *point)) {
            for cell in 0..wide * high {
                let (dx, dy) = (point * wide + cell % wide, row as u16 * high + cell / wide);
                put(buffer, area, x + dx, area.y + dy, "█", style);
            }
        }
    }
}

fn half_sign(buffer: &mut Buffer, area: Rect, x: u16, sign: char, style: Style) {
    let rows = glyph(sign);
    for row in 0..Scale::Half.rows() {
        let upper = rows[usize::from(row) * 2];
        let lower = rows.get(usize::from(row) * 2 + 1).copied().unwrap_or(0);
        for point in 0..POINTS_WIDE {
            let block = match (is_set(upper, point), is_set(lower, point)) {
                (true, true) => "█",
                (true, false) => "▀",
                (false, true) => "▄",
                (false, false) => continue,
            };
            put(buffer, area, x + point, area.y + row, block, style);
        }
    }
}

fn put(buffer: &mut Buffer, area: Rect, x: u16, y: u16, block: &str, style: Style) {
    if x < area.right() && y < area.bottom() {
        buffer[(x, y)].set_symbol(block).set_style(style);
    }
}

const fn is_set(bits: u8, point: u16) -> bool {
    bits >> (POINTS_WIDE - 1 - point) & 1 == 1
}

const POINTS_WIDE: u16 = 5;
const POINTS_HIGH: u16 = 7;

/// The points of a sign, one row per byte, the left point in the highest of five bits.
#[rustfmt::skip]
const fn glyph(sign: char) -> [u8; POINTS_HIGH as usize] {
    match sign.to_ascii_uppercase() {
        '0' => [0b01110, 0b10001, 0b10011, 0b10101, 0b11001, 0b10001, 0b01110],
        '1' => [0b00100, 0b01100, 0b00100, 0b00100, 0b00100, 0b00100, 0b01110],
        '2' => [0b01110, 0b10001, 0b00001, 0b00110, 0b01000, 0b10000, 0b11111],
        '3' => [0b01110, 0b10001, 0b00001, 0b00110, 0b00001, 0b10001, 0b01110],
        '4' => [0b00010, 0b00110, 0b01010, 0b10010, 0b11111, 0b00010, 0b00010],
        '5' => [0b11111, 0b10000, 0b11110, 0b00001, 0b00001, 0b10001, 0b01110],
        '6' => [0b00110, 0b01000, 0b10000, 0b11110, 0b10001, 0b10001, 0b01110],
        '7' => [0b11111, 0b00001, 0b00010, 0b00100, 0b01000, 0b01000, 0b01000],
        '8' => [0b01110, 0b10001, 0b10001, 0b01110, 0b10001, 0b10001, 0b01110],
        '9' => [0b01110, 0b10001, 0b10001, 0b01111, 0b00001, 0b00010, 0b01100],
        'A' => [0b01110, 0b10001, 0b10001, 0b11111, 0b10001, 0b10001, 0b10001],
        'B' => [0b11110, 0b10001, 0b10001, 0b11110, 0b10001, 0b10001, 0b11110],
        'C' => [0b01110, 0b10001, 0b10000, 0b10000, 0b10000, 0b10001, 0b01110],
        'D' => [0b11110, 0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b11110],
        'E' => [0b11111, 0b10000, 0b10000, 0b11110, 0b10000, 0b10000, 0b11111],
        'F' => [0b11111, 0b10000, 0b10000, 0b11110, 0b10000, 0b10000, 0b10000],
        'G' => [0b01110, 0b10001, 0b10000, 0b10111, 0b10001, 0b10001, 0b01110],
        'H' => [0b10001, 0b10001, 0b10001, 0b11111, 0b10001, 0b10001, 0b10001],
        'I' => [0b01110, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100, 0b01110],
        'J' => [0b00111, 0b00010, 0b00010, 0b00010, 0b00010, 0b10010, 0b01100],
        'K' => [0b10001, 0b10010, 0b10100, 0b11000, 0b10100, 0b10010, 0b10001],
        'L' => [0b10000, 0b10000, 0b10000, 0b10000, 0b10000, 0b10000, 0b11111],
        'M' => [0b10001, 0b11011, 0b10101, 0b10101, 0b10001, 0b10001, 0b10001],
        'N' => [0b10001, 0b11001, 0b10101, 0b10011, 0b10001, 0b10001, 0b10001],
        'O' => [0b01110, 0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b01110],
        'P' => [0b11110, 0b10001, 0b10001, 0b11110, 0b10000, 0b10000, 0b10000],
        'Q' => [0b01110, 0b10001, 0b10001, 0b10001, 0b10101, 0b10010, 0b01101],
        'R' => [0b11110, 0b10001, 0b10001, 0b11110, 0b10100, 0b10010, 0b10001],
        'S' => [0b01111, 0b10000, 0b10000, 0b01110, 0b00001, 0b00001, 0b11110],
        'T' => [0b11111, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100],
        'U' => [0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b01110],
        'V' => [0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b01010, 0b00100],
        'W' => [0b10001, 0b10001, 0b10001, 0b10101, 0b10101, 0b11011, 0b10001],
        'X' => [0b10001, 0b01010, 0b00100, 0b00100, 0b00100, 0b01010, 0b10001],
        'Y' => [0b10001, 0b01010, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100],
        'Z' => [0b11111, 0b00001, 0b00010, 0b00100, 0b01000, 0b10000, 0b11111],
        '-' => [0, 0, 0, 0b01110, 0, 0, 0],
        '→' => [0, 0b00100, 0b00010, 0b11111, 0b00010, 0b00100, 0],
        _ => [0; POINTS_HIGH as usize],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_two_signs_look_alike() {
        let signs = ('0'..='9').chain('A'..='Z');
        let shapes: BTreeSet<_> = signs.clone().map(glyph).collect();
        assert_eq!(shapes.len(), signs.count());
    }

    #[test]
    fn a_text_stays_inside_its_area() {
        for scale in Scale::ALL {
            let whole = Rect::new(0, 0, 20, 6);
            let mut buffer = Buffer::empty(whole);
            draw(
                &mut buffer,
                Rect::new(2, 1, 10, 3),
                "E0239",
                scale,
                Style::new(),
            );
            for (x, y) in (0..20).flat_map(|x| (0..6).map(move |y| (x, y))) {
                let inside = (2..12).contains(&x) && (1..4).contains(&y);
                assert!(
                    inside || buffer[(x, y)].symbol() == " ",
                    "{scale:?} at {x},{y}"
                );
            }
        }
    }
}
