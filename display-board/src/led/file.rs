//! The file of `--led`: which bars, and when they are dark.
//!
//! ```toml
//! night = "20:30-07:00"              # dark meanwhile, time of the hall
//!
//! [[bar]]
//! port = "tcp:192.168.1.70:5005"     # or "serial:/dev/ttyS0@57600"
//! driver = "onbon.toml"              # beside this file
//! # number = 2                       # instead of the driver file's screen number or unit
//! ```
//!
//! Bars with the same port share its line.

mod bar;

pub use bar::LedBar;

use crate::limits::{LED_BARS_MAX, LED_FILE_BYTES_MAX};
use bar::{Entry, name_apart};
use hall_device::led::LedPort;
use serde::Deserialize;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;

/// The bars of a board.
#[derive(Clone, Debug)]
pub struct LedFile {
    /// When they are dark.
    pub night: Option<Night>,
    /// At least one.
    pub bars: Vec<LedBar>,
}

/// A time of every day, perhaps over midnight: minutes since midnight, the second one not included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Night {
    from: u16,
    until: u16,
}

/// Why a file names no bars: where, what, and what to do.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{file}: {what}")]
pub struct BadLedFile {
    file: String,
    what: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entries {
    night: Option<String>,
    #[serde(default)]
    bar: Vec<Entry>,
}

impl LedFile {
    /// Reads a file and the drivers beside it.
    pub fn read(path: &Path) -> Result<Self, BadLedFile> {
        let bad = |what: String| BadLedFile {
            file: path.display().to_string(),
            what,
        };
        let mut text = String::new();
        let read = File::open(path)
            .and_then(|file| file.take(LED_FILE_BYTES_MAX).read_to_string(&mut text));
        read.map_err(|error| bad(error.to_string()))?;
        let entries: Entries = toml::from_str(&text).map_err(|error| {
            let line = line_of(&text, error.span().map_or(text.len(), |span| span.start));
            let what = error.message().replace(char::is_control, " ");
            bad(format!("line {line}: {what}"))
        })?;
        if entries.bar.is_empty() || entries.bar.len() > LED_BARS_MAX {
            let count = entries.bar.len();
            let what = format!("[[bar]] stands in it {count} times; write 1 to {LED_BARS_MAX}");
            return Err(bad(what));
        }
        let night = entries.night.as_deref().map(|text| {
            Night::parse(text).ok_or_else(|| {
                bad(format!(
                    "night: {text:?} is no time; write such as \"20:30-07:00\""
                ))
            })
        });
        let folder = path.parent().unwrap_or_else(|| Path::new(""));
        let bars = entries.bar.into_iter().map(|entry| {
            let line = line_of(&text, entry.port.span().start);
            entry.read(folder, line)
        });
        let bars = bars.collect::<Result<Vec<_>, _>>().and_then(name_apart);
        Ok(Self {
            night: night.transpose()?,
            bars: bars.map_err(bad)?,
        })
    }

    /// The bars of each line, in the order of the file.
    pub fn lines(self) -> Vec<(LedPort, Vec<LedBar>)> {
        let mut lines: Vec<(LedPort, Vec<LedBar>)> = Vec::new();
        for bar in self.bars {
            let port = &bar.setup.port;
            match lines.iter_mut().find(|(line, _)| line.is_line_of(port)) {
                Some((_, bars)) => bars.push(bar),
                None => lines.push((port.clone(), vec![bar])),
            }
        }
        lines
    }
}

/// Counted from 1.
fn line_of(text: &str, at: usize) -> usize {
    1 + text.bytes().take(at).filter(|byte| *byte == b'\n').count()
}

impl Night {
    /// Whether a minute of the day is in it.
    pub fn holds(self, minute: u16) -> bool {
        if self.from <= self.until {
            (self.from..self.until).contains(&minute)
        } else {
            minute >= self.from || minute < self.until
        }
    }

    /// From 20:30 to 07:00.
    #[cfg(test)]
    pub(super) fn over_midnight() -> Self {
        Self {
            from: 1_230,
            until: 420,
        }
    }

