//! Finds the frames of some patterns in a stream of bytes.

use super::receive::{Fit, Matcher};
use crate::ear::Frames;
use crate::limits::PATTERN_BYTES_MAX;
use std::sync::Arc;

/// A frame that came.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Found {
    /// Which pattern, counted from 0.
    pub index: usize,
    /// What `{level}` or `{key}` was.
    pub value: Option<u8>,
    /// What `{seq}` was.
    pub seq: Option<u8>,
}

/// Total: any bytes give frames or nothing, and after garbage the next frame is found. Holds less
/// than one frame between calls.
///
/// The patterns must not overlap, which [`super::DriverFile`] sees to: then no bytes are two
/// frames, and a frame need not wait for the end of a longer one.
///
/// A pattern of a single byte is found only where this byte stands alone between two silences, as
/// often as it is repeated: inside a broken frame or an echo every byte may stand.
#[derive(Clone, Debug)]
pub struct Decoder {
    matchers: Arc<[Matcher]>,
    address: u8,
    buffer: Vec<u8>,
    burst: Burst,
}

/// What came since the line was quiet.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Burst {
    Nothing,
    /// This byte and no other.
    Only(u8),
    Mixed,
}

/// What the buffer begins with.
enum Head {
    /// The beginning of a frame; more bytes are needed.
    Partial,
    /// A byte that begins no frame.
    Garbage,
    /// A frame of this many bytes.
    Whole(usize, Found),
}

impl Decoder {
    /// A decoder of what the device at this address says.
    pub fn new(matchers: Arc<[Matcher]>, address: u8) -> Self {
        Self {
            matchers,
            address,
            buffer: Vec::new(),
            burst: Burst::Nothing,
        }
    }

    /// Takes bytes and gives the frames that are now complete.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<Found> {
        let mut found = Vec::new();
        // In pieces, so that the buffer stays small whatever comes.
        for piece in bytes.chunks(PATTERN_BYTES_MAX) {
            self.burst = piece.iter().copied().fold(self.burst, Burst::with);
            self.buffer.extend_from_slice(piece);
            self.drain(&mut found);
        }
        found
    }

    /// The line was quiet for longer than a frame lasts: a begun frame will not be finished.
    /// Gives the frames that stood behind its beginning, and a byte that stood alone.
    pub fn give_up_partial(&mut self) -> Vec<Found> {
        let mut found = Vec::new();
        while !self.buffer.is_empty() {
            self.buffer.remove(0);
            self.drain(&mut found);
        }
        found.extend(self.single());
        self.burst = Burst::Nothing;
        found
    }

    /// The pattern of one byte that everything since the last silence is.
    fn single(&self) -> Option<Found> {
        let Burst::Only(byte) = self.burst else {
            return None;
        };
        let matchers = self.matchers.iter().enumerate();
        let mut singles = matchers.filter(|(_, matcher)| matcher.bytes() == 1);
        singles.find_map(
            |(index, matcher)| match matcher.fit(&[byte], self.address) {
                Fit::Whole { value, seq } => Some(Found { index, value, seq }),
                Fit::Partial | Fit::No => None,
            },
        )
    }

    fn drain(&mut self, found: &mut Vec<Found>) {
        while !self.buffer.is_empty() {
            let used = match self.head() {
                Head::Partial => return,
                Head::Garbage => 1,
                Head::Whole(count, frame) => {
                    found.push(frame);
                    count
                }
            };
            self.buffer.drain(..used);
        }
    }

    fn head(&self) -> Head {
        let mut head = Head::Garbage;
        for (index, matcher) in self.matchers.iter().enumerate() {
            if matcher.bytes() == 1 {
                continue;
            }
            match matcher.fit(&self.buffer, self.address) {
                Fit::Whole { value, seq } => {
                    let found = Found { index, value, seq };
                    return Head::Whole(matcher.bytes(), found);
                }
                Fit::Partial => head = Head::Partial,
                Fit::No => {}
            }
        }
        head
    }
}

impl Burst {
    fn with(self, byte: u8) -> Self {
        match self {
            Self::Nothing => Self::Only(byte),
            Self::Only(only) if only == byte => self,
            Self::Only(_) | Self::Mixed => Self::Mixed,
        }
    }
}

impl Frames for Decoder {
    type Frame = Found;

    fn feed(&mut self, bytes: &[u8]) -> Vec<Found> {
        Self::feed(self, bytes)
    }

    fn give_up_partial(&mut self) -> Vec<Found> {
        Self::give_up_partial(self)
    }

    fn has_partial(&self) -> bool {
        !self.buffer.is_empty() || self.single().is_some()
    }

    fn clear(&mut self) {
        self.buffer.clear();
        self.burst = Burst::Nothing;
    }
}

#[cfg(test)]
mod tests {
    use super::super::Pattern;
    use super::*;
    use proptest::prelude::*;

