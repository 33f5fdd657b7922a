//! Numbers printed without the server: blocks, hand-ins, and paper that wins.

use crate::bed::{Bed, label, ok};
use crate::plan::code;
use hall_core::code::Token;
use hall_core::command::{Act, Answer, Command, TakeTicket};
use hall_core::device::{Actor, Role};
use hall_core::event::{Alarm, Event};
use hall_core::ticket::PaperState;
use hall_core::{Date, Span};

/// Kiosk 1 with numbers A5000 to A5499.
fn leased() -> Bed {
    let mut bed = Bed::new();
    assert_eq!(bed.lease(1, "A"), Ok((5000, 5499)));
    bed
}

#[test]
fn every_lease_is_a_new_block_never_an_old_one() {
    let mut bed = leased();
    assert_eq!(bed.lease(2, "A"), Ok((5500, 5999)));
    assert_eq!(
        bed.lease(1, "A"),
        Ok((6000, 6499)),
        "also for a kiosk that lost its journal"
    );
    assert_eq!(bed.lease(1, "B"), Ok((5000, 5499)), "another series");
    assert_eq!(bed.lease(1, "X"), Err("unknown_series"));
}

#[test]
fn when_no_block_is_left_the_answer_and_an_alarm_say_so() {
    let mut bed = Bed::with(|plan| plan.series.get_mut(&code("A")).expect("A").block_to = 5600);
    assert_eq!(
        (bed.lease(1, "A"), bed.lease(1, "A")),
        (Ok((5000, 5499)), Err("blocks_full"))
    );
    bed.tick();
    assert!(bed.alarms(Alarm::BlocksFull(code("A"))));
}

#[test]
fn blocks_are_leased_on_an_open_day_only() {
    let mut bed = Bed::closed(|_| {});
    assert_eq!(bed.lease(1, "A"), Err("day_not_open"));
    bed.until("16:45");
    bed.until("10:00");
    bed.until("16:45");
    assert_eq!(bed.lease(1, "A"), Err("day_not_open"));
}

#[test]
fn a_handed_in_paper_is_a_ticket_with_its_printed_number_and_arrival() {
    let mut bed = leased();
    bed.take_many("a1", 1);
    bed.pass(10);
    let said = bed.hand_in(5000, |paper| {
        paper.elapsed = Span::minutes(15);
        paper.token = Token(77);
    });
    assert_eq!(said, ok("A5000"));
    assert_eq!(
        bed.hall
            .ticket_by_token(Token(77))
            .map(|ticket| label(ticket.number)),
        Some("A5000".into())
    );
    assert_eq!(bed.call(1), ok("A5000"), "it came five minutes before A001");
    assert_eq!(bed.take("a1"), ok("A002"), "online numbers have no gap");
}

#[test]
fn the_arrival_lies_between_the_kiosks_last_contact_and_now() {
    // (elapsed minutes, minutes since the last contact, arrival minutes ago)
    for (elapsed, contact, expected) in [
        (5, 10, 5),
        (50, 10, 10),
        (0, 10, 0),
        (-5, 10, 0),
        (5, -3, 0),
    ] {
        let mut bed = leased();
        bed.pass(60);
        let now = bed.at;
        bed.hand_in(5000, |paper| {
            paper.elapsed = Span(elapsed * 60_000);
            paper.last_contact = now - Span(contact * 60_000);
        })
        .expect("handed in");
        let ago = (now - bed.ticket("A5000").arrival).0 / 60_000;
        assert_eq!(ago, expected, "{elapsed} {contact}");
    }
}

#[test]
fn a_number_outside_the_kiosks_blocks_is_refused() {
    let mut bed = leased();
    bed.lease(2, "A").expect("5500 to 5999");
    for n in [4999, 5500, 10_000, 1] {
        assert_eq!(bed.hand_in(n, |_| {}), Err("number_outside_block"), "{n}");
    }
    assert_eq!(
        bed.hand_in(7000, |paper| paper.number.round = 1),
        Err("number_outside_block")
    );
    let today = bed.now().date;
    assert_eq!(
        bed.hand_in(5000, |paper| paper.day = Date(today.0 - 7)),
        Err("day_too_old")
    );
}

#[test]
fn paper_from_a_block_that_the_server_forgot_is_taken_and_the_block_is_never_leased_again() {
    let mut bed = leased();
    // 5500 to 5501 were leased in a history that was lost with the disk.
    assert_eq!(bed.hand_in(5500, |_| {}), ok("A5500"));
    assert_eq!(bed.hand_in(5501, |_| {}), ok("A5501"));
    assert_eq!(bed.hand_in(5501, |_| {}), Err("number_used"));
    bed.lease(2, "A").expect("a block above what paper proved");
    let ours: Vec<(u32, u32)> = bed.hall.blocks().iter().map(|b| (b.from, b.to)).collect();
    assert_eq!(ours, [(5000, 5501), (5502, 6001)]);
}

