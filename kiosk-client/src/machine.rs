//! The kiosk as a pure machine: events in, actions out; no clock, no I/O, chance passed in.
//!
//! | a person ... | gets |
//! | --- | --- |
//! | touches, the server answers | its number; printed once the answer and the print are on disk |
//! | touches, no answer for a second | a number of the kiosk's own block, handed in later |
//! | has a ticket for it already | a copy of that ticket, marked |
//! | says the paper did not come | a copy, marked |
//! | is known to have no number | the reason, at once |
//!
//! After a restart nothing is printed for a person of before: they are gone, or touch again, and a
//! paper that comes out later is taken by somebody else. A print that had begun is reported as
//! unknown, so no second unmarked paper exists (I16). An intent without any paper is asked for
//! again under its id, which never makes two, and its number is given back, so that nobody is
//! called who is not there; a person known by a document keeps it and gets the paper as a copy at
//! any kiosk. Numbers of the kiosk's own are handed in until the server has answered (I17).

mod call;
mod errand;
mod event;
mod front;
mod link;
mod offline;
mod printing;
mod touch;

#[cfg(test)]
mod tests;

pub use event::{
    Action, Answer, Body, Event, Failure, LinkNews, Now, Post, Print, PrinterSaid, Said, SlipOrder,
};
pub use link::Link;
pub use offline::Offline;

use crate::journal::{Record, State};
use crate::limits::{ANSWER_MS, ITEMS_FRESH_MS, ITEMS_MS, PRINT_MS};
use call::{Call, Purpose};
use errand::Errands;
use front::{Current, Front, Job, Recent};
use hall_core::Time;
use hall_core::code::SeriesCode;
use hall_core::planted::{self, Bug};
use hall_core::ticket::PaperState;
use hall_protocol::Picture;
use hall_protocol::frame::Highest;
use hall_protocol::view::{BlockView, HallView, ItemView};
use jiff::tz::TimeZone;
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

/// What the kiosk knows of its hall. A shell may keep it beside the journal; without it a kiosk
/// that starts while the server is away has no items to give numbers for.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Known {
    /// The hall.
    pub hall: Option<HallView>,
    /// What people may come for.
    pub items: Vec<ItemView>,
}

/// The kiosk.
pub struct Machine {
    random: Box<dyn FnMut() -> u128 + Send>,
    now: Now,
    state: State,
    known: Known,
    zone: TimeZone,
    speed: u32,
    online_max: BTreeMap<SeriesCode, u32>,
    /// Marks of classes, as seen on tickets.
    marks: BTreeMap<String, String>,
    link: Link,
    picture: Arc<Picture>,
    /// The last moment of the hall's clock at which the server was heard.
    contact: Option<Time>,
    /// When the items are fetched again; none before the first connection.
    items_ms: Option<u64>,
    fronts: Vec<Front>,
    jobs: VecDeque<Job>,
    current: Option<Current>,
    gives_numbers: bool,
    /// A slip at the printer.
    slip: Option<u64>,
    last_job: u64,
    recent: VecDeque<Recent>,
    stores: BTreeMap<u64, After>,
    last_store: u64,
    calls: BTreeMap<u64, Call>,
    last_call: u64,
    errands: Errands,
    /// What an earlier run left was looked at.
    resumed: bool,
}

/// What goes on once records are durable.
#[derive(Clone, PartialEq, Eq, Debug)]
enum After {
    /// The server may be asked.
    Ask(String, Record),
    /// The printer may be given its bytes.
    Print(u64),
    /// The server may be told of the paper.
    Paper(Record),
    /// The block may be used.
    Lease(BlockView, Record),
    /// Nothing waits: a crash before it is repaired by doing it again.
    Nothing,
}

impl Machine {
    /// A kiosk without a past. `random` gives 128 random bits: the machine has none of its own.
    pub fn new(now: Now, random: Box<dyn FnMut() -> u128 + Send>) -> Self {
        Self::recover(State::default(), Known::default(), now, random)
    }

    /// A kiosk that goes on from its journal. Send [`Event::Tick`] to begin settling the past.
    pub fn recover(
        mut state: State,
        known: Known,
        now: Now,
        random: Box<dyn FnMut() -> u128 + Send>,
    ) -> Self {
        state.after_restart();
        if planted::is(Bug::JournalNotRead) {
            let ids: Vec<_> = state.intents().map(|it| it.request_id.clone()).collect();
            for request_id in ids {
                state.apply(&Record::Forgot { request_id });
            }
        }
        let link = Link::Connecting {
            since_ms: now.mono_ms,
        };
        Self {
            random,
            now,
            zone: link::zone_of(&known),
            contact: state.contact().map(|stamp| stamp.0),
            last_job: state.jobs(),
            state,
            known,
            speed: 1,
            online_max: BTreeMap::new(),
            marks: BTreeMap::new(),
            link,
            picture: Arc::default(),
            items_ms: None,
            fronts: Vec::new(),
            jobs: VecDeque::new(),
            current: None,
            gives_numbers: true,
            slip: None,
            recent: VecDeque::new(),
            stores: BTreeMap::new(),
            last_store: 0,
            calls: BTreeMap::new(),
            last_call: 0,
            errands: Errands::default(),
            resumed: false,
        }
    }

