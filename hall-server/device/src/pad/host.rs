//! The host's side of a pad: asking, retrying, acknowledging, and knowing whether it is there.

use super::driver::PadDriver;
use super::hsp::{PadState, Prompt};
use super::wire::{Heard, Said, Say, Wire};
use crate::presence::Presence;
use hall_core::code::TicketId;
use std::sync::Arc;

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
    /// The program ends: nobody is asked any more.
    Leave,
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
    /// The pad answers; HSP-1 says its state.
    Online(Option<PadState>),
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
    /// The pad cannot offer as many levels as are asked for, so nobody is asked; said when it is
    /// seen, and again after each question that was not asked.
    TooFewLevels {
        /// Levels that it says it can offer.
        offered: u8,
        /// Levels that are asked for.
        asked: u8,
    },
}

/// The host's side of one pad.
#[derive(Clone, Debug)]
pub struct PadHost {
    wire: Wire,
    polls: bool,
    seq: u8,
    presence: Presence,
    /// Levels that the pad last said it can offer.
    offered: Option<u8>,
    question: Option<Question>,
    /// The last result that named no question.
    unbound: Option<Unbound>,
}

/// A result that named no question, and when it was heard for the first and for the last time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Unbound {
    level: u8,
    first_ms: u64,
    last_ms: u64,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Question {
    ticket: TicketId,
    seq: u8,
    timeout_s: u8,
    /// When it was first sent.
    asked_ms: u64,
    stage: Stage,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Stage {
    /// START was sent this often; the next one, or giving up, is due then.
    Starting { sent: u8, due_ms: u64 },
    /// The pad asks; a RESULT later than this is lost.
    Asking { until_ms: u64 },
}

/// Milliseconds for an answer to START.
const START_MS: u64 = 1_000;
/// STARTs sent at most.
const STARTS_MAX: u8 = 3;
/// Nobody reads a question and presses within so many milliseconds: a result that names no
/// question and comes sooner answers the one before.
const ANSWER_MIN_MS: u64 = 300;
/// Times that a pad which names no question may repeat its result; what is said longer is said by
/// somebody new. HSP-1 repeats five times.
const REPEATS_MAX: u64 = 6;

impl PadHost {
    /// A pad that speaks HSP-1 and whose port is not open yet. `first_seq` should be random: a pad
    /// may still repeat the RESULT of a question that was asked before this program started.
    pub fn new(config: PadConfig, first_seq: u8) -> Self {
        let polls = config.shared_line;
        Self::over(Wire::hsp(config), polls, first_seq)
    }

    /// A pad that speaks as a vendor's file says.
    pub fn by_pattern(driver: Arc<PadDriver>, first_seq: u8) -> Self {
        Self::over(Wire::pattern(driver), false, first_seq)
    }

    fn over(wire: Wire, polls: bool, first_seq: u8) -> Self {
        Self {
            presence: Presence::new(wire.probe_every_ms()),
            wire,
            polls,
            seq: first_seq,
            offered: None,
            question: None,
            unbound: None,
        }
    }

    /// Whether the pad answers.
    pub fn is_online(&self) -> bool {
        self.presence.is_online()
    }

    /// When the next tick is due; `u64::MAX` for never.
    pub fn wake_ms(&self) -> u64 {
        let question_ms = match self.question.map(|question| question.stage) {
            Some(Stage::Starting { due_ms, .. }) => due_ms,
            Some(Stage::Asking { until_ms }) => until_ms,
            None => u64::MAX,
        };
        let wake_ms = self.presence.wake_ms().min(question_ms);
        wake_ms.min(self.wire.wake_ms())
    }

    /// Takes an input at `now_ms` of any monotonic clock.
    pub fn on(&mut self, input: PadInput<'_>, now_ms: u64) -> Vec<PadAction> {
        match input {
            PadInput::Opened => self.on_opened(now_ms),
            PadInput::Gone => self.on_gone(),
            PadInput::Bytes(bytes) => self.on_bytes(bytes, now_ms),
            PadInput::Ask { ticket, timeout_s } => self.on_ask(ticket, timeout_s, now_ms),
            PadInput::Cancel(ticket) => self.on_cancel(ticket),
            PadInput::Play(prompt) => self.say(&Say::Play(prompt)),
            PadInput::Show(text) => self.say(&Say::Show(text)),
            PadInput::Leave => match self.question.take() {
                Some(_) => self.say(&Say::Cancel),
                None => Vec::new(),
            },
            PadInput::Tick => self.on_tick(now_ms),
        }
    }

    fn on_opened(&mut self, now_ms: u64) -> Vec<PadAction> {
        self.wire.clear();
        // Another pad may be there now.
        self.offered = None;
        let mut actions = Vec::new();
        if self.presence.opened(now_ms) {
            actions.push(PadAction::Report(PadReport::Online(None)));
        }
        actions.extend(self.say(&Say::Probe { polls: false }));
        actions
    }

    /// A question that the pad already asks may still be answered after the port is back.
    fn on_gone(&mut self) -> Vec<PadAction> {
        self.wire.clear();
        let mut actions = Vec::new();
        if self.presence.gone() {
            actions.push(PadAction::Report(PadReport::Offline));
        }
        if let Some(question) = self.question.take_if(|question| question.is_starting()) {
            actions.push(PadAction::Report(PadReport::NotAsked(question.ticket)));
        }
        actions
    }

    fn on_bytes(&mut self, bytes: &[u8], now_ms: u64) -> Vec<PadAction> {
        let heard = self.wire.hear(bytes, now_ms);
        self.on_all_heard(heard)
    }

    fn on_all_heard(&mut self, all: Vec<Heard>) -> Vec<PadAction> {
        all.into_iter()
            .flat_map(|heard| self.on_heard(heard))
            .collect()
    }

    /// Everything counts at the time when it was said.
    fn on_heard(&mut self, heard: Heard) -> Vec<PadAction> {
        let Heard { seq, said, at_ms } = heard;
        self.presence.heard();
        match said {
            Said::Alive { state, begins } => self.on_alive(seq, state, begins, at_ms),
            Said::Result { level, elapsed_ms } => match seq {
                Some(seq) => self.on_result(seq, level, elapsed_ms, at_ms),
                None => self.on_unbound_result(level, at_ms),
            },
            Said::Refused => self.on_refused(seq, at_ms),
            Said::Other => Vec::new(),
        }
    }

    fn on_alive(
        &mut self,
        seq: Option<u8>,
        state: Option<PadState>,
        begins: bool,
        now_ms: u64,
    ) -> Vec<PadAction> {
        let mut actions = Vec::new();
        if let Some(state) = state {
            let before = self.offered.replace(state.levels);
            if let Some(too_few) = self.too_few_levels().map(PadAction::Report) {
                if self.question.is_some_and(|question| question.is_starting()) {
                    actions.extend(self.drop_question());
                }
                actions.extend((before != self.offered).then_some(too_few));
            }
        }
        if self.presence.answered() {
            actions.push(PadAction::Report(PadReport::Online(state)));
        }
        if begins
            && let Some(question) = self.question.as_mut()
            && question.is_meant(seq, now_ms)
            && question.is_starting()
        {
            question.begin(now_ms, self.wire.result_slack_ms());
            actions.push(PadAction::Report(PadReport::Asking(question.ticket)));
        }
        actions
    }

    /// Every RESULT is acknowledged; only the first one of the present question counts.
    fn on_result(
        &mut self,
        seq: u8,
        level: u8,
        elapsed_ms: Option<u16>,
        now_ms: u64,
    ) -> Vec<PadAction> {
        let mut actions = self.say_with(seq, &Say::Ack { of: seq });
        if let Some(question) = self.question.take_if(|question| question.seq == seq) {
            actions.push(question.rated(level, elapsed_ms, now_ms));
        }
        actions
    }

    /// A result that names no question belongs to the open one, unless it is the same again or
    /// comes sooner than anybody can press.
    fn on_unbound_result(&mut self, level: u8, now_ms: u64) -> Vec<PadAction> {
        let seq = self.question.map_or(self.seq, |question| question.seq);
        let mut actions = self.say_with(seq, &Say::Ack { of: seq });
        let is_again = self.is_again(level, now_ms);
        let is_answer = |question: &mut Question| now_ms >= question.asked_ms + ANSWER_MIN_MS;
        if !is_again && let Some(question) = self.question.take_if(is_answer) {
            actions.push(question.rated(level, None, now_ms));
        }
        actions
    }

    /// Notes a result without a number; tells whether a pad says its last one again. It cannot do
    /// so for ever: then nobody could give the same answer any more.
    fn is_again(&mut self, level: u8, now_ms: u64) -> bool {
        let repeat_ms = self.wire.repeat_ms();
        let chain_ms = repeat_ms.saturating_mul(REPEATS_MAX);
        let is_same = |before: &Unbound| {
            before.level == level
                && now_ms < before.last_ms.saturating_add(repeat_ms)
                && now_ms < before.first_ms.saturating_add(chain_ms)
        };
        let before = self.unbound.filter(is_same);
        self.unbound = Some(Unbound {
            level,
            first_ms: before.map_or(now_ms, |before| before.first_ms),
            last_ms: now_ms,
        });
        before.is_some()
    }

    fn on_refused(&mut self, seq: Option<u8>, now_ms: u64) -> Vec<PadAction> {
        let is_meant = |question: &mut Question| question.is_meant(seq, now_ms);
        let question = self.question.take_if(is_meant);
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
        let says_started = self.wire.says_started();
        // A pad that never says that it asks is believed while it is there.
        let can_ask = self.presence.is_open() && (says_started || self.is_online());
        let too_few = self.too_few_levels().map(PadAction::Report);
        if !can_ask || too_few.is_some() {
            actions.push(PadAction::Report(PadReport::NotAsked(ticket)));
            actions.extend(too_few);
            return actions;
        }
        let mut question = Question {
            ticket,
            seq: self.next_seq(),
            timeout_s,
            asked_ms: now_ms,
            stage: Stage::Starting {
                sent: 1,
                due_ms: now_ms + START_MS,
            },
        };
        actions.extend(self.start(question));
        if !says_started {
            question.begin(now_ms, self.wire.result_slack_ms());
            actions.push(PadAction::Report(PadReport::Asking(ticket)));
        }
        self.question = Some(question);
        actions
    }

    /// Fewer answers than the hall asks for are another question, and what they mean is not known.
    /// None for a pad that has as many, or has not said how many.
    pub fn too_few_levels(&self) -> Option<PadReport> {
        let (offered, asked) = (self.offered?, self.wire.levels_asked()?);
        let report = PadReport::TooFewLevels { offered, asked };
        (offered < asked).then_some(report)
    }

    fn on_cancel(&mut self, ticket: TicketId) -> Vec<PadAction> {
        match self.question.take_if(|question| question.ticket == ticket) {
            Some(_) => self.say(&Say::Cancel),
            None => Vec::new(),
        }
    }

    fn on_tick(&mut self, now_ms: u64) -> Vec<PadAction> {
        let heard = self.wire.listen(now_ms);
        let mut actions = self.on_all_heard(heard);
        actions.extend(self.tick_question(now_ms));
        if let Some(due) = self.presence.due(now_ms) {
            if due.is_lost {
                actions.push(PadAction::Report(PadReport::Offline));
            }
            let polls = self.polls && self.is_online();
            actions.extend(self.say(&Say::Probe { polls }));
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
        let mut actions = self.say(&Say::Cancel);
        actions.push(PadAction::Report(match question.stage {
            Stage::Starting { .. } => PadReport::NotAsked(question.ticket),
            Stage::Asking { .. } => PadReport::NotRated(question.ticket),
        }));
        actions
    }

    fn start(&self, question: Question) -> Vec<PadAction> {
        let Question { seq, timeout_s, .. } = question;
        self.say_with(seq, &Say::Start { timeout_s })
    }

    fn say(&mut self, say: &Say) -> Vec<PadAction> {
        let seq = self.next_seq();
        self.say_with(seq, say)
    }

    fn say_with(&self, seq: u8, say: &Say) -> Vec<PadAction> {
        let bytes = self.wire.bytes(seq, say);
        let bytes = bytes.filter(|_| self.presence.is_open());
        bytes.map(PadAction::Send).into_iter().collect()
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

impl Question {
    fn is_starting(&self) -> bool {
        matches!(self.stage, Stage::Starting { .. })
    }

    /// A pad that names no question means the one that was open when it spoke.
    fn is_meant(&self, seq: Option<u8>, said_ms: u64) -> bool {
        seq.map_or(said_ms >= self.asked_ms, |seq| seq == self.seq)
    }

    /// The pad asks from now on.
    fn begin(&mut self, now_ms: u64, slack_ms: u64) {
        let asked_ms = u64::from(self.timeout_s) * 1000;
        self.stage = Stage::Asking {
            until_ms: now_ms + asked_ms + slack_ms,
        };
    }

    /// What the program hears of a result.
    fn rated(self, level: u8, elapsed_ms: Option<u16>, now_ms: u64) -> PadAction {
        let ticket = self.ticket;
        let waited_ms = now_ms.saturating_sub(self.asked_ms);
        PadAction::Report(match level {
            0 => PadReport::NotRated(ticket),
            level => PadReport::Rated {
                ticket,
                level,
                elapsed_ms: elapsed_ms
                    .unwrap_or_else(|| u16::try_from(waited_ms).unwrap_or(u16::MAX)),
            },
        })
    }
}
