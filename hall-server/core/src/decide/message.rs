//! A manager says something to windows.

use super::{Decided, Decision};
use crate::code::WindowNumber;
use crate::command::Answer;
use crate::event::Event;
use crate::hall::Hall;
use crate::ticket::NoteRef;
use alloc::collections::BTreeSet;

impl Hall {
    /// To the named windows, each of which must be there, or to all.
    pub(super) fn say(&self, note: &NoteRef, to: &[WindowNumber]) -> Decided {
        let to: BTreeSet<WindowNumber> = to.iter().copied().collect();
        for window in &to {
            self.window_of(*window)?;
        }
        let event = Event::MessageSent {
            note: note.clone(),
            to: to.into_iter().collect(),
        };
        Ok(Decision::one(event, Answer::Done))
    }
}
