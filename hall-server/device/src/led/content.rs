//! What is shown: areas of a controller, and lines of text with a style.

use serde::Deserialize;

/// Which area of a controller, counted from 0.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct AreaId(pub u8);

/// One area: so many half-width cells wide, so many lines high.
///
/// A half-width cell is 8 pixels and a line 16, so 128 × 16 is 16 columns in one row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Area {
    /// Which one.
    pub id: AreaId,
    /// Half-width cells of a line.
    pub columns: usize,
    /// Lines.
    pub rows: usize,
}

/// Where a line stands in its row.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Align {
    /// At its beginning.
    #[default]
    Left,
    /// In its middle.
    Centre,
    /// At its end.
    Right,
}

/// The colours of two kinds of diodes. A card of one colour shows its own.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Colour {
    /// Red.
    #[default]
    Red,
    /// Green.
    Green,
    /// Both.
    Yellow,
}

/// How lines are shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Style {
    /// Where they stand.
    pub align: Align,
    /// Their colour, where the card has a choice.
    pub colour: Colour,
}

/// What an area shows.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Content {
    /// From the top; what is missing is dark.
    pub lines: Vec<String>,
    /// How.
    pub style: Style,
}

impl Content {
    /// Nothing at all.
    pub fn blank() -> Self {
        Self::default()
    }

    /// Whether nothing is to be seen.
    pub fn is_blank(&self) -> bool {
        self.lines.iter().all(|line| line.trim().is_empty())
    }
}
