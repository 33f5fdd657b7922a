//! The desk: the one place where the hall changes.
//!
//! [`Desk`] is the pure half: it decides and applies a batch of commands in memory and says what
//! must be stored. [`task`] is the shell: it owns the store, commits, and only then answers and
//! publishes. A failed commit throws the batch's memory away.

mod answer;
mod ask;
pub mod gather;
pub mod recover;
pub mod remembered;
pub mod task;

pub use answer::{HISTORY_LOST, Outcome};
pub use ask::{Ask, digest};

use crate::journal::{Row, Tip};
use crate::rows::{
    CallbackRow, CaseRow, EntryRow, LegRow, RectificationRow, RectificationStepRow, SpanRow,
    StepRow, TicketRow,
};
use crate::store::{AnswerRow, Commit};
use crate::views::Notes;
use hall_core::code::{CaseId, RectificationId, RequestId, TicketId, WindowNumber};
use hall_core::device::Actor;
use hall_core::event::Event;
use hall_core::planted::{self, Bug};
use hall_core::{Command, Date, Hall, Now, Request, Ticket, Time};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The desk's working state: ahead of what is published by at most one batch.
#[derive(Clone, Debug)]
pub struct Desk {
    hall: Hall,
    tip: Tip,
    epoch: String,
    /// Intents that were answered, with the digest of what they asked.
    answered: BTreeMap<RequestId, String>,
    notes: Notes,
}

/// An event that a batch applied.
#[derive(Clone, Debug)]
pub struct Applied {
    /// Its place and hash.
    pub tip: Tip,
    /// When it happened.
    pub at: Time,
    /// What happened.
    pub event: Event,
}

/// A decided batch: what to store, what to publish, what to answer.
#[derive(Debug, Default)]
pub struct Batch {
    /// What must become durable.
    pub commit: Commit,
    /// What happened, in order.
    pub applied: Vec<Applied>,
    /// One outcome per command, in order.
    pub outcomes: Vec<Outcome>,
}

impl Desk {
    /// A desk that goes on from a recovered hall.
    pub fn new(
        hall: Hall,
        tip: Tip,
        epoch: String,
        answered: BTreeMap<RequestId, String>,
        notes: Notes,
    ) -> Self {
        Self {
            hall,
            tip,
            epoch,
            answered,
            notes,
        }
    }

    /// The working hall; nobody outside the desk may show it.
    pub fn hall(&self) -> &Hall {
        &self.hall
    }

    /// The end of the journal, uncommitted rows included.
    pub fn tip(&self) -> Tip {
        self.tip
    }

    /// Begins a new history from the next event on.
    pub fn set_epoch(&mut self, epoch: String) {
        self.epoch = epoch;
    }

    /// Lets time act, then decides commands in order.
    pub fn tick_and_decide(&mut self, asks: &[Ask], now: Now) -> Batch {
        let mut batch = Working::default();
        self.tick(&mut batch, now);
        self.decide_into(batch, asks, now)
    }

    /// Decides commands in order, each on the state the one before left; time does not act.
    pub fn decide(&mut self, asks: &[Ask], now: Now) -> Batch {
        self.decide_into(Working::default(), asks, now)
    }

    fn decide_into(&mut self, mut batch: Working, asks: &[Ask], now: Now) -> Batch {
        batch.read = planted::is(Bug::ReadThenCall).then(|| self.hall.clone());
        for ask in asks {
            let outcome = self.decide_one(&mut batch, ask, now);
            batch.batch.outcomes.push(outcome);
        }
        batch.collect(&self.hall);
        batch.batch
    }

    /// A number at the first ticket minute needs an open day, so time acts first. What a day's end
    /// draws by lot is drawn with the journal's own hash, which nobody can choose.
    fn tick(&mut self, batch: &mut Working, now: Now) {
        let id = RequestId(0);
        let tick = Request {
            by: Actor::Hall,
            id,
            random: self.tip.bits(),
            command: Command::Tick,
        };
        for _ in 0..TICKS_MAX {
            let decision = self.hall.decide(now, &tick);
            let events = decision.map(|decision| decision.events).unwrap_or_default();
            if events.is_empty() {
                return;
            }
            self.apply(batch, &events, id, now);
        }
    }

