//! Two tiers, the Wilson bound in the first.

use super::cases::case;
use super::follow::{ended, matter};
use super::{Rows, alone, date, over};
use crate::report::tests::day::{at, leg, rated, served, ticket};
use crate::report::{Owners, PeriodReport, Tier};
use crate::rows::{CaseRow, RectificationRow};
use hall_core::code::DepartmentCode;
use hall_core::ticket::LegEnd;
use hall_core::{Plan, Time};

/// A plan of five departments, the fifth the centre itself, with an item each.
fn plan() -> Plan {
    let mut plan = super::plan();
    let department = plan
        .departments
        .values()
        .next()
        .expect("one is there")
        .clone();
    let item = plan.items.values().next().expect("one is there").clone();
    for name in ["D1", "D2", "D3", "D4", "D5"] {
        let code: DepartmentCode = name.parse().expect("a code");
        let mut department = department.clone();
        department.internal = name == "D5";
        plan.departments.insert(code, department);
        let mut item = item.clone();
        item.department = code;
        plan.items.insert(name.parse().expect("a code"), item);
    }
    plan
}

/// Services of departments: so many, of them so many good ratings and so many bad ones.
fn served_by(figures: &[(&str, u64, u64, u64)]) -> Rows {
    let mut rows = Rows::default();
    for (item, services, good, bad) in figures {
        for n in 0..*services {
            let id = rows.tickets.len() as u64 + 1;
            let mut ticket = ticket(id, "finished", at(9, 0));
            ticket.item = item.parse().ok();
            rows.legs
                .push(served(leg(&ticket), 1, 1, 1, LegEnd::Finished));
            let level = if n < *good { 4 } else { 1 };
            rows.tickets.push(if n < good + bad {
                rated(ticket, 1, level)
            } else {
                ticket
            });
        }
    }
    rows
}

fn order(report: &PeriodReport) -> Vec<(&str, Option<Tier>, Option<u32>)> {
    let ranked = report.ranking.iter();
    ranked
        .map(|ranked| (ranked.key.as_str(), ranked.tier, ranked.place))
        .collect()
}

#[test]
fn eleven_praises_of_eleven_do_not_beat_398_of_400() {
    let plan = plan();
    let rows = served_by(&[("D1", 11, 11, 0), ("D2", 400, 398, 2), ("D3", 10, 10, 0)]);
    let report = alone(&over(&plan, "2026-03"), &rows);
    let expected = [
        ("D2", Some(Tier::Many), Some(1)),
        ("D1", Some(Tier::Many), Some(2)),
        ("D3", Some(Tier::Few), Some(1)),
    ];
    assert_eq!(order(&report), expected);
    assert_eq!(report.ranking[1].lower_millionths, Some(741_160));
}

#[test]
fn equal_figures_share_a_place_and_who_was_not_rated_has_none() {
    let plan = plan();
    let mut rows = served_by(&[
        ("D1", 5, 3, 1),
        ("D2", 6, 3, 1),
        ("D3", 4, 1, 1),
        ("D4", 9, 0, 0),
        ("D5", 50, 50, 0),
    ]);
    let mut nowhere = ticket(999, "finished", at(9, 0));
    nowhere.item = None;
    rows.legs
        .push(served(leg(&nowhere), 1, 1, 1, LegEnd::Finished));
    rows.tickets.push(nowhere);
    let report = alone(&over(&plan, "2026-03"), &rows);
    let few = Some(Tier::Few);
    let expected = [
        ("D2", few, Some(1)),
        ("D1", few, Some(1)),
        ("D3", few, Some(3)),
        ("D4", few, None),
        // The centre itself and what has no item are shown without a place.
        ("D5", None, None),
        ("", None, None),
    ];
    assert_eq!(order(&report), expected);
}

#[test]
fn a_leg_stays_with_the_department_that_answered_for_its_item_then() {
    let code = |text: &str| text.parse().expect("a code");
    let item = "CARD2".parse().expect("a code");
    let mut owners = Owners::default();
    owners.learn(Time(100), [(item, code("MZ"))]);
    owners.learn(Time(200), [(item, code("MZ"))]);
    owners.learn(Time(300), [(item, code("SW"))]);
    for (then, owner) in [
        (0, "MZ"),
        (100, "MZ"),
        (299, "MZ"),
        (300, "SW"),
        (900, "SW"),
    ] {
        assert_eq!(owners.of(item, Time(then)), Some(code(owner)), "{then}");
    }
    assert_eq!(owners.of("OTHER".parse().expect("a code"), Time(1)), None);
}

#[test]
fn the_score_weighs_cases_on_time_satisfaction_and_what_was_put_right() {
    let plan = plan();
    let mut rows = served_by(&[("D1", 10, 4, 1), ("D2", 10, 4, 1), ("D3", 10, 4, 1)]);
    let case = |id, department: &str, finished: &str| CaseRow {
        department: department.parse().expect("a code"),
        finished: Some(date(finished)),
        ..case(id, "2026-03-02", "2026-03-10")
    };
    rows.cases = vec![
        case(1, "D1", "2026-03-10"),
        case(2, "D2", "2026-03-10"),
        case(3, "D2", "2026-03-11"),
    ];
    let matter = |id, department: &str| RectificationRow {
        department: department.parse().ok(),
        ..matter(id, "2026-03-03", "2026-03-04")
    };
    rows.matters = vec![
        matter(1, "D1"),
        ended(matter(2, "D2"), "closed", None, "2026-03-04"),
    ];
    let report = alone(&over(&plan, "2026-03"), &rows);
    let scores = report.ranking.iter();
    let scores: Vec<_> = scores
        .map(|ranked| (ranked.key.as_str(), ranked.score_millionths))
        .collect();
    let expected = [
        // Only satisfied: 4 of 5.
        ("D3", Some(800_000)),
        // 40 x 1.0 + 40 x 0.8 + 20 x 0.0, and 40 x 0.5 + 40 x 0.8 + 20 x 1.0: equal.
        ("D1", Some(720_000)),
        ("D2", Some(720_000)),
    ];
    assert_eq!(scores, expected);
    let places: Vec<_> = order(&report).iter().map(|(_, _, place)| *place).collect();
    assert_eq!(places, [Some(1), Some(2), Some(2)]);
}
