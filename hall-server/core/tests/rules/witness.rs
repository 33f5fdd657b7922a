//! Devices that have seen more than the server remembers.

use crate::bed::{Bed, ok};
use crate::plan::code;
use hall_core::code::DeviceId;
use hall_core::command::Command;
use hall_core::device::{Actor, Role};
use hall_core::event::{Alarm, Event, Raised};
use hall_core::{Answer, Date};

fn seen(series: &str, online: u32, block: u32) -> Raised {
    Raised {
        series: code(series),
        online,
        block,
    }
}

/// A device tells what it has seen, and then everybody else speaks.
fn witness(bed: &mut Bed, days: i32, raised: Raised) {
    first_witness(bed, days, raised);
    everybody_speaks(bed);
}

fn everybody_speaks(bed: &mut Bed) {
    let missing = bed.hall.gathering().cloned().unwrap_or_default();
    for device in missing {
        bed.ask(Actor::Hall, Command::NoteHello { device })
            .expect("a hello is always heard");
    }
}

fn first_witness(bed: &mut Bed, days: i32, raised: Raised) {
    let day = Date(bed.now().date.0 + days);
    let by = bed.actor(Role::Kiosk, 1);
    let command = Command::Witness {
        device: None,
        day,
        raised: vec![raised],
        proven: false,
    };
    bed.ask(by, command).expect("a witness is always heard");
}

#[test]
fn no_number_a_device_has_seen_is_given_again() {
    let mut bed = Bed::new();
    bed.take_many("a1", 2);
    witness(&mut bed, 0, seen("A", 7, 5999));
    assert_eq!(bed.take("a1"), ok("A008"));
    assert_eq!(bed.lease(1, "A"), Ok((6000, 6499)));
    assert!(bed.alarms(Alarm::HistoryLost));
}

#[test]
fn after_a_proven_loss_no_number_is_given_until_everybody_has_spoken() {
    let mut bed = Bed::new();
    bed.lease(2, "A").expect("5000 to 5499");
    first_witness(&mut bed, 0, seen("A", 7, 0));
    assert_eq!(bed.take("a1"), Err("gathering"));
    assert_eq!(
        bed.lease(1, "A"),
        Err("gathering"),
        "a block may be out as well"
    );
    first_witness(&mut bed, 0, seen("A", 0, 5999));
    everybody_speaks(&mut bed);
    assert_eq!(bed.take("a1"), ok("A008"));
    assert_eq!(bed.lease(1, "A"), Ok((6000, 6499)));
}

#[test]
fn windows_that_worked_today_must_speak_and_those_that_rested_need_not() {
    let bed = Bed::new();
    let witnesses = bed.hall.witnesses();
    let speaks = |role, index| witnesses.contains(&bed.device(role, index));
    assert!(
        speaks(Role::Window, 1) && speaks(Role::Window, 5),
        "they are open"
    );
    assert!(!speaks(Role::Window, 4), "window 4 was never opened");
    assert!(speaks(Role::Kiosk, 1) && speaks(Role::Kiosk, 2) && speaks(Role::Guide, 1));
    assert!(!speaks(Role::Board, 1) && !speaks(Role::Pad, 1) && !speaks(Role::Manager, 1));
}

#[test]
fn nobody_waits_for_a_device_that_was_revoked() {
    let mut bed = Bed::new();
    first_witness(&mut bed, 0, seen("A", 7, 0));
    let missing = bed.hall.gathering().cloned().unwrap_or_default();
    assert!(!missing.is_empty());
    for device in missing {
        bed.manage(Command::RevokeDevice { device })
            .expect("revoked");
    }
    assert_eq!(bed.hall.gathering(), None);
}

#[test]
fn a_witness_of_what_is_known_changes_nothing() {
    let mut bed = Bed::new();
    bed.take_many("a1", 3);
    bed.lease(1, "A").expect("5000 to 5499");
    let before = bed.events().count();
    witness(&mut bed, 0, seen("A", 3, 5499));
    witness(&mut bed, 0, seen("X", 900, 0));
    witness(&mut bed, -1, seen("A", 900, 0));
    witness(&mut bed, 400, seen("A", 900, 0));
    assert_eq!(bed.events().count(), before);
}

#[test]
fn what_is_no_news_is_not_raised() {
    let mut bed = Bed::new();
    bed.take_many("a1", 3);
    witness(&mut bed, 0, seen("A", 2, 5099));
    let lost = bed.events().find_map(|event| match event {
        Event::HistoryLost { raised, .. } => Some(raised.clone()),
        _ => None,
    });
    assert_eq!(lost, Some(vec![seen("A", 0, 5099)]));
    assert_eq!(bed.take("a1"), ok("A004"));
}

