//! A kiosk: the shipped machine with its journal on a disk, its printer, and people before it.

use super::ids::Ids;
use super::link::Linked;
use super::printer::PrinterLine;
use crate::days::floor::Doing;
use crate::days::program::{Fact, Output, Ports, Program, Reply, Stimulus, Wish};
use crate::days::server::Call;
use hall_core::device::{PrinterTrouble, Role};
use hall_device::api::read_answer;
use hall_device::{ApiError, LinkEvent};
use hall_fixtures::dice::Dice;
use hall_protocol::Problem;
use hall_protocol::resume::Cursor;
use kiosk_client::encode::{self, Press, ProcessId};
use kiosk_client::journal::{Log, Record, Write};
use kiosk_client::machine::{
    Action, Answer, Body, Event, Failure, Known, LinkNews, Machine, Now, Post, Print, PrinterSaid,
    Said,
};
use kiosk_client::printer::{Cause, Outcome};
use kiosk_client::profile::{Proof, StatusBy};
use kiosk_client::slip::Facts;
use kiosk_client::{Order, Profile};
use serde::de::IgnoredAny;
use std::collections::{BTreeMap, VecDeque};

/// A kiosk with everything on it.
pub(in crate::days) struct KioskProgram {
    name: String,
    number: u64,
    link: Linked,
    machine: Machine,
    profile: Profile,
    /// What the kiosk's disk holds.
    disk: Vec<u8>,
    log: Log,
    storing: VecDeque<Storing>,
    is_full: bool,
    printer: PrinterLine,
    calls: BTreeMap<u64, Kind>,
    next_call: u64,
    touches: BTreeMap<u64, usize>,
    next_touch: u64,
    runs: u64,
}

/// A write on its way to the disk.
struct Storing {
    id: u64,
    records: Vec<Record>,
    due_ms: u64,
}

enum Kind {
    Items,
    Ticket(u64),
    Block(u64),
    Heard(u64),
}

/// A sync of the journal takes up to so many ms.
const SYNC_MS: u64 = 8;

/// Halls buy what they get: every way of speaking, the usual one most often.
fn printer_of(nth: u64) -> Profile {
    let (status, proof) = match nth % 8 {
        0 => (StatusBy::DleEot, Proof::ProcessId),
        1 => (StatusBy::Asb, Proof::Fence),
        2 => (StatusBy::GsR, Proof::Fence),
        3 => (StatusBy::None, Proof::None),
        _ => (StatusBy::DleEot, Proof::Fence),
    };
    Profile {
        status,
        proof,
        ..Profile::default()
    }
}

impl KioskProgram {
    /// A kiosk with an empty journal.
    pub(in crate::days) fn new(number: u64, token: String, seed: u64) -> Self {
        Self {
            name: format!("kiosk {number}"),
            number,
            link: Linked::new(Role::Kiosk, token),
            machine: machine(number, 0),
            profile: printer_of(seed + number),
            disk: Vec::new(),
            log: Log::open(&[]).log,
            storing: VecDeque::new(),
            is_full: false,
            printer: PrinterLine::default(),
            calls: BTreeMap::new(),
            next_call: 1,
            touches: BTreeMap::new(),
            next_touch: 1,
            runs: 0,
        }
    }

    fn take(&mut self, event: Event, ports: &mut Ports<'_>) {
        let hall = self.link.clock().map(|clock| clock.now(ports.now_ms).0);
        let now = Now {
            mono_ms: ports.now_ms,
            hall,
        };
        for action in self.machine.on(now, event) {
            self.perform(action, ports);
        }
        if let Some(wake_ms) = self.machine.wake_ms() {
            ports.wake(wake_ms);
        }
    }

    fn perform(&mut self, action: Action, ports: &mut Ports<'_>) {
        match action {
            Action::Store { id, records } => {
                let due_ms = ports.now_ms + 1 + ports.dice.bits() % SYNC_MS;
                ports.wake(due_ms);
                self.storing.push_back(Storing {
                    id,
                    records,
                    due_ms,
                });
            }
            Action::Post(post) => self.post(post, ports),
            Action::FetchItems => {
                let tag = self.send("/api/v1/items".to_owned(), None, ports);
                self.calls.insert(tag, Kind::Items);
            }
            Action::Print(print) => self.print(&print, ports),
            // Nobody asks for something to read in these days.
            Action::PrintSlip { .. } => {}
            Action::Tell { touch, said } => self.tell(touch, &said, ports),
            Action::Note(highest) => {
                let numbers = self.link.cursor_mut().numbers_mut();
                if highest.online > 0 {
                    numbers.note_number(highest.day, highest.series, highest.online);
                }
                if highest.block > 0 {
                    numbers.note_block(highest.day, highest.series, highest.block);
                }
            }
        }
    }

    fn post(&mut self, post: Post, ports: &mut Ports<'_>) {
        ports.say(|| format!("sends {} ({})", post.path, post.request_id));
        let kind = match post.body {
            Body::Lease(_) => Kind::Block(post.call),
            Body::Printer(_) => Kind::Heard(post.call),
            _ => Kind::Ticket(post.call),
        };
        let body = hall_protocol::encode(&post.body);
        let tag = self.send(post.path, Some(body), ports);
        self.calls.insert(tag, kind);
    }

