//! The grammar: text to parts, with everything refused that could not be sent or found again.

use crate::limits::PATTERN_BYTES_MAX;
use std::ops::RangeInclusive;

/// One frame of a device, to be sent or to be found in what comes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pattern {
    pub(super) parts: Vec<Part>,
}

/// A piece of a frame.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Part {
    Byte(u8),
    Any,
    Address,
    Timeout,
    Seq,
    Level,
    Key(RangeInclusive<u8>),
    Text,
    Length(Width, Span),
    Check(Sum, Span),
}

/// How a length is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Width {
    One,
    TwoLittle,
    TwoBig,
}

/// How a check is made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Sum {
    Sum8,
    Xor8,
    Crc16Modbus,
    Crc16Arc,
}

/// Bytes of a frame, counted from 0, both ends included; none = up to the check.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Span {
    pub(super) from: usize,
    pub(super) to: Option<usize>,
}

/// Why a text is no pattern, and what may stand there.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{0}")]
pub struct BadPattern(String);

fn bad<T>(what: impl Into<String>) -> Result<T, BadPattern> {
    Err(BadPattern(what.into()))
}

const PLACEHOLDERS: &str = "{addr} {timeout} {seq} {level} {key:lo..hi} {text:gb18030} {len8} \
     {len16le} {len16be} {sum8:a..} {xor8:a..} {crc16_modbus_le:a..} {crc16_arc_le:a..}";

impl Pattern {
    /// A pattern to send: every byte of it can be known.
    pub fn to_send(text: &str) -> Result<Self, BadPattern> {
        let pattern = Self::parse(text)?;
        for part in &pattern.parts {
            let name = match part {
                Part::Any => "*",
                Part::Level => "{level}",
                Part::Key(_) => "{key}",
                _ => continue,
            };
            return bad(format!(
                "{name} stands only in what is received; write the byte"
            ));
        }
        Ok(pattern)
    }

    /// A pattern to find: it has a fixed length and catches one value at most.
    pub fn to_receive(text: &str) -> Result<Self, BadPattern> {
        let mut pattern = Self::parse(text)?;
        let mut values = 0;
        for part in &pattern.parts {
            match part {
                Part::Text => {
                    return bad("{text} stands only in what is sent; write * for each byte");
                }
                Part::Timeout => {
                    return bad("{timeout} stands only in what is sent; write * or the byte");
                }
                Part::Level | Part::Key(_) => values += 1,
                _ => {}
            }
        }
        if values > 1 {
            return bad("only one {level} or {key} can be caught; write * for the others");
        }
        // Nothing in it has a variable length, so its lengths are plain bytes.
        pattern.parts = pattern.with_lengths_as_bytes(0);
        Ok(pattern)
    }

    /// Bytes of the frame, without the text where it has one.
    pub fn bytes(&self) -> usize {
        self.parts.iter().map(Part::bytes).sum()
    }

    /// Whether something in it would show a broken frame.
    pub fn has_check(&self) -> bool {
        self.parts
            .iter()
            .any(|part| matches!(part, Part::Check(..)))
    }

    /// Whether it begins with a byte that is always the same.
    pub fn has_fixed_start(&self) -> bool {
        matches!(self.parts.first(), Some(Part::Byte(_))) && self.bytes() > 1
    }

    /// The bytes that `{key:lo..hi}` may be.
    pub fn keys(&self) -> Option<RangeInclusive<u8>> {
        self.parts.iter().find_map(|part| match part {
            Part::Key(range) => Some(range.clone()),
            _ => None,
        })
    }

    /// Whether it catches a `{level}` or a `{key}`.
    pub fn has_value(&self) -> bool {
        let is_value = |part: &Part| matches!(part, Part::Level | Part::Key(_));
        self.parts.iter().any(is_value)
    }

    /// Whether a text stands in it.
    pub fn has_text(&self) -> bool {
        self.parts.contains(&Part::Text)
    }

    /// Whether the device is told a time.
    pub fn has_timeout(&self) -> bool {
        self.parts.contains(&Part::Timeout)
    }

    /// The byte that ends the text for a device that is told no length.
    pub fn end_of_text(&self) -> Option<u8> {
        let is_length = |part: &Part| matches!(part, Part::Length(..));
        if self.parts.iter().any(is_length) {
            return None;
        }
        let at = self.parts.iter().position(|part| *part == Part::Text)?;
        match self.parts.get(at + 1) {
            Some(Part::Byte(byte)) => Some(*byte),
            _ => None,
        }
    }

    /// Whether it says which question it belongs to.
    pub fn has_seq(&self) -> bool {
        self.parts.contains(&Part::Seq)
    }

