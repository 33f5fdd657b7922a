//! Limits of the clerk's terminal: everything that can grow or wait, in one place.

use std::time::Duration;

/// Milliseconds after its last press within which the same key counts as held down and does not
/// act; longer than the usual delay before a keyboard repeats.
pub const REPEAT_MS: u64 = 700;

/// Milliseconds for which an answer is shown although the feed has not said the same.
pub const TRUTH_MS: u64 = 2_000;

/// Answers shown although the feed has not said the same: more acts than a clerk is ahead of it.
pub const TRUTHS_MAX: usize = 8;

/// Attempts to deliver one act, all with the same request id.
pub const POST_ATTEMPTS: u32 = 3;

/// Milliseconds between two ticks of the clock.
pub const TICK_MS: u64 = 250;

/// Events waiting for the machine; a source that finds it full waits.
pub const EVENTS_MAX: usize = 256;

/// Smallest terminal that shows a number and the keys, in columns and rows.
pub const SCREEN_MIN: (u16, u16) = (40, 12);

/// The usual terminal, which shows everything, in columns and rows.
pub const SCREEN_USUAL: (u16, u16) = (80, 24);

/// Columns from which the lists stand beside the number.
pub const LISTS_FROM: u16 = 72;

/// Columns from which the lists are wide and the visit is told in full.
pub const WIDE_FROM: u16 = 110;

/// Columns from which the hall's queues stand in a third column.
pub const HALL_FROM: u16 = 140;

/// Materials that can be ticked off, one per digit key.
pub const MATERIALS_MAX: usize = 9;

/// Choices offered in one list.
pub const CHOICES_MAX: usize = 500;

/// Longest pad prompt in seconds: one byte of HSP-1.
pub const PROMPT_S_MAX: u64 = 255;

/// Prompts waiting for the pad; a newer one replaces an older one anyway.
pub const PROMPTS_MAX: usize = 8;

/// Seconds for which undoing a finish or a miss is offered; the usual limit of the rules.
pub const REOPEN_OFFERED_S: u32 = 120;

/// Minutes offered for a pause.
pub const PAUSE_MINUTES: [u32; 6] = [5, 10, 15, 20, 30, 60];

/// Largest file that a running demo may write, in bytes.
pub const DEMO_FILE_BYTES_MAX: u64 = 64 * 1024;

/// How long a practice hall may take to open; a slow machine needs a few seconds.
pub const PRACTICE_OPENS: Duration = Duration::from_secs(30);

/// How long it may take to end by itself; then it is ended.
pub const PRACTICE_ENDS: Duration = Duration::from_secs(3);

/// Attempts to deliver one rating, all with the same request id; they span the pad's question.
pub const RATE_ATTEMPTS: u32 = 8;

/// Milliseconds that leaving waits for a rating on its way and for the pad to be told: one request
/// on a slow network. The pad was told that the rating has arrived, so it will not say it again.
pub const PAD_LEAVE_MS: u64 = 3_000;

/// Milliseconds that leaving waits until the pads of a line are told to ask no more: sixteen slots.
pub const LINE_LEAVE_MS: u64 = 2_000;

/// Levels up to this one carry a reason (DOMAIN 4.2).
pub const BAD_UP_TO: u8 = 2;

/// Letters that can be typed to find an item or a number.
pub const TYPED_CHARS_MAX: usize = 40;

/// Seconds after which a number without a word about its paper is in doubt.
pub const UNREPORTED_S: u32 = 60;

/// Papers waiting for the guide's printer.
pub const PRINTS_MAX: usize = 8;

/// Milliseconds that `doctor` gives the server and the pad to answer.
pub const DOCTOR_MS: u64 = 8_000;

/// Seconds that `doctor` gives a person to press a key of the pad or the call box, or to scan a
/// card.
pub const DOCTOR_PRESS_S: u64 = 15;

/// Bytes of a record for support; a week of a busy window.
pub const RECORD_BYTES_MAX: u64 = 256 * 1024 * 1024;

/// Milliseconds without the server after which the bar shows no call: the server gives a silent
/// window up after as long, and the call may be another window's.
pub const BAR_STALE_MS: u64 = 60_000;

/// Milliseconds for darkening the bar when the clerk leaves.
pub const BAR_LEAVE_MS: u64 = 1_000;

/// Reports of the bar that wait for the terminal.
pub const BAR_REPORTS_MAX: usize = 16;

/// Rows of the screen that are no keys while all keys are shown: top line, rules, title, the words
/// on lists, and the two lines at the bottom.
pub const HELP_FRAME: u16 = 7;

/// Earlier legs of a visit on a narrow terminal: the papers need the rows.
pub const EARLIER_NARROW: usize = 2;

/// Earlier legs of a visit on a wide terminal.
pub const EARLIER_WIDE: usize = 6;

/// Rows of a message; a window at 80 columns shows about seventy characters of it.
pub const MESSAGE_ROWS: usize = 3;
