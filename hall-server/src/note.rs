//! Free text: kept in one table with an expiry; the journal holds its key and a salted digest.

use crate::random::Random;
use crate::store::NoteRow;
use data_encoding::HEXLOWER;
use hall_core::code::RequestId;
use hall_core::ticket::NoteRef;
use hall_core::{Span, Time};
use sha2::{Digest, Sha256};

/// The row for a text and the reference for the journal.
pub fn note(random: &Random, text: &str, now: Time, days: u32) -> (NoteRow, NoteRef) {
    let key = RequestId(random.bits());
    let salt = HEXLOWER.encode(&random.bytes::<16>());
    let digest = HEXLOWER.encode(&Sha256::digest(format!("{salt}{text}").as_bytes()));
    let expires = now + Span::minutes(days.saturating_mul(24 * 60));
    let row = NoteRow {
        note: key,
        salt,
        text: text.to_owned(),
        expires,
    };
    (row, NoteRef { key, digest })
}
