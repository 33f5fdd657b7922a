//! What was counted over some days: the daily report's fold, and the cases beside it.

use super::About;
use super::cases::Cases;
use super::figures::Stretch;
use super::follow::Follow;
use super::headline::Headline;
use super::name::{Period, PeriodKind};
use crate::report::fold::{Beside, Counts, Fold, Tally};
use crate::report::{Share, Times};
use crate::rows::{CallbackRow, CaseRow, Days, LegRow, RectificationRow, SpanRow, TicketRow};
use hall_core::{Date, Plan, Time};
use std::collections::BTreeMap;

/// A count that goes on: rows come in as many pieces as a reader likes, whole days each.
pub struct Counted<'a> {
    pub(super) fold: Fold<'a>,
    pub(super) cases: Cases,
    pub(super) follow: Follow,
    days: Days,
}

impl<'a> Counted<'a> {
    /// Nothing yet, of these days.
    pub fn new(plan: &'a Plan, beside: &'a Beside, days: Days, now: Time) -> Self {
        Self {
            fold: Fold::new(plan, beside, now),
            cases: Cases::default(),
            follow: Follow::default(),
            days,
        }
    }

    /// Counts rows of whole days, each row once: a ticket comes with its legs.
    pub fn rows(&mut self, tickets: &[TicketRow], legs: &[LegRow], spans: &[SpanRow]) {
        self.fold.add(tickets, legs, spans);
    }

    /// Counts cases as they stood at the end of the last day, each once.
    pub fn cases(&mut self, cases: &[CaseRow]) {
        for case in cases {
            self.cases.add(case, self.days);
        }
    }

    /// Counts people on the lists of these days, and what came on them to be put right, each once,
    /// as it is known today.
    pub fn follow(&mut self, asked: &[CallbackRow], came: &[RectificationRow], today: Date) {
        self.follow.add(asked, came, today);
    }

    /// The headline figures of all days.
    pub fn headline(&self) -> Headline {
        let mut sum = Headline::default();
        for day in self.by_day().values() {
            sum.add(day);
        }
        sum
    }

    /// The headline figures of each day with anything in it.
    pub(super) fn by_day(&self) -> BTreeMap<Date, Headline> {
        let days = self.fold.days.keys().chain(self.cases.days.keys());
        days.map(|day| (*day, self.of_day(*day))).collect()
    }

    fn of_day(&self, day: Date) -> Headline {
        let legs = self.fold.days.get(&day).map(of_rows).unwrap_or_default();
        let [accepted, finished] = self.cases.days.get(&day).copied().unwrap_or_default();
        Headline {
            accepted: u64::from(accepted),
            finished: u64::from(finished),
            ..legs
        }
    }

    /// Day by day, or month by month where that would be too many: what is worked by the calendar
    /// or has anything in it.
    pub(super) fn curve(&self, about: &About<'_>) -> Vec<Stretch> {
        let by_day = self.by_day();
        let calendar = &about.plan.calendar;
        let days = self.days.each();
        let kept = days.filter(|day| by_day.contains_key(day) || calendar.is_worked(*day));
        let by_month = about.period.is_by_month();
        let mut stretches: BTreeMap<Date, Vec<Date>> = BTreeMap::new();
        for day in kept {
            let first = if by_month {
                PeriodKind::Month.of(day).first()
            } else {
                day
            };
            stretches.entry(first).or_default().push(day);
        }
        let stretches = stretches.into_iter();
        let month = |day| by_month.then(|| PeriodKind::Month.of(day));
        stretches
            .map(|(first, days)| self.stretch(about, first, month(first), &days))
            .collect()
    }

    /// A day, or the days of a month.
    fn stretch(
        &self,
        about: &About<'_>,
        first: Date,
        month: Option<Period>,
        days: &[Date],
    ) -> Stretch {
        let mut counts = Headline::default();
        for day in days {
            counts.add(&self.of_day(*day));
        }
        let (wait, long_waits) = self.waits(days);
        let is_open = about.open_day().is_some_and(|open| days.contains(&open));
        let last = self.days.last;
        let goes_on = |month: Period| last < month.last() && last < about.period.last();
        Stretch {
            name: month.map_or_else(|| first.to_string(), |month| month.to_string()),
            counts,
            wait,
            long_waits,
            running: is_open || month.is_some_and(goes_on),
            way: month.map_or_else(|| daily_way(first), Period::way),
        }
    }

    /// The waits of some days together.
    fn waits(&self, days: &[Date]) -> (Times, Share) {
        let known = days.iter().filter_map(|day| self.fold.days.get(day));
        let waits = known.flat_map(|day| day.tally.waits.iter().copied());
        let figures = Tally::of_waits(waits.collect()).figures();
        (figures.wait, figures.long_waits)
    }
}

fn of_rows(counts: &Counts) -> Headline {
    let tally = &counts.tally;
    Headline {
        visits: u64::from(counts.visits),
        tickets: u64::from(counts.tickets),
        services: u64::from(tally.finished) + u64::from(tally.went_on),
        no_shows: u64::from(tally.missed),
        accepted: 0,
        finished: 0,
    }
}

/// Where the report of a day is.
pub(super) fn daily_way(day: Date) -> String {
    format!("/api/v1/reports/daily/{day}")
}
