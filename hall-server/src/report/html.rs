//! The report as a page: one A4 sheet that answers the day, then the full tables.

use super::chart::{Chart, chart};
use super::limits::WINDOWS_ON_FIRST_PAGE;
use super::table::longest_where;
use super::{Cell, Column, DailyReport, Row, Share, Stage, Table, show, tables};
use crate::pages::{LocalTime, Words, render};
use askama::Template;
use hall_text::{FluentValue, Language, say, word};

/// The report as a page of the server; its styles are linked.
pub fn html(report: &DailyReport, language: Language) -> String {
    page(report, language, "")
}

/// The report as a file of its own; its styles are inside.
pub fn html_file(report: &DailyReport, language: Language) -> String {
    let styles = [crate::pages::TOKENS_CSS, crate::pages::REPORT_CSS].map(crate::pages::asset_text);
    page(report, language, &styles.concat())
}

#[derive(Template)]
#[template(path = "report.html")]
struct Page {
    words: Words,
    tag: &'static str,
    /// Empty = linked.
    styles: String,
    title: String,
    subtitle: String,
    practice: bool,
    cards: Vec<Card>,
    chart: Chart,
    busiest: Table,
    busiest_title: String,
    /// Left edge and width of each row's bar of utilisation.
    bars: Vec<(u64, u64)>,
    tables: Vec<Table>,
    definitions: Vec<String>,
}

/// One headline figure.
struct Card {
    figure: String,
    words: String,
}

fn page(report: &DailyReport, language: Language, styles: &str) -> String {
    let all = tables(report, language);
    let busiest = busiest(&all[0]);
    let page = Page {
        words: Words(language),
        tag: language.tag(),
        styles: styles.to_owned(),
        title: title(report, language),
        subtitle: subtitle(report, language),
        practice: report.practice,
        cards: cards(report, language),
        chart: chart(report),
        busiest_title: busiest_title(&all[0], &busiest, language),
        bars: busiest.rows.iter().map(utilisation_bar).collect(),
        busiest,
        tables: all,
        definitions: definitions(language),
    };
    render(&page)
}

/// The busiest windows with the short columns and the row of all.
fn busiest(table: &Table) -> Table {
    let kept: Vec<usize> = (0..table.columns.len())
        .filter(|index| table.columns[*index].is_short)
        .collect();
    let columns: Vec<Column> = kept
        .iter()
        .map(|index| table.columns[*index].clone())
        .collect();
    let short = |row: &Row| Row {
        cells: kept.iter().map(|index| row.cells[*index].clone()).collect(),
        ..row.clone()
    };
    let (total, mut rows): (Vec<Row>, Vec<Row>) =
        table.rows.iter().map(short).partition(|row| row.is_total);
    // A stable sort: equal windows stay in the order of their numbers.
    rows.sort_by_key(|row| std::cmp::Reverse(finished(row)));
    rows.truncate(WINDOWS_ON_FIRST_PAGE);
    rows.extend(total);
    Table {
        columns,
        rows,
        ..table.clone()
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

/// Left edge and width of the bar beside the utilisation; 100 wide = always serving.
fn utilisation_bar(row: &Row) -> (u64, u64) {
    // The last three short columns are utilisation, satisfaction and participation.
    let index = row.cells.len().saturating_sub(3);
    let width = match row.cells.get(index) {
        Some(Cell::Percent(share)) => share.tenths().unwrap_or(0).min(1000) / 10,
        _ => 0,
    };
    (100 - width, width)
}

/// "安康市政务服务中心 · 日报".
pub(super) fn title(report: &DailyReport, language: Language) -> String {
    let hall = FluentValue::from(report.names.get(language));
    say(language, "report-title", &[("hall", hall)])
}

/// Day, weekday, hours, stage and version in one line.
pub(super) fn subtitle(report: &DailyReport, language: Language) -> String {
    let mut parts = vec![
        format!(
            "{} {}",
            report.day,
            word(language, WEEKDAYS[report.day.weekday()])
        ),
        hours(report, language),
    ];
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
    let minutes = |ms: Option<i64>| Cell::Minutes(ms).shown();
    let text = |value: String| FluentValue::from(value);
    let percent = |share: Share| text(Cell::Percent(share).shown());
    let card = |figure: String, key: &str, args: &[(&str, FluentValue<'_>)]| Card {
        figure,
        words: say(language, key, args),
    };
    let live = if counts.live > 0 {
        "report-card-tickets-live"
    } else {
        "report-card-tickets"
    };
    let longest = minutes(report.longest.as_ref().map(|longest| longest.wait_ms));
    let wait = if report.longest.is_some() {
        "report-card-wait"
    } else {
        "report-card-wait-none"
    };
    let mean = total.wait.mean_ms.map_or_else(
        || show::NONE.to_owned(),
        |ms| {
            say(
                language,
                "report-minutes",
                &[("minutes", text(show::minutes(ms)))],
            )
        },
    );
    vec![
        card(
            counts.tickets.to_string(),
            live,
            &[
                ("finished", count(counts.finished)),
                ("expired", count(counts.expired)),
                ("missed", count(counts.missed_for_good)),
                ("withdrawn", count(counts.withdrawn)),
                ("live", count(counts.live)),
                ("visits", count(counts.visits)),
            ],
        ),
        card(
            mean,
            wait,
            &[
                ("p90", text(minutes(total.wait.p90_ms))),
                ("longest", text(longest)),
                ("where", text(longest_where(report, language))),
            ],
        ),
        card(
            Cell::Percent(total.satisfaction).shown(),
            "report-card-satisfaction",
            &[
                ("participation", percent(total.participation)),
                ("ratings", count(total.ratings.valid())),
                ("services", count(total.finished)),
                ("bad", count(total.ratings.bad())),
            ],
        ),
        card(
            Cell::Percent(total.long_waits).shown(),
            "report-card-long",
            &[
                ("within", percent(report.accuracy.within)),
                ("error", text(minutes(report.accuracy.mean_error_ms))),
            ],
        ),
    ]
}

/// What the figures mean, one sentence each.
pub(super) fn definitions(language: Language) -> Vec<String> {
    DEFINITIONS.iter().map(|key| word(language, key)).collect()
}

const WEEKDAYS: [&str; 7] = [
    "report-monday",
    "report-tuesday",
    "report-wednesday",
    "report-thursday",
    "report-friday",
    "report-saturday",
    "report-sunday",
];

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
