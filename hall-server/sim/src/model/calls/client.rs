//! A client of the model: what it asked, and what a window believes to have in hand.

use super::Deed;
use crate::model::server::{Seen, Stage};

/// A request with its intent.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(super) struct Message {
    /// 0 the issuing desk, 1 and 2 the windows.
    pub(super) from: usize,
    /// The intent.
    pub(super) id: u128,
    /// What is asked.
    pub(super) what: What,
}

/// What is asked.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(super) enum What {
    /// A number for a visitor.
    Take(u8),
    /// A missed ticket back into the queue.
    Restore(u64),
    /// Whoever is next.
    Call,
    /// This ticket.
    Choose(u64),
    /// A deed on a ticket at the version its author saw.
    Act(u64, u32, Deed),
}

/// One client.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) struct Client {
    index: usize,
    /// Intents without an answer yet.
    pub(super) asked: Vec<Message>,
    /// The ticket a window believes to have in hand.
    pub(super) hand: Option<Seen>,
    /// The ticket a window believes to hold.
    pub(super) held: Option<Seen>,
}

impl Client {
    /// A client that asked nothing yet.
    pub(super) const fn new(index: usize) -> Self {
        Self {
            index,
            asked: Vec::new(),
            hand: None,
            held: None,
        }
    }

    /// The window's number.
    pub(super) const fn window(&self) -> u16 {
        self.index as u16
    }

    /// An answer came; whether the client waited for it.
    pub(super) fn hears(&mut self, message: &Message) -> bool {
        let before = self.asked.len();
        self.asked.retain(|asked| asked != message);
        self.asked.len() < before
    }

    /// A window looks at a ticket it was shown; what is older than its own knowledge is no news.
    pub(super) fn learn(&mut self, seen: Seen) {
        for place in [&mut self.hand, &mut self.held] {
            if let Some(known) = place.filter(|known| known.ticket == seen.ticket) {
                if known.version > seen.version {
                    return;
                }
                *place = None;
            }
        }
        if seen.window != self.window() {
            return;
        }
        match seen.stage {
            Stage::Called | Stage::Serving => self.hand = Some(seen),
            Stage::Held => self.held = Some(seen),
            Stage::Missed | Stage::Elsewhere => {}
        }
    }
}
