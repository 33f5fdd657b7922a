//! The fold: every row is counted once, into the total and into each of its parts.
//!
//! The same fold makes the report of one day and of a period, so a month is the sum of its days.

mod beside;
mod owners;
mod parts;
mod tally;

pub use beside::Beside;
pub use owners::Owners;
use parts::curve;
pub(super) use parts::{part, parts, remainder_last, windows};
pub(super) use tally::Tally;
use tally::Told;

use super::figures::{Longest, TicketCounts, Work};
use super::limits::HOURS_MAX;
use super::{DailyReport, DayRows, Finding};
use crate::pages::LocalTime;
use crate::rows::{LegRow, SpanRow, TicketRow};
use hall_core::code::{ClerkCode, DepartmentCode, ItemCode, QueueCode, WindowNumber};
use hall_core::ticket::LegEnd;
use hall_core::window::SpanKind;
use hall_core::{Date, Plan, Time};
use hall_protocol::stamp::Stamp;
use hall_protocol::view::Names;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

const MINUTE_MS: i64 = 60_000;

/// The report of a day.
pub fn daily(rows: &DayRows<'_>) -> DailyReport {
    let mut fold = Fold::new(rows.plan, &rows.beside, rows.now);
    fold.add(&rows.tickets, &rows.legs, &rows.spans);
    fold.report(rows)
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

/// What is counted so far.
pub(super) struct Fold<'a> {
    pub(super) plan: &'a Plan,
    beside: &'a Beside,
    now: Time,
    local: LocalTime,
    counts: TicketCounts,
    pub(super) total: Tally,
    pub(super) work: Work,
    pub(super) windows: BTreeMap<Option<WindowNumber>, (Tally, Work)>,
    queues: BTreeMap<QueueCode, Tally>,
    pub(super) items: BTreeMap<Option<ItemCode>, Tally>,
    /// With the windows that served for them.
    pub(super) departments: BTreeMap<Option<DepartmentCode>, (Tally, BTreeSet<WindowNumber>)>,
    /// By who served; misses stand with whoever came after them.
    pub(super) clerks: BTreeMap<Option<ClerkCode>, (Tally, Work)>,
    pub(super) days: BTreeMap<Date, Counts>,
    hours: BTreeMap<u8, (u32, Vec<i64>)>,
    longest: Option<(Rank, Longest)>,
    told: Told,
}

/// One day of the fold.
#[derive(Default)]
pub(super) struct Counts {
    /// Numbers given.
    pub(super) tickets: u32,
    /// Stays of persons.
    pub(super) visits: BTreeSet<u64>,
    /// Its legs and ratings.
    pub(super) tally: Tally,
}

/// The longest wait ranks first: length, beginning, ticket.
type Rank = (Reverse<i64>, Time, u64);

/// Where somebody worked.
type Place = (Option<WindowNumber>, Option<ClerkCode>);

/// Where a row belongs.
#[derive(Clone, Copy)]
struct Slice {
    day: Date,
    window: Option<WindowNumber>,
    clerk: Option<ClerkCode>,
    queue: QueueCode,
    item: Option<ItemCode>,
    department: Option<DepartmentCode>,
}

impl<'a> Fold<'a> {
    pub(super) fn new(plan: &'a Plan, beside: &'a Beside, now: Time) -> Self {
        Self {
            plan,
            beside,
            now,
            local: LocalTime::new(&plan.hall.timezone),
            counts: TicketCounts::default(),
            total: Tally::default(),
            work: Work::default(),
            windows: BTreeMap::new(),
            queues: BTreeMap::new(),
            items: BTreeMap::new(),
            departments: BTreeMap::new(),
            clerks: BTreeMap::new(),
            days: BTreeMap::new(),
            hours: BTreeMap::new(),
            longest: None,
            told: Told::default(),
        }
    }

