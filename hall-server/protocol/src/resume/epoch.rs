//! Epochs: a counter plus 64 random bits, new only after lost history or a restore.
//!
//! The counter orders them, the random bits tell two histories apart that were both restored from
//! one backup (DESIGN 3, Witness rule).

use core::fmt;
use core::str::FromStr;

/// An epoch, written `3-0123456789abcdef`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Epoch {
    /// Grows with every new epoch of a hall, from 1.
    pub counter: u32,
    /// Drawn anew with it.
    pub random: u64,
}

impl Epoch {
    /// The epoch that follows this one and every one in `seen`.
    #[must_use]
    pub fn next(self, seen: impl IntoIterator<Item = Self>, random: u64) -> Self {
        let highest = seen
            .into_iter()
            .map(|epoch| epoch.counter)
            .fold(self.counter, u32::max);
        Self {
            counter: highest.saturating_add(1),
            random,
        }
    }
}

impl fmt::Display for Epoch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:016x}", self.counter, self.random)
    }
}

/// A text that is no epoch.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BadEpoch;

impl fmt::Display for BadEpoch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an epoch is a counter, '-' and 16 hexadecimal digits")
    }
}

impl core::error::Error for BadEpoch {}

impl FromStr for Epoch {
    type Err = BadEpoch;

    fn from_str(text: &str) -> Result<Self, BadEpoch> {
        let (counter, random) = text.split_once('-').ok_or(BadEpoch)?;
        let plain = !counter.is_empty()
            && counter.bytes().all(|b| b.is_ascii_digit())
            && random.len() == 16
            && random.bytes().all(|b| b.is_ascii_hexdigit());
        if !plain {
            return Err(BadEpoch);
        }
        let counter = counter.parse().map_err(|_| BadEpoch)?;
        let random = u64::from_str_radix(random, 16).map_err(|_| BadEpoch)?;
        Ok(Self { counter, random })
    }
}

/// How one epoch stands to another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Age {
    /// The same one.
    Same,
    /// It began later.
    Newer,
    /// It ended earlier.
    Older,
    /// Another history of the same age, or a text that is no epoch.
    Other,
}

/// How epoch `a` stands to epoch `b`.
pub fn compare(a: &str, b: &str) -> Age {
    if a == b {
        return Age::Same;
    }
    match (a.parse::<Epoch>(), b.parse::<Epoch>()) {
        (Ok(a), Ok(b)) if a.counter > b.counter => Age::Newer,
        (Ok(a), Ok(b)) if a.counter < b.counter => Age::Older,
        _ => Age::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn an_epoch_reads_back_what_it_wrote_and_rubbish_is_refused() {
        let epoch = Epoch {
            counter: 3,
            random: 0xab,
        };
        assert_eq!(epoch.to_string(), "3-00000000000000ab");
        assert_eq!(epoch.to_string().parse(), Ok(epoch));
        for bad in [
            "",
            "3",
            "-00000000000000ab",
            "3-ab",
            "+3-00000000000000ab",
            "x-0",
        ] {
            assert_eq!(bad.parse::<Epoch>(), Err(BadEpoch), "{bad}");
        }
        assert!(BadEpoch.to_string().contains("16 hexadecimal digits"));
    }

    #[test]
    fn the_counter_orders_epochs_and_the_random_bits_tell_them_apart() {
        let (old, new) = ("2-00000000000000ab", "10-0000000000000001");
        let fork = "2-00000000000000ac";
        assert_eq!(compare(new, old), Age::Newer);
        assert_eq!(compare(old, new), Age::Older);
        assert_eq!(compare(old, old), Age::Same);
        assert_eq!(compare(old, fork), Age::Other);
        assert_eq!(compare("rubbish", old), Age::Other);
    }

    #[test]
    fn the_next_epoch_is_newer_than_every_one_seen() {
        let ours = Epoch {
            counter: 2,
            random: 1,
        };
        let next = ours.next(
            [Epoch {
                counter: 7,
                random: 5,
            }],
            9,
        );
        assert_eq!(
            next,
            Epoch {
                counter: 8,
                random: 9
            }
        );
    }
}
