//! What a screen can show.

use crate::machine::Offline;
use crate::printer::Cause;
use hall_core::code::{ItemCode, ZoneCode};
use hall_protocol::Problem;
use hall_protocol::view::TicketView;

/// One view.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum View {
    /// Frequent items, zones, and the other ways in.
    Home,
    /// The items of a zone, by department.
    Zone(ZoneCode),
    /// Items that fit what was written so far.
    Search(String),
    /// One item: what to know before taking a number.
    Item(ItemCode),
    /// A number is on its way.
    Waiting {
        /// The item.
        item: ItemCode,
    },
    /// A number that was given.
    Number {
        /// The item.
        item: ItemCode,
        /// The number.
        number: String,
        /// What is known of its paper.
        paper: Paper,
        /// The paper is marked as a copy.
        copy: bool,
    },
    /// The ticket of a scanned code.
    Standing(Standing),
    /// Something to read is being printed, or was.
    Slip(Paper),
    /// What else people look for in the hall.
    Places,
    /// No number.
    Sorry(Sorry),
    /// Where a written number stands.
    Find(String),
}

/// What is known of the paper.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Paper {
    /// It is being printed.
    Printing,
    /// It is there.
    Printed,
    /// Nobody can say: look, and say so if it did not come.
    Unknown,
    /// It did not come; the number holds all the same.
    Failed(Cause),
}

/// What is known of the ticket of a scanned code.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Standing {
    /// The server is asked.
    Looking,
    /// The ticket as it is now.
    Ticket(Box<TicketView>),
    /// The server said no, in the reader's language.
    Refused(Box<Problem>),
    /// Nobody can say: the server does not answer.
    Away,
    /// The code is none of ours.
    Unknown,
    /// A card that cannot be read.
    BadCard,
}

/// Why there is no number.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Sorry {
    /// The server said no, in the reader's language.
    Refused(Box<Problem>),
    /// The server is away and the kiosk cannot give one.
    Offline(Offline),
    /// Others are being served.
    Busy,
    /// No further copy.
    NoCopy,
    /// The kiosk's disk takes nothing.
    NotStored,
    /// The kiosk is ending.
    Ended,
}