#[test]
fn a_kiosk_enrolled_anew_hands_in_the_paper_of_its_revoked_former_self() {
    let mut bed = leased();
    bed.lease(2, "A").expect("5500 to 5999");
    assert_eq!(bed.hand_in(5500, |_| {}), Err("number_outside_block"));
    let former = bed.device(Role::Kiosk, 2);
    bed.manage(Command::RevokeDevice { device: former })
        .expect("revoked");
    assert_eq!(bed.hand_in(5500, |_| {}), ok("A5500"));
}

#[test]
fn a_kiosk_enrolled_again_under_its_name_hands_in_the_paper_of_its_former_self() {
    let mut bed = leased();
    let again = Command::EnrolDevice {
        role: Role::Kiosk,
        name: "kiosk1".to_owned(),
        window: None,
        department: None,
        secret: "the token that was lost".to_owned(),
    };
    let Ok(Answer::Device(former)) = bed.ask(Actor::Operator, again) else {
        panic!("enrolled");
    };
    let series = code("A");
    let leased = bed.ask(Actor::Device(former), Command::LeaseBlock { series });
    assert_eq!(leased, Ok(Answer::Block(series, 5500, 5999)));
    assert_eq!(bed.hand_in(5500, |_| {}), ok("A5500"));
    bed.lease(2, "A").expect("6000 to 6499");
    assert_eq!(bed.hand_in(6000, |_| {}), Err("number_outside_block"));
}

#[test]
fn the_same_paper_again_is_the_same_ticket_and_another_intent_is_refused() {
    let mut bed = leased();
    let id = bed.intent();
    assert_eq!(bed.hand_in_as(id, 5000, |_| {}), ok("A5000"));
    assert_eq!(bed.hand_in_as(id, 5000, |_| {}), ok("A5000"));
    assert_eq!(bed.hand_in(5000, |_| {}), Err("number_used"));
    assert_eq!(
        bed.hand_in_as(id, 5001, |_| {}),
        Err("number_used"),
        "one intent, one paper"
    );
    assert_eq!(bed.hall.tickets().count(), 1);
}

#[test]
fn an_intent_that_was_handed_in_makes_no_second_ticket_online() {
    let mut bed = leased();
    let id = bed.intent();
    bed.hand_in_as(id, 5000, |_| {}).expect("handed in");
    let kiosk = bed.actor(Role::Kiosk, 1);
    let late = bed.ask_as(kiosk, id, Command::TakeTicket(TakeTicket::item(code("a1"))));
    assert_eq!(late, Ok(hall_core::Answer::Existing(bed.id("A5000"))));
}

/// The server answered A001, the kiosk did not hear it and printed A5000.
fn answered_unheard() -> (Bed, hall_core::code::RequestId) {
    let mut bed = leased();
    let id = bed.intent();
    let kiosk = bed.actor(Role::Kiosk, 1);
    bed.ask_as(kiosk, id, Command::TakeTicket(TakeTicket::item(code("a1"))))
        .expect("A001");
    (bed, id)
}

#[test]
fn paper_wins_and_the_other_number_is_spent() {
    let (mut bed, id) = answered_unheard();
    bed.take_many("a1", 1);
    let place = bed.ticket("A001").place;
    assert_eq!(bed.hand_in_as(id, 5000, |_| {}), ok("A5000"));
    assert_eq!(
        (bed.ticket("A5000").place, bed.hall.tickets().count()),
        (place, 2)
    );
    assert_eq!(bed.call(1), ok("A5000"), "same place as before");
    assert_eq!(bed.take("a1"), ok("A003"), "A001 is never given again");
}

#[test]
fn a_spent_number_is_not_reused_by_a_wrapping_series_while_its_ticket_lives() {
    let mut bed = Bed::with(|plan| {
        let series = plan.series.get_mut(&code("A")).expect("A");
        (series.online_max, series.wrap) = (2, true);
    });
    bed.lease(1, "A").expect("a block");
    let id = bed.intent();
    let kiosk = bed.actor(Role::Kiosk, 1);
    bed.ask_as(kiosk, id, Command::TakeTicket(TakeTicket::item(code("a1"))))
        .expect("A001");
    bed.hand_in_as(id, 5000, |_| {}).expect("A5000");
    bed.take_many("a1", 1);
    bed.choose(2, "A002").expect("chosen");
    bed.act(2, Act::Start).expect("started");
    bed.finish(2).expect("finished");
    bed.hall = bed.hall.clone().reindexed();
    assert_eq!(
        bed.take("a1"),
        ok("A002"),
        "A001 is spent, also after a restart"
    );
}

