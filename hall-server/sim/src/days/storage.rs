//! The simulated disk under the shipped desk: the store in memory, with a power switch.
//!
//! A commit may take time, and the power may go meanwhile: then it is there whole or not at all,
//! as the real file shows cut by cut (`hall-sim disk`). What was answered must be there.

use hall_core::code::RequestId;
use hall_core::{Date, Time};
use hall_protocol::resume::Epoch;
use hall_server::journal::Row;
use hall_server::store::memory::{Content, Fault, MemoryStore};
use hall_server::store::{AnswerRow, Commit, Snapshot, Store, StoreError, Stored};
use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard};
use std::task::{Poll, Waker};

/// A disk that outlives the server.
#[derive(Clone, Default)]
pub(super) struct Disk(Arc<Mutex<State>>);

/// The store of one server life on a [`Disk`].
pub(super) struct DiskStore(Disk);

#[derive(Default)]
struct State {
    store: MemoryStore,
    next: Mishap,
    pending: Option<Pending>,
}

/// What becomes of the next commit.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Mishap {
    /// Nothing.
    #[default]
    None,
    /// It takes until [`Disk::release`].
    Slow,
    /// The write fails, nothing is stored.
    WriteError,
    /// The sync fails; whether it is stored shows after the restart.
    SyncError {
        /// It was.
        is_stored: bool,
    },
}

struct Pending {
    commit: Commit,
    is_released: bool,
    waker: Option<Waker>,
}

impl Disk {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().expect("nobody panics while holding the disk")
    }

    /// What is durable now.
    pub(super) fn with<T>(&self, look: impl FnOnce(&mut Content) -> T) -> T {
        let store = self.state().store.clone();
        let mut content = store.content();
        look(&mut content)
    }

    /// Decides what becomes of the next commit.
    pub(super) fn strike(&self, mishap: Mishap) {
        self.state().next = mishap;
    }

    /// No room from now on, or room again.
    pub(super) fn fill(&self, is_full: bool) {
        self.with(|content| content.fault = is_full.then_some(Fault::Full));
    }

    /// Whether a commit is on its way.
    pub(super) fn is_busy(&self) -> bool {
        self.state().pending.is_some()
    }

    /// Lets a slow commit end.
    pub(super) fn release(&self) {
        if let Some(pending) = &mut self.state().pending {
            pending.is_released = true;
            if let Some(waker) = pending.waker.take() {
                waker.wake();
            }
        }
    }

    /// The power goes: a commit on its way is there whole, or not at all.
    pub(super) fn cut_power(&self, keeps_pending: bool) {
        let (store, pending) = {
            let mut state = self.state();
            state.next = Mishap::None;
            (state.store.clone(), state.pending.take())
        };
        if let Some(pending) = pending.filter(|_| keeps_pending) {
            let mut store = store;
            // Refused for lack of room is as good as not there.
            let _ = super::task::at_once(store.commit(&pending.commit));
        }
    }

    /// A store for the next life of the server.
    pub(super) fn store(&self) -> DiskStore {
        DiskStore(self.clone())
    }
}

impl DiskStore {
    fn memory(&self) -> MemoryStore {
        self.0.state().store.clone()
    }
}

impl Store for DiskStore {
    async fn stored(&mut self) -> Result<Stored, StoreError> {
        self.memory().stored().await
    }

    async fn rows_after(&mut self, seq: u64, limit: u32) -> Result<Vec<Row>, StoreError> {
        self.memory().rows_after(seq, limit).await
    }

    async fn commit(&mut self, commit: &Commit) -> Result<(), StoreError> {
        let mishap = std::mem::take(&mut self.0.state().next);
        match mishap {
            Mishap::None => {}
            Mishap::Slow => {
                self.0.state().pending = Some(Pending {
                    commit: commit.clone(),
                    is_released: false,
                    waker: None,
                });
                self.released().await;
            }
            Mishap::WriteError => return Err(StoreError::Failed("write error".to_owned())),
            Mishap::SyncError { is_stored } => {
                if is_stored {
                    self.memory().commit(commit).await?;
                }
                return Err(StoreError::Failed("sync error".to_owned()));
            }
        }
        self.memory().commit(commit).await
    }

    async fn answer(&mut self, request: RequestId) -> Result<Option<AnswerRow>, StoreError> {
        self.memory().answer(request).await
    }

    async fn keep_snapshot(&mut self, snapshot: &Snapshot) -> Result<(), StoreError> {
        self.memory().keep_snapshot(snapshot).await
    }

    async fn forget(&mut self, day: Date, now: Time) -> Result<(), StoreError> {
        self.memory().forget(day, now).await
    }

    async fn set_epoch(&mut self, epoch: Epoch) -> Result<(), StoreError> {
        self.memory().set_epoch(epoch).await
    }
}

impl DiskStore {
    async fn released(&self) {
        poll_fn(|context| {
            let mut state = self.0.state();
            match &mut state.pending {
                Some(pending) if !pending.is_released => {
                    pending.waker = Some(context.waker().clone());
                    Poll::Pending
                }
                _ => {
                    state.pending = None;
                    Poll::Ready(())
                }
            }
        })
        .await;
    }
}
