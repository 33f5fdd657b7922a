//! Limits of the wire: everything that can grow, in one place.

/// Largest frame in bytes, both ways; a larger one ends the connection.
pub const FRAME_BYTES_MAX: usize = 16 * 1024 * 1024;

/// Largest frame a client may send, in bytes.
pub const CLIENT_FRAME_BYTES_MAX: usize = 64 * 1024;

/// Largest HTTP body in bytes; a plan has its own limit.
pub const BODY_BYTES_MAX: usize = 64 * 1024;

/// Frames remembered for resuming.
pub const RESUME_FRAMES_MAX: usize = 10_000;

/// Bytes of frames remembered for resuming, both kinds together; the older ones go first.
pub const RESUME_BYTES_MAX: usize = 32 * 1024 * 1024;

/// Heartbeats without progress after which a client that knows it is behind connects anew.
pub const BEATS_BEHIND_MAX: u8 = 3;

/// The last online number of a series that the welcome does not name; the plan's default.
pub const ONLINE_MAX_DEFAULT: u32 = 4999;

/// Digits of a printed number where nobody says otherwise; the plan's default.
pub const DIGITS_USUAL: u8 = 3;

/// Frames waiting for one slow client before it is cut.
pub const CLIENT_QUEUE_MAX: usize = 256;

/// Calls that a picture remembers.
pub const CALLS_MAX: usize = 20;

/// Seconds of hall time after which a call is old: it is said no more, and a board that had no room
/// for it shows it in the list only.
pub const CALL_EXPIRY_S: u32 = 60;

/// Longest reason or note in characters.
pub const NOTE_CHARS_MAX: usize = 200;

/// Characters of the shortest card.
pub const CARD_CHARS_MIN: usize = 6;

/// Longest PIN or card in bytes.
pub const PROOF_CHARS_MAX: usize = 64;

/// Longest device name in characters.
pub const NAME_CHARS_MAX: usize = 60;

/// Seconds between two heartbeats.
pub const HEARTBEAT_S: u64 = 2;

/// Seconds without a frame after which a picture counts as not current.
pub const STALE_S: u64 = 5;

/// Seconds within which a client must say hello.
pub const HELLO_S: u64 = 5;

/// Series that a hello may speak of.
pub const WITNESS_SERIES_MAX: usize = 200;

/// Longest reason for which a text is no frame, in characters.
pub const ERROR_CHARS_MAX: usize = 200;
