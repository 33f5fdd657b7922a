//! Who was asked afterwards and what was put right in March 2026, as a report of 10 April sees it.

use super::{Rows, alone, date, over};
use crate::report::{CallbackFigures, FollowFigures, Share, period_adds_up};
use crate::rows::{CallbackRow, RectificationRow};

/// A bad rating of a day at the department MZ, to be answered on the next and nothing done yet.
pub(super) fn matter(id: u64, came: &str, contact_due: &str) -> RectificationRow {
    RectificationRow {
        rectification: id,
        source: "bad_rating".to_owned(),
        ticket: Some(id),
        window: None,
        clerk: None,
        department: Some("MZ".parse().expect("a code")),
        item: None,
        came: date(came),
        contact_due: Some(date(contact_due)),
        tried: None,
        reached: None,
        judged: None,
        judgement: None,
        due: None,
        provisional: false,
        ended: None,
        ending: None,
        published: None,
    }
}

fn reached(row: RectificationRow, day: &str) -> RectificationRow {
    RectificationRow {
        reached: Some(date(day)),
        ..row
    }
}

pub(super) fn ended(
    row: RectificationRow,
    ending: &str,
    due: Option<&str>,
    day: &str,
) -> RectificationRow {
    RectificationRow {
        due: due.map(date),
        ended: Some(date(day)),
        ending: Some(ending.to_owned()),
        ..row
    }
}

fn asked(day: &str, ticket: u64, outcome: Option<&str>, level: Option<u8>) -> CallbackRow {
    CallbackRow {
        day: date(day),
        ticket,
        place: 1,
        served: 25,
        target: 3,
        visit: ticket,
        why: "lot".to_owned(),
        window: None,
        clerk: None,
        item: None,
        tries: u8::from(outcome.is_some()),
        outcome: outcome.map(str::to_owned),
        channel: outcome.map(|_| "phone".to_owned()),
        level,
        asked: outcome.map(|_| date("2026-04-01")),
        caller: None,
    }
}

/// Five bad ratings, one of them none and one about no item; a complaint; a patrol's. Of the people,
/// one has two tickets on the list, one declined, and one was asked in the hall.
pub(super) fn known() -> (Vec<CallbackRow>, Vec<RectificationRow>) {
    let on_time = reached(matter(1, "2026-03-03", "2026-03-04"), "2026-03-04");
    let late = reached(matter(2, "2026-03-03", "2026-03-04"), "2026-03-05");
    let matters = vec![
        ended(on_time, "closed", Some("2026-03-10"), "2026-03-10"),
        ended(late, "closed", Some("2026-03-10"), "2026-03-11"),
        ended(
            matter(3, "2026-03-03", "2026-03-04"),
            "malicious",
            None,
            "2026-04-02",
        ),
        matter(4, "2026-03-31", "2026-04-10"),
        RectificationRow {
            source: "complaint".to_owned(),
            department: None,
            ..ended(
                matter(5, "2026-03-09", "2026-03-10"),
                "explained",
                None,
                "2026-03-12",
            )
        },
        RectificationRow {
            source: "patrol".to_owned(),
            department: None,
            contact_due: None,
            ..ended(
                matter(6, "2026-03-09", "2026-03-09"),
                "closed",
                Some("2026-03-09"),
                "2026-03-09",
            )
        },
        RectificationRow {
            department: None,
            ..ended(
                matter(7, "2026-03-09", "2026-03-10"),
                "closed",
                None,
                "2026-03-10",
            )
        },
    ];
    let people = vec![
        asked("2026-03-03", 1, Some("reached"), Some(3)),
        asked("2026-03-03", 2, Some("reached"), Some(2)),
        asked("2026-03-03", 3, Some("no_answer"), None),
        CallbackRow {
            visit: 3,
            ..asked("2026-03-03", 4, Some("declined"), None)
        },
        CallbackRow {
            channel: Some("survey".to_owned()),
            ..asked("2026-03-31", 5, Some("reached"), None)
        },
        asked("2026-03-31", 6, Some("no_answer"), None),
        asked("2026-03-31", 7, None, None),
    ];
    (people, matters)
}

#[test]
fn what_followed_is_counted_as_it_stands_when_the_report_is_made() {
    let plan = super::plan();
    let mut rows = Rows::default();
    (rows.asked, rows.matters) = known();
    let report = alone(&over(&plan, "2026-03"), &rows);
    assert_eq!(period_adds_up(&report), Vec::<String>::new());
    assert_eq!(
        report.callbacks,
        CallbackFigures {
            target: 6,
            reached: Share::new(3, 50),
            tries: 6,
            through: Share::new(3, 4),
            satisfied: Share::new(1, 2),
        },
        "served and target count once a day"
    );
    let days = report.callback_curve.iter();
    let days: Vec<_> = days
        .map(|part| (part.name.as_str(), part.figures.reached))
        .collect();
    let expected = [
        ("2026-03-03", Share::new(2, 25)),
        ("2026-03-31", Share::new(1, 25)),
    ];
    assert_eq!(days, expected);
    assert_eq!(
        report.follow,
        FollowFigures {
            came: 6,
            // The one of 31 March may still be reached today.
            contacted: Share::new(1, 4),
            closed: Share::new(4, 5),
            closed_on_time: Share::new(2, 3),
            explained: 1,
            open: 1,
            excluded: 1,
        }
    );
    let sources = report.follow_sources.iter();
    let sources: Vec<_> = sources
        .map(|part| (part.key.as_str(), part.figures.came))
        .collect();
    assert_eq!(
        sources,
        [("bad_rating", 4), ("complaint", 1), ("patrol", 1)]
    );
    let departments = report.follow_departments.iter();
    let departments: Vec<_> = departments
        .map(|part| (part.key.as_str(), part.figures.came, part.figures.excluded))
        .collect();
    assert_eq!(departments, [("MZ", 3, 1), ("", 1, 0)]);
}

#[test]
fn a_day_later_nobody_can_be_reached_in_time_any_more() {
    let plan = super::plan();
    let mut rows = Rows::default();
    (rows.asked, rows.matters) = known();
    let mut about = over(&plan, "2026-03");
    about.today = date("2026-04-11");
    let report = alone(&about, &rows);
    assert_eq!(report.follow.contacted, Share::new(1, 5));
}

#[test]
fn whoever_complained_without_being_served_makes_no_day_more_than_whole() {
    let plan = super::plan();
    let row = |ticket| CallbackRow {
        served: 1,
        target: 1,
        ..asked("2026-03-03", ticket, Some("reached"), None)
    };
    let rows = Rows {
        asked: vec![row(1), row(2)],
        ..Rows::default()
    };
    let report = alone(&over(&plan, "2026-03"), &rows);
    assert_eq!(report.callbacks.reached, Share::new(1, 1));
    assert_eq!(period_adds_up(&report), Vec::<String>::new());
    assert!(!report.is_empty());
}
