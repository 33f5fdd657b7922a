//! The tape: every transaction of a scenario, with the disk before and after it and what is true.
//!
//! [`Recorder`] is a store around the shipped one. The desk does not know that it is watched.

use super::image::{Frame, Image, transactions, written};
use super::truth::Truth;
use hall_core::code::RequestId;
use hall_core::{Date, Time};
use hall_protocol::resume::Epoch;
use hall_server::journal::Row;
use hall_server::store::sqlite::SqliteStore;
use hall_server::store::{AnswerRow, Commit, Snapshot, Store, StoreError, Stored};
use std::ops::Range;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What a step did.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// The file was made or opened, migrations included.
    Open,
    /// A batch of the desk.
    Commit,
    /// Snapshot, forgetting, epoch: beside the journal.
    Side,
    /// The log went into the main file.
    Checkpoint,
}

/// One step of a scenario on the disk.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub(super) kind: Kind,
    pub(super) before: Image,
    pub(super) after: Image,
    /// What is true before it and after each of its transactions.
    pub(super) truths: Vec<Arc<Truth>>,
}

impl Step {
    /// What is true when all of it is on the disk.
    pub(super) fn truth(&self) -> &Arc<Truth> {
        self.truths.last().expect("a step begins with a truth")
    }

    /// The bytes of the log that it wrote; none when it wrote no frame.
    pub(super) fn region(&self) -> Option<(Range<usize>, Vec<Frame>)> {
        let frames = self.after.frames();
        let end = written(&frames);
        let start = if self.goes_on() {
            written(&self.before.frames())
        } else {
            0
        };
        (end > start).then_some((start..end, frames))
    }

    /// Whether the log goes on where it was, instead of beginning again over old frames.
    pub(super) fn goes_on(&self) -> bool {
        self.before.salt().is_some() && self.before.salt() == self.after.salt()
    }

    /// The main file under the log that this step wrote: as it was before, or as it was made.
    pub(super) fn base(&self) -> Image {
        let main = match self.kind {
            Kind::Open => &self.after.main,
            _ => &self.before.main,
        };
        Image {
            main: Arc::clone(main),
            log: Arc::clone(&self.before.log),
        }
    }

    /// What may be found when `whole` bytes of the log are on the disk, and perhaps more.
    ///
    /// Exactly one truth, unless the step's transactions changed nothing that the truth knows.
    pub(super) fn expected(&self, frames: &[Frame], whole: usize) -> &[Arc<Truth>] {
        let Some((region, _)) = self.region() else {
            return &self.truths;
        };
        let parts = transactions(frames, region);
        let done = parts.iter().filter(|part| part.end <= whole).count();
        if parts.len() + 1 == self.truths.len() {
            &self.truths[done..=done]
        } else {
            &self.truths
        }
    }
}

/// Everything recorded so far.
#[derive(Debug)]
pub(super) struct Tape {
    folder: PathBuf,
    pub(super) steps: Vec<Step>,
    pub(super) image: Image,
    pub(super) truth: Arc<Truth>,
    /// What went wrong while recording.
    pub(super) faults: Vec<String>,
}

impl Tape {
    /// An empty tape of a folder.
    pub(super) fn new(folder: PathBuf) -> Self {
        Self {
            folder,
            steps: Vec::new(),
            image: Image::default(),
            truth: Arc::new(Truth::empty()),
            faults: Vec::new(),
        }
    }

    /// Notes what the disk looks like now, and what is true from now on.
    pub(super) fn note(&mut self, kind: Kind, truths: impl IntoIterator<Item = Truth>) {
        let after = match Image::read(&self.folder) {
            Ok(image) => image,
            Err(error) => return self.faults.push(format!("the disk is unreadable: {error}")),
        };
        let mut list = vec![Arc::clone(&self.truth)];
        for truth in truths {
            let same = list.last().is_some_and(|last| last.is_same(&truth));
            if !same {
                list.push(Arc::new(truth));
            }
        }
        self.truth = Arc::clone(list.last().expect("it begins with a truth"));
        let before = std::mem::replace(&mut self.image, after.clone());
        self.steps.push(Step {
            kind,
            before,
            after,
            truths: list,
        });
    }
}

/// A tape that the desk's task and the script share.
pub(super) type Shared = Arc<Mutex<Tape>>;

/// Looks at a shared tape.
pub(super) fn look(tape: &Shared) -> MutexGuard<'_, Tape> {
    tape.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The shipped store, with every transaction recorded.
#[derive(Debug)]
pub(super) struct Recorder {
    pub(super) store: SqliteStore,
    pub(super) tape: Shared,
    /// Pages that the file may have; 0 leaves them unlimited.
    pub(super) pages: Arc<AtomicU32>,
    limited: u32,
}

impl Recorder {
    /// Records on a tape what a store does.
    pub(super) fn new(store: SqliteStore, tape: Shared, pages: Arc<AtomicU32>) -> Self {
        Self {
            store,
            tape,
            pages,
            limited: 0,
        }
    }

    /// Brings the wanted limit into force.
    async fn limit(&mut self) -> Result<(), StoreError> {
        let wanted = self.pages.load(Ordering::SeqCst);
        if wanted != self.limited {
            self.limited = wanted;
            self.store.limit_pages(wanted).await?;
        }
        Ok(())
    }

    fn note(&self, kind: Kind, truths: impl IntoIterator<Item = Truth>) {
        look(&self.tape).note(kind, truths);
    }

    fn truth(&self) -> Arc<Truth> {
        Arc::clone(&look(&self.tape).truth)
    }
}

impl Store for Recorder {
    async fn stored(&mut self) -> Result<Stored, StoreError> {
        self.store.stored().await
    }

    async fn rows_after(&mut self, seq: u64, limit: u32) -> Result<Vec<Row>, StoreError> {
        self.store.rows_after(seq, limit).await
    }

    async fn commit(&mut self, commit: &Commit) -> Result<(), StoreError> {
        self.limit().await?;
        let next = self.truth().after(commit)?;
        self.store.commit(commit).await?;
        self.note(Kind::Commit, [next]);
        Ok(())
    }

    async fn answer(&mut self, request: RequestId) -> Result<Option<AnswerRow>, StoreError> {
        self.store.answer(request).await
    }

    async fn keep_snapshot(&mut self, snapshot: &Snapshot) -> Result<(), StoreError> {
        self.limit().await?;
        let next = self.truth().after_snapshot(snapshot);
        self.store.keep_snapshot(snapshot).await?;
        self.note(Kind::Side, next);
        Ok(())
    }

    async fn forget(&mut self, day: Date, now: Time) -> Result<(), StoreError> {
        self.limit().await?;
        let next = self.truth().after_forgetting(day, now);
        self.store.forget(day, now).await?;
        self.note(Kind::Side, next);
        Ok(())
    }

    async fn set_epoch(&mut self, epoch: Epoch) -> Result<(), StoreError> {
        self.limit().await?;
        let next = self.truth().after_epoch(epoch);
        self.store.set_epoch(epoch).await?;
        self.note(Kind::Side, [next]);
        Ok(())
    }
}
