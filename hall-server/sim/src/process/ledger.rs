//! What every client asked and what it was told, to be compared with the journal afterwards.

use serde_json::Value;
use std::sync::{Mutex, PoisonError};

/// What a client was told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Told {
    /// Done; with the answer.
    Accepted(String),
    /// Refused with this code: nothing was stored.
    Refused(String),
    /// No answer came.
    Nothing,
}

/// One intent.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// The device's token.
    pub(super) token: String,
    /// What is asked, in one word: `take`, `call-next`, `finish`, ….
    pub(super) kind: &'static str,
    /// Where.
    pub(super) path: String,
    /// With which body; the request id is in it.
    pub(super) body: Value,
    /// How often it was sent.
    pub(super) attempts: u32,
    /// The first answer.
    pub(super) told: Told,
    /// The answer is kept byte for byte; otherwise it went through the shipped client, which reads
    /// the JSON, and is kept as that.
    pub(super) is_exact: bool,
}

impl Entry {
    /// The intent's id as a number; 0 when there is none.
    pub(super) fn request(&self) -> u128 {
        let id = self.body["request_id"].as_str().unwrap_or_default();
        let digits: String = id.chars().filter(|c| *c != '-').collect();
        u128::from_str_radix(&digits, 16).unwrap_or(0)
    }

    /// Whether another answer says the same as the first one.
    pub(super) fn is_same(&self, again: &str) -> bool {
        let Told::Accepted(first) = &self.told else {
            return false;
        };
        if self.is_exact {
            return first == again;
        }
        let read = |text: &str| serde_json::from_str::<Value>(text).ok();
        read(first).is_some() && read(first) == read(again)
    }
}

/// Everything that was asked.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    entries: Mutex<Vec<Entry>>,
}

impl Ledger {
    /// Keeps an intent that came to its end.
    pub(super) fn keep(&self, entry: Entry) {
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        entries.push(entry);
    }

    /// Takes everything out.
    pub(super) fn take(&self) -> Vec<Entry> {
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *entries)
    }
}
