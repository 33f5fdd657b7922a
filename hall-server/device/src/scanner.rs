//! A staff-card scanner, pure: characters in, cards out.
//!
//! A card is one line of printable ASCII without blanks, ended by CR or LF. Everything else is
//! noise: a line with other bytes, one that is too long or too short, and a half one that nothing
//! follows.

use crate::limits::{SCAN_AGAIN_MS, SCAN_GAP_MS};
use hall_protocol::api::Hidden;
use hall_protocol::limits::{CARD_CHARS_MIN, PROOF_CHARS_MAX};

/// A card that is on its way, character by character.
#[derive(Clone, Debug, Default)]
pub struct CardLine {
    held: Hidden,
    /// Something in it belongs to no card: skipped to its end.
    is_noise: bool,
}

impl CardLine {
    /// Whether a character may be part of a card.
    pub const fn takes(letter: char) -> bool {
        letter.is_ascii_graphic()
    }

    /// The next character; blanks say nothing.
    pub fn push(&mut self, letter: char) {
        if Self::takes(letter) && self.held.0.len() < PROOF_CHARS_MAX {
            self.held.0.push(letter);
        } else if letter != ' ' {
            self.is_noise = true;
        }
    }

    /// The line ends: the card, if it was one.
    pub fn end(&mut self) -> Option<Hidden> {
        let Self { held, is_noise } = std::mem::take(self);
        (!is_noise && held.0.len() >= CARD_CHARS_MIN).then_some(held)
    }
}

/// The bytes of a scanner on a serial line.
#[derive(Clone, Debug, Default)]
pub struct CardScanner {
    line: CardLine,
    heard_ms: u64,
    /// The last card and when it was read: one held still is read again and again.
    last: Option<(Hidden, u64)>,
}

impl CardScanner {
    /// Takes bytes that came at `now_ms` of a monotonic clock; gives the cards that they end.
    pub fn push(&mut self, bytes: &[u8], now_ms: u64) -> Vec<Hidden> {
        if now_ms.saturating_sub(self.heard_ms) > SCAN_GAP_MS {
            self.forget();
        }
        self.heard_ms = now_ms;
        let ended = bytes.iter().filter_map(|byte| {
            if matches!(byte, b'\r' | b'\n') {
                return self.end(now_ms);
            }
            self.line.push(char::from(*byte));
            None
        });
        ended.collect()
    }

    /// The port is gone, or new: what was held belongs to nothing.
    pub fn forget(&mut self) {
        self.line = CardLine::default();
    }

    fn end(&mut self, now_ms: u64) -> Option<Hidden> {
        let card = self.line.end()?;
        let is_again = |(last, at_ms): &(Hidden, u64)| {
            *last == card && now_ms < at_ms.saturating_add(SCAN_AGAIN_MS)
        };
        if self.last.as_ref().is_some_and(is_again) {
            return None;
        }
        self.last = Some((card.clone(), now_ms));
        Some(card)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cards(scanner: &mut CardScanner, bytes: &[u8], now_ms: u64) -> Vec<String> {
        let found = scanner.push(bytes, now_ms).into_iter();
        found.map(|card| card.0).collect()
    }

    fn read(bytes: &[u8]) -> Vec<String> {
        cards(&mut CardScanner::default(), bytes, 0)
    }

    #[test]
    fn cr_lf_or_both_end_a_card_whole_torn_or_glued() {
        for line in [
            &b"AK-CARD-0002\r"[..],
            b"AK-CARD-0002\n",
            b" AK-CARD-0002 \r\n",
        ] {
            assert_eq!(read(line), ["AK-CARD-0002"], "{line:?}");
        }
        let glued = b"AK-CARD-0002\r\nAK-CARD-0003\r\n\r\n";
        assert_eq!(read(glued), ["AK-CARD-0002", "AK-CARD-0003"]);
        let mut scanner = CardScanner::default();
        let mut torn = Vec::new();
        for (piece, turn) in glued.chunks(5).zip(0..) {
            torn.extend(cards(&mut scanner, piece, turn * 10));
        }
        assert_eq!(torn, ["AK-CARD-0002", "AK-CARD-0003"]);
    }

    #[test]
    fn a_line_with_noise_too_long_or_too_short_is_no_card_and_the_next_one_is() {
        let longest = [&[b'A'; PROOF_CHARS_MAX][..], b"\r"].concat();
        assert_eq!(read(&longest), ["A".repeat(PROOF_CHARS_MAX)]);
        let too_long = [&[b'A'; PROOF_CHARS_MAX + 1][..], b"\r"].concat();
        for noise in [
            &b"AK-\x00CARD\r"[..],
            b"AK-CARD\xFF\xFE\r",
            "\u{5361}\u{5361}\u{5361}\r".as_bytes(),
            b"\x1b[ACARD02\r",
            b"12345\r",
            b"      \r",
            &too_long,
        ] {
            let bytes = [noise, b"123456\r"].concat();
            assert_eq!(read(&bytes), ["123456"], "{noise:?}");
        }
    }

    #[test]
    fn a_half_line_is_forgotten_after_silence_or_with_the_port() {
        let mut scanner = CardScanner::default();
        let mut at = |bytes: &[u8], now_ms| cards(&mut scanner, bytes, now_ms);
        assert_eq!(at(b"AK-CA", 0), [""; 0]);
        assert_eq!(at(b"RD-0002\r", SCAN_GAP_MS), ["AK-CARD-0002"]);
        assert_eq!(at(b"AK-CA\xFF", 2_000), [""; 0]);
        let later = 2_001 + SCAN_GAP_MS;
        assert_eq!(at(b"RD-0003\r", later), ["RD-0003"]);
        assert_eq!(at(b"AK-CA", later), [""; 0]);
        scanner.forget();
        assert_eq!(cards(&mut scanner, b"RD-0004\r", later), ["RD-0004"]);
    }

    #[test]
    fn a_card_held_still_is_read_once_and_later_again() {
        let mut scanner = CardScanner::default();
        let mut at = |bytes: &[u8], now_ms| cards(&mut scanner, bytes, now_ms);
        assert_eq!(at(b"123456\r123456\r", 0), ["123456"]);
        assert_eq!(at(b"123456\r", SCAN_AGAIN_MS - 1), [""; 0]);
        assert_eq!(at(b"654321\r", SCAN_AGAIN_MS - 1), ["654321"]);
        assert_eq!(at(b"123456\r", SCAN_AGAIN_MS), ["123456"]);
    }

    #[test]
    fn what_is_held_stands_in_no_log() {
        let mut scanner = CardScanner::default();
        scanner.push(b"AK-CARD-0002\rAK-CA", 0);
        assert!(!format!("{scanner:?}").contains("AK-CA"), "{scanner:?}");
    }
}
