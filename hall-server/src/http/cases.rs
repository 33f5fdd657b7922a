//! Cases: opening one, taking it a step further, and the list of those that are open.

use super::body::{Body, lacks, short, written};
use super::caller::Caller;
use super::windows::item_of;
use super::{Fail, Shared};
use crate::limits::{CASES_LOOKED_AT_MAX, CASES_PAGE_MAX};
use crate::store::NoteRow;
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use hall_core::case::{Case, CaseAct, Stage};
use hall_core::code::{CaseId, DepartmentCode};
use hall_core::command::{CaseClerk, Command, NewCase};
use hall_core::deadline::{Due, Lamp};
use hall_core::device::Role;
use hall_core::{Date, Refusal};
use hall_protocol::api;
use hall_protocol::view::{CaseView, CasesView};
use serde::Deserialize;
use std::ops::Bound;

/// `POST /cases`.
pub(super) async fn open(
    State(app): State<Shared>,
    caller: Caller,
    body: Body,
) -> Result<Response, Fail> {
    let id = body.request_id()?;
    let sent: api::OpenCase = body.parse()?;
    let by = hand(&caller, &sent.by)?;
    let first = sent
        .first
        .as_ref()
        .map(|first| act_of(&app, &caller, &first.act, &first.with))
        .transpose()?;
    let (notes, first) = first.unzip();
    let number = sent.number.as_deref().map(str::parse).transpose();
    let parts = sent.parts.iter();
    let case = NewCase {
        number: number.map_err(|_| refused(&caller, Refusal::CaseNumber))?,
        item: sent
            .item
            .as_deref()
            .map(|code| item_of(&caller, code))
            .transpose()?,
        ticket: sent.ticket,
        parts: parts
            .map(|code| department(&caller, code))
            .collect::<Result<_, _>>()?,
        first,
    };
    let case = Box::new(case);
    let command = Command::OpenCase { by, case };
    let ask = body.ask(&app, &caller, Some(id), command, notes.unwrap_or_default());
    app.ask(ask, caller.language).await
}

/// `POST /cases/{id}/{act}`.
pub(super) async fn act(
    State(app): State<Shared>,
    caller: Caller,
    Path((case, act)): Path<(String, String)>,
    body: Body,
) -> Result<Response, Fail> {
    let id = body.request_id()?;
    let case = case_id(&caller, &case)?;
    let sent: api::MoveCase = body.parse()?;
    let by = hand(&caller, &sent.by)?;
    let (notes, act) = act_of(&app, &caller, &act, &sent.with)?;
    let command = Command::MoveCase { by, case, act };
    app.ask(
        body.ask(&app, &caller, Some(id), command, notes),
        caller.language,
    )
    .await
}

/// Which cases somebody wants to see.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    stage: Option<Stage>,
    lamp: Option<Lamp>,
    /// Of this department, alone or with others.
    department: Option<DepartmentCode>,
    /// Due on this day or before.
    due_until: Option<Date>,
    /// Whose number ends so: nobody types all of it.
    number: Option<String>,
    /// Those behind this one.
    after: Option<CaseId>,
}

/// `GET /cases`: a page of the open ones.
pub(super) async fn list(
    State(app): State<Shared>,
    caller: Caller,
    Query(mut wanted): Query<Wanted>,
) -> Result<Json<CasesView>, Fail> {
    caller.expect(&READERS)?;
    wanted.department = caller.department.or(wanted.department);
    let mut page = CasesView {
        cases: Vec::new(),
        next: wanted.after,
    };
    look_through(&app, &wanted, &mut page);
    // Whoever names a number wants it and no part of the way: commits go on between two looks.
    while wanted.number.is_some() && page.cases.is_empty() && page.next.is_some() {
        tokio::task::yield_now().await;
        look_through(&app, &wanted, &mut page);
    }
    Ok(Json(page))
}

/// Adds the cases behind `page.next` that fit; some are looked at, and it says where to go on.
fn look_through(app: &Shared, wanted: &Wanted, page: &mut CasesView) {
    let now = app.hub.clock().now();
    let state = app.hub.look();
    let lens = state.lens(now.at);
    let after = page.next.take().map_or(Bound::Unbounded, Bound::Excluded);
    let behind = state.hall.cases().range((after, Bound::Unbounded));
    let mut last = None;
    for (looked_at, (id, case)) in behind.enumerate() {
        if page.cases.len() == CASES_PAGE_MAX || looked_at == CASES_LOOKED_AT_MAX {
            page.next = last;
            break;
        }
        last = Some(*id);
        let fits = wanted.fits(case)
            && wanted
                .lamp
                .is_none_or(|lamp| lens.lamp(case, now.date) == Some(lamp));
        if fits {
            page.cases.push(lens.case(*id, case, now.date));
        }
    }
}

