//! Rows as JSON arrays, in the order the `intake` trigger reads them.

use super::sealed;
use crate::journal::Row;
use crate::rows::{
    CallbackRow, CaseRow, EntryRow, LegRow, RectificationRow, RectificationStepRow, SpanRow,
    StepRow, TicketRow,
};
use crate::store::{AnswerRow, NoteRow};
use data_encoding::HEXLOWER;
use hall_core::Date;
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

pub(super) fn cases(rows: &[CaseRow]) -> String {
    // Serde writes tuples of up to 16; the row has 20 columns.
    array(rows.iter().map(|row| {
        serde_json::json!([
            row.case,
            row.number,
            row.item,
            row.department,
            row.ticket,
            row.stage,
            row.opened.0,
            row.accepted.map(count),
            row.finished.map(count),
            row.delivered.map(count),
            row.promised,
            row.legal,
            row.extended,
            row.stops,
            row.parts,
            row.first_due.map(count),
            row.due.map(count),
            u8::from(row.provisional),
            row.left,
            row.left_day.map(count),
        ])
    }))
}

pub(super) fn steps(rows: &[StepRow]) -> String {
    array(rows.iter().map(|row| {
        (
            row.event,
            row.case,
            &row.step,
            row.day.0,
            row.at,
            row.clerk,
            row.department,
            row.from.map(count),
            row.to.map(count),
            &row.kind,
            row.days,
            row.due.map(count),
        )
    }))
}

pub(super) fn rectifications(rows: &[RectificationRow]) -> String {
    array(rows.iter().map(|row| {
        serde_json::json!([
            row.rectification,
            row.source,
            row.ticket,
            row.window,
            row.clerk,
            row.department,
            row.item,
            row.came.0,
            row.contact_due.map(count),
            row.tried.map(count),
            row.reached.map(count),
            row.judged.map(count),
            row.judgement,
            row.due.map(count),
            u8::from(row.provisional),
            row.ended.map(count),
            row.ending,
            row.published.map(count),
        ])
    }))
}

pub(super) fn rectification_steps(rows: &[RectificationStepRow]) -> String {
    array(rows.iter().map(|row| {
        (
            row.event,
            row.rectification,
            &row.step,
            row.day.0,
            row.at,
            row.clerk,
            &row.kind,
            row.due.map(count),
        )
    }))
}

pub(super) fn callbacks(rows: &[CallbackRow]) -> String {
    array(rows.iter().map(|row| {
        (
            row.day.0,
            row.ticket,
            row.place,
            row.served,
            row.target,
            row.visit,
            &row.why,
            row.window,
            row.clerk,
            row.item,
            row.tries,
            &row.outcome,
            &row.channel,
            row.level,
            row.asked.map(count),
            row.caller,
        )
    }))
}

pub(super) fn entries(rows: &[EntryRow]) -> String {
    array(rows.iter().map(|row| {
        serde_json::json!([
            row.entry,
            row.register,
            row.day.0,
            row.clerk,
            row.rectification,
            row.ticket,
            row.window,
            row.about_clerk,
            row.department,
            row.item,
            row.kind,
            row.photo,
            row.rectify_by.map(count),
            row.counts.households,
            row.counts.matters,
            row.counts.leaflets,
            row.counts.people,
            row.note,
        ])
    }))
}

/// A day as the tables count it.
const fn count(day: Date) -> i32 {
    day.0
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
