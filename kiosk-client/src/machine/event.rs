//! All that can happen to the kiosk, and all that it can ask the shell to do.

use super::offline::Offline;
use crate::journal::Record;
use crate::printer::{Cause, Outcome};
use crate::take::Order;
use hall_core::Time;
use hall_core::code::ItemCode;
use hall_core::device::PrinterTrouble;
use hall_core::plan::Language;
use hall_device::ApiError;
use hall_protocol::frame::{Highest, Welcome};
use hall_protocol::view::{BlockView, ItemView, TicketView};
use hall_protocol::{Picture, Problem, api};
use serde::Serialize;
use std::sync::Arc;

/// The clocks, read by the shell.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Now {
    /// Milliseconds of a monotonic clock, from any start; it goes on while the machine lives.
    pub mono_ms: u64,
    /// The hall's time: the last one heard, gone on by the monotonic clock. Before the first
    /// contact of a run the computer's own clock may stand in; without any clock the kiosk gives
    /// no numbers of its own, because it does not know the day.
    pub hall: Option<Time>,
}

/// Something happened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Event {
    /// A person wants a number.
    Touched {
        /// Names the touch; the same one again means nothing.
        touch: u64,
        /// What for. A request id in it is used, otherwise one is drawn.
        order: Box<Order>,
    },
    /// A visitor says that the paper of a touch did not come, or cannot be read.
    NotCome {
        /// The touch.
        touch: u64,
    },
    /// Records are durable.
    Stored {
        /// The id of [`Action::Store`].
        id: u64,
    },
    /// Records are not durable.
    NotStored {
        /// The id of [`Action::Store`].
        id: u64,
        /// Why, for staff.
        why: String,
    },
    /// A request was answered, or was not.
    Reply {
        /// The try it belongs to.
        call: u64,
        /// The answer.
        result: Result<Answer, Failure>,
    },
    /// News of the feed.
    Link(LinkNews),
    /// The hall's items.
    Items(Vec<ItemView>),
    /// A print job ended.
    Printed {
        /// The job of [`Action::Print`].
        job: u64,
        /// By the printer's own word.
        outcome: Outcome,
    },
    /// The printer was looked at, or has printed.
    Printer(PrinterSaid),
    /// A person wants something to read on paper.
    SlipWanted {
        /// The touch.
        touch: u64,
        /// What.
        order: Box<SlipOrder>,
    },
    /// A slip ended.
    SlipPrinted {
        /// The touch.
        touch: u64,
        /// By the printer's own word.
        outcome: Outcome,
    },
    /// Time passed.
    Tick,
}

/// Something to read on paper that is no ticket: nothing of it is journalled.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SlipOrder {
    /// All there is to know of an item (一次性告知单).
    Notice {
        /// The item.
        item: ItemCode,
        /// The reader's language.
        language: Language,
    },
    /// Where a number stands.
    Enquiry {
        /// The number as it was written.
        number: String,
        /// The answer, in the reader's language.
        said: String,
        /// The reader's language.
        language: Language,
    },
}

/// How the printer is, as far as it says so.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PrinterSaid {
    /// Its trouble; none when it is fine.
    pub trouble: Option<PrinterTrouble>,
    /// About so many papers are left on the roll.
    pub papers_left: Option<u32>,
}

/// News of the feed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LinkNews {
    /// The server knows us.
    Connected(Box<Welcome>),
    /// The hall changed, or was told anew.
    Picture(Arc<Picture>),
    /// The connection is gone; it is tried again without end.
    Lost {
        /// Why, for staff.
        why: String,
        /// When the server was last heard, in milliseconds of the monotonic clock.
        since_ms: u64,
    },
    /// The server does not want us.
    Refused {
        /// A stable code.
        code: String,
        /// What happened and what to do next.
        title: String,
    },
}

/// What the server answered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Answer {
    /// A ticket.
    Ticket(Box<TicketView>),
    /// A block of numbers.
    Block(BlockView),
    /// Done, with nothing to show: a number of a day that is over was handed in (body `null`).
    Nothing,
}

