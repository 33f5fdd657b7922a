//! The world: one clock, one heap, the programs, the server's life, and what passes between them.

mod network;
mod night;
mod start;
mod trouble;

use super::floor::{Doing, Floor};
use super::heap::Heap;
use super::oracle::Oracle;
use super::pipe::WorldEnd;
use super::program::{Output, Ports, Program, Stimulus, Wish};
use super::server::{Call, Server, Turn};
use super::sometimes::Sometimes;
use super::storage::Disk;
use super::story::{Rates, Story};
use super::trace::Trace;
use super::trouble::TroubleKind;
use hall_core::{Plan, Span, Time};
use hall_fixtures::dice::Dice;
use hall_server::store::memory::Content;
use std::collections::{BTreeMap, BTreeSet};

/// A run of a story.
pub(super) struct World<'a> {
    story: &'a Story,
    now_ms: u64,
    heap: Heap<Happening>,
    seats: Vec<Seat>,
    floor: Floor,
    site: Site,
    calls: BTreeMap<u64, Pending>,
    next_call: u64,
    next_feed: u64,
    rates: Rates,
    is_network_down: bool,
    stall: Stall,
    /// The hall gathers since so many seconds.
    gathering_s: u32,
    is_healed: bool,
    /// Since when the day is over with nothing broken any more.
    settled_ms: Option<u64>,
    /// When the last event became durable.
    written_ms: u64,
    /// The day must be over by then, in ms.
    ends_ms: u64,
    /// The day before, on the second one.
    yesterday: Option<night::Yesterday>,
    pub(super) oracle: Oracle,
    pub(super) trace: Trace,
    pub(super) sometimes: Sometimes,
    dice: Dice,
}

/// The computer the server runs on.
struct Site {
    server: Option<Server>,
    /// SIGSTOP.
    is_paused: bool,
    /// Lives so far.
    life: u64,
    disk: Disk,
    plan: Plan,
    /// Steps of the wall clock so far, and whether it stands still since some ms.
    wall_step: Span,
    wall_frozen: Option<u64>,
    /// The next start finds restored data.
    is_restored: bool,
    /// Copies of the disk, oldest first.
    backups: Vec<Content>,
    has_work: bool,
}

/// What the server says is heard when it is back from an older disk.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
struct Stall {
    /// What it says before this ms.
    until_ms: u64,
    /// So probably.
    chance: f64,
}

/// How a server ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Ending {
    /// The process: the system closes its connections.
    Process,
    /// The computer: some connections stay open at the other end until somebody says something.
    Power,
}

/// A program at its place.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one independent fact of a device and its cable"
)]
struct Seat {
    program: Box<dyn Program>,
    token: String,
    /// A new token that the operator is about to bring.
    promised: Option<String>,
    /// Its pad's or its own second token.
    hears_staff: bool,
    is_witness: bool,
    /// Lives so far; what belongs to an earlier one is dropped.
    run: u32,
    is_up: bool,
    /// Frozen: what reaches it waits here.
    frozen: Option<Vec<Stimulus>>,
    /// When it wants to be woken.
    wakes: BTreeSet<u64>,
    feed: Option<FeedLine>,
    /// Nothing passes to the server, and both ends know or do not know.
    is_cut_off: bool,
    is_half_open: bool,
    /// Seconds without a feed although nothing is in the way.
    unserved_s: u32,
    dice: Dice,
}

impl Seat {
    /// Whether it reads slowly, or not at all.
    fn is_stuck(&self) -> bool {
        self.feed.as_ref().is_some_and(|feed| feed.is_stuck)
    }
}

/// A program's feed on its way to the server.
struct FeedLine {
    id: u64,
    /// The server's end, once it has one, and that server's life.
    end: Option<WorldEnd>,
    life: u64,
    /// The last frame planned, so that order is kept.
    last_ms: u64,
    is_stuck: bool,
    full_s: u32,
}

/// A call on its way.
struct Pending {
    seat: usize,
    run: u32,
    tag: u64,
    call: Call,
}

