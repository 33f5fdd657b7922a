//! What was decided once for a hall is not decided again.
//!
//! The same hall meets the same request in thousands of states that differ only in what is on its
//! way. The key is 128 bits of everything the decision depends on.

use super::{Broken, Core, Heard};
use std::collections::HashMap;
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};

/// Parts of the memory, so that the cores rarely wait for each other.
const PARTS: usize = 64;

/// Decisions remembered in one part at most; a full part begins anew.
const PART_MAX: usize = 2000;

/// The memory.
pub(super) struct Memo {
    parts: Vec<Mutex<HashMap<Key, Known>>>,
}

/// What a decision depends on.
pub(super) type Key = (u64, u64);

/// What came of it.
pub(super) type Known = Result<(Core, Arc<Heard>), Broken>;

impl Memo {
    /// Nothing decided yet.
    pub(super) fn new() -> Self {
        let parts = (0..PARTS).map(|_| Mutex::default()).collect();
        Self { parts }
    }

    /// The key of a question to a hall.
    pub(super) fn key(question: &impl Hash) -> Key {
        let mut hasher = DefaultHasher::new();
        question.hash(&mut hasher);
        let first = hasher.finish();
        hasher.write_u8(1);
        (first, hasher.finish())
    }

    /// What is known of a question.
    pub(super) fn get(&self, key: Key) -> Option<Known> {
        let part = self.part(key).lock();
        part.unwrap_or_else(PoisonError::into_inner)
            .get(&key)
            .cloned()
    }

    /// Remembers a decision.
    pub(super) fn put(&self, key: Key, known: Known) {
        let part = self.part(key).lock();
        let mut part = part.unwrap_or_else(PoisonError::into_inner);
        if part.len() >= PART_MAX {
            part.clear();
        }
        part.insert(key, known);
    }

    fn part(&self, key: Key) -> &Mutex<HashMap<Key, Known>> {
        &self.parts[key.1 as usize % PARTS]
    }
}

impl fmt::Debug for Memo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Memo")
    }
}
