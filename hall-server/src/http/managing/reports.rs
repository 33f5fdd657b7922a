//! The managers' page of the reports that there are.

use super::form::{self, Turned};
use crate::http::session::Managing;
use crate::http::{Fail, Shared};
use crate::limits::REPORT_DAYS_SHOWN;
use crate::pages::{self, Frame, Place, ReportsPage};
use crate::store::StoreError;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Html;
use hall_core::Date;

/// `/manage/reports`.
pub(in crate::http) async fn show(
    managing: Managing,
    State(app): State<Shared>,
) -> Result<Html<String>, Turned> {
    managing.expect(&app, Place::Reports.readers())?;
    let days = days(&app).await.map_err(|error| {
        tracing::error!("the business days cannot be read: {error}");
        let (language, status) = (managing.caller().language, StatusCode::SERVICE_UNAVAILABLE);
        let fail = Fail::new(language, status, "storage_failed", String::new());
        form::refused(&app, &managing, &fail)
    })?;
    let shown = |frame: Frame<'_>| pages::reports(&ReportsPage { frame, days: &days });
    Ok(form::framed(&app, &managing, shown))
}

/// The last business days; a hall that keeps nothing on a disk has none.
async fn days(app: &Shared) -> Result<Vec<Date>, StoreError> {
    let Some(reader) = &app.reader else {
        return Ok(Vec::new());
    };
    let mut days = reader.moment().await?.days().await?;
    days.truncate(REPORT_DAYS_SHOWN);
    Ok(days)
}
