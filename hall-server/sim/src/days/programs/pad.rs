//! A window's pad: the shipped host and the virtual pad, with a serial line that suffers.

use super::calls::{Calls, Ended};
use super::ids::Ids;
use crate::days::program::{Mischief, Ports, Stimulus};
use hall_core::code::TicketId;
use hall_device::ApiError;
use hall_device::pad::{PadAction, PadConfig, PadHost, PadInput, PadReport};
use hall_fixtures::pad::{Citizen, Mischief as Fault, PadMachine};
use hall_protocol::api::{Rate, Rated};
use window_tui::machine::{Failure, PadNews};

/// Pad, line, and the calls under the pad's own token.
pub(super) struct PadLine {
    host: PadHost,
    pad: PadMachine,
    calls: Calls,
    rating: Vec<(u64, TicketId)>,
    is_plugged: bool,
    has_noise: bool,
}

impl PadLine {
    pub(super) fn new(token: String) -> Self {
        Self {
            host: PadHost::new(PadConfig::default(), 0),
            pad: PadMachine::new(1),
            calls: Calls::new(token),
            rating: Vec::new(),
            is_plugged: true,
            has_noise: false,
        }
    }

    /// The window's program starts: the port is opened anew.
    pub(super) fn start(&mut self, ports: &mut Ports<'_>) -> Vec<PadNews> {
        self.host = PadHost::new(PadConfig::default(), ports.bits().to_le_bytes()[0]);
        self.calls.forget();
        self.rating.clear();
        if self.is_plugged {
            self.host(PadInput::Opened, &mut Ids::new(0, 0), ports)
        } else {
            Vec::new()
        }
    }

    /// What the citizen will do when asked.
    pub(super) fn expect(&mut self, level: Option<u8>) {
        self.pad.citizen = level.map_or(Citizen::Leaves, |level| Citizen::Presses {
            level,
            after_ms: 3_000,
        });
    }

    /// How far the window's feed has come.
    pub(super) fn see(&mut self, seen: Option<String>) {
        self.calls.see(seen);
    }

    /// Asks, or stops asking.
    pub(super) fn ask(
        &mut self,
        ticket: TicketId,
        seconds: Option<u8>,
        ids: &mut Ids,
        ports: &mut Ports<'_>,
    ) -> Vec<PadNews> {
        let input = match seconds {
            Some(timeout_s) => PadInput::Ask { ticket, timeout_s },
            None => PadInput::Cancel(ticket),
        };
        self.host(input, ids, ports)
    }

    /// Time, a reply, or mischief.
    pub(super) fn on(
        &mut self,
        stimulus: &Stimulus,
        ids: &mut Ids,
        ports: &mut Ports<'_>,
    ) -> Vec<PadNews> {
        let mut news = Vec::new();
        if let Some(ended) = self.calls.on(stimulus, ports) {
            news.extend(self.ended(ended));
        }
        match stimulus {
            Stimulus::Wake => {
                news.extend(self.host(PadInput::Tick, ids, ports));
                let said = if self.is_plugged {
                    self.pad.on(&[], ports.now_ms)
                } else {
                    Vec::new()
                };
                news.extend(self.said(said, ids, ports));
            }
            Stimulus::Device(mischief) => news.extend(self.misbehave(*mischief, ids, ports)),
            _ => {}
        }
        news
    }

    fn misbehave(
        &mut self,
        mischief: Option<Mischief>,
        ids: &mut Ids,
        ports: &mut Ports<'_>,
    ) -> Vec<PadNews> {
        let was_plugged = self.is_plugged;
        self.is_plugged = mischief != Some(Mischief::Unplugged);
        self.has_noise = mischief == Some(Mischief::Noise);
        self.pad.mischief = match mischief {
            Some(Mischief::Own(n)) => [
                Fault::Silent,
                Fault::Noise,
                Fault::HalfFrames,
                Fault::BadChecks,
            ][n as usize % 4],
            _ => Fault::None,
        };
        match (was_plugged, self.is_plugged) {
            (true, false) => {
                let mut news = vec![PadNews::Offline("the cable is out".to_owned())];
                news.extend(self.host(PadInput::Gone, ids, ports));
                news
            }
            (false, true) => self.host(PadInput::Opened, ids, ports),
            _ => Vec::new(),
        }
    }

    fn host(&mut self, input: PadInput<'_>, ids: &mut Ids, ports: &mut Ports<'_>) -> Vec<PadNews> {
        let actions = self.host.on(input, ports.now_ms);
        let wake_ms = self.host.wake_ms();
        if wake_ms != u64::MAX {
            ports.wake(wake_ms);
        }
        let mut news = Vec::new();
        for action in actions {
            match action {
                PadAction::Send(bytes) if self.is_plugged => {
                    let said = self.pad.on(&bytes, ports.now_ms);
                    news.extend(self.said(said, ids, ports));
                }
                PadAction::Send(_) => {}
                PadAction::Report(report) => news.extend(self.report(&report, ids, ports)),
            }
        }
        news
    }

    fn said(&mut self, mut said: Vec<u8>, ids: &mut Ids, ports: &mut Ports<'_>) -> Vec<PadNews> {
        if self.has_noise {
            let rubbish = (0..ports.dice.bits() % 40).map(|_| ports.dice.bits() as u8);
            said = rubbish.chain(said).collect();
        }
        if said.is_empty() {
            return Vec::new();
        }
        self.host(PadInput::Bytes(&said), ids, ports)
    }

    fn report(
        &mut self,
        report: &PadReport,
        ids: &mut Ids,
        ports: &mut Ports<'_>,
    ) -> Option<PadNews> {
        Some(match *report {
            PadReport::Online(_) => PadNews::Online,
            PadReport::Offline => PadNews::Offline("it does not answer".to_owned()),
            PadReport::Asking(ticket) => {
                // The virtual pad presses or gives up at a moment of its own.
                (1..40).for_each(|s| ports.wake(ports.now_ms + s * 1_000));
                PadNews::Asking(ticket)
            }
            PadReport::NotRated(ticket) => PadNews::NotRated(ticket),
            PadReport::NotAsked(ticket) => PadNews::NotAsked(ticket),
            PadReport::TooFewLevels { .. } => PadNews::Unfit("it has too few answers".to_owned()),
            PadReport::Rated { ticket, level, .. } => {
                let rate = Rate {
                    request_id: ids.draw(),
                    ticket,
                    level,
                    reason: (level <= 2).then(|| "no reason given".to_owned()),
                    reasons: Vec::new(),
                };
                let body = hall_protocol::encode(&rate);
                let tries = window_tui::limits::RATE_ATTEMPTS;
                let tag = self.calls.send("/api/v1/ratings", Some(body), tries, ports);
                self.rating.push((tag, ticket));
                return None;
            }
        })
    }

    fn ended(&mut self, ended: Ended) -> Option<PadNews> {
        let at = self.rating.iter().position(|(tag, _)| *tag == ended.tag)?;
        let (_, ticket) = self.rating.remove(at);
        Some(match ended.read::<Rated>() {
            Ok(_) => PadNews::Rated(ticket),
            Err(error) => PadNews::Failed(ticket, failure(error)),
        })
    }
}

/// A failed call as the window's machine knows it.
pub(super) fn failure(error: ApiError) -> Failure {
    match error {
        ApiError::Refused(problem) => Failure::Refused(problem),
        ApiError::Unreachable { what } => Failure::Unreachable(what),
        ApiError::Protocol { what } => Failure::Protocol(what),
    }
}
