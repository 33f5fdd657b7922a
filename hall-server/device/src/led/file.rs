//! The file that describes a controller, read into a valid [`Driver`] or refused.
//!
//! ```toml
//! driver = "modbus"              # write multiple registers, function 16
//! unit = 5
//! # framing = "rtu"              # "rtu" or "tcp"; without it as the wire is
//! # first = "low"                # the first byte of a pair stands in the low half
//! charset = "gb2312"             # "gb2312", "gbk" (usual) or "gb18030"
//!
//! [[area]]                       # area 0
//! columns = 16                   # half-width cells: 128 pixels
//! rows = 1
//! start = 0x0000                 # first register of the text
//! registers = 8                  # of one row, two bytes each
//!
//! [timeout]                      # where the card has one: it forgets a call by itself
//! register = 0x0100
//! seconds = 150
//! step_ms = 1000                 # one count of the register
//!
//! [blank]
//! register = 0x0101
//! dark = 1
//! lit = 0
//! ```
//!
//! ```toml
//! driver = "pattern"
//! address = 1
//! avoid = "5C"                   # bytes that are commands to the card
//!
//! [[area]]
//! columns = 16
//! rows = ["AA {addr} 30 {timeout} {len8} {text:gb18030} {sum8:1..}"]   # one frame for each row
//!
//! [replies]                      # where the card says anything
//! ok = "06"
//! busy = "15"
//! error = "18"
//! ```

mod onbon;

use super::content::{Area, AreaId};
use super::driver::{Blank, Colours, Driver, Frames, Kind, Registers, Replies};
use super::frame::{self, Pattern};
use super::letters::{Charset, Letters};
use super::modbus::{Framing, REGISTERS_MAX};
use crate::limits::{
    LED_AREAS_MAX, LED_COLUMNS_MAX, LED_FILE_BYTES_MAX, LED_REPLY_MS, LED_ROWS_MAX, LED_TIMEOUT_S,
    LED_TIMEOUT_S_MIN,
};
use onbon::OnbonFile;
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use std::fmt;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Why a file describes no controller: where, what, and what to do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BadDriver {
    file: String,
    /// A line, or the name of an entry.
    place: String,
    what: String,
}

impl fmt::Display for BadDriver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, place, what } = self;
        if place.is_empty() {
            write!(f, "{file}: {what}")
        } else {
            write!(f, "{file}: {place}: {what}")
        }
    }
}

impl std::error::Error for BadDriver {}

/// An entry and what is wrong with it.
type Wrong = (String, String);

impl Driver {
    /// Reads a file.
    pub fn read(path: &Path) -> Result<Self, BadDriver> {
        let file = path.display().to_string();
        let mut text = String::new();
        let opened = File::open(path);
        let read = opened.and_then(|file| file.take(LED_FILE_BYTES_MAX).read_to_string(&mut text));
        read.map_err(|error| BadDriver {
            file: file.clone(),
            place: String::new(),
            what: error.to_string(),
        })?;
        Self::parse(&file, &text)
    }

    /// Reads the text of a file; errors speak of `file`.
    pub fn parse(file: &str, text: &str) -> Result<Self, BadDriver> {
        let which: Which = from_toml(file, text)?;
        let driver = match which.driver.as_str() {
            "modbus" => from_toml::<ModbusFile>(file, text)?.into_driver(),
            "pattern" => from_toml::<PatternFile>(file, text)?.into_driver(),
            "onbon" => from_toml::<OnbonFile>(file, text)?.into_driver(),
            other => Err((
                "driver".to_owned(),
                format!("{other:?} is no driver; write \"onbon\", \"modbus\" or \"pattern\""),
            )),
        };
        driver.map_err(|(place, what)| BadDriver {
            file: file.to_owned(),
            place,
            what,
        })
    }
}

fn from_toml<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, BadDriver> {
    toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(text.len(), |span| span.start);
        let line = 1 + text.bytes().take(at).filter(|byte| *byte == b'\n').count();
        BadDriver {
            file: file.to_owned(),
            place: format!("line {line}"),
            what: error.message().replace(char::is_control, " "),
        }
    })
}

