//! A word of the manager to windows: "the system is back", "please do not send anybody to 5".

use crate::code::WindowNumber;
use crate::ticket::NoteRef;
use crate::time::Time;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// A message of the day.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Message {
    /// The words, kept outside the journal.
    pub note: NoteRef,
    /// When it was sent.
    pub at: Time,
    /// For whom; empty = for every window.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub to: Vec<WindowNumber>,
}
