//! A ticket: one person's place in one queue, with its number, its state and its legs.

use crate::code::{
    ClassCode, ClerkCode, DeviceId, ItemCode, PersonHash, QueueCode, RequestId, SeriesCode,
    TicketId, Token, VisitId, WindowNumber,
};
use crate::plan::Language;
use crate::service::CaseNumber;
use crate::time::{Date, Span, Time};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// The number on the paper, unique within (day, series, round).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Number {
    /// The letters.
    pub series: SeriesCode,
    /// 0 for the first use of a number in a day; grows only under a plan with `wrap`.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub round: u16,
    /// The number itself, from 1.
    pub n: u32,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks for a reference"
)]
fn is_zero(round: &u16) -> bool {
    *round == 0
}

impl Number {
    /// The number as printed: letters and at least `digits` digits.
    pub fn label(&self, digits: u8) -> String {
        format!(
            "{}{:0width$}",
            self.series,
            self.n,
            width = usize::from(digits)
        )
    }

    /// Whether it stands on a paper so, with whatever leading zeros the plan had then.
    pub fn is_printed_as(&self, label: &str) -> bool {
        let series = format!("{}", self.series);
        label.strip_prefix(series.as_str()).is_some_and(|digits| {
            digits.bytes().all(|byte| byte.is_ascii_digit()) && digits.parse() == Ok(self.n)
        })
    }
}

/// Where a ticket stands in its queue: the smallest place is next.
///
/// A place is the arrival minus the credit of the class, ties by `seq`. A restored ticket stands
/// between two others, which `within` expresses.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Place {
    /// Arrival minus credit.
    pub at: Time,
    /// Order of taking.
    pub seq: u64,
    /// Order behind the ticket with the same `at` and `seq`.
    #[serde(default, skip_serializing_if = "is_first")]
    pub within: u64,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks for a reference"
)]
fn is_first(within: &u64) -> bool {
    *within == 0
}

/// The state of a ticket (DESIGN 4).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TicketState {
    /// In its queue.
    Waiting,
    /// Announced, on the way to the window.
    Called(WindowNumber),
    /// At the window.
    Serving(WindowNumber),
    /// Away for a moment, its window keeps it.
    Held(WindowNumber),
    /// Did not come; may be restored in time.
    Missed(WindowNumber),
    /// Done.
    Finished(WindowNumber),
    /// Gave up.
    Withdrawn,
    /// The day ended.
    Expired,
}

impl TicketState {
    /// A stable word for the wire and the database.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Called(_) => "called",
            Self::Serving(_) => "serving",
            Self::Held(_) => "held",
            Self::Missed(_) => "missed",
            Self::Finished(_) => "finished",
            Self::Withdrawn => "withdrawn",
            Self::Expired => "expired",
        }
    }

    /// The window that the state names.
    pub const fn window(self) -> Option<WindowNumber> {
        match self {
            Self::Called(window)
            | Self::Serving(window)
            | Self::Held(window)
            | Self::Missed(window)
            | Self::Finished(window) => Some(window),
            Self::Waiting | Self::Withdrawn | Self::Expired => None,
        }
    }

    /// Whether the person is still in the hall's care: neither finished nor gone.
    pub const fn is_live(self) -> bool {
        !matches!(self, Self::Finished(_) | Self::Withdrawn | Self::Expired)
    }

    /// Whether the person is on the way to or at a window.
    pub const fn is_at_window(self) -> bool {
        matches!(self, Self::Called(_) | Self::Serving(_))
    }
}

/// What is known of the paper.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaperState {
    /// No report yet.
    #[default]
    Unreported,
    /// The printer confirmed it.
    Printed,
    /// Nobody can say; never shown as fine.
    Unknown,
    /// It did not come out.
    Failed,
}

/// How a leg ended.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LegEnd {
    /// Served to the end.
    Finished,
    /// Served; the person goes on to the next matter with the same number.
    WentOn,
    /// The person goes on to another queue or window.
    Transferred,
    /// Did not come and was not restored.
    Missed,
    /// Gave up.
    Withdrawn,
    /// The day ended first.
    Expired,
}

/// What came of a service; the clerk says so when finishing.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Done.
    #[default]
    Done,
    /// Something is missing; the person comes again.
    Incomplete,
    /// Refused for good.
    Refused,
}

/// One stretch of a ticket: from joining a queue to leaving the window.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Leg {
    /// Its queue.
    pub queue: QueueCode,
    /// Its item.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<ItemCode>,
    /// When waiting began: arrival, or the transfer; for a booked visitor the later of slot and
    /// check-in.
    pub since: Time,
    /// The first call; waiting ends here (DESIGN 4, Call).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_call: Option<Time>,
    /// The window that called first or serves now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<WindowNumber>,
    /// The clerk there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clerk: Option<ClerkCode>,
    /// When the service began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started: Option<Time>,
    /// When the leg ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Time>,
    /// How it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<LegEnd>,
    /// What came of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// The person stood at the window already: nobody was called and nobody waited.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub at_once: bool,
    /// Pieces done in one go; none = one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<u16>,
    /// The case that was opened or closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<CaseNumber>,
    /// Time at the window, without holds.
    #[serde(default)]
    pub served: Span,
    /// Where and when nobody came.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub misses: Vec<Miss>,
    /// The wait that was announced when the leg began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forecast: Option<Forecast>,
}

