//! Takes, calls and acts of two windows over a network that loses, repeats and reorders.
//!
//! Visitors ask at a kiosk and at a guide; two windows call and serve. Every request names the
//! ticket and version its author saw; a request without an answer is sent again under the same
//! intent. The server may crash between any two steps, and every message on the way is then lost.

mod client;

use super::explore::{Found, Met, Tiny, explore};
use super::server::{Broken, Said, Server, Stage};
use super::tiny::{GUIDE, KIOSK, WINDOW, ask, code};
use super::{Planted, Size};
use client::{Client, Message, What};
use hall_core::code::{DeviceId, RequestId, TicketId, WindowNumber};
use hall_core::command::{Act, Command, Named, TakeTicket, Target};
use hall_core::device::Actor;
use hall_core::service::Done;
use hall_core::ticket::NoteRef;
use hall_core::{Event, TicketState};
use hall_server::desk::Ask;
use stateright::{Model, Property};
use std::time::Duration;

/// Takes and calls over a network that loses and repeats.
pub(super) fn network(size: Size, planted: Option<Planted>, patience: Duration) -> Found {
    use Rare::{BothInOneBatch, Emptied, RepeatedAct, RepeatedTake, TwiceInOneBatch};

    let left = Left {
        drops: 1,
        doubles: 1,
        ..NOTHING
    };
    let rare = &[
        RepeatedTake,
        RepeatedAct,
        BothInOneBatch,
        TwiceInOneBatch,
        Emptied,
    ];
    let bounds = Bounds::new("network", size, left, SIMPLE, rare);
    explore(|| Calls::new(bounds, planted), patience)
}

/// Takes and calls while the server crashes and starts again.
pub(super) fn crash(size: Size, planted: Option<Planted>, patience: Duration) -> Found {
    use Rare::{CrashedWithAnswer, Emptied, RepeatedAct, RepeatedTake};

    let left = Left {
        drops: 1,
        crashes: 1,
        ..NOTHING
    };
    let rare = &[RepeatedTake, RepeatedAct, CrashedWithAnswer, Emptied];
    let bounds = Bounds::new("crash", size, left, SIMPLE, rare);
    explore(|| Calls::new(bounds, planted), patience)
}

/// Two windows that want the same ticket, and impatient clerks who press twice.
pub(super) fn race(size: Size, planted: Option<Planted>, patience: Duration) -> Found {
    use Rare::{BothInOneBatch, Emptied, Raced, Stale};

    let left = Left {
        presses: 1,
        choices: 2,
        ..NOTHING
    };
    let rare = &[BothInOneBatch, Raced, Stale, Emptied];
    let bounds = Bounds::new("race", size, left, SIMPLE, rare);
    explore(|| Calls::new(bounds, planted), patience)
}

/// Every deed of a clerk, windows that fall silent, and time.
pub(super) fn time(size: Size, planted: Option<Planted>, patience: Duration) -> Found {
    use Rare::{Emptied, Missed, MissedTooSoon, Released, Restored, Sent};

    let left = Left {
        silences: 1,
        turns: 1,
        presses: 1,
        ..NOTHING
    };
    let rare = &[Released, Missed, MissedTooSoon, Restored, Sent, Emptied];
    let bounds = Bounds::new("time", size, left, ALL, rare);
    explore(|| Calls::new(bounds, planted), patience)
}

/// How much may happen.
#[derive(Clone, Copy, Debug)]
struct Bounds {
    name: &'static str,
    visitors: u8,
    ticks: u8,
    left: Left,
    deeds: &'static [Deed],
    rare: &'static [Rare],
}

impl Bounds {
    fn new(
        name: &'static str,
        size: Size,
        left: Left,
        deeds: &'static [Deed],
        rare: &'static [Rare],
    ) -> Self {
        let (visitors, ticks) = match size {
            Size::Small => (1, 1),
            Size::Usual => (2, 1),
            Size::Full => (3, 3),
        };
        Self {
            name,
            visitors,
            ticks,
            left,
            deeds,
            rare,
        }
    }
}

/// No fault at all.
const NOTHING: Left = Left {
    drops: 0,
    doubles: 0,
    crashes: 0,
    presses: 0,
    silences: 0,
    choices: 0,
    turns: 0,
};

