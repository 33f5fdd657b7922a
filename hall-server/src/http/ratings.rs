//! Ratings: from the citizen's own device, never from the clerk's.

use super::body::{Body, checked_length, stored};
use super::caller::Caller;
use super::{Fail, Shared};
use crate::desk::Ask;
use crate::rating_reasons;
use crate::store::NoteRow;
use axum::extract::State;
use axum::response::Response;
use hall_core::code::TicketId;
use hall_core::command::Command;
use hall_core::ticket::NoteRef;
use hall_protocol::api;

/// `POST /ratings`.
pub(super) async fn rate(
    State(app): State<Shared>,
    caller: Caller,
    body: Body,
) -> Result<Response, Fail> {
    let id = body.request_id()?;
    let sent: api::Rate = body.parse()?;
    let (rows, note) = reason(&app, &caller, &sent)?;
    let command = Command::Rate {
        ticket: sent.ticket,
        level: sent.level,
        note,
    };
    let ask = body.ask(&app, &caller, Some(id), command, rows);
    let answer = app.ask(ask, caller.language).await;
    if answer.is_err() {
        put_on_record(&app, &caller, sent.ticket).await;
    }
    answer
}

/// Listed reasons and own words as one text; none of both is none.
fn reason(
    app: &Shared,
    caller: &Caller,
    sent: &api::Rate,
) -> Result<(Vec<NoteRow>, Option<NoteRef>), Fail> {
    let own = sent.reason.as_deref().unwrap_or_default().trim();
    checked_length(caller, own)?;
    let first = app
        .hub
        .look()
        .hall
        .plan()
        .and_then(|plan| plan.languages.first().copied());
    let listed = rating_reasons::text(sent.level, &sent.reasons, first.unwrap_or_default());
    let listed = listed.ok_or_else(|| {
        let detail = format!(
            "reasons: level {} has {:?}",
            sent.level,
            rating_reasons::of_level(sent.level)
        );
        Fail::unprocessable(caller.language, "malformed", detail)
    })?;
    let parts: Vec<&str> = [listed.as_str(), own]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    if parts.is_empty() {
        return Ok((Vec::new(), None));
    }
    let (row, note) = stored(app, &parts.join(rating_reasons::PAUSE));
    Ok((vec![row], Some(note)))
}

/// A clerk's program that tries to rate is refused and remembered; the core knows who is strange.
async fn put_on_record(app: &Shared, caller: &Caller, ticket: TicketId) {
    let device = caller.device;
    let noted = app
        .desk
        .ask(Ask::of_hall(Command::NoteRatingAttempt { device, ticket }));
    if let Err(error) = noted.await {
        tracing::warn!(%error, device.id = %device, "an attempt to rate is not on record");
    }
}
