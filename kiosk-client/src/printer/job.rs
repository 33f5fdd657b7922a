//! One ticket on its way through a printer, as a pure machine.
//!
//! Ask how it is, send, wait for its word, and when none comes ask why. No reply proves nothing:
//! printed needs the printer's own confirmation (I18), failed needs a cause it named.

use super::replies::{Replies, Reply};
use super::status::{Cause, Status};
use crate::encode::ProcessId;
use crate::limits;
use crate::profile::Proof;
use serde::Serialize;

/// What became of a ticket.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// The printer confirmed it.
    Printed,
    /// Nobody can say.
    Unknown(Doubt),
    /// It did not come out, or not whole.
    Failed(Cause),
}

/// Why nobody can say.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Doubt {
    /// Everything was sent; the printer did not confirm and named no cause.
    Silent,
    /// The connection ended while the ticket was on its way.
    Lost,
}

/// What happened outside.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Event<'a> {
    /// The printer is reached.
    Started,
    /// The way to the printer is open and nothing can come back, as with a plain file.
    StartedMute,
    /// The bytes of the last [`Action::Send`] are written.
    Sent,
    /// Bytes from the printer.
    Received(&'a [u8]),
    /// The time of the last [`Action::Wait`] is over.
    TimedOut,
    /// The connection ended, or a chunk was not taken in time.
    Lost,
}

/// What the shell shall do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Action {
    /// Write these bytes.
    Send(Vec<u8>),
    /// Say [`Event::TimedOut`] after so many milliseconds; replaces the time before.
    Wait(u64),
    /// Nothing more to do.
    Done(Outcome),
}

/// The machine.
#[derive(Clone, Debug)]
pub struct PrintJob {
    ticket: Vec<u8>,
    proof: Proof,
    id: ProcessId,
    state: State,
    mute: bool,
    status: Status,
    replies: Replies,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum State {
    /// `DLE EOT n` is asked before the ticket.
    Checking(u8),
    /// The ticket is being written.
    Writing,
    /// Everything is written.
    Confirming,
    /// No word came; `DLE EOT n` is asked for the cause.
    Asking(u8),
    Done,
}

impl PrintJob {
    /// A ticket that ends with its request for proof.
    pub fn new(ticket: Vec<u8>, proof: Proof, id: ProcessId) -> Self {
        Self {
            ticket,
            proof,
            id,
            state: State::Checking(1),
            mute: false,
            status: Status::default(),
            replies: Replies::default(),
        }
    }

    /// Nothing to print: only asks how the printer is. Printed means that it is fine.
    pub fn question() -> Self {
        Self::new(Vec::new(), Proof::Fence, ProcessId::of(0))
    }

    /// What the printer said about itself.
    pub fn status(&self) -> Status {
        self.status
    }

    /// One step.
    pub fn on(&mut self, event: Event<'_>) -> Vec<Action> {
        if self.state == State::Done {
            return Vec::new();
        }
        match (self.state, event) {
            (State::Checking(n) | State::Asking(n), Event::Started) => ask(n),
            (State::Checking(_), Event::StartedMute) => {
                self.mute = true;
                self.begin()
            }
            (State::Writing, Event::Sent) if self.mute => self.conclude(),
            (State::Writing, Event::Sent) => {
                self.state = State::Confirming;
                vec![Action::Wait(limits::CONFIRM_MS)]
            }
            (_, Event::Received(bytes)) => self.receive(bytes),
            (State::Checking(_), Event::TimedOut) => self.begin(),
            (State::Confirming, Event::TimedOut) => self.ask_why(),
            (State::Asking(_), Event::TimedOut) => self.conclude(),
            (State::Checking(_), Event::Lost) => self.done(Outcome::Failed(Cause::Unreachable)),
            (_, Event::Lost) => self.done(Outcome::Unknown(Doubt::Lost)),
            _ => Vec::new(),
        }
    }

    fn receive(&mut self, bytes: &[u8]) -> Vec<Action> {
        let mut actions = Vec::new();
        for byte in bytes {
            if let Some(reply) = self.replies.push(*byte) {
                actions.extend(self.reply(&reply));
            }
        }
        actions
    }

