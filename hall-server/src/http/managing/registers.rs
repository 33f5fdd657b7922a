//! The managers' pages of the registers.

use super::callbacks::items;
use super::cases::departments;
use super::form::{self, Form, Turned};
use crate::http::registers::{self, Days};
use crate::http::session::Managing;
use crate::http::{Fail, Shared};
use crate::limits::REGISTER_DAYS_MAX;
use crate::pages::{self, Draft, Frame, Place, RegisterPage, Sent};
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use hall_core::Date;
use hall_core::register::Register;
use serde::Deserialize;
use std::sync::Arc;

/// The days whose entries somebody wants to see; this month's when nothing is said.
#[derive(Clone, Debug, Default, Deserialize)]
pub(in crate::http) struct Asked {
    #[serde(default)]
    from: String,
    #[serde(default)]
    until: String,
}

impl Asked {
    fn days(&self, today: Date) -> [Date; 2] {
        let until = self.until.parse().unwrap_or(today);
        let (year, month, _) = until.civil();
        let first = Date::from_civil(year, month, 1);
        let from: Date = self.from.parse().unwrap_or(first);
        // The page shows as many days as there may be, and says so.
        let days = REGISTER_DAYS_MAX as i32;
        [
            Date(from.0.clamp(until.0.saturating_sub(days - 1), until.0)),
            until,
        ]
    }
}

/// `/manage/registers`: leads to the first.
pub(in crate::http) async fn first(managing: Managing) -> Redirect {
    let way = pages::register_way(Register::Complaint);
    let language = managing.caller().language;
    Redirect::to(&format!("{way}?lang={}", language.tag()))
}

/// `/manage/registers/{register}`.
pub(in crate::http) async fn show(
    managing: Managing,
    State(app): State<Shared>,
    Path(register): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, Turned> {
    managing.expect(&app, Place::Registers.readers())?;
    let draft = form::fresh(&app, &headers);
    let sent = Sent::default();
    page(&app, &managing, &register, &asked, &draft, sent).await
}

/// The form of that page.
pub(in crate::http) async fn enter(
    managing: Managing,
    State(app): State<Shared>,
    Path(register): Path<String>,
    form: Form,
) -> Result<Response, Turned> {
    managing.expect(&app, Place::Registers.writers())?;
    let caller = *managing.caller();
    let call = Path(register.clone());
    let body = form.body();
    let done = registers::enter(State(Arc::clone(&app)), caller, call, body).await;
    let way = format!("{}/{register}", Place::Registers.way());
    let fail = match done {
        Err(fail) => fail,
        done => {
            return Ok(form.answer(done, &way, |_, fail| {
                form::refused(&app, &managing, fail).into()
            }));
        }
    };
    let draft = form::with_id(&app, form.kept(&fail));
    let sent = Sent {
        form: &register,
        wrong: Some(fail.problem()),
    };
    let asked = Asked::default();
    let page = page(&app, &managing, &register, &asked, &draft, sent).await?;
    Ok(form.answer(Err(fail), &way, |_, _| page))
}

async fn page(
    app: &Shared,
    managing: &Managing,
    register: &str,
    asked: &Asked,
    draft: &Draft,
    sent: Sent<'_>,
) -> Result<Response, Turned> {
    let caller = managing.caller();
    let refused = |fail: &Fail| form::refused(app, managing, fail);
    let register = registers::register_of(caller, register).map_err(|fail| refused(&fail))?;
    let days = asked.days(app.hub.clock().now().date);
    let view = registers::read(app, caller, register, Days::from(days)).await;
    let view = view.map_err(|fail| refused(&fail))?;
    let state = app.hub.look();
    let plan = state.hall.plan();
    let (items, departments) = (items(plan), departments(plan));
    drop(state);
    let shown = |frame: Frame<'_>| {
        pages::register(&RegisterPage {
            frame,
            register,
            view: &view,
            days,
            items: &items,
            departments: &departments,
            draft,
            sent,
        })
    };
    Ok(form::framed(app, managing, shown).into_response())
}
