//! Frames by pattern, the sending side: `AA {addr} 30 {len8} {text:gb18030} {sum8:1..}`.
//!
//! A pattern is hex bytes, values and checks separated by spaces. Values: `{addr}` `{timeout}`
//! `{seq}` `{text:gb18030}`; lengths `{len8:a..b}` `{len16le:a..b}` `{len16be:a..b}`; checks
//! `{sum8:a..b}` `{xor8:a..b}` `{crc16_modbus_le:a..b}` `{crc16_arc_le:a..b}`.
//!
//! Bytes are counted from 0 and both ends are meant. An open end is up to the check itself, for a
//! length up to the next check or the end; a length without a range counts what follows it.

use crate::check;
use crate::limits::PATTERN_BYTES_MAX;

/// A frame with a text in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Pattern(Vec<Part>);

#[derive(Clone, PartialEq, Eq, Debug)]
enum Part {
    Byte(u8),
    Address,
    TimeoutS,
    Seq,
    Text,
    /// Without a span it counts what follows it.
    Length(Width, Option<Span>),
    Check(Sum, Span),
}

/// Bytes of a frame, both ends meant; open without the second one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Span {
    from: usize,
    to: Option<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Width {
    One,
    TwoLittle,
    TwoBig,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Sum {
    Sum8,
    Xor8,
    Modbus,
    Arc,
}

/// What a frame is filled with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Values<'a> {
    pub(super) address: u8,
    pub(super) timeout_s: u8,
    pub(super) seq: u8,
    pub(super) text: &'a [u8],
}

impl Pattern {
    /// Reads a pattern, or says what is wrong with which word of it.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let parts = text.split_whitespace().map(part);
        let parts: Vec<Part> = parts.collect::<Result<_, _>>()?;
        let texts = parts.iter().filter(|part| **part == Part::Text).count();
        if texts != 1 {
            return Err(format!(
                "{{text:gb18030}} stands in it {texts} times; write it once"
            ));
        }
        let pattern = Self(parts);
        let bytes = pattern.fixed_bytes();
        if bytes > PATTERN_BYTES_MAX {
            return Err(format!(
                "it has {bytes} bytes without its text; {PATTERN_BYTES_MAX} are the limit"
            ));
        }
        pattern.check_ranges()?;
        Ok(pattern)
    }

    /// Whether the card is told when to forget what it shows.
    pub(super) fn has_timeout(&self) -> bool {
        self.0.contains(&Part::TimeoutS)
    }

    /// The byte that ends the text for a card that is told no length.
    pub(super) fn end_of_text(&self) -> Option<u8> {
        let is_length = |part: &Part| matches!(part, Part::Length(..));
        if self.0.iter().any(is_length) {
            return None;
        }
        let at = self.0.iter().position(|part| *part == Part::Text)?;
        match self.0.get(at + 1) {
            Some(Part::Byte(byte)) => Some(*byte),
            _ => None,
        }
    }

    /// The bytes on the wire.
    pub(super) fn encode(&self, values: &Values<'_>) -> Vec<u8> {
        let mut frame = Vec::new();
        for (index, part) in self.0.iter().enumerate() {
            match part {
                Part::Byte(byte) => frame.push(*byte),
                Part::Address => frame.push(values.address),
                Part::TimeoutS => frame.push(values.timeout_s),
                Part::Seq => frame.push(values.seq),
                Part::Text => frame.extend(values.text),
                Part::Length(width, span) => {
                    let follows = Span {
                        from: frame.len() + part.bytes(),
                        to: None,
                    };
                    let span = span.unwrap_or(follows);
                    frame.extend(width.of(self.counted(span, index, values.text.len())));
                }
                Part::Check(sum, Span { from, to }) => {
                    let end = to.map_or(frame.len(), |to| to + 1);
                    let check = sum.over(frame.get(*from..end).unwrap_or_default());
                    frame.extend(check);
                }
            }
        }
        frame
    }

    /// How many bytes the length at `index` counts.
    fn counted(&self, span: Span, index: usize, text_bytes: usize) -> usize {
        if let Some(to) = span.to {
            return to + 1 - span.from;
        }
        let is_check = |part: &Part| matches!(part, Part::Check(..));
        let check = self.0[index..].iter().position(is_check);
        let end = check.map_or(self.0.len(), |check| index + check);
        let bytes = |part: &Part| match part {
            Part::Text => text_bytes,
            part => part.bytes(),
        };
        let stop: usize = self.0[..end].iter().map(bytes).sum();
        stop.saturating_sub(span.from)
    }

    fn fixed_bytes(&self) -> usize {
        self.0.iter().map(Part::bytes).sum()
    }

    /// Every check covers at least one byte and only bytes before it, also around an empty text.
    fn check_ranges(&self) -> Result<(), String> {
        let mut before = 0;
        for part in &self.0 {
            if let Part::Check(_, Span { from, to }) = *part {
                if from >= before {
                    return Err(format!(
                        "a check begins at byte {from} and stands at byte {before} itself"
                    ));
                }
                if let Some(to) = to.filter(|to| *to >= before) {
                    return Err(format!(
                        "a check covers {from}..{to}; write {from}.. for all up to the check"
                    ));
                }
            }
            before += part.bytes();
        }
        Ok(())
    }
}