#[test]
fn a_replaced_number_that_was_called_or_missed_waits_again_at_its_place() {
    for miss in [false, true] {
        let (mut bed, id) = answered_unheard();
        bed.take_many("a1", 1);
        bed.call(1).expect("A001, which nobody has on paper");
        if miss {
            bed.pass_s(20);
            bed.act(1, Act::Miss).expect("missed");
        }
        assert_eq!(bed.hand_in_as(id, 5000, |_| {}), ok("A5000"));
        assert_eq!(bed.state("A5000"), "waiting");
        assert_eq!(
            bed.call(1),
            ok("A5000"),
            "before A002; window 1 has free hands"
        );
    }
}

#[test]
fn a_replaced_number_in_service_stays_in_service() {
    let (mut bed, id) = answered_unheard();
    bed.serve(1).expect("A001");
    assert_eq!(bed.hand_in_as(id, 5000, |_| {}), ok("A5000"));
    assert_eq!(
        (bed.state("A5000"), bed.finish(1)),
        ("serving 1".into(), ok("A5000"))
    );
}

#[test]
fn paper_is_taken_while_the_hall_closes_pauses_or_is_full() {
    let mut bed = leased();
    bed.ask(
        hall_core::device::Actor::Hall,
        Command::NoteDisk { low: true },
    )
    .expect("noted");
    bed.until("16:50");
    assert_eq!(bed.take("a1"), Err("day_closing"));
    assert_eq!(bed.hand_in(5000, |_| {}), ok("A5000"));
    assert_eq!(bed.serve_whole(1), ok("A5000"));
}

#[test]
fn paper_with_a_forgotten_first_ticket_is_still_taken() {
    let mut bed = leased();
    let said = bed.hand_in(5000, |paper| paper.take.visit = Some(Token(404)));
    assert_eq!(said, ok("A5000"));
}

#[test]
fn handed_in_after_its_day_closed_it_is_counted_and_expired_in_its_own_day() {
    let mut bed = leased();
    bed.until("19:00");
    assert_eq!(bed.hand_in(5000, |_| {}), ok("A5000"));
    let ticket = bed.ticket("A5000");
    assert_eq!((ticket.state.word(), ticket.late), ("expired", true));
    assert_eq!(bed.hall.day().map(|day| day.issued), Some(1));
    assert_eq!(bed.hall.queues()[&code("A")].issued, 1);
}

#[test]
fn handed_in_on_a_later_day_it_joins_its_own_and_leaves_today_alone() {
    let mut bed = leased();
    let yesterday = bed.now().date;
    bed.until("19:00");
    bed.until("09:00");
    bed.open(1).expect("opened");
    bed.hand_in(5000, |paper| paper.day = yesterday)
        .expect("recorded");
    assert_eq!(bed.hall.tickets().count(), 0);
    let Some(Event::LateTicketRecorded(late)) = bed.events().next_back() else {
        panic!("not recorded late")
    };
    assert_eq!(
        (late.day, label(late.number).as_str()),
        (yesterday, "A5000")
    );
    assert_eq!(bed.call(1), Err("nobody_waiting"));
    assert_eq!(
        bed.hand_in(5000, |paper| paper.day = yesterday),
        Err("number_used")
    );
    assert_eq!(bed.take("a1"), ok("A001"));
}

#[test]
fn a_paper_of_a_ticket_that_nobody_heard_of_is_that_tickets_also_on_a_later_day() {
    let (mut bed, id) = answered_unheard();
    let yesterday = bed.now().date;
    bed.until("19:00");
    bed.until("09:00");
    let hand_in = |bed: &mut Bed, n| {
        bed.hand_in_as(id, n, |paper| paper.day = yesterday)
            .map(drop)
    };
    assert_eq!(hand_in(&mut bed, 5000), Ok(()));
    let last = bed.events().next_back();
    let Some(Event::LatePaperRecorded { day, number, .. }) = last else {
        panic!("{last:?}")
    };
    assert_eq!((*day, label(*number).as_str()), (yesterday, "A5000"));
    assert_eq!(
        hand_in(&mut bed, 5000),
        Err("number_used"),
        "handed in again"
    );
    assert_eq!(
        hand_in(&mut bed, 5001),
        Err("number_used"),
        "one intent has one paper"
    );
}

#[test]
fn a_copy_at_another_kiosk_does_not_hide_the_paper_of_the_first() {
    let (mut bed, id) = answered_unheard();
    let copy = Command::ReportPaper {
        ticket: bed.id("A001"),
        number: Some("A001".into()),
        paper: PaperState::Printed,
        copy: true,
    };
    let other = bed.actor(Role::Kiosk, 2);
    bed.ask(other, copy).expect("reported");
    let yesterday = bed.now().date;
    bed.until("19:00");
    bed.until("09:00");
    bed.hand_in_as(id, 5000, |paper| paper.day = yesterday)
        .expect("recorded");
    let last = bed.events().next_back();
    assert!(
        matches!(last, Some(Event::LatePaperRecorded { .. })),
        "{last:?}"
    );
}
