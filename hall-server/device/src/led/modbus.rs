//! Modbus, as much of it as a display needs: write multiple registers (16), over a serial line
//! (RTU) or TCP, and the replies to it. Bytes only; "Modbus Application Protocol V1.1b3".

use super::driver::Found;
use crate::check;
use serde::Deserialize;

/// How a request is wrapped.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Framing {
    /// Unit in front, CRC behind; also through plain TCP-to-serial converters.
    Rtu,
    /// The header of Modbus TCP.
    Tcp,
}

/// Values for registers in a row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Write {
    /// The first register.
    pub(super) start: u16,
    /// At most [`REGISTERS_MAX`].
    pub(super) values: Vec<u16>,
}

/// Most registers of one request (V1.1b3, 6.12).
pub(super) const REGISTERS_MAX: u16 = 123;

const WRITE: u8 = 0x10;
/// The function of a reply that says no.
const EXCEPTION: u8 = WRITE | 0x80;
/// Accepted, takes long; and: busy. Both mean: later.
const LATER: [u8; 2] = [5, 6];
/// Longest unit and PDU together.
const TCP_BODY_MAX: usize = 254;
/// Transaction, protocol and length.
const TCP_HEAD: usize = 6;

/// The bytes of a request; `transaction` ties a TCP reply to it.
pub(super) fn request(framing: Framing, unit: u8, transaction: u16, write: &Write) -> Vec<u8> {
    let mut body = vec![unit];
    body.extend(echo(write));
    body.push((write.values.len() * 2) as u8);
    body.extend(write.values.iter().flat_map(|value| value.to_be_bytes()));
    match framing {
        Framing::Rtu => {
            let check = check::modbus(&body);
            body.extend(check.to_le_bytes());
            body
        }
        Framing::Tcp => {
            let mut bytes = transaction.to_be_bytes().to_vec();
            bytes.extend([0, 0]);
            bytes.extend((body.len() as u16).to_be_bytes());
            bytes.extend(body);
            bytes
        }
    }
}

/// Function, start and count: what a good reply repeats.
fn echo(write: &Write) -> [u8; 5] {
    let [start_high, start_low] = write.start.to_be_bytes();
    let [count_high, count_low] = (write.values.len() as u16).to_be_bytes();
    [WRITE, start_high, start_low, count_high, count_low]
}

/// How many bytes a good reply has.
pub(super) fn reply_bytes(framing: Framing, write: &Write) -> usize {
    let body = 1 + echo(write).len();
    match framing {
        Framing::Rtu => body + 2,
        Framing::Tcp => body + TCP_HEAD,
    }
}

/// Looks for the reply in what has come; takes out of the buffer what is no reply.
pub(super) fn find_reply(
    framing: Framing,
    unit: u8,
    transaction: u16,
    write: &Write,
    buffer: &mut Vec<u8>,
) -> Found {
    match framing {
        Framing::Rtu => find_rtu(unit, write, buffer),
        Framing::Tcp => find_tcp(unit, transaction, write, buffer),
    }
}

/// The reply is known but for its CRC, so it is found behind any noise.
fn find_rtu(unit: u8, write: &Write, buffer: &[u8]) -> Found {
    let mut done = vec![unit];
    done.extend(echo(write));
    let found = (0..buffer.len()).find_map(|at| {
        let rest = &buffer[at..];
        match rest {
            [to, EXCEPTION, code, low, high, ..]
                if *to == unit && is_checked(&rest[..3], [*low, *high]) =>
            {
                Some(said_no(*code))
            }
            _ if rest.starts_with(&done) => {
                let check = rest[done.len()..].first_chunk::<2>()?;
                is_checked(&done, *check).then_some(Found::Done)
            }
            _ => None,
        }
    });
    found.unwrap_or(Found::Nothing)
}

fn is_checked(bytes: &[u8], check: [u8; 2]) -> bool {
    check::modbus(bytes).to_le_bytes() == check
}

