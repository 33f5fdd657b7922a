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

mod frames;
mod onbon;
mod registers;

use super::content::{Area, AreaId};
use super::driver::Driver;
use crate::driver_file::{BadDriver, DriverText};
use crate::limits::{
    LED_AREAS_MAX, LED_COLUMNS_MAX, LED_REPLY_MS, LED_ROWS_MAX, LED_TIMEOUT_S, LED_TIMEOUT_S_MIN,
};
use crate::pattern::hex;
use frames::PatternFile;
use onbon::OnbonFile;
use registers::ModbusFile;
use serde::Deserialize;
use std::path::Path;

/// An entry, what is wrong with it and what to do.
type Wrong = (String, String);

impl Driver {
    /// Reads a file.
    pub fn read(path: &Path) -> Result<Self, BadDriver> {
        Self::of(&DriverText::read(path)?)
    }

    /// Reads the text of a file; errors speak of `file`.
    pub fn parse(file: &str, text: &str) -> Result<Self, BadDriver> {
        Self::of(&DriverText::new(file, text))
    }

    fn of(text: &DriverText) -> Result<Self, BadDriver> {
        let which: Which = text.document()?;
        let driver = match which.driver.as_str() {
            "modbus" => text.document::<ModbusFile>()?.into_driver(),
            "pattern" => text.document::<PatternFile>()?.into_driver(),
            "onbon" => text.document::<OnbonFile>()?.into_driver(),
            other => Err((
                "driver".to_owned(),
                format!("{other:?} is no driver; write \"onbon\", \"modbus\" or \"pattern\""),
            )),
        };
        driver.map_err(|(entry, what)| text.refuse_entry(entry, what))
    }
}

/// The entry that says how to read the others.
#[derive(Deserialize)]
struct Which {
    driver: String,
}

const fn timeout_s() -> u16 {
    LED_TIMEOUT_S
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
            let what = format!("{value} is too few or too many; write a number from 1 to {max}");
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
    let what = format!("{reply_ms} is no time for a reply; write a number from 20 to 10000");
    Err(("reply_ms".to_owned(), what))
}

/// Hex bytes separated by spaces.
fn hex_bytes(place: &str, text: &str) -> Result<Vec<u8>, Wrong> {
    let byte = |word| {
        let what = || format!("{word} is not two hexadecimal digits; write bytes such as 06 15");
        hex(word).ok_or_else(|| (place.to_owned(), what()))
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

    /// The example with one change is refused in these words.
    fn check(text: &str, from: &str, to: &str, expected: &str) {
        assert!(text.contains(from), "{from} is in the example");
        let error = refused(&text.replacen(from, to, 1));
        assert!(error.starts_with("bar.toml:"), "{error}");
        assert!(error.contains(expected), "{to}: {error}");
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
        check(
            MODBUS,
            "unit = 5",
            "unti = 5",
            "bar.toml:4: unknown field `unti`",
        );
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
            "area 0: row 0: {sum9:1..} is no placeholder",
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
        check(
            PATTERN,
            "columns = 16",
            "columns = 16\nrow = 1",
            "bar.toml:11: ",
        );
        check(
            PATTERN,
            "ok = \"06\"",
            "ok = \"0\"",
            "digits; write bytes such as",
        );
        check(
            PATTERN,
            "ok = \"06\"",
            "ok = \"AA 01\"",
            "replies: ok: the frame of area 0",
        );
        check(
            PATTERN,
            "{text:gb18030}",
            "41",
            "row 0: it shows nothing; write",
        );
        check(
            PATTERN,
            "{len8}",
            "{len8:2..0}",
            "row 0: a range ends before",
        );
        check(
            PATTERN,
            "{len8}",
            "{len8:9..}",
            "row 0: a range reaches behind",
        );
        let missing = Driver::read(Path::new("/no/such/bar.toml")).expect_err("no file");
        assert!(missing.to_string().starts_with("/no/such/bar.toml: "));
    }

    #[test]
    fn a_short_time_and_a_register_with_two_meanings_are_refused() {
        check(MODBUS, "step_ms = 1000", "step_ms = 0", "write 1 or more");
        check(
            MODBUS,
            "seconds = 150\nstep_ms = 1000",
            "seconds = 119\nstep_ms = 60000",
            "last only 60000 ms",
        );
        for (from, to, expected) in [
            (
                "register = 0x0100",
                "register = 7",
                "timeout: register 7 is one of area 0",
            ),
            (
                "register = 0x0101",
                "register = 0x0100",
                "blank: register 256 is one of timeout",
            ),
            (
                "[timeout]",
                "[[area]]\ncolumns = 2\nstart = 7\nregisters = 1\n[timeout]",
                "area 1: register 7 is one of area 0",
            ),
        ] {
            let alone = MODBUS.split("[blank]").next().unwrap_or_default();
            let text = if to.starts_with("[[") { alone } else { MODBUS };
            check(text, from, to, expected);
        }
    }
}
