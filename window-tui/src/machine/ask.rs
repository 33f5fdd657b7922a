//! What a clerk is asked before an act can be sent.

use super::CaseMove;
use hall_core::code::{CaseId, TicketId, WindowNumber};

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
        /// The chosen place.
        to: Destination,
    },
    /// Why it goes there, in own words.
    TransferWords {
        /// The ticket.
        ticket: TicketId,
        /// The chosen place.
        to: Destination,
    },
    /// What came of it, when it is not done.
    Outcome {
        /// The ticket.
        ticket: TicketId,
    },
    /// Which part of what is said of the service.
    PutRight {
        /// The ticket.
        ticket: TicketId,
    },
    /// Which item is really served.
    ServedItem {
        /// The ticket.
        ticket: TicketId,
    },
    /// How many pieces.
    Quantity {
        /// The ticket.
        ticket: TicketId,
    },
    /// Which case.
    CaseNumber {
        /// The ticket.
        ticket: TicketId,
    },
    /// Which case goes on, by the end of its number.
    CaseWhich,
    /// Which of the cases found.
    CaseOf,
    /// What is done with it.
    CaseStep {
        /// The case.
        case: CaseId,
    },
    /// What the step takes.
    CaseTell(CaseMove),
    /// Which matter is next.
    GoOn {
        /// The ticket.
        ticket: TicketId,
    },
    /// What somebody without paper comes for.
    ServeWhat,
    /// Why they are served at once.
    ServeWhy {
        /// The chosen item.
        item: String,
    },
    /// Why they are served at once, in own words.
    ServeWords {
        /// The chosen item.
        item: String,
    },
    /// Whether the danger is over.
    AlarmOver,
    /// Which window is helped.
    HelpWhom,
    /// Which queue stops or goes on.
    StopWhich,
    /// Why it stops.
    StopWhy {
        /// The queue.
        queue: String,
    },
    /// Why it stops, in own words.
    StopWords {
        /// The queue.
        queue: String,
    },
    /// Who is called out of turn.
    CallWhom,
    /// Why out of turn.
    CallWhy {
        /// The chosen ticket.
        ticket: TicketId,
    },
    /// Why out of turn, in own words.
    CallWords {
        /// The chosen ticket.
        ticket: TicketId,
    },
    /// Who gives up.
    Withdraw,
    /// Why the window rests.
    PauseWhy,
    /// For how many minutes.
    PauseMinutes {
        /// The chosen reason.
        reason: String,
    },
    /// Close although people wait.
    Close,
    /// Leave although people wait.
    SignOut,
}

impl Ask {
    /// The ticket in hand that the question is about.
    pub(crate) const fn about(&self) -> Option<TicketId> {
        match self {
            Self::TransferTo { ticket }
            | Self::Outcome { ticket }
            | Self::PutRight { ticket }
            | Self::ServedItem { ticket }
            | Self::Quantity { ticket }
            | Self::CaseNumber { ticket }
            | Self::GoOn { ticket }
            | Self::TransferWhy { ticket, .. }
            | Self::TransferWords { ticket, .. } => Some(*ticket),
            _ => None,
        }
    }
}

/// Where a ticket is sent on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Destination {
    /// Any window of this queue.
    Queue(String),
    /// This window only.
    Window(WindowNumber),
    /// Whoever serves this item.
    Item(String),
}

impl Destination {
    /// How a line of the list stands for it; no code of a queue has a colon.
    pub(crate) fn value(&self) -> String {
        match self {
            Self::Queue(code) => code.clone(),
            Self::Window(number) => format!("{WINDOW}{number}"),
            Self::Item(code) => format!("{ITEM}{code}"),
        }
    }

    /// What a line of the list stands for.
    pub(crate) fn of(value: String) -> Self {
        if let Some(code) = value.strip_prefix(ITEM) {
            return Self::Item(code.to_owned());
        }
        let window = value.strip_prefix(WINDOW);
        match window.and_then(|number| number.parse().ok()) {
            Some(number) => Self::Window(number),
            None => Self::Queue(value),
        }
    }
}

const WINDOW: &str = "window:";
const ITEM: &str = "item:";
