//! How much a page shows.

/// Calls on big cards.
pub const BOARD_CARDS: usize = 3;

/// Calls in the list beside them.
pub const BOARD_LIST: usize = 5;

/// Missed numbers on a board; the rest is counted.
pub const BOARD_MISSED: usize = 3;

/// Paused windows on a board.
pub const BOARD_PAUSED: usize = 3;

/// Queues in the strip of a board; the busiest ones.
pub const BOARD_QUEUES: usize = 12;

/// Characters of a number that still fit in the largest type.
pub const BOARD_NUMBER_CHARS: usize = 5;

/// Seconds between reloads of a page without scripts.
pub const RELOAD_S: u32 = 10;

/// Days looked ahead for the next opening.
pub const OPENING_DAYS_MAX: i32 = 60;
