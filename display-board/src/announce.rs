//! The announcement queue: which call is said when. Pure: events in, actions out, no clock.
//!
//! Calls are said in order, one at a time, each announcement of a ticket once; a call nobody could
//! use any more is dropped and counted (RELIABILITY hazard 10, I20, I21). Times are hall time.

use crate::limits::{
    ATTEMPTS_MAX, BACKLOG_SHORT, EXPIRY_MS, GAP_MS, RETRY_MS, SEEN_CALLS_MAX, WAITING_CALLS_MAX,
};
use crate::words::{Pace, Tongue, Utterance, utterance};
use hall_core::Date;
use hall_protocol::Stamp;
use hall_protocol::view::CallView;
use std::collections::{BTreeSet, VecDeque};

/// What the queue is told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Event {
    /// The first picture: what was called before this board looked is history, not news.
    Started {
        /// Its business day.
        day: Option<Date>,
        /// Its calls.
        calls: Vec<CallView>,
    },
    /// A whole picture came again: what it holds and was not said yet is news.
    Resynced {
        /// Its business day.
        day: Option<Date>,
        /// Its calls, newest first.
        calls: Vec<CallView>,
    },
    /// A number was announced.
    Called {
        /// The business day.
        day: Option<Date>,
        /// The call.
        call: CallView,
    },
    /// Nobody came to this number: sending its owner to the window now would mislead.
    Missed {
        /// The printed number.
        number: String,
    },
    /// The voice has finished what it was given.
    Spoken,
    /// The voice could not speak.
    Failed,
    /// The hall speaks these languages, first one first.
    Languages(Vec<Tongue>),
    /// Time passed.
    Tick,
}

/// What is to be done.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Action {
    /// Say this; [`Event::Spoken`] or [`Event::Failed`] answers.
    Speak(Utterance),
    /// This call was said.
    Announced(Announced),
    /// This call will not be said.
    Dropped {
        /// The call.
        call: Announced,
        /// Why.
        why: Why,
    },
}

/// One announcement by its name: the same one is never said twice.
///
/// A ticket that is called again after it was restored counts from 1 anew, so the moment belongs to
/// the name.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Announced {
    /// The business day.
    pub day: Option<Date>,
    /// The printed number.
    pub number: String,
    /// Which announcement of its call, from 1.
    pub times: u16,
    /// When the hall announced it.
    pub at: Stamp,
    /// Where to go.
    pub window: u16,
}

impl Announced {
    fn of(day: Option<Date>, call: &CallView) -> Self {
        let window = call.window.0;
        Self {
            day,
            number: call.number.clone(),
            times: call.times,
            at: call.at,
            window,
        }
    }
}

/// Why a call is not said.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Why {
    /// It would have started too late.
    Expired,
    /// Too many calls waited; the oldest goes first.
    Overflow,
    /// The number was missed in the meantime.
    Missed,
    /// The voice failed too often.
    Mute,
}

/// Times of the queue, in milliseconds of hall time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Rules {
    /// A call that would start later than this after its moment is dropped; none = never.
    pub expiry_ms: Option<i64>,
    /// Silence between announcements.
    pub gap_ms: i64,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            expiry_ms: Some(EXPIRY_MS),
            gap_ms: GAP_MS,
        }
    }
}

impl Rules {
    /// No silence and no expiry: for a board without sound in a hall whose clock runs fast.
    pub const INSTANT: Self = Self {
        expiry_ms: None,
        gap_ms: 0,
    };
}

/// How many calls went which way.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// Said.
    pub announced: u64,
    /// Dropped because they would have come too late.
    pub expired: u64,
    /// Dropped because too many waited.
    pub overflowed: u64,
    /// Dropped because the number was missed before its turn.
    pub missed: u64,
    /// Dropped because the voice failed.
    pub mute: u64,
}

