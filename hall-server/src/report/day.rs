//! The daily report on paper: one page that answers the day, then the full tables.

use super::limits::WINDOWS_ON_FIRST_PAGE;
use super::paper::{Card, Curve, Front, OnPaper, Paper, Point};
use super::table::{Cell, Column, Row, Table, facts, longest_where, tables};
use super::{DailyReport, Figures, Longest, Stage, show};
use crate::pages::LocalTime;
use hall_text::{FluentValue, Language, say, word};

impl OnPaper for DailyReport {
    fn paper(&self, language: Language) -> Paper {
        let tables = tables(self, language);
        Paper {
            language,
            about: about(self, language),
            title: title(self, language),
            subtitle: subtitle(self, language),
            notes: Vec::new(),
            practice: self.practice,
            made_at: self.made_at.0,
            days: Some(Some(self.day).into()),
            cards: cards(self, language),
            curve: curve(self, language),
            front: front(&tables[0], language),
            facts: facts(self, language),
            tables,
            definitions: DEFINITIONS.iter().map(|key| word(language, key)).collect(),
        }
    }
}

fn about(report: &DailyReport, language: Language) -> Vec<(&'static str, String)> {
    vec![
        ("hall", report.hall.clone()),
        ("hall_name", report.names.get(language).to_owned()),
        ("day", report.day.to_string()),
        ("stage", report.stage.word().to_owned()),
        ("version", report.version.to_string()),
        ("made_at", report.made_at.to_string()),
        ("practice", report.practice.to_string()),
    ]
}

fn curve(report: &DailyReport, language: Language) -> Curve {
    let point = |hour: &super::Hour| Point {
        label: format!("{:02}", hour.hour % 24),
        tickets: hour.tickets,
        wait_ms: hour.wait.p90_ms,
    };
    Curve {
        title: word(language, "report-chart"),
        none: word(language, "report-chart-none"),
        what: word(language, "report-chart-what"),
        points: report.curve.iter().map(point).collect(),
    }
}

/// The busiest windows with the short columns and the row of all.
fn front(table: &Table, language: Language) -> Front {
    let short = table.short();
    let (total, mut rows): (Vec<Row>, Vec<Row>) =
        short.rows.iter().cloned().partition(|row| row.is_total);
    // A stable sort: equal windows stay in the order of their numbers.
    rows.sort_by_key(|row| std::cmp::Reverse(finished(row)));
    rows.truncate(WINDOWS_ON_FIRST_PAGE);
    rows.extend(total);
    let is_utilisation = |column: &Column| column.key == "utilisation";
    let busiest = Table { rows, ..short };
    Front {
        bars: busiest.columns.iter().position(is_utilisation),
        table: Table {
            title: busiest_title(table, &busiest, language),
            ..busiest
        },
    }
}

fn finished(row: &Row) -> u64 {
    match row.cells.first() {
        Some(Cell::Count(count)) => *count,
        _ => 0,
    }
}

/// "各窗口", or how many of them stand here.
fn busiest_title(all: &Table, busiest: &Table, language: Language) -> String {
    if busiest.rows.len() == all.rows.len() {
        return all.title.clone();
    }
    let shown = (busiest.rows.len() - 1) as u64;
    say(
        language,
        "report-windows-busiest",
        &[("shown", FluentValue::from(shown))],
    )
}

/// "安康市政务服务中心 · 日报".
fn title(report: &DailyReport, language: Language) -> String {
    let hall = FluentValue::from(report.names.get(language));
    say(language, "report-title", &[("hall", hall)])
}

/// Day, weekday, hours, stage and version in one line.
fn subtitle(report: &DailyReport, language: Language) -> String {
    let mut parts = vec![show::day(report.day, language), hours(report, language)];
    let made_at = LocalTime::new(&report.timezone).clock(report.made_at.0);
    parts.push(match report.stage {
        Stage::Closed => word(language, "report-closed"),
        Stage::Running => say(
            language,
            "report-running",
            &[("at", FluentValue::from(made_at))],
        ),
    });
    let version = FluentValue::from(report.version);
    parts.push(say(language, "report-version", &[("version", version)]));
    parts.join(" · ")
}

