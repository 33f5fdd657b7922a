//! Packed rows of tickets, legs, spans, cases and what follows a service, as reports read them.
//!
//! A text gives all its rows or none: a row that cannot be read is never passed over, and what a
//! row says of itself is what stood in its columns.

use super::Target;
use super::shape::{Shape, scale};
use hall_server::store::sqlite::{
    unpack_callbacks, unpack_cases, unpack_entries, unpack_legs, unpack_rectification_steps,
    unpack_rectifications, unpack_spans, unpack_steps, unpack_tickets,
};
use std::fmt::Display;

/// Packed rows.
pub(super) static ROWS: Target = Target {
    name: "packed_rows",
    promise: "a packed table is read whole or not at all, column by column",
    heavy: false,
    tokens: &[
        b"\x1f",
        b"\x1e",
        b"\x1f\x1f",
        b"normal",
        b"finished",
        b"\"done\"",
        b"done",
        b"open",
        b"paused",
        b"[1,2]",
        b"[]",
        b"null",
        b"transferred",
    ],
    run,
};

fn run(input: &[u8]) -> Shape {
    let text = String::from_utf8_lossy(input);
    let tickets = unpack_tickets(Some(&text)).map(|rows| {
        whole(&text, rows.len());
        for (row, columns) in rows.iter().zip(text.split(ROW)) {
            says(columns, 0, row.ticket);
            says(columns, 1, row.day.0);
            says(columns, 4, row.n);
            says(columns, 5, row.queue);
            says(columns, 12, row.taken.0);
        }
        scale(rows.len())
    });
    let legs = unpack_legs(Some(&text)).map(|rows| {
        whole(&text, rows.len());
        for (row, columns) in rows.iter().zip(text.split(ROW)) {
            says(columns, 0, row.ticket);
            says(columns, 1, row.leg);
            says(columns, 7, row.since.0);
            says(columns, 13, row.served_ms);
        }
        scale(rows.len())
    });
    let spans = unpack_spans(Some(&text)).map(|rows| {
        whole(&text, rows.len());
        for (row, columns) in rows.iter().zip(text.split(ROW)) {
            says(columns, 0, row.day.0);
            says(columns, 1, row.window);
            says(columns, 5, row.started.0);
        }
        scale(rows.len())
    });
    let cases = unpack_cases(Some(&text)).map(|rows| {
        whole(&text, rows.len());
        for (row, columns) in rows.iter().zip(text.split(ROW)) {
            says(columns, 0, row.case);
            says(columns, 1, &row.number);
            says(columns, 6, row.opened.0);
            says(columns, 13, row.stops);
        }
        scale(rows.len())
    });
    let steps = unpack_steps(Some(&text)).map(|rows| {
        whole(&text, rows.len());
        for (row, columns) in rows.iter().zip(text.split(ROW)) {
            says(columns, 0, row.event);
            says(columns, 2, &row.step);
            says(columns, 4, row.at.0);
        }
        scale(rows.len())
    });
    let columns = text.split(ROW).next().map(|row| row.split(COLUMN).count());
    let counts = (tickets, legs, spans, cases, steps);
    Shape::of((counts, following(&text), columns.map(scale)))
}

/// Rows of what follows a service.
fn following(text: &str) -> [Option<u32>; 4] {
    let ones = unpack_rectifications(Some(text)).map(|rows| {
        whole(text, rows.len());
        for (row, columns) in rows.iter().zip(text.split(ROW)) {
            says(columns, 0, row.rectification);
            says(columns, 1, &row.source);
            says(columns, 7, row.came.0);
        }
        rows.len()
    });
    let steps = unpack_rectification_steps(Some(text)).map(|rows| {
        whole(text, rows.len());
        for (row, columns) in rows.iter().zip(text.split(ROW)) {
            says(columns, 0, row.event);
            says(columns, 2, &row.step);
            says(columns, 4, row.at.0);
        }
        rows.len()
    });
    let callbacks = unpack_callbacks(Some(text)).map(|rows| {
        whole(text, rows.len());
        for (row, columns) in rows.iter().zip(text.split(ROW)) {
            says(columns, 1, row.ticket);
            says(columns, 4, row.target);
            says(columns, 6, &row.why);
            says(columns, 10, row.tries);
        }
        rows.len()
    });
    let entries = unpack_entries(Some(text)).map(|rows| {
        whole(text, rows.len());
        for (row, columns) in rows.iter().zip(text.split(ROW)) {
            says(columns, 0, row.entry);
            says(columns, 1, &row.register);
            says(columns, 3, row.clerk);
            says(columns, 16, row.counts.people);
        }
        rows.len()
    });
    [ones, steps, callbacks, entries].map(|rows| rows.map(scale))
}

const ROW: char = '\u{1e}';
const COLUMN: char = '\u{1f}';

fn whole(text: &str, rows: usize) {
    assert_eq!(rows, text.split(ROW).count(), "rows were lost or made");
}

/// The column holds this value; a sign and leading zeros before a number mean nothing.
fn says(columns: &str, index: usize, value: impl Display) {
    let column = columns.split(COLUMN).nth(index).unwrap_or_default();
    let value = value.to_string();
    let number = column.parse::<i128>().map(|number| number.to_string());
    assert!(
        column == value || number.as_ref() == Ok(&value),
        "column {index} of {columns:?} is read as {value}"
    );
}