/// The queue.
#[derive(Clone, Debug)]
pub struct Announcer {
    rules: Rules,
    tongues: Vec<Tongue>,
    waiting: VecDeque<Waiting>,
    speaking: Option<Waiting>,
    /// Nothing starts before this moment.
    free_at: i64,
    /// Calls of the first picture, which no later picture makes news. A picture may run ahead of
    /// its events, so a call that comes by itself is said although it is in here.
    history: BTreeSet<Announced>,
    seen: BTreeSet<Announced>,
    seen_order: VecDeque<Announced>,
    counts: Counts,
}

#[derive(Clone, Debug)]
struct Waiting {
    day: Option<Date>,
    call: CallView,
    attempts: u8,
}

impl Waiting {
    fn name(&self) -> Announced {
        Announced::of(self.day, &self.call)
    }
}

impl Announcer {
    /// An empty queue.
    pub fn new(rules: Rules) -> Self {
        Self {
            rules,
            tongues: Tongue::ALL.to_vec(),
            waiting: VecDeque::new(),
            speaking: None,
            free_at: i64::MIN,
            history: BTreeSet::new(),
            seen: BTreeSet::new(),
            seen_order: VecDeque::new(),
            counts: Counts::default(),
        }
    }

    /// Takes one event at `now_ms` of hall time.
    pub fn on(&mut self, event: Event, now_ms: i64) -> Vec<Action> {
        let mut actions = Vec::new();
        match event {
            Event::Started { day, calls } => {
                self.history = calls.iter().map(|call| Announced::of(day, call)).collect();
            }
            Event::Resynced { day, calls } => {
                for call in calls.into_iter().rev() {
                    if !self.history.contains(&Announced::of(day, &call)) {
                        self.enqueue(day, call, &mut actions);
                    }
                }
            }
            Event::Called { day, call } => self.enqueue(day, call, &mut actions),
            Event::Missed { number } => self.forget(&number, &mut actions),
            Event::Spoken => self.spoken(now_ms, &mut actions),
            Event::Failed => self.failed(now_ms, &mut actions),
            Event::Languages(tongues) => self.tongues = tongues,
            Event::Tick => {}
        }
        self.next(now_ms, &mut actions);
        actions
    }

    /// Changes the times, from the next event on.
    pub fn set_rules(&mut self, rules: Rules) {
        self.rules = rules;
    }

    /// How many calls went which way.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// Calls that wait for the voice, the one being said not counted.
    pub fn waiting(&self) -> usize {
        self.waiting.len()
    }

    fn enqueue(&mut self, day: Option<Date>, call: CallView, actions: &mut Vec<Action>) {
        if !self.remember(&Announced::of(day, &call)) {
            return;
        }
        self.waiting.push_back(Waiting {
            day,
            call,
            attempts: 0,
        });
        if self.waiting.len() > WAITING_CALLS_MAX
            && let Some(oldest) = self.waiting.pop_front()
        {
            self.give_up(&oldest, Why::Overflow, actions);
        }
    }

    /// Notes an announcement; false when it was known.
    fn remember(&mut self, name: &Announced) -> bool {
        if !self.seen.insert(name.clone()) {
            return false;
        }
        self.seen_order.push_back(name.clone());
        if self.seen_order.len() > SEEN_CALLS_MAX
            && let Some(oldest) = self.seen_order.pop_front()
        {
            self.seen.remove(&oldest);
        }
        true
    }

    fn forget(&mut self, number: &str, actions: &mut Vec<Action>) {
        let (gone, kept) = self
            .waiting
            .drain(..)
            .partition::<VecDeque<_>, _>(|one| one.call.number == number);
        self.waiting = kept;
        for one in gone {
            self.give_up(&one, Why::Missed, actions);
        }
    }

    fn spoken(&mut self, now_ms: i64, actions: &mut Vec<Action>) {
        if let Some(done) = self.speaking.take() {
            self.counts.announced += 1;
            self.free_at = now_ms + self.rules.gap_ms;
            actions.push(Action::Announced(done.name()));
        }
    }

