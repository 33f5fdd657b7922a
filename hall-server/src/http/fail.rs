//! Errors as problem+json: a stable code, a sentence in the caller's language, what to do next.

use super::body::short;
use super::caller::language_of;
use crate::desk::task::DeskError;
use axum::body::to_bytes;
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use hall_core::callback::CallbackRefusal;
use hall_core::case::CaseRefusal;
use hall_core::device::DeviceRefusal;
use hall_core::notice::NoticeRefusal;
use hall_core::rectification::RectificationRefusal;
use hall_core::{Language, Refusal};
use hall_protocol::Problem;
use hall_protocol::view::TicketView;

/// An error answer.
#[derive(Debug)]
pub struct Fail(Box<Problem>);

impl Fail {
    /// An error that is no refusal of the rules; the words are in the catalogue.
    pub fn new(language: Language, status: StatusCode, code: &str, detail: String) -> Self {
        let key = code.replace('_', "-");
        Self(Box::new(Problem {
            status: status.as_u16(),
            code: code.to_owned(),
            title: hall_text::word(language, &format!("refusal-{key}")),
            hint: hall_text::word(language, &format!("hint-{key}")),
            detail,
            ticket: None,
        }))
    }

    /// A refusal of the rules, with the truth about the ticket in the way.
    pub fn refused(language: Language, refusal: &Refusal, ticket: Option<Box<TicketView>>) -> Self {
        Self(Box::new(Problem {
            status: status(refusal).as_u16(),
            code: refusal.code().to_owned(),
            // Some titles repeat what was asked for.
            title: short(&hall_text::refusal(language, refusal)),
            hint: hall_text::hint(language, refusal),
            detail: detail(refusal),
            ticket,
        }))
    }

    /// The desk gave no answer.
    pub fn desk(language: Language, error: &DeskError) -> Self {
        let (status, code) = match error {
            DeskError::Full => (StatusCode::INSUFFICIENT_STORAGE, "disk_low"),
            DeskError::Failed(_) => (StatusCode::SERVICE_UNAVAILABLE, "storage_failed"),
            DeskError::Stopping => (StatusCode::SERVICE_UNAVAILABLE, "server_stopping"),
        };
        Self::new(language, status, code, String::new())
    }

    /// The intent's id was used for something else.
    pub fn request_id_reused(language: Language) -> Self {
        Self::unprocessable(language, "request_id_reused", String::new())
    }

    /// The body says something that cannot be.
    pub fn unprocessable(language: Language, code: &str, detail: String) -> Self {
        Self::new(language, StatusCode::UNPROCESSABLE_ENTITY, code, detail)
    }

    /// The problem.
    pub fn problem(&self) -> &Problem {
        &self.0
    }
}

