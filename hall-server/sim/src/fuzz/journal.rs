//! Rows of the journal, packed as they are read, and the events in them.
//!
//! A row is accepted only if it is exactly what was written after the row before; every event
//! survives the way through a row and its packed text.

use super::promise::{comes_back, readable};
use super::shape::{Shape, scale};
use super::{JSON, Target};
use data_encoding::HEXUPPER;
use hall_core::code::RequestId;
use hall_core::{Date, Event, Time};
use hall_protocol::decode;
use hall_server::journal::{Row, Tip};
use hall_server::store::sqlite::unpack_events;

/// Packed rows.
pub(super) static ROWS: Target = Target {
    name: "journal_rows",
    promise: "a row is accepted only as it was written, after the row it was written after",
    heavy: false,
    tokens: &[
        b"\x1f",
        b"\x1e",
        b"1\x1f1-00000000000000aa\x1f20515\x1f5\x1f",
        b"day_opened",
        b"0000000000000000000000000000000000000000000000000000000000000000",
        b"00000000000000000000000000000007",
        b"{\"day_opened\":{\"day\":\"2026-03-03\"}}",
    ],
    run: rows,
};

/// Events.
pub(super) static EVENTS: Target = Target {
    name: "event",
    promise: "an event comes back from the journal as it was",
    heavy: false,
    tokens: JSON,
    run: event,
};

fn rows(input: &[u8]) -> Shape {
    let text = String::from_utf8_lossy(input);
    let rows = match unpack_events(Some(&text), 0) {
        Ok(rows) => rows,
        Err(broken) => return readable(&broken.to_string()).and(scale(broken.seq as usize)),
    };
    assert_eq!(
        rows.len(),
        text.split('\u{1e}').count(),
        "rows were lost or made"
    );
    let mut tip = Tip::GENESIS;
    for (at, row) in rows.iter().enumerate() {
        let before = tip;
        match tip.follow(row) {
            Ok(event) => {
                let (again, next) = before.append(&row.epoch, row.day, row.at, row.request, &event);
                assert_eq!(&again, row, "a row was accepted that was never written");
                assert_eq!(next, tip, "the chain goes on elsewhere");
            }
            Err(broken) => {
                assert_eq!(broken.seq, row.seq.0, "another row is blamed");
                assert_eq!(tip, before, "a refused row moved the chain");
                return readable(&broken.to_string()).and(scale(at));
            }
        }
    }
    Shape::of(("accepted", rows.len()))
}

fn event(input: &[u8]) -> Shape {
    let text = String::from_utf8_lossy(input);
    let event: Event = match decode(&text, input.len() * 3) {
        Ok(event) => event,
        Err(error) => return readable(&error.to_string()),
    };
    comes_back(&event);
    let tree = serde_json::to_value(&event).expect("events have only text keys");
    let named = match &tree {
        serde_json::Value::Object(fields) => fields.keys().next().map(String::as_str),
        other => other.as_str(),
    };
    assert_eq!(
        named,
        Some(event.kind()),
        "an event has another kind than its name"
    );
    let (day, request) = (Date(20_515), RequestId(7));
    let (row, after) = Tip::GENESIS.append("1-00000000000000aa", day, Time(5), request, &event);
    let read = unpack_events(Some(&packed(&row)), 0);
    assert_eq!(
        read.as_deref(),
        Ok([row.clone()].as_slice()),
        "another row comes back"
    );
    let mut tip = Tip::GENESIS;
    assert_eq!(tip.follow(&row), Ok(event.clone()), "another event follows");
    assert_eq!(tip, after, "the chain goes on elsewhere");
    Shape::of(event.kind())
}

/// A row as the packed reading gets it from the database.
fn packed(row: &Row) -> String {
    let columns = [
        row.seq.to_string(),
        row.epoch.clone(),
        row.day.0.to_string(),
        row.at.0.to_string(),
        row.kind.clone(),
        row.request.to_string(),
        HEXUPPER.encode(&row.prev),
        HEXUPPER.encode(&row.hash),
        row.body.clone(),
    ];
    columns.join("\u{1f}")
}