    fn failed(&mut self, now_ms: i64, actions: &mut Vec<Action>) {
        let Some(one) = self.speaking.take() else {
            return;
        };
        if one.attempts < ATTEMPTS_MAX {
            self.waiting.push_front(one);
            self.free_at = now_ms + RETRY_MS;
        } else {
            self.give_up(&one, Why::Mute, actions);
        }
    }

    fn give_up(&mut self, one: &Waiting, why: Why, actions: &mut Vec<Action>) {
        match why {
            Why::Expired => self.counts.expired += 1,
            Why::Overflow => self.counts.overflowed += 1,
            Why::Missed => self.counts.missed += 1,
            Why::Mute => self.counts.mute += 1,
        }
        actions.push(Action::Dropped {
            call: one.name(),
            why,
        });
    }

    /// Starts the next call, unless one is being said or the silence is not over.
    fn next(&mut self, now_ms: i64, actions: &mut Vec<Action>) {
        if self.speaking.is_some() || now_ms < self.free_at {
            return;
        }
        while let Some(mut one) = self.waiting.pop_front() {
            if self.is_too_late(&one, now_ms) {
                self.give_up(&one, Why::Expired, actions);
                continue;
            }
            let crowded = self.waiting.len() >= BACKLOG_SHORT;
            let pace = if crowded { Pace::Short } else { Pace::Full };
            actions.push(Action::Speak(utterance(
                &one.call.number,
                one.call.window,
                &self.tongues,
                pace,
            )));
            one.attempts += 1;
            self.speaking = Some(one);
            return;
        }
    }

