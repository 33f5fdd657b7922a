//! Whether a printer keeps step: what it says belongs to what it was sent last.
//!
//! A ticket whose end nobody confirmed may still lie in the printer, and its late confirmation
//! would be taken for the next ticket's. Or the printer swallowed it, goes on in the middle of the
//! next one and confirms that one's end. So after it, and when the program starts, a printer
//! answers something small first; until it does, tickets are sent and none is believed (I18).
//!
//! A printer that takes longer than [`CONFIRM_MS`] for one ticket cannot be told from one that
//! forgot it.

use crate::limits::{CONFIRM_MS, QUIET_MS};

/// Out of step, as at the start of a program.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Step {
    is_kept: bool,
    /// Replies in order that are still to come, as far as this program knows.
    owed: u32,
}

impl Step {
    /// In step: the next confirmation is that of the next ticket.
    pub const KEPT: Self = Self {
        is_kept: true,
        owed: 0,
    };

    /// A ticket may be believed.
    pub const fn is_kept(self) -> bool {
        self.is_kept
    }

    /// Nothing is to come any more.
    pub const fn is_quits(self) -> bool {
        self.owed == 0
    }

    /// It was asked several times and never answered.
    pub const fn is_vain(self) -> bool {
        self.owed >= VAIN
    }

    /// Nobody knows any more what a reply is for.
    pub fn lose(&mut self) {
        self.is_kept = false;
    }

    /// Something that is answered in order goes out.
    pub fn ask(&mut self) {
        self.owed = self.owed.saturating_add(1);
    }

    /// One reply in order came. Gives the ms of silence after which there are no more: short when
    /// all came; a printer that forgot some of them may as well be busy with a ticket.
    pub fn hear(&mut self) -> u64 {
        self.owed = self.owed.saturating_sub(1);
        if self.owed == 0 { QUIET_MS } else { CONFIRM_MS }
    }
}

/// So many unanswered requests are enough for looks; a ticket always asks.
const VAIN: u32 = 3;