    fn decide_one(&mut self, batch: &mut Working, ask: &Ask, now: Now) -> Outcome {
        let (id, intent) = (ask.request.id, ask.intent());
        if intent != RequestId(0)
            && !planted::is(Bug::IntentForgotten)
            && let Some(known) = self.answered.get(&intent)
        {
            let same = *known == ask.digest;
            return if same {
                batch.repeat(intent)
            } else {
                Outcome::Reused
            };
        }
        let read = batch.read.as_ref().unwrap_or(&self.hall);
        let decision = match read.decide(now, &ask.request) {
            Ok(decision) => decision,
            Err(refusal) => return self.refused(ask, refusal, now),
        };
        self.notes
            .extend(ask.notes.iter().map(|note| (note.note, note.text.clone())));
        batch.batch.commit.notes.extend(ask.notes.iter().cloned());
        self.apply(batch, &decision.events, id, now);
        let (status, body) = self.accepted(ask, decision.answer, now);
        let body: Arc<str> = body.into();
        if intent != RequestId(0) {
            self.remember(batch, ask, status, &body, now);
        }
        Outcome::Accepted { status, body }
    }

    /// The answer becomes durable together with what it tells.
    fn remember(&mut self, batch: &mut Working, ask: &Ask, status: u16, body: &str, now: Now) {
        self.answered.insert(ask.intent(), ask.digest.clone());
        batch.batch.commit.answers.push(AnswerRow {
            request: ask.intent(),
            day: self.hall.day().map_or(now.date, |day| day.date),
            seq: self.tip.seq,
            digest: ask.digest.clone(),
            status,
            body: body.to_owned(),
        });
    }

    fn apply(&mut self, batch: &mut Working, events: &[Event], id: RequestId, now: Now) {
        for event in events {
            let at = if planted::is(Bug::ClockGoesBack) {
                now.at
            } else {
                now.at.max(self.hall.time())
            };
            if matches!(event, Event::DayOpened { .. }) {
                // The tickets of the day before leave the state; their last rows must not.
                batch.collect(&self.hall);
            }
            self.hall.apply(event, at);
            let day = self.hall.day().map_or(now.date, |day| day.date);
            let (row, tip) = self.tip.append(&self.epoch, day, at, id, event);
            let skips = planted::is(Bug::ChainSkipsARow) && tip.seq.0.is_multiple_of(1000);
            self.tip = Tip {
                hash: if skips { self.tip.hash } else { tip.hash },
                ..tip
            };
            batch.note(event, row, at, day);
        }
    }

    /// Throws away what a batch did in memory, because it could not be stored.
    pub fn roll_back(&mut self, hall: Hall, tip: Tip, batch: &Batch) {
        if planted::is(Bug::RollbackForgotten) {
            self.tip = tip;
            return;
        }
        (self.hall, self.tip) = (hall, tip);
        for answer in &batch.commit.answers {
            self.answered.remove(&answer.request);
        }
        for note in &batch.commit.notes {
            self.notes.remove(&note.note);
        }
    }

    /// Replaces what is remembered of intents and notes after old ones were forgotten.
    pub fn refresh(&mut self, answered: BTreeMap<RequestId, String>, notes: Notes) {
        (self.answered, self.notes) = (answered, notes);
    }

    /// Free texts by key.
    pub fn notes(&self) -> &Notes {
        &self.notes
    }
}

/// More rounds of ticking than time can need at one moment: close, open, watch.
const TICKS_MAX: usize = 8;

/// A batch in the making.
#[derive(Default)]
struct Working {
    batch: Batch,
    touched: Touched,
    /// What a bug on purpose decides on; none otherwise.
    read: Option<Hall>,
}

#[derive(Default)]
struct Touched {
    tickets: BTreeSet<TicketId>,
    windows: BTreeSet<WindowNumber>,
    cases: BTreeSet<CaseId>,
    rectifications: BTreeSet<RectificationId>,
    /// Days whose lists were drawn.
    drawn: BTreeSet<Date>,
    /// Who was called, or came onto a list, by the day of their service.
    called: BTreeSet<(Date, TicketId)>,
}

