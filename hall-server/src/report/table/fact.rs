//! The figures of the whole day, one by one.

use super::Cell;
use crate::pages::LocalTime;
use crate::report::{DailyReport, Figures, Longest, TicketCounts, Work};
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

/// What the figures of a whole day or period are made of.
pub(in crate::report) struct Whole<'a> {
    pub(in crate::report) counts: &'a TicketCounts,
    pub(in crate::report) total: &'a Figures,
    pub(in crate::report) work: &'a Work,
    pub(in crate::report) longest: Option<&'a Longest>,
    /// Where and when the longest wait was.
    pub(in crate::report) longest_where: String,
}

/// The figures of the whole day, in order.
pub fn facts(report: &DailyReport, language: Language) -> Vec<Fact> {
    let whole = Whole {
        counts: &report.tickets,
        total: &report.total,
        work: &report.work,
        longest: report.longest.as_ref(),
        longest_where: longest_where(report, language),
    };
    let of_the_day = [
        ("review", count(report.review.len() as u32)),
        ("told-within", Cell::Percent(report.accuracy.within)),
        ("told-error", Cell::Minutes(report.accuracy.mean_error_ms)),
        ("windows-worked", count(report.windows_worked)),
        ("windows-planned", count(report.windows_planned)),
    ];
    let of_the_day = of_the_day.map(|(key, cell)| fact(key, cell, language));
    let mut list = whole_facts(whole, language);
    list.extend(of_the_day);
    list
}

/// Tickets, waits, services and ratings of a whole day or period, in order.
pub(in crate::report) fn whole_facts(whole: Whole<'_>, language: Language) -> Vec<Fact> {
    let Whole {
        counts,
        total,
        work,
        longest,
        longest_where,
    } = whole;
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
        ("wait-max-where", Cell::Text(longest_where)),
        ("wait-long", Cell::Percent(total.long_waits)),
        ("service-mean", Cell::Minutes(total.service.mean_ms)),
        ("service-p90", Cell::Minutes(total.service.p90_ms)),
        ("utilisation", Cell::Percent(work.utilisation)),
        ("ratings", count(total.ratings.valid())),
        ("rating-5", count(total.ratings.level(5))),
        ("rating-4", count(total.ratings.level(4))),
        ("rating-3", count(total.ratings.level(3))),
        ("rating-2", count(total.ratings.level(2))),
        ("rating-1", count(total.ratings.level(1))),
        ("rating-excluded", count(total.ratings.excluded)),
        ("satisfaction", Cell::Percent(total.satisfaction)),
        ("participation", Cell::Percent(total.participation)),
    ];
    let list = list.into_iter();
    list.map(|(key, cell)| fact(key, cell, language)).collect()
}

fn count(value: u32) -> Cell {
    Cell::Count(u64::from(value))
}

pub(in crate::report) fn fact(key: &'static str, cell: Cell, language: Language) -> Fact {
    Fact {
        key,
        label: fact_label(language, key),
        cell,
    }
}

fn fact_label(language: Language, key: &str) -> String {
    word(language, &format!("report-fact-{key}"))
}

/// Where and when the longest wait was: "E021,14 号窗口,09:40 起".
pub(in crate::report) fn longest_where(report: &DailyReport, language: Language) -> String {
    let local = LocalTime::new(&report.timezone);
    let longest = report.longest.as_ref();
    longest.map_or_else(String::new, |longest| {
        longest.place(local.clock(longest.since.0), language)
    })
}

impl Longest {
    /// Number, window and beginning in words.
    pub(in crate::report) fn place(&self, since: String, language: Language) -> String {
        let window = self.window.map(|window| window.to_string());
        let args = [
            ("number", FluentValue::from(self.number.clone())),
            ("window", FluentValue::from(window.unwrap_or_default())),
            ("since", FluentValue::from(since)),
        ];
        say(language, "report-longest-where", &args)
    }
}
