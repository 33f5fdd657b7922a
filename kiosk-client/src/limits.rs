//! Limits of the kiosk: everything that can grow or last, in one place.

/// Largest ticket in text mode in bytes, images left out (DESIGN 7).
pub const TICKET_BYTES_MAX: usize = 1024;

/// Longest content of a QR code in bytes; a longer address is left out.
pub const QR_BYTES_MAX: usize = 160;

/// Lines of the hall's name, of the item's name and of the place.
pub const NAME_LINES_MAX: usize = 2;

/// Lines of the materials.
pub const BRING_LINES_MAX: usize = 4;

/// Lines of one thing on a slip to read.
pub const NOTICE_LINES_MAX: usize = 4;

/// Things to bring that a ticket names one by one; it says how many there are in all.
pub const BRING_NAMED_MAX: usize = 12;

/// Bytes of a printer's profile.
pub const PROFILE_BYTES_MAX: usize = 16 * 1024;

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

/// Milliseconds of silence after which a printer has answered all it was asked in order.
pub const QUIET_MS: u64 = 200;

/// Replies in order that one job hears out; more are left to the next one, so that a job ends
/// within [`PRINT_MS`].
pub const REPLIES_MAX: u32 = 8;

/// Bytes of one announced block from a printer; a longer one is noise.
pub const BLOCK_BYTES_MAX: usize = 80;

/// Attempts of one request, all with the same request id.
pub const ATTEMPTS_MAX: u32 = 4;

/// Milliseconds between two looks at what `serve` has to tell the staff.
pub const SERVE_TOLD_MS: u64 = 250;

/// Seconds between two looks at an idle printer (HARDWARE 2.7).
pub const WATCH_S: u64 = 10;

/// Bytes of one append to the journal.
pub const LINE_BYTES_MAX: usize = 64 * 1024;

/// Bytes of the journal. At the limit no number is given any more, and none is lost.
pub const JOURNAL_BYTES_MAX: usize = 8 * 1024 * 1024;

/// Bytes of the journal that only settling may use.
pub const JOURNAL_RESERVE_BYTES: usize = 2 * 1024 * 1024;

/// Bytes from which the journal is written anew when half of it is settled.
pub const JOURNAL_REWRITE_BYTES: usize = 256 * 1024;

/// Unsettled intents. Beyond it no number is given without the server: one kiosk prints 500 in
/// eight hours (RELIABILITY G7).
pub const OPEN_INTENTS_MAX: usize = 2_000;

/// Touches on their way to a paper at once.
pub const TOUCHES_MAX: usize = 4;

/// Tickets whose paper can be asked for again.
pub const RECENT_MAX: usize = 16;

/// Copies of one paper that a visitor can ask for.
pub const COPIES_MAX: u8 = 2;

/// Milliseconds without an answer after which the kiosk gives a number of its own (hazard 12).
pub const OFFLINE_AFTER_MS: u64 = 1_000;

/// Milliseconds after which a person without an answer is told so.
pub const NO_ANSWER_MS: u64 = 10_000;

/// Milliseconds after which a request counts as lost; above the limit of the HTTP client.
pub const ANSWER_MS: u64 = hall_device::limits::REQUEST_MS + 1_000;

/// Milliseconds in which a print job must end; above what any printer needs for one ticket.
pub const PRINT_MS: u64 = 60_000;

/// Requests under way that nobody waits for.
pub const ERRANDS_MAX: usize = 4;

/// Milliseconds before an errand that was refused is tried again.
pub const ERRAND_REFUSED_MS: u64 = 30_000;

/// Milliseconds for which the items are taken to be as they were.
pub const ITEMS_FRESH_MS: u64 = 60_000;

/// Milliseconds before the items are fetched again when they did not come.
pub const ITEMS_MS: u64 = 10_000;

/// Numbers of a series below which another block is leased.
pub const LOW_WATER: u32 = 50;

/// Blocks kept in mind.
pub const BLOCKS_MAX: usize = 400;