    fn parse(text: &str) -> Result<Self, BadPattern> {
        let mut at = 0;
        let mut parts = Vec::new();
        for word in text.split_whitespace() {
            let part = part(word, at)?;
            at += part.bytes();
            parts.push(part);
        }
        let pattern = Self { parts };
        let bytes = pattern.bytes();
        if pattern.parts.is_empty() {
            return bad("it is empty; write bytes such as AA 01");
        }
        if bytes > PATTERN_BYTES_MAX {
            return bad(format!(
                "it has {bytes} bytes; at most {PATTERN_BYTES_MAX} are a pattern"
            ));
        }
        pattern.check_spans()?;
        Ok(pattern)
    }

    /// Every range lies in the frame, and before the check that it is for.
    fn check_spans(&self) -> Result<(), BadPattern> {
        let mut at = 0;
        let mut text_at = None;
        let whole = self.bytes();
        let texts = self.parts.iter().filter(|part| **part == Part::Text);
        if texts.count() > 1 {
            return bad("only one {text} has room in a frame");
        }
        let any_text = self.offset_of(&Part::Text);
        for part in &self.parts {
            match part {
                Part::Text => text_at = Some(at),
                Part::Check(_, span) => check_span(*span, at, text_at, "the check")?,
                Part::Length(_, span) => check_span(*span, whole, any_text, "the end")?,
                _ => {}
            }
            at += part.bytes();
        }
        Ok(())
    }

    fn offset_of(&self, wanted: &Part) -> Option<usize> {
        let index = self.parts.iter().position(|part| part == wanted)?;
        Some(self.parts[..index].iter().map(Part::bytes).sum())
    }
}

impl Part {
    /// Bytes of it; a text counts as none.
    pub(super) fn bytes(&self) -> usize {
        match self {
            Self::Text => 0,
            Self::Length(Width::TwoLittle | Width::TwoBig, _)
            | Self::Check(Sum::Crc16Modbus | Sum::Crc16Arc, _) => 2,
            _ => 1,
        }
    }
}

/// `end` is where the range must have ended; bytes behind a text have no fixed place.
fn check_span(
    span: Span,
    end: usize,
    text_at: Option<usize>,
    what: &str,
) -> Result<(), BadPattern> {
    let Span { from, to } = span;
    if to.is_some_and(|to| to < from) {
        return bad("a range ends before it begins; write the smaller number first");
    }
    if let Some(text_at) = text_at {
        if from > text_at || to.is_some_and(|to| to >= text_at) {
            return bad(format!(
                "a range reaches behind {{text}}, where bytes have no fixed place; begin at \
                 {text_at} or before and leave the end open"
            ));
        }
        return Ok(());
    }
    if from >= end || to.is_some_and(|to| to >= end) {
        return bad(format!(
            "a range must lie before {what} at byte {end}, counted from 0"
        ));
    }
    Ok(())
}

/// The part that a word stands for, at this byte of the frame.
fn part(word: &str, at: usize) -> Result<Part, BadPattern> {
    if word == "*" {
        return Ok(Part::Any);
    }
    if let Some(inner) = word.strip_prefix('{').and_then(|w| w.strip_suffix('}')) {
        return placeholder(inner, at);
    }
    match hex(word) {
        Some(byte) => Ok(Part::Byte(byte)),
        None => bad(format!(
            "{word} is no byte (two hexadecimal digits), no * and no placeholder"
        )),
    }
}

fn placeholder(inner: &str, at: usize) -> Result<Part, BadPattern> {
    let (name, range) = match inner.split_once(':') {
        Some((name, range)) => (name, Some(range)),
        None => (inner, None),
    };
    Ok(match (name, range) {
        ("addr", None) => Part::Address,
        ("timeout", None) => Part::Timeout,
        ("seq", None) => Part::Seq,
        ("level", None) => Part::Level,
        ("text", Some("gb18030")) => Part::Text,
        ("key", Some(range)) => Part::Key(key_range(inner, range)?),
        ("len8", range) => Part::Length(Width::One, length_span(inner, range, at + 1)?),
        ("len16le", range) => Part::Length(Width::TwoLittle, length_span(inner, range, at + 2)?),
        ("len16be", range) => Part::Length(Width::TwoBig, length_span(inner, range, at + 2)?),
        ("sum8", Some(range)) => Part::Check(Sum::Sum8, span(inner, range)?),
        ("xor8", Some(range)) => Part::Check(Sum::Xor8, span(inner, range)?),
        ("crc16_modbus_le", Some(range)) => Part::Check(Sum::Crc16Modbus, span(inner, range)?),
        ("crc16_arc_le", Some(range)) => Part::Check(Sum::Crc16Arc, span(inner, range)?),
        _ => {
            return bad(format!(
                "{{{inner}}} is no placeholder; there are {PLACEHOLDERS}"
            ));
        }
    })
}