    fn send(&mut self, path: String, body: Option<String>, ports: &mut Ports<'_>) -> u64 {
        let tag = self.next_call;
        self.next_call += 1;
        let token = self.link.token.clone();
        let call = Call {
            body,
            path,
            token,
            seen: self.link.seen(),
        };
        ports.put(Output::Call { tag, call });
        tag
    }

    fn reply(&mut self, tag: u64, reply: &Reply, ports: &mut Ports<'_>) {
        let Some(kind) = self.calls.remove(&tag) else {
            return;
        };
        let answer = match reply {
            Reply::Answered(answered) => Ok(answered),
            Reply::Unreachable => Err(ApiError::Unreachable {
                what: "no answer".to_owned(),
            }),
        };
        let read = answer.map(|answered| (answered.status, answered.body.as_bytes()));
        let event = match kind {
            Kind::Items => match read.and_then(|(status, body)| read_answer("items", status, body))
            {
                Ok(items) => Event::Items(items),
                Err(_) => return,
            },
            Kind::Ticket(call) => {
                let ticket = read.and_then(|(status, body)| read_answer("ticket", status, body));
                let result = ticket.map(|ticket: Option<_>| {
                    ticket.map_or(Answer::Nothing, |ticket| Answer::Ticket(Box::new(ticket)))
                });
                Event::Reply {
                    call,
                    result: result.map_err(Failure::from),
                }
            }
            Kind::Heard(call) => {
                let heard = read.and_then(|(status, body)| read_answer("printer", status, body));
                let result = heard.map(|IgnoredAny| Answer::Nothing);
                Event::Reply {
                    call,
                    result: result.map_err(Failure::from),
                }
            }
            Kind::Block(call) => {
                let block = read.and_then(|(status, body)| read_answer("block", status, body));
                Event::Reply {
                    call,
                    result: block.map(Answer::Block).map_err(Failure::from),
                }
            }
        };
        self.take(event, ports);
    }

    /// What has reached the disk.
    fn sync(&mut self, ports: &mut Ports<'_>) {
        while self
            .storing
            .front()
            .is_some_and(|storing| storing.due_ms <= ports.now_ms)
        {
            let Some(storing) = self.storing.pop_front() else {
                return;
            };
            let write = self.log.prepare(&storing.records);
            let event = match write {
                Ok(write) if !self.is_full => {
                    match &write {
                        Write::Append(bytes) => self.disk.extend(bytes),
                        Write::Replace(bytes) => self.disk.clone_from(bytes),
                    }
                    self.log.commit(&storing.records, &write);
                    for record in &storing.records {
                        if let Record::Numbered { label, .. } = record {
                            ports.fact(Fact::Journalled {
                                number: label.clone(),
                            });
                        }
                    }
                    Event::Stored { id: storing.id }
                }
                Ok(_) => Event::NotStored {
                    id: storing.id,
                    why: "the disk is full".to_owned(),
                },
                Err(error) => Event::NotStored {
                    id: storing.id,
                    why: error.to_string(),
                },
            };
            self.take(event, ports);
        }
    }

    fn print(&mut self, print: &Print, ports: &mut Ports<'_>) {
        let known = self.machine.known();
        let Some(hall) = &known.hall else {
            let outcome = Outcome::Failed(Cause::Fatal);
            return self.printed(print.job, outcome, ports);
        };
        let item = print.ticket.item;
        let facts = Facts {
            ticket: &print.ticket,
            item: known.items.iter().find(|known| Some(known.code) == item),
            hall,
            local_time: "",
            copy: print.copy,
            wait_known: print.wait_known,
        };
        let process = ProcessId::of(print.job);
        let Ok(encoded) = encode::ticket(&facts, Press::of(&self.profile), process) else {
            let outcome = Outcome::Failed(Cause::Fatal);
            return self.printed(print.job, outcome, ports);
        };
        ports.fact(Fact::Printing {
            number: print.ticket.number.clone(),
        });
        let profile = &self.profile;
        let done = self
            .printer
            .print(print.job, &encoded, process, profile, ports);
        if let Some((job, outcome)) = done {
            self.printed(job, outcome, ports);
        }
    }

    fn printed(&mut self, job: u64, outcome: Outcome, ports: &mut Ports<'_>) {
        ports.say(|| format!("paper: {outcome:?}"));
        self.take(Event::Printed { job, outcome }, ports);
        let trouble = match outcome {
            Outcome::Failed(cause) => Some(cause.trouble()),
            Outcome::Unknown(_) => Some(PrinterTrouble::Silent),
            Outcome::Printed => None,
        };
        let papers_left = None;
        let said = PrinterSaid {
            trouble,
            papers_left,
        };
        self.take(Event::Printer(said), ports);
    }