/// Something that happens at a moment.
#[derive(Debug)]
enum Happening {
    Wake {
        seat: usize,
        run: u32,
    },
    Give {
        seat: usize,
        run: u32,
        stimulus: Stimulus,
    },
    /// A frame for a feed that may be over by then.
    Frame {
        seat: usize,
        feed: u64,
        text: String,
    },
    FeedOver {
        seat: usize,
        feed: u64,
    },
    Arrive {
        call: u64,
    },
    TimeOut {
        call: u64,
    },
    /// The caller of a handler goes away.
    Cancel {
        call: u64,
    },
    FeedReach {
        seat: usize,
        feed: u64,
    },
    FeedSay {
        seat: usize,
        feed: u64,
        text: String,
    },
    FeedGone {
        feed: u64,
        life: u64,
    },
    Beat {
        seat: usize,
        feed: u64,
    },
    Watch,
    Backup,
    DiskRelease,
    ServerStart,
    ServerGo,
    Trouble(usize),
    TroubleOver(usize),
    /// An older disk comes back after a stall.
    GoBack(usize),
    Guest(usize),
    Heal,
    Mend,
}

/// How a run ended.
#[derive(Clone, Debug, Default)]
pub(super) struct Outcome {
    /// The first violation.
    pub(super) violation: Option<super::oracle::Violation>,
    /// Its step, or the last one.
    pub(super) step: u64,
    /// Faults that were injected.
    pub(super) faults: u64,
    /// Tickets that were taken, those lost with a disk included.
    pub(super) tickets: u64,
    /// Events in the journal.
    pub(super) events: u64,
    /// Hash of everything that happened.
    pub(super) hash: u64,
    /// Interesting states that were met.
    pub(super) sometimes: Sometimes,
    /// The story, line by line, when it was to be read.
    pub(super) lines: Vec<String>,
}

/// After the heal the day may take so long until it must be over, in ms.
const REST_MS: u64 = (super::plan::CLOSING + super::story::SPARE + 3) as u64 * 60_000;
/// So long after the day has closed everybody must agree, in ms.
const SETTLE_MS: u64 = 60_000;
/// So long after an event everybody must know it, in ms (L2).
const KNOWN_MS: u64 = 5_000;
/// More steps than any day can need.
const STEPS_MAX: u64 = 3_000_000;

