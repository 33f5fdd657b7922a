//! Ratings by the citizen's own device.

use crate::bed::{Bed, finish, note};
use hall_core::command::{Act, Command};
use hall_core::device::{Actor, Role};
use hall_core::ticket::NoteRef;

fn rate(bed: &mut Bed, by: Actor, level: u8, note: Option<NoteRef>) -> Result<(), &'static str> {
    let ticket = bed.id("A001");
    let answer = bed.ask(
        by,
        Command::Rate {
            ticket,
            level,
            note,
        },
    );
    answer.map(|_| ()).map_err(|refusal| refusal.code())
}

/// A001 served and finished at window 1.
fn finished() -> Bed {
    let mut bed = Bed::new();
    bed.take_many("a1", 1);
    bed.serve_whole(1).expect("served");
    bed
}

#[test]
fn levels_run_from_one_to_five_and_bad_ones_need_a_reason() {
    let cases = [
        (0, true, Err("bad_level")),
        (1, false, Err("rating_reason")),
        (1, true, Ok(())),
        (2, false, Err("rating_reason")),
        (2, true, Ok(())),
        (3, false, Ok(())),
        (4, false, Ok(())),
        (5, true, Ok(())),
        (6, true, Err("bad_level")),
    ];
    for (level, reason, expected) in cases {
        let mut bed = finished();
        let pad = bed.actor(Role::Pad, 1);
        assert_eq!(
            rate(&mut bed, pad, level, reason.then(note)),
            expected,
            "{level} {reason}"
        );
        let stored = bed
            .ticket("A001")
            .rating
            .as_ref()
            .map(|rating| rating.level);
        assert_eq!(stored, expected.ok().map(|()| level));
    }
}

#[test]
fn a_service_is_rated_once() {
    let mut bed = finished();
    let pad = bed.actor(Role::Pad, 1);
    assert_eq!(rate(&mut bed, pad, 5, None), Ok(()));
    assert_eq!(rate(&mut bed, pad, 4, None), Err("already_rated"));
    assert_eq!(bed.act_on(1, "A001", Act::Reopen), Err("already_rated"));
}

#[test]
fn only_a_finished_service_is_rated_and_only_while_the_pad_asks() {
    let mut bed = Bed::new();
    bed.take_many("a1", 1);
    let pad = bed.actor(Role::Pad, 1);
    assert_eq!(rate(&mut bed, pad, 5, None), Err("not_ratable"));
    bed.serve(1).expect("A001");
    assert_eq!(rate(&mut bed, pad, 5, None), Err("not_ratable"));
    bed.act(1, finish()).expect("finished");
    bed.pass_s(61);
    assert_eq!(rate(&mut bed, pad, 5, None), Err("rating_too_late"));
    assert_eq!(bed.ticket("A001").rating, None, "silence is never praise");
}

#[test]
fn the_pad_may_answer_in_the_last_second() {
    let mut bed = finished();
    bed.pass_s(60);
    let pad = bed.actor(Role::Pad, 1);
    assert_eq!(rate(&mut bed, pad, 5, None), Ok(()));
}

#[test]
fn reopening_ends_the_question_and_finishing_asks_again() {
    let mut bed = finished();
    let pad = bed.actor(Role::Pad, 1);
    bed.act_on(1, "A001", Act::Reopen).expect("reopened");
    assert_eq!(rate(&mut bed, pad, 5, None), Err("not_ratable"));
    bed.pass(10);
    bed.finish(1).expect("finished again");
    assert_eq!(rate(&mut bed, pad, 5, None), Ok(()));
}

#[test]
fn no_clerk_manager_or_strange_pad_rates() {
    let mut bed = finished();
    let cases = [
        (bed.actor(Role::Window, 1), "role_not_allowed"),
        (bed.actor(Role::Manager, 1), "role_not_allowed"),
        (bed.actor(Role::Kiosk, 1), "role_not_allowed"),
        (Actor::Operator, "role_not_allowed"),
        (Actor::Hall, "role_not_allowed"),
        (bed.actor(Role::Pad, 2), "not_ratable"),
    ];
    for (by, expected) in cases {
        assert_eq!(rate(&mut bed, by, 5, None), Err(expected), "{by:?}");
    }
}

#[test]
fn a_rating_remembers_window_and_clerk_of_the_service() {
    let mut bed = Bed::new();
    bed.open_for(1, "K3").expect("signed in");
    bed.take_many("a1", 1);
    bed.serve_whole(1).expect("served");
    let pad = bed.actor(Role::Pad, 1);
    rate(&mut bed, pad, 4, None).expect("rated");
    let rating = bed.ticket("A001").rating.clone().expect("a rating");
    assert_eq!(rating.window.0, 1);
    assert_eq!(rating.clerk, Some(crate::plan::code("K3")));
    assert_eq!(rating.device, bed.device(Role::Pad, 1));
}
