//! The program's end of a link: the picture, the hall's time and the link's health, at any moment.

use super::machine::LinkMachine;
use super::memory::Memory;
use hall_core::Date;
use hall_core::code::SeriesCode;
use hall_protocol::frame::Welcome;
use hall_protocol::resume::{Place, Seen};
use hall_protocol::{Picture, Stamp};
use std::sync::{Arc, Mutex, MutexGuard};
use tokio::sync::watch;
use tokio::time::Instant;

/// A cheap handle to a running link; clones see the same link.
#[derive(Clone, Debug)]
pub struct LinkHandle {
    machine: Arc<Mutex<LinkMachine>>,
    memory: Memory,
    reach: watch::Receiver<Reach>,
    started: Instant,
}

/// How far the picture has come.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Reach {
    pub(super) seq: u64,
    pub(super) is_live: bool,
}

impl LinkHandle {
    pub(super) fn new(
        machine: Arc<Mutex<LinkMachine>>,
        memory: Memory,
        reach: watch::Receiver<Reach>,
        started: Instant,
    ) -> Self {
        Self {
            machine,
            memory,
            reach,
            started,
        }
    }

    /// The picture so far; empty before the first snapshot. Nothing is copied.
    pub fn picture(&self) -> Arc<Picture> {
        self.lock().cursor().picture()
    }

    /// The last welcome: the hall, the own window, the speed of the clock.
    pub fn welcome(&self) -> Option<Arc<Welcome>> {
        self.lock().cursor().welcome().cloned()
    }

    /// The last event in the picture.
    pub fn seq(&self) -> u64 {
        self.lock().cursor().seq()
    }

    /// The place in the journal that calls say; none for a device that never had a picture.
    pub fn place(&self) -> Option<Place> {
        self.lock().cursor().place()
    }

    /// Whether events arrive.
    pub fn is_live(&self) -> bool {
        self.lock().is_live()
    }

    /// Whether the picture must be marked as not current.
    pub fn is_stale(&self) -> bool {
        let now_ms = self.now_ms();
        self.lock().cursor().is_stale(now_ms)
    }

    /// Milliseconds since the server was last heard; none when it never was.
    pub fn silent_ms(&self) -> Option<u64> {
        let now_ms = self.now_ms();
        self.lock()
            .cursor()
            .heard_ms()
            .map(|heard| now_ms.saturating_sub(heard))
    }

    /// The link's monotonic clock: milliseconds since it was spawned.
    pub fn now_ms(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    /// The hall's time at `now_ms` of the link's clock; none before the first welcome.
    pub fn hall_now(&self, now_ms: u64) -> Option<Stamp> {
        self.lock().clock().map(|clock| clock.now(now_ms))
    }

    /// Notes a number that this device gave, so that it can bear witness of it.
    pub fn note_number(&self, day: Date, series: SeriesCode, n: u32) {
        self.lock()
            .cursor_mut()
            .numbers_mut()
            .note_number(day, series, n);
    }

    /// Notes a block leased to this device by its last number.
    pub fn note_block(&self, day: Date, series: SeriesCode, to: u32) {
        self.lock()
            .cursor_mut()
            .numbers_mut()
            .note_block(day, series, to);
    }

    /// Notes a number such as `A023` that is about to stand on paper, durably before this returns:
    /// a hall that forgets it must not give it again. A file that cannot be written stops nobody.
    pub async fn note_paper(&self, day: Date, label: &str) {
        self.lock()
            .cursor_mut()
            .numbers_mut()
            .note_label(day, label);
        self.memory.keep_or_warn().await;
    }

    /// What the device has seen.
    pub fn seen(&self) -> Seen {
        self.lock().cursor().seen()
    }

    /// Waits until the picture has come to event `seq`; false when the link has ended.
    pub async fn reached(&self, seq: u64) -> bool {
        self.reach
            .clone()
            .wait_for(|reach| reach.is_live && reach.seq >= seq)
            .await
            .is_ok()
    }

    fn lock(&self) -> MutexGuard<'_, LinkMachine> {
        self.machine
            .lock()
            .expect("nobody panics while holding the machine")
    }
}
