//! The host's side of a controller: what each area should show, one request at a time, and whether
//! the controller does as it is told.

use super::content::{AreaId, Content};
use super::driver::{Driver, Found, Sent, Step, Wire};
use super::news::{LedAction, LedInput, LedReport, LedTrouble};
use super::onbon::CardClock;
use crate::limits::{
    LED_BUSY_MAX, LED_BUSY_MS, LED_CLOCK_MS, LED_GAP_MS, LED_OVERDUE_MS, LED_REFRESH_MS,
    LED_REFUSED_MS, LED_REPLY_BYTES_MAX, LED_SENDS_MAX, LED_SILENT_MS,
};
use hall_core::planted::{self, Bug};
use std::collections::{BTreeMap, VecDeque};

/// The host's side of one controller.
#[derive(Clone, Debug)]
pub struct LedHost {
    driver: Driver,
    wire: Wire,
    slots: BTreeMap<AreaId, Slot>,
    is_open: bool,
    health: Option<Result<(), LedTrouble>>,
    flight: Option<Flight>,
    sent: Sent,
    /// Settings of the card, each one request, when no area is due.
    chores: VecDeque<Step>,
    /// Goes out before them, or not at all once it is late.
    clock: Option<(CardClock, u64)>,
    heard: Vec<u8>,
    /// Nothing begins earlier.
    not_before_ms: u64,
}

/// What an area should show, what it shows as far as we know, and when it is to be told.
#[derive(Clone, Debug)]
struct Slot {
    wanted: Content,
    shown: Option<Content>,
    due_ms: u64,
}

/// Content on its way; one at a time.
#[derive(Clone, Debug)]
struct Flight {
    area: AreaId,
    content: Content,
    /// The first one is on its way.
    steps: VecDeque<Step>,
    sends: u8,
    busy: u8,
    /// A late reply to what was sent before may come until then.
    owed_ms: u64,
    stage: Stage,
}

#[derive(Clone, Copy, Debug)]
enum Stage {
    /// To be sent then.
    Due { at_ms: u64 },
    /// Sent; silent from then on.
    Sent { until_ms: u64 },
}

/// A request that could be sent now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Due {
    pub(super) since_ms: u64,
    /// An area shows something else than it should.
    pub(super) is_news: bool,
}

/// Instead of an area while a setting is on its way; a card has far fewer areas.
const CHORE: AreaId = AreaId(u8::MAX);

impl LedHost {
    /// A controller whose line is not open yet and that should show nothing in particular.
    /// `first_seq` should be random: a reply to an earlier program may still be on its way.
    pub fn new(driver: Driver, wire: Wire, first_seq: u16) -> Self {
        Self {
            driver,
            wire,
            slots: BTreeMap::new(),
            is_open: false,
            health: None,
            flight: None,
            sent: Sent {
                seq: first_seq,
                bytes: Vec::new(),
            },
            chores: VecDeque::new(),
            clock: None,
            heard: Vec::new(),
            not_before_ms: 0,
        }
    }

    /// What an area shows, as far as the controller has said.
    pub fn shown(&self, area: AreaId) -> Option<&Content> {
        self.slots.get(&area)?.shown.as_ref()
    }

    /// When the next tick is due; `u64::MAX` for never.
    pub fn wake_ms(&self) -> u64 {
        if !self.is_open {
            return u64::MAX;
        }
        match self.flight.as_ref().map(|flight| flight.stage) {
            Some(Stage::Due { at_ms }) => at_ms,
            Some(Stage::Sent { until_ms }) => until_ms,
            None => {
                let has_chore = !self.chores.is_empty() || self.clock.is_some();
                let chore = has_chore.then_some(self.not_before_ms);
                let slots = self.slots.values().map(|slot| slot.due_ms);
                let next = slots.chain(chore).min();
                next.map_or(u64::MAX, |due_ms| due_ms.max(self.not_before_ms))
            }
        }
    }

    /// Takes an input at `now_ms` of any monotonic clock.
    pub fn on(&mut self, input: LedInput<'_>, now_ms: u64) -> Vec<LedAction> {
        let mut actions = self.take(input, now_ms);
        actions.extend(self.expire(now_ms));
        actions.extend(self.speak(now_ms));
        actions
    }

