//! The rows behind a figure of a report: every leg that it counts.

use super::places::{Place, bar};
use super::words::{Words, render};
use super::{Frame, LocalTime};
use crate::limits::LEDGER_ROWS_MAX;
use crate::report::Behind;
use crate::rows::Days;
use askama::Template;
use hall_core::plan::Plan;
use hall_core::ticket::LegEnd;
use hall_protocol::view::{HallView, Names};
use hall_text::FluentValue;

/// What the page shows.
#[derive(Clone, Copy, Debug)]
pub struct LegsPage<'a> {
    /// Hall, reader and time.
    pub frame: Frame<'a>,
    /// The plan in force, for names.
    pub plan: &'a Plan,
    /// The days.
    pub days: Days,
    /// The part, as its key on the wire and its value; empty for all.
    pub part: &'a [(&'static str, String)],
    /// Everything that is counted.
    pub rows: &'a [Behind<'a>],
    /// From which row on they are shown.
    pub from_row: usize,
    /// The address of the page without the row.
    pub way: &'a str,
}

#[derive(Template)]
#[template(path = "legs.html")]
struct Page<'a> {
    words: Words,
    title: String,
    hall: &'a HallView,
    bar: String,
    days: String,
    part: Vec<String>,
    figures: Vec<(String, String)>,
    rows: Vec<Row>,
    ways_on: Vec<(String, String)>,
}

struct Row {
    number: String,
    day: String,
    since: String,
    item: String,
    window: String,
    clerk: String,
    called: String,
    wait: String,
    served: String,
    end: String,
    level: String,
}

/// The page.
pub fn legs(page: &LegsPage<'_>) -> String {
    let frame = page.frame;
    let words = Words(frame.language);
    let hall = words.name(&frame.hall.names);
    let local = LocalTime::new(&frame.hall.timezone);
    let first = page.from_row.min(page.rows.len());
    let last = (first + LEDGER_ROWS_MAX).min(page.rows.len());
    let Days {
        first: day,
        last: until,
    } = page.days;
    let days = if day == until {
        day.to_string()
    } else {
        format!("{day} – {until}")
    };
    let shown = page.rows.get(first..last).unwrap_or_default();
    render(&Page {
        words,
        title: words.with("page-legs-title", "hall", hall),
        hall: frame.hall,
        bar: bar(frame, Some(Place::Reports)),
        days,
        part: page
            .part
            .iter()
            .map(|part| part_name(part, words))
            .collect(),
        figures: figures(page, words),
        rows: shown
            .iter()
            .map(|behind| row(page, &local, behind, words))
            .collect(),
        ways_on: ways_on(page, [first, last], words),
    })
}

/// "窗口：14", or which remainder it is.
fn part_name((part, key): &(&'static str, String), words: Words) -> String {
    let label = words.t(match *part {
        "window" => "page-callbacks-window",
        "queue" => "page-manage-queue",
        "item" => "page-callbacks-item",
        "department" => "page-cases-department",
        _ => "page-callbacks-clerk",
    });
    let rest = || words.t("page-legs-rest");
    let key = Some(key.clone()).filter(|key| !key.is_empty());
    let args = [
        ("part", FluentValue::from(label)),
        ("key", FluentValue::from(key.unwrap_or_else(rest))),
    ];
    words.say("page-legs-part", &args)
}

/// The counts of the report, so that everybody sees that these rows are those of the figure.
fn figures(page: &LegsPage<'_>, words: Words) -> Vec<(String, String)> {
    let ended = |end: LegEnd| {
        let rows = page.rows.iter();
        rows.filter(|row| row.leg.end == Some(end)).count()
    };
    let called = page.rows.iter();
    let called = called.filter(|row| row.leg.first_call.is_some()).count();
    let figure = |key: &str, count: usize| (words.t(key), count.to_string());
    vec![
        figure("report-column-legs", page.rows.len()),
        figure("report-column-called", called),
        figure("report-column-finished", ended(LegEnd::Finished)),
        figure("report-column-went-on", ended(LegEnd::WentOn)),
        figure("report-column-transferred", ended(LegEnd::Transferred)),
    ]
}

fn row(page: &LegsPage<'_>, local: &LocalTime, behind: &Behind<'_>, words: Words) -> Row {
    let (ticket, leg) = (behind.ticket, behind.leg);
    let digits = usize::from(page.plan.numbers.digits);
    let item = leg.item.map(|code| {
        let item = page.plan.items.get(&code);
        let name = item.map(|item| words.name(&Names::from(&item.name)).to_owned());
        name.unwrap_or_else(|| code.to_string())
    });
    let minutes = |ms: i64| {
        let minutes = FluentValue::from(crate::report::minutes(ms));
        words.say("report-minutes", &[("minutes", minutes)])
    };
    let served = Some(leg.served_ms).filter(|ms| *ms > 0).map(minutes);
    // A rating speaks of the service that ended at its window.
    let is_rated = leg.end == Some(LegEnd::Finished) && ticket.rated_window == leg.window;
    let level = ticket.level.filter(|_| is_rated);
    Row {
        number: format!("{}{:0digits$}", ticket.series, ticket.n),
        day: leg.day.to_string(),
        since: local.clock(leg.since),
        item: item.unwrap_or_default(),
        window: leg
            .window
            .map(|window| window.to_string())
            .unwrap_or_default(),
        clerk: leg.clerk.map(|clerk| clerk.to_string()).unwrap_or_default(),
        called: leg
            .first_call
            .map(|called| local.clock(called))
            .unwrap_or_default(),
        wait: behind.wait_ms.map(minutes).unwrap_or_default(),
        served: served.unwrap_or_default(),
        end: words.t(match leg.end {
            Some(LegEnd::Finished) => "page-legs-finished",
            Some(LegEnd::WentOn) => "page-legs-went-on",
            Some(LegEnd::Transferred) => "page-legs-transferred",
            Some(LegEnd::Withdrawn) => "page-legs-withdrawn",
            Some(LegEnd::Missed) => "page-legs-missed",
            Some(LegEnd::Expired) => "page-legs-expired",
            None => "page-legs-live",
        }),
        level: level
            .map(|level| words.t(&format!("page-pad-level-{level}")))
            .unwrap_or_default(),
    }
}

/// To the rows before and behind these.
fn ways_on(page: &LegsPage<'_>, [first, last]: [usize; 2], words: Words) -> Vec<(String, String)> {
    let before = (first > 0).then(|| first.saturating_sub(LEDGER_ROWS_MAX));
    let behind = (last < page.rows.len()).then_some(last);
    let way = |key: &str, row: Option<usize>| {
        let row = row?;
        Some((format!("{}&row={row}", page.way), words.t(key)))
    };
    let ways = [
        way("page-legs-before", before),
        way("page-legs-behind", behind),
    ];
    ways.into_iter().flatten().collect()
}
