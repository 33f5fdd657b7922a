//! Where a printer is: `tcp:HOST:PORT`, `serial:DEV@BAUD` or `file:PATH`.

use hall_device::serial::{BadSerial, SerialSpec};
use hall_device::tcp::TcpAddress;
use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

/// Where a printer is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PrinterAddress {
    /// On the network, mostly at port 9100.
    Tcp {
        /// Name or number of the machine.
        host: String,
        /// Its port.
        port: u16,
    },
    /// On a serial port, by path or by USB identity.
    Serial(SerialSpec),
    /// A device file such as `/dev/usb/lp0`, or a plain file that collects tickets.
    File(PathBuf),
}

/// Why a text names no printer.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("printer `{text}`: {what}; write {example}")]
pub struct BadPrinter {
    /// What was written.
    pub text: String,
    /// What is wrong with it.
    pub what: String,
    /// How it is written.
    pub example: &'static str,
}

impl FromStr for PrinterAddress {
    type Err = BadPrinter;

    fn from_str(text: &str) -> Result<Self, BadPrinter> {
        let bad = |what: &str, example| BadPrinter {
            text: text.to_owned(),
            what: what.to_owned(),
            example,
        };
        match text.split_once(':') {
            Some(("tcp", rest)) => tcp(rest).map_err(|what| bad(what, TCP_EXAMPLE)),
            Some(("serial", rest)) => {
                let port = rest.parse().map(Self::Serial);
                port.map_err(|error: BadSerial| bad(&error.to_string(), SERIAL_EXAMPLE))
            }
            Some(("file", "")) => Err(bad("the path is missing", FILE_EXAMPLE)),
            Some(("file", path)) => Ok(Self::File(PathBuf::from(path))),
            _ => Err(bad(
                "it begins with neither tcp:, serial: nor file:",
                TCP_EXAMPLE,
            )),
        }
    }
}

fn tcp(rest: &str) -> Result<PrinterAddress, &'static str> {
    let TcpAddress { host, port } = rest.parse()?;
    Ok(PrinterAddress::Tcp { host, port })
}

impl fmt::Display for PrinterAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tcp { host, port } if host.contains(':') => write!(f, "tcp:[{host}]:{port}"),
            Self::Tcp { host, port } => write!(f, "tcp:{host}:{port}"),
            Self::Serial(port) => write!(f, "serial:{port}"),
            Self::File(path) => write!(f, "file:{}", path.display()),
        }
    }
}

const TCP_EXAMPLE: &str = "tcp:HOST:PORT, for example tcp:192.168.1.50:9100";
const SERIAL_EXAMPLE: &str = "serial:DEVICE@SPEED, for example serial:/dev/ttyS0@115200";
const FILE_EXAMPLE: &str = "file:PATH, for example file:/dev/usb/lp0";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_reads_back_what_it_shows() {
        for text in [
            "tcp:192.168.1.50:9100",
            "tcp:[::1]:9100",
            "serial:/dev/ttyS0@9600",
            "serial:usb:0416:5011@115200",
            "file:/dev/usb/lp0",
        ] {
            let address: PrinterAddress = text.parse().expect("a printer");
            assert_eq!(address.to_string(), text);
        }
    }

    #[test]
    fn a_bad_address_says_what_is_wrong_and_how_to_write_it() {
        let check = |text: &str, expected: &str| {
            let error = text.parse::<PrinterAddress>().expect_err("no printer");
            assert_eq!(error.to_string(), format!("printer `{text}`: {expected}"));
        };
        check(
            "lp0",
            &format!("it begins with neither tcp:, serial: nor file:; write {TCP_EXAMPLE}"),
        );
        check(
            "tcp:hall",
            &format!("the port is missing; write {TCP_EXAMPLE}"),
        );
        check(
            "tcp::9100",
            &format!("the host is missing; write {TCP_EXAMPLE}"),
        );
        check(
            "tcp:[]:9100",
            &format!("the host is missing; write {TCP_EXAMPLE}"),
        );
        for odd in ["tcp: :9100", "tcp:a b:9100", "tcp:a:b:9100", "tcp:[a]:9100"] {
            check(
                odd,
                &format!("the host is neither a name nor a number; write {TCP_EXAMPLE}"),
            );
        }
        check(
            "tcp:a:+9",
            &format!("the port is no number from 1 to 65535; write {TCP_EXAMPLE}"),
        );
        check(
            "tcp:a:0",
            &format!("the port is no number from 1 to 65535; write {TCP_EXAMPLE}"),
        );
        check(
            "file:",
            &format!("the path is missing; write {FILE_EXAMPLE}"),
        );
        let error = "serial:/dev/ttyS0@fast"
            .parse::<PrinterAddress>()
            .expect_err("no speed");
        assert!(error.to_string().ends_with(SERIAL_EXAMPLE), "{error}");
    }
}
