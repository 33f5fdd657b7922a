//! What reports read: cases as they stood on a day, and who answered for an item then.

use super::Reader;
use crate::journal::Row;
use crate::rows::{CaseRow, Days, StepRow};
use crate::store::sqlite::{Folder, SqliteStore};
use crate::store::{Commit, Store};
use hall_core::code::Seq;
use hall_core::{Date, Event, Plan, Time};
use tempfile::TempDir;

fn day(text: &str) -> Date {
    text.parse().expect("a date")
}

fn march() -> Days {
    Days {
        first: day("2026-03-01"),
        last: day("2026-03-31"),
    }
}

/// A database with what was committed.
async fn stored(commit: &Commit) -> (TempDir, Reader) {
    let folder = tempfile::tempdir().expect("the system gives a temporary folder");
    let locked = Folder::lock(folder.path()).expect("nobody else is here");
    let mut store = SqliteStore::open(locked).await.expect("it opens");
    store.commit(commit).await.expect("the disk takes it");
    let reader = Reader::open(&store.path()).await.expect("it is readable");
    store.close().await.expect("the store closes");
    (folder, reader)
}

/// A case accepted on a day, open and due on 16 April.
fn case(id: u64, accepted: &str) -> CaseRow {
    CaseRow {
        case: id,
        number: format!("N{id}"),
        item: "CARD1".parse().expect("a code"),
        department: "MZ".parse().expect("a code"),
        ticket: None,
        stage: "accepted".to_owned(),
        opened: day(accepted),
        accepted: Some(day(accepted)),
        finished: None,
        delivered: None,
        promised: 10,
        legal: 20,
        extended: 0,
        stops: 0,
        parts: 0,
        first_due: Some(day("2026-04-16")),
        due: Some(day("2026-04-16")),
        provisional: false,
        left: None,
        left_day: None,
    }
}

fn step(event: u64, case: u64, on: &str, step: &str, due: Option<&str>) -> StepRow {
    StepRow {
        event,
        case,
        step: step.to_owned(),
        day: day(on),
        at: Time(i64::from(day(on).0) * 86_400_000),
        clerk: None,
        department: None,
        from: None,
        to: None,
        kind: None,
        days: None,
        due: due.map(day),
    }
}

#[tokio::test]
async fn cases_are_those_that_ran_in_the_days_as_they_stood_at_their_end() {
    let finished = |id, on: &str| CaseRow {
        finished: Some(day(on)),
        ..case(id, "2026-02-02")
    };
    let left = |id, on: &str| CaseRow {
        left: Some("withdrawn".to_owned()),
        left_day: Some(day(on)),
        ..case(id, "2026-03-02")
    };
    let never = CaseRow {
        accepted: None,
        ..case(9, "2026-03-02")
    };
    let commit = Commit {
        cases: vec![
            finished(1, "2026-02-27"),
            finished(2, "2026-03-01"),
            finished(3, "2026-04-01"),
            left(4, "2026-03-31"),
            left(5, "2026-04-01"),
            case(6, "2026-03-31"),
            case(7, "2026-04-01"),
            left(8, "2026-02-28"),
            never,
        ],
        ..Commit::default()
    };
    let (_folder, reader) = stored(&commit).await;
    let mut moment = reader.moment().await.expect("a moment");
    let cases = moment.cases_at(march()).await.expect("cases");
    let seen: Vec<_> = cases
        .iter()
        .map(|case| {
            (
                case.case,
                case.finished,
                case.left.as_deref(),
                case.left_day,
            )
        })
        .collect();
    let expected = [
        (2, Some(day("2026-03-01")), None, None),
        (3, None, None, None),
        (4, None, Some("withdrawn"), Some(day("2026-03-31"))),
        (5, None, None, None),
        (6, None, None, None),
    ];
    assert_eq!(seen, expected);
}

