//! The announcement queue: which call is said when. Pure: events in, actions out, no clock.
//!
//! Calls are said in order, one at a time, each announcement of a ticket once; what is urgent goes
//! before them; a call nobody could
//! use any more is dropped and counted (RELIABILITY hazard 10, I20, I21). Times are hall time.

mod urgent;

use crate::limits::{
    ATTEMPTS_MAX, BACKLOG_SHORT, EXPIRY_MS, GAP_MS, RETRY_MS, SEEN_CALLS_MAX, WAITING_CALLS_MAX,
};
use crate::words::{Pace, Speech, Utterance, attention, utterance};
use hall_core::Date;
use hall_core::code::NoticeId;
use hall_core::planted::{self, Bug};
use hall_protocol::Stamp;
use hall_protocol::view::CallView;
use std::collections::{BTreeSet, VecDeque};
use urgent::Urgent;

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
    /// These urgent notices are on the board, and no others.
    Urgent(BTreeSet<NoticeId>),
    /// The voice has finished what it was given.
    Spoken,
    /// The voice could not speak.
    Failed,
    /// The hall speaks so.
    Speech(Speech),
    /// Time passed.
    Tick,
}

/// What is to be done.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Action {
    /// Say this; [`Event::Spoken`] or [`Event::Failed`] answers.
    Speak(Utterance),
    /// Everybody was told to read what is urgent.
    Urged,
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
    pub(crate) fn of(day: Option<Date>, call: &CallView) -> Self {
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
    /// Its turn came in quiet hours.
    Quiet,
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
    /// Times that everybody was told to read what is urgent.
    pub urged: u64,
    /// Dropped because they would have come too late.
    pub expired: u64,
    /// Dropped because too many waited.
    pub overflowed: u64,
    /// Dropped because the number was missed before its turn.
    pub missed: u64,
    /// Dropped because the voice failed.
    pub mute: u64,
    /// Dropped because of quiet hours.
    pub quiet: u64,
}

/// The queue.
#[derive(Clone, Debug)]
pub struct Announcer {
    rules: Rules,
    speech: Speech,
    is_quiet: bool,
    waiting: VecDeque<Waiting>,
    urgent: Urgent,
    speaking: Option<Speaking>,
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

/// What the voice says now.
#[derive(Clone, Debug)]
enum Speaking {
    Urgent,
    Call(Waiting),
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
            speech: Speech::default(),
            is_quiet: false,
            waiting: VecDeque::new(),
            urgent: Urgent::default(),
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
            Event::Urgent(notices) => self.urgent.set(notices),
            Event::Spoken => self.spoken(now_ms, &mut actions),
            Event::Failed => self.failed(now_ms, &mut actions),
            Event::Speech(speech) => self.speech = speech,
            Event::Tick => {}
        }
        self.next(now_ms, &mut actions);
        actions
    }

    /// Changes the times, from the next event on.
    pub fn set_rules(&mut self, rules: Rules) {
        self.rules = rules;
    }

    /// In quiet hours calls are only shown, from the next event on.
    pub fn set_quiet(&mut self, is_quiet: bool) {
        self.is_quiet = is_quiet;
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
        let one = Waiting {
            day,
            call,
            attempts: 0,
        };
        if planted::is(Bug::AnnouncementOverwritten) {
            self.waiting.clear();
        }
        if planted::is(Bug::AnnouncementOutOfOrder) {
            self.waiting.push_front(one);
        } else {
            self.waiting.push_back(one);
        }
        if self.waiting.len() > WAITING_CALLS_MAX
            && let Some(oldest) = self.waiting.pop_front()
        {
            self.give_up(&oldest, Why::Overflow, actions);
        }
    }

    /// Notes an announcement; false when it was known.
    fn remember(&mut self, name: &Announced) -> bool {
        if !self.seen.insert(name.clone()) && !planted::is(Bug::AnnouncementRepeated) {
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
        let Some(done) = self.speaking.take() else {
            return;
        };
        self.free_at = now_ms + self.rules.gap_ms;
        match done {
            Speaking::Urgent => {
                self.counts.urged += 1;
                self.urgent.said(now_ms);
                actions.push(Action::Urged);
            }
            Speaking::Call(done) => {
                self.counts.announced += 1;
                actions.push(Action::Announced(done.name()));
            }
        }
    }

    fn failed(&mut self, now_ms: i64, actions: &mut Vec<Action>) {
        let one = match self.speaking.take() {
            None => return,
            Some(Speaking::Urgent) => return self.urgent.failed(now_ms),
            Some(Speaking::Call(one)) => one,
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
            Why::Quiet => self.counts.quiet += 1,
        }
        actions.push(Action::Dropped {
            call: one.name(),
            why,
        });
    }

    /// Starts what is next, unless something is being said or the silence is not over: what is
    /// urgent first, also in quiet hours, then the calls in order. Nothing is ever cut off.
    fn next(&mut self, now_ms: i64, actions: &mut Vec<Action>) {
        if self.speaking.is_some() || now_ms < self.free_at {
            return;
        }
        if self.urgent.is_due(now_ms) {
            self.urgent.starts();
            actions.push(Action::Speak(attention(&self.speech)));
            self.speaking = Some(Speaking::Urgent);
            return;
        }
        while let Some(mut one) = self.waiting.pop_front() {
            if self.is_quiet {
                self.give_up(&one, Why::Quiet, actions);
                continue;
            }
            if self.is_too_late(&one, now_ms) {
                self.give_up(&one, Why::Expired, actions);
                continue;
            }
            let crowded = self.waiting.len() >= BACKLOG_SHORT;
            let pace = if crowded { Pace::Short } else { Pace::Full };
            actions.push(Action::Speak(utterance(
                &one.call.number,
                one.call.window,
                &self.speech,
                pace,
            )));
            one.attempts += 1;
            self.speaking = Some(Speaking::Call(one));
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
mod tests;
