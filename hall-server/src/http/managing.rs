//! The managers' pages: each shows what the API would tell, and its forms make the API's calls.

pub(super) mod attendance;
pub(super) mod callbacks;
pub(super) mod cases;
pub(super) mod form;
pub(super) mod legs;
pub(super) mod notices;
pub(super) mod queues;
pub(super) mod rectifications;
pub(super) mod registers;
pub(super) mod reports;

use super::Shared;
use crate::limits::FORM_BYTES_MAX;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

/// The routes of the pages that have forms or lists.
pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route("/manage/attendance", get(attendance::show))
        .route("/manage/reports", get(reports::show))
        .route("/manage/legs", get(legs::show))
        .route("/manage/cases", get(cases::list))
        .route("/manage/cases/{id}", get(cases::show))
        .route("/manage/rectifications", get(rectifications::list))
        .route("/manage/rectifications/{id}", get(rectifications::show))
        .route(
            "/manage/rectifications/{id}/{act}",
            get(rectifications::show_act).post(rectifications::act),
        )
        .route("/manage/callbacks", get(callbacks::last))
        .route("/manage/callbacks/{date}", get(callbacks::show))
        .route(
            "/manage/callbacks/{date}/{ticket}",
            get(callbacks::one).post(callbacks::make),
        )
        .route("/manage/registers", get(registers::first))
        .route(
            "/manage/registers/{register}",
            get(registers::show).post(registers::enter),
        )
        .route("/manage/queues", get(queues::list))
        .route("/manage/queues/{queue}", get(queues::show))
        .route(
            "/manage/queues/{queue}/{act}",
            get(queues::show_act).post(queues::act),
        )
        .route(
            "/manage/day/{date}/{stage}",
            get(queues::show_close).post(queues::close),
        )
        .route("/manage/notices", get(notices::show).post(notices::enter))
        .route("/manage/notices/{id}/withdraw", post(notices::leave))
        .layer(DefaultBodyLimit::max(FORM_BYTES_MAX))
}
