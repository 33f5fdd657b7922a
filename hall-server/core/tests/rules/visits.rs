//! One person with several tickets.

use crate::bed::{Bed, ok};
use hall_core::command::Act;

fn joint() -> Bed {
    let mut bed = Bed::new();
    bed.take("a1").expect("A001");
    bed.take_joint("b1", "A001").expect("B001");
    bed
}

#[test]
fn a_second_ticket_with_the_first_paper_joins_its_visit() {
    let mut bed = joint();
    assert_eq!(bed.ticket("B001").visit, bed.ticket("A001").visit);
    bed.take("a1").expect("A002");
    assert_ne!(bed.ticket("A002").visit, bed.ticket("A001").visit);
    assert_eq!(
        bed.take_joint("a1", "A001"),
        ok("A001"),
        "the same item is the same ticket"
    );
}

#[test]
fn a_known_person_has_one_visit() {
    let mut bed = Bed::new();
    bed.take_for("a1", 7).expect("A001");
    bed.take_for("b1", 7).expect("B001");
    assert_eq!(bed.ticket("B001").visit, bed.ticket("A001").visit);
}

#[test]
fn a_person_at_a_window_is_not_called_elsewhere() {
    let mut bed = joint();
    bed.serve(1).expect("A001");
    bed.pass(30);
    assert_eq!(bed.call(3), Err("nobody_waiting"));
    assert_eq!(bed.choose(3, "B001"), Err("person_busy"));
    bed.finish(1).expect("finished");
    assert_eq!(bed.call(3), ok("B001"), "the call lies long back");
}

#[test]
fn two_tickets_of_one_person_are_called_five_minutes_apart() {
    let mut bed = joint();
    bed.serve_whole(1).expect("A001");
    bed.pass_s(299);
    assert_eq!(bed.call(3), Err("nobody_waiting"));
    bed.pass_s(1);
    assert_eq!(bed.call(3), ok("B001"));
}

#[test]
fn others_are_called_past_a_busy_person_who_then_is_first() {
    let mut bed = joint();
    bed.pass(1);
    bed.take_many("b1", 2);
    bed.serve(1).expect("A001");
    bed.pass(6);
    assert_eq!(bed.serve_whole(3), ok("B002"));
    assert_eq!(
        bed.ticket("B001").overtaken,
        0,
        "who is not callable is not passed"
    );
    bed.finish(1).expect("finished");
    assert_eq!(bed.call(3), ok("B001"));
}

#[test]
fn a_person_known_by_the_document_is_not_called_elsewhere() {
    let mut bed = Bed::new();
    bed.take_for("a1", 7).expect("A001");
    bed.take_for("b1", 7).expect("B001");
    bed.serve(1).expect("A001");
    bed.pass(30);
    assert_eq!(bed.call(3), Err("nobody_waiting"));
    bed.finish(1).expect("finished");
    assert_eq!(bed.call(3), ok("B001"));
}

#[test]
fn a_finished_ticket_is_not_reopened_while_its_person_is_elsewhere() {
    let mut bed = Bed::with(|plan| plan.persons.gap_minutes = 0);
    bed.take("a1").expect("A001");
    bed.take_joint("b1", "A001").expect("B001");
    bed.serve_whole(1).expect("A001");
    bed.call(3).expect("B001");
    assert_eq!(bed.act_on(1, "A001", Act::Reopen), Err("person_busy"));
}

// PEERS 6: 31
#[test]
fn a_second_service_keeps_its_own_times_and_finishing_it_leaves_the_first_alone() {
    let mut bed = joint();
    bed.serve(1).expect("A001");
    bed.pass(3);
    bed.finish(1).expect("finished");
    bed.pass(5);
    bed.serve(3).expect("B001");
    bed.pass(2);
    bed.finish(3).expect("finished");
    let served = |paper| bed.ticket(paper).leg().served.0 / 60_000;
    assert_eq!((served("A001"), served("B001")), (3, 2));
    assert_eq!(
        (bed.state("A001"), bed.state("B001")),
        ("finished 1".into(), "finished 3".into())
    );
}

// PEERS 6: 33
#[test]
fn who_leaves_is_counted_as_left_and_every_interval_ends() {
    let mut bed = joint();
    bed.pass(4);
    assert_eq!(bed.withdraw("A001"), ok("A001"));
    let leg = bed.ticket("A001").leg();
    assert_eq!(
        (bed.state("A001").as_str(), leg.ended, leg.first_call),
        ("withdrawn", Some(bed.at), None)
    );
    assert_eq!(bed.withdraw("A001"), Err("ticket_not_waiting"));
    assert_eq!(bed.call(3), ok("B001"), "the other ticket goes on");
}
