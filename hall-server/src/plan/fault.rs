//! All that can be wrong in a plan, as data: a stable code and arguments.
//!
//! The words are in `words`; a translation is another pair of `what` and `hint` over the same data.

mod calendar;
mod noun;
mod ticket;
mod words;

pub use calendar::CalendarFault;
pub use noun::{Noun, Wanted};
pub use ticket::TicketFault;

use hall_core::Date;

/// One kind of mistake with what is needed to describe it.
///
/// `place` says where in the plan, in words: `[hours]`, `item GJ01`. Codes are shown as they are
/// when they are valid and in quotes otherwise.
#[derive(Clone, PartialEq, Eq, Debug)]
#[expect(
    missing_docs,
    reason = "the arguments of a mistake are named after the words they fill"
)]
pub enum Fault {
    /// The operating system does not give the file.
    FileUnreadable { reason: String },
    /// More than [`FILE_BYTES_MAX`](super::limits::FILE_BYTES_MAX) bytes.
    FileTooLarge,
    /// Written in another encoding.
    NotUtf8,
    /// Not TOML.
    Syntax { message: String },
    /// A key that means nothing.
    UnknownKey {
        key: String,
        place: String,
        near: Option<String>,
        known: String,
    },
    /// A key that must be there.
    MissingKey {
        key: String,
        place: String,
        wanted: Wanted,
    },
    /// A table that must be there.
    MissingTable { table: String },
    /// A value of another type.
    WrongType {
        key: String,
        place: String,
        wanted: Wanted,
        found: &'static str,
    },
    /// A number outside its bounds.
    OutOfRange {
        key: String,
        place: String,
        value: String,
        min: i64,
        max: i64,
    },
    /// A text without a letter.
    TextEmpty { key: String, place: String },
    /// A text longer than [`TEXT_CHARS_MAX`](super::limits::TEXT_CHARS_MAX).
    TextTooLong {
        key: String,
        place: String,
        chars: usize,
    },
    /// A text with a character that steers a printer or terminal.
    TextControl { key: String, place: String },
    /// A list longer than its limit.
    TooMany {
        key: String,
        place: String,
        count: usize,
        max: usize,
    },
    /// A list without entries.
    ListEmpty { key: String, place: String },
    /// Another version of the format.
    UnknownSchema { found: String },
    /// A code with characters that do not fit.
    BadCode { noun: Noun, code: String },
    /// A hall's code with characters that do not fit.
    BadHallCode { code: String },
    /// A series that is not a few capital letters.
    BadSeriesCode { code: String },
    /// The same code a second time.
    Duplicate {
        noun: Noun,
        code: String,
        first_line: usize,
    },
    /// The same word twice in one list.
    ListedTwice {
        key: String,
        place: String,
        value: String,
    },
    /// A name of something that is not in the plan.
    Unknown {
        noun: Noun,
        code: String,
        place: String,
        near: Option<String>,
    },
    /// An item that waits nowhere.
    ItemWithoutQueue { item: String },
    /// A queue that no window calls.
    QueueWithoutWindow { queue: String },
    /// A window with nothing to call.
    WindowWithoutQueue { window: String },
    /// A window that serves a queue and helps it too.
    HelpsOwnQueue { window: String, queue: String },
    /// One clerk on both posts of a window.
    SameClerk { window: String, clerk: String },
    /// The kiosks' blocks begin inside the online numbers.
    RangesOverlap {
        series: String,
        online_max: u32,
        block_from: u32,
    },
    /// The kiosks' blocks end before they begin.
    RangeEmpty {
        series: String,
        block_from: u32,
        block_to: u32,
    },
    /// Blocks of no numbers.
    BlockEmpty { series: String },
    /// One block is larger than the whole range.
    BlockTooLarge {
        series: String,
        block_size: u32,
        room: u32,
    },
    /// Not a time of day.
    BadTime { key: String, text: String },
    /// Not a day.
    BadDate { key: String, text: String },
    /// A day that is listed twice.
    DayTwice { day: Date },
    /// Not a weekday.
    BadWeekday { text: String, near: Option<String> },
    /// No day on which the hall works.
    NeverOpen,
    /// Opening hours that do not follow one another.
    HoursOutOfOrder {
        from: u16,
        to: u16,
        after: Option<u16>,
    },
    /// Numbers are given from a moment that is not before the last one.
    TicketHours {
        place: String,
        from: u16,
        until: u16,
    },
    /// Numbers are still given when the day is over.
    TicketsAfterClose {
        place: String,
        until: u16,
        close_latest: u16,
    },
    /// The day ends while windows are open.
    CloseTooEarly { close_latest: u16, last: u16 },
    /// A window opens when the hall has closed.
    WindowOpensLate {
        window: String,
        open: u16,
        last: u16,
    },
    /// Classes without `normal`.
    NoNormalClass,
    /// Not a language of the catalogue.
    BadLanguage { text: String },
    /// Not a time zone.
    BadTimezone { text: String },
    /// A day that does not fit into its year's notice.
    Calendar(CalendarFault),
    /// The ticket cannot be printed so.
    Ticket(TicketFault),
    /// A zone on a floor that the hall does not have.
    NoSuchFloor { zone: String, floor: u8, floors: u8 },
    /// Yellow comes after red.
    YellowOverRed { yellow: u32, red: u32 },
    /// More days promised than the law allows.
    PromiseOverLimit {
        item: String,
        promised: u16,
        legal: u16,
    },
    /// More mistakes than are shown.
    TooManyErrors { more: usize },
    /// The core's own check found something that the parser let pass.
    Inconsistent { problem: String },
}

