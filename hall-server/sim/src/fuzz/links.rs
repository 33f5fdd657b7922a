//! A device's link under any frames in any order.
//!
//! The picture is the fold of exactly what was told, places only grow within an epoch, no epoch
//! goes back, one connection at a time is used, and nothing is due again at the moment it was done.

use super::promise::readable;
use super::script::{Words, lines};
use super::shape::{Shape, Tally};
use super::{JSON, Target};
use hall_core::Time;
use hall_core::device::Role;
use hall_device::link::{LinkAction, LinkEvent, LinkInput, LinkMachine, LostReason};
use hall_device::{Backoff, limits};
use hall_protocol::codec::decode_client;
use hall_protocol::limits::{CLIENT_FRAME_BYTES_MAX, FRAME_BYTES_MAX, WITNESS_SERIES_MAX};
use hall_protocol::resume::{Age, Cursor, compare};
use hall_protocol::{ClientFrame, Picture, ServerFrame, Stamp, decode, encode};

/// The link.
pub(super) static LINK: Target = Target {
    name: "link",
    promise: "a device shows the fold of what it was told, in one epoch, over one connection",
    heavy: false,
    tokens: JSON,
    run,
};

fn run(input: &[u8]) -> Shape {
    let mut bed = Bed {
        machine: LinkMachine::new(Role::Guide, Cursor::new(), Backoff::default(), 0),
        now_ms: 0,
        steps: 0,
        line: Line::None,
        picture: Picture::default(),
        told: None,
        kinds: Tally::default(),
    };
    for line in &lines(input) {
        bed.step(line);
    }
    bed.kinds.shape()
}

/// The connection as the shell has it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Line {
    None,
    Opening,
    Open,
}

struct Bed {
    machine: LinkMachine,
    now_ms: u64,
    steps: u32,
    line: Line,
    picture: Picture,
    told: Option<LostReason>,
    kinds: Tally,
}

impl Bed {
    fn step(&mut self, line: &str) {
        let mut words = Words::of(line);
        match words.word() {
            "wait" => {
                self.now_ms += words.number(60_000);
                self.on(LinkInput::Tick, None);
                assert!(
                    self.machine.wake_ms() > self.now_ms,
                    "a tick leaves something due"
                );
            }
            "opened" if self.line == Line::Opening => {
                self.line = Line::Open;
                self.on(LinkInput::Opened, None);
            }
            "failed" if self.line == Line::Opening => {
                self.on(LinkInput::Failed("no route".into()), None);
            }
            "rejected" if self.line == Line::Opening => {
                let (code, title) = (words.word().to_owned(), "Ask.".to_owned());
                self.on(LinkInput::Rejected { code, title }, None);
            }
            "closed" if self.line == Line::Open => {
                self.on(LinkInput::Closed("end".into()), None);
            }
            // The next event, whatever number that is, with these changes.
            "event" => {
                let changes = line.trim_start().strip_prefix("event").unwrap_or_default();
                let changes = serde_json::from_str(changes).unwrap_or_default();
                let seq = self.machine.cursor().seq().saturating_add(1);
                let at = Stamp(Time(0));
                let hash = format!("{seq:016x}");
                let frame = ServerFrame::Event {
                    seq,
                    hash,
                    at,
                    changes,
                };
                self.frame(&encode(&frame));
            }
            "opened" | "failed" | "rejected" | "closed" => {}
            _ => self.frame(line),
        }
    }

    fn frame(&mut self, text: &str) {
        if self.line == Line::Open {
            let frame = decode(text, FRAME_BYTES_MAX).ok();
            self.on(LinkInput::Frame(text), frame.as_ref());
        }
    }

    fn on(&mut self, input: LinkInput<'_>, frame: Option<&ServerFrame>) {
        self.steps += 1;
        let random = self.steps.wrapping_mul(0x9e37_79b9);
        let before = self.machine.cursor().seen();
        let actions = self.machine.on(input, self.now_ms, random);
        for action in &actions {
            self.act(action, frame);
        }
        let after = self.machine.cursor().seen();
        let resynced = actions.contains(&LinkAction::Emit(LinkEvent::Resynced));
        if after.epoch == before.epoch {
            let step = after.seq.checked_sub(before.seq);
            let step = step.expect("a place never goes back within an epoch");
            assert!(step <= 1 || resynced, "events were skipped");
        } else {
            assert!(resynced, "an epoch began without a picture");
            let older = |ours: &str| {
                let theirs = after.epoch.as_deref().unwrap_or_default();
                compare(theirs, ours) == Age::Older
            };
            assert!(
                !before.epoch.as_deref().is_some_and(older),
                "an epoch came back"
            );
        }
        assert!(
            after.highest.len() <= WITNESS_SERIES_MAX,
            "too many numbers"
        );
        assert_eq!(
            *self.machine.cursor().picture(),
            self.picture,
            "another picture than the fold of what was told"
        );
        if let Some(clock) = self.machine.clock() {
            assert!(
                clock.now(u64::MAX) >= clock.now(self.now_ms),
                "the hall's time goes back"
            );
        }
    }

    fn act(&mut self, action: &LinkAction, frame: Option<&ServerFrame>) {
        self.kinds.note(std::mem::discriminant(action));
        match action {
            LinkAction::Open => {
                assert_eq!(self.line, Line::None, "two connections");
                self.line = Line::Opening;
            }
            LinkAction::Close => {
                assert_ne!(self.line, Line::None, "nothing to close");
                self.line = Line::None;
                let wait = self.machine.wake_ms() - self.now_ms;
                let longest = limits::BACKOFF_MAX_MS.max(limits::REFUSED_RETRY_MS);
                assert!((1..=longest).contains(&wait), "a wait of {wait} ms");
            }
            LinkAction::Send(text) => {
                assert_eq!(self.line, Line::Open, "sent to nobody");
                let sent = decode_client(text, CLIENT_FRAME_BYTES_MAX);
                assert!(sent.is_ok(), "the server does not understand {text}");
                self.kinds
                    .note(matches!(sent, Ok(ClientFrame::Hello(hello)) if hello.fresh));
            }
            LinkAction::Emit(event) => self.hear(event, frame),
        }
    }

    fn hear(&mut self, event: &LinkEvent, frame: Option<&ServerFrame>) {
        self.kinds.note(std::mem::discriminant(event));
        match (event, frame) {
            (LinkEvent::Changed(changes), Some(ServerFrame::Event { changes: sent, .. })) => {
                assert_eq!(changes, sent, "other changes were told");
                for change in changes {
                    self.picture.apply(change);
                }
            }
            (LinkEvent::Resynced, Some(ServerFrame::Snapshot { picture, .. })) => {
                self.picture = Picture::clone(picture);
            }
            (LinkEvent::Connected(_), Some(ServerFrame::Welcome(_)))
            | (LinkEvent::Refused { .. }, _) => self.told = None,
            (LinkEvent::Heard(_), Some(_)) => {}
            (LinkEvent::Lost { reason, since_ms }, _) => {
                assert_ne!(self.told.as_ref(), Some(reason), "the same loss told twice");
                assert!(*since_ms <= self.now_ms, "lost in the future");
                self.kinds.note(readable(&reason.to_string()));
                self.told = Some(reason.clone());
            }
            (other, _) => panic!("told out of nothing: {other:?}"),
        }
    }
}
