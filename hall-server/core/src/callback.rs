//! Who is asked afterwards 回访: the list of a day, drawn as it ends, and what became of each call.
//!
//! The target is a tenth of the citizens served, reached and not dialled (DOMAIN 6.3). The list is
//! drawn with a recorded seed, so that everybody can draw it again and nobody can choose who is
//! asked. [`CallbackDay::check`] says which call may be put on record.

mod draw;
mod refusal;

pub use draw::draw;
pub use refusal::CallbackRefusal;

use crate::case::Stamp;
use crate::code::{ClerkCode, ItemCode, TicketId, VisitId, WindowNumber};
use crate::limits::CALLBACK_TRIES_MAX;
use crate::ticket::{NoteRef, Number, Ticket};
use crate::time::Date;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// Days whose lists stay in the state; rows stay for ever. Two weeks: a holiday takes up to nine
/// days off, and after that nobody remembers what a service was like.
pub const CALLBACK_DAYS_KEPT: i32 = 14;

/// Services of a window in a day from which on one of its citizens is asked (DOMAIN 6.3).
pub const WINDOW_SERVICES_MIN: usize = 5;

/// The list of a day, with what became of it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CallbackDay {
    /// Citizens served; one visit is one, however many numbers it took.
    pub served: u32,
    /// How many of them must be reached: a tenth, rounded up.
    pub target: u32,
    /// What the order was drawn with.
    pub seed: u64,
    /// Who is asked, in this order.
    pub list: Vec<Listed>,
}

/// A list that was drawn.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CallbacksDrawn {
    /// The business day.
    pub day: Date,
    /// Citizens served.
    pub served: u32,
    /// How many of them must be reached.
    pub target: u32,
    /// What the order was drawn with.
    pub seed: u64,
    /// Who is asked, in this order.
    pub drawn: Vec<Drawn>,
}

/// A citizen who is asked, about this service.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Drawn {
    /// The ticket.
    pub ticket: TicketId,
    /// Its number, which is what citizen and clerk know it by.
    pub number: Number,
    /// The citizen's stay: whoever took several numbers is one citizen.
    pub visit: VisitId,
    /// Why they are on the list.
    pub why: WhyDrawn,
    /// Where they were served.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<WindowNumber>,
    /// By whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clerk: Option<ClerkCode>,
    /// For what.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<ItemCode>,
}

/// Why a citizen is on the list.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhyDrawn {
    /// They rated badly: all of these are asked.
    BadRating,
    /// They complained: all of these are asked.
    Complaint,
    /// One for each window with enough services.
    Window,
    /// The lot fell on them.
    Lot,
}

/// A citizen on the list, with what became of the calls.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Listed {
    /// Who, and about what.
    #[serde(flatten)]
    pub drawn: Drawn,
    /// Calls so far.
    #[serde(default)]
    pub tries: u8,
    /// What became of the last one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<Asked>,
}

/// What became of a call.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Asked {
    /// How it went.
    pub outcome: CallbackOutcome,
    /// How they were asked.
    pub channel: Channel,
    /// What level they gave now, 5 (best) to 1; it is no rating of the service and counts apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<u8>,
    /// The problem they told of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<NoteRef>,
    /// Who asked, and when.
    pub stamp: Stamp,
}

/// A call that was made.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CallbackMade {
    /// The business day of the service.
    pub day: Date,
    /// The ticket.
    pub ticket: TicketId,
    /// The local date of the call.
    pub on: Date,
    /// Who called.
    pub by: ClerkCode,
    /// How it went.
    pub outcome: CallbackOutcome,
    /// How they were asked.
    pub channel: Channel,
    /// What level they gave now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<u8>,
    /// The problem they told of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<NoteRef>,
}

/// How a call went.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CallbackOutcome {
    /// They answered what they were asked; only this counts.
    Reached,
    /// Nobody answered.
    NoAnswer,
    /// They did not want to be asked, and are left alone.
    Declined,
}

/// How a citizen is asked.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// By telephone.
    Phone,
    /// In the hall, where no telephone number is known.
    Survey,
}

impl WhyDrawn {
    /// The word on the wire and in tables.
    pub const fn word(self) -> &'static str {
        match self {
            Self::BadRating => "bad_rating",
            Self::Complaint => "complaint",
            Self::Window => "window",
            Self::Lot => "lot",
        }
    }
}

