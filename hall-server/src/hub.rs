//! The hub: what was committed, for everyone who looks.
//!
//! It keeps the published hall (one batch behind the desk at most), a bounded memory of encoded
//! frames for resuming, and wakes the feeds and pages. Nothing reaches it before its commit.

mod look;

pub use look::Look;

use crate::clock::Clock;
use crate::desk::Applied;
use crate::feed::changes::{Before, changes};
use crate::journal::{Tip, short};
use crate::limits::FEED_BACKLOG_MAX;
use crate::report::Review;
use crate::views::{Lens, Notes};
use hall_core::event::Event;
use hall_core::{Hall, Time};
use hall_protocol::resume::{Epoch, Memory, Published};
use hall_protocol::{ServerFrame, Stamp, encode};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use tokio::sync::{broadcast, watch};

/// What was committed.
#[derive(Debug)]
pub struct Hub {
    state: RwLock<State>,
    outbox: Mutex<Outbox>,
    seq: watch::Sender<u64>,
    clock: Arc<Clock>,
}

/// The frames of one epoch: those remembered, and those on their way.
#[derive(Debug)]
struct Outbox {
    memory: Memory,
    frames: broadcast::Sender<Published>,
}

impl Outbox {
    fn new(epoch: Epoch, tip: Tip) -> Self {
        let memory = Memory::new(&epoch.to_string(), tip.seq.0, &hash(tip));
        let (frames, _) = broadcast::channel(FEED_BACKLOG_MAX);
        Self { memory, frames }
    }
}

/// The published hall.
#[derive(Debug)]
pub struct State {
    /// The hall after the last committed event.
    pub hall: Hall,
    /// That event.
    pub tip: Tip,
    /// Free texts.
    pub notes: Notes,
    /// The epoch.
    pub epoch: Epoch,
    /// What today's ratings have shown.
    pub review: Review,
}

impl State {
    /// A look at the hall at `now`.
    pub const fn lens(&self, now: Time) -> Lens<'_> {
        Lens {
            hall: &self.hall,
            notes: &self.notes,
            now,
        }
    }
}

impl Hub {
    /// A hub that goes on from a recovered hall.
    pub fn new(state: State, clock: Arc<Clock>) -> Self {
        let outbox = Mutex::new(Outbox::new(state.epoch, state.tip));
        let (seq, _) = watch::channel(state.tip.seq.0);
        Self {
            state: RwLock::new(state),
            outbox,
            seq,
            clock,
        }
    }

    /// Looks at the published hall. Hold it briefly, a commit waits for it; and never look again
    /// while holding it.
    pub fn look(&self) -> Look<'_> {
        Look::at(&self.state)
    }

    /// The committed hall and its last event.
    pub fn committed(&self) -> (Hall, Tip) {
        let state = self.look();
        (state.hall.clone(), state.tip)
    }

    /// Publishes committed events in order.
    pub fn publish(&self, applied: &[Applied], notes: &Notes) {
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        if state.notes.len() != notes.len() {
            state.notes.clone_from(notes);
        }
        let mut outbox = self.outbox();
        for one in applied {
            let frame = state.advance(one);
            outbox.memory.push(frame.clone());
            // Nobody listening is fine.
            let _ = outbox.frames.send(frame);
        }
        self.seq.send_replace(state.tip.seq.0);
    }

    /// Replaces the free texts after old ones were forgotten.
    pub fn set_notes(&self, notes: &Notes) {
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        state.notes.clone_from(notes);
    }

    /// Begins a new epoch: nobody can resume over it, and every open feed ends, because its
    /// client would take the new epoch's events for the old one's (I23).
    pub fn set_epoch(&self, epoch: Epoch) {
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        state.epoch = epoch;
        *self.outbox() = Outbox::new(epoch, state.tip);
    }

    /// Looks at the memory of frames.
    pub fn with_memory<T>(&self, look: impl FnOnce(&Memory) -> T) -> T {
        look(&self.outbox().memory)
    }

    /// Frames from now on, together with the state they follow.
    ///
    /// The subscription begins while the state is held, so that no event falls between.
    pub fn subscribe<T>(
        &self,
        begin: impl FnOnce(&State, &Memory) -> T,
    ) -> (T, broadcast::Receiver<Published>) {
        let state = self.look();
        let outbox = self.outbox();
        (begin(&state, &outbox.memory), outbox.frames.subscribe())
    }

    fn outbox(&self) -> MutexGuard<'_, Outbox> {
        self.outbox.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The last event's place, as it grows.
    pub fn watch_seq(&self) -> watch::Receiver<u64> {
        self.seq.subscribe()
    }

    /// The hall's clock.
    pub const fn clock(&self) -> &Arc<Clock> {
        &self.clock
    }
}

impl State {
    /// Applies one committed event and encodes what it changed.
    fn advance(&mut self, one: &Applied) -> Published {
        let before = Before::of(self.lens(one.at), &one.event);
        self.hall.apply(&one.event, one.at);
        self.review.note(&one.event, one.at);
        self.tip = one.tip;
        let (seq, hash) = (one.tip.seq.0, hash(one.tip));
        if matches!(one.event, Event::PlanLoaded { .. }) {
            return self.resync(seq, &hash);
        }
        let changes = changes(&before, self.lens(one.at), &one.event);
        Published::new(seq, &hash, Stamp(one.at), changes)
    }

    /// A plan may take anything away, so everybody gets the whole picture.
    fn resync(&self, seq: u64, hash: &str) -> Published {
        let picture = self.lens(self.hall.time()).picture();
        let frame = |picture| {
            let (epoch, hash) = (self.epoch.to_string(), hash.to_owned());
            encode(&ServerFrame::Snapshot {
                epoch,
                seq,
                hash,
                picture: Box::new(picture),
            })
            .into()
        };
        let public = frame(picture.for_public());
        Published {
            seq,
            hash: hash.into(),
            public,
            staff: frame(picture),
        }
    }
}

fn hash(tip: Tip) -> String {
    if tip.seq.0 == 0 {
        String::new()
    } else {
        short(&tip.hash)
    }
}
