//! A kiosk on its bed: the machine, a disk, a printer, a network and the hall, all moved by hand.

use super::server::Server;
use crate::journal::{Log, Record, Write};
use crate::limits::ANSWER_MS;
use crate::machine::{
    Action, Answer, Event, Failure, Known, LinkNews, Machine, Now, Post, Print, Said,
};
use crate::printer::Outcome;
use crate::take::Order;
use hall_core::{Span, Time};
use hall_fixtures::dice::Dice;
use hall_protocol::api::Person;
use hall_protocol::frame::Highest;
use std::collections::VecDeque;

/// 2026-03-03 10:00 UTC, a Tuesday.
pub(super) const MORNING: Time = Time(1_772_532_000_000);

/// From so many bytes on a journal is long.
const LONG: usize = 64 * 1024;

/// A paper that came out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Paper {
    pub(super) request_id: String,
    pub(super) number: String,
    pub(super) copy: bool,
}

/// Everything around one kiosk.
pub(super) struct Bed {
    pub(super) machine: Machine,
    pub(super) server: Server,
    pub(super) disk: Vec<u8>,
    log: Log,
    pub(super) mono_ms: u64,
    pub(super) at: Time,
    /// The shell knows the hall's time.
    pub(super) clock: bool,
    /// The network carries requests.
    pub(super) net: bool,
    seed: u64,
    pub(super) stores: VecDeque<(u64, Vec<Record>)>,
    pub(super) posts: VecDeque<Post>,
    pub(super) prints: VecDeque<Print>,
    pub(super) fetches: u32,
    pub(super) said: Vec<(u64, Said)>,
    pub(super) notes: Vec<Highest>,
    pub(super) papers: Vec<Paper>,
    /// Touches of slips at the printer.
    pub(super) slips: Vec<u64>,
}

impl Bed {
    /// Not connected, with an empty journal, at ten in the morning.
    pub(super) fn bare() -> Self {
        Self::with_blocks(100)
    }

    /// The same with blocks of some other size.
    pub(super) fn with_blocks(block_size: u32) -> Self {
        Self::at(MORNING, block_size, 1)
    }

    /// The same at another moment, with random bits of its own.
    pub(super) fn at(at: Time, block_size: u32, seed: u64) -> Self {
        let now = Now {
            mono_ms: 5_000,
            hall: Some(at),
        };
        Self {
            machine: Machine::new(now, random(seed)),
            server: Server::new(at, block_size),
            disk: Vec::new(),
            log: Log::default(),
            mono_ms: 5_000,
            at,
            clock: true,
            net: true,
            seed,
            stores: VecDeque::new(),
            posts: VecDeque::new(),
            prints: VecDeque::new(),
            fetches: 0,
            said: Vec::new(),
            notes: Vec::new(),
            papers: Vec::new(),
            slips: Vec::new(),
        }
    }

    /// Connected, with its blocks leased.
    pub(super) fn ready() -> Self {
        Self::connected(Self::bare())
    }

    /// Connects and lets everything come to rest.
    pub(super) fn connected(mut bed: Self) -> Self {
        bed.connect();
        bed.rest();
        bed
    }

    pub(super) fn now(&self) -> Now {
        Now {
            mono_ms: self.mono_ms,
            hall: self.clock.then_some(self.at),
        }
    }

    /// Something happens; what the machine wants is queued.
    pub(super) fn send(&mut self, event: Event) {
        let now = self.now();
        for action in self.machine.on(now, event) {
            self.take(action);
        }
    }

    fn take(&mut self, action: Action) {
        match action {
            Action::Store { id, records } => self.stores.push_back((id, records)),
            Action::Post(post) => self.posts.push_back(post),
            Action::FetchItems => self.fetches += 1,
            Action::Print(print) => {
                self.check_durable(&print);
                self.prints.push_back(*print);
            }
            Action::PrintSlip { touch, .. } => self.slips.push(touch),
            Action::Tell { touch, said } => self.said.push((touch, said)),
            Action::Note(highest) => self.notes.push(highest),
        }
    }

