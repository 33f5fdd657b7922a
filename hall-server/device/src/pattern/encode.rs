//! From a pattern to bytes: lengths first, then the checks from left to right.

use super::parse::{Part, Pattern, Span, Sum, Width};
use crate::check::{arc, modbus, sum8, xor8};
use crate::gb18030;
use crate::limits::PATTERN_TEXT_BYTES_MAX;

/// What the placeholders of a sent frame stand for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Values<'a> {
    /// The device's address.
    pub address: u8,
    /// Number of the question.
    pub seq: u8,
    /// Seconds that the citizen has.
    pub timeout_s: u8,
    /// A text as the device takes it, such as [`text_bytes`]; what is too long is cut.
    pub text: &'a [u8],
}

/// A text for a device: GB18030, cut between characters where it is too long. A name or a notice
/// must not carry commands, so control characters are left out.
pub fn text_bytes(text: &str) -> Vec<u8> {
    let plain: String = text.chars().filter(|c| !c.is_control()).collect();
    gb18030::encode(&plain, PATTERN_TEXT_BYTES_MAX)
}

impl Pattern {
    /// The bytes of a frame.
    pub fn encode(&self, values: &Values<'_>) -> Vec<u8> {
        let text = &values.text[..values.text.len().min(PATTERN_TEXT_BYTES_MAX)];
        let mut frame = Vec::new();
        for (index, part) in self.parts.iter().enumerate() {
            match part {
                Part::Byte(byte) => frame.push(*byte),
                Part::Address => frame.push(values.address),
                Part::Timeout => frame.push(values.timeout_s),
                Part::Seq => frame.push(values.seq),
                Part::Text => frame.extend(text),
                Part::Length(width, span) => {
                    let count = self.counted(*span, index, text.len());
                    frame.extend(width.bytes(count));
                }
                Part::Check(sum, span) => {
                    let check = sum.of(span.of(&frame));
                    frame.extend(check);
                }
                // A pattern to send has none of these.
                Part::Any | Part::Level | Part::Key(_) => frame.push(0),
            }
        }
        frame
    }

    /// The parts with every length as its bytes, around a text of so many.
    pub(super) fn with_lengths_as_bytes(&self, text_bytes: usize) -> Vec<Part> {
        let mut parts = Vec::new();
        for (index, part) in self.parts.iter().enumerate() {
            match part {
                Part::Length(width, span) => {
                    let bytes = width.bytes(self.counted(*span, index, text_bytes));
                    parts.extend(bytes.into_iter().map(Part::Byte));
                }
                part => parts.push(part.clone()),
            }
        }
        parts
    }

    /// How many bytes the length at `index` counts.
    fn counted(&self, span: Span, index: usize, text_bytes: usize) -> usize {
        if let Some(to) = span.to {
            return to + 1 - span.from;
        }
        let is_check = |part: &Part| matches!(part, Part::Check(..));
        let check = self.parts[index..].iter().position(is_check);
        let end = check.map_or(self.parts.len(), |check| index + check);
        let bytes = |part: &Part| match part {
            Part::Text => text_bytes,
            part => part.bytes(),
        };
        let stop: usize = self.parts[..end].iter().map(bytes).sum();
        stop.saturating_sub(span.from)
    }
}

impl Width {
    /// A frame has at most 254 bytes, so one byte holds every length.
    fn bytes(self, count: usize) -> Vec<u8> {
        let count = count as u16;
        match self {
            Self::One => vec![count as u8],
            Self::TwoLittle => count.to_le_bytes().to_vec(),
            Self::TwoBig => count.to_be_bytes().to_vec(),
        }
    }
}

impl Span {
    /// Its bytes of a frame that ends where the check begins.
    pub(super) fn of<'a>(&self, before: &'a [u8]) -> &'a [u8] {
        let end = self.to.map_or(before.len(), |to| to + 1);
        before.get(self.from..end).unwrap_or_default()
    }
}

