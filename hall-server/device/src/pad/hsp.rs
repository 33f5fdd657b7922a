//! HSP-1, the hall's own pad protocol (bytes in, bytes out).
//!
//! `55 AA | version | address | seq | command | length | data | CRC`, CRC-16/MODBUS low byte
//! first over version to data. The decoder is total: any bytes give frames or nothing, and after
//! garbage it finds the next frame by itself.

use crate::check::modbus;
use crate::ear::Frames;
use crate::gb18030;

/// A frame, either way.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Frame {
    /// The pad: 1 to 247, the window's number on a shared line.
    pub address: u8,
    /// Ties an answer to its question.
    pub seq: u8,
    /// What it says.
    pub body: Body,
}

/// What a frame says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Body {
    /// Host: are you there?
    Hello,
    /// Pad: its state. Answers HELLO with HELLO's seq, and START with START's.
    State(PadState),
    /// Host: ask for a rating.
    Start {
        /// How long, in seconds.
        timeout_s: u8,
        /// How many levels to offer, 3 to 5.
        levels: u8,
        /// Whether to speak.
        voice: bool,
    },
    /// Pad: the rating, with START's seq; repeated each second until acknowledged.
    Result {
        /// 5 (best) to 1; 0 when the time was over.
        level: u8,
        /// From the question to the answer, in milliseconds.
        elapsed_ms: u16,
    },
    /// Host: the RESULT of this START has arrived.
    ResultAck {
        /// The START's seq.
        of: u8,
    },
    /// Host: ask no more.
    Cancel,
    /// Pad: asks no more.
    Cancelled,
    /// Host: say something.
    Play(Prompt),
    /// Pad: says it.
    Playing,
    /// Host: show a text about the clerk, at most 64 bytes of GB18030.
    Show(String),
    /// Pad: shows it.
    Showing,
    /// Host, on a shared line: you may speak.
    Poll,
    /// Pad: nothing to say. A pending RESULT is sent instead of this.
    Idle,
    /// Pad: not understood.
    Nak {
        /// Its error code.
        code: u8,
    },
}

/// A pad's state.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PadState {
    /// 0 idle, 1 asking, others are the vendor's.
    pub status: u8,
    /// Model.
    pub model: u8,
    /// Levels it can offer.
    pub levels: u8,
    /// Firmware.
    pub firmware: u8,
}

/// What a pad can say.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Prompt {
    /// Welcome.
    Welcome = 1,
    /// Please rate.
    PleaseRate = 2,
    /// Thanks.
    Thanks = 3,
}

/// Milliseconds between two HELLO or POLL.
pub(super) const PROBE_MS: u64 = 2_000;

/// Most bytes of data in a frame.
pub const DATA_BYTES_MAX: usize = 64;

const START_MARK: [u8; 2] = [0x55, 0xAA];
const VERSION: u8 = 1;
/// Mark, version, address, seq, command and length.
const HEAD_BYTES: usize = 7;
const CRC_BYTES: usize = 2;
const FRAME_BYTES_MAX: usize = HEAD_BYTES + DATA_BYTES_MAX + CRC_BYTES;

impl Frame {
    /// The bytes on the wire.
    pub fn encode(&self) -> Vec<u8> {
        let (command, data) = self.body.to_wire();
        let mut bytes = START_MARK.to_vec();
        bytes.extend([VERSION, self.address, self.seq, command, data.len() as u8]);
        bytes.extend(&data);
        let check = modbus(&bytes[START_MARK.len()..]);
        bytes.extend(check.to_le_bytes());
        bytes
    }
}

impl Body {
    /// Whether pads say this, not hosts. A shared line may echo the host's own words.
    pub fn is_of_pad(&self) -> bool {
        matches!(
            self,
            Self::State(_)
                | Self::Result { .. }
                | Self::Cancelled
                | Self::Playing
                | Self::Showing
                | Self::Idle
                | Self::Nak { .. }
        )
    }

