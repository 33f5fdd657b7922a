//! Reports for managers, by ending or by `Accept`.

use super::body::short;
use super::caller::Caller;
use super::{Fail, Shared};
use crate::daily::{self, Format};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use hall_core::Date;
use hall_core::device::Role;

/// `GET /reports/daily/{date}` with `.json .csv .xlsx .html .txt` or an `Accept` header.
pub(super) async fn daily(
    State(app): State<Shared>,
    caller: Caller,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Fail> {
    caller.expect(&[Role::Manager])?;
    let not_found = |detail: &str| {
        let detail = short(detail);
        Fail::new(caller.language, StatusCode::NOT_FOUND, "not_found", detail)
    };
    let (date, format) = match name.split_once('.') {
        Some((date, ending)) => (date, Format::of_ending(ending)),
        None => (name.as_str(), Some(accepted(&headers))),
    };
    let format = format.ok_or_else(|| not_found(&name))?;
    let day: Date = date.parse().map_err(|_| not_found(&name))?;
    let made = daily::of_app(&app, Some(day)).await;
    let made = made.map_err(|error| not_found(&error.to_string()))?;
    let bytes = made.render(format, caller.language);
    Ok(([(header::CONTENT_TYPE, format.media())], bytes).into_response())
}

fn accepted(headers: &HeaderMap) -> Format {
    let accept = headers
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok());
    let wanted = accept.unwrap_or_default();
    let formats = [Format::Html, Format::Csv, Format::Xlsx];
    let plain = |media: &'static str| media.split(';').next().unwrap_or(media);
    let named = formats
        .into_iter()
        .find(|format| wanted.contains(plain(format.media())));
    named.unwrap_or(if wanted.contains("text/plain") {
        Format::Text
    } else {
        Format::Json
    })
}
