//! Which reports there are: of days, and of the weeks, months and years that they are in.

use super::Frame;
use super::places::{Place, bar};
use super::words::{Words, render};
use crate::report::{Period, PeriodKind};
use askama::Template;
use hall_core::Date;
use hall_protocol::view::HallView;

/// What the page shows.
#[derive(Clone, Copy, Debug)]
pub struct ReportsPage<'a> {
    /// Hall, reader and time.
    pub frame: Frame<'a>,
    /// Business days, newest first.
    pub days: &'a [Date],
}

#[derive(Template)]
#[template(path = "reports.html")]
struct Page<'a> {
    words: Words,
    title: String,
    hall: &'a HallView,
    bar: String,
    groups: Vec<Group>,
}

struct Group {
    title: String,
    rows: Vec<Row>,
}

/// A report: its name, and the ways to its formats.
struct Row {
    name: String,
    page: String,
    workbook: String,
    table: String,
}

/// The page.
pub fn reports(page: &ReportsPage<'_>) -> String {
    let frame = page.frame;
    let words = Words(frame.language);
    let hall = words.name(&frame.hall.names);
    let days = page.days.iter().map(|day| {
        let way = format!("/api/v1/reports/daily/{day}");
        row(day.to_string(), &way, words)
    });
    let days = Group {
        title: words.t("page-reports-days"),
        rows: days.collect(),
    };
    let newest = page.days.first().copied();
    let periods = newest.into_iter().flat_map(|newest| {
        let kinds = PeriodKind::ALL.into_iter();
        kinds.map(move |kind| periods(kind, newest, words))
    });
    render(&Page {
        words,
        title: words.with("page-reports-title", "hall", hall),
        hall: frame.hall,
        bar: bar(frame, Some(Place::Reports)),
        groups: [days].into_iter().chain(periods).collect(),
    })
}

/// The period of a kind that a day is in, and those before it.
fn periods(kind: PeriodKind, newest: Date, words: Words) -> Group {
    let all = std::iter::successors(Some(kind.of(newest)), |period| Some(period.before()));
    let shown: Vec<Period> = all.take(PERIODS).collect();
    Group {
        title: words.t(&format!("page-manage-{}", kind.word())),
        rows: shown
            .into_iter()
            .map(|period| row(period.to_string(), &period.way(), words))
            .collect(),
    }
}

/// How many periods of a kind are named.
const PERIODS: usize = 4;

fn row(name: String, way: &str, words: Words) -> Row {
    let of = |ending: &str| format!("{way}{ending}?lang={}", words.0.tag());
    Row {
        name,
        page: of(".html"),
        workbook: of(".xlsx"),
        table: of(".csv"),
    }
}