    /// Takes an input, and says nothing: others may have the line.
    pub(super) fn take(&mut self, input: LedInput<'_>, now_ms: u64) -> Vec<LedAction> {
        let mut actions = Vec::new();
        match input {
            LedInput::Opened => self.on_opened(now_ms),
            LedInput::Gone(why) => {
                self.is_open = false;
                self.flight = None;
                self.tell_trouble(LedTrouble::NoLine(why), &mut actions);
            }
            LedInput::Bytes(bytes) => self.on_bytes(bytes, now_ms, &mut actions),
            LedInput::Show(area, content) => self.on_show(area, content, now_ms),
            LedInput::Clock(clock) => self.clock = Some((clock, now_ms)),
            LedInput::Tick => {}
        }
        actions
    }

    /// Gives a request up whose time for a reply is over.
    pub(super) fn expire(&mut self, now_ms: u64) -> Vec<LedAction> {
        let mut actions = Vec::new();
        let stage = self.flight.as_ref().map(|flight| flight.stage);
        if matches!(stage, Some(Stage::Sent { until_ms }) if until_ms <= now_ms) {
            self.on_silence(now_ms, &mut actions);
        }
        actions
    }

    /// Sends the request that is due, if there is one.
    pub(super) fn speak(&mut self, now_ms: u64) -> Vec<LedAction> {
        let mut actions = Vec::new();
        let is_free = self.flight.is_none() && now_ms >= self.not_before_ms;
        if self.is_open && is_free {
            self.begin(now_ms);
        }
        self.keep_newest(now_ms);
        if self.flight.as_ref().is_some_and(|it| it.is_due(now_ms)) {
            self.send(now_ms, &mut actions);
        }
        actions
    }

    /// What [`Self::speak`] would send now.
    pub(super) fn due(&self, now_ms: u64) -> Option<Due> {
        let mut due = self.slots.values().filter(|slot| slot.due_ms <= now_ms);
        let since_ms = match &self.flight {
            _ if !self.is_open => None,
            Some(Flight {
                stage: Stage::Due { at_ms },
                ..
            }) => (*at_ms <= now_ms).then_some(*at_ms),
            Some(_) => None,
            None if now_ms < self.not_before_ms => None,
            None => {
                let clock = self.clock.map(|(_, given_ms)| given_ms);
                let chore = (!self.chores.is_empty()).then_some(self.not_before_ms);
                let slots = due.clone().map(|slot| slot.due_ms);
                slots.chain(clock).chain(chore).min()
            }
        };
        Some(Due {
            since_ms: since_ms?,
            is_news: due.any(Slot::is_news),
        })
    }

    /// Whether a request is out there that may still be answered.
    pub(super) fn is_waiting(&self) -> bool {
        let stage = self.flight.as_ref().map(|flight| flight.stage);
        matches!(stage, Some(Stage::Sent { .. }))
    }

    /// Whether it is in the middle of something.
    pub(super) fn is_midway(&self) -> bool {
        self.flight.is_some()
    }

    /// Whether the controller did what it was told last, and said so.
    pub(super) fn is_well(&self) -> bool {
        self.driver.answers() && self.health == Some(Ok(()))
    }

    /// Whoever is at the other end now may have lost everything.
    fn on_opened(&mut self, now_ms: u64) {
        self.is_open = true;
        self.flight = None;
        self.heard.clear();
        self.not_before_ms = now_ms;
        self.chores = self.driver.chores().into();
        for slot in self.slots.values_mut() {
            (slot.shown, slot.due_ms) = (None, now_ms);
        }
    }

    fn on_show(&mut self, area: AreaId, content: Content, now_ms: u64) {
        if !self.driver.areas().iter().any(|it| it.id == area) {
            return;
        }
        let slot = self.slots.entry(area).or_insert_with(|| Slot {
            wanted: content.clone(),
            shown: None,
            due_ms: now_ms,
        });
        let is_deaf = planted::is(Bug::BarNewsLost) && self.flight.is_some();
        if slot.wanted != content && !is_deaf {
            (slot.wanted, slot.due_ms) = (content, now_ms);
        }
    }

