//! A server that forgot its last commit, and devices that did not: the witness rule.
//!
//! A kiosk, a guide and a window follow the feed while numbers are given, a block is leased and
//! printed from. Then the last commit is lost: by a restored backup, which gathers every device
//! before it gives numbers, or by damage that nobody noticed, which only a device can prove.

use super::explore::{Found, Met, Tiny, explore};
use super::hub::Hub;
use super::screen::Screen;
use super::server::{Broken, Said};
use super::tiny::{GUIDE, KIOSK, WINDOW, ask, code, now};
use super::{Planted, Size};
use hall_core::code::{DeviceId, RequestId, Token};
use hall_core::command::{HandIn, TakeTicket};
use hall_core::device::{Actor, Role};
use hall_core::ticket::Number;
use hall_core::{Command, Span};
use hall_protocol::resume::Published;
use hall_server::desk::Ask;
use stateright::{Model, Property};
use std::sync::Arc;
use std::time::Duration;

/// Explores the model.
pub(super) fn check(size: Size, planted: Option<Planted>, patience: Duration) -> Found {
    explore(|| Restore::new(size, planted), patience)
}

/// The model.
struct Restore {
    takes: u8,
    leases: usize,
    papers: usize,
    start: House,
    met: Met,
    planted: Option<Planted>,
}

/// Interesting steps.
#[derive(Clone, Copy, Debug)]
enum Rare {
    LostTake,
    LostLease,
    Raised,
    Refused,
    GatheringEnded,
    HandedIn,
    Reissued,
    Orphaned,
}

const RARE: &[&str] = &[
    "a given number was lost",
    "a leased block was lost",
    "a witness raised the counters",
    "no number was given while devices gathered",
    "the last device ended the gathering",
    "a paper was handed in",
    "gap: unnoticed damage, a number given again before its witness spoke",
    "gap: a paper of a lost block was refused",
];

/// Steps that show a limit of the house instead of a merit: they are counted, not wished for.
const GAPS: [Rare; 2] = [Rare::Reissued, Rare::Orphaned];

/// The state.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
struct House {
    hub: Hub,
    devices: Vec<Device>,
    takes: u8,
    /// Online numbers in people's hands, by who gave them.
    told: Vec<u32>,
    /// The kiosk's blocks: first, last, and the next to print.
    blocks: Vec<(u32, u32, u32)>,
    /// Papers that the server does not know yet, and those that it knows.
    papers: Vec<(u32, bool)>,
    /// How the last commit was lost, if it was.
    lost: Option<Loss>,
    cuts: u8,
    broken: Option<Broken>,
}

/// How the last commit was lost.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Loss {
    /// A backup was restored: everybody is gathered.
    Told,
    /// Damage that nobody noticed.
    Silent,
}

/// A device, and whether it follows the feed.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
struct Device {
    screen: Screen,
    follows: bool,
}

/// One step of the model.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Step {
    /// A device connects, proves what it has seen, and is up to date.
    Connect(usize),
    /// A device loses its connection.
    Cut(usize),
    /// The kiosk or the guide gives an online number.
    Take(usize),
    /// The kiosk leases a block.
    Lease,
    /// The kiosk prints a number of its block.
    Print,
    /// The kiosk hands a paper in.
    HandIn(usize),
    /// The last commit is lost.
    Lose(Loss),
}

impl Restore {
    fn new(size: Size, planted: Option<Planted>) -> Self {
        let (takes, leases, papers, cuts, devices) = match size {
            Size::Small => (2, 1, 1, 1, 2),
            Size::Usual => (2, 2, 1, 1, 2),
            Size::Full => (3, 2, 2, 1, 3),
        };
        let roles = [
            (KIOSK, Role::Kiosk),
            (GUIDE, Role::Guide),
            (WINDOW, Role::Window),
        ];
        let devices = roles.into_iter().take(devices);
        let devices = devices.map(|(device, role)| Device {
            screen: Screen::new(device, role),
            follows: false,
        });
        let mut start = House {
            hub: Hub::new(planted),
            devices: devices.collect(),
            takes: 0,
            told: Vec::new(),
            blocks: Vec::new(),
            papers: Vec::new(),
            lost: None,
            cuts,
            broken: None,
        };
        // The day begins with everybody there.
        for index in 0..start.devices.len() {
            if let Err(broken) = start.connect(index) {
                start.broken = Some(broken);
            }
        }
        let wanted =
            (0..RARE.len()).filter(|index| !GAPS.iter().any(|gap| *gap as usize == *index));
        Self {
            takes,
            leases,
            papers,
            start,
            met: Met::new(RARE, wanted.collect()),
            planted,
        }
    }

    fn hit(&self, rare: Rare) {
        self.met.hit(rare as usize);
    }