/// Events that wait for the kiosk's machine.
pub const STATION_EVENTS_MAX: usize = 256;

/// Things told to people that wait to be shown.
pub const TOLD_MAX: usize = 64;

/// Bytes of the kept hall and its items.
pub const KNOWN_BYTES_MAX: usize = 8 * 1024 * 1024;

/// Letter sizes of the screen: usual, large, very large.
pub const SIZES: u8 = 3;

/// Milliseconds without a touch after which the screen warns that it goes home; doubled for large
/// letters, as the next ones.
pub const WARN_MS: u64 = 40_000;

/// Milliseconds without a touch after which the screen goes home.
pub const IDLE_MS: u64 = 60_000;

/// Milliseconds after which a number on its way is not waited for any more; above whatever a
/// server and a printer may need together.
pub const STUCK_MS: u64 = 180_000;

/// Milliseconds for which a given number stays on the screen.
pub const DONE_MS: u64 = 6_000;

/// Characters of a search.
pub const SEARCH_CHARS_MAX: usize = 24;

/// Characters of a number that is looked for.
pub const FIND_CHARS_MAX: usize = 8;

/// Characters of a class's code.
pub const CLASS_CHARS_MAX: usize = 32;

/// Acts that wait for the screen.
pub const ACTS_MAX: usize = 16;

/// Bytes of one act, as the page sends it.
pub const ACT_BYTES_MAX: usize = 1024;

/// Seconds after which an open page hears something, if only that it is still served.
pub const PAGE_BEAT_S: u64 = 5;

/// Characters that are read aloud at once.
pub const SPEECH_CHARS_MAX: usize = 400;

/// Bytes of one spoken text: two minutes at 22,050 samples per second.
pub const SPEECH_BYTES_MAX: usize = 6 * 1024 * 1024;

/// Milliseconds in which a text must be spoken.
pub const SPEECH_MS: u64 = 5_000;

/// Spoken texts that are kept.
pub const SPEECH_KEPT_MAX: usize = 16;

/// Bytes of one frame of an ID card reader; a longer one is noise (HARDWARE 5).
pub const CARD_FRAME_BYTES_MAX: usize = 2_400;

/// Milliseconds between two looks for a card; readers bear no more (HARDWARE 5).
pub const CARD_FIND_MS: u64 = 300;

/// Milliseconds in which a reader answers a plain request.
pub const CARD_REPLY_MS: u64 = 1_000;

/// Milliseconds in which a card is read; 1.5 to 3 s are usual.
pub const CARD_READ_MS: u64 = 5_000;

/// Milliseconds before a reader that is not well is asked again.
pub const CARD_RETRY_MS: u64 = 5_000;

/// Tries of one request to a reader.
pub const CARD_TRIES_MAX: u32 = 3;

/// Bytes of one scanned code (HARDWARE 6).
pub const CODE_BYTES_MAX: usize = 512;

/// Milliseconds of silence that end a code (HARDWARE 6).
pub const CODE_QUIET_MS: u64 = 50;

/// Milliseconds in which the same code again is no other one (HARDWARE 6).
pub const CODE_AGAIN_MS: u64 = 3_000;

/// Cards and codes that wait to be looked at; more are dropped.
pub const DEVICE_NEWS_MAX: usize = 8;

/// Milliseconds in which somebody holds a card and a code before the machine for the doctor.
pub const DOCTOR_WAIT_MS: u64 = 20_000;

/// Seconds by which the computer's clock may differ from the hall's.
pub const CLOCK_APART_S: u64 = 60;

/// Milliseconds that an issuer's program may take to read a code: the visitor stands before it.
pub const CITIZEN_MS: u64 = 4_000;

/// Most bytes that such a program may say.
pub const CITIZEN_BYTES_MAX: usize = 4_096;

/// Milliseconds after which the key of the day is asked for again when nobody gave it.
pub const KEY_AGAIN_MS: u64 = 10_000;
