//! Every row of a database as text, read without the shipped code.
//!
//! Two databases with the same text hold the same; what differs is named by its table.

use super::truth::Truth;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};
use std::path::Path;

/// `select` of a whole table as one text, every value as SQL writes it.
macro_rules! packed {
    ($first:literal $(, $rest:literal)* ; $from:literal) => {
        concat!(
            "select group_concat(quote(", $first, ")", $(" || ',' || quote(", $rest, ")",)*
            ", char(10)) from (select * from ", $from, " order by 1, 2)"
        )
    };
}

/// Every table with how its rows are written; `sqlite_schema` without its places in the file and
/// without the table that sqlx looks after itself.
const TABLES: [(&str, &str); 16] = [
    (
        "schema",
        packed!(
            "type", "name", "tbl_name", "sql";
            "(select * from sqlite_schema where name not like '_sqlx_%')"
        ),
    ),
    (
        "migrations",
        packed!("version", "success", "checksum"; "_sqlx_migrations"),
    ),
    ("meta", packed!("meta_id", "value", "seal"; "meta")),
    (
        "event",
        packed!("event_id", "epoch", "day", "at", "kind", "body", "request", "prev", "hash"; "event"),
    ),
    (
        "snapshot",
        packed!("snapshot_id", "hash", "body", "seal"; "snapshot"),
    ),
    (
        "ticket",
        packed!(
            "ticket_id", "day", "series", "round", "n", "queue", "item", "class", "booked", "late",
            "visit", "state", "taken", "version", "level", "rated", "rated_window"; "ticket"
        ),
    ),
    (
        "leg",
        packed!(
            "ticket_id", "leg", "day", "queue", "item", "window", "clerk", "since", "first_call",
            "started", "ended", "end_kind", "outcome", "served_ms", "misses", "predicted"; "leg"
        ),
    ),
    (
        "span",
        packed!("day", "window", "span", "kind", "clerk", "started", "ended"; "span"),
    ),
    (
        "case_file",
        packed!(
            "case_id", "number", "item", "department", "ticket", "stage", "opened", "accepted",
            "finished", "delivered", "promised", "legal", "extended", "stops", "parts",
            "first_due", "due", "provisional", "left_how", "left_day"; "case_file"
        ),
    ),
    (
        "case_step",
        packed!(
            "event_id", "case_id", "step", "day", "at", "clerk", "department", "from_day",
            "to_day", "kind", "days", "due"; "case_step"
        ),
    ),
    (
        "rectification",
        packed!(
            "rectification_id", "source", "ticket", "window", "clerk", "department", "item",
            "came", "contact_due", "tried", "reached", "judged", "judgement", "due",
            "provisional", "ended", "ending", "published"; "rectification"
        ),
    ),
    (
        "rectification_step",
        packed!(
            "event_id", "rectification_id", "step", "day", "at", "clerk", "kind", "due";
            "rectification_step"
        ),
    ),
    (
        "callback",
        packed!(
            "day", "ticket_id", "place", "served", "target", "visit", "why", "window", "clerk",
            "item", "tries", "outcome", "channel", "level", "asked", "caller"; "callback"
        ),
    ),
    (
        "register_entry",
        packed!(
            "entry_id", "register", "day", "clerk", "rectification", "ticket", "window",
            "about_clerk", "department", "item", "kind", "photo", "rectify_by", "households",
            "matters", "leaflets", "people", "note"; "register_entry"
        ),
    ),
    (
        "answer",
        packed!("request", "day", "digest", "status", "body"; "answer"),
    ),
    ("note", packed!("note", "salt", "text", "expires"; "note")),
];

/// As much of a row as a violation shows.
const ROW_CHARS: usize = 100;

/// All rows, by table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Tables(Vec<(&'static str, String)>);

impl Tables {
    /// Reads a database.
    pub(super) async fn read(file: &Path) -> Result<Self, sqlx::Error> {
        let options = SqliteConnectOptions::new().filename(file).read_only(true);
        let mut connection = options.disable_statement_logging().connect().await?;
        let mut tables = Vec::new();
        for (table, query) in TABLES {
            let text: Option<String> = sqlx::query_scalar(query).fetch_one(&mut connection).await?;
            tables.push((table, text.unwrap_or_default()));
        }
        connection.close().await?;
        Ok(Self(tables))
    }

    /// The tables that differ.
    pub(super) fn differences(&self, other: &Self) -> Vec<&'static str> {
        let pairs = self.0.iter().zip(&other.0);
        pairs
            .filter(|(ours, theirs)| ours != theirs)
            .map(|(ours, _)| ours.0)
            .collect()
    }

    /// The first row of a table that differs, as it is here and there.
    pub(super) fn difference(&self, other: &Self, table: &str) -> String {
        let rows = |tables: &Self| -> Vec<String> {
            let text = tables.0.iter().find(|(name, _)| *name == table);
            let text = text.map(|(_, text)| text.lines().map(ToOwned::to_owned));
            text.into_iter().flatten().collect()
        };
        let (ours, theirs) = (rows(self), rows(other));
        let at = ours.iter().zip(&theirs).position(|(a, b)| a != b);
        let at = at.unwrap_or(ours.len().min(theirs.len()));
        let short = |rows: &[String]| -> String {
            rows.get(at)
                .map_or_else(String::new, |row| row.chars().take(ROW_CHARS).collect())
        };
        format!(
            "row {at} is <{}> and not <{}>",
            short(&ours),
            short(&theirs)
        )
    }

    /// Checks answers and texts, which are no fold of the journal, against the truth.
    pub(super) fn check_beside(&self, truth: &Truth) -> Result<(), String> {
        let answers = truth.answers.values().map(|row| {
            let (day, status) = (row.day.0, row.status);
            let [request, digest, body] =
                [&row.request.to_string(), &row.digest, &row.body].map(|text| quote(text));
            format!("{request},{day},{digest},{status},{body}")
        });
        self.check("answer", &answers.collect::<Vec<_>>())?;
        let notes = truth.notes.values().map(|row| {
            let [note, salt, text] =
                [&row.note.to_string(), &row.salt, &row.text].map(|text| quote(text));
            format!("{note},{salt},{text},{}", row.expires.0)
        });
        self.check("note", &notes.collect::<Vec<_>>())
    }

    fn check(&self, table: &str, rows: &[String]) -> Result<(), String> {
        let found = self.0.iter().find(|(name, _)| *name == table);
        match found {
            Some((_, text)) if *text == rows.join("\n") => Ok(()),
            _ => Err(format!("table {table} does not hold what was committed")),
        }
    }
}

/// A text as SQL writes it.
fn quote(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
