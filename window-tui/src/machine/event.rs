//! All that can happen to the clerk's terminal, and all that it can ask the shell to do.

use super::key::Key;
use crate::limits::POST_ATTEMPTS;
use hall_core::code::TicketId;
use hall_device::call_box::Press;
use hall_protocol::api::Hidden;
use hall_protocol::frame::Welcome;
use hall_protocol::picture::Change;
use hall_protocol::view::{CaseView, CasesView, ItemView, QueueView, TicketView, WindowView};
use hall_protocol::{Picture, Problem, api};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Something happened.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// A key was pressed.
    Key(Key),
    /// Time passed.
    Tick,
    /// News of the feed.
    Link(LinkNews),
    /// An act was answered.
    Reply {
        /// The id it was posted with.
        request_id: String,
        /// The answer.
        result: Result<Answer, Failure>,
    },
    /// The hall's items, for names and materials.
    Items(Vec<ItemView>),
    /// News of the pad.
    Pad(PadNews),
    /// News of the bar.
    Bar(BarNews),
    /// News of the call box.
    CallBox(CallBoxNews),
    /// News of the scanner.
    Scanner(ScannerNews),
    /// The terminal has another size, in columns and rows.
    Resize(u16, u16),
    /// The terminal shows ASCII only, because of this locale.
    PlainTerminal(String),
}

/// News of the feed.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkNews {
    /// The server knows us.
    Connected(Box<Welcome>),
    /// The hall was told anew.
    Picture(Arc<Picture>),
    /// The hall changed by these.
    Changed(Vec<Change>),
    /// The connection is gone; it is tried again without end.
    Lost {
        /// Why, for staff.
        why: String,
        /// When the server was last heard, in milliseconds of the monotonic clock.
        since_ms: u64,
    },
    /// The server does not want us.
    Refused {
        /// A stable code.
        code: String,
        /// What happened and what to do next.
        title: String,
    },
}

/// What the server answered to an act.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// The ticket after the act.
    Ticket(Box<TicketView>),
    /// The window after the act.
    Window(Box<WindowView>),
    /// The queue after the act.
    Queue(Box<QueueView>),
    /// The case after the act.
    Case(Box<CaseView>),
    /// The cases that were looked for.
    Cases(CasesView),
}

/// Why an act has no answer.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Failure {
    /// The server refused; nothing changed.
    Refused(Box<Problem>),
    /// No answer came; whether the act happened is not known.
    Unreachable(String),
    /// The answer was not understood.
    Protocol(String),
}

/// News of the pad.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PadNews {
    /// It answers.
    Online,
    /// It does not, and why.
    Offline(String),
    /// It asks the citizen now.
    Asking(TicketId),
    /// The citizen's rating is stored. The level is not for the clerk.
    Rated(TicketId),
    /// The citizen did not answer: not rated, never praise.
    NotRated(TicketId),
    /// The pad could not ask.
    NotAsked(TicketId),
    /// Nobody may be asked with this pad, and why.
    Unfit(String),
    /// It is there, and the cause of the last [`Unfit`](Self::Unfit) is gone.
    Fit,
    /// The rating could not be stored.
    Failed(TicketId, Failure),
}

/// News of the bar above the window.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BarNews {
    /// It shows what it should.
    Well,
    /// It does not, and why.
    Trouble(String),
}

/// News of the call box.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CallBoxNews {
    /// Its keys work.
    Online,
    /// It does not answer, and why.
    Offline(String),
    /// A key was pressed, once.
    Pressed(Press),
}

/// News of the scanner of staff cards.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScannerNews {
    /// Its port is open.
    Online,
    /// It is gone, and why; empty before the first try.
    Offline(String),
    /// A card was read.
    Card(Hidden),
}

/// Something to do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Action {
    /// Send an act; answer with [`Event::Reply`].
    Post(Post),
    /// Fetch the hall's items; answer with [`Event::Items`] when it works.
    FetchItems,
    /// Sound the terminal's bell.
    Ring,
    /// Let the pad ask.
    PadStart {
        /// The finished ticket.
        ticket: TicketId,
        /// Real seconds left to answer.
        seconds: u8,
    },
    /// The pad asks no more.
    PadCancel {
        /// The ticket it asked about.
        ticket: TicketId,
    },
    /// Leave.
    Quit,
}

/// One act on its way.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Post {
    /// Below the server's address.
    pub path: String,
    /// The same in every attempt.
    pub request_id: String,
    /// What is sent.
    pub body: Body,
}

/// A body of section 9; it says which answer to expect.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(untagged)]
pub enum Body {
    /// An act on a ticket; answered by a ticket.
    Act(Box<api::Act>),
    /// What became of a paper; answered by a ticket.
    Paper(api::Paper),
    /// A wish for a number; answered by a ticket.
    Take(Box<api::Take>),
    /// Somebody without paper is served; answered by a ticket.
    Serve(Box<api::ServeNow>),
    /// A change of the window; answered by a window.
    Change(api::Change),
    /// A clerk's proof; answered by the window.
    SignIn(api::SignIn),
    /// A call for help; answered by the window that asks.
    Help(api::HelpCall),
    /// A queue stops or gives numbers again; answered by a queue.
    Queue(api::Change),
    /// A case begins; answered by the case.
    OpenCase(Box<api::OpenCase>),
    /// A case comes a step further; answered by the case.
    MoveCase(Box<api::MoveCase>),
    /// Cases are looked for: nothing is sent, the address says it all; answered by those found.
    FindCases,
}

/// What an act is answered by.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AnswerKind {
    /// A ticket.
    Ticket,
    /// A window.
    Window,
    /// A queue.
    Queue,
    /// A case.
    Case,
    /// Some cases, read and not posted.
    Cases,
}

impl Body {
    /// How often it may be sent. A proof has no id under which a repeat would be known, and a wrong
    /// one counts each time.
    pub const fn attempts(&self) -> u32 {
        match self {
            Self::SignIn(_) => 1,
            _ => POST_ATTEMPTS,
        }
    }

    /// Which answer to expect.
    pub const fn answered_by(&self) -> AnswerKind {
        match self {
            Self::Act(_) | Self::Paper(_) | Self::Take(_) | Self::Serve(_) => AnswerKind::Ticket,
            Self::Change(_) | Self::SignIn(_) | Self::Help(_) => AnswerKind::Window,
            Self::Queue(_) => AnswerKind::Queue,
            Self::OpenCase(_) | Self::MoveCase(_) => AnswerKind::Case,
            Self::FindCases => AnswerKind::Cases,
        }
    }
}