fn hours(report: &DailyReport, language: Language) -> String {
    let [from, until] = report.hours.map(show::clock);
    let Some([window, open]) = report.early else {
        return format!("{from}–{until}");
    };
    let args = [
        ("from", FluentValue::from(from)),
        ("until", FluentValue::from(until)),
        ("window", FluentValue::from(window)),
        ("open", FluentValue::from(show::clock(open))),
    ];
    say(language, "report-hours-early", &args)
}

fn cards(report: &DailyReport, language: Language) -> Vec<Card> {
    let (counts, total) = (&report.tickets, &report.total);
    let count = |value: u32| FluentValue::from(value);
    let live = if counts.live > 0 {
        "report-card-tickets-live"
    } else {
        "report-card-tickets"
    };
    let tickets = [
        ("finished", count(counts.finished)),
        ("expired", count(counts.expired)),
        ("missed", count(counts.missed_for_good)),
        ("withdrawn", count(counts.withdrawn)),
        ("live", count(counts.live)),
        ("visits", count(counts.visits)),
    ];
    let error = Cell::Minutes(report.accuracy.mean_error_ms);
    let long = [
        ("within", shown(&Cell::Percent(report.accuracy.within))),
        ("error", shown(&error)),
    ];
    let place = longest_where(report, language);
    vec![
        card(counts.tickets.to_string(), language, live, &tickets),
        wait_card(total, report.longest.as_ref(), place, language),
        satisfaction_card(total, language),
        card(
            Cell::Percent(total.long_waits).shown(),
            language,
            "report-card-long",
            &long,
        ),
    ]
}

/// How long people waited.
pub(super) fn wait_card(
    total: &Figures,
    longest: Option<&Longest>,
    place: String,
    language: Language,
) -> Card {
    let wait = if longest.is_some() {
        "report-card-wait"
    } else {
        "report-card-wait-none"
    };
    let longest = Cell::Minutes(longest.map(|longest| longest.wait_ms));
    let args = [
        ("p90", shown(&Cell::Minutes(total.wait.p90_ms))),
        ("longest", shown(&longest)),
        ("where", FluentValue::from(place)),
    ];
    let minutes = |ms: i64| {
        let minutes = FluentValue::from(show::minutes(ms));
        say(language, "report-minutes", &[("minutes", minutes)])
    };
    let mean = total.wait.mean_ms.map(minutes);
    let mean = mean.unwrap_or_else(|| show::NONE.to_owned());
    card(mean, language, wait, &args)
}

/// How many were satisfied, and how many of them all said so.
pub(super) fn satisfaction_card(total: &Figures, language: Language) -> Card {
    let count = |value: u32| FluentValue::from(value);
    let args = [
        ("participation", shown(&Cell::Percent(total.participation))),
        ("ratings", count(total.ratings.valid())),
        ("services", count(total.finished)),
        ("bad", count(total.ratings.bad())),
    ];
    let figure = Cell::Percent(total.satisfaction).shown();
    card(figure, language, "report-card-satisfaction", &args)
}

/// A figure with its words.
pub(super) fn card(
    figure: String,
    language: Language,
    key: &str,
    args: &[(&str, FluentValue<'_>)],
) -> Card {
    Card {
        figure,
        words: say(language, key, args),
    }
}

/// A cell within a sentence.
pub(super) fn shown(cell: &Cell) -> FluentValue<'static> {
    FluentValue::from(cell.shown())
}

const DEFINITIONS: [&str; 10] = [
    "report-define-counts",
    "report-define-ends",
    "report-define-wait",
    "report-define-quantile",
    "report-define-missed",
    "report-define-service",
    "report-define-utilisation",
    "report-define-satisfaction",
    "report-define-told",
    "report-define-review",
];
