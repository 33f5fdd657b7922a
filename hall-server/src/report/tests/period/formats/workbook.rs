//! A small reader of workbooks, the opposite of the writer: values of cells by place.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// What a cell holds.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Value {
    Nothing,
    Number(f64),
    Text(String),
}

/// The cells of a sheet by row and column, both from 0.
#[derive(Debug)]
pub(super) struct Sheet(BTreeMap<(u32, u32), Value>);

impl Sheet {
    pub(super) fn cell(&self, row: u32, column: u32) -> Value {
        let cell = self.0.get(&(row, column));
        cell.cloned().unwrap_or(Value::Nothing)
    }

    /// The row that begins with these words.
    pub(super) fn row_of(&self, words: &str) -> Option<u32> {
        let words = Value::Text(words.to_owned());
        let found = self
            .0
            .iter()
            .find(|((_, column), value)| *column == 0 && **value == words);
        found.map(|((row, _), _)| *row)
    }
}

/// A workbook.
#[derive(Debug)]
pub(super) struct Book {
    pub(super) sheets: Vec<Sheet>,
    pub(super) charts: usize,
}

pub(super) fn read(bytes: &[u8]) -> Book {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).expect("a workbook is a zip");
    let strings = file(&mut zip, "xl/sharedStrings.xml").expect("there are words");
    let strings: Vec<String> = strings.split("<si>").skip(1).map(words_of).collect();
    let mut sheets = Vec::new();
    while let Some(text) = file(
        &mut zip,
        &format!("xl/worksheets/sheet{}.xml", sheets.len() + 1),
    ) {
        let cells = text.split("<c r=\"").skip(1);
        sheets.push(Sheet(
            cells.filter_map(|cell| value(cell, &strings)).collect(),
        ));
    }
    let charts = zip
        .file_names()
        .filter(|name| matches!(name, Ok(name) if name.starts_with("xl/charts/chart")));
    Book {
        charts: charts.count(),
        sheets,
    }
}

fn file(zip: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Option<String> {
    let mut text = String::new();
    let mut entry = zip.by_name(name).ok()?;
    entry.read_to_string(&mut text).expect("XML is text");
    Some(text)
}

/// The words of `<t>` or `<t xml:space="preserve">`.
fn words_of(item: &str) -> String {
    let words = item
        .split_once("<t")
        .and_then(|(_, rest)| rest.split_once('>'));
    let words = words.and_then(|(_, rest)| rest.split_once("</t>"));
    let (words, _) = words.expect("every shared string has words");
    let marks = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&amp;", "&"),
    ];
    marks.iter().fold(words.to_owned(), |words, (from, to)| {
        words.replace(from, to)
    })
}

/// A cell behind `<c r="`: its place and what is in it.
fn value(cell: &str, strings: &[String]) -> Option<((u32, u32), Value)> {
    let (place, rest) = cell.split_once('"')?;
    let (attributes, content) = rest.split_once('>')?;
    let (_, content) = content.split_once("<v>")?;
    let (content, _) = content.split_once("</v>")?;
    let letters = place.trim_end_matches(|c: char| c.is_ascii_digit());
    let column = letters
        .bytes()
        .fold(0, |sum, letter| sum * 26 + u32::from(letter - b'A') + 1);
    let row: u32 = place[letters.len()..].parse().ok()?;
    let value = if attributes.contains("t=\"s\"") {
        let index: usize = content.parse().ok()?;
        Value::Text(strings.get(index)?.clone())
    } else {
        Value::Number(content.parse().ok()?)
    };
    Some(((row - 1, column - 1), value))
}