impl Working {
    fn note(&mut self, event: &Event, row: Row, at: Time, day: Date) {
        let tip = Tip {
            seq: row.seq,
            hash: row.hash,
        };
        match event {
            Event::LateTicketRecorded(taken) if taken.day != day => {
                self.store_ticket(&Ticket::late(taken, at));
            }
            Event::TicketCalled { passed, .. } => self.touched.tickets.extend(*passed),
            Event::WindowOpened { window, .. }
            | Event::ClerkSignedIn { window, .. }
            | Event::WindowPaused { window, .. }
            | Event::WindowClosed { window } => self.touched.windows.extend([*window]),
            _ => {}
        }
        self.touched.tickets.extend(event.ticket());
        self.touched.cases.extend(event.case());
        let step = StepRow::of(row.seq, at, event);
        self.batch.commit.steps.extend(step);
        self.note_follow(event, &row, at);
        self.batch.commit.events.push(row);
        self.batch.applied.push(Applied {
            tip,
            at,
            event: event.clone(),
        });
    }

    /// What follows a service, and what is a row as soon as it happened.
    fn note_follow(&mut self, event: &Event, row: &Row, at: Time) {
        self.touched.rectifications.extend(event.rectification());
        match event {
            Event::CallbacksDrawn(drawn) => self.touched.drawn.extend([drawn.day]),
            Event::CallbackMade(made) => self.touched.called.extend([(made.day, made.ticket)]),
            _ => {}
        }
        let commit = &mut self.batch.commit;
        let step = RectificationStepRow::of(row.seq, at, event);
        commit.rectification_steps.extend(step);
        commit.entries.extend(EntryRow::of(event));
    }

    /// Rows of everything touched, as it stands now.
    fn collect(&mut self, hall: &Hall) {
        let touched = std::mem::take(&mut self.touched);
        for ticket in touched.tickets.iter().filter_map(|id| hall.ticket(*id)) {
            self.store_ticket(ticket);
        }
        for id in &touched.cases {
            let case = hall.cases().get(id);
            let row = case.map(|case| CaseRow::of(id.0, case));
            self.batch.commit.cases.extend(row);
        }
        self.collect_follow(&touched, hall);
        let Some(day) = hall.day().map(|day| day.date) else {
            return;
        };
        for number in touched.windows {
            if let Some(state) = hall.windows().get(&number) {
                self.batch
                    .commit
                    .spans
                    .extend(SpanRow::of(day, number, state));
            }
        }
    }

    fn collect_follow(&mut self, touched: &Touched, hall: &Hall) {
        let ids = touched.rectifications.iter();
        let ones = ids.filter_map(|id| Some((*id, hall.rectifications().get(id)?)));
        let mut called = touched.called.clone();
        for (id, one) in ones {
            let row = RectificationRow::of(id, one);
            self.batch.commit.rectifications.push(row);
            // Who rates badly after the draw comes onto the list.
            let ticket = one.about.ticket.and_then(|id| hall.ticket(id));
            called.extend(ticket.map(|ticket| (ticket.day, ticket.id)));
        }
        let callbacks = &mut self.batch.commit.callbacks;
        for (day, list) in hall.callbacks() {
            let all = touched.drawn.contains(day);
            let is_here = |row: &CallbackRow| all || called.contains(&(*day, TicketId(row.ticket)));
            if all || called.iter().any(|(other, _)| other == day) {
                callbacks.extend(CallbackRow::all(*day, list).filter(is_here));
            }
        }
    }

    fn store_ticket(&mut self, ticket: &Ticket) {
        if planted::is(Bug::ProjectionSkipped) && ticket.version.is_multiple_of(5) {
            return;
        }
        self.batch.commit.tickets.push(TicketRow::of(ticket));
        self.batch.commit.legs.extend(LegRow::of(ticket));
    }

    /// The first answer again: from this batch, or from the store.
    fn repeat(&self, id: RequestId) -> Outcome {
        let here = self
            .batch
            .commit
            .answers
            .iter()
            .find(|answer| answer.request == id);
        here.map_or(Outcome::Repeat(id), |answer| Outcome::Accepted {
            status: answer.status,
            body: answer.body.as_str().into(),
        })
    }
}
