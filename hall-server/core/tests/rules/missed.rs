//! People who do not come, and come after all.

use crate::bed::{Bed, ok};
use hall_core::command::Act;
use hall_core::ticket::LegEnd;

// PEERS 6: 25
#[test]
fn missed_is_a_clerks_act_after_one_call_and_the_interval() {
    let mut bed = Bed::new();
    bed.take_many("a1", 1);
    bed.call(1).expect("A001");
    bed.pass_s(19);
    assert_eq!(bed.act(1, Act::Miss), Err("missed_too_soon"));
    bed.pass_s(1);
    assert_eq!(bed.act(1, Act::Miss), ok("A001"));
    assert_eq!(
        (bed.state("A001"), bed.call(1)),
        ("missed 1".to_owned(), Err("nobody_waiting"))
    );
}

#[test]
fn nobody_is_missed_by_time_alone() {
    let mut bed = Bed::new();
    bed.take_many("a1", 1);
    bed.call(1).expect("A001");
    bed.pass(60);
    assert_eq!(bed.state("A001"), "called 1");
}

#[test]
fn a_restored_ticket_goes_just_behind_the_third_ahead() {
    let mut bed = Bed::new();
    bed.take_many("a1", 6);
    bed.call_and_miss(1).expect("A001");
    assert_eq!(bed.restore("A001"), ok("A001"));
    bed.pass_s(30);
    let order: Vec<_> = (0..6).filter_map(|_| bed.serve_whole(1).ok()).collect();
    assert_eq!(order, ["A002", "A003", "A004", "A001", "A005", "A006"]);
}

#[test]
fn several_restored_tickets_stand_behind_one_another() {
    let mut bed = Bed::new();
    bed.take_many("a1", 7);
    bed.call_and_miss(1).expect("A001");
    bed.call_and_miss(1).expect("A002");
    bed.restore("A002").expect("restored");
    bed.restore("A001").expect("restored");
    bed.pass_s(30);
    let order: Vec<_> = (0..7).filter_map(|_| bed.serve_whole(1).ok()).collect();
    assert_eq!(
        order,
        ["A003", "A004", "A005", "A001", "A002", "A006", "A007"]
    );
}

#[test]
fn a_ticket_restored_behind_a_restored_one_stands_between_it_and_the_next() {
    let mut bed = Bed::with(|plan| plan.calls.restore_behind = 9);
    bed.take_many("a1", 4);
    for _ in 0..3 {
        bed.call_and_miss(1).expect("A001 to A003");
    }
    for paper in ["A003", "A001", "A002"] {
        bed.restore(paper).expect("restored");
        bed.pass_s(30);
    }
    let order: Vec<_> = (0..4).filter_map(|_| bed.serve_whole(1).ok()).collect();
    assert_eq!(order, ["A004", "A003", "A001", "A002"]);
}

#[test]
fn with_fewer_people_ahead_a_restored_ticket_goes_behind_all_of_them() {
    let mut bed = Bed::new();
    bed.take_many("a1", 2);
    bed.call_and_miss(1).expect("A001");
    bed.restore("A001").expect("restored");
    bed.pass_s(30);
    assert_eq!(
        (bed.serve_whole(1), bed.serve_whole(1)),
        (ok("A002"), ok("A001"))
    );
}

#[test]
fn a_restore_never_brings_anybody_forward() {
    let mut bed = Bed::new();
    bed.take_many("a1", 5);
    bed.choose(1, "A005").expect("chosen");
    bed.pass_s(20);
    bed.act(1, Act::Miss).expect("missed");
    bed.restore("A005").expect("restored");
    bed.pass_s(30);
    let order: Vec<_> = (0..5).filter_map(|_| bed.serve_whole(1).ok()).collect();
    assert_eq!(order, ["A001", "A002", "A003", "A004", "A005"]);
}

// PEERS 6: 26
#[test]
fn a_restored_ticket_is_not_offered_in_the_cool_down() {
    let mut bed = Bed::new();
    bed.take_many("a1", 1);
    bed.call_and_miss(1).expect("A001");
    bed.restore("A001").expect("restored");
    bed.pass_s(29);
    assert_eq!(bed.call(2), Err("nobody_waiting"));
    bed.pass_s(1);
    assert_eq!(bed.call(2), ok("A001"));
}

#[test]
fn a_ticket_is_restored_once_and_within_thirty_minutes() {
    let mut bed = Bed::new();
    bed.take_many("a1", 2);
    assert_eq!(bed.restore("A001"), Err("not_missed"));
    bed.call_and_miss(1).expect("A001");
    bed.call_and_miss(2).expect("A002");
    bed.pass(30);
    assert_eq!(bed.restore("A002"), ok("A002"), "in the last moment");
    bed.pass_s(30);
    assert_eq!(bed.restore("A001"), Err("restore_too_late"));
    bed.call_and_miss(1).expect("A002");
    assert_eq!(bed.restore("A002"), Err("restore_limit"));
}

#[test]
fn a_missed_ticket_may_be_served_on_at_once_by_its_window() {
    let mut bed = Bed::new();
    bed.take_many("a1", 1);
    bed.call_and_miss(1).expect("A001");
    bed.pass(2);
    assert_eq!(bed.act_on(1, "A001", Act::Reopen), ok("A001"));
    assert_eq!(bed.state("A001"), "serving 1");
    bed.finish(1).expect("finished");
    assert_eq!(
        bed.ticket("A001").leg().misses.len(),
        1,
        "the miss stays on record"
    );
}

#[test]
fn who_never_comes_back_ends_as_missed() {
    let mut bed = Bed::new();
    bed.take_many("a1", 2);
    bed.call_and_miss(1).expect("A001");
    bed.until("19:00");
    let end = |bed: &Bed, paper| bed.ticket(paper).leg().end;
    assert_eq!(
        (bed.state("A001").as_str(), end(&bed, "A001")),
        ("expired", Some(LegEnd::Missed))
    );
    assert_eq!(
        (bed.state("A002").as_str(), end(&bed, "A002")),
        ("expired", Some(LegEnd::Expired))
    );
}