    fn is_too_late(&self, one: &Waiting, now_ms: i64) -> bool {
        let age_ms = now_ms - one.call.at.0.0;
        self.rules
            .expiry_ms
            .is_some_and(|expiry_ms| age_ms > expiry_ms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{self, T0};

    const SECOND: i64 = 1000;

    fn called(number: &str, window: u16, at: i64, times: u16) -> Event {
        let call = testing::call_at(number, window, times, at);
        Event::Called { day: None, call }
    }

    fn spoken(actions: &[Action]) -> Vec<String> {
        let names = actions.iter().filter_map(|action| match action {
            Action::Announced(one) => Some(one.number.clone()),
            _ => None,
        });
        names.collect()
    }

    fn speaks(actions: &[Action]) -> usize {
        actions
            .iter()
            .filter(|action| matches!(action, Action::Speak(_)))
            .count()
    }

    /// Lets the voice take `each_ms` per announcement until the queue is empty.
    fn run_dry(announcer: &mut Announcer, mut now: i64, each_ms: i64) -> Vec<String> {
        let mut said = Vec::new();
        let mut talking = announcer.speaking.is_some();
        while talking || announcer.waiting() > 0 {
            now += if talking { each_ms } else { GAP_MS };
            let event = if talking { Event::Spoken } else { Event::Tick };
            let actions = announcer.on(event, now);
            said.extend(spoken(&actions));
            talking = announcer.speaking.is_some();
        }
        said
    }

    #[test]
    fn fifty_calls_at_once_are_said_in_order_and_never_two_at_a_time() {
        let mut announcer = Announcer::new(Rules::default());
        let mut started = 0;
        for n in 0..50 {
            started += speaks(&announcer.on(called(&format!("A{n:03}"), 3, T0, 1), T0));
        }
        assert_eq!(started, 1, "one is said, the others wait");
        let said = run_dry(&mut announcer, T0, SECOND);
        let expected: Vec<String> = (0..said.len()).map(|n| format!("A{n:03}")).collect();
        assert_eq!(
            said, expected,
            "in order, none twice, none skipped before the first expiry"
        );
        let counts = announcer.counts();
        assert_eq!(
            counts.announced + counts.expired,
            50,
            "every call is said or counted"
        );
        assert!(counts.expired > 0 && counts.announced > 40, "{counts:?}");
    }

    #[test]
    fn with_a_quick_voice_all_of_fifty_calls_are_said() {
        let mut announcer = Announcer::new(Rules::default());
        for n in 0..50 {
            announcer.on(called(&format!("A{n:03}"), 3, T0, 1), T0);
        }
        assert_eq!(run_dry(&mut announcer, T0, 500).len(), 50);
    }

    #[test]
    fn a_recall_is_said_again_and_a_repeated_frame_is_not() {
        let mut announcer = Announcer::new(Rules::default());
        assert_eq!(speaks(&announcer.on(called("E023", 14, T0, 1), T0)), 1);
        announcer.on(called("E023", 14, T0, 1), T0);
        assert_eq!(announcer.waiting(), 0, "the same announcement came twice");
        announcer.on(called("E023", 14, T0 + 20 * SECOND, 2), T0 + 20 * SECOND);
        assert_eq!(
            run_dry(&mut announcer, T0 + 20 * SECOND, SECOND),
            ["E023", "E023"]
        );
    }

    #[test]
    fn a_restored_number_that_is_called_again_is_said_again() {
        let mut announcer = Announcer::new(Rules::default());
        announcer.on(called("E023", 14, T0, 1), T0);
        announcer.on(Event::Spoken, T0 + SECOND);
        let later = T0 + 600 * SECOND;
        assert_eq!(
            speaks(&announcer.on(called("E023", 12, later, 1), later)),
            1
        );
    }

    #[test]
    fn a_resync_says_only_what_was_not_said_oldest_first() {
        let mut announcer = Announcer::new(Rules::default());
        let call = |n: u16| testing::call_at(&format!("A{n:03}"), n, 1, T0 + i64::from(n));
        let history = vec![call(2), call(1)];
        assert_eq!(
            announcer.on(
                Event::Started {
                    day: None,
                    calls: history
                },
                T0
            ),
            []
        );
        announcer.on(
            Event::Called {
                day: None,
                call: call(3),
            },
            T0,
        );
        let calls = vec![call(5), call(4), call(3), call(2), call(1)];
        announcer.on(
            Event::Resynced {
                day: None,
                calls: calls.clone(),
            },
            T0,
        );
        announcer.on(Event::Resynced { day: None, calls }, T0);
        assert_eq!(
            run_dry(&mut announcer, T0, SECOND),
            ["A003", "A004", "A005"]
        );
    }

    #[test]
    fn a_first_picture_that_ran_ahead_swallows_no_call() {
        let mut announcer = Announcer::new(Rules::default());
        let call = testing::call("E023", 14, 1);
        announcer.on(
            Event::Started {
                day: None,
                calls: vec![call.clone()],
            },
            T0,
        );
        assert_eq!(
            speaks(&announcer.on(
                Event::Called {
                    day: None,
                    call: call.clone()
                },
                T0
            )),
            1
        );
        announcer.on(
            Event::Resynced {
                day: None,
                calls: vec![call],
            },
            T0,
        );
        assert_eq!(announcer.waiting(), 0);
    }

    #[test]
    fn a_call_older_than_a_minute_is_dropped_and_counted() {
        let mut announcer = Announcer::new(Rules::default());
        announcer.on(called("A001", 1, T0, 1), T0);
        announcer.on(called("A002", 2, T0, 1), T0);
        let actions = announcer.on(Event::Spoken, T0 + EXPIRY_MS + 1);
        assert_eq!(
            speaks(&actions),
            0,
            "the silence after an announcement comes first"
        );
        let actions = announcer.on(Event::Tick, T0 + EXPIRY_MS + 1 + GAP_MS);
        let expired = matches!(
            &actions[..],
            [Action::Dropped {
                why: Why::Expired,
                ..
            }]
        );
        assert!(expired, "{actions:?}");
        assert_eq!(announcer.counts().expired, 1);
        let mut on_time = Announcer::new(Rules::default());
        assert_eq!(
            speaks(&on_time.on(called("A001", 1, T0, 1), T0 + EXPIRY_MS)),
            1
        );
    }

    #[test]
    fn a_silence_stands_between_two_announcements() {
        let mut announcer = Announcer::new(Rules::default());
        announcer.on(called("A001", 1, T0, 1), T0);
        announcer.on(called("A002", 2, T0, 1), T0);
        assert_eq!(speaks(&announcer.on(Event::Spoken, T0 + SECOND)), 0);
        assert_eq!(
            speaks(&announcer.on(Event::Tick, T0 + SECOND + GAP_MS - 1)),
            0
        );
        assert_eq!(speaks(&announcer.on(Event::Tick, T0 + SECOND + GAP_MS)), 1);
    }

    #[test]
    fn past_the_limit_the_oldest_waiting_call_goes_first() {
        let mut announcer = Announcer::new(Rules::default());
        let mut dropped = Vec::new();
        for n in 0..WAITING_CALLS_MAX + 3 {
            for action in announcer.on(called(&format!("A{n:03}"), 1, T0, 1), T0) {
                if let Action::Dropped {
                    call,
                    why: Why::Overflow,
                } = action
                {
                    dropped.push(call.number);
                }
            }
        }
        assert_eq!(announcer.waiting(), WAITING_CALLS_MAX);
        assert_eq!(dropped, ["A001", "A002"], "A000 is being said");
        assert_eq!(announcer.counts().overflowed, 2);
    }

    #[test]
    fn a_number_missed_before_its_turn_is_not_shouted() {
        let mut announcer = Announcer::new(Rules::default());
        announcer.on(called("A001", 1, T0, 1), T0);
        announcer.on(called("A002", 2, T0, 1), T0);
        announcer.on(
            Event::Missed {
                number: "A002".to_owned(),
            },
            T0,
        );
        assert_eq!(run_dry(&mut announcer, T0, SECOND), ["A001"]);
        assert_eq!(announcer.counts().missed, 1);
    }

    #[test]
    fn a_failed_announcement_is_tried_again_and_then_given_up() {
        let mut announcer = Announcer::new(Rules::default());
        let mut now = T0;
        let mut tries = speaks(&announcer.on(called("A001", 1, now, 1), now));
        announcer.on(called("A002", 2, now, 1), now);
        for _ in 0..ATTEMPTS_MAX - 1 {
            assert_eq!(speaks(&announcer.on(Event::Failed, now)), 0, "not at once");
            now += RETRY_MS;
            tries += speaks(&announcer.on(Event::Tick, now));
        }
        assert_eq!(tries, usize::from(ATTEMPTS_MAX));
        let actions = announcer.on(Event::Failed, now);
        assert!(
            matches!(&actions[0], Action::Dropped { why: Why::Mute, .. }),
            "{actions:?}"
        );
        assert_eq!(speaks(&actions), 1, "the next call has its own tries");
    }

    #[test]
    fn a_crowd_of_calls_is_said_without_repeats() {
        let mut announcer = Announcer::new(Rules::default());
        let length = |actions: &[Action]| {
            let of = |action: &Action| match action {
                Action::Speak(utterance) => Some(utterance.clips.len()),
                _ => None,
            };
            actions.iter().find_map(of)
        };
        let alone = length(&announcer.on(called("A001", 1, T0, 1), T0));
        for n in 2..=2 + BACKLOG_SHORT as u16 {
            announcer.on(called(&format!("A00{n}"), 1, T0, 1), T0);
        }
        announcer.on(Event::Spoken, T0);
        let crowded = length(&announcer.on(Event::Tick, T0 + GAP_MS));
        assert!(
            alone > crowded && crowded.is_some(),
            "{alone:?} {crowded:?}"
        );
    }
}
