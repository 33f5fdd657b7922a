//! One open port. Zero bytes, an I/O error and a broken pipe all mean the same: it is gone, and
//! must be found again by its name (HARDWARE: an unplugged adapter may return nothing for ever).

use super::name::{Parity, PortName, SerialSpec, StopBits};
use crate::limits::{SERIAL_CHUNK_BYTES, SERIAL_WRITE_MS};
use serialport::{DataBits, FlowControl, SerialPort, SerialPortType};
use std::io::{ErrorKind, Read, Write};
use std::time::Duration;

/// An open serial port.
pub struct Port {
    port: Box<dyn SerialPort>,
    path: String,
}

/// Why a port cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PortError {
    /// Nothing by that name is plugged in.
    #[error("{name}: no such port; plugged in: {found}")]
    NotFound {
        /// What was looked for.
        name: String,
        /// What is there.
        found: String,
    },
    /// Two alike are plugged in.
    #[error(
        "{name}: more than one is plugged in ({found}); add the serial number: usb:VID:PID:SERIAL"
    )]
    Ambiguous {
        /// What was looked for.
        name: String,
        /// Their paths.
        found: String,
    },
    /// The system refuses it.
    #[error(
        "{path}: {what}; is it in use by another program, and may this user open it (group dialout)?"
    )]
    Refused {
        /// The path.
        path: String,
        /// What the system says.
        what: String,
    },
    /// It was unplugged or closed at the other end.
    #[error("{path}: the device is gone ({what})")]
    Gone {
        /// The path.
        path: String,
        /// How that showed.
        what: String,
    },
}

/// A port that is plugged in, for `doctor`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FoundPort {
    /// Its path now.
    pub path: String,
    /// Its lasting name, when it is a USB device.
    pub usb: Option<PortName>,
    /// What it calls itself.
    pub product: String,
}

/// The ports that are plugged in; empty when the system cannot say.
pub fn list() -> Vec<FoundPort> {
    let ports = serialport::available_ports().unwrap_or_default();
    let found = |port: serialport::SerialPortInfo| {
        let (usb, product) = match port.port_type {
            SerialPortType::UsbPort(usb) => {
                let (vendor, product) = (usb.vid, usb.pid);
                let name = PortName::Usb {
                    vendor,
                    product,
                    serial: usb.serial_number,
                };
                (Some(name), usb.product.unwrap_or_default())
            }
            _ => (None, String::new()),
        };
        FoundPort {
            path: port.port_name,
            usb,
            product,
        }
    };
    ports.into_iter().map(found).collect()
}

impl Port {
    /// Opens a port: 8 data bits, no flow control, for us alone where the system knows such a thing.
    pub fn open(spec: &SerialSpec) -> Result<Self, PortError> {
        let path = find(&spec.name, &list())?;
        let port = serialport::new(&path, spec.baud())
            .data_bits(DataBits::Eight)
            .parity(match spec.line.parity {
                Parity::None => serialport::Parity::None,
                Parity::Even => serialport::Parity::Even,
                Parity::Odd => serialport::Parity::Odd,
            })
            .stop_bits(match spec.line.stop_bits {
                StopBits::One => serialport::StopBits::One,
                StopBits::Two => serialport::StopBits::Two,
            })
            .flow_control(FlowControl::None)
            .open()
            .map_err(|error| PortError::Refused {
                path: path.clone(),
                what: error.to_string(),
            })?;
        Ok(Self { port, path })
    }

    /// Its path now.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Reads what is there; 0 when nothing came within `timeout`.
    pub fn read(&mut self, buffer: &mut [u8], timeout: Duration) -> Result<usize, PortError> {
        self.port
            .set_timeout(timeout)
            .map_err(|error| self.gone(&error.to_string()))?;
        heard(self.port.read(buffer)).map_err(|what| self.gone(&what))
    }

    /// Writes everything, in chunks that small devices can take.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), PortError> {
        let timeout = Duration::from_millis(SERIAL_WRITE_MS);
        self.port
            .set_timeout(timeout)
            .map_err(|error| self.gone(&error.to_string()))?;
        for chunk in bytes.chunks(SERIAL_CHUNK_BYTES) {
            self.port
                .write_all(chunk)
                .map_err(|error| self.gone(&error.to_string()))?;
        }
        Ok(())
    }

    fn gone(&self, what: &str) -> PortError {
        PortError::Gone {
            path: self.path.clone(),
            what: what.to_owned(),
        }
    }
}

/// What a read means: bytes, nothing for now (0), or how the end showed.
fn heard(read: std::io::Result<usize>) -> Result<usize, String> {
    match read {
        Ok(0) => Err("it returns nothing".to_owned()),
        Ok(count) => Ok(count),
        Err(error) if is_quiet(error.kind()) => Ok(0),
        Err(error) => Err(error.to_string()),
    }
}

