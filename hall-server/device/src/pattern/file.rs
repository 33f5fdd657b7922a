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

mod document;

use super::parse::Pattern;
use super::receive::Matcher;
use crate::driver_file::{BadDriver, DriverText};
use crate::serial::LineSettings;
use document::{Document, Fault};
use std::collections::BTreeMap;
use std::path::Path;

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
    source: DriverText,
    send_at: BTreeMap<String, usize>,
}

/// Something that is sent, and what its pattern may be filled with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sends {
    /// Its name under `[send]`.
    pub name: &'static str,
    /// There is a time for `{timeout}`.
    pub fills_timeout: bool,
    /// There is a text for `{text}`.
    pub fills_text: bool,
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

impl DriverFile {
    /// Reads a file.
    pub fn read(path: &Path) -> Result<Self, BadDriver> {
        Self::of(&DriverText::read(path)?)
    }

    /// Reads the text of a file; errors speak of `file`.
    pub fn parse(file: &str, text: &str) -> Result<Self, BadDriver> {
        Self::of(&DriverText::new(file, text))
    }

    fn of(source: &DriverText) -> Result<Self, BadDriver> {
        let document: Document = source.document()?;
        let driver = document.driver(source.clone());
        driver.map_err(|Fault { at, what }| source.refuse(at, what))
    }

    /// What is found in the stream: the heartbeat's answer first if there is one, then
    /// [`Self::receive`] in its order.
    pub fn matchers(&self) -> Vec<Matcher> {
        let beat = self.heartbeat.iter();
        let beat = beat.map(|beat| Matcher::new(beat.expect.clone(), []));
        let receive = self.receive.iter().map(Receive::matcher);
        beat.chain(receive).collect()
    }

    /// Refuses what this kind of device does not send: every name under `[send]` that is not one
    /// of these, and a `{text}` or `{timeout}` where there is none to be said.
    pub fn only_sends(&self, sends: &[Sends]) -> Result<(), BadDriver> {
        let places = sends
            .iter()
            .filter(|sends| sends.fills_timeout || sends.fills_text);
        let told_in = |fills: fn(&Sends) -> bool| {
            let names = places.clone().filter(|sends| fills(sends));
            let names: Vec<&str> = names.map(|sends| sends.name).collect();
            match names.as_slice() {
                [] => "there is none for this kind of device".to_owned(),
                names => format!("it is told in send.{}", names.join(", send.")),
            }
        };
        for (name, at) in &self.send_at {
            let refuse = |what: String| Err(self.source.refuse(*at, what));
            let Some(known) = sends.iter().find(|sends| sends.name == name) else {
                let names: Vec<&str> = sends.iter().map(|sends| sends.name).collect();
                let names = names.join(", ");
                return refuse(format!("send.{name}: nobody sends this; there are {names}"));
            };
            let Some(pattern) = self.send.get(name) else {
                continue;
            };
            if pattern.has_text() && !known.fills_text {
                let told = told_in(|sends| sends.fills_text);
                return refuse(format!(
                    "send.{name}: {{text}} means nothing here, {told}; write the bytes"
                ));
            }
            if pattern.has_timeout() && !known.fills_timeout {
                let told = told_in(|sends| sends.fills_timeout);
                return refuse(format!(
                    "send.{name}: {{timeout}} means nothing here, {told}; write the byte"
                ));
            }
        }
        Ok(())
    }

    /// A refusal of one thing that the device says.
    pub fn refuse(&self, receive: &Receive, what: &str) -> BadDriver {
        let what = format!("recv {}: {what}", receive.number);
        self.source.refuse(receive.at, what)
    }

    /// A refusal of the file as a whole.
    pub fn refuse_all(&self, what: &str) -> BadDriver {
        self.source.refuse(0, what.to_owned())
    }
}

impl Sends {
    /// Something without a time or a text.
    pub const fn plain(name: &'static str) -> Self {
        Self {
            name,
            fills_timeout: false,
            fills_text: false,
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::serial::{Parity, StopBits};

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
    fn what_an_echo_of_our_own_words_could_be_is_refused() {
        let beat = |send: &str, expect: &str| {
            format!("[heartbeat]\nsend = \"{send}\"\nevery_ms = 2000\nexpect = \"{expect}\"\n")
        };
        let result = |text: &str| {
            format!("[[recv]]\nmatch = \"{text}\"\nevent = \"result\"\nlevel = {{ \"31\" = 5 }}\n")
        };
        let start = |text: &str| format!("[send]\nstart = \"{text}\"\n");
        for (text, told) in [
            (
                beat("AA {addr} 00", "AA * 00"),
                "d.toml:4: heartbeat.expect: an echo of heartbeat.send would be this",
            ),
            (beat("05 01", "05"), "an echo of heartbeat.send"),
            (
                [start("31"), result("{key:31..31}")].concat(),
                "d.toml:4: recv 1: an echo of send.start would be this",
            ),
            (
                [start("AA {timeout}"), result("AA {level}")].concat(),
                "recv 1: an echo of send.start would be this",
            ),
            (
                [beat("AA 31 00", "AA 06"), result("AA {level}")].concat(),
                "recv 1: an echo of heartbeat.send",
            ),
        ] {
            let error = refused(&text);
            assert!(error.contains(told), "{text}: {error}");
        }
        for text in [
            beat("AA {addr} 00", "AA {addr} 80"),
            [start("AA {timeout}"), result("AA {level} 00")].concat(),
            [start("AA {addr}"), result("AA {level}")].concat(),
        ] {
            assert!(DriverFile::parse("d.toml", &text).is_ok(), "{text}");
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
}