    fn decoder() -> Decoder {
        let matcher = |text, values: &[u8]| {
            let pattern = Pattern::to_receive(text).expect("a good pattern");
            Matcher::new(pattern, values.iter().copied())
        };
        let matchers = [
            matcher("AA {addr} 81 {level} {sum8:1..}", &[1, 2, 3, 4, 5, 0]),
            matcher("AA {addr} 80 * {sum8:1..}", &[]),
            matcher("{key:31..35}", b"12345"),
        ];
        Decoder::new(Arc::from(matchers), 5)
    }

    const RESULT: &[u8] = b"\xAA\x05\x81\x02\x88";
    const ALIVE: &[u8] = b"\xAA\x05\x80\x77\xFC";

    fn found(index: usize, value: Option<u8>) -> Found {
        let seq = None;
        Found { index, value, seq }
    }

    #[test]
    fn glued_frames_come_apart_and_torn_frames_together() {
        let stream = [RESULT, ALIVE, RESULT].concat();
        let wanted = [found(0, Some(2)), found(1, None), found(0, Some(2))];
        assert_eq!(decoder().feed(&stream), wanted);
        for cut in 1..stream.len() {
            let mut decoder = decoder();
            let mut all = decoder.feed(&stream[..cut]);
            all.extend(decoder.feed(&stream[cut..]));
            assert_eq!(all, wanted, "cut at {cut}");
        }
    }

    #[test]
    fn a_frame_is_found_behind_noise_a_half_frame_and_a_wrong_check() {
        let mut broken = RESULT.to_vec();
        broken[4] ^= 1;
        for before in [b"\x00\xFF\xAA\xAA\x05".as_slice(), &RESULT[..3], &broken] {
            let stream = [before, RESULT].concat();
            assert_eq!(
                decoder().feed(&stream),
                [found(0, Some(2))],
                "{before:02X?}"
            );
        }
    }

    #[test]
    fn a_frame_behind_a_begun_one_comes_out_after_a_silence() {
        let long = Pattern::to_receive("AA {addr} 90 * * * * * * *").expect("a good pattern");
        let result = decoder().matchers[0].clone();
        let mut decoder = Decoder::new(Arc::from([result, Matcher::new(long, [])]), 5);
        assert!(!decoder.has_partial());
        assert_eq!(decoder.feed(b"\xAA\x05\x90"), []);
        assert_eq!(decoder.feed(RESULT), []);
        assert!(decoder.has_partial());
        assert_eq!(decoder.give_up_partial(), [found(0, Some(2))]);
        assert!(!decoder.has_partial());
    }

    #[test]
    fn a_single_byte_counts_only_alone_between_two_silences() {
        let heard = |pieces: &[&[u8]]| {
            let mut decoder = decoder();
            let mut all: Vec<Found> = pieces.iter().flat_map(|it| decoder.feed(it)).collect();
            let is_waiting = decoder.has_partial();
            let after = decoder.give_up_partial();
            assert!(is_waiting || after.is_empty(), "{pieces:02X?}");
            all.extend(after);
            all
        };
        let two = [found(2, Some(b'2'))];
        assert_eq!(heard(&[b"2"]), two);
        assert_eq!(heard(&[b"2", b"2"]), two, "a key that is held");
        // Two is the level of a broken frame, the time of an echoed question, a byte of noise.
        let echo = b"\xAA\x05\x01\x32\x38";
        let broken = b"\xAA\x05\x81\x32\x00";
        for inside in [
            echo.as_slice(),
            broken,
            &broken[..4],
            b"2\x00",
            b"\xFF2",
            b"12",
        ] {
            assert_eq!(heard(&[inside]), [], "{inside:02X?}");
            let (one, other) = inside.split_at(1);
            assert_eq!(heard(&[one, other]), [], "{inside:02X?}");
        }
        assert_eq!(heard(&[RESULT, b"3"]), [found(0, Some(2))]);
        let mut decoder = decoder();
        decoder.feed(echo);
        decoder.give_up_partial();
        assert_eq!(decoder.feed(b"2"), [], "not before the silence");
        assert_eq!(decoder.give_up_partial(), two);
    }

    proptest! {
        #[test]
        fn garbage_never_panics_and_the_buffer_stays_below_a_frame(
            pieces in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..200), 0..20),
        ) {
            let mut decoder = decoder();
            for piece in pieces {
                decoder.feed(&piece);
                prop_assert!(decoder.buffer.len() < RESULT.len());
            }
            decoder.give_up_partial();
            prop_assert!(decoder.buffer.is_empty());
        }

        #[test]
        fn every_frame_survives_garbage_around_it_after_a_silence(
            before in prop::collection::vec(any::<u8>(), 0..100),
            after in prop::collection::vec(any::<u8>(), 0..100),
        ) {
            let mut decoder = decoder();
            decoder.feed(&before);
            decoder.give_up_partial();
            let stream = [RESULT, &after].concat();
            let all = decoder.feed(&stream);
            prop_assert_eq!(all.first(), Some(&found(0, Some(2))));
        }
    }
}
