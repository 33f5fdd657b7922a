//! The host's side of a pad: asking, retrying, acknowledging, and knowing whether it is there.

use super::hsp::{Body, Decoder, Frame, PadState, Prompt};
use hall_core::code::TicketId;

/// How a pad is used.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PadConfig {
    /// Its address; 1 where it has a line of its own.
    pub address: u8,
    /// Levels to offer, 3 to 5.
    pub levels: u8,
    /// Whether it speaks.
    pub voice: bool,
    /// Several pads share the line (RS-485): it speaks only when polled.
    pub shared_line: bool,
}

impl Default for PadConfig {
    fn default() -> Self {
        Self {
            address: 1,
            levels: 5,
            voice: true,
            shared_line: false,
        }
    }
}

/// What happens to a pad.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PadInput<'a> {
    /// Its port is open.
    Opened,
    /// Its port is gone.
    Gone,
    /// Bytes came.
    Bytes(&'a [u8]),
    /// The citizen of this ticket may be asked, for this long; replaces an earlier question.
    Ask {
        /// The finished ticket.
        ticket: TicketId,
        /// How long, in seconds.
        timeout_s: u8,
    },
    /// The question about this ticket is withdrawn.
    Cancel(TicketId),
    /// Say something.
    Play(Prompt),
    /// Show a text about the clerk.
    Show(String),
    /// The time of [`PadHost::wake_ms`] has come, or it is simply later.
    Tick,
}

/// What the shell must do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PadAction {
    /// Send these bytes to the port.
    Send(Vec<u8>),
    /// Tell the program.
    Report(PadReport),
}

/// What a program hears of its pad.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PadReport {
    /// The pad answers.
    Online(PadState),
    /// The pad does not answer, or its port is gone.
    Offline,
    /// The citizen is being asked.
    Asking(TicketId),
    /// The citizen chose.
    Rated {
        /// The ticket asked about.
        ticket: TicketId,
        /// 5 (best) to 1.
        level: u8,
        /// How long the choice took, in milliseconds.
        elapsed_ms: u16,
    },
    /// The citizen did not choose in time: not rated, never praise.
    NotRated(TicketId),
    /// The pad could not be made to ask: never a rating.
    NotAsked(TicketId),
}

