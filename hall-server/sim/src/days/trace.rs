//! What happened, line by line for a person, and as a hash for comparing two runs.

use std::fmt::Display;

/// The story of a run.
#[derive(Debug, Default)]
pub(super) struct Trace {
    lines: Option<Vec<String>>,
    hash: u64,
    steps: u64,
}

impl Trace {
    /// A trace that keeps its lines, or only their hash.
    pub(super) fn new(keeps_lines: bool) -> Self {
        Self {
            lines: keeps_lines.then(Vec::new),
            hash: 0xcbf2_9ce4_8422_2325,
            steps: 0,
        }
    }

    /// Something happened; the words are made only when somebody reads them.
    pub(super) fn say<D: Display>(&mut self, clock: &str, who: &str, what: impl FnOnce() -> D) {
        if let Some(lines) = &mut self.lines {
            lines.push(format!("{clock} {who:<12} {}", what()));
        }
    }

    /// Whether anybody reads the lines.
    pub(super) fn is_read(&self) -> bool {
        self.lines.is_some()
    }

    /// Mixes facts into the hash, so that two runs can be compared without words.
    pub(super) fn mix(&mut self, facts: &[u64]) {
        self.steps += 1;
        for fact in facts {
            self.hash = (self.hash ^ fact).wrapping_mul(0x0000_0100_0000_01b3);
            self.hash ^= self.hash >> 29;
        }
    }

    /// The hash so far.
    pub(super) fn hash(&self) -> u64 {
        self.hash
    }

    /// Steps so far.
    pub(super) fn steps(&self) -> u64 {
        self.steps
    }

    /// The lines so far.
    pub(super) fn into_lines(self) -> Vec<String> {
        self.lines.unwrap_or_default()
    }
}