impl Fault {
    /// The stable code of this kind.
    pub fn code(&self) -> &'static str {
        match self {
            Self::FileUnreadable { .. } => "file_unreadable",
            Self::FileTooLarge => "file_too_large",
            Self::NotUtf8 => "not_utf8",
            Self::Syntax { .. } => "syntax",
            Self::UnknownKey { .. } => "unknown_key",
            Self::MissingKey { .. } => "missing_key",
            Self::MissingTable { .. } => "missing_table",
            Self::WrongType { .. } => "wrong_type",
            Self::OutOfRange { .. } => "out_of_range",
            Self::TextEmpty { .. } => "text_empty",
            Self::TextTooLong { .. } => "text_too_long",
            Self::TextControl { .. } => "text_control",
            Self::TooMany { .. } => "too_many",
            Self::ListEmpty { .. } => "list_empty",
            Self::UnknownSchema { .. } => "unknown_schema",
            Self::BadCode { .. } => "bad_code",
            Self::BadHallCode { .. } => "bad_hall_code",
            Self::BadSeriesCode { .. } => "bad_series_code",
            Self::Duplicate { .. } => "duplicate",
            Self::ListedTwice { .. } => "listed_twice",
            Self::Unknown { .. } => "unknown",
            Self::ItemWithoutQueue { .. } => "item_without_queue",
            Self::QueueWithoutWindow { .. } => "queue_without_window",
            Self::WindowWithoutQueue { .. } => "window_without_queue",
            Self::HelpsOwnQueue { .. } => "helps_own_queue",
            Self::SameClerk { .. } => "same_clerk",
            Self::RangesOverlap { .. } => "ranges_overlap",
            Self::RangeEmpty { .. } => "range_empty",
            Self::BlockEmpty { .. } => "block_empty",
            Self::BlockTooLarge { .. } => "block_too_large",
            Self::BadTime { .. } => "bad_time",
            Self::BadDate { .. } => "bad_date",
            Self::DayTwice { .. } => "day_twice",
            Self::BadWeekday { .. } => "bad_weekday",
            Self::NeverOpen => "never_open",
            Self::HoursOutOfOrder { .. } => "hours_out_of_order",
            Self::TicketHours { .. } => "ticket_hours",
            Self::TicketsAfterClose { .. } => "tickets_after_close",
            Self::CloseTooEarly { .. } => "close_too_early",
            Self::WindowOpensLate { .. } => "window_opens_late",
            Self::NoNormalClass => "no_normal_class",
            Self::BadLanguage { .. } => "bad_language",
            Self::Calendar(fault) => fault.code(),
            Self::Ticket(fault) => fault.code(),
            Self::BadTimezone { .. } => "bad_timezone",
            Self::NoSuchFloor { .. } => "no_such_floor",
            Self::YellowOverRed { .. } => "yellow_over_red",
            Self::PromiseOverLimit { .. } => "promise_over_limit",
            Self::TooManyErrors { .. } => "too_many_errors",
            Self::Inconsistent { .. } => "inconsistent",
        }
    }
}