    fn to_wire(&self) -> (u8, Vec<u8>) {
        match self {
            Self::Hello => (0x01, vec![]),
            Self::State(s) => (0x81, vec![s.status, s.model, s.levels, s.firmware]),
            Self::Start {
                timeout_s,
                levels,
                voice,
            } => (0x10, vec![*timeout_s, *levels, u8::from(*voice)]),
            Self::Result { level, elapsed_ms } => {
                let [low, high] = elapsed_ms.to_le_bytes();
                (0x90, vec![*level, low, high])
            }
            Self::ResultAck { of } => (0x12, vec![*of]),
            Self::Cancel => (0x11, vec![]),
            Self::Cancelled => (0x91, vec![]),
            Self::Play(prompt) => (0x20, vec![*prompt as u8]),
            Self::Playing => (0xA0, vec![]),
            Self::Show(text) => (0x30, gb18030::encode(text, DATA_BYTES_MAX)),
            Self::Showing => (0xB0, vec![]),
            Self::Poll => (0x40, vec![]),
            Self::Idle => (0xC0, vec![0]),
            Self::Nak { code } => (0xFE, vec![*code]),
        }
    }

    /// None for a command, length or value that HSP-1 does not have.
    fn from_wire(command: u8, data: &[u8]) -> Option<Self> {
        Some(match (command, data) {
            (0x01, []) => Self::Hello,
            (0x81, &[status, model, levels, firmware]) => Self::State(PadState {
                status,
                model,
                levels,
                firmware,
            }),
            (0x10, &[timeout_s, levels @ 3..=5, voice @ 0..=1]) => Self::Start {
                timeout_s,
                levels,
                voice: voice == 1,
            },
            (0x90, &[level @ 0..=5, low, high]) => Self::Result {
                level,
                elapsed_ms: u16::from_le_bytes([low, high]),
            },
            (0x12, &[of]) => Self::ResultAck { of },
            (0x11, []) => Self::Cancel,
            (0x91, []) => Self::Cancelled,
            (0x20, [1]) => Self::Play(Prompt::Welcome),
            (0x20, [2]) => Self::Play(Prompt::PleaseRate),
            (0x20, [3]) => Self::Play(Prompt::Thanks),
            (0xA0, _) => Self::Playing,
            (0x30, text) => Self::Show(gb18030::decode(text)),
            (0xB0, _) => Self::Showing,
            (0x40, []) => Self::Poll,
            (0xC0, [0]) => Self::Idle,
            (0xFE, &[code]) => Self::Nak { code },
            _ => return None,
        })
    }
}

/// Finds frames in a stream of bytes. Holds less than one frame between calls.
#[derive(Clone, Debug, Default)]
pub struct Decoder {
    buffer: Vec<u8>,
}

/// What the buffer begins with.
enum Head {
    /// The beginning of a frame; more bytes are needed.
    Partial,
    /// This many bytes are no frame.
    Garbage(usize),
    /// A frame of this many bytes; none when HSP-1 does not have its command.
    Whole(usize, Option<Frame>),
}

impl Decoder {
    /// Takes bytes and gives the frames that are now complete.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<Frame> {
        let mut frames = Vec::new();
        // In pieces, so that the buffer stays small whatever comes.
        for piece in bytes.chunks(FRAME_BYTES_MAX) {
            self.buffer.extend_from_slice(piece);
            self.drain(&mut frames);
        }
        frames
    }

    /// The line was quiet for longer than a frame lasts: a begun frame will not be finished.
    /// Gives the frames that stood behind it.
    pub fn give_up_partial(&mut self) -> Vec<Frame> {
        let mut frames = Vec::new();
        while !self.buffer.is_empty() {
            self.buffer.remove(0);
            self.drain(&mut frames);
        }
        frames
    }

    fn drain(&mut self, frames: &mut Vec<Frame>) {
        loop {
            let used = match read_head(&self.buffer) {
                Head::Partial => return,
                Head::Garbage(count) => count,
                Head::Whole(count, frame) => {
                    frames.extend(frame);
                    count
                }
            };
            self.buffer.drain(..used);
        }
    }
}

