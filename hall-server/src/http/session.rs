//! Whoever manages in a browser: the token of a device in a cookie that no script can read.
//!
//! The token is the session: it ends when the device is revoked, and nothing about it is kept here.
//! `SameSite=Strict` keeps other sites from using it. In a practice hall nothing is real, and its
//! managers' pages are open to whoever learns.

use super::caller::{Caller, Reads, language_of};
use super::managing::form;
pub use super::managing::form::Turned;
use super::{App, Fail, Shared};
use crate::limits::{SESSION_S, SIGN_IN_BYTES_MAX};
use crate::pages::{self, SignIn};
use axum::Form;
use axum::extract::{DefaultBodyLimit, FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{MethodRouter, get, post};
use hall_core::Language;
use hall_core::device::{Actor, Role};
use serde::Deserialize;

/// The cookie's name.
const COOKIE: &str = "hall_manage";

/// Where a manager signs in.
const SIGN_IN: &str = "/manage/sign-in";

/// Roles that have pages to sign in to.
const ROLES: [Role; 4] = [Role::Manager, Role::Callback, Role::Lead, Role::Auditor];

/// Whoever is signed in to the managers' pages.
#[derive(Clone, Copy, Debug)]
pub struct Managing(Caller);

impl Managing {
    /// Who calls, and in which language they read.
    pub const fn caller(&self) -> &Caller {
        &self.0
    }

    /// Turns away roles that have nothing to see here.
    pub fn expect(&self, app: &App, roles: &[Role]) -> Result<(), Turned> {
        let refused = |fail: Fail| form::refused(app, self, &fail);
        self.0.expect(roles).map_err(refused)
    }

    /// Whether they still may.
    pub fn holds(&self, app: &App) -> bool {
        if self.0.actor() == Actor::Operator {
            return true;
        }
        let state = app.hub.look();
        let known = state.hall.devices().get(&self.0.device);
        known.is_some_and(|known| !known.revoked)
    }
}

impl FromRequestParts<Shared> for Managing {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, Response> {
        let Ok(Reads(language)) = Reads::from_request_parts(parts, app).await;
        if app.practice {
            return Ok(Self(Caller::learner(language)));
        }
        if let Some(mut caller) = of_cookie(app, &parts.headers) {
            caller.language = language;
            return Ok(Self(caller));
        }
        let way = format!("{SIGN_IN}?lang={}", language.tag());
        Err(Redirect::to(&way).into_response())
    }
}

/// Whoever's token the cookie bears, where their role has pages.
pub(super) fn of_cookie(app: &Shared, headers: &HeaderMap) -> Option<Caller> {
    let token = cookie(headers, COOKIE)?;
    let caller = Caller::of_token(app, token, language_of(headers)).ok()?;
    ROLES.contains(&caller.role).then_some(caller)
}

/// What a cookie holds.
pub(super) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let cookies = headers.get_all(header::COOKIE).iter();
    let pairs = cookies.filter_map(|value| value.to_str().ok());
    let mut pairs = pairs.flat_map(|value| value.split(';'));
    pairs.find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

/// `/manage/sign-in`.
pub(super) fn sign_in() -> MethodRouter<Shared> {
    let limit = DefaultBodyLimit::max(SIGN_IN_BYTES_MAX);
    get(ask).post(enter).layer(limit)
}

/// `/manage/sign-out`.
pub(super) fn sign_out() -> MethodRouter<Shared> {
    post(leave)
}

async fn ask(State(app): State<Shared>, Reads(language): Reads) -> Html<String> {
    Html(page(&app, language, false))
}

/// What the form sends.
#[derive(Deserialize)]
struct Sent {
    token: String,
}

async fn enter(
    State(app): State<Shared>,
    Reads(language): Reads,
    headers: HeaderMap,
    Form(sent): Form<Sent>,
) -> Response {
    let token = sent.token.trim();
    let caller = Caller::of_token(&app, token, language).ok();
    let Some(caller) = caller.filter(|caller| ROLES.contains(&caller.role)) else {
        let page = Html(page(&app, language, true));
        return (StatusCode::UNAUTHORIZED, page).into_response();
    };
    let way = format!("{}?lang={}", pages::home_of(caller.role), language.tag());
    with_cookie(Redirect::to(&way), token, SESSION_S, &headers)
}

async fn leave(Reads(language): Reads, headers: HeaderMap) -> Response {
    let way = format!("{SIGN_IN}?lang={}", language.tag());
    with_cookie(Redirect::to(&way), "", 0, &headers)
}

/// Behind a proxy that speaks TLS the cookie never goes without it.
fn with_cookie(way: Redirect, token: &str, seconds: u32, headers: &HeaderMap) -> Response {
    let scheme = headers.get("x-forwarded-proto");
    let secure = scheme.is_some_and(|scheme| scheme == "https");
    let secure = if secure { "; Secure" } else { "" };
    let cookie =
        format!("{COOKIE}={token}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Strict{secure}");
    let cookie = HeaderValue::try_from(cookie).expect("a known token is plain ASCII");
    // Whose hand wrote last is nobody else's.
    let hand = HeaderValue::from_static(form::NO_HAND);
    let mut response = way.into_response();
    response.headers_mut().append(header::SET_COOKIE, cookie);
    response.headers_mut().append(header::SET_COOKIE, hand);
    response
}

fn page(app: &Shared, language: Language, is_wrong: bool) -> String {
    let state = app.hub.look();
    let hall = state
        .lens(app.hub.clock().time())
        .hall(app.practice, &app.public_url);
    pages::sign_in(&SignIn {
        hall: &hall,
        is_wrong,
        language,
    })
}
