//! What has to be put right: the list, one of it, and what somebody does about it.

use super::body::{Body, lacks, short, written};
use super::caller::Caller;
use super::{Fail, Shared};
use crate::limits::{RECTIFICATIONS_LOOKED_AT_MAX, RECTIFICATIONS_PAGE_MAX};
use crate::store::NoteRow;
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use hall_core::Refusal;
use hall_core::code::{DepartmentCode, RectificationId};
use hall_core::command::Command;
use hall_core::device::Role;
use hall_core::rectification::{Rectification, RectificationAct, RectificationRefusal, Source};
use hall_core::ticket::NoteRef;
use hall_protocol::api;
use hall_protocol::view::{RectificationView, RectificationsView};
use serde::Deserialize;
use std::ops::Bound;

/// Who calls back looks at it, who answers for the hall or for the department, and who audits;
/// nobody who may have been rated.
const READERS: [Role; 4] = [Role::Callback, Role::Manager, Role::Lead, Role::Auditor];

/// Which of it somebody wants to see.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    source: Option<Source>,
    /// Over, or not over.
    over: Option<bool>,
    department: Option<DepartmentCode>,
    /// Those behind this one.
    after: Option<RectificationId>,
}

impl Wanted {
    fn fits(&self, one: &Rectification) -> bool {
        self.source.is_none_or(|source| one.source == source)
            && self.over.is_none_or(|over| one.is_over() == over)
            && (self.department.is_none() || one.about.department == self.department)
    }
}

/// `GET /rectifications`: a page.
pub(super) async fn list(
    State(app): State<Shared>,
    caller: Caller,
    Query(mut wanted): Query<Wanted>,
) -> Result<Json<RectificationsView>, Fail> {
    caller.expect(&READERS)?;
    wanted.department = caller.department.or(wanted.department);
    let now = app.hub.clock().now();
    let state = app.hub.look();
    let lens = state.lens(now.at);
    let after = wanted.after.map_or(Bound::Unbounded, Bound::Excluded);
    let behind = state.hall.rectifications().range((after, Bound::Unbounded));
    let mut page = RectificationsView {
        rectifications: Vec::new(),
        next: None,
    };
    let mut last = None;
    for (looked_at, (id, one)) in behind.enumerate() {
        let is_full = page.rectifications.len() == RECTIFICATIONS_PAGE_MAX;
        if is_full || looked_at == RECTIFICATIONS_LOOKED_AT_MAX {
            page.next = last;
            break;
        }
        last = Some(*id);
        if wanted.fits(one) {
            page.rectifications
                .push(lens.rectification(*id, one, now.date));
        }
    }
    Ok(Json(page))
}

/// `POST /rectifications`.
pub(super) async fn open(
    State(app): State<Shared>,
    caller: Caller,
    body: Body,
) -> Result<Response, Fail> {
    let id = body.request_id()?;
    let sent: api::OpenRectification = body.parse()?;
    let command = Command::OpenRectification {
        by: sent.clerk,
        ticket: sent.ticket,
    };
    let ask = body.ask(&app, &caller, Some(id), command, Vec::new());
    app.ask(ask, caller.language).await
}

/// `GET /rectifications/{id}`.
pub(super) async fn show(
    State(app): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<RectificationView>, Fail> {
    caller.expect(&READERS)?;
    let id = id_of(&caller, &id)?;
    let now = app.hub.clock().now();
    let state = app.hub.look();
    let one = state.hall.rectifications().get(&id);
    let one = one.filter(|one| is_seen(&caller, one));
    let one = one.ok_or_else(|| unknown(&caller))?;
    Ok(Json(state.lens(now.at).rectification(id, one, now.date)))
}

/// `POST /rectifications/{id}/{act}`.
pub(super) async fn act(
    State(app): State<Shared>,
    caller: Caller,
    Path((id, act)): Path<(String, String)>,
    body: Body,
) -> Result<Response, Fail> {
    let request = body.request_id()?;
    let rectification = id_of(&caller, &id)?;
    let sent: api::MoveRectification = body.parse()?;
    let (notes, act) = act_of(&app, &caller, &act, &sent)?;
    let command = Command::MoveRectification {
        by: sent.clerk,
        rectification,
        act,
    };
    let ask = body.ask(&app, &caller, Some(request), command, notes);
    app.ask(ask, caller.language).await
}

fn act_of(
    app: &Shared,
    caller: &Caller,
    act: &str,
    sent: &api::MoveRectification,
) -> Result<(Vec<NoteRow>, RectificationAct), Fail> {
    let needed = || written(app, caller, sent.text.as_deref());
    match act {
        "contact" => {
            let reached = sent.reached;
            let reached = reached.ok_or_else(|| lacks(caller, "reached: true or false"))?;
            let (rows, note) = maybe_written(app, caller, sent.text.as_deref())?;
            Ok((rows, RectificationAct::Contact { reached, note }))
        }
        "judge" => {
            let judgement = sent.judgement;
            let lacking = || lacks(caller, "judgement: clear, ordinary, complex or unfounded");
            let judgement = judgement.ok_or_else(lacking)?;
            let (rows, note) = maybe_written(app, caller, sent.text.as_deref())?;
            Ok((rows, RectificationAct::Judge { judgement, note }))
        }
        "close" => {
            let (row, note) = needed()?;
            Ok((vec![row], RectificationAct::Close { note }))
        }
        "publish" => {
            let (row, note) = needed()?;
            Ok((vec![row], RectificationAct::Publish { note }))
        }
        "exclude" => {
            let exclusion = sent.exclusion;
            let lacking = || lacks(caller, "exclusion: mistaken or malicious");
            let exclusion = exclusion.ok_or_else(lacking)?;
            let (rows, note) = maybe_written(app, caller, sent.text.as_deref())?;
            Ok((rows, RectificationAct::Exclude { exclusion, note }))
        }
        other => {
            let detail = short(&format!("rectifications/…/{other}"));
            let status = StatusCode::NOT_FOUND;
            Err(Fail::new(caller.language, status, "not_found", detail))
        }
    }
}

/// A text that may be missing; one of spaces is none.
pub(super) fn maybe_written(
    app: &Shared,
    caller: &Caller,
    text: Option<&str>,
) -> Result<(Vec<NoteRow>, Option<NoteRef>), Fail> {
    if text.is_none_or(|text| text.trim().is_empty()) {
        return Ok((Vec::new(), None));
    }
    let (row, note) = written(app, caller, text)?;
    Ok((vec![row], Some(note)))
}

/// Whoever leads a department sees what is of that department.
pub(super) fn is_seen(caller: &Caller, one: &Rectification) -> bool {
    caller.department.is_none() || one.about.department == caller.department
}

/// The id of a path; anything else is none.
fn id_of(caller: &Caller, text: &str) -> Result<RectificationId, Fail> {
    text.parse().map_err(|_| unknown(caller))
}

pub(super) fn unknown(caller: &Caller) -> Fail {
    let refusal = Refusal::Rectification(RectificationRefusal::UnknownRectification);
    Fail::refused(caller.language, &refusal, None)
}
