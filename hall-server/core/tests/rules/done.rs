//! The end of a service: what is said of it, the quick one, and the one that leads on.

use crate::bed::{Bed, finish, ok};
use crate::plan::code;
use hall_core::Span;
use hall_core::code::WindowNumber;
use hall_core::command::{Act, Target};
use hall_core::limits::LEGS_MAX;
use hall_core::service::Done;
use hall_core::ticket::LegEnd;

fn done(quantity: u16, case: &str) -> Done {
    Done {
        quantity: Some(quantity),
        case: case.parse().ok(),
        ..Done::default()
    }
}

#[test]
fn pieces_and_case_number_stand_on_the_leg_until_the_ticket_is_reopened() {
    let mut bed = Bed::new();
    bed.take_many("a1", 1);
    bed.serve(1).expect("A001");
    assert_eq!(bed.act(1, Act::Finish(done(0, ""))), Err("quantity_range"));
    assert_eq!(
        bed.act(1, Act::Finish(done(1000, ""))),
        Err("quantity_range")
    );
    assert_eq!(bed.act(1, Act::Finish(done(3, "AK-0012"))), ok("A001"));
    let leg = bed.ticket("A001").leg().clone();
    assert_eq!(leg.quantity, Some(3));
    assert_eq!(
        leg.case.map(|case| case.to_string()).as_deref(),
        Some("AK-0012")
    );
    bed.act_on(1, "A001", Act::Reopen).expect("reopened");
    let leg = bed.ticket("A001").leg();
    assert_eq!((leg.quantity, leg.case.is_none()), (None, true));
}

#[test]
fn what_lies_ready_is_handed_over_with_one_act() {
    let mut bed = Bed::new();
    bed.take_many("a1", 1);
    let quick = || Act::QuickFinish(Done::default());
    assert_eq!(bed.act(1, quick()), Err("nothing_in_hand"));
    bed.call(1).expect("A001");
    assert_eq!(bed.act(1, quick()), ok("A001"));
    assert_eq!(bed.state("A001"), "finished 1");
    assert_eq!(bed.ticket("A001").leg().served, Span(0));
    bed.take_many("a1", 1);
    bed.serve(1).expect("A002");
    assert_eq!(bed.act(1, quick()), ok("A002"), "a begun service ends too");
}

#[test]
fn a_bad_quick_finish_starts_nothing() {
    let mut bed = Bed::new();
    bed.take_many("a1", 1);
    bed.call(1).expect("A001");
    let bad = Act::QuickFinish(done(0, ""));
    assert_eq!(bed.act(1, bad), Err("quantity_range"));
    assert_eq!(bed.state("A001"), "called 1");
}

#[test]
fn the_next_matter_elsewhere_keeps_number_and_arrival() {
    let mut bed = Bed::new();
    bed.take_many("a1", 1);
    bed.pass(5);
    bed.take_many("b1", 1);
    bed.serve(1).expect("A001");
    bed.pass(10);
    assert_eq!(bed.go_on(1, "B", Some("b1")), ok("A001"));
    assert_eq!(bed.state("A001"), "waiting");
    let (first, second) = (&bed.ticket("A001").legs[0], &bed.ticket("A001").legs[1]);
    assert_eq!(
        (first.end, first.served, first.outcome.is_some()),
        (Some(LegEnd::WentOn), Span::minutes(10), true)
    );
    assert_eq!((second.item, second.since), (Some(code("b1")), bed.at));
    let windows = bed.hall.windows();
    assert_eq!(windows[&WindowNumber(1)].finished, 1, "a service was done");
    assert_eq!(bed.call(3), ok("A001"), "it arrived before B001");
    assert_eq!(bed.call(1), Err("nobody_waiting"), "hands are free again");
}

#[test]
fn the_next_matter_at_the_same_window_begins_at_once() {
    let mut bed = Bed::new();
    bed.open_for(4, "K1").expect("open");
    bed.take_many("a1", 1);
    bed.serve(4).expect("A001");
    bed.pass(3);
    assert_eq!(bed.go_on(4, "B", Some("b1")), ok("A001"));
    assert_eq!(bed.state("A001"), "serving 4");
    bed.pass(7);
    assert_eq!(bed.act(4, finish()), ok("A001"));
    let legs = &bed.ticket("A001").legs;
    assert_eq!(
        [legs[0].served, legs[1].served],
        [Span::minutes(3), Span::minutes(7)],
        "each service has its own time"
    );
    assert_eq!(legs[1].clerk, Some(code("K1")));
    assert_eq!(legs[1].wait(), None);
    assert_eq!(bed.hall.windows()[&WindowNumber(4)].finished, 2);
}

#[test]
fn the_same_matter_again_is_not_the_next_one() {
    let mut bed = Bed::new();
    bed.take_many("a1", 1);
    bed.serve(1).expect("A001");
    assert_eq!(bed.go_on(1, "A", None), Err("same_place"));
    assert_eq!(bed.go_on(1, "A", Some("a1")), Err("same_place"));
    assert_eq!(bed.go_on(1, "A", Some("b1")), Err("item_or_queue"));
    assert_eq!(bed.go_on(1, "X", None), Err("unknown_queue"));
    let here = Act::GoOn {
        done: Done::default(),
        to: Target::Window(WindowNumber(1)),
    };
    assert_eq!(bed.act(1, here), Err("same_place"));
    assert_eq!(bed.go_on(1, "A", Some("a2")), ok("A001"), "another item is");
}

#[test]
fn only_a_service_leads_on_and_not_for_ever() {
    let mut bed = Bed::new();
    bed.take_many("a1", 1);
    bed.call(1).expect("A001");
    assert_eq!(bed.go_on(1, "B", None), Err("not_serving"));
    bed.act(1, Act::Start).expect("started");
    for leg in 1..LEGS_MAX {
        let item = if leg % 2 == 0 { "a1" } else { "a2" };
        bed.go_on(1, "A", Some(item)).expect("a next matter");
    }
    assert_eq!(bed.go_on(1, "A", Some("a1")), Err("transfer_limit"));
    assert_eq!(bed.act(1, finish()), ok("A001"));
}

#[test]
fn the_next_matter_at_a_named_window_waits_for_it_alone() {
    let mut bed = Bed::new();
    bed.take_many("a1", 1);
    bed.serve(1).expect("A001");
    let to = Target::Window(WindowNumber(3));
    let done = Done::default();
    assert_eq!(bed.act(1, Act::GoOn { done, to }), ok("A001"));
    assert_eq!(bed.call(3), ok("A001"));
}
