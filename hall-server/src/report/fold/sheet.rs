//! A day's sheet: what one day adds to every figure.
//!
//! Rows are counted once, into the cell of window, clerk, queue, item and department that they
//! belong to; every total and every part of a report is a sum of cells. Sheets of many days are
//! summed without their rows, so the lengths of waits stay on them: quantiles cannot be added.

use super::super::limits::HOURS_MAX;
use super::{Beside, Tally, Told};
use crate::pages::LocalTime;
use crate::report::figures::TicketCounts;
use crate::rows::{LegRow, SpanRow, TicketRow};
use hall_core::code::{ClerkCode, DepartmentCode, ItemCode, QueueCode, WindowNumber};
use hall_core::ticket::LegEnd;
use hall_core::window::SpanKind;
use hall_core::{Date, Time};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What is counted of one day.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(in crate::report) struct Sheet {
    /// Tickets by end, and the day's visits.
    pub(super) counts: TicketCounts,
    /// Legs and ratings.
    pub(super) cells: BTreeMap<Cell, Tally>,
    /// Serving, open and paused, in ms.
    pub(super) work: BTreeMap<Place, [i64; 3]>,
    /// Windows at which somebody of a department was served.
    pub(super) served: BTreeSet<(Option<DepartmentCode>, WindowNumber)>,
    /// Tickets of people who came in an hour of the business day, and their waits.
    pub(super) hours: BTreeMap<u8, (u32, Vec<i64>)>,
    /// The longest wait of a person who was served.
    pub(super) longest: Option<LongestWait>,
    /// Announced waits.
    pub(super) told: Told,
}

/// Where a row belongs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Cell {
    pub(super) window: Option<WindowNumber>,
    pub(super) clerk: Option<ClerkCode>,
    pub(super) queue: QueueCode,
    pub(super) item: Option<ItemCode>,
    pub(super) department: Option<DepartmentCode>,
}

/// Where somebody worked.
pub(super) type Place = (Option<WindowNumber>, Option<ClerkCode>);

/// The longest wait; of equal ones the one that began first.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct LongestWait {
    pub(super) wait_ms: Reverse<i64>,
    pub(super) since: Time,
    pub(super) ticket: u64,
    pub(super) series: String,
    pub(super) n: u32,
    pub(super) window: Option<WindowNumber>,
    pub(super) called: Time,
}

/// Counts the rows of one day.
struct Counting<'a> {
    beside: &'a Beside,
    local: &'a LocalTime,
    /// The moment at which what runs is cut.
    now: Time,
    sheet: Sheet,
    visits: BTreeSet<u64>,
}

impl Sheet {
    /// The sheet of a day's rows: a ticket comes with its legs.
    pub(in crate::report) fn of(
        beside: &Beside,
        (local, now): (&LocalTime, Time),
        tickets: &[&TicketRow],
        legs: &[&LegRow],
        spans: &[&SpanRow],
    ) -> Self {
        let mut counting = Counting {
            beside,
            local,
            now,
            sheet: Self::default(),
            visits: BTreeSet::new(),
        };
        counting.count(tickets, legs, spans);
        let Counting {
            mut sheet, visits, ..
        } = counting;
        sheet.counts.visits = visits.len() as u32;
        sheet
    }
}

