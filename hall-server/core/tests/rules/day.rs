//! The business day: opening, closing, midnight and the calendar.

use crate::bed::{Bed, ok};
use crate::plan::code;
use hall_core::command::Command;
use hall_core::device::Role;
use hall_core::limits::PAST_DAYS_KEPT;
use hall_core::ticket::PaperState;
use hall_core::{DayStage, Plan};

fn stage(bed: &Bed) -> Option<&'static str> {
    bed.hall.day().map(|day| day.stage.word())
}

fn date(bed: &Bed) -> String {
    bed.hall
        .day()
        .map(|day| day.date.to_string())
        .unwrap_or_default()
}

#[test]
fn a_day_opens_by_itself_at_the_first_ticket_time() {
    let mut bed = Bed::closed(|plan| {
        plan.windows
            .get_mut(&hall_core::code::WindowNumber(5))
            .expect("5")
            .open = None;
    });
    bed.until("08:29");
    assert_eq!((stage(&bed), bed.take("a1")), (None, Err("outside_hours")));
    bed.until("08:30");
    assert_eq!((stage(&bed), bed.take("a1")), (Some("open"), ok("A001")));
}

#[test]
fn tickets_start_early_for_a_queue_whose_window_opens_early() {
    let mut bed = Bed::closed(|_| {});
    bed.until("08:00");
    assert_eq!(bed.take("c1"), ok("A001"));
    assert_eq!(bed.take("a1"), Err("outside_hours"));
}

#[test]
fn a_started_server_opens_the_day_it_finds() {
    let mut bed = Bed::closed(|_| {});
    bed.until("14:00");
    assert_eq!((stage(&bed), bed.take("a1")), (Some("open"), ok("A001")));
    let mut late = Bed::closed(|_| {});
    late.until("18:00");
    assert_eq!(stage(&late), None, "no day opens after its last number");
}

#[test]
fn hours_limit_numbers_but_never_the_serving() {
    let mut bed =
        Bed::with(|plan| plan.items.get_mut(&code("a2")).expect("a2").ticket_until = Some(600));
    bed.take_many("a1", 2);
    bed.until("10:00");
    assert_eq!(
        (bed.take("a2"), bed.take("a1")),
        (Err("outside_hours"), ok("A003"))
    );
    bed.until("16:40");
    assert_eq!(
        (stage(&bed), bed.take("a1")),
        (Some("closing"), Err("day_closing"))
    );
    bed.until("17:30");
    assert_eq!(stage(&bed), Some("closing"), "people still wait");
    for paper in ["A001", "A002", "A003"] {
        assert_eq!(bed.serve_whole(1), ok(paper));
    }
    bed.pass(2);
    assert_eq!(
        stage(&bed),
        Some("closing"),
        "the last may still be reopened"
    );
    bed.pass_s(1);
    assert_eq!(stage(&bed), Some("closed"));
}

#[test]
fn a_day_waits_for_the_missed_who_may_still_come() {
    let mut bed = Bed::new();
    bed.take_many("a1", 1);
    bed.until("17:00");
    bed.call_and_miss(1).expect("A001");
    bed.pass(29);
    assert_eq!(stage(&bed), Some("closing"));
    assert_eq!(bed.restore("A001"), ok("A001"));
    bed.pass_s(30);
    bed.serve_whole(1).expect("served after all");
    bed.pass(3);
    assert_eq!(stage(&bed), Some("closed"));
}

#[test]
fn at_the_latest_hour_everybody_expires_and_windows_close() {
    let mut bed = Bed::new();
    bed.take_many("a1", 4);
    bed.call_and_miss(1).expect("A001");
    bed.serve(1).expect("A002");
    bed.call(2).expect("A003");
    bed.until("19:00");
    assert_eq!(stage(&bed), Some("closed"));
    assert!(
        bed.hall
            .tickets()
            .all(|ticket| ticket.state.word() == "expired")
    );
    assert!(
        bed.hall
            .windows()
            .values()
            .all(|window| window.stage.word() == "closed")
    );
    assert_eq!(
        (bed.take("a1"), bed.call(1)),
        (Err("day_closed"), Err("day_closed"))
    );
}

#[test]
fn a_manager_closes_at_once_with_nobody_left_and_in_two_steps_otherwise() {
    let mut bed = Bed::new();
    bed.take_many("a1", 1);
    bed.manage(Command::CloseDay).expect("closing");
    assert_eq!(
        (stage(&bed), bed.take("a1")),
        (Some("closing"), Err("day_closing"))
    );
    assert_eq!(
        bed.serve_whole(1),
        ok("A001"),
        "who holds a number is served"
    );
    bed.manage(Command::CloseDay).expect("closed");
    assert_eq!(stage(&bed), Some("closed"));
    assert_eq!(bed.manage(Command::CloseDay), Err("day_closed"));

    let mut empty = Bed::new();
    empty.manage(Command::CloseDay).expect("closed at once");
    assert_eq!(stage(&empty), Some("closed"));
    empty.pass(60);
    assert_eq!(stage(&empty), Some("closed"), "a day opens once");
}

#[test]
fn a_new_day_first_closes_the_old_one() {
    // Nobody ticked from noon on: the machine was off over night.
    let mut bed = Bed::new();
    bed.take_many("a1", 1);
    bed.until("09:00");
    assert_eq!(
        (date(&bed).as_str(), stage(&bed)),
        ("2026-03-04", Some("open"))
    );
    assert_eq!(bed.take("a1"), ok("A001"));
}