    fn on_bytes(&mut self, bytes: &[u8], now_ms: u64, actions: &mut Vec<LedAction>) {
        // Without a request out there, whatever comes answers nothing.
        let Some(flight) = &self.flight else { return };
        let (Stage::Sent { .. }, Some(step)) = (flight.stage, flight.steps.front()) else {
            return;
        };
        self.heard.extend_from_slice(bytes);
        let found = self
            .driver
            .find_reply(step, &self.sent, self.wire, &mut self.heard);
        let surplus = self.heard.len().saturating_sub(LED_REPLY_BYTES_MAX);
        self.heard.drain(..surplus);
        match found {
            Found::Nothing => {}
            Found::Done => self.on_done(now_ms, actions),
            Found::Busy => self.on_busy(now_ms, actions),
            Found::Refused(code) if flight.area != CHORE && self.driver.refuses_content(code) => {
                self.on_refused(code, now_ms, actions);
            }
            Found::Refused(code) => {
                self.give_up(LedTrouble::Refused(code), now_ms + LED_SILENT_MS, actions);
            }
            Found::Garbled => {
                self.give_up(LedTrouble::Garbled, now_ms + LED_SILENT_MS, actions);
                actions.push(LedAction::Reopen);
            }
        }
    }

    /// Begins with the area that is due for the longest time, a new call before a refresh, or with
    /// a setting when there is none.
    fn begin(&mut self, now_ms: u64) {
        let slots = self.slots.iter_mut();
        let due = slots.filter(|(_, slot)| slot.due_ms <= now_ms);
        let order = |slot: &Slot| (!slot.is_urgent(now_ms), slot.due_ms);
        let Some((area, slot)) = due.min_by_key(|(_, slot)| order(slot)) else {
            return self.begin_chore(now_ms);
        };
        // From the first byte on the area may show a part of both.
        slot.shown.take_if(|shown| *shown != slot.wanted);
        let steps = self.driver.steps(*area, &slot.wanted);
        self.flight = Some(Flight::new(*area, slot.wanted.clone(), steps, now_ms));
    }

    fn begin_chore(&mut self, now_ms: u64) {
        if let Some((clock, given_ms)) = self.clock.take()
            && now_ms - given_ms <= LED_CLOCK_MS
            && let Some(step) = self.driver.clock_step(clock)
        {
            self.chores.push_front(step);
        }
        let step = self.chores.pop_front();
        self.flight = step.map(|step| Flight::new(CHORE, Content::blank(), vec![step], now_ms));
    }

    fn send(&mut self, now_ms: u64, actions: &mut Vec<LedAction>) {
        let Some(flight) = &mut self.flight else {
            return;
        };
        let Some(step) = flight.steps.front() else {
            return;
        };
        let seq = self.sent.seq.wrapping_add(1);
        let bytes = self.driver.encode(step, seq, self.wire);
        // What came before this request does not answer it.
        self.heard.clear();
        flight.sends += 1;
        flight.stage = Stage::Sent {
            until_ms: now_ms + self.driver.reply_ms,
        };
        actions.push(LedAction::Send(bytes.clone()));
        self.sent = Sent { seq, bytes };
        if !self.driver.answers() {
            self.on_done(now_ms, actions);
        }
    }

    /// The first step is done. Content that is no longer wanted goes no further.
    fn on_done(&mut self, now_ms: u64, actions: &mut Vec<LedAction>) {
        let Some(mut flight) = self.flight.take() else {
            return;
        };
        let next_ms = now_ms + self.settle_ms(&flight);
        self.not_before_ms = next_ms;
        if self.health != Some(Ok(())) {
            self.health = Some(Ok(()));
            actions.push(LedAction::Report(LedReport::Online));
        }
        flight.steps.pop_front();
        let Some(slot) = self.slots.get_mut(&flight.area) else {
            return;
        };
        if slot.wanted != flight.content {
            slot.shown = None;
            return;
        }
        if flight.steps.is_empty() {
            slot.due_ms = now_ms + LED_REFRESH_MS;
            let before = slot.shown.replace(flight.content);
            if before != slot.shown {
                actions.push(LedAction::Report(LedReport::Shown(flight.area)));
            }
            return;
        }
        (flight.sends, flight.busy) = (0, 0);
        flight.stage = Stage::Due { at_ms: next_ms };
        self.flight = Some(flight);
    }

    fn on_busy(&mut self, now_ms: u64, actions: &mut Vec<LedAction>) {
        let Some(flight) = &mut self.flight else {
            return;
        };
        flight.busy += 1;
        if flight.busy > LED_BUSY_MAX {
            return self.give_up(LedTrouble::Busy, now_ms + LED_SILENT_MS, actions);
        }
        flight.stage = Stage::Due {
            at_ms: now_ms + LED_BUSY_MS,
        };
        if std::mem::take(&mut flight.sends) > 1 {
            flight.owed_ms = now_ms + self.driver.reply_ms;
        }
    }

