//! Stopping and resuming queues, and ending the day.

use super::form::{Filled, Form, Forms, Sent};
use super::places::{Place, bar};
use super::words::{Words, render};
use super::{Draft, Frame};
use askama::Template;
use hall_core::code::{QueueCode, ReasonCode};
use hall_protocol::view::{DayView, HallView, Names, QueueView};
use std::collections::BTreeMap;

/// What the page of all queues shows.
#[derive(Clone, Copy, Debug)]
pub struct QueuesPage<'a> {
    /// Hall, reader and time.
    pub frame: Frame<'a>,
    /// The business day; none before the first one.
    pub day: Option<&'a DayView>,
    /// The queues.
    pub queues: &'a BTreeMap<QueueCode, QueueView>,
    /// Numbers that the end of the day would spend: waiting, called, served, held and missed.
    pub live: u32,
    /// Those among them whose people are here; with nobody here the day ends in one step.
    pub here: u32,
    /// What stands in the form.
    pub draft: &'a Draft,
    /// What was sent and came back.
    pub sent: Sent<'a>,
}

/// What the page of one queue shows.
#[derive(Clone, Copy, Debug)]
pub struct QueuePage<'a> {
    /// Hall, reader and time.
    pub frame: Frame<'a>,
    /// The queue.
    pub queue: &'a QueueView,
    /// Listed reasons for a pause.
    pub reasons: &'a [(ReasonCode, Names)],
    /// What stands in the form.
    pub draft: &'a Draft,
    /// What was sent and came back.
    pub sent: Sent<'a>,
}

#[derive(Template)]
#[template(path = "queues.html")]
struct AllPage<'a> {
    words: Words,
    title: String,
    hall: &'a HallView,
    bar: String,
    figures: Vec<(String, String)>,
    rows: Vec<Row>,
    forms: String,
}

struct Row {
    way: String,
    name: String,
    waiting: u32,
    windows: String,
    paused: String,
}

#[derive(Template)]
#[template(path = "queue.html")]
struct OnePage<'a> {
    words: Words,
    title: String,
    hall: &'a HallView,
    bar: String,
    back: String,
    facts: Vec<(String, String)>,
    forms: String,
    /// A refusal of an act that is not offered any more.
    wrong: Option<(String, String)>,
}

/// The form that ends the day.
const CLOSE: &str = "close";

/// The page of all queues.
pub fn queues(page: &QueuesPage<'_>) -> String {
    let frame = page.frame;
    let words = Words(frame.language);
    let hall = words.name(&frame.hall.names);
    let forms = day_form(page, words).into_iter().collect();
    let queues = page.queues.values();
    let mut rows: Vec<Row> = queues.map(|queue| row(queue, words)).collect();
    // By their letters, as on the boards.
    rows.sort_by(|one, other| one.name.cmp(&other.name));
    render(&AllPage {
        words,
        title: words.with("page-queues-title", "hall", hall),
        hall: frame.hall,
        bar: bar(frame, Some(Place::Queues)),
        figures: figures(page, words),
        rows,
        forms: render(&Forms { forms }),
    })
}

fn figures(page: &QueuesPage<'_>, words: Words) -> Vec<(String, String)> {
    let Some(day) = page.day else {
        return Vec::new();
    };
    let waiting: u32 = page.queues.values().map(|queue| queue.waiting).sum();
    let figure = |key: &str, value: String| (words.t(key), value);
    vec![
        figure("page-queues-day", day.day.to_string()),
        figure("page-queues-stage", stage(day, words)),
        figure("page-manage-issued", day.issued.to_string()),
        figure("page-manage-waiting", waiting.to_string()),
        figure("page-queues-live", page.live.to_string()),
    ]
}

fn stage(day: &DayView, words: Words) -> String {
    words.t(match day.stage.as_str() {
        "closed" => "page-manage-stage-closed",
        "closing" => "page-manage-stage-closing",
        _ => "page-manage-stage-open",
    })
}

