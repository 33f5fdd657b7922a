//! People who are away for a moment.

use crate::bed::{Bed, ok};
use hall_core::Span;
use hall_core::code::WindowNumber;
use hall_core::command::{Act, Command, Named};
use hall_core::event::Alarm;

fn holding(paper_count: usize) -> Bed {
    let mut bed = Bed::new();
    bed.take_many("a1", paper_count);
    bed.serve(1).expect("A001");
    bed.pass(4);
    bed.act(1, Act::Hold).expect("held");
    bed
}

// PEERS 6: 18
#[test]
fn a_held_ticket_is_skipped_and_keeps_its_place_once_released() {
    let mut bed = holding(3);
    assert_eq!(bed.call(2), ok("A002"));
    assert_eq!(bed.act_on(1, "A001", Act::Release), ok("A001"));
    bed.pass_s(30);
    assert_eq!(bed.call(1), ok("A001"), "before A003");
}

// PEERS 6: 28
#[test]
fn a_held_ticket_stays_with_its_window_and_its_times_stay_right() {
    let mut bed = holding(2);
    assert_eq!(bed.hall.windows()[&WindowNumber(1)].held, [bed.id("A001")]);
    assert_eq!(
        bed.serve_whole(1),
        ok("A002"),
        "the window goes on meanwhile"
    );
    bed.pass(10);
    assert_eq!(bed.act_on(2, "A001", Act::Resume), Err("ticket_not_here"));
    assert_eq!(bed.act_on(1, "A001", Act::Resume), ok("A001"));
    bed.pass(3);
    bed.finish(1).expect("finished");
    assert!(bed.hall.windows()[&WindowNumber(1)].held.is_empty());
    let leg = bed.ticket("A001").leg();
    assert_eq!((leg.served, leg.wait()), (Span::minutes(7), Some(Span(0))));
}

#[test]
fn a_held_ticket_is_not_resumed_with_another_in_hand() {
    let mut bed = holding(2);
    bed.call(1).expect("A002");
    assert_eq!(bed.act_on(1, "A001", Act::Resume), Err("window_busy"));
}

#[test]
fn a_held_ticket_is_not_resumed_while_its_person_is_at_another_window() {
    let mut bed = Bed::new();
    bed.take_for("a1", 7).expect("A001");
    bed.take_for("b1", 7).expect("B001");
    bed.serve(1).expect("A001");
    bed.act(1, Act::Hold).expect("held");
    bed.pass(5);
    assert_eq!(
        bed.call(3),
        ok("B001"),
        "a person who is away may be called elsewhere"
    );
    assert_eq!(bed.act_on(1, "A001", Act::Resume), Err("person_busy"));
    bed.act(3, Act::Start).expect("started");
    bed.finish(3).expect("finished");
    assert_eq!(bed.act_on(1, "A001", Act::Resume), ok("A001"));
}

#[test]
fn an_alarm_comes_after_twenty_minutes_and_goes_with_its_cause() {
    let mut bed = holding(1);
    let alarm = Alarm::HeldLong(bed.id("A001"));
    bed.pass(19);
    assert!(!bed.alarms(alarm));
    bed.pass(1);
    assert!(bed.alarms(alarm));
    bed.act_on(1, "A001", Act::Resume).expect("back");
    bed.tick();
    assert!(!bed.alarms(alarm));
}

#[test]
fn a_window_holds_only_as_many_as_the_plan_says() {
    let mut bed = Bed::with(|plan| plan.calls.hold_max = 1);
    bed.take_many("a1", 2);
    bed.serve(1).expect("A001");
    bed.act(1, Act::Hold).expect("held");
    bed.serve(1).expect("A002");
    assert_eq!(bed.act(1, Act::Hold), Err("hold_limit"));
}

#[test]
fn a_manager_releases_what_a_window_holds_and_another_window_does_not() {
    let mut bed = holding(1);
    assert_eq!(bed.act_on(2, "A001", Act::Release), Err("ticket_not_here"));
    let named = Named {
        ticket: Some(bed.id("A001")),
        version: None,
    };
    let release = Command::Act {
        window: WindowNumber(1),
        named,
        act: Act::Release,
    };
    assert_eq!(bed.manage(release), ok("A001"));
    assert_eq!(bed.state("A001"), "waiting");
}
