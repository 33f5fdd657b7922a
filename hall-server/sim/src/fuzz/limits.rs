//! Limits of the fuzzer: everything that can grow or last, in one place.

use std::time::Duration;

/// Largest input in bytes; what matters fits a few frames.
pub const INPUT_BYTES_MAX: usize = 8 * 1024;

/// Inputs kept because they reached something new.
pub const POOL_MAX: usize = 2_000;

/// Mutations stacked on one input.
pub const STACK_MAX: u64 = 6;

/// Times that a piece is repeated at most.
pub const REPEAT_MAX: u64 = 12;

/// Tries at making a failing input smaller.
pub const SHRINK_TRIES_MAX: u32 = 20_000;

/// An input that takes longer is a failure: a decoder must not stop its program.
pub const ONE_RUN_MAX: Duration = Duration::from_secs(5);

/// Times that a slow input is run again before it is believed.
pub const SLOW_LOOKS: u32 = 3;

/// Runs between two looks at the clock.
pub const RUNS_PER_LOOK: u64 = 64;

/// Steps of one script.
pub const STEPS_MAX: usize = 200;

/// Longest error text in characters: it may quote what came, never repeat it whole.
pub const ERROR_CHARS_MAX: usize = 1_000;
