//! Errors over HTTP: problem+json (RFC 9457) with a stable code and what to do next.

use crate::resume::OTHER_EPOCH;
use crate::view::TicketView;
use alloc::boxed::Box;
use alloc::string::String;
use serde::{Deserialize, Serialize};

/// An error answer; nothing was stored.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Problem {
    /// HTTP status.
    pub status: u16,
    /// A stable code.
    pub code: String,
    /// What happened, in one sentence.
    pub title: String,
    /// Where and with what.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub detail: String,
    /// What to do next.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub hint: String,
    /// The truth about the ticket that was in the way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<Box<TicketView>>,
}

impl Problem {
    /// Whether the server decided at all. One that failed has not refused: what was asked may have
    /// become durable all the same (RELIABILITY hazard 15), and is asked again under its id. So is
    /// what a server did not hear because the device had seen another epoch.
    pub fn is_decided(&self) -> bool {
        !UNDECIDED.contains(&self.code.as_str())
    }
}

/// Codes with which a server says that it decided nothing.
const UNDECIDED: [&str; 4] = ["internal", OTHER_EPOCH, "server_stopping", "storage_failed"];
