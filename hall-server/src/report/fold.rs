//! The fold: every row is counted once, into the total and into each of its parts.
//!
//! The same fold makes the report of one day and of a period, so a month is the sum of its days.

mod beside;
mod owners;
mod parts;
mod sheet;
mod tally;

pub use beside::Beside;
pub use owners::Owners;
use parts::curve;
pub(super) use parts::{part, parts, remainder_last, windows};
use sheet::{LongestWait, Place};
pub(super) use sheet::{Sheet, wait_begins};
pub(super) use tally::Tally;
use tally::Told;

use super::figures::{Longest, TicketCounts, Work};
use super::{DailyReport, DayRows, Finding};
use crate::pages::LocalTime;
use crate::rows::{LegRow, SpanRow, TicketRow};
use hall_core::code::{ClerkCode, DepartmentCode, ItemCode, QueueCode, WindowNumber};
use hall_core::{Date, Plan, Time};
use hall_protocol::stamp::Stamp;
use hall_protocol::view::Names;
use std::collections::{BTreeMap, BTreeSet};

const MINUTE_MS: i64 = 60_000;

/// The report of a day.
pub fn daily(rows: &DayRows<'_>) -> DailyReport {
    let mut fold = Fold::new(rows.plan, &rows.beside, rows.now);
    fold.add(&rows.tickets, &rows.legs, &rows.spans);
    fold.report(rows)
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
    longest: Option<LongestWait>,
    told: Told,
}

/// One day of the fold.
#[derive(Default)]
pub(super) struct Counts {
    /// Numbers given.
    pub(super) tickets: u32,
    /// Stays of persons.
    pub(super) visits: u32,
    /// Its legs and ratings.
    pub(super) tally: Tally,
}

/// The rows of one day.
#[derive(Default)]
struct OfDay<'r> {
    tickets: Vec<&'r TicketRow>,
    legs: Vec<&'r LegRow>,
    spans: Vec<&'r SpanRow>,
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
        let mut days: BTreeMap<Date, OfDay<'_>> = BTreeMap::new();
        for ticket in tickets {
            days.entry(ticket.day).or_default().tickets.push(ticket);
        }
        for leg in legs {
            days.entry(leg.day).or_default().legs.push(leg);
        }
        for span in spans {
            days.entry(span.day).or_default().spans.push(span);
        }
        for (day, rows) in days {
            let when = (&self.local, self.now);
            let sheet = Sheet::of(self.beside, when, &rows.tickets, &rows.legs, &rows.spans);
            self.sum(day, sheet);
        }
    }

    /// Adds a day's sheet: the one place where what was counted meets the total and its parts.
    pub(super) fn sum(&mut self, day: Date, sheet: Sheet) {
        self.counts.add(&sheet.counts);
        let of_day = self.days.entry(day).or_default();
        of_day.tickets += sheet.counts.tickets;
        of_day.visits += sheet.counts.visits;
        for (cell, tally) in &sheet.cells {
            let of_department = self.departments.entry(cell.department).or_default();
            for part in [
                &mut self.total,
                &mut self.windows.entry(cell.window).or_default().0,
                self.queues.entry(cell.queue).or_default(),
                self.items.entry(cell.item).or_default(),
                &mut of_department.0,
                &mut self.clerks.entry(cell.clerk).or_default().0,
                &mut of_day.tally,
            ] {
                part.add(tally);
            }
        }
        for (place, times) in sheet.work {
            self.add_work(place, times);
        }
        for (department, window) in sheet.served {
            let department = self.departments.entry(department).or_default();
            department.1.insert(window);
        }
        for (hour, (tickets, waits)) in sheet.hours {
            let hour = self.hours.entry(hour).or_default();
            hour.0 += tickets;
            hour.1.extend(waits);
        }
        let longest = [self.longest.take(), sheet.longest];
        self.longest = longest.into_iter().flatten().min();
        self.told.sum(&sheet.told);
    }

    fn add_work(&mut self, (window, clerk): Place, [served, open, paused]: [i64; 3]) {
        let of_window = &mut self.windows.entry(window).or_default().1;
        let of_clerk = &mut self.clerks.entry(clerk).or_default().1;
        for work in [&mut self.work, of_window, of_clerk] {
            work.add(served, open, paused);
        }
    }

    /// Tickets by end, and visits.
    pub(super) fn counts(&self) -> TicketCounts {
        self.counts
    }

    /// The longest wait.
    pub(super) fn longest(&self) -> Option<Longest> {
        let longest = self.longest.as_ref()?;
        Some(Longest {
            wait_ms: longest.wait_ms.0,
            number: self.label(&longest.series, longest.n),
            window: longest.window.map(|window| window.0),
            since: Stamp(longest.since),
            called: Stamp(longest.called),
        })
    }

    fn found(&self, found: &Finding, tickets: &[TicketRow]) -> Finding {
        let ticket = tickets
            .iter()
            .find(|ticket| ticket.ticket == found.ticket.0);
        let number = ticket.map(|ticket| self.label(&ticket.series, ticket.n));
        Finding {
            number: number.unwrap_or_default(),
            ..found.clone()
        }
    }

    /// The printed number.
    fn label(&self, series: &str, n: u32) -> String {
        let digits = usize::from(self.plan.numbers.digits);
        format!("{series}{n:0digits$}")
    }

    fn report(self, rows: &DayRows<'_>) -> DailyReport {
        let plan = self.plan;
        let found = rows.review.iter();
        let review = found
            .map(|found| self.found(found, &rows.tickets))
            .collect();
        let (tickets, longest) = (self.counts(), self.longest());
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
            longest,
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
