//! The English words of every mistake: what is wrong, and what to do next.
//!
//! Texts that come from the file are quoted where they are shown, so no file can steer the terminal
//! that shows its errors.

use super::super::limits;
use super::super::text::{clock, quoted};
use super::Fault;

impl Fault {
    /// What is wrong, in English, without a full stop.
    #[expect(
        clippy::too_many_lines,
        reason = "one sentence per kind reads best as one table"
    )]
    pub fn what(&self) -> String {
        match self {
            Self::FileUnreadable { reason } => format!("the file cannot be read ({reason})"),
            Self::FileTooLarge => {
                format!(
                    "the file is larger than {} MiB",
                    limits::FILE_BYTES_MAX / 1024 / 1024
                )
            }
            Self::NotUtf8 => "the file is not UTF-8 text".to_owned(),
            Self::Syntax { message } => format!("this is not TOML: {message}"),
            Self::UnknownKey { key, place, .. } => {
                format!("unknown key {} in {place}", quoted(key))
            }
            Self::MissingKey { key, place, .. } => format!("{place} has no {}", quoted(key)),
            Self::MissingTable { table } => format!("the plan has no {table}"),
            Self::WrongType {
                key,
                place,
                wanted,
                found,
            } => {
                format!(
                    "{} in {place} is not {} but {found}",
                    quoted(key),
                    wanted.words()
                )
            }
            Self::OutOfRange {
                key, place, value, ..
            } => {
                format!("{} in {place} is {value}", quoted(key))
            }
            Self::TextEmpty { key, place } | Self::ListEmpty { key, place } => {
                format!("{} in {place} is empty", quoted(key))
            }
            Self::TextTooLong { key, place, chars } => {
                format!("{} in {place} has {chars} characters", quoted(key))
            }
            Self::TextControl { key, place } => {
                format!(
                    "{} in {place} has a line break or control character",
                    quoted(key)
                )
            }
            Self::TooMany {
                key, place, count, ..
            } => {
                format!("{} in {place} has {count} entries", quoted(key))
            }
            Self::UnknownSchema { found } => format!("unknown schema {found}"),
            Self::BadCode { noun, code } => {
                format!("{} code {} is wrong", noun.word(), quoted(code))
            }
            Self::BadHallCode { code } => format!("hall code {} is wrong", quoted(code)),
            Self::BadSeriesCode { code } => format!("series {} is not letters", quoted(code)),
            Self::Duplicate { noun, code, .. } => {
                format!("{} {code} is there twice", noun.word())
            }
            Self::ListedTwice { key, place, value } => {
                format!("{} in {place} names {value} twice", quoted(key))
            }
            Self::Unknown {
                noun, code, place, ..
            } => {
                format!("{place} names unknown {} {}", noun.word(), quoted(code))
            }
            Self::ItemWithoutQueue { item } => format!("{item} has no queue"),
            Self::QueueWithoutWindow { queue } => format!("no window serves queue {queue}"),
            Self::WindowWithoutQueue { window } => format!("{window} serves and helps no queue"),
            Self::HelpsOwnQueue { window, queue } => {
                format!("{window} helps queue {queue}, which it serves already")
            }
            Self::SameClerk { window, clerk } => {
                format!("{window} has clerk {clerk} on both posts")
            }
            Self::RangesOverlap {
                series,
                online_max,
                block_from,
            } => format!(
                "the ranges of series {series} overlap: online numbers go up to {online_max}, \
                 blocks begin at {block_from}"
            ),
            Self::RangeEmpty {
                series,
                block_from,
                block_to,
            } => format!(
                "the blocks of series {series} end at {block_to}, before they begin at {block_from}"
            ),
            Self::BlockEmpty { series } => format!("a block of series {series} has no numbers"),
            Self::BlockTooLarge {
                series,
                block_size,
                room,
            } => format!(
                "a block of series {series} has {block_size} numbers, but there is room for {room}"
            ),
            Self::BadTime { key, text } => {
                format!("{} in {} is no time", quoted(text), quoted(key))
            }
            Self::BadDate { key, text } => {
                format!("{} in {} is no date", quoted(text), quoted(key))
            }
            Self::DayTwice { day } => format!("{day} is listed twice among days off and on"),
            Self::BadWeekday { text, .. } => format!("{} is no weekday", quoted(text)),
            Self::NeverOpen => "the hall works on no day".to_owned(),
            Self::HoursOutOfOrder {
                from,
                to,
                after: None,
            } => {
                format!(
                    "the hours from {} to {} run backwards",
                    clock(*from),
                    clock(*to)
                )
            }
            Self::HoursOutOfOrder {
                from,
                after: Some(after),
                ..
            } => format!(
                "the hours from {} begin before those before them end at {}",
                clock(*from),
                clock(*after)
            ),
            Self::TicketHours { place, from, until } => format!(
                "{place} gives numbers from {} until {}, which is never",
                clock(*from),
                clock(*until)
            ),
            Self::TicketsAfterClose {
                place,
                until,
                close_latest,
            } => format!(
                "{place} gives numbers until {}, but the day ends at {}",
                clock(*until),
                clock(*close_latest)
            ),
            Self::CloseTooEarly { close_latest, last } => format!(
                "the day ends at {}, but windows are open until {}",
                clock(*close_latest),
                clock(*last)
            ),
            Self::WindowOpensLate { window, open, last } => format!(
                "{window} opens at {}, but the hall closes at {}",
                clock(*open),
                clock(*last)
            ),
            Self::NoNormalClass => "the classes lack \"normal\"".to_owned(),
            Self::BadLanguage { text } => format!("unknown language {}", quoted(text)),
            Self::BadTimezone { text } => format!("unknown time zone {}", quoted(text)),
            Self::Calendar(fault) => fault.what(),
            Self::Ticket(fault) => fault.what(),
            Self::NoSuchFloor {
                zone,
                floor,
                floors,
            } => {
                format!("{zone} is on floor {floor} of {floors}")
            }
            Self::YellowOverRed { yellow, red } => {
                format!("waits turn yellow after {yellow} minutes, but red after {red}")
            }
            Self::PromiseOverLimit {
                item,
                promised,
                legal,
            } => {
                format!("{item} promises {promised} working days, but the law allows {legal}")
            }
            Self::TooManyErrors { more } => format!("there are {more} more errors"),
            Self::Inconsistent { problem } => format!("the plan contradicts itself ({problem})"),
        }
    }

    /// What to do next, in English, without a full stop.
    pub fn hint(&self) -> String {
        match self {
            Self::FileUnreadable { .. } => "check its path and its rights".to_owned(),
            Self::FileTooLarge => "take out what does not belong to the plan".to_owned(),
            Self::NotUtf8 => "save it as UTF-8 in the editor".to_owned(),
            Self::Syntax { .. } => {
                "look for a missing quote, bracket or = here or on the line before".to_owned()
            }
            Self::UnknownKey {
                near: Some(near), ..
            }
            | Self::Unknown {
                near: Some(near), ..
            }
            | Self::BadWeekday {
                near: Some(near), ..
            } => format!("did you mean {}?", quoted(near)),
            Self::UnknownKey { known, .. } => format!("known here: {known}"),
            Self::MissingKey { key, wanted, .. } => {
                format!("add a line like {}", wanted.example(key))
            }
            Self::MissingTable { table } => format!("add a table that begins with {table}"),
            Self::WrongType { key, wanted, .. } => format!("write it like {}", wanted.example(key)),
            Self::OutOfRange { min, max, .. } => {
                format!("write a whole number from {min} to {max}")
            }
            Self::TextEmpty { .. } => "write a text or take the line out".to_owned(),
            Self::TextTooLong { .. } => {
                format!("write at most {}", limits::TEXT_CHARS_MAX)
            }
            Self::TextControl { .. } => "write it as plain text on one line".to_owned(),
            Self::TooMany { max, .. } => format!("write at most {max}"),
            Self::ListEmpty { .. } => "write at least one entry".to_owned(),
            Self::UnknownSchema { .. } => "this program knows schema = 1".to_owned(),
            Self::BadCode { .. } | Self::BadHallCode { .. } => format!(
                "write 1 to {} letters A-Z or a-z, digits, '-' or '_'",
                hall_core::code::CODE_MAX
            ),
            Self::BadSeriesCode { .. } => {
                format!(
                    "write 1 to {} capital letters A-Z",
                    limits::SERIES_LETTERS_MAX
                )
            }
            Self::Duplicate { first_line, .. } => {
                format!("the first one is on line {first_line}; change or remove one of them")
            }
            Self::ListedTwice { .. } | Self::DayTwice { .. } => "remove one of them".to_owned(),
            Self::Unknown { noun, .. } => format!("name one of {} or add it there", noun.table()),
            Self::ItemWithoutQueue { .. } => {
                "add a line queue = \"…\" with a code of [[queues]]".to_owned()
            }
            Self::QueueWithoutWindow { .. } => {
                "add it to the queues of a window or remove it".to_owned()
            }
            Self::WindowWithoutQueue { .. } => {
                "add a line like queues = [\"…\"] or remove the window".to_owned()
            }
            Self::HelpsOwnQueue { .. } => "take it out of queues or out of helps".to_owned(),
            Self::SameClerk { .. } => "name another clerk or leave clerk_b out".to_owned(),
            Self::RangesOverlap { online_max, .. } => {
                format!("let block_from be at least {}", u64::from(*online_max) + 1)
            }
            Self::RangeEmpty { block_from, .. } => {
                format!("let block_to be at least {block_from}")
            }
            Self::BlockEmpty { .. } => "let block_size be at least 1, usually 500".to_owned(),
            Self::BlockTooLarge { .. } => "make block_size smaller or block_to larger".to_owned(),
            Self::BadTime { .. } => "write hours and minutes like \"09:00\"".to_owned(),
            Self::BadDate { .. } => {
                "write a day that exists like 2026-03-03, or in lists a range like \
                 \"2026-10-01..2026-10-07\""
                    .to_owned()
            }
            Self::BadWeekday { .. } => "write mon, tue, wed, thu, fri, sat or sun".to_owned(),
            Self::NeverOpen => "name at least one of weekdays or days_on".to_owned(),
            Self::HoursOutOfOrder { .. } => "write the spans in the order of the day".to_owned(),
            Self::TicketHours { .. } => "let the first time be before the last".to_owned(),
            Self::TicketsAfterClose { .. } => {
                "stop earlier or let close_latest of [hours] be later".to_owned()
            }
            Self::CloseTooEarly { last, .. } => {
                format!("let close_latest be at least \"{}\"", clock(*last))
            }
            Self::WindowOpensLate { .. } => "write an earlier time or take the line out".to_owned(),
            Self::NoNormalClass => "add one with code = \"normal\"".to_owned(),
            Self::BadLanguage { .. } => "write \"zh-CN\", \"en\" or \"zh-Hant\"".to_owned(),
            Self::Calendar(fault) => fault.hint(),
            Self::Ticket(fault) => fault.hint(),
            Self::BadTimezone { .. } => "write an IANA name like \"Asia/Shanghai\"".to_owned(),
            Self::NoSuchFloor { .. } => "change its floor or floors in [hall]".to_owned(),
            Self::YellowOverRed { .. } => "let yellow come before red".to_owned(),
            Self::PromiseOverLimit { .. } => "correct promised_days or legal_days".to_owned(),
            Self::TooManyErrors { .. } => "mend these first and check again".to_owned(),
            Self::Inconsistent { .. } => {
                "this is a gap in the check of plans, please report it with the file".to_owned()
            }
        }
    }
}