/// Why there is no answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Failure {
    /// The server refused.
    Refused(Box<Problem>),
    /// No answer came; whether it happened is not known.
    Unreachable(String),
    /// The answer was not understood; whether it happened is not known.
    Protocol(String),
}

impl From<ApiError> for Failure {
    fn from(error: ApiError) -> Self {
        match error {
            ApiError::Refused(problem) => Self::Refused(problem),
            ApiError::Unreachable { what } => Self::Unreachable(what),
            ApiError::Protocol { what } => Self::Protocol(what),
        }
    }
}

/// Something to do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Action {
    /// Append to the journal and sync, in order; answer with [`Event::Stored`] or
    /// [`Event::NotStored`].
    Store {
        /// Names the append.
        id: u64,
        /// What is written, all of it or nothing.
        records: Vec<Record>,
    },
    /// Send a request once; answer with [`Event::Reply`]. The machine tries again by itself.
    Post(Post),
    /// Fetch the hall's items; answer with [`Event::Items`] when it works.
    FetchItems,
    /// Print; answer with [`Event::Printed`].
    Print(Box<Print>),
    /// Print a slip; answer with [`Event::SlipPrinted`].
    PrintSlip {
        /// The touch.
        touch: u64,
        /// What.
        order: Box<SlipOrder>,
    },
    /// Tell the person who touched.
    Tell {
        /// The touch.
        touch: u64,
        /// What.
        said: Said,
    },
    /// The link's cursor must remember these numbers: this device is their witness.
    Note(Highest),
}

/// One try of one request.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Post {
    /// Names the try.
    pub call: u64,
    /// Below the server's address.
    pub path: String,
    /// The intent, the same in every try.
    pub request_id: String,
    /// What is sent.
    pub body: Body,
}

/// A body of section 9.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(untagged)]
pub enum Body {
    /// A take; answered by a ticket.
    Take(Box<api::Take>),
    /// A number printed without the server; answered by a ticket, or by nothing.
    HandIn(Box<api::HandIn>),
    /// A lease; answered by a block.
    Lease(api::Lease),
    /// What became of a paper; answered by a ticket.
    Paper(api::Paper),
    /// Giving a number back; answered by a ticket.
    Act(Box<api::Act>),
    /// How the printer is; answered by nothing.
    Printer(api::Printer),
}

/// A paper to be printed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Print {
    /// Names the job; also what the printer's confirmation is told apart by.
    pub job: u64,
    /// The intent.
    pub request_id: String,
    /// What stands on it. A number of the kiosk's own has the id 0 and no place yet.
    pub ticket: TicketView,
    /// It must be marked as a copy.
    pub copy: bool,
    /// Whether `ahead` and `wait_minutes` mean anything.
    pub wait_known: bool,
}

/// What a person is told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Said {
    /// The number is taken and its paper is on the way.
    Printing {
        /// The number.
        number: String,
        /// It is marked as a copy.
        copy: bool,
    },
    /// The printer confirmed the paper.
    Printed {
        /// The number.
        number: String,
        /// It is marked as a copy.
        copy: bool,
    },
    /// Nobody can say whether the paper came: look, and ask for a copy if it did not.
    PrintedUnknown {
        /// The number, which holds.
        number: String,
        /// It is marked as a copy.
        copy: bool,
    },
    /// The paper did not come; the number holds all the same.
    NotPrinted {
        /// The number.
        number: String,
        /// It would have been marked as a copy.
        copy: bool,
        /// Why.
        cause: Cause,
    },
    /// The server said no, in the person's language; no number was taken.
    Refused(Box<Problem>),
    /// No number: the server does not answer and the kiosk cannot give one.
    Offline(Offline),
    /// No number: others are being served; in a moment again.
    Busy,
    /// What became of a slip.
    Slip(Outcome),
    /// No copy: too many already, or the touch is too long ago.
    NoCopy,
    /// No paper: the kiosk cannot write its journal.
    NotStored {
        /// Why, for staff.
        why: String,
    },
}
