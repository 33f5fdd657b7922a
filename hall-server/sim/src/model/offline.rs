//! A kiosk with a block of two numbers that loses the server: lease, print, hand in.
//!
//! A visitor is asked for online, or gets a number of the block when no answer comes; the same
//! intent is then handed in until the server answers. Beside it a guide takes online numbers and a
//! window calls, so that a number may have been called before the paper replaces it.

use super::explore::{Found, Met, Tiny, explore};
use super::server::{Broken, Said, Server};
use super::tiny::{BLOCK_SIZE, GUIDE, KIOSK, TICK_S, WINDOW, ask, code, now};
use super::{Planted, Size};
use hall_core::code::{DeviceId, RequestId, Token, WindowNumber};
use hall_core::command::{Act, Command, HandIn, Named, TakeTicket};
use hall_core::device::Actor;
use hall_core::service::Done;
use hall_core::ticket::Number;
use hall_core::{Event, Span, TicketState};
use hall_server::desk::Ask;
use stateright::{Model, Property};
use std::time::Duration;

/// Explores the model.
pub(super) fn check(size: Size, planted: Option<Planted>, patience: Duration) -> Found {
    explore(|| Offline::new(size, planted), patience)
}

/// How much may happen.
#[derive(Clone, Copy, Debug)]
struct Bounds {
    guided: u8,
    ticks: u8,
}

/// What may still go wrong.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
struct Left {
    drops: u8,
    doubles: u8,
    crashes: u8,
    relapses: u8,
}

/// Messages on the way in each direction.
const FLIGHT_MAX: usize = 2;

/// The intents of the kiosk's leases begin here, those of the guide's takes above.
const LEASE: u128 = 50;
const GUIDED: u128 = 60;

/// The model.
struct Offline {
    bounds: Bounds,
    start: Booth,
    met: Met,
}

/// Interesting steps.
#[derive(Clone, Copy, Debug)]
enum Rare {
    Replaced,
    Requeued,
    RepeatedHandIn,
    RepeatedLease,
    NewBlock,
    UsedUp,
    Crashed,
    Emptied,
}

const RARE: &[&str] = &[
    "a printed number replaced an online one",
    "a called number was replaced and waits again",
    "a number handed in twice was answered the same",
    "a lease asked for twice gave the same block",
    "a kiosk without its journal got another block",
    "a block was used up",
    "the server crashed with a paper not handed in",
    "the hall emptied from a quiet state",
];

/// The state.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
struct Booth {
    server: Server,
    /// First and last number of the kiosk's block, and the next one to print.
    block: Option<(u32, u32, u32)>,
    /// Leases asked for.
    leases: u8,
    /// Blocks the kiosk ever had.
    blocks: Vec<(u32, u32)>,
    visitors: Vec<Visitor>,
    /// Numbers the guide took.
    guided: Vec<u32>,
    /// Intents of the kiosk without an answer.
    asked: Vec<Message>,
    requests: Vec<Message>,
    replies: Vec<(Message, Said)>,
    /// The tick of the kiosk's last contact.
    contact: u8,
    left: Left,
    broken: Option<Broken>,
}

/// A visitor at the kiosk.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Visitor {
    Outside,
    /// Waits for an answer.
    Asking,
    /// Got an online number.
    Online(u32),
    /// Got a number of the block; whether the server knows it.
    Printed(Paper, bool),
}

/// A printed paper as the kiosk's journal keeps it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
struct Paper {
    n: u32,
    /// The tick of printing.
    printed: u8,
    /// The tick of the last contact before it.
    contact: u8,
}

/// A request of the kiosk.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
struct Message {
    id: u128,
    what: What,
}

/// What is asked.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
enum What {
    Lease,
    Take(u8),
    /// A visitor's paper, and ticks since it was printed.
    HandIn(u8, Paper, u8),
}