#[test]
fn a_witness_raises_only_within_the_range() {
    let mut bed = Bed::new();
    witness(&mut bed, 0, seen("A", 4_000_000_000, 4_000_000_000));
    assert_eq!(bed.take("a1"), Err("series_full"));
    assert_eq!(bed.lease(1, "A"), Err("blocks_full"));
}

#[test]
fn a_witness_before_the_day_opens_raises_its_beginning() {
    let mut bed = Bed::closed(|_| {});
    witness(&mut bed, 0, seen("A", 11, 0));
    witness(&mut bed, 0, seen("A", 5, 0));
    witness(&mut bed, 0, seen("A", 14, 5999));
    bed.until("09:00");
    assert_eq!(bed.take("a1"), ok("A015"));
    assert_eq!(bed.lease(1, "A"), Ok((6000, 6499)));
}

#[test]
fn the_alarm_of_a_lost_history_ends_with_the_day() {
    let mut bed = Bed::new();
    witness(&mut bed, 0, seen("A", 7, 0));
    bed.until("18:00");
    bed.until("19:00");
    assert!(!bed.alarms(Alarm::HistoryLost));
}

fn gather(bed: &mut Bed, devices: &[DeviceId]) {
    let waiting_for = devices.to_vec();
    bed.ask(Actor::Hall, Command::BeginGathering { waiting_for })
        .expect("begun");
}

#[test]
fn after_a_restore_no_number_is_given_until_every_device_spoke() {
    let mut bed = Bed::new();
    bed.take_many("a1", 1);
    let devices = [bed.device(Role::Kiosk, 1), bed.device(Role::Kiosk, 2)];
    gather(&mut bed, &devices);
    for (device, missing) in devices.into_iter().zip([2, 1]) {
        assert_eq!(bed.take("a1"), Err("gathering"));
        assert_eq!(bed.refusal, Some(hall_core::Refusal::Gathering { missing }));
        assert_eq!(
            bed.lease(1, "A"),
            Err("gathering"),
            "a lease may have been lost, too"
        );
        bed.ask(Actor::Hall, Command::NoteHello { device })
            .expect("heard");
    }
    assert_eq!(bed.take("a1"), ok("A002"));
}

#[test]
fn who_is_enrolled_while_devices_gather_is_waited_for_too() {
    let mut bed = Bed::new();
    let kiosk = bed.device(Role::Kiosk, 1);
    gather(&mut bed, &[kiosk]);
    let mut enrol = |role: Role| {
        let command = Command::EnrolDevice {
            role,
            name: "again".to_owned(),
            window: None,
            department: None,
            secret: format!("again {role}"),
        };
        match bed.ask(Actor::Operator, command) {
            Ok(Answer::Device(device)) => device,
            other => panic!("enrolled: {other:?}"),
        }
    };
    let (again, _board) = (enrol(Role::Kiosk), enrol(Role::Board));
    for (device, missing) in [(kiosk, 2), (again, 1)] {
        assert_eq!(bed.take("a1"), Err("gathering"));
        assert_eq!(bed.refusal, Some(hall_core::Refusal::Gathering { missing }));
        bed.ask(Actor::Hall, Command::NoteHello { device })
            .expect("heard");
    }
    assert_eq!(bed.take("a1"), ok("A001"), "a board knows of no numbers");
}

#[test]
fn people_are_called_while_devices_gather_and_a_manager_may_end_it() {
    let mut bed = Bed::new();
    bed.take_many("a1", 1);
    let kiosk = bed.device(Role::Kiosk, 1);
    gather(&mut bed, &[kiosk]);
    assert_eq!(bed.serve_whole(1), ok("A001"));
    bed.manage(Command::EndGathering).expect("ended");
    assert_eq!(bed.take("a1"), ok("A002"));
}

#[test]
fn revoked_and_unknown_devices_are_not_waited_for() {
    let mut bed = Bed::new();
    let kiosk = bed.device(Role::Kiosk, 2);
    bed.manage(Command::RevokeDevice { device: kiosk })
        .expect("revoked");
    gather(&mut bed, &[kiosk, DeviceId(999)]);
    assert_eq!(bed.hall.gathering(), None);
    assert_eq!(bed.take("a1"), ok("A001"));
}

#[test]
fn a_witness_of_a_wrapping_series_in_a_later_round_skips_no_numbers() {
    let mut bed = Bed::with(|plan| {
        let series = plan.series.get_mut(&code("B")).expect("B");
        (series.online_max, series.wrap) = (3, true);
    });
    for _ in 0..4 {
        bed.take_many("b1", 1);
        bed.serve_whole(3).expect("served");
    }
    witness(&mut bed, 0, seen("B", 3, 5999));
    assert_eq!(bed.take("b1"), ok("B002"), "the second of round 1");
    let kiosk = bed.actor(Role::Kiosk, 1);
    let lease = bed.ask(kiosk, Command::LeaseBlock { series: code("B") });
    assert_eq!(lease, Ok(Answer::Block(code("B"), 6000, 6499)));
}
