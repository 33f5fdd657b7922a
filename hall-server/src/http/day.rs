//! What only managers do: telling windows something, closing the day, loading a plan, ending a gathering, revoking devices.

use super::body::{Body, read, stored};
use super::caller::Caller;
use super::{Fail, Shared};
use crate::admin::message_text;
use crate::desk::{Ask, digest};
use crate::limits::PLAN_BYTES_MAX;
use crate::plan;
use axum::extract::{Path, Request, State};
use axum::response::Response;
use hall_core::Refusal;
use hall_core::code::RequestId;
use hall_core::command::Command;
use hall_core::device::Role;
use hall_protocol::api;

/// `POST /day/close`.
pub(super) async fn close(
    State(app): State<Shared>,
    caller: Caller,
    body: Body,
) -> Result<Response, Fail> {
    body.send(&app, &caller, Command::CloseDay).await
}

/// `POST /gathering/end`: numbers again after a restore, on a manager's word.
pub(super) async fn end_gathering(
    State(app): State<Shared>,
    caller: Caller,
    body: Body,
) -> Result<Response, Fail> {
    body.send(&app, &caller, Command::EndGathering).await
}

/// `POST /messages`.
pub(super) async fn say(
    State(app): State<Shared>,
    caller: Caller,
    body: Body,
) -> Result<Response, Fail> {
    let id = body.request_id()?;
    let sent: api::Message = body.parse()?;
    let text = message_text(&sent.text).map_err(|error| {
        Fail::unprocessable(caller.language, "malformed", format!("text: {error}"))
    })?;
    let (row, note) = stored(&app, text);
    let to = sent.windows;
    let command = Command::Say { note, to };
    let ask = body.ask(&app, &caller, Some(id), command, vec![row]);
    app.ask(ask, caller.language).await
}

/// `POST /devices/{id}/revoke`.
pub(super) async fn revoke(
    State(app): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
    body: Body,
) -> Result<Response, Fail> {
    let unknown = |_| Fail::refused(caller.language, &Refusal::UnknownDevice, None);
    let device = id.parse().map_err(unknown)?;
    body.send(&app, &caller, Command::RevokeDevice { device })
        .await
}

/// `POST /plan`: the plan file itself (TOML), or JSON `{request_id, plan}` with the file as text.
pub(super) async fn plan(
    State(app): State<Shared>,
    caller: Caller,
    request: Request,
) -> Result<Response, Fail> {
    caller.expect(&[Role::Manager])?;
    let bytes = read(request, PLAN_BYTES_MAX, caller.language).await?;
    let (id, text) = plan_text(&bytes);
    let plan = plan::parse("plan", &text).map_err(|errors| {
        Fail::unprocessable(caller.language, "plan_invalid", errors.to_string())
    })?;
    let request = hall_core::Request {
        by: caller.actor(),
        id: id.unwrap_or(RequestId(0)),
        random: 0,
        command: Command::LoadPlan {
            plan: Box::new(plan),
        },
    };
    let digest = digest(
        &caller.post(),
        "/api/v1/plan",
        &serde_json::Value::String(text),
    );
    app.ask(
        Ask {
            request,
            digest,
            notes: Vec::new(),
        },
        caller.language,
    )
    .await
}

fn plan_text(bytes: &[u8]) -> (Option<RequestId>, String) {
    #[derive(serde::Deserialize)]
    struct Wrapped {
        request_id: uuid::Uuid,
        plan: String,
    }
    match serde_json::from_slice::<Wrapped>(bytes) {
        Ok(wrapped) => (Some(RequestId(wrapped.request_id.as_u128())), wrapped.plan),
        Err(_) => (None, String::from_utf8_lossy(bytes).into_owned()),
    }
}
