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
