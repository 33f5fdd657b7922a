//! Sending a person on under the same number.

use crate::bed::{Bed, note, ok};
use crate::plan::code;
use hall_core::Span;
use hall_core::command::{Act, Target};
use hall_core::ticket::LegEnd;

// PEERS 6: 29
#[test]
fn a_transfer_ends_a_leg_and_the_same_number_waits_by_its_arrival() {
    let mut bed = Bed::new();
    bed.take_many("a1", 1);
    bed.pass(5);
    bed.take_many("b1", 1);
    bed.serve(1).expect("A001");
    bed.pass(10);
    assert_eq!(bed.send_to_queue(1, "B"), ok("A001"));
    let (first, second) = (&bed.ticket("A001").legs[0], &bed.ticket("A001").legs[1]);
    assert_eq!(
        (first.end, first.served),
        (Some(LegEnd::Transferred), Span::minutes(10))
    );
    assert_eq!(
        (second.queue, second.since, second.first_call),
        (code("B"), bed.at, None)
    );
    assert_eq!(bed.call(3), ok("A001"), "it arrived before B001");
}

#[test]
fn a_ticket_sent_to_a_window_is_called_by_that_window_only() {
    let mut bed = Bed::new();
    bed.take_many("a1", 2);
    bed.serve(1).expect("A001");
    assert_eq!(bed.send_to_window(1, 2), ok("A001"));
    assert_eq!(bed.choose(1, "A001"), Err("bound_to_window"));
    assert_eq!(bed.call(1), ok("A002"));
    assert_eq!(bed.call(2), ok("A001"));
}

#[test]
fn a_ticket_sent_to_a_window_of_another_queue_waits_in_that_queue() {
    let mut bed = Bed::new();
    bed.take_many("a1", 1);
    bed.serve(1).expect("A001");
    bed.send_to_window(1, 3).expect("sent");
    assert_eq!(
        (bed.ticket("A001").queue(), bed.call(3)),
        (code("B"), ok("A001"))
    );
}

#[test]
fn when_the_window_closes_the_ticket_falls_back_to_the_queue() {
    let mut bed = Bed::new();
    bed.take_many("a1", 1);
    bed.serve(1).expect("A001");
    bed.send_to_window(1, 2).expect("sent");
    assert_eq!(bed.call(1), Err("nobody_waiting"));
    bed.close(2).expect("closed");
    assert_eq!(bed.call(1), ok("A001"));
}

#[test]
fn a_missed_ticket_of_a_closed_window_falls_back_too() {
    let mut bed = Bed::new();
    bed.take_many("a1", 1);
    bed.serve(1).expect("A001");
    bed.send_to_window(1, 2).expect("sent");
    bed.call_and_miss(2).expect("A001");
    bed.close(2).expect("closed");
    bed.restore("A001").expect("restored");
    bed.pass_s(30);
    assert_eq!(bed.call(1), ok("A001"));
}

#[test]
fn a_silent_window_loses_the_tickets_that_only_it_might_call() {
    let mut bed = Bed::new();
    bed.take_many("a1", 1);
    bed.serve(1).expect("A001");
    bed.send_to_window(1, 2).expect("sent");
    bed.fall_silent(2);
    bed.pass_s(119);
    assert_eq!(bed.call(1), Err("nobody_waiting"));
    bed.pass_s(1);
    assert_eq!(bed.call(1), ok("A001"));
}

#[test]
fn a_transfer_needs_a_target_that_makes_sense() {
    let to_queue = |queue, item: Option<&str>| Target::Queue(code(queue), item.map(code));
    let to_window = |number| Target::Window(hall_core::code::WindowNumber(number));
    let cases = [
        (to_queue("A", None), "same_place"),
        (to_queue("A", Some("a1")), "same_place"),
        (to_queue("A", Some("a2")), "ok"),
        (to_queue("X", None), "unknown_queue"),
        (to_queue("B", Some("nothing")), "unknown_item"),
        (to_queue("B", Some("a1")), "item_or_queue"),
        (to_queue("B", Some("b1")), "ok"),
        (to_window(1), "same_place"),
        (to_window(4), "window_not_open"),
        (to_window(9), "unknown_window"),
    ];
    for (to, expected) in cases {
        let mut bed = Bed::new();
        bed.take_many("a1", 1);
        bed.call(1).expect("A001");
        assert_eq!(
            bed.act(1, Act::Transfer { to, note: note() }),
            Err("not_serving")
        );
        bed.act(1, Act::Start).expect("started");
        let said = bed.act(1, Act::Transfer { to, note: note() });
        assert_eq!(said.map_or_else(|code| code, |_| "ok"), expected, "{to:?}");
    }
}

#[test]
fn a_ticket_is_sent_on_only_so_often() {
    let mut bed = Bed::new();
    bed.take_many("a1", 1);
    for leg in 1..20 {
        let (window, queue) = if leg % 2 == 1 { (1, "B") } else { (3, "A") };
        bed.serve(window).expect("A001");
        bed.send_to_queue(window, queue).expect("sent on");
    }
    bed.serve(3).expect("A001 in its last leg");
    assert_eq!(bed.send_to_queue(3, "A"), Err("transfer_limit"));
    assert_eq!(bed.finish(3), ok("A001"));
}

#[test]
fn a_priority_keeps_its_credit_in_the_next_queue() {
    let mut bed = Bed::new();
    bed.take_many("b1", 1);
    bed.pass(10);
    bed.take_priority("a1").expect("A001");
    bed.serve(1).expect("A001");
    bed.send_to_queue(1, "B").expect("sent");
    assert_eq!(bed.call(3), ok("A001"));
}