/// One step of the model.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Step {
    /// The kiosk asks something new.
    Ask(Message),
    /// It asks again what got lost; a paper tells anew how long ago it was printed.
    Again(Message, Message),
    /// A visitor gets a number of the block, after waiting in vain or at once.
    Print(u8),
    /// The kiosk loses its journal while no paper is unknown.
    Relapse,
    /// A request arrives.
    Hear(usize),
    /// A request arrives, and a copy stays on the way.
    HearAndKeep(usize),
    /// An answer arrives.
    Tell(usize),
    /// A request is lost.
    LoseRequest(usize),
    /// An answer is lost.
    LoseReply(usize),
    /// The guide takes a number.
    Guide,
    /// Window 1 calls.
    Call,
    /// Window 1 serves whom it called.
    Serve,
    /// Nobody came to window 1.
    Miss,
    /// Time passes.
    Tick,
    /// The server crashes and starts again.
    Crash,
}

impl Offline {
    fn new(size: Size, planted: Option<Planted>) -> Self {
        let left = Left {
            drops: 1,
            doubles: 1,
            crashes: 1,
            relapses: 1,
        };
        let (visitors, guided, ticks): (usize, u8, u8) = match size {
            Size::Small => (1, 0, 1),
            Size::Usual => (2, 0, 1),
            Size::Full => (3, 1, 3),
        };
        let bounds = Bounds { guided, ticks };
        let start = Booth {
            server: Server::new(planted),
            block: None,
            leases: 0,
            blocks: Vec::new(),
            visitors: vec![Visitor::Outside; visitors],
            guided: Vec::new(),
            asked: Vec::new(),
            requests: Vec::new(),
            replies: Vec::new(),
            contact: 0,
            left,
            broken: None,
        };
        // Who prints one number uses no block up.
        let is_possible = |rare: &usize| *rare != Rare::UsedUp as usize || visitors > 1;
        let wanted = (0..RARE.len()).filter(is_possible);
        Self {
            bounds,
            start,
            met: Met::new(RARE, wanted.collect()),
        }
    }

    fn hit(&self, rare: Rare) {
        self.met.hit(rare as usize);
    }

    fn take(&self, booth: &mut Booth, step: Step) -> Result<(), Broken> {
        match step {
            Step::Ask(message) => booth.send(message),
            Step::Again(before, message) => {
                booth.asked.retain(|asked| *asked != before);
                booth.send(message);
            }
            Step::Print(visitor) => self.print(booth, visitor),
            Step::Relapse => {
                booth.left.relapses -= 1;
                (booth.block, booth.asked) = (None, Vec::new());
            }
            Step::Hear(index) => {
                let message = booth.requests.remove(index);
                self.hear(booth, message)?;
            }
            Step::HearAndKeep(index) => {
                booth.left.doubles -= 1;
                self.hear(booth, booth.requests[index])?;
            }
            Step::Tell(index) => {
                let (message, said) = booth.replies.remove(index);
                booth.contact = booth.server.tick();
                self.tell(booth, message, said)?;
            }
            Step::LoseRequest(index) => {
                booth.left.drops -= 1;
                booth.requests.remove(index);
            }
            Step::LoseReply(index) => {
                booth.left.drops -= 1;
                booth.replies.remove(index);
            }
            Step::Guide => {
                let id = GUIDED + booth.guided.len() as u128;
                let command = Command::TakeTicket(TakeTicket::item(code("a1")));
                match booth.hear(GUIDE, id, command)? {
                    Said::Ticket(seen) => booth.guided.push(seen.n),
                    said => return Err(format!("the guide got no number: {said:?}").into()),
                }
            }
            Step::Call => {
                let window = WindowNumber(1);
                booth.hear(WINDOW, 0, Command::CallNext { window })?;
            }
            Step::Serve => {
                let finish = Act::Finish(Done::default());
                for act in [Act::Start, finish] {
                    booth.act(act)?;
                }
            }
            Step::Miss => {
                booth.act(Act::Miss)?;
            }
            Step::Tick => {
                booth.server.pass()?;
            }
            Step::Crash => {
                booth.left.crashes -= 1;
                let unknown = |visitor: &Visitor| matches!(visitor, Visitor::Printed(_, false));
                if booth.visitors.iter().any(unknown) {
                    self.hit(Rare::Crashed);
                }
                booth.requests.clear();
                booth.replies.clear();
                booth.server.restart()?;
            }
        }
        booth.tidy();
        Ok(())
    }

