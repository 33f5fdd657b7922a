//! What a board says whose zone is not in the plan.

use super::both;
use crate::pages::limits::ZONE_CHARS_MAX;
use crate::pages::words::Words;
use askama::Template;
use hall_core::plan::Language;
use hall_protocol::view::HallView;

/// A zone that the hall does not have, and those it has.
#[derive(Template)]
#[template(path = "board_no_zone.html")]
pub(super) struct NoZone<'a> {
    words: Words,
    hall: &'a HallView,
    /// In every language: its tag, what is wrong, what to do.
    says: Vec<[String; 3]>,
    /// The way to each board and its name in two languages.
    ways: Vec<(String, String, String)>,
}

impl<'a> NoZone<'a> {
    pub(super) fn of(hall: &'a HallView, zone: &str, language: Language) -> Self {
        let short: String = zone.chars().take(ZONE_CHARS_MAX).collect();
        let say = |language: Language| {
            let words = Words(language);
            [
                language.tag().to_owned(),
                words.with("page-board-no-zone", "zone", &short),
                words.t("page-board-no-zone-what"),
            ]
        };
        let (words, other) = both(language);
        let zones = hall.zones.iter().map(|zone| {
            let names = (words.name(&zone.names), other.name(&zone.names));
            (
                format!("/board/{}", zone.zone),
                names.0.to_owned(),
                names.1.to_owned(),
            )
        });
        let whole =
            ["page-board-whole"].map(|key| ("/board".to_owned(), words.t(key), other.t(key)));
        Self {
            words,
            hall,
            says: Language::ALL.map(say).into(),
            ways: whole.into_iter().chain(zones).collect(),
        }
    }
}
