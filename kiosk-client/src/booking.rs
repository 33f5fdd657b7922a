//! The code of a booking: which item, when, and a seal that only the hall's booking site can make.
//!
//! `hb1;ITEM;2026-03-03T10:30:00+08:00;REFERENCE;SEAL`, where the seal is the first half of
//! HMAC-SHA-256 over everything before its semicolon, in hexadecimal digits. A code without the
//! right seal means nothing: otherwise anybody could print a better place.

use crate::person::Secret;
use data_encoding::HEXLOWER;
use hall_core::code::ItemCode;
use hall_protocol::Stamp;
use hall_protocol::api::Person;
use std::path::Path;
use std::{fmt, fs, io};

/// A booking that its holder checks in with.
#[derive(Clone, PartialEq, Eq)]
pub struct Booking {
    /// What was booked.
    pub item: ItemCode,
    /// The start of the slot.
    pub slot: Stamp,
    /// Keyed hash of its name at the booking site. It is made under the site's key, so that it is
    /// the same at every machine, also without the server: a booking is used once.
    hash: String,
}

/// What may say who booked never gets into a log.
impl fmt::Debug for Booking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {}", self.item, self.slot)
    }
}

/// What every such code begins with.
const KIND: &str = "hb1";
/// Bytes of a seal.
const SEAL_BYTES: usize = 16;
/// Longest reference, in bytes.
const REFERENCE_BYTES_MAX: usize = 64;

impl Booking {
    /// Reads a code, if it is a booking under this key.
    pub fn read(text: &str, key: &Secret) -> Option<Self> {
        let (sealed, seal) = text.rsplit_once(';')?;
        let seal = HEXLOWER.decode(seal.as_bytes()).ok()?;
        if seal.len() != SEAL_BYTES || !key.has_sealed(sealed.as_bytes(), &seal) {
            return None;
        }
        let mut parts = sealed.split(';');
        let (kind, item, slot, reference) =
            (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        let is_whole = kind == KIND && parts.next().is_none();
        let is_named = (1..=REFERENCE_BYTES_MAX).contains(&reference.len());
        (is_whole && is_named).then_some(())?;
        Some(Self {
            item: item.parse().ok()?,
            slot: slot.parse().ok()?,
            hash: HEXLOWER.encode(&key.seal(format!("{KIND};{reference}").as_bytes())),
        })
    }

    /// The code of a booking, as a booking site makes it.
    pub fn code(item: ItemCode, slot: Stamp, reference: &str, key: &Secret) -> String {
        let sealed = format!("{KIND};{item};{slot};{reference}");
        let seal = key.seal(sealed.as_bytes());
        format!("{sealed};{}", HEXLOWER.encode(&seal[..SEAL_BYTES]))
    }

    /// What the hall may know of its holder.
    pub fn person(&self) -> Person {
        Person {
            hash: Some(self.hash.clone()),
            ..Person::default()
        }
    }
}

/// Reads a key file: 64 hexadecimal digits.
pub fn key(path: &Path) -> io::Result<Secret> {
    let text = fs::read_to_string(path)?;
    let bad = || io::Error::new(io::ErrorKind::InvalidData, "not 64 hexadecimal digits");
    Secret::of_hex(text.trim()).ok_or_else(bad)
}

#[cfg(test)]
mod tests {
    use super::*;
    use hall_core::Time;

    fn keys() -> [Secret; 2] {
        ["0b", "0c"].map(|byte| Secret::of_hex(&byte.repeat(32)).expect("a key"))
    }

    fn code() -> String {
        let [key, _] = keys();
        let item = "CARD2".parse().expect("a code");
        Booking::code(item, Stamp(Time(1_772_505_000_000)), "R-7F3K9Q", &key)
    }

    #[test]
    fn a_booking_is_read_under_its_own_key_only() {
        let [key, other] = keys();
        let booking = Booking::read(&code(), &key).expect("a booking");
        assert_eq!(booking.item.as_str(), "CARD2");
        assert_eq!(booking.slot, Stamp(Time(1_772_505_000_000)));
        assert_eq!(Booking::read(&code(), &other), None);
        assert!(!format!("{booking:?}").contains("7F3K9Q"));
    }

    #[test]
    fn no_letter_of_a_booking_can_be_changed() {
        let [key, _] = keys();
        let code = code();
        for (at, old) in code.char_indices() {
            let new = if old == '0' { '1' } else { '0' };
            let forged = format!("{}{new}{}", &code[..at], &code[at + 1..]);
            assert_eq!(Booking::read(&forged, &key), None, "{forged}");
        }
        for strange in ["", ";", "hb1;;;;", "hb1;CARD2;x;y;z"] {
            assert_eq!(Booking::read(strange, &key), None);
        }
    }

    #[test]
    fn a_sealed_code_of_another_shape_is_none() {
        let [key, _] = keys();
        for sealed in [
            "hb2;CARD2;2026-03-03T10:30:00+08:00;R",
            "hb1;CARD2;2026-03-03T10:30:00+08:00;",
            "hb1;CARD2;2026-03-03T10:30:00+08:00;R;more",
            "hb1;CARD2;tomorrow;R",
        ] {
            let seal = HEXLOWER.encode(&key.seal(sealed.as_bytes())[..SEAL_BYTES]);
            assert_eq!(
                Booking::read(&format!("{sealed};{seal}"), &key),
                None,
                "{sealed}"
            );
        }
    }
}
