//! What a demo shows on the front page: a device of its own that nobody can see otherwise.

use super::Shared;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::fmt;
use std::sync::OnceLock;

/// A drawing that is made anew whenever a page asks; a real hall has none.
#[derive(Default)]
pub struct Showcase(OnceLock<Box<Draw>>);

/// Makes an SVG document.
type Draw = dyn Fn() -> String + Send + Sync;

impl Showcase {
    /// Shows a drawing from now on; the first one stays.
    pub fn set(&self, draw: impl Fn() -> String + Send + Sync + 'static) {
        self.0.get_or_init(|| Box::new(draw));
    }

    /// Whether there is one.
    pub fn is_set(&self) -> bool {
        self.0.get().is_some()
    }
}

impl fmt::Debug for Showcase {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_tuple("Showcase")
            .field(&self.is_set())
            .finish()
    }
}

/// `/led.svg`: the LED bar of the demo.
pub(super) async fn led(State(app): State<Shared>) -> Response {
    match app.showcase.0.get() {
        Some(draw) => ([(header::CONTENT_TYPE, "image/svg+xml")], draw()).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