impl Width {
    /// A frame has fewer than 256 bytes, so one byte holds every length.
    fn of(self, count: usize) -> Vec<u8> {
        match self {
            Self::One => vec![count as u8],
            Self::TwoLittle => (count as u16).to_le_bytes().to_vec(),
            Self::TwoBig => (count as u16).to_be_bytes().to_vec(),
        }
    }
}

impl Part {
    /// Its bytes, without a text.
    fn bytes(&self) -> usize {
        match self {
            Self::Text => 0,
            Self::Length(Width::TwoLittle | Width::TwoBig, _)
            | Self::Check(Sum::Modbus | Sum::Arc, _) => 2,
            _ => 1,
        }
    }
}

impl Sum {
    fn over(self, bytes: &[u8]) -> Vec<u8> {
        match self {
            Self::Sum8 => vec![
                bytes
                    .iter()
                    .fold(0, |sum: u8, byte| sum.wrapping_add(*byte)),
            ],
            Self::Xor8 => vec![bytes.iter().fold(0, |sum, byte| sum ^ byte)],
            Self::Modbus => check::modbus(bytes).to_le_bytes().to_vec(),
            Self::Arc => check::arc(bytes).to_le_bytes().to_vec(),
        }
    }
}

fn part(word: &str) -> Result<Part, String> {
    let inside = word
        .strip_prefix('{')
        .and_then(|rest| rest.strip_suffix('}'));
    let Some(name) = inside else {
        return byte(word).map(Part::Byte).ok_or_else(|| {
            format!("{word} is neither two hexadecimal digits nor a value in braces")
        });
    };
    let (name, range) = name
        .split_once(':')
        .map_or((name, None), |(name, range)| (name, Some(range)));
    let part = kind(name).or_else(|| value(word));
    let part = part.ok_or_else(|| format!("{word} is not known here; choose from {VALUES}"))?;
    let needs_range = || {
        format!("{word} needs the bytes that it covers, from..to or from.., such as {{{name}:1..}}")
    };
    let span = range.map(|range| span(range).ok_or_else(needs_range));
    match part {
        Part::Check(sum, _) => Ok(Part::Check(sum, span.ok_or_else(needs_range)??)),
        Part::Length(width, _) => Ok(Part::Length(width, span.transpose()?)),
        part => Ok(part),
    }
}

/// A length or a check, before its span is known.
fn kind(name: &str) -> Option<Part> {
    let none = Span { from: 0, to: None };
    Some(match name {
        "len8" => Part::Length(Width::One, None),
        "len16le" => Part::Length(Width::TwoLittle, None),
        "len16be" => Part::Length(Width::TwoBig, None),
        "sum8" => Part::Check(Sum::Sum8, none),
        "xor8" => Part::Check(Sum::Xor8, none),
        "crc16_modbus_le" => Part::Check(Sum::Modbus, none),
        "crc16_arc_le" => Part::Check(Sum::Arc, none),
        _ => return None,
    })
}

fn value(word: &str) -> Option<Part> {
    Some(match word {
        "{addr}" => Part::Address,
        "{timeout}" => Part::TimeoutS,
        "{seq}" => Part::Seq,
        "{text:gb18030}" => Part::Text,
        _ => return None,
    })
}

const VALUES: &str = "{addr} {timeout} {seq} {text:gb18030} {len8} {len16le} {len16be} \
    {sum8:a..b} {xor8:a..b} {crc16_modbus_le:a..b} {crc16_arc_le:a..b}";

