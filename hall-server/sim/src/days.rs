//! Simulated hall-days: the shipped server and the shipped machines in one process, one random
//! source and one heap of virtual time; everything outside is simulated and breaks.
//!
//! `world` moves time and messages, `server` and `programs` hold the shipped code, `floor`
//! and `people` the citizens and clerks, `trouble` what breaks, `oracle` judges. A new
//! machine joins by implementing `program::Program`.

mod floor;
mod heap;
mod oracle;
mod people;
mod pipe;
mod plan;
pub mod planted;
mod program;
mod programs;
mod server;
mod shrink;
mod sometimes;
mod storage;
mod story;
mod sum;
mod task;
mod trace;
mod trouble;
mod world;

use oracle::Violation;
use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use story::{Length, Story};
use sum::Sum;
use world::{Outcome, World};

/// Boards of a simulated hall.
const BOARDS: usize = 2;

/// Which days to live.
#[derive(Clone, Debug, clap::Args)]
pub struct Args {
    /// Seeds, as `A..B` (both included).
    #[arg(long, value_parser = range)]
    pub seeds: Option<(u64, u64)>,
    /// One seed.
    #[arg(long)]
    pub seed: Option<u64>,
    /// A file with one seed at the beginning of each line; `#` begins a remark.
    #[arg(long)]
    pub seeds_from: Option<PathBuf>,
    /// Tell each day line by line.
    #[arg(long)]
    pub trace: bool,
    /// Live only some minutes of each day.
    #[arg(long)]
    pub short: bool,
    /// Live every n-th day twice and compare the traces; 0 = none.
    #[arg(long, default_value_t = 20)]
    pub twice: u64,
    /// Seconds to look for a shorter story of the first violation.
    #[arg(long, default_value_t = 60)]
    pub shrink: u64,
    /// Threads.
    #[arg(long, default_value_t = std::thread::available_parallelism().map_or(1, usize::from))]
    pub threads: usize,
}

fn range(text: &str) -> Result<(u64, u64), String> {
    let wrong = || format!("{text}: give two numbers, as 1..200");
    let (from, to) = text.split_once("..").ok_or_else(wrong)?;
    let from = from.parse().map_err(|_| wrong())?;
    let to = to.trim_start_matches('=').parse().map_err(|_| wrong())?;
    if from > to {
        return Err(format!("{text}: the first seed is the smaller one"));
    }
    Ok((from, to))
}

impl Args {
    fn seeds(&self) -> Result<Vec<u64>, String> {
        let mut seeds: Vec<u64> = self.seed.into_iter().collect();
        seeds.extend(self.seeds.into_iter().flat_map(|(from, to)| from..=to));
        if let Some(path) = &self.seeds_from {
            let name = path.display();
            let text = std::fs::read_to_string(path).map_err(|error| format!("{name}: {error}"))?;
            for (line, text) in text.lines().enumerate() {
                let text = text.split('#').next().unwrap_or_default().trim();
                if text.is_empty() {
                    continue;
                }
                let wrong = |_| format!("{name}:{}: {text} is no seed", line + 1);
                seeds.push(text.parse().map_err(wrong)?);
            }
        }
        if seeds.is_empty() {
            return Err("give --seeds A..B, --seed N or --seeds-from FILE".to_owned());
        }
        Ok(seeds)
    }

    fn length(&self) -> Length {
        if self.short {
            Length::Short
        } else {
            Length::Whole
        }
    }
}

/// Runs the days that were asked for.
pub fn run(args: &Args) -> ExitCode {
    let seeds = match args.seeds() {
        Ok(seeds) => seeds,
        Err(what) => {
            eprintln!("{what}");
            return ExitCode::from(2);
        }
    };
    let began = Instant::now();
    let sum = live_all(args, &seeds);
    sum.tell(args.threads, began.elapsed());
    ExitCode::from(u8::from(!sum.is_well()))
}

