//! Who calls: the device behind the token, its role and window, and the language it wants.

use super::{Fail, Shared, session};
use crate::auth;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, header};
use hall_core::Language;
use hall_core::code::{DepartmentCode, DeviceId, WindowNumber};
use hall_core::device::{Actor, Role};

/// An enrolled, unrevoked device, or whoever learns on the pages of a practice hall.
#[derive(Clone, Copy, Debug)]
pub struct Caller {
    /// The caller as the core knows it.
    by: Actor,
    /// Its id; 0 for whoever learns.
    pub device: DeviceId,
    /// Its role.
    pub role: Role,
    /// The window it belongs to.
    pub window: Option<WindowNumber>,
    /// The department it belongs to, whose matters are all it sees.
    pub department: Option<DepartmentCode>,
    /// The language of its answers.
    pub language: Language,
}

impl Caller {
    /// The caller as the core knows it.
    pub const fn actor(&self) -> Actor {
        self.by
    }

    /// Whoever opens a managers' page of a practice hall, where nothing is real.
    pub(super) const fn learner(language: Language) -> Self {
        Self {
            by: Actor::Operator,
            device: DeviceId(0),
            role: Role::Manager,
            window: None,
            department: None,
            language,
        }
    }

    /// What the device does, and at which window: the same for whoever takes its place.
    pub(super) fn post(&self) -> String {
        match self.window {
            Some(window) => format!("{} {window}", self.role),
            None => self.role.word().to_owned(),
        }
    }

    /// Refuses roles that may not look at this.
    pub fn expect(&self, roles: &[Role]) -> Result<(), Fail> {
        if roles.contains(&self.role) {
            return Ok(());
        }
        Err(Fail::refused(
            self.language,
            &hall_core::Refusal::RoleNotAllowed,
            None,
        ))
    }

    /// The device behind a token.
    pub fn of_token(app: &Shared, token: &str, language: Language) -> Result<Self, Fail> {
        let state = app.hub.look();
        let known = state.hall.device_by_secret(&auth::secret(token));
        let Some((device, known)) = known else {
            drop(state);
            let status = StatusCode::UNAUTHORIZED;
            return Err(Fail::new(language, status, "token_unknown", String::new()));
        };
        if let Some(window) = known.window.filter(|_| known.role == Role::Window) {
            app.presence.heard(window, app.hub.clock().instant());
        }
        Ok(Self {
            by: Actor::Device(device),
            device,
            role: known.role,
            window: known.window,
            department: known.department,
            language,
        })
    }
}

impl FromRequestParts<Shared> for Caller {
    type Rejection = Fail;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, Fail> {
        let language = language_of(&parts.headers);
        let Some(token) = bearer(&parts.headers) else {
            // A browser that is signed in reads, reports for one; it changes nothing, so no other site
            // can.
            let is_reading = parts.method == Method::GET;
            let reader = is_reading.then(|| session::of_cookie(app, &parts.headers));
            let status = StatusCode::UNAUTHORIZED;
            let unknown = || Fail::new(language, status, "unauthorized", String::new());
            return reader.flatten().ok_or_else(unknown);
        };
        Self::of_token(app, token, language)
    }
}

/// The bearer token of a request.
pub fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then(|| token.trim())
        .filter(|token| !token.is_empty())
}

/// The first language of `Accept-Language` that the hall speaks; Chinese otherwise.
pub fn language_of(headers: &HeaderMap) -> Language {
    let wanted = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok());
    wanted
        .and_then(|list| list.split(',').find_map(language))
        .unwrap_or_default()
}

/// The language of one BCP 47 tag, with or without a weight.
pub fn language(tag: &str) -> Option<Language> {
    let tag = tag
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    let traditional = ["zh-hant", "zh-tw", "zh-hk", "zh-mo"];
    if traditional.iter().any(|prefix| tag.starts_with(prefix)) {
        return Some(Language::ZhHant);
    }
    match tag.split('-').next() {
        Some("zh") => Some(Language::ZhCn),
        Some("en") => Some(Language::En),
        _ => None,
    }
}

/// The reader's language: named in the address, or the browser's.
#[derive(Clone, Copy, Debug)]
pub struct Reads(pub Language);

impl FromRequestParts<Shared> for Reads {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &Shared) -> Result<Self, Self::Rejection> {
        Ok(Self(
            named(parts).unwrap_or_else(|| language_of(&parts.headers)),
        ))
    }
}

/// A board's language: named in the address, or the hall's first; a television's own language
/// says nothing about the people in front of it.
#[derive(Clone, Copy, Debug)]
pub struct Shows(pub Language);

impl FromRequestParts<Shared> for Shows {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, Self::Rejection> {
        let first = || Some(*app.hub.look().hall.plan()?.languages.first()?);
        Ok(Self(named(parts).or_else(first).unwrap_or_default()))
    }
}

/// `?lang=` of the address.
fn named(parts: &Parts) -> Option<Language> {
    let query = parts.uri.query().unwrap_or_default();
    query
        .split('&')
        .find_map(|pair| pair.strip_prefix("lang="))
        .and_then(language)
}
