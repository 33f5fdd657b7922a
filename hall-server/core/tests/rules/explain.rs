//! Why somebody is next, or not.

use crate::bed::Bed;
use crate::plan::code;
use hall_core::code::WindowNumber;
use hall_core::command::{Act, Slot};
use hall_core::event::CallReason;
use hall_core::{Span, Standing, Why};

fn standing(bed: &Bed, paper: &str) -> Standing {
    bed.hall.explain(bed.ticket(paper), bed.at)
}

fn why(bed: &Bed, paper: &str) -> Why {
    standing(bed, paper).why
}

#[test]
fn ahead_are_callable_people_of_the_queue_with_a_smaller_place() {
    let mut bed = Bed::new();
    bed.take_many("a1", 4);
    bed.take_many("c1", 1);
    assert_eq!(standing(&bed, "A004").ahead, 3);
    assert_eq!(
        standing(&bed, "A005").ahead,
        0,
        "another queue of the same series"
    );
    bed.call(1).expect("A001");
    bed.act(1, Act::Release).expect("released");
    assert_eq!(
        standing(&bed, "A004").ahead,
        2,
        "who cools down is not callable"
    );
    bed.pass_s(30);
    assert_eq!(standing(&bed, "A004").ahead, 3);
    assert_eq!(standing(&bed, "A001").ahead, 0);
}

#[test]
fn every_standing_has_its_reason() {
    let mut bed = Bed::new();
    let at = bed.at;
    bed.take("a1").expect("A001");
    bed.take_priority("a1").expect("A002");
    let slot = Slot {
        day: bed.now().date,
        start: at + Span::minutes(5),
    };
    bed.take_with("a1", |take| take.slot = Some(slot))
        .expect("A003");
    assert_eq!(why(&bed, "A001"), Why::Arrival { arrival: at });
    assert_eq!(
        why(&bed, "A002"),
        Why::Credit {
            credit: Span::minutes(20),
            arrival: at
        }
    );
    assert_eq!(
        why(&bed, "A003"),
        Why::Booked {
            arrival: at + Span::minutes(5)
        }
    );
    bed.call(1).expect("A002");
    assert_eq!(why(&bed, "A002"), Why::NotWaiting);
    bed.act(1, Act::Release).expect("released");
    assert_eq!(
        why(&bed, "A002"),
        Why::Cooling {
            until: at + Span::seconds(30)
        }
    );
}

#[test]
fn a_busy_person_a_bound_and_a_restored_ticket_say_so() {
    let mut bed = Bed::new();
    bed.take("a1").expect("A001");
    bed.take_joint("b1", "A001").expect("B001");
    bed.serve(1).expect("A001");
    assert_eq!(why(&bed, "B001"), Why::PersonBusy);
    bed.send_to_window(1, 2).expect("sent");
    bed.pass(6);
    assert_eq!(
        why(&bed, "A001"),
        Why::Bound {
            window: WindowNumber(2)
        }
    );
    bed.call_and_miss(3).expect("B001");
    bed.restore("B001").expect("restored");
    bed.pass_s(30);
    assert_eq!(why(&bed, "B001"), Why::Restored);
}

#[test]
fn who_was_passed_often_enough_is_next_and_the_preview_says_why() {
    let mut bed = Bed::new();
    bed.take_many("a1", 1);
    bed.pass(1);
    for _ in 0..4 {
        bed.take_priority("a1").expect("a number");
    }
    for _ in 0..3 {
        bed.serve_whole(1).expect("a priority");
    }
    assert_eq!(why(&bed, "A001"), Why::Overtaken { times: 3 });
    let (ticket, reason) = bed
        .hall
        .preview(WindowNumber(2), bed.at)
        .expect("somebody is next");
    assert_eq!((ticket.id, reason), (bed.id("A001"), CallReason::Overtaken));
}

#[test]
fn the_preview_is_who_the_next_call_takes() {
    let mut bed = Bed::new();
    assert_eq!(bed.hall.preview(WindowNumber(1), bed.at), None);
    assert_eq!(bed.hall.preview(WindowNumber(99), bed.at), None);
    bed.take_many("a1", 2);
    let next = bed
        .hall
        .preview(WindowNumber(3), bed.at)
        .map(|(ticket, why)| (ticket.id, why));
    assert_eq!(next, Some((bed.id("A001"), CallReason::Helping)));
    bed.call(3).expect("A001");
    assert_eq!(bed.state("A001"), "called 3");
}

#[test]
fn a_wait_is_announced_only_after_enough_calls_and_kept_with_the_ticket() {
    let mut bed = Bed::new();
    bed.take_many("a1", 14);
    assert_eq!(bed.ticket("A001").leg().forecast, None);
    for _ in 0..10 {
        bed.pass(4);
        bed.serve_whole(1).expect("somebody");
    }
    bed.take_many("a1", 1);
    let forecast = bed.ticket("A015").leg().forecast.expect("ten calls today");
    assert_eq!(
        (forecast.ahead, forecast.point, forecast.range),
        (4, Span::minutes(20), [20, 35])
    );
    assert_eq!(bed.hall.wait_range(code("A"), 4), Some([20, 35]));
    assert_eq!(bed.hall.wait_range(code("B"), 4), None);
    assert_eq!(bed.hall.wait_range(code("Z"), 4), None);
}
