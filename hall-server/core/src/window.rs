//! A window at work: open, paused or closed, with at most one ticket in hand.

use crate::code::{ClerkCode, TicketId};
use crate::event::Reason;
use crate::limits::SPANS_PER_DAY_MAX;
use crate::sign_in::{SignedIn, Tries};
use crate::time::{Span, Time};
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// Whether a window works.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WindowStage {
    /// Not yet, or no longer.
    #[default]
    Closed,
    /// At work.
    Open,
    /// Resting, with a reason and a planned end.
    Paused {
        /// Why.
        reason: Reason,
        /// When it means to go on.
        until: Time,
    },
}

impl WindowStage {
    /// A stable word for the wire and the database.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::Open => "open",
            Self::Paused { .. } => "paused",
        }
    }
}

/// One stretch of a window's day; utilisation is derived from these.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct WorkSpan {
    /// Open or paused.
    pub kind: SpanKind,
    /// Who worked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clerk: Option<ClerkCode>,
    /// Its start.
    pub from: Time,
    /// Its end; none = still going on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Time>,
}

/// What a window did in a span.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SpanKind {
    /// At work.
    Open,
    /// Resting.
    Paused,
}

impl SpanKind {
    /// A stable word for the database.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Paused => "paused",
        }
    }
}

/// The state of one window.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct WindowState {
    /// Whether it works.
    pub stage: WindowStage,
    /// Who works there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clerk: Option<ClerkCode>,
    /// Who is signed in there, at work or not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed_in: Option<SignedIn>,
    /// Wrong cards in a row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card_tries: Option<Tries>,
    /// The ticket called to it or served at it (I11).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hand: Option<TicketId>,
    /// The last ticket it finished, until another one is in hand: its pad asks about this one only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_finished: Option<TicketId>,
    /// Tickets it holds, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub held: Vec<TicketId>,
    /// Since when nothing was heard from it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub silent_since: Option<Time>,
    /// The day's spans.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub spans: Vec<WorkSpan>,
    /// Tickets finished today.
    #[serde(default)]
    pub finished: u32,
    /// Misses today.
    #[serde(default)]
    pub missed: u32,
}

impl WindowState {
    /// Open time of the day up to `now`, without pauses.
    pub fn open_time(&self, now: Time) -> Span {
        let open = self.spans.iter().filter(|span| span.kind == SpanKind::Open);
        open.fold(Span(0), |sum, span| {
            sum + (span.to.unwrap_or(now) - span.from)
        })
    }

    /// Whether the clerk is signed in or works here.
    pub(crate) fn has(&self, clerk: ClerkCode) -> bool {
        let works = self.stage != WindowStage::Closed && self.clerk == Some(clerk);
        works || self.signed_in.is_some_and(|one| one.clerk == clerk)
    }

    /// Works from now on, with this clerk.
    pub(crate) fn opened(&mut self, clerk: Option<ClerkCode>, at: Time) {
        self.stage = WindowStage::Open;
        self.clerk = clerk;
        self.silent_since = None;
        self.turn(at, Some(SpanKind::Open));
    }

    /// Ends the present span and begins another, or none; past the limit the oldest is forgotten.
    pub(crate) fn turn(&mut self, at: Time, next: Option<SpanKind>) {
        if let Some(span) = self.spans.last_mut().filter(|span| span.to.is_none()) {
            span.to = Some(at);
        }
        if let Some(kind) = next {
            if self.spans.len() >= SPANS_PER_DAY_MAX {
                self.spans.remove(0);
            }
            let clerk = self.clerk;
            self.spans.push(WorkSpan {
                kind,
                clerk,
                from: at,
                to: None,
            });
        }
    }
}
