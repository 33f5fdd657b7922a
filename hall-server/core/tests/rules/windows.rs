//! Windows: opening, pausing, closing, falling silent, and who works there.

use crate::bed::{Bed, ok};
use crate::plan::code;
use hall_core::code::WindowNumber;
use hall_core::command::{Act, Command};
use hall_core::device::Actor;
use hall_core::event::{Alarm, Because, Event};
use hall_core::limits::SPANS_PER_DAY_MAX;
use hall_core::window::SpanKind;
use hall_core::{Refusal, Span};

fn with_ticket_in_hand(serving: bool) -> Bed {
    let mut bed = Bed::new();
    bed.take_many("a1", 2);
    bed.call(1).expect("A001");
    if serving {
        bed.act(1, Act::Start).expect("started");
    }
    bed
}

// PEERS 6: 34
#[test]
fn nobody_leaves_a_window_with_a_ticket_in_hand() {
    for serving in [false, true] {
        let mut bed = with_ticket_in_hand(serving);
        assert_eq!(bed.pause(1, 5), Err("ticket_in_hand"));
        assert_eq!(bed.close(1), Err("ticket_in_hand"));
        assert_eq!(
            bed.refusal,
            Some(Refusal::TicketInHand {
                ticket: bed.id("A001")
            })
        );
        assert_eq!(
            bed.open_for(1, "K3"),
            Err("ticket_in_hand"),
            "nor do clerks change"
        );
    }
}

#[test]
fn nobody_closes_a_window_that_holds_a_ticket() {
    let mut bed = with_ticket_in_hand(true);
    bed.act(1, Act::Hold).expect("held");
    assert_eq!(bed.pause(1, 5), ok(""), "a pause is fine");
    assert_eq!(bed.close(1), Err("ticket_in_hand"));
    bed.act_on(1, "A001", Act::Release).expect("released");
    assert_eq!(bed.close(1), ok(""));
}

#[test]
fn a_called_ticket_of_a_silent_window_waits_again_at_the_front_after_the_grace() {
    let mut bed = with_ticket_in_hand(false);
    bed.fall_silent(1);
    bed.pass_s(119);
    assert_eq!(bed.state("A001"), "called 1");
    bed.pass_s(1);
    assert_eq!(bed.state("A001"), "waiting");
    assert_eq!(bed.call(2), ok("A001"), "at once, before A002");
}

#[test]
fn silence_is_an_alarm_while_somebody_is_bound_to_the_window() {
    let silent = Alarm::WindowSilent(WindowNumber(1));
    let mut idle = Bed::new();
    idle.fall_silent(1);
    idle.tick();
    assert!(!idle.alarms(silent), "nobody waits for an idle window");
    let mut bed = with_ticket_in_hand(true);
    bed.act(1, Act::Hold).expect("held");
    bed.fall_silent(1);
    bed.tick();
    assert!(bed.alarms(silent), "somebody is held there");
}

#[test]
fn a_low_disk_stays_an_alarm_until_it_is_said_to_be_over() {
    let mut bed = Bed::new();
    bed.ask(Actor::Hall, Command::NoteDisk { low: true })
        .expect("heard");
    bed.pass(5);
    assert!(bed.alarms(Alarm::DiskLow));
    bed.ask(Actor::Hall, Command::NoteDisk { low: false })
        .expect("heard");
    assert!(!bed.alarms(Alarm::DiskLow));
}

#[test]
fn a_ticket_served_at_a_silent_window_is_held_with_an_alarm() {
    let mut bed = with_ticket_in_hand(true);
    bed.fall_silent(1);
    bed.tick();
    assert!(
        bed.alarms(Alarm::WindowSilent(WindowNumber(1))),
        "seen before the grace is over"
    );
    bed.pass_s(120);
    assert_eq!(bed.state("A001"), "held 1");
    let held = bed.events().any(|event| {
        matches!(
            event,
            Event::TicketHeld {
                because: Because::Silence,
                ..
            }
        )
    });
    assert!(held);
}

#[test]
fn a_window_that_is_heard_in_time_keeps_its_ticket() {
    let mut bed = with_ticket_in_hand(false);
    bed.fall_silent(1);
    bed.pass_s(100);
    bed.ask(
        Actor::Hall,
        Command::NoteHeard {
            window: WindowNumber(1),
        },
    )
    .expect("heard");
    bed.pass_s(100);
    assert_eq!(bed.state("A001"), "called 1");
    assert!(!bed.alarms(Alarm::WindowSilent(WindowNumber(1))));
}

#[test]
fn any_request_of_a_window_ends_its_silence() {
    let mut bed = with_ticket_in_hand(false);
    bed.fall_silent(1);
    bed.pass_s(100);
    bed.act(1, Act::Start).expect("started");
    bed.pass_s(600);
    assert_eq!(bed.state("A001"), "serving 1");
}

