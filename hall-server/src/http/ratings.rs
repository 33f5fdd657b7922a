//! Ratings: from the citizen's own device, never from the clerk's.

use super::body::{Body, written};
use super::caller::Caller;
use super::{Fail, Shared};
use axum::extract::State;
use axum::response::Response;
use hall_core::command::Command;
use hall_protocol::api;

/// `POST /ratings`.
pub(super) async fn rate(
    State(app): State<Shared>,
    caller: Caller,
    body: Body,
) -> Result<Response, Fail> {
    let id = body.request_id()?;
    let sent: api::Rate = body.parse()?;
    let reason = sent
        .reason
        .as_deref()
        .filter(|text| !text.trim().is_empty());
    let written = reason
        .map(|text| written(&app, &caller, Some(text)))
        .transpose()?;
    let (rows, note) = written.map_or((Vec::new(), None), |(row, note)| (vec![row], Some(note)));
    let command = Command::Rate {
        ticket: sent.ticket,
        level: sent.level,
        note,
    };
    app.ask(
        body.ask(&app, &caller, Some(id), command, rows),
        caller.language,
    )
    .await
}
