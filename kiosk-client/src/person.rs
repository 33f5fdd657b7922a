//! A person by their document: a keyed hash and a year of birth, and nothing else.

use crate::citizen_code::Citizen;
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

    /// HMAC-SHA-256 of some bytes.
    pub(crate) fn seal(&self, bytes: &[u8]) -> [u8; 32] {
        self.mac(bytes).finalize().into_bytes().into()
    }

    /// Whether a seal begins as this key's would; compared in constant time.
    pub(crate) fn has_sealed(&self, bytes: &[u8], seal: &[u8]) -> bool {
        self.mac(bytes).verify_truncated_left(seal).is_ok()
    }

    fn mac(&self, bytes: &[u8]) -> Hmac<Sha256> {
        let mac = Hmac::<Sha256>::new_from_slice(&self.0);
        let mut mac = mac.expect("HMAC takes a key of any length");
        mac.update(bytes);
        mac
    }
}

/// Bytes of a key.
const KEY_BYTES: usize = 32;

/// What the hall may know of who holds a card: HMAC-SHA-256 of the number (DOMAIN 8) and the year
/// of birth. Without a key only the year, because a plain hash of a number can be guessed.
pub fn of_card(card: &Card, key: Option<&Secret>) -> Person {
    of(card.secret(), Some(card.birth_year), key)
}

/// The same of who holds an issuer's code.
pub fn of_citizen(citizen: &Citizen, key: Option<&Secret>) -> Person {
    of(citizen.secret(), citizen.birth_year, key)
}

fn of(secret: &[u8], birth_year: Option<i32>, key: Option<&Secret>) -> Person {
    Person {
        hash: key.map(|key| HEXLOWER.encode(&key.seal(secret))),
        birth_year,
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