impl Leg {
    /// A leg that begins to wait.
    pub fn waiting(queue: QueueCode, item: Option<ItemCode>, since: Time) -> Self {
        Self {
            queue,
            item,
            since,
            first_call: None,
            window: None,
            clerk: None,
            started: None,
            ended: None,
            end: None,
            outcome: None,
            at_once: false,
            quantity: None,
            case: None,
            served: Span(0),
            misses: Vec::new(),
            forecast: None,
        }
    }

    /// From the beginning of waiting to the first call; never negative (I26).
    pub fn wait(&self) -> Option<Span> {
        self.first_call
            .map(|called| Span((called - self.since).0.max(0)))
    }
}

/// Where an announcement sent the person: it stays so when the ticket goes on without another one.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Announced {
    /// The window.
    pub window: WindowNumber,
    /// The queue.
    pub queue: QueueCode,
}

/// Nobody came to a call.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Miss {
    /// The window that had called.
    pub window: WindowNumber,
    /// When it gave up.
    pub at: Time,
}

/// What a newcomer was told, kept beside the real wait.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Forecast {
    /// People in front.
    pub ahead: u32,
    /// The expected wait.
    pub point: Span,
    /// The printed range in minutes.
    pub range: [u16; 2],
}

/// A rating, as the journal keeps it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Rating {
    /// 5 (best) to 1, DOMAIN 4.2.
    pub level: u8,
    /// When it was given.
    pub at: Time,
    /// The window and clerk it speaks of.
    pub window: WindowNumber,
    /// The clerk, when one was signed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clerk: Option<ClerkCode>,
    /// The pad that sent it.
    pub device: DeviceId,
    /// The chosen or written reason of a bad rating.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<NoteRef>,
}

impl Rating {
    /// Whether it is a bad rating 差评, which carries a reason and is followed by a rectification.
    pub const fn is_bad(&self) -> bool {
        self.level <= BAD_UP_TO
    }
}

/// Levels 1 and 2 are bad ratings (DOMAIN 4.2).
pub const BAD_UP_TO: u8 = 2;

/// A free text kept outside the journal: its key and a salted digest (DESIGN 3, personal data).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct NoteRef {
    /// Key of the text in the table of notes.
    pub key: RequestId,
    /// SHA-256 over salt and text, hexadecimal.
    pub digest: String,
}

/// A ticket with everything the rules need to know of it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Ticket {
    /// Its id for ever.
    pub id: TicketId,
    /// Its name in links.
    pub token: Token,
    /// Its number.
    pub number: Number,
    /// The number it had before a printed one replaced it; nobody gets it again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spent: Option<Number>,
    /// The business day.
    pub day: Date,
    /// The person's stay.
    pub visit: VisitId,
    /// The person, when known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonHash>,
    /// Class of visitor.
    pub class: ClassCode,
    /// Language of the paper.
    #[serde(default)]
    pub language: Language,
    /// Head start of the class when it was taken.
    #[serde(default)]
    pub credit: Span,
    /// Came with a booking.
    #[serde(default)]
    pub booked: bool,
    /// When it was taken.
    pub taken: Time,
    /// What its place counts from: taking, or the slot of a booking.
    pub arrival: Time,
    /// Its place in the queue.
    pub place: Place,
    /// The state now.
    pub state: TicketState,
    /// When the state began.
    pub since: Time,
    /// Grows with every change; a command that names an old one changes nothing (I27).
    pub version: u32,
    /// Announcements of the present or last call.
    #[serde(default)]
    pub calls: u16,
    /// The last announcement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_call: Option<Time>,
    /// What was announced then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub announced: Option<Announced>,
    /// Not offered before this moment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cool_until: Option<Time>,
    /// Only this window may call it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only_window: Option<WindowNumber>,
    /// Restores so far.
    #[serde(default)]
    pub restores: u8,
    /// Calls that passed it while it was the earliest arrival without credit.
    #[serde(default)]
    pub overtaken: u16,
    /// Legs, the present one last.
    pub legs: Vec<Leg>,
    /// What is known of the paper.
    #[serde(default)]
    pub paper: PaperState,
    /// Copies printed, each marked.
    #[serde(default)]
    pub copies: u16,
    /// The rating, one at most (I28).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<Rating>,
    /// Who issued it.
    pub issued_by: DeviceId,
    /// The intent that made it.
    pub request: RequestId,
    /// Numbered by a kiosk without the server.
    #[serde(default)]
    pub offline: bool,
    /// Handed in after its day was closed.
    #[serde(default)]
    pub late: bool,
}

impl Ticket {
    /// The present leg.
    ///
    /// # Panics
    ///
    /// Never: a ticket begins with a leg and none is taken away.
    pub fn leg(&self) -> &Leg {
        self.legs
            .last()
            .expect("a ticket has at least one leg from its first event on")
    }

    /// The present leg, to change it.
    pub(crate) fn leg_mut(&mut self) -> &mut Leg {
        self.legs
            .last_mut()
            .expect("a ticket has at least one leg from its first event on")
    }

    /// The queue it waits in, or waited in last.
    pub fn queue(&self) -> QueueCode {
        self.leg().queue
    }

    /// The item it is for.
    pub fn item(&self) -> Option<ItemCode> {
        self.leg().item
    }

    /// Whether it is the same person as `other`: same visit or same hash.
    pub fn same_person(&self, other: &Self) -> bool {
        self.visit == other.visit || (self.person.is_some() && self.person == other.person)
    }
}