impl Frames for Decoder {
    type Frame = Frame;

    fn feed(&mut self, bytes: &[u8]) -> Vec<Frame> {
        Self::feed(self, bytes)
    }

    fn give_up_partial(&mut self) -> Vec<Frame> {
        Self::give_up_partial(self)
    }

    fn has_partial(&self) -> bool {
        !self.buffer.is_empty()
    }

    fn clear(&mut self) {
        self.buffer.clear();
    }
}

fn read_head(buffer: &[u8]) -> Head {
    let mark = buffer.iter().position(|byte| *byte == START_MARK[0]);
    match mark {
        _ if buffer.is_empty() => return Head::Partial,
        None => return Head::Garbage(buffer.len()),
        Some(0) => {}
        Some(at) => return Head::Garbage(at),
    }
    // After a bad start the search goes on one byte later: a frame may begin inside it.
    let wrong = |at: usize, right: fn(u8) -> bool| buffer.get(at).is_some_and(|byte| !right(*byte));
    if wrong(1, |byte| byte == START_MARK[1])
        || wrong(2, |byte| byte == VERSION)
        || wrong(6, |byte| usize::from(byte) <= DATA_BYTES_MAX)
    {
        return Head::Garbage(1);
    }
    let Some(length) = buffer.get(6) else {
        return Head::Partial;
    };
    let end = HEAD_BYTES + usize::from(*length);
    let Some(check) = buffer.get(end..end + CRC_BYTES) else {
        return Head::Partial;
    };
    if modbus(&buffer[START_MARK.len()..end]).to_le_bytes() != *check {
        return Head::Garbage(1);
    }
    let body = Body::from_wire(buffer[5], &buffer[HEAD_BYTES..end]);
    let frame = body.map(|body| Frame {
        address: buffer[3],
        seq: buffer[4],
        body,
    });
    Head::Whole(end + CRC_BYTES, frame)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn frame(seq: u8, body: Body) -> Frame {
        Frame {
            address: 5,
            seq,
            body,
        }
    }

    fn known_answers() -> Vec<(Frame, &'static [u8])> {
        let state = PadState {
            status: 0,
            model: 1,
            levels: 5,
            firmware: 1,
        };
        let start = Body::Start {
            timeout_s: 20,
            levels: 5,
            voice: true,
        };
        let five = Body::Result {
            level: 5,
            elapsed_ms: 2833,
        };
        let over = Body::Result {
            level: 0,
            elapsed_ms: 0,
        };
        vec![
            (
                frame(1, Body::Hello),
                b"\x55\xAA\x01\x05\x01\x01\x00\x49\x5C",
            ),
            (
                frame(1, Body::State(state)),
                b"\x55\xAA\x01\x05\x01\x81\x04\x00\x01\x05\x01\xAB\x1E",
            ),
            (
                frame(2, start),
                b"\x55\xAA\x01\x05\x02\x10\x03\x14\x05\x01\x96\x36",
            ),
            (
                frame(2, five),
                b"\x55\xAA\x01\x05\x02\x90\x03\x05\x11\x0B\x48\xEA",
            ),
            (
                frame(2, over),
                b"\x55\xAA\x01\x05\x02\x90\x03\x00\x00\x00\x15\x7C",
            ),
            (
                frame(3, Body::Cancel),
                b"\x55\xAA\x01\x05\x03\x11\x00\xE5\x5C",
            ),
            (
                frame(4, Body::Play(Prompt::Welcome)),
                b"\x55\xAA\x01\x05\x04\x20\x01\x01\x0D\x60",
            ),
        ]
    }

    #[test]
    fn frames_have_their_known_bytes_both_ways() {
        for (frame, bytes) in known_answers() {
            assert_eq!(frame.encode(), bytes, "{frame:?}");
            assert_eq!(Decoder::default().feed(bytes), [frame]);
        }
    }

    #[test]
    fn every_body_comes_back_as_it_was_sent() {
        let bodies = [
            Body::ResultAck { of: 2 },
            Body::Cancelled,
            Body::Playing,
            Body::Show("工号 014 李".into()),
            Body::Showing,
            Body::Poll,
            Body::Idle,
            Body::Nak { code: 3 },
        ];
        for body in bodies {
            let sent = frame(9, body);
            assert_eq!(Decoder::default().feed(&sent.encode()), [sent]);
        }
    }

    #[test]
    fn a_frame_is_found_behind_garbage_and_behind_a_broken_frame() {
        let good = frame(
            2,
            Body::Result {
                level: 4,
                elapsed_ms: 900,
            },
        );
        let mut broken = good.encode();
        broken[7] ^= 1;
        let mut bytes = b"\x00\x55\x55\xAA\x02\x55\xAA\x01\x05\x01\x01\xFF".to_vec();
        bytes.extend(broken);
        bytes.extend(good.encode());
        assert_eq!(Decoder::default().feed(&bytes), std::slice::from_ref(&good));

        let mut decoder = Decoder::default();
        let one_by_one: Vec<Frame> = bytes
            .iter()
            .flat_map(|byte| decoder.feed(&[*byte]))
            .collect();
        assert_eq!(one_by_one, [good]);
    }

    #[test]
    fn a_frame_swallowed_by_a_false_start_comes_out_when_the_line_is_quiet() {
        let good = frame(2, Body::Hello);
        let mut bytes = b"\x55\xAA\x01\x05\x01\x01\x40".to_vec();
        bytes.extend(good.encode());
        let mut decoder = Decoder::default();
        assert_eq!(decoder.feed(&bytes), []);
        assert_eq!(decoder.give_up_partial(), [good]);
    }

    #[test]
    fn values_that_hsp_does_not_have_are_no_frames() {
        for (command, data) in [
            (0x90, vec![6, 0, 0]),
            (0x90, vec![5]),
            (0x10, vec![9, 2, 0]),
            (0x77, vec![]),
        ] {
            assert_eq!(Body::from_wire(command, &data), None, "{command:02x}");
        }
    }

    #[test]
    fn a_long_text_is_cut_between_characters() {
        let Body::Show(shown) = ({
            let sent = frame(1, Body::Show("评".repeat(40)));
            let frames = Decoder::default().feed(&sent.encode());
            frames
                .into_iter()
                .next()
                .expect("a cut text is still a frame")
                .body
        }) else {
            panic!("a text comes back as a text");
        };
        assert_eq!(shown, "评".repeat(32));
    }

    proptest! {
        #[test]
        fn garbage_never_panics_and_the_buffer_stays_small(
            pieces in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..200), 0..20),
        ) {
            let mut decoder = Decoder::default();
            for piece in pieces {
                decoder.feed(&piece);
                prop_assert!(decoder.buffer.len() < FRAME_BYTES_MAX);
            }
            decoder.give_up_partial();
            prop_assert!(decoder.buffer.is_empty());
        }

        #[test]
        fn every_frame_survives_garbage_around_it_and_any_cut(
            before in prop::collection::vec(any::<u8>(), 0..100),
            cut in 0_usize..120,
            level in 0_u8..=5,
            seq: u8,
        ) {
            let good = frame(seq, Body::Result { level, elapsed_ms: 1 });
            let mut bytes = before;
            bytes.extend(good.encode());
            let (first, second) = bytes.split_at(cut.min(bytes.len()));
            let mut decoder = Decoder::default();
            let mut frames = decoder.feed(first);
            frames.extend(decoder.feed(second));
            frames.extend(decoder.give_up_partial());
            prop_assert!(frames.contains(&good));
        }
    }
}