impl World<'_> {
    /// Lives the story to its end, or to the first violation.
    pub(super) fn run(mut self) -> Outcome {
        while let Some((at_ms, what)) = self.heap.pop() {
            self.now_ms = at_ms;
            self.happen(what);
            self.turn();
            if self.oracle.findings().first().is_some() {
                break;
            }
            if self.is_quiet() && self.sleep() {
                continue;
            }
            if self.is_quiet() || self.now_ms > self.ends_ms {
                self.end();
                break;
            }
            if self.is_healed && self.settled_ms.is_none() && self.is_day_over() {
                self.settle();
            }
            if self.trace.steps() > STEPS_MAX {
                self.oracle
                    .expect("L5", false, || "the day does not end".to_owned());
                break;
            }
        }
        self.outcome()
    }

    /// The day is over, and what happened last is old enough that everybody knows it (L2).
    fn is_quiet(&self) -> bool {
        self.is_settling_for(SETTLE_MS) && self.now_ms >= self.written_ms + KNOWN_MS
    }

    fn is_day_over(&self) -> bool {
        let day = self.oracle.hall().day();
        day.is_some_and(|day| {
            day.stage == hall_core::DayStage::Closed && !self.is_yesterday(day.date)
        })
    }

    fn end(&mut self) {
        self.count_late();
        let seats = self.seats.iter();
        let programs: Vec<&dyn Program> = seats.map(|seat| seat.program.as_ref()).collect();
        let Some(server) = &self.site.server else {
            self.oracle
                .expect("L5", false, || "the server is down at the end".to_owned());
            return;
        };
        let content = self.site.disk.with(|content| content.clone());
        self.oracle.end(server.app(), &content, &programs);
    }

    fn outcome(mut self) -> Outcome {
        let violation = self.oracle.findings().first().cloned();
        if let Some(violation) = &violation {
            let clock = self.clock();
            self.trace
                .say(&clock, "VIOLATION", || violation.to_string());
        }
        let tickets = self.sometimes.tickets();
        Outcome {
            violation,
            step: self.trace.steps(),
            faults: self.sometimes.faults(),
            tickets,
            events: self.oracle.seq(),
            hash: self.trace.hash(),
            sometimes: self.sometimes,
            lines: self.trace.into_lines(),
        }
    }

    /// Words for the trace.
    fn say(&mut self, who: &str, what: impl FnOnce() -> String) {
        if self.trace.is_read() {
            let clock = self.clock();
            self.trace.say(&clock, who, what);
        }
    }

    /// The time of day, for the trace; `+1` marks the second day.
    fn clock(&self) -> String {
        let ms = u64::from(super::story::BEGINS) * 60_000 + self.now_ms;
        let (h, m, s) = (ms / 3_600_000 % 24, ms / 60_000 % 60, ms / 1_000 % 60);
        let day = if self.yesterday.is_some() { "+1 " } else { "" };
        format!("{day}{h:02}:{m:02}:{s:02}.{:03}", ms % 1_000)
    }

    fn wall(&self) -> Time {
        let passed = self.site.wall_frozen.unwrap_or(self.now_ms);
        Time(start::FIRST_MS + passed as i64 + self.site.wall_step.0)
    }

    fn happen(&mut self, what: Happening) {
        match what {
            Happening::Wake { seat, run } => {
                let place = &mut self.seats[seat];
                if place.run == run && place.wakes.remove(&self.now_ms) {
                    self.give(seat, Stimulus::Wake);
                }
            }
            Happening::Give {
                seat,
                run,
                stimulus,
            } => {
                if self.seats[seat].run == run {
                    self.give(seat, stimulus);
                }
            }
            Happening::Guest(guest) => self.guest(guest),
            Happening::Trouble(index) => self.begin_trouble(index),
            Happening::TroubleOver(index) => self.end_trouble(index),
            Happening::GoBack(index) => self.go_back(index),
            Happening::Heal => self.heal(),
            Happening::Mend => self.mend_kiosk(),
            Happening::Watch => self.watch(),
            Happening::Backup => self.back_up(),
            Happening::DiskRelease => {
                self.site.disk.release();
                self.site.has_work = true;
            }
            Happening::ServerStart => self.start_server(),
            Happening::ServerGo => {
                self.site.is_paused = false;
                self.site.has_work = true;
                self.say("server", || "goes on".to_owned());
            }
            other => self.pass(other),
        }
    }

    /// Something reaches a program.
    fn give(&mut self, seat: usize, stimulus: Stimulus) {
        let place = &mut self.seats[seat];
        place.is_up |= matches!(stimulus, Stimulus::Start);
        if !place.is_up {
            return;
        }
        if let Some(frozen) = &mut place.frozen {
            frozen.push(stimulus);
            return;
        }
        let (mut out, mut said) = (Vec::new(), Vec::new());
        let now_ms = self.now_ms;
        let mut ports = Ports {
            now_ms,
            floor: &mut self.floor,
            dice: &mut place.dice,
            out: &mut out,
            said: self.trace.is_read().then_some(&mut said),
        };
        place.program.on(stimulus, &mut ports);
        self.trace.mix(&[now_ms, seat as u64, out.len() as u64]);
        if !said.is_empty() {
            let name = place.program.name().to_owned();
            for line in said {
                self.say(&name, || line);
            }
        }
        for output in out {
            self.put(seat, output);
        }
    }

    /// A program does something.
    fn put(&mut self, seat: usize, output: Output) {
        match output {
            Output::Wake(at_ms) => {
                let place = &mut self.seats[seat];
                if place.wakes.insert(at_ms) {
                    let run = place.run;
                    self.heap.push(at_ms, Happening::Wake { seat, run });
                }
            }
            Output::Guest { guest, at_ms } => self.later(guest, at_ms),
            Output::Fact(fact) => {
                self.sometimes.fact(&fact);
                self.oracle.fact(seat, &fact);
            }
            Output::Call { tag, call } => self.send_call(seat, tag, call),
            Output::OpenFeed { token } => self.open_feed(seat, token),
            Output::SendFeed(text) => self.send_feed(seat, text),
            Output::CloseFeed => self.close_feed(seat),
        }
    }

    /// The day is over, everything is well, and that for so long.
    fn is_settling_for(&self, ms: u64) -> bool {
        self.settled_ms.is_some_and(|at| self.now_ms >= at + ms)
    }

    /// A visitor will do the next thing then.
    fn later(&mut self, guest: usize, at_ms: u64) {
        self.floor.people[guest].due_ms = at_ms;
        self.heap.push(at_ms, Happening::Guest(guest));
    }

    /// A visitor does the next thing.
    fn guest(&mut self, guest: usize) {
        let person = &mut self.floor.people[guest];
        if person.due_ms != self.now_ms {
            return;
        }
        // Nobody stands before a kiosk any more when everybody must agree.
        if person.doing == Doing::Away && self.is_settling_for(SETTLE_MS / 2) {
            self.floor.people[guest].doing = Doing::Gone;
            return;
        }
        let person = &mut self.floor.people[guest];
        match person.doing {
            Doing::Away if self.now_ms < self.story.heal_ms || person.guest.is_late => {
                person.doing = Doing::Taking;
                let kiosk = Self::kiosk(self.floor.people[guest].guest.kiosk);
                if self.seats[kiosk].is_up && self.seats[kiosk].frozen.is_none() {
                    // A person before a dead screen goes to the other one.
                    self.later(guest, self.now_ms + 90_000);
                    self.give(kiosk, Stimulus::Person(Wish::Number { guest }));
                    self.heap
                        .push(self.now_ms + 90_000, Happening::Guest(guest));
                } else {
                    let person = &mut self.floor.people[guest];
                    (person.doing, person.guest.kiosk) = (Doing::Away, person.guest.kiosk + 1);
                    self.heap
                        .push(self.now_ms + 20_000, Happening::Guest(guest));
                }
            }
            Doing::Away => person.doing = Doing::Gone,
            Doing::Taking if person.guest.is_late => person.doing = Doing::Gone,
            Doing::Taking => {
                (person.doing, person.guest.kiosk) = (Doing::Away, person.guest.kiosk + 1);
                self.later(guest, self.now_ms + 1_000);
            }
            Doing::Walking(_) => self.floor.arrives(guest),
            Doing::Waiting => {
                self.give(start::GUIDE_SEAT, Stimulus::Person(Wish::Help { guest }));
            }
            Doing::At(_) | Doing::Gone => {}
        }
    }

    /// The server works, and what it did goes out.
    fn turn(&mut self) {
        while std::mem::take(&mut self.site.has_work) && !self.site.is_paused {
            let Some(server) = &mut self.site.server else {
                return;
            };
            if self.dice.chance(self.rates.slow_disk) && !self.site.disk.is_busy() {
                self.sometimes.hit("slow commit");
                self.site.disk.strike(super::storage::Mishap::Slow);
            }
            let was_busy = self.site.disk.is_busy();
            let turn = server.turn(self.now_ms);
            if self.site.disk.is_busy() && !was_busy {
                let ms = 5 + self.dice.bits() % 800;
                self.heap.push(self.now_ms + ms, Happening::DiskRelease);
            }
            self.written();
            self.go_out(turn);
        }
    }

    /// The oracle reads what became durable.
    fn written(&mut self) {
        let from = self.oracle.seq() as usize;
        let rows = self
            .site
            .disk
            .with(|content| content.events.get(from..).unwrap_or_default().to_vec());
        if rows.is_empty() {
            return;
        }
        self.written_ms = self.now_ms;
        for row in &rows {
            let head = <[u8; 8]>::try_from(&row.hash[..8]).expect("a hash has 32 bytes");
            self.trace.mix(&[row.seq.0, u64::from_be_bytes(head)]);
            self.sometimes.event(&row.kind);
            self.say("journal", || format!("{} {}", row.seq, row.body));
        }
        self.oracle.committed(&rows);
        if self.oracle.is_due() {
            self.whole();
        }
    }

    fn whole(&mut self) {
        let Some(server) = &self.site.server else {
            return;
        };
        let programs: Vec<&dyn Program> = self
            .seats
            .iter()
            .filter(|seat| seat.is_up)
            .map(|seat| seat.program.as_ref())
            .collect();
        self.oracle.whole(server.app(), &programs);
    }

    fn go_out(&mut self, turn: Turn) {
        for (call, answered) in turn.answers {
            self.send_answer(call, answered);
        }
        for (feed, frames) in turn.frames {
            self.send_frames(feed, frames);
        }
        for feed in turn.ended {
            self.feed_ended(feed);
        }
        match turn.stopped {
            Some(Ok(())) => {
                self.sometimes.hit("desk stopped in order");
                self.end_server(1_500, Ending::Process);
            }
            Some(Err(why)) => {
                self.say("server", || format!("stops: {why}"));
                self.sometimes.hit("desk stopped after a failed commit");
                self.end_server(3_000, Ending::Process);
            }
            None => {}
        }
    }

    fn kiosk(wanted: usize) -> usize {
        start::KIOSK_SEATS + wanted % super::story::KIOSKS
    }

    /// A fault was injected.
    fn fault(&mut self, kind: TroubleKind) {
        self.sometimes.fault(kind);
    }
}