impl Counting<'_> {
    fn count(&mut self, tickets: &[&TicketRow], legs: &[&LegRow], spans: &[&SpanRow]) {
        let by_id = tickets.iter().map(|ticket| (ticket.ticket, *ticket));
        let known: HashMap<u64, &TicketRow> = by_id.collect();
        let mut hours: HashMap<u64, u8> = HashMap::with_capacity(tickets.len());
        let mut raters: HashMap<u64, ClerkCode> = HashMap::new();
        for leg in legs {
            let Some(ticket) = known.get(&leg.ticket) else {
                continue;
            };
            if leg.leg == 0 {
                hours.insert(leg.ticket, self.hour(leg.day, arrival(ticket, leg)));
            }
            if let Some(clerk) = rated_clerk(ticket, leg) {
                raters.insert(leg.ticket, clerk);
            }
        }
        for ticket in tickets {
            let hour = hours.get(&ticket.ticket).copied();
            let hour = hour.unwrap_or_else(|| self.hour(ticket.day, ticket.taken));
            self.ticket(ticket, hour, raters.get(&ticket.ticket).copied());
        }
        for leg in legs {
            let hour = hours.get(&leg.ticket).copied();
            let hour = hour.unwrap_or_else(|| self.hour(leg.day, leg.since));
            self.leg(leg, known.get(&leg.ticket).copied(), hour);
        }
        for span in spans {
            self.span(span);
        }
    }

    fn ticket(&mut self, ticket: &TicketRow, hour: u8, rated_clerk: Option<ClerkCode>) {
        let counts = &mut self.sheet.counts;
        counts.tickets += 1;
        match ticket.state.as_str() {
            "finished" => counts.finished += 1,
            "withdrawn" => counts.withdrawn += 1,
            "expired" => counts.expired += 1,
            _ => counts.live += 1,
        }
        counts.booked += u32::from(ticket.booked);
        counts.late += u32::from(ticket.late);
        self.visits.insert(ticket.visit);
        self.sheet.hours.entry(hour).or_default().0 += 1;
        if let Some(level) = ticket.level {
            let cell = Cell {
                window: ticket.rated_window,
                clerk: rated_clerk,
                queue: ticket.queue,
                item: ticket.item,
                department: self.department(ticket.item, ticket.taken),
            };
            let is_excluded = self.beside.excluded.contains_key(&ticket.ticket);
            self.cell(cell).rate(level, is_excluded);
        }
    }

    fn leg(&mut self, leg: &LegRow, ticket: Option<&TicketRow>, hour: u8) {
        let cell = Cell {
            window: leg.window,
            clerk: leg.clerk,
            queue: leg.queue,
            item: leg.item,
            department: self.department(leg.item, leg.since),
        };
        let wait = leg
            .first_call
            .map(|called| (called - wait_begins(leg, ticket)).0.max(0));
        let came_to_window = leg.started.is_some();
        let served_wait = wait.filter(|_| came_to_window);
        self.cell(cell).leg(leg, served_wait);
        for window in &leg.misses {
            let window = Some(*window);
            self.cell(Cell { window, ..cell }).missed += 1;
        }
        self.sheet.counts.missed_for_good += u32::from(leg.end == Some(LegEnd::Missed));
        if let Some(window) = leg.window.filter(|_| came_to_window) {
            self.sheet.served.insert((cell.department, window));
        }
        self.work((leg.window, leg.clerk), [self.served_ms(leg, ticket), 0, 0]);
        let hour = self.sheet.hours.entry(hour).or_default();
        hour.1.extend(served_wait);
        if let Some((wait, range)) = wait.zip(leg.predicted) {
            self.sheet.told.add(wait, range);
        }
        self.remember_longest(leg, ticket, served_wait);
    }

    /// Time at the window, with the stretch that runs now. A service taken up again after a hold
    /// does not tell when it went on; its stretch counts when it ends.
    fn served_ms(&self, leg: &LegRow, ticket: Option<&TicketRow>) -> i64 {
        let is_running = leg.end.is_none() && ticket.is_some_and(|t| t.state == "serving");
        let running = leg.started.filter(|_| is_running && leg.served_ms == 0);
        leg.served_ms + running.map_or(0, |since| (self.now - since).0.max(0))
    }

    fn span(&mut self, span: &SpanRow) {
        let length = (span.ended.unwrap_or(self.now) - span.started).0.max(0);
        let times = match span.kind {
            SpanKind::Open => [0, length, 0],
            SpanKind::Paused => [0, 0, length],
        };
        self.work((Some(span.window), span.clerk), times);
    }

    fn work(&mut self, place: Place, times: [i64; 3]) {
        let sum = self.sheet.work.entry(place).or_default();
        for (sum, time) in sum.iter_mut().zip(times) {
            *sum += time;
        }
    }

    fn cell(&mut self, cell: Cell) -> &mut Tally {
        self.sheet.cells.entry(cell).or_default()
    }

    /// Who answered for the item then.
    fn department(&self, item: Option<ItemCode>, then: Time) -> Option<DepartmentCode> {
        self.beside.owners.of(item?, then)
    }

    /// The local hour of the business day.
    fn hour(&self, day: Date, at: Time) -> u8 {
        self.local.hour_of(day, at).clamp(0, HOURS_MAX - 1) as u8
    }

    fn remember_longest(&mut self, leg: &LegRow, ticket: Option<&TicketRow>, wait: Option<i64>) {
        let (Some(wait_ms), Some(called), Some(ticket)) = (wait, leg.first_call, ticket) else {
            return;
        };
        let rank = (
            Reverse(wait_ms),
            wait_begins(leg, Some(ticket)),
            ticket.ticket,
        );
        let longest = self.sheet.longest.as_ref();
        if longest.is_some_and(|first| (first.wait_ms, first.since, first.ticket) <= rank) {
            return;
        }
        let (wait_ms, since, id) = rank;
        self.sheet.longest = Some(LongestWait {
            wait_ms,
            since,
            ticket: id,
            series: ticket.series.clone(),
            n: ticket.n,
            window: leg.window,
            called,
        });
    }
}

/// When the person came: a booked one at check-in, others when the number was taken, which for a
/// number from a kiosk without the server lies before it was handed in.
fn arrival(ticket: &TicketRow, first: &LegRow) -> Time {
    if ticket.booked {
        ticket.taken
    } else {
        ticket.taken.min(first.since)
    }
}

/// Who served the leg that the ticket's rating speaks of.
fn rated_clerk(ticket: &TicketRow, leg: &LegRow) -> Option<ClerkCode> {
    ticket.level?;
    let is_it = leg.window == ticket.rated_window && leg.end == Some(LegEnd::Finished);
    leg.clerk.filter(|_| is_it)
}

/// When a leg's wait begins: on joining, for a booked person not before check-in (DOMAIN 6.2).
pub(in crate::report) fn wait_begins(leg: &LegRow, ticket: Option<&TicketRow>) -> Time {
    let booked = ticket.filter(|ticket| ticket.booked && leg.leg == 0);
    booked.map_or(leg.since, |ticket| leg.since.max(ticket.taken))
}
