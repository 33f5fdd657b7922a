//! A device's place in the journal, as it says it with every call.
//!
//! Over HTTP a server that lost its last minutes would otherwise be believed until the first hello
//! proves the loss: it would give a number twice, or do to one ticket what was meant for another
//! (RELIABILITY, hazards 14 and 24).

use super::epoch::Epoch;
use alloc::string::{String, ToString};
use core::fmt;
use core::str::FromStr;

/// The header of a call that says it.
pub const SEEN_HEADER: &str = "hall-seen";
/// The code that refuses a call of another epoch.
pub const OTHER_EPOCH: &str = "other_epoch";

/// Digits of a hash.
const HASH_DIGITS: usize = 16;

/// An epoch, the last event seen in it, and eight bytes of that event's hash, written
/// `3-0123456789abcdef 1017 fedcba9876543210`; without the hash nothing is known of the event.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Place {
    /// The epoch.
    pub epoch: Epoch,
    /// The last event applied.
    pub seq: u64,
    /// Eight bytes of its hash, hexadecimal.
    pub hash: Option<String>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.epoch, self.seq)?;
        self.hash
            .as_ref()
            .map_or(Ok(()), |hash| write!(f, " {hash}"))
    }
}

/// A text that is no place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BadPlace;

impl fmt::Display for BadPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a place is an epoch, a number and 16 hexadecimal digits, with spaces between")
    }
}

impl core::error::Error for BadPlace {}

impl FromStr for Place {
    type Err = BadPlace;

    fn from_str(text: &str) -> Result<Self, BadPlace> {
        let mut parts = text.split(' ');
        let epoch = parts.next().and_then(|epoch| epoch.parse().ok());
        let seq = parts.next().filter(|seq| is_plain(seq));
        let seq = seq.and_then(|seq| seq.parse().ok());
        let (epoch, seq) = epoch.zip(seq).ok_or(BadPlace)?;
        let hash = parts.next();
        if !hash.is_none_or(is_hash) || parts.next().is_some() {
            return Err(BadPlace);
        }
        let hash = hash.map(ToString::to_string);
        Ok(Self { epoch, seq, hash })
    }
}

fn is_plain(digits: &str) -> bool {
    digits.bytes().all(|b| b.is_ascii_digit())
}

pub(super) fn is_hash(text: &str) -> bool {
    text.len() == HASH_DIGITS && text.bytes().all(|b| b.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_reads_back_what_it_wrote_and_rubbish_is_refused() {
        for text in [
            "3-0123456789abcdef 1017 fedcba9876543210",
            "1-00000000000000ab 0",
        ] {
            let place: Place = text.parse().expect("a place");
            assert_eq!(place.to_string(), text);
        }
        for text in [
            "",
            "1-00000000000000ab",
            "1-00000000000000ab x",
            "1-00000000000000ab +7",
            "1-00000000000000ab 7 ",
            "1-00000000000000ab 7 123",
            "1-00000000000000ab 7 fedcba9876543210 ",
            "1-00000000000000ab  7 fedcba9876543210",
            "7 1-00000000000000ab",
        ] {
            assert_eq!(text.parse::<Place>(), Err(BadPlace), "{text:?}");
        }
    }
}