    fn take(&self, house: &mut House, step: &Step) -> Result<(), Broken> {
        match *step {
            Step::Connect(index) => {
                let gathered = house.hub.server.hall().gathering().is_some();
                let raised = house.connect(index)?;
                if raised {
                    self.hit(Rare::Raised);
                }
                if gathered && house.hub.server.hall().gathering().is_none() {
                    self.hit(Rare::GatheringEnded);
                }
            }
            Step::Cut(index) => {
                house.cuts -= 1;
                house.devices[index].leave();
            }
            Step::Take(index) => self.give(house, index)?,
            Step::Lease => {
                let id = 50 + house.blocks.len() as u128;
                let command = Command::LeaseBlock { series: code("A") };
                match house.ask(KIOSK, id, command)? {
                    Said::Block(from, to) => house.leased(from, to)?,
                    Said::No("gathering", _) => self.hit(Rare::Refused),
                    Said::No("blocks_full", _) => {}
                    said => return Err(format!("a lease was answered with {said:?}").into()),
                }
            }
            Step::Print => house.print(),
            Step::HandIn(index) => self.hand_in(house, index)?,
            Step::Lose(loss) => self.lose(house, loss)?,
        }
        Ok(())
    }

    /// An online number from a device that follows the feed, as the clients do.
    fn give(&self, house: &mut House, index: usize) -> Result<(), Broken> {
        house.takes += 1;
        let seen_by = |device: &Device, all: bool| {
            if all || device.follows {
                device.screen.highest().0
            } else {
                0
            }
        };
        // After a restore every device counts, after unnoticed damage those that spoke since.
        let all = house.lost != Some(Loss::Silent);
        let seen = house
            .devices
            .iter()
            .map(|device| seen_by(device, all))
            .max();
        let device = house.devices[index].screen.device;
        let command = Command::TakeTicket(TakeTicket::item(code("a1")));
        match house.ask(device, u128::from(house.takes), command)? {
            Said::Ticket(ticket) => {
                let n = ticket.n;
                if seen.is_some_and(|seen| n <= seen) {
                    return Err(format!("number {n} was seen by a device and given again").into());
                }
                if house.told.contains(&n) {
                    self.hit(Rare::Reissued);
                    if all {
                        return Err(format!("number {n} is in two hands").into());
                    }
                }
                house.told.push(n);
                house.told.sort_unstable();
                let day = now(0).date;
                let screen = &mut house.devices[index].screen;
                screen.cursor.numbers_mut().note_number(day, code("A"), n);
                screen.rename();
                Ok(())
            }
            Said::No("gathering", _) => {
                self.hit(Rare::Refused);
                Ok(())
            }
            said => Err(format!("a take was answered with {said:?}").into()),
        }
    }

    fn hand_in(&self, house: &mut House, index: usize) -> Result<(), Broken> {
        let n = house.papers[index].0;
        let command = Command::HandIn(HandIn {
            day: now(0).date,
            number: Number {
                series: code("A"),
                round: 0,
                n,
            },
            token: Token(u128::from(n) + 5000),
            elapsed: Span(0),
            last_contact: now(0).at,
            take: TakeTicket::item(code("a1")),
        });
        match house.ask(KIOSK, 100 + u128::from(n), command)? {
            Said::Ticket(ticket) if ticket.n == n => {
                self.hit(Rare::HandedIn);
                house.papers[index].1 = true;
                Ok(())
            }
            Said::No("number_outside_block", _) if house.lost.is_some() => {
                // The block itself was lost; the paper stays with the kiosk.
                self.hit(Rare::Orphaned);
                house.papers[index].1 = true;
                Ok(())
            }
            said => Err(format!("I17: paper {n} was answered with {said:?}").into()),
        }
    }

    fn lose(&self, house: &mut House, loss: Loss) -> Result<(), Broken> {
        let before = house.hub.server.hall();
        let (tickets, blocks) = (before.tickets().count(), before.blocks().len());
        house.lost = Some(loss);
        house.hub.lose(loss == Loss::Told);
        let after = house.hub.server.hall();
        if after.tickets().count() < tickets {
            self.hit(Rare::LostTake);
        }
        if after.blocks().len() < blocks {
            self.hit(Rare::LostLease);
        }
        house.devices.iter_mut().for_each(Device::leave);
        if loss == Loss::Told && self.planted != Some(Planted::NoGathering) {
            let everybody = house.devices.iter();
            let waiting_for = everybody
                .map(|device| DeviceId(device.screen.device))
                .collect();
            let gathering = Command::BeginGathering { waiting_for };
            house
                .hub
                .hear(&"gathering", || vec![Ask::of_hall(gathering)])?;
        }
        Ok(())
    }
}

