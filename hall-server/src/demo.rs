//! The demo: a whole hall with virtual people and the real programs.

use clap::Args;
use std::process::ExitCode;

/// Show a whole hall with virtual people and devices.
#[derive(Debug, Args)]
pub struct Demo {}

/// Runs the demo.
pub async fn run(_demo: Demo) -> ExitCode {
    std::future::ready(ExitCode::FAILURE).await
}
