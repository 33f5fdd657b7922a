//! When a matter is due, and which lamp it shows (行政许可法 42, 45, 82; 民法典 201).
//!
//! The starting day is not counted and only worked days are; a day within a suspension is not
//! counted either. Finished on the due day is on time.

use crate::calendar::Calendar;
use crate::time::Date;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// Worked days a matter may be promised for, or extended by, at most: joint handling has 45 and
/// 15 more (行政许可法 42); a year of them is a mistake.
pub const DAYS_MAX: u16 = 250;

/// What stops the clock of a matter; the days after `from`, up to and with `to`, are not counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Suspension {
    /// Its first day, which still counts.
    pub from: Date,
    /// Its last day, not before `from`; none = it goes on.
    pub to: Option<Date>,
}

/// The clock of a matter.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Clock {
    /// The day it was accepted.
    pub from: Date,
    /// Worked days promised, with an extension; 0 = done on the day it is accepted.
    pub days: u16,
    /// What stopped it, in any order; they may overlap.
    pub suspensions: Vec<Suspension>,
}

/// When a matter is due.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Due {
    /// By the end of business of this day.
    On {
        /// The last day on time.
        day: Date,
        /// Counted over days of a year whose notice is not known yet.
        provisional: bool,
    },
    /// Not known while the clock stands.
    Open,
}

/// How a matter stands, by a lamp (优化营商环境条例 36 for red).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lamp {
    /// There is time.
    Green,
    /// Soon due.
    Yellow,
    /// Overdue: a public reason is wanted.
    Red,
    /// The clock stands.
    Blue,
}

impl Due {
    /// The last day on time; none while the clock stands.
    pub const fn day(self) -> Option<Date> {
        match self {
            Self::On { day, .. } => Some(day),
            Self::Open => None,
        }
    }

    /// Whether the day may still move, because the notice of its year is not known yet.
    pub const fn is_provisional(self) -> bool {
        matches!(self, Self::On { provisional, .. } if provisional)
    }
}

impl Suspension {
    fn excludes(&self, day: Date) -> bool {
        self.from < day && self.to.is_none_or(|to| day <= to)
    }

    fn covers(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }
}

impl Clock {
    /// When the matter is due.
    pub fn due(&self, calendar: &Calendar) -> Due {
        let mut provisional = false;
        let (mut day, mut left) = (self.from, self.days);
        while left > 0 {
            day = Date(day.0 + 1);
            if self.never_goes_on(day) {
                return Due::Open;
            }
            provisional |= !calendar.knows(day);
            left -= u16::from(self.counts(calendar, day));
        }
        Due::On { day, provisional }
    }

    /// The lamp on a day; yellow with at most `yellow` days left, and with four fifths of the time
    /// over where ten days or more were promised.
    pub fn lamp(&self, calendar: &Calendar, today: Date, yellow: u16) -> Lamp {
        let Due::On { day: due, .. } = self.due(calendar) else {
            return Lamp::Blue;
        };
        if today > due {
            return Lamp::Red;
        }
        if self.suspensions.iter().any(|stop| stop.covers(today)) {
            return Lamp::Blue;
        }
        let days_to_come = (today.0 + 1..=due.0).map(Date);
        let left = days_to_come
            .filter(|day| *day > self.from && self.counts(calendar, *day))
            .count();
        let (left, days) = (left, usize::from(self.days));
        let is_mostly_over = days >= 10 && (days - left.min(days)) * 5 >= days * 4;
        if left <= usize::from(yellow) || is_mostly_over {
            Lamp::Yellow
        } else {
            Lamp::Green
        }
    }

    /// Counted days from the acceptance up to and with `day`: what the matter has taken.
    pub fn used(&self, calendar: &Calendar, day: Date) -> u32 {
        let days = (self.from.0 + 1..=day.0).map(Date);
        let counted = days.filter(|day| self.counts(calendar, *day)).count();
        u32::try_from(counted).unwrap_or(u32::MAX)
    }

    fn counts(&self, calendar: &Calendar, day: Date) -> bool {
        let stands = self.suspensions.iter().any(|stop| stop.excludes(day));
        !stands && calendar.is_worked(day)
    }

    fn never_goes_on(&self, day: Date) -> bool {
        let mut stops = self.suspensions.iter();
        stops.any(|stop| stop.to.is_none() && stop.excludes(day))
    }
}
