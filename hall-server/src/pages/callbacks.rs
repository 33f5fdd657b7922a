//! Who is asked about a day, and how far that has come; and one of them, with a form for the call.

use super::cases::Choice;
use super::form::{Filled, Form, Forms, Sent};
use super::places::{Place, bar};
use super::words::{Words, render};
use super::{Draft, Frame};
use askama::Template;
use hall_core::Date;
use hall_core::callback::WhyDrawn;
use hall_core::code::ItemCode;
use hall_protocol::view::{AskedAfterView, CallbackView, CallbacksView, HallView, Names};
use hall_text::FluentValue;
use std::collections::BTreeMap;

/// The hall's items with their names.
pub type ItemNames = BTreeMap<ItemCode, Names>;

/// What the page of a day shows.
#[derive(Clone, Copy, Debug)]
pub struct CallbacksPage<'a> {
    /// Hall, reader and time.
    pub frame: Frame<'a>,
    /// The days whose lists are kept, newest first.
    pub days: &'a [Date],
    /// The list; none before the first day ended.
    pub list: Option<&'a CallbacksView>,
    /// What services are called.
    pub items: &'a ItemNames,
}

/// What the page of one citizen shows.
#[derive(Clone, Copy, Debug)]
pub struct CallbackPage<'a> {
    /// Hall, reader and time.
    pub frame: Frame<'a>,
    /// Who is asked.
    pub one: &'a CallbackView,
    /// What services are called.
    pub items: &'a ItemNames,
    /// What stands in the form.
    pub draft: &'a Draft,
    /// What was sent and came back.
    pub sent: Sent<'a>,
}

#[derive(Template)]
#[template(path = "callbacks.html")]
struct ListPage<'a> {
    words: Words,
    title: String,
    hall: &'a HallView,
    bar: String,
    days: Vec<Choice>,
    figures: Vec<(String, String)>,
    seed: String,
    rows: Vec<Row>,
}

struct Row {
    way: String,
    number: String,
    why: String,
    window: String,
    item: String,
    clerk: String,
    tries: u8,
    last: String,
}

#[derive(Template)]
#[template(path = "callback.html")]
struct OnePage<'a> {
    words: Words,
    title: String,
    hall: &'a HallView,
    bar: String,
    back: String,
    facts: Vec<(String, String)>,
    forms: String,
}

/// The page of a day.
pub fn callbacks(page: &CallbacksPage<'_>) -> String {
    let frame = page.frame;
    let words = Words(frame.language);
    let hall = words.name(&frame.hall.names);
    let tag = words.0.tag();
    let days = page.days.iter().map(|day| Choice {
        code: format!("{}/{day}?lang={tag}", Place::Callbacks.way()),
        name: day.to_string(),
        is_here: page.list.is_some_and(|list| list.day == *day),
    });
    let people = page.list.into_iter().flat_map(|list| &list.list);
    let seed = page.list.map(|list| list.seed.as_str());
    let seed = seed.map(|seed| words.with("page-callbacks-seed", "seed", seed));
    render(&ListPage {
        words,
        title: words.with("page-callbacks-title", "hall", hall),
        hall: frame.hall,
        bar: bar(frame, Some(Place::Callbacks)),
        days: days.collect(),
        figures: page
            .list
            .map(|list| figures(list, words))
            .unwrap_or_default(),
        seed: seed.unwrap_or_default(),
        rows: people.map(|one| row(page, one, words)).collect(),
    })
}

fn figures(list: &CallbacksView, words: Words) -> Vec<(String, String)> {
    let figure = |key: &str, count: u32| (words.t(key), count.to_string());
    vec![
        figure("page-callbacks-served", list.served),
        figure("page-callbacks-target", list.target),
        figure("page-callbacks-reached", list.reached),
        figure("page-callbacks-tries", list.tries),
    ]
}

fn row(page: &CallbacksPage<'_>, one: &CallbackView, words: Words) -> Row {
    let clerk = one.clerk.map(|clerk| clerk.to_string());
    let last = one.last.as_ref();
    Row {
        way: format!(
            "{}/{}/{}?lang={}",
            Place::Callbacks.way(),
            one.day,
            one.ticket,
            words.0.tag()
        ),
        number: one.number.clone(),
        why: why(one.why, words),
        window: window(one),
        item: item(one, page.items, words),
        clerk: clerk.unwrap_or_default(),
        tries: one.tries,
        last: last.map(|asked| outcome(asked, words)).unwrap_or_default(),
    }
}

