//! In the making.

use std::process::ExitCode;

/// What to do.
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Does it.
pub fn run(_args: &Args) -> ExitCode {
    ExitCode::FAILURE
}