    /// It leases no numbers: a machine that only answers questions.
    #[must_use]
    pub fn without_numbers(mut self) -> Self {
        self.gives_numbers = false;
        self
    }

    /// Something happened; what is to be done, in order.
    pub fn on(&mut self, now: Now, event: Event) -> Vec<Action> {
        self.now = Now {
            mono_ms: now.mono_ms.max(self.now.mono_ms),
            hall: now.hall.or(self.now.hall),
        };
        let mut actions = self.resume();
        actions.extend(match event {
            Event::Touched { touch, order } => self.on_touch(touch, *order),
            Event::NotCome { touch } => self.on_not_come(touch),
            Event::Stored { id } => self.on_stored(id),
            Event::NotStored { id, why } => self.on_not_stored(id, why),
            Event::Reply { call, result } => self.on_reply(call, result),
            Event::Link(news) => self.on_link(news),
            Event::Items(items) => {
                self.known.items = items;
                // Another plan brings other items, and nobody says so.
                self.items_ms = Some(self.now.mono_ms + ITEMS_FRESH_MS);
                Vec::new()
            }
            Event::Printed { job, outcome } => self.on_printed(job, outcome),
            Event::Printer(said) => {
                self.errands.note_printer(said);
                Vec::new()
            }
            Event::SlipWanted { touch, order } => self.on_slip_wanted(touch, order),
            Event::SlipPrinted { touch, outcome } => self.on_slip_printed(touch, outcome),
            Event::Tick => Vec::new(),
        });
        actions.extend(self.check_calls());
        actions.extend(self.check_printer());
        actions.extend(self.check_fronts());
        actions.extend(self.run_printer());
        actions.extend(self.run_errands());
        actions.extend(self.check_items());
        actions
    }

    /// The next moment of the monotonic clock at which a tick can matter; none when only an event
    /// can change anything.
    pub fn wake_ms(&self) -> Option<u64> {
        let calls = self.calls.values().map(|call| call.since_ms + ANSWER_MS);
        let fronts = self
            .fronts
            .iter()
            .filter_map(|front| self.front_wake_ms(front));
        let printing = self.current.as_ref().and_then(|current| current.since_ms);
        let printing = printing.map(|since_ms| since_ms + PRINT_MS);
        let items = self.items_ms.filter(|_| self.is_up());
        let rest = printing.into_iter().chain(items);
        calls
            .chain(fronts)
            .chain(rest)
            .chain(self.errands_wake_ms())
            .min()
    }

    /// What is unsettled, and the blocks: the fold of what the journal holds, or will when the
    /// stores under way are done.
    pub const fn state(&self) -> &State {
        &self.state
    }

    /// What is known of the hall.
    pub const fn known(&self) -> &Known {
        &self.known
    }

    /// Queues, windows and calls; empty before the first one was heard.
    pub fn picture(&self) -> Arc<Picture> {
        Arc::clone(&self.picture)
    }

    /// Where the connection stands.
    pub const fn link(&self) -> &Link {
        &self.link
    }

    /// People in front of the kiosk whose touch has no end yet.
    pub fn fronts(&self) -> usize {
        self.fronts.len()
    }

    /// The intent whose paper is at the printer or about to be.
    pub fn printing(&self) -> Option<&str> {
        let current = self.current.as_ref();
        current.map(|current| current.print.request_id.as_str())
    }

    /// Requests under way.
    pub fn calls(&self) -> usize {
        self.calls.len()
    }

    /// Looks once at what an earlier run left: a print without an end has none any more.
    fn resume(&mut self) -> Vec<Action> {
        if std::mem::replace(&mut self.resumed, true) {
            return Vec::new();
        }
        let leased = self.state.blocks().iter().map(|block| Highest {
            day: block.view.day,
            series: block.view.series,
            online: 0,
            block: block.view.to,
        });
        // What was seen is written now and then only, what was printed before its paper.
        let printed = self.state.witness().map(|(day, series, online)| Highest {
            day,
            series,
            online,
            block: 0,
        });
        let mut actions: Vec<Action> = leased.chain(printed).map(Action::Note).collect();
        let open = self.state.intents().flat_map(|intent| {
            let open = intent.sheets.iter().filter(|sheet| sheet.end.is_none());
            open.map(|sheet| (intent.request_id.clone(), sheet.job))
        });
        let open: Vec<(String, u64)> = open.collect();
        for (request_id, job) in open {
            let record = Record::Paper {
                request_id,
                job,
                report_id: self.new_id(),
                paper: PaperState::Unknown,
            };
            actions.push(self.store(vec![record.clone()], After::Paper(record)));
        }
        actions
    }

