//! Which number is given, to whom, and when none is.

use crate::bed::{Bed, label, ok};
use crate::plan::code;
use hall_core::code::{PersonHash, RequestId};
use hall_core::command::{Answer, Command, TakeTicket};
use hall_core::device::Role;
use hall_core::event::{Alarm, Event};
use hall_core::ticket::{Number, PaperState};

// PEERS 6: 1
#[test]
fn the_first_ticket_of_an_empty_day_is_number_one_with_an_id() {
    let mut bed = Bed::new();
    assert_eq!(bed.take("a1"), ok("A001"));
    assert_eq!(bed.id("A001").0, 1);
    assert_eq!(bed.ticket("A001").version, 1);
}

// PEERS 6: 2
#[test]
fn kiosks_and_queues_on_one_series_get_distinct_numbers_without_gaps() {
    let mut bed = Bed::new();
    for (n, item) in ["a1", "c1", "a2", "c1", "a1"].into_iter().enumerate() {
        let command = Command::TakeTicket(TakeTicket::item(code(item)));
        let kiosk = bed.actor(Role::Kiosk, n as u16 % 2 + 1);
        bed.ask(kiosk, command).expect("a number");
    }
    let given: Vec<String> = bed
        .hall
        .tickets()
        .map(|ticket| label(ticket.number))
        .collect();
    assert_eq!(given, ["A001", "A002", "A003", "A004", "A005"]);
    assert_eq!(
        bed.take("b1"),
        ok("B001"),
        "another series counts for itself"
    );
}

#[test]
fn a_used_number_is_not_given_again_after_its_ticket_is_finished() {
    let mut bed = Bed::new();
    bed.take_many("a1", 1);
    bed.serve_whole(1).expect("served");
    assert_eq!(bed.take("a1"), ok("A002"));
}

// PEERS 6: 3
#[test]
fn numbers_restart_with_a_new_day_and_ids_run_on() {
    let mut bed = Bed::new();
    bed.take_many("a1", 2);
    bed.until("19:00");
    bed.until("09:00");
    assert_eq!(
        bed.hall.day().map(|day| (day.date.to_string(), day.issued)),
        Some(("2026-03-04".into(), 0))
    );
    assert_eq!(bed.take("a1"), ok("A001"));
    assert_eq!(bed.id("A001").0, 3);
}

// PEERS 6: 4
#[test]
fn past_its_end_a_series_is_full_and_an_alarm_says_so() {
    let mut bed = Bed::with(|plan| plan.series.get_mut(&code("B")).expect("B").online_max = 2);
    bed.take_many("b1", 2);
    assert_eq!(bed.take("b1"), Err("series_full"));
    bed.tick();
    assert!(bed.alarms(Alarm::SeriesFull(code("B"))));
    assert_eq!(bed.take("a1"), ok("A001"), "the other series goes on");
}

fn wrapping() -> Bed {
    Bed::with(|plan| {
        let series = plan.series.get_mut(&code("B")).expect("B");
        (series.online_max, series.wrap) = (3, true);
    })
}

// PEERS 6: 4
#[test]
fn a_wrapping_series_gives_only_numbers_that_nobody_holds() {
    let mut bed = wrapping();
    bed.take_many("b1", 3);
    assert_eq!(bed.serve_whole(3), ok("B001"));
    assert_eq!(bed.serve(3), ok("B002"));
    assert_eq!(bed.take("b1"), ok("B001"), "the first that is free again");
    assert_eq!(bed.ticket("B001").number.round, 1);
    assert_eq!(
        bed.take("b1"),
        Err("series_full"),
        "B002 is served, B003 waits"
    );
    bed.finish(3).expect("finished");
    assert_eq!(bed.take("b1"), ok("B002"));
    assert_eq!(bed.take("b1"), Err("series_full"));
}

#[test]
fn a_finished_ticket_is_not_reopened_once_somebody_else_holds_its_number() {
    let mut bed = wrapping();
    bed.take_many("b1", 3);
    bed.serve_whole(3).expect("B001");
    let first = bed.id("B001");
    bed.take_many("b1", 1);
    let named = hall_core::command::Named {
        ticket: Some(first),
        version: None,
    };
    let again = bed.act_named(3, named, hall_core::command::Act::Reopen);
    assert_eq!(again, Err("not_reopenable"));
}

#[test]
fn rounds_of_a_wrapping_series_go_on_all_day() {
    let mut bed = wrapping();
    for round in 0..5 {
        for n in 1..=3 {
            assert_eq!(bed.take("b1"), Ok(format!("B00{n}")));
            assert_eq!(bed.ticket(&format!("B00{n}")).number.round, round);
            bed.serve_whole(3).expect("served");
        }
    }
}