#[tokio::test]
async fn a_due_day_is_the_one_that_held_at_the_end_of_the_days() {
    let accepted = |event, case| step(event, case, "2026-03-02", "accepted", Some("2026-03-16"));
    let mut cases: Vec<CaseRow> = (1..=4).map(|id| case(id, "2026-03-02")).collect();
    // The row says what the last step of all says.
    cases[3].due = Some(day("2026-03-20"));
    let commit = Commit {
        cases,
        steps: vec![
            accepted(1, 1),
            // Extended in April only: overdue at the end of March, whatever was decided later.
            step(2, 1, "2026-04-01", "extended", Some("2026-04-16")),
            accepted(3, 2),
            step(4, 2, "2026-03-31", "extended", Some("2026-04-16")),
            accepted(5, 3),
            step(6, 3, "2026-03-05", "suspended", None),
            step(7, 3, "2026-04-02", "continued", Some("2026-04-16")),
            accepted(8, 4),
            step(9, 4, "2026-03-05", "suspended", None),
            step(10, 4, "2026-03-11", "continued", Some("2026-03-20")),
            step(11, 4, "2026-03-12", "handled", None),
        ],
        ..Commit::default()
    };
    let (_folder, reader) = stored(&commit).await;
    let mut moment = reader.moment().await.expect("a moment");
    let cases = moment.cases_at(march()).await.expect("cases");
    let due: Vec<Option<Date>> = cases.iter().map(|case| case.due).collect();
    let expected = [
        Some(day("2026-03-16")),
        Some(day("2026-04-16")),
        None,
        Some(day("2026-03-20")),
    ];
    assert_eq!(due, expected);
}

fn plan() -> Plan {
    let text = include_str!("../../../../../fixtures/halls/small.toml");
    crate::plan::parse("small.toml", text).expect("the small example is a valid plan")
}

/// The plan in which an item belongs to a department, loaded on a day.
fn loaded(seq: u64, on: &str, department: &str) -> Row {
    let mut plan = plan();
    let item = plan.items.get_mut(&"CARD2".parse().expect("a code"));
    item.expect("the item").department = department.parse().expect("a code");
    let event = Event::PlanLoaded {
        plan: Box::new(plan),
    };
    Row {
        seq: Seq(seq),
        epoch: "e".to_owned(),
        day: day(on),
        at: Time(i64::from(day(on).0) * 86_400_000),
        kind: "plan_loaded".to_owned(),
        body: serde_json::to_string(&event).expect("events are JSON"),
        request: "00000000000000000000000000000000".parse().expect("an id"),
        prev: [0; 32],
        hash: [0; 32],
    }
}

#[tokio::test]
async fn an_item_belongs_to_whom_the_plan_of_that_time_said() {
    let commit = Commit {
        events: vec![
            loaded(1, "2025-12-01", "MZ"),
            loaded(2, "2026-01-05", "SW"),
            loaded(3, "2026-03-10", "MZ"),
            loaded(4, "2026-04-01", "SW"),
        ],
        ..Commit::default()
    };
    let (_folder, reader) = stored(&commit).await;
    let mut moment = reader.moment().await.expect("a moment");
    let owners = moment.owners(&plan(), march()).await.expect("owners");
    let item = "CARD2".parse().expect("a code");
    for (on, owner) in [
        ("2026-03-01", "SW"),
        ("2026-03-09", "SW"),
        ("2026-03-10", "MZ"),
        ("2026-03-31", "MZ"),
    ] {
        let then = Time(i64::from(day(on).0) * 86_400_000 + 1);
        assert_eq!(owners.of(item, then), owner.parse().ok(), "{on}");
    }
}

#[tokio::test]
async fn where_no_plan_was_loaded_the_one_in_force_speaks() {
    let (_folder, reader) = stored(&Commit::default()).await;
    let mut moment = reader.moment().await.expect("a moment");
    let owners = moment.owners(&plan(), march()).await.expect("owners");
    let item = "CARD2".parse().expect("a code");
    assert_eq!(owners.of(item, Time(0)), "MZ".parse().ok());
}