    fn on_stored(&mut self, id: u64) -> Vec<Action> {
        match self.stores.remove(&id) {
            Some(After::Ask(request_id, record)) => {
                self.state.apply(&record);
                self.ask(&request_id);
                Vec::new()
            }
            Some(After::Print(job)) => self.on_print_stored(job),
            Some(After::Paper(record)) => {
                self.state.apply(&record);
                Vec::new()
            }
            Some(After::Lease(block, record)) => {
                self.state.apply(&record);
                self.leased(block.series);
                vec![Action::Note(Highest {
                    day: block.day,
                    series: block.series,
                    online: 0,
                    block: block.to,
                })]
            }
            Some(After::Nothing) | None => Vec::new(),
        }
    }

    fn on_not_stored(&mut self, id: u64, why: String) -> Vec<Action> {
        match self.stores.remove(&id) {
            Some(After::Ask(request_id, _)) => {
                let touch = self.front_of(&request_id).map(|front| front.touch);
                self.leave_front(&request_id);
                let tell = |touch| Action::Tell {
                    touch,
                    said: Said::NotStored { why },
                };
                touch.map(tell).into_iter().collect()
            }
            Some(After::Print(job)) => self.on_print_not_stored(job, why),
            // Still known to this run, and told; a crash before makes it unknown, which is true.
            Some(After::Paper(record)) => {
                self.state.apply(&record);
                Vec::new()
            }
            // Not used before it is on disk; the same request gets the same block again.
            Some(After::Lease(block, _)) => {
                self.delay(&Purpose::Lease(block.series));
                Vec::new()
            }
            Some(After::Nothing) | None => Vec::new(),
        }
    }

    fn on_reply(&mut self, call: u64, result: Result<Answer, Failure>) -> Vec<Action> {
        // A try that was given up may still be answered; the next one gets the same answer.
        let Some(call) = self.calls.remove(&call) else {
            return Vec::new();
        };
        if matches!(result, Ok(_) | Err(Failure::Refused(_))) && self.is_up() {
            self.heard();
        }
        match call.purpose {
            Purpose::Take(request_id) => self.on_taken(&request_id, result),
            errand => self.on_errand(&errand, result),
        }
    }

    /// A request without an answer for too long has none.
    fn check_calls(&mut self) -> Vec<Action> {
        let now_ms = self.now.mono_ms;
        let late = self.calls.iter();
        let late = late.filter(|(_, call)| now_ms >= call.since_ms + ANSWER_MS);
        let late: Vec<u64> = late.map(|(id, _)| *id).collect();
        let lost = || Err(Failure::Unreachable("no answer".to_owned()));
        late.into_iter()
            .flat_map(|id| self.on_reply(id, lost()))
            .collect()
    }

    fn check_items(&mut self) -> Vec<Action> {
        let is_due = self.items_ms.is_some_and(|ms| self.now.mono_ms >= ms);
        if !is_due || !self.is_up() {
            return Vec::new();
        }
        self.items_ms = Some(self.now.mono_ms + ITEMS_MS);
        vec![Action::FetchItems]
    }

    fn stores_lease(&self, series: SeriesCode) -> bool {
        self.stores
            .values()
            .any(|after| matches!(after, After::Lease(block, _) if block.series == series))
    }

    fn is_up(&self) -> bool {
        self.link == Link::Up
    }

    fn store(&mut self, records: Vec<Record>, after: After) -> Action {
        self.last_store += 1;
        let id = self.last_store;
        self.stores.insert(id, after);
        Action::Store { id, records }
    }

    /// Writes what settles something. It counts at once: lost in a crash, it is done again.
    fn settle_with(&mut self, records: Vec<Record>) -> Action {
        self.state.apply_all(&records);
        self.store(records, After::Nothing)
    }

    fn post(&mut self, purpose: Purpose, path: String, request_id: String, body: Body) -> Action {
        self.last_call += 1;
        let call = self.last_call;
        let since_ms = self.now.mono_ms;
        self.calls.insert(call, Call { purpose, since_ms });
        Action::Post(Post {
            call,
            path,
            request_id,
            body,
        })
    }

    fn bits(&mut self) -> u128 {
        (self.random)()
    }

    /// A request id: a UUID of version 7 by the hall's clock.
    fn new_id(&mut self) -> String {
        let ms = self.now.hall.map_or(0, |time| time.0);
        let ms = u64::try_from(ms).unwrap_or(0);
        let bits = self.bits().to_be_bytes();
        let mut tail = [0; 10];
        tail.copy_from_slice(&bits[..10]);
        uuid::Builder::from_unix_timestamp_millis(ms, &tail)
            .into_uuid()
            .to_string()
    }
}

impl std::fmt::Debug for Machine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Machine")
            .field("link", &self.link)
            .field("fronts", &self.fronts)
            .field("state", &self.state)
            .finish_non_exhaustive()
    }
}
