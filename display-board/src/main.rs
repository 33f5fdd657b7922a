//! The board of a hall; see the library.

use clap::Parser as _;
use display_board::cli::Cli;
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    Cli::parse().run().await
}
