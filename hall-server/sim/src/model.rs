//! The smallest halls, in every order of everything: the real rules, desk and resume machine.
//!
//! Two windows, three tickets, a kiosk with a block of two, four ticks of time, a network that
//! loses, repeats and reorders, a server that crashes. Each model explores its whole bounded space
//! or fails; what must be met on the way is counted, so that an empty space proves nothing.

mod calls;
mod digest;
mod explore;
mod feed;
mod hub;
mod offline;
mod restore;
mod screen;
mod server;
mod tiny;

pub use explore::Found;

use std::process::ExitCode;
use std::time::{Duration, Instant};

/// What to check.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Larger bounds: minutes instead of seconds.
    #[arg(long)]
    full: bool,
    /// Only this model.
    #[arg(long, value_name = "NAME", value_parser = clap::builder::PossibleValuesParser::new(MODELS.map(|model| model.0)))]
    only: Option<String>,
    /// Give up on a model after this many seconds, which is a failure.
    #[arg(long, value_name = "SECONDS", default_value_t = 900)]
    patience: u64,
}

/// How large the bounds are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Size {
    /// Seconds in a debug build.
    Small,
    /// A minute for all models together.
    Usual,
    /// Ten minutes for all models together.
    Full,
}

/// A wrong rule on purpose: the test of the models.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Planted {
    /// The versions that commands name are not looked at.
    IgnoredVersions,
    /// A repeated request is taken for a new one.
    ForgottenIntents,
    /// A restart forgets the last commit, and nobody says so.
    ForgottenCommit,
    /// After a restore numbers are given before every device spoke.
    NoGathering,
    /// The hash that a device knows at its place is not compared.
    IgnoredHashes,
}

/// Explores a model within bounds of a size, for so long at most.
pub type Check = fn(Size, Option<Planted>, Duration) -> Found;

/// Every model by its name on the command line.
pub const MODELS: [(&str, Check); 7] = [
    ("network", calls::network),
    ("crash", calls::crash),
    ("race", calls::race),
    ("time", calls::time),
    ("offline", offline::check),
    ("feed", feed::check),
    ("restore", restore::check),
];

/// Explores the chosen models and prints the figures.
pub fn run(args: &Args) -> ExitCode {
    let size = if args.full { Size::Full } else { Size::Usual };
    let begun = Instant::now();
    let patience = Duration::from_secs(args.patience);
    let chosen = |model: &&(&str, Check)| args.only.as_deref().is_none_or(|only| only == model.0);
    let mut found = Vec::new();
    for (name, check) in MODELS.iter().filter(chosen) {
        eprintln!("model {name}: exploring");
        let one = check(size, None, patience);
        eprintln!(
            "model {}: {} states, {} steps, depth {}, {:.1} s, {}",
            one.name,
            one.states,
            one.steps,
            one.depth,
            one.seconds,
            if one.exhausted {
                "exhausted"
            } else {
                "NOT exhausted"
            }
        );
        complain(&one, args.full);
        found.push(one);
    }
    let sound = found.iter().all(Found::is_sound);
    let sum = |part: fn(&Found) -> usize| found.iter().map(part).sum::<usize>();
    let figures = serde_json::json!({
        "command": "model",
        "full": args.full,
        "models": found.iter().map(Found::json).collect::<Vec<_>>(),
        "states": sum(|one| one.states),
        "steps": sum(|one| one.steps),
        "seconds": (begun.elapsed().as_secs_f64() * 10.0).round() / 10.0,
        "violations": found.iter().filter(|one| one.broken.is_some()).count(),
    });
    println!("{figures}");
    if sound {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Says what is wrong, and how to see it again.
fn complain(found: &Found, full: bool) {
    let again = format!(
        "hall-sim model --only {}{}",
        found.name,
        if full { " --full" } else { "" }
    );
    if let Some(broken) = &found.broken {
        eprintln!("{broken}  again: {again}");
        return;
    }
    if !found.exhausted {
        eprintln!("  the space was not exhausted; again: {again}");
    }
    for name in found.never_met() {
        eprintln!("  never met: {name}; again: {again}");
    }
}
