//! Who is next.

use crate::bed::{Bed, ok};
use crate::plan::code;
use hall_core::event::{CallReason, Event};

fn last_call(bed: &Bed) -> &CallReason {
    let call = bed.events().rev().find_map(|event| match event {
        Event::TicketCalled { why, .. } => Some(why),
        _ => None,
    });
    call.expect("somebody was called")
}

// PEERS 6: 13
#[test]
fn who_came_first_is_called_first() {
    let mut bed = Bed::new();
    bed.take_many("a1", 1);
    bed.pass(1);
    bed.take_many("a1", 1);
    assert_eq!((bed.call(1), bed.call(2)), (ok("A001"), ok("A002")));
    assert_eq!(last_call(&bed), &CallReason::Place);
}

// PEERS 6: 13
#[test]
fn a_priority_is_first_only_when_its_credit_exceeds_the_gap() {
    for (gap_minutes, first) in [(19, "A002"), (21, "A001")] {
        let mut bed = Bed::new();
        bed.take_many("a1", 1);
        bed.pass(gap_minutes);
        bed.take_priority("a1").expect("a number");
        assert_eq!(bed.call(1), ok(first), "after {gap_minutes} minutes");
    }
}

#[test]
fn with_equal_places_the_first_number_is_first() {
    let mut bed = Bed::new();
    bed.take_many("a1", 3);
    assert_eq!((bed.call(1), bed.call(2)), (ok("A001"), ok("A002")));
}

#[test]
fn nobody_is_passed_more_often_than_the_plan_allows() {
    let mut bed = Bed::new();
    bed.take_many("a1", 2);
    bed.pass(5);
    for _ in 0..5 {
        bed.take_priority("a1").expect("a number");
    }
    let mut called = Vec::new();
    for _ in 0..7 {
        called.push(bed.serve_whole(1).expect("somebody is next"));
    }
    assert_eq!(
        called,
        ["A003", "A004", "A005", "A001", "A006", "A007", "A002"]
    );
}

#[test]
fn the_passed_one_is_next_at_any_window_of_the_queue() {
    let mut bed = Bed::new();
    bed.open_for(4, "K1").expect("opened");
    bed.take_many("a1", 1);
    bed.pass(5);
    for _ in 0..4 {
        bed.take_priority("a1").expect("a number");
    }
    bed.take_priority("b1").expect("a number");
    for window in [1, 2, 1] {
        bed.serve_whole(window).expect("a priority");
    }
    assert_eq!(
        bed.call(4),
        ok("A001"),
        "before anybody of the window's other queue"
    );
    assert_eq!(last_call(&bed), &CallReason::Overtaken);
}

// PEERS 6: 17
#[test]
fn a_window_helps_only_when_its_own_queue_is_empty() {
    let mut bed = Bed::new();
    bed.take_many("a1", 2);
    bed.pass(9);
    bed.take_many("b1", 1);
    assert_eq!(
        bed.serve_whole(3),
        ok("B001"),
        "though others waited longer"
    );
    assert_eq!(bed.serve_whole(3), ok("A001"), "none left of its own");
    assert_eq!(last_call(&bed), &CallReason::Helping);
    assert_eq!(
        bed.call(1),
        ok("A002"),
        "a normal window never gets the other queue"
    );
    assert_eq!(bed.call(2), Err("nobody_waiting"));
}

#[test]
fn a_helped_queue_is_merged_by_place_once_it_waits_too_long() {
    for (minutes, first) in [(9, "A002"), (10, "A001")] {
        let mut bed = Bed::new();
        bed.take_many("a1", 1);
        bed.pass(minutes);
        bed.take_many("c1", 1);
        assert_eq!(bed.call(5), ok(first), "after {minutes} minutes");
    }
}

#[test]
fn a_window_with_several_queues_serves_them_by_place() {
    let mut bed = Bed::new();
    bed.open_for(4, "K1").expect("opened");
    for item in ["b1", "a1", "a2", "b1"] {
        bed.pass(1);
        bed.take(item).expect("a number");
    }
    let order: Vec<_> = (0..4).filter_map(|_| bed.serve_whole(4).ok()).collect();
    assert_eq!(order, ["B001", "A001", "A002", "B002"]);
}

// PEERS 6: 19, 26
#[test]
fn a_released_ticket_is_not_offered_in_the_cool_down_and_keeps_its_place() {
    let mut bed = Bed::new();
    bed.take_many("a1", 2);
    bed.call(1).expect("A001");
    bed.act(1, hall_core::command::Act::Release)
        .expect("released");
    assert_eq!(bed.call(2), ok("A002"), "skipped at every window");
    assert_eq!(bed.call(1), Err("nobody_waiting"), "nothing else left");
    bed.pass_s(30);
    assert_eq!(bed.call(1), ok("A001"));
}

// PEERS 6: 20
#[test]
fn a_window_never_gets_a_ticket_it_does_not_serve() {
    let mut bed = Bed::new();
    bed.take_many("b1", 1);
    assert_eq!(bed.call(1), Err("nobody_waiting"));
    assert_eq!(bed.choose(1, "B001"), Err("queue_not_served"));
}

// PEERS 6: 21
#[test]
fn an_empty_queue_says_so_and_nothing_changes() {
    let mut bed = Bed::new();
    let before = bed.hall.clone();
    assert_eq!(bed.call(1), Err("nobody_waiting"));
    assert!(bed.hall == before);
}

#[test]
fn a_jump_by_a_clerk_is_on_record_and_counts_against_nobody() {
    let mut bed = Bed::new();
    bed.take_many("a1", 3);
    assert_eq!(bed.choose(1, "A003"), ok("A003"));
    assert!(matches!(last_call(&bed), CallReason::Chosen(note) if note.digest == "d"));
    assert_eq!(bed.ticket("A001").overtaken, 0);
    assert_eq!(bed.choose(2, "A003"), Err("ticket_not_waiting"));
    assert_eq!(bed.call(2), ok("A001"));
}

#[test]
fn who_was_passed_starts_anew_once_called() {
    let mut bed = Bed::new();
    bed.take_many("a1", 1);
    bed.pass(1);
    bed.take_priority("a1").expect("a number");
    bed.serve_whole(1).expect("A002");
    assert_eq!(bed.ticket("A001").overtaken, 1);
    bed.call(1).expect("A001");
    assert_eq!(bed.ticket("A001").overtaken, 0);
}

#[test]
fn a_plan_without_credits_calls_by_arrival_alone() {
    let mut bed = Bed::with(|plan| {
        plan.classes
            .get_mut(&code("priority"))
            .expect("priority")
            .credit_s = 0;
    });
    bed.take_many("a1", 1);
    bed.pass(1);
    bed.take_priority("a1").expect("a number");
    assert_eq!(bed.call(1), ok("A001"));
}
