//! Limits of the server: everything that can grow, in one place.

use std::time::Duration;

/// Commands waiting for the desk.
pub const DESK_QUEUE_MAX: usize = 4096;

/// Commands decided into one commit.
pub const BATCH_MAX: usize = 256;

/// Words of devices about a lost history that a full disk did not take yet.
pub const OWED_MAX: usize = 1024;

/// Events since the last snapshot after which the next one is kept.
pub const SNAPSHOT_EVENTS: u64 = 50_000;

/// Days for which an intent is remembered.
pub const ANSWER_DAYS: i32 = 2;

/// Cases in one answer: a screen scrolls through them.
pub const CASES_PAGE_MAX: usize = 100;

/// Cases on one page of the ledger: what is late or due soon in a hall that is run.
pub const LEDGER_ROWS_MAX: usize = 200;

/// Characters of a notice: two lines of a board's width.
pub const NOTICE_CHARS_MAX: usize = 60;

/// Characters of a notice in English, whose letters are half as wide.
pub const NOTICE_EN_CHARS_MAX: usize = 120;

/// Cases looked at for one answer: a commit waits for whoever looks at the hall.
pub const CASES_LOOKED_AT_MAX: usize = 5_000;

/// What has to be put right in one answer, as with cases.
pub const RECTIFICATIONS_PAGE_MAX: usize = 100;

/// What has to be put right looked at for one answer.
pub const RECTIFICATIONS_LOOKED_AT_MAX: usize = 5_000;

/// Days of a register in one answer: a monthly bulletin needs one month.
pub const REGISTER_DAYS_MAX: i64 = 31;

/// Largest plan in bytes.
pub const PLAN_BYTES_MAX: usize = 2 * 1024 * 1024;

/// Feed and page streams at a time.
pub const CLIENTS_MAX: usize = 10_000;

/// Frames waiting for the slowest feed; a slower one is cut and resumes.
pub const FEED_BACKLOG_MAX: usize = 1024;

/// One HTTP request from the first byte to the last.
pub const REQUEST_TIMEOUT: Duration = Duration::from_secs(30);

/// New tickets are refused below this much free disk, in bytes.
pub const DISK_RESERVE: u64 = 64 * 1024 * 1024;

/// How often time is allowed to act on the hall.
pub const TICK: Duration = Duration::from_millis(500);

/// How long a closing server waits for its connections.
pub const SHUTDOWN: Duration = Duration::from_secs(3);

/// Longest line on the control socket in bytes.
pub const CONTROL_BYTES_MAX: usize = 64 * 1024;

/// Silence after which a connection is asked whether its peer is still there.
pub const KEEP_ALIVE: Duration = Duration::from_mins(1);

/// How long a feed waits for a reader that takes nothing before it is cut.
pub const SEND_TIMEOUT: Duration = Duration::from_secs(10);

/// Open files that the server asks for: every client is one.
pub const FILES_WANTED: u64 = 16_384;

/// Longest part of a request that an error answer repeats, in characters.
pub const ECHO_CHARS_MAX: usize = 200;

/// Connections at a time; every feed and page stream is one.
pub const CONNECTIONS_MAX: usize = CLIENTS_MAX + 2_000;

/// How long a connection may take to say what it wants, idle ones included.
pub const HEAD_TIMEOUT: Duration = Duration::from_secs(30);

/// Seconds for which a browser keeps a manager's session: a day's work.
pub const SESSION_S: u32 = 12 * 60 * 60;

/// Business days whose reports a page names.
pub const REPORT_DAYS_SHOWN: usize = 14;

/// Bytes of a sign-in form; a token has about fifty.
pub const SIGN_IN_BYTES_MAX: usize = 1024;

/// Bytes of any other form: a long text takes nine bytes a character on its way.
pub const FORM_BYTES_MAX: usize = 32 * 1024;

/// Days of rows that a period's report holds in memory at a time: about a month of 800 visits a day
/// are 20 MB.
pub const REPORT_PIECE_DAYS: u16 = 31;
