//! Rubbish for every decoder: each target states a promise and keeps it for any input.
//!
//! ```text
//! corpus -> mutate -> run (the promise is asserted) -> new shape? keep it : forget it
//!                      `-> broken? make it small, write it to a file, say how to run it again
//! ```
//!
//! The same functions run under `cargo fuzz` in `hall-server/sim/fuzz`, and the corpus in
//! `fixtures/fuzz` runs as a plain test.

mod addresses;
mod bodies;
pub mod corpus;
mod files;
mod frames;
pub mod hunt;
mod journal;
mod leds;
pub mod limits;
mod links;
mod mutate;
mod names;
mod onbon_bytes;
mod pad_bytes;
mod pad_host;
mod patterns;
mod plans;
mod printers;
mod projections;
mod promise;
mod requests;
mod script;
mod shape;
mod snapshots;

pub use shape::Shape;

use hunt::{Failure, Hunt, check, shrink};
use limits::RUNS_PER_LOOK;
use serde::Serialize;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// A decoder with what it promises.
#[derive(Debug)]
pub struct Target {
    /// Its name: of the corpus folder and on the command line.
    pub name: &'static str,
    /// What holds for every input.
    pub promise: &'static str,
    /// One run is much work: tests do fewer.
    pub heavy: bool,
    /// Pieces that mean something to it.
    pub tokens: &'static [&'static [u8]],
    /// Feeds it one input; panics when the promise is broken.
    pub run: fn(&[u8]) -> Shape,
}

/// Every target.
pub static TARGETS: [&Target; 22] = [
    &frames::SERVER,
    &frames::CLIENT,
    &bodies::BODIES,
    &plans::PLANS,
    &pad_bytes::BYTES,
    &pad_host::HOST,
    &onbon_bytes::BYTES,
    &patterns::PATTERNS,
    &leds::LEDS,
    &printers::REPLIES,
    &printers::JOB,
    &journal::ROWS,
    &journal::EVENTS,
    &projections::ROWS,
    &snapshots::SNAPSHOTS,
    &files::SEEN,
    &files::TOKEN,
    &names::NAMES,
    &addresses::SERVERS,
    &addresses::PRINTERS,
    &links::LINK,
    &requests::REQUESTS,
];

/// Pieces of JSON and of the hall's own frames.
const JSON: &[&[u8]] = &[
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b"\"\"",
    b"null",
    b"true",
    b"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
    b"\"\\u0000\"",
    b"\\ud800",
    b"\x1b[2J",
    b"\xe2\x80\xae",
    b"\xff",
    b"\"type\":\"",
    b"\"seq\":0,",
    b"\"epoch\":\"1-00000000000000aa\",",
    b"\"hash\":\"0000000000000005\",",
    b"\"9999-12-31T23:59:60-23:59\"",
    b"\"0000-01-01T00:00:00+23:59\"",
    b"\"00000000-0000-4000-8000-000000000001\"",
    b"\nevent [{\"kind\":\"call_over\",\"value\":\"A001\"}]\n",
    b"\nevent []\n",
    b"\nwait 5000\n",
    b"\nwait 30000\nopened\n",
    b"\nclosed\n",
];

/// How to fuzz.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only this target.
    #[arg(long)]
    target: Option<String>,
    /// Seconds for each target.
    #[arg(long, default_value_t = 10)]
    seconds: u64,
    /// Inputs for each target instead of seconds: the same work on every machine.
    #[arg(long)]
    runs: Option<u64>,
    /// Where chance begins.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Run this one input of the named target and stop.
    #[arg(long, requires = "target")]
    input: Option<PathBuf>,
    /// Where failing inputs are written.
    #[arg(long, default_value = "target/fuzz-failures")]
    failures: PathBuf,
}

/// Feeds an input to the target of this name.
///
/// # Panics
///
/// When the promise is broken, or when there is no such target.
pub fn keep(name: &str, input: &[u8]) {
    let target = TARGETS.iter().find(|target| target.name == name);
    (target.expect("every name is one of a target").run)(input);
}

/// What was done to one target.
#[derive(Debug, Serialize)]
struct Done {
    target: &'static str,
    runs: u64,
    seconds: f64,
    per_second: u64,
    shapes: usize,
}

