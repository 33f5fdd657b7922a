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

/// Messages waiting between a TCP line and the program, each way.
pub const TCP_WAITING_MAX: usize = 64;

/// Milliseconds for handing bytes to a TCP line.
pub const TCP_WRITE_MS: u64 = 2_000;

/// Areas of one LED controller; cards have fewer.
pub const LED_AREAS_MAX: usize = 16;

/// Half-width cells of one line: 1,024 pixels.
pub const LED_COLUMNS_MAX: usize = 128;

/// Lines of one area.
pub const LED_ROWS_MAX: usize = 16;

/// Milliseconds after which what is shown is sent again: controllers lose it at a power cut.
pub const LED_REFRESH_MS: u64 = 60_000;

/// Seconds for which a controller must at least keep what it shows: one refresh and a failed one.
pub const LED_TIMEOUT_S_MIN: u16 = 90;

/// Seconds for which it keeps what it shows when its file says nothing else.
pub const LED_TIMEOUT_S: u16 = 150;

/// Milliseconds for a reply when the file says nothing else: a slow card on a slow line.
pub const LED_REPLY_MS: u64 = 1_000;

/// Times that one request is sent before a controller counts as silent.
pub const LED_SENDS_MAX: u8 = 3;

/// Milliseconds before a busy controller is asked again.
pub const LED_BUSY_MS: u64 = 100;

/// Times in a row that a controller may be busy: two seconds of writing its flash.
pub const LED_BUSY_MAX: u8 = 20;

/// Milliseconds of quiet between two requests: the longest silence that ends a Modbus frame, with
/// room for a slow adapter.
pub const LED_GAP_MS: u64 = 20;

/// Milliseconds for which a time of day waits for its card; a later one would be wrong.
pub const LED_CLOCK_MS: u64 = 2_000;

/// Milliseconds before a silent controller is tried again.
pub const LED_SILENT_MS: u64 = 5_000;

/// Bars on one line: as many loads as an RS-485 driver is made for.
pub const LED_LINE_BARS_MAX: usize = 32;

/// Longest time before a silent bar of a shared line is tried again, in milliseconds: each try
/// costs the others its time for a reply.
pub const LED_DEAD_MS: u64 = 60_000;

/// Milliseconds after which a refresh that gave way to new calls goes as one: together with
/// [`LED_REFRESH_MS`] still less than [`LED_TIMEOUT_S_MIN`].
pub const LED_OVERDUE_MS: u64 = 10_000;

/// Milliseconds for which bytes that answer nothing keep a shared line quiet: the end of a late
/// reply, but never one bar that talks without end.
pub const LED_LATE_MS: u64 = 200;

/// Milliseconds before content that a controller refused is tried again: its file is wrong, and
/// asking more often mends nothing. Other content is tried at once.
pub const LED_REFUSED_MS: u64 = 60_000;

/// Bytes kept while a reply is looked for; the longest reply is 300 bytes of Modbus TCP.
pub const LED_REPLY_BYTES_MAX: usize = 512;

/// Rows of one Onbon card: each takes one of its dynamic areas.
pub const ONBON_ROWS_MAX: usize = 32;

/// Half-width cells of a line that moves through its row: with escapes it still fits one frame.
pub const LED_SCROLL_CELLS_MAX: usize = 256;

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

/// Milliseconds of silence after which a half line of a scanner is no card: a slow adapter tears a
/// line by tens of milliseconds.
pub const SCAN_GAP_MS: u64 = 1_000;

/// Milliseconds within which the same card is one that is held still (HARDWARE 6).
pub const SCAN_AGAIN_MS: u64 = 3_000;