/// Lives every day and adds them up.
fn live_all(args: &Args, seeds: &[u64]) -> Sum {
    let next = AtomicUsize::new(0);
    let sum = Mutex::new(Sum::default());
    std::thread::scope(|scope| {
        for _ in 0..args.threads.clamp(1, seeds.len()) {
            scope.spawn(|| work(args, seeds, &next, &sum));
        }
    });
    sum.into_inner().expect("nobody panics while adding")
}

/// Lives days until none is left, or too many went wrong.
fn work(args: &Args, seeds: &[u64], next: &AtomicUsize, sum: &Mutex<Sum>) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .expect("a runtime without threads can be built");
    // The shipped code asks for a runtime where it sets a timer; none of them ever runs out.
    let _inside = runtime.enter();
    while let Some(seed) = seeds.get(next.fetch_add(1, Ordering::Relaxed)).copied() {
        let outcome = live(seed, args.length(), args.trace);
        for line in &outcome.lines {
            println!("{line}");
        }
        let again = (args.twice > 0 && seed.is_multiple_of(args.twice))
            .then(|| live(seed, args.length(), false).hash);
        let is_first = {
            let mut sum = sum.lock().expect("nobody panics while adding");
            sum.add(seed, &outcome, again)
        };
        if let Some(violation) = outcome.violation.filter(|_| is_first && args.shrink > 0) {
            tell_shortest(args, seed, violation.invariant);
        }
        if sum
            .lock()
            .expect("nobody panics while adding")
            .is_hopeless()
        {
            return;
        }
    }
}

/// Lives one day.
fn live(seed: u64, length: Length, keeps_lines: bool) -> Outcome {
    live_story(&Story::of(seed, length), keeps_lines)
}

/// Lives a story; a program that stops at an impossible state is a finding like any other.
fn live_story(story: &Story, keeps_lines: bool) -> Outcome {
    let run = || World::new(story, keeps_lines).run();
    std::panic::catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|panic| Outcome {
        violation: Some(Violation {
            invariant: "stop",
            text: words(&*panic),
        }),
        ..Outcome::default()
    })
}

/// What a stopping program said.
fn words(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
    text.unwrap_or("it stopped").to_owned()
}

/// Tells the shortest story that goes wrong the same way.
fn tell_shortest(args: &Args, seed: u64, invariant: &'static str) {
    let patience = Duration::from_secs(args.shrink);
    let story = Story::of(seed, args.length());
    let (story, outcome) = shrink::shrink(story, invariant, patience);
    eprintln!(
        "the shortest story found for seed {seed}: {} people, {:?}, {:?}",
        story.guests.len(),
        story.rates,
        story.troubles
    );
    let last = outcome.lines.len().saturating_sub(LINES_TOLD);
    for line in &outcome.lines[last..] {
        eprintln!("{line}");
    }
}

/// Lines of the shortest story that are told; all of them come with `--trace`.
const LINES_TOLD: usize = 60;

#[cfg(test)]
mod tests {
    use super::*;

    fn args(seeds: (u64, u64)) -> Args {
        Args {
            seeds: Some(seeds),
            seed: None,
            seeds_from: None,
            trace: false,
            short: true,
            twice: 1,
            shrink: 0,
            threads: 1,
        }
    }

    #[test]
    fn short_days_hold_every_invariant_and_are_the_same_twice() {
        let args = args((1, 2));
        let sum = live_all(&args, &args.seeds().expect("two seeds"));
        assert!(sum.is_well(), "{sum:?}");
        assert_eq!(sum.days(), 2);
    }

    #[test]
    fn a_range_of_seeds_is_read_or_refused_with_a_hint() {
        assert_eq!(range("3..7"), Ok((3, 7)));
        assert_eq!(range("3..=7"), Ok((3, 7)));
        assert!(range("7..3").is_err_and(|what| what.contains("smaller")));
        assert!(range("seven").is_err_and(|what| what.contains("1..200")));
    }
}
