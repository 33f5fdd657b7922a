//! How a pad is spoken to: HSP-1 or a vendor's file. The host says and hears the same of both.

use super::driver::{Meaning, PadDriver};
use super::host::PadConfig;
use super::hsp::{self, Body, Frame, PadState, Prompt};
use crate::ear::{At, Ear};
use crate::pattern::{Decoder, Found, Values, text_bytes};
use std::sync::Arc;

/// The bytes of one kind of pad.
#[derive(Clone, Debug)]
pub(super) enum Wire {
    Hsp {
        config: PadConfig,
        ear: Ear<hsp::Decoder>,
    },
    Pattern {
        driver: Arc<PadDriver>,
        ear: Ear<Decoder>,
    },
}

/// What a host says to a pad.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Say {
    /// Are you there? On a shared line a pad that is known to be is polled.
    Probe {
        polls: bool,
    },
    Start {
        timeout_s: u8,
    },
    Cancel,
    Ack {
        of: u8,
    },
    Play(Prompt),
    Show(String),
}

/// What a pad says to its host.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Heard {
    /// The question that it belongs to, where the pad can say so.
    pub(super) seq: Option<u8>,
    /// What it says.
    pub(super) said: Said,
    /// When it was said.
    pub(super) at_ms: u64,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Said {
    /// It is there; it answers a START when it begins.
    Alive {
        state: Option<PadState>,
        begins: bool,
    },
    /// The choice, 0 when the time was over.
    Result { level: u8, elapsed_ms: Option<u16> },
    /// It will not ask.
    Refused,
    /// Anything else.
    Other,
}

impl Wire {
    pub(super) fn hsp(config: PadConfig) -> Self {
        Self::Hsp {
            config,
            ear: Ear::new(hsp::Decoder::default()),
        }
    }

    pub(super) fn pattern(driver: Arc<PadDriver>) -> Self {
        let decoder = Decoder::new(Arc::clone(&driver.matchers), driver.address);
        let ear = Ear::new(decoder);
        Self::Pattern { driver, ear }
    }

    /// Milliseconds between two probes; none when the pad cannot be asked whether it is there.
    pub(super) fn probe_every_ms(&self) -> Option<u64> {
        match self {
            Self::Hsp { .. } => Some(hsp::PROBE_MS),
            Self::Pattern { driver, .. } => Some(driver.heartbeat.as_ref()?.every_ms),
        }
    }

    /// Whether the pad says that it has begun to ask.
    pub(super) fn says_started(&self) -> bool {
        match self {
            Self::Hsp { .. } => true,
            Self::Pattern { driver, .. } => driver.says_started(),
        }
    }

    /// Levels that the pad is asked to offer, where it can say whether it does.
    pub(super) fn levels_asked(&self) -> Option<u8> {
        match self {
            Self::Hsp { config, .. } => Some(config.levels),
            Self::Pattern { .. } => None,
        }
    }

    /// Milliseconds beyond the question's time in which its result may still come.
    pub(super) fn result_slack_ms(&self) -> u64 {
        match self {
            Self::Hsp { .. } => HSP_SLACK_MS,
            Self::Pattern { .. } => PATTERN_SLACK_MS,
        }
    }

    /// Milliseconds within which the same result without a number is a repetition.
    pub(super) fn repeat_ms(&self) -> u64 {
        match self {
            // Every result of HSP-1 has a number.
            Self::Hsp { .. } => 0,
            Self::Pattern { driver, .. } => driver.repeat_ms,
        }
    }

    /// The bytes of it; none when this pad has no such thing.
    pub(super) fn bytes(&self, seq: u8, say: &Say) -> Option<Vec<u8>> {
        match self {
            Self::Hsp { config, .. } => {
                let body = hsp_body(*config, say);
                let address = config.address;
                Some(Frame { address, seq, body }.encode())
            }
            Self::Pattern { driver, .. } => {
                let text = match say {
                    Say::Show(text) => text_bytes(text),
                    _ => Vec::new(),
                };
                let mut values = Values {
                    address: driver.address,
                    seq,
                    text: &text,
                    ..Values::default()
                };
                let pattern = match say {
                    Say::Probe { .. } => Some(&driver.heartbeat.as_ref()?.send),
                    Say::Start { timeout_s } => {
                        values.timeout_s = *timeout_s;
                        driver.start.as_ref()
                    }
                    Say::Cancel => driver.cancel.as_ref(),
                    Say::Ack { .. } => driver.ack.as_ref(),
                    Say::Show(_) => driver.show.as_ref(),
                    Say::Play(_) => None,
                };
                Some(pattern?.encode(&values))
            }
        }
    }

