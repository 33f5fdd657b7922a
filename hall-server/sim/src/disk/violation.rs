//! Violations: what was broken how, which promise it breaks, what was found, how to see it again.

use super::limits::{VIOLATIONS_MAX, WORD_CHARS_MAX};
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// One broken promise.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Violation {
    /// The story, counted from 0; none when no story was told.
    pub story: Option<u64>,
    /// What was broken, and where.
    pub broken: String,
    /// The promise, with its number in the list of hazards or invariants.
    pub promise: &'static str,
    /// What was found instead.
    pub found: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(story) = self.story {
            write!(f, "story {story}, ")?;
        }
        let (broken, found, promise) = (&self.broken, &self.found, self.promise);
        write!(f, "{broken}: {found} (promise: {promise})")
    }
}

/// What all threads report to; the first ones are kept, all are counted.
#[derive(Debug, Default)]
pub(super) struct Violations(Mutex<(u64, Vec<Violation>)>);

impl Violations {
    /// Reports one.
    pub(super) fn add(&self, violation: Violation) {
        let mut list = self.lock();
        list.0 += 1;
        if list.1.len() < VIOLATIONS_MAX {
            let found = violation.found.chars().take(WORD_CHARS_MAX).collect();
            list.1.push(Violation { found, ..violation });
        }
    }

    /// How many there are, and the first ones.
    pub(super) fn list(&self) -> (u64, Vec<Violation>) {
        self.lock().clone()
    }

    fn lock(&self) -> MutexGuard<'_, (u64, Vec<Violation>)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
