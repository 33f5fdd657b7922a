//! The one stream of bytes from a printer, taken apart by the fixed bits of each kind.
//!
//! Total: every sequence of bytes gives some replies and never an error; noise gives replies that
//! nobody waits for (HARDWARE 2.4, 2.5).

use crate::limits::BLOCK_BYTES_MAX;

/// One reply.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reply {
    /// To `DLE EOT`.
    RealTime(u8),
    /// Automatic status, four bytes.
    Status([u8; 4]),
    /// `37 22 d1 d2 d3 d4 00`: everything before this id is printed.
    Done([u8; 4]),
    /// Another announced block, without its first and last byte.
    Block(Vec<u8>),
    /// To `GS r` or `GS I`, in order.
    Queued(u8),
}

/// The stream so far.
#[derive(Clone, Debug, Default)]
pub struct Replies {
    open: Open,
}

/// What has begun and not ended.
#[derive(Clone, Debug, Default)]
enum Open {
    #[default]
    Nothing,
    Status(Vec<u8>),
    Block(Vec<u8>),
}

impl Replies {
    /// Takes one byte; gives the reply that it completes.
    pub fn push(&mut self, byte: u8) -> Option<Reply> {
        match std::mem::take(&mut self.open) {
            Open::Nothing => self.first(byte),
            Open::Status(held) => self.status(held, byte),
            Open::Block(held) => self.block(held, byte),
        }
    }

    fn first(&mut self, byte: u8) -> Option<Reply> {
        match byte {
            0x37 => self.open = Open::Block(Vec::new()),
            XON | XOFF => {}
            _ if is_real_time(byte) => return Some(Reply::RealTime(byte)),
            _ if byte & 0x93 == 0x10 => self.open = Open::Status(vec![byte]),
            _ => return Some(Reply::Queued(byte)),
        }
        None
    }

    fn status(&mut self, mut held: Vec<u8>, byte: u8) -> Option<Reply> {
        // Bytes two and three have bits 4 and 7 clear; the fourth is the maker's own.
        let fits = held.len() == 3 || byte & 0x90 == 0;
        if !fits {
            // A real-time reply may come in between; anything else means it was no block.
            let between = is_real_time(byte);
            self.open = if between {
                Open::Status(held)
            } else {
                Open::Nothing
            };
            return if between {
                Some(Reply::RealTime(byte))
            } else {
                self.first(byte)
            };
        }
        held.push(byte);
        if let Ok(block) = <[u8; 4]>::try_from(held.as_slice()) {
            return Some(Reply::Status(block));
        }
        self.open = Open::Status(held);
        None
    }

    fn block(&mut self, mut held: Vec<u8>, byte: u8) -> Option<Reply> {
        if byte == 0 {
            return Some(match held.as_slice() {
                [0x22, a, b, c, d] => Reply::Done([*a, *b, *c, *d]),
                _ => Reply::Block(held),
            });
        }
        // What a block carries is printable; a smaller byte is a reply that came in between.
        if byte < 0x20 && is_real_time(byte) {
            self.open = Open::Block(held);
            return Some(Reply::RealTime(byte));
        }
        if held.len() == BLOCK_BYTES_MAX {
            return self.first(byte);
        }
        held.push(byte);
        self.open = Open::Block(held);
        None
    }
}

/// The fixed bits `0xx1xx10` of a reply to `DLE EOT`.
const fn is_real_time(byte: u8) -> bool {
    byte & 0x93 == 0x12
}

const XON: u8 = 0x11;
const XOFF: u8 = 0x13;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn replies(bytes: &[u8]) -> Vec<Reply> {
        let mut stream = Replies::default();
        bytes.iter().filter_map(|byte| stream.push(*byte)).collect()
    }

    #[test]
    fn each_kind_is_known_by_its_bits() {
        assert_eq!(
            replies(&[0x12, 0x1A]),
            [Reply::RealTime(0x12), Reply::RealTime(0x1A)]
        );
        assert_eq!(
            replies(&[0x37, 0x22, 0x30, 0x30, 0x32, 0x32, 0]),
            [Reply::Done(*b"0022")]
        );
        assert_eq!(
            replies(&[0x10, 0, 0x0F, 0x99]),
            [Reply::Status([0x10, 0, 0x0F, 0x99])]
        );
        assert_eq!(
            replies(&[0x00, 0x0F]),
            [Reply::Queued(0), Reply::Queued(0x0F)]
        );
        assert_eq!(replies(&[0x11, 0x13]), []);
        assert_eq!(
            replies(&[0x37, 0x31, 0x41, 0]),
            [Reply::Block(vec![0x31, 0x41])]
        );
    }

    #[test]
    fn a_status_reply_in_the_middle_of_a_block_belongs_to_itself() {
        let between = [Reply::RealTime(0x1A), Reply::Status([0x10, 0, 0, 0])];
        assert_eq!(replies(&[0x10, 0, 0x1A, 0, 0]), between);
        let between = [Reply::RealTime(0x16), Reply::Done(*b"0001")];
        assert_eq!(
            replies(&[0x37, 0x22, 0x30, 0x30, 0x16, 0x30, 0x31, 0]),
            between
        );
    }

    proptest! {
        #[test]
        fn any_bytes_are_taken_and_a_clean_stream_is_understood_again(
            noise in prop::collection::vec(any::<u8>(), 0..200)
        ) {
            let mut stream = Replies::default();
            for byte in noise {
                stream.push(byte);
            }
            // Whatever the noise opened has ended after one block's length of zeros.
            for _ in 0..4 {
                stream.push(0);
            }
            let clean = [0x37, 0x22, 0x30, 0x30, 0x30, 0x31, 0x00];
            let got: Vec<_> = clean.iter().filter_map(|byte| stream.push(*byte)).collect();
            prop_assert_eq!(got, vec![Reply::Done(*b"0001")]);
        }
    }
}
