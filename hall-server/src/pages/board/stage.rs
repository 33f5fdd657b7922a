//! The stage: which calls stand large on a board, and for how long. Pure: calls and times in.
//!
//! A call is held large for [`HOLD_S`] at least, whatever comes after it. As long as three are held
//! the board shows them by age, the newest largest. More at once share the room as
//! [`STAGE_CARDS`] cards of one size, and what finds no room waits for the first card whose time
//! is over. So fifty calls in one second are all seen within [`CALL_EXPIRY_S`]. A call that is
//! answered before its turn, or waits longer than that, stands only in the list below.
//!
//! A window calls one number at a time, so nothing here grows beyond the hall's windows.

use crate::pages::limits::{BOARD_CARDS, FRESH_S, HOLD_S, STAGE_CARDS};
use hall_core::code::WindowNumber;
use hall_core::{Span, Time};
use hall_protocol::limits::CALL_EXPIRY_S;
use hall_protocol::stamp::Stamp;
use hall_protocol::view::CallView;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// The stage of one board.
#[derive(Clone, Debug)]
pub struct Stage {
    hold: Span,
    fresh: Span,
    expiry: Span,
    cards: Vec<Held>,
    /// The last call of each window that was shown or expired.
    seen: BTreeMap<WindowNumber, Stamp>,
    waiting: usize,
    has_begun: bool,
}

/// A call that stands large.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Held {
    /// The call.
    pub call: CallView,
    until: Time,
    fresh_until: Time,
}

impl Held {
    /// Whether it has just come: the board then moves.
    pub fn is_fresh(&self, now: Time) -> bool {
        self.fresh_until > now
    }
}

impl Stage {
    /// An empty stage in a hall whose time runs `speed` times as fast as its readers'.
    pub fn new(speed: u32) -> Self {
        let span = |seconds: u32| Span::seconds(seconds.saturating_mul(speed.max(1)));
        Self {
            hold: span(HOLD_S),
            fresh: span(FRESH_S),
            expiry: span(CALL_EXPIRY_S),
            cards: Vec::new(),
            seen: BTreeMap::new(),
            waiting: 0,
            has_begun: false,
        }
    }

    /// Takes what is called at this moment: the numbers nobody has answered yet, one per window.
    pub fn step(&mut self, now: Time, called: &[CallView]) {
        let mut new: Vec<&CallView> = called
            .iter()
            .filter(|call| self.seen.get(&call.window).is_none_or(|at| *at < call.at))
            .collect();
        new.sort_by_key(|call| (call.at, call.window));
        // What was called before this board looked is shown, but is no news.
        let fresh = if self.has_begun { self.fresh } else { Span(0) };
        self.has_begun = true;
        self.waiting = 0;
        for call in new {
            let is_late = call.at.0 + self.expiry <= now;
            if !is_late && !self.place(now, call, fresh) {
                self.waiting += 1;
                continue;
            }
            self.seen.insert(call.window, call.at);
        }
        let held = self.cards.iter().filter(|card| card.until > now).count();
        // Whatever waits for room waits for eight that are held.
        if held <= BOARD_CARDS {
            self.cards.retain(|card| card.until > now);
        }
    }

    /// Puts a call on the stage if there is room.
    fn place(&mut self, now: Time, call: &CallView, fresh: Span) -> bool {
        let held = Held {
            call: call.clone(),
            until: now + self.hold,
            fresh_until: now + fresh,
        };
        let same = |card: &Held| card.call.number == call.number;
        let is_over = |card: &&mut Held| card.until <= now;
        if let Some(card) = self.cards.iter_mut().find(|card| same(card)) {
            *card = held;
        } else if self.cards.len() < BOARD_CARDS {
            self.cards.push(held);
        } else if let Some(card) = self
            .cards
            .iter_mut()
            .filter(is_over)
            .min_by_key(|c| c.until)
        {
            *card = held;
        } else if self.cards.len() < STAGE_CARDS {
            self.cards.push(held);
        } else {
            return false;
        }
        true
    }

    /// More are held than the usual cards: all cards have one size and keep their place.
    pub const fn is_crowded(&self) -> bool {
        self.cards.len() > BOARD_CARDS
    }

    /// What stands large: in their places when it is crowded, newest first otherwise.
    pub fn cards(&self) -> Vec<&Held> {
        let mut cards: Vec<&Held> = self.cards.iter().collect();
        if !self.is_crowded() {
            // Of two calls of one moment the later one is the newer.
            cards.reverse();
            cards.sort_by_key(|card| Reverse(card.call.at));
        }
        cards
    }

    /// Calls that wait for room.
    pub const fn waiting(&self) -> usize {
        self.waiting
    }

