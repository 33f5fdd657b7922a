//! What many days came to.

use super::sometimes::Sometimes;
use super::world::Outcome;
use std::time::Duration;

/// The sum of days.
#[derive(Debug, Default)]
pub(super) struct Sum {
    days: u64,
    tickets: u64,
    tickets_min: Option<u64>,
    faults: u64,
    faults_min: Option<u64>,
    events: u64,
    twice: u64,
    sometimes: Sometimes,
    violations: u64,
}

/// A whole day gives so many numbers at least.
const TICKETS_WANTED: u64 = 400;
/// A whole day has so many faults at least.
const FAULTS_WANTED: u64 = 50;
/// More violations than anybody reads.
const VIOLATIONS_MAX: u64 = 20;
/// So many days must have met everything that a long run must meet.
const LONG_DAYS: u64 = 200;

impl Sum {
    /// Adds a day; tells whether it is the first one that went wrong.
    pub(super) fn add(&mut self, seed: u64, outcome: &Outcome, again: Option<u64>) -> bool {
        self.days += 1;
        self.tickets += outcome.tickets;
        self.faults += outcome.faults;
        self.events += outcome.events;
        self.sometimes.add(&outcome.sometimes);
        let least = |known: Option<u64>, new: u64| Some(known.map_or(new, |known| known.min(new)));
        self.tickets_min = least(self.tickets_min, outcome.tickets);
        self.faults_min = least(self.faults_min, outcome.faults);
        if outcome.tickets < TICKETS_WANTED {
            eprintln!("seed {seed}: only {} tickets", outcome.tickets);
        }
        if outcome.faults < FAULTS_WANTED {
            eprintln!("seed {seed}: only {} faults", outcome.faults);
        }
        self.twice += u64::from(again.is_some());
        if again.is_some_and(|hash| hash != outcome.hash) {
            eprintln!("seed {seed}: G13: the second run was another one");
            self.violations += 1;
        }
        let Some(violation) = &outcome.violation else {
            return false;
        };
        eprintln!("seed {seed}, step {}: {violation}", outcome.step);
        self.violations += 1;
        self.violations == 1
    }

    /// Whether to go on makes no sense.
    pub(super) fn is_hopeless(&self) -> bool {
        self.violations >= VIOLATIONS_MAX
    }

    /// Whether nothing was violated, and a long run met everything.
    pub(super) fn is_well(&self) -> bool {
        let is_short = self.days < LONG_DAYS;
        self.violations == 0 && (is_short || self.sometimes.never().is_empty())
    }

    /// Days lived.
    #[cfg(test)]
    pub(super) fn days(&self) -> u64 {
        self.days
    }

    /// Tells everything, one line of JSON last.
    pub(super) fn tell(&self, threads: usize, took: Duration) {
        for (what, count) in self.sometimes.met() {
            eprintln!("{count:>12}  {what}");
        }
        let never = self.sometimes.never();
        let seconds = took.as_secs_f64();
        let cpu_minutes = seconds * threads.max(1) as f64 / 60.0;
        println!(
            "{}",
            serde_json::json!({
                "days": self.days,
                "tickets": self.tickets,
                "tickets_min": self.tickets_min,
                "faults": self.faults,
                "faults_min": self.faults_min,
                "events": self.events,
                "twice": self.twice,
                "violations": self.violations,
                "never_met": never,
                "seconds": (seconds * 10.0).round() / 10.0,
                "days_per_cpu_minute": (self.days as f64 / cpu_minutes * 10.0).round() / 10.0,
            })
        );
    }
}