    /// Prints the next number of the block under the visitor's own intent.
    fn print(&self, booth: &mut Booth, visitor: u8) {
        let Some((_, to, next)) = &mut booth.block else {
            return;
        };
        let place = usize::from(visitor);
        let paper = Paper {
            n: *next,
            printed: booth.server.tick(),
            contact: booth.contact,
        };
        booth.visitors[place] = Visitor::Printed(paper, false);
        if next == to {
            self.hit(Rare::UsedUp);
        }
        *next += 1;
        let waited = |message: &Message| message.what == What::Take(visitor);
        booth.asked.retain(|message| !waited(message));
    }

    fn hear(&self, booth: &mut Booth, message: Message) -> Result<(), Broken> {
        let heard = booth.server.hear(&message, || vec![command(message)])?;
        let said = heard.said[0];
        let repeated = heard.repeated || heard.applied.is_empty();
        match (message.what, said) {
            (What::HandIn(..), Said::Ticket(_)) if repeated => self.hit(Rare::RepeatedHandIn),
            (What::Lease, Said::Block(..)) if repeated => self.hit(Rare::RepeatedLease),
            (_, Said::Reused) => {
                return Err(format!("I4: {message:?} is taken for another intent").into());
            }
            _ => {}
        }
        for one in &heard.applied {
            if let Event::NumberReplaced { requeued, .. } = one.event {
                self.hit(if requeued {
                    Rare::Requeued
                } else {
                    Rare::Replaced
                });
            }
        }
        let reply = (message, said);
        if !booth.replies.contains(&reply) {
            booth.replies.push(reply);
        }
        Ok(())
    }

    fn tell(&self, booth: &mut Booth, message: Message, said: Said) -> Result<(), Broken> {
        let same = |asked: &Message| asked.id == message.id && asked.what == message.what;
        let waited = booth.asked.iter().any(same);
        booth.asked.retain(|asked| !same(asked));
        match (message.what, said) {
            (What::Lease, Said::Block(from, to)) if waited => {
                if booth.blocks.contains(&(from, to)) {
                    return Err(format!("I3: block {from} to {to} was leased before").into());
                }
                if !booth.blocks.is_empty() {
                    self.hit(Rare::NewBlock);
                }
                booth.blocks.push((from, to));
                booth.block = Some((from, to, from));
            }
            (What::Take(visitor), Said::Ticket(seen)) if waited => {
                booth.visitors[usize::from(visitor)] = Visitor::Online(seen.n);
            }
            (What::HandIn(visitor, paper, _), Said::Ticket(seen)) => {
                let n = paper.n;
                if seen.n != n {
                    return Err(format!("paper {n} was answered with {}", seen.n).into());
                }
                let place = &mut booth.visitors[usize::from(visitor)];
                if let Visitor::Printed(_, known) = place {
                    *known = true;
                }
                let of =
                    |other: &Message| matches!(other.what, What::HandIn(v, ..) if v == visitor);
                booth.asked.retain(|other| !of(other));
            }
            (What::HandIn(..), said) => {
                return Err(format!("I17: a paper is refused: {message:?} {said:?}").into());
            }
            (_, Said::No(refusal, _)) if waited => {
                return Err(format!("{message:?} is refused: {refusal}").into());
            }
            _ => {}
        }
        Ok(())
    }
}

impl Booth {
    fn send(&mut self, message: Message) {
        if message.what == What::Lease && !self.asked.contains(&message) {
            self.leases = (message.id - LEASE) as u8 + 1;
        }
        if let What::Take(visitor) = message.what {
            self.visitors[usize::from(visitor)] = Visitor::Asking;
        }
        self.asked.push(message);
        self.requests.push(message);
    }

    /// Something outside the kiosk's network, decided at once.
    fn hear(&mut self, device: u32, id: u128, command: Command) -> Result<Said, Broken> {
        let by = Actor::Device(DeviceId(device));
        let what = format!("{id} {command:?}");
        let ask = || vec![ask(by, RequestId(id), command)];
        Ok(self.server.hear(&what, ask)?.said[0])
    }

    fn act(&mut self, act: Act) -> Result<Said, Broken> {
        let window = WindowNumber(1);
        let named = Named::default();
        self.hear(WINDOW, 0, Command::Act { window, named, act })
    }

