//! Limits of the core: everything that can grow, in one place.

/// Tickets in one business day; ten times the largest known hall (DESIGN 7).
pub const TICKETS_PER_DAY_MAX: u32 = 100_000;

/// Enrolled devices, revoked ones included.
pub const DEVICES_MAX: u32 = 20_000;

/// Tickets of one visit, whatever the plan says.
pub const TICKETS_PER_VISIT_MAX: usize = 20;

/// Past days whose offline numbers may still be handed in.
pub const PAST_DAYS_KEPT: i32 = 7;

/// Blocks of one series and day.
pub const BLOCKS_PER_SERIES_MAX: usize = 200;

/// Blocks of one series and day, those included that paper proved after a lost history.
pub const FOUND_BLOCKS_MAX: usize = 1_000;

/// Clerks with a PIN or card; beyond it those go whom the plan does not know. Plans have at most
/// half of that.
pub const CREDENTIALS_MAX: usize = 10_000;

/// Bytes of a verifier of a PIN or card; today's have about a hundred.
pub const VERIFIER_BYTES_MAX: usize = 256;

/// Messages to windows that a day remembers; older ones go.
pub const MESSAGES_MAX: usize = 20;

/// Notices on the boards at a time: a board shows them in turn, and of more than these nobody reads
/// the last.
pub const NOTICES_MAX: usize = 8;

/// Days ahead in which a notice that ends by itself must end; a later end is a slip of the keyboard.
pub const NOTICE_DAYS_MAX: u32 = 366;

/// Longest pause of a window in minutes.
pub const PAUSE_MINUTES_MAX: u32 = 480;

/// Work spans remembered per window and day.
pub const SPANS_PER_DAY_MAX: usize = 500;

/// Legs of one ticket.
pub const LEGS_MAX: usize = 20;

/// Pieces of one service.
pub const QUANTITY_MAX: u16 = 999;

/// Cases that are not over, delivered or left: a year of the largest known hall (56,000) and more.
pub const CASES_MAX: usize = 100_000;

/// Other departments that have a part in one case.
pub const CASE_PARTS_MAX: usize = 20;

/// Characters of a case number.
pub const CASE_CHARS_MAX: usize = 40;

/// What has to be put right and is not over, or ended a short while ago: a hall with 560 services a
/// day gets a few of them. A bad rating beyond it is taken, and somebody must open what follows later.
pub const RECTIFICATIONS_MAX: usize = 20_000;

/// Citizens on the list of one day; ten callers reach fifty each. Who is left out by it still has a
/// bad rating or a complaint with its own days.
pub const CALLBACKS_DRAWN_MAX: usize = 5_000;

/// Calls of one citizen about one service: who was not there three times is left alone, and twice
/// more where another hour was promised.
pub const CALLBACK_TRIES_MAX: u8 = 5;

/// Households, matters, leaflets or people of one outreach session; more is a slip of the keyboard.
pub const REGISTER_COUNT_MAX: u32 = 1_000_000;

/// Refused ratings of one strange device on record per day: twenty say as much as a thousand, and
/// a program that repeats itself must not fill the journal.
pub const RATING_ATTEMPTS_MAX: u16 = 20;
