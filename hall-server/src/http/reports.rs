//! Reports for managers, by ending or by `Accept`.

use super::body::short;
use super::caller::{Caller, Reads, bearer};
use super::{Fail, Shared};
use crate::admin::AdminError;
use crate::daily::{self, Format, render};
use crate::period;
use crate::report::{self, OnPaper, Period};
use axum::extract::{FromRequestParts, Path, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use hall_core::Language;
use hall_core::device::Role;
use serde::Serialize;
use std::str::FromStr;

/// Whoever may read reports, and the language: managers, who audits, and any browser in a practice
/// hall, where nothing is real and the managers' pages link them. A report shows every department.
pub(super) struct Reader(Language);

impl FromRequestParts<Shared> for Reader {
    type Rejection = Fail;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, Fail> {
        let Ok(Reads(language)) = Reads::from_request_parts(parts, app).await;
        let accept = parts.headers.get(header::ACCEPT);
        let accept = accept.and_then(|value| value.to_str().ok());
        let is_browser = accept.is_some_and(|accept| accept.contains("text/html"))
            && bearer(&parts.headers).is_none();
        if app.practice && is_browser {
            return Ok(Self(language));
        }
        let caller = Caller::from_request_parts(parts, app).await?;
        caller.expect(&[Role::Manager, Role::Auditor])?;
        Ok(Self(language))
    }
}

/// `GET /reports/daily/{date}` with `.json .csv .xlsx .html .txt` or an `Accept` header.
pub(super) async fn daily(
    State(app): State<Shared>,
    Reader(language): Reader,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Fail> {
    let (day, format) = asked(language, &name, &headers)?;
    let made = daily::of_app(&app, Some(day)).await;
    Ok(answer(&made_or_not(language, made)?.0, format, language))
}

/// `GET /reports/{week,month,half-year,year}/{name}`, in the same forms.
pub(super) async fn of_period(
    State(app): State<Shared>,
    Reader(language): Reader,
    Path((kind, name)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Fail> {
    let (period, format): (Period, _) = asked(language, &name, &headers)?;
    if period.kind().word() != kind {
        return Err(not_found(language, &format!("{kind}/{name}")));
    }
    let made = period::of_app(&app, period).await;
    Ok(answer(&made_or_not(language, made)?, format, language))
}

/// The day or the period that is named, and the format.
fn asked<T: FromStr>(
    language: Language,
    name: &str,
    headers: &HeaderMap,
) -> Result<(T, Format), Fail> {
    let (what, format) = match name.split_once('.') {
        Some((what, ending)) => (what, Format::of_ending(ending)),
        None => (name, Some(accepted(headers))),
    };
    let what = what.parse().ok();
    what.zip(format).ok_or_else(|| not_found(language, name))
}

fn made_or_not<T>(language: Language, made: Result<T, AdminError>) -> Result<T, Fail> {
    made.map_err(|error| not_found(language, &error.to_string()))
}

fn not_found(language: Language, detail: &str) -> Fail {
    let status = StatusCode::NOT_FOUND;
    Fail::new(language, status, "not_found", short(detail))
}

/// A page links its styles: ours allow none inside (`Content-Security-Policy`).
fn answer(report: &(impl OnPaper + Serialize), format: Format, language: Language) -> Response {
    let bytes = match format {
        Format::Html => report::html(report, language).into_bytes(),
        format => render(report, format, language),
    };
    ([(header::CONTENT_TYPE, format.media())], bytes).into_response()
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
