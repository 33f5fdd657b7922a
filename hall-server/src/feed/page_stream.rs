//! Event streams for pages: browsers cannot send a token on a WebSocket, so pages listen here and
//! see no more than a board does. The pad's page is the exception: it listens by a plain request
//! that bears its token, and ends when the token does.
//!
//! A message carries a new fragment when it differs from the last one, and a heartbeat otherwise.
//! Changes are gathered for a moment, so that a busy hall does not redraw a page a hundred times.

use super::until_stopping;
use crate::http::caller::{Caller, Reads};
use crate::http::pages::{Scene, ticket_page};
use crate::http::session::Managing;
use crate::http::{Fail, Shared, pads};
use crate::pages::{LocalTime, beat_event, live_event};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream::unfold;
use hall_core::Time;
use hall_core::code::ZoneCode;
use hall_protocol::limits::HEARTBEAT_S;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, watch};
use tokio::time::sleep;

/// Changes within this time are shown together.
const GATHER: Duration = Duration::from_millis(150);

/// What a board stream may ask for.
#[derive(Debug, serde::Deserialize)]
pub struct BoardQuery {
    zone: Option<ZoneCode>,
}

/// `/stream/board?zone=…&lang=…`.
pub async fn board(
    State(app): State<Shared>,
    Reads(language): Reads,
    Query(query): Query<BoardQuery>,
) -> Response {
    let render = move |app: &Shared| {
        let scene = Scene::of(app);
        Some((
            scene.local(),
            scene.now,
            scene.board(query.zone, language, false),
        ))
    };
    stream(app, render)
}

/// `/stream/manage?lang=…`.
pub async fn manage(
    managing: Managing,
    State(app): State<Shared>,
    Reads(language): Reads,
) -> Response {
    let render = move |app: &Shared| {
        if !managing.holds(app) {
            return None;
        }
        let scene = Scene::of(app);
        Some((scene.local(), scene.now, scene.manage(language, false)))
    };
    stream(app, render)
}

/// `/stream/t/{token}`.
pub async fn phone(State(app): State<Shared>, Path(token): Path<String>) -> Response {
    if ticket_page(&app, &token, false).is_none() {
        return StatusCode::NOT_FOUND.into_response();
    }
    let render = move |app: &Shared| {
        let html = ticket_page(app, &token, false)?;
        // One ticket does not need the picture of the whole hall.
        let local = LocalTime::new(&app.hub.look().hall.plan()?.hall.timezone);
        Some((local, app.hub.clock().time(), html))
    };
    stream(app, render)
}

/// `/stream/pad`: for the pad whose token stands in the header.
pub async fn pad(State(app): State<Shared>, caller: Caller) -> Result<Response, Fail> {
    let device = pads::expect_pad(&caller)?;
    Ok(stream(app, move |app| pads::fragment(app, device)))
}

/// Renders again on every change; ends when the page has nothing to show any more.
fn stream<R>(app: Shared, render: R) -> Response
where
    R: Fn(&Shared) -> Option<(LocalTime, Time, String)> + Send + 'static,
{
    let Ok(permit) = Arc::clone(&app.streams).try_acquire_owned() else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    let (changed, stopping) = (app.hub.watch_seq(), app.stopping.clone());
    let page = Page {
        app,
        render,
        shown: None,
        changed,
        stopping,
        _permit: permit,
    };
    let events = unfold(page, |mut page| async move {
        let message = page.next().await?;
        Some((
            Ok::<Event, Infallible>(Event::default().data(message)),
            page,
        ))
    });
    Sse::new(events).into_response()
}

struct Page<R> {
    app: Shared,
    render: R,
    shown: Option<String>,
    changed: watch::Receiver<u64>,
    stopping: watch::Receiver<bool>,
    _permit: OwnedSemaphorePermit,
}

impl<R: Fn(&Shared) -> Option<(LocalTime, Time, String)>> Page<R> {
    async fn next(&mut self) -> Option<String> {
        if self.shown.is_some() {
            tokio::select! {
                changed = self.changed.changed() => {
                    changed.ok()?;
                    sleep(GATHER).await;
                    self.changed.mark_unchanged();
                }
                () = sleep(Duration::from_secs(HEARTBEAT_S)) => {}
                () = until_stopping(&mut self.stopping) => return None,
            }
        }
        let (local, now, html) = (self.render)(&self.app)?;
        if self.shown.as_ref() == Some(&html) {
            return Some(beat_event(&local, now));
        }
        let message = live_event(&local, now, &html);
        self.shown = Some(html);
        Some(message)
    }
}
