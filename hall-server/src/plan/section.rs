//! One table of the plan while it is read: asks for keys by name and type, and reports what is
//! missing, wrong or left over.

mod codes;
mod values;

pub(super) use values::day_text;

use super::fault::{Fault, Noun, Wanted};
use super::near::nearest;
use super::reading::Reading;
use super::text::quoted;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The keys of one text in the hall's languages: Chinese, English, Traditional Chinese.
pub(super) type TextKeys = [&'static str; 3];

/// The keys of a name.
pub(super) const NAME: TextKeys = ["name", "name_en", "name_zh_hant"];

/// A table with its place in words. Every key that is asked for is known; [`Section::end`] reports
/// the others.
pub(super) struct Section<'a> {
    pub(super) reading: &'a Reading<'a>,
    table: &'a DeTable<'a>,
    known: Vec<&'static str>,
    /// Where this is, in words, for errors.
    pub(super) place: String,
    /// The line on which the table begins.
    pub(super) line: usize,
}

/// A value of the tree with its line.
#[derive(Clone, Copy)]
pub(super) struct Value<'a> {
    pub(super) inner: &'a DeValue<'a>,
    pub(super) line: usize,
}

impl<'a> Section<'a> {
    pub(super) fn new(
        reading: &'a Reading<'a>,
        table: &'a DeTable<'a>,
        place: impl Into<String>,
        line: usize,
    ) -> Self {
        Self {
            reading,
            table,
            known: Vec::new(),
            place: place.into(),
            line,
        }
    }

    /// Reports every key that nobody asked for.
    pub(super) fn end(self) {
        for (key, _) in self.table {
            let name: &str = key.get_ref();
            if self.known.contains(&name) {
                continue;
            }
            let near = nearest(name, self.known.iter().copied()).map(str::to_owned);
            let (key, line) = (name.to_owned(), self.reading.line_at(key.span().start));
            let (place, known) = (self.place.clone(), self.known.join(", "));
            self.reading.report(
                line,
                Fault::UnknownKey {
                    key,
                    place,
                    near,
                    known,
                },
            );
        }
    }

    /// The value of `key`, whatever it is.
    pub(super) fn value(&mut self, key: &'static str) -> Option<Value<'a>> {
        if !self.known.contains(&key) {
            self.known.push(key);
        }
        self.table.get(key).map(|value| self.at(value))
    }

    /// The value of `key`; its absence is reported.
    pub(super) fn needed(&mut self, key: &'static str, wanted: Wanted) -> Option<Value<'a>> {
        let value = self.value(key);
        if value.is_none() {
            self.missing(key, wanted);
        }
        value
    }

    /// The value of `key`; its absence is reported, and a list that nobody has filled in.
    pub(super) fn needed_entries(
        &mut self,
        key: &'static str,
        wanted: Wanted,
    ) -> Option<Value<'a>> {
        let value = self.needed(key, wanted)?;
        if matches!(value.inner, DeValue::Array(entries) if entries.is_empty()) {
            self.list_empty(key);
        }
        Some(value)
    }

    pub(super) fn missing(&self, key: &str, wanted: Wanted) {
        let (key, place) = (key.to_owned(), self.place.clone());
        self.reading
            .report(self.line, Fault::MissingKey { key, place, wanted });
    }

    /// The line of `key`, or of the table when it is not there.
    pub(super) fn line_of(&self, key: &str) -> usize {
        let found = self.table.get_key_value(key);
        found.map_or(self.line, |(key, _)| self.reading.line_at(key.span().start))
    }

    pub(super) fn at(&self, value: &'a Spanned<DeValue<'a>>) -> Value<'a> {
        Value {
            inner: value.get_ref(),
            line: self.reading.line_at(value.span().start),
        }
    }

    /// Keys and values as they are written, for tables whose keys are the plan's own words.
    pub(super) fn entries(&self) -> impl Iterator<Item = (&'a str, Value<'a>)> {
        let at = |value| self.at(value);
        self.table
            .iter()
            .map(move |(key, value)| (key.get_ref().as_ref(), at(value)))
    }

    pub(super) fn wrong_type(&self, key: &str, value: Value<'_>, wanted: Wanted) {
        let found = match value.inner {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) => "a whole number",
            DeValue::Float(_) => "a number with a fraction",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date or time",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        let (key, place) = (key.to_owned(), self.place.clone());
        self.reading.report(
            value.line,
            Fault::WrongType {
                key,
                place,
                wanted,
                found,
            },
        );
    }

    /// The entries of an optional list, at most `max`.
    pub(super) fn list(
        &mut self,
        key: &'static str,
        wanted: Wanted,
        max: usize,
    ) -> Option<Vec<Value<'a>>> {
        let value = self.value(key)?;
        let DeValue::Array(entries) = value.inner else {
            self.wrong_type(key, value, wanted);
            return None;
        };
        if entries.len() > max {
            let (key, place, count) = (key.to_owned(), self.place.clone(), entries.len());
            self.reading.report(
                value.line,
                Fault::TooMany {
                    key,
                    place,
                    count,
                    max,
                },
            );
        }
        Some(
            entries
                .iter()
                .take(max)
                .map(|entry| self.at(entry))
                .collect(),
        )
    }

    pub(super) fn listed_twice(&self, key: &str, line: usize, value: &str) {
        let (key, place, value) = (key.to_owned(), self.place.clone(), quoted(value));
        self.reading
            .report(line, Fault::ListedTwice { key, place, value });
    }

    pub(super) fn list_empty(&self, key: &str) {
        let (key, place, line) = (key.to_owned(), self.place.clone(), self.line_of(key));
        self.reading.report(line, Fault::ListEmpty { key, place });
    }

    /// The tables of an optional list, at most `max`, each with `place` as its place.
    pub(super) fn sections(
        &mut self,
        key: &'static str,
        place: &str,
        max: usize,
    ) -> Vec<Section<'a>> {
        let values = self.list(key, Wanted::Tables, max).unwrap_or_default();
        values
            .into_iter()
            .filter_map(|value| self.as_section(key, place, value))
            .collect()
    }

    /// The tables of a list without which there is no plan.
    pub(super) fn needed_sections(
        &mut self,
        noun: Noun,
        key: &'static str,
        max: usize,
    ) -> Vec<Section<'a>> {
        if !self.table.contains_key(key) {
            let table = noun.table().to_owned();
            self.reading
                .report(self.line, Fault::MissingTable { table });
        }
        self.sections(key, &format!("a {}", noun.word()), max)
    }

    /// An optional table.
    pub(super) fn section(&mut self, key: &'static str) -> Option<Section<'a>> {
        let value = self.value(key)?;
        self.as_section(key, &format!("[{key}]"), value)
    }

    pub(super) fn as_section(
        &self,
        key: &str,
        place: &str,
        value: Value<'a>,
    ) -> Option<Section<'a>> {
        let DeValue::Table(table) = value.inner else {
            self.wrong_type(key, value, Wanted::Table);
            return None;
        };
        Some(Self::new(self.reading, table, place, value.line))
    }
}