#[test]
fn of_a_number_given_again_only_the_last_call_is_among_the_last_calls() {
    let mut bed = wrapping();
    bed.take_many("b1", 3);
    bed.serve_whole(3).expect("B001");
    assert_eq!(bed.take("b1"), ok("B001"), "somebody else");
    for paper in ["B002", "B003", "B001"] {
        assert_eq!(bed.serve_whole(3), ok(paper));
    }
    let shown: Vec<String> = bed.hall.recent_calls().map(|t| label(t.number)).collect();
    assert_eq!(shown, ["B001", "B003", "B002"]);
}

// PEERS 6: 5
#[test]
fn a_used_up_quota_is_its_own_refusal() {
    let mut bed = Bed::new();
    bed.take_many("few", 2);
    bed.withdraw("B001").expect("given up");
    assert_eq!(
        bed.take("few"),
        Err("quota_used"),
        "also when one was given up"
    );
    assert_eq!(bed.take("b1"), ok("B003"), "other items of the queue go on");
}

// PEERS 6: 6
#[test]
fn a_ticket_whose_paper_failed_is_kept_and_seen_and_may_be_printed_again() {
    let mut bed = Bed::new();
    bed.take_many("a1", 1);
    let ticket = bed.id("A001");
    let kiosk = bed.actor(Role::Kiosk, 1);
    for (paper, copy) in [(PaperState::Failed, false), (PaperState::Printed, true)] {
        bed.ask(
            kiosk,
            Command::ReportPaper {
                ticket,
                number: Some("A001".into()),
                paper,
                copy,
            },
        )
        .expect("noted");
        assert_eq!(bed.ticket("A001").paper, paper);
    }
    assert_eq!(
        (bed.ticket("A001").copies, bed.state("A001").as_str()),
        (1, "waiting")
    );
}

// After a restore the id may be another ticket's.
#[test]
fn a_paper_with_another_number_is_none_of_the_tickets() {
    let mut bed = Bed::new();
    bed.take_many("a1", 2);
    let ticket = bed.id("A001");
    let kiosk = bed.actor(Role::Kiosk, 1);
    let report = |number: &str| Command::ReportPaper {
        ticket,
        number: Some(number.to_owned()),
        paper: PaperState::Printed,
        copy: false,
    };
    for number in ["A002", "B001", "A", "A-1", "001", "", "Ä"] {
        let refused = bed.ask(kiosk, report(number)).expect_err("another paper");
        assert_eq!(refused.code(), "unknown_ticket", "{number}");
    }
    // The plan had other digits when the paper was printed.
    for number in ["A001", "A0001", "A1"] {
        bed.ask(kiosk, report(number)).expect("its own");
    }
}

type Change = fn(&mut TakeTicket);

// PEERS 6: 7
#[test]
fn what_is_not_in_the_plan_is_refused_and_nothing_is_stored() {
    let cases: [(&str, Change); 6] = [
        ("unknown_item", |take| take.item = Some(code("nothing"))),
        ("unknown_queue", |take| {
            (take.item, take.queue) = (None, Some(code("X")));
        }),
        ("item_or_queue", |take| take.item = None),
        ("item_or_queue", |take| take.queue = Some(code("B"))),
        ("unknown_class", |take| take.class = Some(code("king"))),
        ("unknown_ticket", |take| {
            take.visit = Some(hall_core::code::Token(9));
        }),
    ];
    let mut bed = Bed::new();
    let before = bed.hall.clone();
    for (expected, change) in cases {
        assert_eq!(bed.take_with("a1", change), Err(expected));
    }
    assert!(bed.hall == before, "a refusal changes nothing");
}

#[test]
fn a_queue_may_be_asked_for_without_an_item_or_together_with_its_own() {
    let mut bed = Bed::new();
    let alone = |take: &mut TakeTicket| (take.item, take.queue) = (None, Some(code("A")));
    assert_eq!(bed.take_with("a1", alone), ok("A001"));
    assert_eq!(
        bed.take_with("a1", |take| take.queue = Some(code("A"))),
        ok("A002")
    );
    assert_eq!(bed.ticket("A001").item(), None);
}

// PEERS 6: 10
#[test]
fn two_taps_with_one_intent_make_one_ticket() {
    let mut bed = Bed::new();
    let (kiosk, id) = (bed.actor(Role::Kiosk, 1), RequestId(99));
    let tap = || Command::TakeTicket(TakeTicket::item(code("a1")));
    let first = bed.ask_as(kiosk, id, tap()).expect("a number");
    assert_eq!(first, Answer::Ticket(bed.id("A001")));
    assert_eq!(
        bed.ask_as(kiosk, id, tap()),
        Ok(Answer::Existing(bed.id("A001")))
    );
    assert_eq!(bed.hall.tickets().count(), 1);
}