fn is_quiet(kind: ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::TimedOut | ErrorKind::WouldBlock | ErrorKind::Interrupted
    )
}

/// The path of the port with this name among those plugged in.
fn find(name: &PortName, ports: &[FoundPort]) -> Result<String, PortError> {
    let PortName::Usb {
        vendor,
        product,
        serial,
    } = name
    else {
        return Ok(name.to_string());
    };
    let is_it = |port: &&FoundPort| match &port.usb {
        Some(PortName::Usb {
            vendor: v,
            product: p,
            serial: s,
        }) => v == vendor && p == product && (serial.is_none() || s == serial),
        _ => false,
    };
    let found: Vec<&FoundPort> = ports.iter().filter(is_it).collect();
    let paths = |ports: &[&FoundPort]| {
        let paths: Vec<&str> = ports.iter().map(|port| port.path.as_str()).collect();
        if paths.is_empty() {
            "nothing".to_owned()
        } else {
            paths.join(", ")
        }
    };
    match found.as_slice() {
        [one] => Ok(one.path.clone()),
        [] => {
            let all: Vec<&FoundPort> = ports.iter().collect();
            Err(PortError::NotFound {
                name: name.to_string(),
                found: paths(&all),
            })
        }
        several => Err(PortError::Ambiguous {
            name: name.to_string(),
            found: paths(several),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn usb(path: &str, serial: &str) -> FoundPort {
        let usb = PortName::Usb {
            vendor: 0x1a86,
            product: 0x7523,
            serial: Some(serial.into()),
        };
        FoundPort {
            path: path.into(),
            usb: Some(usb),
            product: String::new(),
        }
    }

    fn find_text(name: &str, ports: &[FoundPort]) -> Result<String, String> {
        let name: PortName = name.parse().expect("the test names plain ports");
        find(&name, ports).map_err(|error| error.to_string())
    }

    #[test]
    fn a_port_is_found_by_its_usb_identity_wherever_it_is_plugged_in() {
        let ports = [usb("/dev/ttyUSB1", "B2"), usb("/dev/ttyUSB0", "A1")];
        assert_eq!(
            find_text("usb:1a86:7523:A1", &ports),
            Ok("/dev/ttyUSB0".into())
        );
        assert_eq!(
            find_text("usb:1a86:7523", &ports[..1]),
            Ok("/dev/ttyUSB1".into())
        );
        assert_eq!(find_text("/dev/ttyS9", &ports), Ok("/dev/ttyS9".into()));
    }

    #[test]
    fn a_missing_or_ambiguous_port_says_what_is_plugged_in() {
        let ports = [usb("/dev/ttyUSB1", "B2"), usb("/dev/ttyUSB0", "A1")];
        let error = find_text("usb:0403:6001", &ports).expect_err("not plugged in");
        assert!(error.contains("/dev/ttyUSB1, /dev/ttyUSB0"), "{error}");
        let error = find_text("usb:1a86:7523", &ports).expect_err("two alike");
        assert!(error.contains("usb:VID:PID:SERIAL"), "{error}");
    }

    #[test]
    fn zero_bytes_an_error_and_a_broken_pipe_mean_gone_and_a_time_out_does_not() {
        use std::io::Error;
        assert_eq!(heard(Ok(7)), Ok(7));
        assert_eq!(heard(Err(Error::from(ErrorKind::TimedOut))), Ok(0));
        assert!(heard(Ok(0)).is_err());
        assert!(heard(Err(Error::from(ErrorKind::BrokenPipe))).is_err());
        assert!(heard(Err(Error::from_raw_os_error(5))).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn a_closed_other_end_means_gone_and_silence_does_not() {
        let (mut master, slave) = serialport::TTYPort::pair().expect("the system has ptys");
        let mut port = Port {
            port: Box::new(slave),
            path: "pty".into(),
        };
        let mut buffer = [0; 600];
        let quick = Duration::from_millis(1);
        assert!(matches!(port.read(&mut buffer, quick), Ok(0)));

        let all: Vec<u8> = (0..=255).chain(0..=255).collect();
        port.write(&all).expect("a pty takes two chunks");
        master
            .set_timeout(Duration::from_secs(5))
            .expect("a pty has a time-out");
        let mut heard = vec![0; all.len()];
        master
            .read_exact(&mut heard)
            .expect("what was written arrives");
        assert_eq!(heard, all);

        drop(master);
        let long = Duration::from_secs(5);
        assert!(matches!(
            port.read(&mut buffer, long),
            Err(PortError::Gone { .. })
        ));
    }
}
