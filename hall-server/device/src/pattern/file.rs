//! A driver file: how a vendor's device is spoken to, in TOML, read into patterns or refused with
//! the file, the line and what to do.
//!
//! ```toml
//! [serial]
//! baud = 9600
//!
//! [send]
//! start = "AA {addr} 01 {timeout} {sum8:1..}"
//!
//! [[recv]]
//! match = "AA {addr} 81 {level} {sum8:1..}"
//! event = "result"
//! level = { "01" = 5, "02" = 3, "03" = 1, "00" = 0 }
//!
//! [heartbeat]
//! send = "AA {addr} 00 00 {sum8:1..}"
//! every_ms = 2000
//! expect = "AA {addr} 80 * {sum8:1..}"
//! ```

use super::parse::{BadPattern, Pattern, hex};
use super::receive::Matcher;
use crate::limits::{DRIVER_FILE_BYTES_MAX, PATTERNS_MAX};
use crate::serial::{BAUDS, LineSettings, Parity, StopBits};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::ops::RangeInclusive;
use std::path::Path;
use toml::Spanned;

/// Why a file is no driver.
#[derive(Debug, thiserror::Error)]
pub enum BadDriver {
    /// It cannot be read.
    #[error("{file}: {error}; give the path of a driver file")]
    Unreadable {
        /// The file.
        file: String,
        /// What the system says.
        error: io::Error,
    },
    /// Something in it is wrong.
    #[error("{file}:{line}: {what}")]
    Wrong {
        /// The file.
        file: String,
        /// The line, from 1.
        line: usize,
        /// Which entry, what is wrong and what to do.
        what: String,
    },
}

/// A file whose patterns are sound; what its names mean is for the kind of device to say.
#[derive(Clone, Debug)]
pub struct DriverFile {
    /// How the port is set where its name does not say.
    pub line: LineSettings,
    /// The device's address, 1 where the file names none.
    pub address: u8,
    /// Milliseconds within which the same again is a repetition; none = as usual.
    pub repeat_ms: Option<u64>,
    /// What is sent, by name.
    pub send: BTreeMap<String, Pattern>,
    /// What is heard.
    pub receive: Vec<Receive>,
    /// How to see whether the device is there.
    pub heartbeat: Option<Heartbeat>,
    file: String,
    text: String,
    send_at: BTreeMap<String, usize>,
}

/// One thing that a device says.
#[derive(Clone, Debug)]
pub struct Receive {
    /// Its place in the file, counted from 1, for errors.
    pub number: usize,
    /// Its bytes.
    pub pattern: Pattern,
    /// What it means.
    pub event: String,
    /// A level for every byte that `{level}` or `{key}` may be.
    pub levels: BTreeMap<u8, u8>,
    /// A word for every byte that `{key}` may be.
    pub keys: BTreeMap<u8, String>,
    /// A result without any proof that it is one is wanted.
    pub unsafe_single_byte: bool,
    at: usize,
}