/// `GET /cases/{id}`.
pub(super) async fn show(
    State(app): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<CaseView>, Fail> {
    caller.expect(&READERS)?;
    let id = case_id(&caller, &id)?;
    let now = app.hub.clock().now();
    let state = app.hub.look();
    let case = state.hall.cases().get(&id);
    let seen = case.filter(|case| caller.department.is_none_or(|code| case.is_of(code)));
    let case = seen.ok_or_else(|| refused(&caller, Refusal::UnknownCase))?;
    Ok(Json(state.lens(now.at).case(id, case, now.date)))
}

/// Cases name applicants' matters: only those who work on them look.
const READERS: [Role; 5] = [
    Role::Window,
    Role::Office,
    Role::Manager,
    Role::Lead,
    Role::Auditor,
];

impl Wanted {
    /// All but the lamp, which takes counting.
    fn fits(&self, case: &Case) -> bool {
        let due = case.due.and_then(Due::day);
        let is_due = |until| due.is_some_and(|day| day <= until);
        let ends_so = |end: &String| {
            let number = case.number.as_str();
            number.ends_with(&end.trim().to_ascii_uppercase())
        };
        !case.is_over()
            && self.stage.is_none_or(|stage| case.stage() == stage)
            && self.department.is_none_or(|code| case.is_of(code))
            && self.due_until.is_none_or(is_due)
            && self.number.as_ref().is_none_or(ends_so)
    }
}

/// Whose hand it is: a named clerk's, or that of whoever works at a window, by default the
/// terminal's own. Who may say which is a rule of the core.
fn hand(caller: &Caller, sent: &api::CaseHand) -> Result<CaseClerk, Fail> {
    let window = sent.window.or(caller.window);
    match (sent.clerk, window) {
        (Some(clerk), _) => Ok(CaseClerk::Named(clerk)),
        (None, Some(window)) => Ok(CaseClerk::At(window)),
        (None, None) if caller.role == Role::Office => {
            Err(lacks(caller, "clerk: the staff code of whoever does it"))
        }
        (None, None) => Err(refused(caller, Refusal::RoleNotAllowed)),
    }
}

fn act_of(
    app: &Shared,
    caller: &Caller,
    act: &str,
    with: &api::CaseWith,
) -> Result<(Vec<NoteRow>, CaseAct), Fail> {
    let act = match act {
        "accept" => CaseAct::Accept,
        "handle" => CaseAct::Handle,
        "finish-part" => CaseAct::FinishPart {
            department: department_of(caller, with)?,
        },
        "approve" => CaseAct::Approve,
        "finish" => CaseAct::Finish,
        "deliver" => {
            let how = with.how;
            let how = how.ok_or_else(|| lacks(caller, "how: collected, posted or online"))?;
            CaseAct::Deliver { how }
        }
        "continue" => CaseAct::Continue {
            to: day(caller, with.to, "to")?,
        },
        "bring-missing" => CaseAct::BringMissing,
        "lapse" => CaseAct::Lapse,
        "withdraw" => CaseAct::Withdraw,
        _ => return written_act(app, caller, act, with),
    };
    Ok((Vec::new(), act))
}

/// The acts that come with a text.
fn written_act(
    app: &Shared,
    caller: &Caller,
    act: &str,
    with: &api::CaseWith,
) -> Result<(Vec<NoteRow>, CaseAct), Fail> {
    let text = || written(app, caller, with.text.as_deref());
    let (row, act) = match act {
        "ask-more" => {
            let (row, note) = text()?;
            (row, CaseAct::AskMore { note })
        }
        "accept-missing" => {
            let until = day(caller, with.until, "until")?;
            let (row, note) = text()?;
            (row, CaseAct::AcceptMissing { note, until })
        }
        "not-accept" => {
            let (row, note) = text()?;
            (row, CaseAct::NotAccept { note })
        }
        "suspend" => {
            let lacking = || {
                lacks(
                    caller,
                    "kind: what stops the clock, as hearing or appraisal",
                )
            };
            let kind = with.kind.ok_or_else(lacking)?;
            let from = day(caller, with.from, "from")?;
            let lacking = || lacks(caller, "document: the number of the paper that stops it");
            let document = with.document.as_deref().ok_or_else(lacking)?;
            let (row, document) = written(app, caller, Some(document))?;
            let act = CaseAct::Suspend {
                kind,
                from,
                document,
            };
            (row, act)
        }
        "extend" => {
            let days = with.days;
            let days = days.ok_or_else(|| lacks(caller, "days: worked days more"))?;
            let (row, note) = text()?;
            (row, CaseAct::Extend { days, note })
        }
        "return" => {
            let (row, note) = text()?;
            (row, CaseAct::Return { note })
        }
        "hand-on" => {
            let department = department_of(caller, with)?;
            let (row, note) = text()?;
            (row, CaseAct::HandOn { department, note })
        }
        "explain" => {
            let (row, note) = text()?;
            (row, CaseAct::Explain { note })
        }
        other => {
            let detail = short(&format!("cases/…/{other}"));
            let status = StatusCode::NOT_FOUND;
            return Err(Fail::new(caller.language, status, "not_found", detail));
        }
    };
    Ok((vec![row], act))
}

fn day(caller: &Caller, day: Option<Date>, key: &str) -> Result<Date, Fail> {
    day.ok_or_else(|| lacks(caller, &format!("{key}: a day, YYYY-MM-DD")))
}

fn department_of(caller: &Caller, with: &api::CaseWith) -> Result<DepartmentCode, Fail> {
    let code = with.department.as_deref();
    let code = code.ok_or_else(|| lacks(caller, "department: its code"))?;
    department(caller, code)
}

fn department(caller: &Caller, code: &str) -> Result<DepartmentCode, Fail> {
    let unknown = |_| {
        let department = code.to_owned();
        refused(caller, Refusal::UnknownDepartment { department })
    };
    code.parse().map_err(unknown)
}

/// A case id of a path; anything else is no case.
fn case_id(caller: &Caller, text: &str) -> Result<CaseId, Fail> {
    let unknown = |_| refused(caller, Refusal::UnknownCase);
    text.parse().map_err(unknown)
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "refusals are made where they are refused"
)]
fn refused(caller: &Caller, refusal: Refusal) -> Fail {
    Fail::refused(caller.language, &refusal, None)
}
