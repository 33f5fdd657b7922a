//! The outside contract as `OpenAPI`, written once beside this file and served as it is; a
//! test compares it with the router.

use axum::http::header;
use axum::response::IntoResponse;

/// The document.
pub(super) const DOCUMENT: &str = include_str!("openapi.json");

/// `GET /openapi.json`.
pub(super) async fn show() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/json")], DOCUMENT)
}
