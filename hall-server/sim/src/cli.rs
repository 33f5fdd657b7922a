//! The command line of the simulator.

use clap::{Parser, Subcommand};
use std::ffi::OsString;
use std::process::ExitCode;

/// Simulated hall-days, broken disks, killed processes. Exit code 0 only without a violation.
#[derive(Debug, Parser)]
#[command(name = "hall-sim", version, args_conflicts_with_subcommands = true)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    days: crate::days::Args,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Break the real `SQLite` file in every way and look at what is found again.
    Disk(crate::disk::Args),
    /// Kill, stop and cut the shipped programs under load, then compare with what was told.
    Process(crate::process::Args),
    /// Feed rubbish to every decoder.
    Fuzz(crate::fuzz::Args),
    /// Plant bugs on purpose and count the days that find them.
    Planted(crate::days::planted::Args),
    /// Live a whole year of the sample hall on a real disk and make every report of it.
    Year(crate::year::Args),
    /// Check every interleaving of the smallest halls.
    Model(crate::model::Args),
}

/// Runs the program.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version go to stdout and are no failure; a closed terminal is nobody's.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    match cli.command {
        Some(Command::Disk(args)) => crate::disk::run(&args),
        Some(Command::Process(args)) => crate::process::run(&args),
        Some(Command::Fuzz(args)) => crate::fuzz::run(&args),
        Some(Command::Planted(args)) => crate::days::planted::run(&args),
        Some(Command::Year(args)) => crate::year::run(&args),
        Some(Command::Model(args)) => crate::model::run(&args),
        None => crate::days::run(&cli.days),
    }
}
