//! Cells, columns, rows and tables, without any layout.

use crate::report::figures::Share;
use crate::report::show;

/// One figure.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Cell {
    /// A count.
    Count(u64),
    /// Milliseconds, shown as minutes with one decimal.
    Minutes(Option<i64>),
    /// A share, shown in percent with one decimal.
    Percent(Share),
    /// Words.
    Text(String),
}

impl Cell {
    /// The figure without its unit; none when there is nothing to say.
    pub fn value(&self) -> Option<String> {
        match self {
            Self::Count(count) => Some(count.to_string()),
            Self::Minutes(ms) => ms.map(show::minutes),
            Self::Percent(share) => show::percent(*share),
            Self::Text(text) => Some(text.clone()),
        }
    }

    /// The unit's stable word: `count`, `min`, `percent` or `text`.
    pub const fn unit(&self) -> &'static str {
        match self {
            Self::Count(_) => "count",
            Self::Minutes(_) => "min",
            Self::Percent(_) => "percent",
            Self::Text(_) => "text",
        }
    }

    /// The figure as a table shows it: `98.7%`, `11.4`, `—`.
    pub fn shown(&self) -> String {
        match (self, self.value()) {
            (_, None) => show::NONE.to_owned(),
            (Self::Percent(_), Some(value)) => format!("{value}%"),
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
    /// Its stable key: `windows`, `queues`, `items`, `departments`, `hours` or
    /// `review`.
    pub section: &'static str,
    /// Its heading.
    pub title: String,
    /// The heading of the names.
    pub name_label: String,
    /// The columns after the name.
    pub columns: Vec<Column>,
    /// The rows, the total last.
    pub rows: Vec<Row>,
}
