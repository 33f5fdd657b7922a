//! What a guide is asked before an act can be sent.

use hall_core::code::{ItemCode, TicketId};

/// What is asked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Ask {
    /// Which window is helped.
    HelpWhom,
    /// Whether the applicant is old enough for the item.
    Age(ItemCode),
    /// Which class the person belongs to.
    Class(Draft),
    /// What to do with a ticket.
    Deed(TicketId),
    /// Which other class a waiting person belongs to.
    Reclass(TicketId),
    /// Why, from a list.
    Why(Deed),
    /// Why, in own words.
    Words(Deed),
}

impl Ask {
    /// The ticket that the question is about.
    pub(super) const fn about(&self) -> Option<TicketId> {
        match self {
            Self::Deed(ticket) | Self::Reclass(ticket) => Some(*ticket),
            Self::Why(deed) | Self::Words(deed) => Some(deed.ticket()),
            Self::HelpWhom | Self::Age(_) | Self::Class(_) => None,
        }
    }
}

/// A number that is about to be asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Draft {
    /// What for.
    pub item: ItemCode,
    /// The applicant's age was asked for and confirmed.
    pub age_confirmed: bool,
    /// Somebody comes for the applicant.
    pub agent: bool,
}

/// Something that is done to a ticket on record, with a reason.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Deed {
    /// Another class.
    Reclass {
        /// The ticket.
        ticket: TicketId,
        /// The class's code.
        class: String,
    },
    /// The number is worth nothing any more.
    Void {
        /// The ticket.
        ticket: TicketId,
    },
}

impl Deed {
    /// The ticket.
    pub const fn ticket(&self) -> TicketId {
        match self {
            Self::Reclass { ticket, .. } | Self::Void { ticket } => *ticket,
        }
    }

    /// The listed reasons, as the ends of their names in the catalogue.
    pub(super) const fn reasons(&self) -> &'static [&'static str] {
        match self {
            Self::Reclass { .. } => &[
                "elder", "disabled", "pregnant", "child", "soldier", "mistake",
            ],
            Self::Void { .. } => &["no-paper", "wrong-item", "twice", "leaves"],
        }
    }
}
