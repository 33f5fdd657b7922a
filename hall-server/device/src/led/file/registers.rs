//! A controller with registers: its entries, read into a map of them.

use super::{Wrong, checked_reply_ms, checked_timeout_s, numbered, timeout_s};
use crate::led::content::{Area, AreaId};
use crate::led::driver::{Blank, Colours, Driver, Kind, Registers, is_unit};
use crate::led::letters::{Charset, Letters};
use crate::led::modbus::{Framing, REGISTERS_MAX};
use crate::limits::LED_TIMEOUT_S_MIN;
use serde::Deserialize;
use serde::de::IgnoredAny;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ModbusFile {
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
    pub(super) fn into_driver(self) -> Result<Driver, Wrong> {
        if !is_unit(self.unit) {
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
        self.check_apart(&areas)?;
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

impl ModbusFile {
    /// A register has one meaning.
    fn check_apart(&self, areas: &[Area]) -> Result<(), Wrong> {
        let texts = areas.iter().zip(&self.area).map(|(area, entry)| {
            let registers = u32::from(entry.registers) * area.rows as u32;
            (format!("area {}", area.id.0), entry.start, registers)
        });
        let singles = [
            ("timeout", self.timeout.as_ref().map(|it| it.register)),
            ("brightness", self.brightness.as_ref().map(|it| it.register)),
            ("blank", self.blank.as_ref().map(|it| it.register)),
            ("colour", self.colour.as_ref().map(|it| it.register)),
        ];
        let singles = singles.into_iter();
        let singles = singles.filter_map(|(name, at)| Some((name.to_owned(), at?, 1)));
        let used: Vec<(String, u16, u32)> = texts.chain(singles).collect();
        let end = |start: u16, count: u32| u32::from(start) + count;
        for (index, (name, start, count)) in used.iter().enumerate() {
            let mut before = used[..index].iter();
            let shared = before.find(|(_, first, many)| {
                u32::from(*start.max(first)) < end(*start, *count).min(end(*first, *many))
            });
            if let Some((other, first, _)) = shared {
                let at = start.max(first);
                let what = format!(
                    "register {at} is one of {other} too; write the registers of the maker's list"
                );
                return Err((name.clone(), what));
            }
        }
        Ok(())
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
        let wrong = |what| Err(("timeout: step_ms".to_owned(), what));
        let step_ms = self.step_ms;
        if step_ms == 0 {
            return wrong(
                "a count of the register lasts 1 ms at least; write 1 or more".to_owned(),
            );
        }
        let counts = u32::from(seconds) * 1000 / step_ms;
        let value = u16::try_from(counts).ok().filter(|value| *value > 0);
        let Some(value) = value else {
            return wrong(format!(
                "{seconds} s in steps of {step_ms} ms are {counts} counts, and a register holds 1 \
                 to 65535; write the step that the register really has, or other seconds"
            ));
        };
        // What is cut off by whole counts is missing at the bar.
        let lasts_ms = u64::from(counts) * u64::from(step_ms);
        if lasts_ms < u64::from(LED_TIMEOUT_S_MIN) * 1000 {
            return wrong(format!(
                "{seconds} s in steps of {step_ms} ms last only {lasts_ms} ms, and the text is sent \
                 again every 60 s; write more seconds"
            ));
        }
        Ok((self.register, value))
    }
}
