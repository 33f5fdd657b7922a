//! Ratings that somebody should look at: patterns of which honest days have few.
//!
//! A pure fold of the journal, for the report and for the managers' page alike. Nothing here says
//! that somebody cheated, no figure leaves such a rating out, and no hall sets the limits: whoever
//! is judged by ratings does not choose what is looked at. DOMAIN 4.3 names the patterns.

use super::limits::{PROMPTS_PER_TICKET_USUAL, RATING_QUICK_MS, RATING_RUN_MIN};
use hall_core::code::{DeviceId, TicketId, WindowNumber};
use hall_core::{Event, Hall, Time};
use hall_protocol::stamp::Stamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is looked for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pattern {
    /// A device that may not rate a service tried to, such as the clerk's program.
    Attempt,
    /// One ticket was finished and reopened until its prompt had come again and again.
    Prompts,
    /// Nobody reads a question and answers it that fast.
    Quick,
    /// Many equal ratings in a row at one window.
    Run,
}

impl Pattern {
    /// The word in keys of the catalogue and of CSV.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Attempt => "attempt",
            Self::Prompts => "prompts",
            Self::Quick => "quick",
            Self::Run => "run",
        }
    }
}

/// One thing to look at.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Finding {
    /// What was found.
    pub pattern: Pattern,
    /// When it was seen last.
    pub at: Stamp,
    /// The window it happened at; the stranger's own for an attempt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<WindowNumber>,
    /// The ticket; the last one of several.
    pub ticket: TicketId,
    /// Its printed number; empty when the day has none such.
    #[serde(default)]
    pub number: String,
    /// The name of the device that tried, for an attempt.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub device: String,
    /// The level, for ratings.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<u8>,
    /// How many attempts, prompts or equal ratings; 1 for a quick one.
    pub count: u32,
}

/// What a day's events have shown so far.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Review {
    /// How often each ticket was finished, where and when last.
    finished: BTreeMap<TicketId, (u32, WindowNumber, Time)>,
    quick: Vec<Rated>,
    /// The running row of equal ratings of each window.
    rows: BTreeMap<WindowNumber, Row>,
    /// Rows that ended and were long.
    runs: Vec<Row>,
    attempts: BTreeMap<DeviceId, (u32, TicketId, Time)>,
}

/// A rating as the fold keeps it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Rated {
    ticket: TicketId,
    window: WindowNumber,
    level: u8,
    at: Time,
}

/// Equal ratings in a row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Row {
    last: Rated,
    count: u32,
}

impl Review {
    /// The review of some events of one day, in order.
    pub fn of(events: impl IntoIterator<Item = (Event, Time)>) -> Self {
        let mut review = Self::default();
        for (event, at) in events {
            review.note(&event, at);
        }
        review
    }

    /// Takes one event in.
    pub fn note(&mut self, event: &Event, at: Time) {
        match event {
            Event::DayOpened { .. } => *self = Self::default(),
            Event::TicketFinished { ticket, window, .. } => {
                let times = self.finished.get(ticket).map_or(0, |(times, ..)| *times);
                self.finished.insert(*ticket, (times + 1, *window, at));
            }
            Event::TicketRated { ticket, level, .. } => self.rated(*ticket, *level, at),
            Event::RatingAttempted { device, about } => {
                let times = self.attempts.get(device).map_or(0, |(times, ..)| *times);
                self.attempts.insert(*device, (times + 1, *about, at));
            }
            _ => {}
        }
    }

    fn rated(&mut self, ticket: TicketId, level: u8, at: Time) {
        let Some((_, window, asked)) = self.finished.get(&ticket).copied() else {
            return;
        };
        let last = Rated {
            ticket,
            window,
            level,
            at,
        };
        if (at - asked).0 < RATING_QUICK_MS {
            self.quick.push(last);
        }
        let before = self.rows.get(&window).copied();
        let goes_on = before.filter(|row| row.last.level == level);
        if let Some(ended) = before.filter(|row| row.last.level != level && row.is_long()) {
            self.runs.push(ended);
        }
        let count = goes_on.map_or(0, |row| row.count) + 1;
        self.rows.insert(window, Row { last, count });
    }

    /// What to look at: attempts first, then as it happened. Numbers and names come from `hall`,
    /// as far as it still knows them.
    pub fn findings(&self, hall: &Hall) -> Vec<Finding> {
        let attempts = self.attempts.iter().map(|(device, (count, ticket, at))| {
            let known = hall.devices().get(device);
            Finding {
                window: known.and_then(|device| device.window),
                device: known.map(|device| device.name.clone()).unwrap_or_default(),
                ..Finding::new(Pattern::Attempt, *ticket, *at, *count)
            }
        });
        let asked = self.finished.iter();
        let asked = asked.filter(|(_, (times, ..))| *times > PROMPTS_PER_TICKET_USUAL);
        let prompts = asked.map(|(ticket, (times, window, at))| Finding {
            window: Some(*window),
            ..Finding::new(Pattern::Prompts, *ticket, *at, *times)
        });
        let quick = self
            .quick
            .iter()
            .map(|rated| rated.found(Pattern::Quick, 1));
        let running = self.rows.values().filter(|row| row.is_long());
        let runs = self.runs.iter().chain(running);
        let runs = runs.map(|row| row.last.found(Pattern::Run, row.count));
        let mut found: Vec<Finding> = attempts.chain(prompts).chain(quick).chain(runs).collect();
        let digits = hall.plan().map_or(0, |plan| plan.numbers.digits);
        for one in &mut found {
            let ticket = hall.ticket(one.ticket);
            one.number = ticket.map_or_else(String::new, |ticket| ticket.number.label(digits));
        }
        found.sort_by_key(|one| {
            (
                one.pattern != Pattern::Attempt,
                one.at,
                one.ticket,
                one.pattern,
            )
        });
        found
    }
}

impl Rated {
    fn found(&self, pattern: Pattern, count: u32) -> Finding {
        Finding {
            window: Some(self.window),
            level: Some(self.level),
            ..Finding::new(pattern, self.ticket, self.at, count)
        }
    }
}

impl Row {
    const fn is_long(&self) -> bool {
        self.count >= RATING_RUN_MIN
    }
}

impl Finding {
    fn new(pattern: Pattern, ticket: TicketId, at: Time, count: u32) -> Self {
        Self {
            pattern,
            at: Stamp(at),
            window: None,
            ticket,
            number: String::new(),
            device: String::new(),
            level: None,
            count,
        }
    }
}