    /// What the person reads on the screen.
    fn tell(&mut self, touch: u64, said: &Said, ports: &mut Ports<'_>) {
        ports.say(|| format!("shows {said:?}"));
        let Some(guest) = self.touches.get(&touch).copied() else {
            return;
        };
        match said {
            Said::Printing { .. } => return,
            Said::Printed { number, .. }
            | Said::PrintedUnknown { number, .. }
            | Said::NotPrinted { number, .. } => {
                ports.floor.gave(guest, number);
                let missing = matches!(said, Said::PrintedUnknown { copy: false, .. });
                if missing && ports.dice.chance(0.5) {
                    self.take(Event::NotCome { touch }, ports);
                    return;
                }
                let patience = ports.floor.people[guest].guest.gives_up_ms;
                let at_ms = ports.now_ms + patience.unwrap_or(300_000);
                ports.put(Output::Guest { guest, at_ms });
            }
            Said::Refused(problem) if is_over(problem) && ports.dice.chance(0.8) => {
                ports.floor.people[guest].doing = Doing::Gone;
            }
            _ => {
                // Tries again in a minute, at the other kiosk.
                let person = &mut ports.floor.people[guest];
                person.doing = Doing::Away;
                person.guest.kiosk += 1;
                let at_ms = ports.now_ms + 30_000 + ports.dice.bits() % 60_000;
                ports.put(Output::Guest { guest, at_ms });
            }
        }
        self.touches.remove(&touch);
    }

    fn touched(&mut self, guest: usize, ports: &mut Ports<'_>) {
        let person = ports.floor.people[guest].guest.clone();
        let order = Order {
            item: person.item.to_string(),
            class: person.class.map(|class| class.to_string()),
            ..Order::default()
        };
        for _ in 0..=u8::from(person.is_hasty) {
            let touch = self.next_touch;
            self.next_touch += 1;
            self.touches.insert(touch, guest);
            let order = Box::new(order.clone());
            self.take(Event::Touched { touch, order }, ports);
        }
    }
}

/// There are no numbers any more today; most people believe it.
fn is_over(problem: &Problem) -> bool {
    matches!(problem.code.as_str(), "day_closing" | "day_closed")
}

fn machine(number: u64, run: u64) -> Machine {
    let mut ids = Ids::new(100 + number, run);
    Machine::new(Now::default(), Box::new(move || ids.bits()))
}

impl Program for KioskProgram {
    fn name(&self) -> &str {
        &self.name
    }

    fn on(&mut self, stimulus: Stimulus, ports: &mut Ports<'_>) {
        match &stimulus {
            Stimulus::Start => {
                self.runs += 1;
                self.log = Log::open(&self.disk).log;
                let mut ids = Ids::new(100 + self.number, self.runs);
                let state = self.log.state().clone();
                let now = Now {
                    mono_ms: ports.now_ms,
                    hall: None,
                };
                self.machine =
                    Machine::recover(state, Known::default(), now, Box::new(move || ids.bits()));
                self.link.start(ports);
                self.take(Event::Tick, ports);
                return;
            }
            Stimulus::Person(Wish::Number { guest }) => return self.touched(*guest, ports),
            Stimulus::Reply { tag, reply } => return self.reply(*tag, reply, ports),
            Stimulus::Device(mischief) => {
                if let Some((job, outcome)) = self.printer.misbehave(*mischief, ports) {
                    self.printed(job, outcome, ports);
                }
                return;
            }
            _ => {}
        }
        for event in self.link.on(&stimulus, ports) {
            let news = match event {
                LinkEvent::Connected(welcome) => LinkNews::Connected(Box::new((*welcome).clone())),
                LinkEvent::Changed(_) | LinkEvent::Resynced => {
                    LinkNews::Picture(self.link.cursor().picture())
                }
                LinkEvent::Heard(_) => continue,
                LinkEvent::Lost { reason, since_ms } => LinkNews::Lost {
                    why: reason.to_string(),
                    since_ms,
                },
                LinkEvent::Refused { code, title } => LinkNews::Refused { code, title },
            };
            self.take(Event::Link(news), ports);
        }
        if matches!(stimulus, Stimulus::Wake) {
            self.sync(ports);
            if let Some((job, outcome)) = self.printer.wake(ports) {
                self.printed(job, outcome, ports);
            }
            self.take(Event::Tick, ports);
        }
    }

    fn crash(&mut self, dice: &mut Dice) {
        // What was on its way to the disk is there up to some byte.
        let mut records = std::mem::take(&mut self.storing).into_iter();
        if let Some(storing) = records.next()
            && let Ok(write) = self.log.prepare(&storing.records)
        {
            match write {
                Write::Append(bytes) => {
                    let kept = dice.bits() as usize % (bytes.len() + 1);
                    self.disk.extend(&bytes[..kept]);
                }
                Write::Replace(bytes) if dice.chance(0.5) => self.disk = bytes,
                Write::Replace(_) => {}
            }
        }
        self.printer.forget();
        self.calls.clear();
        self.touches.clear();
    }

    fn cursor(&self) -> Option<&Cursor> {
        Some(self.link.cursor())
    }

    fn new_token(&mut self, token: &str) {
        token.clone_into(&mut self.link.token);
    }

    fn untold(&self) -> Option<String> {
        let open = self.machine.state().intents().count();
        (open > 0).then(|| format!("{open} intents are not settled"))
    }
}
