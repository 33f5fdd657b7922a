//! Calling, repeating, starting and finishing.

use crate::bed::{Bed, finish, ok};
use crate::plan::code;
use hall_core::command::{Act, Named};
use hall_core::service::Done;
use hall_core::ticket::{LegEnd, Outcome};
use hall_core::{Refusal, Span};

// PEERS 6: 22
#[test]
fn two_windows_never_get_one_ticket() {
    let mut bed = Bed::new();
    bed.take_many("a1", 3);
    assert_eq!((bed.call(1), bed.call(2)), (ok("A001"), ok("A002")));
    let mut bed = Bed::new();
    bed.take_many("a1", 1);
    assert_eq!(
        (bed.call(2), bed.call(1)),
        (ok("A001"), Err("nobody_waiting"))
    );
}

// PEERS 6: 23
#[test]
fn a_window_with_a_ticket_in_hand_calls_nobody_and_is_told_which() {
    let mut bed = Bed::new();
    bed.take_many("a1", 2);
    bed.call(1).expect("A001");
    assert_eq!(bed.call(1), Err("window_busy"));
    assert_eq!(
        bed.refusal,
        Some(Refusal::WindowBusy {
            ticket: bed.id("A001")
        })
    );
    assert_eq!(bed.choose(1, "A002"), Err("window_busy"));
    bed.act(1, Act::Start).expect("started");
    assert_eq!(bed.call(1), Err("window_busy"));
}

#[test]
fn only_an_open_window_calls() {
    let mut bed = Bed::new();
    bed.take_many("a1", 1);
    assert_eq!(bed.call(4), Err("window_not_open"));
    bed.pause(1, 10).expect("paused");
    assert_eq!(bed.call(1), Err("window_paused"));
    bed.open(1).expect("back");
    assert_eq!(bed.call(1), ok("A001"));
}

// PEERS 6: 27
#[test]
fn the_wait_ends_at_the_first_call_however_often_it_is_repeated() {
    let mut bed = Bed::new();
    bed.take_many("a1", 1);
    bed.pass(7);
    bed.call(1).expect("A001");
    for _ in 0..2 {
        bed.pass_s(20);
        bed.act(1, Act::Recall).expect("announced again");
    }
    assert_eq!(bed.ticket("A001").calls, 3);
    assert_eq!(bed.ticket("A001").leg().wait(), Some(Span::minutes(7)));
    bed.act(1, Act::Release).expect("released");
    bed.pass(5);
    bed.call(2).expect("A001 again");
    assert_eq!(
        bed.ticket("A001").leg().wait(),
        Some(Span::minutes(7)),
        "also after a release"
    );
}

#[test]
fn a_call_is_repeated_at_most_twice_and_twenty_seconds_apart() {
    let mut bed = Bed::new();
    bed.take_many("a1", 1);
    bed.call(1).expect("A001");
    bed.pass_s(19);
    assert_eq!(bed.act(1, Act::Recall), Err("recall_too_soon"));
    assert_eq!(bed.refusal, Some(Refusal::RecallTooSoon { seconds: 1 }));
    bed.pass_s(1);
    assert_eq!(bed.act(1, Act::Recall), ok("A001"));
    bed.pass_s(20);
    assert_eq!(bed.act(1, Act::Recall), ok("A001"));
    bed.pass_s(20);
    assert_eq!(bed.act(1, Act::Recall), Err("recall_limit"));
}

// PEERS 6: 30
#[test]
fn a_second_start_is_told_that_the_service_runs() {
    let mut bed = Bed::new();
    bed.take_many("a1", 1);
    assert_eq!(bed.serve(1), ok("A001"));
    bed.pass(2);
    assert_eq!(bed.act(1, Act::Start), Err("already_serving"));
    bed.finish(1).expect("finished");
    assert_eq!(
        bed.ticket("A001").leg().served,
        Span::minutes(2),
        "one stretch of service"
    );
}