#[test]
fn a_closed_window_is_not_watched() {
    let mut bed = Bed::new();
    bed.fall_silent(4);
    assert_eq!(bed.hall.windows()[&WindowNumber(4)].silent_since, None);
}

#[test]
fn a_pause_lasts_from_one_minute_to_eight_hours() {
    for (minutes, expected) in [
        (0, Err("pause_length")),
        (1, ok("")),
        (480, ok("")),
        (481, Err("pause_length")),
    ] {
        let mut bed = Bed::new();
        assert_eq!(bed.pause(1, minutes), expected, "{minutes}");
    }
    let mut bed = Bed::new();
    assert_eq!(bed.pause(4, 5), Err("window_not_open"));
}

#[test]
fn a_pause_that_is_too_long_or_overdue_raises_an_alarm() {
    for (planned, after) in [(5, 6), (60, 16)] {
        let mut bed = Bed::new();
        let alarm = Alarm::PauseLong(WindowNumber(1));
        bed.pause(1, planned).expect("paused");
        bed.pass(after - 1);
        assert!(!bed.alarms(alarm), "planned {planned}");
        bed.pass(1);
        assert!(bed.alarms(alarm), "planned {planned}");
        bed.open(1).expect("back");
        bed.tick();
        assert!(!bed.alarms(alarm));
    }
}

#[test]
fn a_clerk_works_at_one_window_and_only_where_a_post_is_theirs() {
    let mut bed = Bed::new();
    assert_eq!(bed.open_for(4, "K9"), Err("unknown_clerk"));
    assert_eq!(bed.open_for(4, "K3"), Err("clerk_not_here"));
    bed.open_for(1, "K1").expect("window 1 has no posts");
    assert_eq!(bed.open_for(4, "K1"), Err("clerk_elsewhere"));
    assert_eq!(bed.open_for(4, "K2"), ok(""), "the B post stands in");
    bed.close(1).expect("closed");
    assert_eq!(
        bed.open_for(4, "K1"),
        ok(""),
        "and hands over without a ticket in hand"
    );
}

#[test]
fn an_absent_post_is_reported_ten_minutes_after_opening() {
    let mut bed = Bed::closed(|_| {});
    let alarm = Alarm::PostAbsent(WindowNumber(4));
    bed.until("08:30");
    bed.until("09:09");
    assert!(!bed.alarms(alarm));
    bed.until("09:10");
    assert!(bed.alarms(alarm));
    bed.open_for(4, "K2").expect("opened");
    bed.tick();
    assert!(!bed.alarms(alarm));
}

#[test]
fn open_time_is_counted_without_pauses() {
    let mut bed = Bed::closed(|_| {});
    bed.until("09:00");
    bed.open(1).expect("opened");
    bed.pass(30);
    bed.pause(1, 10).expect("paused");
    bed.pass(10);
    bed.open(1).expect("back");
    bed.pass(20);
    let open = |bed: &Bed| bed.hall.windows()[&WindowNumber(1)].open_time(bed.at);
    assert_eq!(open(&bed), Span::minutes(50));
    bed.close(1).expect("closed");
    bed.pass(20);
    assert_eq!(open(&bed), Span::minutes(50));
}

#[test]
fn the_spans_of_a_day_are_limited_and_the_oldest_are_forgotten() {
    let mut bed = Bed::new();
    for _ in 0..=SPANS_PER_DAY_MAX / 2 {
        bed.pause(1, 1).expect("paused");
        bed.open(1).expect("back");
    }
    assert_eq!(
        bed.hall.windows()[&WindowNumber(1)].spans.len(),
        SPANS_PER_DAY_MAX
    );
}

#[test]
fn opening_twice_is_one_opening() {
    let mut bed = Bed::new();
    let before = bed.events().count();
    assert_eq!(bed.open(1), ok(""));
    assert_eq!(bed.events().count(), before);
    assert_eq!(
        bed.ask(
            bed.actor(hall_core::device::Role::Window, 1),
            Command::OpenWindow {
                window: WindowNumber(1),
                clerk: Some(code("K3")),
            }
        )
        .map(|_| ()),
        Ok(()),
        "a clerk may sign in later"
    );
}

#[test]
fn a_window_counts_what_it_finished_and_whom_it_missed() {
    let mut bed = Bed::new();
    bed.take_many("a1", 4);
    bed.serve_whole(1).expect("served");
    bed.call_and_miss(1).expect("missed");
    bed.call_and_miss(1).expect("missed");
    let state = &bed.hall.windows()[&WindowNumber(1)];
    assert_eq!((state.finished, state.missed), (1, 2));
}

#[test]
fn the_words_of_spans_are_those_of_the_database() {
    assert_eq!(
        [SpanKind::Open, SpanKind::Paused].map(SpanKind::word),
        ["open", "paused"]
    );
}
