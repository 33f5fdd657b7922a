//! The headline figures: six that are never mixed, with what each is held against.

use crate::report::change::Change;
use hall_core::Date;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Six different figures that are never mixed (DOMAIN 1).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Headline {
    /// Stays of persons 接待人次.
    pub visits: u64,
    /// Numbers given 取号量.
    pub tickets: u64,
    /// Legs served 办理: finished, or gone on with.
    pub services: u64,
    /// Times nobody came to a call 过号.
    pub no_shows: u64,
    /// Cases accepted 受理件.
    pub accepted: u64,
    /// Cases finished 办结件.
    pub finished: u64,
}

/// One of the headline figures.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields of `Headline`")]
pub enum What {
    Visits,
    Tickets,
    Services,
    NoShows,
    Accepted,
    Finished,
}

/// A headline figure with what it is held against.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Total {
    /// Which one.
    pub what: What,
    /// The figure.
    pub count: u64,
    /// Against the period before 环比.
    pub before: Change,
    /// Against the same period a year ago 同比.
    pub year_ago: Change,
    /// By worked day 日均, whole; none without one.
    pub per_day: Option<u64>,
    /// The day with the most 单日峰值; none where there was nothing.
    pub peak: Option<Peak>,
}

/// The day with the most.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Peak {
    /// The day; of equal ones the first.
    pub day: Date,
    /// How many.
    pub count: u64,
}

impl What {
    /// All, in order.
    pub const ALL: [Self; 6] = [
        Self::Visits,
        Self::Tickets,
        Self::Services,
        Self::NoShows,
        Self::Accepted,
        Self::Finished,
    ];

    /// The stable word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Visits => "visits",
            Self::Tickets => "tickets",
            Self::Services => "services",
            Self::NoShows => "no-shows",
            Self::Accepted => "accepted",
            Self::Finished => "cases-finished",
        }
    }
}

impl Headline {
    /// One of them.
    pub const fn of(&self, what: What) -> u64 {
        match what {
            What::Visits => self.visits,
            What::Tickets => self.tickets,
            What::Services => self.services,
            What::NoShows => self.no_shows,
            What::Accepted => self.accepted,
            What::Finished => self.finished,
        }
    }

    pub(super) const fn add(&mut self, more: &Self) {
        self.visits += more.visits;
        self.tickets += more.tickets;
        self.services += more.services;
        self.no_shows += more.no_shows;
        self.accepted += more.accepted;
        self.finished += more.finished;
    }
}

impl Peak {
    pub(super) fn of(days: &BTreeMap<Date, Headline>, what: What) -> Option<Self> {
        let counts = days.iter().map(|(day, counts)| (counts.of(what), *day));
        let (count, Reverse(day)) = counts.map(|(count, day)| (count, Reverse(day))).max()?;
        (count > 0).then_some(Self { day, count })
    }
}
