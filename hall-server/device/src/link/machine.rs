//! The link as a pure machine: inputs and a monotonic clock in, actions out.
//!
//! ```text
//! Waiting -> Opening -> Greeting/Live -> (cut, silent, confused) -> Waiting with back-off
//! ```

use super::{LinkEvent, LostReason};
use crate::backoff::Backoff;
use crate::clock::HallClock;
use crate::limits::{OPEN_MS, REFUSED_RETRY_MS};
use hall_core::device::Role;
use hall_protocol::frame::ClientFrame;
use hall_protocol::limits::{HEARTBEAT_S, STALE_S};
use hall_protocol::resume::{Cursor, Effect};
use hall_protocol::{CURRENT, encode};

/// What happens to a link.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LinkInput<'a> {
    /// The time of [`LinkMachine::wake_ms`] has come, or it is simply later.
    Tick,
    /// The connection is open.
    Opened,
    /// The connection could not be made.
    Failed(String),
    /// The handshake was refused for good.
    Rejected {
        /// A stable code.
        code: String,
        /// What happened and what to do next.
        title: String,
    },
    /// A text came.
    Frame(&'a str),
    /// The connection ended.
    Closed(String),
}

/// What the shell must do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LinkAction {
    /// Open a connection.
    Open,
    /// Send this text.
    Send(String),
    /// Drop the connection, or the attempt to make one.
    Close,
    /// Tell the program.
    Emit(LinkEvent),
}

/// The link's state.
#[derive(Clone, Debug)]
pub struct LinkMachine {
    role: Role,
    cursor: Cursor,
    backoff: Backoff,
    state: State,
    clock: Option<HallClock>,
    /// The last loss that the program was told of.
    told: Option<LostReason>,
    started_ms: u64,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum State {
    Waiting { until_ms: u64 },
    Opening { since_ms: u64 },
    Open { heard_ms: u64, beat_ms: u64 },
}

/// Codes of a refusal that trying again soon does not mend.
const FINAL_CODES: [&str; 5] = [
    "device_revoked",
    "other_window",
    "protocol_version",
    "role_not_allowed",
    "unauthorized",
];

impl LinkMachine {
    /// A link that opens at the first tick.
    pub fn new(role: Role, cursor: Cursor, backoff: Backoff, now_ms: u64) -> Self {
        let state = State::Waiting { until_ms: now_ms };
        Self {
            role,
            cursor,
            backoff,
            state,
            clock: None,
            told: None,
            started_ms: now_ms,
        }
    }

    /// When the next tick is due.
    pub fn wake_ms(&self) -> u64 {
        match self.state {
            State::Waiting { until_ms } => until_ms,
            State::Opening { since_ms } => since_ms + OPEN_MS,
            State::Open { heard_ms, beat_ms } => beat_ms.min(heard_ms + STALE_S * 1000),
        }
    }

    /// Takes an input at `now_ms`; `random` are bits for the jitter.
    pub fn on(&mut self, input: LinkInput<'_>, now_ms: u64, random: u32) -> Vec<LinkAction> {
        match (input, self.state) {
            (LinkInput::Tick, _) => self.on_tick(now_ms, random),
            (LinkInput::Opened, State::Opening { .. }) => self.on_opened(now_ms),
            (LinkInput::Failed(what), State::Opening { .. }) => {
                self.lose(LostReason::Unreachable(what), now_ms, random)
            }
            (LinkInput::Rejected { code, title }, State::Opening { .. }) => {
                self.refuse(code, title, true, now_ms, random)
            }
            (LinkInput::Frame(text), State::Open { .. }) => self.on_frame(text, now_ms, random),
            (LinkInput::Closed(what), State::Open { .. }) => {
                self.lose(LostReason::Closed(what), now_ms, random)
            }
            // The rest of a connection that was already given up.
            _ => Vec::new(),
        }
    }

    /// The client's place in the journal and the picture.
    pub fn cursor(&self) -> &Cursor {
        &self.cursor
    }

    /// The same, to note numbers.
    pub fn cursor_mut(&mut self) -> &mut Cursor {
        &mut self.cursor
    }

    /// The hall's clock, once it was heard.
    pub fn clock(&self) -> Option<HallClock> {
        self.clock
    }

    /// Whether events arrive.
    pub fn is_live(&self) -> bool {
        matches!(self.state, State::Open { .. }) && self.cursor.is_live()
    }

