//! The file in which a device keeps what it has seen, so that it is a witness after a restart.
//!
//! Written beside and renamed, so that a power cut leaves the old or the new one. A file that
//! cannot be read is no reason to stop: the device is then a witness of nothing. A check stands in
//! its second line, because a false witness is worse than none: the server believes a device that
//! claims higher numbers, and gives none below them any more.

use crate::durable::write_durably;
use crate::limits::SEEN_FILE_BYTES_MAX;
use hall_protocol::resume::Seen;
use hall_protocol::{decode, encode};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Reads the file; nothing seen when there is none, an error when it is something else.
pub fn load(path: &Path) -> std::io::Result<Seen> {
    let file = match File::open(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Seen::default()),
        other => other?,
    };
    let mut bytes = Vec::new();
    file.take(SEEN_FILE_BYTES_MAX).read_to_end(&mut bytes)?;
    read(&bytes)
}

/// Reads what a file holds: exactly what was written, or an error.
pub fn read(bytes: &[u8]) -> std::io::Result<Seen> {
    let wrong = |what| std::io::Error::new(std::io::ErrorKind::InvalidData, what);
    let text = std::str::from_utf8(bytes).map_err(|_| wrong("it is no text"))?;
    let lines = text
        .strip_suffix('\n')
        .and_then(|text| text.split_once('\n'));
    let (body, written) = lines.ok_or_else(|| wrong("it is cut short"))?;
    if written != check(body) {
        return Err(wrong("it was changed since it was written"));
    }
    let seen = decode(body, SEEN_FILE_BYTES_MAX as usize);
    seen.map_err(|error| std::io::Error::new(std::io::ErrorKind::InvalidData, error))
}

/// What a file holds.
pub fn write(seen: &Seen) -> String {
    let body = encode(seen);
    let check = check(&body);
    format!("{body}\n{check}\n")
}

/// Eight bytes of the body's SHA-256, hexadecimal.
fn check(body: &str) -> String {
    let hash: [u8; 32] = Sha256::digest(body).into();
    let head = hash.first_chunk().expect("32 bytes begin with eight");
    format!("{:016x}", u64::from_be_bytes(*head))
}

/// Writes the file durably.
pub fn save(path: &Path, seen: &Seen) -> std::io::Result<()> {
    write_durably(path, write(seen).as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_seen_is_read_back_and_rubbish_is_an_error() -> std::io::Result<()> {
        let dir = tempfile::tempdir()?;
        let path = dir.path().join("seen.json");
        assert_eq!(load(&path)?, Seen::default());
        let seen = Seen {
            epoch: Some("1-00000000000000ab".into()),
            seq: 7,
            ..Seen::default()
        };
        save(&path, &seen)?;
        assert_eq!(load(&path)?, seen);
        std::fs::write(&path, "{")?;
        assert!(load(&path).is_err());
        Ok(())
    }

    #[test]
    fn a_flipped_bit_makes_no_witness() {
        let seen = Seen {
            seq: 7,
            hash: "00112233445566ff".into(),
            ..Seen::default()
        };
        let file = write(&seen).into_bytes();
        for bit in 0..file.len() * 8 {
            let mut damaged = file.clone();
            damaged[bit / 8] ^= 1 << (bit % 8);
            assert!(read(&damaged).is_err(), "bit {bit}");
        }
        assert!(read(&file[..file.len() - 1]).is_err(), "cut by one byte");
    }
}