#[test]
fn every_act_needs_its_state() {
    let cases = [
        (
            Act::Start,
            ["nothing_in_hand", "ok", "already_serving", "not_called"],
        ),
        (
            Act::Recall,
            [
                "nothing_in_hand",
                "recall_too_soon",
                "not_called",
                "not_called",
            ],
        ),
        (
            Act::Miss,
            [
                "nothing_in_hand",
                "missed_too_soon",
                "not_called",
                "not_called",
            ],
        ),
        (
            finish(),
            ["nothing_in_hand", "not_serving", "ok", "not_serving"],
        ),
        (
            Act::Hold,
            ["nothing_in_hand", "not_serving", "ok", "not_serving"],
        ),
        (
            Act::Resume,
            ["nothing_in_hand", "not_held", "not_held", "ok"],
        ),
        (
            Act::Release,
            ["nothing_in_hand", "ok", "already_serving", "ok"],
        ),
        (
            Act::Reopen,
            [
                "nothing_in_hand",
                "not_reopenable",
                "not_reopenable",
                "not_reopenable",
            ],
        ),
    ];
    for (act, expected) in cases {
        for (state, expected) in ["none", "called", "serving", "held"]
            .into_iter()
            .zip(expected)
        {
            let mut bed = Bed::new();
            bed.take_many("a1", 1);
            let said = match state {
                "none" => bed.act(1, act.clone()),
                "called" => bed.call(1).and_then(|_| bed.act(1, act.clone())),
                "serving" => bed.serve(1).and_then(|_| bed.act(1, act.clone())),
                _ => {
                    bed.serve(1).expect("served");
                    bed.act(1, Act::Hold).expect("held");
                    bed.act_on(1, "A001", act.clone())
                }
            };
            assert_eq!(
                said.map_or_else(|code| code, |_| "ok"),
                expected,
                "{act:?} when {state}"
            );
        }
    }
}

#[test]
fn a_ticket_at_another_window_is_not_here() {
    let mut bed = Bed::new();
    bed.take_many("a1", 2);
    bed.call(1).expect("A001");
    bed.serve(2).expect("A002");
    assert_eq!(bed.act_on(2, "A001", Act::Start), Err("ticket_not_here"));
    assert_eq!(bed.act_on(1, "A002", finish()), Err("ticket_not_here"));
    assert_eq!(bed.act_on(2, "A001", Act::Release), Err("ticket_not_here"));
}

// I27
#[test]
fn a_command_that_names_an_old_version_changes_nothing_and_shows_the_truth() {
    let mut bed = Bed::new();
    bed.take_many("a1", 1);
    bed.call(1).expect("A001");
    let seen = Named {
        ticket: None,
        version: Some(bed.ticket("A001").version),
    };
    bed.act(1, Act::Start).expect("started meanwhile");
    let before = bed.hall.clone();
    assert_eq!(bed.act_named(1, seen, finish()), Err("stale_version"));
    assert_eq!(bed.refusal, Some(Refusal::StaleVersion { version: 3 }));
    assert!(bed.hall == before);
    let now = Named {
        version: Some(3),
        ..seen
    };
    assert_eq!(bed.act_named(1, now, finish()), ok("A001"));
}

// PEERS 6: 32
#[test]
fn the_item_may_be_put_right_when_finishing() {
    let mut bed = Bed::new();
    bed.take_many("a1", 1);
    bed.serve(1).expect("A001");
    let wrong = Act::Finish(Done {
        item: Some(code("nothing")),
        ..Done::default()
    });
    assert_eq!(bed.act(1, wrong), Err("unknown_item"));
    let right = Act::Finish(Done {
        item: Some(code("a2")),
        ..Done::plain(Outcome::Incomplete)
    });
    assert_eq!(bed.act(1, right), ok("A001"));
    let leg = bed.ticket("A001").leg();
    assert_eq!(
        (leg.item, leg.outcome),
        (Some(code("a2")), Some(Outcome::Incomplete))
    );
    assert_eq!(leg.end, Some(LegEnd::Finished));
}

#[test]
fn a_finished_ticket_is_reopened_within_two_minutes_only() {
    for (seconds, expected) in [(120, ok("A001")), (121, Err("reopen_too_late"))] {
        let mut bed = Bed::new();
        bed.take_many("a1", 1);
        bed.serve_whole(1).expect("served");
        bed.pass_s(seconds);
        assert_eq!(bed.act_on(2, "A001", Act::Reopen), Err("ticket_not_here"));
        assert_eq!(bed.act_on(1, "A001", Act::Reopen), expected);
    }
}

#[test]
fn a_reopened_service_counts_once_and_adds_its_time() {
    let mut bed = Bed::new();
    bed.take_many("a1", 2);
    bed.serve(1).expect("A001");
    bed.pass(3);
    bed.finish(1).expect("finished");
    bed.pass(1);
    bed.act_on(1, "A001", Act::Reopen).expect("reopened");
    assert_eq!(
        (bed.state("A001"), bed.call(1)),
        ("serving 1".to_owned(), Err("window_busy"))
    );
    bed.pass(2);
    bed.finish(1).expect("finished again");
    let window = &bed.hall.windows()[&hall_core::code::WindowNumber(1)];
    assert_eq!(window.finished, 1);
    assert_eq!(bed.ticket("A001").leg().served, Span::minutes(5));
}
