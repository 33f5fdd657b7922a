//! The store in memory: the same story without a disk, for the simulator and tests.
//!
//! It enforces what the tables enforce, and fails on command.

use super::{AnswerRow, Commit, NoteRow, Snapshot, Store, StoreError, Stored, digests, last_event};
use crate::journal::{Row, Tip};
use crate::rows::{
    CallbackRow, CaseRow, EntryRow, LegRow, RectificationRow, RectificationStepRow, SpanRow,
    StepRow, TicketRow,
};
use hall_core::code::{RequestId, WindowNumber};
use hall_core::{Date, Time};
use hall_protocol::resume::Epoch;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard};

/// A store whose content outlives it, so that a restart finds what was committed.
#[derive(Clone, Debug, Default)]
pub struct MemoryStore {
    content: Arc<Mutex<Content>>,
}

/// What is durable.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Content {
    /// The journal.
    pub events: Vec<Row>,
    /// Tickets by id.
    pub tickets: BTreeMap<u64, TicketRow>,
    /// Who holds which number.
    numbers: BTreeMap<Number, u64>,
    /// Legs by ticket and number.
    pub legs: BTreeMap<(u64, u16), LegRow>,
    /// Spans by day, window and number.
    pub spans: BTreeMap<(Date, WindowNumber, u16), SpanRow>,
    /// Cases by id.
    pub cases: BTreeMap<u64, CaseRow>,
    /// Steps of cases by event.
    pub steps: BTreeMap<u64, StepRow>,
    /// What has to be put right, by id.
    pub rectifications: BTreeMap<u64, RectificationRow>,
    /// Steps about it by event.
    pub rectification_steps: BTreeMap<u64, RectificationStepRow>,
    /// People on lists by day and ticket.
    pub callbacks: BTreeMap<(Date, u64), CallbackRow>,
    /// Entries of registers by id.
    pub entries: BTreeMap<u64, EntryRow>,
    /// Answers by intent.
    pub answers: BTreeMap<RequestId, AnswerRow>,
    /// Free texts by key.
    pub notes: BTreeMap<RequestId, NoteRow>,
    /// The newest snapshot.
    pub snapshot: Option<Snapshot>,
    /// The epoch.
    pub epoch: Option<Epoch>,
    /// How the next commits fail.
    pub fault: Option<Fault>,
}

/// How a store fails on command.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
    /// No room: nothing is stored, the store works on.
    Full,
    /// The write fails: nothing is stored.
    Write,
}

impl MemoryStore {
    /// Looks at what is durable, or breaks it.
    ///
    /// # Panics
    ///
    /// Never: nobody panics while holding the content.
    pub fn content(&self) -> MutexGuard<'_, Content> {
        self.content
            .lock()
            .expect("nobody panics while holding the content")
    }
}

impl Content {
    /// Takes a commit whole, or refuses it and stays as it was.
    fn take(&mut self, commit: &Commit) -> Result<(), StoreError> {
        self.check(commit)?;
        self.events.extend(commit.events.iter().cloned());
        for row in &commit.tickets {
            self.numbers.insert(Number::of(row), row.ticket);
            if let Some(old) = self.tickets.insert(row.ticket, row.clone())
                && Number::of(&old) != Number::of(row)
            {
                self.numbers.remove(&Number::of(&old));
            }
        }
        let legs = commit.legs.iter();
        self.legs
            .extend(legs.map(|row| ((row.ticket, row.leg), row.clone())));
        let spans = commit.spans.iter();
        self.spans
            .extend(spans.map(|row| ((row.day, row.window, row.span), row.clone())));
        let cases = commit.cases.iter();
        self.cases.extend(cases.map(|row| (row.case, row.clone())));
        let steps = commit.steps.iter();
        self.steps.extend(steps.map(|row| (row.event, row.clone())));
        let ones = commit.rectifications.iter();
        self.rectifications
            .extend(ones.map(|row| (row.rectification, row.clone())));
        let steps = commit.rectification_steps.iter();
        self.rectification_steps
            .extend(steps.map(|row| (row.event, row.clone())));
        let callbacks = commit.callbacks.iter();
        self.callbacks
            .extend(callbacks.map(|row| ((row.day, row.ticket), row.clone())));
        let entries = commit.entries.iter();
        self.entries
            .extend(entries.map(|row| (row.entry, row.clone())));
        let answers = commit.answers.iter();
        self.answers
            .extend(answers.map(|row| (row.request, row.clone())));
        let notes = commit.notes.iter();
        self.notes.extend(notes.map(|row| (row.note, row.clone())));
        Ok(())
    }

