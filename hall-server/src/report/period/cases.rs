//! Cases 办件 of a period: what was accepted and finished in it, and what is overdue at its end.

use crate::report::Share;
use crate::rows::{CaseRow, Days};
use hall_core::Date;
use hall_core::code::{DepartmentCode, ItemCode};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Cases of one part (DOMAIN 6.2).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct CaseFigures {
    /// Accepted in the period 受理.
    pub accepted: u32,
    /// Finished in the period 办结.
    pub finished: u32,
    /// Finished on or before the last day, among the finished 按时办结率.
    pub on_time: Share,
    /// The same among the finished and those that are overdue and still open.
    pub on_time_strict: Share,
    /// Overdue and still open at the end of the period.
    pub overdue: u32,
    /// Finished before the last day, without an extension, among the finished ones with a promise
    /// of a day or more 提前办结率.
    pub early: Share,
    /// Worked days that the promises save, among those the law allows, of the finished ones that
    /// the law gives a limit 时限压缩率.
    pub compressed: Share,
    /// Finished on the day of their acceptance, among those accepted to be done at once 即办率.
    pub at_once: Share,
}

/// Cases of one part while they are counted.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct CaseTally {
    accepted: u32,
    finished: u32,
    on_time: u32,
    overdue: u32,
    promised: u32,
    early: u32,
    promised_days: u64,
    legal_days: u64,
    at_once: u32,
    at_once_done: u32,
}

impl CaseTally {
    fn add(&mut self, case: &CaseRow, days: Days) {
        let is_at_once = case.promised == 0;
        if case.accepted.is_some_and(|day| days.contains(day)) {
            self.accepted += 1;
            self.at_once += u32::from(is_at_once);
            self.at_once_done += u32::from(is_at_once && case.finished == case.accepted);
        }
        match case.finished {
            Some(day) if days.contains(day) => self.finish(case, day),
            Some(_) => {}
            None => self.overdue += u32::from(is_overdue(case, days.last)),
        }
    }

    fn finish(&mut self, case: &CaseRow, day: Date) {
        self.finished += 1;
        // While the clock stands nothing is late.
        self.on_time += u32::from(case.due.is_none_or(|due| day <= due));
        if case.promised > 0 {
            self.promised += 1;
            let is_before = case.due.is_some_and(|due| day < due);
            self.early += u32::from(is_before && case.extended == 0);
        }
        if case.legal > 0 {
            self.promised_days += u64::from(case.promised);
            self.legal_days += u64::from(case.legal);
        }
    }

    pub(super) fn figures(&self) -> CaseFigures {
        let share = |part: u32, whole: u32| Share::new(u64::from(part), u64::from(whole));
        let saved = self.legal_days.saturating_sub(self.promised_days);
        CaseFigures {
            accepted: self.accepted,
            finished: self.finished,
            on_time: share(self.on_time, self.finished),
            on_time_strict: share(self.on_time, self.finished + self.overdue),
            overdue: self.overdue,
            early: share(self.early, self.promised),
            compressed: Share::new(saved, self.legal_days),
            at_once: share(self.at_once_done, self.at_once),
        }
    }
}

/// Accepted, not over and not gone, with its last day gone by on `day`.
fn is_overdue(case: &CaseRow, day: Date) -> bool {
    let is_open = case.accepted.is_some_and(|accepted| accepted <= day) && case.left.is_none();
    is_open && case.due.is_some_and(|due| due < day)
}

/// All cases of a period.
#[derive(Default)]
pub(super) struct Cases {
    pub(super) total: CaseTally,
    pub(super) departments: BTreeMap<DepartmentCode, CaseTally>,
    pub(super) items: BTreeMap<ItemCode, CaseTally>,
    /// Accepted and finished by day.
    pub(super) days: BTreeMap<Date, [u32; 2]>,
}

impl Cases {
    /// Counts a case, as it stood at the end of the last day, once into the total and each part.
    pub(super) fn add(&mut self, case: &CaseRow, days: Days) {
        let department = self.departments.entry(case.department).or_default();
        let item = self.items.entry(case.item).or_default();
        for tally in [&mut self.total, department, item] {
            tally.add(case, days);
        }
        for (day, which) in [(case.accepted, 0), (case.finished, 1)] {
            if let Some(day) = day.filter(|day| days.contains(*day)) {
                self.days.entry(day).or_default()[which] += 1;
            }
        }
    }
}
