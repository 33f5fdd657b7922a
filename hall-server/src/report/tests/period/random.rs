//! Whatever its days were: a month is the sum of their daily reports.

use super::{Rows, alone, date, over, plan};
use crate::report::tests::random::{Story, cases, spans, stories, tell};
use crate::report::{DailyReport, DayRows, Figures, Owners, Part, Stage, daily, period_adds_up};
use hall_core::{Date, Plan};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static PLAN: LazyLock<Plan> = LazyLock::new(plan);

fn rows_of(day: Date, stories: &[Story]) -> Rows {
    let mut rows = Rows::default();
    for (id, story) in stories.iter().enumerate() {
        let (ticket, legs) = tell(id as u64 + 1, story);
        rows.tickets.push(ticket);
        rows.legs.extend(legs);
    }
    rows.spans = spans();
    rows.moved_to(day)
}

fn daily_of(day: Date, rows: &Rows) -> DailyReport {
    daily(&DayRows {
        plan: &PLAN,
        beside: Owners::of_plan(&PLAN).into(),
        day,
        stage: Stage::Closed,
        now: over(&PLAN, "2026-03").now,
        version: 1,
        tickets: rows.tickets.clone(),
        legs: rows.legs.clone(),
        spans: rows.spans.clone(),
        review: Vec::new(),
        practice: false,
    })
}

/// The counts of a part that days can be added by.
fn counts(figures: &Figures) -> [i64; 14] {
    [
        i64::from(figures.legs),
        i64::from(figures.called),
        i64::from(figures.finished),
        i64::from(figures.went_on),
        i64::from(figures.transferred),
        i64::from(figures.withdrawn),
        i64::from(figures.expired),
        i64::from(figures.live),
        i64::from(figures.missed),
        i64::from(figures.wait.count),
        figures.wait.sum_ms,
        figures.long_waits.part as i64,
        figures.service.sum_ms,
        i64::from(figures.ratings.bad()),
    ]
}

/// By key, over some reports.
fn added<'a>(parts: impl Iterator<Item = &'a Part>) -> BTreeMap<String, Vec<i64>> {
    let mut sums: BTreeMap<String, Vec<i64>> = BTreeMap::new();
    for part in parts {
        let counts = counts(&part.figures);
        let work = part.work.unwrap_or_default();
        let work = [work.served_ms, work.open_ms, work.paused_ms];
        let sum = sums.entry(part.key.clone()).or_insert_with(|| vec![0; 17]);
        for (sum, count) in sum.iter_mut().zip(counts.iter().chain(&work)) {
            *sum += count;
        }
    }
    sums
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn a_month_is_the_sum_of_its_daily_reports(
        days in prop::collection::btree_map(1..=31_i32, stories(20), 1..6)
    ) {
        let first = date("2026-03-01");
        let mut month = Rows::default();
        let mut reports = Vec::new();
        for (day, stories) in &days {
            let day = Date(first.0 + day - 1);
            let rows = rows_of(day, stories);
            reports.push(daily_of(day, &rows));
            month.extend(rows);
        }
        let report = alone(&over(&PLAN, "2026-03"), &month);
        prop_assert_eq!(period_adds_up(&report), Vec::<String>::new());
        let sum = |of: fn(&DailyReport) -> u32| reports.iter().map(of).sum::<u32>();
        prop_assert_eq!(report.tickets.tickets, sum(|day| day.tickets.tickets));
        prop_assert_eq!(report.tickets.visits, sum(|day| day.tickets.visits));
        prop_assert_eq!(report.tickets.missed_for_good, sum(|day| day.tickets.missed_for_good));
        let totals = reports.iter().map(|day| counts(&day.total));
        let mut total = [0; 14];
        for counts in totals {
            for (sum, count) in total.iter_mut().zip(counts) {
                *sum += count;
            }
        }
        prop_assert_eq!(counts(&report.total), total);
        let windows = added(reports.iter().flat_map(|day| &day.windows));
        prop_assert_eq!(added(report.windows.iter()), windows);
        let items = added(reports.iter().flat_map(|day| &day.items));
        prop_assert_eq!(added(report.items.iter().map(|part| &part.part)), items);
        let departments = added(reports.iter().flat_map(|day| &day.departments));
        prop_assert_eq!(added(report.departments.iter().map(|part| &part.part)), departments);
        let longest = reports.iter().filter_map(|day| day.longest.as_ref());
        let longest = longest.map(|longest| longest.wait_ms).max();
        prop_assert_eq!(report.longest.map(|longest| longest.wait_ms), longest);
    }
}