/// Ending takes two steps while somebody is here: first no more numbers, then the end, which
/// spends the numbers of all who still wait. The form says which step it was made for.
fn day_form(page: &QueuesPage<'_>, words: Words) -> Option<Form> {
    let day = page.day.filter(|day| day.stage != "closed")?;
    if !page.frame.writes(Place::Queues) {
        return None;
    }
    let filled = Filled {
        words,
        draft: page.draft,
        sent: page.sent,
    };
    let key = if day.stage == "closing" || page.here == 0 {
        "page-queues-end-now"
    } else {
        "page-queues-end"
    };
    let way = format!("/manage/day/{}/{}", day.day, day.stage);
    Some(Form {
        hint: words.count(&format!("{key}-how-to"), page.live),
        ..filled.form(CLOSE, &way, key, Vec::new())
    })
}

fn row(queue: &QueueView, words: Words) -> Row {
    let paused = queue.paused.as_ref();
    let paused = paused.map(|reason| {
        let reason = words.name(&reason.names);
        words.with("page-manage-paused", "reason", reason)
    });
    Row {
        way: format!(
            "{}/{}?lang={}",
            Place::Queues.way(),
            queue.queue,
            words.0.tag()
        ),
        name: format!("{} {}", queue.series, words.name(&queue.names)),
        waiting: queue.waiting,
        windows: format!("{} / {}", queue.open_windows, queue.windows.len()),
        paused: paused.unwrap_or_default(),
    }
}

/// The page of one queue.
pub fn queue(page: &QueuePage<'_>) -> String {
    let frame = page.frame;
    let words = Words(frame.language);
    let shown = row(page.queue, words);
    let facts = [
        ("page-manage-queue-waiting", shown.waiting.to_string()),
        ("page-manage-queue-windows", shown.windows),
        ("page-manage-note", shown.paused),
    ];
    let told = facts.into_iter().filter(|(_, said)| !said.is_empty());
    let is_writing = frame.writes(Place::Queues);
    let forms: Vec<Form> = is_writing.then(|| form(page, words)).into_iter().collect();
    let is_shown = forms.iter().any(|form| form.wrong.is_some());
    let wrong = page.sent.wrong.filter(|_| !is_shown);
    render(&OnePage {
        words,
        title: shown.name,
        hall: frame.hall,
        bar: bar(frame, Some(Place::Queues)),
        back: format!("{}?lang={}", Place::Queues.way(), words.0.tag()),
        facts: told.map(|(key, said)| (words.t(key), said)).collect(),
        forms: render(&Forms { forms }),
        wrong: wrong.map(|problem| (problem.title.clone(), problem.hint.clone())),
    })
}

/// What is stopped is resumed; what runs is stopped, for a listed reason or in own words.
fn form(page: &QueuePage<'_>, words: Words) -> Form {
    let filled = Filled {
        words,
        draft: page.draft,
        sent: page.sent,
    };
    let way = |act: &str| format!("{}/{}/{act}", Place::Queues.way(), page.queue.queue);
    if page.queue.paused.is_some() {
        let fields = Vec::new();
        return Form {
            is_open: true,
            hint: words.t("page-queue-resume-how-to"),
            ..filled.form("resume", &way("resume"), "page-queue-resume", fields)
        };
    }
    let reasons = page.reasons.iter();
    let reasons: Vec<(&str, String)> = reasons
        .map(|(code, names)| (code.as_str(), words.name(names).to_owned()))
        .collect();
    let fields = vec![
        filled.many("pause", "reason", "page-queue-reason", &reasons),
        filled.text("pause", "words", "page-queue-words", false),
    ];
    Form {
        is_open: true,
        hint: words.t("page-queue-pause-how-to"),
        ..filled.form("pause", &way("pause"), "page-queue-pause", fields)
    }
}