    /// What the pad says in these bytes.
    pub(super) fn hear(&mut self, bytes: &[u8], now_ms: u64) -> Vec<Heard> {
        match self {
            Self::Hsp { config, ear } => of_frames(config.address, ear.hear(bytes, now_ms)),
            Self::Pattern { driver, ear } => of_found(driver, ear.hear(bytes, now_ms)),
        }
    }

    /// What the pad has said, now that the line may have been quiet.
    pub(super) fn listen(&mut self, now_ms: u64) -> Vec<Heard> {
        match self {
            Self::Hsp { config, ear } => of_frames(config.address, ear.listen(now_ms)),
            Self::Pattern { driver, ear } => of_found(driver, ear.listen(now_ms)),
        }
    }

    /// When to listen again; `u64::MAX` for never.
    pub(super) fn wake_ms(&self) -> u64 {
        match self {
            Self::Hsp { ear, .. } => ear.wake_ms(),
            Self::Pattern { ear, .. } => ear.wake_ms(),
        }
    }

    /// Forgets what came from a port that is gone.
    pub(super) fn clear(&mut self) {
        match self {
            Self::Hsp { ear, .. } => ear.clear(),
            Self::Pattern { ear, .. } => ear.clear(),
        }
    }
}

/// A RESULT is repeated five times, once a second.
const HSP_SLACK_MS: u64 = 6_000;

/// What a pad without a question's number says later may be for nobody.
const PATTERN_SLACK_MS: u64 = 1_000;

fn hsp_body(config: PadConfig, say: &Say) -> Body {
    match say {
        Say::Probe { polls: true } => Body::Poll,
        Say::Probe { polls: false } => Body::Hello,
        Say::Start { timeout_s } => Body::Start {
            timeout_s: *timeout_s,
            levels: config.levels,
            voice: config.voice,
        },
        Say::Cancel => Body::Cancel,
        Say::Ack { of } => Body::ResultAck { of: *of },
        Say::Play(prompt) => Body::Play(*prompt),
        Say::Show(text) => Body::Show(text.clone()),
    }
}

/// Frames of this pad; what an adapter echoes of the host's own is no answer.
fn of_frames(address: u8, frames: Vec<At<Frame>>) -> Vec<Heard> {
    let own = |(frame, _): &At<Frame>| frame.address == address && frame.body.is_of_pad();
    let frames = frames.into_iter().filter(own);
    frames
        .map(|(frame, at_ms)| Heard {
            seq: Some(frame.seq),
            said: match frame.body {
                Body::State(state) => Said::Alive {
                    state: Some(state),
                    begins: true,
                },
                Body::Result { level, elapsed_ms } => Said::Result {
                    level,
                    elapsed_ms: Some(elapsed_ms),
                },
                Body::Nak { .. } => Said::Refused,
                _ => Said::Other,
            },
            at_ms,
        })
        .collect()
}

fn of_found(driver: &PadDriver, found: Vec<At<Found>>) -> Vec<Heard> {
    let heard = |(found, at_ms): At<Found>| {
        let said = match driver.meanings.get(found.index)? {
            Meaning::Alive => Said::Alive {
                state: None,
                begins: false,
            },
            Meaning::Started => Said::Alive {
                state: None,
                begins: true,
            },
            Meaning::Refused => Said::Refused,
            Meaning::Result(levels) => Said::Result {
                level: *levels.get(&found.value?)?,
                elapsed_ms: None,
            },
        };
        let seq = found.seq;
        Some(Heard { seq, said, at_ms })
    };
    found.into_iter().filter_map(heard).collect()
}
