//! Periods: their names, growth, days made by hand with known answers, random months, formats.

mod cases;
mod follow;
mod formats;
mod growth;
mod known;
mod names;
mod random;
mod ranking;

use super::day::plan;
use crate::report::{About, Counted, Headline, Owners, Period, PeriodReport, period};
use crate::rows::{CallbackRow, CaseRow, LegRow, RectificationRow, SpanRow, TicketRow};
use hall_core::{Date, DayStage, Plan, Time};

/// Rows of some days.
#[derive(Clone, Default)]
pub(super) struct Rows {
    pub(super) tickets: Vec<TicketRow>,
    pub(super) legs: Vec<LegRow>,
    pub(super) spans: Vec<SpanRow>,
    pub(super) cases: Vec<CaseRow>,
    pub(super) asked: Vec<CallbackRow>,
    pub(super) matters: Vec<RectificationRow>,
}

impl Rows {
    /// The rows as if they were of another day, with ids of their own.
    pub(super) fn moved_to(&self, day: Date) -> Self {
        let by = i64::from(day.0 - super::day::day().0) * 86_400_000;
        let later = |at: Time| Time(at.0 + by);
        let id = u64::from(day.0.unsigned_abs()) * 10_000;
        let mut moved = self.clone();
        for ticket in &mut moved.tickets {
            ticket.ticket += id;
            ticket.visit += id;
            ticket.day = day;
            ticket.taken = later(ticket.taken);
        }
        for leg in &mut moved.legs {
            leg.ticket += id;
            leg.day = day;
            leg.since = later(leg.since);
            for at in [&mut leg.first_call, &mut leg.started, &mut leg.ended] {
                *at = at.map(later);
            }
        }
        for span in &mut moved.spans {
            span.day = day;
            span.started = later(span.started);
            span.ended = span.ended.map(later);
        }
        moved
    }

    pub(super) fn extend(&mut self, more: Self) {
        self.tickets.extend(more.tickets);
        self.legs.extend(more.legs);
        self.spans.extend(more.spans);
        self.cases.extend(more.cases);
        self.asked.extend(more.asked);
        self.matters.extend(more.matters);
    }

    /// The rows of the closed day made by hand.
    pub(super) fn known(plan: &Plan) -> Self {
        let day = super::day::known(plan);
        Self {
            tickets: day.tickets,
            legs: day.legs,
            spans: day.spans,
            ..Self::default()
        }
    }
}

pub(super) fn date(text: &str) -> Date {
    text.parse().expect("a date")
}

/// A period long after its end.
pub(super) fn over<'a>(plan: &'a Plan, name: &str) -> About<'a> {
    let period: Period = name.parse().expect("a period");
    let today = Date(period.last().0 + 10);
    About {
        plan,
        period,
        now: Time(i64::from(today.0) * 86_400_000),
        today,
        day: Some((today, DayStage::Open)),
        practice: false,
    }
}

/// The report of rows, against former figures.
pub(super) fn report(
    about: &About<'_>,
    rows: &Rows,
    before: &Headline,
    year_ago: &Headline,
) -> PeriodReport {
    let beside = Owners::of_plan(about.plan).into();
    let mut counted = Counted::new(about.plan, &beside, about.days(), about.now);
    counted.rows(&rows.tickets, &rows.legs, &rows.spans);
    counted.cases(&rows.cases);
    counted.follow(&rows.asked, &rows.matters, about.today);
    period(about, counted, before, year_ago)
}

/// The report of rows with nothing before them.
pub(super) fn alone(about: &About<'_>, rows: &Rows) -> PeriodReport {
    report(about, rows, &Headline::default(), &Headline::default())
}

/// A month of two known days and some cases, and what it is held against.
pub(super) fn example(plan: &Plan) -> PeriodReport {
    let mut rows = Rows::known(plan);
    rows.extend(Rows::known(plan).moved_to(date("2026-03-09")));
    rows.cases = cases::known();
    (rows.asked, rows.matters) = follow::known();
    let before = Headline {
        visits: 20,
        tickets: 3,
        services: 22,
        no_shows: 0,
        accepted: 9,
        finished: 100,
    };
    report(&over(plan, "2026-03"), &rows, &before, &Headline::default())
}