    fn parse(text: &str) -> Option<Self> {
        let (from, until) = text.split_once('-')?;
        let (from, until) = (minute(from)?, minute(until)?);
        (from != until).then_some(Self { from, until })
    }
}

/// `20:30`, to 23:59.
fn minute(text: &str) -> Option<u16> {
    let (hour, minute) = text.trim().split_once(':')?;
    let number = |text: &str, below: u16| {
        let is_plain = text.len() == 2 && text.bytes().all(|digit| digit.is_ascii_digit());
        let number = text.parse::<u16>().ok()?;
        (is_plain && number < below).then_some(number)
    };
    Some(number(hour, 24)? * 60 + number(minute, 60)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<LedFile, String> {
        let dir = tempfile::tempdir().expect("a folder");
        let driver = include_str!("../../../fixtures/led/onbon.toml");
        let pattern = include_str!("../../../fixtures/led/pattern.toml");
        for (name, driver) in [("onbon.toml", driver), ("pattern.toml", pattern)] {
            std::fs::write(dir.path().join(name), driver).expect("a file");
        }
        let path = dir.path().join("board.toml");
        std::fs::write(&path, text).expect("a file");
        let read = LedFile::read(&path).map_err(|error| error.to_string());
        // Only the file's own name is the same on every run.
        read.map_err(|error| error.replace(&format!("{}/", dir.path().display()), ""))
    }

    const BAR: &str = "[[bar]]\nport = \"tcp:10.0.0.7:5005\"\ndriver = \"onbon.toml\"\n";

    #[test]
    fn a_file_names_bars_with_the_drivers_beside_it() {
        let other = BAR.replace("0.7", "0.8");
        let file = read(&format!("night = \"20:30-07:00\"\n{BAR}{other}")).expect("a good file");
        let night = file.night.expect("a night");
        let held = [0, 419, 420, 1229, 1230, 1439].map(|minute| night.holds(minute));
        assert_eq!(held, [true, true, false, false, true, true]);
        let names: Vec<&str> = file.bars.iter().map(|bar| bar.name.as_str()).collect();
        assert_eq!(names, ["tcp:10.0.0.7:5005", "tcp:10.0.0.8:5005"]);
        assert_eq!(file.lines().len(), 2, "a connection for each");
        assert!(read(BAR).is_ok_and(|file| file.night.is_none()));
        let noon = Night::parse("12:00-13:00").expect("a time");
        assert_eq!(
            [719, 720, 779, 780].map(|at| noon.holds(at)),
            [false, true, true, false]
        );
    }

    /// A bar on a serial line.
    fn serial(speed: &str, driver: &str, number: &str) -> String {
        format!("[[bar]]\nport = \"/dev/ttyS0{speed}\"\ndriver = \"{driver}.toml\"\n{number}\n")
    }

    #[test]
    fn bars_with_the_same_port_share_its_line_and_have_names_of_their_own() {
        let bars = [
            serial("@57600", "onbon", ""),
            BAR.to_owned(),
            serial("@57600", "onbon", "number = 7"),
        ];
        let file = read(&bars.concat()).expect("a good file");
        let lines: Vec<(String, Vec<String>)> = file
            .lines()
            .into_iter()
            .map(|(port, bars)| {
                let names = bars.into_iter().map(|bar| bar.name);
                (port.to_string(), names.collect())
            })
            .collect();
        let line = |port: &str, bars: &[&str]| {
            let bars = bars.iter().map(|bar| (*bar).to_owned());
            (port.to_owned(), bars.collect::<Vec<String>>())
        };
        let shared = [
            "serial:/dev/ttyS0@57600 screen 1",
            "serial:/dev/ttyS0@57600 screen 7",
        ];
        assert_eq!(
            lines,
            [
                line("serial:/dev/ttyS0@57600", &shared),
                line("tcp:10.0.0.7:5005", &["tcp:10.0.0.7:5005"]),
            ]
        );
    }

    #[test]
    fn bars_that_cannot_share_a_line_are_refused_naming_both_lines_of_the_file() {
        let first = serial("@57600", "onbon", "");
        for (second, why) in [
            (
                serial("@57600", "onbon", ""),
                "board.toml: line 6: screen 1 of serial:/dev/ttyS0@57600 stands in line 2 already",
            ),
            (
                serial("@9600", "onbon", "number = 2"),
                "line 6: serial:/dev/ttyS0@9600 is the line of serial:/dev/ttyS0@57600 in line 2, set otherwise; write",
            ),
            (
                serial("@57600", "pattern", ""),
                "line 6: pattern.toml: its answers do not say which bar speaks, and the bar of line 2 has the same port",
            ),
            (
                serial("@57600", "onbon", "number = 0"),
                "line 6: number: 0 is no number for onbon.toml; write",
            ),
            (
                serial("2", "pattern", "number = 2"),
                "line 6: number: 2 is no number for pattern.toml",
            ),
        ] {
            let error = read(&format!("{first}{second}")).expect_err("a bad file");
            assert!(error.contains(why), "{error}");
        }
        let twice = read(&BAR.repeat(2)).expect_err("a bad file");
        assert!(
            twice.contains("line 5: screen 1 of tcp:10.0.0.7:5005 stands in line 2"),
            "{twice}"
        );
    }

    #[test]
    fn a_bad_file_is_refused_with_what_to_do() {
        for (text, why) in [
            (
                "",
                "board.toml: [[bar]] stands in it 0 times; write 1 to 16",
            ),
            (&BAR.repeat(17), "17 times"),
            (
                &format!("nigth = \"x\"\n{BAR}"),
                "board.toml: line 1: unknown field `nigth`",
            ),
            (
                &format!("night = \"20:30\"\n{BAR}"),
                "night: \"20:30\" is no time; write",
            ),
            (&format!("night = \"24:00-07:00\"\n{BAR}"), "is no time"),
            (&format!("night = \"7:00-20:00\"\n{BAR}"), "is no time"),
            (&format!("night = \"07:00-07:00\"\n{BAR}"), "is no time"),
            (&BAR.replace(":5005", ""), "port: tcp:10.0.0.7: the port"),
            (&BAR.replace("onbon", "other"), "driver: other.toml"),
        ] {
            let error = read(text).expect_err("a bad file");
            assert!(error.contains(why), "{error}");
        }
    }
}
