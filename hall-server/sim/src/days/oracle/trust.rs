//! I31 to I33: who may act, and what nobody else may see.

use super::Findings;
use super::answers::intent;
use crate::days::server::Call;
use hall_core::code::RequestId;
use hall_core::event::Event;
use hall_server::journal::Row;
use std::collections::BTreeMap;

/// Who asked what, and who may not any more.
#[derive(Default)]
pub(super) struct Trust {
    /// The token under which each intent was sent last.
    sent: BTreeMap<RequestId, (usize, String)>,
    /// Tokens whose device is revoked, with the event that did it.
    revoked: BTreeMap<String, u64>,
    tokens: BTreeMap<usize, String>,
}

impl Trust {
    pub(super) fn called(&mut self, seat: usize, call: &Call) {
        self.tokens.insert(seat, call.token.clone());
        if let Some(id) = intent(call) {
            self.sent.insert(id, (seat, call.token.clone()));
        }
    }

    pub(super) fn revoked(&mut self, seat: usize, seq: u64) {
        if let Some(token) = self.tokens.get(&seat) {
            self.revoked.entry(token.clone()).or_insert(seq);
        }
    }

    /// No event of a device that is revoked (I31).
    pub(super) fn event(&self, _event: &Event, row: &Row, findings: &mut Findings) {
        let Some((_, token)) = self.sent.get(&row.request) else {
            return;
        };
        let Some(since) = self.revoked.get(token) else {
            return;
        };
        findings.expect("I31", row.seq.0 <= *since, || {
            format!("event {} stems from a device revoked at {since}", row.seq)
        });
    }

    /// The public hears of no ticket but its call, of no alarm and no clerk (I33).
    pub(super) fn frame(is_public: bool, frame: &str, findings: &mut Findings) {
        if is_public {
            let hides = STAFF_ONLY.iter().all(|word| !frame.contains(word));
            findings.expect("I33", hides, || format!("the public hears {frame}"));
        }
    }
}

/// What only frames for staff hold.
const STAFF_ONLY: [&str; 7] = [
    r#""token""#,
    r#""clerk""#,
    r#""tickets""#,
    r#""alarms""#,
    r#""kind":"ticket"#,
    r#""kind":"alarm"#,
    r#""visit""#,
];
