//! Rows as JSON arrays, in the order the `intake` trigger reads them.

use super::sealed;
use crate::journal::Row;
use crate::rows::{LegRow, SpanRow, TicketRow};
use crate::store::{AnswerRow, NoteRow};
use data_encoding::HEXLOWER;
use serde::Serialize;

pub(super) fn events(rows: &[Row]) -> String {
    array(rows.iter().map(|row| {
        (
            row.seq,
            &row.epoch,
            row.day.0,
            row.at,
            &row.kind,
            &row.body,
            row.request,
            HEXLOWER.encode(&row.prev),
            HEXLOWER.encode(&row.hash),
        )
    }))
}

pub(super) fn tickets(rows: &[TicketRow]) -> String {
    // Serde writes tuples of up to 16; the row has 17 columns.
    let head = |row: &TicketRow| {
        serde_json::json!([
            row.ticket,
            row.day.0,
            row.series,
            row.round,
            row.n,
            row.queue,
            row.item,
            row.class,
            u8::from(row.booked),
            u8::from(row.late),
            row.visit,
            row.state,
            row.taken,
            row.version,
            row.level,
            row.rated,
            row.rated_window,
        ])
    };
    array(rows.iter().map(head))
}

pub(super) fn legs(rows: &[LegRow]) -> String {
    array(rows.iter().map(|row| {
        (
            row.ticket,
            row.leg,
            row.day.0,
            row.queue,
            row.item,
            row.window,
            row.clerk,
            row.since,
            row.first_call,
            row.started,
            row.ended,
            row.end,
            row.outcome,
            row.served_ms,
            text(&row.misses),
            row.predicted.as_ref().map(text),
        )
    }))
}

pub(super) fn spans(rows: &[SpanRow]) -> String {
    array(rows.iter().map(|row| {
        (
            row.day.0,
            row.window,
            row.span,
            row.kind,
            row.clerk,
            row.started,
            row.ended,
        )
    }))
}

pub(super) fn answers(rows: &[AnswerRow]) -> String {
    array(rows.iter().map(|row| {
        let seal = sealed::of_answer(row);
        let (request, day, digest) = (row.request, row.day.0, &row.digest);
        (request, day, row.seq, digest, row.status, &row.body, seal)
    }))
}

pub(super) fn notes(rows: &[NoteRow]) -> String {
    array(rows.iter().map(|row| {
        let seal = sealed::of_note(row);
        (row.note, &row.salt, &row.text, row.expires, seal)
    }))
}

fn array<T: Serialize>(rows: impl Iterator<Item = T>) -> String {
    text(&rows.collect::<Vec<T>>())
}

fn text<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("rows have only text keys and finite numbers")
}
