//! I4, I5, I27, I30: what was answered stays true, and is answered the same again.

use super::Findings;
use crate::days::server::{Answered, Call};
use hall_core::Hall;
use hall_core::code::{RequestId, TicketId};
use hall_core::event::Event;
use hall_server::journal::Row;
use hall_server::store::memory::Content;
use std::collections::BTreeMap;

/// Answers that left the server, by what was asked.
#[derive(Default)]
pub(super) struct Answers {
    told: BTreeMap<(String, RequestId), Answered>,
    /// The event that each intent made first, and its ticket: one is taken once.
    taken: BTreeMap<RequestId, (u64, TicketId)>,
    /// The version that an act speaks of.
    named: BTreeMap<RequestId, u32>,
}

impl Answers {
    /// A program asks something.
    pub(super) fn called(&mut self, call: &Call) {
        let version = |body: &str| {
            let body: serde_json::Value = serde_json::from_str(body).ok()?;
            u32::try_from(body.get("version")?.as_u64()?).ok()
        };
        let body = call
            .body
            .as_deref()
            .filter(|body| body.contains("\"version\""));
        if let (Some(id), Some(version)) = (intent(call), body.and_then(version)) {
            self.named.insert(id, version);
        }
    }

    /// The server says something to a caller.
    pub(super) fn answered(&mut self, call: &Call, answered: &Answered, findings: &mut Findings) {
        let Some(id) = intent(call) else { return };
        if !(200..300).contains(&answered.status) {
            return;
        }
        let key = (call.path.clone(), id);
        let first = self.told.entry(key).or_insert_with(|| answered.clone());
        findings.expect("I4", first == answered, || {
            format!(
                "{} was answered {} and then {}",
                call.path, first.body, answered.body
            )
        });
    }

    /// Who acts on a ticket has seen it as it was just before (I27).
    fn check_version(&mut self, event: &Event, row: &Row, hall: &Hall, findings: &mut Findings) {
        let Some(ticket) = event.ticket().and_then(|id| hall.ticket(id)) else {
            return;
        };
        if let Some(named) = self.named.remove(&row.request) {
            findings.expect("I27", ticket.version == named + 1, || {
                let (id, version) = (ticket.id, ticket.version);
                format!(
                    "event {} acts on version {named} of ticket {id} and makes {version}",
                    row.seq
                )
            });
        }
    }

    /// One intent makes one ticket, and a paper that comes late is that ticket's.
    pub(super) fn event(&mut self, event: &Event, row: &Row, hall: &Hall, findings: &mut Findings) {
        self.check_version(event, row, hall, findings);
        if let Event::LatePaperRecorded { ticket, .. } = event {
            let own = self.taken.get(&row.request).map(|(_, ticket)| *ticket);
            findings.expect("I4", own == Some(*ticket), || {
                let seq = row.seq;
                format!("event {seq} gives the paper to {ticket}, its intent made {own:?}")
            });
        }
        let (Event::TicketTaken(taken) | Event::LateTicketRecorded(taken)) = event else {
            return;
        };
        let made = (row.seq.0, taken.ticket);
        let (first, _) = *self.taken.entry(taken.request).or_insert(made);
        findings.expect("I4", first == row.seq.0, || {
            format!(
                "event {} takes a second ticket for the intent of event {first}",
                row.seq
            )
        });
    }

    /// Everything that was answered is on the disk, as it was answered.
    pub(super) fn recovered(&self, content: &Content, findings: &mut Findings) {
        for ((path, id), told) in &self.told {
            let stored = content.answers.get(&stored_as(path, *id));
            let same = stored.is_some_and(|row| row.body == told.body && row.status == told.status);
            findings.expect("I5", same, || {
                format!(
                    "{path} was answered {}, and the disk does not know",
                    told.body
                )
            });
        }
    }

    /// History was lost with an older disk: what only it knew is not owed any more.
    pub(super) fn go_back(&mut self, content: &Content) {
        self.told
            .retain(|(path, id), _| content.answers.contains_key(&stored_as(path, *id)));
        let last = content.events.len() as u64;
        self.taken.retain(|_, (seq, _)| *seq <= last);
    }
}

/// Handing in is remembered beside the intent that made the number.
fn stored_as(path: &str, id: RequestId) -> RequestId {
    if path != "/api/v1/tickets/offline" {
        return id;
    }
    hand_in_id(id)
}

/// As [`hall_server::desk::Ask::intent`] tells it for a hand-in.
fn hand_in_id(id: RequestId) -> RequestId {
    use sha2::{Digest, Sha256};
    let mut hasher = Sha256::new();
    hasher.update(b"hand-in");
    hasher.update(id.0.to_be_bytes());
    let hash: [u8; 32] = hasher.finalize().into();
    let (head, _) = hash.split_at(16);
    RequestId(u128::from_be_bytes(
        head.try_into().expect("half of 32 bytes is 16"),
    ))
}

/// The intent behind a call.
pub(super) fn intent(call: &Call) -> Option<RequestId> {
    let body: serde_json::Value = serde_json::from_str(call.body.as_deref()?).ok()?;
    let id = body.get("request_id")?.as_str()?.replace('-', "");
    u128::from_str_radix(&id, 16).ok().map(RequestId)
}
