//! Packed reading: many rows as one text.
//!
//! sqlx pays a hop, an allocation and a decode per row and column; a long journal or a day's rows
//! are read several times faster as one text with separators. Columns are separated by U+001F and
//! rows by U+001E, which occur neither in JSON nor in codes; a journal row that holds one all the
//! same does not fit its hash.

use serde::de::DeserializeOwned;
use std::str::{FromStr, Split};

/// Between two columns.
const COLUMN: char = '\u{1f}';

/// Between two rows.
const ROW: char = '\u{1e}';

/// `select` of a packed text: the columns, then what they come from.
macro_rules! packed {
    ($first:literal $(, $rest:literal)* ; $from:literal) => {
        concat!(
            "select group_concat(coalesce(", $first, ", '')",
            $(" || char(31) || coalesce(", $rest, ", '')",)*
            ", char(30)) from ", $from
        )
    };
}
pub(super) use packed;

/// The rows of a packed text.
pub(super) fn rows(text: Option<&str>) -> impl Iterator<Item = Columns<'_>> {
    let rows = text.into_iter().flat_map(|text| text.split(ROW));
    rows.map(|row| Columns(row.split(COLUMN)))
}

/// The columns of one row, read in order.
pub(super) struct Columns<'a>(Split<'a, char>);

/// A column is not what was written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Unreadable;

impl<'a> Columns<'a> {
    /// The next column as text.
    pub(super) fn text(&mut self) -> Result<&'a str, Unreadable> {
        self.0.next().ok_or(Unreadable)
    }

    /// The next column, which has a value.
    pub(super) fn value<T: FromStr>(&mut self) -> Result<T, Unreadable> {
        self.text()?.parse().map_err(|_| Unreadable)
    }

    /// The next column as hexadecimal digits in the case in which they are written: a reader that
    /// takes both would not see a bit that turned a letter.
    pub(super) fn hex<T: FromStr>(&mut self) -> Result<T, Unreadable> {
        let text = self.text()?;
        let is_written_so = !text.bytes().any(|byte| byte.is_ascii_uppercase());
        let text = if is_written_so { text } else { "" };
        text.parse().map_err(|_| Unreadable)
    }

    /// The next column, which may be null; an empty text counts as null.
    pub(super) fn maybe<T: FromStr>(&mut self) -> Result<Option<T>, Unreadable> {
        self.read(|text| text.parse().ok())
    }

    /// The next column as one of the words of an enum, or null.
    pub(super) fn word<T: DeserializeOwned>(&mut self) -> Result<Option<T>, Unreadable> {
        self.read(|text| serde_json::from_value(serde_json::Value::from(text)).ok())
    }

    /// The next column as JSON, or null.
    pub(super) fn json<T: DeserializeOwned>(&mut self) -> Result<Option<T>, Unreadable> {
        self.read(|text| serde_json::from_str(text).ok())
    }

    fn read<T>(
        &mut self,
        read: impl FnOnce(&'a str) -> Option<T>,
    ) -> Result<Option<T>, Unreadable> {
        match self.text()? {
            "" => Ok(None),
            text => read(text).map(Some).ok_or(Unreadable),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_come_back_in_order_and_a_missing_one_is_noticed() {
        let text = "1\u{1f}\u{1f}open\u{1e}2\u{1f}7";
        let mut read = rows(Some(text));
        let mut first = read.next().expect("two rows");
        assert_eq!((first.value(), first.maybe::<u8>()), (Ok(1), Ok(None)));
        let kind = first.word::<hall_core::window::SpanKind>();
        assert_eq!(kind, Ok(Some(hall_core::window::SpanKind::Open)));
        let mut second = read.next().expect("two rows");
        assert_eq!((second.value(), second.maybe()), (Ok(2), Ok(Some(7))));
        assert_eq!(second.text(), Err(Unreadable));
        assert_eq!(rows(None).count(), 0);
    }
}