/// What may still go wrong.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
struct Left {
    drops: u8,
    doubles: u8,
    crashes: u8,
    presses: u8,
    silences: u8,
    choices: u8,
    /// Deeds that lead back to where a ticket was: without an end there would be no last state.
    turns: u8,
}

/// Messages on the way in each direction.
const FLIGHT_MAX: usize = 2;

/// What a window may do with a ticket.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(super) enum Deed {
    /// The person is here.
    Start,
    /// Done.
    Finish,
    /// Nobody came.
    Miss,
    /// Announce again.
    Recall,
    /// Back into the queue.
    Release,
    /// Aside.
    Hold,
    /// Back from aside.
    Resume,
    /// To the other window.
    Transfer,
}

impl Deed {
    /// Whether the ticket may be where it was afterwards.
    const fn turns(self) -> bool {
        matches!(
            self,
            Self::Recall | Self::Release | Self::Hold | Self::Transfer
        )
    }
}

const SIMPLE: &[Deed] = &[Deed::Start, Deed::Finish, Deed::Miss];
const ALL: &[Deed] = &[
    Deed::Start,
    Deed::Finish,
    Deed::Miss,
    Deed::Recall,
    Deed::Release,
    Deed::Hold,
    Deed::Resume,
    Deed::Transfer,
];

/// The model.
struct Calls {
    bounds: Bounds,
    start: Room,
    met: Met,
}

/// Interesting steps.
#[derive(Clone, Copy, Debug)]
enum Rare {
    RepeatedTake,
    RepeatedAct,
    BothInOneBatch,
    TwiceInOneBatch,
    Raced,
    Stale,
    CrashedWithAnswer,
    Released,
    Missed,
    MissedTooSoon,
    Restored,
    Sent,
    Emptied,
}

const RARE: &[&str] = &[
    "a repeated take was answered the same",
    "a repeated act was answered the same",
    "two requests were decided in one batch",
    "a request came twice in one batch",
    "both windows wanted one ticket",
    "an old version was refused",
    "a crash took an answer with it",
    "a silent window's ticket went back",
    "a ticket was missed",
    "missed was refused as too soon",
    "a missed ticket waits again",
    "a ticket was sent to the other window",
    "the hall emptied from a quiet state",
];

/// The state: server, clients and everything between them.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
struct Room {
    server: Server,
    /// Numbers that visitors were told, with the ticket.
    visitors: Vec<Option<(u64, u32)>>,
    /// The issuing desk and the two windows.
    clients: [Client; 3],
    requests: Vec<Message>,
    replies: Vec<(Message, Said)>,
    left: Left,
    broken: Option<Broken>,
}

/// One step of the model.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Step {
    /// A client asks something new.
    Ask(Message),
    /// An impatient second press: the same wish under another intent.
    Press(Message),
    /// A client asks again what got lost.
    Again(Message),
    /// A request arrives.
    Hear(usize),
    /// A request arrives, and a copy of it stays on the way.
    HearAndKeep(usize),
    /// A request arrives twice and is decided in one batch.
    HearTwice(usize),
    /// Both requests on the way are decided in one batch, in this order or the other.
    HearBoth(bool),
    /// An answer arrives.
    Tell(usize),
    /// A request is lost.
    LoseRequest(usize),
    /// An answer is lost.
    LoseReply(usize),
    /// Time passes.
    Tick,
    /// The watchdog hears nothing from a window.
    Silence(u16),
    /// The server crashes and starts again.
    Crash,
}

impl Calls {
    fn new(bounds: Bounds, planted: Option<Planted>) -> Self {
        let mut server = Server::new(planted);
        if planted == Some(Planted::ForgottenCommit) {
            server.remember();
        }
        let start = Room {
            server,
            visitors: vec![None; usize::from(bounds.visitors)],
            clients: [Client::new(0), Client::new(1), Client::new(2)],
            requests: Vec::new(),
            replies: Vec::new(),
            left: bounds.left,
            broken: None,
        };
        Self {
            bounds,
            start,
            met: Met::new(
                RARE,
                bounds.rare.iter().map(|rare| *rare as usize).collect(),
            ),
        }
    }

