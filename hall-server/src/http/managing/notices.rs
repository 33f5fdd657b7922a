//! The managers' page of notices on the boards.

use super::form::{self, Form, Turned};
use crate::http::body::Body;
use crate::http::session::Managing;
use crate::http::{App, Fail, Shared, notices};
use crate::pages::{self, Draft, Frame, LocalTime, Notices, Place};
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use hall_core::Language;
use hall_core::notice::NoticeRefusal;
use hall_protocol::{Problem, Stamp};
use serde_json::Value;
use std::sync::Arc;

/// `/manage/notices`: what is on the boards, and a form for more.
pub(in crate::http) async fn show(
    managing: Managing,
    State(app): State<Shared>,
    headers: HeaderMap,
) -> Result<Response, Turned> {
    managing.expect(&app, Place::Notices.readers())?;
    let draft = form::fresh(&app, &headers);
    Ok(page(&app, &managing, draft, None))
}

/// The form comes back with what was wrong, and with everything that was typed.
pub(in crate::http) async fn enter(
    managing: Managing,
    State(app): State<Shared>,
    form: Form,
) -> Result<Response, Turned> {
    managing.expect(&app, Place::Notices.writers())?;
    let caller = *managing.caller();
    let done = match body_of(&app, &form, caller.language) {
        Ok(body) => notices::post(State(Arc::clone(&app)), caller, body).await,
        Err(fail) => Err(fail),
    };
    let spoiled = |draft, fail: &Fail| page(&app, &managing, draft, Some(fail.problem()));
    Ok(form.answer(done, Place::Notices.way(), spoiled))
}

/// Takes one back from the page. What stands in the form stays there, and one that is gone already
/// is no mistake of the second click.
pub(in crate::http) async fn leave(
    managing: Managing,
    State(app): State<Shared>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Turned> {
    managing.expect(&app, Place::Notices.writers())?;
    // The form's id is for what stands in it, which is not posted yet.
    let body = form.body().without("request_id");
    let caller = *managing.caller();
    let done = notices::withdraw(State(Arc::clone(&app)), caller, Path(id), body).await;
    let spoiled = |draft, fail: &Fail| page(&app, &managing, draft, Some(fail.problem()));
    Ok(match done {
        Err(fail) if fail.problem().code != NoticeRefusal::UnknownNotice.code() => {
            form.answer(Err(fail), Place::Notices.way(), spoiled)
        }
        _ if form.is_empty() => form.again(Place::Notices.way()),
        _ => page(&app, &managing, form.draft().clone(), None),
    })
}

/// The page with a draft, and why it was not posted.
fn page(app: &App, managing: &Managing, draft: Draft, wrong: Option<&Problem>) -> Response {
    let draft = form::with_id(app, draft);
    let posted = app.hub.look().lens(app.hub.clock().time()).notices();
    let shown = |frame: Frame<'_>| {
        pages::notices(&Notices {
            frame,
            notices: &posted,
            draft: &draft,
            wrong,
        })
    };
    form::framed(app, managing, shown).into_response()
}

/// The call of the form, whose end is a time on the wall.
fn body_of(app: &App, form: &Form, language: Language) -> Result<Body, Fail> {
    let mut body = form.body();
    let timezone = app
        .hub
        .look()
        .hall
        .plan()
        .map(|plan| plan.hall.timezone.clone());
    let local = LocalTime::new(&timezone.unwrap_or_default());
    if let Some(fields) = body.value.as_object_mut() {
        // A notice without words is told so by its own words.
        fields.entry("text").or_insert_with(|| Value::from(""));
        if let Some(Value::String(until)) = fields.get("until") {
            let until = local.read(until).ok_or_else(|| {
                let words = hall_text::say(language, "page-notices-bad-until", &[]);
                Fail::unprocessable(language, "malformed", words)
            })?;
            fields.insert("until".to_owned(), Value::from(Stamp(until).to_string()));
        }
    }
    Ok(body)
}
