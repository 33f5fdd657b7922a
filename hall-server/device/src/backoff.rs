//! Exponential back-off with jitter, so that devices cut together do not come back together
//! (hazard 26). Pure: random bits are an argument.

use crate::limits::{BACKOFF_FIRST_MS, BACKOFF_MAX_MS};

/// How long to wait before trying again.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Backoff {
    first_ms: u64,
    max_ms: u64,
    failures: u32,
}

impl Default for Backoff {
    fn default() -> Self {
        Self::new(BACKOFF_FIRST_MS, BACKOFF_MAX_MS)
    }
}

impl Backoff {
    /// Doubles from `first_ms` up to `max_ms`.
    pub const fn new(first_ms: u64, max_ms: u64) -> Self {
        Self {
            first_ms,
            max_ms,
            failures: 0,
        }
    }

    /// The delay after another failure: between half and the whole of the step, by `random`.
    pub fn next_ms(&mut self, random: u32) -> u64 {
        let step = self
            .first_ms
            .saturating_mul(1 << self.failures.min(32))
            .min(self.max_ms);
        self.failures = self.failures.saturating_add(1);
        let half = step / 2;
        // Up to 2^32 halves of a step that is at most `max_ms`: the product fits 128 bits.
        let jitter = (u128::from(step - half) * u128::from(random)) >> 32;
        half + u64::try_from(jitter).unwrap_or(0)
    }

    /// Begins anew after a success.
    pub const fn reset(&mut self) {
        self.failures = 0;
    }

    /// Failures since the last success.
    pub const fn failures(&self) -> u32 {
        self.failures
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_double_up_to_the_limit_and_begin_anew_after_a_success() {
        let mut backoff = Backoff::default();
        let longest: Vec<u64> = (0..7).map(|_| backoff.next_ms(u32::MAX)).collect();
        assert_eq!(longest, [249, 499, 999, 1999, 3999, 7999, 7999]);
        backoff.reset();
        assert_eq!(backoff.next_ms(0), 125);
        assert_eq!(backoff.next_ms(0), 250);
        for _ in 0..100 {
            assert!(backoff.next_ms(u32::MAX) < BACKOFF_MAX_MS);
        }
    }

    #[test]
    fn random_bits_spread_the_delay() {
        let delay = |random| Backoff::new(1000, 1000).next_ms(random);
        assert_eq!(delay(0), 500);
        assert_eq!(delay(1 << 31), 750);
        assert_eq!(delay(u32::MAX), 999);
    }
}
