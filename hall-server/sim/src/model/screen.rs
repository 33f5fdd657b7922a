//! A device's end of the feed: the real cursor, and the line that brings it frames.

use super::hub::{Hub, shown};
use super::server::Broken;
use hall_core::device::Role;
use hall_protocol::CURRENT;
use hall_protocol::frame::Hello;
use hall_protocol::resume::{Age, Cursor, Effect, compare};
use hall_server::journal::short;
use std::fmt::{self, Write};
use std::hash::{DefaultHasher, Hash, Hasher};

/// A board, a window or a kiosk that follows the feed.
#[derive(Clone, Debug)]
pub(super) struct Screen {
    /// Its device.
    pub(super) device: u32,
    /// What it is.
    pub(super) role: Role,
    /// The real cursor.
    pub(super) cursor: Cursor,
    /// The short name of the cursor's state.
    name: u64,
}

impl Screen {
    /// A device that has seen nothing.
    pub(super) fn new(device: u32, role: Role) -> Self {
        let mut screen = Self {
            device,
            role,
            cursor: Cursor::new(),
            name: 0,
        };
        screen.rename();
        screen
    }

    /// Begins a connection.
    pub(super) fn hello(&mut self) -> Hello {
        let hello = self.cursor.hello(CURRENT, self.role);
        self.rename();
        hello
    }

    /// The connection is gone.
    pub(super) fn cut(&mut self) {
        self.cursor.cut();
        self.rename();
    }

    /// Reads a frame; whether the connection is still of use. What it shows must be true.
    pub(super) fn read(&mut self, frame: &str, hub: &Hub) -> Result<bool, Broken> {
        let epoch = self.cursor.epoch().map(ToOwned::to_owned);
        let effects = self.cursor.on_text(frame, 0);
        self.rename();
        if let (Some(before), Some(after)) = (epoch.as_deref(), self.cursor.epoch())
            && compare(after, before) == Age::Older
        {
            return Err(format!("I23: from epoch {before} back to {after}").into());
        }
        self.is_true(hub)?;
        let ends =
            |effect: &Effect| matches!(effect, Effect::Reconnect(_) | Effect::Refused { .. });
        Ok(!effects.iter().any(ends))
    }

    /// I19: the picture is the hall's as it was after the event the cursor claims.
    pub(super) fn is_true(&self, hub: &Hub) -> Result<(), Broken> {
        let seen = self.cursor.seen();
        if seen.epoch.is_none() {
            return Ok(());
        }
        let Some((seq, picture)) = hub.picture_at(&seen.hash) else {
            return Err(format!("I19: event {} of no history", seen.seq).into());
        };
        let shows = self.cursor.picture();
        if seq != seen.seq || *shows != shown(self.role, picture) {
            return Err(format!("I19: the picture at event {} is another one", seen.seq).into());
        }
        Ok(())
    }

    /// Whether it shows the hall as it is now.
    pub(super) fn is_current(&self, hub: &Hub) -> bool {
        let tip = hub.server.tip();
        self.cursor.is_live()
            && self.cursor.seq() == tip.seq.0
            && self.cursor.seen().hash == short(&tip.hash)
            && self.cursor.epoch() == Some(hub.epoch().to_string().as_str())
            && self.is_true(hub).is_ok()
    }

    /// The highest online and block number it has seen.
    pub(super) fn highest(&self) -> (u32, u32) {
        let highest = self.cursor.seen().highest;
        let online = highest.iter().map(|one| one.online).max();
        let block = highest.iter().map(|one| one.block).max();
        (online.unwrap_or(0), block.unwrap_or(0))
    }

    /// Notes a change of the cursor made from outside.
    pub(super) fn rename(&mut self) {
        let mut hasher = Words(DefaultHasher::new());
        // Hashing text cannot fail.
        let _ = write!(hasher, "{:?}", self.cursor);
        self.name = hasher.0.finish();
    }
}

/// Text that is only hashed: the cursor keeps its phase to itself, but not from `Debug`.
struct Words(DefaultHasher);

impl Write for Words {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.write(text.as_bytes());
        Ok(())
    }
}

impl PartialEq for Screen {
    fn eq(&self, other: &Self) -> bool {
        (self.device, self.name) == (other.device, other.name)
    }
}

impl Eq for Screen {}

impl Hash for Screen {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.device, self.name).hash(state);
    }
}
