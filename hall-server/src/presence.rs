//! Presence: when each window was last heard, by the real clock.
//!
//! It is telemetry, not history: a server start counts anew. Only the change from heard to silent
//! and back becomes an event.

use hall_core::code::{DeviceId, WindowNumber};
use hall_core::{Command, Hall};
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Who was heard when.
#[derive(Debug)]
pub struct Presence {
    started: Instant,
    heard: Mutex<BTreeMap<WindowNumber, Instant>>,
    feeds: Mutex<BTreeMap<DeviceId, u32>>,
}

impl Presence {
    /// Nobody was heard yet; silence counts from now.
    pub fn new(now: Instant) -> Self {
        Self {
            started: now,
            heard: Mutex::default(),
            feeds: Mutex::default(),
        }
    }

    /// A request or heartbeat came from a window.
    pub fn heard(&self, window: WindowNumber, now: Instant) {
        self.heard
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(window, now);
    }

    /// A device opened its feed.
    pub fn feed_opened(&self, device: DeviceId) {
        *self
            .feeds
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .entry(device)
            .or_default() += 1;
    }

    /// A device's feed ended.
    pub fn feed_closed(&self, device: DeviceId) {
        let mut feeds = self.feeds.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = feeds.get_mut(&device) {
            *count = count.saturating_sub(1);
        }
        feeds.retain(|_, count| *count > 0);
    }

    /// Whether a device has a feed open now.
    pub fn has_feed(&self, device: DeviceId) -> bool {
        self.feeds
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .contains_key(&device)
    }

    /// What the hall must be told: windows that fell silent, and silent ones that spoke.
    pub fn news(&self, hall: &Hall, now: Instant) -> Vec<Command> {
        let Some(plan) = hall.plan() else {
            return Vec::new();
        };
        let limit = Duration::from_secs(u64::from(plan.windows_rules.silent_s));
        let heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        let is_silent = |window: &WindowNumber| {
            let last = heard.get(window).copied().unwrap_or(self.started);
            now.saturating_duration_since(last) >= limit
        };
        let news = hall.windows().iter().filter_map(|(window, state)| {
            let watched = state.stage != hall_core::window::WindowStage::Closed;
            match (watched, state.silent_since.is_some(), is_silent(window)) {
                (true, false, true) => Some(Command::NoteSilence { window: *window }),
                (_, true, false) => Some(Command::NoteHeard { window: *window }),
                _ => None,
            }
        });
        news.collect()
    }
}
