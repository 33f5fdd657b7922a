//! A program of the hall in the simulator: the one trait that a new machine implements to join.

use super::floor::Floor;
use super::server::{Answered, Call};
use hall_core::Time;
use hall_fixtures::dice::Dice;
use hall_protocol::Picture;
use hall_protocol::resume::Cursor;

/// A shipped machine in a shell of virtual time, with the person before it.
pub(super) trait Program {
    /// What a person would call it: "window 3".
    fn name(&self) -> &str;

    /// Something reaches it; everything it does goes out through the ports.
    fn on(&mut self, stimulus: Stimulus, ports: &mut Ports<'_>);

    /// Its power goes: only what is durable stays. `Stimulus::Start` follows when it is back.
    fn crash(&mut self, dice: &mut Dice);

    /// What it shows of the hall; none when it shows no picture.
    fn shown(&self) -> Option<&Picture> {
        None
    }

    /// Its place in the journal and its picture, when it has a feed.
    fn cursor(&self) -> Option<&Cursor> {
        None
    }

    /// The token by which the server knows it changed.
    fn new_token(&mut self, _token: &str) {}

    /// What it would still have to tell the server (L4); none when everything is told.
    fn untold(&self) -> Option<String> {
        None
    }

    /// What a device at it shows to people and should not.
    fn wrong(&self) -> Option<String> {
        None
    }

    /// Anything that is beyond its declared limits (I24).
    fn over_limit(&self) -> Option<String> {
        None
    }
}

/// Something that reaches a program.
#[derive(Clone, Debug)]
pub(super) enum Stimulus {
    /// It starts, for the first time or after a crash.
    Start,
    /// A time it asked for has come.
    Wake,
    /// What became of a call.
    Reply { tag: u64, reply: Reply },
    /// Its feed is open.
    FeedOpened,
    /// Its feed could not be opened.
    FeedFailed,
    /// Its feed was refused for good.
    FeedRejected { code: String, title: String },
    /// A text on its feed.
    FeedText(String),
    /// Its feed ended.
    FeedClosed,
    /// A person wants something.
    Person(Wish),
    /// A device at it misbehaves from now on, or is well again.
    Device(Option<Mischief>),
}

/// How a device at a program misbehaves.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Mischief {
    /// Its own way, drawn from this number.
    Own(u64),
    /// Its cable is out.
    Unplugged,
    /// There is rubbish on its line.
    Noise,
}

/// What a person wants of a program.
#[derive(Clone, Copy, Debug)]
pub(super) enum Wish {
    /// A number.
    Number { guest: usize },
    /// A person whose number was missed, or who gives it back, comes to the guide's desk.
    Help { guest: usize },
    /// Queue or item paused, or going on: the manager's act.
    Pause { on: bool },
    /// The manager closes the day.
    CloseDay,
}

/// What became of a call.
#[derive(Clone, Debug)]
pub(super) enum Reply {
    /// An answer.
    Answered(Answered),
    /// None in time, or the connection broke.
    Unreachable,
}

/// Something a program does.
#[derive(Debug)]
pub(super) enum Output {
    /// Calls the server; the tag comes back with the reply.
    Call { tag: u64, call: Call },
    /// Opens its feed.
    OpenFeed { token: String },
    /// Sends on its feed.
    SendFeed(String),
    /// Ends its feed.
    CloseFeed,
    /// Wants to be woken at this ms of the world.
    Wake(u64),
    /// Something the oracle must know.
    Fact(Fact),
    /// A person is told to do something later.
    Guest { guest: usize, at_ms: u64 },
}

/// What can be seen from outside.
#[derive(Clone, Debug)]
pub(super) enum Fact {
    /// A whole paper came out.
    Paper { number: String, is_copy: bool },
    /// A byte of a ticket went to the printer.
    Printing { number: String },
    /// A kiosk holds this number in its journal, durably.
    Journalled { number: String },
    /// A board announced a call: number, how often, when it was called.
    Announced {
        number: String,
        times: u16,
        at: Time,
    },
    /// A board gave a call up by rule.
    Dropped {
        number: String,
        times: u16,
        at: Time,
    },
    /// A board told everybody to read what is urgent.
    Urged,
    /// A board forgot everything.
    BoardRestarted,
}

impl Fact {
    /// Whether a board tells it.
    pub(super) const fn is_of_board(&self) -> bool {
        matches!(
            self,
            Self::Announced { .. } | Self::Dropped { .. } | Self::BoardRestarted
        )
    }
}

/// The way out of a program, and what it can see.
pub(super) struct Ports<'a> {
    /// Ms of the world.
    pub(super) now_ms: u64,
    /// Where people stand.
    pub(super) floor: &'a mut Floor,
    /// Its chance.
    pub(super) dice: &'a mut Dice,
    /// What it does.
    pub(super) out: &'a mut Vec<Output>,
    /// Words for the trace, when somebody reads them.
    pub(super) said: Option<&'a mut Vec<String>>,
}

impl Ports<'_> {
    /// Does something.
    pub(super) fn put(&mut self, output: Output) {
        self.out.push(output);
    }

    /// Wants to be woken.
    pub(super) fn wake(&mut self, at_ms: u64) {
        self.out.push(Output::Wake(at_ms.max(self.now_ms + 1)));
    }

    /// Tells the oracle.
    pub(super) fn fact(&mut self, fact: Fact) {
        self.out.push(Output::Fact(fact));
    }

    /// Says something for the trace.
    pub(super) fn say(&mut self, what: impl FnOnce() -> String) {
        if let Some(said) = &mut self.said {
            said.push(what());
        }
    }

    /// 32 random bits.
    pub(super) fn bits(&mut self) -> u32 {
        (self.dice.bits() >> 32) as u32
    }
}