    fn hit(&self, rare: Rare) {
        self.met.hit(rare as usize);
    }

    /// Takes the step; an error is what it broke.
    fn take(&self, room: &mut Room, step: Step) -> Result<(), Broken> {
        match step {
            Step::Ask(message) => {
                match message.what {
                    What::Choose(_) => room.left.choices -= 1,
                    What::Restore(_) => room.left.turns -= 1,
                    What::Act(_, _, deed) if deed.turns() => room.left.turns -= 1,
                    _ => {}
                }
                room.send(message);
            }
            Step::Press(message) => {
                room.left.presses -= 1;
                room.send(message);
            }
            Step::Again(message) => room.requests.push(message),
            Step::Hear(index) => {
                let message = room.requests.remove(index);
                self.hear(room, &[message])?;
            }
            Step::HearAndKeep(index) => {
                room.left.doubles -= 1;
                let message = room.requests[index].clone();
                self.hear(room, &[message])?;
            }
            Step::HearTwice(index) => {
                room.left.doubles -= 1;
                let message = room.requests.remove(index);
                self.hit(Rare::TwiceInOneBatch);
                self.hear(room, &[message.clone(), message])?;
            }
            Step::HearBoth(turned) => {
                self.hit(Rare::BothInOneBatch);
                let mut both = std::mem::take(&mut room.requests);
                if turned {
                    both.reverse();
                }
                self.hear(room, &both)?;
            }
            Step::Tell(index) => {
                let (message, said) = room.replies.remove(index);
                Self::tell(room, &message, said)?;
            }
            Step::LoseRequest(index) => {
                room.left.drops -= 1;
                room.requests.remove(index);
            }
            Step::LoseReply(index) => {
                room.left.drops -= 1;
                room.replies.remove(index);
            }
            Step::Tick => {
                let applied = &room.server.pass()?.applied;
                let is_release = |event: &Event| {
                    matches!(
                        event,
                        Event::TicketReleased { .. } | Event::TicketHeld { .. }
                    )
                };
                if applied.iter().any(|one| is_release(&one.event)) {
                    self.hit(Rare::Released);
                }
            }
            Step::Silence(window) => {
                room.left.silences -= 1;
                let window = WindowNumber(window);
                room.server.hear(&window, || {
                    vec![Ask::of_hall(Command::NoteSilence { window })]
                })?;
            }
            Step::Crash => {
                room.left.crashes -= 1;
                if !room.replies.is_empty() {
                    self.hit(Rare::CrashedWithAnswer);
                }
                room.requests.clear();
                room.replies.clear();
                room.server.restart()?;
            }
        }
        room.tidy();
        Ok(())
    }

    /// The server hears a batch and puts the answers on their way.
    fn hear(&self, room: &mut Room, messages: &[Message]) -> Result<(), Broken> {
        let asks = || messages.iter().map(command).collect();
        let heard = room.server.hear(&messages, asks)?;
        if let [first, second] = &messages
            && first == second
            && heard.said[0] != heard.said[1]
        {
            return Err(format!("I4: {first:?} was told {:?}", heard.said).into());
        }
        for (message, said) in messages.iter().zip(&heard.said) {
            self.note(room, message, *said, heard.repeated);
            let reply = (message.clone(), *said);
            if *said == Said::Reused {
                return Err(format!("I4: {message:?} is taken for another intent").into());
            }
            if !room.replies.contains(&reply) {
                room.replies.push(reply);
            }
        }
        Ok(())
    }

    fn note(&self, room: &Room, message: &Message, said: Said, repeated: bool) {
        let take = matches!(message.what, What::Take(_));
        match said {
            Said::Ticket(_) if repeated && take => self.hit(Rare::RepeatedTake),
            Said::Ticket(_) if repeated => self.hit(Rare::RepeatedAct),
            Said::No("stale_version", _) => self.hit(Rare::Stale),
            Said::No("missed_too_soon", _) => self.hit(Rare::MissedTooSoon),
            Said::Ticket(seen) if seen.stage == Stage::Missed => self.hit(Rare::Missed),
            Said::Ticket(_) if matches!(message.what, What::Restore(_)) => {
                self.hit(Rare::Restored);
            }
            Said::Ticket(_) if matches!(message.what, What::Act(_, _, Deed::Transfer)) => {
                self.hit(Rare::Sent);
            }
            Said::No("ticket_not_waiting", Some(seen))
                if matches!(message.what, What::Choose(_))
                    && seen.stage == Stage::Called
                    && seen.window != room.clients[message.from].window() =>
            {
                self.hit(Rare::Raced);
            }
            _ => {}
        }
    }

