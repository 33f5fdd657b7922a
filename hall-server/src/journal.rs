//! The journal: every event in a row of its own, chained by hash.
//!
//! `hash = SHA-256(previous hash, seq, epoch, day, at, kind, request, body)`, each field
//! with its length, so that no two rows share a preimage.

use data_encoding::HEXLOWER;
use hall_core::code::{RequestId, Seq};
use hall_core::{Date, Event, Time};
use sha2::{Digest, Sha256};

/// A SHA-256.
pub type Hash = [u8; 32];

/// The hash before the first event.
pub const GENESIS: Hash = [0; 32];

/// One row of the journal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// Its place, from 1 without gaps (I7).
    pub seq: Seq,
    /// The epoch as text.
    pub epoch: String,
    /// The business day it belongs to.
    pub day: Date,
    /// When it happened.
    pub at: Time,
    /// The event's kind.
    pub kind: String,
    /// The event as JSON.
    pub body: String,
    /// The intent behind it; zero for the hall's own.
    pub request: RequestId,
    /// The hash of the row before.
    pub prev: Hash,
    /// Its own hash.
    pub hash: Hash,
}

/// A row that cannot be what was written.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("event {seq}: {what}")]
pub struct BrokenRow {
    /// Where.
    pub seq: u64,
    /// What is wrong.
    pub what: String,
}

impl BrokenRow {
    pub(crate) fn new(seq: u64, what: impl Into<String>) -> Self {
        Self {
            seq,
            what: what.into(),
        }
    }
}

/// The end of the journal: what the next row follows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Tip {
    /// The last row.
    pub seq: Seq,
    /// Its hash.
    pub hash: Hash,
}

impl Default for Tip {
    fn default() -> Self {
        Self::GENESIS
    }
}

impl Tip {
    /// Before the first event.
    pub const GENESIS: Self = Self {
        seq: Seq(0),
        hash: GENESIS,
    };

    /// Bits that everybody who has the journal can read again, and nobody can choose.
    pub fn bits(&self) -> u128 {
        let bytes = self.hash.iter().take(16);
        bytes.fold(0, |bits, byte| bits << 8 | u128::from(*byte))
    }

    /// The row for an event that follows, and the tip after it.
    ///
    /// # Panics
    ///
    /// Never: events have only text keys.
    pub fn append(
        self,
        epoch: &str,
        day: Date,
        at: Time,
        request: RequestId,
        event: &Event,
    ) -> (Row, Self) {
        let body = serde_json::to_string(event).expect("events have only text keys");
        let mut row = Row {
            seq: Seq(self.seq.0 + 1),
            epoch: epoch.to_owned(),
            day,
            at,
            kind: event.kind().to_owned(),
            body,
            request,
            prev: self.hash,
            hash: GENESIS,
        };
        row.hash = row.digest();
        let tip = Self {
            seq: row.seq,
            hash: row.hash,
        };
        (row, tip)
    }

    /// Checks that `row` follows, reads its event, and moves on.
    pub fn follow(&mut self, row: &Row) -> Result<Event, BrokenRow> {
        let seq = row.seq.0;
        if seq != self.seq.0 + 1 {
            return Err(BrokenRow::new(
                seq,
                format!("follows event {}, a gap", self.seq),
            ));
        }
        if row.prev != self.hash {
            return Err(BrokenRow::new(seq, "does not follow the row before it"));
        }
        if row.digest() != row.hash {
            return Err(BrokenRow::new(seq, "was changed: its hash does not fit"));
        }
        let event: Event = serde_json::from_str(&row.body)
            .map_err(|error| BrokenRow::new(seq, format!("is unreadable: {error}")))?;
        if event.kind() != row.kind {
            return Err(BrokenRow::new(seq, "names another kind than it holds"));
        }
        *self = Self {
            seq: row.seq,
            hash: row.hash,
        };
        Ok(event)
    }
}

impl Row {
    fn digest(&self) -> Hash {
        let mut hasher = Sha256::new();
        hasher.update(self.prev);
        hasher.update(self.seq.0.to_be_bytes());
        hasher.update(self.day.0.to_be_bytes());
        hasher.update(self.at.0.to_be_bytes());
        hasher.update(self.request.0.to_be_bytes());
        for text in [&self.epoch, &self.kind, &self.body] {
            hasher.update((text.len() as u64).to_be_bytes());
            hasher.update(text.as_bytes());
        }
        hasher.finalize().into()
    }
}

/// The eight bytes of a hash that go with every frame, hexadecimal.
pub fn short(hash: &Hash) -> String {
    HEXLOWER.encode(&hash[..8])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row() -> Row {
        let day = Date(20_515);
        let event = Event::DayOpened { day };
        Tip::GENESIS
            .append("1-00000000000000aa", day, Time(5), RequestId(7), &event)
            .0
    }

    #[test]
    fn a_row_follows_its_predecessor_only() {
        let mut tip = Tip::GENESIS;
        assert_eq!(
            tip.follow(&row()),
            Ok(Event::DayOpened { day: Date(20_515) })
        );
        assert!(tip.follow(&row()).is_err(), "the same row again is a gap");
    }

    #[test]
    fn any_changed_field_breaks_the_chain() {
        let changes: [fn(&mut Row); 7] = [
            |row| row.seq = Seq(2),
            |row| row.epoch.push('0'),
            |row| row.day = Date(1),
            |row| row.at = Time(6),
            |row| row.body = row.body.replace("20", "21"),
            |row| row.request = RequestId(8),
            |row| row.prev[0] ^= 1,
        ];
        for change in changes {
            let mut row = row();
            change(&mut row);
            let mut tip = Tip::GENESIS;
            assert!(tip.follow(&row).is_err(), "{row:?}");
        }
    }
}
