//! Another class for somebody who waits already.

use crate::bed::{Bed, ok};

fn order(bed: &mut Bed, count: usize) -> Vec<String> {
    (0..count).filter_map(|_| bed.serve_whole(1).ok()).collect()
}

#[test]
fn who_is_marked_while_waiting_gets_the_head_start_of_the_class() {
    let mut bed = Bed::new();
    bed.take_many("a1", 2);
    bed.pass(15);
    bed.take_many("a1", 1);
    assert_eq!(bed.reclass("A003", "priority"), ok("A003"));
    assert_eq!(order(&mut bed, 3), ["A003", "A001", "A002"]);
}

#[test]
fn a_head_start_is_no_more_than_its_minutes() {
    let mut bed = Bed::new();
    bed.take_many("a1", 2);
    bed.pass(21);
    bed.take_many("a1", 1);
    bed.reclass("A003", "priority").expect("marked");
    assert_eq!(order(&mut bed, 3), ["A001", "A002", "A003"]);
}

#[test]
fn a_mark_that_is_taken_back_leaves_the_place_as_it_was() {
    let mut bed = Bed::new();
    bed.take_many("a1", 3);
    let place = bed.ticket("A002").place;
    bed.reclass("A002", "priority").expect("marked");
    assert_ne!(bed.ticket("A002").place, place);
    bed.reclass("A002", "normal").expect("unmarked");
    assert_eq!(bed.ticket("A002").place, place);
    assert_eq!(order(&mut bed, 3), ["A001", "A002", "A003"]);
}

#[test]
fn who_was_missed_keeps_what_missing_cost() {
    let mut bed = Bed::new();
    bed.take_many("a1", 6);
    bed.call_and_miss(1).expect("A001");
    bed.restore("A001").expect("restored");
    let behind = bed.ticket("A001").place;
    bed.reclass("A001", "priority").expect("marked");
    let marked = bed.ticket("A001").place;
    assert_eq!((behind.at - marked.at).0, 20 * 60_000);
    bed.reclass("A001", "normal").expect("unmarked");
    assert_eq!(bed.ticket("A001").place, behind);
}

#[test]
fn the_same_class_again_changes_nothing() {
    let mut bed = Bed::new();
    bed.take_many("a1", 1);
    let version = bed.ticket("A001").version;
    assert_eq!(bed.reclass("A001", "normal"), ok("A001"));
    assert_eq!(bed.ticket("A001").version, version);
}

#[test]
fn only_a_waiting_ticket_as_it_was_seen_gets_a_class_of_the_plan() {
    let mut bed = Bed::new();
    bed.take_many("a1", 2);
    assert_eq!(bed.reclass("A002", "royal"), Err("unknown_class"));
    let seen = bed.ticket("A002").version;
    bed.reclass("A002", "priority").expect("marked");
    assert_eq!(
        bed.reclass_seen("A002", "normal", seen),
        Err("stale_version")
    );
    bed.call(1).expect("A002");
    assert_eq!(bed.reclass("A002", "normal"), Err("ticket_not_waiting"));
}
