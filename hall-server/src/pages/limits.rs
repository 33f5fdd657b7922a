//! How much a page shows.

/// Calls on big cards.
pub const BOARD_CARDS: usize = 3;

/// Calls that share the stage at once when more than [`BOARD_CARDS`] are held: as many as keep
/// numbers that are read from [`FAR_M`].
pub const STAGE_CARDS: usize = 8;

/// Seconds for which a call stands large at least: long enough to look up, find one's number and
/// read the window twice. Eight at a time, all 62 windows of the largest known hall are through
/// within 48 s, before the last one's [`CALL_EXPIRY_S`](hall_protocol::limits::CALL_EXPIRY_S).
pub const HOLD_S: u32 = 6;

/// Seconds for which a new call moves.
pub const FRESH_S: u32 = 3;

/// Calls sent for the list beside the cards; a screen shows as many whole rows as it has room for.
pub const BOARD_LIST: usize = 12;

/// Missed numbers on a page.
pub const BOARD_MISSED: usize = 2;

/// Paused windows on a page.
pub const BOARD_PAUSED: usize = 2;

/// Queues on a page of the strip: two rows, or four in portrait.
pub const BOARD_QUEUES: usize = 8;

/// Queues in one row of the strip.
pub const BOARD_QUEUES_ROW: usize = 4;

/// Seconds for which a page stands before the next one, or the other language: a second a line.
pub const TURN_S: u32 = 8;

/// Open items on a page of the outdoor board.
pub const OUTDOOR_ITEMS: usize = 8;

/// Zones on a page of the outdoor board.
pub const OUTDOOR_ZONES: usize = 6;

/// Services a day must have before its figures are public: few people could be told apart.
pub const PUBLIC_FIGURES_MIN: u32 = 5;

/// Characters of a number and its mark that still fit in the largest type.
pub const BOARD_NUMBER_CHARS: usize = 5;

/// Half-width characters of a notice and its second language that fit into one row of 16:9.
pub const BOARD_NOTICE_CELLS: usize = 84;

/// The same of an urgent one, which is larger.
pub const BOARD_URGENT_CELLS: usize = 52;

/// Characters of an unknown zone's name that its page repeats.
pub const ZONE_CHARS_MAX: usize = 40;

/// Bytes of an address in a QR code that a phone still reads from a television.
pub const BOARD_QR_BYTES_MAX: usize = 120;

/// Metres from which a call on the stage is read.
///
/// The size rule: digits are at least 1/200 of the distance high, on a television of
/// [`SCREEN_INCHES`]. The rule of UX.md, 1 cm for 2.5 m, is 1/250; halls have old eyes and glass.
/// At 10 m that is 5 cm: 7.3 % of the height of a screen of 16:9, 79 px of 1080.
pub const FAR_M: f64 = 10.0;

/// Metres from which earlier calls in the list are read, by the same rule.
pub const LIST_M: f64 = 5.0;

/// Metres from which every other word of a board is read, by the same rule.
pub const NEAR_M: f64 = 2.5;

/// A digit's height as a share of the distance it is read from.
pub const DIGIT_PER_DISTANCE: f64 = 1.0 / 200.0;

/// The diagonal of a hall's usual television.
pub const SCREEN_INCHES: f64 = 55.0;

/// Seconds between reloads of a page without scripts.
pub const RELOAD_S: u32 = 10;

/// Days looked ahead for the next opening.
pub const OPENING_DAYS_MAX: i32 = 60;
