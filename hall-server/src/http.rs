//! HTTP: the outside contract (DESIGN 9). Handlers translate and wait; they decide nothing.

mod body;
mod callbacks;
pub mod caller;
mod cases;
mod day;
mod fail;
mod health;
mod kiosks;
mod managing;
mod notices;
mod openapi;
pub mod outdoor;
pub mod pads;
pub mod pages;
mod queues;
mod ratings;
mod rectifications;
mod registers;
mod reports;
mod seen;
pub mod session;
mod showcase;
mod sign_in;
mod state;
mod tickets;
mod windows;

pub use fail::Fail;
pub use showcase::Showcase;

use crate::day_key::DayKeys;
use crate::desk::task::DeskHandle;
use crate::desk::{Ask, Outcome};
use crate::hub::Hub;
use crate::limits::REQUEST_TIMEOUT;
use crate::presence::Presence;
use crate::printers::Printers;
use crate::random::Random;
use crate::store::sqlite::Reader;
use axum::Router;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use std::sync::Arc;
use tokio::sync::{Semaphore, watch};

/// What handlers work with.
#[derive(Debug)]
pub struct App {
    /// The way to the desk.
    pub desk: DeskHandle,
    /// What was committed.
    pub hub: Arc<Hub>,
    /// For reports; none with a store in memory.
    pub reader: Option<Reader>,
    /// Random bits for tokens and notes.
    pub random: Random,
    /// Which windows are there.
    pub presence: Presence,
    /// What kiosks last said of their printers.
    pub printers: Printers,
    /// The key under which kiosks hash documents today.
    pub day_keys: DayKeys,
    /// One proof of a clerk is checked at a time: nobody guesses in parallel.
    pub proving: tokio::sync::Mutex<()>,
    /// Yesterday's figures for the outdoor board.
    pub yesterday: outdoor::Yesterday,
    /// A practice hall: marked on every page.
    pub practice: bool,
    /// What a demo shows on the front page.
    pub showcase: Showcase,
    /// Where the pages are found from outside.
    pub public_url: String,
    /// Feeds and page streams at a time.
    pub streams: Arc<Semaphore>,
    /// Becomes true when the server ends.
    pub stopping: watch::Receiver<bool>,
}

/// Shared by all handlers.
pub type Shared = Arc<App>;

