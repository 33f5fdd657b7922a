//! Reports of a week, a month, half a year and a year.
//!
//! [`Counted`] is the daily report's fold over the rows of many days, with the cases beside it;
//! the two former periods are counted by the same fold, so that growth compares like with like.
//! [`period`] makes the figures, `paper` puts them on paper for the formats of the daily report.

mod cases;
mod check;
mod count;
mod figures;
mod follow;
mod headline;
mod name;
mod paper;
mod parts;
mod ranking;
mod table;
mod wilson;

pub use cases::CaseFigures;
pub use check::period_adds_up;
pub use count::Counted;
pub use figures::{Compared, PeriodReport, Stretch};
pub use follow::{CallbackFigures, CallbackStretch, FollowFigures, FollowPart};
pub use headline::{Headline, Peak, Total, What};
pub use name::{BadPeriod, Period, PeriodKind};
pub use parts::CasePart;
pub use ranking::{Ranked, Tier};
#[cfg(test)]
pub(super) use table::change as shown_change;
pub use wilson::wilson_lower;

use super::Stage;
use super::change::{Change, per_day};
use super::fold::windows;
use crate::rows::Days;
use hall_core::{Date, DayStage, Plan, Time};
use hall_protocol::stamp::Stamp;
use hall_protocol::view::Names;
use parts::{clerk_parts, department_parts, item_parts};
use std::collections::BTreeSet;

/// What a period report is about.
#[derive(Clone, Copy, Debug)]
pub struct About<'a> {
    /// The plan in force, for names, calendar and time zone.
    pub plan: &'a Plan,
    /// The period.
    pub period: Period,
    /// The moment at which running spans are cut.
    pub now: Time,
    /// The local date then.
    pub today: Date,
    /// The present or last business day and how far it has come.
    pub day: Option<(Date, DayStage)>,
    /// Practice data; marked in every format.
    pub practice: bool,
}

impl About<'_> {
    /// The days of the period that have come; none in a period to come.
    pub fn days(&self) -> Days {
        let day = self.day.map_or(self.today, |(day, _)| day);
        Days {
            first: self.period.first(),
            last: self.period.last().min(self.today.max(day)),
        }
    }

    /// The days of a former period with which these are compared: all of them, or as many from its
    /// first day on as have come of a period that goes on.
    pub fn former(&self, former: Period) -> Days {
        let days = self.days();
        let whole = Days {
            first: former.first(),
            last: former.last(),
        };
        if days.last == self.period.last() {
            return whole;
        }
        let last = Date(whole.first.0 + (days.last.0 - days.first.0));
        Days {
            last: last.min(whole.last),
            ..whole
        }
    }

    /// The day of the period that is not closed.
    fn open_day(&self) -> Option<Date> {
        let open = self.day.filter(|(_, stage)| *stage != DayStage::Closed);
        open.map(|(day, _)| day)
            .filter(|day| self.days().contains(*day))
    }

    /// Over is a period when its last day is: by the calendar, or because the hall closed it.
    fn stage(&self) -> Stage {
        let last = self.period.last();
        let is_closed = self.today > last || self.day == Some((last, DayStage::Closed));
        if is_closed && self.open_day().is_none() {
            Stage::Closed
        } else {
            Stage::Running
        }
    }

    fn compared(&self, former: Period) -> Compared {
        let Days { first, last } = self.former(former);
        Compared {
            period: former,
            first,
            last,
        }
    }
}

/// The report of a period, against the headline figures of the one before and of a year ago.
pub fn period(
    about: &About<'_>,
    counted: Counted<'_>,
    before: &Headline,
    year_ago: &Headline,
) -> PeriodReport {
    let plan = about.plan;
    let days = about.days();
    let calendar = &plan.calendar;
    let worked_days = calendar.worked_between(Date(days.first.0 - 1), days.last);
    let by_day = counted.by_day();
    let headline = counted.headline();
    let total = |what: What| {
        let count = headline.of(what);
        let change = |former: &Headline| Change {
            now: count,
            former: former.of(what),
        };
        Total {
            what,
            count,
            before: change(before),
            year_ago: change(year_ago),
            per_day: per_day(count, worked_days),
            peak: Peak::of(&by_day, what),
        }
    };
    let totals = What::ALL.map(total).to_vec();
    let curve = counted.curve(about);
    let Counted {
        fold,
        cases,
        follow,
        ..
    } = counted;
    let (tickets, longest) = (fold.counts(), fold.longest());
    let worked = fold.windows.values().filter(|(_, work)| work.open_ms > 0);
    let windows_worked = worked.count() as u32;
    let served = fold.departments.values().flat_map(|(_, windows)| windows);
    let windows_served = served.collect::<BTreeSet<_>>().len() as u32;
    let departments = department_parts(plan, fold.departments, cases.departments);
    let asked = follow.asked();
    let callback_curve = follow.asked_by(about.period.is_by_month());
    let (follow_total, follow_bad) = (follow.total(), follow.bad());
    let follow_sources = follow.by_source();
    let follow_departments = follow.by_department(plan);
    PeriodReport {
        hall: plan.hall.code.clone(),
        names: Names::from(&plan.hall.name),
        period: about.period,
        first: about.period.first(),
        last: about.period.last(),
        until: (!days.is_empty()).then_some(days.last),
        stage: about.stage(),
        open_day: about.open_day(),
        practice: about.practice,
        made_at: Stamp(about.now),
        timezone: plan.hall.timezone.clone(),
        worked_days,
        provisional: !calendar.knows(days.first) || !calendar.knows(days.last),
        before: about.compared(about.period.before()),
        year_ago: about.compared(about.period.year_ago()),
        totals,
        tickets,
        total: fold.total.figures(),
        work: fold.work,
        longest,
        cases: cases.total.figures(),
        callbacks: asked,
        callback_curve,
        follow: follow_total,
        follow_bad,
        follow_sources,
        windows_planned: plan.windows.len() as u32,
        windows_worked,
        windows_served,
        curve,
        ranking: ranking::ranking(plan, &departments, &follow_departments),
        follow_departments,
        departments,
        clerks: clerk_parts(plan, fold.clerks),
        items: item_parts(plan, fold.items, cases.items),
        windows: windows(plan, fold.windows),
    }
}
