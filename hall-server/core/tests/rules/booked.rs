//! Visitors with a slot.

use crate::bed::{Bed, Said, ok};
use hall_core::code::PersonHash;
use hall_core::command::Slot;
use hall_core::{Date, Span, Time};

/// Checks in for a slot some minutes from now.
fn check_in(bed: &mut Bed, minutes: i64) -> Said {
    let (day, start) = (bed.now().date, bed.at + Span(minutes * 60_000));
    check_in_for(bed, day, start)
}

fn check_in_for(bed: &mut Bed, day: Date, start: Time) -> Said {
    bed.take_with("a1", |take| take.slot = Some(Slot { day, start }))
}

// PEERS 6: 14
#[test]
fn a_due_slot_goes_before_walk_ins_and_a_later_one_behind_them() {
    for (minutes, first) in [(0, "A002"), (-1, "A002"), (30, "A001")] {
        let mut bed = Bed::new();
        bed.pass_s(30);
        if minutes <= 0 {
            // The walk-in comes after the slot began.
            bed.pass(2);
        }
        bed.take_many("a1", 1);
        let said = check_in(&mut bed, minutes - i64::from(minutes <= 0));
        assert_eq!(said, ok("A002"));
        assert_eq!(bed.call(1), ok(first), "slot in {minutes} minutes");
    }
}

#[test]
fn a_slot_counts_when_checked_in_at_most_fifteen_minutes_late() {
    for (late, kept) in [(15, true), (16, false)] {
        let mut bed = Bed::new();
        bed.until("10:00");
        let start = bed.at - Span::minutes(late);
        check_in(&mut bed, -i64::from(late)).expect("checked in");
        let arrival = if kept { start } else { bed.at };
        assert_eq!(bed.ticket("A001").arrival, arrival, "{late} minutes late");
        assert!(bed.ticket("A001").booked);
    }
}

// PEERS 6: 24
#[test]
fn a_booking_of_another_day_is_refused() {
    let mut bed = Bed::new();
    for days in [-1, 1] {
        let day = Date(bed.now().date.0 + days);
        let start = bed.at + Span::minutes(10);
        assert_eq!(check_in_for(&mut bed, day, start), Err("booking_other_day"));
    }
}

#[test]
fn a_booked_visitor_checks_in_at_most_an_hour_early() {
    let mut bed = Bed::new();
    assert_eq!(check_in(&mut bed, 61), Err("booking_too_early"));
    assert_eq!(check_in(&mut bed, 60), ok("A001"));
}

#[test]
fn an_early_visitor_is_called_before_the_slot_when_nobody_else_waits() {
    let mut bed = Bed::new();
    check_in(&mut bed, 30).expect("checked in");
    assert_eq!(bed.call(1), ok("A001"));
    assert_eq!(
        bed.ticket("A001").leg().wait(),
        Some(Span(0)),
        "no negative wait"
    );
}

#[test]
fn the_wait_of_a_booked_visitor_counts_from_the_later_of_slot_and_check_in() {
    let mut bed = Bed::new();
    check_in(&mut bed, -10).expect("ten minutes late, A001");
    check_in(&mut bed, 5).expect("five minutes early, A002");
    bed.pass(8);
    assert_eq!((bed.call(1), bed.call(2)), (ok("A001"), ok("A002")));
    let wait = |paper| bed.ticket(paper).leg().wait();
    assert_eq!(wait("A001"), Some(Span::minutes(8)));
    assert_eq!(wait("A002"), Some(Span::minutes(3)));
}

#[test]
fn a_slot_in_the_future_is_not_passed_by_walk_ins() {
    let mut bed = Bed::new();
    check_in(&mut bed, 30).expect("A001");
    for _ in 0..5 {
        bed.pass(1);
        bed.take_many("a1", 1);
        bed.serve_whole(1).expect("a walk-in");
    }
    assert_eq!(bed.ticket("A001").overtaken, 0);
}

#[test]
fn a_booking_that_was_used_gives_no_second_place_at_its_slot() {
    let mut bed = Bed::new();
    let (day, start) = (bed.now().date, bed.at + Span::minutes(10));
    let check_in = |bed: &mut Bed| {
        bed.take_with("a1", |take| {
            take.slot = Some(Slot { day, start });
            take.person.hash = Some(PersonHash(7));
        })
    };
    assert_eq!(check_in(&mut bed), ok("A001"));
    assert_eq!(check_in(&mut bed), ok("A001"), "the same ticket again");
    bed.serve_whole(1).expect("served");
    assert_eq!(check_in(&mut bed), ok("A002"));
    let again = bed.ticket("A002");
    assert!(!again.booked && again.arrival == bed.at, "{again:?}");
}

#[test]
fn a_slot_counts_for_nothing_when_the_server_was_away() {
    let mut bed = Bed::new();
    bed.lease(1, "A").expect("leased");
    let (day, came) = (bed.now().date, bed.at);
    bed.pass(2);
    let start = came - Span::minutes(5);
    let said = bed.hand_in(5000, |paper| {
        paper.elapsed = Span::minutes(2);
        paper.take.slot = Some(Slot { day, start });
    });
    assert_eq!(said, ok("A5000"));
    let ticket = bed.ticket("A5000");
    assert_eq!((ticket.arrival, ticket.booked), (came, false));
}
