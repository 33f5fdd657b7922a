//! The real disk: the shipped store on a real `SQLite` file that is broken in every way.
//!
//! A generated story of a hall is told by the shipped desk over the shipped store, every
//! transaction recorded with the bytes on the disk and with what is true after it. Then copies of
//! those bytes are broken, the shipped start runs on each, and what it finds is compared.
//!
//! | file | what is broken |
//! |---|---|
//! | `cut` | the log ends anywhere: the power went while it was written |
//! | `sectors` | any sectors of an unsynced transaction are missing or torn |
//! | `pages` | any pages of a checkpoint are missing or torn |
//! | `flip` | one byte rots, in the main file or in the log |
//! | `full` | no room for one page more, at every page |
//! | `faults` | the Nth write or sync fails, once or for ever, or the process dies there |
//! | `restore` | an old copy is put back, with or without `restore` |

mod bench;
mod child;
mod cut;
mod faults;
mod flip;
mod full;
mod image;
mod limits;
mod memories;
mod pages;
mod restore;
mod scenario;
mod sectors;
mod session;
mod story;
mod survey;
mod tables;
mod tape;
mod truth;
mod violation;

pub use faults::Faults;
pub use flip::Flips;
pub use full::Full;
pub use restore::Restores;
pub use survey::{Figures, Wanted, survey};
pub use violation::Violation;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What to do.
#[derive(Clone, Debug, clap::Args)]
pub struct Args {
    /// Where chance begins: the same seed breaks the same bytes.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Stories of a hall to tell.
    #[arg(long, default_value_t = 40)]
    scenarios: u32,
    /// Places where the log is cut, over all stories; a quarter as many torn states are added.
    #[arg(long, default_value_t = 1000)]
    states: u64,
    /// Bytes to flip, over all stories.
    #[arg(long, default_value_t = 1000)]
    flips: u64,
    /// Stale copies to put back.
    #[arg(long, default_value_t = 20)]
    restores: u64,
    /// Limits of a full disk to try, spread over 0 to 200 pages from the present size.
    #[arg(long, default_value_t = 12)]
    pages: u64,
    /// Failing system calls to try, spread over all that a short story makes.
    #[arg(long, default_value_t = 24)]
    faults: u64,
    /// Only this story, counted from 0, exactly as it is in a whole run.
    #[arg(long)]
    only: Option<u64>,
    /// Only the line of JSON, no progress.
    #[arg(long)]
    json: bool,
    /// Work on this folder and say what was told; the rest is done by whoever started this.
    #[arg(long, hide = true)]
    child: Option<PathBuf>,
}

/// Does it.
pub fn run(args: &Args) -> ExitCode {
    if let Some(folder) = &args.child {
        return work(folder);
    }
    let figures = match args.wanted().and_then(|wanted| survey(&wanted)) {
        Ok(figures) => figures,
        Err(error) => {
            eprintln!("hall-sim disk: {error}");
            return ExitCode::from(2);
        }
    };
    if let Some(why) = &figures.faults.left_out {
        eprintln!("disk: failing writes and syncs were left out: {why}");
    }
    for violation in &figures.violations {
        eprintln!("VIOLATION {violation}");
        let only = violation.story.map(|story| format!(" --only {story}"));
        eprintln!("  again: {}{}", args.command(), only.unwrap_or_default());
    }
    println!("{}", figures.line());
    if figures.violated == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// The child's part.
fn work(folder: &Path) -> ExitCode {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let Ok(runtime) = runtime else {
        return ExitCode::from(2);
    };
    runtime.block_on(child::work(folder, |told| {
        // A pipe may break when the parent ends first; then nobody listens any more.
        let _ = writeln!(std::io::stdout().lock(), "{}", told.line());
    }));
    ExitCode::SUCCESS
}

impl Args {
    fn wanted(&self) -> std::io::Result<Wanted> {
        Ok(Wanted {
            seed: self.seed,
            scenarios: self.scenarios,
            states: self.states,
            flips: self.flips,
            restores: self.restores,
            pages: self.pages,
            faults: self.faults,
            program: std::env::current_exe()?,
            only: self.only,
            quiet: self.json,
        })
    }

    /// The command that does the same again.
    fn command(&self) -> String {
        let Self {
            seed,
            scenarios,
            states,
            flips,
            restores,
            pages,
            faults,
            ..
        } = self;
        format!(
            "hall-sim disk --seed {seed} --scenarios {scenarios} --states {states} \
             --flips {flips} --restores {restores} --pages {pages} --faults {faults}"
        )
    }
}
