//! Limits of the broken disks: everything that can grow, in one place.

/// Scenarios of one run at most.
pub(super) const SCENARIOS_MAX: u32 = 100_000;

/// Threads at most; each holds one scenario with all its images.
pub(super) const THREADS_MAX: usize = 16;

/// Violations kept and printed; a broken store would print millions.
pub(super) const VIOLATIONS_MAX: usize = 20;

/// Turns of one scenario: commands, restarts, checkpoints.
pub(super) const TURNS_MAX: u32 = 60;

/// Frames after which a scenario brings the log into the main file, as `SQLite` does after 1000.
pub(super) const LOG_FRAMES_MAX: usize = 260;

/// Pages beyond the present size after which a disk counts as never full.
pub(super) const PAGES_AHEAD_MAX: u32 = 200;

/// Longest word about one violation in characters.
pub(super) const WORD_CHARS_MAX: usize = 600;