    /// I15: the server's ticket is the server's, a number of our own is on our disk, and so is the
    /// fact that it is being printed.
    fn check_durable(&self, print: &Print) {
        // A long journal is not read again for every paper; its crashes read it.
        let read = (self.disk.len() < LONG).then(|| Log::open(&self.disk).log);
        let state = read.as_ref().unwrap_or(&self.log).state();
        let intent = state
            .intent(&print.request_id)
            .expect("an intent is on disk before its paper");
        assert!(intent.sheets.iter().any(|sheet| sheet.job == print.job));
        let is_ours = intent.given.is_some();
        assert!(is_ours || self.server.hall.ticket(print.ticket.id).is_some());
    }

    pub(super) fn touch(&mut self, touch: u64) {
        self.touch_for(touch, "a1", None);
    }

    pub(super) fn touch_for(&mut self, touch: u64, item: &str, person: Option<&str>) {
        let person = Person {
            hash: person.map(str::to_owned),
            ..Person::default()
        };
        let order = Order {
            item: item.to_owned(),
            person,
            ..Order::default()
        };
        self.order(touch, order);
    }

    pub(super) fn order(&mut self, touch: u64, order: Order) {
        let order = Box::new(order);
        self.send(Event::Touched { touch, order });
    }

    /// The disk writes the oldest append; false when there is none.
    pub(super) fn store_one(&mut self) -> bool {
        let Some((id, records)) = self.stores.pop_front() else {
            return false;
        };
        self.write(&records);
        self.send(Event::Stored { id });
        true
    }

    fn write(&mut self, records: &[Record]) {
        let write = self.log.prepare(records).expect("the journal has room");
        match &write {
            Write::Append(bytes) => self.disk.extend_from_slice(bytes),
            Write::Replace(bytes) => self.disk.clone_from(bytes),
        }
        self.log.commit(records, &write);
    }

    /// The disk fails at the oldest append.
    pub(super) fn fail_store(&mut self) {
        let (id, _) = self.stores.pop_front().expect("something is to be stored");
        let why = "no space left".to_owned();
        self.send(Event::NotStored { id, why });
    }

    /// The server answers the oldest request; false when there is none.
    pub(super) fn answer_one(&mut self) -> bool {
        let Some(post) = self.posts.pop_front() else {
            return false;
        };
        let result = self.serve(&post);
        let call = post.call;
        self.send(Event::Reply { call, result });
        true
    }

    /// What the network makes of a request.
    pub(super) fn serve(&mut self, post: &Post) -> Result<Answer, Failure> {
        if self.net {
            self.server.post(self.at, post)
        } else {
            Err(Failure::Unreachable("no route".to_owned()))
        }
    }

    /// The oldest request is answered with something else.
    pub(super) fn answer_with(&mut self, result: Result<Answer, Failure>) -> Post {
        let post = self.posts.pop_front().expect("a request is under way");
        let call = post.call;
        self.send(Event::Reply { call, result });
        post
    }

    /// The server does what the oldest request asks, and the answer gets lost.
    pub(super) fn lose_answer(&mut self) -> Post {
        let post = self.posts.pop_front().expect("a request is under way");
        self.serve(&post).expect("the server accepts it");
        let call = post.call;
        let result = Err(Failure::Unreachable("cut".to_owned()));
        self.send(Event::Reply { call, result });
        post
    }

    /// The printer ends the oldest job.
    pub(super) fn print_one(&mut self, outcome: Outcome) -> bool {
        let Some(print) = self.prints.pop_front() else {
            return false;
        };
        if !matches!(outcome, Outcome::Failed(_)) {
            self.paper(&print);
        }
        let job = print.job;
        self.send(Event::Printed { job, outcome });
        true
    }

    pub(super) fn paper(&mut self, print: &Print) {
        self.papers.push(Paper {
            request_id: print.request_id.clone(),
            number: print.ticket.number.clone(),
            copy: print.copy,
        });
    }

    /// Disk, server and printer do what they are asked until nothing is asked any more.
    pub(super) fn rest(&mut self) {
        for _ in 0..10_000 {
            let fetched = std::mem::take(&mut self.fetches) > 0;
            if fetched && self.net {
                self.send(Event::Items(Server::items()));
            }
            let busy = self.store_one() || self.answer_one() || self.print_one(Outcome::Printed);
            if !busy && !fetched {
                return;
            }
        }
        panic!("the kiosk comes to rest: {:?}", self.machine);
    }

