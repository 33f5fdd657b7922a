//! The truth: what a database must hold after a transaction, folded here from what was committed.
//!
//! It owes nothing to the store: the hall is folded from the rows that the desk handed over, and
//! answers and texts are kept as they were given.

use hall_core::code::RequestId;
use hall_core::{Date, Hall, Time};
use hall_protocol::resume::Epoch;
use hall_server::desk::recover::Recovered;
use hall_server::journal::{Tip, short};
use hall_server::store::{AnswerRow, Commit, NoteRow, Snapshot, StoreError};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What is true after a transaction.
#[derive(Clone, Debug)]
pub(super) struct Truth {
    /// The last event.
    pub(super) tip: Tip,
    /// The hall after it.
    pub(super) hall: Arc<Hall>,
    /// The epoch; none before the first start wrote it.
    pub(super) epoch: Option<Epoch>,
    /// The first answers to intents.
    pub(super) answers: Arc<BTreeMap<RequestId, AnswerRow>>,
    /// Free texts.
    pub(super) notes: Arc<BTreeMap<RequestId, NoteRow>>,
    /// Where snapshots stand, newest last.
    pub(super) snapshots: Vec<Tip>,
}

impl Truth {
    /// Before the first start.
    pub(super) fn empty() -> Self {
        Self {
            tip: Tip::GENESIS,
            hall: Arc::new(Hall::new()),
            epoch: None,
            answers: Arc::default(),
            notes: Arc::default(),
            snapshots: Vec::new(),
        }
    }

    /// After a commit.
    pub(super) fn after(&self, commit: &Commit) -> Result<Self, StoreError> {
        let mut next = self.clone();
        let hall = Arc::make_mut(&mut next.hall);
        for row in &commit.events {
            let event = next.tip.follow(row)?;
            hall.apply(&event, row.at);
        }
        let answers = commit.answers.iter().map(|row| (row.request, row.clone()));
        Arc::make_mut(&mut next.answers).extend(answers);
        let notes = commit.notes.iter().map(|row| (row.note, row.clone()));
        Arc::make_mut(&mut next.notes).extend(notes);
        Ok(next)
    }

    /// After a snapshot was kept, and after older ones went.
    pub(super) fn after_snapshot(&self, snapshot: &Snapshot) -> [Self; 2] {
        let mut kept = self.clone();
        kept.snapshots.retain(|tip| tip.seq != snapshot.tip.seq);
        kept.snapshots.push(snapshot.tip);
        let mut pruned = kept.clone();
        let first = pruned.snapshots.len().saturating_sub(2);
        pruned.snapshots.drain(..first);
        [kept, pruned]
    }

    /// After old answers went, and after expired texts went.
    pub(super) fn after_forgetting(&self, day: Date, now: Time) -> [Self; 2] {
        let mut first = self.clone();
        Arc::make_mut(&mut first.answers).retain(|_, row| row.day >= day);
        let mut second = first.clone();
        Arc::make_mut(&mut second.notes).retain(|_, row| row.expires > now);
        [first, second]
    }

    /// After a new history began.
    pub(super) fn after_epoch(&self, epoch: Epoch) -> Self {
        Self {
            epoch: Some(epoch),
            ..self.clone()
        }
    }

    /// Whether both hold the same.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.tip == other.tip
            && self.epoch == other.epoch
            && self.answers == other.answers
            && self.notes == other.notes
            && self.snapshots == other.snapshots
    }

    /// Compares what a start found; the first difference in words.
    pub(super) fn compare(&self, found: &Recovered) -> Result<(), String> {
        self.compare_history(found)?;
        if self.epoch.is_some_and(|epoch| epoch != found.epoch) {
            return Err(format!("the epoch is {}", found.epoch));
        }
        let texts = self.notes.iter().map(|(id, row)| (id, &row.text));
        if !texts.eq(found.notes.iter()) {
            return Err("the free texts are others".to_owned());
        }
        Ok(())
    }

    /// Whether what a start found is this truth, but for what a later commit left and nobody sees:
    /// a text that no event speaks of, or the name of a history that begins only now. Devices
    /// prove the loss by either name.
    pub(super) fn allows(&self, found: &Recovered) -> bool {
        let known = self.epoch.map_or(0, |epoch| epoch.counter);
        let epoch = found.epoch.counter > known || Some(found.epoch) == self.epoch;
        let mut notes = self.notes.iter();
        let texts = notes.all(|(id, row)| found.notes.get(id) == Some(&row.text));
        epoch && texts && self.compare_history(found).is_ok()
    }

    fn compare_history(&self, found: &Recovered) -> Result<(), String> {
        if found.tip != self.tip {
            let (ours, theirs) = (self.tip.seq, found.tip.seq);
            let hashes = (short(&self.tip.hash), short(&found.tip.hash));
            return Err(format!(
                "the journal ends at event {theirs} ({}), not at {ours} ({})",
                hashes.1, hashes.0
            ));
        }
        if found.hall != *self.hall {
            return Err("the hall is another one at the same event".to_owned());
        }
        let digests = self.answers.iter().map(|(id, row)| (id, &row.digest));
        if !digests.eq(found.answered.iter()) {
            let counts = (found.answered.len(), self.answers.len());
            return Err(format!(
                "{} remembered intents, not the {} that were answered",
                counts.0, counts.1
            ));
        }
        Ok(())
    }

    /// The first eight bytes of the last hash, as devices know it; empty before the first event.
    pub(super) fn hash(&self) -> String {
        hash(self.tip)
    }
}

/// The hash of a tip as devices know it; empty before the first event.
pub(super) fn hash(tip: Tip) -> String {
    if tip.seq.0 == 0 {
        String::new()
    } else {
        short(&tip.hash)
    }
}