/// Frames follow each other without a mark: one that makes no sense spoils all behind it.
fn find_tcp(unit: u8, transaction: u16, write: &Write, buffer: &mut Vec<u8>) -> Found {
    while let &[t0, t1, p0, p1, l0, l1, ..] = buffer.as_slice() {
        let length = usize::from(u16::from_be_bytes([l0, l1]));
        if [p0, p1] != [0, 0] || !(3..=TCP_BODY_MAX).contains(&length) {
            return Found::Garbled;
        }
        if buffer.len() < TCP_HEAD + length {
            return Found::Nothing;
        }
        let frame: Vec<u8> = buffer.drain(..TCP_HEAD + length).collect();
        // Another transaction is a late reply to an earlier request.
        if u16::from_be_bytes([t0, t1]) == transaction && frame[TCP_HEAD] == unit {
            match frame[TCP_HEAD + 1..] {
                [EXCEPTION, code] => return said_no(code),
                ref body if *body == echo(write) => return Found::Done,
                _ => {}
            }
        }
    }
    Found::Nothing
}

fn said_no(code: u8) -> Found {
    if LATER.contains(&code) {
        Found::Busy
    } else {
        Found::Refused(code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// "A023" to unit 5 (HARDWARE 3.3).
    fn a023() -> Write {
        Write {
            start: 0,
            values: vec![0x4130, 0x3233],
        }
    }

    const KNOWN: &[u8] = b"\x05\x10\x00\x00\x00\x02\x04A023\xA7\xD9";

    fn reply() -> Vec<u8> {
        let mut bytes = b"\x05\x10\x00\x00\x00\x02".to_vec();
        bytes.extend(check::modbus(&bytes).to_le_bytes());
        bytes
    }

    fn rtu(bytes: &[u8]) -> Found {
        find_reply(Framing::Rtu, 5, 0, &a023(), &mut bytes.to_vec())
    }

    fn tcp(buffer: &mut Vec<u8>) -> Found {
        find_reply(Framing::Tcp, 5, 0x0102, &a023(), buffer)
    }

    #[test]
    fn a_write_has_its_known_bytes() {
        assert_eq!(request(Framing::Rtu, 5, 9, &a023()), KNOWN);
        let tcp = request(Framing::Tcp, 5, 0x0102, &a023());
        assert_eq!(
            tcp,
            b"\x01\x02\x00\x00\x00\x0B\x05\x10\x00\x00\x00\x02\x04A023"
        );
    }

    #[test]
    fn a_serial_reply_is_found_behind_noise_and_an_echo_of_the_request() {
        assert_eq!(rtu(&reply()), Found::Done);
        let noisy = [b"\x05\x10\x00".as_slice(), KNOWN, &reply(), b"\x00"].concat();
        assert_eq!(rtu(&noisy), Found::Done);
        assert_eq!(rtu(KNOWN), Found::Nothing, "an echo is no reply");
        assert_eq!(rtu(&reply()[..7]), Found::Nothing);
        let mut wrong = reply();
        wrong[7] ^= 1;
        assert_eq!(rtu(&wrong), Found::Nothing);
    }

    #[test]
    fn a_serial_exception_is_a_refusal_or_asks_for_patience() {
        let exception = |code: u8| {
            let mut bytes = vec![5, 0x90, code];
            bytes.extend(check::modbus(&bytes).to_le_bytes());
            bytes
        };
        assert_eq!(rtu(&exception(2)), Found::Refused(2));
        assert_eq!(rtu(&exception(6)), Found::Busy);
        assert_eq!(rtu(&exception(5)), Found::Busy);
        let mut other_unit = exception(2);
        other_unit[0] = 6;
        assert_eq!(rtu(&other_unit), Found::Nothing);
    }

    #[test]
    fn a_tcp_reply_of_another_transaction_is_passed_over() {
        let late = b"\x01\x01\x00\x00\x00\x06\x05\x10\x00\x00\x00\x02";
        let good = b"\x01\x02\x00\x00\x00\x06\x05\x10\x00\x00\x00\x02";
        let mut buffer = late.to_vec();
        assert_eq!(tcp(&mut buffer), Found::Nothing);
        buffer.extend(&good[..8]);
        assert_eq!(tcp(&mut buffer), Found::Nothing);
        buffer.extend(&good[8..]);
        assert_eq!(tcp(&mut buffer), Found::Done);
        assert!(buffer.is_empty());

        let mut exception = b"\x01\x02\x00\x00\x00\x03\x05\x90\x02".to_vec();
        assert_eq!(tcp(&mut exception), Found::Refused(2));
        let mut garbage = b"\x01\x02HTTP/1.1".to_vec();
        assert_eq!(tcp(&mut garbage), Found::Garbled);
    }

    proptest! {
        #[test]
        fn any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
            rtu(&bytes);
            tcp(&mut bytes.clone());
        }
    }
}
