//! What a client of a model is told, and what it sees of a ticket.

use super::Broken;
use hall_protocol::view::{BlockView, TicketView};
use hall_server::desk::Outcome;
use serde::Deserialize;

/// What a caller is told, as far as a model's clients look at it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(in crate::model) enum Said {
    /// A ticket as it is.
    Ticket(Seen),
    /// A block of numbers.
    Block(u32, u32),
    /// Done.
    Done,
    /// Refused, with the ticket that was in the way.
    No(&'static str, Option<Seen>),
    /// The intent's id was used for something else.
    Reused,
}

/// A ticket as a client saw it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(in crate::model) struct Seen {
    /// Its id.
    pub(in crate::model) ticket: u64,
    /// Its number.
    pub(in crate::model) n: u32,
    /// Its version.
    pub(in crate::model) version: u32,
    /// Its state.
    pub(in crate::model) stage: Stage,
    /// The window the state names, or 0.
    pub(in crate::model) window: u16,
}

/// The state of a ticket as a client cares for it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(in crate::model) enum Stage {
    /// Called to a window.
    Called,
    /// Being served.
    Serving,
    /// Aside.
    Held,
    /// Nobody came.
    Missed,
    /// Anything else.
    Elsewhere,
}

impl Said {
    /// What an outcome of the desk tells.
    pub(super) fn of(outcome: &Outcome) -> Result<Self, Broken> {
        Ok(match outcome {
            Outcome::Accepted { body, .. } => Self::of_body(body),
            Outcome::Refused { refusal, truth } => {
                let truth = truth.as_ref().map(|view| View::of(view).seen());
                Self::No(refusal.code(), truth)
            }
            Outcome::Reused => Self::Reused,
            Outcome::Repeat(id) => {
                return Err(format!("I4: {id} is repeated without an answer").into());
            }
        })
    }

    fn of_body(body: &str) -> Self {
        if let Ok(view) = serde_json::from_str::<View<'_>>(body) {
            return Self::Ticket(view.seen());
        }
        let block = serde_json::from_str::<BlockView>(body);
        block.map_or(Self::Done, |block| Self::Block(block.from, block.to))
    }
}

/// The fields of a ticket's view that clients of a model read.
#[derive(Deserialize)]
struct View<'a> {
    id: u64,
    number: &'a str,
    version: u32,
    state: &'a str,
    window: Option<u16>,
}

impl<'a> View<'a> {
    fn of(view: &'a TicketView) -> Self {
        Self {
            id: view.id.0,
            number: &view.number,
            version: view.version,
            state: &view.state,
            window: view.window.map(|window| window.0),
        }
    }

    fn seen(&self) -> Seen {
        let stage = match self.state {
            "called" => Stage::Called,
            "serving" => Stage::Serving,
            "held" => Stage::Held,
            "missed" => Stage::Missed,
            _ => Stage::Elsewhere,
        };
        Seen {
            ticket: self.id,
            n: self.number.trim_start_matches('A').parse().unwrap_or(0),
            version: self.version,
            stage,
            window: self.window.unwrap_or(0),
        }
    }
}
