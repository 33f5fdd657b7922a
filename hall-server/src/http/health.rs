//! Health: alive means the process answers; ready means the desk and the journal work.

use super::Shared;
use crate::desk::Ask;
use axum::extract::State;
use axum::http::StatusCode;
use hall_core::Command;

/// `GET /health/live`.
pub(super) async fn live() -> &'static str {
    "alive\n"
}

/// `GET /health/ready`: asks the desk itself, not a constant.
pub(super) async fn ready(State(app): State<Shared>) -> (StatusCode, &'static str) {
    match app.desk.ask(Ask::of_hall(Command::Tick)).await {
        Ok(_) => (StatusCode::OK, "ready\n"),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "not ready\n"),
    }
}
