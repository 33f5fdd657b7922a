//! Ratings by the citizen's own device.

use crate::bed::{Bed, finish, note};
use hall_core::command::{Act, Command};
use hall_core::device::{Actor, Role};
use hall_core::event::Event;
use hall_core::limits::RATING_ATTEMPTS_MAX;
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

/// What is on record after a device named A001 in a refused rating so many times.
fn attempts(bed: &mut Bed, by: Actor, times: usize) -> usize {
    let Actor::Device(device) = by else {
        panic!("only devices are named")
    };
    let ticket = bed.id("A001");
    for _ in 0..times {
        let command = Command::NoteRatingAttempt { device, ticket };
        bed.ask(Actor::Hall, command)
            .expect("noting is never refused");
    }
    let is_ours = |event: &&Event| matches!(event, Event::RatingAttempted { device: who, about } if (*who, *about) == (device, ticket));
    bed.events().filter(is_ours).count()
}

#[test]
fn whoever_may_not_rate_a_service_and_tries_is_on_record() {
    for (role, window, expected) in [
        (Role::Window, 1, 1),
        (Role::Kiosk, 1, 1),
        (Role::Manager, 1, 1),
        (Role::Pad, 2, 1),
        // The pad of the window may be late or tap twice; that is no attempt.
        (Role::Pad, 1, 0),
    ] {
        let mut bed = finished();
        let by = bed.actor(role, window);
        assert_eq!(attempts(&mut bed, by, 1), expected, "{role} {window}");
        assert_eq!(bed.ticket("A001").rating, None);
    }
}

#[test]
fn a_program_that_repeats_itself_does_not_fill_the_journal() {
    let mut bed = finished();
    let clerk = bed.actor(Role::Window, 1);
    let most = usize::from(RATING_ATTEMPTS_MAX);
    assert_eq!(attempts(&mut bed, clerk, most + 5), most);
    let other = bed.actor(Role::Window, 2);
    assert_eq!(
        attempts(&mut bed, other, 1),
        1,
        "each device has its own count"
    );
}

#[test]
fn the_count_of_attempts_begins_anew_with_the_day() {
    let mut bed = finished();
    let clerk = bed.actor(Role::Window, 1);
    let most = usize::from(RATING_ATTEMPTS_MAX);
    attempts(&mut bed, clerk, most);
    bed.until("08:00");
    bed.until("09:30");
    bed.take_many("a1", 1);
    let before = bed.events().count();
    attempts(&mut bed, clerk, 1);
    assert_eq!(bed.events().count(), before + 1);
}

#[test]
fn a_device_that_was_revoked_meanwhile_makes_no_event() {
    let mut bed = finished();
    let clerk = bed.actor(Role::Window, 1);
    let device = bed.device(Role::Window, 1);
    let manager = bed.actor(Role::Manager, 1);
    bed.ask(manager, Command::RevokeDevice { device })
        .expect("revoked");
    assert_eq!(attempts(&mut bed, clerk, 1), 0);
}
