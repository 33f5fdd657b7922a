//! I19 to I23: what clients show is the fold of the journal; calls are announced once, in order.

use super::Findings;
use crate::days::program::{Fact, Program};
use hall_core::event::Event;
use hall_core::{Hall, Span, Time};
use hall_protocol::Picture;
use hall_server::http::App;
use hall_server::journal::Row;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

/// What boards said, and what there was to say.
#[derive(Default)]
pub(super) struct Feeds {
    /// Calls in the journal: number, announcement and time, in order.
    calls: Vec<CallName>,
    place: BTreeMap<CallName, usize>,
    /// The first call since a disk was older than the hall.
    ordered_from: usize,
    boards: BTreeMap<usize, Board>,
    /// Nothing breaks after this moment, and so many calls were before it. The moment is that of
    /// the first event: a server that is down has no clock.
    healed: Option<(Option<Time>, usize)>,
}

type CallName = (String, u16, Time);

/// So long after the heal every board is there again, in s.
const SETTLED_S: u32 = 120;
/// So long a call may wait for the voice, in s.
const SAID_S: u32 = 180;

/// What one board has done since it started.
#[derive(Default)]
struct Board {
    last: Option<usize>,
    said: BTreeMap<CallName, u32>,
}

impl Feeds {
    pub(super) fn event(&mut self, event: &Event, row: &Row, hall: &Hall) {
        if let Some((since @ None, _)) = &mut self.healed {
            *since = Some(row.at);
        }
        let ticket = match event {
            Event::TicketCalled { ticket, .. } | Event::TicketRecalled { ticket, .. } => *ticket,
            _ => return,
        };
        let Some(ticket) = hall.ticket(ticket) else {
            return;
        };
        let digits = hall.plan().map_or(3, |plan| plan.numbers.digits);
        let number = ticket.number.label(digits);
        let name = (number, ticket.calls, row.at);
        self.place.insert(name.clone(), self.calls.len());
        self.calls.push(name);
    }

    /// An older disk. Boards know more than the hall now: what they said of a lost recall, the call
    /// before it may be said again, and out of its order. What is called from now on is in order.
    pub(super) fn go_back(&mut self) {
        self.ordered_from = self.calls.len();
        for board in self.boards.values_mut() {
            board.last = None;
        }
    }

    pub(super) fn fact(&mut self, seat: usize, fact: &Fact, findings: &mut Findings) {
        if !fact.is_of_board() {
            return;
        }
        let board = self.boards.entry(seat).or_default();
        match fact {
            Fact::BoardRestarted => *board = Board::default(),
            Fact::Announced { number, times, at } => {
                let name = (number.clone(), *times, *at);
                let count = board.said.entry(name.clone()).or_default();
                *count += 1;
                findings.expect("I20", *count == 1, || {
                    format!("{number} was announced twice by one board")
                });
                let Some(place) = self.place.get(&name).copied() else {
                    return findings.expect("I20", false, || {
                        format!("{number} was announced and never called")
                    });
                };
                if place < self.ordered_from {
                    return;
                }
                let in_order = board.last.is_none_or(|last| last < place);
                findings.expect("I20", in_order, || {
                    format!("{number} was announced after a later call")
                });
                board.last = Some(place);
            }
            Fact::Dropped { number, times, at } => {
                board.said.insert((number.clone(), *times, *at), 1);
            }
            _ => {}
        }
    }

    /// Pictures at the server's own place are what a fresh look gives (I19), never beyond it.
    pub(super) fn whole(app: &App, programs: &[&dyn Program], findings: &mut Findings) {
        let state = app.hub.look();
        let fresh = still(state.lens(app.hub.clock().time()).picture());
        let public = still(fresh.for_public());
        for program in programs {
            let Some(cursor) = program.cursor().filter(|cursor| cursor.is_live()) else {
                continue;
            };
            if let Some(shown) = program.shown() {
                findings.expect("I22", *shown == *cursor.picture(), || {
                    format!("{} shows another picture than it has", program.name())
                });
            }
            let same_epoch = cursor.epoch() == Some(state.epoch.to_string().as_str());
            if !same_epoch {
                continue;
            }
            findings.expect("I19", cursor.seq() <= state.tip.seq.0, || {
                format!(
                    "{} is at event {} of {}",
                    program.name(),
                    cursor.seq(),
                    state.tip.seq
                )
            });
            if cursor.seq() == state.tip.seq.0 {
                let shown = still((*cursor.picture()).clone());
                let is_right = shown == fresh || shown == public;
                findings.expect("I19", is_right, || {
                    let reference = if program.name().starts_with("board") {
                        &public
                    } else {
                        &fresh
                    };
                    let what = difference(&shown, reference);
                    format!(
                        "{} shows another picture at event {}: {what}",
                        program.name(),
                        cursor.seq()
                    )
                });
            }
        }
        let memory = app.hub.with_memory(hall_protocol::resume::Memory::len);
        let limit = hall_protocol::limits::RESUME_FRAMES_MAX;
        findings.expect("I24", memory <= limit, || {
            format!("{memory} frames are remembered")
        });
        for program in programs {
            if let Some(what) = program.wrong() {
                findings.expect("I22", false, || format!("{}: {what}", program.name()));
            }
            if let Some(what) = program.over_limit() {
                findings.expect("I24", false, || format!("{}: {what}", program.name()));
            }
        }
    }

