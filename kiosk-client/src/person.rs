//! A person by their document: a keyed hash and a year of birth, and nothing else.

use crate::id_reader::Card;
use data_encoding::HEXLOWER;
use hall_protocol::api::Person;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// The key of the day, in memory only: [`Secret::default`] forgets it.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Secret(Vec<u8>);

/// A key never gets into a log.
impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a key")
    }
}

impl Secret {
    /// The key in hexadecimal digits, as the server gives it.
    pub fn of_hex(text: &str) -> Option<Self> {
        let bytes = HEXLOWER.decode(text.as_bytes()).ok();
        bytes.filter(|bytes| bytes.len() == KEY_BYTES).map(Self)
    }
}

/// Bytes of a key.
const KEY_BYTES: usize = 32;

/// What the hall may know of who holds a card: HMAC-SHA-256 of the number (DOMAIN 8) and the year
/// of birth. Without a key only the year, because a plain hash of a number can be guessed.
pub fn of_card(card: &Card, key: Option<&Secret>) -> Person {
    let hash = key.and_then(|key| {
        let mut mac = Hmac::<Sha256>::new_from_slice(&key.0).ok()?;
        mac.update(card.secret());
        let digest = mac.finalize().into_bytes();
        Some(HEXLOWER.encode(&digest))
    });
    Person {
        hash,
        birth_year: Some(card.birth_year),
        ..Person::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_sixty_four_digits_and_is_shown_to_nobody() {
        let key = Secret::of_hex(&"0b".repeat(32)).expect("a key");
        assert_eq!(format!("{key:?}"), "a key");
        for bad in ["", "0b", &"xy".repeat(32), &"0b".repeat(33)] {
            assert_eq!(Secret::of_hex(bad), None);
        }
    }
}
