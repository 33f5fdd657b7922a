//! The things a mistake speaks of: what codes name, and what kinds of values keys take.

use super::super::text::quoted;

/// What a code names.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Noun {
    /// Letters on the paper.
    Series,
    /// A class of visitors.
    Class,
    /// A reason for a pause.
    Reason,
    /// A part of the hall.
    Zone,
    /// A body that answers for items.
    Department,
    /// A line of people.
    Queue,
    /// What a citizen comes for.
    Item,
    /// A numbered desk.
    Window,
    /// Who works at a window.
    Clerk,
    /// A year's notice of days off and on.
    Calendar,
}

impl Noun {
    /// The word in a sentence.
    pub fn word(self) -> &'static str {
        match self {
            Self::Series => "series",
            Self::Class => "class",
            Self::Reason => "reason",
            Self::Zone => "zone",
            Self::Department => "department",
            Self::Queue => "queue",
            Self::Item => "item",
            Self::Window => "window",
            Self::Clerk => "clerk",
            Self::Calendar => "calendar",
        }
    }

    /// The table that lists these.
    pub fn table(self) -> &'static str {
        match self {
            Self::Series => "[[series]]",
            Self::Class => "[[classes]]",
            Self::Reason => "[[reasons]]",
            Self::Zone => "[[zones]]",
            Self::Department => "[[departments]]",
            Self::Queue => "[[queues]]",
            Self::Item => "[[items]]",
            Self::Window => "[[windows]]",
            Self::Clerk => "[[clerks]]",
            Self::Calendar => "[[calendar]]",
        }
    }
}

/// What kind of value a key takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wanted {
    /// Words in quotes.
    Text,
    /// A whole number.
    Number,
    /// `true` or `false`.
    Flag,
    /// `"HH:MM"`.
    Time,
    /// A day.
    Date,
    /// A list of texts.
    Texts,
    /// A list of days.
    Dates,
    /// A list of spans of hours.
    Spans,
    /// One table.
    Table,
    /// A list of tables.
    Tables,
}

impl Wanted {
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Text => "a text in quotes",
            Self::Number => "a whole number",
            Self::Flag => "true or false",
            Self::Time => "a time of day",
            Self::Date => "a date",
            Self::Texts => "a list of texts",
            Self::Dates => "a list of dates",
            Self::Spans => "a list of times from and to",
            Self::Table => "a table",
            Self::Tables => "a list of tables",
        }
    }

    pub(super) fn example(self, key: &str) -> String {
        let value = match self {
            Self::Text => "\"…\"",
            Self::Number => "1",
            Self::Flag => "true",
            Self::Time => "\"09:00\"",
            Self::Date => "2026-03-03",
            Self::Texts => "[\"…\", \"…\"]",
            Self::Dates => "[\"2026-01-01\", \"2026-10-01..2026-10-07\"]",
            Self::Spans => "[[\"09:00\", \"12:00\"], [\"13:00\", \"17:00\"]]",
            Self::Table => "{ … }",
            Self::Tables => "[{ … }, { … }]",
        };
        let is_plain = key
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        let key = if is_plain {
            key.to_owned()
        } else {
            quoted(key)
        };
        format!("{key} = {value}")
    }
}
