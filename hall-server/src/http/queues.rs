//! Pausing and resuming queues and items.

use super::body::{Body, reason};
use super::caller::Caller;
use super::{Fail, Shared};
use axum::extract::{Path, State};
use axum::response::Response;
use hall_core::Refusal;
use hall_core::command::Command;
use hall_core::event::Subject;
use hall_protocol::api;

/// `POST /queues/{q}/pause`.
pub(super) async fn pause(
    State(app): State<Shared>,
    caller: Caller,
    Path(code): Path<String>,
    body: Body,
) -> Result<Response, Fail> {
    let subject = queue(&caller, &code)?;
    rest(&app, &caller, subject, &body).await
}

/// `POST /queues/{q}/resume`.
pub(super) async fn resume(
    State(app): State<Shared>,
    caller: Caller,
    Path(code): Path<String>,
    body: Body,
) -> Result<Response, Fail> {
    let command = Command::Resume {
        subject: queue(&caller, &code)?,
    };
    body.send(&app, &caller, command).await
}

/// `POST /items/{item}/pause`.
pub(super) async fn pause_item(
    State(app): State<Shared>,
    caller: Caller,
    Path(code): Path<String>,
    body: Body,
) -> Result<Response, Fail> {
    let subject = item(&caller, &code)?;
    rest(&app, &caller, subject, &body).await
}

/// `POST /items/{item}/resume`.
pub(super) async fn resume_item(
    State(app): State<Shared>,
    caller: Caller,
    Path(code): Path<String>,
    body: Body,
) -> Result<Response, Fail> {
    let command = Command::Resume {
        subject: item(&caller, &code)?,
    };
    body.send(&app, &caller, command).await
}

async fn rest(
    app: &Shared,
    caller: &Caller,
    subject: Subject,
    body: &Body,
) -> Result<Response, Fail> {
    let sent: api::Change = body.parse()?;
    let (notes, reason) = reason(app, caller, sent.reason.as_deref())?;
    let command = Command::Pause { subject, reason };
    app.ask(
        body.ask(app, caller, body.optional_id()?, command, notes),
        caller.language,
    )
    .await
}

fn queue(caller: &Caller, code: &str) -> Result<Subject, Fail> {
    let unknown = Refusal::UnknownQueue {
        queue: code.to_owned(),
    };
    let queue = code
        .parse()
        .map_err(|_| Fail::refused(caller.language, &unknown, None))?;
    Ok(Subject::Queue(queue))
}

fn item(caller: &Caller, code: &str) -> Result<Subject, Fail> {
    let unknown = Refusal::UnknownItem {
        item: code.to_owned(),
    };
    let item = code
        .parse()
        .map_err(|_| Fail::refused(caller.language, &unknown, None))?;
    Ok(Subject::Item(item))
}
