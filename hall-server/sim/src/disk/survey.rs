//! The survey: tells stories, breaks their disks, counts what was found.
//!
//! Stories are shared out to the machine's cores; each has its own dice, so that the work is the
//! same whatever thread does it.

use super::bench::Bench;
use super::faults::{self, Fault, Faults};
use super::flip::Flips;
use super::full::Full;
use super::limits::{SCENARIOS_MAX, THREADS_MAX};
use super::restore::Restores;
use super::scenario::{Draw, Scenario, spread};
use super::violation::{Violation, Violations};
use hall_fixtures::dice::Dice;
use serde::Serialize;
use std::io;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::Instant;

/// How much to do.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Where chance begins.
    pub seed: u64,
    /// Stories.
    pub scenarios: u32,
    /// Places where the log is cut, over all stories.
    pub states: u64,
    /// Flipped bytes, over all stories.
    pub flips: u64,
    /// Stale copies put back, over all stories.
    pub restores: u64,
    /// Limits of a full disk.
    pub pages: u64,
    /// Failing system calls.
    pub faults: u64,
    /// The program that knows `disk --child`.
    pub program: PathBuf,
    /// Only this story.
    pub only: Option<u64>,
    /// No progress.
    pub quiet: bool,
}

/// What was done and found.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Figures {
    /// Where chance began.
    pub seed: u64,
    /// Stories told.
    pub scenarios: u64,
    /// Transactions in them.
    pub steps: u64,
    /// Intents that were answered, each on the disk before.
    pub answered: u64,
    /// Places where the logs can be cut.
    pub cut_places: u64,
    /// Places where they were.
    pub cuts: u64,
    /// States with missing or torn sectors.
    pub torn: u64,
    /// States with a part of a checkpoint.
    pub checkpoints: u64,
    /// Whole verifications, besides the comparison that every state gets.
    pub verified: u64,
    /// Flipped bytes.
    pub flips: Flips,
    /// Full disks.
    pub full: Full,
    /// Stale copies put back.
    pub restores: Restores,
    /// Failing system calls.
    pub faults: Faults,
    /// Broken promises.
    pub violated: u64,
    /// Seconds for everything.
    pub seconds: f64,
    /// Cut, torn and checkpoint states per second.
    pub states_per_second: f64,
    /// The first broken promises.
    #[serde(skip)]
    pub violations: Vec<Violation>,
}

impl Figures {
    /// One line of JSON.
    ///
    /// # Panics
    ///
    /// Never: the figures have only text keys.
    pub fn line(&self) -> String {
        serde_json::to_string(self).expect("the figures have only text keys")
    }

    fn add(&mut self, other: &Self) {
        self.scenarios += other.scenarios;
        self.steps += other.steps;
        self.answered += other.answered;
        self.cut_places += other.cut_places;
        self.cuts += other.cuts;
        self.torn += other.torn;
        self.checkpoints += other.checkpoints;
        self.verified += other.verified;
        self.flips.add(&other.flips);
        self.full.add(&other.full);
        self.restores.add(&other.restores);
    }
}

/// Does all that is wanted.
pub fn survey(wanted: &Wanted) -> io::Result<Figures> {
    let begun = Instant::now();
    let work = Work {
        wanted: wanted.clone(),
        next: AtomicU64::new(0),
        next_fault: AtomicU64::new(0),
        busy: Mutex::new(0.0),
        violations: Violations::default(),
        fault_places: OnceLock::new(),
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = threads.min(THREADS_MAX);
    let parts = on_threads(threads, || work.go_on())?;
    let mut figures = Figures {
        seed: wanted.seed,
        ..Figures::default()
    };
    for part in &parts {
        figures.add(part);
    }
    for part in on_threads(threads, || work.faults())? {
        figures.faults.add(&part);
    }
    (figures.violated, figures.violations) = work.violations.list();
    figures.seconds = round(begun.elapsed().as_secs_f64());
    let states = (figures.cuts + figures.torn + figures.checkpoints) as f64;
    let busy = *work.busy.lock().unwrap_or_else(PoisonError::into_inner);
    figures.states_per_second = round(states / (busy / threads as f64).max(f64::EPSILON));
    Ok(figures)
}

/// Runs the same work on some threads and gives what each of them did.
fn on_threads<T: Send>(
    threads: usize,
    work: impl Fn() -> io::Result<T> + Sync,
) -> io::Result<Vec<T>> {
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(&work)).collect();
        let done = workers.into_iter().map(|worker| {
            let broken = |_| io::Error::other("a worker broke down, see above");
            worker.join().map_err(broken)?
        });
        done.collect()
    })
}

/// What all workers share.
struct Work {
    wanted: Wanted,
    next: AtomicU64,
    next_fault: AtomicU64,
    /// Seconds of all threads together on cut, torn and checkpoint states.
    busy: Mutex<f64>,
    violations: Violations,
    /// What can fail, counted once.
    fault_places: OnceLock<Result<Vec<Fault>, String>>,
}

impl Work {
    /// One worker's share.
    fn go_on(&self) -> io::Result<Figures> {
        let mut bench = Bench::new()?;
        let mut figures = Figures::default();
        let total = u64::from(self.wanted.scenarios.clamp(1, SCENARIOS_MAX));
        loop {
            let scenario = self.next.fetch_add(1, Ordering::SeqCst);
            if scenario >= total {
                return Ok(figures);
            }
            if self.wanted.only.is_none_or(|only| only == scenario) {
                let one = Scenario {
                    wanted: &self.wanted,
                    number: scenario,
                    total,
                    violations: &self.violations,
                };
                let seconds = one.run(&mut bench, &mut figures)?;
                *self.busy.lock().unwrap_or_else(PoisonError::into_inner) += seconds;
                self.progress(scenario, total);
            }
        }
    }

    /// Makes system calls fail, after all stories: a child that is just being started holds the
    /// locks of every folder for a moment.
    fn faults(&self) -> io::Result<Faults> {
        let mut done = Faults::default();
        if self.wanted.faults == 0 || self.wanted.only.is_some() {
            return Ok(done);
        }
        let bench = Bench::new()?;
        let places = || faults::places(&bench, &self.wanted.program);
        let places = match self.fault_places.get_or_init(places) {
            Ok(places) => places,
            Err(why) => {
                done.left_out = Some(why.clone());
                return Ok(done);
            }
        };
        done.places = places.len() as u64;
        let mut dice = Dice::of(&[self.wanted.seed, Draw::Faults as u64]);
        let chosen = spread(places, self.wanted.faults, &mut dice);
        loop {
            let nth = self.next_fault.fetch_add(1, Ordering::SeqCst);
            let Some(fault) = chosen.get(nth as usize) else {
                return Ok(done);
            };
            if let Err(found) = faults::check(&bench, &self.wanted.program, *fault, &mut done) {
                self.violations.add(Violation {
                    story: None,
                    broken: fault.inject(),
                    promise: faults::PROMISE,
                    found,
                });
            }
        }
    }

    fn progress(&self, scenario: u64, total: u64) {
        if !self.wanted.quiet && (scenario + 1).is_multiple_of((total / 10).max(1)) {
            let (violated, _) = self.violations.list();
            eprintln!(
                "disk: {} of {total} stories, {violated} violations",
                scenario + 1
            );
        }
    }
}

fn round(seconds: f64) -> f64 {
    (seconds * 10.0).round() / 10.0
}
