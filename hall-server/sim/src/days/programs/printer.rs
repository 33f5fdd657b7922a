//! A kiosk's printer: the shipped print job, the virtual printer, and the line between them.
//!
//! A ticket goes out in pieces, so that power, paper or the cable may go in the middle of it.

use crate::days::program::{Fact, Mischief, Ports};
use hall_fixtures::printer::{Answer, Engine, Fault, Mark};
use kiosk_client::Profile;
use kiosk_client::encode::{Encoded, ProcessId};
use kiosk_client::printer::job::{Action, Event, PrintJob};
use kiosk_client::printer::{Cause, Outcome, Step};
use std::collections::VecDeque;

/// A printer at its kiosk.
#[derive(Default)]
pub(super) struct PrinterLine {
    engine: Engine,
    seen: u64,
    job: Option<Running>,
    /// In which the kiosk's program knows it.
    step: Step,
    mischief: Option<Mischief>,
    /// A printer that swallows is well again after so many more pieces that are sent out of step: in
    /// the middle of a job. What it loses within a ticket that was begun in step and whose end it
    /// confirms nobody can notice, so it does not get well there.
    mended_in: Option<u32>,
    late: VecDeque<(u64, Vec<u8>)>,
}

struct Running {
    id: u64,
    job: PrintJob,
    pieces: VecDeque<Vec<u8>>,
    piece_ms: u64,
    deadline_ms: Option<u64>,
}

/// Bytes written at a time.
const PIECE_BYTES: usize = 128;
/// Time of one piece on the line, in ms.
const PIECE_MS: u64 = 100;
/// A ticket and the questions before it have about so many pieces.
const MENDED_PIECES: u32 = 16;
/// Kinds of a printer's own mischief.
const OWN_KINDS: u64 = 15;
/// From this one on it swallows the rest of a ticket, the hardest one to notice.
const SWALLOWS: u64 = 12;
/// How long a late printer thinks, in ms.
const LATE_MS: u64 = 2_500;

/// Whether a mischief swallows the rest of a ticket.
fn swallows(mischief: Option<Mischief>) -> bool {
    mischief.and_then(own).is_some_and(|n| n >= SWALLOWS)
}

/// What a mischief is to the printer.
fn fault_of(mischief: Option<Mischief>) -> Fault {
    match mischief {
        Some(Mischief::Own(n)) => match n % OWN_KINDS {
            0 => Fault::PaperOut,
            1 => Fault::PaperOutAfterLines((n / OWN_KINDS % 12) as usize),
            2 => Fault::NearEnd,
            3 => Fault::CoverOpen,
            4 => Fault::CutterError,
            5 => Fault::Silent,
            6 => Fault::Garbage,
            7 => Fault::VanishAfter((n / OWN_KINDS % 900) as usize),
            8 => Fault::Late(LATE_MS),
            9 => Fault::Twice,
            10 => Fault::Offline,
            11 => Fault::ResetAfter((n / OWN_KINDS % 900) as usize),
            _ => Fault::HalfTicketAfterLines((n / OWN_KINDS % 12) as usize),
        },
        _ => Fault::None,
    }
}

impl PrinterLine {
    /// Begins a ticket; what became of it comes back from here or from [`Self::wake`].
    pub(super) fn print(
        &mut self,
        id: u64,
        ticket: &Encoded,
        process: ProcessId,
        profile: &Profile,
        ports: &mut Ports<'_>,
    ) -> Option<(u64, Outcome)> {
        if self.mischief == Some(Mischief::Unplugged) || !self.engine.connect() {
            return Some((id, Outcome::Failed(Cause::Unreachable)));
        }
        // What came while nobody listened is lost.
        self.late.retain(|(at, _)| *at > ports.now_ms);
        let job = PrintJob::new(ticket.bytes.clone(), profile, process, self.step);
        self.step.lose();
        self.job = Some(Running {
            id,
            job,
            pieces: VecDeque::new(),
            piece_ms: 0,
            deadline_ms: None,
        });
        self.tell(Event::Started, ports)
    }

    /// Time passes.
    pub(super) fn wake(&mut self, ports: &mut Ports<'_>) -> Option<(u64, Outcome)> {
        while self.late.front().is_some_and(|(at, _)| *at <= ports.now_ms) {
            let (_, bytes) = self.late.pop_front()?;
            if let Some(done) = self.tell(Event::Received(&bytes), ports) {
                return Some(done);
            }
        }
        let running = self.job.as_mut()?;
        if !running.pieces.is_empty() {
            if ports.now_ms < running.piece_ms {
                return None;
            }
            let piece = running.pieces.pop_front()?;
            running.piece_ms = ports.now_ms + PIECE_MS;
            let is_last = running.pieces.is_empty();
            ports.wake(ports.now_ms + PIECE_MS);
            return self.write(&piece, is_last, ports);
        }
        if running.deadline_ms.is_some_and(|at| at <= ports.now_ms) {
            running.deadline_ms = None;
            return self.tell(Event::TimedOut, ports);
        }
        None
    }

