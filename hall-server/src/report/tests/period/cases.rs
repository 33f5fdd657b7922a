//! Cases of March 2026: what counts as accepted, finished, on time, early, overdue.

use super::{Rows, alone, date, over};
use crate::report::{CaseFigures, Share};
use crate::rows::CaseRow;

/// A case accepted on a day and due on another, open.
pub(super) fn case(id: u64, accepted: &str, due: &str) -> CaseRow {
    CaseRow {
        case: id,
        number: format!("N{id}"),
        item: "CARD1".parse().expect("a code"),
        department: "MZ".parse().expect("a code"),
        ticket: None,
        stage: "accepted".to_owned(),
        opened: date(accepted),
        accepted: Some(date(accepted)),
        finished: None,
        delivered: None,
        promised: 10,
        legal: 20,
        extended: 0,
        stops: 0,
        parts: 0,
        first_due: Some(date(due)),
        due: Some(date(due)),
        provisional: false,
        left: None,
        left_day: None,
    }
}

fn finished(case: CaseRow, day: &str) -> CaseRow {
    CaseRow {
        finished: Some(date(day)),
        ..case
    }
}

/// Five finished, four of them on time, one of these early; two overdue; one done at once of two.
pub(super) fn known() -> Vec<CaseRow> {
    let at_once = |case: CaseRow| CaseRow {
        promised: 0,
        item: "CARD2".parse().expect("a code"),
        ..case
    };
    vec![
        finished(case(1, "2026-02-20", "2026-03-06"), "2026-03-05"),
        finished(case(2, "2026-03-02", "2026-03-16"), "2026-03-16"),
        finished(case(3, "2026-03-02", "2026-03-16"), "2026-03-17"),
        CaseRow {
            extended: 5,
            department: "SW".parse().expect("a code"),
            ..finished(case(4, "2026-03-03", "2026-03-24"), "2026-03-20")
        },
        at_once(finished(case(5, "2026-03-04", "2026-03-04"), "2026-03-04")),
        // Open: overdue, overdue since February, due on the last day, stopped, gone, to come.
        at_once(case(6, "2026-03-05", "2026-03-05")),
        case(7, "2026-02-02", "2026-02-13"),
        case(8, "2026-03-17", "2026-03-31"),
        CaseRow {
            due: None,
            ..case(9, "2026-03-02", "2026-03-16")
        },
        CaseRow {
            left: Some("withdrawn".to_owned()),
            left_day: Some(date("2026-03-10")),
            ..case(10, "2026-03-02", "2026-03-09")
        },
    ]
}

#[test]
fn the_known_cases_give_the_figures_worked_out_on_paper() {
    let plan = super::plan();
    let rows = Rows {
        cases: known(),
        ..Rows::default()
    };
    let report = alone(&over(&plan, "2026-03"), &rows);
    let expected = CaseFigures {
        accepted: 8,
        finished: 5,
        on_time: Share::new(4, 5),
        on_time_strict: Share::new(4, 7),
        overdue: 2,
        early: Share::new(1, 4),
        // 10 of 20 days saved four times, and 20 of 20 once.
        compressed: Share::new(60, 100),
        at_once: Share::new(1, 2),
    };
    assert_eq!(report.cases, expected);
    assert!(!report.is_empty());
    assert_eq!(crate::report::period_adds_up(&report), Vec::<String>::new());
    let part = |key: &str| {
        let found = report.departments.iter().find(|part| part.part.key == key);
        found.expect("the department has cases").cases
    };
    assert_eq!((part("MZ").finished, part("SW").finished), (4, 1));
    assert_eq!(part("SW").early, Share::new(0, 1), "it was extended");
}

#[test]
fn a_case_without_a_finished_one_has_no_share() {
    let plan = super::plan();
    let rows = Rows {
        cases: vec![case(1, "2026-03-02", "2026-03-16")],
        ..Rows::default()
    };
    let cases = alone(&over(&plan, "2026-03"), &rows).cases;
    assert_eq!(cases.on_time.tenths(), None);
    assert_eq!(cases.on_time_strict.tenths(), Some(0), "one is overdue");
}