    /// A client hears an answer.
    fn tell(room: &mut Room, message: &Message, said: Said) -> Result<(), Broken> {
        let client = &mut room.clients[message.from];
        let waited = client.hears(message);
        match (&message.what, said) {
            (What::Take(visitor), Said::Ticket(seen)) => {
                let told = &mut room.visitors[usize::from(*visitor)];
                let news = (seen.ticket, seen.n);
                if told.is_some_and(|before| before != news) {
                    return Err(
                        format!("I4: visitor {visitor} was told {told:?}, then {news:?}").into(),
                    );
                }
                *told = Some(news);
            }
            (What::Take(visitor), said) => {
                return Err(format!("visitor {visitor} was refused: {said:?}").into());
            }
            (_, Said::Ticket(seen) | Said::No(_, Some(seen))) if waited => client.learn(seen),
            _ => {}
        }
        Ok(())
    }
}

impl Room {
    /// A new intent is outstanding and on its way.
    fn send(&mut self, message: Message) {
        self.clients[message.from].asked.push(message.clone());
        self.requests.push(message);
    }

    /// One order for what has none, and no memory of what nobody can ask for.
    fn tidy(&mut self) {
        self.requests.sort();
        self.replies.sort();
        for client in &mut self.clients {
            client.asked.sort();
        }
        let (clients, requests, replies) = (&self.clients, &self.requests, &self.replies);
        let may_come = |id: RequestId| {
            let mut asked = clients.iter().flat_map(|client| &client.asked);
            asked.any(|message| message.id == id.0)
                || requests.iter().any(|message| message.id == id.0)
                || replies.iter().any(|(message, _)| message.id == id.0)
        };
        self.server.forget(may_come);
    }

    fn is_on_its_way(&self, message: &Message) -> bool {
        let reply = |(other, _): &(Message, Said)| other == message;
        self.requests.contains(message) || self.replies.iter().any(reply)
    }

    /// The smallest intent of a window of which no copy is left.
    fn free_id(&self, from: usize) -> u128 {
        let base = 100 * from as u128;
        let is_used = |id: u128| {
            let used = |message: &Message| message.id == id;
            self.clients[from].asked.iter().any(used)
                || self.requests.iter().any(used)
                || self.replies.iter().any(|(message, _)| used(message))
                || self.server.remembers(RequestId(id))
        };
        (base + 1..base + 100)
            .find(|id| !is_used(*id))
            .expect("a tiny hall asks fewer than 99 things")
    }

    /// What a window may want now.
    fn wishes(&self, from: usize, bounds: &Bounds, wishes: &mut Vec<What>) {
        let client = &self.clients[from];
        let turns = self.left.turns > 0;
        let may = |deed: Deed| bounds.deeds.contains(&deed) && (turns || !deed.turns());
        let act = |seen: super::server::Seen, deed| What::Act(seen.ticket, seen.version, deed);
        match client.hand {
            Some(seen) if seen.stage == Stage::Called => {
                let deeds = [Deed::Start, Deed::Miss, Deed::Recall, Deed::Release];
                wishes.extend(deeds.into_iter().filter(|d| may(*d)).map(|d| act(seen, d)));
            }
            Some(seen) => {
                let deeds = [Deed::Finish, Deed::Hold, Deed::Transfer];
                wishes.extend(deeds.into_iter().filter(|d| may(*d)).map(|d| act(seen, d)));
            }
            None => {
                let mut waiting = self.server.hall().waiting(code("A"));
                if let Some(first) = waiting.next() {
                    wishes.push(What::Call);
                    if self.left.choices > 0 {
                        wishes.push(What::Choose(first.id.0));
                    }
                } else if self.server.hall().windows()[&WindowNumber(client.window())]
                    .hand
                    .is_some()
                {
                    // It was told nothing of the ticket in its hand, and finds out.
                    wishes.push(What::Call);
                }
                wishes.extend(client.held.map(|seen| act(seen, Deed::Resume)));
            }
        }
    }