    /// No reply in time: again, or not for a while.
    fn on_silence(&mut self, now_ms: u64, actions: &mut Vec<LedAction>) {
        let Some(flight) = &mut self.flight else {
            return;
        };
        if flight.sends >= LED_SENDS_MAX {
            let is_chore = flight.area == CHORE;
            self.give_up(LedTrouble::Silent, now_ms + LED_SILENT_MS, actions);
            if !is_chore {
                // A device that lost its power never closed its connection.
                actions.push(LedAction::Reopen);
            }
            return;
        }
        flight.stage = Stage::Due { at_ms: now_ms };
        flight.owed_ms = now_ms + self.driver.reply_ms;
    }

    /// What is about to be sent begins anew when something else is wanted meanwhile; then a late
    /// reply to the old one must not be taken for the new one's.
    fn keep_newest(&mut self, now_ms: u64) {
        let Some(flight) = self.flight.as_mut().filter(|it| it.is_due(now_ms)) else {
            return;
        };
        let slot = self.slots.get_mut(&flight.area);
        let Some(slot) = slot.filter(|slot| slot.wanted != flight.content) else {
            return;
        };
        slot.shown = None;
        flight.content = slot.wanted.clone();
        flight.steps = self.driver.steps(flight.area, &slot.wanted).into();
        if flight.owed_ms > now_ms && !self.driver.replies_name_requests(self.wire) {
            let at_ms = flight.owed_ms;
            flight.stage = Stage::Due { at_ms };
        }
    }

    /// Milliseconds before the next request. One that was sent more often than it was answered may
    /// be answered again, and a reply that names no request would count for the next one.
    fn settle_ms(&self, flight: &Flight) -> u64 {
        if flight.sends > 1 && !self.driver.replies_name_requests(self.wire) {
            self.driver.reply_ms
        } else {
            LED_GAP_MS
        }
    }

    /// The content was refused, not the bar lost: this one is tried again much later, any other at
    /// once, or the bar would keep an old call.
    fn on_refused(&mut self, code: u8, now_ms: u64, actions: &mut Vec<LedAction>) {
        let Some(flight) = self.flight.take() else {
            return;
        };
        let next_ms = now_ms + self.settle_ms(&flight);
        self.not_before_ms = next_ms;
        if let Some(slot) = self.slots.get_mut(&flight.area) {
            let is_refused = slot.wanted == flight.content;
            slot.shown = None;
            slot.due_ms = if is_refused {
                now_ms + LED_REFUSED_MS
            } else {
                next_ms
            };
        }
        self.tell_trouble(LedTrouble::Refused(code), actions);
    }

    /// What the area shows now is not known; it is tried again from then on. A setting is not: its
    /// card may not know it, and must not stop showing calls for that.
    fn give_up(&mut self, trouble: LedTrouble, again_ms: u64, actions: &mut Vec<LedAction>) {
        let flight = self.flight.take();
        if flight.as_ref().is_some_and(|flight| flight.area == CHORE) {
            actions.push(LedAction::Report(LedReport::NotSet(trouble)));
            return;
        }
        if let Some(slot) = flight.and_then(|flight| self.slots.get_mut(&flight.area)) {
            (slot.shown, slot.due_ms) = (None, again_ms);
        }
        self.not_before_ms = again_ms;
        self.tell_trouble(trouble, actions);
    }

    /// Said once, and again when the cause changes.
    fn tell_trouble(&mut self, trouble: LedTrouble, actions: &mut Vec<LedAction>) {
        let health = Some(Err(trouble.clone()));
        if self.health != health {
            self.health = health;
            actions.push(LedAction::Report(LedReport::Offline(trouble)));
        }
    }
}

impl Slot {
    /// Whether it shows something else than it should, as far as is known.
    fn is_news(&self) -> bool {
        self.shown.as_ref() != Some(&self.wanted)
    }

    /// Whether it goes first: news, and a refresh that others kept waiting for too long.
    fn is_urgent(&self, now_ms: u64) -> bool {
        self.is_news() || now_ms.saturating_sub(self.due_ms) >= LED_OVERDUE_MS
    }
}

impl Flight {
    fn new(area: AreaId, content: Content, steps: Vec<Step>, now_ms: u64) -> Self {
        Self {
            area,
            content,
            steps: steps.into(),
            sends: 0,
            busy: 0,
            owed_ms: 0,
            stage: Stage::Due { at_ms: now_ms },
        }
    }

    fn is_due(&self, now_ms: u64) -> bool {
        matches!(self.stage, Stage::Due { at_ms } if at_ms <= now_ms)
    }
}
