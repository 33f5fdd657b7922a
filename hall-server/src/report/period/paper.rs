//! A period on paper: one page that answers, then the full tables.

use super::figures::{Compared, PeriodReport};
use super::headline::{Total, What};
use super::table::{change, tables};
use crate::limits::REGISTER_DAYS_MAX;
use crate::pages::LocalTime;
use crate::report::day::{card, satisfaction_card, shown, wait_card};
use crate::report::paper::{Card, Curve, Front, OnPaper, Paper, Point};
use crate::report::table::{Cell, Fact, Whole, fact, whole_facts};
use crate::report::{Change, Stage, Stretch};
use crate::rows::Days;
use hall_text::{FluentValue, Language, say, word};

impl OnPaper for PeriodReport {
    fn paper(&self, language: Language) -> Paper {
        let tables = tables(self, language);
        Paper {
            language,
            about: about(self, language),
            title: title(self, language),
            subtitle: subtitle(self, language),
            notes: notes(self, language),
            practice: self.practice,
            made_at: self.made_at.0,
            days: days(self),
            cards: cards(self, language),
            curve: curve(self, language),
            front: Front {
                table: tables[0].short(),
                bars: None,
            },
            facts: facts(self, language),
            tables,
            definitions: definitions(self, language),
        }
    }
}

fn about(report: &PeriodReport, language: Language) -> Vec<(&'static str, String)> {
    let day = |day: Option<hall_core::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    vec![
        ("hall", report.hall.clone()),
        ("hall_name", report.names.get(language).to_owned()),
        ("period", report.period.to_string()),
        ("kind", report.period.kind().word().to_owned()),
        ("first", report.first.to_string()),
        ("last", report.last.to_string()),
        ("until", day(report.until)),
        ("stage", report.stage.word().to_owned()),
        ("open_day", day(report.open_day)),
        ("worked_days", report.worked_days.to_string()),
        ("provisional", report.provisional.to_string()),
        ("before", range(&report.before)),
        ("year_ago", range(&report.year_ago)),
        ("made_at", report.made_at.to_string()),
        ("practice", report.practice.to_string()),
    ]
}

/// `2026-10 (2026-10-01–2026-10-31)`, the same in every language.
fn range(compared: &Compared) -> String {
    let Compared {
        period,
        first,
        last,
    } = compared;
    format!("{period} ({first}–{last})")
}

fn title(report: &PeriodReport, language: Language) -> String {
    let key = format!("report-title-{}", report.period.kind().word());
    let hall = FluentValue::from(report.names.get(language));
    say(language, &key, &[("hall", hall)])
}

/// Name, days, stage and divisor in one line.
fn subtitle(report: &PeriodReport, language: Language) -> String {
    let stage = match report.stage {
        Stage::Closed => word(language, "report-over"),
        Stage::Running => say(language, "report-running", &[("at", made_at(report))]),
    };
    let days = FluentValue::from(report.worked_days);
    [
        format!("{} ({}–{})", report.period, report.first, report.last),
        stage,
        say(language, "report-worked-days", &[("days", days)]),
    ]
    .join(" · ")
}

/// The days of a week or a month; more are too many to list their rows.
fn days(report: &PeriodReport) -> Option<Days> {
    let (first, last) = (report.first, report.until?);
    let is_few = i64::from(last.0) - i64::from(first.0) < REGISTER_DAYS_MAX;
    is_few.then_some(Days { first, last })
}

fn made_at(report: &PeriodReport) -> FluentValue<'static> {
    let local = LocalTime::new(&report.timezone);
    let at = report.made_at.0;
    FluentValue::from(format!("{} {}", local.date(at), local.clock(at)))
}

/// What must be known before the figures are read.
fn notes(report: &PeriodReport, language: Language) -> Vec<String> {
    let mut notes = Vec::new();
    if report.is_empty() {
        notes.push(word(language, "report-no-data"));
    }
    if report.stage == Stage::Running {
        let args = [
            ("before", FluentValue::from(range(&report.before))),
            ("year", FluentValue::from(range(&report.year_ago))),
        ];
        notes.push(say(language, "report-not-over", &args));
    }
    if let Some(day) = report.open_day {
        let day = FluentValue::from(day.to_string());
        notes.push(say(language, "report-open-day", &[("day", day)]));
    }
    if report.stage == Stage::Closed && report.follow.open > 0 {
        let open = FluentValue::from(report.follow.open);
        notes.push(say(language, "report-follow-goes-on", &[("open", open)]));
    }
    if report.provisional {
        notes.push(word(language, "report-no-calendar"));
    }
    notes
}

