//! The managers' pages of what has to be put right.

use super::cases::departments;
use super::form::{self, Form, Turned};
use crate::http::session::Managing;
use crate::http::{App, Fail, Shared, rectifications};
use crate::pages::{self, Draft, Frame, Place, RectificationPage, RectificationsPage, Sent};
use crate::views::rectifications::{Next, Wanted};
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::{Html, IntoResponse, Redirect, Response};
use hall_core::code::RectificationId;
use hall_core::rectification::Source;
use serde::Deserialize;
use std::sync::Arc;

/// Which of it a manager wants to see; what is empty is every one.
#[derive(Debug, Deserialize)]
pub(in crate::http) struct Asked {
    #[serde(default)]
    next: String,
    #[serde(default)]
    source: String,
    #[serde(default)]
    department: String,
}

impl Asked {
    fn wanted(&self) -> Wanted {
        let mut nexts = Next::ALL.into_iter();
        let mut sources = Source::ALL.into_iter();
        Wanted {
            next: nexts.find(|next| next.word() == self.next),
            source: sources.find(|source| source.word() == self.source),
            department: self.department.parse().ok(),
        }
    }
}

/// `/manage/rectifications`: what is late, and what comes next.
pub(in crate::http) async fn list(
    managing: Managing,
    State(app): State<Shared>,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, Turned> {
    managing.expect(&app, Place::Rectifications.readers())?;
    let now = app.hub.clock().now();
    let mut wanted = asked.wanted();
    wanted.department = managing.caller().department.or(wanted.department);
    let state = app.hub.look();
    let found = state.lens(now.at).rectifications(now.date, wanted);
    let departments = departments(state.hall.plan());
    drop(state);
    let shown = |frame: Frame<'_>| {
        pages::rectifications(&RectificationsPage {
            frame,
            found: &found,
            wanted,
            departments: &departments,
        })
    };
    Ok(form::framed(&app, &managing, shown))
}

/// `/manage/rectifications/{id}`: one of it, with what may be done now.
pub(in crate::http) async fn show(
    managing: Managing,
    State(app): State<Shared>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Turned> {
    managing.expect(&app, Place::Rectifications.readers())?;
    let draft = form::fresh(&app, &headers);
    page(&app, &managing, &id, &draft, Sent::default())
}

/// A form that was refused leaves its address in the browser; loading that leads back.
pub(in crate::http) async fn show_act(
    managing: Managing,
    Path((id, _)): Path<(String, String)>,
) -> Redirect {
    let language = managing.caller().language;
    Redirect::to(&format!("{}?lang={}", way_of(&id), language.tag()))
}

/// A form of that page.
pub(in crate::http) async fn act(
    managing: Managing,
    State(app): State<Shared>,
    Path((id, act)): Path<(String, String)>,
    form: Form,
) -> Result<Response, Turned> {
    managing.expect(&app, Place::Rectifications.writers())?;
    let caller = *managing.caller();
    let call = Path((id.clone(), act.clone()));
    let body = form.body();
    let done = rectifications::act(State(Arc::clone(&app)), caller, call, body).await;
    let spoiled = |draft: Draft, fail: &Fail| {
        let draft = form::with_id(&app, draft);
        let sent = Sent {
            form: &act,
            wrong: Some(fail.problem()),
        };
        page(&app, &managing, &id, &draft, sent).unwrap_or_else(Response::from)
    };
    Ok(form.answer(done, &way_of(&id), spoiled))
}

fn way_of(id: &str) -> String {
    let id: Option<RectificationId> = id.parse().ok();
    let place = Place::Rectifications.way();
    id.map_or_else(|| place.to_owned(), |id| format!("{place}/{id}"))
}

fn page(
    app: &App,
    managing: &Managing,
    id: &str,
    draft: &Draft,
    sent: Sent<'_>,
) -> Result<Response, Turned> {
    let now = app.hub.clock().now();
    let state = app.hub.look();
    let lens = state.lens(now.at);
    let found = id.parse().ok().and_then(|id: RectificationId| {
        let one = state.hall.rectifications().get(&id)?;
        let one = Some(one).filter(|one| rectifications::is_seen(managing.caller(), one))?;
        Some(lens.rectification(id, one, now.date))
    });
    let Some(one) = found else {
        drop(state);
        let fail = rectifications::unknown(managing.caller());
        return Err(form::refused(app, managing, &fail));
    };
    let ticket = one.about.ticket;
    let number = ticket.and_then(|ticket| lens.number(ticket));
    let departments = departments(state.hall.plan());
    drop(state);
    let known = departments.iter();
    let mut known = known.filter(|(code, _)| Some(*code) == one.about.department);
    let department = known.next().map(|(_, names)| names);
    let shown = |frame: Frame<'_>| {
        pages::rectification(&RectificationPage {
            frame,
            one: &one,
            number: number.as_deref(),
            department,
            draft,
            sent,
        })
    };
    Ok(form::framed(app, managing, shown).into_response())
}
