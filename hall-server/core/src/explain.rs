//! Why somebody is next, or not: one line for the clerk, the guide and the citizen.

use crate::code::WindowNumber;
use crate::event::CallReason;
use crate::hall::Hall;
use crate::ticket::{Ticket, TicketState};
use crate::time::{Span, Time};

/// Where a waiting ticket stands, with the reason.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Standing {
    /// Callable people in front.
    pub ahead: u32,
    /// The reason.
    pub why: Why,
}

/// The reason for a ticket's standing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Why {
    /// Not waiting at all.
    NotWaiting,
    /// Not offered again before this moment.
    Cooling {
        /// The end of the cool-down.
        until: Time,
    },
    /// Only this window may call it.
    Bound {
        /// The window.
        window: WindowNumber,
    },
    /// The person is at a window, or was called for another ticket a moment ago.
    PersonBusy,
    /// Passed as often as the plan allows: next.
    Overtaken {
        /// Calls that passed it.
        times: u16,
    },
    /// Head start of its class.
    Credit {
        /// The head start.
        credit: Span,
        /// The arrival without it.
        arrival: Time,
    },
    /// Placed by its booked slot.
    Booked {
        /// The slot, or the check-in when late.
        arrival: Time,
    },
    /// Restored after it was missed: behind the people in front.
    Restored,
    /// By arrival.
    Arrival {
        /// The arrival.
        arrival: Time,
    },
}

impl Hall {
    /// Where a ticket stands and why.
    pub fn explain(&self, ticket: &Ticket, now: Time) -> Standing {
        Standing {
            ahead: self.ahead(ticket, now),
            why: self.why(ticket, now),
        }
    }

    fn why(&self, ticket: &Ticket, now: Time) -> Why {
        let overtakes_max = self
            .plan()
            .map_or(u16::MAX, |plan| plan.calls.overtakes_max);
        if ticket.state != TicketState::Waiting {
            return Why::NotWaiting;
        }
        if let Some(until) = ticket.cool_until.filter(|until| *until > now) {
            return Why::Cooling { until };
        }
        if self.is_person_busy(ticket, now) {
            return Why::PersonBusy;
        }
        if let Some(window) = ticket.only_window {
            return Why::Bound { window };
        }
        if ticket.overtaken >= overtakes_max {
            return Why::Overtaken {
                times: ticket.overtaken,
            };
        }
        if ticket.credit.0 > 0 {
            return Why::Credit {
                credit: ticket.credit,
                arrival: ticket.arrival,
            };
        }
        if ticket.booked {
            return Why::Booked {
                arrival: ticket.arrival,
            };
        }
        if ticket.restores > 0 {
            return Why::Restored;
        }
        Why::Arrival {
            arrival: ticket.arrival,
        }
    }

    /// The ticket that a window would call now, and why: what its screen shows as next.
    pub fn preview(&self, window: WindowNumber, now: Time) -> Option<(&Ticket, CallReason)> {
        let known = self
            .plan()
            .is_some_and(|plan| plan.windows.contains_key(&window));
        let choice = known.then(|| self.next_for(window, now)).flatten()?;
        Some((&self.tickets[&choice.ticket], choice.why))
    }
}
