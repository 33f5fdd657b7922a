//! Several HSP-1 pads on one RS-485 line: one program owns it and gives every pad its turn.
//!
//! ```text
//! request -> answer within the slot -> gap -> next request
//! ```
//!
//! Pads speak only when spoken to, so one request is outstanding at a time. A dead pad costs its
//! slot and nothing more; questions go before polls.

use super::host::{PadAction, PadConfig, PadHost, PadInput, PadReport};
use super::hsp::{Body, Decoder, Frame};
use crate::limits::{LINE_PADS_MAX, LINE_WAITING_MAX, SERIAL_READ_MS};
use hall_core::code::TicketId;
use std::collections::VecDeque;

/// What happens to a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LineInput<'a> {
    /// Its port is open.
    Opened,
    /// Its port is gone.
    Gone,
    /// Bytes came.
    Bytes(&'a [u8]),
    /// The pad at this address may ask the citizen of this ticket.
    Ask {
        /// The pad.
        address: u8,
        /// The finished ticket.
        ticket: TicketId,
        /// How long, in seconds.
        timeout_s: u8,
    },
    /// The question of the pad at this address is withdrawn.
    Cancel {
        /// The pad.
        address: u8,
        /// The ticket it asked about.
        ticket: TicketId,
    },
    /// The program ends: nobody is asked any more.
    Leave,
    /// The time of [`PadLine::wake_ms`] has come, or it is simply later.
    Tick,
}

/// What the shell must do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LineAction {
    /// Send these bytes to the port.
    Send(Vec<u8>),
    /// Tell the program of this pad.
    Report {
        /// The pad.
        address: u8,
        /// What it is.
        report: PadReport,
    },
}

/// The owner of a line.
#[derive(Clone, Debug)]
pub struct PadLine {
    seats: Vec<Seat>,
    decoder: Decoder,
    baud: u32,
    slot: Option<Slot>,
    /// Whose turn is next.
    turn: usize,
}

/// A pad on the line and what waits to be said to it.
#[derive(Clone, Debug)]
struct Seat {
    address: u8,
    host: PadHost,
    waiting: VecDeque<Frame>,
}

/// The line is taken until then.
#[derive(Clone, Copy, Debug)]
struct Slot {
    address: u8,
    until_ms: u64,
    is_urgent: bool,
}

/// Milliseconds in which a pad begins to answer (HARDWARE 4.1).
const ANSWER_MS: u64 = 50;
/// Milliseconds that pumps and schedulers add, both ways.
const LATENCY_MS: u64 = 2 * SERIAL_READ_MS;
/// Milliseconds after an answer in which a pad lets go of the line.
const GAP_MS: u64 = 5;
/// Bytes of the longest answer, a state.
const ANSWER_BYTES: usize = 13;
/// Bits of a byte on the line: start, eight, stop.
const BYTE_BITS: u64 = 10;

impl PadLine {
    /// A line whose port is not open yet, with pads at these addresses, at most
    /// [`LINE_PADS_MAX`] of them; `first_seq` should be random.
    pub fn new(addresses: &[u8], baud: u32, first_seq: u8) -> Self {
        let seat = |address: &u8| {
            let config = PadConfig {
                address: *address,
                shared_line: true,
                ..PadConfig::default()
            };
            Seat {
                address: *address,
                host: PadHost::new(config, first_seq),
                waiting: VecDeque::new(),
            }
        };
        Self {
            seats: addresses.iter().take(LINE_PADS_MAX).map(seat).collect(),
            decoder: Decoder::default(),
            baud: baud.max(1),
            slot: None,
            turn: 0,
        }
    }

    /// When the next tick is due; `u64::MAX` for never.
    pub fn wake_ms(&self) -> u64 {
        let slot = self.slot.map(|slot| slot.until_ms);
        let hosts = self.seats.iter().map(|seat| seat.host.wake_ms());
        hosts.chain(slot).min().unwrap_or(u64::MAX)
    }

    /// Whether something that somebody waits for is still to be said.
    pub fn has_urgent(&self) -> bool {
        let waits = |seat: &Seat| seat.waiting.iter().any(is_urgent);
        self.slot.is_some_and(|slot| slot.is_urgent) || self.seats.iter().any(waits)
    }

    /// Takes an input at `now_ms` of any monotonic clock.
    pub fn on(&mut self, input: LineInput<'_>, now_ms: u64) -> Vec<LineAction> {
        let mut actions = match input {
            LineInput::Opened => {
                self.clear();
                self.tell_all(&PadInput::Opened, now_ms)
            }
            LineInput::Gone => {
                self.clear();
                self.tell_all(&PadInput::Gone, now_ms)
            }
            LineInput::Bytes(bytes) => {
                let frames = self.decoder.feed(bytes);
                self.on_frames(frames, now_ms)
            }
            LineInput::Ask {
                address,
                ticket,
                timeout_s,
            } => self.tell(address, PadInput::Ask { ticket, timeout_s }, now_ms),
            LineInput::Cancel { address, ticket } => {
                self.tell(address, PadInput::Cancel(ticket), now_ms)
            }
            LineInput::Leave => self.tell_all(&PadInput::Leave, now_ms),
            LineInput::Tick => self.on_tick(now_ms),
        };
        actions.extend(self.next_request(now_ms));
        actions
    }