/// The entry that says how to read the others.
#[derive(Deserialize)]
struct Which {
    driver: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ModbusFile {
    #[serde(rename = "driver")]
    _driver: IgnoredAny,
    unit: u8,
    framing: Option<Framing>,
    #[serde(default)]
    first: Half,
    #[serde(default)]
    charset: Charset,
    reply_ms: Option<u64>,
    area: Vec<RegisterArea>,
    timeout: Option<TimeoutEntry>,
    brightness: Option<ValueEntry>,
    blank: Option<BlankEntry>,
    colour: Option<ColourEntry>,
}

#[derive(Deserialize, Default, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Half {
    #[default]
    High,
    Low,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RegisterArea {
    columns: usize,
    #[serde(default = "one")]
    rows: usize,
    start: u16,
    registers: u16,
}

const fn one() -> usize {
    1
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TimeoutEntry {
    register: u16,
    #[serde(default = "timeout_s")]
    seconds: u16,
    #[serde(default = "second_ms")]
    step_ms: u32,
}

const fn timeout_s() -> u16 {
    LED_TIMEOUT_S
}

const fn second_ms() -> u32 {
    1000
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ValueEntry {
    register: u16,
    value: u16,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BlankEntry {
    register: u16,
    dark: u16,
    lit: u16,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ColourEntry {
    register: u16,
    red: u16,
    green: u16,
    yellow: u16,
}

impl ModbusFile {
    fn into_driver(self) -> Result<Driver, Wrong> {
        if !matches!(self.unit, 1..=247 | 255) {
            let what = format!(
                "{} is no unit; write 1 to 247, or 255 for a device on TCP",
                self.unit
            );
            return Err(("unit".to_owned(), what));
        }
        let areas = numbered(&self.area, |area| (area.columns, area.rows))?;
        let mut texts = Vec::new();
        for (area, entry) in areas.iter().zip(&self.area) {
            texts.push(entry.check(area.id)?);
        }
        if self.blank.is_some() && areas.len() > 1 {
            let what = "it darkens every area; leave it out where there are several";
            return Err(("blank".to_owned(), what.to_owned()));
        }
        let timeout = self.timeout.map(|timeout| timeout.check()).transpose()?;
        let registers = Registers {
            unit: self.unit,
            framing: self.framing,
            low_first: self.first == Half::Low,
            texts,
            timeout,
            brightness: self.brightness.map(|it| (it.register, it.value)),
            blank: self.blank.map(|it| Blank {
                register: it.register,
                dark: it.dark,
                lit: it.lit,
            }),
            colour: self.colour.map(|it| Colours {
                register: it.register,
                red: it.red,
                green: it.green,
                yellow: it.yellow,
            }),
        };
        Ok(Driver {
            kind: Kind::Modbus(registers),
            letters: Letters {
                charset: self.charset,
                avoid: Vec::new(),
            },
            areas,
            reply_ms: checked_reply_ms(self.reply_ms)?,
        })
    }
}

impl RegisterArea {
    /// First register and registers of a row.
    fn check(&self, id: AreaId) -> Result<(u16, u16), Wrong> {
        let wrong = |what| Err((format!("area {}: registers", id.0), what));
        let needed = self.columns.div_ceil(2);
        if usize::from(self.registers) < needed {
            return wrong(format!(
                "{} registers hold {} cells, not {}; write {needed} or more, or fewer columns",
                self.registers,
                usize::from(self.registers) * 2,
                self.columns
            ));
        }
        if self.registers > REGISTERS_MAX {
            return wrong(format!(
                "one request writes {REGISTERS_MAX} registers at most; write no more"
            ));
        }
        let end = usize::from(self.start) + usize::from(self.registers) * self.rows;
        if end > 1 << 16 {
            return wrong("they end beyond register 65535; begin earlier".to_owned());
        }
        Ok((self.start, self.registers))
    }
}

impl TimeoutEntry {
    /// Register and value.
    fn check(&self) -> Result<(u16, u16), Wrong> {
        let seconds = checked_timeout_s("timeout: seconds", self.seconds)?;
        let counts = u32::from(seconds) * 1000 / self.step_ms.max(1);
        let value = u16::try_from(counts).ok().filter(|value| *value > 0);
        let value = value.ok_or_else(|| {
            let what = format!(
                "{seconds} s in steps of {} ms are {counts} counts, and a register holds 1 to 65535",
                self.step_ms
            );
            ("timeout: step_ms".to_owned(), what)
        })?;
        Ok((self.register, value))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PatternFile {
    #[serde(rename = "driver")]
    _driver: IgnoredAny,
    #[serde(default = "first_address")]
    address: u8,
    #[serde(default = "timeout_s")]
    timeout_s: u16,
    #[serde(default)]
    charset: Charset,
    #[serde(default)]
    avoid: String,
    reply_ms: Option<u64>,
    area: Vec<FrameArea>,
    replies: Option<RepliesEntry>,
}

const fn first_address() -> u8 {
    1
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FrameArea {
    columns: usize,
    rows: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RepliesEntry {
    ok: String,
    #[serde(default)]
    busy: String,
    #[serde(default)]
    error: String,
}

impl PatternFile {
    fn into_driver(self) -> Result<Driver, Wrong> {
        let areas = numbered(&self.area, |area| (area.columns, area.rows.len()))?;
        let seconds = checked_timeout_s("timeout_s", self.timeout_s)?;
        let timeout_s = u8::try_from(seconds).map_err(|_| {
            let what =
                format!("{seconds} s do not fit the one byte of {{timeout}}; write 255 or less");
            ("timeout_s".to_owned(), what)
        })?;
        let mut rows = Vec::new();
        for (area, entry) in areas.iter().zip(&self.area) {
            rows.push(entry.check(area.id)?);
        }
        let mut avoid = hex("avoid", &self.avoid)?;
        avoid.extend(rows.iter().flatten().filter_map(Pattern::end_of_text));
        if avoid.contains(&b' ') {
            let what =
                "a space (20) fills the line behind a text and cannot be avoided, nor end the text";
            return Err(("avoid".to_owned(), what.to_owned()));
        }
        let replies = self.replies.map(|replies| replies.check()).transpose()?;
        Ok(Driver {
            kind: Kind::Pattern(Frames {
                address: self.address,
                timeout_s,
                rows,
                replies,
            }),
            letters: Letters {
                charset: self.charset,
                avoid,
            },
            areas,
            reply_ms: checked_reply_ms(self.reply_ms)?,
        })
    }
}

impl FrameArea {
    fn check(&self, id: AreaId) -> Result<Vec<Pattern>, Wrong> {
        let pattern = |(row, text): (usize, &String)| {
            Pattern::parse(text).map_err(|what| (format!("area {}: row {row}", id.0), what))
        };
        self.rows.iter().enumerate().map(pattern).collect()
    }
}

impl RepliesEntry {
    fn check(&self) -> Result<Replies, Wrong> {
        let ok = hex("replies: ok", &self.ok)?;
        let busy = hex("replies: busy", &self.busy)?;
        let error = hex("replies: error", &self.error)?;
        if ok.is_empty() {
            let what = "a card that answers says what means well; leave [replies] out for one that is silent";
            return Err(("replies: ok".to_owned(), what.to_owned()));
        }
        let begins = |a: &[u8], b: &[u8]| !a.is_empty() && b.starts_with(a);
        let pairs = [(&ok, &busy), (&ok, &error), (&busy, &error)];
        if pairs.iter().any(|(a, b)| begins(a, b) || begins(b, a)) {
            let what = "two of them begin alike; write more bytes of each";
            return Err(("replies".to_owned(), what.to_owned()));
        }
        Ok(Replies { ok, busy, error })
    }
}

/// The areas, numbered in their order; each has a size that a card can have.
fn numbered<T>(entries: &[T], size: impl Fn(&T) -> (usize, usize)) -> Result<Vec<Area>, Wrong> {
    if entries.is_empty() || entries.len() > LED_AREAS_MAX {
        let what = format!("there are {}; write 1 to {LED_AREAS_MAX}", entries.len());
        return Err(("area".to_owned(), what));
    }
    let area = |(id, entry): (u8, &T)| {
        let (columns, rows) = size(entry);
        let limit = |name: &str, value: usize, max: usize| {
            if (1..=max).contains(&value) {
                return Ok(());
            }
            let what = format!("{value} is not between 1 and {max}");
            Err((format!("area {id}: {name}"), what))
        };
        limit("columns", columns, LED_COLUMNS_MAX)?;
        limit("rows", rows, LED_ROWS_MAX)?;
        Ok(Area {
            id: AreaId(id),
            columns,
            rows,
        })
    };
    (0..).zip(entries).map(area).collect()
}

fn checked_timeout_s(place: &str, seconds: u16) -> Result<u16, Wrong> {
    if seconds >= LED_TIMEOUT_S_MIN {
        return Ok(seconds);
    }
    let what = format!(
        "{seconds} s are over before the text is sent again every 60 s; write {LED_TIMEOUT_S_MIN} or more"
    );
    Err((place.to_owned(), what))
}

fn checked_reply_ms(reply_ms: Option<u64>) -> Result<u64, Wrong> {
    let reply_ms = reply_ms.unwrap_or(LED_REPLY_MS);
    if (20..=10_000).contains(&reply_ms) {
        return Ok(reply_ms);
    }
    let what = format!("{reply_ms} is not between 20 and 10000");
    Err(("reply_ms".to_owned(), what))
}

/// Hex bytes separated by spaces.
fn hex(place: &str, text: &str) -> Result<Vec<u8>, Wrong> {
    let byte = |word| {
        let what = || format!("{word} is not two hexadecimal digits");
        frame::byte(word).ok_or_else(|| (place.to_owned(), what()))
    };
    text.split_whitespace().map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MODBUS: &str = include_str!("../../../../fixtures/led/modbus.toml");
    const PATTERN: &str = include_str!("../../../../fixtures/led/pattern.toml");

    fn refused(text: &str) -> String {
        let error = Driver::parse("bar.toml", text).expect_err("a bad file");
        error.to_string()
    }

    #[test]
    fn the_example_files_are_good_and_say_what_they_can_do() {
        for text in [MODBUS, PATTERN] {
            let driver = Driver::parse("bar.toml", text).expect("a good file");
            assert_eq!(
                driver.areas(),
                [Area {
                    id: AreaId(0),
                    columns: 16,
                    rows: 1
                }]
            );
            assert!(driver.answers() && driver.forgets());
        }
        let silent = PATTERN.split("[replies]").next().expect("a beginning");
        let silent = silent.replace("{timeout} ", "");
        let driver = Driver::parse("bar.toml", &silent).expect("a good file");
        assert!(!driver.answers() && !driver.forgets());
    }

    #[test]
    fn a_bad_file_is_refused_with_file_entry_and_what_to_do() {
        let check = |text: &str, from: &str, to: &str, expected: &str| {
            assert!(text.contains(from), "{from} is in the example");
            let error = refused(&text.replacen(from, to, 1));
            assert!(error.starts_with("bar.toml: "), "{error}");
            assert!(error.contains(expected), "{to}: {error}");
        };
        check(
            MODBUS,
            "\"modbus\"",
            "\"bx\"",
            "driver: \"bx\" is no driver",
        );
        check(
            MODBUS,
            "unit = 5",
            "unit = 0",
            "unit: 0 is no unit; write 1",
        );
        check(MODBUS, "unit = 5", "unti = 5", "line ");
        check(
            MODBUS,
            "registers = 8",
            "registers = 7",
            "area 0: registers: 7 registers hold 14 cells, not 16; write 8",
        );
        check(MODBUS, "registers = 8", "registers = 124", "123 registers");
        check(MODBUS, "start = 0x0000", "start = 65530", "65535; begin");
        check(MODBUS, "columns = 16", "columns = 0", "area 0: columns: 0");
        check(MODBUS, "seconds = 150", "seconds = 60", "write 90 or more");
        check(MODBUS, "step_ms = 1000", "step_ms = 1", "150000 counts");
        check(
            MODBUS,
            "[timeout]",
            "[[area]]\ncolumns = 2\nstart = 64\nregisters = 1\n[timeout]",
            "blank: it darkens every area",
        );
        check(
            PATTERN,
            "{sum8:1..}",
            "{sum9:1..}",
            "area 0: row 0: {sum9:1..}",
        );
        check(
            PATTERN,
            "avoid = \"5C\"",
            "avoid = \"5C 20\"",
            "avoid: a space",
        );
        check(PATTERN, "ok = \"06\"", "ok = \"\"", "replies: ok");
        check(PATTERN, "busy = \"15\"", "busy = \"06 15\"", "begin alike");
        check(PATTERN, "timeout_s = 150", "timeout_s = 300", "255 or less");
        check(PATTERN, "columns = 16", "columns = 16\nrow = 1", "line ");
        let missing = Driver::read(Path::new("/no/such/bar.toml")).expect_err("no file");
        assert!(missing.to_string().starts_with("/no/such/bar.toml: "));
    }
}