    fn reply(&mut self, reply: &Reply) -> Vec<Action> {
        match (self.state, reply) {
            (State::Checking(n) | State::Asking(n), Reply::RealTime(byte)) => {
                self.status.note(n, *byte);
                self.next(n)
            }
            (_, Reply::Status(block)) => {
                self.status.note_block(*block);
                Vec::new()
            }
            // Before the last byte is written, a confirmation is that of an earlier ticket.
            (State::Confirming | State::Asking(_), Reply::Done(id)) if *id == self.id.bytes() => {
                self.done(Outcome::Printed)
            }
            (State::Confirming, Reply::Queued(paper)) => self.fence(*paper),
            _ => Vec::new(),
        }
    }

    /// The question after `DLE EOT n`, or what follows from all four answers.
    fn next(&mut self, n: u8) -> Vec<Action> {
        let checking = matches!(self.state, State::Checking(_));
        if n < 4 {
            self.state = if checking {
                State::Checking(n + 1)
            } else {
                State::Asking(n + 1)
            };
            return ask(n + 1);
        }
        if checking {
            self.begin()
        } else {
            self.conclude()
        }
    }

    /// Sends the ticket, unless the printer said that it cannot print.
    fn begin(&mut self) -> Vec<Action> {
        if let Some(cause) = self.status.cause() {
            return self.done(Outcome::Failed(cause));
        }
        if self.ticket.is_empty() {
            let silent = Outcome::Unknown(Doubt::Silent);
            return self.done(if self.status.is_known() {
                Outcome::Printed
            } else {
                silent
            });
        }
        self.state = State::Writing;
        vec![Action::Send(std::mem::take(&mut self.ticket))]
    }

    /// `GS r 1` answered: paper is there, or the ticket may have ended with the roll.
    fn fence(&mut self, paper: u8) -> Vec<Action> {
        let is_reply = self.proof == Proof::Fence && paper & 0x90 == 0;
        match (is_reply, paper & 0x0C) {
            (false, _) => Vec::new(),
            (true, 0) => self.done(Outcome::Printed),
            (true, _) => self.ask_why(),
        }
    }

    fn ask_why(&mut self) -> Vec<Action> {
        self.status = Status::default();
        self.state = State::Asking(1);
        ask(1)
    }

    fn conclude(&mut self) -> Vec<Action> {
        let doubt = Outcome::Unknown(Doubt::Silent);
        self.done(self.status.cause().map_or(doubt, Outcome::Failed))
    }

