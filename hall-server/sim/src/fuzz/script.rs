//! Scripts: inputs for machines, one step a line, so that a failing one can be read and repaired.

use super::limits::STEPS_MAX;
use std::str::SplitWhitespace;

/// The lines of a script, at most [`STEPS_MAX`].
pub(super) fn lines(input: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(input);
    text.lines().take(STEPS_MAX).map(str::to_owned).collect()
}

/// The words of a step.
pub(super) struct Words<'a>(SplitWhitespace<'a>);

impl<'a> Words<'a> {
    pub(super) fn of(line: &'a str) -> Self {
        Self(line.split_whitespace())
    }

    /// The next word; empty at the end.
    pub(super) fn word(&mut self) -> &'a str {
        self.0.next().unwrap_or_default()
    }

    /// The next word as a number below a limit; 0 when it is none.
    pub(super) fn number(&mut self, below: u64) -> u64 {
        self.word().parse::<u64>().unwrap_or(0) % below
    }

    /// The rest as hexadecimal bytes, with or without blanks; anything else is passed over.
    pub(super) fn bytes(self) -> Vec<u8> {
        let digits: Vec<u8> = self
            .0
            .flat_map(str::chars)
            .filter_map(|letter| letter.to_digit(16))
            .map(|digit| digit as u8)
            .collect();
        digits
            .chunks_exact(2)
            .map(|pair| pair[0] << 4 | pair[1])
            .collect()
    }
}
