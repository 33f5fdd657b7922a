//! The managers' page of who was at which window.

use super::form::{self, Turned};
use crate::http::session::Managing;
use crate::http::{Fail, Shared};
use crate::pages::{self, AttendancePage, Frame, Place};
use crate::rows::SpanRow;
use crate::store::StoreError;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Html;
use hall_core::Date;
use serde::Deserialize;

/// The day somebody wants to see; the present or last one when nothing is said.
#[derive(Debug, Deserialize)]
pub(in crate::http) struct Asked {
    #[serde(default)]
    day: String,
}

/// `/manage/attendance`.
pub(in crate::http) async fn show(
    managing: Managing,
    State(app): State<Shared>,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, Turned> {
    managing.expect(&app, Place::Attendance.readers())?;
    let now = app.hub.clock().now();
    let day: Option<Date> = asked.day.parse().ok();
    let present = app.hub.look().hall.day().map(|day| day.date);
    let day = day.or(present).unwrap_or(now.date);
    let read = read(&app, day).await;
    let language = managing.caller().language;
    let (spans, is_business_day) = read.map_err(|error| {
        tracing::error!("the windows of {day} cannot be read: {error}");
        let status = StatusCode::SERVICE_UNAVAILABLE;
        let fail = Fail::new(language, status, "storage_failed", String::new());
        form::refused(&app, &managing, &fail)
    })?;
    let state = app.hub.look();
    let plan = state.hall.plan().cloned();
    drop(state);
    let plan = plan.expect("a server starts only with a plan in force");
    let shown = |frame: Frame<'_>| {
        pages::attendance(&AttendancePage {
            frame,
            plan: &plan,
            day,
            spans: &spans,
            is_business_day,
            department: managing.caller().department,
        })
    };
    Ok(form::framed(&app, &managing, shown))
}

/// What windows did on a day, and whether the hall opened on it; a hall that keeps nothing on a disk
/// has no rows.
async fn read(app: &Shared, day: Date) -> Result<(Vec<SpanRow>, bool), StoreError> {
    let Some(reader) = &app.reader else {
        return Ok((Vec::new(), false));
    };
    let mut moment = reader.moment().await?;
    let spans = moment.spans(Some(day)).await?;
    Ok((spans, moment.days().await?.contains(&day)))
}