    /// When time alone changes the stage next.
    pub fn next_change(&self, now: Time) -> Option<Time> {
        let times = self
            .cards
            .iter()
            .flat_map(|card| [card.until, card.fresh_until]);
        times.filter(|at| *at > now).min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::tests::scene::{NOW, call};

    const HOLD: Span = Span::seconds(HOLD_S);

    fn calls(windows: std::ops::Range<u16>, at: Time) -> Vec<CallView> {
        let one = |window: u16| CallView {
            at: Stamp(at),
            ..call(&format!("A{window:03}"), "", window, "tax", 0)
        };
        windows.map(one).collect()
    }

    fn begun() -> Stage {
        let mut stage = Stage::new(1);
        stage.step(NOW.0, &[]);
        stage
    }

    fn numbers(stage: &Stage) -> Vec<String> {
        let cards = stage.cards().into_iter();
        cards.map(|card| card.call.number.clone()).collect()
    }

    #[test]
    fn a_call_stands_large_at_least_as_long_as_one_reads_it() {
        let mut stage = begun();
        let mut called = calls(1..2, NOW.0);
        stage.step(NOW.0, &called);
        // Its window goes on at once, and three more are called.
        called = calls(2..5, NOW.0 + Span(100));
        stage.step(NOW.0 + Span(100), &called);
        stage.step(NOW.0 + HOLD + Span(-1), &called);
        assert!(numbers(&stage).contains(&"A001".to_owned()));
        stage.step(NOW.0 + HOLD, &called);
        assert_eq!(numbers(&stage).len(), 3, "and then it makes room");
    }

    #[test]
    fn every_window_of_the_largest_hall_may_call_in_one_second_and_each_is_seen_long_enough() {
        let mut stage = begun();
        let called = calls(1..63, NOW.0);
        let mut seen: BTreeMap<String, (Time, Time)> = BTreeMap::new();
        let mut now = NOW.0;
        while let Some(next) = {
            stage.step(now, &called);
            for number in numbers(&stage) {
                seen.entry(number).or_insert((now, now)).1 = now;
            }
            assert!(stage.cards().len() <= STAGE_CARDS);
            stage.next_change(now)
        } {
            for number in numbers(&stage) {
                seen.get_mut(&number).expect("it was just seen").1 = next;
            }
            now = next;
        }
        assert_eq!(seen.len(), 62, "none is lost");
        for (number, (from, to)) in seen {
            assert!(to.0 - from.0 >= HOLD.0, "{number}: {} ms", to.0 - from.0);
            assert!(from < NOW.0 + Span::seconds(CALL_EXPIRY_S), "{number}");
        }
    }

    #[test]
    fn a_call_that_is_answered_or_too_old_before_its_turn_is_not_shown_large() {
        let mut stage = begun();
        let called = calls(1..10, NOW.0);
        stage.step(NOW.0, &called);
        assert_eq!(stage.waiting(), 1);
        let later = NOW.0 + HOLD;
        stage.step(later, &called[..8]);
        assert!(!numbers(&stage).contains(&"A009".to_owned()));
        assert_eq!(stage.waiting(), 0);

        let mut stage = begun();
        stage.step(NOW.0 + Span::seconds(CALL_EXPIRY_S), &called);
        assert_eq!(numbers(&stage), [""; 0]);
    }

    #[test]
    fn three_are_shown_by_age_and_more_keep_their_places() {
        let mut stage = begun();
        let mut called = calls(1..2, NOW.0);
        called.extend(calls(2..3, NOW.0 + Span(1)));
        called.extend(calls(3..4, NOW.0 + Span(2)));
        stage.step(NOW.0 + Span(2), &called);
        assert_eq!(numbers(&stage), ["A003", "A002", "A001"]);
        assert!(!stage.is_crowded());
        called.extend(calls(4..5, NOW.0 + Span(3)));
        stage.step(NOW.0 + Span(3), &called);
        assert!(stage.is_crowded());
        assert_eq!(numbers(&stage), ["A001", "A002", "A003", "A004"]);
    }

    #[test]
    fn a_recall_takes_the_place_of_its_own_card() {
        let mut stage = begun();
        stage.step(NOW.0, &calls(1..3, NOW.0));
        let again = NOW.0 + Span(2_000);
        stage.step(again, &calls(1..2, again));
        assert_eq!(numbers(&stage), ["A001", "A002"]);
        assert!(stage.cards()[0].is_fresh(again + Span(2_999)));
        assert!(!stage.cards()[1].is_fresh(again + Span(1_000)));
    }

    #[test]
    fn readers_of_a_fast_hall_have_as_much_time() {
        let mut stage = Stage::new(60);
        stage.step(NOW.0, &calls(1..2, NOW.0));
        assert_eq!(stage.next_change(NOW.0), Some(NOW.0 + Span(HOLD.0 * 60)));
    }
}
