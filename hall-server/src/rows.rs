//! Rows: the projections of the journal that reports read.
//!
//! Each row is a pure function of a ticket or a window after an event, written in the same
//! transaction as the event. Every table here can be rebuilt from the journal and compared.

mod case;
mod follow;

pub use case::{CaseRow, StepRow};
pub use follow::{CallbackRow, EntryRow, RectificationRow, RectificationStepRow};

use hall_core::code::{ClassCode, ClerkCode, ItemCode, QueueCode, WindowNumber};
use hall_core::ticket::{LegEnd, Outcome, Ticket};
use hall_core::window::{SpanKind, WindowState};
use hall_core::{Date, Time};
use serde::{Deserialize, Serialize};

/// Days from the first to the last, both counted; none when the last comes before the first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Days {
    /// The first.
    pub first: Date,
    /// The last.
    pub last: Date,
}

impl Days {
    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.last < self.first
    }

    /// Whether the day is one of them.
    pub fn contains(self, day: Date) -> bool {
        (self.first..=self.last).contains(&day)
    }

    /// Each of them in order.
    pub fn each(self) -> impl Iterator<Item = Date> {
        (self.first.0..=self.last.0).map(Date)
    }

    /// Pieces of at most `length` days, in order.
    pub fn pieces(self, length: u16) -> impl Iterator<Item = Self> {
        let firsts = (self.first.0..=self.last.0).step_by(usize::from(length.max(1)));
        firsts.map(move |first| Self {
            first: Date(first),
            last: self.last.min(Date(first + i32::from(length.max(1)) - 1)),
        })
    }
}

/// One day, or all days.
impl From<Option<Date>> for Days {
    fn from(day: Option<Date>) -> Self {
        Self {
            first: day.unwrap_or(Date(i32::MIN)),
            last: day.unwrap_or(Date(i32::MAX)),
        }
    }
}

/// One ticket as it stands.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct TicketRow {
    /// Its id.
    pub ticket: u64,
    /// Its business day.
    pub day: Date,
    /// Its letters.
    pub series: String,
    /// Its round under a wrapping series.
    pub round: u16,
    /// Its number.
    pub n: u32,
    /// Queue of the present leg.
    pub queue: QueueCode,
    /// Item of the present leg.
    pub item: Option<ItemCode>,
    /// Class of visitor.
    pub class: ClassCode,
    /// Came with a booking.
    pub booked: bool,
    /// Handed in after its day closed.
    pub late: bool,
    /// The visit it belongs to.
    pub visit: u64,
    /// The state's word.
    pub state: String,
    /// When it was taken.
    pub taken: Time,
    /// The version of the ticket this row shows.
    pub version: u32,
    /// The rating, if any.
    pub level: Option<u8>,
    /// When it was rated.
    pub rated: Option<Time>,
    /// The window the rating speaks of.
    pub rated_window: Option<WindowNumber>,
}

/// One leg of a ticket: from joining a queue to leaving the window.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct LegRow {
    /// The ticket.
    pub ticket: u64,
    /// The leg, counted from 0.
    pub leg: u16,
    /// The business day.
    pub day: Date,
    /// Its queue.
    pub queue: QueueCode,
    /// Its item.
    pub item: Option<ItemCode>,
    /// The window that called first or served.
    pub window: Option<WindowNumber>,
    /// The clerk there.
    pub clerk: Option<ClerkCode>,
    /// When waiting began.
    pub since: Time,
    /// The first call: waiting ends here.
    pub first_call: Option<Time>,
    /// When the service began.
    pub started: Option<Time>,
    /// When the leg ended.
    pub ended: Option<Time>,
    /// How it ended; none while it goes on.
    pub end: Option<LegEnd>,
    /// What came of it.
    pub outcome: Option<Outcome>,
    /// Time at the window in ms, without holds.
    pub served_ms: i64,
    /// Windows where nobody came, one entry per miss.
    pub misses: Vec<WindowNumber>,
    /// The announced wait in minutes.
    pub predicted: Option<[u16; 2]>,
}

/// One stretch of a window's day.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SpanRow {
    /// The business day.
    pub day: Date,
    /// The window.
    pub window: WindowNumber,
    /// The span, counted from 0.
    pub span: u16,
    /// Open or paused.
    pub kind: SpanKind,
    /// Who worked.
    pub clerk: Option<ClerkCode>,
    /// Its start.
    pub started: Time,
    /// Its end; none while it goes on.
    pub ended: Option<Time>,
}

impl TicketRow {
    /// The row of a ticket.
    pub fn of(ticket: &Ticket) -> Self {
        let rating = ticket.rating.as_ref();
        Self {
            ticket: ticket.id.0,
            day: ticket.day,
            series: ticket.number.series.to_string(),
            round: ticket.number.round,
            n: ticket.number.n,
            queue: ticket.queue(),
            item: ticket.item(),
            class: ticket.class,
            booked: ticket.booked,
            late: ticket.late,
            visit: ticket.visit.0,
            state: ticket.state.word().to_owned(),
            taken: ticket.taken,
            version: ticket.version,
            level: rating.map(|rating| rating.level),
            rated: rating.map(|rating| rating.at),
            rated_window: rating.map(|rating| rating.window),
        }
    }
}

impl LegRow {
    /// The rows of a ticket's legs.
    pub fn of(ticket: &Ticket) -> impl Iterator<Item = Self> + '_ {
        ticket.legs.iter().enumerate().map(|(index, leg)| Self {
            ticket: ticket.id.0,
            leg: index as u16,
            day: ticket.day,
            queue: leg.queue,
            item: leg.item,
            window: leg.window,
            clerk: leg.clerk,
            since: leg.since,
            first_call: leg.first_call,
            started: leg.started,
            ended: leg.ended,
            end: leg.end,
            outcome: leg.outcome,
            served_ms: leg.served.0,
            misses: leg.misses.iter().map(|miss| miss.window).collect(),
            predicted: leg.forecast.map(|forecast| forecast.range),
        })
    }
}

impl SpanRow {
    /// The rows of a window's day.
    pub fn of(
        day: Date,
        window: WindowNumber,
        state: &WindowState,
    ) -> impl Iterator<Item = Self> + '_ {
        state
            .spans
            .iter()
            .enumerate()
            .map(move |(index, span)| Self {
                day,
                window,
                span: index as u16,
                kind: span.kind,
                clerk: span.clerk,
                started: span.from,
                ended: span.to,
            })
    }
}
