//! The link to the hall: the feed with reconnecting, resuming, heartbeats and staleness.
//!
//! [`LinkMachine`] decides everything from inputs and a monotonic clock; [`Link::spawn`] is the
//! shell that owns the socket. Programs read [`LinkEvent`]s and ask the [`LinkHandle`] for the
//! picture and the hall's time.

mod handle;
mod machine;
mod memory;
mod shell;
mod socket;

pub use handle::LinkHandle;
pub use machine::{LinkAction, LinkInput, LinkMachine};
pub use shell::{Link, LinkConfig};

use hall_protocol::frame::Welcome;
use hall_protocol::resume::Reason;
use hall_protocol::{Change, Stamp};
use std::fmt;
use std::sync::Arc;

/// What a program hears of its link.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LinkEvent {
    /// The server knows us; the picture follows, or goes on where it was.
    Connected(Arc<Welcome>),
    /// The picture changed by these.
    Changed(Vec<Change>),
    /// The whole picture is new: draw everything from it.
    Resynced,
    /// The server's heartbeat with the hall's time. Skipped when the program is busy.
    Heard(Stamp),
    /// No link. Said once, and again when the cause changes; the link heals by itself.
    Lost {
        /// Why.
        reason: LostReason,
        /// When the server was last heard, in milliseconds of [`LinkHandle::now_ms`]; the start
        /// of the program when it never was.
        since_ms: u64,
    },
    /// The server refuses this device. The link goes on trying, slowly when trying mends nothing.
    Refused {
        /// A stable code.
        code: String,
        /// What happened and what to do next.
        title: String,
    },
}

/// Why there is no link.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LostReason {
    /// No connection could be made.
    Unreachable(String),
    /// The connection ended.
    Closed(String),
    /// Nothing was heard for the limit.
    Silent,
    /// What came made no sense.
    Confused(Reason),
}

impl fmt::Display for LostReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreachable(what) => write!(f, "server not reached: {what}"),
            Self::Closed(what) => write!(f, "connection ended: {what}"),
            Self::Silent => f.write_str("nothing heard from the server"),
            Self::Confused(reason) => reason.fmt(f),
        }
    }
}
