//! Boards behind a line that loses, repeats, reorders and breaks, at every point of the feed.
//!
//! A script of takes and calls is published; the server may restart, and may lose its last commit,
//! noticed or not. Whatever reaches a board, its picture is the hall's at the event it claims, and
//! a healthy line brings it up to date.

use super::explore::{Found, Met, Tiny, explore};
use super::hub::Hub;
use super::screen::Screen;
use super::server::Broken;
use super::tiny::{GUIDE, KIOSK, WINDOW, ask, code};
use super::{Planted, Size};
use hall_core::Command;
use hall_core::code::{DeviceId, RequestId, WindowNumber};
use hall_core::command::{Act, Named, TakeTicket};
use hall_core::device::{Actor, Role};
use hall_protocol::resume::Published;
use hall_server::desk::Ask;
use stateright::{Model, Property};
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

/// Explores the model.
pub(super) fn check(size: Size, planted: Option<Planted>, patience: Duration) -> Found {
    explore(|| Feed::new(size, planted), patience)
}

/// How much may happen.
#[derive(Clone, Copy, Debug)]
struct Bounds {
    events: u8,
    screens: usize,
    left: Left,
}

/// What may still go wrong.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
struct Left {
    drops: u8,
    doubles: u8,
    swaps: u8,
    cuts: u8,
    restarts: u8,
    losses: u8,
}

/// Frames on the way to one board; a reader with more is cut and resumes.
const LINE_MAX: usize = 4;

/// Tries after which a healthy line must have brought a board up to date.
const TRIES: usize = 3;

/// The model.
struct Feed {
    bounds: Bounds,
    start: Wall,
    met: Met,
}

/// Interesting steps.
#[derive(Clone, Copy, Debug)]
enum Rare {
    Resumed,
    TooFarBehind,
    GaveUp,
    Repeated,
    Overflowed,
    Restarted,
    NewEpoch,
    LostAhead,
    Healed,
}

const RARE: &[&str] = &[
    "a board resumed with what it missed",
    "a board was too far behind and got a snapshot",
    "a board gave a connection up",
    "a frame came twice and changed nothing",
    "a slow reader was cut",
    "a server restarted under a board",
    "a lost history began a new epoch",
    "a board was ahead of the server",
    "a healthy line brought a board up to date",
];

/// The state.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
struct Wall {
    hub: Hub,
    /// Events of the script published so far.
    script: u8,
    boards: Vec<Board>,
    left: Left,
    broken: Option<Broken>,
}

/// A board with its line.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
struct Board {
    screen: Screen,
    line: VecDeque<Arc<str>>,
    state: Line,
}

/// How the line is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Line {
    /// There is none.
    Down,
    /// The server sends.
    Up,
    /// The server sends no more; what is on its way may still arrive.
    Ending,
}

/// One step of the model.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Step {
    /// The next event of the script happens.
    Publish,
    /// A board connects.
    Connect(usize),
    /// A frame arrives.
    Read(usize),
    /// A frame arrives, and arrives again later.
    ReadAndKeep(usize),
    /// A frame is lost.
    Lose(usize),
    /// Two frames change places.
    Swap(usize),
    /// The line breaks.
    Cut(usize),
    /// The server sends a heartbeat.
    Beat(usize),
    /// The server restarts and has lost nothing.
    Restart,
    /// The server restarts without its last commit; a restore says so, damage does not.
    LoseCommit(bool),
}

impl Feed {
    fn new(size: Size, planted: Option<Planted>) -> Self {
        let once = Left {
            drops: 1,
            doubles: 1,
            swaps: 1,
            cuts: 1,
            restarts: 1,
            losses: 1,
        };
        let (events, screens, left) = match size {
            Size::Small => (2, 1, Left { swaps: 0, ..once }),
            Size::Usual => (4, 1, once),
            Size::Full => (6, 1, Left { cuts: 2, ..once }),
        };
        let bounds = Bounds {
            events,
            screens,
            left,
        };
        let roles = [(5, Role::Board), (WINDOW, Role::Window)];
        let boards = roles.into_iter().take(bounds.screens);
        let boards = boards.map(|(device, role)| Board {
            screen: Screen::new(device, role),
            line: VecDeque::new(),
            state: Line::Down,
        });
        let start = Wall {
            hub: Hub::new(planted),
            script: 0,
            boards: boards.collect(),
            left,
            broken: None,
        };
        // Two events do not fill a queue.
        let overflows = !matches!(size, Size::Small);
        let wanted = (0..RARE.len()).filter(|rare| overflows || *rare != Rare::Overflowed as usize);
        Self {
            bounds,
            start,
            met: Met::new(RARE, wanted.collect()),
        }
    }

