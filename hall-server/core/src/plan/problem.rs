//! What can be wrong inside a plan, as data. The server's parser adds file, line and hint.

use super::Plan;
use crate::code::{ClerkCode, ItemCode, QueueCode, SeriesCode, WindowNumber, ZoneCode};
use alloc::vec::Vec;

/// One inconsistency of a plan.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PlanProblem {
    /// There is no class `normal`.
    NoNormalClass,
    /// A queue names a series that is not there.
    UnknownSeries(QueueCode, SeriesCode),
    /// A queue names a zone that is not there.
    QueueUnknownZone(QueueCode, ZoneCode),
    /// A window names a zone that is not there.
    WindowUnknownZone(WindowNumber, ZoneCode),
    /// A window serves or helps a queue that is not there.
    WindowUnknownQueue(WindowNumber, QueueCode),
    /// A window names a clerk that is not there.
    WindowUnknownClerk(WindowNumber, ClerkCode),
    /// An item waits in a queue that is not there.
    ItemUnknownQueue(ItemCode, QueueCode),
    /// No window serves a queue that has items.
    QueueWithoutWindow(QueueCode),
    /// The online range and the blocks of a series overlap, or a range is empty.
    BadRange(SeriesCode),
    /// The hours do not follow one another.
    BadHours,
}

impl Plan {
    /// Every inconsistency, in a fixed order; empty for a valid plan.
    pub fn problems(&self) -> Vec<PlanProblem> {
        let mut found = Vec::new();
        if !self.classes.contains_key(&Self::normal_class()) {
            found.push(PlanProblem::NoNormalClass);
        }
        self.range_problems(&mut found);
        self.queue_problems(&mut found);
        self.window_problems(&mut found);
        for (code, item) in &self.items {
            if !self.queues.contains_key(&item.queue) {
                found.push(PlanProblem::ItemUnknownQueue(*code, item.queue));
            }
            if let Some(queue) = item.pay_at.filter(|queue| !self.queues.contains_key(queue)) {
                found.push(PlanProblem::ItemUnknownQueue(*code, queue));
            }
        }
        found
    }

    fn range_problems(&self, found: &mut Vec<PlanProblem>) {
        for (code, series) in &self.series {
            let ranges = series.online_max >= 1
                && series.block_from > series.online_max
                && series.block_to >= series.block_from
                && series.block_size >= 1;
            if !ranges {
                found.push(PlanProblem::BadRange(*code));
            }
        }
        let hours = &self.hours;
        let in_order = hours.open.iter().all(|(from, to)| from < to)
            && hours.open.windows(2).all(|pair| pair[0].1 <= pair[1].0);
        let tickets = hours.ticket_from < hours.ticket_until;
        if !in_order || !tickets || hours.close_latest < hours.outer().1 {
            found.push(PlanProblem::BadHours);
        }
    }

    fn queue_problems(&self, found: &mut Vec<PlanProblem>) {
        for (code, queue) in &self.queues {
            if !self.series.contains_key(&queue.series) {
                found.push(PlanProblem::UnknownSeries(*code, queue.series));
            }
            if !self.zones.contains_key(&queue.zone) {
                found.push(PlanProblem::QueueUnknownZone(*code, queue.zone));
            }
            if self.windows_of(*code).next().is_none() {
                found.push(PlanProblem::QueueWithoutWindow(*code));
            }
        }
    }

    fn window_problems(&self, found: &mut Vec<PlanProblem>) {
        for (number, window) in &self.windows {
            if !self.zones.contains_key(&window.zone) {
                found.push(PlanProblem::WindowUnknownZone(*number, window.zone));
            }
            let helped = window.helps.iter().map(|help| help.queue);
            for queue in window.queues.iter().copied().chain(helped) {
                if !self.queues.contains_key(&queue) {
                    found.push(PlanProblem::WindowUnknownQueue(*number, queue));
                }
            }
            for clerk in window.clerk_a.into_iter().chain(window.clerk_b) {
                if !self.clerks.contains_key(&clerk) {
                    found.push(PlanProblem::WindowUnknownClerk(*number, clerk));
                }
            }
        }
    }
}
