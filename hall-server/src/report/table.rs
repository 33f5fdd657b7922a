//! The figures as labelled tables: the one source of all five formats.
//!
//! A column says its stable key, its words, its unit and whether it stands in the short tables of
//! the first page and the terminal.

use super::figures::{Figures, Part, Share};
use super::{DailyReport, show};
use crate::pages::LocalTime;
use hall_text::{FluentValue, Language, say, word};

/// One figure.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Cell {
    /// A count.
    Count(u64),
    /// Milliseconds, shown as minutes with one decimal.
    Minutes(Option<i64>),
    /// A share, shown in percent with one decimal.
    Percent(Share),
    /// Words.
    Text(String),
}

impl Cell {
    /// The figure without its unit; none when there is nothing to say.
    pub fn value(&self) -> Option<String> {
        match self {
            Self::Count(count) => Some(count.to_string()),
            Self::Minutes(ms) => ms.map(show::minutes),
            Self::Percent(share) => show::percent(*share),
            Self::Text(text) => Some(text.clone()),
        }
    }

    /// The unit's stable word: `count`, `min`, `percent` or `text`.
    pub const fn unit(&self) -> &'static str {
        match self {
            Self::Count(_) => "count",
            Self::Minutes(_) => "min",
            Self::Percent(_) => "percent",
            Self::Text(_) => "text",
        }
    }

    /// The figure as a table shows it: `98.7%`, `11.4`, `—`.
    pub fn shown(&self) -> String {
        match (self, self.value()) {
            (_, None) => show::NONE.to_owned(),
            (Self::Percent(_), Some(value)) => format!("{value}%"),
            (_, Some(value)) => value,
        }
    }
}

/// One figure of the whole day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fact {
    /// Its stable key.
    pub key: &'static str,
    /// Its words, the unit included.
    pub label: String,
    /// The figure.
    pub cell: Cell,
}

/// A column of a table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Column {
    /// Its stable key.
    pub key: &'static str,
    /// Its words.
    pub label: String,
    /// Stands in short tables too.
    pub is_short: bool,
}

/// A row of a table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// Its code or number; empty for the remainder, `total` for the last row.
    pub key: String,
    /// How people call it.
    pub name: String,
    /// One cell per column.
    pub cells: Vec<Cell>,
    /// The row of all.
    pub is_total: bool,
}

/// A table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Table {
    /// Its stable key: `windows`, `queues`, `items`, `departments` or `hours`.
    pub section: &'static str,
    /// Its heading.
    pub title: String,
    /// The heading of the names.
    pub name_label: String,
    /// The columns after the name.
    pub columns: Vec<Column>,
    /// The rows, the total last.
    pub rows: Vec<Row>,
}

/// The figures of the whole day, in order.
pub fn facts(report: &DailyReport, language: Language) -> Vec<Fact> {
    let counts = &report.tickets;
    let total = &report.total;
    let count = |value: u32| Cell::Count(u64::from(value));
    let longest = report.longest.as_ref();
    let list = [
        ("tickets", count(counts.tickets)),
        ("finished", count(counts.finished)),
        ("withdrawn", count(counts.withdrawn)),
        ("expired", count(counts.expired)),
        ("live", count(counts.live)),
        ("missed-for-good", count(counts.missed_for_good)),
        ("missed", count(total.missed)),
        ("visits", count(counts.visits)),
        ("legs", count(total.legs)),
        ("transferred", count(total.transferred)),
        ("booked", count(counts.booked)),
        ("late", count(counts.late)),
        ("wait-mean", Cell::Minutes(total.wait.mean_ms)),
        ("wait-p50", Cell::Minutes(total.wait.p50_ms)),
        ("wait-p90", Cell::Minutes(total.wait.p90_ms)),
        (
            "wait-max",
            Cell::Minutes(longest.map(|longest| longest.wait_ms)),
        ),
        (
            "wait-max-where",
            Cell::Text(longest_where(report, language)),
        ),
        ("wait-long", Cell::Percent(total.long_waits)),
        ("service-mean", Cell::Minutes(total.service.mean_ms)),
        ("service-p90", Cell::Minutes(total.service.p90_ms)),
        ("utilisation", Cell::Percent(report.work.utilisation)),
        ("ratings", count(total.ratings.valid())),
        ("rating-5", count(total.ratings.level(5))),
        ("rating-4", count(total.ratings.level(4))),
        ("rating-3", count(total.ratings.level(3))),
        ("rating-2", count(total.ratings.level(2))),
        ("rating-1", count(total.ratings.level(1))),
        ("satisfaction", Cell::Percent(total.satisfaction)),
        ("participation", Cell::Percent(total.participation)),
        ("told-within", Cell::Percent(report.accuracy.within)),
        ("told-error", Cell::Minutes(report.accuracy.mean_error_ms)),
        ("windows-worked", count(report.windows_worked)),
        ("windows-planned", count(report.windows_planned)),
    ];
    let fact = |(key, cell)| Fact {
        key,
        label: fact_label(language, key),
        cell,
    };
    list.into_iter().map(fact).collect()
}

