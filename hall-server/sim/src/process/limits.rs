//! Limits of the harness: how many of everything, and how long anything may take.

use std::time::Duration;

/// Windows at work.
pub(super) const WINDOWS: usize = 20;

/// The windows' numbers are so far apart, so that every queue of the plan is served.
pub(super) const WINDOW_STEP: u16 = 3;

/// Kiosks that take over HTTP.
pub(super) const KIOSKS: usize = 3;

/// People who press at one kiosk at the same time.
pub(super) const PEOPLE: usize = 4;

/// Windows with a pad.
pub(super) const PADS: usize = 4;

/// Windows whose pad is a real serial one, with the shipped pad client.
pub(super) const SERIAL_PADS: usize = 2;

/// Boards inside the harness, over the shipped link.
pub(super) const BOARDS: usize = 4;

/// Boards that are programs of their own.
pub(super) const BOARD_PROGRAMS: usize = 2;

/// How long a server may take until it listens, and until it answers.
pub(super) const START: Duration = Duration::from_secs(30);

/// How long a command or a signalled program may take to end.
pub(super) const END: Duration = Duration::from_mins(1);

/// How long one HTTP request of a kiosk may take, as with the shipped client.
pub(super) const REQUEST: Duration = Duration::from_secs(5);

/// How long the clients may take to come to an end after the hall is healed.
pub(super) const SETTLE: Duration = Duration::from_mins(1);

/// How long boards may take to agree with the journal (RELIABILITY, L2).
pub(super) const BOARDS_AGREE: Duration = Duration::from_secs(15);

/// How long between two looks at a condition.
pub(super) const LOOK: Duration = Duration::from_millis(2);

/// Requests repeated at a time after the end.
pub(super) const REPEATS_AT_ONCE: usize = 32;

/// Violations that are kept word for word; the rest is only counted.
pub(super) const FINDINGS_MAX: usize = 40;

/// Differences between two pictures that are told.
pub(super) const DIFFERENCES_MAX: usize = 12;

/// Missed tickets that the guide remembers.
pub(super) const MISSED_MAX: usize = 256;

/// Rows of the journal read at a time.
pub(super) const ROWS: u32 = 5000;
