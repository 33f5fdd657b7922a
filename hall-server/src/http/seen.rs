//! What a device has seen, said with a call: a call that was meant for another history of the hall
//! is refused before it does anything (DESIGN 3, witness rule).
//!
//! A device that sees the server go and come back may send a call before it says hello. Calls
//! without the header are answered as they are: an outside program keeps no place.

use super::caller::{Caller, bearer, language_of};
use super::{Fail, Shared};
use crate::witness;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use hall_core::Language;
use hall_core::planted::{self, Bug};
use hall_protocol::resume::{OTHER_EPOCH, Place, SEEN_HEADER, Standing};

/// Lets a call through that belongs to this history.
pub(super) async fn check(State(app): State<Shared>, request: Request, next: Next) -> Response {
    match refusal(&app, request.headers()).await {
        None => next.run(request).await,
        Some(fail) => fail.into_response(),
    }
}

async fn refusal(app: &Shared, headers: &HeaderMap) -> Option<Fail> {
    let said = headers.get(SEEN_HEADER)?;
    if planted::is(Bug::CallOfALostHistory) {
        return None;
    }
    let language = language_of(headers);
    let place: Result<Place, _> = said.to_str().unwrap_or_default().parse();
    let place = match place {
        Ok(place) => place,
        Err(error) => return Some(malformed(language, &error.to_string())),
    };
    let standing = witness::standing(app, &place).await;
    if standing == Standing::Here {
        return None;
    }
    // Who is not known is told so by the call itself.
    let caller = Caller::of_token(app, bearer(headers)?, language).ok()?;
    // Other devices may not have seen so much: nothing is given before they are heard.
    if matches!(standing, Standing::Ahead(_))
        && let Err(error) = witness::prove(app, &caller, place.epoch, None).await
    {
        return Some(Fail::desk(language, &error));
    }
    let status = StatusCode::CONFLICT;
    Some(Fail::new(language, status, OTHER_EPOCH, String::new()))
}

fn malformed(language: Language, what: &str) -> Fail {
    let detail = format!("{SEEN_HEADER}: {what}");
    Fail::new(language, StatusCode::BAD_REQUEST, "malformed", detail)
}