    /// What the tables' own constraints would refuse.
    fn check(&self, commit: &Commit) -> Result<(), StoreError> {
        let failed = |what: &str| Err(StoreError::Failed(what.to_owned()));
        match self.fault {
            Some(Fault::Full) => return Err(StoreError::Full),
            Some(Fault::Write) => return failed("write failed on command"),
            None => {}
        }
        let first = self.events.len() as u64 + 1;
        if (first..)
            .zip(&commit.events)
            .any(|(seq, row)| row.seq.0 != seq)
        {
            return failed("event_id repeats or leaves a gap");
        }
        let mut fresh = BTreeMap::new();
        for row in &commit.tickets {
            let number = Number::of(row);
            let holder = *fresh.entry(number.clone()).or_insert(row.ticket);
            let before = self.numbers.get(&number).copied().unwrap_or(row.ticket);
            if holder != row.ticket || before != row.ticket {
                return failed("ticket_number_once");
            }
        }
        let mut answered = commit.answers.iter().map(|row| row.request);
        if answered.any(|request| self.answers.contains_key(&request)) {
            return failed("answer repeats an intent");
        }
        Ok(())
    }
}

/// What no two tickets share (I1).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Number(Date, String, u16, u32);

impl Number {
    fn of(row: &TicketRow) -> Self {
        Self(row.day, row.series.clone(), row.round, row.n)
    }
}

impl Store for MemoryStore {
    async fn stored(&mut self) -> Result<Stored, StoreError> {
        let mut content = self.content();
        let epoch = *content.epoch.get_or_insert(Epoch {
            counter: 1,
            random: 0,
        });
        let answers = || content.answers.values();
        let notes = content
            .notes
            .values()
            .map(|row| (row.note, row.text.clone()));
        Ok(Stored {
            epoch,
            snapshot: content.snapshot.clone(),
            answered_after: last_event(answers()),
            answered: digests(answers().cloned()),
            notes: notes.collect(),
        })
    }

    async fn rows_after(&mut self, seq: u64, limit: u32) -> Result<Vec<Row>, StoreError> {
        let rows = self
            .content()
            .events
            .iter()
            .skip(seq as usize)
            .take(limit as usize)
            .cloned()
            .collect();
        Ok(rows)
    }

    async fn commit(&mut self, commit: &Commit) -> Result<(), StoreError> {
        self.content().take(commit)
    }

    async fn answer(&mut self, request: RequestId) -> Result<Option<AnswerRow>, StoreError> {
        Ok(self.content().answers.get(&request).cloned())
    }

    async fn keep_snapshot(&mut self, snapshot: &Snapshot) -> Result<(), StoreError> {
        self.content().snapshot = Some(snapshot.clone());
        Ok(())
    }

    async fn forget(&mut self, day: Date, now: Time) -> Result<(), StoreError> {
        let mut content = self.content();
        content.answers.retain(|_, row| row.day >= day);
        content.notes.retain(|_, row| row.expires > now);
        Ok(())
    }

    async fn set_epoch(&mut self, epoch: Epoch) -> Result<(), StoreError> {
        self.content().epoch = Some(epoch);
        Ok(())
    }
}

/// The tip of a journal in memory.
pub fn tip(content: &Content) -> Tip {
    content.events.last().map_or(Tip::GENESIS, |row| Tip {
        seq: row.seq,
        hash: row.hash,
    })
}
