//! Devices on the network: where they are, and a line that connects again by itself.

mod line;

pub use line::{TcpHandle, spawn};

use std::fmt;
use std::net::Ipv6Addr;
use std::str::FromStr;

/// Where a device listens: `HOST:PORT`.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct TcpAddress {
    /// Name or number of the machine, without the brackets of an IPv6 address.
    pub host: String,
    /// Its port.
    pub port: u16,
}

impl FromStr for TcpAddress {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, &'static str> {
        let (host, port) = text.rsplit_once(':').ok_or("the port is missing")?;
        let host = machine(host)?;
        let is_digits = port.bytes().all(|byte| byte.is_ascii_digit());
        let port = port
            .parse()
            .ok()
            .filter(|port| is_digits && *port > 0)
            .ok_or("the port is no number from 1 to 65535")?;
        Ok(Self { host, port })
    }
}

/// A name or number of a machine, without the brackets of an IPv6 address.
fn machine(text: &str) -> Result<String, &'static str> {
    let inside = text
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    let host = inside.unwrap_or(text);
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
    match inside {
        _ if host.is_empty() => Err("the host is missing"),
        Some(number) if number.parse::<Ipv6Addr>().is_ok() => Ok(host.to_owned()),
        None if host.bytes().all(plain) => Ok(host.to_owned()),
        _ => Err("the host is neither a name nor a number"),
    }
}

impl fmt::Display for TcpAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (host, port) = (&self.host, self.port);
        if host.contains(':') {
            write!(f, "[{host}]:{port}")
        } else {
            write!(f, "{host}:{port}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_reads_back_what_it_shows() {
        for text in ["192.168.1.50:502", "bar-14.hall:502", "[::1]:502"] {
            let address: TcpAddress = text.parse().expect("an address");
            assert_eq!(address.to_string(), text);
        }
    }

    #[test]
    fn what_is_no_address_is_refused_with_the_reason() {
        for (text, why) in [
            ("bar", "the port is missing"),
            (":502", "the host is missing"),
            ("a b:502", "the host is neither a name nor a number"),
            ("bar:0", "the port is no number from 1 to 65535"),
            ("bar:+5", "the port is no number from 1 to 65535"),
        ] {
            assert_eq!(text.parse::<TcpAddress>(), Err(why), "{text}");
        }
    }
}
