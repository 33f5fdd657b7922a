//! What a printer sends back, byte by byte, and the ticket that waits for it.
//!
//! A byte completes at most one reply, no block is longer than its limit, and a confirmation is
//! read behind any noise. A ticket is sent once and has one outcome, and it is printed only after
//! the printer's own word.

use super::Target;
use super::script::{Words, lines};
use super::shape::{Shape, Tally};
use kiosk_client::encode::ProcessId;
use kiosk_client::limits::BLOCK_BYTES_MAX;
use kiosk_client::printer::job::{Action, Event};
use kiosk_client::printer::{Cause, Outcome, PrintJob, Replies, Reply, Status, Step};
use kiosk_client::profile::{Profile, Proof, StatusBy};

/// Replies.
pub(super) static REPLIES: Target = Target {
    name: "printer_replies",
    promise: "any bytes are taken within limits, and a confirmation is read behind any noise",
    heavy: false,
    tokens: &[
        b"\x37\x22\x30\x30\x30\x31\x00",
        b"\x37\x22",
        b"\x37",
        b"\x12",
        b"\x1A",
        b"\x10\x00\x00\x0F",
        b"\x38\x68\x0F",
        b"\x11",
        b"\x13",
        b"\x5F\x54\x4D\x00",
    ],
    run: replies,
};

/// A ticket on its way.
pub(super) static JOB: Target = Target {
    name: "print_job",
    promise: "a ticket is sent once, has one outcome, and is printed only by the printer's word",
    heavy: false,
    tokens: &[
        b"fence\n",
        b"id\n",
        b"mute\n",
        b"asb\n",
        b"gsr\n",
        b"never\n",
        b"question\n",
        b"stranger\n",
        b"sent\n",
        b"late\n",
        b"lost\n",
        b"bytes 12 12 12 12\n",
        b"bytes 1A 32 12 7E\n",
        b"bytes 37 22 30 30 30 31 00\n",
        b"bytes 37 22 30 30\n",
        b"bytes 00\n",
        b"bytes 0C\n",
        b"bytes 10 00 00 00\n",
        b"bytes 38 68 0F 00\n",
    ],
    run: job,
};

fn replies(input: &[u8]) -> Shape {
    let mut stream = Replies::default();
    let got: Vec<Reply> = input.iter().filter_map(|byte| stream.push(*byte)).collect();
    let mut kinds = Tally::default();
    let mut status = Status::default();
    for (at, reply) in got.iter().enumerate() {
        match reply {
            Reply::Block(block) => {
                assert!(
                    block.len() <= BLOCK_BYTES_MAX,
                    "a block of {} bytes",
                    block.len()
                );
            }
            Reply::RealTime(byte) => status.note((at % 6) as u8, *byte),
            Reply::Status(block) => {
                status.note_block(*block);
                assert!(status.near_end().is_some(), "a block tells of the paper");
            }
            Reply::Done(_) | Reply::Queued(_) => {}
        }
        kinds.note(std::mem::discriminant(reply));
    }
    let cause = status.cause().map(Cause::key);
    // The noise ends with a block's end; then one confirmation may be eaten, the next is not.
    let clean = [0x37, 0x22, 0x30, 0x30, 0x30, 0x31, 0x00];
    let after: Vec<Reply> = clean
        .repeat(3)
        .iter()
        .filter_map(|byte| stream.push(*byte))
        .collect();
    let read = after
        .iter()
        .filter(|reply| **reply == Reply::Done(*b"0001"))
        .count();
    assert!(read >= 2, "noise eats more than one confirmation");
    kinds.shape().and(cause)
}

