//! One case: what it is, where it stands, and every step that was taken with it.

use super::cases::{clock, due, stage};
use super::places::{Place, bar};
use super::words::{Words, render};
use super::{Frame, LocalTime};
use crate::rows::{CaseRow, StepRow};
use askama::Template;
use hall_core::code::DepartmentCode;
use hall_protocol::view::{CaseView, HallView, Names, WordsView};
use hall_text::FluentValue;

/// What the page of one case shows.
#[derive(Clone, Copy, Debug)]
pub struct CasePage<'a> {
    /// Hall, reader and time.
    pub frame: Frame<'a>,
    /// The case as the table of cases has it.
    pub row: &'a CaseRow,
    /// Its steps, in order.
    pub steps: &'a [StepRow],
    /// The case as it stands, until the evening of its last day.
    pub view: Option<&'a CaseView>,
    /// What is applied for; none = the plan does not have it any more.
    pub item: Option<&'a Names>,
    /// The hall's departments with their names.
    pub departments: &'a [(DepartmentCode, Names)],
}

#[derive(Template)]
#[template(path = "case.html")]
struct Page<'a> {
    words: Words,
    title: String,
    hall: &'a HallView,
    bar: String,
    facts: Vec<(String, String)>,
    steps: Vec<Step>,
    texts: Vec<(String, String)>,
}

struct Step {
    day: String,
    clock: String,
    what: String,
    more: String,
    hand: String,
}

/// The page.
pub fn case(page: &CasePage<'_>) -> String {
    let frame = page.frame;
    let words = Words(frame.language);
    let local = LocalTime::new(&frame.hall.timezone);
    let steps = page.steps.iter();
    render(&Page {
        words,
        title: words.with("page-case-title", "number", &page.row.number),
        hall: frame.hall,
        bar: bar(frame, Some(Place::Cases)),
        facts: facts(page, words),
        steps: steps
            .map(|step| Step {
                day: step.day.to_string(),
                clock: local.clock(step.at),
                what: words.t(&format!("case-step-{}", step.step)),
                more: more(page, step, words),
                hand: hand(step, words),
            })
            .collect(),
        texts: page.view.map(|view| texts(view, words)).unwrap_or_default(),
    })
}

/// What is known of it, in words; what there is nothing to say of is left out.
fn facts(page: &CasePage<'_>, words: Words) -> Vec<(String, String)> {
    let row = page.row;
    let item = page
        .item
        .map_or(row.item.as_str(), |names| words.name(names));
    let days = |days: u16| match days {
        0 => words.t("page-case-at-once"),
        days => words.count("page-case-days", u32::from(days)),
    };
    let day = |day: Option<hall_core::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let stands = match (&row.left, page.view) {
        (Some(how), _) => words.t(&format!("case-exit-{how}")),
        (None, Some(view)) => stage(view, words),
        (None, None) => words.t(&format!("case-stage-{}", row.stage)),
    };
    let due_now = page
        .view
        .map_or_else(|| day(row.due), |view| due(view, words));
    let first_due = day(row.first_due.filter(|first| row.due != Some(*first)));
    let legal = match row.legal {
        0 => String::new(),
        legal => days(legal),
    };
    let facts = [
        ("page-cases-item", item.to_owned()),
        (
            "page-cases-department",
            department(page, &row.department, words),
        ),
        ("page-cases-stage", stands),
        (
            "page-cases-clock",
            page.view.map(|view| clock(view, words)).unwrap_or_default(),
        ),
        ("page-cases-due", due_now),
        ("page-case-first-due", first_due),
        ("page-case-accepted", day(row.accepted)),
        ("page-case-finished", day(row.finished)),
        ("page-case-promised", days(row.promised)),
        ("page-case-legal", legal),
    ];
    let told = facts.into_iter().filter(|(_, said)| !said.is_empty());
    told.map(|(key, said)| (words.t(key), said)).collect()
}

fn department(page: &CasePage<'_>, code: &DepartmentCode, words: Words) -> String {
    let mut known = page.departments.iter();
    let known = known.find(|(known, _)| known == code);
    known.map_or_else(
        || code.to_string(),
        |(_, names)| words.name(names).to_owned(),
    )
}

/// The clerk; the law itself has no name.
fn hand(step: &StepRow, words: Words) -> String {
    let clerk = step.clerk.map(|clerk| clerk.to_string());
    clerk.unwrap_or_else(|| words.t("page-case-by-law"))
}

/// What a step brought with it.
fn more(page: &CasePage<'_>, step: &StepRow, words: Words) -> String {
    let named = |prefix: &str, word: &str| words.t(&format!("case-{prefix}-{word}"));
    let kind = step.kind.as_deref().map(|kind| match step.step.as_str() {
        "delivered" => named("how", kind),
        "left" => named("exit", kind),
        _ => named("kind", kind),
    });
    let days = step
        .days
        .map(|days| words.count("page-case-days", u32::from(days)));
    let whose = step.department.as_ref();
    let whose = whose.map(|code| department(page, code, words));
    let day =
        |key: &str, day: Option<hall_core::Date>| Some(words.with(key, "day", &day?.to_string()));
    let parts = [
        kind,
        whose,
        days,
        day("page-case-from", step.from),
        day("page-case-to", step.to),
        day("page-case-due", step.due),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The texts that are kept for a time.
fn texts(view: &CaseView, words: Words) -> Vec<(String, String)> {
    let mut texts = Vec::new();
    let mut put = |key: &str, said: &WordsView| {
        let gone = || words.t("page-case-text-gone");
        texts.push((words.t(key), said.text.clone().unwrap_or_else(gone)));
    };
    if let Some(asked) = &view.asked {
        put("case-step-asked_more", &asked.words);
    }
    if let Some(missing) = &view.missing {
        put("page-case-missing", &missing.words);
    }
    if let Some(more) = &view.extension {
        put("case-step-extended", &more.words);
    }
    if let Some(explained) = &view.explained {
        put("case-step-explained", explained);
    }
    let said = view.left.as_ref().map(|left| &left.words);
    if let Some(said) = said.filter(|said| said.text.is_some()) {
        put("case-step-left", said);
    }
    for stop in &view.stops {
        let kind = words.t(&format!("case-kind-{}", stop.kind.word()));
        let args = [("kind", FluentValue::from(kind))];
        let document = stop.document.clone().unwrap_or_default();
        texts.push((words.say("page-case-document", &args), document));
    }
    texts
}
