//! Calling citizens back: the list of a day, and what became of a call.

use super::body::Body;
use super::caller::Caller;
use super::rectifications::maybe_written;
use super::registers::READERS;
use super::{Fail, Shared};
use axum::Json;
use axum::extract::{Path, State};
use axum::response::Response;
use hall_core::callback::CallbackRefusal;
use hall_core::command::{Command, NewCallback};
use hall_core::{Date, Refusal};
use hall_protocol::api;
use hall_protocol::view::CallbacksView;

/// `GET /callbacks/{date}`.
pub(super) async fn show(
    State(app): State<Shared>,
    caller: Caller,
    Path(day): Path<String>,
) -> Result<Json<CallbacksView>, Fail> {
    caller.expect(&READERS)?;
    let day = day_of(&caller, &day)?;
    let state = app.hub.look();
    let list = state.hall.callbacks().get(&day);
    let list = list.ok_or_else(|| refused(&caller, CallbackRefusal::CallbackDay))?;
    let lens = state.lens(app.hub.clock().time());
    Ok(Json(lens.callbacks(day, list)))
}

/// `POST /callbacks/{date}/{ticket}`.
pub(super) async fn make(
    State(app): State<Shared>,
    caller: Caller,
    Path((day, ticket)): Path<(String, String)>,
    body: Body,
) -> Result<Response, Fail> {
    let id = body.request_id()?;
    let day = day_of(&caller, &day)?;
    let ticket = ticket.parse();
    let ticket = ticket.map_err(|_| refused(&caller, CallbackRefusal::CallbackNotDrawn))?;
    let sent: api::MakeCallback = body.parse()?;
    let (notes, problem) = maybe_written(&app, &caller, sent.problem.as_deref())?;
    let callback = NewCallback {
        day,
        ticket,
        outcome: sent.outcome,
        channel: sent.channel,
        level: sent.level,
        problem,
    };
    let command = Command::MakeCallback {
        by: sent.clerk,
        callback: Box::new(callback),
    };
    let ask = body.ask(&app, &caller, Some(id), command, notes);
    app.ask(ask, caller.language).await
}

/// The day of a path; what is no day has no list.
fn day_of(caller: &Caller, text: &str) -> Result<Date, Fail> {
    let day = text.parse();
    day.map_err(|_| refused(caller, CallbackRefusal::CallbackDay))
}

pub(super) fn refused(caller: &Caller, refusal: CallbackRefusal) -> Fail {
    Fail::refused(caller.language, &Refusal::Callback(refusal), None)
}
