//! Whether a period's report agrees with itself: every sum once more, from the finished figures.

use super::CaseFigures;
use super::figures::PeriodReport;
use super::follow::{CallbackFigures, FollowFigures, FollowPart};
use super::headline::{Headline, What};
use crate::report::check::{Sums, group, inside, tickets, work};
use crate::report::figures::Part;

/// What does not add up, in words for an operator; empty when everything does.
pub fn period_adds_up(report: &PeriodReport) -> Vec<String> {
    let mut sums = Sums::default();
    tickets(&mut sums, &report.tickets, &report.total, false);
    let plain = |parts: &[super::CasePart]| -> Vec<Part> {
        parts.iter().map(|part| part.part.clone()).collect()
    };
    for (name, parts) in [
        ("windows", &report.windows),
        ("clerks", &report.clerks),
        ("departments", &plain(&report.departments)),
        ("items", &plain(&report.items)),
    ] {
        group(&mut sums, name, parts, &report.total);
    }
    for (name, parts) in [
        ("departments", &report.departments),
        ("items", &report.items),
    ] {
        let parts: Vec<&CaseFigures> = parts.iter().map(|part| &part.cases).collect();
        cases(&mut sums, name, &parts, &report.cases);
    }
    for (name, parts) in [
        ("sources", (&report.follow_sources, &report.follow)),
        (
            "departments",
            (&report.follow_departments, &report.follow_bad),
        ),
    ] {
        follow(&mut sums, name, parts.0, parts.1);
    }
    let days = report.callback_curve.iter().map(|part| part.figures);
    let days: CallbackFigures = days.sum();
    if days != report.callbacks {
        let (all, whole) = (days, report.callbacks);
        sums.wrong.push(format!(
            "callbacks: the days make {all:?}, the whole is {whole:?}"
        ));
    }
    for (name, share) in [
        ("reached among the served", report.callbacks.reached),
        ("picked up among those rung up", report.callbacks.through),
        ("satisfied when asked", report.callbacks.satisfied),
    ] {
        sums.at_most(name, share.part as i64, share.whole as i64);
    }
    work(&mut sums, "windows", &report.windows, report.work);
    work(&mut sums, "clerks", &report.clerks, report.work);
    inside(&mut sums, "total", &report.total);
    totals(&mut sums, report);
    sums.wrong
}

/// Headline figures against those of the tables, and the curve against both.
fn totals(sums: &mut Sums, report: &PeriodReport) {
    let figures = Headline {
        visits: u64::from(report.tickets.visits),
        tickets: u64::from(report.tickets.tickets),
        services: u64::from(report.total.services()),
        no_shows: u64::from(report.total.missed),
        accepted: u64::from(report.cases.accepted),
        finished: u64::from(report.cases.finished),
    };
    for what in What::ALL {
        let (name, whole) = (what.word(), report.counts().of(what) as i64);
        let curve: u64 = report.curve.iter().map(|part| part.counts.of(what)).sum();
        sums.equal(
            &format!("{name} of the tables"),
            figures.of(what) as i64,
            whole,
        );
        sums.equal(&format!("{name} by day"), curve as i64, whole);
        let peak = report.headline(what).and_then(|total| total.peak);
        let peak = peak.map_or(0, |peak| peak.count) as i64;
        sums.at_most(&format!("{name} on one day"), peak, whole);
    }
    let waits: u32 = report.curve.iter().map(|part| part.wait.count).sum();
    sums.equal(
        "waits by day",
        i64::from(waits),
        i64::from(report.total.wait.count),
    );
    let ranked: u32 = report.ranking.len() as u32;
    sums.equal(
        "departments ranked",
        i64::from(ranked),
        report.departments.len() as i64,
    );
}

/// Every count of what had to be put right, by part and in all.
fn follow(sums: &mut Sums, name: &str, parts: &[FollowPart], total: &FollowFigures) {
    let counts = |figures: &FollowFigures| {
        [
            ("put right", figures.closed.part),
            ("to put right", figures.closed.whole),
            ("matters", u64::from(figures.came)),
            ("put right in time", figures.closed_on_time.part),
            ("put right with a last day", figures.closed_on_time.whole),
            ("reached in time", figures.contacted.part),
            ("to reach", figures.contacted.whole),
            ("explained", u64::from(figures.explained)),
            ("open", u64::from(figures.open)),
            ("excluded", u64::from(figures.excluded)),
        ]
    };
    for (index, (count, whole)) in counts(total).into_iter().enumerate() {
        let made = parts.iter().map(|part| counts(&part.figures)[index].1);
        let made: u64 = made.sum();
        sums.equal(&format!("{count} by {name}"), made as i64, whole as i64);
    }
    let ends = total.closed.part + u64::from(total.explained) + u64::from(total.open);
    sums.equal("what came by end", ends as i64, i64::from(total.came));
}

/// Every count of cases with its name.
fn counts(cases: &CaseFigures) -> [(&'static str, u64); 10] {
    [
        ("cases accepted", u64::from(cases.accepted)),
        ("cases finished", u64::from(cases.finished)),
        ("cases on time", cases.on_time.part),
        ("cases overdue", u64::from(cases.overdue)),
        ("cases early", cases.early.part),
        ("cases with a promise", cases.early.whole),
        ("days saved", cases.compressed.part),
        ("days allowed", cases.compressed.whole),
        ("cases done at once", cases.at_once.part),
        ("cases to do at once", cases.at_once.whole),
    ]
}

fn cases(sums: &mut Sums, name: &str, parts: &[&CaseFigures], total: &CaseFigures) {
    for (index, (count, whole)) in counts(total).into_iter().enumerate() {
        let made: u64 = parts.iter().map(|part| counts(part)[index].1).sum();
        // A part that promises more than the law allows saves nothing; the whole may still.
        if count != "days saved" {
            sums.equal(&format!("{count} by {name}"), made as i64, whole as i64);
        }
    }
    let strict = total.on_time_strict.whole;
    let open = u64::from(total.finished + total.overdue);
    sums.equal("finished and overdue cases", open as i64, strict as i64);
}
