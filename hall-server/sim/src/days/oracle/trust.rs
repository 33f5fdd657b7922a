//! I31 to I33: who may act, and what nobody else may see.

use super::Findings;
use super::answers::intent;
use crate::days::server::Call;
use hall_core::Hall;
use hall_core::code::RequestId;
use hall_core::event::Event;
use hall_server::auth::secret;
use hall_server::journal::Row;
use std::collections::BTreeMap;

/// Who asked what, and who may not any more.
#[derive(Default)]
pub(super) struct Trust {
    /// The token under which each intent was sent last.
    sent: BTreeMap<RequestId, String>,
    /// Secrets of devices that are revoked, with the event that did it.
    revoked: BTreeMap<String, u64>,
}

impl Trust {
    pub(super) fn called(&mut self, call: &Call) {
        if let Some(id) = intent(call) {
            self.sent.insert(id, call.token.clone());
        }
    }

    /// No event of a device that is revoked (I31), from the very event on that revoked it.
    pub(super) fn event(&mut self, event: &Event, row: &Row, hall: &Hall, findings: &mut Findings) {
        if let Event::DeviceRevoked { device } = event {
            let device = hall.devices().get(device);
            let secret = device.map(|device| device.secret.clone());
            self.revoked
                .extend(secret.map(|secret| (secret, row.seq.0)));
            return;
        }
        let Some(token) = self.sent.get(&row.request) else {
            return;
        };
        let Some(since) = self.revoked.get(&secret(token)) else {
            return;
        };
        findings.expect("I31", row.seq.0 <= *since, || {
            format!("event {} stems from a device revoked at {since}", row.seq)
        });
    }

    /// An older disk: what it does not know of was never revoked.
    pub(super) fn go_back(&mut self, hall: &Hall) {
        let devices = hall.devices().values();
        let revoked = devices.filter(|device| device.revoked);
        self.revoked = revoked.map(|device| (device.secret.clone(), 0)).collect();
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