    /// Counts rows of whole days, each row once: a ticket comes with its legs.
    pub(super) fn add(&mut self, tickets: &[TicketRow], legs: &[LegRow], spans: &[SpanRow]) {
        let by_id = tickets.iter().map(|ticket| (ticket.ticket, ticket));
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

    /// Tickets by end, with the visits of each day.
    pub(super) fn counts(&self) -> TicketCounts {
        let visits = self.days.values().map(|day| day.visits.len() as u32);
        TicketCounts {
            visits: visits.sum(),
            ..self.counts
        }
    }

    /// The longest wait.
    pub(super) fn longest(&self) -> Option<&Longest> {
        self.longest.as_ref().map(|(_, longest)| longest)
    }

    fn found(&self, found: &Finding, tickets: &[TicketRow]) -> Finding {
        let ticket = tickets
            .iter()
            .find(|ticket| ticket.ticket == found.ticket.0);
        let number = ticket.map(|ticket| self.label(ticket)).unwrap_or_default();
        Finding {
            number,
            ..found.clone()
        }
    }

    /// The printed number.
    fn label(&self, ticket: &TicketRow) -> String {
        let digits = usize::from(self.plan.numbers.digits);
        format!("{}{:0digits$}", ticket.series, ticket.n)
    }

    fn ticket(&mut self, ticket: &TicketRow, hour: u8, rated_clerk: Option<ClerkCode>) {
        let counts = &mut self.counts;
        counts.tickets += 1;
        match ticket.state.as_str() {
            "finished" => counts.finished += 1,
            "withdrawn" => counts.withdrawn += 1,
            "expired" => counts.expired += 1,
            _ => counts.live += 1,
        }
        counts.booked += u32::from(ticket.booked);
        counts.late += u32::from(ticket.late);
        let day = self.days.entry(ticket.day).or_default();
        day.tickets += 1;
        day.visits.insert(ticket.visit);
        self.hours.entry(hour).or_default().0 += 1;
        if let Some(level) = ticket.level {
            let slice = Slice {
                day: ticket.day,
                window: ticket.rated_window,
                clerk: rated_clerk,
                queue: ticket.queue,
                item: ticket.item,
                department: self.department(ticket.item, ticket.taken),
            };
            let is_excluded = self.beside.excluded.contains_key(&ticket.ticket);
            self.each(slice, |tally| tally.rate(level, is_excluded));
        }
    }

    fn leg(&mut self, leg: &LegRow, ticket: Option<&TicketRow>, hour: u8) {
        let slice = Slice {
            day: leg.day,
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
        self.each(slice, |tally| tally.leg(leg, served_wait));
        for window in &leg.misses {
            self.each(
                Slice {
                    window: Some(*window),
                    ..slice
                },
                |tally| tally.missed += 1,
            );
        }
        self.counts.missed_for_good += u32::from(leg.end == Some(LegEnd::Missed));
        if let Some(window) = leg.window.filter(|_| came_to_window) {
            let department = self.departments.entry(slice.department).or_default();
            department.1.insert(window);
        }
        self.add_work((leg.window, leg.clerk), self.served_ms(leg, ticket), 0, 0);
        self.hours.entry(hour).or_default().1.extend(served_wait);
        if let Some((wait, range)) = wait.zip(leg.predicted) {
            self.told.add(wait, range);
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
        match span.kind {
            SpanKind::Open => self.add_work((Some(span.window), span.clerk), 0, length, 0),
            SpanKind::Paused => self.add_work((Some(span.window), span.clerk), 0, 0, length),
        }
    }

    fn add_work(&mut self, (window, clerk): Place, served: i64, open: i64, paused: i64) {
        let of_window = &mut self.windows.entry(window).or_default().1;
        let of_clerk = &mut self.clerks.entry(clerk).or_default().1;
        for work in [&mut self.work, of_window, of_clerk] {
            work.add(served, open, paused);
        }
    }

    /// The one place where a row meets the total and its parts.
    fn each(&mut self, slice: Slice, count: impl Fn(&mut Tally)) {
        count(&mut self.total);
        count(&mut self.windows.entry(slice.window).or_default().0);
        count(self.queues.entry(slice.queue).or_default());
        count(self.items.entry(slice.item).or_default());
        count(&mut self.departments.entry(slice.department).or_default().0);
        count(&mut self.clerks.entry(slice.clerk).or_default().0);
        count(&mut self.days.entry(slice.day).or_default().tally);
    }

    /// Who answered for the item then.
    fn department(&self, item: Option<ItemCode>, then: Time) -> Option<DepartmentCode> {
        self.beside.owners.of(item?, then)
    }

    /// The local hour of the business day.
    fn hour(&self, day: Date, at: Time) -> u8 {
        self.local.hour_of(day, at).clamp(0, HOURS_MAX - 1) as u8
    }

    /// Keeps the longest wait; of equal ones the one that began first.
    fn remember_longest(&mut self, leg: &LegRow, ticket: Option<&TicketRow>, wait: Option<i64>) {
        let (Some(wait_ms), Some(called), Some(ticket)) = (wait, leg.first_call, ticket) else {
            return;
        };
        let since = wait_begins(leg, Some(ticket));
        let rank = (Reverse(wait_ms), since, ticket.ticket);
        if self
            .longest
            .as_ref()
            .is_some_and(|(first, _)| *first <= rank)
        {
            return;
        }
        let longest = Longest {
            wait_ms,
            number: self.label(ticket),
            window: leg.window.map(|window| window.0),
            since: Stamp(since),
            called: Stamp(called),
        };
        self.longest = Some((rank, longest));
    }

    fn report(self, rows: &DayRows<'_>) -> DailyReport {
        let plan = self.plan;
        let found = rows.review.iter();
        let review = found
            .map(|found| self.found(found, &rows.tickets))
            .collect();
        let tickets = self.counts();
        let worked = self
            .windows
            .values()
            .filter(|(_, work)| work.open_ms > 0)
            .count();
        let (first, last) = plan.hours.outer();
        DailyReport {
            hall: plan.hall.code.clone(),
            names: Names::from(&plan.hall.name),
            day: rows.day,
            stage: rows.stage,
            version: rows.version,
            practice: rows.practice,
            made_at: Stamp(self.now),
            timezone: plan.hall.timezone.clone(),
            hours: [first, last],
            early: early(plan, first),
            windows_planned: plan.windows.len() as u32,
            windows_worked: worked as u32,
            tickets,
            total: self.total.figures(),
            work: self.work,
            longest: self.longest.map(|(_, longest)| longest),
            accuracy: self.told.accuracy(),
            windows: windows(plan, self.windows),
            queues: parts(
                self.queues
                    .into_iter()
                    .map(|(code, tally)| (Some(code), tally)),
                |code| plan.queues.get(code).map(|queue| &queue.name),
            ),
            items: parts(self.items, |code| {
                plan.items.get(code).map(|item| &item.name)
            }),
            departments: parts(
                self.departments
                    .into_iter()
                    .map(|(code, (tally, _))| (code, tally)),
                |code| {
                    let department = plan.departments.get(code);
                    department.map(|department| &department.name)
                },
            ),
            curve: curve(self.hours),
            review,
        }
    }
}

/// Who served the leg that the ticket's rating speaks of.
fn rated_clerk(ticket: &TicketRow, leg: &LegRow) -> Option<ClerkCode> {
    ticket.level?;
    let is_it = leg.window == ticket.rated_window && leg.end == Some(LegEnd::Finished);
    leg.clerk.filter(|_| is_it)
}

/// When a leg's wait begins: on joining, for a booked person not before check-in (DOMAIN 6.2).
pub(super) fn wait_begins(leg: &LegRow, ticket: Option<&TicketRow>) -> Time {
    let booked = ticket.filter(|ticket| ticket.booked && leg.leg == 0);
    booked.map_or(leg.since, |ticket| leg.since.max(ticket.taken))
}

/// The first window that opens before the others.
fn early(plan: &Plan, first: u16) -> Option<[u16; 2]> {
    let own = plan
        .windows
        .iter()
        .filter_map(|(number, window)| Some((window.open?, number.0)));
    own.filter(|(open, _)| *open < first)
        .min()
        .map(|(open, number)| [number, open])
}
