//! The managers' pages of cases.

use super::form::{self, Turned};
use crate::http::session::Managing;
use crate::http::{Fail, Shared};
use crate::pages::{self, CasePage, Cases, Frame, Place};
use crate::rows::{CaseRow, StepRow};
use crate::views::ledger::Standing;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Html;
use hall_core::Language;
use hall_core::code::{CaseId, DepartmentCode};
use hall_core::plan::Plan;
use hall_protocol::view::Names;
use serde::Deserialize;

/// Which cases a manager wants to see; an empty department is every one.
#[derive(Debug, Deserialize)]
pub(in crate::http) struct Wanted {
    standing: Option<Standing>,
    department: Option<String>,
}

/// `/manage/cases`: the ledger.
pub(in crate::http) async fn list(
    managing: Managing,
    State(app): State<Shared>,
    Query(wanted): Query<Wanted>,
) -> Result<Html<String>, Turned> {
    managing.expect(&app, Place::Cases.readers())?;
    let now = app.hub.clock().now();
    let department = wanted.department.and_then(|code| code.parse().ok());
    let department = managing.caller().department.or(department);
    let state = app.hub.look();
    let ledger = state
        .lens(now.at)
        .ledger(now.date, wanted.standing, department);
    let departments = departments(state.hall.plan());
    drop(state);
    let shown = |frame: Frame<'_>| {
        pages::cases(&Cases {
            frame,
            ledger: &ledger,
            departments: &departments,
            standing: wanted.standing,
            department,
        })
    };
    Ok(form::framed(&app, &managing, shown))
}

/// `/manage/cases/{id}`: one case, also long after its end.
pub(in crate::http) async fn show(
    managing: Managing,
    State(app): State<Shared>,
    Path(name): Path<String>,
) -> Result<Html<String>, Turned> {
    managing.expect(&app, Place::Cases.readers())?;
    let language = managing.caller().language;
    let found = match name.parse() {
        Ok(id) => stored(&app, id, language).await,
        Err(_) => Ok(None),
    };
    let unknown = || Fail::refused(language, &hall_core::Refusal::UnknownCase, None);
    let found = found.and_then(|found| found.ok_or_else(unknown));
    let own = managing.caller().department;
    let found = found.and_then(|found| {
        let seen = is_seen(own, &found).then_some(found);
        seen.ok_or_else(unknown)
    });
    let (row, steps) = found.map_err(|fail| form::refused(&app, &managing, &fail))?;
    let id = CaseId(row.case);
    let now = app.hub.clock().now();
    let state = app.hub.look();
    let view = state.hall.cases().get(&id);
    let view = view.map(|case| state.lens(now.at).case(id, case, now.date));
    let item = state.hall.plan().and_then(|plan| plan.items.get(&row.item));
    let item = item.map(|item| Names::from(&item.name));
    let departments = departments(state.hall.plan());
    drop(state);
    let shown = |frame: Frame<'_>| {
        pages::case(&CasePage {
            frame,
            row: &row,
            steps: &steps,
            view: view.as_ref(),
            item: item.as_ref(),
            departments: &departments,
        })
    };
    Ok(form::framed(&app, &managing, shown))
}

/// Whoever leads a department sees the cases that it has or had to do with.
fn is_seen(own: Option<DepartmentCode>, (row, steps): &(CaseRow, Vec<StepRow>)) -> bool {
    let parts = steps.iter().filter_map(|step| step.department);
    let mut known = parts.chain([row.department]);
    own.is_none_or(|own| known.any(|department| department == own))
}

/// The rows of a case; a hall that keeps nothing on a disk has none.
async fn stored(
    app: &Shared,
    id: CaseId,
    language: Language,
) -> Result<Option<(CaseRow, Vec<StepRow>)>, Fail> {
    let Some(reader) = &app.reader else {
        return Ok(None);
    };
    let failed = |error: crate::store::StoreError| {
        tracing::error!("the case {id} cannot be read: {error}");
        let status = StatusCode::SERVICE_UNAVAILABLE;
        Fail::new(language, status, "storage_failed", String::new())
    };
    let mut moment = reader.moment().await.map_err(failed)?;
    moment.case(id.0).await.map_err(failed)
}

/// The hall's departments with their names.
pub(super) fn departments(plan: Option<&Plan>) -> Vec<(DepartmentCode, Names)> {
    let departments = plan.into_iter().flat_map(|plan| &plan.departments);
    departments
        .map(|(code, department)| (*code, Names::from(&department.name)))
        .collect()
}
