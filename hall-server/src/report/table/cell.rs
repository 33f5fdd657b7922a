//! Cells, columns, rows and tables, without any layout.

use crate::report::figures::Share;
use crate::report::show;
use crate::report::{Change, Grown};

/// One figure.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Cell {
    /// A count.
    Count(u64),
    /// A count a day, whole and half up.
    PerDay(Option<u64>),
    /// Milliseconds, shown as minutes with one decimal.
    Minutes(Option<i64>),
    /// Milliseconds, shown as hours with one decimal.
    Hours(i64),
    /// A share, shown in percent with one decimal.
    Percent(Share),
    /// Growth, and how people say it when it is a multiple: "增长9.2倍".
    Change(Change, String),
    /// A day or a month, and where the report of it is.
    Link(String, String),
    /// Words.
    Text(String),
}

impl Cell {
    /// The figure without its unit; none when there is nothing to say.
    pub fn value(&self) -> Option<String> {
        match self {
            Self::Count(count) => Some(count.to_string()),
            Self::PerDay(count) => count.map(|count| count.to_string()),
            Self::Minutes(ms) => ms.map(show::minutes),
            Self::Hours(ms) => Some(show::hours(*ms)),
            Self::Percent(share) => show::percent(*share),
            Self::Change(change, _) => change.grown().map(|grown| show::signed(grown.tenths())),
            Self::Link(_, way) => Some(way.clone()),
            Self::Text(text) => Some(text.clone()),
        }
    }

    /// The unit's stable word: `count`, `min`, `h`, `percent`, `times`, `link` or `text`.
    pub fn unit(&self) -> &'static str {
        match self {
            Self::Count(_) | Self::PerDay(_) => "count",
            Self::Minutes(_) => "min",
            Self::Hours(_) => "h",
            Self::Change(change, _) if matches!(change.grown(), Some(Grown::Times(_))) => "times",
            Self::Percent(_) | Self::Change(..) => "percent",
            Self::Link(..) => "link",
            Self::Text(_) => "text",
        }
    }

    /// The figure as a number, percentages as parts of one; none for words and for nothing.
    pub fn number(&self) -> Option<f64> {
        let number: f64 = match self {
            Self::Link(..) | Self::Text(_) => return None,
            _ => self.value()?.parse().ok()?,
        };
        // Dividing the tenths keeps 98.7 % the nearest number to 0.987.
        match self.unit() {
            "percent" => Some((number * 10.0).round() / 1000.0),
            _ => Some(number),
        }
    }

    /// The words of a cell that is no number; none for numbers and for nothing.
    pub fn words(&self) -> Option<&str> {
        match self {
            Self::Link(words, _) | Self::Text(words) => Some(words),
            _ => None,
        }
    }

    /// Where the report is that the figure comes from.
    pub fn way(&self) -> Option<&str> {
        match self {
            Self::Link(words, way) if !words.is_empty() => Some(way),
            _ => None,
        }
    }

    /// Left edge and width of a percentage's bar that ends at the right; 100 wide = all of it.
    pub(in crate::report) fn bar(&self) -> (u64, u64) {
        let tenths = match self {
            Self::Percent(share) => share.tenths().unwrap_or(0).min(1000),
            _ => 0,
        };
        (100 - tenths / 10, tenths / 10)
    }

    /// The figure as a table shows it: `98.7%`, `+3.2%`, `11.4`, `—`.
    pub fn shown(&self) -> String {
        match (self, self.value()) {
            (Self::Link(words, _) | Self::Text(words), _) => words.clone(),
            (_, None) => show::NONE.to_owned(),
            (Self::Percent(_), Some(value)) => format!("{value}%"),
            (Self::Change(_, times), Some(_)) if !times.is_empty() => times.clone(),
            (Self::Change(..), Some(value)) if value.starts_with('-') => {
                format!("−{}%", value.trim_start_matches('-'))
            }
            (Self::Change(..), Some(value)) if value == "0.0" => "0.0%".to_owned(),
            (Self::Change(..), Some(value)) => format!("+{value}%"),
            (_, Some(value)) => value,
        }
    }
}

/// A column of a table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Column {
    /// Its stable key.
    pub key: &'static str,
    /// Its words.
    pub label: String,
    /// Stands in short tables too.
    pub is_short: bool,
}

/// A row of a table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// Its code or number; empty for the remainder, `total` for the last row.
    pub key: String,
    /// How people call it.
    pub name: String,
    /// One cell per column.
    pub cells: Vec<Cell>,
    /// The row of all.
    pub is_total: bool,
}

/// A table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Table {
    /// Its stable key: `windows`, `queues`, `items`, `departments`, `hours`, `review`; in a period
    /// `totals`, `days` or `months`, `ranking` and `clerks`, too.
    pub section: &'static str,
    /// Its heading.
    pub title: String,
    /// The heading of the names.
    pub name_label: String,
    /// The columns after the name.
    pub columns: Vec<Column>,
    /// The rows, the total last.
    pub rows: Vec<Row>,
    /// How it is drawn, if it is.
    pub graph: Option<Graph>,
}

/// Which columns of a table are drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Graph {
    /// Counts as bars.
    pub bars: usize,
    /// Times as a line with an axis of its own.
    pub line: Option<usize>,
}

impl Table {
    /// Where the rows behind a row of this table are, on the page of them; none where a row is no
    /// part of all legs.
    pub fn behind(&self, row: &Row, page: &str) -> Option<String> {
        let part = match self.section {
            "windows" => "window",
            "queues" => "queue",
            "items" => "item",
            "departments" => "department",
            "clerks" => "clerk",
            _ => return None,
        };
        Some(match row.key.as_str() {
            _ if row.is_total => page.to_owned(),
            key => format!("{page}&{part}={key}"),
        })
    }

    /// The table with its short columns only.
    #[must_use]
    pub fn short(&self) -> Self {
        let kept: Vec<usize> = (0..self.columns.len())
            .filter(|index| self.columns[*index].is_short)
            .collect();
        let row = |row: &Row| Row {
            cells: kept.iter().map(|index| row.cells[*index].clone()).collect(),
            ..row.clone()
        };
        let columns = kept.iter().map(|index| self.columns[*index].clone());
        Self {
            columns: columns.collect(),
            rows: self.rows.iter().map(row).collect(),
            ..self.clone()
        }
    }
}
