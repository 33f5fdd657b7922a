//! A window asks for help.

use crate::bed::Bed;
use hall_core::code::WindowNumber;
use hall_core::command::Command;
use hall_core::device::{Actor, Role};
use hall_core::event::{Alarm, Event, Help};

const ASKED: Alarm = Alarm::Help(WindowNumber(1), Help::Alarm);

fn ask(help: Help) -> Command {
    Command::AskHelp {
        window: WindowNumber(1),
        help,
    }
}

fn accept(help: Help) -> Command {
    Command::AcceptHelp {
        window: WindowNumber(1),
        help,
    }
}

fn end(help: Help) -> Command {
    Command::EndHelp {
        window: WindowNumber(1),
        help,
    }
}

fn said(bed: &mut Bed, by: Actor, command: Command) -> Option<&'static str> {
    bed.ask(by, command).err().map(|refusal| refusal.code())
}

fn who(bed: &Bed) -> (Actor, Actor, Actor, Actor) {
    (
        bed.actor(Role::Window, 1),
        bed.actor(Role::Window, 2),
        bed.actor(Role::Guide, 1),
        bed.actor(Role::Manager, 1),
    )
}

#[test]
fn a_call_for_help_is_on_until_it_ends_however_often_the_key_is_pressed() {
    let mut bed = Bed::new();
    let (own, ..) = who(&bed);
    for _ in 0..3 {
        assert_eq!(said(&mut bed, own, ask(Help::Alarm)), None);
    }
    let raised = bed
        .events()
        .filter(|event| **event == Event::AlarmRaised { alarm: ASKED });
    assert_eq!(raised.count(), 1);
    bed.pass(60);
    assert!(bed.alarms(ASKED), "nobody went, so it stays");
    assert_eq!(said(&mut bed, own, end(Help::Alarm)), None);
    assert!(!bed.alarms(ASKED));
    assert_eq!(said(&mut bed, own, end(Help::Alarm)), Some("no_help_asked"));
}

#[test]
fn the_first_who_goes_is_on_record_and_the_window_does_not_calm_the_others() {
    let mut bed = Bed::new();
    let (own, other, guide, manager) = who(&bed);
    assert_eq!(
        said(&mut bed, guide, accept(Help::Alarm)),
        Some("no_help_asked")
    );
    said(&mut bed, own, ask(Help::Alarm));
    assert_eq!(said(&mut bed, own, accept(Help::Alarm)), Some("own_help"));
    assert_eq!(said(&mut bed, guide, accept(Help::Alarm)), None);
    assert_eq!(
        said(&mut bed, guide, accept(Help::Alarm)),
        None,
        "once more"
    );
    assert_eq!(
        said(&mut bed, manager, accept(Help::Alarm)),
        Some("help_accepted")
    );
    let went = bed.hall.accepted_by(ASKED);
    assert_eq!(went, Some(bed.device(Role::Guide, 1)));
    assert_eq!(
        said(&mut bed, other, end(Help::Alarm)),
        Some("other_window")
    );
    assert_eq!(said(&mut bed, manager, end(Help::Alarm)), None);
    assert_eq!(bed.hall.accepted_by(ASKED), None);
}

#[test]
fn a_neighbour_who_went_may_end_it() {
    let mut bed = Bed::new();
    let (own, other, ..) = who(&bed);
    said(&mut bed, own, ask(Help::Guide));
    assert!(
        !bed.alarms(ASKED),
        "a guide is asked for, nobody is in danger"
    );
    assert_eq!(said(&mut bed, other, accept(Help::Guide)), None);
    assert_eq!(said(&mut bed, other, end(Help::Guide)), None);
}

#[test]
fn only_the_window_itself_asks_and_closed_ones_may_too() {
    let mut bed = Bed::new();
    let (_, other, guide, _) = who(&bed);
    assert_eq!(
        said(&mut bed, other, ask(Help::Alarm)),
        Some("other_window")
    );
    assert_eq!(
        said(&mut bed, guide, ask(Help::Alarm)),
        Some("role_not_allowed")
    );
    bed.close(1).expect("closed");
    let own = bed.actor(Role::Window, 1);
    assert_eq!(said(&mut bed, own, ask(Help::Alarm)), None);
}

#[test]
fn a_window_that_a_plan_takes_away_asks_no_more() {
    let mut bed = Bed::new();
    bed.close(1).expect("closed");
    let own = bed.actor(Role::Window, 1);
    said(&mut bed, own, ask(Help::Alarm));
    bed.reload(|plan| {
        plan.windows.remove(&WindowNumber(1));
    })
    .expect("nothing holds it");
    assert!(!bed.alarms(ASKED));
}

#[test]
fn nobody_is_left_in_the_evening_who_asked_for_help() {
    let mut bed = Bed::new();
    let (own, ..) = who(&bed);
    said(&mut bed, own, ask(Help::Alarm));
    bed.until("19:30");
    assert!(!bed.alarms(ASKED));
}
