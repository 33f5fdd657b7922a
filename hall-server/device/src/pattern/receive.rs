//! Whether bytes are the frame of a pattern, and whether two patterns could both say so.

use super::encode::Values;
use super::parse::{Part, Pattern, Sum};
use std::collections::BTreeSet;

/// A pattern to find, with the bytes that its `{level}` or `{key}` may be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Matcher {
    pattern: Pattern,
    values: BTreeSet<u8>,
}

/// What bytes are to a pattern.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Fit {
    /// Something else.
    No,
    /// Its beginning.
    Partial,
    /// Begins with its frame.
    Whole { value: Option<u8>, seq: Option<u8> },
}

impl Pattern {
    /// What comes back of it where the line sends back what it is sent, around a text of so many
    /// bytes; a time of 0 is any time.
    pub fn echo(&self, values: &Values<'_>, text_bytes: usize) -> Matcher {
        let echoed = |part: Part| match part {
            Part::Address => vec![Part::Byte(values.address)],
            Part::Timeout if values.timeout_s > 0 => vec![Part::Byte(values.timeout_s)],
            Part::Text => vec![Part::Any; text_bytes],
            Part::Byte(byte) => vec![Part::Byte(byte)],
            part => vec![Part::Any; part.bytes()],
        };
        let parts = self.with_lengths_as_bytes(text_bytes).into_iter();
        let parts = parts.flat_map(echoed).collect();
        Matcher::new(Self { parts }, [])
    }
}

impl Matcher {
    /// A pattern whose `{level}` or `{key}` may be these bytes.
    pub fn new(pattern: Pattern, values: impl IntoIterator<Item = u8>) -> Self {
        Self {
            pattern,
            values: values.into_iter().collect(),
        }
    }

    /// Bytes of its frame.
    pub fn bytes(&self) -> usize {
        self.pattern.bytes()
    }

    /// Some bytes could be the frames of both, or the beginning of one is the other.
    pub fn overlaps(&self, other: &Self) -> bool {
        let (ours, theirs) = (self.places(), other.places());
        ours.zip(theirs).all(|(our, their)| {
            (0..=u8::MAX).any(|byte| self.could_be(our, byte) && other.could_be(their, byte))
        })
    }

    /// These bytes could be the beginning of its frame.
    pub(crate) fn could_begin_with(&self, bytes: &[u8]) -> bool {
        let mut pairs = self.places().zip(bytes);
        bytes.len() <= self.bytes() && pairs.all(|(part, byte)| self.could_be(part, *byte))
    }

    pub(super) fn fit(&self, buffer: &[u8], address: u8) -> Fit {
        let (mut value, mut seq) = (None, None);
        let mut at = 0;
        for part in &self.pattern.parts {
            let Some(byte) = buffer.get(at).copied() else {
                return Fit::Partial;
            };
            match part {
                Part::Check(sum, span) => {
                    match check(*sum, span.of(&buffer[..at]), &buffer[at..]) {
                        Some(true) => {}
                        Some(false) => return Fit::No,
                        None => return Fit::Partial,
                    }
                }
                Part::Address if byte != address => return Fit::No,
                part if !self.could_be(part, byte) => return Fit::No,
                Part::Level | Part::Key(_) => value = Some(byte),
                Part::Seq => seq = Some(byte),
                _ => {}
            }
            at += part.bytes();
        }
        Fit::Whole { value, seq }
    }

    /// The part at every byte.
    fn places(&self) -> impl Iterator<Item = &Part> {
        let parts = self.pattern.parts.iter();
        parts.flat_map(|part| std::iter::repeat_n(part, part.bytes()))
    }

    fn could_be(&self, part: &Part, byte: u8) -> bool {
        match part {
            Part::Byte(fixed) => *fixed == byte,
            Part::Level | Part::Key(_) => self.values.contains(&byte),
            _ => true,
        }
    }
}

/// Whether the check that begins `rest` is right; none while not all of it is there.
fn check(sum: Sum, covered: &[u8], rest: &[u8]) -> Option<bool> {
    let wanted = sum.of(covered);
    let there = rest.get(..wanted.len()).unwrap_or(rest);
    if !wanted.starts_with(there) {
        return Some(false);
    }
    (there.len() == wanted.len()).then_some(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matcher(text: &str, values: &[u8]) -> Matcher {
        let pattern = Pattern::to_receive(text).expect("a good pattern");
        Matcher::new(pattern, values.iter().copied())
    }

    #[test]
    fn patterns_overlap_when_some_bytes_could_be_both_or_one_begins_the_other() {
        let table = [
            (
                "AA {addr} 81 {level} {sum8:1..}",
                "AA {addr} 80 * {sum8:1..}",
                false,
            ),
            (
                "AA {addr} 81 {level} {sum8:1..}",
                "AA * 81 01 {sum8:1..}",
                true,
            ),
            (
                "AA {addr} 81 {level} {sum8:1..}",
                "AA * 81 09 {sum8:1..}",
                false,
            ),
            ("AA {level}", "AA 01 02", true),
            ("{key:01..05}", "AA {addr}", false),
            ("{key:01..05}", "01 AA", true),
            ("AA 01 {crc16_arc_le:0..}", "AA 01 * 02", true),
            ("AA 01 02", "AA 01 02", true),
            ("FF 68 {len8:5..} * 68 01", "FF 68 02 * 68 01", false),
        ];
        for (one, other, overlap) in table {
            let (one, other) = (matcher(one, &[1, 2]), matcher(other, &[1, 2]));
            assert_eq!(one.overlaps(&other), overlap, "{one:?} {other:?}");
            assert_eq!(other.overlaps(&one), overlap, "{other:?} {one:?}");
        }
    }

    #[test]
    fn another_address_value_or_check_is_another_frame() {
        let pad = matcher("AA {addr} {seq} {level} {sum8:1..}", &[1, 2]);
        let fit = |bytes: &[u8]| pad.fit(bytes, 5);
        let whole = Fit::Whole {
            value: Some(2),
            seq: Some(7),
        };
        assert_eq!(fit(b"\xAA\x05\x07\x02\x0E"), whole);
        assert_eq!(fit(b"\xAA\x05\x07\x02\x0E\xAA"), whole);
        assert_eq!(fit(b"\xAA\x05\x07\x02"), Fit::Partial);
        for wrong in [
            b"\xAA\x06\x07\x02\x0F",
            b"\xAA\x05\x07\x03\x0F",
            b"\xAA\x05\x07\x02\x0F",
        ] {
            assert_eq!(fit(wrong), Fit::No, "{wrong:02X?}");
        }
        let long = matcher("AA {crc16_modbus_le:0..}", &[]);
        let [low, high] = crate::check::modbus(&[0xAA]).to_le_bytes();
        assert_eq!(long.fit(&[0xAA, low], 0), Fit::Partial);
        assert_eq!(long.fit(&[0xAA, low ^ 1], 0), Fit::No, "known at once");
        assert!(matches!(long.fit(&[0xAA, low, high], 0), Fit::Whole { .. }));
    }
}