/// How to see whether a device is there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Heartbeat {
    /// What it is asked.
    pub send: Pattern,
    /// Milliseconds between two questions.
    pub every_ms: u64,
    /// What it answers.
    pub expect: Pattern,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    address: Option<Spanned<i64>>,
    repeat_ms: Option<Spanned<i64>>,
    serial: Option<Serial>,
    #[serde(default)]
    send: BTreeMap<String, Spanned<String>>,
    #[serde(default)]
    recv: Vec<Spanned<Recv>>,
    heartbeat: Option<Beat>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Serial {
    baud: Option<Spanned<i64>>,
    parity: Option<Parity>,
    stop_bits: Option<Spanned<i64>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Recv {
    r#match: Spanned<String>,
    event: String,
    #[serde(default)]
    unsafe_single_byte: bool,
    #[serde(default)]
    level: BTreeMap<String, Spanned<u8>>,
    #[serde(default)]
    key: BTreeMap<String, Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Beat {
    send: Spanned<String>,
    every_ms: Spanned<i64>,
    expect: Spanned<String>,
}

/// What is wrong at a byte of the text.
struct Fault {
    at: usize,
    what: String,
}

impl DriverFile {
    /// Reads a file.
    pub fn read(path: &Path) -> Result<Self, BadDriver> {
        let file = path.display().to_string();
        let mut text = String::new();
        File::open(path)
            .and_then(|opened| opened.take(DRIVER_FILE_BYTES_MAX).read_to_string(&mut text))
            .map_err(|error| BadDriver::Unreadable {
                file: file.clone(),
                error,
            })?;
        Self::parse(&file, &text)
    }

    /// Reads the text of a file; errors speak of `file`.
    pub fn parse(file: &str, text: &str) -> Result<Self, BadDriver> {
        let document: Document = toml::from_str(text).map_err(|error| {
            let at = error.span().map_or(text.len(), |span| span.start);
            wrong(
                file,
                text,
                at,
                error.message().replace(char::is_control, " "),
            )
        })?;
        let driver = document.driver(file, text);
        driver.map_err(|Fault { at, what }| wrong(file, text, at, what))
    }

    /// What is found in the stream: the heartbeat's answer first if there is one, then
    /// [`Self::receive`] in its order.
    pub fn matchers(&self) -> Vec<Matcher> {
        let beat = self.heartbeat.iter();
        let beat = beat.map(|beat| Matcher::new(beat.expect.clone(), []));
        let receive = self.receive.iter().map(Receive::matcher);
        beat.chain(receive).collect()
    }

    /// Refuses every name under `[send]` that this kind of device does not use.
    pub fn only_sends(&self, names: &[&str]) -> Result<(), BadDriver> {
        for (name, at) in &self.send_at {
            if !names.contains(&name.as_str()) {
                let names = names.join(", ");
                let what = format!("send.{name}: nobody sends this; there are {names}");
                return Err(wrong(&self.file, &self.text, *at, what));
            }
        }
        Ok(())
    }

    /// A refusal of one thing that the device says.
    pub fn refuse(&self, receive: &Receive, what: &str) -> BadDriver {
        let what = format!("recv {}: {what}", receive.number);
        wrong(&self.file, &self.text, receive.at, what)
    }

    /// A refusal of the file as a whole.
    pub fn refuse_all(&self, what: &str) -> BadDriver {
        wrong(&self.file, &self.text, 0, what.to_owned())
    }
}

impl Receive {
    /// Whether something tells its frame from noise.
    pub fn has_proof(&self) -> bool {
        self.pattern.has_check() || self.pattern.has_fixed_start()
    }

    fn matcher(&self) -> Matcher {
        let values = self.levels.keys().chain(self.keys.keys());
        Matcher::new(self.pattern.clone(), values.copied())
    }
}

impl Document {
    fn driver(self, file: &str, text: &str) -> Result<DriverFile, Fault> {
        let mut send = BTreeMap::new();
        let mut send_at = BTreeMap::new();
        for (name, written) in self.send {
            let entry = format!("send.{name}");
            let pattern = pattern(&entry, &written, Pattern::to_send)?;
            send_at.insert(name.clone(), written.span().start);
            send.insert(name, pattern);
        }
        let count = self.recv.len();
        if let Some(one) = self.recv.get(PATTERNS_MAX) {
            return fault(
                one.span().start,
                format!("recv: {count} entries; write at most {PATTERNS_MAX}"),
            );
        }
        let recv = self.recv.into_iter().enumerate();
        let receive: Result<Vec<Receive>, Fault> =
            recv.map(|(index, recv)| receive(index + 1, recv)).collect();
        let driver = DriverFile {
            line: line(self.serial)?,
            address: within("address", self.address.as_ref(), 0..=255)?.unwrap_or(1),
            repeat_ms: within("repeat_ms", self.repeat_ms.as_ref(), 50..=60_000)?,
            send,
            receive: receive?,
            heartbeat: self.heartbeat.as_ref().map(heartbeat).transpose()?,
            file: file.to_owned(),
            text: text.to_owned(),
            send_at,
        };
        let expect_at = self.heartbeat.map(|beat| beat.expect.span().start);
        no_overlap(&driver, expect_at)?;
        Ok(driver)
    }
}

fn receive(number: usize, recv: Spanned<Recv>) -> Result<Receive, Fault> {
    let recv = recv.into_inner();
    let at = recv.r#match.span().start;
    let entry = format!("recv {number}.match");
    let pattern = pattern(&entry, &recv.r#match, Pattern::to_receive)?;
    let levels = bytes(&format!("recv {number}.level"), at, recv.level)?;
    let keys = bytes(&format!("recv {number}.key"), at, recv.key)?;
    for byte in levels.keys().chain(keys.keys()) {
        if pattern.keys().is_some_and(|range| !range.contains(byte)) {
            return fault(
                at,
                format!("recv {number}: {byte:02X} is mapped, but {{key}} is never that byte"),
            );
        }
    }
    if !pattern.has_value() && (!levels.is_empty() || !keys.is_empty()) {
        return fault(
            at,
            format!("recv {number}: bytes are mapped, but the pattern has no {{level}} or {{key}}"),
        );
    }
    if !levels.is_empty() && !keys.is_empty() {
        return fault(
            at,
            format!("recv {number}: map either levels or keys, not both"),
        );
    }
    Ok(Receive {
        number,
        pattern,
        event: recv.event,
        levels,
        keys,
        unsafe_single_byte: recv.unsafe_single_byte,
        at,
    })
}

fn bytes<T>(
    entry: &str,
    at: usize,
    written: BTreeMap<String, Spanned<T>>,
) -> Result<BTreeMap<u8, T>, Fault> {
    let mut bytes = BTreeMap::new();
    for (word, value) in written {
        let Some(byte) = hex(&word) else {
            return fault(
                value.span().start,
                format!("{entry}: {word:?} is no byte; write two hexadecimal digits"),
            );
        };
        if bytes.insert(byte, value.into_inner()).is_some() {
            return fault(at, format!("{entry}: {byte:02X} is written twice"));
        }
    }
    Ok(bytes)
}

fn heartbeat(beat: &Beat) -> Result<Heartbeat, Fault> {
    let every_ms = within("heartbeat.every_ms", Some(&beat.every_ms), 200..=60_000)?;
    let expect = pattern("heartbeat.expect", &beat.expect, Pattern::to_receive)?;
    if expect.has_value() {
        return fault(
            beat.expect.span().start,
            "heartbeat.expect: nothing is caught here; write * instead of {level} or {key}".into(),
        );
    }
    Ok(Heartbeat {
        send: pattern("heartbeat.send", &beat.send, Pattern::to_send)?,
        every_ms: every_ms.unwrap_or_default(),
        expect,
    })
}

fn no_overlap(driver: &DriverFile, expect_at: Option<usize>) -> Result<(), Fault> {
    let beat = expect_at.map(|at| ("heartbeat.expect".to_owned(), at));
    let receive = driver.receive.iter();
    let receive = receive.map(|receive| (format!("recv {}", receive.number), receive.at));
    let names: Vec<(String, usize)> = beat.into_iter().chain(receive).collect();
    let matchers = driver.matchers();
    for (index, ((name, at), matcher)) in names.iter().zip(&matchers).enumerate() {
        for ((other, _), before) in names.iter().zip(&matchers).take(index) {
            if matcher.overlaps(before) {
                return fault(
                    *at,
                    format!(
                        "{name} overlaps {other}: the same bytes could be both, or one begins \
                         the other; write fixed bytes that tell them apart"
                    ),
                );
            }
        }
    }
    Ok(())
}

fn line(serial: Option<Serial>) -> Result<LineSettings, Fault> {
    let Some(serial) = serial else {
        return Ok(LineSettings::default());
    };
    let bauds = i64::from(*BAUDS.start())..=i64::from(*BAUDS.end());
    let stop_bits = within::<u8>("serial.stop_bits", serial.stop_bits.as_ref(), 1..=2)?;
    Ok(LineSettings {
        baud: within("serial.baud", serial.baud.as_ref(), bauds)?,
        parity: serial.parity.unwrap_or_default(),
        stop_bits: if stop_bits == Some(2) {
            StopBits::Two
        } else {
            StopBits::One
        },
    })
}

/// A number in its range, if one is written.
fn within<T: TryFrom<i64>>(
    name: &str,
    written: Option<&Spanned<i64>>,
    range: RangeInclusive<i64>,
) -> Result<Option<T>, Fault> {
    let Some(spanned) = written else {
        return Ok(None);
    };
    let value = *spanned.get_ref();
    let found = range.contains(&value).then(|| T::try_from(value).ok());
    match found.flatten() {
        Some(value) => Ok(Some(value)),
        None => fault(
            spanned.span().start,
            format!(
                "{name} = {value}: write a number from {} to {}",
                range.start(),
                range.end()
            ),
        ),
    }
}

fn pattern(
    entry: &str,
    written: &Spanned<String>,
    parse: fn(&str) -> Result<Pattern, BadPattern>,
) -> Result<Pattern, Fault> {
    parse(written.get_ref()).map_err(|error| Fault {
        at: written.span().start,
        what: format!("{entry}: {error}"),
    })
}

fn fault<T>(at: usize, what: String) -> Result<T, Fault> {
    Err(Fault { at, what })
}

fn wrong(file: &str, text: &str, at: usize, what: String) -> BadDriver {
    let before = text.bytes().take(at);
    BadDriver::Wrong {
        file: file.to_owned(),
        line: 1 + before.filter(|byte| *byte == b'\n').count(),
        what,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> String {
        let error = DriverFile::parse("d.toml", text).expect_err(text);
        error.to_string()
    }

    #[test]
    fn what_is_not_written_is_as_usual() {
        let driver = DriverFile::parse("d.toml", "").expect("an empty file says nothing wrong");
        assert_eq!((driver.line, driver.address), (LineSettings::default(), 1));
        let text = "address = 7\n[serial]\nbaud = 19200\nparity = \"even\"\nstop_bits = 2";
        let driver = DriverFile::parse("d.toml", text).expect("a good file");
        let line = LineSettings {
            baud: Some(19200),
            parity: Parity::Even,
            stop_bits: StopBits::Two,
        };
        assert_eq!((driver.line, driver.address), (line, 7));
    }

    #[test]
    fn a_mistake_is_named_with_its_line_its_entry_and_what_to_do() {
        let recv = "[[recv]]\nmatch = \"AA {level}\"\nevent = \"result\"\n";
        let table = [
            (
                "[serial]\nbaud = 9",
                "d.toml:2: serial.baud = 9: write a number from 300",
            ),
            ("[serial]\nparity = \"mark\"", "d.toml:2: "),
            (
                "address = 256",
                "d.toml:1: address = 256: write a number from 0 to 255",
            ),
            ("colour = 1", "colour"),
            (
                "[send]\nstart = \"AA *\"",
                "d.toml:2: send.start: * stands only",
            ),
            (
                "[heartbeat]\nsend = \"05\"\nevery_ms = 1\nexpect = \"06\"",
                "d.toml:3: heartbeat.every_ms = 1: write a number from 200",
            ),
            (
                "[heartbeat]\nsend = \"05\"\nevery_ms = 2000\nexpect = \"{level}\"",
                "d.toml:4: heartbeat.expect: nothing is caught here",
            ),
            (
                "[[recv]]\nmatch = \"{colour}\"\nevent = \"result\"",
                "d.toml:2: recv 1.match: {colour} is no placeholder",
            ),
            (
                &format!("{recv}level = {{ \"1\" = 5 }}"),
                "recv 1.level: \"1\" is no byte",
            ),
            (
                &format!("{recv}level = {{ \"0a\" = 5, \"0A\" = 4 }}"),
                "recv 1.level: 0A is written twice",
            ),
            (
                "[[recv]]\nmatch = \"{key:01..03}\"\nevent = \"key\"\nkey = { \"04\" = \"next\" }",
                "recv 1: 04 is mapped, but {key} is never that byte",
            ),
            (
                "[[recv]]\nmatch = \"AA 01\"\nevent = \"next\"\nkey = { \"04\" = \"next\" }",
                "recv 1: bytes are mapped, but the pattern has no",
            ),
        ];
        for (text, told) in table {
            let error = refused(text);
            assert!(error.contains(told), "{text}: {error}");
        }
    }

    #[test]
    fn overlapping_patterns_are_refused_naming_both() {
        let recv = |text: &str| format!("[[recv]]\nmatch = \"{text}\"\nevent = \"x\"\n");
        let error = refused(&[recv("AA 01"), recv("BB"), recv("AA * 03")].concat());
        assert!(
            error.starts_with("d.toml:8: recv 3 overlaps recv 1: "),
            "{error}"
        );
        let beat = "[heartbeat]\nsend = \"05\"\nevery_ms = 2000\nexpect = \"AA *\"\n";
        let error = refused(&[recv("AA 01"), beat.to_owned()].concat());
        assert!(
            error.contains("recv 1 overlaps heartbeat.expect"),
            "{error}"
        );
        let many: String = (0..=64).map(|n| recv(&format!("{n:02X}"))).collect();
        let error = refused(&many);
        assert!(
            error.contains("recv: 65 entries; write at most 64"),
            "{error}"
        );
    }

    #[test]
    fn a_missing_file_says_its_name_and_what_to_give() {
        let error = DriverFile::read(Path::new("no/such.toml")).expect_err("no file");
        let text = error.to_string();
        assert!(text.starts_with("no/such.toml: ") && text.ends_with("driver file"));
    }
}
