//! The host's side of a pad, under any bytes and any order of wishes.
//!
//! Every question has at most one answer, a rating is in the bytes that came, nothing is sent to
//! a closed port, and a question always ends.

use super::Target;
use super::script::{Words, lines};
use super::shape::{Shape, Tally};
use hall_core::code::TicketId;
use hall_device::pad::hsp::{Body, Decoder, Frame, PadState, Prompt};
use hall_device::pad::{PadAction, PadConfig, PadHost, PadInput, PadReport};

/// The host.
pub(super) static HOST: Target = Target {
    name: "pad_host",
    promise: "one question has one answer, a rating was sent by the pad, every question ends",
    heavy: false,
    tokens: &[
        b"opened\n",
        b"gone\n",
        b"ask 1 20\n",
        b"ask 2 255\n",
        b"cancel 1\n",
        b"cancel 2\n",
        b"wait 999\n",
        b"wait 2000\n",
        b"wait 30000\n",
        b"state start\n",
        b"state last\n",
        b"state 7\n",
        b"result start 5\n",
        b"result start 0\n",
        b"result last 3\n",
        b"few start\n",
        b"leave\n",
        b"nak start\n",
        b"play\n",
        b"show \xe6\x9d\x8e\n",
        b"half start\n",
        b"raw 55AA0101\n",
        b"other result start 5\n",
    ],
    run,
};

fn run(input: &[u8]) -> Shape {
    let steps = lines(input);
    let shared_line = steps.first().is_some_and(|line| line == "shared");
    let config = PadConfig {
        shared_line,
        ..PadConfig::default()
    };
    let mut bed = Bed {
        host: PadHost::new(config, 250),
        config,
        now_ms: 0,
        open: false,
        online: false,
        question: None,
        heard: Vec::new(),
        start_seq: 0,
        last_seq: 0,
        kinds: Tally::default(),
    };
    for line in &steps {
        bed.step(line);
    }
    bed.settle();
    bed.kinds.shape()
}

/// The question that is open, as somebody beside the host sees it.
#[derive(Clone, Copy)]
struct Question {
    ticket: TicketId,
    asking: bool,
    /// Where in the bytes it began.
    since: usize,
}

struct Bed {
    host: PadHost,
    config: PadConfig,
    now_ms: u64,
    open: bool,
    online: bool,
    question: Option<Question>,
    heard: Vec<u8>,
    start_seq: u8,
    last_seq: u8,
    kinds: Tally,
}

impl Bed {
    fn step(&mut self, line: &str) {
        let mut words = Words::of(line);
        match words.word() {
            "opened" => {
                self.open = true;
                self.on(PadInput::Opened);
            }
            "gone" => {
                self.open = false;
                self.on(PadInput::Gone);
            }
            "ask" => {
                let ticket = TicketId(words.number(4));
                self.ask(ticket, words.number(256) as u8);
            }
            "cancel" => {
                let ticket = TicketId(words.number(4));
                self.question = self.question.filter(|question| question.ticket != ticket);
                self.on(PadInput::Cancel(ticket));
            }
            "wait" => {
                self.now_ms += words.number(100_000);
                self.on(PadInput::Tick);
                assert!(
                    self.host.wake_ms() > self.now_ms,
                    "a tick leaves something due"
                );
            }
            "leave" => {
                self.question = None;
                self.on(PadInput::Leave);
            }
            "play" => self.on(PadInput::Play(Prompt::Welcome)),
            "show" => self.on(PadInput::Show(words.word().to_owned())),
            "raw" => {
                let bytes = words.bytes();
                self.bytes(&bytes);
            }
            "half" => {
                let wire = self.frame(&mut words, false);
                self.bytes(&wire[..wire.len() / 2]);
            }
            "other" => {
                let wire = self.frame(&mut words, true);
                self.bytes(&wire);
            }
            _ => {
                let wire = self.frame(&mut Words::of(line), false);
                self.bytes(&wire);
            }
        }
    }

    /// A pad's frame: what it says, to which seq, with which level.
    fn frame(&self, words: &mut Words<'_>, is_other: bool) -> Vec<u8> {
        let what = words.word();
        let seq = match words.word() {
            "start" => self.start_seq,
            "last" => self.last_seq,
            number => number.parse().unwrap_or(0),
        };
        let state = PadState {
            status: 0,
            model: 1,
            levels: if what == "few" { 3 } else { 5 },
            firmware: 1,
        };
        let body = match what {
            "state" | "few" => Body::State(state),
            "result" => Body::Result {
                level: words.number(6) as u8,
                elapsed_ms: 7,
            },
            "nak" => Body::Nak { code: 1 },
            _ => Body::Idle,
        };
        let address = self.config.address + u8::from(is_other);
        Frame { address, seq, body }.encode()
    }