fn fact_label(language: Language, key: &str) -> String {
    word(language, &format!("report-fact-{key}"))
}

/// Where and when the longest wait was: "E021,14 号窗口,09:40 起".
pub(super) fn longest_where(report: &DailyReport, language: Language) -> String {
    let Some(longest) = &report.longest else {
        return String::new();
    };
    let local = LocalTime::new(&report.timezone);
    let window = longest
        .window
        .map(|window| window.to_string())
        .unwrap_or_default();
    let args = [
        ("number", FluentValue::from(longest.number.clone())),
        ("window", FluentValue::from(window)),
        ("since", FluentValue::from(local.clock(longest.since.0))),
    ];
    say(language, "report-longest-where", &args)
}

/// All tables of the report.
pub fn tables(report: &DailyReport, language: Language) -> Vec<Table> {
    vec![
        windows(report, language),
        group(report, language, "queues", &report.queues),
        group(report, language, "items", &report.items),
        group(report, language, "departments", &report.departments),
        hours(report, language),
    ]
}

/// Columns of parts, and whether short tables have them.
const PART_COLUMNS: [(&str, bool); 18] = [
    ("legs", false),
    ("called", false),
    ("finished", true),
    ("transferred", false),
    ("missed", true),
    ("wait-mean", true),
    ("wait-p50", false),
    ("wait-p90", true),
    ("wait-long", false),
    ("service-mean", true),
    ("service-p90", false),
    ("rating-5", false),
    ("rating-4", false),
    ("rating-3", false),
    ("rating-2", false),
    ("rating-1", false),
    ("satisfaction", true),
    ("participation", true),
];

/// Columns that only windows have, standing before the ratings.
const WORK_COLUMNS: [(&str, bool); 3] = [("open", false), ("paused", false), ("utilisation", true)];

/// Where the columns of a window's time stand among the others.
const WORK_AT: usize = 11;

fn part_cells(figures: &Figures) -> Vec<Cell> {
    let count = |value: u32| Cell::Count(u64::from(value));
    let level = |level| count(figures.ratings.level(level));
    vec![
        count(figures.legs),
        count(figures.called),
        count(figures.finished),
        count(figures.transferred),
        count(figures.missed),
        Cell::Minutes(figures.wait.mean_ms),
        Cell::Minutes(figures.wait.p50_ms),
        Cell::Minutes(figures.wait.p90_ms),
        Cell::Percent(figures.long_waits),
        Cell::Minutes(figures.service.mean_ms),
        Cell::Minutes(figures.service.p90_ms),
        level(5),
        level(4),
        level(3),
        level(2),
        level(1),
        Cell::Percent(figures.satisfaction),
        Cell::Percent(figures.participation),
    ]
}

