//! Limits of the device side: everything that can grow or wait, in one place.

/// Milliseconds for a TCP connection.
pub const CONNECT_MS: u64 = 2_000;

/// Milliseconds for a whole HTTP request, the answer's body included.
pub const REQUEST_MS: u64 = 5_000;

/// Milliseconds for opening the feed: connection and handshake.
pub const OPEN_MS: u64 = 5_000;

/// Milliseconds for handing one frame to the socket.
pub const SEND_MS: u64 = 5_000;

/// Largest HTTP answer in bytes.
pub const ANSWER_BYTES_MAX: usize = 8 * 1024 * 1024;

/// Bytes of the feed's read buffer.
pub const READ_BUFFER_BYTES: usize = 4096;

/// Events of a link that wait for the program; then the link waits.
pub const EVENTS_WAITING_MAX: usize = 256;

/// First delay before trying again, in milliseconds.
pub const BACKOFF_FIRST_MS: u64 = 250;

/// Longest delay before trying again, in milliseconds.
pub const BACKOFF_MAX_MS: u64 = 8_000;

/// Delay after a refusal that trying again does not mend, in milliseconds.
pub const REFUSED_RETRY_MS: u64 = 30_000;

/// Largest token file in bytes.
pub const TOKEN_FILE_BYTES_MAX: u64 = 4096;

/// Longest token in characters.
pub const TOKEN_CHARS_MAX: usize = 512;

/// Largest file of what a device has seen, in bytes.
pub const SEEN_FILE_BYTES_MAX: u64 = 256 * 1024;

/// Milliseconds between two writes of what a device has seen.
pub const SEEN_EVERY_MS: u64 = 2_000;

/// Bytes handed to a serial port at once: slow devices have small buffers.
pub const SERIAL_CHUNK_BYTES: usize = 256;

/// Milliseconds for writing one chunk to a serial port.
pub const SERIAL_WRITE_MS: u64 = 2_000;

/// Milliseconds for which a pump listens before it looks for something to write.
pub const SERIAL_READ_MS: u64 = 20;

/// Messages waiting between a serial port's thread and the program, each way.
pub const SERIAL_WAITING_MAX: usize = 64;

/// Bytes of a byte pattern, without its text (HARDWARE 4.2).
pub const PATTERN_BYTES_MAX: usize = 64;

/// Bytes of a text in a pattern: with 64 others one byte can say the length.
pub const PATTERN_TEXT_BYTES_MAX: usize = 190;

/// Patterns of one kind in a driver file; every pair is compared once.
pub const PATTERNS_MAX: usize = 64;

/// Largest driver file in bytes.
pub const DRIVER_FILE_BYTES_MAX: u64 = 64 * 1024;

/// Pads on one shared line: even if all are dead, each is polled within its two seconds.
pub const LINE_PADS_MAX: usize = 16;

/// Requests waiting for one pad of a shared line; each kind waits once.
pub const LINE_WAITING_MAX: usize = 8;