impl CallbackOutcome {
    /// The word on the wire and in tables.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Reached => "reached",
            Self::NoAnswer => "no_answer",
            Self::Declined => "declined",
        }
    }
}

impl Channel {
    /// The word on the wire and in tables.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Survey => "survey",
        }
    }
}

/// How many of so many citizens served must be reached: a tenth, rounded up.
pub const fn target(served: u32) -> u32 {
    served.div_ceil(10)
}

impl Drawn {
    /// Who took this ticket, about its last service.
    pub fn of(ticket: &Ticket, why: WhyDrawn) -> Self {
        let leg = ticket.leg();
        Self {
            ticket: ticket.id,
            number: ticket.number,
            visit: ticket.visit,
            why,
            window: leg.window,
            clerk: leg.clerk,
            item: leg.item,
        }
    }
}

impl Listed {
    /// Whether the citizen answered.
    pub fn is_reached(&self) -> bool {
        self.ended() == Some(CallbackOutcome::Reached)
    }

    /// How the last call went.
    fn ended(&self) -> Option<CallbackOutcome> {
        self.last.as_ref().map(|asked| asked.outcome)
    }
}

impl CallbackDay {
    /// A list nobody was called from yet.
    pub fn drawn(drawn: &CallbacksDrawn) -> Self {
        let mut day = Self {
            served: drawn.served,
            target: drawn.target,
            seed: drawn.seed,
            list: Vec::new(),
        };
        drawn.drawn.iter().for_each(|one| day.join(*one));
        day
    }

    /// A citizen comes onto the list; a second time changes nothing.
    pub(crate) fn join(&mut self, drawn: Drawn) {
        if self.find(drawn.ticket).is_none() {
            self.list.push(Listed {
                drawn,
                tries: 0,
                last: None,
            });
        }
    }

    /// Who is on the list with this ticket.
    pub fn find(&self, ticket: TicketId) -> Option<&Listed> {
        self.list
            .iter()
            .find(|listed| listed.drawn.ticket == ticket)
    }

    /// Citizens reached.
    pub fn reached(&self) -> u32 {
        self.list
            .iter()
            .filter(|listed| listed.is_reached())
            .count() as u32
    }

    /// Calls made.
    pub fn tries(&self) -> u32 {
        self.list.iter().map(|listed| u32::from(listed.tries)).sum()
    }

    /// Whether a call of this ticket may be put on record, and whom it was made to.
    ///
    /// # Errors
    ///
    /// A refusal that changes nothing.
    pub fn check(
        &self,
        ticket: TicketId,
        outcome: CallbackOutcome,
        says_something: bool,
    ) -> Result<&Listed, CallbackRefusal> {
        let listed = self.find(ticket).ok_or(CallbackRefusal::CallbackNotDrawn)?;
        let same = |other: &&Listed| other.drawn.visit == listed.drawn.visit;
        for other in self.list.iter().filter(same) {
            match other.ended() {
                Some(CallbackOutcome::Reached) => return Err(CallbackRefusal::CallbackReached),
                Some(CallbackOutcome::Declined) => return Err(CallbackRefusal::CallbackDeclined),
                Some(CallbackOutcome::NoAnswer) | None => {}
            }
        }
        if listed.tries >= CALLBACK_TRIES_MAX {
            return Err(CallbackRefusal::CallbackTries {
                limit: CALLBACK_TRIES_MAX,
            });
        }
        if outcome != CallbackOutcome::Reached && says_something {
            return Err(CallbackRefusal::CallbackNothingSaid);
        }
        Ok(listed)
    }

    /// Applies a call.
    ///
    /// # Panics
    ///
    /// When the ticket is not on the list: the journal is damaged and must be verified.
    pub(crate) fn apply(&mut self, made: &CallbackMade, stamp: Stamp) {
        let mut list = self.list.iter_mut();
        let listed = list.find(|listed| listed.drawn.ticket == made.ticket);
        let listed = listed.expect("who was called is on the list");
        listed.tries += 1;
        listed.last = Some(Asked {
            outcome: made.outcome,
            channel: made.channel,
            level: made.level,
            problem: made.problem.clone(),
            stamp,
        });
    }
}