fn key_range(inner: &str, range: &str) -> Result<RangeInclusive<u8>, BadPattern> {
    let ends = range.split_once("..");
    let ends = ends.and_then(|(low, high)| Some((hex(low)?, hex(high)?)));
    match ends {
        Some((low, high)) if low <= high => Ok(low..=high),
        _ => bad(format!(
            "{{{inner}}}: write the first and the last byte, such as {{key:31..35}}"
        )),
    }
}

fn span(inner: &str, range: &str) -> Result<Span, BadPattern> {
    let wrong = || BadPattern(format!("{{{inner}}}: write the range as 1.. or 1..4"));
    let (from, to) = range.split_once("..").ok_or_else(wrong)?;
    let from = from.parse().map_err(|_| wrong())?;
    let to = match to {
        "" => None,
        to => Some(to.parse().map_err(|_| wrong())?),
    };
    Ok(Span { from, to })
}

/// A length without a range counts what follows it.
fn length_span(inner: &str, range: Option<&str>, after: usize) -> Result<Span, BadPattern> {
    let follows = Span {
        from: after,
        to: None,
    };
    range.map_or(Ok(follows), |range| span(inner, range))
}

/// Exactly two hexadecimal digits.
pub(crate) fn hex(word: &str) -> Option<u8> {
    let plain = word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    plain.then(|| u8::from_str_radix(word, 16).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(parse: fn(&str) -> Result<Pattern, BadPattern>, text: &str) -> String {
        parse(text).expect_err(text).to_string()
    }

    #[test]
    fn what_is_no_pattern_is_refused_with_what_may_stand_there() {
        for (text, told) in [
            ("", "it is empty"),
            ("AA 1", "1 is no byte"),
            ("AA +1", "+1 is no byte"),
            ("AA 0x01", "0x01 is no byte"),
            (
                "AA {colour}",
                "{colour} is no placeholder; there are {addr}",
            ),
            ("AA {sum8}", "is no placeholder"),
            ("AA {addr:1..}", "is no placeholder"),
            ("AA {text:utf8}", "is no placeholder"),
            ("AA {key:35..31}", "write the first and the last byte"),
            ("AA {key:1..5}", "write the first and the last byte"),
            ("AA {sum8:x..}", "write the range as 1.. or 1..4"),
            ("AA {sum8:1}", "write the range as 1.. or 1..4"),
            ("AA {sum8:1..}", "before the check at byte 1"),
            ("AA {sum8:0..1}", "before the check at byte 1"),
            ("AA BB CC {xor8:2..1}", "ends before it begins"),
            ("AA BB CC {len8:2..1}", "ends before it begins"),
            ("AA {len8:0..9}", "before the end at byte 2"),
            ("AA {len8}", "before the end at byte 2"),
        ] {
            for parse in [Pattern::to_send, Pattern::to_receive] {
                let error = refused(parse, text);
                assert!(error.contains(told), "{text}: {error}");
            }
        }
        for (text, told) in [
            ("AA * 01", "* stands only in what is received"),
            ("AA {level}", "{level} stands only"),
            ("AA {key:01..02}", "{key} stands only"),
            ("{text:gb18030} {text:gb18030}", "only one {text}"),
            ("AA {text:gb18030} 01 {sum8:3..}", "reaches behind {text}"),
            ("AA {text:gb18030} 01 {sum8:0..1}", "reaches behind {text}"),
            ("{len8:2..0} {text:gb18030}", "ends before it begins"),
            ("01 02 {text:gb18030} {sum8:1..0}", "ends before it begins"),
        ] {
            let error = refused(Pattern::to_send, text);
            assert!(error.contains(told), "{text}: {error}");
        }
        for (text, told) in [
            ("AA {text:gb18030}", "{text} stands only in what is sent"),
            ("AA {timeout}", "{timeout} stands only in what is sent"),
            ("AA {level} {key:01..02}", "only one {level} or {key}"),
        ] {
            let error = refused(Pattern::to_receive, text);
            assert!(error.contains(told), "{text}: {error}");
        }
    }

    #[test]
    fn the_byte_behind_a_text_ends_it_when_no_length_is_told() {
        let end = |pattern| Pattern::to_send(pattern).expect("a pattern").end_of_text();
        assert_eq!(end("24 {text:gb18030} 7E"), Some(0x7E));
        assert_eq!(end("24 {len8} {text:gb18030} 7E"), None);
        assert_eq!(end("24 {text:gb18030} {sum8:0..}"), None);
    }

    #[test]
    fn a_pattern_has_64_bytes_at_most() {
        let longest = ["AA"; PATTERN_BYTES_MAX].join(" ");
        assert!(Pattern::to_receive(&longest).is_ok());
        let error = refused(Pattern::to_receive, &format!("{longest} AA"));
        assert_eq!(error, "it has 65 bytes; at most 64 are a pattern");
    }
}
