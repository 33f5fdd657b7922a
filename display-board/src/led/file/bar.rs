//! The entry of one bar, and which bars may share a line.

use hall_device::led::{Driver, LedSetup};
use serde::Deserialize;
use std::path::Path;
use toml::Spanned;

/// One bar.
#[derive(Clone, Debug)]
pub struct LedBar {
    /// Its port as the file names it, with its number where it shares the line.
    pub name: String,
    /// Where and what it is.
    pub setup: LedSetup,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    pub(super) port: Spanned<String>,
    driver: String,
    number: Option<u16>,
}

/// A bar and where it stands in its file.
pub(super) struct Placed {
    bar: LedBar,
    driver: String,
    line: usize,
}

impl Entry {
    pub(super) fn read(self, folder: &Path, line: usize) -> Result<Placed, String> {
        let name = self.port.into_inner();
        let port = name.parse();
        let port = port.map_err(|error| format!("port: {error}"))?;
        let driver = Driver::read(&folder.join(&self.driver));
        let driver = driver.map_err(|error| format!("driver: {error}"))?;
        let driver = match self.number {
            None => driver,
            Some(number) => driver.numbered(number).ok_or_else(|| {
                format!(
                    "line {line}: number: {number} is no number for {}; write the screen number \
                     (1 to 32767) or the unit (1 to 247) that is set on the card",
                    self.driver
                )
            })?,
        };
        Ok(Placed {
            bar: LedBar {
                name,
                setup: LedSetup { port, driver },
            },
            driver: self.driver,
            line,
        })
    }
}

/// Bars that share a line get names of their own, or are refused.
pub(super) fn name_apart(placed: Vec<Placed>) -> Result<Vec<LedBar>, String> {
    for (index, later) in placed.iter().enumerate() {
        let mut shared = placed[..index].iter();
        let refused = shared.find_map(|earlier| later.cannot_share_with(earlier));
        refused.map_or(Ok(()), Err)?;
    }
    let ports: Vec<_> = placed.iter().map(|it| it.bar.setup.port.clone()).collect();
    let named = placed.into_iter().map(|Placed { mut bar, .. }| {
        let port = &bar.setup.port;
        let bars = ports.iter().filter(|other| other.is_line_of(port)).count();
        if let Some(station) = bar.setup.driver.station().filter(|_| bars > 1) {
            bar.name = format!("{port} {station}");
        }
        bar
    });
    Ok(named.collect())
}

impl Placed {
    /// Why it cannot be on one line with another one; none when it can, or is not.
    fn cannot_share_with(&self, earlier: &Self) -> Option<String> {
        let (line, there) = (self.line, earlier.line);
        let (port, other) = (&self.bar.setup.port, &earlier.bar.setup.port);
        if !port.is_line_of(other) {
            return None;
        }
        if !port.is_set_like(other) {
            return Some(format!(
                "line {line}: {port} is the line of {other} in line {there}, set otherwise; write \
                 the same speed and set it on both cards"
            ));
        }
        let station = |it: &Self| it.bar.setup.driver.station();
        let (Some(one), Some(two)) = (station(self), station(earlier)) else {
            let mute = if station(self).is_none() {
                self
            } else {
                earlier
            };
            return Some(format!(
                "line {line}: {}: its answers do not say which bar speaks, and the bar of line \
                 {there} has the same port; give each a port of its own",
                mute.driver
            ));
        };
        (one == two).then(|| {
            format!(
                "line {line}: {one} of {port} stands in line {there} already; set another number \
                 on one of the cards and write it here as number = 2"
            )
        })
    }
}
