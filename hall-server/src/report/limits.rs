//! Bounds and thresholds of the report.

/// A wait over this many minutes counts as long (DOMAIN 6.2: 超时等候率).
pub const LONG_WAIT_MINUTES: i64 = 20;

/// Windows on the first page; the busiest, the others follow in the full table.
pub const WINDOWS_ON_FIRST_PAGE: usize = 10;

/// Widest name in a text table, in terminal columns.
pub const NAME_COLUMNS_MAX: usize = 26;

/// Hours of one business day at most, also past midnight.
pub const HOURS_MAX: i32 = 48;

/// Longest bar of the hourly curve in a terminal, in columns.
pub const BAR_COLUMNS_MAX: u64 = 40;

/// A rating sooner than this after its prompt, in ms, is looked at: nobody reads a question, chooses
/// one of five answers and taps within a second.
pub const RATING_QUICK_MS: i64 = 1_000;

/// Prompts of one ticket that honest work explains: the service, and one that was ended by mistake
/// and taken up again. More are looked at.
pub const PROMPTS_PER_TICKET_USUAL: u32 = 2;

/// Equal ratings in a row at one window from which on they are looked at. Four of five ratings are
/// the best one; at a window with a hundred ratings a day twenty in a row come by chance on one day
/// of five, thirty on one of fifty.
pub const RATING_RUN_MIN: u32 = 30;

/// A department with no more services than this is ranked among its like: one bad rating of few
/// says little (DOMAIN 6.2).
pub const RANK_SERVICES_FEW: u32 = 10;
