//! `hall-sim`: simulated hall-days, broken disks and killed processes from the command line.

fn main() -> std::process::ExitCode {
    hall_sim::run(std::env::args_os())
}