    fn on_tick(&mut self, now_ms: u64) -> Vec<LineAction> {
        let mut actions = Vec::new();
        let is_over = |slot: &mut Slot| now_ms >= slot.until_ms;
        if self.slot.take_if(is_over).is_some() {
            // Whatever had begun will not be finished: the next answer begins anew.
            let frames = self.decoder.give_up_partial();
            actions = self.on_frames(frames, now_ms);
        }
        for index in 0..self.seats.len() {
            if self.seats[index].host.wake_ms() <= now_ms {
                let address = self.seats[index].address;
                actions.extend(self.tell(address, PadInput::Tick, now_ms));
            }
        }
        actions
    }

    /// Answers of pads; what an adapter echoes of our own words is none.
    fn on_frames(&mut self, frames: Vec<Frame>, now_ms: u64) -> Vec<LineAction> {
        let mut actions = Vec::new();
        for frame in frames.into_iter().filter(|frame| frame.body.is_of_pad()) {
            let is_answer = |slot: &&mut Slot| slot.address == frame.address;
            if let Some(slot) = self.slot.as_mut().filter(is_answer) {
                slot.until_ms = slot.until_ms.min(now_ms + GAP_MS);
            }
            let bytes = frame.encode();
            actions.extend(self.tell(frame.address, PadInput::Bytes(&bytes), now_ms));
        }
        actions
    }

    fn tell_all(&mut self, input: &PadInput<'_>, now_ms: u64) -> Vec<LineAction> {
        let addresses: Vec<u8> = self.seats.iter().map(|seat| seat.address).collect();
        addresses
            .into_iter()
            .flat_map(|address| self.tell(address, input.clone(), now_ms))
            .collect()
    }

    /// Tells one pad's host; what it wants to send waits for its turn.
    fn tell(&mut self, address: u8, input: PadInput<'_>, now_ms: u64) -> Vec<LineAction> {
        let mut seats = self.seats.iter_mut();
        let Some(seat) = seats.find(|seat| seat.address == address) else {
            return Vec::new();
        };
        let mut actions = Vec::new();
        for action in seat.host.on(input, now_ms) {
            match action {
                PadAction::Send(bytes) => {
                    for frame in Decoder::default().feed(&bytes) {
                        seat.wait(frame);
                    }
                }
                PadAction::Report(report) => actions.push(LineAction::Report { address, report }),
            }
        }
        actions
    }

    /// The next request, when the line is free: questions before polls, every pad in its turn.
    fn next_request(&mut self, now_ms: u64) -> Option<LineAction> {
        if self.slot.is_some() {
            return None;
        }
        let count = self.seats.len();
        let order = (0..count).map(|step| (self.turn + step) % count);
        let has_urgent = |index: &usize| self.seats[*index].waiting.iter().any(is_urgent);
        let has_any = |index: &usize| !self.seats[*index].waiting.is_empty();
        let index = order
            .clone()
            .find(has_urgent)
            .or_else(|| order.clone().find(has_any))?;
        let seat = &mut self.seats[index];
        let urgent = seat.waiting.iter().position(is_urgent).unwrap_or(0);
        let frame = seat.waiting.remove(urgent)?;
        self.turn = (index + 1) % count;
        let bytes = frame.encode();
        self.slot = Some(Slot {
            address: frame.address,
            until_ms: now_ms + self.slot_ms(&frame.body, bytes.len()),
            is_urgent: is_urgent(&frame),
        });
        Some(LineAction::Send(bytes))
    }

    /// Milliseconds for a request and its answer.
    fn slot_ms(&self, body: &Body, request: usize) -> u64 {
        let (answer, bytes) = match body {
            // Nothing answers this one.
            Body::ResultAck { .. } => (0, request),
            _ => (ANSWER_MS, request + ANSWER_BYTES),
        };
        let bits = bytes as u64 * BYTE_BITS * 1000;
        answer + LATENCY_MS + bits.div_ceil(u64::from(self.baud))
    }

    fn clear(&mut self) {
        self.decoder = Decoder::default();
        self.slot = None;
        for seat in &mut self.seats {
            seat.waiting.clear();
        }
    }
}

impl Seat {
    /// The same request waits once; a question that is withdrawn before its turn is never asked.
    fn wait(&mut self, frame: Frame) {
        if frame.body == Body::Cancel {
            let is_start = |waiting: &Frame| matches!(waiting.body, Body::Start { .. });
            self.waiting.retain(|waiting| !is_start(waiting));
        }
        let is_same = |waiting: &Frame| match (&waiting.body, &frame.body) {
            (Body::ResultAck { of }, Body::ResultAck { of: also }) => of == also,
            (one, other) => std::mem::discriminant(one) == std::mem::discriminant(other),
        };
        self.waiting.retain(|waiting| !is_same(waiting));
        if self.waiting.len() >= LINE_WAITING_MAX {
            self.waiting.pop_front();
        }
        self.waiting.push_back(frame);
    }
}

/// Whether somebody waits for it.
fn is_urgent(frame: &Frame) -> bool {
    !matches!(frame.body, Body::Hello | Body::Poll)
}
