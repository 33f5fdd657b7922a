//! The tables of a period.

mod groups;
mod of_follow;
mod of_parts;

use super::figures::{PeriodReport, Stretch};
use super::headline::Total;
use crate::report::show;
use crate::report::table::{AllWindows, Cell, Column, Graph, Row, Table};
use crate::report::table::{total, windows};
use crate::report::{Change, Grown};
use groups::{Keys, grouped};
use hall_core::Date;
use hall_text::{FluentValue, Language, say, word};
use of_parts::{clerks, departments, items, ranking};

/// All tables of a period.
pub(super) fn tables(report: &PeriodReport, language: Language) -> Vec<Table> {
    let all = AllWindows {
        figures: &report.total,
        work: report.work,
        worked: report.windows_worked,
        planned: report.windows_planned,
    };
    vec![
        totals(report, language),
        curve(report, language),
        departments(report, language),
        ranking(report, language),
        items(report, language),
        clerks(report, language),
        windows(&report.windows, &all, language),
        of_follow::callbacks(report, language),
        of_follow::sources(report, language),
        of_follow::departments(report, language),
    ]
}

fn table(section: &'static str, language: Language, columns: Vec<Column>, rows: Vec<Row>) -> Table {
    Table {
        section,
        title: word(language, &format!("report-{section}")),
        name_label: word(language, &format!("report-{section}-name")),
        columns,
        rows,
        graph: None,
    }
}

fn row(key: String, name: String, cells: Vec<Cell>) -> Row {
    Row {
        key,
        name,
        cells,
        is_total: false,
    }
}

/// The headline figures against the former ones.
fn totals(report: &PeriodReport, language: Language) -> Table {
    const COLUMNS: Keys = &[
        ("count", true),
        ("before-count", false),
        ("before", true),
        ("year-ago-count", false),
        ("year-ago", true),
        ("per-day", true),
        ("peak", true),
        ("peak-day", true),
    ];
    let cells = |total: &Total| {
        let peak = total.peak;
        vec![
            Cell::Count(total.count),
            Cell::Count(total.before.former),
            change(total.before, language),
            Cell::Count(total.year_ago.former),
            change(total.year_ago, language),
            Cell::PerDay(total.per_day),
            Cell::PerDay(peak.map(|peak| peak.count)),
            peak.map_or_else(|| Cell::Text(String::new()), |peak| day_link(peak.day)),
        ]
    };
    let rows = report.totals.iter().map(|total| {
        let key = total.what.word();
        let name = word(language, &format!("report-total-{key}"));
        row(key.to_owned(), name, cells(total))
    });
    table(
        "totals",
        language,
        grouped(language, &[COLUMNS]),
        rows.collect(),
    )
}

/// Growth with the words for a multiple.
pub(in crate::report) fn change(change: Change, language: Language) -> Cell {
    let words = match change.grown() {
        Some(Grown::Times(tenths)) => {
            let times = FluentValue::from(show::signed(tenths));
            say(language, "report-times", &[("times", times)])
        }
        _ => String::new(),
    };
    Cell::Change(change, words)
}

/// A day in words; a month is its own name.
fn stretch_name(name: &str, language: Language) -> String {
    let day = name.parse().ok();
    day.map_or_else(|| name.to_owned(), |day| show::day(day, language))
}

fn day_link(day: Date) -> Cell {
    Cell::Link(day.to_string(), super::count::daily_way(day))
}

/// Day by day, or month by month, each with the way to its own report.
fn curve(report: &PeriodReport, language: Language) -> Table {
    const COLUMNS: Keys = &[
        ("visits", true),
        ("tickets", true),
        ("services", true),
        ("missed", true),
        ("accepted", true),
        ("cases-finished", true),
        ("wait-mean", false),
        ("wait-p90", true),
        ("wait-long", false),
        ("source", false),
    ];
    let cells = |part: &Stretch| {
        let counts = &part.counts;
        vec![
            Cell::Count(counts.visits),
            Cell::Count(counts.tickets),
            Cell::Count(counts.services),
            Cell::Count(counts.no_shows),
            Cell::Count(counts.accepted),
            Cell::Count(counts.finished),
            Cell::Minutes(part.wait.mean_ms),
            Cell::Minutes(part.wait.p90_ms),
            Cell::Percent(part.long_waits),
            Cell::Link(part.name.clone(), part.way.clone()),
        ]
    };
    let stretch = |part: &Stretch| {
        let name = stretch_name(&part.name, language);
        let name = if part.running {
            format!("{name} {}", word(language, "report-running-mark"))
        } else {
            name
        };
        row(part.name.clone(), name, cells(part))
    };
    let all = Stretch {
        name: report.period.to_string(),
        counts: report.counts(),
        wait: report.total.wait,
        long_waits: report.total.long_waits,
        running: false,
        way: report.period.way(),
    };
    let rows = report.curve.iter().map(stretch);
    let rows = rows.chain([total(language, cells(&all))]);
    let section = if report.period.is_by_month() {
        "months"
    } else {
        "days"
    };
    Table {
        graph: Some(Graph {
            bars: 1,
            line: Some(7),
        }),
        ..table(
            section,
            language,
            grouped(language, &[COLUMNS]),
            rows.collect(),
        )
    }
}
