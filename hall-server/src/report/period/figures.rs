//! The figures of a period.

use super::cases::CaseFigures;
use super::follow::{CallbackFigures, CallbackStretch, FollowFigures, FollowPart};
use super::headline::{Headline, Total, What};
use super::name::Period;
use super::parts::CasePart;
use super::ranking::Ranked;
use crate::report::Stage;
use crate::report::figures::{Figures, Longest, Part, Share, TicketCounts, Times, Work};
use hall_core::Date;
use hall_protocol::stamp::Stamp;
use hall_protocol::view::Names;
use serde::{Deserialize, Serialize};

/// The figures of a week, month, half-year or year.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PeriodReport {
    /// The hall's code.
    pub hall: String,
    /// The hall's name.
    #[serde(flatten)]
    pub names: Names,
    /// Its name: `2026-W47`, `2026-11`, `2026-H1` or `2026`.
    pub period: Period,
    /// Its first day.
    pub first: Date,
    /// Its last day.
    pub last: Date,
    /// The last day that is counted here; none in a period to come.
    pub until: Option<Date>,
    /// Whether figures may still change.
    pub stage: Stage,
    /// The day in it that is not closed yet.
    pub open_day: Option<Date>,
    /// Practice data.
    pub practice: bool,
    /// When the figures were taken.
    pub made_at: Stamp,
    /// IANA time zone of every time shown.
    pub timezone: String,
    /// Worked days of the plan's calendar up to `until`: the divisor of every count a day.
    pub worked_days: u32,
    /// These days were counted without the notice of a year.
    pub provisional: bool,
    /// What 环比 compares with.
    pub before: Compared,
    /// What 同比 compares with.
    pub year_ago: Compared,
    /// The headline figures.
    pub totals: Vec<Total>,
    /// Tickets and visits.
    pub tickets: TicketCounts,
    /// All legs of the period.
    pub total: Figures,
    /// All windows' time.
    pub work: Work,
    /// The longest wait of a person who was served.
    pub longest: Option<Longest>,
    /// All cases.
    pub cases: CaseFigures,
    /// Who was asked afterwards.
    #[serde(default)]
    pub callbacks: CallbackFigures,
    /// Day by day, or month by month.
    #[serde(default)]
    pub callback_curve: Vec<CallbackStretch>,
    /// What had to be put right.
    #[serde(default)]
    pub follow: FollowFigures,
    /// Bad ratings among it.
    #[serde(default)]
    pub follow_bad: FollowFigures,
    /// All of it by source.
    #[serde(default)]
    pub follow_sources: Vec<FollowPart>,
    /// Bad ratings by department; the part without key is about no item.
    #[serde(default)]
    pub follow_departments: Vec<FollowPart>,
    /// Windows in the plan.
    pub windows_planned: u32,
    /// Windows that were open at some time.
    pub windows_worked: u32,
    /// Windows at which somebody was served.
    pub windows_served: u32,
    /// Day by day, or month by month.
    pub curve: Vec<Stretch>,
    /// By department; the part without key holds legs without an item.
    pub departments: Vec<CasePart>,
    /// The departments in their order, in two tiers.
    pub ranking: Vec<Ranked>,
    /// By clerk; the part without key holds what nobody signed in for.
    pub clerks: Vec<Part>,
    /// By item; the part without key holds legs without an item.
    pub items: Vec<CasePart>,
    /// By window; the part without key holds legs that no window called.
    pub windows: Vec<Part>,
}

/// The days of a former period.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Compared {
    /// The period.
    pub period: Period,
    /// The first day that was counted.
    pub first: Date,
    /// The last one.
    pub last: Date,
}

/// A day or a month of the period.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Stretch {
    /// The day or the month.
    pub name: String,
    /// Its headline figures.
    #[serde(flatten)]
    pub counts: Headline,
    /// Its waits.
    pub wait: Times,
    /// Waits over 20 minutes among them.
    pub long_waits: Share,
    /// Its figures may still change.
    pub running: bool,
    /// Where its own report is.
    pub way: String,
}

impl PeriodReport {
    /// A headline figure.
    pub fn headline(&self, what: What) -> Option<&Total> {
        self.totals.iter().find(|total| total.what == what)
    }

    /// The headline figures without what they are held against.
    pub fn counts(&self) -> Headline {
        let of = |what| self.headline(what).map_or(0, |total| total.count);
        Headline {
            visits: of(What::Visits),
            tickets: of(What::Tickets),
            services: of(What::Services),
            no_shows: of(What::NoShows),
            accepted: of(What::Accepted),
            finished: of(What::Finished),
        }
    }

    /// Whether nothing at all was counted.
    pub fn is_empty(&self) -> bool {
        let nothing = |total: &Total| total.count == 0;
        let followed =
            self.callbacks != CallbackFigures::default() || !self.follow_sources.is_empty();
        self.totals.iter().all(nothing)
            && self.work == Work::default()
            && self.cases.overdue == 0
            && !followed
    }
}
