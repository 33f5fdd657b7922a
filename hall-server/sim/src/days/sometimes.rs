//! Interesting states that a long run must meet, and the faults that were injected.

use super::program::Fact;
use super::trouble::TroubleKind;
use std::collections::BTreeMap;

/// Counters of what was met.
#[derive(Clone, Debug, Default)]
pub(super) struct Sometimes {
    met: BTreeMap<String, u64>,
    faults: u64,
}

/// What a long run must have met at least once, besides every kind of fault.
const MUST: [&str; 48] = [
    "power cut in a commit",
    "desk stopped after a failed commit",
    "desk stopped in order",
    "damage found at a start",
    "slow commit",
    "handler dropped",
    "feed outlives its server",
    "paper came out",
    "copy came out",
    "number journalled offline",
    "call announced",
    "announcement dropped by rule",
    "event ticket_taken",
    "event ticket_called",
    "event ticket_recalled",
    "event ticket_started",
    "event ticket_finished",
    "event ticket_missed",
    "event ticket_restored",
    "event ticket_held",
    "event ticket_resumed",
    "event ticket_released",
    "event ticket_reopened",
    "event ticket_transferred",
    "event ticket_went_on",
    "event ticket_served_at_once",
    "event ticket_withdrawn",
    "event ticket_reclassed",
    "event ticket_expired",
    "event ticket_rated",
    "event number_replaced",
    "event paper_reported",
    "event block_leased",
    "event window_went_silent",
    "event history_lost",
    "event gathering_ended",
    "event alarm_raised",
    "event alarm_accepted",
    "event late_ticket_recorded",
    "event notice_posted",
    "event notice_over",
    "everybody told of something urgent",
    "event case_opened",
    "event case_moved",
    "event rectification_opened",
    "event callbacks_drawn",
    "night",
    "paper of yesterday handed in",
];

impl Sometimes {
    pub(super) fn hit(&mut self, what: &str) {
        *self.met.entry(what.to_owned()).or_default() += 1;
    }

    /// A fault of a single message.
    pub(super) fn message(&mut self, what: &'static str) {
        self.faults += 1;
        self.hit(what);
    }

    /// A trouble begins.
    pub(super) fn fault(&mut self, kind: TroubleKind) {
        self.faults += 1;
        self.hit(&format!("trouble {kind:?}"));
    }

    /// Tickets that were taken.
    pub(super) fn tickets(&self) -> u64 {
        let kinds = ["event ticket_taken", "event late_ticket_recorded"];
        kinds.iter().filter_map(|kind| self.met.get(*kind)).sum()
    }

    /// Papers handed in after their day had closed.
    pub(super) fn late(&self) -> u64 {
        let kinds = ["event late_ticket_recorded", "event late_paper_recorded"];
        kinds.iter().filter_map(|kind| self.met.get(*kind)).sum()
    }

    pub(super) fn event(&mut self, kind: &str) {
        self.hit(&format!("event {kind}"));
    }

    pub(super) fn fact(&mut self, fact: &Fact) {
        match fact {
            Fact::Paper { is_copy: false, .. } => self.hit("paper came out"),
            Fact::Paper { is_copy: true, .. } => self.hit("copy came out"),
            Fact::Journalled { .. } => self.hit("number journalled offline"),
            Fact::Announced { .. } => self.hit("call announced"),
            Fact::Urged => self.hit("everybody told of something urgent"),
            Fact::Dropped { .. } => self.hit("announcement dropped by rule"),
            _ => {}
        }
    }

    /// Faults injected.
    pub(super) fn faults(&self) -> u64 {
        self.faults
    }

    /// Adds what another run met.
    pub(super) fn add(&mut self, other: &Self) {
        self.faults += other.faults;
        for (what, count) in &other.met {
            *self.met.entry(what.clone()).or_default() += count;
        }
    }

    /// What was never met, of everything that must be.
    pub(super) fn never(&self) -> Vec<String> {
        let kinds = TroubleKind::all().map(|kind| format!("trouble {kind:?}"));
        let must = MUST.iter().map(|what| (*what).to_owned());
        must.chain(kinds)
            .filter(|what| !self.met.contains_key(what))
            .collect()
    }

    /// Everything that was met, with its count.
    pub(super) fn met(&self) -> &BTreeMap<String, u64> {
        &self.met
    }
}