/// What a sentence cannot hold: the list of what a plan may not take away.
fn detail(refusal: &Refusal) -> String {
    let Refusal::PlanInUse {
        queues,
        windows,
        items,
    } = refusal
    else {
        return String::new();
    };
    let part = |what: &str, names: Vec<String>| {
        (!names.is_empty()).then(|| format!("{what}: {}", names.join(", ")))
    };
    let parts = [
        part("queues", queues.iter().map(ToString::to_string).collect()),
        part("windows", windows.iter().map(ToString::to_string).collect()),
        part("items", items.iter().map(ToString::to_string).collect()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

/// HTTP status of a refusal: 403 who, 404 what, 422 how, 409 when, 503 not now.
fn status(refusal: &Refusal) -> StatusCode {
    match refusal {
        Refusal::RoleNotAllowed | Refusal::OtherWindow { .. } | Refusal::SignInWrong => {
            StatusCode::FORBIDDEN
        }
        Refusal::SignInLocked { .. } => StatusCode::TOO_MANY_REQUESTS,
        Refusal::DeviceRevoked => StatusCode::UNAUTHORIZED,
        Refusal::UnknownItem { .. }
        | Refusal::UnknownQueue { .. }
        | Refusal::UnknownWindow { .. }
        | Refusal::UnknownTicket
        | Refusal::UnknownClass { .. }
        | Refusal::UnknownSeries { .. }
        | Refusal::UnknownClerk { .. }
        | Refusal::UnknownDevice
        | Refusal::UnknownCase
        | Refusal::UnknownDepartment { .. }
        | Refusal::Notice(NoticeRefusal::UnknownZone { .. } | NoticeRefusal::UnknownNotice)
        | Refusal::Rectification(RectificationRefusal::UnknownRectification)
        | Refusal::Callback(CallbackRefusal::CallbackDay | CallbackRefusal::CallbackNotDrawn) => {
            StatusCode::NOT_FOUND
        }
        Refusal::ItemOrQueue
        | Refusal::TooYoung { .. }
        | Refusal::AgeNotConfirmed { .. }
        | Refusal::NoAgents
        | Refusal::ReasonRequired
        | Refusal::PauseLength { .. }
        | Refusal::QuantityRange { .. }
        | Refusal::CaseNumber
        | Refusal::BadCredential
        | Refusal::BadLevel
        | Refusal::RatingReason
        | Refusal::PlanInvalid
        | Refusal::CasePartLimit { .. }
        | Refusal::Notice(NoticeRefusal::NoticeEnd { .. })
        | Refusal::Case(
            CaseRefusal::CaseStopDays
            | CaseRefusal::CaseExtensionDays { .. }
            | CaseRefusal::CasePromiseDay,
        )
        | Refusal::Rectification(RectificationRefusal::RectificationReason)
        | Refusal::Callback(CallbackRefusal::CallbackNothingSaid)
        | Refusal::Register(_)
        | Refusal::Device(DeviceRefusal::WindowForRole | DeviceRefusal::DepartmentForRole) => {
            StatusCode::UNPROCESSABLE_ENTITY
        }
        Refusal::Gathering { .. }
        | Refusal::DiskLow
        | Refusal::HallFull { .. }
        | Refusal::CaseLimit { .. }
        | Refusal::Rectification(RectificationRefusal::RectificationLimit { .. }) => {
            StatusCode::SERVICE_UNAVAILABLE
        }
        _ => StatusCode::CONFLICT,
    }
}

impl IntoResponse for Fail {
    fn into_response(self) -> Response {
        let status =
            StatusCode::from_u16(self.0.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_string(&self.0).expect("problems have only text keys");
        (status, [(header::CONTENT_TYPE, PROBLEM)], body).into_response()
    }
}

/// Errors of the API that the framework made, as ours: it answers in plain English text.
pub(super) async fn as_problem(request: Request, next: Next) -> Response {
    let language = language_of(request.headers());
    let is_api = request.uri().path().starts_with("/api/");
    let response = next.run(request).await;
    let status = response.status();
    let kind = response.headers().get(header::CONTENT_TYPE);
    let is_ours = kind.is_some_and(|kind| kind == PROBLEM);
    if !is_api || is_ours || !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let code = if status.is_client_error() {
        "malformed"
    } else {
        "internal"
    };
    let text = to_bytes(response.into_body(), FRAMEWORK_BYTES_MAX)
        .await
        .unwrap_or_default();
    let detail = short(&String::from_utf8_lossy(&text));
    Fail::new(language, status, code, detail).into_response()
}

const PROBLEM: &str = "application/problem+json";

/// The framework's own texts are one line.
const FRAMEWORK_BYTES_MAX: usize = 4096;

/// No such page or call.
pub(super) async fn not_found(headers: HeaderMap) -> Fail {
    Fail::new(
        language_of(&headers),
        StatusCode::NOT_FOUND,
        "not_found",
        String::new(),
    )
}

/// The call exists, but not like this.
pub(super) async fn method_not_allowed(headers: HeaderMap) -> Fail {
    let status = StatusCode::METHOD_NOT_ALLOWED;
    Fail::new(
        language_of(&headers),
        status,
        "method_not_allowed",
        String::new(),
    )
}
