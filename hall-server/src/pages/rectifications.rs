//! What has to be put right: what is late, and what comes next for everything else.

use super::cases::{Choice, Tab};
use super::places::{Place, bar};
use super::words::{Words, render};
use super::{Frame, LocalTime};
use crate::limits::LEDGER_ROWS_MAX;
use crate::views::rectifications::{Next, Rectifications, Wanted};
use askama::Template;
use hall_core::code::DepartmentCode;
use hall_core::rectification::Source;
use hall_protocol::view::{AboutView, HallView, Names, RectificationView};
use hall_text::FluentValue;

/// What the page shows.
#[derive(Clone, Copy, Debug)]
pub struct RectificationsPage<'a> {
    /// Hall, reader and time.
    pub frame: Frame<'a>,
    /// What was found.
    pub found: &'a Rectifications,
    /// What was asked for.
    pub wanted: Wanted,
    /// The hall's departments with their names.
    pub departments: &'a [(DepartmentCode, Names)],
}

#[derive(Template)]
#[template(path = "rectifications.html")]
struct Page<'a> {
    words: Words,
    title: String,
    hall: &'a HallView,
    bar: String,
    clock: String,
    tabs: Vec<Tab>,
    next: Option<&'static str>,
    sources: Vec<Choice>,
    departments: Vec<Choice>,
    rows: Vec<Row>,
    more: Vec<String>,
}

struct Row {
    way: String,
    id: String,
    source: String,
    about: String,
    department: String,
    came: String,
    next: String,
    is_red: bool,
    due: String,
}

/// The page.
pub fn rectifications(page: &RectificationsPage<'_>) -> String {
    let frame = page.frame;
    let words = Words(frame.language);
    let found = page.found;
    let hidden = [
        ("shown", FluentValue::from(LEDGER_ROWS_MAX)),
        ("count", FluentValue::from(found.hidden)),
    ];
    let hidden = words.say("page-rectifications-hidden", &hidden);
    let cut = words.t("page-rectifications-cut");
    let more = [
        (found.hidden > 0).then_some(hidden),
        found.is_cut.then_some(cut),
    ];
    let hall = words.name(&frame.hall.names);
    render(&Page {
        words,
        title: words.with("page-rectifications-title", "hall", hall),
        hall: frame.hall,
        bar: bar(frame, Some(Place::Rectifications)),
        clock: LocalTime::new(&frame.hall.timezone).clock(frame.now.0),
        tabs: tabs(page, words),
        next: page.wanted.next.map(Next::word),
        sources: sources(page, words),
        departments: departments(page, words),
        rows: found
            .list
            .iter()
            .map(|(next, one)| row(page, *next, one, words))
            .collect(),
        more: more.into_iter().flatten().collect(),
    })
}

fn tabs(page: &RectificationsPage<'_>, words: Words) -> Vec<Tab> {
    let source = page.wanted.source;
    let source = source.map(|source| format!("&source={}", source.word()));
    let department = page.wanted.department;
    let department = department.map(|code| format!("&department={code}"));
    let kept = [source, department].map(Option::unwrap_or_default).concat();
    let base = format!(
        "{}?lang={}{kept}",
        Place::Rectifications.way(),
        words.0.tag()
    );
    let counts = page.found.counts;
    let all = Tab {
        words: words.t("page-rectifications-all"),
        count: counts.iter().sum(),
        way: base.clone(),
        is_here: page.wanted.next.is_none(),
        is_red: false,
    };
    let one = |next: Next| Tab {
        words: words.t(&key_of(next)),
        count: counts[next as usize],
        way: format!("{base}&next={}", next.word()),
        is_here: page.wanted.next == Some(next),
        is_red: next == Next::Late && counts[next as usize] > 0,
    };
    std::iter::once(all)
        .chain(Next::ALL.into_iter().map(one))
        .collect()
}

fn key_of(next: Next) -> String {
    format!("page-rectifications-{}", next.word())
}

fn sources(page: &RectificationsPage<'_>, words: Words) -> Vec<Choice> {
    let sources = Source::ALL.into_iter();
    sources
        .map(|source| Choice {
            code: source.word().to_owned(),
            name: source_name(source, words),
            is_here: page.wanted.source == Some(source),
        })
        .collect()
}

/// The departments to choose from; whoever leads one sees no other.
fn departments(page: &RectificationsPage<'_>, words: Words) -> Vec<Choice> {
    let departments = page.departments.iter();
    let departments = departments.filter(|_| !page.frame.role.needs_department());
    departments
        .map(|(code, name)| Choice {
            code: code.to_string(),
            name: words.name(name).to_owned(),
            is_here: page.wanted.department == Some(*code),
        })
        .collect()
}

fn row(page: &RectificationsPage<'_>, next: Next, one: &RectificationView, words: Words) -> Row {
    let department = one.about.department;
    let known = page.departments.iter();
    let name = known
        .filter(|(code, _)| Some(*code) == department)
        .map(|(_, names)| words.name(names).to_owned())
        .next();
    let due = if next == Next::Publish || next == Next::Nothing {
        None
    } else {
        let waits = one.contacts.is_empty();
        one.contact_due.filter(|_| waits).or(one.due)
    };
    let provisional = |day: String| {
        if one.provisional {
            words.with("page-case-due-provisional", "day", &day)
        } else {
            day
        }
    };
    Row {
        way: way_of(one, words),
        id: one.id.to_string(),
        source: source_name(one.source, words),
        about: about(&one.about, words),
        department: name.unwrap_or_default(),
        came: one.came.to_string(),
        next: words.t(&key_of(next)),
        is_red: next == Next::Late,
        due: due
            .map(|day| provisional(day.to_string()))
            .unwrap_or_default(),
    }
}

/// Where the page of one of them is.
pub(super) fn way_of(one: &RectificationView, words: Words) -> String {
    let place = Place::Rectifications.way();
    format!("{place}/{}?lang={}", one.id, words.0.tag())
}

/// Where it comes from.
pub(super) fn source_name(source: Source, words: Words) -> String {
    words.t(&format!(
        "report-source-{}",
        source.word().replace('_', "-")
    ))
}

/// "3 号窗口 · 身份证": the service it speaks of, as far as it is known.
pub(super) fn about(about: &AboutView, words: Words) -> String {
    let window = about.window;
    let window =
        window.map(|window| words.with("page-about-window", "window", &window.to_string()));
    let item = about.item_name.as_ref();
    let item = item.map(|names| words.name(names).to_owned());
    let parts = [window, item];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
