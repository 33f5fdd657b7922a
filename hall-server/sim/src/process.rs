//! The shipped programs under load over loopback, while everything goes wrong.
//!
//! ```text
//! folder, programs   what is run and where        proxy      the wires, which can be cut
//! load, pads,        who asks, and the ledger     trouble    what goes wrong
//! printing, boards   of what they were told       verdict    told against journal
//! ```
//!
//! The draw is the seed's; the moments are the machine's, so a seed gives the same story and not the
//! same interleaving (RELIABILITY 1, Vortex). A real disk, real signals, real sockets.

mod backups;
mod board_program;
mod boards;
mod client;
mod findings;
mod folder;
mod journal;
mod ledger;
mod limits;
mod load;
mod pads;
mod printing;
mod programs;
mod proxy;
mod repeats;
mod report;
mod server;
mod story;
mod trouble;
mod verdict;

use findings::Findings;
use folder::Folder;
use programs::Programs;
use std::path::PathBuf;
use std::process::ExitCode;
use story::Story;

/// What to do.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// How long the load and the troubles last; the comparison comes after.
    #[arg(long, value_name = "N", default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..=86_400))]
    seconds: u64,
    /// What is drawn.
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// A new folder for everything; default a temporary one.
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Keep the folder, also without a violation.
    #[arg(long)]
    keep: bool,
}

/// Exit code for a run that could not begin.
const WRONG: u8 = 2;

/// Does it.
pub fn run(args: &Args) -> ExitCode {
    let programs = match Programs::find() {
        Ok(programs) => programs,
        Err(what) => return wrong(&what),
    };
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => return wrong(&error.to_string()),
    };
    let (root, temporary) = match place(args) {
        Ok(place) => place,
        Err(what) => return wrong(&what),
    };
    let folder = match Folder::make(&root) {
        Ok(folder) => folder,
        Err(what) => return wrong(&what),
    };
    let again = format!(
        "hall-sim process --seconds {} --seed {}",
        args.seconds, args.seed
    );
    let findings = Findings::new(&again);
    let story = Story {
        seed: args.seed,
        seconds: args.seconds,
        programs,
        folder,
        findings: findings.clone(),
    };
    match runtime.block_on(story.tell()) {
        Ok(line) => println!("{line}"),
        Err(what) => {
            findings.note("the hall comes back from every trouble", &what);
            let (violations, found) = (findings.count(), findings.texts());
            let line = serde_json::json!({
                "seed": args.seed, "seconds": args.seconds,
                "violations": violations, "found": found,
            });
            println!("{line}");
        }
    }
    let is_broken = findings.count() > 0;
    if let Some(temporary) = temporary.filter(|_| args.keep || is_broken) {
        // The evidence stays.
        let kept = temporary.keep();
        eprintln!("everything is kept in {}", kept.display());
    }
    ExitCode::from(u8::from(is_broken))
}

fn place(args: &Args) -> Result<(PathBuf, Option<tempfile::TempDir>), String> {
    if let Some(data) = &args.data {
        let data = std::path::absolute(data).map_err(|error| error.to_string())?;
        return Ok((data, None));
    }
    let temporary = tempfile::TempDir::with_prefix("hall-sim-process-");
    let temporary = temporary.map_err(|error| format!("a temporary folder: {error}"))?;
    Ok((temporary.path().to_owned(), Some(temporary)))
}

fn wrong(what: &str) -> ExitCode {
    eprintln!("hall-sim process: {what}");
    ExitCode::from(WRONG)
}