    fn hit(&self, rare: Rare) {
        self.met.hit(rare as usize);
    }

    fn take(&self, wall: &mut Wall, step: &Step) -> Result<(), Broken> {
        match *step {
            Step::Publish => {
                let number = wall.script;
                wall.script += 1;
                let (_, frames) = wall.hub.hear(&("script", number), || vec![event(number)])?;
                self.send(wall, &frames, None);
            }
            Step::Connect(index) => self.connect(wall, index)?,
            Step::Read(index) => {
                let frame = wall.boards[index].line.pop_front();
                self.read(wall, index, frame)?;
            }
            Step::ReadAndKeep(index) => {
                wall.left.doubles -= 1;
                let frame = wall.boards[index].line.front().cloned();
                self.read(wall, index, frame)?;
            }
            Step::Lose(index) => {
                wall.left.drops -= 1;
                wall.boards[index].line.pop_front();
            }
            Step::Swap(index) => {
                wall.left.swaps -= 1;
                wall.boards[index].line.swap(0, 1);
            }
            Step::Cut(index) => {
                let board = &mut wall.boards[index];
                wall.left.cuts -= u8::from(board.state == Line::Up);
                board.hang_up();
            }
            Step::Beat(index) => {
                let beat = wall.hub.beat();
                wall.boards[index].line.push_back(beat);
            }
            Step::Restart => {
                wall.left.restarts -= 1;
                self.hit(Rare::Restarted);
                wall.hub.restart()?;
                wall.boards.iter_mut().for_each(Board::end);
            }
            Step::LoseCommit(told) => {
                wall.left.losses -= 1;
                wall.hub.lose(told);
                wall.boards.iter_mut().for_each(Board::end);
                let ours = wall.hub.server.tip().seq.0;
                if wall
                    .boards
                    .iter()
                    .any(|board| board.screen.cursor.seq() > ours)
                {
                    self.hit(Rare::LostAhead);
                }
            }
        }
        Ok(())
    }