/// What was done in all.
#[derive(Debug, Serialize)]
struct Total {
    seed: u64,
    runs: u64,
    seconds: f64,
    violations: usize,
    targets: Vec<Done>,
}

/// Fuzzes; the exit code is 0 without a violation, 1 with one, 2 for a target that is not there.
pub fn run(args: &Args) -> ExitCode {
    let chosen: Vec<&'static Target> = TARGETS
        .into_iter()
        .filter(|target| {
            args.target
                .as_deref()
                .is_none_or(|name| name == target.name)
        })
        .collect();
    if chosen.is_empty() {
        eprintln!("no such target; there are:");
        for target in TARGETS {
            eprintln!("  {:16} {}", target.name, target.promise);
        }
        return ExitCode::from(2);
    }
    match fuzz(args, &chosen) {
        Ok(violations) => ExitCode::from(u8::from(violations > 0)),
        Err(error) => {
            eprintln!("{error}; run it at the top of the tree");
            ExitCode::from(2)
        }
    }
}

/// Runs every chosen target; gives how many were broken.
fn fuzz(args: &Args, chosen: &[&'static Target]) -> io::Result<usize> {
    hunt::be_quiet();
    let started = Instant::now();
    let mut targets = Vec::new();
    let mut violations = 0;
    for target in chosen {
        if let Some(input) = &args.input {
            if let Err(failure) = check(target, &std::fs::read(input)?) {
                tell(target, &failure, input, args.seed);
                violations += 1;
            }
            continue;
        }
        let (done, failure) = hunt(args, target)?;
        eprintln!(
            "{:16} {:>10} runs, {:>7} a second, {:>5} shapes",
            done.target, done.runs, done.per_second, done.shapes
        );
        targets.push(done);
        if let Some(failure) = failure {
            let failure = shrink(target, failure);
            let file = write(&args.failures, target, &failure)?;
            tell(target, &failure, &file, args.seed);
            violations += 1;
        }
    }
    let total = Total {
        seed: args.seed,
        runs: targets.iter().map(|done| done.runs).sum(),
        seconds: tenths(started.elapsed()),
        violations,
        targets,
    };
    println!("{}", hall_protocol::encode(&total));
    Ok(violations)
}

/// Breaks inputs of one target until time or runs are used up, or the promise is broken.
fn hunt(args: &Args, target: &'static Target) -> io::Result<(Done, Option<Failure>)> {
    let corpus = corpus::load(&corpus::folder(), target.name)?;
    let corpus = corpus.into_iter().map(|(_, bytes)| bytes).collect();
    let started = Instant::now();
    let limit = Duration::from_secs(args.seconds);
    let mut hunt = Hunt::new(target, corpus, args.seed);
    let mut failure = hunt.warm_up().err();
    while failure.is_none() {
        let is_over = match args.runs {
            Some(runs) => hunt.runs() >= runs,
            None => started.elapsed() >= limit,
        };
        if is_over {
            break;
        }
        failure = (0..RUNS_PER_LOOK).find_map(|_| hunt.step().err());
    }
    let seconds = started.elapsed();
    let per_second = hunt.runs() as f64 / seconds.as_secs_f64().max(0.001);
    let done = Done {
        target: target.name,
        runs: hunt.runs(),
        seconds: tenths(seconds),
        per_second: per_second as u64,
        shapes: hunt.shapes(),
    };
    Ok((done, failure))
}

fn write(folder: &Path, target: &Target, failure: &Failure) -> io::Result<PathBuf> {
    std::fs::create_dir_all(folder)?;
    let file = folder.join(format!(
        "{}-{:016x}",
        target.name,
        Shape::of(&failure.input).bits()
    ));
    std::fs::write(&file, &failure.input)?;
    Ok(file)
}

fn tell(target: &Target, failure: &Failure, file: &Path, seed: u64) {
    eprintln!("violation: {} (seed {seed})", target.name);
    eprintln!("  promise: {}", target.promise);
    eprintln!("  found:   {}", failure.what);
    eprintln!(
        "  input:   {} bytes, {}",
        failure.input.len(),
        file.display()
    );
    eprintln!(
        "  again:   hall-sim fuzz --target {} --input {}",
        target.name,
        file.display()
    );
}

fn tenths(time: Duration) -> f64 {
    (time.as_secs_f64() * 10.0).round() / 10.0
}
