//! Frames on the wire: `A5 × 8 | header, data, CRC with escapes | 5A`.
//!
//! `A5` and `5A` stand nowhere else in a frame, so an `A5` always begins anew and whatever noise
//! or half frame came before is forgotten at once.

use crate::check::arc;

/// One frame, either way. It is never longer than [`FRAME_BYTES_MAX`] on the wire.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Frame {
    to: u16,
    from: u16,
    device: u8,
    data: Vec<u8>,
}

/// Longest frame on the wire in bytes: the cards' buffer holds 1,024.
pub const FRAME_BYTES_MAX: usize = 1_023;

/// The address of whoever commands the cards.
pub const HOST: u16 = 0x8000;

/// A frame would be longer than a card's buffer.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("a frame of {bytes} bytes; a card takes {FRAME_BYTES_MAX}, so send fewer areas at once")]
pub struct TooLong {
    /// What it would take on the wire.
    pub bytes: usize,
}

/// Why bytes between `A5` and `5A` are no frame.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BadFrame {
    /// It is longer than a frame may be.
    Long,
    /// An escape that does not exist.
    Escape,
    /// It is shorter or longer than it says.
    Length,
    /// Another version or another kind of check.
    Kind,
    /// The CRC is wrong.
    Check,
}

/// The mark that begins a frame, sent so often: receivers need one.
const BEGIN: u8 = 0xA5;
const BEGINS: usize = 8;
const END: u8 = 0x5A;
/// The bytes that announce an escaped one.
const ESCAPES: [u8; 2] = [0xA6, 0x5B];

/// Escaped and wire form.
const ESCAPED: [(u8, [u8; 2]); 4] = [
    (0xA5, [0xA6, 0x02]),
    (0xA6, [0xA6, 0x01]),
    (0x5A, [0x5B, 0x02]),
    (0x5B, [0x5B, 0x01]),
];

const HEADER_BYTES: usize = 14;
const VERSION: u8 = 2;
/// The CRC of a sender that does not count.
const UNCHECKED: [u8; 2] = [0xFF, 0xFF];
/// Escaped bytes of the longest frame.
const INSIDE_BYTES_MAX: usize = FRAME_BYTES_MAX - BEGINS - 1;

impl Frame {
    /// A frame between two addresses; `device` is the kind of card, FE for any.
    pub fn new(to: u16, from: u16, device: u8, data: Vec<u8>) -> Result<Self, TooLong> {
        let frame = Self {
            to,
            from,
            device,
            data,
        };
        let bytes = frame.encode().len();
        if bytes > FRAME_BYTES_MAX {
            return Err(TooLong { bytes });
        }
        Ok(frame)
    }

    /// The screen number of the card, or [`HOST`].
    pub fn to(&self) -> u16 {
        self.to
    }

    /// Who sends it.
    pub fn from(&self) -> u16 {
        self.from
    }

    /// The kind of card, FE for any.
    pub fn device(&self) -> u8 {
        self.device
    }

    /// Group, command and what belongs to them.
    pub fn data(&self) -> &[u8] {
        &self.data
    }

    /// The bytes on the wire.
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = vec![BEGIN; BEGINS];
        for byte in self.plain() {
            let escaped = ESCAPED.iter().find(|(raw, _)| *raw == byte);
            match escaped {
                Some((_, wire)) => bytes.extend(wire),
                None => bytes.push(byte),
            }
        }
        bytes.push(END);
        bytes
    }

    /// Header, data and CRC before escaping.
    fn plain(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        bytes.extend(self.to.to_le_bytes());
        bytes.extend(self.from.to_le_bytes());
        // Reserved; no bar code; checked by CRC; dynamic areas beside the card's own programme.
        bytes.extend([0; 6]);
        bytes.extend([self.device, VERSION]);
        bytes.extend((self.data.len() as u16).to_le_bytes());
        bytes.extend(&self.data);
        let check = arc(&bytes);
        bytes.extend(check.to_le_bytes());
        bytes
    }

    fn read(plain: &[u8]) -> Result<Self, BadFrame> {
        let (checked, check) = plain.split_last_chunk().ok_or(BadFrame::Length)?;
        let (header, data) = checked
            .split_first_chunk::<HEADER_BYTES>()
            .ok_or(BadFrame::Length)?;
        if arc(checked).to_le_bytes() != *check && *check != UNCHECKED {
            return Err(BadFrame::Check);
        }
        let &[
            to0,
            to1,
            from0,
            from1,
            _,
            _,
            _,
            code,
            mode,
            _,
            device,
            version,
            len0,
            len1,
        ] = header;
        if (code, mode, version) != (0, 0, VERSION) {
            return Err(BadFrame::Kind);
        }
        if usize::from(u16::from_le_bytes([len0, len1])) != data.len() {
            return Err(BadFrame::Length);
        }
        let (to, from) = ([to0, to1], [from0, from1]);
        Self::new(
            u16::from_le_bytes(to),
            u16::from_le_bytes(from),
            device,
            data.to_vec(),
        )
        .map_err(|_| BadFrame::Long)
    }
}

/// Finds frames in a stream of bytes. Holds less than one frame between calls.
#[derive(Clone, Debug, Default)]
pub struct Decoder {
    /// None outside a frame.
    inside: Option<Inside>,
}

/// What came behind an `A5`.
#[derive(Clone, Debug, Default)]
struct Inside {
    plain: Vec<u8>,
    /// Bytes on the wire.
    bytes: usize,
    /// The first byte of an escape; the second one is to come.
    escape: Option<u8>,
    /// It is no frame any more.
    bad: Option<BadFrame>,
}

impl Decoder {
    /// Takes bytes and gives the frames that are now complete, and why others are none.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<Result<Frame, BadFrame>> {
        bytes.iter().filter_map(|byte| self.take(*byte)).collect()
    }

    fn take(&mut self, byte: u8) -> Option<Result<Frame, BadFrame>> {
        match byte {
            BEGIN => {
                self.inside = Some(Inside::default());
                None
            }
            END => self.inside.take().map(Inside::end),
            _ => {
                if let Some(inside) = &mut self.inside {
                    inside.take(byte);
                }
                None
            }
        }
    }
}

impl Inside {
    fn take(&mut self, byte: u8) {
        self.bytes += 1;
        if self.bytes > INSIDE_BYTES_MAX {
            self.spoil(BadFrame::Long);
        }
        if self.bad.is_some() {
            return;
        }
        match self.escape.take() {
            Some(first) => {
                let pair = [first, byte];
                match ESCAPED.iter().find(|(_, wire)| *wire == pair) {
                    Some((raw, _)) => self.plain.push(*raw),
                    None => self.spoil(BadFrame::Escape),
                }
            }
            None if ESCAPES.contains(&byte) => self.escape = Some(byte),
            None => self.plain.push(byte),
        }
    }

    fn spoil(&mut self, why: BadFrame) {
        self.bad.get_or_insert(why);
        self.plain.clear();
    }

    fn end(self) -> Result<Frame, BadFrame> {
        match (self.bad, self.escape) {
            (Some(why), _) => Err(why),
            (None, Some(_)) => Err(BadFrame::Escape),
            (None, None) => Frame::read(&self.plain),
        }
    }
}

#[cfg(test)]
mod tests;
