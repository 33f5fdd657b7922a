//! The page over HTTP: the document, its changes, and touches.

use super::assets::asset;
use super::show::Ui;
use crate::limits::{ACT_BYTES_MAX, PAGE_BEAT_S};
use crate::screen::{Act, Shown};
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use futures_util::stream::{Stream, unfold};
use serde::{Deserialize, Serialize};
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// Everything that the kiosk's browser asks for.
pub fn router(ui: Ui) -> Router {
    Router::new()
        .route("/", get(document))
        .route("/live", get(live))
        .route("/act", post(act))
        // A browser asks for it, and there is none.
        .route("/favicon.ico", get(async || StatusCode::NO_CONTENT))
        .route("/assets/{name}", get(file))
        .route("/speech/{name}", get(speech))
        .layer(DefaultBodyLimit::max(ACT_BYTES_MAX))
        .layer(axum::middleware::map_response(secure))
        .with_state(ui)
}

async fn document(State(ui): State<Ui>) -> Html<String> {
    let shown = ui.shown();
    let document = shown.borrow().document();
    Html(document)
}

/// What replaces the page's fragment.
#[derive(Serialize)]
struct Change<'a> {
    tag: &'a str,
    title: &'a str,
    html: &'a str,
}

async fn live(State(ui): State<Ui>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let beat = KeepAlive::new().interval(Duration::from_secs(PAGE_BEAT_S));
    let beat = beat.event(Event::default().event("beat").data(""));
    Sse::new(changes(ui.shown())).keep_alive(beat)
}

/// What is shown now, and then every change; who reads slowly misses what was replaced meanwhile.
fn changes(shown: watch::Receiver<Arc<Shown>>) -> impl Stream<Item = Result<Event, Infallible>> {
    unfold((shown, true), async |(mut shown, is_first)| {
        if !is_first {
            shown.changed().await.ok()?;
        }
        let now = Arc::clone(&shown.borrow_and_update());
        let change = Change {
            tag: now.tag,
            title: &now.title,
            html: &now.fragment,
        };
        let text = serde_json::to_string(&change).expect("texts are JSON");
        Some((Ok(Event::default().data(text)), (shown, false)))
    })
}

/// A touch, as the page says it.
#[derive(Deserialize)]
struct Touch {
    serial: u64,
    act: String,
}

/// Only a page of our own sends JSON: a browser asks before it sends it from elsewhere.
async fn act(State(ui): State<Ui>, Json(touch): Json<Touch>) -> StatusCode {
    let Ok(act) = touch.act.parse::<Act>() else {
        return StatusCode::UNPROCESSABLE_ENTITY;
    };
    if ui.act(touch.serial, act) {
        StatusCode::NO_CONTENT
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    }
}

/// What is read aloud now; anything else is not said any more.
async fn speech(State(ui): State<Ui>, Path(name): Path<String>) -> Response {
    match ui.speech(&name).await {
        Some(sound) => {
            let kind = [(header::CONTENT_TYPE, "audio/wav")];
            (kind, sound.to_vec()).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn file(Path(name): Path<String>) -> Response {
    match asset(&name) {
        Some((kind, text)) => ([(header::CONTENT_TYPE, kind)], text).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Nothing is framed, sniffed, kept or run from elsewhere.
async fn secure(mut response: Response) -> Response {
    let headers = response.headers_mut();
    for (name, value) in [
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
             connect-src 'self'; media-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        ),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-store"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}