#[test]
fn an_old_day_that_could_still_run_ends_when_a_new_one_begins() {
    // The last minute of a day may lie after the next opening, and somebody who was missed just
    // before may still come back; the new day does not wait for that.
    let mut bed = Bed::with(|plan| plan.hours.close_latest = 2100);
    bed.take_many("a1", 1);
    bed.until("07:59");
    bed.call_and_miss(1).expect("missed");
    assert_eq!(date(&bed), "2026-03-03");
    bed.until("08:00");
    assert_eq!(
        (date(&bed).as_str(), stage(&bed)),
        ("2026-03-04", Some("open"))
    );
}

#[test]
fn blocks_of_days_long_past_are_forgotten() {
    let mut bed = Bed::new();
    bed.lease(1, "A").expect("leased");
    let blocks = |bed: &Bed| {
        let hall = serde_json::to_value(&bed.hall).expect("plain data");
        hall["blocks"].as_array().map(Vec::len)
    };
    let last = bed.now().date.0 + PAST_DAYS_KEPT;
    while bed.hall.day().is_some_and(|day| day.date.0 < last) {
        assert_eq!(blocks(&bed), Some(1), "{}", date(&bed));
        bed.until("19:30");
        bed.until("09:00");
    }
    assert_eq!(blocks(&bed), Some(0));
}

#[test]
fn an_intent_whose_paper_nobody_saw_is_remembered_as_long_as_blocks_are() {
    let mut bed = Bed::new();
    bed.take_many("a1", 2);
    let printed = Command::ReportPaper {
        ticket: bed.id("A001"),
        number: Some("A001".into()),
        paper: PaperState::Printed,
        copy: false,
    };
    let kiosk = bed.actor(Role::Kiosk, 1);
    bed.ask(kiosk, printed).expect("reported");
    let unprinted = |bed: &Bed| {
        let hall = serde_json::to_value(&bed.hall).expect("plain data");
        hall["unprinted"].as_object().map(serde_json::Map::len)
    };
    assert_eq!(unprinted(&bed), None, "the day has its tickets");
    let last = bed.now().date.0 + PAST_DAYS_KEPT;
    bed.until("19:30");
    bed.until("09:00");
    while bed.hall.day().is_some_and(|day| day.date.0 < last) {
        assert_eq!(unprinted(&bed), Some(1), "A002, on {}", date(&bed));
        bed.until("19:30");
        bed.until("09:00");
    }
    assert_eq!(unprinted(&bed), None);
}

fn night_hall(plan: &mut Plan) {
    plan.hours.open = vec![(540, 1560)];
    plan.hours.ticket_until = 1530;
    plan.hours.close_latest = 1620;
}

#[test]
fn a_day_may_cross_midnight_and_keeps_its_date() {
    let mut bed = Bed::with(night_hall);
    bed.until("23:50");
    assert_eq!(bed.take("a1"), ok("A001"));
    bed.until("00:30");
    assert_eq!(
        (bed.take("a1"), date(&bed).as_str()),
        (ok("A002"), "2026-03-03")
    );
    bed.until("01:30");
    assert_eq!(
        (stage(&bed), bed.take("a1")),
        (Some("closing"), Err("day_closing"))
    );
    assert_eq!(bed.serve_whole(1), ok("A001"), "served after midnight");
    bed.until("03:00");
    assert_eq!(stage(&bed), Some("closed"));
    bed.until("08:30");
    assert_eq!(
        (date(&bed).as_str(), stage(&bed)),
        ("2026-03-04", Some("open"))
    );
}

#[test]
fn days_off_stay_closed_and_make_up_days_open() {
    let mut bed = Bed::with(|plan| {
        plan.hours.days_off = vec!["2026-03-05".parse().expect("a Thursday")];
        plan.hours.days_on = vec!["2026-03-07".parse().expect("a Saturday")];
    });
    let mut worked = Vec::new();
    for _ in 0..8 {
        bed.until("19:30");
        bed.until("09:00");
        let open = bed
            .hall
            .day()
            .is_some_and(|day| day.stage == DayStage::Open);
        if open {
            worked.push(date(&bed));
        } else {
            assert_eq!(bed.take("a1"), Err("hall_closed_today"));
        }
    }
    assert_eq!(
        worked,
        [
            "2026-03-04",
            "2026-03-06",
            "2026-03-07",
            "2026-03-09",
            "2026-03-10",
            "2026-03-11"
        ],
        "Thursday off, Saturday made up, Sunday off"
    );
}

#[test]
fn hall_time_never_goes_back_with_the_clock() {
    let mut bed = Bed::new();
    bed.take_many("a1", 1);
    let before = bed.hall.time();
    bed.at = bed.at - hall_core::Span::minutes(30);
    bed.take_many("a1", 1);
    assert_eq!(bed.hall.time(), before);
    assert_eq!(bed.ticket("A002").taken, before);
    assert_eq!((bed.call(1), bed.call(2)), (ok("A001"), ok("A002")));
}

#[test]
fn yesterdays_tickets_are_gone_with_the_new_day() {
    let mut bed = Bed::new();
    bed.take_many("a1", 1);
    let ticket = bed.id("A001");
    bed.until("19:00");
    assert!(
        bed.hall.ticket(ticket).is_some(),
        "still found just after closing"
    );
    bed.until("09:00");
    assert!(bed.hall.ticket(ticket).is_none());
    let kiosk = bed.actor(hall_core::device::Role::Kiosk, 1);
    let refused = bed.ask(kiosk, Command::Withdraw { ticket, note: None });
    assert_eq!(
        refused.map_err(|refusal| refusal.code()),
        Err("unknown_ticket")
    );
}