fn columns(
    language: Language,
    keys: impl IntoIterator<Item = (&'static str, bool)>,
) -> Vec<Column> {
    let column = |(key, is_short)| Column {
        key,
        label: word(language, &format!("report-column-{key}")),
        is_short,
    };
    keys.into_iter().map(column).collect()
}

fn windows(report: &DailyReport, language: Language) -> Table {
    let mut keys = PART_COLUMNS.to_vec();
    keys.splice(WORK_AT..WORK_AT, WORK_COLUMNS);
    let with_work = |figures: &Figures, work: Option<super::Work>| {
        let work = work.unwrap_or_default();
        let mut cells = part_cells(figures);
        let times = [
            Cell::Minutes(Some(work.open_ms)),
            Cell::Minutes(Some(work.paused_ms)),
            Cell::Percent(work.utilisation),
        ];
        cells.splice(WORK_AT..WORK_AT, times);
        cells
    };
    let row = |part: &Part| Row {
        key: part.key.clone(),
        name: window_name(part, language),
        cells: with_work(&part.figures, part.work),
        is_total: false,
    };
    let args = [
        ("worked", FluentValue::from(report.windows_worked)),
        ("planned", FluentValue::from(report.windows_planned)),
    ];
    let total = Row {
        key: TOTAL.to_owned(),
        name: say(language, "report-total-windows", &args),
        cells: with_work(&report.total, Some(report.work)),
        is_total: true,
    };
    Table {
        section: "windows",
        title: word(language, "report-windows"),
        name_label: word(language, "report-windows-name"),
        columns: columns(language, keys),
        rows: report.windows.iter().map(row).chain([total]).collect(),
    }
}

/// "14 公交卡", or the words for legs that no window called.
fn window_name(part: &Part, language: Language) -> String {
    if part.key.is_empty() {
        return word(language, "report-windows-rest");
    }
    format!("{} {}", part.key, part.names.get(language))
        .trim_end()
        .to_owned()
}

fn group(report: &DailyReport, language: Language, section: &'static str, parts: &[Part]) -> Table {
    let row = |part: &Part| Row {
        key: part.key.clone(),
        name: part_name(part, section, language),
        cells: part_cells(&part.figures),
        is_total: false,
    };
    Table {
        section,
        title: word(language, &format!("report-{section}")),
        name_label: word(language, &format!("report-{section}-name")),
        columns: columns(language, PART_COLUMNS),
        rows: parts
            .iter()
            .map(row)
            .chain([total(language, part_cells(&report.total))])
            .collect(),
    }
}

/// The name, the code of what the plan no longer has, or the words for the remainder.
fn part_name(part: &Part, section: &str, language: Language) -> String {
    let name = part.names.get(language);
    match (part.key.is_empty(), name.is_empty()) {
        (true, _) => word(language, &format!("report-{section}-rest")),
        (false, true) => part.key.clone(),
        (false, false) => name.to_owned(),
    }
}

fn hours(report: &DailyReport, language: Language) -> Table {
    let keys = [
        ("tickets", true),
        ("waits", false),
        ("wait-mean", true),
        ("wait-p90", true),
    ];
    let cells = |tickets: u32, wait: &super::Times| {
        vec![
            Cell::Count(u64::from(tickets)),
            Cell::Count(u64::from(wait.count)),
            Cell::Minutes(wait.mean_ms),
            Cell::Minutes(wait.p90_ms),
        ]
    };
    let row = |hour: &super::Hour| Row {
        key: hour.hour.to_string(),
        name: format!("{:02}:00", hour.hour % 24),
        cells: cells(hour.tickets, &hour.wait),
        is_total: false,
    };
    let all = total(language, cells(report.tickets.tickets, &report.total.wait));
    Table {
        section: "hours",
        title: word(language, "report-hours"),
        name_label: word(language, "report-hours-name"),
        columns: columns(language, keys),
        rows: report.curve.iter().map(row).chain([all]).collect(),
    }
}

fn total(language: Language, cells: Vec<Cell>) -> Row {
    let name = word(language, "report-total");
    Row {
        key: TOTAL.to_owned(),
        name,
        cells,
        is_total: true,
    }
}

/// The key of the last row.
const TOTAL: &str = "total";