impl Sum {
    /// The check's bytes, low byte first.
    pub(super) fn of(self, bytes: &[u8]) -> Vec<u8> {
        match self {
            Self::Sum8 => vec![sum8(bytes)],
            Self::Xor8 => vec![xor8(bytes)],
            Self::Crc16Modbus => modbus(bytes).to_le_bytes().to_vec(),
            Self::Crc16Arc => arc(bytes).to_le_bytes().to_vec(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(pattern: &str) -> Vec<u8> {
        let values = Values {
            address: 5,
            seq: 9,
            timeout_s: 20,
            text: &text_bytes("李\u{1b}A"),
        };
        let pattern = Pattern::to_send(pattern).expect("a good pattern");
        pattern.encode(&values)
    }

    #[test]
    fn sent_frames_have_their_golden_bytes() {
        let table: [(&str, &[u8]); 14] = [
            (
                "AA {addr} 01 {timeout} {sum8:1..}",
                b"\xAA\x05\x01\x14\x1A",
            ),
            ("AA {addr} 02 00 {sum8:1..}", b"\xAA\x05\x02\x00\x07"),
            ("AA {seq} {xor8:0..1} 55", b"\xAA\x09\xA3\x55"),
            // The frames of HSP-1, written as patterns.
            (
                "55 AA 01 {addr} 01 01 00 {crc16_modbus_le:2..}",
                b"\x55\xAA\x01\x05\x01\x01\x00\x49\x5C",
            ),
            (
                "55 AA 01 {addr} 02 10 {len8} {timeout} 05 01 {crc16_modbus_le:2..}",
                b"\x55\xAA\x01\x05\x02\x10\x03\x14\x05\x01\x96\x36",
            ),
            // The ping of a BX card.
            (
                "01 00 00 80 00 00 00 00 00 00 FE 02 {len16le} A2 00 01 00 00 {crc16_arc_le:0..}",
                b"\x01\x00\x00\x80\x00\x00\x00\x00\x00\x00\xFE\x02\x05\x00\xA2\x00\x01\x00\x00\x68\xF8",
            ),
            // A length that counts from the address on, in front of it twice.
            (
                "FF 68 {len8:5..} {len8:5..} 68 {addr} 01 00 {sum8:5..} 16",
                b"\xFF\x68\x03\x03\x68\x05\x01\x00\x06\x16",
            ),
            // 李 is C0 EE; the escape is gone.
            (
                "02 {len8} {text:gb18030} {sum8:2..} 03",
                b"\x02\x03\xC0\xEE\x41\xEF\x03",
            ),
            // CXT CX-H (HARDWARE 3.3).
            (
                "21 21 55 AA 00 01 03 08 10 00 00 00 {len16le} {text:gb18030}",
                b"\x21\x21\x55\xAA\x00\x01\x03\x08\x10\x00\x00\x00\x03\x00\xC0\xEE\x41",
            ),
            // A call pad (HARDWARE 3.3): the length counts from the address to the check, twice.
            (
                "FF 68 {len8:5..} {len8:5..} 68 {addr} 01 {text:gb18030} {sum8:5..} 16",
                b"\xFF\x68\x05\x05\x68\x05\x01\xC0\xEE\x41\xF5\x16",
            ),
            ("{len8} 01 {text:gb18030} 02", b"\x05\x01\xC0\xEE\x41\x02"),
            (
                "02 {len16be} {text:gb18030} {xor8:1..2} 03",
                b"\x02\x00\x03\xC0\xEE\x41\x03\x03",
            ),
            ("{len16be:0..1} 00", b"\x00\x02\x00"),
            ("{text:gb18030} 0D", b"\xC0\xEE\x41\x0D"),
        ];
        for (pattern, bytes) in table {
            assert_eq!(sent(pattern), bytes, "{pattern}");
        }
    }

    #[test]
    fn a_long_text_is_cut_and_its_length_still_fits_one_byte() {
        let pattern = Pattern::to_send("02 {len8} {text:gb18030} 03").expect("a good pattern");
        let text = text_bytes(&"评".repeat(300));
        assert_eq!(text.len(), PATTERN_TEXT_BYTES_MAX);
        let longer = [text.as_slice(), &text].concat();
        let values = Values {
            text: &longer,
            ..Values::default()
        };
        let frame = pattern.encode(&values);
        assert_eq!(frame.len(), 3 + PATTERN_TEXT_BYTES_MAX);
        // The byte behind the text is no check, so it is counted too.
        assert_eq!(usize::from(frame[1]), PATTERN_TEXT_BYTES_MAX + 1);
    }
}
