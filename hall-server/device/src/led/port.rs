//! Where a controller is: `tcp:HOST:PORT`, or a serial port with or without `serial:` in front.

use super::driver::Wire;
use crate::serial::SerialSpec;
use crate::tcp::TcpAddress;
use std::fmt;
use std::str::FromStr;

/// Where a controller is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LedPort {
    /// On a serial port.
    Serial(SerialSpec),
    /// On the network.
    Tcp(TcpAddress),
}

/// Why a text names no port.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{text}: {what}; write tcp:192.168.1.60:502 or serial:/dev/ttyS0@9600")]
pub struct BadLedPort {
    text: String,
    what: String,
}

impl LedPort {
    /// What kind of wire that is.
    pub fn wire(&self) -> Wire {
        match self {
            Self::Serial(_) => Wire::Serial,
            Self::Tcp(_) => Wire::Network,
        }
    }

    /// Whether both are one line, however each would set it.
    pub fn is_line_of(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Serial(one), Self::Serial(other)) => one.name == other.name,
            (Self::Tcp(one), Self::Tcp(other)) => one == other,
            _ => false,
        }
    }

    /// Whether both would set their line alike.
    pub fn is_set_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Serial(one), Self::Serial(other)) => {
                let signs = |spec: &SerialSpec| (spec.line.parity, spec.line.stop_bits);
                one.baud() == other.baud() && signs(one) == signs(other)
            }
            _ => true,
        }
    }
}

impl FromStr for LedPort {
    type Err = BadLedPort;

    fn from_str(text: &str) -> Result<Self, BadLedPort> {
        let bad = |what: String| BadLedPort {
            text: text.to_owned(),
            what,
        };
        if let Some(rest) = text.strip_prefix("tcp:") {
            let address = rest.parse().map(Self::Tcp);
            return address.map_err(|what: &str| bad(what.to_owned()));
        }
        let spec = text.parse::<SerialSpec>();
        spec.map(Self::Serial)
            .map_err(|error| bad(error.to_string()))
    }
}

impl fmt::Display for LedPort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Serial(spec) => write!(f, "serial:{spec}"),
            Self::Tcp(address) => write!(f, "tcp:{address}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_is_named_by_serial_line_or_network_address() {
        let port = |text: &str| text.parse::<LedPort>().map(|port| port.to_string());
        assert_eq!(port("tcp:bar-14:502").as_deref(), Ok("tcp:bar-14:502"));
        assert_eq!(port("/dev/pts/5").as_deref(), Ok("serial:/dev/pts/5"));
        assert_eq!(
            port("serial:usb:1a86:7523@57600").as_deref(),
            Ok("serial:usb:1a86:7523@57600")
        );
        let line = |one: &str, other: &str| {
            let port = |text: &str| text.parse::<LedPort>().expect("a port");
            let (one, other) = (port(one), port(other));
            (one.is_line_of(&other), one.is_set_like(&other))
        };
        assert_eq!(line("/dev/ttyS0", "serial:/dev/ttyS0@9600"), (true, true));
        assert_eq!(line("/dev/ttyS0", "/dev/ttyS0@57600"), (true, false));
        assert_eq!(line("/dev/ttyS0", "/dev/ttyS1"), (false, true));
        assert_eq!(line("tcp:bar:502", "tcp:bar:502"), (true, true));
        assert_eq!(line("tcp:bar:502", "tcp:bar:503"), (false, true));
        for (bad, why) in [("tcp:bar", "the port is missing"), ("serial:@x", "speed")] {
            let error = port(bad).expect_err("no port").to_string();
            assert!(
                error.contains(why) && error.contains("write tcp:"),
                "{error}"
            );
        }
    }
}