fn span(text: &str) -> Option<Span> {
    let (from, to) = text.split_once("..")?;
    let from = from.parse().ok()?;
    let to = match to {
        "" => None,
        to => Some(to.parse().ok().filter(|to| *to >= from)?),
    };
    Some(Span { from, to })
}

/// Two hexadecimal digits.
pub(super) fn byte(word: &str) -> Option<u8> {
    let plain = word.len() == 2 && word.bytes().all(|b| b.is_ascii_hexdigit());
    plain.then(|| u8::from_str_radix(word, 16).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(pattern: &str, text: &[u8]) -> Vec<u8> {
        let values = Values {
            address: 5,
            timeout_s: 150,
            seq: 7,
            text,
        };
        let pattern = Pattern::parse(pattern).expect("a good pattern");
        pattern.encode(&values)
    }

    #[test]
    fn a_frame_is_filled_with_values_lengths_and_checks() {
        // CXT CX-H (HARDWARE 3.3).
        assert_eq!(
            frame(
                "21 21 55 AA 00 01 03 08 10 00 00 00 {len16le} {text:gb18030}",
                b"\xB0\xA1\xB0\xA2"
            ),
            b"\x21\x21\x55\xAA\x00\x01\x03\x08\x10\x00\x00\x00\x04\x00\xB0\xA1\xB0\xA2"
        );
        assert_eq!(
            frame(
                "aa {addr} {seq} {timeout} {len8} {text:gb18030} {sum8:1..}",
                b"A0"
            ),
            b"\xAA\x05\x07\x96\x02A0\x15"
        );
        assert_eq!(
            frame("02 {len16be} {text:gb18030} {xor8:1..2} 03", b"AB"),
            b"\x02\x00\x02AB\x02\x03"
        );
        // A call pad (HARDWARE 3.3): the length counts from the address to the check, twice.
        assert_eq!(
            frame(
                "FF 68 {len8:5..} {len8:5..} 68 {addr} 01 {text:gb18030} {sum8:5..} 16",
                b"AB"
            ),
            b"\xFF\x68\x04\x04\x68\x05\x01AB\x89\x16"
        );
        assert_eq!(
            frame("{len8} 01 {text:gb18030} 02", b"AB"),
            b"\x04\x01AB\x02"
        );
        let checked = frame("{text:gb18030} 00 {crc16_modbus_le:0..}", b"12345678");
        assert_eq!(checked[9..], check::modbus(b"12345678\0").to_le_bytes());
        let checked = frame("31 {text:gb18030} {crc16_arc_le:0..}", b"23456789");
        assert_eq!(checked[9..], 0xBB3D_u16.to_le_bytes());
    }

    #[test]
    fn what_is_no_pattern_is_refused_with_the_word_that_is_wrong() {
        for (pattern, why) in [
            ("AA", "{text:gb18030} stands in it 0 times"),
            ("{text:gb18030} {text:gb18030}", "2 times"),
            ("A {text:gb18030}", "A is neither two hexadecimal digits"),
            ("+A {text:gb18030}", "+A is neither"),
            ("* {text:gb18030}", "* is neither"),
            ("{level} {text:gb18030}", "{level} is not known here"),
            ("{text:utf8}", "{text:utf8} is not known here"),
            ("{text:gb18030} {sum8}", "such as {sum8:1..}"),
            ("{sum8:0..} {text:gb18030}", "begins at byte 0"),
            ("AA {text:gb18030} {sum8:0..1}", "write 0.. for all"),
            ("AA BB {text:gb18030} {sum8:1..0}", "from..to or from.."),
            ("{text:gb18030} {len8:x..}", "from..to or from.."),
            (
                &format!("{} {{text:gb18030}}", "AA ".repeat(65)),
                "65 bytes",
            ),
        ] {
            let error = Pattern::parse(pattern).expect_err("no pattern");
            assert!(error.contains(why), "{pattern}: {error}");
        }
    }

    #[test]
    fn the_byte_behind_a_text_ends_it_when_no_length_is_told() {
        let end = |pattern| Pattern::parse(pattern).expect("a pattern").end_of_text();
        assert_eq!(end("24 {text:gb18030} 7E"), Some(0x7E));
        assert_eq!(end("24 {len8} {text:gb18030} 7E"), None);
        assert_eq!(end("24 {text:gb18030} {sum8:0..}"), None);
    }
}
