//! Reports: one fold over the rows of a day or of a period, shown in five formats.
//!
//! [`daily`] counts every leg, ticket and span once into the total and into each of its parts, so
//! parts and total agree by construction; [`adds_up`] checks it all the same. [`period`] lets the
//! same fold go over the days of a week, month, half-year or year. [`OnPaper`] turns the figures
//! into labelled tables, and every format only lays those out, so no two formats differ.
//! Nothing here reads a clock or a database.

mod behind;
mod change;
mod chart;
mod check;
mod csv;
mod day;
mod figures;
mod fold;
mod html;
pub mod limits;
mod paper;
mod period;
mod review;
mod show;
mod table;
mod text;
mod xlsx;

#[cfg(test)]
mod tests;

pub use behind::{Behind, Key, PartKey, behind};
pub use change::{Change, Grown};
pub use check::adds_up;
pub use csv::csv;
pub use figures::{
    Accuracy, Figures, Hour, Longest, Part, Ratings, Share, TicketCounts, Times, Work,
};
pub use fold::{Beside, Owners, daily};
pub use html::{html, html_file};
pub use paper::{Card, Curve, Front, OnPaper, Paper, Point};
pub use period::{
    About, BadPeriod, CallbackFigures, CallbackStretch, CaseFigures, CasePart, Compared, Counted,
    FollowFigures, FollowPart, Headline, Peak, Period, PeriodKind, PeriodReport, Ranked, Stretch,
    Tier, Total, What, period, period_adds_up, wilson_lower,
};
pub use review::{Finding, Pattern, Review};
pub(crate) use show::{minutes, percent};
pub use table::{Cell, Column, Fact, Graph, Row, Table, facts, tables};
pub use text::text;
pub use xlsx::xlsx;

use crate::rows::{LegRow, SpanRow, TicketRow};
use hall_core::{Date, Plan, Time};
use hall_protocol::stamp::Stamp;
use hall_protocol::view::Names;
use serde::{Deserialize, Serialize};

/// Everything a report is made of.
#[derive(Clone, Debug)]
pub struct DayRows<'a> {
    /// The plan in force, for names, hours and the time zone.
    pub plan: &'a Plan,
    /// What was said of the rows elsewhere.
    pub beside: Beside,
    /// The business day.
    pub day: Date,
    /// Whether the day still runs.
    pub stage: Stage,
    /// The moment at which running spans are cut.
    pub now: Time,
    /// Grows when a closed day changes, as when a late ticket is handed in; from 1.
    pub version: u32,
    /// The day's tickets.
    pub tickets: Vec<TicketRow>,
    /// Their legs.
    pub legs: Vec<LegRow>,
    /// The windows' spans.
    pub spans: Vec<SpanRow>,
    /// Ratings to look at.
    pub review: Vec<Finding>,
    /// A practice day; marked in every format.
    pub practice: bool,
}

/// Whether the reported day still runs.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Figures may still change.
    Running,
    /// The day is over.
    Closed,
}

impl Stage {
    /// The word on the wire and in tables.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Closed => "closed",
        }
    }
}

/// The figures of one day.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DailyReport {
    /// The hall's code.
    pub hall: String,
    /// The hall's name.
    #[serde(flatten)]
    pub names: Names,
    /// The business day.
    pub day: Date,
    /// Whether it still runs.
    pub stage: Stage,
    /// The version of the report, from 1.
    pub version: u32,
    /// A practice day.
    pub practice: bool,
    /// When the figures were taken.
    pub made_at: Stamp,
    /// IANA time zone of every hour shown.
    pub timezone: String,
    /// First and last local minute of the windows.
    pub hours: [u16; 2],
    /// The first window that opens before the others: its number and local minute.
    pub early: Option<[u16; 2]>,
    /// Windows in the plan.
    pub windows_planned: u32,
    /// Windows that were open at some time.
    pub windows_worked: u32,
    /// Tickets and visits.
    pub tickets: TicketCounts,
    /// All legs of the day.
    pub total: Figures,
    /// All windows' time.
    pub work: Work,
    /// The longest wait of a person who was served.
    pub longest: Option<Longest>,
    /// Announced waits against real ones.
    pub accuracy: Accuracy,
    /// By window; the part without key holds legs that no window called.
    pub windows: Vec<Part>,
    /// By queue.
    pub queues: Vec<Part>,
    /// By item; the part without key holds legs without an item.
    pub items: Vec<Part>,
    /// By department; the part without key holds legs without an item.
    pub departments: Vec<Part>,
    /// By local hour of arrival, without gaps.
    pub curve: Vec<Hour>,
    /// Ratings to look at; they stay in every figure.
    #[serde(default)]
    pub review: Vec<Finding>,
}

/// The day in one line of JSON, as the demo prints it last.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct DayTotals {
    /// Numbers given; finished + withdrawn + expired once the day is closed.
    pub tickets: u32,
    /// Tickets served to the end.
    pub finished: u32,
    /// Tickets given up.
    pub withdrawn: u32,
    /// Tickets that the end of the day found unserved.
    pub expired: u32,
    /// Times nobody came to a call; a ticket may count more than once.
    pub missed: u32,
    /// Ratings given by citizens.
    pub ratings: u32,
    /// Mean wait in minutes with one decimal; null when nobody was served.
    pub mean_wait_min: Option<f64>,
    /// Wait that 90 % did not exceed, in minutes with one decimal.
    pub p90_wait_min: Option<f64>,
}

impl DailyReport {
    /// The day in one line.
    pub fn totals(&self) -> DayTotals {
        let minutes = |ms: Option<i64>| ms.map(|ms| show::minute_tenths(ms) as f64 / 10.0);
        DayTotals {
            tickets: self.tickets.tickets,
            finished: self.tickets.finished,
            withdrawn: self.tickets.withdrawn,
            expired: self.tickets.expired,
            missed: self.total.missed,
            ratings: self.total.ratings.valid(),
            mean_wait_min: minutes(self.total.wait.mean_ms),
            p90_wait_min: minutes(self.total.wait.p90_ms),
        }
    }
}

/// The report as indented JSON; times in ms, shares as part, whole and percent.
///
/// # Panics
///
/// Never: a report has only text keys and finite numbers.
pub fn json(report: &impl Serialize) -> String {
    serde_json::to_string_pretty(report).expect("a report has only text keys and finite numbers")
}
