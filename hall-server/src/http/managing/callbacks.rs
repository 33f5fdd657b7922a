//! The managers' pages of citizens who are asked afterwards.

use super::form::{self, Form, Turned};
use crate::http::session::Managing;
use crate::http::{App, Fail, Shared, callbacks};
use crate::pages::{self, CallbackPage, CallbacksPage, Draft, Frame, ItemNames, Place, Sent};
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use hall_core::Date;
use hall_core::callback::CallbackRefusal;
use hall_core::code::TicketId;
use hall_core::plan::Plan;
use hall_protocol::view::Names;
use std::sync::Arc;

/// `/manage/callbacks`: the newest list.
pub(in crate::http) async fn last(
    managing: Managing,
    State(app): State<Shared>,
) -> Result<Response, Turned> {
    managing.expect(&app, Place::Callbacks.readers())?;
    let last = app.hub.look().hall.callbacks().keys().next_back().copied();
    Ok(list(&app, &managing, last))
}

/// `/manage/callbacks/{date}`: who is asked about a day.
pub(in crate::http) async fn show(
    managing: Managing,
    State(app): State<Shared>,
    Path(day): Path<String>,
) -> Result<Response, Turned> {
    managing.expect(&app, Place::Callbacks.readers())?;
    let day: Option<Date> = day.parse().ok();
    let day = day.filter(|day| app.hub.look().hall.callbacks().contains_key(day));
    if day.is_none() {
        return Err(refused(&app, &managing, CallbackRefusal::CallbackDay));
    }
    Ok(list(&app, &managing, day))
}

/// `/manage/callbacks/{date}/{ticket}`: one of them, with a form for the call.
pub(in crate::http) async fn one(
    managing: Managing,
    State(app): State<Shared>,
    Path((day, ticket)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Turned> {
    managing.expect(&app, Place::Callbacks.readers())?;
    let draft = form::fresh(&app, &headers);
    person(&app, &managing, (&day, &ticket), &draft, Sent::default())
}

/// The form of that page; it leads back to the list, where the next one stands.
pub(in crate::http) async fn make(
    managing: Managing,
    State(app): State<Shared>,
    Path((day, ticket)): Path<(String, String)>,
    form: Form,
) -> Result<Response, Turned> {
    managing.expect(&app, Place::Callbacks.writers())?;
    let caller = *managing.caller();
    let call = Path((day.clone(), ticket.clone()));
    let body = form.body();
    let done = callbacks::make(State(Arc::clone(&app)), caller, call, body).await;
    let way = match day.parse::<Date>() {
        Ok(day) => format!("{}/{day}", Place::Callbacks.way()),
        Err(_) => Place::Callbacks.way().to_owned(),
    };
    let spoiled = |draft: Draft, fail: &Fail| {
        let draft = form::with_id(&app, draft);
        let sent = Sent {
            form: "call",
            wrong: Some(fail.problem()),
        };
        let page = person(&app, &managing, (&day, &ticket), &draft, sent);
        page.unwrap_or_else(Response::from)
    };
    Ok(form.answer(done, &way, spoiled))
}

fn list(app: &App, managing: &Managing, day: Option<Date>) -> Response {
    let state = app.hub.look();
    let lens = state.lens(app.hub.clock().time());
    let all = state.hall.callbacks();
    let days: Vec<Date> = all.keys().rev().copied().collect();
    let list = day.and_then(|day| Some(lens.callbacks(day, all.get(&day)?)));
    let items = items(state.hall.plan());
    drop(state);
    let shown = |frame: Frame<'_>| {
        pages::callbacks(&CallbacksPage {
            frame,
            days: &days,
            list: list.as_ref(),
            items: &items,
        })
    };
    form::framed(app, managing, shown).into_response()
}

fn person(
    app: &App,
    managing: &Managing,
    (day, ticket): (&str, &str),
    draft: &Draft,
    sent: Sent<'_>,
) -> Result<Response, Turned> {
    let state = app.hub.look();
    let lens = state.lens(app.hub.clock().time());
    let known = day.parse().ok().zip(ticket.parse().ok());
    let one = known.and_then(|(day, ticket): (Date, TicketId)| lens.callback(day, ticket));
    let items = items(state.hall.plan());
    drop(state);
    let Some(one) = one else {
        return Err(refused(app, managing, CallbackRefusal::CallbackNotDrawn));
    };
    let shown = |frame: Frame<'_>| {
        pages::callback(&CallbackPage {
            frame,
            one: &one,
            items: &items,
            draft,
            sent,
        })
    };
    Ok(form::framed(app, managing, shown).into_response())
}

fn refused(app: &App, managing: &Managing, refusal: CallbackRefusal) -> Turned {
    let fail = callbacks::refused(managing.caller(), refusal);
    form::refused(app, managing, &fail)
}

/// What the plan's items are called.
pub(super) fn items(plan: Option<&Plan>) -> ItemNames {
    let items = plan.into_iter().flat_map(|plan| &plan.items);
    items
        .map(|(code, item)| (*code, Names::from(&item.name)))
        .collect()
}
