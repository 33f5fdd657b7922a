//! The shape of an outcome: a cheap signal that an input reached something new.
//!
//! Two inputs with the same shape did the same kind of thing. Numbers and quoted words are left
//! out of texts, so that another number in the same error is nothing new.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// What kind of outcome an input had.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Shape(u64);

impl Shape {
    /// The shape of anything that tells outcomes apart.
    pub fn of(what: impl Hash) -> Self {
        // With its fixed keys: the same on every run.
        let mut hasher = DefaultHasher::new();
        what.hash(&mut hasher);
        Self(hasher.finish())
    }

    /// The shape of an error or a value by its text.
    pub fn of_text(text: &str) -> Self {
        Self::of(class(text))
    }

    /// As bits, for a seed.
    pub fn bits(self) -> u64 {
        self.0
    }

    /// Both together.
    #[must_use]
    pub fn and(self, what: impl Hash) -> Self {
        Self::of((self.0, Self::of(what).0))
    }
}

/// How often things of each kind happened, whatever their order: order alone is nothing new, or
/// every stream would be.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally(BTreeMap<Shape, usize>);

impl Tally {
    /// Something happened.
    pub(super) fn note(&mut self, what: impl Hash) {
        *self.0.entry(Shape::of(what)).or_default() += 1;
    }

    /// The shape of it all: which kinds, and once, twice or more often.
    pub(super) fn shape(&self) -> Shape {
        let scales = self
            .0
            .iter()
            .map(|(kind, count)| (*kind, scale(*count).min(3)));
        Shape::of(scales.collect::<Vec<_>>())
    }
}

/// The beginning of a text without its numbers: up to the first thing that it quotes, which may
/// be anything. The name of a missing field is one of ours.
pub(super) fn class(text: &str) -> String {
    let quotes = ['"', '`', '\''];
    let own = text.split_once("missing field `");
    let name = own.and_then(|(_, rest)| rest.split('`').next());
    let before = text.split(quotes).next().unwrap_or_default();
    let is_digit = |letter: char| letter.is_ascii_digit();
    format!(
        "{} {}",
        before.replace(is_digit, ""),
        name.unwrap_or_default()
    )
}

/// A count as its order of magnitude: 0, 1, 2, 3 to 4, 5 to 8 and so on.
pub(super) fn scale(count: usize) -> u32 {
    let below = count.checked_sub(1);
    below.map_or(0, |below| below.checked_ilog2().map_or(1, |log| log + 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_number_or_quoted_word_is_no_new_shape() {
        let shape = Shape::of_text;
        assert_eq!(
            shape("line 3: unknown word `a` at once"),
            shape("line 41: unknown word `\"b` or not")
        );
        assert_ne!(shape("unknown word `a`"), shape("missing word `a`"));
        assert_ne!(shape("missing field `a`"), shape("missing field `b`"));
        assert_eq!([0, 1, 2, 3, 4, 5].map(scale), [0, 1, 2, 3, 3, 4]);
        let tally = |things: &[u8]| {
            let mut tally = Tally::default();
            for thing in things {
                tally.note(thing);
            }
            tally.shape()
        };
        assert_eq!(tally(&[1, 2, 1]), tally(&[2, 1, 1]));
        assert_ne!(tally(&[1, 2]), tally(&[2]));
    }
}
