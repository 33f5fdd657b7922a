//! When a journal is appended to and when it is written anew; pure, so that any disk can serve it.

use super::frame::{Damage, decode, encode};
use super::record::Record;
use super::state::State;
use crate::limits::{
    JOURNAL_BYTES_MAX, JOURNAL_RESERVE_BYTES, JOURNAL_REWRITE_BYTES, LINE_BYTES_MAX,
};

/// A journal's size and its fold.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Log {
    state: State,
    bytes: usize,
    /// Bytes right after the last rewriting.
    base: usize,
}

/// What a disk must do before the records count.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Write {
    /// Write these at the end and sync.
    Append(Vec<u8>),
    /// Write these beside, sync, rename over the old file and sync the folder.
    Replace(Vec<u8>),
}

/// Why records are not written.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum LogError {
    /// One append is larger than any can be.
    #[error("a journal entry of {bytes} bytes is over the limit of {LINE_BYTES_MAX}")]
    TooLong {
        /// Its length.
        bytes: usize,
    },
    /// So much is unsettled that nothing new may begin.
    #[error(
        "the journal is full of unsettled numbers ({bytes} bytes); connect the kiosk to the server"
    )]
    Full {
        /// Bytes it would need.
        bytes: usize,
    },
}

/// A journal as it was found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Opened {
    /// The journal.
    pub log: Log,
    /// Bytes at the end to be cut off.
    pub torn: usize,
    /// Damage: the file must be written anew from [`Log::rewritten`].
    pub damage: Option<Damage>,
}

impl Log {
    /// Reads a journal. After damage every leased number counts as
    /// used, and every intent as perhaps printed.
    pub fn open(bytes: &[u8]) -> Opened {
        let decoded = decode(bytes);
        let mut state = State::of(&decoded.records);
        if decoded.damage.is_some() {
            state.after_damage();
        }
        let whole = bytes.len() - decoded.torn;
        Opened {
            log: Self {
                state,
                bytes: whole,
                base: 0,
            },
            torn: decoded.torn,
            damage: decoded.damage,
        }
    }

    /// The fold.
    pub const fn state(&self) -> &State {
        &self.state
    }

    /// Bytes on disk.
    pub const fn bytes(&self) -> usize {
        self.bytes
    }

    /// What must be written so that the records are durable. Nothing changes before
    /// [`Log::commit`].
    pub fn prepare(&self, records: &[Record]) -> Result<Write, LogError> {
        let line = encode(records);
        if line.len() > LINE_BYTES_MAX {
            return Err(LogError::TooLong { bytes: line.len() });
        }
        // What settles may use the reserve, so that a full journal can always become empty again.
        let limit = if records.iter().any(Record::begins) {
            JOURNAL_BYTES_MAX - JOURNAL_RESERVE_BYTES
        } else {
            JOURNAL_BYTES_MAX
        };
        let worth_it = JOURNAL_REWRITE_BYTES.max(2 * self.base);
        if self.bytes + line.len() <= worth_it.min(limit) {
            return Ok(Write::Append(line));
        }
        let mut state = self.state.clone();
        state.apply_all(records);
        let bytes = bytes_of(&state);
        if bytes.len() > limit {
            return Err(LogError::Full { bytes: bytes.len() });
        }
        Ok(Write::Replace(bytes))
    }

    /// The records are durable.
    pub fn commit(&mut self, records: &[Record], write: &Write) {
        self.state.apply_all(records);
        match write {
            Write::Append(bytes) => self.bytes += bytes.len(),
            Write::Replace(bytes) => {
                self.bytes = bytes.len();
                self.base = bytes.len();
            }
        }
    }

    /// The whole journal at its shortest.
    pub fn rewritten(&self) -> Vec<u8> {
        bytes_of(&self.state)
    }
}

fn bytes_of(state: &State) -> Vec<u8> {
    let groups = state.records();
    groups.iter().flat_map(|group| encode(group)).collect()
}