    /// Nothing is on its way and nobody waits for an answer.
    fn is_quiet(&self) -> bool {
        self.requests.is_empty()
            && self.replies.is_empty()
            && self.clients.iter().all(|client| client.asked.is_empty())
    }
}

impl Model for Calls {
    type State = Room;
    type Action = Step;

    fn init_states(&self) -> Vec<Room> {
        vec![self.start.clone()]
    }

    fn actions(&self, room: &Room, steps: &mut Vec<Step>) {
        if room.broken.is_some() {
            return;
        }
        let left = room.left;
        if room.requests.len() < FLIGHT_MAX {
            let asked = &room.clients[0].asked;
            let begun = room.visitors.iter().flatten().count() + asked.len();
            if begun < room.visitors.len() {
                // Visitors come in their order, so that the next one is who was not told and asks not.
                let idle = (0..room.visitors.len()).find(|visitor| {
                    let asks = |message: &Message| message.what == What::Take(*visitor as u8);
                    room.visitors[*visitor].is_none() && !asked.iter().any(asks)
                });
                steps.extend(idle.map(|visitor| {
                    Step::Ask(Message {
                        from: 0,
                        id: visitor as u128 + 1,
                        what: What::Take(visitor as u8),
                    })
                }));
            }
            if left.turns > 0 && room.clients[0].asked.is_empty() {
                let missed = room.server.hall().missed().next();
                steps.extend(missed.map(|ticket| {
                    Step::Ask(Message {
                        from: 0,
                        id: 20 + u128::from(ticket.id.0),
                        what: What::Restore(ticket.id.0),
                    })
                }));
            }
            for from in [1, 2] {
                let id = room.free_id(from);
                match &room.clients[from].asked[..] {
                    [] => {
                        let mut wishes = Vec::new();
                        room.wishes(from, &self.bounds, &mut wishes);
                        let message = |what| Step::Ask(Message { from, id, what });
                        steps.extend(wishes.into_iter().map(message));
                    }
                    [first] if left.presses > 0 => {
                        let what = first.what.clone();
                        steps.push(Step::Press(Message { from, id, what }));
                    }
                    _ => {}
                }
            }
            let asked = room.clients.iter().flat_map(|client| &client.asked);
            let lost = asked.filter(|message| !room.is_on_its_way(message));
            steps.extend(lost.cloned().map(Step::Again));
        }
        let room_for = FLIGHT_MAX - room.replies.len().min(FLIGHT_MAX);
        for index in 0..room.requests.len() {
            if room_for > 0 {
                steps.push(Step::Hear(index));
                if left.doubles > 0 {
                    steps.extend([Step::HearAndKeep(index), Step::HearTwice(index)]);
                }
            }
            if left.drops > 0 {
                steps.push(Step::LoseRequest(index));
            }
        }
        if room.requests.len() == 2 && room_for == 2 && room.requests[0] != room.requests[1] {
            steps.extend([Step::HearBoth(false), Step::HearBoth(true)]);
        }
        for index in 0..room.replies.len() {
            steps.push(Step::Tell(index));
            if left.drops > 0 {
                steps.push(Step::LoseReply(index));
            }
        }
        if room.server.tick() < self.bounds.ticks {
            steps.push(Step::Tick);
        }
        if left.silences > 0 {
            let with_hand = |window: &u16| {
                room.server.hall().windows()[&WindowNumber(*window)]
                    .hand
                    .is_some()
            };
            steps.extend([1, 2].into_iter().filter(with_hand).map(Step::Silence));
        }
        if left.crashes > 0 {
            steps.push(Step::Crash);
        }
    }

