//! One ticket on its way through a printer, as a pure machine.
//!
//! Ask how it is, send, wait for its word, and when none comes ask why. No reply proves nothing:
//! printed needs the printer's own confirmation (I18), failed needs a cause it named.

use super::replies::{Replies, Reply};
use super::status::{Cause, Status};
use crate::encode::ProcessId;
use crate::limits;
use crate::profile::{Profile, Proof, StatusBy};
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
    says: StatusBy,
    proof: Proof,
    id: ProcessId,
    state: State,
    mute: bool,
    /// It answered every question so far.
    answers: bool,
    /// A reply in order is still owed to the question before the ticket.
    owes: bool,
    status: Status,
    replies: Replies,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum State {
    /// This question is asked before the ticket.
    Checking(usize),
    /// The ticket is being written.
    Writing,
    /// Everything is written.
    Confirming,
    /// No word came; this question is asked for the cause.
    Asking(usize),
    Done,
}

impl PrintJob {
    /// A ticket that ends with the request for proof of this profile.
    pub fn new(ticket: Vec<u8>, profile: &Profile, id: ProcessId) -> Self {
        Self {
            ticket,
            says: profile.status,
            proof: profile.proof,
            id,
            state: State::Checking(0),
            mute: false,
            answers: profile.status != StatusBy::None,
            owes: false,
            status: Status::default(),
            replies: Replies::default(),
        }
    }

