//! The store: where a commit becomes durable, and nothing else.
//!
//! Two stores tell the same story: `SQLite` on disk and one in memory for the simulator and tests.
//! A commit is all or nothing; a failed one means the process must stop (RELIABILITY, hazard 15),
//! except a full disk, which rolls back cleanly.

pub mod memory;
pub mod sqlite;

use crate::journal::{BrokenRow, Row, Tip};
use crate::rows::{
    CallbackRow, CaseRow, EntryRow, LegRow, RectificationRow, RectificationStepRow, SpanRow,
    StepRow, TicketRow,
};
use hall_core::code::{RequestId, Seq};
use hall_core::{Date, Time};
use hall_protocol::resume::Epoch;
use std::collections::BTreeMap;
use std::future::Future;
use std::path::PathBuf;

/// Everything that becomes durable together.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Commit {
    /// New rows of the journal.
    pub events: Vec<Row>,
    /// Tickets as they stand now.
    pub tickets: Vec<TicketRow>,
    /// Legs as they stand now.
    pub legs: Vec<LegRow>,
    /// Window spans as they stand now.
    pub spans: Vec<SpanRow>,
    /// Cases as they stand now.
    pub cases: Vec<CaseRow>,
    /// Steps of cases, in order.
    pub steps: Vec<StepRow>,
    /// What has to be put right, as it stands now.
    pub rectifications: Vec<RectificationRow>,
    /// Steps about it, in order.
    pub rectification_steps: Vec<RectificationStepRow>,
    /// People on lists as they stand now.
    pub callbacks: Vec<CallbackRow>,
    /// Entries of registers.
    pub entries: Vec<EntryRow>,
    /// Answers to accepted intents.
    pub answers: Vec<AnswerRow>,
    /// Free texts.
    pub notes: Vec<NoteRow>,
}

impl Commit {
    /// Whether there is nothing to store.
    pub fn is_empty(&self) -> bool {
        self.events.is_empty() && self.answers.is_empty() && self.notes.is_empty()
    }
}

/// The first answer to an intent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AnswerRow {
    /// The intent.
    pub request: RequestId,
    /// The business day.
    pub day: Date,
    /// The last event before it was given.
    pub seq: Seq,
    /// Digest of what was asked: the same id with another body is refused.
    pub digest: String,
    /// HTTP status.
    pub status: u16,
    /// The body.
    pub body: String,
}

/// A free text with its expiry.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NoteRow {
    /// Its key.
    pub note: RequestId,
    /// Salt of the digest in the journal.
    pub salt: String,
    /// The words.
    pub text: String,
    /// When it is cleared.
    pub expires: Time,
}

/// A stored state of the hall, to start from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Snapshot {
    /// The last event in it, with its hash.
    pub tip: Tip,
    /// The hall as JSON.
    pub body: String,
}

/// What a start finds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stored {
    /// The epoch.
    pub epoch: Epoch,
    /// The newest usable snapshot.
    pub snapshot: Option<Snapshot>,
    /// Digests of remembered intents.
    pub answered: BTreeMap<RequestId, String>,
    /// The last event that any of their answers stands on.
    pub answered_after: Seq,
    /// Free texts by key.
    pub notes: BTreeMap<RequestId, String>,
}

/// Why something could not be stored or read.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No room; nothing of the commit was stored and the store still works.
    #[error("the disk is full; nothing was stored")]
    Full,
    /// A write or sync failed: nothing may be acknowledged until a verified restart.
    #[error("the journal could not be written: {0}")]
    Failed(String),
    /// The journal is damaged.
    #[error(
        "the journal is damaged, {0}; restore the last backup, the hall's devices will report what it misses"
    )]
    Damaged(#[from] BrokenRow),
    /// Another process holds the folder.
    #[error("{folder} is in use by another process; stop it, or talk to the running server", folder = .0.display())]
    InUse(PathBuf),
    /// The folder was made by something else.
    #[error("{0}")]
    Unusable(String),
}

/// A place for commits.
pub trait Store: Send + 'static {
    /// What a start needs before the journal is read.
    fn stored(&mut self) -> impl Future<Output = Result<Stored, StoreError>> + Send;

    /// Rows after `tip`, at most `limit` of them.
    fn rows_after(
        &mut self,
        seq: u64,
        limit: u32,
    ) -> impl Future<Output = Result<Vec<Row>, StoreError>> + Send;

    /// Makes a commit durable, all or nothing; returns only after the sync.
    fn commit(&mut self, commit: &Commit) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// The first answer to an intent.
    fn answer(
        &mut self,
        request: RequestId,
    ) -> impl Future<Output = Result<Option<AnswerRow>, StoreError>> + Send;

    /// Keeps a state to start from; older ones may go.
    fn keep_snapshot(
        &mut self,
        snapshot: &Snapshot,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Forgets answers of days before `day` and notes that have expired.
    fn forget(
        &mut self,
        day: Date,
        now: Time,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Begins a new history.
    fn set_epoch(&mut self, epoch: Epoch) -> impl Future<Output = Result<(), StoreError>> + Send;
}

/// What each answered intent asked.
fn digests(answers: impl IntoIterator<Item = AnswerRow>) -> BTreeMap<RequestId, String> {
    let answers = answers.into_iter();
    answers.map(|row| (row.request, row.digest)).collect()
}

/// The last event that any answer stands on.
fn last_event<'a>(answers: impl IntoIterator<Item = &'a AnswerRow>) -> Seq {
    let events = answers.into_iter().map(|row| row.seq);
    events.max().unwrap_or(Seq(0))
}
