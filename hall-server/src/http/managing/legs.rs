//! The managers' page of the rows behind a figure of a report.

use super::form::{self, Turned};
use crate::http::session::Managing;
use crate::http::{Fail, Shared};
use crate::limits::REGISTER_DAYS_MAX;
use crate::pages::{self, Frame, LegsPage, Place};
use crate::report::{Key, PartKey, behind};
use crate::rows::{Days, LegRow, TicketRow};
use crate::store::StoreError;
use axum::extract::{Query, State};
use axum::http::{StatusCode, Uri};
use axum::response::Html;
use hall_core::Date;
use hall_core::plan::Plan;
use serde::Deserialize;
use std::str::FromStr;

/// Which rows: days, and the key of each part as the report has it; an empty one is the remainder.
#[derive(Debug, Deserialize)]
pub(in crate::http) struct Asked {
    from: Option<Date>,
    until: Option<Date>,
    window: Option<String>,
    clerk: Option<String>,
    queue: Option<String>,
    item: Option<String>,
    department: Option<String>,
    #[serde(default)]
    row: usize,
}

/// A key of a part; an empty one is the remainder, and what is no key finds nothing.
fn key<T: FromStr>(text: Option<&String>) -> Key<T> {
    match text.map(String::as_str) {
        None => Key::Any,
        Some("") => Key::Rest,
        Some(text) => text.parse().map_or(Key::Nothing, Key::Is),
    }
}

impl Asked {
    /// The parts that were named.
    fn named(&self) -> Vec<(&'static str, String)> {
        let parts = [
            ("window", &self.window),
            ("queue", &self.queue),
            ("item", &self.item),
            ("department", &self.department),
            ("clerk", &self.clerk),
        ];
        let named = parts.into_iter();
        named
            .filter_map(|(part, key)| Some((part, key.clone()?)))
            .collect()
    }

    fn part(&self) -> PartKey {
        PartKey {
            window: key(self.window.as_ref()),
            clerk: key(self.clerk.as_ref()),
            queue: key(self.queue.as_ref()),
            item: key(self.item.as_ref()),
            department: key(self.department.as_ref()),
        }
    }
}

/// `/manage/legs`.
pub(in crate::http) async fn show(
    managing: Managing,
    State(app): State<Shared>,
    uri: Uri,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, Turned> {
    managing.expect(&app, Place::Reports.readers())?;
    let today = app.hub.clock().now().date;
    let last = asked.until.or(asked.from).unwrap_or(today);
    let first = asked.from.unwrap_or(last);
    let days = Days { first, last };
    let language = managing.caller().language;
    let length = i64::from(last.0) - i64::from(first.0);
    if !(0..REGISTER_DAYS_MAX).contains(&length) {
        let detail = format!("from, until: 1 to {REGISTER_DAYS_MAX} days, in order");
        let fail = Fail::unprocessable(language, "malformed", detail);
        return Err(form::refused(&app, &managing, &fail));
    }
    let plan = app.hub.look().hall.plan().cloned();
    let plan = plan.expect("a server starts only with a plan in force");
    let read = read(&app, &plan, days).await.map_err(|error| {
        tracing::error!("the rows of {first} to {last} cannot be read: {error}");
        let status = StatusCode::SERVICE_UNAVAILABLE;
        let fail = Fail::new(language, status, "storage_failed", String::new());
        form::refused(&app, &managing, &fail)
    })?;
    let (tickets, legs, owners) = read;
    let rows = behind(&tickets, &legs, &owners, &asked.part());
    let query = uri.query().unwrap_or_default().split('&');
    let kept: Vec<&str> = query.filter(|pair| !pair.starts_with("row=")).collect();
    let way = format!("/manage/legs?{}", kept.join("&"));
    let shown = |frame: Frame<'_>| {
        pages::legs(&LegsPage {
            frame,
            plan: &plan,
            days,
            part: &asked.named(),
            rows: &rows,
            from_row: asked.row,
            way: &way,
        })
    };
    Ok(form::framed(&app, &managing, shown))
}

type Read = (Vec<TicketRow>, Vec<LegRow>, crate::report::Owners);

/// The rows; a hall that keeps nothing on a disk has none.
async fn read(app: &Shared, plan: &Plan, days: Days) -> Result<Read, StoreError> {
    let Some(reader) = &app.reader else {
        return Ok(Read::default());
    };
    let mut moment = reader.moment().await?;
    let tickets = moment.tickets(days).await?;
    let legs = moment.legs(days).await?;
    Ok((tickets, legs, moment.owners(plan, days).await?))
}
