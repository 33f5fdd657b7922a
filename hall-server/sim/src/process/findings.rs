//! What was violated: said at once, kept for the end, with the command that tries it again.

use super::limits::FINDINGS_MAX;
use std::sync::{Arc, Mutex, PoisonError};

/// The list of violations; clones share it.
#[derive(Clone, Debug)]
pub(super) struct Findings {
    again: Arc<str>,
    kept: Arc<Mutex<Kept>>,
}

#[derive(Debug, Default)]
struct Kept {
    count: usize,
    texts: Vec<String>,
}

impl Findings {
    /// Nothing found yet; `again` is the command that does the same once more.
    pub(super) fn new(again: &str) -> Self {
        Self {
            again: again.into(),
            kept: Arc::default(),
        }
    }

    /// A promise was broken.
    pub(super) fn note(&self, promise: &str, found: &str) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.count += 1;
        if kept.texts.len() < FINDINGS_MAX {
            let text = format!("violated: {promise}; found: {found}");
            eprintln!("{text}; again: {}", self.again);
            kept.texts.push(text);
        }
    }

    /// A promise is broken unless `holds`.
    pub(super) fn expect(&self, holds: bool, promise: &str, found: impl FnOnce() -> String) {
        if !holds {
            self.note(promise, &found());
        }
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.count
    }

    /// The first ones, word for word.
    pub(super) fn texts(&self) -> Vec<String> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.texts.clone()
    }
}
