//! Simulated hall-days: the shipped server and the shipped machines in one process, one random
//! source and one heap of virtual time; everything outside is simulated and breaks.
//!
//! [`world`] moves time and messages, [`server`] and [`programs`] hold the shipped code, [`floor`]
//! and [`people`] the citizens and clerks, [`trouble`] what breaks, [`oracle`] judges. A new
//! machine joins by implementing [`program::Program`].

mod floor;
mod heap;
mod oracle;
mod people;
mod pipe;
mod plan;
mod program;
mod programs;
mod server;
mod sometimes;
mod storage;
mod story;
mod task;
mod trace;
mod trouble;
mod world;

use sometimes::Sometimes;
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;
use story::Story;
use world::{Outcome, World};

/// Boards of a simulated hall.
const BOARDS: usize = 2;

/// Which days to live.
#[derive(Clone, Debug, clap::Args)]
pub struct Args {
    /// Seeds, as `A..B` (both included).
    #[arg(long, value_parser = seeds, conflicts_with = "seed")]
    pub seeds: Option<(u64, u64)>,
    /// One seed.
    #[arg(long)]
    pub seed: Option<u64>,
    /// Tell the day line by line.
    #[arg(long)]
    pub trace: bool,
    /// Live every n-th day twice and compare the traces; 0 = none.
    #[arg(long, default_value_t = 20)]
    pub twice: u64,
    /// Threads.
    #[arg(long, default_value_t = std::thread::available_parallelism().map_or(1, usize::from))]
    pub threads: usize,
}

fn seeds(text: &str) -> Result<(u64, u64), String> {
    let wrong = || format!("{text}: give two numbers, as 1..200");
    let (from, to) = text.split_once("..").ok_or_else(wrong)?;
    let from = from.parse().map_err(|_| wrong())?;
    let to = to.trim_start_matches('=').parse().map_err(|_| wrong())?;
    if from > to {
        return Err(format!("{text}: the first seed is the smaller one"));
    }
    Ok((from, to))
}

/// What a row of days came to.
#[derive(Debug, Default)]
struct Sum {
    days: u64,
    tickets: u64,
    tickets_min: Option<u64>,
    faults: u64,
    faults_min: Option<u64>,
    events: u64,
    twice: u64,
    sometimes: Sometimes,
    violations: Vec<(u64, String)>,
}

/// More violations than anybody reads.
const VIOLATIONS_MAX: usize = 20;

/// Lives one day.
fn live(seed: u64, keeps_lines: bool) -> Outcome {
    let story = Story::of(seed);
    World::new(&story, keeps_lines).run()
}

/// Runs the days that were asked for.
pub fn run(args: &Args) -> ExitCode {
    let (from, to) = match (args.seeds, args.seed) {
        (Some(range), _) => range,
        (None, Some(seed)) => (seed, seed),
        (None, None) => {
            eprintln!("give --seeds A..B or --seed N");
            return ExitCode::from(2);
        }
    };
    let began = Instant::now();
    let next = AtomicU64::new(from);
    let sum = Mutex::new(Sum::default());
    std::thread::scope(|scope| {
        for _ in 0..args.threads.max(1) {
            scope.spawn(|| work(args, &next, to, &sum));
        }
    });
    let sum = sum.into_inner().expect("nobody panics while adding");
    tell(args, &sum, began.elapsed().as_secs_f64())
}

fn work(args: &Args, next: &AtomicU64, to: u64, sum: &Mutex<Sum>) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .expect("a runtime without threads can be built");
    let _inside = runtime.enter();
    loop {
        let seed = next.fetch_add(1, Ordering::Relaxed);
        if seed > to {
            return;
        }
        let outcome = live(seed, args.trace);
        let again = (args.twice > 0 && seed.is_multiple_of(args.twice)).then(|| live(seed, false));
        for line in &outcome.lines {
            println!("{line}");
        }
        let mut sum = sum.lock().expect("nobody panics while adding");
        if let Some(again) = again {
            sum.twice += 1;
            if again.hash != outcome.hash {
                sum.violations
                    .push((seed, "G13: the second run was another one".to_owned()));
            }
        }
        sum.add(seed, &outcome);
        if sum.violations.len() >= VIOLATIONS_MAX {
            return;
        }
    }
}

impl Sum {
    fn add(&mut self, seed: u64, outcome: &Outcome) {
        self.days += 1;
        self.tickets += outcome.tickets;
        self.faults += outcome.faults;
        self.events += outcome.events;
        self.sometimes.add(&outcome.sometimes);
        if let Some(violation) = &outcome.violation {
            eprintln!("seed {seed}, step {}: {violation}", outcome.step);
            self.violations.push((seed, violation.to_string()));
            return;
        }
        let least = |known: Option<u64>, new: u64| Some(known.map_or(new, |known| known.min(new)));
        self.tickets_min = least(self.tickets_min, outcome.tickets);
        self.faults_min = least(self.faults_min, outcome.faults);
    }
}

fn tell(args: &Args, sum: &Sum, seconds: f64) -> ExitCode {
    for (what, count) in sum.sometimes.met() {
        eprintln!("{count:>12}  {what}");
    }
    let never = sum.sometimes.never();
    if !never.is_empty() {
        eprintln!("never met: {}", never.join(", "));
    }
    let is_long = sum.days >= 1_000;
    let cpu_minutes = seconds * args.threads.max(1) as f64 / 60.0;
    println!(
        "{}",
        serde_json::json!({
            "days": sum.days,
            "tickets": sum.tickets,
            "tickets_min": sum.tickets_min,
            "faults": sum.faults,
            "faults_min": sum.faults_min,
            "events": sum.events,
            "twice": sum.twice,
            "violations": sum.violations.len(),
            "never_met": never,
            "seconds": (seconds * 10.0).round() / 10.0,
            "days_per_cpu_minute": (sum.days as f64 / cpu_minutes).round(),
        })
    );
    let failed = !sum.violations.is_empty() || (is_long && !never.is_empty());
    ExitCode::from(u8::from(failed))
}
