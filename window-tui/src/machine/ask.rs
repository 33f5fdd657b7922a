//! What a clerk is asked before an act can be sent.

use hall_core::code::TicketId;

/// What is asked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Ask {
    /// Which held ticket goes on.
    Resume,
    /// Which held ticket goes back into the queue.
    Release,
    /// Which missed ticket waits again.
    Restore,
    /// Where the ticket in hand goes.
    TransferTo {
        /// The ticket.
        ticket: TicketId,
    },
    /// Why it goes there.
    TransferWhy {
        /// The ticket.
        ticket: TicketId,
        /// The chosen queue.
        queue: String,
    },
    /// Why it goes there, in own words.
    TransferWords {
        /// The ticket.
        ticket: TicketId,
        /// The chosen queue.
        queue: String,
    },
    /// Why the window rests.
    PauseWhy,
    /// For how many minutes.
    PauseMinutes {
        /// The chosen reason.
        reason: String,
    },
    /// Close although people wait.
    Close,
}

impl Ask {
    /// The ticket in hand that the question is about.
    pub(crate) const fn about(&self) -> Option<TicketId> {
        match self {
            Self::TransferTo { ticket }
            | Self::TransferWhy { ticket, .. }
            | Self::TransferWords { ticket, .. } => Some(*ticket),
            _ => None,
        }
    }
}
