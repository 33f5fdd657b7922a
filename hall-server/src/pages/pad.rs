//! The pad's page: a tablet beside a window asks the citizen how the service was.
//!
//! The fragment holds every view in every language, so that the tablet goes on by itself when the
//! link is lost; `assets/pad.js` shows one of them at a time. Nothing is chosen beforehand.

use super::Gone;
use super::words::{Words, render};
use crate::rating_reasons;
use askama::Template;
use hall_core::plan::Language;
use hall_protocol::view::{HallView, Names, PromptView, WindowView};
use hall_text::{FluentValue, own_name};

/// What the page of a pad shows.
#[derive(Clone, Copy, Debug)]
pub struct Pad<'a> {
    /// The hall.
    pub hall: &'a HallView,
    /// Its window, as the public may see it.
    pub window: &'a WindowView,
    /// The post of who works there.
    pub post: Option<&'a Names>,
    /// The service that may be rated now, and the language of its ticket.
    pub prompt: Option<(&'a PromptView, Language)>,
}

/// The whole page; without a fragment it waits for the tablet to say whose pad it is.
pub fn pad(hall: &HallView, speed: u32, language: Language, live: &str) -> String {
    let words = Words(language);
    render(&Page {
        words,
        title: words.t("page-pad-title"),
        hall,
        speed,
        live,
    })
}

/// What live updates replace.
pub fn pad_fragment(pad: &Pad<'_>) -> String {
    let tongues = Language::ALL.map(|language| Tongue::of(pad, Words(language)));
    let first = pad.hall.languages.first().copied().unwrap_or_default();
    render(&Fragment {
        usual: first.tag(),
        prompt: pad
            .prompt
            .map(|(prompt, language)| (prompt, language.tag(), prompt.until.0.0)),
        tongues: tongues.into(),
    })
}

/// The page of a token that opens no pad: unknown, of another device, or revoked. It says the same
/// for all three, so that nobody learns here what a found token is good for.
pub fn pad_gone(gone: &Gone<'_>) -> String {
    let words = Words(gone.language);
    render(&GonePage {
        words,
        title: words.t("page-pad-gone-title"),
        hall: gone.hall,
    })
}

#[derive(Template)]
#[template(path = "pad.html")]
struct Page<'a> {
    words: Words,
    title: String,
    hall: &'a HallView,
    /// Hall seconds per real second.
    speed: u32,
    live: &'a str,
}

#[derive(Template)]
#[template(path = "pad_gone.html")]
struct GonePage<'a> {
    words: Words,
    title: String,
    hall: &'a HallView,
}

#[derive(Template)]
#[template(path = "pad_live.html")]
struct Fragment<'a> {
    /// The language between two people.
    usual: &'static str,
    /// The prompt, its language, and its end in ms of hall time.
    prompt: Option<(&'a PromptView, &'static str, i64)>,
    tongues: Vec<Tongue<'a>>,
}

/// Every view in one language.
struct Tongue<'a> {
    words: Words,
    hall: &'a str,
    window: String,
    window_name: &'a str,
    post: &'a str,
    number: &'a str,
    said: String,
    /// The other languages: tag and own name.
    others: Vec<(&'static str, &'static str)>,
    levels: Vec<Level>,
    /// What is said while the time runs; `{seconds}` stands for the seconds left.
    left: String,
}

/// One of the five levels (DOMAIN 4.2).
struct Level {
    /// 1 to 5.
    value: u8,
    stars: &'static str,
    name: String,
    /// The listed reasons; none for a good one, which is sent at once.
    reasons: Vec<(u16, String)>,
}

impl<'a> Tongue<'a> {
    fn of(pad: &Pad<'a>, words: Words) -> Self {
        let number = pad.prompt.map_or("", |(prompt, _)| prompt.number.as_str());
        let others = Language::ALL.into_iter().filter(|other| *other != words.0);
        Self {
            words,
            hall: words.name(&pad.hall.names),
            window: words.with(
                "page-phone-window",
                "window",
                &pad.window.number.to_string(),
            ),
            window_name: words.name(&pad.window.names),
            post: pad.post.map_or("", |names| words.name(names)),
            number,
            said: words.with("page-pad-said", "number", number),
            others: others.map(|other| (other.tag(), own_name(other))).collect(),
            levels: (1..=5).rev().map(|level| Level::of(level, words)).collect(),
            left: words.say(
                "page-pad-left",
                &[("seconds", FluentValue::from("{seconds}"))],
            ),
        }
    }
}

impl Level {
    fn of(level: u8, words: Words) -> Self {
        let reasons = rating_reasons::of_level(level).iter();
        Self {
            value: level,
            stars: STARS[usize::from(level) - 1],
            name: words.t(&format!("page-pad-level-{level}")),
            reasons: reasons
                .map(|code| (*code, rating_reasons::words(*code, words.0)))
                .collect(),
        }
    }
}

/// The mark of each level beside its words.
const STARS: [&str; 5] = ["★", "★★", "★★★", "★★★★", "★★★★★"];
