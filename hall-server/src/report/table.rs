//! The figures as labelled tables: the one source of all five formats.
//!
//! A column says its stable key, its words, its unit and whether it stands in the short tables of
//! the first page and the terminal.

mod cell;
mod fact;
mod review;

pub use cell::{Cell, Column, Graph, Row, Table};
pub(super) use fact::longest_where;
pub use fact::{Fact, facts};
pub(super) use fact::{Whole, fact, whole_facts};

use super::DailyReport;
use super::figures::{Figures, Part};
use hall_protocol::view::Names;
use hall_text::{FluentValue, Language, say, word};

/// All tables of the report.
pub fn tables(report: &DailyReport, language: Language) -> Vec<Table> {
    let all = AllWindows {
        figures: &report.total,
        work: report.work,
        worked: report.windows_worked,
        planned: report.windows_planned,
    };
    vec![
        windows(&report.windows, &all, language),
        group(report, language, "queues", &report.queues),
        group(report, language, "items", &report.items),
        group(report, language, "departments", &report.departments),
        hours(report, language),
        review::review(report, language),
    ]
}

/// Columns of parts, and whether short tables have them.
const PART_COLUMNS: [(&str, bool); 20] = [
    ("legs", false),
    ("called", false),
    ("finished", true),
    ("went-on", false),
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
    ("rating-excluded", false),
    ("satisfaction", true),
    ("participation", true),
];

/// Columns that only windows have, standing before the ratings.
const WORK_COLUMNS: [(&str, bool); 3] = [("open", false), ("paused", false), ("utilisation", true)];

/// Where the columns of a window's time stand among the others.
const WORK_AT: usize = 12;

fn part_cells(figures: &Figures) -> Vec<Cell> {
    let count = |value: u32| Cell::Count(u64::from(value));
    let level = |level| count(figures.ratings.level(level));
    vec![
        count(figures.legs),
        count(figures.called),
        count(figures.finished),
        count(figures.went_on),
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
        count(figures.ratings.excluded),
        Cell::Percent(figures.satisfaction),
        Cell::Percent(figures.participation),
    ]
}

pub(super) fn columns(
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

/// What stands in the last row of the table of windows.
pub(super) struct AllWindows<'a> {
    pub(super) figures: &'a Figures,
    pub(super) work: super::Work,
    /// Open at some time.
    pub(super) worked: u32,
    /// In the plan.
    pub(super) planned: u32,
}

pub(super) fn windows(parts: &[Part], all: &AllWindows<'_>, language: Language) -> Table {
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
        ("worked", FluentValue::from(all.worked)),
        ("planned", FluentValue::from(all.planned)),
    ];
    let total = Row {
        key: TOTAL.to_owned(),
        name: say(language, "report-total-windows", &args),
        cells: with_work(all.figures, Some(all.work)),
        is_total: true,
    };
    Table {
        section: "windows",
        title: word(language, "report-windows"),
        name_label: word(language, "report-windows-name"),
        columns: columns(language, keys),
        rows: parts.iter().map(row).chain([total]).collect(),
        graph: None,
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
        graph: None,
    }
}

/// The name, the code of what the plan no longer has, or the words for the remainder.
pub(super) fn part_name(part: &Part, section: &str, language: Language) -> String {
    name(&part.key, &part.names, section, language)
}

/// The same of a key and its names.
pub(super) fn name(key: &str, names: &Names, section: &str, language: Language) -> String {
    let name = names.get(language);
    match (key.is_empty(), name.is_empty()) {
        (true, _) => word(language, &format!("report-{section}-rest")),
        (false, true) => key.to_owned(),
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
        graph: Some(Graph {
            bars: 0,
            line: Some(3),
        }),
    }
}

pub(super) fn total(language: Language, cells: Vec<Cell>) -> Row {
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