    fn done(&mut self, outcome: Outcome) -> Vec<Action> {
        self.state = State::Done;
        vec![Action::Done(outcome)]
    }
}

/// `DLE EOT n`, without the NUL that the crate would add.
fn ask(n: u8) -> Vec<Action> {
    vec![
        Action::Send(vec![0x10, 0x04, n]),
        Action::Wait(limits::STATUS_MS),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TICKET: &[u8] = b"ticket";
    const DONE: &[u8] = &[0x37, 0x22, b'0', b'0', b'0', b'1', 0x00];

    fn job(proof: Proof) -> PrintJob {
        PrintJob::new(TICKET.to_vec(), proof, ProcessId::of(0))
    }

    /// Runs a job against a script of events; gives the last actions.
    fn run(job: &mut PrintJob, events: &[Event<'_>]) -> Vec<Action> {
        events.iter().fold(Vec::new(), |_, event| job.on(*event))
    }

    const FINE: &[Event<'static>] = &[
        Event::Started,
        Event::Received(&[0x12]),
        Event::Received(&[0x12]),
        Event::Received(&[0x12]),
        Event::Received(&[0x12]),
    ];

    /// A job whose ticket is written.
    fn written(proof: Proof) -> PrintJob {
        let mut job = job(proof);
        assert_eq!(run(&mut job, FINE), [Action::Send(TICKET.to_vec())]);
        assert_eq!(job.on(Event::Sent), [Action::Wait(limits::CONFIRM_MS)]);
        job
    }

    #[test]
    fn a_ticket_is_printed_only_by_its_own_confirmation() {
        let mut job = written(Proof::ProcessId);
        let other = [0x37, 0x22, b'0', b'0', b'0', b'2', 0x00];
        assert_eq!(job.on(Event::Received(&other)), []);
        assert_eq!(
            job.on(Event::Received(&[0x00])),
            [],
            "a fence is no proof where ids are"
        );
        assert_eq!(
            job.on(Event::Received(DONE)),
            [Action::Done(Outcome::Printed)]
        );
        assert_eq!(
            written(Proof::Fence).on(Event::Received(&[0])),
            [Action::Done(Outcome::Printed)]
        );
    }

    #[test]
    fn a_confirmation_of_an_earlier_ticket_confirms_nothing() {
        for late in [DONE, &[0x00][..]] {
            let mut job = job(Proof::Fence);
            job.on(Event::Started);
            assert_eq!(job.on(Event::Received(late)), []);
        }
    }

    #[test]
    fn silence_is_unknown_and_never_printed() {
        for proof in [Proof::ProcessId, Proof::Fence] {
            let mut job = written(proof);
            let asked = job.on(Event::TimedOut);
            assert_eq!(asked[0], Action::Send(vec![0x10, 0x04, 1]));
            let silent = [Action::Done(Outcome::Unknown(Doubt::Silent))];
            assert_eq!(job.on(Event::TimedOut), silent);
        }
    }

    #[test]
    fn a_silent_printer_still_gets_its_ticket() {
        let mut job = job(Proof::Fence);
        job.on(Event::Started);
        assert_eq!(job.on(Event::TimedOut), [Action::Send(TICKET.to_vec())]);
    }

    #[test]
    fn where_nothing_can_answer_nothing_is_asked_and_the_ticket_is_unknown() {
        let mut job = job(Proof::Fence);
        assert_eq!(job.on(Event::StartedMute), [Action::Send(TICKET.to_vec())]);
        let silent = [Action::Done(Outcome::Unknown(Doubt::Silent))];
        assert_eq!(job.on(Event::Sent), silent);
        assert_eq!(PrintJob::question().on(Event::StartedMute), silent);
    }

    #[test]
    fn a_printer_that_cannot_print_gets_no_byte_of_the_ticket() {
        let mut job = job(Proof::Fence);
        let actions = run(
            &mut job,
            &[Event::Started, Event::Received(&[0x1A, 0x32, 0x12, 0x7E])],
        );
        let failed = Action::Done(Outcome::Failed(Cause::PaperOut));
        assert!(actions.contains(&failed), "{actions:?}");
        assert!(!actions.contains(&Action::Send(TICKET.to_vec())));
    }

    #[test]
    fn a_cause_found_after_the_time_out_makes_it_failed() {
        let mut job = written(Proof::ProcessId);
        job.on(Event::TimedOut);
        let actions = run(&mut job, &[Event::Received(&[0x1A, 0x52, 0x1A, 0x12])]);
        assert_eq!(
            actions.last(),
            Some(&Action::Done(Outcome::Failed(Cause::Cutter)))
        );
    }

    #[test]
    fn a_fence_that_says_no_paper_is_asked_for_the_cause() {
        for reply in [0x0C, 0x0F] {
            let mut job = written(Proof::Fence);
            assert_eq!(job.on(Event::Received(&[reply])), ask(1));
        }
        // Near the end of the roll the ticket is whole.
        let printed = [Action::Done(Outcome::Printed)];
        assert_eq!(written(Proof::Fence).on(Event::Received(&[0x03])), printed);
    }

    #[test]
    fn a_broken_connection_is_failed_before_the_ticket_and_unknown_after() {
        let mut early = job(Proof::Fence);
        early.on(Event::Started);
        assert_eq!(
            early.on(Event::Lost),
            [Action::Done(Outcome::Failed(Cause::Unreachable))]
        );
        let lost = [Action::Done(Outcome::Unknown(Doubt::Lost))];
        assert_eq!(written(Proof::Fence).on(Event::Lost), lost);
    }

    proptest! {
        #[test]
        fn no_noise_makes_a_ticket_printed_that_was_not_confirmed(
            noise in prop::collection::vec(any::<u8>(), 0..300),
            silences in prop::collection::vec(0_usize..300, 0..4),
        ) {
            let mut job = job(Proof::ProcessId);
            let mut seen = Vec::new();
            seen.extend(job.on(Event::Started));
            for (at, byte) in noise.iter().enumerate() {
                if silences.contains(&at) {
                    seen.extend(job.on(Event::TimedOut));
                    seen.extend(job.on(Event::Sent));
                }
                seen.extend(job.on(Event::Received(&[*byte])));
            }
            let confirmed = noise.windows(DONE.len()).any(|window| window == DONE);
            prop_assert!(confirmed || !seen.contains(&Action::Done(Outcome::Printed)));
            let ends = seen.iter().filter(|action| matches!(action, Action::Done(_))).count();
            prop_assert!(ends <= 1, "a ticket has one outcome");
        }
    }
}
