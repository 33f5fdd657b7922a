//! Event streams for pages: browsers cannot send a token on a WebSocket, so pages listen here and
//! see no more than a board does. The pad's page is the exception: it listens by a plain request
//! that bears its token, and ends when the token does.
//!
//! A message carries a new fragment when it differs from the last one, and a heartbeat otherwise.
//! Changes are gathered for a moment, so that a busy hall does not redraw a page a hundred times.

use super::until_stopping;
use crate::http::caller::{Caller, Reads};
use crate::http::pages::{Scene, ticket_page};
use crate::http::session::{Managing, Turned};
use crate::http::{Fail, Shared, outdoor, pads};
use crate::pages::{LocalTime, Place, beat_event, live_event};
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

/// The longest silence of a stream.
const HEARTBEAT: Duration = Duration::from_secs(HEARTBEAT_S);

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
    let mut stage = None;
    let render = move |app: &Shared| {
        let scene = Scene::of(app);
        let stage = stage.get_or_insert_with(|| scene.empty_stage());
        let html = scene.board(stage, query.zone, language, false);
        let rests = scene.board_rests(stage);
        Some(Shown {
            rests,
            ..Shown::new(scene.local(), scene.now, html)
        })
    };
    stream(app, render)
}

/// `/stream/outdoor?lang=…`.
pub async fn outdoor(State(app): State<Shared>, Reads(language): Reads) -> Response {
    let render = move |app: &Shared| {
        let (scene, rests) = outdoor::Scene::of(app);
        let html = scene.render(language, false);
        Some(Shown {
            rests,
            ..Shown::new(scene.local(), scene.now, html)
        })
    };
    stream(app, render)
}

/// `/stream/manage?lang=…`.
pub async fn manage(managing: Managing, State(app): State<Shared>) -> Result<Response, Turned> {
    managing.expect(&app, Place::Live.readers())?;
    let caller = managing.caller();
    let whose = (caller.role, caller.language);
    let render = move |app: &Shared| {
        if !managing.holds(app) {
            return None;
        }
        let scene = Scene::of(app);
        let html = scene.manage(whose, false);
        Some(Shown::new(scene.local(), scene.now, html))
    };
    Ok(stream(app, render))
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
        Some(Shown::new(local, app.hub.clock().time(), html))
    };
    stream(app, render)
}

/// `/stream/pad`: for the pad whose token stands in the header.
pub async fn pad(State(app): State<Shared>, caller: Caller) -> Result<Response, Fail> {
    let device = pads::expect_pad(&caller)?;
    let render = move |app: &Shared| {
        let (local, now, html) = pads::fragment(app, device)?;
        Some(Shown::new(local, now, html))
    };
    Ok(stream(app, render))
}

/// What a page shows at one moment.
struct Shown {
    local: LocalTime,
    now: Time,
    html: String,
    /// How long it stays so while nothing happens.
    rests: Duration,
}

impl Shown {
    /// A page that time alone does not change.
    const fn new(local: LocalTime, now: Time, html: String) -> Self {
        Self {
            local,
            now,
            html,
            rests: HEARTBEAT,
        }
    }
}

/// Renders again on every change; ends when the page has nothing to show any more.
fn stream<R>(app: Shared, render: R) -> Response
where
    R: FnMut(&Shared) -> Option<Shown> + Send + 'static,
{
    let Ok(permit) = Arc::clone(&app.streams).try_acquire_owned() else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    let (changed, stopping) = (app.hub.watch_seq(), app.stopping.clone());
    let page = Page {
        app,
        render,
        shown: None,
        rests: HEARTBEAT,
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
    rests: Duration,
    changed: watch::Receiver<u64>,
    stopping: watch::Receiver<bool>,
    _permit: OwnedSemaphorePermit,
}

impl<R: FnMut(&Shared) -> Option<Shown>> Page<R> {
    async fn next(&mut self) -> Option<String> {
        if self.shown.is_some() {
            tokio::select! {
                changed = self.changed.changed() => {
                    changed.ok()?;
                    sleep(GATHER).await;
                    self.changed.mark_unchanged();
                }
                () = sleep(self.rests) => {}
                () = until_stopping(&mut self.stopping) => return None,
            }
        }
        let Shown {
            local,
            now,
            html,
            rests,
        } = (self.render)(&self.app)?;
        self.rests = rests.clamp(GATHER, HEARTBEAT);
        if self.shown.as_ref() == Some(&html) {
            return Some(beat_event(&local, now));
        }
        let message = live_event(&local, now, &html);
        self.shown = Some(html);
        Some(message)
    }
}