    /// The kiosk's power goes; the printer keeps what it has.
    pub(super) fn forget(&mut self) {
        (self.job, self.step) = (None, Step::default());
        self.late.clear();
    }

    /// The printer misbehaves in one of its ways, or is well again.
    pub(super) fn misbehave(
        &mut self,
        mischief: Option<Mischief>,
        ports: &mut Ports<'_>,
    ) -> Option<(u64, Outcome)> {
        let swallowed = swallows(self.mischief) || self.mended_in.is_some();
        (self.mischief, self.mended_in) = (mischief, None);
        let is_there = mischief != Some(Mischief::Unplugged);
        if swallowed && !swallows(mischief) && is_there {
            self.mended_in = Some(ports.dice.bits() as u32 % MENDED_PIECES);
            return None;
        }
        self.become_so(fault_of(mischief), ports)
    }

    fn become_so(&mut self, fault: Fault, ports: &mut Ports<'_>) -> Option<(u64, Outcome)> {
        ports.say(|| format!("printer: {fault:?}"));
        let answer = self.engine.set(fault);
        self.look(ports);
        if self.mischief == Some(Mischief::Unplugged) {
            return self.tell(Event::Lost, ports);
        }
        self.hear(answer, ports)
    }

    fn write(
        &mut self,
        piece: &[u8],
        is_last: bool,
        ports: &mut Ports<'_>,
    ) -> Option<(u64, Outcome)> {
        let job = self.job.as_ref();
        let is_out_of_step = job.is_some_and(|running| !running.job.step().is_kept());
        if let Some(left) = self.mended_in.filter(|_| is_out_of_step) {
            self.mended_in = left.checked_sub(1);
            if left == 0
                && let Some(done) = self.become_so(fault_of(self.mischief), ports)
            {
                return Some(done);
            }
        }
        let answer = self.engine.receive(piece);
        self.look(ports);
        if answer.hang_up {
            return self.hear(answer, ports);
        }
        if is_last && let Some(done) = self.tell(Event::Sent, ports) {
            return Some(done);
        }
        self.hear(answer, ports)
    }

    fn hear(&mut self, answer: Answer, ports: &mut Ports<'_>) -> Option<(u64, Outcome)> {
        let mut bytes = answer.bytes;
        if self.mischief == Some(Mischief::Noise) && !bytes.is_empty() {
            bytes.insert(0, ports.dice.bits() as u8);
        }
        if answer.after_ms > 0 && !bytes.is_empty() {
            let at = ports.now_ms + answer.after_ms;
            ports.wake(at);
            self.late.push_back((at, bytes));
        } else if !bytes.is_empty()
            && let Some(done) = self.tell(Event::Received(&bytes), ports)
        {
            return Some(done);
        }
        if answer.hang_up {
            return self.tell(Event::Lost, ports);
        }
        None
    }

    fn tell(&mut self, event: Event<'_>, ports: &mut Ports<'_>) -> Option<(u64, Outcome)> {
        let running = self.job.as_mut()?;
        let id = running.id;
        for action in running.job.on(event) {
            match action {
                Action::Send(bytes) => {
                    running.pieces = bytes.chunks(PIECE_BYTES).map(<[u8]>::to_vec).collect();
                    running.piece_ms = ports.now_ms + 1;
                    ports.wake(running.piece_ms);
                }
                Action::Wait(ms) => {
                    running.deadline_ms = Some(ports.now_ms + ms);
                    ports.wake(ports.now_ms + ms);
                }
                Action::Done(outcome) => {
                    self.step = running.job.step();
                    self.job = None;
                    return Some((id, outcome));
                }
            }
        }
        None
    }

    /// Looks whether papers came out.
    fn look(&mut self, ports: &mut Ports<'_>) {
        for paper in self.engine.after(self.seen) {
            let lines = paper.marks.iter().filter_map(|mark| match mark {
                Mark::Line(line) => Some(line),
                _ => None,
            });
            let is_copy = lines.clone().any(|line| line.text.contains("COPY"));
            let largest = lines.max_by_key(|line| line.scale);
            let number = largest.and_then(|line| number_in(&line.text));
            if let Some(number) = number {
                ports.say(|| format!("prints {number}{}", if is_copy { " as a copy" } else { "" }));
                ports.fact(Fact::Paper { number, is_copy });
            }
        }
        self.seen = self.engine.printed();
    }
}

/// Which of the printer's own kinds it is.
fn own(mischief: Mischief) -> Option<u64> {
    match mischief {
        Mischief::Own(n) => Some(n % OWN_KINDS),
        _ => None,
    }
}

/// The number in a line: letters, then digits.
fn number_in(text: &str) -> Option<String> {
    let is_number = |word: &&str| {
        word.starts_with(|c: char| c.is_ascii_uppercase())
            && word.ends_with(|c: char| c.is_ascii_digit())
            && word
                .chars()
                .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
    };
    text.split(|c: char| !c.is_ascii_alphanumeric())
        .find(is_number)
        .map(str::to_owned)
}