/// Every route of the outside contract.
pub fn router(app: Shared) -> Router {
    let api = Router::new()
        .route("/tickets", post(tickets::take))
        .route("/tickets/offline", post(tickets::hand_in))
        .route("/tickets/{id}", get(tickets::show))
        .route("/tickets/token/{token}", get(tickets::of_token))
        .route("/tickets/{id}/restore", post(tickets::restore))
        .route("/tickets/{id}/withdraw", post(tickets::withdraw))
        .route("/tickets/{id}/class", post(tickets::reclass))
        .route("/tickets/{id}/paper", post(tickets::paper))
        .route("/blocks", get(tickets::blocks).post(tickets::lease))
        .route("/kiosks", get(kiosks::list))
        .route("/printer", post(kiosks::printer))
        .route("/day-key", get(kiosks::day_key))
        .route("/windows", get(state::windows))
        .route("/windows/{n}/sign-in", post(sign_in::sign_in))
        .route("/clerks/{clerk}/unlock", post(sign_in::unlock))
        .route("/windows/{n}/{act}", post(windows::act))
        .route("/messages", post(day::say))
        .route("/notices", post(notices::post))
        .route("/notices/{id}/withdraw", post(notices::withdraw))
        .route("/queues", get(state::queues))
        .route("/queues/{q}/pause", post(queues::pause))
        .route("/queues/{q}/resume", post(queues::resume))
        .route("/items", get(state::items))
        .route("/items/{item}/pause", post(queues::pause_item))
        .route("/items/{item}/resume", post(queues::resume_item))
        .route("/hall", get(state::hall))
        .route("/cases", get(cases::list).post(cases::open))
        .route("/cases/{id}", get(cases::show))
        .route("/cases/{id}/{act}", post(cases::act))
        .route("/ratings", post(ratings::rate))
        .route(
            "/rectifications",
            get(rectifications::list).post(rectifications::open),
        )
        .route("/rectifications/{id}", get(rectifications::show))
        .route("/rectifications/{id}/{act}", post(rectifications::act))
        .route("/callbacks/{date}", get(callbacks::show))
        .route("/callbacks/{date}/{ticket}", post(callbacks::make))
        .route(
            "/registers/{register}",
            get(registers::show).post(registers::enter),
        )
        .route("/day/close", post(day::close))
        .route("/plan", post(day::plan))
        .route("/gathering/end", post(day::end_gathering))
        .route("/devices/{id}/revoke", post(day::revoke))
        .route("/reports/daily/{date}", get(reports::daily))
        .route("/reports/{period}/{name}", get(reports::of_period))
        .route("/openapi.json", get(openapi::show));
    let pages = Router::new()
        .route("/", get(pages::home))
        .route("/board", get(pages::board))
        .route("/board/{zone}", get(pages::board_zone))
        .route("/outdoor", get(outdoor::show))
        .route("/t/{token}", get(pages::phone))
        .route("/pad", get(pads::again))
        .route("/pad/{token}", get(pads::show))
        .route("/manage", get(pages::manage))
        .route("/manage/sign-in", session::sign_in())
        .route("/manage/sign-out", session::sign_out())
        .route("/led.svg", get(showcase::led))
        .route("/assets/{*path}", get(pages::asset))
        .route("/health/live", get(health::live))
        .route("/health/ready", get(health::ready));
    // Streams live as long as their client; everything else has a time limit.
    let streams = Router::new()
        .route("/api/v1/feed", get(crate::feed::socket::open))
        .route("/stream/board", get(crate::feed::page_stream::board))
        .route("/stream/outdoor", get(crate::feed::page_stream::outdoor))
        .route("/stream/t/{token}", get(crate::feed::page_stream::phone))
        .route("/stream/pad", get(crate::feed::page_stream::pad))
        .route("/stream/manage", get(crate::feed::page_stream::manage));
    let of_history = axum::middleware::from_fn_with_state(Arc::clone(&app), seen::check);
    let timeout = tower_http::timeout::TimeoutLayer::with_status_code(
        StatusCode::REQUEST_TIMEOUT,
        REQUEST_TIMEOUT,
    );
    Router::new()
        .nest("/api/v1", api.layer(of_history))
        .merge(pages)
        .merge(managing::routes())
        .layer(timeout)
        .merge(streams)
        .fallback(fail::not_found)
        .method_not_allowed_fallback(fail::method_not_allowed)
        .layer(axum::middleware::from_fn(fail::as_problem))
        .layer(axum::middleware::map_response(secure))
        .with_state(app)
}

/// Headers of every answer: nothing is framed, sniffed or run from elsewhere.
async fn secure(mut response: Response) -> Response {
    let headers = response.headers_mut();
    for (name, value) in [
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
             connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; \
             frame-ancestors 'none'",
        ),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
    ] {
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    response
}

impl App {
    /// Sends a command to the desk and turns its outcome into an answer.
    async fn ask(&self, ask: Ask, language: hall_core::Language) -> Result<Response, Fail> {
        match self.desk.ask(ask).await {
            Ok(Outcome::Accepted { status, body }) => {
                let status = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
                let kind = [(header::CONTENT_TYPE, "application/json")];
                Ok((status, kind, body.to_string()).into_response())
            }
            Ok(Outcome::Refused { refusal, truth }) => {
                Err(Fail::refused(language, &refusal, truth))
            }
            Ok(Outcome::Reused | Outcome::Repeat(_)) => Err(Fail::request_id_reused(language)),
            Err(error) => Err(Fail::desk(language, &error)),
        }
    }
}