/// The host's side of one pad.
#[derive(Clone, Debug)]
pub struct PadHost {
    config: PadConfig,
    decoder: Decoder,
    seq: u8,
    is_open: bool,
    online: bool,
    unanswered: u8,
    probe_ms: u64,
    heard_ms: u64,
    question: Option<Question>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Question {
    ticket: TicketId,
    seq: u8,
    timeout_s: u8,
    stage: Stage,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Stage {
    /// START was sent this often; the next one, or giving up, is due then.
    Starting { sent: u8, due_ms: u64 },
    /// The pad asks; a RESULT later than this is lost.
    Asking { until_ms: u64 },
}

/// Milliseconds between two HELLO or POLL.
const PROBE_MS: u64 = 2_000;
/// Unanswered probes in a row after which a pad is offline.
const UNANSWERED_MAX: u8 = 3;
/// Milliseconds for an answer to START.
const START_MS: u64 = 1_000;
/// STARTs sent at most.
const STARTS_MAX: u8 = 3;
/// Milliseconds beyond the question's time: a RESULT is repeated five times, once a second.
const RESULT_SLACK_MS: u64 = 6_000;
/// Milliseconds of silence after which a begun frame is given up; the longest takes 76 at 9600.
const FRAME_GAP_MS: u64 = 300;

impl PadHost {
    /// A pad whose port is not open yet. `first_seq` should be random: a pad may still repeat the
    /// RESULT of a question that was asked before this program started.
    pub fn new(config: PadConfig, first_seq: u8) -> Self {
        Self {
            config,
            decoder: Decoder::default(),
            seq: first_seq,
            is_open: false,
            online: false,
            unanswered: 0,
            probe_ms: u64::MAX,
            heard_ms: 0,
            question: None,
        }
    }

    /// Whether the pad answers.
    pub fn is_online(&self) -> bool {
        self.online
    }

    /// When the next tick is due; `u64::MAX` for never.
    pub fn wake_ms(&self) -> u64 {
        let question_ms = match self.question.map(|question| question.stage) {
            Some(Stage::Starting { due_ms, .. }) => due_ms,
            Some(Stage::Asking { until_ms }) => until_ms,
            None => u64::MAX,
        };
        self.probe_ms.min(question_ms)
    }

    /// Takes an input at `now_ms` of any monotonic clock.
    pub fn on(&mut self, input: PadInput<'_>, now_ms: u64) -> Vec<PadAction> {
        match input {
            PadInput::Opened => self.on_opened(now_ms),
            PadInput::Gone => self.on_gone(),
            PadInput::Bytes(bytes) => self.on_bytes(bytes, now_ms),
            PadInput::Ask { ticket, timeout_s } => self.on_ask(ticket, timeout_s, now_ms),
            PadInput::Cancel(ticket) => self.on_cancel(ticket),
            PadInput::Play(prompt) => self.say(Body::Play(prompt)),
            PadInput::Show(text) => self.say(Body::Show(text)),
            PadInput::Tick => self.on_tick(now_ms),
        }
    }

    fn on_opened(&mut self, now_ms: u64) -> Vec<PadAction> {
        self.decoder = Decoder::default();
        (self.is_open, self.unanswered) = (true, 1);
        self.probe_ms = now_ms + PROBE_MS;
        self.say(Body::Hello)
    }

    /// A question that the pad already asks may still be answered after the port is back.
    fn on_gone(&mut self) -> Vec<PadAction> {
        self.is_open = false;
        self.probe_ms = u64::MAX;
        let mut actions = self.go_offline();
        let is_starting = |question: &Question| matches!(question.stage, Stage::Starting { .. });
        if let Some(question) = self.question.take_if(|question| is_starting(question)) {
            actions.push(PadAction::Report(PadReport::NotAsked(question.ticket)));
        }
        actions
    }

    fn on_bytes(&mut self, bytes: &[u8], now_ms: u64) -> Vec<PadAction> {
        let mut frames = Vec::new();
        if now_ms.saturating_sub(self.heard_ms) > FRAME_GAP_MS {
            frames = self.decoder.give_up_partial();
        }
        self.heard_ms = now_ms;
        frames.extend(self.decoder.feed(bytes));
        frames.retain(|frame| frame.address == self.config.address);
        frames
            .into_iter()
            .flat_map(|frame| self.on_frame(&frame, now_ms))
            .collect()
    }

    fn on_frame(&mut self, frame: &Frame, now_ms: u64) -> Vec<PadAction> {
        self.unanswered = 0;
        match frame.body {
            Body::State(state) => self.on_state(frame.seq, state, now_ms),
            Body::Result { level, elapsed_ms } => self.on_result(frame.seq, level, elapsed_ms),
            Body::Nak { .. } => self.on_nak(frame.seq),
            _ => Vec::new(),
        }
    }

    fn on_state(&mut self, seq: u8, state: PadState, now_ms: u64) -> Vec<PadAction> {
        let mut actions = Vec::new();
        if !self.online {
            self.online = true;
            actions.push(PadAction::Report(PadReport::Online(state)));
        }
        if let Some(question) = self.question.as_mut()
            && question.seq == seq
            && matches!(question.stage, Stage::Starting { .. })
        {
            let asked_ms = u64::from(question.timeout_s) * 1000;
            question.stage = Stage::Asking {
                until_ms: now_ms + asked_ms + RESULT_SLACK_MS,
            };
            actions.push(PadAction::Report(PadReport::Asking(question.ticket)));
        }
        actions
    }

    /// Every RESULT is acknowledged; only the first one of the present question counts.
    fn on_result(&mut self, seq: u8, level: u8, elapsed_ms: u16) -> Vec<PadAction> {
        let mut actions = self.say_with(seq, Body::ResultAck { of: seq });
        if let Some(question) = self.question.take_if(|question| question.seq == seq) {
            let ticket = question.ticket;
            actions.push(PadAction::Report(match level {
                0 => PadReport::NotRated(ticket),
                level => PadReport::Rated {
                    ticket,
                    level,
                    elapsed_ms,
                },
            }));
        }
        actions
    }

    fn on_nak(&mut self, seq: u8) -> Vec<PadAction> {
        let question = self.question.take_if(|question| question.seq == seq);
        question
            .map(|question| PadAction::Report(PadReport::NotAsked(question.ticket)))
            .into_iter()
            .collect()
    }

    fn on_ask(&mut self, ticket: TicketId, timeout_s: u8, now_ms: u64) -> Vec<PadAction> {
        if self
            .question
            .is_some_and(|question| question.ticket == ticket)
        {
            return Vec::new();
        }
        let mut actions = self.drop_question();
        if !self.is_open {
            actions.push(PadAction::Report(PadReport::NotAsked(ticket)));
            return actions;
        }
        let stage = Stage::Starting {
            sent: 1,
            due_ms: now_ms + START_MS,
        };
        let question = Question {
            ticket,
            seq: self.next_seq(),
            timeout_s,
            stage,
        };
        self.question = Some(question);
        actions.extend(self.start(question));
        actions
    }

    fn on_cancel(&mut self, ticket: TicketId) -> Vec<PadAction> {
        match self.question.take_if(|question| question.ticket == ticket) {
            Some(_) => self.say(Body::Cancel),
            None => Vec::new(),
        }
    }

    fn on_tick(&mut self, now_ms: u64) -> Vec<PadAction> {
        let mut actions = self.tick_question(now_ms);
        if now_ms >= self.probe_ms {
            actions.extend(self.probe(now_ms));
        }
        actions
    }

    fn tick_question(&mut self, now_ms: u64) -> Vec<PadAction> {
        let Some(question) = self.question.as_mut() else {
            return Vec::new();
        };
        match &mut question.stage {
            Stage::Starting { sent, due_ms } if now_ms >= *due_ms && *sent < STARTS_MAX => {
                (*sent, *due_ms) = (*sent + 1, now_ms + START_MS);
                let again = *question;
                self.start(again)
            }
            Stage::Starting { due_ms, .. } if now_ms >= *due_ms => self.drop_question(),
            Stage::Asking { until_ms } if now_ms >= *until_ms => self.drop_question(),
            _ => Vec::new(),
        }
    }

    /// Ends the present question unanswered.
    fn drop_question(&mut self) -> Vec<PadAction> {
        let Some(question) = self.question.take() else {
            return Vec::new();
        };
        let mut actions = self.say(Body::Cancel);
        actions.push(PadAction::Report(match question.stage {
            Stage::Starting { .. } => PadReport::NotAsked(question.ticket),
            Stage::Asking { .. } => PadReport::NotRated(question.ticket),
        }));
        actions
    }

    fn probe(&mut self, now_ms: u64) -> Vec<PadAction> {
        self.probe_ms = now_ms + PROBE_MS;
        let mut actions = Vec::new();
        if self.unanswered >= UNANSWERED_MAX {
            actions = self.go_offline();
        }
        self.unanswered = self.unanswered.saturating_add(1);
        let polls = self.config.shared_line && self.online;
        actions.extend(self.say(if polls { Body::Poll } else { Body::Hello }));
        actions
    }

    fn go_offline(&mut self) -> Vec<PadAction> {
        let was_online = std::mem::replace(&mut self.online, false);
        was_online
            .then_some(PadAction::Report(PadReport::Offline))
            .into_iter()
            .collect()
    }

    fn start(&mut self, question: Question) -> Vec<PadAction> {
        let Question { seq, timeout_s, .. } = question;
        let PadConfig { levels, voice, .. } = self.config;
        self.say_with(
            seq,
            Body::Start {
                timeout_s,
                levels,
                voice,
            },
        )
    }

    fn say(&mut self, body: Body) -> Vec<PadAction> {
        let seq = self.next_seq();
        self.say_with(seq, body)
    }

    fn say_with(&self, seq: u8, body: Body) -> Vec<PadAction> {
        if !self.is_open {
            return Vec::new();
        }
        let frame = Frame {
            address: self.config.address,
            seq,
            body,
        };
        vec![PadAction::Send(frame.encode())]
    }

    /// The next seq that the present question does not use.
    fn next_seq(&mut self) -> u8 {
        self.seq = self.seq.wrapping_add(1);
        if self
            .question
            .is_some_and(|question| question.seq == self.seq)
        {
            self.seq = self.seq.wrapping_add(1);
        }
        self.seq
    }
}
