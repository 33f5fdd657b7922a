//! The ledger of cases: what is late, what is due, and whose it is.

use super::places::{Place, bar};
use super::words::{Words, render};
use super::{Frame, LocalTime};
use crate::limits::LEDGER_ROWS_MAX;
use crate::views::ledger::{Ledger, Standing};
use askama::Template;
use hall_core::code::DepartmentCode;
use hall_core::deadline::Lamp;
use hall_protocol::view::{CaseView, HallView, Names};
use hall_text::FluentValue;

/// What the ledger's page shows.
#[derive(Clone, Copy, Debug)]
pub struct Cases<'a> {
    /// Hall, reader and time.
    pub frame: Frame<'a>,
    /// The cases.
    pub ledger: &'a Ledger,
    /// The hall's departments with their names.
    pub departments: &'a [(DepartmentCode, Names)],
    /// The standing that was asked for.
    pub standing: Option<Standing>,
    /// The department that was asked for.
    pub department: Option<DepartmentCode>,
}

#[derive(Template)]
#[template(path = "cases.html")]
struct Page<'a> {
    words: Words,
    title: String,
    hall: &'a HallView,
    bar: String,
    clock: String,
    /// Last days that may still move, in words.
    provisional: Option<String>,
    standings: Vec<Tab>,
    departments: Vec<Choice>,
    /// The standing, for the form that chooses a department.
    standing: Option<&'static str>,
    rows: Vec<Row>,
    /// What is not shown, in words.
    more: Vec<String>,
}

/// One standing with its count, a link to those cases alone.
pub(super) struct Tab {
    pub(super) words: String,
    pub(super) count: u32,
    pub(super) way: String,
    pub(super) is_here: bool,
    pub(super) is_red: bool,
}

pub(super) struct Choice {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) is_here: bool,
}

struct Row {
    way: String,
    number: String,
    item: String,
    department: String,
    stage: String,
    clock: String,
    is_red: bool,
    due: String,
    hand: String,
}

/// The page.
pub fn cases(cases: &Cases<'_>) -> String {
    let frame = cases.frame;
    let words = Words(frame.language);
    let ledger = cases.ledger;
    let count = |key: &str, count: u32| (count > 0).then(|| words.count(key, count));
    let cut = ledger.is_cut.then(|| words.t("page-cases-cut"));
    let hidden = words.say(
        "page-cases-hidden",
        &[
            ("shown", FluentValue::from(LEDGER_ROWS_MAX)),
            ("count", FluentValue::from(ledger.hidden)),
        ],
    );
    let more = [(ledger.hidden > 0).then_some(hidden), cut];
    render(&Page {
        words,
        title: words.with("page-cases-title", "hall", words.name(&frame.hall.names)),
        hall: frame.hall,
        bar: bar(frame, Some(Place::Cases)),
        clock: LocalTime::new(&frame.hall.timezone).clock(frame.now.0),
        provisional: count("page-cases-provisional", ledger.provisional),
        standings: tabs(cases, words),
        departments: choices(cases, words),
        standing: cases.standing.map(Standing::word),
        rows: ledger
            .cases
            .iter()
            .map(|(standing, case)| row(*standing, case, words))
            .collect(),
        more: more.into_iter().flatten().collect(),
    })
}

fn tabs(cases: &Cases<'_>, words: Words) -> Vec<Tab> {
    let department = cases.department;
    let department = department.map(|code| format!("&department={code}"));
    let department = department.unwrap_or_default();
    let tag = words.0.tag();
    let all = Tab {
        words: words.t("page-cases-all"),
        count: cases.ledger.counts.iter().sum(),
        way: format!("/manage/cases?lang={tag}{department}"),
        is_here: cases.standing.is_none(),
        is_red: false,
    };
    let one = |standing: Standing| Tab {
        words: words.t(&format!("page-cases-{}", standing.word().replace('_', "-"))),
        count: cases.ledger.counts[standing as usize],
        way: format!(
            "/manage/cases?lang={tag}{department}&standing={}",
            standing.word()
        ),
        is_here: cases.standing == Some(standing),
        is_red: standing == Standing::Late && cases.ledger.counts[standing as usize] > 0,
    };
    let standings = Standing::ALL.into_iter().map(one);
    std::iter::once(all).chain(standings).collect()
}

/// The departments to choose from; whoever leads one sees no other.
fn choices(cases: &Cases<'_>, words: Words) -> Vec<Choice> {
    let departments = cases.departments.iter();
    let departments = departments.filter(|_| !cases.frame.role.needs_department());
    departments
        .map(|(code, name)| Choice {
            code: code.to_string(),
            name: words.name(name).to_owned(),
            is_here: cases.department == Some(*code),
        })
        .collect()
}

fn row(standing: Standing, case: &CaseView, words: Words) -> Row {
    let last = case.stamps.last();
    let hand = last.and_then(|stage| stage.done.clerk);
    Row {
        way: format!("/manage/cases/{}?lang={}", case.id, words.0.tag()),
        number: case.number.to_string(),
        item: words.name(&case.item_name).to_owned(),
        department: words.name(&case.department_name).to_owned(),
        stage: stage(case, words),
        clock: clock(case, words),
        is_red: standing == Standing::Late,
        due: due(case, words),
        hand: hand.map(|clerk| clerk.to_string()).unwrap_or_default(),
    }
}

/// The stage in words; a case that waits for papers says so.
pub(super) fn stage(case: &CaseView, words: Words) -> String {
    let is_told = case.stage == hall_core::case::Stage::Told;
    if is_told && case.asked.is_some() {
        return words.t("case-asked");
    }
    words.t(&format!("case-stage-{}", case.stage.word()))
}

/// Days left, days late, or that the clock stands; empty without a clock.
pub(super) fn clock(case: &CaseView, words: Words) -> String {
    let days = case.days_left.unwrap_or_default().unsigned_abs();
    let days = [("days", FluentValue::from(days))];
    match case.lamp {
        Some(Lamp::Red) => words.say("case-late", &days),
        Some(Lamp::Green | Lamp::Yellow) => words.say("case-left", &days),
        Some(Lamp::Blue) => words.t("case-stands"),
        None => String::new(),
    }
}

/// The last day on time, marked when it may still move.
pub(super) fn due(case: &CaseView, words: Words) -> String {
    let Some(day) = case.due else {
        return String::new();
    };
    if case.provisional {
        return words.with("page-case-due-provisional", "day", &day.to_string());
    }
    day.to_string()
}
