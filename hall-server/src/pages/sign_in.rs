//! Where a manager signs in.

use super::words::{Words, render};
use askama::Template;
use hall_core::plan::Language;
use hall_protocol::view::HallView;

/// What the page shows.
#[derive(Clone, Copy, Debug)]
pub struct SignIn<'a> {
    /// The hall.
    pub hall: &'a HallView,
    /// The last token was none of a manager's.
    pub is_wrong: bool,
    /// The reader's language.
    pub language: Language,
}

/// The page.
pub fn sign_in(sign_in: &SignIn<'_>) -> String {
    let words = Words(sign_in.language);
    render(&Page {
        words,
        title: words.with(
            "page-sign-in-title",
            "hall",
            words.name(&sign_in.hall.names),
        ),
        is_wrong: sign_in.is_wrong,
    })
}

#[derive(Template)]
#[template(path = "sign_in.html")]
struct Page {
    words: Words,
    title: String,
    is_wrong: bool,
}
