//! Serving somebody who stands at the window without paper.

use crate::bed::{Bed, finish, ok};
use crate::plan::code;
use hall_core::Span;
use hall_core::device::Role;
use hall_core::event::Event;

#[test]
fn whoever_is_served_without_paper_gets_a_number_and_is_never_called() {
    let mut bed = Bed::new();
    bed.take_many("a1", 2);
    assert_eq!(bed.serve_now(1, "a1"), ok("A003"));
    assert_eq!(bed.state("A003"), "serving 1");
    assert!(
        !bed.events()
            .any(|e| matches!(e, Event::TicketCalled { .. }))
    );
    bed.pass(4);
    assert_eq!(bed.act(1, finish()), ok("A003"));
    let leg = bed.ticket("A003").leg();
    assert_eq!(
        (leg.wait(), leg.served),
        (None, Span::minutes(4)),
        "no wait is counted where nobody waited"
    );
    assert_eq!(bed.call(1), ok("A001"), "nobody lost a place");
    assert_eq!(bed.ticket("A001").overtaken, 0);
}

#[test]
fn serving_without_paper_needs_an_open_window_with_free_hands_that_serves_the_item() {
    let mut bed = Bed::new();
    assert_eq!(bed.serve_now(1, "b1"), Err("queue_not_served"));
    assert_eq!(bed.serve_now(4, "a1"), Err("window_not_open"));
    assert_eq!(bed.serve_now(1, "nothing"), Err("unknown_item"));
    bed.take_many("a1", 1);
    bed.call(1).expect("A001");
    assert_eq!(bed.serve_now(1, "a1"), Err("window_busy"));
    bed.pause(2, 5).expect("paused");
    assert_eq!(bed.serve_now(2, "a1"), Err("window_paused"));
    let tickets = bed.hall.tickets().count();
    assert_eq!(tickets, 1, "a refusal takes no number");
}

#[test]
fn a_helping_window_may_serve_without_paper_too() {
    let mut bed = Bed::new();
    assert_eq!(bed.serve_now(3, "a1"), ok("A001"));
}

#[test]
fn what_gives_no_numbers_is_not_served_without_paper_either() {
    let mut bed = Bed::new();
    let pause = hall_core::Command::Pause {
        subject: hall_core::event::Subject::Item(code("a1")),
        reason: hall_core::event::Reason::Listed(code("down")),
    };
    bed.manage(pause).expect("paused");
    assert_eq!(bed.serve_now(1, "a1"), Err("queue_paused"));
    bed.take_many("a2", 1);
    bed.until("16:45");
    assert_eq!(bed.serve_now(1, "a2"), Err("day_closing"));
}

#[test]
fn a_clerk_sees_how_old_the_person_is() {
    let mut bed = Bed::new();
    assert_eq!(bed.take("adult"), Err("age_not_confirmed"));
    assert_eq!(bed.serve_now(3, "adult"), ok("B001"));
    bed.act(3, finish()).expect("finished");
    let child = |take: &mut hall_core::command::TakeTicket| take.person.birth_year = Some(2015);
    assert_eq!(bed.serve_now_with(3, "adult", child), Err("too_young"));
}

#[test]
fn whoever_has_a_number_for_it_already_is_served_under_that_one() {
    let mut bed = Bed::new();
    bed.take_many("a1", 2);
    let token = bed.ticket("A002").token;
    let same = |take: &mut hall_core::command::TakeTicket| take.visit = Some(token);
    assert_eq!(bed.serve_now_with(1, "a1", same), ok("A002"));
    assert_eq!(bed.state("A002"), "serving 1");
    assert_eq!(bed.hall.tickets().count(), 2);
}

#[test]
fn nobody_is_served_at_two_windows_at_once() {
    let mut bed = Bed::new();
    bed.take_many("b1", 1);
    bed.serve(3).expect("B001");
    let token = bed.ticket("B001").token;
    let same = |take: &mut hall_core::command::TakeTicket| take.visit = Some(token);
    assert_eq!(bed.serve_now_with(1, "a1", same), Err("person_busy"));
    bed.take_joint("a1", "B001").expect("A001");
    assert_eq!(bed.serve_now_with(1, "a1", same), Err("person_busy"));
}

#[test]
fn a_person_known_by_document_is_found_at_a_window_by_the_visit_too() {
    let mut bed = Bed::new();
    bed.take_for("a1", 7).expect("A001, with a document");
    bed.take_joint("b1", "A001").expect("B001, with the paper");
    bed.serve(3).expect("B001");
    let known = |take: &mut hall_core::command::TakeTicket| {
        take.person.hash = Some(hall_core::code::PersonHash(7));
    };
    assert_eq!(bed.serve_now_with(1, "a2", known), Err("person_busy"));
}

#[test]
fn a_number_sent_to_one_window_is_served_at_once_by_that_window_only() {
    let mut bed = Bed::new();
    bed.take_many("a1", 1);
    bed.serve(1).expect("A001");
    bed.send_to_window(1, 2).expect("sent");
    let token = bed.ticket("A001").token;
    let same = |take: &mut hall_core::command::TakeTicket| take.visit = Some(token);
    assert_eq!(bed.serve_now_with(1, "a1", same), Err("bound_to_window"));
    assert_eq!(bed.serve_now_with(2, "a1", same), ok("A001"));
}

#[test]
fn an_intent_that_was_served_is_answered_with_its_own_ticket() {
    let mut bed = Bed::new();
    let id = bed.intent();
    let command = || hall_core::Command::ServeNow {
        window: hall_core::code::WindowNumber(1),
        take: Box::new(hall_core::command::TakeTicket::item(code("a1"))),
        note: crate::bed::note(),
    };
    let by = bed.actor(Role::Window, 1);
    bed.ask_as(by, id, command()).expect("served");
    bed.ask_as(by, id, command()).expect("told again");
    assert_eq!(bed.hall.tickets().count(), 1);
}

#[test]
fn a_person_held_and_released_after_it_waits_like_everybody() {
    let mut bed = Bed::new();
    bed.serve_now(1, "a1").expect("A001");
    bed.act(1, hall_core::command::Act::Hold).expect("held");
    let release = hall_core::command::Act::Release;
    assert_eq!(bed.act_on(1, "A001", release), ok("A001"));
    bed.pass(1);
    assert_eq!(bed.call(1), ok("A001"));
    assert_eq!(bed.ticket("A001").leg().wait(), None);
}

#[test]
fn whoever_was_called_before_keeps_that_first_call() {
    let mut bed = Bed::new();
    bed.take_many("a1", 1);
    bed.pass(6);
    bed.call_and_miss(1).expect("A001");
    bed.restore("A001").expect("restored");
    bed.pass(5);
    let token = bed.ticket("A001").token;
    let same = |take: &mut hall_core::command::TakeTicket| take.visit = Some(token);
    assert_eq!(bed.serve_now_with(1, "a1", same), ok("A001"));
    assert_eq!(bed.ticket("A001").leg().wait(), Some(Span::minutes(6)));
}