    /// Time passes in steps no longer than the machine asks for.
    pub(super) fn pass(&mut self, ms: u64) {
        let end = self.mono_ms + ms;
        while self.mono_ms < end {
            let wake = self.machine.wake_ms().unwrap_or(end);
            let step = wake.clamp(self.mono_ms + 1, end) - self.mono_ms;
            self.mono_ms += step;
            self.at = self.at + Span(i64::try_from(step).expect("a short step"));
            self.send(Event::Tick);
        }
    }

    /// Time passes and everything comes to rest at every step.
    pub(super) fn pass_resting(&mut self, ms: u64) {
        let end = self.mono_ms + ms;
        self.rest();
        while self.mono_ms < end {
            let wake = self.machine.wake_ms().unwrap_or(end);
            let step = wake.clamp(self.mono_ms + 1, end) - self.mono_ms;
            self.pass(step);
            self.rest();
        }
    }

    pub(super) fn connect(&mut self) {
        self.net = true;
        self.server.tick(self.at);
        let welcome = Box::new(self.server.welcome(self.at));
        self.send(Event::Link(LinkNews::Connected(welcome)));
        self.show();
    }

    /// The feed tells how the hall is.
    pub(super) fn show(&mut self) {
        self.server.tick(self.at);
        let picture = self.server.picture(self.at);
        self.send(Event::Link(LinkNews::Picture(picture)));
    }

    /// Network and feed are gone.
    pub(super) fn lose(&mut self) {
        self.net = false;
        let why = "cut".to_owned();
        let since_ms = self.mono_ms;
        self.send(Event::Link(LinkNews::Lost { why, since_ms }));
    }

    /// Gone for so long that the kiosk does not ask first.
    pub(super) fn lose_long(&mut self) {
        self.lose();
        self.pass(1_000);
        self.rest();
    }

    /// Bytes of the oldest append that is under way.
    pub(super) fn bytes_under_way(&self) -> usize {
        let records = self.stores.front().map(|(_, records)| records);
        match records.map(|records| self.log.prepare(records)) {
            Some(Ok(Write::Append(bytes))) => bytes.len(),
            _ => 0,
        }
    }

    /// Power is lost and comes back: of what is being written, only `kept` bytes are there.
    pub(super) fn crash(&mut self, kept: usize) {
        if let Some((_, records)) = self.stores.pop_front()
            && let Ok(Write::Append(bytes)) = self.log.prepare(&records)
        {
            self.disk.extend_from_slice(&bytes[..kept.min(bytes.len())]);
        }
        self.stores.clear();
        self.posts.clear();
        self.prints.clear();
        let opened = Log::open(&self.disk);
        assert_eq!(opened.damage, None);
        self.disk.truncate(self.disk.len() - opened.torn);
        self.log = opened.log;
        self.seed += 1;
        self.mono_ms = 7;
        let known: Known = self.machine.known().clone();
        let state = self.log.state().clone();
        self.machine = Machine::recover(state, known, self.now(), random(self.seed));
        self.send(Event::Tick);
    }

    /// What the person of a touch was told last.
    pub(super) fn told(&self, touch: u64) -> Option<&Said> {
        let mut newest_first = self.said.iter().rev();
        newest_first
            .find(|(to, _)| *to == touch)
            .map(|(_, said)| said)
    }

    /// The only request under way with this end of its path.
    pub(super) fn post_to(&self, end: &str) -> Vec<&Post> {
        self.posts
            .iter()
            .filter(|post| post.path.ends_with(end))
            .collect()
    }

    /// A request is never answered within the limit.
    pub(super) fn forget_posts(&mut self) {
        self.posts.clear();
        self.pass(ANSWER_MS);
    }
}

fn random(seed: u64) -> Box<dyn FnMut() -> u128 + Send> {
    let mut dice = Dice::of(&[seed]);
    Box::new(move || u128::from(dice.bits()) << 64 | u128::from(dice.bits()))
}