    fn tidy(&mut self) {
        self.asked.sort();
        self.requests.sort();
        self.replies.sort();
        let ids = self.asked.iter().chain(&self.requests);
        let ids = ids.chain(self.replies.iter().map(|(message, _)| message));
        // A paper and the take before it are one intent for the rules, two for the answers.
        let ids: Vec<RequestId> = ids.map(|message| command(*message).intent()).collect();
        self.server.forget(|id| ids.contains(&id));
    }

    fn hand(&self) -> Option<TicketState> {
        let hall = self.server.hall();
        let hand = hall.windows()[&WindowNumber(1)].hand?;
        hall.ticket(hand).map(|ticket| ticket.state)
    }

    fn is_quiet(&self) -> bool {
        let unknown = |visitor: &Visitor| matches!(visitor, Visitor::Printed(_, false));
        self.asked.is_empty()
            && self.requests.is_empty()
            && self.replies.is_empty()
            && !self.visitors.iter().any(unknown)
    }

    fn is_on_its_way(&self, message: &Message) -> bool {
        let same = |other: &Message| other.id == message.id && other.what.same(message.what);
        self.requests.iter().any(same) || self.replies.iter().any(|(other, _)| same(other))
    }

    /// Every paper as it is in people's hands.
    fn papers(&self) -> Vec<u32> {
        let papers = self.visitors.iter().filter_map(|visitor| match visitor {
            Visitor::Online(n) | Visitor::Printed(Paper { n, .. }, _) => Some(*n),
            Visitor::Outside | Visitor::Asking => None,
        });
        papers.chain(self.guided.iter().copied()).collect()
    }
}

impl What {
    /// The same intent, however long ago the paper was printed.
    fn same(self, other: Self) -> bool {
        match (self, other) {
            (Self::HandIn(visitor, one, _), Self::HandIn(v, other, _)) => {
                (visitor, one) == (v, other)
            }
            (one, other) => one == other,
        }
    }
}

impl Model for Offline {
    type State = Booth;
    type Action = Step;

    fn init_states(&self) -> Vec<Booth> {
        vec![self.start.clone()]
    }

    fn actions(&self, booth: &Booth, steps: &mut Vec<Step>) {
        if booth.broken.is_some() {
            return;
        }
        let (left, tick) = (booth.left, booth.server.tick());
        let hand_in = |visitor: u8, paper: Paper| Message {
            id: u128::from(visitor) + 1,
            what: What::HandIn(visitor, paper, tick - paper.printed),
        };
        if booth.requests.len() < FLIGHT_MAX {
            let leasing = booth
                .asked
                .iter()
                .any(|message| message.what == What::Lease);
            if booth.block.is_none() && !leasing && booth.leases < 2 {
                let id = LEASE + u128::from(booth.leases);
                steps.push(Step::Ask(Message {
                    id,
                    what: What::Lease,
                }));
            }
            for (visitor, state) in (0..).zip(&booth.visitors) {
                match *state {
                    Visitor::Outside => {
                        let id = u128::from(visitor) + 1;
                        let what = What::Take(visitor);
                        steps.push(Step::Ask(Message { id, what }));
                        break;
                    }
                    Visitor::Printed(paper, false) => {
                        let message = hand_in(visitor, paper);
                        let asked = booth
                            .asked
                            .iter()
                            .find(|other| other.what.same(message.what));
                        match asked {
                            None => steps.push(Step::Ask(message)),
                            Some(before) if !booth.is_on_its_way(before) => {
                                steps.push(Step::Again(*before, message));
                            }
                            Some(_) => {}
                        }
                    }
                    _ => {}
                }
            }
            let plain = |message: &&Message| {
                !matches!(message.what, What::HandIn(..)) && !booth.is_on_its_way(message)
            };
            let lost = booth.asked.iter().filter(plain);
            steps.extend(lost.map(|message| Step::Again(*message, *message)));
        }
        if booth.block.is_some_and(|(_, to, next)| next <= to) {
            for (visitor, state) in (0..).zip(&booth.visitors) {
                match state {
                    Visitor::Asking => steps.push(Step::Print(visitor)),
                    Visitor::Outside => {
                        steps.push(Step::Print(visitor));
                        break;
                    }
                    Visitor::Online(_) | Visitor::Printed(..) => {}
                }
            }
        }
        let unknown = |visitor: &Visitor| matches!(visitor, Visitor::Printed(_, false));
        if left.relapses > 0 && booth.block.is_some() && !booth.visitors.iter().any(unknown) {
            let idle = booth.asked.is_empty();
            steps.extend(idle.then_some(Step::Relapse));
        }
        for index in 0..booth.requests.len() {
            if booth.replies.len() < FLIGHT_MAX {
                steps.push(Step::Hear(index));
                if left.doubles > 0 {
                    steps.push(Step::HearAndKeep(index));
                }
            }
            if left.drops > 0 {
                steps.push(Step::LoseRequest(index));
            }
        }
        for index in 0..booth.replies.len() {
            steps.push(Step::Tell(index));
            if left.drops > 0 {
                steps.push(Step::LoseReply(index));
            }
        }
        if booth.guided.len() < usize::from(self.bounds.guided) {
            steps.push(Step::Guide);
        }
        match booth.hand() {
            Some(_) => steps.extend([Step::Serve, Step::Miss]),
            None if booth.server.hall().waiting_count(code("A")) > 0 => steps.push(Step::Call),
            None => {}
        }
        if tick < self.bounds.ticks {
            steps.push(Step::Tick);
        }
        if left.crashes > 0 {
            steps.push(Step::Crash);
        }
    }

