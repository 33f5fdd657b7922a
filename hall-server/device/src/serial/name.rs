//! How people name a port: `/dev/ttyS0@9600` or `usb:1a86:7523@9600`, with a serial number where
//! two alike are plugged in: `usb:1a86:7523:A50285BI@9600`.

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

/// Which port at which speed; always 8 data bits, no parity, 1 stop bit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SerialSpec {
    /// The port.
    pub name: PortName,
    /// Bits per second.
    pub baud: u32,
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
const BAUDS: std::ops::RangeInclusive<u32> = 300..=4_000_000;

impl FromStr for SerialSpec {
    type Err = BadSerial;

    fn from_str(text: &str) -> Result<Self, BadSerial> {
        let refuse = |what| BadSerial {
            text: text.to_owned(),
            what,
        };
        let (name, baud) = match text.rsplit_once('@') {
            Some((name, baud)) => {
                let baud = baud
                    .parse()
                    .map_err(|_| refuse("the speed after @ is no number"))?;
                (name, baud)
            }
            None => (text, BAUD_DEFAULT),
        };
        if !BAUDS.contains(&baud) {
            return Err(refuse("the speed is not between 300 and 4000000"));
        }
        Ok(Self {
            name: name.parse().map_err(refuse)?,
            baud,
        })
    }
}

impl FromStr for PortName {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let Some(usb) = text.strip_prefix("usb:") else {
            let path = !text.is_empty() && !text.contains(char::is_whitespace);
            return if path {
                Ok(Self::Path(text.to_owned()))
            } else {
                Err("there is no path")
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
        write!(f, "{}@{}", self.name, self.baud)
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
        ] {
            let spec: SerialSpec = text.parse().expect("a plain port");
            assert_eq!(spec.to_string(), text);
        }
        let spec: SerialSpec = "/dev/pts/3".parse().expect("a plain port");
        assert_eq!(spec.baud, 9600);
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
        ] {
            let error = bad
                .parse::<SerialSpec>()
                .expect_err("not a port")
                .to_string();
            assert!(error.contains("usb:1a86:7523@9600"), "{error}");
        }
    }
}
