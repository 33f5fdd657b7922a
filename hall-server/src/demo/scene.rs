//! The scene of a demo: the plan, the day and its clock.

use super::error::DemoError;
use super::limits::{DAY, DAYS_AHEAD_MAX, HUMAN_S};
use crate::clock::zone;
use hall_core::{Date, Plan, Span, Time};
use std::net::SocketAddr;
use std::path::PathBuf;

/// What is to be played.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The plan.
    pub plan: Plan,
    /// The seed of people, ids and random bits.
    pub seed: u64,
    /// Where the data stays; none = a folder that is removed at the end.
    pub data: Option<PathBuf>,
    /// Where the server listens.
    pub listen: SocketAddr,
}

/// The plan, the day and the seed.
#[derive(Clone, Debug)]
pub(super) struct Scene {
    pub(super) plan: Plan,
    pub(super) date: Date,
    pub(super) seed: u64,
    midnight: Time,
}

impl Scene {
    /// The demo day under a plan, for a clock that runs so many times faster.
    pub(super) fn new(plan: Plan, seed: u64, times_faster: u32) -> Result<Self, DemoError> {
        let first: Date = DAY.parse().expect("the demo day is a date");
        let days = (first.0..=first.0 + DAYS_AHEAD_MAX).map(Date);
        let date = days
            .into_iter()
            .find(|day| plan.hours.works_on(*day))
            .ok_or_else(|| {
                DemoError::Said(format!(
                    "the plan works on no day from {first} on; see [hours]"
                ))
            })?;
        let name = &plan.hall.timezone;
        let zone =
            zone(name).ok_or_else(|| DemoError::Said(format!("unknown time zone {name}")))?;
        let (year, month, day) = date.civil();
        let civil = jiff::civil::date(year as i16, month as i8, day as i8);
        let midnight = civil
            .to_zoned(zone)
            .map_err(|error| DemoError::Said(error.to_string()))?;
        let midnight = Time(midnight.timestamp().as_millisecond());
        Ok(Self {
            plan: for_demo(plan, times_faster),
            date,
            seed,
            midnight,
        })
    }

    /// The moment of a local second of the day.
    pub(super) fn at(&self, second: u32) -> Time {
        self.midnight + Span::seconds(second)
    }

    /// Whole local minutes of the day at a moment.
    pub(super) fn minute(&self, at: Time) -> i64 {
        (at - self.midnight).0.div_euclid(60_000)
    }

    /// Shortly before the first number.
    pub(super) fn start(&self) -> Time {
        let first = u32::from(self.plan.first_ticket_minute()) * 60;
        self.at(first.saturating_sub(600))
    }
}

/// The plan with the few values that a demo needs otherwise.
fn for_demo(mut plan: Plan, speed: u32) -> Plan {
    // Lunch is a pause of its own length here, and nobody must look after it.
    let meal = plan
        .hours
        .open
        .windows(2)
        .map(|pair| u32::from(pair[1].0 - pair[0].1))
        .max();
    let watch = &mut plan.windows_rules;
    watch.pause_alarm_minutes = watch.pause_alarm_minutes.max(meal.unwrap_or(0) + 5);
    // Hall time runs `speed` times as fast, people do not: what waits for the clerk or the citizen
    // at window 14 lasts at least ten real seconds. The interval between calls only ends a wait.
    if speed > 1 {
        let human_s = HUMAN_S * speed;
        watch.grace_s = watch.grace_s.max(human_s);
        plan.rating.prompt_s = plan.rating.prompt_s.max(human_s);
        plan.calls.reopen_s = plan.calls.reopen_s.max(human_s);
    }
    plan
}