#[test]
fn a_person_has_one_live_ticket_per_item_and_gets_its_paper_again() {
    let mut bed = Bed::new();
    assert_eq!(bed.take_for("a1", 7), ok("A001"));
    assert_eq!(bed.take_for("a1", 7), ok("A001"));
    assert_eq!(
        bed.take_for("a2", 7),
        ok("A002"),
        "another item is another ticket"
    );
    bed.until("16:50");
    assert_eq!(
        bed.take_for("a1", 7),
        ok("A001"),
        "also when no more numbers are given"
    );
    assert_eq!(bed.take_for("b1", 7), Err("day_closing"));
}

#[test]
fn a_finished_matter_may_be_asked_for_again_up_to_the_days_share() {
    let mut bed = Bed::new();
    for n in 1..=5 {
        assert_eq!(bed.take_for("a1", 7), Ok(format!("A00{n}")));
        bed.serve_whole(1).expect("served");
        bed.pass(5);
    }
    assert_eq!(bed.take_for("a1", 7), Err("person_limit"));
    assert_eq!(bed.take_for("a1", 8), ok("A006"));
}

#[test]
fn the_age_rule_asks_only_when_the_document_cannot_tell() {
    // (item, born, confirmed, agent, answer); the day is 2026-03-03.
    let cases = [
        ("adult", Some(2007), false, false, Ok(())),
        ("adult", Some(2009), true, false, Err("too_young")),
        ("adult", Some(2008), false, false, Err("age_not_confirmed")),
        ("adult", Some(2008), true, false, Ok(())),
        ("adult", None, false, false, Err("age_not_confirmed")),
        ("adult", None, true, false, Ok(())),
        ("adult", Some(1980), true, true, Err("no_agents")),
        ("proxy", Some(1980), false, true, Err("age_not_confirmed")),
        ("proxy", Some(2015), true, true, Ok(())),
        ("b1", None, false, false, Ok(())),
    ];
    let mut bed = Bed::new();
    for (item, birth_year, age_confirmed, agent, expected) in cases {
        let said = bed.take_with(item, |take| {
            take.person.birth_year = birth_year;
            take.person.age_confirmed = age_confirmed;
            take.person.agent = agent;
        });
        assert_eq!(
            said.map(|_| ()),
            expected,
            "{item} {birth_year:?} {age_confirmed} {agent}"
        );
    }
}

#[test]
fn an_item_is_had_only_from_its_first_day_on() {
    let mut bed = Bed::with(|plan| {
        let first = "2026-03-04".parse().expect("a date");
        plan.items.get_mut(&code("b1")).expect("b1").effective = Some(first);
    });
    assert_eq!(bed.take("b1"), Err("item_not_yet"));
    bed.until("19:00");
    bed.until("09:00");
    assert_eq!(bed.take("b1"), ok("B001"));
}

#[test]
fn a_full_disk_stops_numbers_but_not_calls() {
    let mut bed = Bed::new();
    bed.take_many("a1", 1);
    bed.ask(
        hall_core::device::Actor::Hall,
        Command::NoteDisk { low: true },
    )
    .expect("noted");
    assert_eq!(bed.take("a1"), Err("disk_low"));
    assert_eq!(bed.serve_whole(1), ok("A001"));
    bed.ask(
        hall_core::device::Actor::Hall,
        Command::NoteDisk { low: false },
    )
    .expect("noted");
    assert_eq!(bed.take("a1"), ok("A002"));
}

#[test]
fn numbers_are_printed_with_at_least_three_digits() {
    for (n, printed) in [(1, "A001"), (23, "A023"), (999, "A999"), (5000, "A5000")] {
        assert_eq!(
            label(Number {
                series: code("A"),
                round: 0,
                n
            }),
            printed
        );
    }
}

#[test]
fn the_event_carries_everything_the_ticket_is_made_of() {
    let mut bed = Bed::new();
    bed.take_for("a1", 5).expect("a number");
    let Some(Event::TicketTaken(taken)) = bed.events().next_back() else {
        panic!("no number")
    };
    assert_eq!(taken.issued_by, bed.device(Role::Kiosk, 1));
    assert_eq!((taken.person, taken.offline), (Some(PersonHash(5)), false));
    assert_eq!((taken.arrival, taken.place.at), (bed.at, bed.at));
}
