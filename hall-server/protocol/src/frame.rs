//! Frames of the feed, as JSON text over a WebSocket.

mod reading;

use crate::picture::{Change, Picture};
use crate::stamp::Stamp;
use crate::view::HallView;
use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use hall_core::Date;
use hall_core::code::{SeriesCode, WindowNumber};
use hall_core::device::Role;
use serde::{Deserialize, Serialize};

/// What a client sends.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ClientFrame {
    /// The first frame of every connection.
    Hello(Hello),
    /// Still there; also tells how far the client has come.
    Heartbeat {
        /// The last event applied.
        seq: u64,
    },
}

/// Who the client is and what it has seen.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Hello {
    /// The version it speaks.
    pub version: u16,
    /// Its role.
    pub role: Role,
    /// Its token, unless the handshake carried it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    /// The hall in which it has seen all this ([`HallView::mark`]); none on a first start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hall: Option<String>,
    /// The epoch it knows; none on a first start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub epoch: Option<String>,
    /// The last event it applied.
    #[serde(default)]
    pub seq: u64,
    /// Eight bytes of that event's hash, hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hash: Option<String>,
    /// The highest numbers it has seen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub highest: Vec<Highest>,
    /// It starts without a picture: send one even if nothing was missed.
    #[serde(default)]
    pub fresh: bool,
}

impl Hello {
    /// The same from a device that may come from another hall, or from a practice hall: what it
    /// has seen there proves nothing here, and is left out.
    #[must_use]
    pub fn heard_in(self, hall: &str) -> Self {
        if self.hall.as_deref().is_none_or(|theirs| theirs == hall) {
            return self;
        }
        Self {
            hall: None,
            epoch: None,
            seq: 0,
            hash: None,
            highest: Vec::new(),
            fresh: true,
            ..self
        }
    }
}

/// The highest number seen of a series on a day.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Highest {
    /// The business day.
    pub day: Date,
    /// The series.
    pub series: SeriesCode,
    /// The highest online number.
    pub online: u32,
    /// The highest number of a leased block; 0 = none.
    #[serde(default)]
    pub block: u32,
}

/// What the server sends.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ServerFrame {
    /// The hello was understood.
    Welcome(Box<Welcome>),
    /// Everything, because the client was too far behind, new, or of another epoch.
    Snapshot {
        /// The epoch.
        epoch: String,
        /// The last event in it.
        seq: u64,
        /// Eight bytes of that event's hash.
        hash: String,
        /// The picture.
        picture: Box<Picture>,
    },
    /// One event.
    Event {
        /// Its place in the journal.
        seq: u64,
        /// Eight bytes of its hash.
        hash: String,
        /// When it happened.
        at: Stamp,
        /// What it changed.
        changes: Vec<Change>,
    },
    /// An event this client may not see, so that seq has no gaps.
    Advance {
        /// Its place in the journal.
        seq: u64,
        /// Eight bytes of its hash.
        hash: String,
    },
    /// Still there.
    Heartbeat {
        /// The last event.
        seq: u64,
        /// The hall's time.
        now: Stamp,
    },
    /// The hello or a frame was refused; the connection ends.
    Refused {
        /// A stable code.
        code: String,
        /// What happened and what to do next.
        title: String,
    },
}

/// The answer to a hello.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Welcome {
    /// The version the server speaks.
    pub version: u16,
    /// The epoch.
    pub epoch: String,
    /// The last event.
    pub seq: u64,
    /// The hall's time.
    pub now: Stamp,
    /// Hall seconds per real second; 1 outside the demo.
    pub speed: u32,
    /// The hall.
    pub hall: HallView,
    /// The window this device belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<WindowNumber>,
    /// The last online number of each series; higher ones come from kiosks' blocks. A witness
    /// must not take a number printed offline for an online one.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub online_max: BTreeMap<SeriesCode, u32>,
}
