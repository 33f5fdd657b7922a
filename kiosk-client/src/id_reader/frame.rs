//! Requests and replies as bytes (HARDWARE 5, GA/T 467).
//!
//! Total: any bytes are taken; whatever is no frame is skipped until the next one begins.

use crate::limits::CARD_FRAME_BYTES_MAX;

/// What the reader is asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Request {
    /// How it is.
    Status,
    /// Whether a card lies there.
    Find,
    /// To take that card.
    Select,
    /// To read its text; the photo comes along and is thrown away.
    Read,
}

impl Request {
    /// The bytes: preamble, length, command, parameter and check.
    pub const fn bytes(self) -> [u8; 10] {
        let (command, parameter) = match self {
            Self::Status => (0x11, 0xFF),
            Self::Find => (0x20, 0x01),
            Self::Select => (0x20, 0x02),
            Self::Read => (0x30, 0x01),
        };
        let check = 0x03 ^ command ^ parameter;
        [
            0xAA, 0xAA, 0xAA, 0x96, 0x69, 0x00, 0x03, command, parameter, check,
        ]
    }
}

/// One reply whose check was right.
#[derive(Clone, PartialEq, Eq)]
pub struct Reply {
    /// The third status byte: what became of the request.
    pub status: u8,
    /// What came with it.
    pub data: Vec<u8>,
}

/// Personal data never gets into a log.
impl std::fmt::Debug for Reply {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Reply {:02X}, {} bytes", self.status, self.data.len())
    }
}

/// The stream so far.
#[derive(Clone, Default)]
pub struct Frames {
    held: Vec<u8>,
}

impl Frames {
    /// Takes bytes; gives the replies that they complete.
    pub fn push(&mut self, bytes: &[u8]) -> Vec<Reply> {
        self.held.extend_from_slice(bytes);
        let mut replies = Vec::new();
        while self.seek() {
            let Some(frame_bytes) = self.length() else {
                break;
            };
            match self.take(frame_bytes) {
                Taken::Reply(reply) => replies.push(reply),
                Taken::Nothing => {}
                Taken::Unfinished => break,
            }
        }
        replies
    }

    /// Forgets what was begun.
    pub fn clear(&mut self) {
        self.held.clear();
    }

    /// Drops everything before the next preamble; false when there is none yet.
    fn seek(&mut self) -> bool {
        let found = self
            .held
            .windows(PREAMBLE.len())
            .position(|part| part == PREAMBLE);
        // A preamble may have begun at the end.
        let kept = found.unwrap_or(self.held.len().saturating_sub(PREAMBLE.len() - 1));
        self.held.drain(..kept);
        found.is_some()
    }

    /// Bytes of the frame at the front, once its length is there.
    fn length(&self) -> Option<usize> {
        let length = self.held.get(PREAMBLE.len()..HEAD)?;
        Some(HEAD + usize::from(u16::from_be_bytes([length[0], length[1]])))
    }

    fn take(&mut self, frame_bytes: usize) -> Taken {
        // Three status bytes and a check are the least.
        if !(HEAD + 4..=CARD_FRAME_BYTES_MAX).contains(&frame_bytes) {
            self.held.drain(..1);
            return Taken::Nothing;
        }
        let Some(frame) = self.held.get(..frame_bytes) else {
            return Taken::Unfinished;
        };
        let (body, check) = (
            &frame[PREAMBLE.len()..frame_bytes - 1],
            frame[frame_bytes - 1],
        );
        if body.iter().fold(0, |sum, byte| sum ^ byte) != check {
            // A false beginning: the true one may lie inside.
            self.held.drain(..1);
            return Taken::Nothing;
        }
        let reply = Reply {
            status: frame[HEAD + 2],
            data: frame[HEAD + 3..frame_bytes - 1].to_vec(),
        };
        self.held.drain(..frame_bytes);
        Taken::Reply(reply)
    }
}

impl std::fmt::Debug for Frames {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Frames, {} bytes held", self.held.len())
    }
}

enum Taken {
    Reply(Reply),
    Nothing,
    Unfinished,
}

const PREAMBLE: [u8; 5] = [0xAA, 0xAA, 0xAA, 0x96, 0x69];

/// Preamble and length.
const HEAD: usize = 7;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn hex(text: &str) -> Vec<u8> {
        let bytes = text.split_whitespace();
        bytes
            .map(|byte| u8::from_str_radix(byte, 16).expect("two hexadecimal digits"))
            .collect()
    }

    #[test]
    fn requests_are_the_published_bytes() {
        let known = [
            (Request::Status, "AA AA AA 96 69 00 03 11 FF ED"),
            (Request::Find, "AA AA AA 96 69 00 03 20 01 22"),
            (Request::Select, "AA AA AA 96 69 00 03 20 02 21"),
            (Request::Read, "AA AA AA 96 69 00 03 30 01 32"),
        ];
        for (request, bytes) in known {
            assert_eq!(request.bytes(), hex(bytes)[..], "{request:?}");
        }
    }

    #[test]
    fn replies_are_read_whole_torn_and_behind_noise() {
        let found = hex("AA AA AA 96 69 00 08 00 00 9F 00 00 00 00 97");
        let expected = Reply {
            status: 0x9F,
            data: vec![0; 4],
        };
        let expected = [expected];
        assert_eq!(Frames::default().push(&found), expected);
        let mut torn = Frames::default();
        let replies: Vec<Reply> = found.iter().flat_map(|byte| torn.push(&[*byte])).collect();
        assert_eq!(replies, expected);
        let noise = hex("00 AA AA AA 96 69 FF FF 13 AA AA");
        let behind = Frames::default().push(&[noise, found].concat());
        assert_eq!(behind, expected);
    }

    #[test]
    fn a_wrong_check_is_no_reply() {
        let wrong = hex("AA AA AA 96 69 00 04 00 00 90 95");
        assert_eq!(Frames::default().push(&wrong), []);
    }

    #[test]
    fn a_reply_says_nothing_of_what_is_in_it() {
        let reply = Reply {
            status: 0x90,
            data: b"secret".to_vec(),
        };
        assert_eq!(format!("{reply:?}"), "Reply 90, 6 bytes");
    }

    proptest! {
        #[test]
        fn any_bytes_are_taken_within_limits_and_a_reply_is_read_behind_them(
            noise in prop::collection::vec(any::<u8>(), 0..4_000),
        ) {
            let mut frames = Frames::default();
            for chunk in noise.chunks(7) {
                frames.push(chunk);
                prop_assert!(frames.held.len() <= CARD_FRAME_BYTES_MAX + 7);
            }
            // The longest frame that noise may have begun is over.
            frames.push(&vec![0; CARD_FRAME_BYTES_MAX]);
            let clean = frames.push(&hex("AA AA AA 96 69 00 04 00 00 80 84"));
            prop_assert_eq!(clean.len(), 1);
        }
    }
}
