//! How people name a port: `/dev/ttyS0@9600` or `usb:1a86:7523@9600`, with a serial number where
//! two alike are plugged in: `usb:1a86:7523:A50285BI@9600`. The word `serial:` may stand in front,
//! for programs that have other ways too.

use std::fmt;
use std::str::FromStr;

/// Which port.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PortName {
    /// By path.
    Path(String),
    /// By USB identity.
    Usb {
        /// Vendor.
        vendor: u16,
        /// Product.
        product: u16,
        /// Serial number, when two alike are plugged in.
        serial: Option<String>,
    },
}

/// Which port, and how it is set.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SerialSpec {
    /// The port.
    pub name: PortName,
    /// Its speed and signs.
    pub line: LineSettings,
}

/// How a port is set; always 8 data bits.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct LineSettings {
    /// Bits per second; none = 9600.
    pub baud: Option<u32>,
    /// A bit more for each byte that shows a broken one.
    pub parity: Parity,
    /// Bits between two bytes.
    pub stop_bits: StopBits,
}

/// A bit more for each byte that shows a broken one.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Parity {
    /// There is none.
    #[default]
    None,
    /// It makes the number of ones even.
    Even,
    /// It makes the number of ones odd.
    Odd,
}

/// Bits between two bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum StopBits {
    /// One.
    #[default]
    One,
    /// Two.
    Two,
}

impl SerialSpec {
    /// Bits per second.
    pub fn baud(&self) -> u32 {
        self.line.baud.unwrap_or(BAUD_DEFAULT)
    }

    /// Set as a device wants it; a speed that the port's name says wins.
    #[must_use]
    pub fn set_for(self, device: LineSettings) -> Self {
        let line = LineSettings {
            baud: self.line.baud.or(device.baud),
            ..device
        };
        Self { line, ..self }
    }
}

/// Why a text names no port.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{text}: {what}; a port is written /dev/ttyS0@9600 or usb:1a86:7523@9600")]
pub struct BadSerial {
    text: String,
    what: &'static str,
}

/// The usual speed, when none is given.
const BAUD_DEFAULT: u32 = 9600;

/// Speeds that serial devices have.
pub(crate) const BAUDS: std::ops::RangeInclusive<u32> = 300..=4_000_000;

impl FromStr for SerialSpec {
    type Err = BadSerial;

    fn from_str(text: &str) -> Result<Self, BadSerial> {
        let refuse = |what| BadSerial {
            text: text.to_owned(),
            what,
        };
        let port = text.strip_prefix("serial:").unwrap_or(text);
        let (name, baud) = match port.rsplit_once('@') {
            Some((name, baud)) => {
                let baud = baud
                    .parse()
                    .map_err(|_| refuse("the speed after @ is no number"))?;
                (name, Some(baud))
            }
            None => (port, None),
        };
        if baud.is_some_and(|baud| !BAUDS.contains(&baud)) {
            return Err(refuse("the speed is not between 300 and 4000000"));
        }
        Ok(Self {
            name: name.parse().map_err(refuse)?,
            line: LineSettings {
                baud,
                ..LineSettings::default()
            },
        })
    }
}

impl FromStr for PortName {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let Some(usb) = text.strip_prefix("usb:") else {
            return match text {
                _ if text.starts_with("serial:") => Err("serial: stands there twice"),
                _ if text.is_empty() || text.contains(char::is_whitespace) => {
                    Err("there is no path")
                }
                path => Ok(Self::Path(path.to_owned())),
            };
        };
        let mut parts = usb.splitn(3, ':');
        let mut id = || parts.next().and_then(hex_id);
        let (Some(vendor), Some(product)) = (id(), id()) else {
            return Err("vendor and product are four hexadecimal digits each");
        };
        let serial = parts.next().map(ToOwned::to_owned);
        if serial.as_deref() == Some("") {
            return Err("the serial number is empty");
        }
        Ok(Self::Usb {
            vendor,
            product,
            serial,
        })
    }
}

fn hex_id(text: &str) -> Option<u16> {
    let plain = text.len() == 4 && text.bytes().all(|b| b.is_ascii_hexdigit());
    plain.then(|| u16::from_str_radix(text, 16).ok()).flatten()
}

impl fmt::Display for PortName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path(path) => f.write_str(path),
            Self::Usb {
                vendor,
                product,
                serial: None,
            } => {
                write!(f, "usb:{vendor:04x}:{product:04x}")
            }
            Self::Usb {
                vendor,
                product,
                serial: Some(serial),
            } => {
                write!(f, "usb:{vendor:04x}:{product:04x}:{serial}")
            }
        }
    }
}

impl fmt::Display for SerialSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What was not said is not written: the device's own speed may still come.
        match self.line.baud {
            Some(baud) => write!(f, "{}@{baud}", self.name),
            None => self.name.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_reads_back_what_it_wrote() {
        for text in [
            "/dev/ttyS0@115200",
            "usb:1a86:7523@9600",
            "usb:0403:6001:A5:02@57600",
            "/dev/pts/3",
        ] {
            let spec: SerialSpec = text.parse().expect("a plain port");
            assert_eq!(spec.to_string(), text);
        }
        let spec: SerialSpec = "/dev/pts/3".parse().expect("a plain port");
        assert_eq!(spec.baud(), 9600);
    }

    #[test]
    fn the_word_serial_in_front_changes_nothing() {
        for text in ["/dev/ttyS0@9600", "usb:1a86:7523"] {
            let named: Result<SerialSpec, _> = format!("serial:{text}").parse();
            assert_eq!(named, text.parse());
        }
        let error = "serial:@x".parse::<SerialSpec>().expect_err("no speed");
        assert!(error.to_string().starts_with("serial:@x: "), "{error}");
    }

    #[test]
    fn a_device_says_the_speed_where_the_port_does_not() {
        let device = LineSettings {
            baud: Some(19200),
            parity: Parity::Even,
            stop_bits: StopBits::Two,
        };
        let set = |text: &str| {
            let spec: SerialSpec = text.parse().expect("a plain port");
            spec.set_for(device)
        };
        assert_eq!(set("/dev/ttyS0").line, device);
        assert_eq!(set("/dev/ttyS0@4800").baud(), 4800);
        assert_eq!(set("/dev/ttyS0@4800").line.parity, Parity::Even);
    }

    #[test]
    fn what_names_no_port_is_refused_with_an_example() {
        for bad in [
            "",
            "@9600",
            "/dev/ttyS0@x",
            "/dev/ttyS0@1",
            "usb:1a86",
            "usb:+a86:7523",
            "usb:1a86:7523:@9600",
            "a b",
            "serial:serial:/dev/ttyS0",
        ] {
            let error = bad
                .parse::<SerialSpec>()
                .expect_err("not a port")
                .to_string();
            assert!(error.contains("usb:1a86:7523@9600"), "{error}");
        }
    }
}