    fn on_tick(&mut self, now_ms: u64, random: u32) -> Vec<LinkAction> {
        match self.state {
            State::Waiting { until_ms } if now_ms >= until_ms => {
                self.state = State::Opening { since_ms: now_ms };
                vec![LinkAction::Open]
            }
            State::Opening { since_ms } if now_ms >= since_ms + OPEN_MS => {
                let what = format!("no connection within {} s", OPEN_MS / 1000);
                self.lose(LostReason::Unreachable(what), now_ms, random)
            }
            State::Open { heard_ms, .. } if now_ms >= heard_ms + STALE_S * 1000 => {
                self.lose(LostReason::Silent, now_ms, random)
            }
            State::Open { heard_ms, beat_ms } if now_ms >= beat_ms => self.beat(heard_ms, now_ms),
            _ => Vec::new(),
        }
    }

    fn on_opened(&mut self, now_ms: u64) -> Vec<LinkAction> {
        self.state = State::Open {
            heard_ms: now_ms,
            beat_ms: now_ms + HEARTBEAT_S * 1000,
        };
        let hello = self.cursor.hello(CURRENT, self.role);
        vec![LinkAction::Send(encode(&ClientFrame::Hello(hello)))]
    }

    /// A connection that lived from one heartbeat to the next was a success.
    fn beat(&mut self, heard_ms: u64, now_ms: u64) -> Vec<LinkAction> {
        self.state = State::Open {
            heard_ms,
            beat_ms: now_ms + HEARTBEAT_S * 1000,
        };
        if !self.cursor.is_live() {
            return Vec::new();
        }
        self.backoff.reset();
        vec![LinkAction::Send(encode(&ClientFrame::Heartbeat {
            seq: self.cursor.seq(),
        }))]
    }

    fn on_frame(&mut self, text: &str, now_ms: u64, random: u32) -> Vec<LinkAction> {
        if let State::Open { heard_ms, .. } = &mut self.state {
            *heard_ms = now_ms;
        }
        let effects = self.cursor.on_text(text, now_ms);
        effects
            .into_iter()
            .flat_map(|effect| self.act(effect, now_ms, random))
            .collect()
    }

    fn act(&mut self, effect: Effect, now_ms: u64, random: u32) -> Vec<LinkAction> {
        let event = match effect {
            Effect::Welcomed(welcome) => {
                self.told = None;
                LinkEvent::Connected(welcome)
            }
            Effect::Changed(changes) => LinkEvent::Changed(changes),
            Effect::Resynced => LinkEvent::Resynced,
            Effect::Heard(at) => {
                let speed = self.cursor.welcome().map_or(1, |welcome| welcome.speed);
                self.clock = Some(HallClock {
                    at,
                    heard_ms: now_ms,
                    speed,
                });
                LinkEvent::Heard(at)
            }
            Effect::Reconnect(reason) => {
                return self.lose(LostReason::Confused(reason), now_ms, random);
            }
            Effect::Refused { code, title } => {
                let is_final = FINAL_CODES.contains(&code.as_str());
                return self.refuse(code, title, is_final, now_ms, random);
            }
        };
        vec![LinkAction::Emit(event)]
    }

    fn lose(&mut self, reason: LostReason, now_ms: u64, random: u32) -> Vec<LinkAction> {
        self.wait(now_ms, false, random);
        let mut actions = vec![LinkAction::Close];
        if self.told.as_ref() != Some(&reason) {
            self.told = Some(reason.clone());
            let since_ms = self.cursor.heard_ms().unwrap_or(self.started_ms);
            actions.push(LinkAction::Emit(LinkEvent::Lost { reason, since_ms }));
        }
        actions
    }

    fn refuse(
        &mut self,
        code: String,
        title: String,
        is_final: bool,
        now_ms: u64,
        random: u32,
    ) -> Vec<LinkAction> {
        self.wait(now_ms, is_final, random);
        self.told = None;
        vec![
            LinkAction::Close,
            LinkAction::Emit(LinkEvent::Refused { code, title }),
        ]
    }

    fn wait(&mut self, now_ms: u64, is_final: bool, random: u32) {
        self.cursor.cut();
        let delay_ms = if is_final {
            REFUSED_RETRY_MS
        } else {
            self.backoff.next_ms(random)
        };
        self.state = State::Waiting {
            until_ms: now_ms + delay_ms,
        };
    }
}
