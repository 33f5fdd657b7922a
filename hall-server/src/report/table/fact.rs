//! The figures of the whole day, one by one.

use super::Cell;
use crate::pages::LocalTime;
use crate::report::DailyReport;
use hall_text::{FluentValue, Language, say, word};

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
        ("went-on", count(total.went_on)),
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
        ("review", count(report.review.len() as u32)),
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
pub(in crate::report) fn longest_where(report: &DailyReport, language: Language) -> String {
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
