//! A person in front of the kiosk: from the touch to the paper.

use hall_core::Time;
use hall_device::Backoff;
use hall_protocol::api::Take;
use hall_protocol::view::TicketView;

/// A touch on its way to a paper.
#[derive(Clone, Debug)]
pub(super) struct Front {
    /// The touch.
    pub(super) touch: u64,
    /// What is asked, with its request id.
    pub(super) take: Take,
    /// When it was touched, by the monotonic clock.
    pub(super) mono_ms: u64,
    /// When it was touched, by the hall's clock.
    pub(super) hall: Option<Time>,
    /// How far it has come.
    pub(super) stage: Stage,
    /// What the server gave.
    pub(super) ticket: Option<Box<TicketView>>,
    /// It waits for the printer, or is being printed.
    pub(super) queued: bool,
}

/// How far a touch has come with the server.
#[derive(Clone, Debug)]
pub(super) enum Stage {
    /// The intent is on its way to the disk; nothing was sent.
    Storing,
    /// The server is asked.
    Asking {
        /// Since when, by the monotonic clock.
        since_ms: u64,
        /// The next try, while none is under way.
        retry_ms: u64,
        /// How tries are spaced.
        backoff: Backoff,
    },
    /// The server is not there and is not asked.
    Away,
}

impl Front {
    /// The intent.
    pub(super) fn request_id(&self) -> &str {
        &self.take.request_id
    }
}

/// A paper that waits for the printer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Job {
    /// Who is told.
    pub(super) touch: u64,
    /// The intent.
    pub(super) request_id: String,
    /// It is a copy of a paper of [`Recent`].
    pub(super) copy: bool,
}

/// The one paper at the printer.
#[derive(Clone, Debug)]
pub(super) struct Current {
    /// Who is told.
    pub(super) touch: u64,
    /// What is printed.
    pub(super) print: super::Print,
    /// What is written before its first byte, until it is durable.
    pub(super) records: Vec<crate::journal::Record>,
    /// What was asked for.
    pub(super) take: Take,
    /// Since when, by the monotonic clock; none until the records are durable.
    pub(super) since_ms: Option<u64>,
}

/// A ticket whose paper may be asked for again.
#[derive(Clone, Debug)]
pub(super) struct Recent {
    /// The last touch it was printed for.
    pub(super) touch: u64,
    /// What was asked for.
    pub(super) take: Take,
    /// What stands on it.
    pub(super) ticket: TicketView,
    /// Whether the wait on it means anything.
    pub(super) wait_known: bool,
    /// Copies so far.
    pub(super) copies: u8,
    /// What became of its ticket, as far as the picture told.
    pub(super) life: Life,
}

/// Whether a ticket is still good for a copy.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Life {
    /// The picture has not shown it yet; it is new, or the server is away.
    #[default]
    New,
    /// It stands in the picture.
    Live,
    /// It stood there and is gone: served, or given up.
    Over,
}

impl Life {
    /// The next picture has it, or has it not.
    pub(super) const fn seen(self, is_there: bool) -> Self {
        match (self, is_there) {
            (_, true) => Self::Live,
            (Self::New, false) => Self::New,
            (Self::Live | Self::Over, false) => Self::Over,
        }
    }
}