    /// Nothing to print: only asks how the printer is. Printed means that it is fine.
    pub fn question(profile: &Profile) -> Self {
        Self::new(Vec::new(), profile, ProcessId::of(0))
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
            (State::Checking(_), Event::Started) => self.ask(),
            (State::Checking(_), Event::StartedMute) => {
                (self.mute, self.answers) = (true, false);
                self.begin()
            }
            (State::Writing, Event::Sent) if self.mute => self.conclude(),
            (State::Writing, Event::Sent) if self.proof == Proof::None => self.ask_why(),
            (State::Writing, Event::Sent) => {
                self.state = State::Confirming;
                vec![Action::Wait(limits::CONFIRM_MS)]
            }
            (_, Event::Received(bytes)) => self.receive(bytes),
            (State::Checking(_), Event::TimedOut) => {
                self.answers = false;
                self.owes = self.says == StatusBy::GsR;
                self.begin()
            }
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
            (State::Checking(n) | State::Asking(n), Reply::RealTime(byte))
                if self.says == StatusBy::DleEot =>
            {
                self.status.note(n as u8 + 1, *byte);
                self.next(n)
            }
            (state, Reply::Status(block)) => {
                self.status.note_block(*block);
                match state {
                    State::Checking(n) | State::Asking(n) if self.says == StatusBy::Asb => {
                        self.next(n)
                    }
                    _ => Vec::new(),
                }
            }
            (State::Checking(n), Reply::Queued(paper)) if self.says == StatusBy::GsR => {
                self.status.note_paper(*paper);
                self.next(n)
            }
            // Before the last byte is written, a confirmation is that of an earlier ticket.
            (State::Confirming | State::Asking(_), Reply::Done(id)) if *id == self.id.bytes() => {
                self.done(Outcome::Printed)
            }
            (State::Writing | State::Confirming, Reply::Queued(_)) if self.owes => {
                self.owes = false;
                Vec::new()
            }
            (State::Confirming, Reply::Queued(paper)) => self.fence(*paper),
            _ => Vec::new(),
        }
    }

    /// The question after this one, or what follows from all answers.
    fn next(&mut self, n: usize) -> Vec<Action> {
        self.state = match self.state {
            State::Checking(_) => State::Checking(n + 1),
            _ => State::Asking(n + 1),
        };
        self.ask()
    }

    /// Asks the present question, or goes on where there is none left.
    fn ask(&mut self) -> Vec<Action> {
        let is_checking = matches!(self.state, State::Checking(_));
        let (State::Checking(n) | State::Asking(n)) = self.state else {
            return Vec::new();
        };
        match questions(self.says).get(n) {
            Some(question) => vec![
                Action::Send(question.to_vec()),
                Action::Wait(limits::STATUS_MS),
            ],
            None if is_checking => self.begin(),
            None => self.conclude(),
        }
    }

    /// Sends the ticket, unless the printer said that it cannot print.
    fn begin(&mut self) -> Vec<Action> {
        if let Some(cause) = self.status.cause() {
            return self.done(Outcome::Failed(cause));
        }
        if self.ticket.is_empty() {
            let silent = Outcome::Unknown(Doubt::Silent);
            return self.done(if self.answers {
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
            (true, _) => {
                self.status.note_paper(paper);
                self.ask_why()
            }
        }
    }

    /// Asks for the cause where an answer can come although the printer stands still.
    fn ask_why(&mut self) -> Vec<Action> {
        if matches!(self.says, StatusBy::GsR | StatusBy::None) {
            return self.conclude();
        }
        self.status = Status::default();
        self.state = State::Asking(0);
        self.ask()
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

/// What a printer is asked, one after the other, each with one reply.
///
/// `DLE EOT n` is sent without the NUL that the crate would add.
fn questions(says: StatusBy) -> &'static [&'static [u8]] {
    match says {
        StatusBy::DleEot => &[
            &[0x10, 0x04, 1],
            &[0x10, 0x04, 2],
            &[0x10, 0x04, 3],
            &[0x10, 0x04, 4],
        ],
        StatusBy::Asb => &[&[0x1D, 0x61, 0x0F]],
        StatusBy::GsR => &[&[0x1D, 0x72, 0x01]],
        StatusBy::None => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TICKET: &[u8] = b"ticket";
    const DONE: &[u8] = &[0x37, 0x22, b'0', b'0', b'0', b'1', 0x00];

    fn job(proof: Proof) -> PrintJob {
        speaking(StatusBy::DleEot, proof)
    }

    fn speaking(status: StatusBy, proof: Proof) -> PrintJob {
        let profile = Profile {
            status,
            proof,
            ..Profile::default()
        };
        PrintJob::new(TICKET.to_vec(), &profile, ProcessId::of(0))
    }

    /// `DLE EOT n`.
    fn ask(n: u8) -> Vec<Action> {
        vec![
            Action::Send(vec![0x10, 0x04, n]),
            Action::Wait(limits::STATUS_MS),
        ]
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
        assert_eq!(
            PrintJob::question(&Profile::default()).on(Event::StartedMute),
            silent
        );
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

    #[test]
    fn a_printer_that_reports_by_itself_is_asked_to_and_its_block_is_the_answer() {
        let mut fine = speaking(StatusBy::Asb, Proof::Fence);
        let asked = fine.on(Event::Started);
        assert_eq!(asked[0], Action::Send(vec![0x1D, 0x61, 0x0F]));
        let sent = [Action::Send(TICKET.to_vec())];
        assert_eq!(fine.on(Event::Received(&[0x10, 0, 0, 0])), sent);

        let mut open = speaking(StatusBy::Asb, Proof::Fence);
        open.on(Event::Started);
        let failed = [Action::Done(Outcome::Failed(Cause::CoverOpen))];
        assert_eq!(open.on(Event::Received(&[0x38, 0, 0, 0])), failed);
    }

    #[test]
    fn a_printer_that_knows_only_its_paper_is_asked_in_order_and_not_while_it_stands_still() {
        let mut out = speaking(StatusBy::GsR, Proof::Fence);
        let asked = out.on(Event::Started);
        assert_eq!(asked[0], Action::Send(vec![0x1D, 0x72, 0x01]));
        let failed = [Action::Done(Outcome::Failed(Cause::PaperOut))];
        assert_eq!(out.on(Event::Received(&[0x0F])), failed);

        let mut fine = speaking(StatusBy::GsR, Proof::Fence);
        let sent = [Action::Send(TICKET.to_vec())];
        assert_eq!(
            run(&mut fine, &[Event::Started, Event::Received(&[0])]),
            sent
        );
        fine.on(Event::Sent);
        let silent = [Action::Done(Outcome::Unknown(Doubt::Silent))];
        assert_eq!(fine.on(Event::TimedOut), silent);

        let mut late = speaking(StatusBy::GsR, Proof::Fence);
        run(&mut late, &[Event::Started, Event::TimedOut, Event::Sent]);
        let first = late.on(Event::Received(&[0]));
        assert_eq!(
            first,
            [],
            "the question's own reply comes before the fence's"
        );
        let printed = [Action::Done(Outcome::Printed)];
        assert_eq!(late.on(Event::Received(&[0])), printed);
    }

    #[test]
    fn a_printer_that_never_speaks_is_neither_asked_nor_waited_for() {
        let mut job = speaking(StatusBy::None, Proof::None);
        assert_eq!(job.on(Event::Started), [Action::Send(TICKET.to_vec())]);
        let silent = [Action::Done(Outcome::Unknown(Doubt::Silent))];
        assert_eq!(job.on(Event::Sent), silent);
        let mute = Profile {
            status: StatusBy::None,
            ..Profile::default()
        };
        assert_eq!(PrintJob::question(&mute).on(Event::Started), silent);
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
