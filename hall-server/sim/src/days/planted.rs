//! The test of the simulator: bugs on purpose, each to be found within so many days.

use super::live;
use super::story::Length;
use hall_core::planted::{self, Bug};
use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

/// Which bugs to plant.
#[derive(Clone, Debug, clap::Args)]
pub struct Args {
    /// Only these, by name.
    #[arg(long)]
    only: Vec<String>,
    /// Only every n-th bug, for a quick look.
    #[arg(long, default_value_t = 1)]
    every: usize,
    /// Seeds to look through for one bug.
    #[arg(long, default_value_t = 200)]
    seeds: u64,
    /// Write the table here.
    #[arg(long)]
    table: Option<PathBuf>,
    /// Threads.
    #[arg(long, default_value_t = std::thread::available_parallelism().map_or(1, usize::from))]
    threads: usize,
}

/// How a bug was found.
struct Found {
    bug: Bug,
    /// The first day that went wrong.
    seed: Option<u64>,
    invariant: String,
}

/// Plants each bug and looks for it.
pub fn run(args: &Args) -> ExitCode {
    if !planted::IS_POSSIBLE {
        eprintln!("this build has no bugs on purpose; build it with --features planted");
        return ExitCode::from(2);
    }
    let began = Instant::now();
    let is_wanted =
        |bug: &&Bug| args.only.is_empty() || args.only.iter().any(|name| name == bug.name());
    let bugs = Bug::ALL.iter().filter(is_wanted).step_by(args.every.max(1));
    // A broken promise inside the program stops it: that is found as well, and told below.
    std::panic::set_hook(Box::new(|_| ()));
    let found: Vec<Found> = bugs.map(|bug| look_for(*bug, args)).collect();
    drop(std::panic::take_hook());
    planted::choose(None);
    if let Some(path) = &args.table
        && let Err(error) = std::fs::write(path, table(&found))
    {
        eprintln!("{}: {error}", path.display());
        return ExitCode::FAILURE;
    }
    let missed = found.iter().filter(|found| found.seed.is_none());
    let missed: Vec<&str> = missed.map(|found| found.bug.name()).collect();
    let mut seeds: Vec<u64> = found.iter().filter_map(|found| found.seed).collect();
    seeds.sort_unstable();
    println!(
        "{}",
        serde_json::json!({
            "bugs": found.len(),
            "found": seeds.len(),
            "missed": missed,
            "median_seeds": seeds.get(seeds.len() / 2),
            "most_seeds": seeds.last(),
            "seconds": began.elapsed().as_secs(),
        })
    );
    ExitCode::from(u8::from(found.is_empty() || !missed.is_empty()))
}

/// Lives days until one goes wrong; of several threads the earliest seed counts.
fn look_for(bug: Bug, args: &Args) -> Found {
    planted::choose(Some(bug));
    let next = AtomicU64::new(1);
    let earliest: Mutex<Option<(u64, String, String)>> = Mutex::new(None);
    std::thread::scope(|scope| {
        for _ in 0..args.threads.max(1) {
            scope.spawn(|| search(&next, args.seeds, &earliest));
        }
    });
    let earliest = earliest.into_inner().unwrap_or_default();
    let (seed, invariant, what) = match earliest {
        Some((seed, invariant, what)) => (Some(seed), invariant, what),
        None => (None, String::new(), String::new()),
    };
    let days = seed.map_or("never".to_owned(), |seed| seed.to_string());
    eprintln!("{:<26} {days:>5}  {invariant}: {what}", bug.name());
    Found {
        bug,
        seed,
        invariant,
    }
}

fn search(next: &AtomicU64, seeds: u64, earliest: &Mutex<Option<(u64, String, String)>>) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .expect("a runtime without threads can be built");
    let _inside = runtime.enter();
    loop {
        let seed = next.fetch_add(1, Ordering::Relaxed);
        if seed > seeds {
            return;
        }
        let Some(violation) = live(seed, Length::Whole, false).violation else {
            continue;
        };
        let (invariant, what) = (violation.invariant.to_owned(), violation.text);
        // Nobody needs to look further than the others have come.
        next.fetch_max(seeds, Ordering::Relaxed);
        let mut earliest = earliest.lock().expect("nobody panics while noting");
        if earliest.as_ref().is_none_or(|(first, ..)| seed < *first) {
            *earliest = Some((seed, invariant, what));
        }
        return;
    }
}

const HEAD: &str = "\
# Bugs on purpose

Each was planted alone into the shipped code; the simulator lived the days of seeds 1, 2, 3, … until
something was wrong. `stop` means that the program's own assertion ended it before an invariant was
broken. Made by

```sh
cargo run --release -p hall-sim --features planted -- planted --table hall-server/sim/PLANTED.md
```

| bug | what it does | days needed | caught by |
|---|---|---|---|
";

fn table(found: &[Found]) -> String {
    let mut text = HEAD.to_owned();
    for found in found {
        let days = found
            .seed
            .map_or("not found".to_owned(), |seed| seed.to_string());
        let (name, about) = (found.bug.name(), found.bug.about());
        let _ = writeln!(
            text,
            "| `{name}` | {about} | {days} | {} |",
            found.invariant
        );
    }
    text
}
