//! Queues and items that give no numbers for a while.

use crate::bed::{Bed, ok};
use crate::plan::code;
use hall_core::Refusal;
use hall_core::command::Command;
use hall_core::device::Role;
use hall_core::event::{Reason, Subject};

fn down() -> Reason {
    Reason::Listed(code("down"))
}

#[test]
fn a_paused_queue_gives_no_numbers_and_says_why() {
    let mut bed = Bed::new();
    bed.take_many("a1", 1);
    let subject = Subject::Queue(code("A"));
    bed.manage(Command::Pause {
        subject,
        reason: down(),
    })
    .expect("paused");
    assert_eq!(bed.take("a1"), Err("queue_paused"));
    assert_eq!(bed.refusal, Some(Refusal::QueuePaused { reason: down() }));
    assert_eq!(
        bed.take("c1"),
        ok("A002"),
        "another queue of the same series goes on"
    );
    assert_eq!(
        bed.serve_whole(1),
        ok("A001"),
        "who holds a number is served"
    );
    bed.manage(Command::Resume { subject }).expect("resumed");
    assert_eq!(bed.take("a1"), ok("A003"));
}

#[test]
fn a_paused_item_leaves_the_other_items_alone() {
    let mut bed = Bed::new();
    let subject = Subject::Item(code("a1"));
    bed.manage(Command::Pause {
        subject,
        reason: down(),
    })
    .expect("paused");
    assert_eq!(
        (bed.take("a1"), bed.take("a2")),
        (Err("queue_paused"), ok("A001"))
    );
    assert_eq!(bed.hall.paused(subject), Some(&down()));
}

#[test]
fn a_window_may_stop_and_start_its_own_queues_and_no_others() {
    let mut bed = Bed::new();
    let (own, other) = (Subject::Queue(code("A")), Subject::Queue(code("B")));
    let stop = |subject| Command::Pause {
        subject,
        reason: down(),
    };
    let window = bed.actor(Role::Window, 1);
    bed.ask(window, stop(own)).expect("window 1 serves A");
    bed.ask(window, stop(Subject::Item(code("a2"))))
        .expect("and its items");
    let foreign = Refusal::QueueNotServed { queue: code("B") };
    assert_eq!(bed.ask(window, stop(other)), Err(foreign.clone()));
    let item = Subject::Item(code("b1"));
    assert_eq!(bed.ask(window, stop(item)), Err(foreign));
    let helper = bed.actor(Role::Window, 3);
    assert!(bed.ask(helper, stop(own)).is_err(), "window 3 only helps A");
    bed.ask(window, Command::Resume { subject: own })
        .expect("and may start it again");
    assert_eq!(bed.take("a1"), ok("A001"));
}

#[test]
fn a_pause_lasts_until_it_is_ended_also_over_night() {
    let mut bed = Bed::new();
    let subject = Subject::Queue(code("A"));
    bed.manage(Command::Pause {
        subject,
        reason: down(),
    })
    .expect("paused");
    bed.until("19:00");
    bed.until("09:00");
    assert_eq!(bed.take("a1"), Err("queue_paused"));
}

#[test]
fn only_what_is_there_can_be_paused_and_only_what_is_paused_resumed() {
    let mut bed = Bed::new();
    let cases = [
        (Subject::Queue(code("X")), "unknown_queue", "unknown_queue"),
        (Subject::Item(code("x")), "unknown_item", "unknown_item"),
        (Subject::Queue(code("A")), "", "not_paused"),
        (Subject::Item(code("a1")), "", "not_paused"),
    ];
    for (subject, pausing, resuming) in cases {
        assert_eq!(bed.manage(Command::Resume { subject }), Err(resuming));
        let said = bed.manage(Command::Pause {
            subject,
            reason: down(),
        });
        assert_eq!(said.err().unwrap_or_default(), pausing);
    }
}