    /// Nothing breaks any more.
    pub(super) fn healed(&mut self) {
        self.healed = Some((None, self.calls.len()));
    }

    /// What leaves for a client is durable (I5).
    pub(super) fn frame(frame: &str, seq: u64, findings: &mut Findings) {
        let mut parts = frame.splitn(2, "\"seq\":").skip(1);
        let Some(rest) = parts.next() else { return };
        let digits = rest
            .find(|c: char| !c.is_ascii_digit())
            .map(|at| &rest[..at]);
        let told: u64 = digits.and_then(|text| text.parse().ok()).unwrap_or(0);
        findings.expect("I5", told <= seq, || {
            format!("a client hears of event {told}, and {seq} are durable")
        });
    }

    /// Since nothing breaks, every board has said every call, or given it up by rule.
    pub(super) fn end(&self, hall: &Hall, findings: &mut Findings) {
        self.all_was_said(hall.time(), findings);
        for (seat, board) in &self.boards {
            let Some(first) = board.last else { continue };
            findings.expect("I20", first < self.calls.len(), || {
                format!("board {seat} announced what was never called")
            });
        }
    }

    fn all_was_said(&self, now: Time, findings: &mut Findings) {
        let Some((Some(healed), before)) = self.healed else {
            return;
        };
        let (from, to) = (
            healed + Span::seconds(SETTLED_S),
            now - Span::seconds(SAID_S),
        );
        let due = self.calls[before..]
            .iter()
            .filter(|(_, _, at)| (from..to).contains(at));
        for name in due {
            for (seat, board) in &self.boards {
                findings.expect("I20", board.said.contains_key(name), || {
                    format!("the program at seat {seat} never announced {}", name.0)
                });
            }
        }
    }
}

/// A picture without what changes with time alone: how many are ahead, and estimates.
fn still(mut picture: Picture) -> Picture {
    for ticket in picture.tickets.values_mut().map(Arc::make_mut) {
        ticket.ahead = 0;
        ticket.wait_minutes = None;
    }
    for queue in picture.queues.values_mut() {
        queue.wait_minutes = None;
    }
    let now_free = std::mem::take(&mut picture.prompts);
    drop(now_free);
    picture
}

/// The first part in which two pictures differ.
fn difference(a: &Picture, b: &Picture) -> String {
    let parts = [
        ("day", a.day == b.day),
        ("queues", a.queues == b.queues),
        ("windows", a.windows == b.windows),
        ("calls", a.calls == b.calls),
        ("missed", a.missed == b.missed),
        ("tickets", a.tickets == b.tickets),
        ("alarms", a.alarms == b.alarms),
    ];
    let differ: Vec<&str> = parts
        .iter()
        .filter(|(_, same)| !same)
        .map(|(name, _)| *name)
        .collect();
    let mut text = differ.join(", ");
    if let Some((id, shown)) = a
        .queues
        .iter()
        .find(|(id, shown)| b.queues.get(id) != Some(shown))
    {
        let _ = write!(text, "; queue {id}: {shown:?} / {:?}", b.queues.get(id));
    }
    if let Some((id, shown)) = a
        .tickets
        .iter()
        .find(|(id, shown)| b.tickets.get(id) != Some(shown))
    {
        let _ = write!(text, "; ticket {id}: {shown:?} / {:?}", b.tickets.get(id));
    }
    if let Some((id, shown)) = a
        .windows
        .iter()
        .find(|(id, shown)| b.windows.get(id) != Some(shown))
    {
        let _ = write!(text, "; window {id}: {shown:?} / {:?}", b.windows.get(id));
    }
    text
}