    fn connect(&self, wall: &mut Wall, index: usize) -> Result<(), Broken> {
        let screen = &mut wall.boards[index].screen;
        let hello = screen.hello();
        let (device, fresh) = (screen.device, hello.fresh);
        let greeting = wall.hub.greet(device, &hello)?;
        let snapshot = greeting
            .first
            .iter()
            .any(|frame| frame.contains(r#""snapshot""#));
        if !fresh && !snapshot && greeting.first.len() > 1 {
            self.hit(Rare::Resumed);
        }
        let same = hello.epoch.as_deref() == Some(wall.hub.epoch().to_string().as_str());
        if !fresh && snapshot && same {
            self.hit(Rare::TooFarBehind);
        }
        self.send(wall, &greeting.published, Some(index));
        if greeting.new_epoch {
            self.hit(Rare::NewEpoch);
            wall.boards.iter_mut().for_each(Board::end);
        }
        let board = &mut wall.boards[index];
        (board.line, board.state) = (greeting.first.into(), Line::Up);
        Ok(())
    }

    /// Every open line gets the frames; one that is full ends.
    fn send(&self, wall: &mut Wall, frames: &[Published], but: Option<usize>) {
        for (index, board) in wall.boards.iter_mut().enumerate() {
            for frame in frames {
                if board.state != Line::Up || Some(index) == but {
                    break;
                }
                if board.line.len() >= LINE_MAX {
                    self.hit(Rare::Overflowed);
                    board.end();
                } else {
                    let frame = frame.for_role(board.screen.role);
                    board.line.push_back(Arc::clone(frame));
                }
            }
        }
    }

    fn read(&self, wall: &mut Wall, index: usize, frame: Option<Arc<str>>) -> Result<(), Broken> {
        let Some(frame) = frame else { return Ok(()) };
        let board = &mut wall.boards[index];
        let before = board.screen.cursor.seq();
        let goes_on = board.screen.read(&frame, &wall.hub)?;
        if !goes_on {
            self.hit(Rare::GaveUp);
            board.hang_up();
        } else if frame.contains(r#""event""#) && board.screen.cursor.seq() == before {
            self.hit(Rare::Repeated);
        }
        Ok(())
    }

    /// A healthy line brings every board up to date in a few tries (L2, L5).
    fn heals(&self, wall: &Wall) -> bool {
        let mut wall = wall.clone();
        (0..wall.boards.len()).all(|index| {
            for _ in 0..TRIES {
                if wall.boards[index].state != Line::Up {
                    wall.boards[index].hang_up();
                    if self.connect(&mut wall, index).is_err() {
                        return false;
                    }
                }
                while let Some(frame) = wall.boards[index].line.pop_front() {
                    if self.read(&mut wall, index, Some(frame)).is_err() {
                        return false;
                    }
                }
                if wall.boards[index].screen.is_current(&wall.hub) {
                    self.hit(Rare::Healed);
                    return true;
                }
                // Heartbeats in a row tell a board that it misses something.
                wall.boards[index].hang_up();
            }
            false
        })
    }
}

impl Board {
    fn hang_up(&mut self) {
        self.screen.cut();
        self.line.clear();
        self.state = Line::Down;
    }

    fn end(&mut self) {
        if self.state == Line::Up {
            self.state = Line::Ending;
        }
    }

    /// A heartbeat says something only to a board that is behind and hears nothing else.
    fn wants_beat(&self, hub: &Hub) -> bool {
        let behind = self.screen.cursor.seq() < hub.server.tip().seq.0;
        self.state == Line::Up && self.line.is_empty() && (behind || !self.screen.cursor.is_live())
    }
}

impl Model for Feed {
    type State = Wall;
    type Action = Step;

    fn init_states(&self) -> Vec<Wall> {
        vec![self.start.clone()]
    }

    fn actions(&self, wall: &Wall, steps: &mut Vec<Step>) {
        if wall.broken.is_some() {
            return;
        }
        let left = wall.left;
        if wall.script < self.bounds.events {
            steps.push(Step::Publish);
        }
        for (index, board) in wall.boards.iter().enumerate() {
            if board.state == Line::Down {
                steps.push(Step::Connect(index));
            }
            if !board.line.is_empty() {
                steps.push(Step::Read(index));
                if left.doubles > 0 {
                    steps.push(Step::ReadAndKeep(index));
                }
                if left.drops > 0 {
                    steps.push(Step::Lose(index));
                }
            }
            if board.line.len() >= 2 && left.swaps > 0 && board.line[0] != board.line[1] {
                steps.push(Step::Swap(index));
            }
            if board.state == Line::Ending || (board.state == Line::Up && left.cuts > 0) {
                steps.push(Step::Cut(index));
            }
            if board.wants_beat(&wall.hub) {
                steps.push(Step::Beat(index));
            }
        }
        if left.restarts > 0 {
            steps.push(Step::Restart);
        }
        if left.losses > 0 && wall.script > 0 {
            steps.extend([Step::LoseCommit(true), Step::LoseCommit(false)]);
        }
    }

    fn next_state(&self, wall: &Wall, step: Step) -> Option<Wall> {
        let mut next = wall.clone();
        if let Err(broken) = self.take(&mut next, &step) {
            next.broken = Some(broken);
        }
        Some(next)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        vec![
            Property::always(
                "every picture is true and of one epoch",
                |_, wall: &Wall| wall.broken.is_none(),
            ),
            Property::always(
                "a board is not ahead of an honest server",
                |model, wall: &Wall| {
                    let ours = wall.hub.server.tip().seq.0;
                    let lost = wall.left.losses < model.bounds.left.losses;
                    lost || wall
                        .boards
                        .iter()
                        .all(|board| board.screen.cursor.seq() <= ours)
                },
            ),
            Property::always(
                "a healthy line brings boards up to date",
                |model, wall: &Wall| {
                    let silent = wall.boards.iter().all(|board| board.line.is_empty());
                    !silent || wall.broken.is_some() || model.heals(wall)
                },
            ),
        ]
    }
}

impl Tiny for Feed {
    fn name(&self) -> &'static str {
        "feed"
    }

    fn met(&self) -> &Met {
        &self.met
    }

    fn broken(wall: &Wall) -> Option<&Broken> {
        wall.broken.as_ref()
    }
}

/// The script: two people come, one is called and served, then the other is called.
fn event(number: u8) -> Ask {
    let window = WindowNumber(1);
    let take = || Command::TakeTicket(TakeTicket::item(code("a1")));
    let (device, command) = match number {
        1 => (GUIDE, take()),
        2 => (WINDOW, Command::CallNext { window }),
        3 => {
            let (named, act) = (Named::default(), Act::Start);
            (WINDOW, Command::Act { window, named, act })
        }
        4 => {
            let window = WindowNumber(2);
            (WINDOW + 1, Command::CallNext { window })
        }
        _ => (KIOSK, take()),
    };
    let by = Actor::Device(DeviceId(device));
    ask(by, RequestId(u128::from(number) + 1), command)
}
