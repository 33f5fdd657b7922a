//! Routes of the managers' pages of cases.

use super::caller::Reads;
use super::session::Managing;
use super::{Fail, Shared};
use crate::pages::{self, CasePage, Cases};
use crate::views::ledger::Standing;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Html;
use hall_core::Language;
use hall_core::code::{CaseId, DepartmentCode};
use hall_core::plan::Plan;
use hall_protocol::Stamp;
use hall_protocol::view::Names;
use serde::Deserialize;

/// Which cases a manager wants to see; an empty department is every one.
#[derive(Debug, Deserialize)]
pub(super) struct Wanted {
    standing: Option<Standing>,
    department: Option<String>,
}

/// `/manage/cases`: the ledger.
pub(super) async fn list(
    _: Managing,
    State(app): State<Shared>,
    Reads(language): Reads,
    Query(wanted): Query<Wanted>,
) -> Html<String> {
    let now = app.hub.clock().now();
    let state = app.hub.look();
    let lens = state.lens(now.at);
    let department = wanted.department.and_then(|code| code.parse().ok());
    let ledger = lens.ledger(now.date, wanted.standing, department);
    Html(pages::cases(&Cases {
        hall: &lens.hall(app.practice, &app.public_url),
        ledger: &ledger,
        departments: &departments(state.hall.plan()),
        standing: wanted.standing,
        department,
        now: Stamp(now.at),
        language,
    }))
}

/// `/manage/cases/{id}`: one case, also long after its end.
pub(super) async fn show(
    _: Managing,
    State(app): State<Shared>,
    Reads(language): Reads,
    Path(name): Path<String>,
) -> Result<Html<String>, Fail> {
    let unknown = || Fail::refused(language, &hall_core::Refusal::UnknownCase, None);
    let id: CaseId = name.parse().map_err(|_| unknown())?;
    let (row, steps) = stored(&app, id, language).await?.ok_or_else(unknown)?;
    let now = app.hub.clock().now();
    let state = app.hub.look();
    let lens = state.lens(now.at);
    let view = state.hall.cases().get(&id);
    let view = view.map(|case| lens.case(id, case, now.date));
    let item = state.hall.plan().and_then(|plan| plan.items.get(&row.item));
    Ok(Html(pages::case(&CasePage {
        hall: &lens.hall(app.practice, &app.public_url),
        row: &row,
        steps: &steps,
        view: view.as_ref(),
        item: item.map(|item| Names::from(&item.name)).as_ref(),
        departments: &departments(state.hall.plan()),
        language,
    })))
}

/// The rows of a case; a hall that keeps nothing on a disk has none.
async fn stored(
    app: &Shared,
    id: CaseId,
    language: Language,
) -> Result<Option<(crate::rows::CaseRow, Vec<crate::rows::StepRow>)>, Fail> {
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

fn departments(plan: Option<&Plan>) -> Vec<(DepartmentCode, Names)> {
    let departments = plan.into_iter().flat_map(|plan| &plan.departments);
    departments
        .map(|(code, department)| (*code, Names::from(&department.name)))
        .collect()
}
