//! Limits and fixed values of the demo.

use std::time::Duration;

/// The fastest live demo, in hall seconds per real second.
pub(super) const SPEED_MAX: u32 = 600;

/// Where the live demo listens.
pub(super) const PORT: u16 = 8080;

/// The demo day (DESIGN 10).
pub(super) const DAY: &str = "2026-03-03";

/// Days after it that are looked at when the plan does not work on it.
pub(super) const DAYS_AHEAD_MAX: i32 = 14;

/// The local minute at which the live demo begins.
pub(super) const LIVE_FROM: u16 = 9 * 60 + 20;

/// Kiosks, each with its printer.
pub(super) const KIOSKS: usize = 2;

/// How long the board may take for the frames of one act.
pub(super) const SETTLE: Duration = Duration::from_secs(10);

/// How often a window program is heard, well within the plan's silence.
pub(super) const BEAT: Duration = Duration::from_secs(15);

/// Real seconds that a limit lasts at least when it waits for a human (DESIGN 10).
pub(super) const HUMAN_S: u32 = 10;

/// How long a window may be without its terminal before the virtual clerk comes back.
pub(super) const GONE: Duration = Duration::from_secs(10);

/// Tries of one request.
pub(super) const TRIES: u32 = 3;

/// Faults listed at most.
pub(super) const FAULTS_MAX: usize = 40;

/// The window that `window-tui --demo` joins, where the plan has it.
pub(super) const WINDOW: u16 = 14;

/// People who wait in the practice hall.
pub(super) const PRACTICE_WAITING: usize = 4;

/// How often the practice hall looks whether somebody should come.
pub(super) const PRACTICE_LOOK: Duration = Duration::from_millis(500);

/// The local hour at which practice begins, in minutes.
pub(super) const PRACTICE_FROM: u16 = 10 * 60;

/// Seconds between two announcements: long enough to be noticed, short enough to learn.
pub(super) const PRACTICE_CALL_INTERVAL_S: u32 = 3;
