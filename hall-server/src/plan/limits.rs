//! Limits of a plan: everything in it that can grow, in one place.

/// Bytes of a plan file; the same plan fits through HTTP.
pub const FILE_BYTES_MAX: usize = crate::limits::PLAN_BYTES_MAX;

/// Errors reported of one plan; the rest is only counted.
pub const ERRORS_MAX: usize = 1000;

/// Characters of one text.
pub const TEXT_CHARS_MAX: usize = 200;

/// Characters of a quoted text in an error.
pub const QUOTE_CHARS_MAX: usize = 40;

/// Windows.
pub const WINDOWS_MAX: usize = 1000;

/// Largest number on a window.
pub const WINDOW_NUMBER_MAX: i64 = 9999;

/// Items.
pub const ITEMS_MAX: usize = 5000;

/// Materials of one item.
pub const MATERIALS_PER_ITEM_MAX: usize = 50;

/// Translated materials.
pub const MATERIALS_MAX: usize = 5000;

/// Queues.
pub const QUEUES_MAX: usize = 1000;

/// Queues that one window serves, and queues that it helps.
pub const QUEUES_PER_WINDOW_MAX: usize = 100;

/// Clerks.
pub const CLERKS_MAX: usize = 5000;

/// Departments.
pub const DEPARTMENTS_MAX: usize = 500;

/// Series, classes, zones and listed reasons, each.
pub const SHORT_LIST_MAX: usize = 100;

/// Letters of a series: what fits before the digits on a ticket and an LED bar.
pub const SERIES_LETTERS_MAX: usize = 3;

/// Largest number of a series.
pub const NUMBER_MAX: i64 = 9_999_999;

/// Spans of opening hours in one day.
pub const SPANS_MAX: usize = 10;

/// Days off and days on, each, after ranges are written out.
pub const DAYS_MAX: usize = 2000;

/// Last local minute that a plan can name: midnight after the next day.
pub const MINUTE_MAX: u16 = 48 * 60;

/// Floors of a hall.
pub const FLOORS_MAX: i64 = 99;

/// Highest `age_min` in years.
pub const AGE_MAX: i64 = 150;

/// Seconds and minutes of any rule: one day.
pub const SECONDS_MAX: i64 = 86_400;

/// Minutes of any rule: one day.
pub const MINUTES_MAX: i64 = 1440;

/// Usual service time of an item that gives none, in seconds. Half of the measured people in
/// public offices took less than about ten minutes (median 9.7).
pub const USUAL_SECONDS: u32 = 600;

/// Minutes after the windows' closing at which the day ends by itself, when the plan gives no
/// `close_latest`.
pub const CLOSE_AFTER_MINUTES: u16 = 120;

/// Columns of the widest ticket paper, 80 mm (HARDWARE 2.1).
pub const TICKET_COLUMNS_MAX: usize = 48;
