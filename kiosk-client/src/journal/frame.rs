//! Records as bytes: one append is one line with its length and a checksum before the JSON.
//!
//! ```text
//! 0000004f 9b1c…16 hexadecimal digits… [{"record":"epoch","epoch":"1-…"}]
//! ```
//!
//! Reading is total. A last line without its end was never written whole, and nothing was done on
//! its strength. A line with an end that does not agree with its checksum is damage, and is named.

use super::record::Record;
use crate::limits::LINE_BYTES_MAX;
use sha2::{Digest, Sha256};
use std::fmt;

/// What was read.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Decoded {
    /// Every readable record, in order.
    pub records: Vec<Record>,
    /// Bytes at the end that were never written whole.
    pub torn: usize,
    /// Lines that once were whole and are not any more.
    pub damage: Option<Damage>,
}

/// Where a journal was damaged.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Damage {
    /// The first bad line, counted from 1.
    pub line: usize,
    /// Where it begins, in bytes.
    pub offset: usize,
    /// How many lines are bad.
    pub lines: usize,
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            line,
            offset,
            lines,
        } = self;
        write!(
            f,
            "line {line} at byte {offset} is not what was written ({lines} bad in all)"
        )
    }
}

/// One append as bytes.
///
/// # Panics
///
/// Never: records have only text keys.
pub fn encode(records: &[Record]) -> Vec<u8> {
    let json = serde_json::to_string(records).expect("records have only text keys");
    format!("{:08x} {} {json}\n", json.len(), checksum(json.as_bytes())).into_bytes()
}

/// Reads whatever is there.
pub fn decode(bytes: &[u8]) -> Decoded {
    let mut decoded = Decoded::default();
    let mut rest = bytes;
    let mut number = 0;
    while let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
        let (line, behind) = (&rest[..end], &rest[end + 1..]);
        number += 1;
        if let Some(records) = read_line(line) {
            decoded.records.extend(records);
        } else {
            let damage = decoded.damage.get_or_insert(Damage {
                line: number,
                offset: bytes.len() - rest.len(),
                lines: 0,
            });
            damage.lines += 1;
        }
        rest = behind;
    }
    decoded.torn = rest.len();
    decoded
}

fn read_line(line: &[u8]) -> Option<Vec<Record>> {
    if line.len() > LINE_BYTES_MAX {
        return None;
    }
    let line = std::str::from_utf8(line).ok()?;
    let (length, rest) = line.split_once(' ')?;
    let (sum, json) = rest.split_once(' ')?;
    let length_fits = length.len() == 8 && usize::from_str_radix(length, 16) == Ok(json.len());
    if !length_fits || sum != checksum(json.as_bytes()) {
        return None;
    }
    serde_json::from_str(json).ok()
}

/// The first eight bytes of SHA-256, hexadecimal.
fn checksum(bytes: &[u8]) -> String {
    let hash: [u8; 32] = Sha256::digest(bytes).into();
    let head = hash.first_chunk().expect("8 of 32 bytes");
    format!("{:016x}", u64::from_be_bytes(*head))
}
