//! A report ready to be laid out: the one source of every format.
//!
//! The daily and the period report each say once what stands on their paper; HTML, workbook, CSV
//! and text only lay it out, so no two formats of a report differ.

use super::table::{Fact, Table};
use crate::rows::Days;
use hall_core::Time;
use hall_text::Language;

/// A report that can be put on paper.
pub trait OnPaper {
    /// Everything that stands on it, in words of a language.
    fn paper(&self, language: Language) -> Paper;
}

/// A report in words and cells.
#[derive(Clone, Debug)]
pub struct Paper {
    /// The language of its words.
    pub language: Language,
    /// What it is a report of, for programs: stable words and their values.
    pub about: Vec<(&'static str, String)>,
    /// "安康市政务服务中心 · 日报".
    pub title: String,
    /// Days, stage and version in one line.
    pub subtitle: String,
    /// What the reader must know first, a sentence each.
    pub notes: Vec<String>,
    /// Not real business; marked in every format.
    pub practice: bool,
    /// When the figures were taken.
    pub made_at: Time,
    /// The days whose rows a page shows behind the figures; none where they are too many.
    pub days: Option<Days>,
    /// The headline figures of the first page.
    pub cards: Vec<Card>,
    /// The curve of the first page.
    pub curve: Curve,
    /// The table of the first page.
    pub front: Front,
    /// The figures of the whole, one by one.
    pub facts: Vec<Fact>,
    /// The full tables.
    pub tables: Vec<Table>,
    /// What the figures mean, one sentence each.
    pub definitions: Vec<String>,
}

/// One headline figure.
#[derive(Clone, Debug)]
pub struct Card {
    /// The figure.
    pub figure: String,
    /// What it says.
    pub words: String,
}

/// Bars for tickets and a line for the P90 wait.
#[derive(Clone, Debug)]
pub struct Curve {
    /// Its heading.
    pub title: String,
    /// What stands there without any point.
    pub none: String,
    /// What the shapes mean, for those who do not see them.
    pub what: String,
    /// Its points in order.
    pub points: Vec<Point>,
}

/// One hour, day or month of the curve.
#[derive(Clone, Debug)]
pub struct Point {
    /// What stands under it.
    pub label: String,
    /// Its tickets.
    pub tickets: u32,
    /// Its P90 wait in ms; none where nobody was served.
    pub wait_ms: Option<i64>,
}

/// The table of the first page.
#[derive(Clone, Debug)]
pub struct Front {
    /// It, with a heading of its own.
    pub table: Table,
    /// The column of percentages that are drawn as bars, too.
    pub bars: Option<usize>,
}
