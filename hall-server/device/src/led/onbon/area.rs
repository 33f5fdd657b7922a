//! One dynamic area of a card: where it is, how its text moves, and for how long it stays.

use crate::led::content::Align;

/// A dynamic area with a text, without voice.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TextArea {
    /// Which one, counted from 0.
    pub number: u8,
    /// From the left edge.
    pub x: Across,
    /// Pixels from the upper edge.
    pub y_px: u16,
    /// How wide.
    pub width: Across,
    /// Pixels.
    pub height_px: u16,
    /// Pixels between two lines.
    pub line_spacing_px: u8,
    /// How long it stays.
    pub run: Run,
    /// Where a line stands; up and down it is in the middle when `is_middle`.
    pub align: Align,
    /// Between the upper and the lower edge, not at the upper one.
    pub is_middle: bool,
    /// How many lines there are.
    pub lines: Lines,
    /// How the text comes.
    pub effect: Effect,
    /// 0 is fastest, 24 slowest.
    pub speed: u8,
    /// Half seconds for which it stands still.
    pub stay_halves: u8,
    /// In the card's character set, with its escapes such as `\C1`.
    pub text: Vec<u8>,
}

/// A distance from left to right.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Across {
    /// Units of eight pixels, 0 to 32,767.
    Eights(u16),
    /// Pixels, 0 to 32,767.
    Pixels(u16),
}

/// How long an area stays.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Run {
    /// It repeats itself for ever; the seconds mean nothing.
    Loop(u16),
    /// It deletes itself when it was not sent again for so many seconds.
    UntilSilent(u16),
}

/// How many lines an area has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lines {
    /// One; it breaks nowhere.
    One,
    /// Several; the card breaks where a line is full.
    Wrapped,
}

/// How a text comes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Effect {
    /// It stands.
    Static = 1,
    /// It is there at once.
    Instant = 2,
    /// It moves to the left: for text longer than its area.
    Left = 3,
}

/// Bytes in front of the text.
const HEAD_BYTES: usize = 27;
/// Set when a distance is in pixels.
const IN_PIXELS: u16 = 0x8000;
const MIDDLE: u8 = 2 << 2;

impl TextArea {
    /// The bytes of it, without the length in front.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let (run, timeout_s) = match self.run {
            Run::Loop(timeout_s) => (0, timeout_s),
            Run::UntilSilent(timeout_s) => (2, timeout_s),
        };
        let vertical = if self.is_middle { MIDDLE } else { 0 };
        let lines = match self.lines {
            Lines::One => [1, 1],
            Lines::Wrapped => [2, 2],
        };
        let mut bytes = vec![0];
        bytes.extend(self.x.to_bytes());
        bytes.extend(self.y_px.to_le_bytes());
        bytes.extend(self.width.to_bytes());
        bytes.extend(self.height_px.to_le_bytes());
        bytes.extend([self.number, self.line_spacing_px, run]);
        bytes.extend(timeout_s.to_le_bytes());
        // No voice, nothing more.
        bytes.extend([0, 0]);
        bytes.push(horizontal(self.align) | vertical);
        bytes.extend(lines);
        bytes.extend([self.effect as u8, 0, self.speed, self.stay_halves]);
        bytes.extend((self.text.len() as u32).to_le_bytes());
        bytes.extend(&self.text);
        bytes
    }

    /// Reads such bytes; none for an area with voice or values that are not used here.
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (head, text) = bytes.split_first_chunk::<HEAD_BYTES>()?;
        let &[
            0,
            x0,
            x1,
            y0,
            y1,
            width0,
            width1,
            height0,
            height1,
            number,
            line_spacing_px,
            run,
            timeout0,
            timeout1,
            0,
            0,
            align,
            lines,
            wrap,
            effect,
            0,
            speed @ 0..=24,
            stay_halves,
            ref length @ ..,
        ] = head
        else {
            return None;
        };
        let timeout_s = u16::from_le_bytes([timeout0, timeout1]);
        let area = Self {
            number,
            x: Across::from_bytes([x0, x1]),
            y_px: u16::from_le_bytes([y0, y1]),
            width: Across::from_bytes([width0, width1]),
            height_px: u16::from_le_bytes([height0, height1]),
            line_spacing_px,
            run: match run {
                0 => Run::Loop(timeout_s),
                2 => Run::UntilSilent(timeout_s),
                _ => return None,
            },
            align: match align & !MIDDLE {
                0 => Align::Left,
                1 => Align::Right,
                2 => Align::Centre,
                _ => return None,
            },
            is_middle: align & MIDDLE != 0,
            lines: match (lines, wrap) {
                (1, 1) => Lines::One,
                (2, 2) => Lines::Wrapped,
                _ => return None,
            },
            effect: match effect {
                1 => Effect::Static,
                2 => Effect::Instant,
                3 => Effect::Left,
                _ => return None,
            },
            speed,
            stay_halves,
            text: text.to_vec(),
        };
        (u32::from_le_bytes(*length) as usize == text.len()).then_some(area)
    }
}

fn horizontal(align: Align) -> u8 {
    match align {
        Align::Left => 0,
        Align::Right => 1,
        Align::Centre => 2,
    }
}

impl Across {
    /// In pixels.
    pub fn pixels(self) -> usize {
        match self {
            Self::Eights(count) => usize::from(count) * 8,
            Self::Pixels(count) => usize::from(count),
        }
    }

    fn to_bytes(self) -> [u8; 2] {
        let value = match self {
            Self::Eights(count) => count & !IN_PIXELS,
            Self::Pixels(count) => count | IN_PIXELS,
        };
        value.to_le_bytes()
    }

    fn from_bytes(bytes: [u8; 2]) -> Self {
        let value = u16::from_le_bytes(bytes);
        if value & IN_PIXELS == 0 {
            Self::Eights(value)
        } else {
            Self::Pixels(value & !IN_PIXELS)
        }
    }
}
