//! Registers: writing something down, and reading what was written on some days.

use super::body::{Body, lacks, short, written};
use super::caller::Caller;
use super::rectifications::maybe_written;
use super::{Fail, Shared};
use crate::limits::REGISTER_DAYS_MAX;
use crate::rows;
use crate::store::NoteRow;
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use hall_core::Date;
use hall_core::command::Command;
use hall_core::device::Role;
use hall_core::rectification::About;
use hall_core::register::{Entered, Register};
use hall_core::ticket::NoteRef;
use hall_protocol::api;
use hall_protocol::view::RegisterView;
use serde::Deserialize;

/// Who asks citizens and writes things down looks at it, who answers for the hall, and who audits.
pub(super) const READERS: [Role; 3] = [Role::Callback, Role::Manager, Role::Auditor];

/// The days somebody wants to see; both today when nothing is said.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Days {
    from: Option<Date>,
    until: Option<Date>,
}

impl From<[Date; 2]> for Days {
    fn from([from, until]: [Date; 2]) -> Self {
        Self {
            from: Some(from),
            until: Some(until),
        }
    }
}

/// `GET /registers/{register}`: entries of some days with their sum.
pub(super) async fn show(
    State(app): State<Shared>,
    caller: Caller,
    Path(register): Path<String>,
    Query(days): Query<Days>,
) -> Result<Json<RegisterView>, Fail> {
    caller.expect(&READERS)?;
    let register = register_of(&caller, &register)?;
    read(&app, &caller, register, days).await.map(Json)
}

/// Entries of some days with their sum.
pub(super) async fn read(
    app: &Shared,
    caller: &Caller,
    register: Register,
    days: Days,
) -> Result<RegisterView, Fail> {
    let until = days.until.unwrap_or(app.hub.clock().now().date);
    let from = days.from.unwrap_or(until);
    if !(0..REGISTER_DAYS_MAX).contains(&(i64::from(until.0) - i64::from(from.0))) {
        let days = format!("from, until: 1 to {REGISTER_DAYS_MAX} days, in order");
        return Err(lacks(caller, &days));
    }
    let wanted = rows::Days {
        first: from,
        last: until,
    };
    let rows = match &app.reader {
        Some(reader) => reader.entries(wanted).await,
        // A hall without a disk has no tables to read.
        None => Ok(Vec::new()),
    };
    let rows = rows.map_err(|error| {
        let status = StatusCode::SERVICE_UNAVAILABLE;
        Fail::new(caller.language, status, "storage_failed", error.to_string())
    })?;
    let state = app.hub.look();
    let lens = state.lens(app.hub.clock().time());
    Ok(lens.register(register, rows))
}

/// `POST /registers/{register}`.
pub(super) async fn enter(
    State(app): State<Shared>,
    caller: Caller,
    Path(register): Path<String>,
    body: Body,
) -> Result<Response, Fail> {
    let id = body.request_id()?;
    let register = register_of(&caller, &register)?;
    let sent: api::EnterRegister = body.parse()?;
    let lacking = || lacks(&caller, "clerk: the staff code of whoever enters it");
    let by = sent.clerk.ok_or_else(lacking)?;
    let (notes, what) = entered(&app, &caller, register, &sent)?;
    let what = Box::new(what);
    let command = Command::EnterRegister { by, what };
    let ask = body.ask(&app, &caller, Some(id), command, notes);
    app.ask(ask, caller.language).await
}

fn entered(
    app: &Shared,
    caller: &Caller,
    register: Register,
    sent: &api::EnterRegister,
) -> Result<(Vec<NoteRow>, Entered), Fail> {
    if register == Register::Commendation {
        let form = sent
            .form
            .ok_or_else(|| lacks(caller, "form: letter or banner"))?;
        let (rows, note) = maybe_written(app, caller, sent.text.as_deref())?;
        let about = about(sent);
        return Ok((rows, Entered::Commendation { form, about, note }));
    }
    let (row, note) = written(app, caller, sent.text.as_deref())?;
    Ok((vec![row], with_words(caller, register, sent, note)?))
}

/// The registers whose entries need words.
fn with_words(
    caller: &Caller,
    register: Register,
    sent: &api::EnterRegister,
    note: NoteRef,
) -> Result<Entered, Fail> {
    Ok(match register {
        Register::Complaint | Register::Commendation => Entered::Complaint {
            about: about(sent),
            note,
        },
        Register::Patrol => {
            let window = sent.window;
            let day = sent.rectify_by;
            Entered::Patrol {
                window: window.ok_or_else(|| lacks(caller, "window: its number"))?,
                finding: note,
                photo: sent.photo,
                rectify_by: day.ok_or_else(|| lacks(caller, "rectify_by: a day, YYYY-MM-DD"))?,
            }
        }
        Register::Assistance => {
            let (officer, item, result) = (sent.about_clerk, sent.item, sent.result);
            let results = "result: done, incomplete or refused";
            Entered::Assistance {
                officer: officer.ok_or_else(|| lacks(caller, "about_clerk: the officer"))?,
                item: item.ok_or_else(|| lacks(caller, "item: its code"))?,
                person: note,
                result: result.ok_or_else(|| lacks(caller, results))?,
            }
        }
        Register::Outreach => Entered::Outreach {
            place: note,
            counts: sent.counts,
        },
    })
}

fn about(sent: &api::EnterRegister) -> About {
    About {
        ticket: sent.ticket,
        window: sent.window,
        clerk: sent.about_clerk,
        department: sent.department,
        item: sent.item,
    }
}

pub(super) fn register_of(caller: &Caller, text: &str) -> Result<Register, Fail> {
    let mut all = Register::ALL.into_iter();
    all.find(|register| register.word() == text).ok_or_else(|| {
        let detail = short(&format!("registers/{text}"));
        Fail::new(caller.language, StatusCode::NOT_FOUND, "not_found", detail)
    })
}
