//! What is said before any call: that something urgent stands on the screen.
//!
//! The words themselves are no clips, so the voice asks everybody to read. One sentence speaks for
//! all urgent notices at once, and again and again until the last of them is off the board; calls
//! have their turn in between.

use crate::limits::{RETRY_MS, URGENT_EVERY_MS};
use hall_core::code::NoticeId;
use std::collections::BTreeSet;

/// The urgent notices on the board, and when the voice speaks of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Urgent {
    notices: BTreeSet<NoticeId>,
    due_at: i64,
    /// One came while the sentence was being said: some may not have seen it yet.
    is_new: bool,
}

impl Urgent {
    /// These are on the board now; a new one is due at once.
    pub(super) fn set(&mut self, notices: BTreeSet<NoticeId>) {
        if !notices.is_subset(&self.notices) {
            (self.due_at, self.is_new) = (i64::MIN, true);
        }
        self.notices = notices;
    }

    pub(super) fn is_due(&self, now_ms: i64) -> bool {
        !self.notices.is_empty() && now_ms >= self.due_at
    }

    /// The voice begins.
    pub(super) fn starts(&mut self) {
        self.is_new = false;
    }

    /// Everybody heard it.
    pub(super) fn said(&mut self, now_ms: i64) {
        if !self.is_new {
            self.due_at = now_ms + URGENT_EVERY_MS;
        }
    }

    /// Nobody heard it; a call may have more luck before the next try.
    pub(super) fn failed(&mut self, now_ms: i64) {
        self.due_at = now_ms + RETRY_MS;
    }
}