    fn next_state(&self, booth: &Booth, step: Step) -> Option<Booth> {
        let mut next = booth.clone();
        if let Err(broken) = self.take(&mut next, step) {
            next.broken = Some(broken);
        }
        Some(next)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        vec![
            Property::always("every rule and every answer holds", |_, booth: &Booth| {
                booth.broken.is_none()
            }),
            Property::always("no two people have one number", |_, booth: &Booth| {
                let mut papers = booth.papers();
                papers.sort_unstable();
                papers.windows(2).all(|pair| pair[0] != pair[1])
            }),
            Property::always(
                "every number told or handed in is known",
                |_, booth: &Booth| known(booth),
            ),
            Property::always("blocks hold their size", |_, booth: &Booth| {
                booth
                    .blocks
                    .iter()
                    .all(|(from, to)| to - from + 1 == BLOCK_SIZE)
            }),
            Property::always("a quiet hall can be emptied", |model, booth: &Booth| {
                let due = booth.is_quiet() && booth.server.tick() == model.bounds.ticks;
                if !due || booth.broken.is_some() {
                    return true;
                }
                model.hit(Rare::Emptied);
                booth.server.empties().is_ok()
            }),
        ]
    }
}

/// The intent of a visitor made one ticket, and it bears the number on the paper.
fn known(booth: &Booth) -> bool {
    let hall = booth.server.hall();
    (0_u128..).zip(&booth.visitors).all(|(visitor, state)| {
        let ticket = hall.ticket_by_request(RequestId(visitor + 1));
        match state {
            Visitor::Online(n) | Visitor::Printed(Paper { n, .. }, true) => {
                ticket.is_some_and(|ticket| ticket.number.n == *n)
            }
            _ => true,
        }
    })
}

impl Tiny for Offline {
    fn name(&self) -> &'static str {
        "offline"
    }

    fn met(&self) -> &Met {
        &self.met
    }

    fn broken(booth: &Booth) -> Option<&Broken> {
        booth.broken.as_ref()
    }
}

/// A message as the desk hears it.
fn command(message: Message) -> Ask {
    let take = TakeTicket::item(code("a1"));
    let command = match message.what {
        What::Lease => Command::LeaseBlock { series: code("A") },
        What::Take(_) => Command::TakeTicket(take),
        What::HandIn(_, paper, elapsed) => Command::HandIn(HandIn {
            day: now(0).date,
            number: Number {
                series: code("A"),
                round: 0,
                n: paper.n,
            },
            token: Token(message.id + 5000),
            elapsed: Span::seconds(u32::from(elapsed) * TICK_S),
            last_contact: now(paper.contact).at,
            take,
        }),
    };
    let by = Actor::Device(DeviceId(KIOSK));
    let ask = ask(by, RequestId(message.id), command);
    // As the server does: how long ago it was grows between two tries of one intent.
    let digest = match message.what {
        What::HandIn(visitor, paper, _) => format!("{visitor} {paper:?}"),
        what => format!("{what:?}"),
    };
    Ask { digest, ..ask }
}
