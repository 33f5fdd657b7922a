//! Mutations: from an input that meant something to one that nearly does.

use super::limits::{INPUT_BYTES_MAX, REPEAT_MAX, STACK_MAX};
use hall_fixtures::dice::Dice;
use std::ops::Range;

/// A seeded source of broken inputs.
#[derive(Clone, Debug)]
pub(super) struct Mutator {
    dice: Dice,
    tokens: &'static [&'static [u8]],
}

/// Numbers where something may end: of counts, of widths, of the hall's own limits.
const NUMBERS: [&str; 22] = [
    "0",
    "1",
    "-1",
    "5",
    "6",
    "9",
    "60",
    "99",
    "128",
    "255",
    "256",
    "999",
    "4999",
    "65535",
    "65536",
    "2147483648",
    "4294967295",
    "4294967296",
    "9223372036854775807",
    "-9223372036854775808",
    "18446744073709551615",
    "1e400",
];

/// Bytes where something may end or begin.
const BYTES: [u8; 16] = [
    0x00, 0x01, 0x0A, 0x10, 0x11, 0x13, 0x1B, 0x1E, 0x1F, 0x37, 0x55, 0x7F, 0x80, 0xAA, 0xFE, 0xFF,
];

impl Mutator {
    /// Mutations with these pieces, from a seed.
    pub(super) fn new(seed: u64, tokens: &'static [&'static [u8]]) -> Self {
        Self {
            dice: Dice::of(&[seed]),
            tokens,
        }
    }

    /// A number from 0 up to, but not, `count`; 0 when there is nothing to choose from.
    pub(super) fn below(&mut self, count: usize) -> usize {
        (self.dice.bits() % (count.max(1) as u64)) as usize
    }

    /// A broken copy of `base`, perhaps with a part of `other` in it.
    pub(super) fn mutate(&mut self, base: &[u8], other: &[u8]) -> Vec<u8> {
        let mut bytes = base.to_vec();
        for _ in 0..=self.dice.bits() % STACK_MAX {
            self.once(&mut bytes, other);
            bytes.truncate(INPUT_BYTES_MAX);
        }
        bytes
    }

    fn once(&mut self, bytes: &mut Vec<u8>, other: &[u8]) {
        let at = self.below(bytes.len() + 1);
        match self.below(12) {
            0 => self.flip(bytes),
            1 => self.set(bytes),
            2 | 3 => put(bytes, at..at, &self.token()),
            4 => {
                let range = self.range(bytes);
                put(bytes, range, &self.token());
            }
            5 => {
                let range = self.range(bytes);
                put(bytes, range, &[]);
            }
            6 => self.repeat(bytes),
            7 => bytes.truncate(at),
            8 => {
                let range = self.range(other);
                put(bytes, at..at, &other[range]);
            }
            9 => self.cross(bytes, other),
            10 => self.number(bytes),
            _ => {
                let noise: Vec<u8> = (0..=self.below(8)).map(|_| self.byte()).collect();
                put(bytes, at..at, &noise);
            }
        }
    }

    fn flip(&mut self, bytes: &mut [u8]) {
        let at = self.below(bytes.len());
        if let Some(byte) = bytes.get_mut(at) {
            *byte ^= 1 << self.below(8);
        }
    }

    fn set(&mut self, bytes: &mut [u8]) {
        let (at, value) = (self.below(bytes.len()), self.byte());
        if let Some(byte) = bytes.get_mut(at) {
            *byte = value;
        }
    }

    fn byte(&mut self) -> u8 {
        match self.below(2) {
            0 => BYTES[self.below(BYTES.len())],
            _ => self.dice.bits() as u8,
        }
    }

    fn token(&mut self) -> Vec<u8> {
        let index = self.below(self.tokens.len() + 1);
        let token = self.tokens.get(index).map(|token| token.to_vec());
        token.unwrap_or_else(|| NUMBERS[self.below(NUMBERS.len())].as_bytes().to_vec())
    }

    /// A stretch, more often a short one.
    fn range(&mut self, bytes: &[u8]) -> Range<usize> {
        let from = self.below(bytes.len() + 1);
        let rest = bytes.len() - from;
        let longest = match self.below(3) {
            0 => rest,
            _ => rest.min(16),
        };
        from..from + self.below(longest + 1)
    }

    fn repeat(&mut self, bytes: &mut Vec<u8>) {
        let range = self.range(bytes);
        let times = 1 + self.dice.bits() % REPEAT_MAX;
        let piece = bytes[range.clone()].repeat(times as usize);
        put(bytes, range.end..range.end, &piece);
    }

    /// The beginning of one and the end of the other.
    fn cross(&mut self, bytes: &mut Vec<u8>, other: &[u8]) {
        bytes.truncate(self.below(bytes.len() + 1));
        bytes.extend_from_slice(&other[self.below(other.len() + 1)..]);
    }

    /// Another number in the place of one.
    fn number(&mut self, bytes: &mut Vec<u8>) {
        let start = self.below(bytes.len());
        let is_digit = |byte: &u8| byte.is_ascii_digit();
        let Some(from) = bytes[start..].iter().position(is_digit) else {
            return;
        };
        let from = start + from;
        let len = bytes[from..]
            .iter()
            .take_while(|byte| is_digit(byte))
            .count();
        let number = NUMBERS[self.below(NUMBERS.len())];
        put(bytes, from..from + len, number.as_bytes());
    }
}

fn put(bytes: &mut Vec<u8>, range: Range<usize>, piece: &[u8]) {
    bytes.splice(range, piece.iter().copied());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_breaks_in_the_same_way_and_keeps_the_limit() {
        let base: Vec<u8> = br#"{"seq":12,"name":"a"}"#.to_vec();
        let all = |seed| {
            let mut mutator = Mutator::new(seed, &[b"token"]);
            let mut last = base.clone();
            for _ in 0..2_000 {
                last = mutator.mutate(&last, &base);
                assert!(last.len() <= INPUT_BYTES_MAX);
            }
            last
        };
        assert_eq!(all(1), all(1));
        assert_ne!(all(1), all(2));
    }
}
