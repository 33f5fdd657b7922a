//! The outer form of a driver file, and what of it is no sound set of patterns.

use super::{DriverFile, Heartbeat, Receive};
use crate::driver_file::DriverText;
use crate::limits::PATTERNS_MAX;
use crate::pattern::Values;
use crate::pattern::parse::{BadPattern, Pattern, hex};
use crate::serial::{BAUDS, LineSettings, Parity, StopBits};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Document {
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
pub(super) struct Fault {
    pub(super) at: usize,
    pub(super) what: String,
}

impl Document {
    /// The patterns of a file, if they are sound.
    pub(super) fn driver(self, source: DriverText) -> Result<DriverFile, Fault> {
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
            source,
            send_at,
        };
        let expect_at = self.heartbeat.map(|beat| beat.expect.span().start);
        no_overlap(&driver, expect_at)?;
        no_echo(&driver, expect_at)?;
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
    let send = pattern("heartbeat.send", &beat.send, Pattern::to_send)?;
    if send.has_text() || send.has_timeout() {
        return fault(
            beat.send.span().start,
            "heartbeat.send: {text} and {timeout} mean nothing here; write the bytes".into(),
        );
    }
    Ok(Heartbeat {
        send,
        every_ms: every_ms.unwrap_or_default(),
        expect,
    })
}

/// Everything that is heard, in the order of [`DriverFile::matchers`]: its name and its place.
fn heard(driver: &DriverFile, expect_at: Option<usize>) -> Vec<(String, usize)> {
    let beat = expect_at.map(|at| ("heartbeat.expect".to_owned(), at));
    let receive = driver.receive.iter();
    let receive = receive.map(|receive| (format!("recv {}", receive.number), receive.at));
    beat.into_iter().chain(receive).collect()
}

fn no_overlap(driver: &DriverFile, expect_at: Option<usize>) -> Result<(), Fault> {
    let names = heard(driver, expect_at);
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

/// Many adapters send back what they are sent: that must be no answer of the device. A text may
/// be anything, so frames with one are left out.
fn no_echo(driver: &DriverFile, expect_at: Option<usize>) -> Result<(), Fault> {
    let values = Values {
        address: driver.address,
        ..Values::default()
    };
    let beat = driver.heartbeat.iter();
    let beat = beat.map(|beat| ("heartbeat.send".to_owned(), &beat.send));
    let sends = driver.send.iter();
    let sends = sends.map(|(name, pattern)| (format!("send.{name}"), pattern));
    for (sent, pattern) in beat.chain(sends).filter(|(_, send)| !send.has_text()) {
        let echo = pattern.echo(&values, 0);
        let matchers = driver.matchers();
        for ((name, at), matcher) in heard(driver, expect_at).into_iter().zip(&matchers) {
            if matcher.bytes() <= echo.bytes() && matcher.overlaps(&echo) {
                return fault(
                    at,
                    format!(
                        "{name}: an echo of {sent} would be this, and many adapters echo; write \
                         fixed bytes that only the device says"
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
