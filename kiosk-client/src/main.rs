//! Thin bin: everything is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    kiosk_client::run(std::env::args_os())
}
