//! Requests under way, and what their refusals mean.

use hall_core::code::{SeriesCode, TicketId};
use hall_protocol::Problem;

/// One try of one request.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Call {
    /// What it is for.
    pub(super) purpose: Purpose,
    /// Since when, by the monotonic clock.
    pub(super) since_ms: u64,
}

/// What a request is for.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Purpose {
    /// A number for somebody in front of the kiosk.
    Take(String),
    /// Telling the server of a number of ours.
    HandIn(String),
    /// Telling the server of a paper.
    Report(String, u64),
    /// Learning whether an intent without paper has a number.
    Settle(String),
    /// Giving such a number back.
    Withdraw(String, TicketId),
    /// A block of a series.
    Lease(SeriesCode),
    /// Telling staff how the printer is.
    Printer,
}

impl Purpose {
    /// Whether nobody waits for it.
    pub(super) const fn is_errand(&self) -> bool {
        !matches!(self, Self::Take(_))
    }
}

/// What a refusal means for what was asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Meaning {
    /// It can never be; asking again is of no use.
    Never,
    /// Not now; slowly again.
    Later,
    /// The server could not say whether it happened.
    Unanswered,
}

/// What a refused errand means.
pub(super) fn meaning(purpose: &Purpose, problem: &Problem) -> Meaning {
    if !problem.is_decided() {
        return Meaning::Unanswered;
    }
    let never: &[&str] = match purpose {
        // Who is asked again for an intent is told no: then there is no number. How the printer is
        // gets said again when there is something else to say.
        Purpose::Take(_) | Purpose::Printer => return Meaning::Never,
        // A paper is in somebody's hand: only the end of the days that are kept settles it.
        Purpose::HandIn(_) => &["day_too_old"],
        Purpose::Report(..) => &["unknown_ticket", "request_id_reused", "malformed"],
        Purpose::Settle(_) => return settle_meaning(problem),
        Purpose::Withdraw(..) => &[
            "ticket_not_waiting",
            "unknown_ticket",
            "day_closed",
            "day_not_open",
        ],
        Purpose::Lease(_) => &["blocks_full", "unknown_series"],
    };
    if never.contains(&problem.code.as_str()) {
        Meaning::Never
    } else {
        Meaning::Later
    }
}

/// The rules look for the ticket of an intent before anything else, so any refusal of theirs says
/// that there is none. A refused device learns nothing.
fn settle_meaning(problem: &Problem) -> Meaning {
    if matches!(problem.status, 401 | 403 | 429) {
        Meaning::Later
    } else {
        Meaning::Never
    }
}
