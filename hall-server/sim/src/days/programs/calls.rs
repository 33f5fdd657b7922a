//! Calls of a program that tries each several times, as the shipped HTTP client does.

use crate::days::program::{Output, Ports, Reply, Stimulus};
use crate::days::server::Call;
use hall_device::ApiError;
use hall_device::api::{Attempts, read_answer};
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

/// Calls on their way.
pub(super) struct Calls {
    token: String,
    seen: Option<String>,
    next: u64,
    waiting: BTreeMap<u64, Waiting>,
}

struct Waiting {
    call: Call,
    attempts: Attempts,
    /// When to send again, between two tries.
    again_ms: Option<u64>,
}

/// A call that ended.
pub(super) struct Ended {
    /// What [`Calls::send`] gave.
    pub(super) tag: u64,
    path: String,
    answer: Result<(u16, String), ApiError>,
}

impl Ended {
    /// Reads the answer.
    pub(super) fn read<T: DeserializeOwned>(self) -> Result<T, ApiError> {
        let (status, body) = self.answer?;
        read_answer(&self.path, status, body.as_bytes())
    }
}

impl Calls {
    pub(super) fn new(token: String) -> Self {
        Self {
            token,
            seen: None,
            next: 1,
            waiting: BTreeMap::new(),
        }
    }

    /// The server knows the device under another token now.
    pub(super) fn new_token(&mut self, token: &str) {
        token.clone_into(&mut self.token);
    }

    /// How far the device's feed has come.
    pub(super) fn see(&mut self, seen: Option<String>) {
        self.seen = seen;
    }

    /// Everything on its way is forgotten; late replies are nobody's.
    pub(super) fn forget(&mut self) {
        self.waiting.clear();
    }

    /// Sends a call, with a body or as `GET`; its tag comes back at the end.
    pub(super) fn send(
        &mut self,
        path: &str,
        body: Option<String>,
        tries: u32,
        ports: &mut Ports<'_>,
    ) -> u64 {
        let tag = self.next;
        self.next += 1;
        let call = Call {
            body,
            path: path.to_owned(),
            token: self.token.clone(),
            seen: self.seen.clone(),
        };
        ports.put(Output::Call {
            tag,
            call: call.clone(),
        });
        let attempts = Attempts::new(tries);
        let waiting = Waiting {
            call,
            attempts,
            again_ms: None,
        };
        self.waiting.insert(tag, waiting);
        tag
    }

    /// Takes a stimulus; calls that ended come back.
    pub(super) fn on(&mut self, stimulus: &Stimulus, ports: &mut Ports<'_>) -> Option<Ended> {
        match stimulus {
            Stimulus::Wake => {
                self.resend(ports);
                None
            }
            Stimulus::Reply { tag, reply } => self.on_reply(*tag, reply, ports),
            _ => None,
        }
    }

    fn resend(&mut self, ports: &mut Ports<'_>) {
        for (tag, waiting) in &mut self.waiting {
            if waiting.again_ms.is_some_and(|at| at <= ports.now_ms) {
                waiting.again_ms = None;
                let (tag, call) = (*tag, waiting.call.clone());
                ports.put(Output::Call { tag, call });
            }
        }
    }

    fn on_reply(&mut self, tag: u64, reply: &Reply, ports: &mut Ports<'_>) -> Option<Ended> {
        let waiting = self.waiting.get_mut(&tag)?;
        let answer = match reply {
            Reply::Answered(answered) => Ok((answered.status, answered.body.clone())),
            Reply::Unreachable => {
                let what = "no answer".to_owned();
                let error = ApiError::Unreachable { what };
                let random = ports.bits();
                if let Some(delay_ms) = waiting.attempts.again_ms(&error, random) {
                    let at = ports.now_ms + delay_ms;
                    waiting.again_ms = Some(at);
                    ports.wake(at);
                    return None;
                }
                Err(error)
            }
        };
        let waiting = self.waiting.remove(&tag)?;
        let path = waiting.call.path;
        Some(Ended { tag, path, answer })
    }
}
