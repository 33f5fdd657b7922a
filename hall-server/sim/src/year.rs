//! A whole year of a hall at speed: the shipped desk on a real disk, lived by people who come as
//! often as the plan says, and every report of it.
//!
//! ```text
//! days -> people and clerks -> desk -> SQLite -> verify: every row again from the journal
//!                                             -> reports: sums, times, every format
//! ```
//!
//! Nothing breaks here; it is the size that is tried. The figures are counted a second time by the
//! people themselves, and must be those of the reports.

mod cases;
mod counted;
mod desk;
mod follow;
mod life;
mod reports;

use clap::Args as ClapArgs;
use desk::Office;
use hall_core::{Date, Plan};
use hall_server::store::StoreError;
use life::Life;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

/// What of a year is to be lived.
#[derive(Clone, Debug, ClapArgs)]
pub struct Args {
    /// The first day.
    #[arg(long, default_value = "2026-01-01")]
    from: Date,
    /// Days of the calendar, the free ones among them.
    #[arg(long, default_value_t = 365)]
    days: i32,
    /// The seed of people and clerks.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Keep the hall here, an empty folder; default one that is removed at the end.
    #[arg(long)]
    data: Option<PathBuf>,
    /// Write every report here, in every format.
    #[arg(long)]
    out: Option<PathBuf>,
}

/// The hall whose year it is.
const ANKANG: &str = include_str!("../../../fixtures/halls/ankang.toml");

/// Runs the command.
pub fn run(args: &Args) -> ExitCode {
    let runtime = tokio::runtime::Runtime::new();
    let lived = match runtime {
        Ok(runtime) => runtime.block_on(live(args)),
        Err(error) => Err(StoreError::Failed(error.to_string())),
    };
    match lived {
        Ok(faults) if faults.is_empty() => ExitCode::SUCCESS,
        Ok(faults) => {
            for fault in faults {
                eprintln!("hall-sim year: {fault}");
            }
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("hall-sim year: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn live(args: &Args) -> Result<Vec<String>, StoreError> {
    let temporary = tempfile::tempdir().map_err(|error| StoreError::Failed(error.to_string()))?;
    let folder = args.data.clone();
    let folder = folder.unwrap_or_else(|| temporary.path().to_owned());
    let plan: Plan = hall_server::plan::parse("ankang.toml", ANKANG)
        .map_err(|errors| StoreError::Unusable(errors.to_string()))?;
    let started = Instant::now();
    let office = Office::open(&folder, plan, args.from, args.seed).await?;
    let mut life = Life::new(office, args.seed);
    for day in (args.from.0..args.from.0 + args.days).map(Date) {
        life.day(day).await?;
    }
    let lived_s = started.elapsed().as_secs_f64();
    let Life {
        office, counted, ..
    } = life;
    let reports = reports::Reports {
        folder: &folder,
        out: args.out.as_deref(),
        first: args.from,
        last: Date(args.from.0 + args.days - 1),
    };
    let faults = reports.check(office, &counted).await?;
    let sum = serde_json::json!({
        "days": counted.days,
        "visits": counted.taken,
        "finished": counted.finished,
        "missed": counted.missed,
        "rated": counted.rated,
        "cases": counted.cases,
        "lived_s": (lived_s * 10.0).round() / 10.0,
        "faults": faults.len(),
    });
    println!("{sum}");
    Ok(faults)
}