    fn next_state(&self, room: &Room, step: Step) -> Option<Room> {
        let mut next = room.clone();
        if let Err(broken) = self.take(&mut next, step) {
            next.broken = Some(broken);
        }
        Some(next)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        vec![
            Property::always("every rule and every answer holds", |_, room: &Room| {
                room.broken.is_none()
            }),
            Property::always("told numbers are unique and known", |_, room: &Room| {
                told_numbers_hold(room)
            }),
            Property::always("one visitor has one ticket", |_, room| {
                one_ticket_each(room)
            }),
            Property::always("a ticket is at one window", |_, room| at_one_window(room)),
            Property::always("a quiet hall can be emptied", |model, room: &Room| {
                let due = room.is_quiet() && room.server.tick() == model.bounds.ticks;
                if !due || room.broken.is_some() {
                    return true;
                }
                model.hit(Rare::Emptied);
                room.server.empties().is_ok()
            }),
        ]
    }
}

fn told_numbers_hold(room: &Room) -> bool {
    let told: Vec<(u64, u32)> = room.visitors.iter().flatten().copied().collect();
    let unique = |index: usize| told[..index].iter().all(|other| other.1 != told[index].1);
    let known = |(id, n): &(u64, u32)| {
        room.server
            .hall()
            .ticket(TicketId(*id))
            .is_some_and(|ticket| ticket.number.n == *n)
    };
    (0..told.len()).all(unique) && told.iter().all(known)
}

fn one_ticket_each(room: &Room) -> bool {
    let told = room.visitors.iter().flatten().count();
    let asks = room.clients[0].asked.len();
    room.server.hall().tickets().count() <= told + asks
}

fn at_one_window(room: &Room) -> bool {
    let hall = room.server.hall();
    hall.tickets().all(|ticket| {
        let at = hall.windows().iter().filter(|(_, window)| {
            window.hand == Some(ticket.id) || window.held.contains(&ticket.id)
        });
        let at: Vec<WindowNumber> = at.map(|(number, _)| *number).collect();
        match ticket.state {
            TicketState::Called(w) | TicketState::Serving(w) | TicketState::Held(w) => at == [w],
            _ => at.is_empty(),
        }
    })
}

impl Tiny for Calls {
    fn name(&self) -> &'static str {
        self.bounds.name
    }

    fn met(&self) -> &Met {
        &self.met
    }

    fn broken(room: &Room) -> Option<&Broken> {
        room.broken.as_ref()
    }
}

/// A message as the desk hears it.
fn command(message: &Message) -> Ask {
    let window = WindowNumber(message.from as u16);
    let (device, command) = match message.what {
        What::Take(visitor) => {
            let device = if visitor % 2 == 0 { KIOSK } else { GUIDE };
            (device, Command::TakeTicket(TakeTicket::item(code("a1"))))
        }
        What::Restore(ticket) => {
            let ticket = TicketId(ticket);
            (GUIDE, Command::Restore { ticket })
        }
        What::Call => (at(window), Command::CallNext { window }),
        What::Choose(ticket) => {
            let ticket = TicketId(ticket);
            let note = note();
            let command = Command::CallChosen {
                window,
                ticket,
                note,
            };
            (at(window), command)
        }
        What::Act(ticket, version, deed) => {
            let named = Named {
                ticket: Some(TicketId(ticket)),
                version: Some(version),
            };
            let act = act(deed, window);
            (at(window), Command::Act { window, named, act })
        }
    };
    ask(
        Actor::Device(DeviceId(device)),
        RequestId(message.id),
        command,
    )
}

const fn at(window: WindowNumber) -> u32 {
    WINDOW + window.0 as u32 - 1
}

fn act(deed: Deed, window: WindowNumber) -> Act {
    match deed {
        Deed::Start => Act::Start,
        Deed::Finish => Act::Finish(Done::default()),
        Deed::Miss => Act::Miss,
        Deed::Recall => Act::Recall,
        Deed::Release => Act::Release,
        Deed::Hold => Act::Hold,
        Deed::Resume => Act::Resume,
        Deed::Transfer => Act::Transfer {
            to: Target::Window(WindowNumber(3 - window.0)),
            note: note(),
        },
    }
}

fn note() -> NoteRef {
    NoteRef {
        key: RequestId(7),
        digest: String::new(),
    }
}
