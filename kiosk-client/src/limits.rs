//! Limits of the kiosk: everything that can grow or last, in one place.

/// Largest ticket in text mode in bytes, images left out (DESIGN 7).
pub const TICKET_BYTES_MAX: usize = 1024;

/// Longest content of a QR code in bytes; a longer address is left out.
pub const QR_BYTES_MAX: usize = 160;

/// Lines of the hall's name, of the item's name and of the place.
pub const NAME_LINES_MAX: usize = 2;

/// Lines of the materials.
pub const BRING_LINES_MAX: usize = 4;

/// Things to bring that a ticket names one by one; it says how many there are in all.
pub const BRING_NAMED_MAX: usize = 12;

/// Rows of one band of an image; 100 is a proven value for small buffers (HARDWARE 2.6).
pub const BAND_ROWS_MAX: usize = 100;

/// Bytes written to a printer at once.
pub const CHUNK_BYTES: usize = 256;

/// Milliseconds in which a printer must be reached.
pub const CONNECT_MS: u64 = 2_000;

/// Milliseconds without news after which a serial port counts as not there.
pub const PORT_MS: u64 = 1_000;

/// Milliseconds in which a printer must take one chunk.
pub const CHUNK_MS: u64 = 5_000;

/// Milliseconds in which a printer answers about its state (HARDWARE 2.4).
pub const STATUS_MS: u64 = 500;

/// Milliseconds in which a printer confirms a ticket.
pub const CONFIRM_MS: u64 = 5_000;

/// Bytes of one announced block from a printer; a longer one is noise.
pub const BLOCK_BYTES_MAX: usize = 80;

/// Attempts of one request, all with the same request id.
pub const ATTEMPTS_MAX: u32 = 4;

/// Seconds between two looks at an idle printer (HARDWARE 2.7).
pub const WATCH_S: u64 = 10;
