//! The managers' pages that stop and resume queues and end the day.

use super::form::{self, Form, Turned};
use crate::http::session::Managing;
use crate::http::{App, Fail, Shared, day, queues};
use crate::pages::{self, Draft, Frame, Place, QueuePage, QueuesPage, Sent};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use hall_core::code::{QueueCode, ReasonCode};
use hall_core::plan::Plan;
use hall_core::{Refusal, TicketState};
use hall_protocol::view::Names;
use serde_json::{Value, json};
use std::sync::Arc;
use uuid::Uuid;

/// `/manage/queues`: all queues, and the day.
pub(in crate::http) async fn list(
    managing: Managing,
    State(app): State<Shared>,
    headers: HeaderMap,
) -> Result<Response, Turned> {
    managing.expect(&app, Place::Queues.readers())?;
    let draft = form::fresh(&app, &headers);
    Ok(all(&app, &managing, &draft, Sent::default()))
}

/// `/manage/queues/{queue}`: one queue.
pub(in crate::http) async fn show(
    managing: Managing,
    State(app): State<Shared>,
    Path(queue): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Turned> {
    managing.expect(&app, Place::Queues.readers())?;
    let draft = form::fresh(&app, &headers);
    one(&app, &managing, &queue, &draft, Sent::default())
}

/// A form that was refused leaves its address in the browser; loading that leads back.
pub(in crate::http) async fn show_act(
    managing: Managing,
    Path((queue, _)): Path<(String, String)>,
) -> Redirect {
    let language = managing.caller().language;
    Redirect::to(&format!("{}?lang={}", way_of(&queue), language.tag()))
}

/// The forms of a queue; leads back to all of them.
pub(in crate::http) async fn act(
    managing: Managing,
    State(app): State<Shared>,
    Path((queue, act)): Path<(String, String)>,
    form: Form,
) -> Result<Response, Turned> {
    managing.expect(&app, Place::Queues.writers())?;
    let caller = *managing.caller();
    let call = Path(queue.clone());
    let state = State(Arc::clone(&app));
    let mut body = form.body();
    // Own words come before a listed reason.
    if let Some(fields) = body.value.as_object_mut()
        && let Some(words @ Value::String(_)) = fields.remove("words")
    {
        fields.insert("reason".to_owned(), words);
    }
    let done = match act.as_str() {
        "resume" => queues::resume(state, caller, call, body).await,
        "pause" => queues::pause(state, caller, call, body).await,
        _ => Err(Fail::new(
            caller.language,
            StatusCode::NOT_FOUND,
            "not_found",
            String::new(),
        )),
    };
    let spoiled = |draft: Draft, fail: &Fail| {
        let draft = form::with_id(&app, draft);
        let sent = Sent {
            form: &act,
            wrong: Some(fail.problem()),
        };
        one(&app, &managing, &queue, &draft, sent).unwrap_or_else(Response::from)
    };
    Ok(form.answer(done, Place::Queues.way(), spoiled))
}

/// `/manage/day/{date}/{stage}`: the next step of ending the day, for whoever saw it at this stage.
/// The step has one intent's id for everybody, so that a second click, or somebody else's at the
/// same moment, does not take the step after it.
pub(in crate::http) async fn close(
    managing: Managing,
    State(app): State<Shared>,
    Path(seen): Path<(String, String)>,
    form: Form,
) -> Result<Response, Turned> {
    managing.expect(&app, Place::Queues.writers())?;
    let Some(id) = step(&app, &seen) else {
        return Ok(form.again(Place::Queues.way()));
    };
    let caller = *managing.caller();
    let mut body = form.body();
    body.value = json!({ "request_id": id.to_string() });
    let done = day::close(State(Arc::clone(&app)), caller, body).await;
    let spoiled = |draft: Draft, fail: &Fail| {
        let draft = form::with_id(&app, draft);
        let sent = Sent {
            form: "close",
            wrong: Some(fail.problem()),
        };
        all(&app, &managing, &draft, sent)
    };
    Ok(form.answer(done, Place::Queues.way(), spoiled))
}

/// The id of the step that ends the present stage of the present day; none when somebody saw
/// another.
fn step(app: &App, (date, stage): &(String, String)) -> Option<Uuid> {
    let day = app.hub.look().hall.day()?;
    let is_it = *date == day.date.to_string() && *stage == day.stage.word();
    let days = u128::from(day.date.0.unsigned_abs());
    is_it.then(|| Uuid::from_u128(STEP | (days << 8) | day.stage as u128))
}

/// Ids of steps: no random or timed UUID begins so.
const STEP: u128 = 0x6461_795f_7374_8000_8000_0000_0000_0000;

/// The address of the step in a browser leads back to the page.
pub(in crate::http) async fn show_close(managing: Managing) -> Redirect {
    let language = managing.caller().language;
    Redirect::to(&format!("{}?lang={}", Place::Queues.way(), language.tag()))
}

fn way_of(queue: &str) -> String {
    let queue: Option<QueueCode> = queue.parse().ok();
    let place = Place::Queues.way();
    queue.map_or_else(|| place.to_owned(), |queue| format!("{place}/{queue}"))
}

fn all(app: &App, managing: &Managing, draft: &Draft, sent: Sent<'_>) -> Response {
    let look = app.hub.look();
    let picture = look.lens(app.hub.clock().time()).picture();
    let live = look.hall.tickets().filter(|ticket| ticket.state.is_live());
    let live: Vec<bool> = live
        .map(|ticket| matches!(ticket.state, TicketState::Missed(_)))
        .collect();
    let here = live.iter().filter(|is_missed| !**is_missed).count();
    drop(look);
    let shown = |frame: Frame<'_>| {
        pages::queues(&QueuesPage {
            frame,
            day: picture.day.as_ref(),
            queues: &picture.queues,
            live: live.len() as u32,
            here: here as u32,
            draft,
            sent,
        })
    };
    form::framed(app, managing, shown).into_response()
}

fn one(
    app: &App,
    managing: &Managing,
    queue: &str,
    draft: &Draft,
    sent: Sent<'_>,
) -> Result<Response, Turned> {
    let look = app.hub.look();
    let lens = look.lens(app.hub.clock().time());
    let plan = look.hall.plan();
    let known = queue.parse().ok();
    let known = known.filter(|code| plan.is_some_and(|plan| plan.queues.contains_key(code)));
    let view = known.map(|code| lens.queue(code));
    let reasons = reasons(plan);
    drop(look);
    let Some(view) = view else {
        let queue = queue.to_owned();
        let refusal = Refusal::UnknownQueue { queue };
        let fail = Fail::refused(managing.caller().language, &refusal, None);
        return Err(form::refused(app, managing, &fail));
    };
    let shown = |frame: Frame<'_>| {
        pages::queue(&QueuePage {
            frame,
            queue: &view,
            reasons: &reasons,
            draft,
            sent,
        })
    };
    Ok(form::framed(app, managing, shown).into_response())
}

fn reasons(plan: Option<&Plan>) -> Vec<(ReasonCode, Names)> {
    let reasons = plan.into_iter().flat_map(|plan| &plan.reasons);
    reasons
        .map(|(code, text)| (*code, Names::from(text)))
        .collect()
}
