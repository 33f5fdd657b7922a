//! The test of the simulator: bugs on purpose, each to be found within so many seeds.

use super::live;
use hall_core::planted::{self, Bug};
use std::fmt::Write as _;
use std::process::ExitCode;
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
    table: Option<std::path::PathBuf>,
}

/// How a bug was found.
struct Found {
    bug: Bug,
    seeds: Option<u64>,
    invariant: String,
    what: String,
}

/// Plants each bug and looks for it.
pub fn run(args: &Args) -> ExitCode {
    if !planted::IS_POSSIBLE {
        eprintln!("this build has no bugs on purpose; add --features planted");
        return ExitCode::from(2);
    }
    let began = Instant::now();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .expect("a runtime without threads can be built");
    let _inside = runtime.enter();
    let wanted = |bug: &&Bug| args.only.is_empty() || args.only.iter().any(|name| name == bug.name());
    let bugs: Vec<Bug> = Bug::ALL
        .iter()
        .filter(wanted)
        .step_by(args.every.max(1))
        .copied()
        .collect();
    let found: Vec<Found> = bugs.into_iter().map(|bug| look_for(bug, args.seeds)).collect();
    planted::choose(None);
    let missed: Vec<&str> = found
        .iter()
        .filter(|found| found.seeds.is_none())
        .map(|found| found.bug.name())
        .collect();
    if let Some(path) = &args.table
        && let Err(error) = std::fs::write(path, table(&found))
    {
        eprintln!("{}: {error}", path.display());
        return ExitCode::FAILURE;
    }
    let mut seeds: Vec<u64> = found.iter().filter_map(|found| found.seeds).collect();
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
    ExitCode::from(u8::from(!missed.is_empty()))
}

/// Lives days until one goes wrong.
fn look_for(bug: Bug, seeds: u64) -> Found {
    planted::choose(Some(bug));
    // A broken promise inside the program stops it: that is found as well.
    std::panic::set_hook(Box::new(|_| ()));
    let mut found = Found {
        bug,
        seeds: None,
        invariant: String::new(),
        what: String::new(),
    };
    for seed in 1..=seeds {
        let lived = std::panic::catch_unwind(|| live(seed, false).violation);
        let (invariant, what) = match lived {
            Ok(None) => continue,
            Ok(Some(violation)) => (violation.invariant.to_owned(), violation.text),
            Err(panic) => ("stop".to_owned(), words(&*panic)),
        };
        found.seeds = Some(seed);
        (found.invariant, found.what) = (invariant, what);
        break;
    }
    drop(std::panic::take_hook());
    let seeds = found.seeds.map_or("never".to_owned(), |seed| seed.to_string());
    eprintln!("{:<28} {seeds:>5}  {}: {}", bug.name(), found.invariant, found.what);
    found
}

/// What a stopping program said.
fn words(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
    text.unwrap_or("it stopped").to_owned()
}

fn table(found: &[Found]) -> String {
    let mut text = String::from(
        "# Bugs on purpose\n\n\
         Each was planted alone; the simulator lived the days of seeds 1, 2, 3, … until an invariant broke.\n\
         `stop` means that the program's own assertion ended it first.\n\
         Made by `cargo run --release -p hall-sim --features planted -- planted --table hall-server/sim/PLANTED.md`.\n\n\
         | bug | what it does | seeds needed | caught by |\n|---|---|---|---|\n",
    );
    for found in found {
        let seeds = found.seeds.map_or("not found".to_owned(), |seed| seed.to_string());
        let _ = writeln!(
            text,
            "| {} | {} | {seeds} | {} |",
            found.bug.name(),
            found.bug.about(),
            found.invariant
        );
    }
    text
}
