//! The fold: every row is counted once, into the total and into each of its parts.

mod parts;
mod tally;

use parts::{curve, parts, windows};
use tally::{Tally, Told};

use super::figures::{Longest, TicketCounts, Work};
use super::limits::HOURS_MAX;
use super::{DailyReport, DayRows, Finding};
use crate::pages::LocalTime;
use crate::rows::{LegRow, SpanRow, TicketRow};
use hall_core::code::{DepartmentCode, ItemCode, QueueCode, WindowNumber};
use hall_core::ticket::LegEnd;
use hall_core::window::SpanKind;
use hall_core::{Plan, Time};
use hall_protocol::stamp::Stamp;
use hall_protocol::view::Names;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

const MINUTE_MS: i64 = 60_000;

/// The report of a day.
pub fn daily(rows: &DayRows<'_>) -> DailyReport {
    let mut fold = Fold::new(rows);
    let tickets: HashMap<u64, &TicketRow> = rows
        .tickets
        .iter()
        .map(|ticket| (ticket.ticket, ticket))
        .collect();
    let mut hours: HashMap<u64, u8> = HashMap::with_capacity(rows.tickets.len());
    for leg in rows.legs.iter().filter(|leg| leg.leg == 0) {
        if let Some(ticket) = tickets.get(&leg.ticket) {
            hours.insert(leg.ticket, fold.hour(arrival(ticket, leg)));
        }
    }
    for ticket in &rows.tickets {
        let hour = hours.get(&ticket.ticket).copied();
        let hour = hour.unwrap_or_else(|| fold.hour(ticket.taken));
        fold.ticket(ticket, hour);
    }
    for found in &rows.review {
        fold.found(found, tickets.get(&found.ticket.0).copied());
    }
    for leg in &rows.legs {
        let hour = hours.get(&leg.ticket).copied();
        let hour = hour.unwrap_or_else(|| fold.hour(leg.since));
        fold.leg(leg, tickets.get(&leg.ticket).copied(), hour);
    }
    for span in &rows.spans {
        fold.span(span);
    }
    fold.report()
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
struct Fold<'a> {
    rows: &'a DayRows<'a>,
    local: LocalTime,
    counts: TicketCounts,
    visits: BTreeSet<u64>,
    total: Tally,
    work: Work,
    windows: BTreeMap<Option<WindowNumber>, (Tally, Work)>,
    queues: BTreeMap<QueueCode, Tally>,
    items: BTreeMap<Option<ItemCode>, Tally>,
    departments: BTreeMap<Option<DepartmentCode>, Tally>,
    hours: BTreeMap<u8, (u32, Vec<i64>)>,
    longest: Option<(Rank, Longest)>,
    told: Told,
    review: Vec<Finding>,
}

/// The longest wait ranks first: length, beginning, ticket.
type Rank = (Reverse<i64>, Time, u64);

/// Where a row belongs.
#[derive(Clone, Copy)]
struct Slice {
    window: Option<WindowNumber>,
    queue: QueueCode,
    item: Option<ItemCode>,
}

impl<'a> Fold<'a> {
    fn new(rows: &'a DayRows<'a>) -> Self {
        Self {
            rows,
            local: LocalTime::new(&rows.plan.hall.timezone),
            counts: TicketCounts::default(),
            visits: BTreeSet::new(),
            total: Tally::default(),
            work: Work::default(),
            windows: BTreeMap::new(),
            queues: BTreeMap::new(),
            items: BTreeMap::new(),
            departments: BTreeMap::new(),
            hours: BTreeMap::new(),
            longest: None,
            told: Told::default(),
            review: Vec::with_capacity(rows.review.len()),
        }
    }

    fn found(&mut self, found: &Finding, ticket: Option<&TicketRow>) {
        let number = ticket.map(|ticket| self.label(ticket)).unwrap_or_default();
        self.review.push(Finding {
            number,
            ..found.clone()
        });
    }

    /// The printed number.
    fn label(&self, ticket: &TicketRow) -> String {
        let digits = usize::from(self.rows.plan.numbers.digits);
        format!("{}{:0digits$}", ticket.series, ticket.n)
    }

    fn ticket(&mut self, ticket: &TicketRow, hour: u8) {
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
        self.visits.insert(ticket.visit);
        self.hours.entry(hour).or_default().0 += 1;
        if let Some(level) = ticket.level {
            let slice = Slice {
                window: ticket.rated_window,
                queue: ticket.queue,
                item: ticket.item,
            };
            self.each(slice, |tally| tally.rate(level));
        }
    }

    fn leg(&mut self, leg: &LegRow, ticket: Option<&TicketRow>, hour: u8) {
        let slice = Slice {
            window: leg.window,
            queue: leg.queue,
            item: leg.item,
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
        self.add_work(leg.window, self.served_ms(leg, ticket), 0, 0);
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
        leg.served_ms + running.map_or(0, |since| (self.rows.now - since).0.max(0))
    }

    fn span(&mut self, span: &SpanRow) {
        let length = (span.ended.unwrap_or(self.rows.now) - span.started)
            .0
            .max(0);
        match span.kind {
            SpanKind::Open => self.add_work(Some(span.window), 0, length, 0),
            SpanKind::Paused => self.add_work(Some(span.window), 0, 0, length),
        }
    }

    fn add_work(&mut self, window: Option<WindowNumber>, served: i64, open: i64, paused: i64) {
        self.work.add(served, open, paused);
        self.windows
            .entry(window)
            .or_default()
            .1
            .add(served, open, paused);
    }

    /// The one place where a row meets the total and its parts.
    fn each(&mut self, slice: Slice, count: impl Fn(&mut Tally)) {
        let department = slice.item.and_then(|item| self.rows.plan.items.get(&item));
        let department = department.map(|item| item.department);
        count(&mut self.total);
        count(&mut self.windows.entry(slice.window).or_default().0);
        count(self.queues.entry(slice.queue).or_default());
        count(self.items.entry(slice.item).or_default());
        count(self.departments.entry(department).or_default());
    }

    /// The local hour of the business day.
    fn hour(&self, at: Time) -> u8 {
        self.local
            .hour_of(self.rows.day, at)
            .clamp(0, HOURS_MAX - 1) as u8
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

    fn report(self) -> DailyReport {
        let plan = self.rows.plan;
        let worked = self
            .windows
            .values()
            .filter(|(_, work)| work.open_ms > 0)
            .count();
        let (first, last) = plan.hours.outer();
        let visits = self.visits.len() as u32;
        DailyReport {
            hall: plan.hall.code.clone(),
            names: Names::from(&plan.hall.name),
            day: self.rows.day,
            stage: self.rows.stage,
            version: self.rows.version,
            practice: self.rows.practice,
            made_at: Stamp(self.rows.now),
            timezone: plan.hall.timezone.clone(),
            hours: [first, last],
            early: early(plan, first),
            windows_planned: plan.windows.len() as u32,
            windows_worked: worked as u32,
            tickets: TicketCounts {
                visits,
                ..self.counts
            },
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
            departments: parts(self.departments, |code| {
                plan.departments
                    .get(code)
                    .map(|department| &department.name)
            }),
            curve: curve(self.hours),
            review: self.review,
        }
    }
}

/// When a leg's wait begins: on joining, for a booked person not before check-in (DOMAIN 6.2).
fn wait_begins(leg: &LegRow, ticket: Option<&TicketRow>) -> Time {
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