    fn bytes(&mut self, bytes: &[u8]) {
        // A closed port has no bytes.
        if self.open {
            self.heard.extend(bytes);
            self.on(PadInput::Bytes(bytes));
        }
    }

    fn ask(&mut self, ticket: TicketId, timeout_s: u8) {
        if self.question.is_some_and(|known| known.ticket == ticket) {
            let nothing = self
                .host
                .on(PadInput::Ask { ticket, timeout_s }, self.now_ms);
            assert_eq!(nothing, [], "the same question is asked again");
            return;
        }
        let replaced = self.question.take();
        let since = self.heard.len();
        let actions = self
            .host
            .on(PadInput::Ask { ticket, timeout_s }, self.now_ms);
        // The question before ends first; what follows speaks of the new one.
        let mut rest = actions.as_slice();
        if let Some(replaced) = replaced {
            let end = rest.iter().position(
                |action| matches!(action, PadAction::Report(report) if ends(report) == Some(replaced.ticket)),
            );
            let end = end.expect("a replaced question ends at once") + 1;
            self.question = Some(replaced);
            self.look(&rest[..end]);
            rest = &rest[end..];
        }
        assert!(self.question.is_none(), "two questions at once");
        self.question = Some(Question {
            ticket,
            asking: false,
            since,
        });
        self.look(rest);
    }

    fn on(&mut self, input: PadInput<'_>) {
        let actions = self.host.on(input, self.now_ms);
        self.look(&actions);
        assert_eq!(self.host.is_online(), self.online, "nobody was told");
    }

    fn look(&mut self, actions: &[PadAction]) {
        for action in actions {
            match action {
                PadAction::Send(bytes) => self.sent(bytes),
                PadAction::Report(report) => self.reported(report),
            }
        }
    }

    fn sent(&mut self, bytes: &[u8]) {
        assert!(self.open, "bytes for a closed port");
        let frames = Decoder::default().feed(bytes);
        let [frame] = frames.as_slice() else {
            panic!("what is sent is no single frame: {bytes:02X?}");
        };
        assert_eq!(frame.address, self.config.address, "sent to another pad");
        self.last_seq = frame.seq;
        if let Body::Start { .. } = frame.body {
            self.start_seq = frame.seq;
        }
        self.kinds.note(std::mem::discriminant(&frame.body));
    }

    fn reported(&mut self, report: &PadReport) {
        self.kinds.note(std::mem::discriminant(report));
        match report {
            PadReport::Online(_) => {
                assert!(!self.online, "online twice");
                self.online = true;
            }
            PadReport::Offline => {
                assert!(self.online, "offline twice");
                self.online = false;
            }
            PadReport::Asking(ticket) => {
                let open = self.question.as_mut();
                let question = open.filter(|known| known.ticket == *ticket && !known.asking);
                question
                    .expect("only an open question is asked, once")
                    .asking = true;
            }
            PadReport::Rated { ticket, level, .. } => {
                let question = self.end(*ticket);
                let head = [
                    0x55,
                    0xAA,
                    1,
                    self.config.address,
                    self.start_seq,
                    0x90,
                    3,
                    *level,
                ];
                let since = question.since.saturating_sub(HELD_BYTES_MAX);
                let said = self.heard[since..]
                    .windows(head.len())
                    .any(|bytes| bytes == head);
                assert!(said, "a rating that the pad never sent");
                assert!((1..=5).contains(level), "level {level}");
            }
            PadReport::NotRated(ticket) | PadReport::NotAsked(ticket) => {
                self.end(*ticket);
            }
            PadReport::TooFewLevels { offered, asked } => {
                assert!(offered < asked, "{offered} of {asked} levels are enough");
            }
        }
    }

    fn end(&mut self, ticket: TicketId) -> Question {
        let question = self.question.take_if(|known| known.ticket == ticket);
        question.expect("a question ends once, and only an open one")
    }

    /// Time passes and nobody says anything: a question does not stay open.
    fn settle(&mut self) {
        for _ in 0..TICKS_MAX {
            if self.question.is_none() {
                return;
            }
            self.now_ms = self.host.wake_ms();
            self.on(PadInput::Tick);
            assert!(
                self.host.wake_ms() > self.now_ms,
                "a tick leaves something due"
            );
        }
        panic!("a question stays open");
    }
}

fn ends(report: &PadReport) -> Option<TicketId> {
    match report {
        PadReport::Rated { ticket, .. }
        | PadReport::NotRated(ticket)
        | PadReport::NotAsked(ticket) => Some(*ticket),
        _ => None,
    }
}

/// Bytes of a frame that may have begun before the question.
const HELD_BYTES_MAX: usize = 73;

/// The longest question and its slack, in probes of two seconds.
const TICKS_MAX: usize = 200;
