//! What passes between programs and the server, and everything that may happen to it on the way.

use super::trouble::BACK_MS;
use super::{FeedLine, Happening, Pending, World};
use crate::days::program::{Reply, Stimulus};
use crate::days::server::{Answered, Call};
use hall_device::limits::{CONNECT_MS, REQUEST_MS};
use hall_protocol::codec::decode_client;
use hall_protocol::frame::ClientFrame;
use hall_protocol::limits::{CLIENT_FRAME_BYTES_MAX, HEARTBEAT_S, HELLO_S};
use hall_server::feed::session::Heard;

/// So many frames of one burst may suffer. A burst is a moment on the wire: who catches up with a
/// thousand frames is not a thousand times as likely to be cut.
const SUFFERING_MAX: usize = 24;
/// A server that takes nothing off a line for so long gives the reader up, in s.
const GIVE_UP_S: u32 = 10;
/// What was stalled arrives within so many ms once it passes again.
const STALLED_MS: u64 = 3_000;

impl World<'_> {
    fn is_reached(&self, seat: usize) -> bool {
        let place = &self.seats[seat];
        !place.is_cut_off && !place.is_half_open && !self.is_network_down
    }

    /// A message's time on the way.
    fn latency(&mut self) -> u64 {
        let quick = 1 + self.dice.bits() % 4;
        if self.dice.chance(self.rates.delay) {
            self.sometimes.message("message delayed");
            return quick + self.dice.bits() % 6_000;
        }
        quick
    }

    /// The time on the way of what the server says.
    fn latency_back(&mut self) -> u64 {
        if self.now_ms < self.stall.until_ms && self.dice.chance(self.stall.chance) {
            let back_ms = self.stall.until_ms + BACK_MS - self.now_ms;
            return back_ms + self.dice.bits() % STALLED_MS;
        }
        self.latency()
    }

    fn strikes(&mut self, rate: f64, what: &'static str) -> bool {
        let strikes = rate > 0.0 && self.dice.chance(rate);
        if strikes {
            self.sometimes.message(what);
        }
        strikes
    }

    pub(super) fn send_call(&mut self, seat: usize, tag: u64, call: Call) {
        let id = self.next_call;
        self.next_call += 1;
        let run = self.seats[seat].run;
        self.oracle.called(&call);
        let pending = Pending {
            seat,
            run,
            tag,
            call,
        };
        self.calls.insert(id, pending);
        if self.seats[seat].is_cut_off || self.is_network_down {
            // Nobody answers the connection attempt.
            self.heap
                .push(self.now_ms + CONNECT_MS, Happening::TimeOut { call: id });
            return;
        }
        self.heap
            .push(self.now_ms + REQUEST_MS, Happening::TimeOut { call: id });
        let is_lost =
            self.seats[seat].is_half_open || self.strikes(self.rates.drop, "request lost");
        if is_lost {
            return;
        }
        let at_ms = self.now_ms + self.latency();
        self.heap.push(at_ms, Happening::Arrive { call: id });
        if self.strikes(self.rates.duplicate, "request doubled") {
            let at_ms = at_ms + self.latency();
            self.heap.push(at_ms, Happening::Arrive { call: id });
        }
        if self.strikes(self.rates.cancel, "caller gone in the middle") {
            self.heap.push(at_ms + 1, Happening::Cancel { call: id });
        }
    }

    /// An answer leaves the server.
    pub(super) fn send_answer(&mut self, id: u64, answered: Answered) {
        let Some(pending) = self.calls.get(&id) else {
            return;
        };
        let (seat, run, tag) = (pending.seat, pending.run, pending.tag);
        let call = pending.call.clone();
        self.say("server", || {
            format!("answers {} {}", answered.status, call.path)
        });
        self.oracle.answered(&call, &answered);
        if !self.is_reached(seat) || self.strikes(self.rates.drop, "answer lost") {
            return;
        }
        self.calls.remove(&id);
        let is_cut = self.strikes(self.rates.cut, "connection cut in an answer");
        let reply = if is_cut {
            Reply::Unreachable
        } else {
            Reply::Answered(answered)
        };
        let stimulus = Stimulus::Reply { tag, reply };
        let at_ms = self.now_ms + self.latency_back();
        self.heap.push(
            at_ms,
            Happening::Give {
                seat,
                run,
                stimulus,
            },
        );
    }

    pub(super) fn open_feed(&mut self, seat: usize, token: String) {
        let feed = self.next_feed;
        self.next_feed += 1;
        self.seats[seat].feed = Some(FeedLine {
            id: feed,
            end: None,
            life: 0,
            last_ms: 0,
            is_stuck: false,
            full_s: 0,
        });
        self.seats[seat].token = token;
        let at_ms = self.now_ms + self.latency();
        if self.is_reached(seat) {
            self.heap.push(at_ms, Happening::FeedReach { seat, feed });
        } else if !self.seats[seat].is_half_open {
            let run = self.seats[seat].run;
            let stimulus = Stimulus::FeedFailed;
            self.heap.push(
                at_ms + CONNECT_MS,
                Happening::Give {
                    seat,
                    run,
                    stimulus,
                },
            );
        }
    }

    pub(super) fn send_feed(&mut self, seat: usize, text: String) {
        let is_lost = !self.is_reached(seat);
        let Some(line) = &mut self.seats[seat].feed else {
            return;
        };
        if is_lost {
            return;
        }
        let feed = line.id;
        let at_ms = (self.now_ms + 2).max(line.last_ms);
        line.last_ms = at_ms;
        self.heap
            .push(at_ms, Happening::FeedSay { seat, feed, text });
    }

    /// The client drops its connection.
    pub(super) fn close_feed(&mut self, seat: usize) {
        let reached = self.is_reached(seat);
        if let Some(line) = self.seats[seat].feed.take() {
            // A server that cannot be told notices after a while.
            let ms = if reached { 2 } else { 10_000 };
            let (feed, life) = (line.id, self.site.life);
            self.heap
                .push(self.now_ms + ms, Happening::FeedGone { feed, life });
        }
    }

    /// Frames leave the server.
    pub(super) fn send_frames(&mut self, feed: u64, frames: Vec<String>) {
        let Some(seat) = self.seat_of(feed) else {
            return;
        };
        for (nth, text) in frames.into_iter().enumerate() {
            let is_public = !self.seats[seat].hears_staff;
            self.oracle.frame(is_public, &text);
            if !self.is_reached(seat) {
                continue;
            }
            if nth < SUFFERING_MAX {
                self.send_frame(seat, feed, text);
            } else {
                self.carry(seat, feed, text);
            }
        }
    }

    /// A frame that nothing happens to.
    fn carry(&mut self, seat: usize, feed: u64, text: String) {
        let Some(line) = &mut self.seats[seat].feed else {
            return;
        };
        let at_ms = (self.now_ms + 1).max(line.last_ms);
        line.last_ms = at_ms;
        self.heap.push(at_ms, Happening::Frame { seat, feed, text });
    }

    fn send_frame(&mut self, seat: usize, feed: u64, mut text: String) {
        if self.strikes(self.rates.drop / 10.0, "frame lost") {
            return;
        }
        if self.strikes(self.rates.cut, "feed cut") {
            self.cut_feed(seat);
            return;
        }
        if self.strikes(self.rates.corrupt, "frame mutilated") {
            let keep = self.dice.bits() as usize % text.len().max(1);
            text = text.chars().take(keep).collect();
        }
        let mut at_ms = self.now_ms + self.latency_back();
        if self.strikes(self.rates.reorder, "frames change places") {
            at_ms += 20;
        } else if let Some(line) = &mut self.seats[seat].feed {
            at_ms = at_ms.max(line.last_ms);
            line.last_ms = at_ms;
        }
        if self.strikes(self.rates.duplicate / 4.0, "frame doubled") {
            let text = text.clone();
            self.heap
                .push(at_ms + 1, Happening::Frame { seat, feed, text });
        }
        self.heap.push(at_ms, Happening::Frame { seat, feed, text });
    }

    /// A feed breaks, and both ends know.
    pub(super) fn cut_feed(&mut self, seat: usize) {
        if let Some(line) = &self.seats[seat].feed {
            let (feed, life) = (line.id, self.site.life);
            self.heap
                .push(self.now_ms + 1, Happening::FeedGone { feed, life });
            self.heap
                .push(self.now_ms + 1, Happening::FeedOver { seat, feed });
        }
    }

    /// The server has ended a feed.
    pub(super) fn feed_ended(&mut self, feed: u64) {
        let Some(seat) = self.seat_of(feed) else {
            return;
        };
        if self.is_reached(seat) {
            let last_ms = self.seats[seat]
                .feed
                .as_ref()
                .map_or(0, |line| line.last_ms);
            let at_ms = (self.now_ms + 2).max(last_ms);
            self.heap.push(at_ms, Happening::FeedOver { seat, feed });
        }
    }

    fn seat_of(&self, feed: u64) -> Option<usize> {
        self.seats
            .iter()
            .position(|seat| seat.feed.as_ref().is_some_and(|line| line.id == feed))
    }

    /// What is on the way arrives.
    pub(super) fn pass(&mut self, what: Happening) {
        match what {
            Happening::Frame { seat, feed, text } => {
                let is_current = self.feed_is(seat, feed) && self.is_reached(seat);
                if is_current {
                    self.give(seat, Stimulus::FeedText(text));
                }
            }
            Happening::FeedOver { seat, feed } if self.feed_is(seat, feed) => {
                self.seats[seat].feed = None;
                self.give(seat, Stimulus::FeedClosed);
            }
            Happening::Arrive { call } => self.arrive(call),
            Happening::TimeOut { call } => self.time_out(call),
            Happening::Cancel { call } => {
                if let Some(server) = &mut self.site.server {
                    server.cancel(call);
                }
            }
            Happening::FeedReach { seat, feed } => self.reach(seat, feed),
            Happening::FeedSay { seat, feed, text } => self.feed_say(seat, feed, text),
            Happening::FeedGone { feed, life } => self.feed_gone(feed, life),
            Happening::Beat { seat, feed } => self.beat(seat, feed),
            _ => {}
        }
    }

    /// The server learns that a client is gone, if it is still the same server.
    fn feed_gone(&mut self, feed: u64, life: u64) {
        if life != self.site.life {
            return;
        }
        if let Some(server) = &mut self.site.server {
            server.drop_feed(feed);
            self.site.has_work = true;
        }
    }

    fn feed_is(&self, seat: usize, feed: u64) -> bool {
        let line = self.seats[seat].feed.as_ref();
        line.is_some_and(|line| line.id == feed)
    }

    /// Something comes over a connection of a server that is no more: the next one rejects it.
    fn is_another_server(&mut self, seat: usize, feed: u64) -> bool {
        let line = self.seats[seat].feed.as_ref();
        let is_another = line.is_some_and(|line| line.end.is_some() && line.life != self.site.life);
        if is_another && self.is_reached(seat) {
            let at_ms = self.now_ms + 2;
            self.heap.push(at_ms, Happening::FeedOver { seat, feed });
        }
        is_another
    }

    fn arrive(&mut self, id: u64) {
        let Some(pending) = self.calls.get(&id) else {
            return;
        };
        let (seat, call) = (pending.seat, pending.call.clone());
        match &mut self.site.server {
            Some(server) if !self.seats[seat].is_cut_off && !self.is_network_down => {
                server.call(id, &call);
                self.site.has_work = true;
            }
            // Connection refused.
            _ => self.time_out(id),
        }
    }

    /// No answer: the caller gives up, and the handler is dropped wherever it stands.
    fn time_out(&mut self, id: u64) {
        let Some(pending) = self.calls.remove(&id) else {
            return;
        };
        if let Some(server) = &mut self.site.server
            && server.cancel(id)
        {
            self.sometimes.hit("handler dropped");
        }
        let (seat, run) = (pending.seat, pending.run);
        if self.seats[seat].run == run {
            let (tag, reply) = (pending.tag, Reply::Unreachable);
            self.give(seat, Stimulus::Reply { tag, reply });
        }
    }

    /// A feed's connection attempt reaches the computer.
    fn reach(&mut self, seat: usize, feed: u64) {
        if !self.feed_is(seat, feed) {
            return;
        }
        if !self.is_reached(seat) {
            return;
        }
        let token = self.seats[seat].token.clone();
        let Some(server) = &mut self.site.server else {
            self.seats[seat].feed = None;
            return self.give(seat, Stimulus::FeedFailed);
        };
        match server.open_feed(feed, &token) {
            Ok(end) => {
                if let Some(line) = &mut self.seats[seat].feed {
                    end.stick(line.is_stuck);
                    (line.end, line.life) = (Some(end), self.site.life);
                }
                self.heap.push(
                    self.now_ms + HELLO_S * 1_000,
                    Happening::Beat { seat, feed },
                );
                self.site.has_work = true;
                self.give(seat, Stimulus::FeedOpened);
            }
            Err((code, title)) => {
                self.seats[seat].unserved_s = 0;
                self.seats[seat].feed = None;
                self.give(seat, Stimulus::FeedRejected { code, title });
            }
        }
    }

    fn feed_say(&mut self, seat: usize, feed: u64, text: String) {
        if !self.feed_is(seat, feed) || self.is_another_server(seat, feed) {
            return;
        }
        let Some(end) = self.seats[seat]
            .feed
            .as_ref()
            .and_then(|line| line.end.clone())
        else {
            return;
        };
        if self.seats[seat].is_witness
            && let Ok(ClientFrame::Hello(hello)) = decode_client(&text, CLIENT_FRAME_BYTES_MAX)
        {
            self.oracle.witnessed(&hello.highest);
        }
        end.bring(Heard::Text(text));
        self.site.has_work = true;
    }

    fn beat(&mut self, seat: usize, feed: u64) {
        if !self.feed_is(seat, feed) || self.is_another_server(seat, feed) {
            return;
        }
        if let Some(line) = &self.seats[seat].feed
            && let Some(end) = &line.end
            && !self.site.is_paused
        {
            end.bring(Heard::Beat);
            self.site.has_work = true;
        }
        self.heap.push(
            self.now_ms + HEARTBEAT_S * 1_000,
            Happening::Beat { seat, feed },
        );
    }

    /// Readers that take nothing are given up after a while.
    pub(super) fn watch_readers(&mut self) {
        for seat in &mut self.seats {
            let Some(line) = &mut seat.feed else { continue };
            let Some(end) = &line.end else { continue };
            line.full_s = if end.is_full() { line.full_s + 1 } else { 0 };
            if line.full_s >= GIVE_UP_S {
                end.give_up();
                self.site.has_work = true;
            }
        }
    }
}
