//! What can be wrong with the layout of a ticket.

use super::super::text::quoted;
use hall_core::plan::TicketPart;

/// Why a ticket cannot be printed as `[ticket]` wants it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TicketFault {
    /// Not a part of a ticket.
    UnknownPart {
        /// What is written.
        text: String,
    },
    /// It does not show its number.
    WithoutNumber,
    /// A line that no paper can hold.
    LineTooWide {
        /// The key.
        key: String,
        /// How wide it is.
        columns: usize,
        /// How wide it may be.
        columns_max: usize,
    },
}

impl TicketFault {
    /// A stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::UnknownPart { .. } => "unknown_ticket_part",
            Self::WithoutNumber => "ticket_without_number",
            Self::LineTooWide { .. } => "ticket_line_too_wide",
        }
    }

    /// What is wrong.
    pub(super) fn what(&self) -> String {
        match self {
            Self::UnknownPart { text } => format!("a ticket has no part {}", quoted(text)),
            Self::WithoutNumber => "the ticket lacks its number".to_owned(),
            Self::LineTooWide {
                key,
                columns,
                columns_max,
            } => format!("{key} is {columns} columns wide, the widest paper has {columns_max}"),
        }
    }

    /// What to do.
    pub(super) fn hint(&self) -> String {
        match self {
            Self::UnknownPart { .. } => {
                let words = TicketPart::ALL.map(TicketPart::word);
                format!("write some of {}", words.join(", "))
            }
            Self::WithoutNumber => "add \"number\" to parts".to_owned(),
            Self::LineTooWide { .. } => {
                "write less; a Chinese character is two columns wide".to_owned()
            }
        }
    }
}
