//! The citizen's page: one ticket, what it waits for and what to do now.

mod said;

use said::Said;

use super::LocalTime;
use super::limits::RELOAD_S;
use super::words::{Words, render};
use askama::Template;
use hall_core::plan::Language;
use hall_protocol::stamp::Stamp;
use hall_protocol::view::{HallView, ItemView, QueueView, TicketView, WindowView};
use hall_text::FluentValue;

/// What the page of a ticket shows, in the ticket's language.
#[derive(Clone, Copy, Debug)]
pub struct Phone<'a> {
    /// The hall.
    pub hall: &'a HallView,
    /// The ticket.
    pub ticket: &'a TicketView,
    /// Its item, when it has one.
    pub item: Option<&'a ItemView>,
    /// Its queue.
    pub queue: Option<&'a QueueView>,
    /// The window that its state names.
    pub window: Option<&'a WindowView>,
    /// The number called last in its queue.
    pub serving_now: Option<&'a str>,
    /// The hall's time.
    pub now: Stamp,
    /// Where the page's events come from.
    pub stream: &'a str,
}

/// What the page of an unknown or old token shows.
#[derive(Clone, Copy, Debug)]
pub struct Gone<'a> {
    /// The hall.
    pub hall: &'a HallView,
    /// The reader's language.
    pub language: Language,
}

/// The whole page.
pub fn phone(phone: &Phone<'_>) -> String {
    let words = Words(phone.ticket.language);
    let page = Page {
        words,
        title: title(phone, words),
        hall: phone.hall,
        reload_s: RELOAD_S,
        stream: phone.stream,
        rings: rings(&phone.ticket.state),
        live: phone_fragment(phone),
    };
    render(&page)
}

/// What live updates replace.
pub fn phone_fragment(phone: &Phone<'_>) -> String {
    render(&Fragment::of(phone))
}

/// The page of a token that names no ticket of today.
pub fn phone_gone(gone: &Gone<'_>) -> String {
    let words = Words(gone.language);
    let page = GonePage {
        words,
        title: words.t("page-phone-gone-title"),
        hall: gone.hall,
        desk: words.name(&gone.hall.guide_desk),
    };
    render(&page)
}

#[derive(Template)]
#[template(path = "phone.html")]
struct Page<'a> {
    words: Words,
    title: String,
    hall: &'a HallView,
    reload_s: u32,
    stream: &'a str,
    /// The ticket may still be called.
    rings: bool,
    live: String,
}

#[derive(Template)]
#[template(path = "phone_gone.html")]
struct GonePage<'a> {
    words: Words,
    title: String,
    hall: &'a HallView,
    desk: &'a str,
}

#[derive(Template)]
#[template(path = "phone_live.html")]
struct Fragment<'a> {
    words: Words,
    title: String,
    state: &'a str,
    state_words: String,
    mark: &'a str,
    number: &'a str,
    /// The announcement, while called: the page then rings once.
    fresh: String,
    /// Item, window and floor.
    place: String,
    /// The window's number, large, when called.
    window: Option<String>,
    /// The one large sentence.
    head: Option<String>,
    /// Sentences below it, the first one plain, the others quiet.
    lines: Vec<String>,
    quiet: Vec<String>,
    bring: Vec<&'a str>,
    facts: Vec<(String, String)>,
    clock_seconds: String,
}

impl<'a> Fragment<'a> {
    fn of(phone: &Phone<'a>) -> Self {
        let words = Words(phone.ticket.language);
        let local = LocalTime::new(&phone.hall.timezone);
        let said = Said::of(phone, words, &local);
        let is_live = rings(&phone.ticket.state);
        let materials = phone
            .item
            .filter(|_| is_live)
            .map_or(&[][..], |item| &item.materials);
        Self {
            words,
            title: title(phone, words),
            state: &phone.ticket.state,
            state_words: state_words(&phone.ticket.state, words),
            mark: &phone.ticket.mark,
            number: &phone.ticket.number,
            fresh: phone
                .ticket
                .called_at
                .filter(|_| phone.ticket.state == "called")
                .map(|at| at.to_string())
                .unwrap_or_default(),
            place: place(phone, words),
            window: (phone.ticket.state == "called")
                .then(|| phone.ticket.window.map(|window| window.to_string()))
                .flatten(),
            head: said.head,
            lines: said.lines,
            quiet: said.quiet,
            bring: materials.iter().map(|names| words.name(names)).collect(),
            facts: facts(phone, words, &local),
            clock_seconds: local.clock_seconds(phone.now.0),
        }
    }
}

/// Whether a call may still come.
fn rings(state: &str) -> bool {
    matches!(state, "waiting" | "called" | "held" | "missed")
}

fn title(phone: &Phone<'_>, words: Words) -> String {
    let number = FluentValue::from(phone.ticket.number.as_str());
    if let (true, Some(window)) = (phone.ticket.state == "called", phone.ticket.window) {
        let window = FluentValue::from(window.to_string());
        return words.say(
            "page-phone-title-called",
            &[("window", window), ("number", number)],
        );
    }
    let hall = FluentValue::from(words.name(&phone.hall.names));
    words.say("page-phone-title", &[("number", number), ("hall", hall)])
}

fn state_words(state: &str, words: Words) -> String {
    words.t(match state {
        "called" => "page-phone-state-called",
        "serving" => "page-phone-state-serving",
        "held" => "page-phone-state-held",
        "missed" => "page-phone-state-missed",
        "finished" => "page-phone-state-finished",
        "withdrawn" => "page-phone-state-withdrawn",
        "expired" => "page-phone-state-expired",
        _ => "page-phone-state-waiting",
    })
}

/// "公交卡领卡 · 14 号窗口 · 一楼".
fn place(phone: &Phone<'_>, words: Words) -> String {
    let names = phone
        .item
        .map(|item| &item.names)
        .or(phone.queue.map(|queue| &queue.names));
    let mut parts: Vec<String> = names
        .map(|names| words.name(names).to_owned())
        .into_iter()
        .collect();
    if !phone.ticket.window_hint.is_empty() {
        parts.push(words.with("page-phone-window", "window", &phone.ticket.window_hint));
    }
    parts.extend(floor(phone).map(|floor| words.floor(floor)));
    parts.join(" · ")
}

/// The window's floor, or the queue's while no window is named.
fn floor(phone: &Phone<'_>) -> Option<u8> {
    phone
        .window
        .map(|window| window.floor)
        .or(phone.queue.map(|queue| queue.floor))
}

fn facts(phone: &Phone<'_>, words: Words, local: &LocalTime) -> Vec<(String, String)> {
    let mut facts = Vec::new();
    // Who was called, missed it and waits again is not being served.
    let is_other = |number: &&str| *number != phone.ticket.number;
    let waits = phone.ticket.state == "waiting";
    if let Some(number) = phone.serving_now.filter(is_other).filter(|_| waits) {
        facts.push((words.t("page-phone-serving-now"), number.to_owned()));
    }
    facts.push((
        words.t("page-phone-taken"),
        local.clock(phone.ticket.taken_at.0),
    ));
    if !phone.hall.wifi.is_empty() && rings(&phone.ticket.state) {
        facts.push((words.t("page-phone-wifi"), phone.hall.wifi.clone()));
    }
    facts
}
