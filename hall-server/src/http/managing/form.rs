//! Forms of the managers' pages: each makes the same call as a program would, and comes back.
//!
//! Field names are those of the call. A form that was refused comes back with everything that was
//! typed and with what to do about it; one that was sent twice does its work once.

use crate::http::body::{Body, short};
use crate::http::caller::Reads;
use crate::http::session::{Managing, cookie};
use crate::http::{App, Fail, Shared};
use crate::pages::{self, Draft, Frame};
use axum::extract::rejection::FormRejection;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use hall_core::Language;
use hall_core::code::ClerkCode;
use hall_protocol::Stamp;
use serde_json::{Map, Value};
use uuid::Uuid;

/// The cookie that remembers whose hand wrote last, so that nobody types a staff code all day.
const HAND: &str = "hall_hand";

/// Forgets it, for whoever signs in or out.
pub(in crate::http) const NO_HAND: &str =
    "hall_hand=; Path=/manage; Max-Age=0; HttpOnly; SameSite=Strict";

/// Fields that hold a number.
const NUMBERS: [&str; 8] = [
    "ticket",
    "window",
    "level",
    "minutes",
    "households",
    "matters",
    "leaflets",
    "people",
];

/// Fields that are true or false.
const TRUTHS: [&str; 2] = ["reached", "urgent"];

/// What a form sent.
#[derive(Debug)]
pub(in crate::http) struct Form {
    draft: Draft,
    language: Language,
    /// The address it came to.
    path: String,
}

impl FromRequest<Shared> for Form {
    type Rejection = Fail;

    async fn from_request(request: Request, app: &Shared) -> Result<Self, Fail> {
        let (mut parts, body) = request.into_parts();
        let Ok(Reads(language)) = Reads::from_request_parts(&mut parts, app).await;
        let path = parts.uri.path().to_owned();
        let request = Request::from_parts(parts, body);
        let fields = axum::Form::<Vec<(String, String)>>::from_request(request, app).await;
        let malformed = |rejection: FormRejection| {
            let detail = short(&rejection.body_text());
            Fail::new(language, rejection.status(), "malformed", detail)
        };
        let axum::Form(fields) = fields.map_err(malformed)?;
        let fields = fields.into_iter();
        // A browser sends two signs for the end of a line, and counts one.
        let text = |text: String| text.trim().replace("\r\n", "\n");
        let fields = fields.map(|(name, typed)| (name, text(typed)));
        Ok(Self {
            draft: fields.filter(|(_, text)| !text.is_empty()).collect(),
            language,
            path,
        })
    }
}

impl Form {
    /// What was typed.
    pub(in crate::http) const fn draft(&self) -> &Draft {
        &self.draft
    }

    /// Whether nothing was typed but whose hand it is.
    pub(in crate::http) fn is_empty(&self) -> bool {
        let mut fields = self.draft.iter();
        fields.all(|(name, _)| ["request_id", "clerk"].contains(&name))
    }

    /// The call that the form makes. What does not fit its field goes on as it was typed, so that
    /// the call says what it wants there.
    pub(in crate::http) fn body(&self) -> Body {
        let typed = |name: &str, text: &str| match text {
            "true" | "false" if TRUTHS.contains(&name) => Value::Bool(text == "true"),
            _ if NUMBERS.contains(&name) => text
                .parse::<u64>()
                .map_or_else(|_| Value::from(text), Value::from),
            _ => Value::from(text),
        };
        let fields = self.draft.iter();
        let fields: Map<String, Value> = fields
            .map(|(name, text)| (name.to_owned(), typed(name, text)))
            .collect();
        Body::new(Value::Object(fields), self.path.clone(), self.language)
    }

    /// The page again where the call led, with the hand remembered; or what `show` makes of the
    /// draft and of why it was refused.
    pub(in crate::http) fn answer(
        self,
        done: Result<Response, Fail>,
        way: &str,
        show: impl FnOnce(Draft, &Fail) -> Response,
    ) -> Response {
        let Err(fail) = done else {
            return self.again(way);
        };
        let status = StatusCode::from_u16(fail.problem().status).unwrap_or(StatusCode::CONFLICT);
        let mut response = show(self.kept(&fail), &fail);
        *response.status_mut() = status;
        response
    }

    /// What stays in a form that was refused. What was perhaps stored is asked for once more under
    /// its own id; a refusal is not.
    pub(in crate::http) fn kept(&self, fail: &Fail) -> Draft {
        let mut draft = self.draft.clone();
        if fail.problem().status < 500 {
            draft.remove("request_id");
        }
        draft
    }

    /// The fresh page.
    pub(in crate::http) fn again(&self, way: &str) -> Response {
        let way = format!("{way}?lang={}", self.language.tag());
        let mut response = Redirect::to(&way).into_response();
        let hand: Option<ClerkCode> = self.draft.get("clerk").parse().ok();
        if let Some(hand) = hand {
            let cookie = format!("{HAND}={hand}; Path=/manage; HttpOnly; SameSite=Strict");
            let cookie = HeaderValue::try_from(cookie).expect("a staff code is plain ASCII");
            response.headers_mut().insert(header::SET_COOKIE, cookie);
        }
        response
    }
}

/// An empty form: the hand that wrote last, and an id of its own.
pub(in crate::http) fn fresh(app: &App, headers: &HeaderMap) -> Draft {
    let hand = cookie(headers, HAND).and_then(|text| text.parse::<ClerkCode>().ok());
    let hand = hand.map(|hand| ("clerk".to_owned(), hand.to_string()));
    with_id(app, hand.into_iter().collect())
}

/// The draft with the id of the next intent, where it lost its own.
pub(in crate::http) fn with_id(app: &App, mut draft: Draft) -> Draft {
    if draft.get("request_id").is_empty() {
        let id = Uuid::from_u128(app.random.bits());
        draft.put("request_id", id.to_string());
    }
    draft
}

/// What somebody gets instead of the page they wanted.
pub struct Turned(Box<Response>);

impl From<Turned> for Response {
    fn from(turned: Turned) -> Self {
        *turned.0
    }
}

impl IntoResponse for Turned {
    fn into_response(self) -> Response {
        self.into()
    }
}

/// A page that only says why there is nothing to see.
pub(in crate::http) fn refused(app: &App, managing: &Managing, fail: &Fail) -> Turned {
    let page = framed(app, managing, |frame| pages::refused(frame, fail.problem()));
    let status = StatusCode::from_u16(fail.problem().status).unwrap_or(StatusCode::CONFLICT);
    Turned(Box::new((status, page).into_response()))
}

/// A page in its frame.
pub(in crate::http) fn framed(
    app: &App,
    managing: &Managing,
    page: impl FnOnce(Frame<'_>) -> String,
) -> Html<String> {
    let caller = managing.caller();
    let now = app.hub.clock().time();
    let hall = app.hub.look().lens(now).hall(app.practice, &app.public_url);
    Html(page(Frame {
        hall: &hall,
        role: caller.role,
        now: Stamp(now),
        language: caller.language,
    }))
}
