//! Limits of the board: everything that can grow, in one place.

use hall_protocol::limits::CALL_EXPIRY_S;

/// Calls waiting for the voice; past it the oldest expires first.
pub const WAITING_CALLS_MAX: usize = 64;

/// Calls remembered so that a resync announces nothing twice.
///
/// A resync brings at most the calls of one picture or one resume, both far fewer.
pub const SEEN_CALLS_MAX: usize = 16_384;

/// Announcements a headless board remembers for its watcher.
pub const ANNOUNCED_KEPT_MAX: usize = 20_000;

/// A call that would start later than this many milliseconds of hall time is no longer said.
pub const EXPIRY_MS: i64 = CALL_EXPIRY_S as i64 * 1000;

/// Silence between two announcements, in milliseconds.
pub const GAP_MS: i64 = 400;

/// Wait before a failed announcement is tried again, in milliseconds.
pub const RETRY_MS: i64 = 2_000;

/// Until everybody is told again of what is urgent, in milliseconds: who comes in hears it soon, and
/// calls have most of the time.
pub const URGENT_EVERY_MS: i64 = 30_000;

/// Milliseconds without the server after which the voice no longer speaks of what was urgent then:
/// it may be over, and nobody could take it back.
pub const URGENT_STALE_MS: u64 = 300_000;

/// Milliseconds for which one of several notices stands on the terminal board: as long as a page of
/// the television board.
pub const NOTICE_TURN_MS: i64 = 8_000;

/// Tries of one announcement, the first one included.
pub const ATTEMPTS_MAX: u8 = 3;

/// Calls waiting behind from which on each is said once per language instead of repeated.
pub const BACKLOG_SHORT: usize = 3;

/// How long the newest call is marked, in milliseconds of hall time.
pub const MARK_MS: i64 = 5_000;

/// Half a blink of the mark, in milliseconds.
pub const BLINK_MS: u64 = 500;

/// Longest announcement in milliseconds; a longer one is cut off.
pub const ANNOUNCEMENT_MS_MAX: usize = 20_000;

/// How much longer than the sound a player may run, in milliseconds.
pub const PLAYER_GRACE_MS: u64 = 5_000;

/// WAV files kept in the folder of `--voice wav:DIR`; older ones are removed.
pub const WAV_FILES_MAX: usize = 200;

/// Clips in one pack.
pub const CLIPS_MAX: usize = 500;

/// Largest clip in bytes.
pub const CLIP_BYTES_MAX: u64 = 1024 * 1024;

/// Loudest sample of an announcement, full scale = 1: one decibel of head room.
pub const PEAK_MAX: f32 = 0.891;

/// Loudness of a spoken clip in dB of full scale, RMS of its voiced part: within 2 dB of what
/// `fixtures/sounds/make.sh` aims at, so that no word of an announcement stands out.
pub const LOUDNESS_DB: std::ops::RangeInclusive<f32> = -21.0..=-17.0;

/// Hall seconds per real second up to which the voice speaks (DESIGN 10).
pub const VOICE_SPEED_MAX: u32 = 5;

/// Milliseconds between two drawings of the screen.
pub const DRAW_MS: u64 = 250;

/// LED bars of one board.
pub const LED_BARS_MAX: usize = 16;

/// Largest file of LED bars in bytes.
pub const LED_FILE_BYTES_MAX: u64 = 64 * 1024;

/// Milliseconds without the server after which bars are dark: it gives a silent window up after as
/// long, and a call may be another window's.
pub const LED_STALE_MS: u64 = 60_000;

/// Reports of one bar that wait for the board.
pub const LED_REPORTS_MAX: usize = 16;

/// Milliseconds for darkening the bars when the board ends: a second for sixteen on one line, and
/// the reply of a dead one among them.
pub const LED_LEAVE_MS: u64 = 2_500;

/// Milliseconds for `doctor`'s text on a bar: its line, three tries and a slow card.
pub const LED_TEST_MS: u64 = 8_000;