fn window(one: &CallbackView) -> String {
    let window = one.window.map(|window| window.to_string());
    window.unwrap_or_default()
}

/// The item's name; its code where the plan does not have it any more.
fn item(one: &CallbackView, items: &ItemNames, words: Words) -> String {
    let Some(code) = one.item else {
        return String::new();
    };
    let name = items.get(&code).map(|names| words.name(names).to_owned());
    name.unwrap_or_else(|| code.to_string())
}

fn why(why: WhyDrawn, words: Words) -> String {
    words.t(&format!("page-why-{}", why.word()))
}

/// "已回访 · 电话 · 满意".
fn outcome(asked: &AskedAfterView, words: Words) -> String {
    let level = asked.level;
    let level = level.map(|level| words.t(&format!("page-pad-level-{level}")));
    let parts = [
        Some(words.t(&format!("page-outcome-{}", asked.outcome.word()))),
        Some(words.t(&format!("page-channel-{}", asked.channel.word()))),
        level,
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The page of one citizen.
pub fn callback(page: &CallbackPage<'_>) -> String {
    let frame = page.frame;
    let words = Words(frame.language);
    let args = [
        ("number", FluentValue::from(page.one.number.as_str())),
        ("day", FluentValue::from(page.one.day.to_string())),
    ];
    let is_writing = frame.writes(Place::Callbacks);
    let forms = is_writing.then(|| form(page, words)).into_iter().collect();
    render(&OnePage {
        words,
        title: words.say("page-callback-title", &args),
        hall: frame.hall,
        bar: bar(frame, Some(Place::Callbacks)),
        back: format!(
            "{}/{}?lang={}",
            Place::Callbacks.way(),
            page.one.day,
            words.0.tag()
        ),
        facts: facts(page, words),
        forms: render(&Forms { forms }),
    })
}

fn facts(page: &CallbackPage<'_>, words: Words) -> Vec<(String, String)> {
    let one = page.one;
    let clerk = one.clerk.map(|clerk| clerk.to_string());
    let last = one.last.as_ref();
    let problem = last.and_then(|asked| asked.problem.as_ref());
    let problem = problem.map(|said| {
        let gone = || words.t("page-case-text-gone");
        said.text.clone().unwrap_or_else(gone)
    });
    let facts = [
        ("page-callbacks-why", why(one.why, words)),
        ("page-callbacks-window", window(one)),
        ("page-callbacks-item", item(one, page.items, words)),
        ("page-callbacks-clerk", clerk.unwrap_or_default()),
        ("page-callbacks-tries", one.tries.to_string()),
        (
            "page-callbacks-last",
            last.map(|asked| outcome(asked, words)).unwrap_or_default(),
        ),
        ("page-callback-problem", problem.unwrap_or_default()),
    ];
    let told = facts.into_iter().filter(|(_, said)| !said.is_empty());
    told.map(|(key, said)| (words.t(key), said)).collect()
}

fn form(page: &CallbackPage<'_>, words: Words) -> Form {
    let filled = Filled {
        words,
        draft: page.draft,
        sent: page.sent,
    };
    let name = "call";
    let outcomes = ["reached", "no_answer", "declined"];
    let outcomes = filled.named(&outcomes, |word| format!("page-outcome-{word}"));
    let channels = filled.named(&["phone", "survey"], |word| format!("page-channel-{word}"));
    let levels = ["5", "4", "3", "2", "1"];
    let levels = filled.named(&levels, |level| format!("page-pad-level-{level}"));
    let fields = vec![
        filled.few(name, "outcome", "page-callback-outcome", &outcomes),
        filled.few(name, "channel", "page-callback-channel", &channels),
        filled.many(name, "level", "page-callback-level", &levels),
        filled.text(name, "problem", "page-callback-problem-asked", false),
        filled.hand(name),
    ];
    let one = page.one;
    let way = format!("{}/{}/{}", Place::Callbacks.way(), one.day, one.ticket);
    Form {
        is_open: true,
        hint: words.t("page-callback-how-to"),
        ..filled.form(name, &way, "page-callback-record", fields)
    }
}
