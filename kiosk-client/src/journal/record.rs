//! What the kiosk writes down, one noun per record.

use hall_core::Date;
use hall_core::code::{SeriesCode, TicketId};
use hall_core::ticket::PaperState;
use hall_protocol::Stamp;
use hall_protocol::api::Take;
use hall_protocol::view::BlockView;
use serde::{Deserialize, Serialize};

/// One fact. Facts of one append are durable together.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "record", rename_all = "snake_case")]
pub enum Record {
    /// The server is about to be asked for a number; from here on it may know the intent.
    Asked {
        /// The intent; also inside `take`.
        request_id: String,
        /// Exactly what is sent, in every try.
        take: Take,
        /// The business day, as far as the kiosk knew it.
        day: Option<Date>,
        /// When it was touched, by the hall's clock.
        at: Option<Stamp>,
    },
    /// The server gave a number, and its paper is about to be printed or given up.
    Answered {
        /// The intent.
        request_id: String,
        /// The ticket.
        ticket: TicketId,
        /// Its number.
        number: String,
        /// Its business day.
        day: Date,
    },
    /// The kiosk gave a number of its own, and its paper is about to be printed.
    Numbered {
        /// The intent.
        request_id: String,
        /// What is handed in; here too, so that a damaged [`Record::Asked`] costs nobody a place.
        take: Take,
        /// The business day of the block.
        day: Date,
        /// The series.
        series: SeriesCode,
        /// The number.
        n: u32,
        /// The number as printed.
        label: String,
        /// The token in the printed QR code.
        token: String,
        /// When it was touched, by the hall's clock.
        at: Option<Stamp>,
        /// The same by the kiosk's monotonic clock; means nothing after a restart.
        mono_ms: u64,
        /// The last contact with the server before it.
        last_contact: Stamp,
    },
    /// A block of numbers belongs to this kiosk.
    Leased {
        /// The block.
        block: BlockView,
        /// The first number of it that was never used; past its end when there is none.
        next: u32,
        /// The server's epoch: after a lost history the server may not know the block any more.
        epoch: String,
        /// When, by the hall's clock.
        at: Stamp,
    },
    /// Bytes are about to go to the printer.
    Printing {
        /// The intent.
        request_id: String,
        /// Counts every print of this kiosk, from 1.
        job: u64,
        /// The paper is marked as a copy (I16).
        copy: bool,
    },
    /// What became of a paper.
    Paper {
        /// The intent.
        request_id: String,
        /// The print; 0 when none was ever begun.
        job: u64,
        /// The id under which the server is told, in every try.
        report_id: String,
        /// By the printer's own word only (I18).
        paper: PaperState,
    },
    /// The server was told of a paper.
    Reported {
        /// The intent.
        request_id: String,
        /// The print.
        job: u64,
    },
    /// The server knows a number of ours.
    HandedIn {
        /// The intent.
        request_id: String,
        /// The ticket; none when its day was over and nothing more can be said of it.
        ticket: Option<TicketId>,
    },
    /// Nothing more is to be done for an intent.
    Forgot {
        /// The intent.
        request_id: String,
    },
    /// The highest online number whose paper is about to come out here: whatever the server
    /// forgets, this kiosk knows that it was given.
    Witness {
        /// The business day.
        day: Date,
        /// The series.
        series: SeriesCode,
        /// The number.
        online: u32,
    },
    /// How many prints were begun so far, where no print tells it.
    Jobs {
        /// The highest print.
        job: u64,
    },
    /// The server's history; blocks of another one are not used any more.
    Epoch {
        /// The epoch.
        epoch: String,
    },
}

impl Record {
    /// The intent it is about.
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Asked { request_id, .. }
            | Self::Answered { request_id, .. }
            | Self::Numbered { request_id, .. }
            | Self::Printing { request_id, .. }
            | Self::Paper { request_id, .. }
            | Self::Reported { request_id, .. }
            | Self::HandedIn { request_id, .. }
            | Self::Forgot { request_id } => Some(request_id),
            Self::Leased { .. } | Self::Witness { .. } | Self::Jobs { .. } | Self::Epoch { .. } => {
                None
            }
        }
    }

    /// Whether it takes up something new; what settles older things is written into the reserve.
    pub const fn begins(&self) -> bool {
        matches!(
            self,
            Self::Asked { .. } | Self::Numbered { .. } | Self::Leased { .. }
        )
    }
}