fn cards(report: &PeriodReport, language: Language) -> Vec<Card> {
    let cases = &report.cases;
    let visits = report.headline(What::Visits);
    let per_day = Cell::PerDay(visits.and_then(|visits| visits.per_day));
    let changed = |former: fn(&Total) -> Change| {
        let cell = visits.map(|visits| change(former(visits), language));
        cell.map_or_else(|| FluentValue::from(""), |cell| shown(&cell))
    };
    let of_visits = [
        ("before", changed(|visits| visits.before)),
        ("year", changed(|visits| visits.year_ago)),
        ("perday", shown(&per_day)),
        ("days", FluentValue::from(report.worked_days)),
    ];
    let of_cases = [
        ("strict", shown(&Cell::Percent(cases.on_time_strict))),
        ("overdue", FluentValue::from(cases.overdue)),
        ("accepted", FluentValue::from(cases.accepted)),
        ("finished", FluentValue::from(cases.finished)),
    ];
    let place = longest_where(report, language);
    vec![
        card(
            report.tickets.visits.to_string(),
            language,
            "report-card-visits",
            &of_visits,
        ),
        wait_card(&report.total, report.longest.as_ref(), place, language),
        satisfaction_card(&report.total, language),
        card(
            Cell::Percent(cases.on_time).shown(),
            language,
            "report-card-on-time",
            &of_cases,
        ),
    ]
}

/// The longest wait with its day.
fn longest_where(report: &PeriodReport, language: Language) -> String {
    let local = LocalTime::new(&report.timezone);
    report.longest.as_ref().map_or_else(String::new, |longest| {
        let since = longest.since.0;
        let since = format!("{} {}", local.date(since), local.clock(since));
        longest.place(since, language)
    })
}

fn curve(report: &PeriodReport, language: Language) -> Curve {
    let (title, what) = if report.period.is_by_month() {
        ("report-chart-months", "report-chart-months-what")
    } else {
        ("report-chart-days", "report-chart-days-what")
    };
    // The last two digits: the day of the month, or the month.
    let label = |part: &Stretch| part.name.chars().skip(part.name.len() - 2).collect();
    let point = |part: &Stretch| Point {
        label: label(part),
        tickets: u32::try_from(part.counts.tickets).unwrap_or(u32::MAX),
        wait_ms: part.wait.p90_ms,
    };
    Curve {
        title: word(language, title),
        none: word(language, "report-no-data"),
        what: word(language, what),
        points: report.curve.iter().map(point).collect(),
    }
}

/// The figures of the whole, one by one.
fn facts(report: &PeriodReport, language: Language) -> Vec<Fact> {
    let (cases, callbacks) = (&report.cases, &report.callbacks);
    let (follow, bad) = (&report.follow, &report.follow_bad);
    let count = |value: u32| Cell::Count(u64::from(value));
    let whole = Whole {
        counts: &report.tickets,
        total: &report.total,
        work: &report.work,
        longest: report.longest.as_ref(),
        longest_where: longest_where(report, language),
    };
    let of_the_period = [
        ("services", count(report.total.services())),
        ("accepted", count(cases.accepted)),
        ("cases-finished", count(cases.finished)),
        ("on-time", Cell::Percent(cases.on_time)),
        ("on-time-strict", Cell::Percent(cases.on_time_strict)),
        ("overdue", count(cases.overdue)),
        ("early", Cell::Percent(cases.early)),
        ("compressed", Cell::Percent(cases.compressed)),
        ("at-once", Cell::Percent(cases.at_once)),
        ("callback-target", count(callbacks.target)),
        ("callback-reached", Cell::Count(callbacks.reached.part)),
        ("callback-share", Cell::Percent(callbacks.reached)),
        ("callback-tries", count(callbacks.tries)),
        ("callback-through", Cell::Percent(callbacks.through)),
        ("callback-satisfied", Cell::Percent(callbacks.satisfied)),
        ("bad-contacted", Cell::Percent(bad.contacted)),
        ("bad-closed", Cell::Percent(bad.closed)),
        ("bad-in-time", Cell::Percent(bad.closed_on_time)),
        ("follow-came", count(follow.came)),
        ("follow-open", count(follow.open)),
        ("worked-days", count(report.worked_days)),
        ("windows-worked", count(report.windows_worked)),
        ("windows-planned", count(report.windows_planned)),
    ];
    let of_the_period = of_the_period.map(|(key, cell)| fact(key, cell, language));
    let mut list = whole_facts(whole, language);
    list.extend(of_the_period);
    list
}

/// What the figures mean; the divisor and the days compared with are part of it.
fn definitions(report: &PeriodReport, language: Language) -> Vec<String> {
    let args = [
        ("days", FluentValue::from(report.worked_days)),
        ("before", FluentValue::from(range(&report.before))),
        ("year", FluentValue::from(range(&report.year_ago))),
    ];
    let said = DEFINITIONS.iter().map(|key| say(language, key, &args));
    said.collect()
}

const DEFINITIONS: [&str; 21] = [
    "report-define-totals",
    "report-define-change",
    "report-define-per-day",
    "report-define-source",
    "report-define-ends",
    "report-define-wait",
    "report-define-quantile",
    "report-define-missed",
    "report-define-service",
    "report-define-utilisation",
    "report-define-satisfaction",
    "report-define-departments",
    "report-define-cases",
    "report-define-on-time",
    "report-define-early",
    "report-define-compressed",
    "report-define-at-once",
    "report-define-callbacks",
    "report-define-follow",
    "report-define-ranking",
    "report-define-clerks",
];
