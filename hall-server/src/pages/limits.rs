//! How much a page shows.

/// Calls on big cards.
pub const BOARD_CARDS: usize = 3;

/// Calls in the list beside them.
pub const BOARD_LIST: usize = 5;

/// Calls in that list at least, however many numbers are missed and windows paused.
pub const BOARD_LIST_MIN: usize = 2;

/// Rows beside the cards: calls, missed numbers and paused windows together.
pub const BOARD_ROWS: usize = 7;

/// Missed numbers on a board; the rest is counted.
pub const BOARD_MISSED: usize = 2;

/// Paused windows on a board.
pub const BOARD_PAUSED: usize = 2;

/// Queues in the strip of a board; the busiest ones.
pub const BOARD_QUEUES: usize = 12;

/// Queues in one row of the strip.
pub const BOARD_QUEUES_ROW: usize = 6;

/// Characters of a number that still fit in the largest type.
pub const BOARD_NUMBER_CHARS: usize = 5;

/// Seconds between reloads of a page without scripts.
pub const RELOAD_S: u32 = 10;

/// Days looked ahead for the next opening.
pub const OPENING_DAYS_MAX: i32 = 60;
