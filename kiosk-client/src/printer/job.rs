//! One ticket on its way through a printer, as a pure machine.
//!
//! Ask how it is, see that it keeps step, send, wait for its word, and when none comes ask why. No
//! reply proves nothing: printed needs the printer's own confirmation (I18), failed needs a cause
//! it named.

use super::replies::{Replies, Reply};
use super::status::{Cause, Status};
use super::step::Step;
use crate::encode::{ProcessId, proof_request};
use crate::limits;
use crate::profile::{Profile, Proof, StatusBy};
use hall_core::planted::{self, Bug};
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
    step: Step,
    /// Replies heard while it falls into step.
    heard: u32,
    status: Status,
    replies: Replies,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum State {
    /// This question is asked before the ticket.
    Checking(usize),
    /// It shall answer in order before it gets the ticket; asked for the first or the second time.
    Stepping(u8),
    /// The ticket is being written.
    Writing,
    /// Everything is written.
    Confirming,
    /// No word came; this question is asked for the cause.
    Asking(usize),
    Done,
}

impl PrintJob {
    /// A ticket that ends with the request for proof of this profile, for a printer that was left
    /// in this step.
    pub fn new(ticket: Vec<u8>, profile: &Profile, id: ProcessId, step: Step) -> Self {
        Self {
            ticket,
            says: profile.status,
            proof: profile.proof,
            id,
            state: State::Checking(0),
            mute: false,
            answers: profile.status != StatusBy::None,
            owes: false,
            step,
            heard: 0,
            status: Status::default(),
            replies: Replies::default(),
        }
    }

    /// Nothing to print: only asks how the printer is. Printed means that it is fine.
    pub fn question(profile: &Profile, step: Step) -> Self {
        Self::new(Vec::new(), profile, ProcessId::of(0), step)
    }

    /// The step in which it leaves the printer.
    pub fn step(&self) -> Step {
        self.step
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
            (State::Writing, Event::Sent) if !self.is_believed() => self.ask_why(),
            (State::Writing, Event::Sent) => {
                self.state = State::Confirming;
                vec![Action::Wait(limits::CONFIRM_MS)]
            }
            (_, Event::Received(bytes)) => self.receive(bytes),
            (State::Checking(_), Event::TimedOut) => {
                self.answers = false;
                if self.says == StatusBy::GsR {
                    // Whoever owes an answer in order gives no other one before.
                    self.owes = true;
                    self.step.ask();
                    return self.begin();
                }
                self.get_in_step()
            }
            (State::Stepping(round), Event::TimedOut) => self.stop_listening(round),
            (State::Confirming, Event::TimedOut) => self.ask_why(),
            (State::Asking(_), Event::TimedOut) => self.conclude(),
            (State::Checking(_) | State::Stepping(_), Event::Lost) => {
                self.step.lose();
                self.done(Outcome::Failed(Cause::Unreachable))
            }
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
            (State::Confirming | State::Asking(_), Reply::Done(id))
                if *id == self.id.bytes() && self.is_believed() =>
            {
                self.done(Outcome::Printed)
            }
            (State::Stepping(_), Reply::Done(id)) if *id == ProcessId::STEP.bytes() => {
                self.step = Step::KEPT;
                self.begin()
            }
            (State::Stepping(_), Reply::Queued(paper)) if self.is_fence(*paper) => self.fall_in(),
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
            None if is_checking => self.get_in_step(),
            None => self.conclude(),
        }
    }

    /// Has something small answered in order, where it is not known that the printer does.
    fn get_in_step(&mut self) -> Vec<Action> {
        let is_needed = self.proof != Proof::None && !self.step.is_kept();
        // A look does not fill a printer that never answers so.
        let is_vain = self.ticket.is_empty() && self.step.is_vain();
        if !is_needed || is_vain || self.status.cause().is_some() {
            return self.begin();
        }
        self.ask_for_step(0)
    }

    fn ask_for_step(&mut self, round: u8) -> Vec<Action> {
        self.state = State::Stepping(round);
        self.heard = 0;
        self.step.ask();
        vec![
            Action::Send(proof_request(self.proof, ProcessId::STEP)),
            Action::Wait(limits::STATUS_MS),
        ]
    }

    /// One more reply in order: an old one, or the one that was asked for.
    fn fall_in(&mut self) -> Vec<Action> {
        self.heard += 1;
        if self.heard > limits::REPLIES_MAX {
            return self.begin();
        }
        let quiet_ms = self.step.hear();
        // Only in a printer that cannot say why it stands still several tickets may lie.
        let may_be_busy = self.says == StatusBy::GsR;
        let ms = if may_be_busy {
            limits::CONFIRM_MS
        } else {
            quiet_ms
        };
        vec![Action::Wait(ms)]
    }

    /// No more replies come. When some are missing, the printer forgot them, or has just stopped:
    /// it is asked once more.
    fn stop_listening(&mut self, round: u8) -> Vec<Action> {
        if self.heard > 0 && self.step.is_quits() {
            self.step = Step::KEPT;
        } else if self.heard > 0 && round == 0 {
            self.step = Step::default();
            return self.ask_for_step(1);
        }
        self.begin()
    }

    /// A confirmation can only be that of this ticket.
    fn is_believed(&self) -> bool {
        let is_in_step = self.step.is_kept() || planted::is(Bug::OutOfStepBelieved);
        self.proof != Proof::None && is_in_step
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
        match (self.is_fence(paper), paper & 0x0C) {
            (false, _) => Vec::new(),
            (true, 0) => self.done(Outcome::Printed),
            (true, _) => {
                self.status.note_paper(paper);
                self.ask_why()
            }
        }
    }

    fn is_fence(&self, paper: u8) -> bool {
        self.proof == Proof::Fence && paper & 0x90 == 0
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
        let state = std::mem::replace(&mut self.state, State::Done);
        let is_sent = !matches!(state, State::Checking(_) | State::Stepping(_));
        match outcome {
            Outcome::Printed if is_sent && !self.owes => self.step = Step::KEPT,
            _ if is_sent => {
                self.step.ask();
                self.step.lose();
            }
            _ if self.owes => self.step.lose(),
            _ => {}
        }
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
mod tests;
