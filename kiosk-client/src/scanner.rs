//! The code scanner: lines of bytes from a serial port, of which only our own grammar is taken.
//!
//! A code ends with a line end or with silence. Whatever else a visitor holds before the scanner is
//! hostile or a mistake: nothing of it is opened, stored or shown (HARDWARE 6).

use crate::limits::{CODE_AGAIN_MS, CODE_BYTES_MAX};
use hall_core::code::Token;
use std::fmt;

/// A code that means something here.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Code {
    /// A ticket, by the token in the address of its page.
    Ticket(Token),
    /// A number as it stands on paper.
    Number(String),
    /// Somebody else's code: a booking, an issuer's.
    Foreign(Foreign),
    /// Nothing that could be a code.
    Unknown,
}

/// A code that only others can read. It may name a person and never gets into a log.
#[derive(Clone, PartialEq, Eq)]
pub struct Foreign(pub(crate) String);

impl fmt::Debug for Foreign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.0.len())
    }
}

/// The stream so far.
#[derive(Clone, Debug, Default)]
pub struct Codes {
    held: Vec<u8>,
    /// Too long already: skipped to its end.
    is_skipping: bool,
    /// The last code and when it came: a card held still is read again and again.
    last: Option<(Vec<u8>, u64)>,
}

impl Codes {
    /// Takes bytes that came at `now_ms` of a monotonic clock; gives the codes that they end.
    pub fn push(&mut self, bytes: &[u8], now_ms: u64) -> Vec<Code> {
        let ended = bytes.iter().filter_map(|byte| match byte {
            b'\r' | b'\n' => self.end(now_ms),
            _ if self.held.len() == CODE_BYTES_MAX => {
                self.is_skipping = true;
                None
            }
            byte => {
                self.held.push(*byte);
                None
            }
        });
        ended.collect()
    }

    /// Nothing came for a moment: what is held is a whole code.
    pub fn quiet(&mut self, now_ms: u64) -> Option<Code> {
        self.end(now_ms)
    }

    /// Whether something is held that silence would end.
    pub fn is_open(&self) -> bool {
        !self.held.is_empty()
    }

    fn end(&mut self, now_ms: u64) -> Option<Code> {
        let line = std::mem::take(&mut self.held);
        let is_skipping = std::mem::take(&mut self.is_skipping);
        if line.is_empty() {
            return None;
        }
        let again = self.last.as_ref().is_some_and(|(last, at_ms)| {
            *last == line && now_ms < at_ms.saturating_add(CODE_AGAIN_MS)
        });
        let code = if is_skipping {
            Code::Unknown
        } else {
            meaning(&line)
        };
        self.last = Some((line, now_ms));
        (!again).then_some(code)
    }
}

fn meaning(line: &[u8]) -> Code {
    let Some(text) = std::str::from_utf8(line).ok().map(str::trim) else {
        return Code::Unknown;
    };
    // Only the token of an address is used: the address itself is never opened.
    let token = text
        .rsplit_once("/t/")
        .and_then(|(_, token)| token.parse().ok());
    match token {
        Some(token) => Code::Ticket(token),
        None if is_number(text) => Code::Number(text.to_ascii_uppercase()),
        None if text.chars().any(char::is_control) => Code::Unknown,
        None => Code::Foreign(Foreign(text.to_owned())),
    }
}

/// Letters, then digits, as a number stands on paper.
fn is_number(text: &str) -> bool {
    let digits = text.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let letters = text.len() - digits.len();
    (1..=3).contains(&letters)
        && (1..=7).contains(&digits.len())
        && digits.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TOKEN: &str = "0123456789abcdef0123456789abcdef";

    fn scan(bytes: &[u8]) -> Vec<Code> {
        Codes::default().push(bytes, 0)
    }

    fn ticket() -> Code {
        Code::Ticket(TOKEN.parse().expect("a token"))
    }

    #[test]
    fn a_tickets_code_and_a_number_are_known_and_nothing_else() {
        let address = format!("http://hall.local:8080/t/{TOKEN}\r\n");
        assert_eq!(scan(address.as_bytes()), [ticket()]);
        assert_eq!(scan(b"a023\r"), [Code::Number("A023".into())]);
        for strange in [
            "http://evil.example/steal?x=1\n",
            "A\n",
            "ABCD1\n",
            "A12345678\n",
            "http://hall.local/t/short\n",
            "\u{4f60}\u{597d}\n",
            "javascript:alert(1)\n",
        ] {
            let text = strange.trim().to_owned();
            assert_eq!(scan(strange.as_bytes()), [Code::Foreign(Foreign(text))]);
        }
        assert_eq!(scan(&[0xFF, 0xFE, b'\n']), [Code::Unknown]);
        assert_eq!(scan(b"\r\n\r\n"), []);
    }

    #[test]
    fn a_code_of_others_is_shown_to_no_log() {
        let [code] = &scan(b"city:11010519491231002X\n")[..] else {
            panic!("one code")
        };
        assert!(!format!("{code:?}").contains("1949"), "{code:?}");
    }

    #[test]
    fn torn_and_glued_reads_give_the_same_codes_and_silence_ends_one() {
        let mut codes = Codes::default();
        let line = format!("x/t/{TOKEN}\r\nB7");
        let torn: Vec<Code> = line
            .as_bytes()
            .chunks(5)
            .flat_map(|piece| codes.push(piece, 0))
            .collect();
        assert_eq!(torn, [ticket()]);
        assert!(codes.is_open());
        assert_eq!(codes.quiet(60), Some(Code::Number("B7".into())));
        assert_eq!(codes.quiet(120), None);
    }

    #[test]
    fn the_same_code_within_a_moment_is_one_and_later_another() {
        let mut codes = Codes::default();
        assert_eq!(codes.push(b"A1\n", 0).len(), 1);
        assert_eq!(codes.push(b"A1\nA1\n", 1_000), []);
        assert_eq!(codes.push(b"A2\n", 1_500).len(), 1);
        assert_eq!(codes.push(b"A1\n", 2_000).len(), 1);
        assert_eq!(codes.push(b"A1\n", 2_000 + CODE_AGAIN_MS).len(), 1);
    }

    #[test]
    fn two_kilobytes_of_rubbish_are_one_unknown_code_and_the_next_is_read() {
        let mut codes = Codes::default();
        let rubbish = [vec![b'A'; 2_048], b"\nA9\n".to_vec()].concat();
        assert_eq!(
            codes.push(&rubbish, 0),
            [Code::Unknown, Code::Number("A9".into())]
        );
    }

    proptest! {
        #[test]
        fn any_bytes_are_taken_within_limits(bytes in prop::collection::vec(any::<u8>(), 0..3_000)) {
            let mut codes = Codes::default();
            for piece in bytes.chunks(64) {
                codes.push(piece, 0);
                prop_assert!(codes.held.len() <= CODE_BYTES_MAX);
            }
        }
    }
}
