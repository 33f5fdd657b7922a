//! The front page: which page is which.

use super::words::{Words, render};
use askama::Template;
use hall_core::code::ZoneCode;
use hall_core::plan::Language;
use hall_protocol::view::{DayView, HallView};
use hall_text::{FluentValue, own_name};

/// What the front page shows.
#[derive(Clone, Copy, Debug)]
pub struct Home<'a> {
    /// The hall.
    pub hall: &'a HallView,
    /// The business day, if one is open or was.
    pub day: Option<&'a DayView>,
    /// People waiting.
    pub waiting: u32,
    /// Whether a demo shows its LED bar.
    pub has_led: bool,
    /// The reader's language; other ones are `/?lang=TAG`.
    pub language: Language,
}

/// The page.
pub fn home(home: &Home<'_>) -> String {
    let words = Words(home.language);
    let page = Page {
        words,
        title: words.name(&home.hall.names).to_owned(),
        hall: home.hall,
        day: day(home, words),
        zones: home
            .hall
            .zones
            .iter()
            .map(|zone| link(words, zone))
            .collect(),
        languages: languages(home),
        has_led: home.has_led,
    };
    render(&page)
}

#[derive(Template)]
#[template(path = "home.html")]
struct Page<'a> {
    words: Words,
    title: String,
    hall: &'a HallView,
    day: String,
    zones: Vec<Zone>,
    languages: Vec<(&'static str, &'static str)>,
    has_led: bool,
}

struct Zone {
    code: ZoneCode,
    name: String,
}

fn link(words: Words, zone: &hall_protocol::view::ZoneView) -> Zone {
    let name = format!("{} · {}", words.name(&zone.names), words.floor(zone.floor));
    Zone {
        code: zone.zone,
        name,
    }
}

fn day(home: &Home<'_>, words: Words) -> String {
    let Some(day) = home.day else {
        return words.t("page-home-closed");
    };
    let args = [
        ("day", FluentValue::from(day.day.to_string())),
        ("issued", FluentValue::from(day.issued)),
        ("waiting", FluentValue::from(home.waiting)),
    ];
    words.say("page-home-day", &args)
}

/// Tag and own name of the hall's other languages.
fn languages(home: &Home<'_>) -> Vec<(&'static str, &'static str)> {
    let others = home
        .hall
        .languages
        .iter()
        .filter(|language| **language != home.language);
    others
        .map(|language| (language.tag(), own_name(*language)))
        .collect()
}