impl House {
    /// Hello, witness, welcome and all frames; whether the counters rose.
    fn connect(&mut self, index: usize) -> Result<bool, Broken> {
        let device = &mut self.devices[index];
        let hello = device.screen.hello();
        let greeting = self.hub.greet(device.screen.device, &hello)?;
        self.spread(&greeting.published, Some(index))?;
        if greeting.new_epoch {
            let others = self.devices.iter_mut().enumerate();
            let others = others.filter(|(other, _)| *other != index);
            others.for_each(|(_, device)| device.leave());
        }
        let device = &mut self.devices[index];
        device.follows = true;
        for frame in &greeting.first {
            device.follows &= device.screen.read(frame, &self.hub)?;
        }
        if !device.screen.is_current(&self.hub) {
            let seq = device.screen.cursor.seq();
            return Err(format!("L2: device {index} is at {seq} after a healthy hello").into());
        }
        Ok(greeting.new_epoch)
    }

    fn ask(&mut self, device: u32, id: u128, command: Command) -> Result<Said, Broken> {
        let what = format!("{device} {id} {command:?}");
        let by = Actor::Device(DeviceId(device));
        let ask = || vec![ask(by, RequestId(id), command)];
        let (heard, frames) = self.hub.hear(&what, ask)?;
        self.spread(&frames, None)?;
        Ok(heard.said[0])
    }

    /// Frames to everybody who follows, at once.
    fn spread(&mut self, frames: &[Published], but: Option<usize>) -> Result<(), Broken> {
        for (index, device) in self.devices.iter_mut().enumerate() {
            for frame in frames {
                if device.follows && Some(index) != but {
                    let text: &Arc<str> = frame.for_role(device.screen.role);
                    device.follows = device.screen.read(text, &self.hub)?;
                }
            }
        }
        Ok(())
    }

    fn leased(&mut self, from: u32, to: u32) -> Result<(), Broken> {
        let meets = |other: &(u32, u32, u32)| from <= other.1 && other.0 <= to;
        if self.blocks.iter().any(meets) {
            return Err(format!("I3: block {from} to {to} was leased before").into());
        }
        self.blocks.push((from, to, from));
        let day = now(0).date;
        let screen = &mut self.devices[0].screen;
        screen.cursor.numbers_mut().note_block(day, code("A"), to);
        screen.rename();
        Ok(())
    }

    fn print(&mut self) {
        if let Some((_, _, next)) = self.blocks.iter_mut().find(|(_, to, next)| next <= to) {
            self.papers.push((*next, false));
            *next += 1;
        }
    }
}

impl Device {
    fn leave(&mut self) {
        self.screen.cut();
        self.follows = false;
    }
}

impl Model for Restore {
    type State = House;
    type Action = Step;

    fn init_states(&self) -> Vec<House> {
        vec![self.start.clone()]
    }

    fn actions(&self, house: &House, steps: &mut Vec<Step>) {
        if house.broken.is_some() {
            return;
        }
        for (index, device) in house.devices.iter().enumerate() {
            if !device.follows {
                steps.push(Step::Connect(index));
            } else if house.cuts > 0 {
                steps.push(Step::Cut(index));
            }
        }
        let follows = |index: usize| house.devices[index].follows;
        if house.takes < self.takes {
            let givers = [0, 1].into_iter().filter(|index| follows(*index));
            steps.extend(givers.map(Step::Take));
        }
        if follows(0) && house.blocks.len() < self.leases {
            steps.push(Step::Lease);
        }
        if house.papers.len() < self.papers && house.blocks.iter().any(|(_, to, next)| next <= to) {
            steps.push(Step::Print);
        }
        let unknown = house
            .papers
            .iter()
            .enumerate()
            .filter(|(_, paper)| !paper.1);
        if follows(0) {
            steps.extend(unknown.map(|(index, _)| Step::HandIn(index)));
        }
        if house.lost.is_none() {
            steps.extend([Loss::Told, Loss::Silent].map(Step::Lose));
        }
    }

    fn next_state(&self, house: &House, step: Step) -> Option<House> {
        let mut next = house.clone();
        if let Err(broken) = self.take(&mut next, &step) {
            next.broken = Some(broken);
        }
        // A refused wish changes nothing and leads nowhere new.
        (next != *house).then_some(next)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        vec![
            Property::always(
                "no number a device saw is given again",
                |_, house: &House| house.broken.is_none(),
            ),
            Property::always(
                "every picture is true and of one epoch",
                |_, house: &House| {
                    let mut devices = house.devices.iter();
                    devices.all(|device| device.screen.is_true(&house.hub).is_ok())
                },
            ),
        ]
    }
}

impl Tiny for Restore {
    fn name(&self) -> &'static str {
        "restore"
    }

    fn met(&self) -> &Met {
        &self.met
    }

    fn broken(house: &House) -> Option<&Broken> {
        house.broken.as_ref()
    }
}