fn job(input: &[u8]) -> Shape {
    let steps = lines(input);
    let first = steps.first().map(String::as_str).unwrap_or_default();
    let (status, proof) = match first {
        "id" => (StatusBy::DleEot, Proof::ProcessId),
        "asb" => (StatusBy::Asb, Proof::Fence),
        "gsr" => (StatusBy::GsR, Proof::Fence),
        "never" => (StatusBy::None, Proof::None),
        _ => (StatusBy::DleEot, Proof::Fence),
    };
    let profile = Profile {
        status,
        proof,
        ..Profile::default()
    };
    let is_question = first == "question";
    let second = steps.get(1).map(String::as_str).unwrap_or_default();
    let step = if second == "stranger" {
        Step::default()
    } else {
        Step::KEPT
    };
    let job = if is_question {
        PrintJob::question(&profile, step)
    } else {
        PrintJob::new(TICKET.to_vec(), &profile, ProcessId::of(0), step)
    };
    let mut bed = Bed {
        job,
        proof,
        asked: 0,
        is_question,
        sent: 0,
        written: false,
        heard: Vec::new(),
        heard_at_all: 0,
        outcome: None,
        shape: Shape::of((
            format!("{status:?} {proof:?}"),
            is_question,
            first == "mute",
            step.is_kept(),
        )),
    };
    bed.on(if first == "mute" {
        Event::StartedMute
    } else {
        Event::Started
    });
    for line in &steps {
        let mut words = Words::of(line);
        match words.word() {
            "sent" => bed.on(Event::Sent),
            "late" => bed.on(Event::TimedOut),
            "lost" => bed.on(Event::Lost),
            "bytes" => bed.on(Event::Received(&words.bytes())),
            _ => {}
        }
    }
    // The ticket is written and the printer stays silent: a ticket always has an outcome.
    for _ in 0..ROUNDS_MAX {
        bed.on(Event::Sent);
        bed.on(Event::TimedOut);
    }
    assert!(bed.outcome.is_some(), "a ticket without an outcome");
    bed.shape
}

const TICKET: &[u8] = b"ticket";

/// Four questions before, the step, the ticket, its confirmation and four questions after.
const ROUNDS_MAX: usize = 11;

struct Bed {
    job: PrintJob,
    proof: Proof,
    is_question: bool,
    asked: u32,
    sent: u32,
    /// The ticket's last byte is out.
    written: bool,
    heard: Vec<u8>,
    /// Bytes from the printer, whatever they are.
    heard_at_all: u32,
    outcome: Option<Outcome>,
    shape: Shape,
}

impl Bed {
    fn on(&mut self, event: Event<'_>) {
        self.written |= event == Event::Sent && self.sent > 0;
        if let Event::Received(bytes) = event {
            self.heard_at_all += bytes.len() as u32;
            // A status reply may come in the middle of a confirmation.
            let between = |byte: &&u8| !(**byte < 0x20 && **byte & 0x93 == 0x12);
            self.heard.extend(bytes.iter().filter(between));
        }
        for action in self.job.on(event) {
            assert_eq!(self.outcome, None, "something after the outcome");
            match action {
                Action::Send(bytes) if bytes == TICKET => {
                    self.sent += 1;
                    assert_eq!(self.sent, 1, "a ticket is sent twice");
                }
                Action::Send(bytes) => {
                    self.asked += 1;
                    let is_question = matches!(
                        bytes.as_slice(),
                        [0x10, 0x04, 1..=4]
                            | [0x1D, 0x61, 0x0F]
                            | [0x1D, 0x72, 0x01]
                            | [0x1D, 0x28, 0x48, 6, 0, 0x30, 0x30, b'0', b'0', b'0', b'0']
                    );
                    assert!(is_question, "stray bytes: {bytes:02X?}");
                }
                Action::Wait(ms) => assert!(ms > 0, "no time to answer"),
                Action::Done(outcome) => {
                    self.shape = self.shape.and(format!("{outcome:?}"));
                    self.outcome = Some(outcome);
                    self.is_true(outcome);
                }
            }
        }
    }

    fn is_true(&self, outcome: Outcome) {
        if outcome != Outcome::Printed {
            return;
        }
        if self.is_question {
            let is_heard = self.heard_at_all >= self.asked && self.asked > 0;
            assert!(is_heard, "a silent printer is called fine");
            return;
        }
        assert!(self.written, "printed before it was written");
        let said = match self.proof {
            Proof::ProcessId => self
                .heard
                .windows(CONFIRMED.len())
                .any(|bytes| bytes == CONFIRMED),
            Proof::Fence => self
                .heard
                .iter()
                .any(|byte| byte & 0x9C == 0 || self.heard.len() > 6),
            Proof::None => false,
        };
        assert!(said, "printed without the printer's word");
    }
}

const CONFIRMED: [u8; 7] = [0x37, 0x22, b'0', b'0', b'0', b'1', 0x00];
