//! One script per rule of the kiosk.

use super::bed::{Bed, MORNING, Paper};
use super::plan::code;
use super::server::{Server, refused};
use crate::journal::{Record, State};
use crate::limits::{
    ANSWER_MS, COPIES_MAX, ERRAND_REFUSED_MS, ERRANDS_MAX, ITEMS_FRESH_MS, NO_ANSWER_MS,
    OPEN_INTENTS_MAX, PRINT_MS, TOUCHES_MAX,
};
use crate::machine::{
    Answer, Body, Event, Failure, Link, LinkNews, Machine, Offline, PrinterSaid, Said, SlipOrder,
};
use crate::printer::{Cause, Doubt, Outcome};
use crate::take::Order;
use hall_core::device::PrinterTrouble;
use hall_core::ticket::PaperState;
use hall_core::{Command, Date, Span, TicketState};
use hall_protocol::Stamp;
use hall_protocol::api::Person;
use std::sync::Arc;

fn printed(number: &str) -> Said {
    Said::Printed {
        number: number.to_owned(),
        copy: false,
    }
}

fn offline(why: Offline) -> Said {
    Said::Offline(why)
}

fn number_of(bed: &Bed, number: &str) -> hall_core::Ticket {
    let found = bed.server.hall.tickets();
    let mut found = found.filter(|ticket| ticket.number.label(3) == number);
    found.next().expect("the hall knows the number").clone()
}

#[test]
fn the_server_is_asked_only_once_the_intent_is_on_disk() {
    let mut bed = Bed::ready();
    bed.touch(1);
    assert!(bed.posts.is_empty());
    assert!(matches!(bed.stores[0].1[..], [Record::Asked { .. }]));
    bed.store_one();
    assert_eq!(bed.post_to("/tickets").len(), 1);
}

#[test]
fn the_printer_gets_nothing_before_answer_and_print_are_on_disk() {
    let mut bed = Bed::ready();
    bed.touch(1);
    bed.store_one();
    bed.answer_one();
    assert!(bed.prints.is_empty());
    let records = &bed.stores[0].1[..];
    assert!(matches!(
        records,
        [
            Record::Answered { .. },
            Record::Printing { copy: false, .. },
            Record::Witness { online: 1, .. }
        ]
    ));
    bed.store_one();
    assert_eq!(bed.prints.len(), 1);
    assert!(bed.prints[0].wait_known);
    bed.rest();
    assert_eq!(bed.told(1), Some(&printed("A001")));
    assert_eq!(number_of(&bed, "A001").paper, PaperState::Printed);
    assert_eq!(bed.machine.state().open(), 0);
}

#[test]
fn a_touch_counts_once() {
    let mut bed = Bed::ready();
    bed.touch(1);
    bed.touch(1);
    bed.rest();
    bed.touch(1);
    bed.rest();
    assert_eq!(bed.papers.len(), 1);
}

#[test]
fn every_try_bears_the_same_id_and_makes_one_ticket() {
    let mut bed = Bed::ready();
    bed.touch(1);
    bed.store_one();
    let first = bed.lose_answer();
    bed.pass(300);
    let second = bed.posts[0].clone();
    assert_eq!(
        (first.request_id, first.body),
        (second.request_id, second.body)
    );
    bed.rest();
    assert_eq!(bed.told(1), Some(&printed("A001")));
    assert_eq!(bed.server.hall.tickets().count(), 1);
}

#[test]
fn without_an_answer_for_a_second_the_kiosk_gives_a_number_of_its_own() {
    let mut bed = Bed::ready();
    bed.touch(1);
    bed.store_one();
    bed.pass(999);
    assert!(bed.stores.is_empty());
    bed.pass(1);
    let records = &bed.stores[0].1[..];
    assert!(matches!(
        records,
        [
            Record::Numbered { n: 5000, .. },
            Record::Printing { copy: false, .. }
        ]
    ));
    bed.store_one();
    assert!(!bed.prints[0].wait_known);
    assert_eq!(bed.prints[0].ticket.window_hint, "1-3, 7");
    bed.print_one(Outcome::Printed);
    assert_eq!(bed.told(1), Some(&printed("A5000")));
}

#[test]
fn a_late_answer_changes_nothing_and_paper_wins() {
    let mut bed = Bed::ready();
    bed.touch(1);
    bed.store_one();
    let asked = bed.posts[0].clone();
    let answer = bed.serve(&asked);
    bed.pass(1_000);
    bed.posts.clear();
    bed.store_one();
    let call = asked.call;
    bed.send(Event::Reply {
        call,
        result: answer,
    });
    bed.rest();
    let only = Paper {
        request_id: asked.request_id,
        number: "A5000".to_owned(),
        copy: false,
    };
    assert_eq!(bed.papers, [only]);
    let ticket = number_of(&bed, "A5000");
    assert_eq!(
        ticket.spent.map(|spent| spent.label(3)).as_deref(),
        Some("A001")
    );
    assert_eq!(
        (ticket.paper, bed.machine.state().open()),
        (PaperState::Printed, 0)
    );
}

#[test]
fn an_answer_that_comes_while_the_printer_is_busy_is_still_taken() {
    let mut bed = Bed::ready();
    bed.touch(1);
    bed.store_one();
    bed.answer_one();
    bed.store_one();
    bed.touch(2);
    bed.store_one();
    bed.pass(1_500);
    bed.answer_one();
    bed.rest();
    assert_eq!(bed.told(2), Some(&printed("A002")));
}

#[test]
fn a_server_known_to_be_gone_is_not_asked_and_nothing_is_written_for_it() {
    let mut bed = Bed::ready();
    bed.lose_long();
    bed.touch(1);
    assert!(bed.posts.is_empty());
    let records = &bed.stores[0].1[..];
    assert!(matches!(
        records,
        [Record::Numbered { n: 5000, .. }, Record::Printing { .. }]
    ));
    bed.rest();
    assert_eq!(bed.told(1), Some(&printed("A5000")));
    bed.pass_resting(600_000);
    bed.connect();
    bed.rest();
    let ticket = number_of(&bed, "A5000");
    assert_eq!(ticket.arrival, MORNING + Span(1_000), "when it was touched");
    assert_eq!(
        (ticket.paper, bed.machine.state().open()),
        (PaperState::Printed, 0)
    );
}

#[test]
fn a_hand_in_is_repeated_under_its_id_until_the_server_has_answered() {
    let mut bed = Bed::ready();
    bed.lose_long();
    bed.touch(1);
    bed.pass_resting(20_000);
    assert_eq!(bed.machine.state().open(), 1);
    bed.connect();
    bed.posts.retain(|post| post.path.ends_with("/offline"));
    let first = bed.lose_answer();
    bed.pass(60_000);
    let second = bed.post_to("/offline")[0].clone();
    assert_eq!(first.request_id, second.request_id);
    let elapsed = |body: &Body| match body {
        Body::HandIn(hand_in) => hand_in.elapsed_ms,
        other => panic!("a hand-in, not {other:?}"),
    };
    assert!(elapsed(&second.body) > elapsed(&first.body), "time went by");
    bed.pass_resting(10_000);
    assert_eq!(number_of(&bed, "A5000").paper, PaperState::Printed);
    assert_eq!(
        (
            bed.server.hall.tickets().count(),
            bed.machine.state().open()
        ),
        (1, 0)
    );
}

#[test]
fn after_a_restart_the_arrival_comes_from_the_halls_clock() {
    let mut bed = Bed::ready();
    bed.pass(60_000);
    bed.lose_long();
    bed.touch(1);
    bed.rest();
    bed.at = bed.at + Span(300_000);
    bed.crash(0);
    bed.connect();
    bed.pass_resting(10_000);
    assert_eq!(number_of(&bed, "A5000").arrival, MORNING + Span(61_000));
}

#[test]
fn numbers_of_a_block_only_grow_and_end_with_an_honest_refusal() {
    let mut bed = Bed::connected(Bed::with_blocks(3));
    bed.lose_long();
    for touch in 1..=7 {
        bed.touch(touch);
        bed.rest();
    }
    let numbers: Vec<&str> = bed
        .papers
        .iter()
        .map(|paper| paper.number.as_str())
        .collect();
    let blocks = bed.machine.state().blocks().iter();
    let of_a = blocks.filter(|block| block.view.series == code("A"));
    let leased: u32 = of_a.map(|block| block.view.to - block.view.from + 1).sum();
    assert_eq!(
        leased, 30,
        "short blocks are leased until the hall has no more"
    );
    assert_eq!(
        numbers,
        [
            "A5000", "A5001", "A5002", "A5003", "A5004", "A5005", "A5006"
        ]
    );
    for touch in 8..=30 {
        bed.touch(touch);
        bed.rest();
    }
    bed.touch(31);
    bed.rest();
    assert_eq!(bed.told(31), Some(&offline(Offline::UsedUp)));
}

#[test]
fn what_the_kiosk_may_not_give_alone_it_refuses_with_the_reason() {
    let mut bed = Bed::ready();
    bed.lose_long();
    bed.touch_for(1, "nothing", None);
    assert_eq!(bed.told(1), Some(&offline(Offline::UnknownItem)));
    bed.touch_for(2, "adult", None);
    assert_eq!(
        bed.told(2),
        Some(&offline(Offline::AgeNotConfirmed { age_min: 18 }))
    );
    let adult = |touch: u64, person: Person, bed: &mut Bed| {
        let item = "adult".to_owned();
        let order = Order {
            item,
            person,
            ..Order::default()
        };
        bed.order(touch, order);
        bed.rest();
    };
    let born = |year| Person {
        birth_year: Some(year),
        ..Person::default()
    };
    adult(3, born(2010), &mut bed);
    assert_eq!(
        bed.told(3),
        Some(&offline(Offline::TooYoung { age_min: 18 }))
    );
    adult(4, born(2000), &mut bed);
    assert_eq!(bed.told(4), Some(&printed("A5000")));
    let agent = Person {
        agent: true,
        age_confirmed: true,
        ..Person::default()
    };
    adult(5, agent, &mut bed);
    assert_eq!(bed.told(5), Some(&offline(Offline::NoAgents)));
    bed.at = MORNING + Span(7 * 3_600_000);
    bed.touch(6);
    let (from, until) = (510, 1000);
    assert_eq!(
        bed.told(6),
        Some(&offline(Offline::OutsideHours { from, until }))
    );
    bed.at = MORNING + Span(24 * 3_600_000);
    bed.touch(7);
    assert_eq!(
        bed.told(7),
        Some(&offline(Offline::NoBlock)),
        "its numbers are those of another day"
    );
}

#[test]
fn a_kiosk_without_clock_or_block_gives_no_numbers_alone() {
    let mut bed = Bed::bare();
    bed.send(Event::Items(Server::items()));
    bed.pass(1_000);
    bed.touch(1);
    assert_eq!(bed.told(1), Some(&offline(Offline::NoBlock)));
    let mut bed = Bed::ready();
    bed.clock = false;
    bed.crash(0);
    bed.pass(1_000);
    bed.touch(1);
    assert_eq!(bed.told(1), Some(&offline(Offline::NoClock)));
}

#[test]
fn a_paused_queue_and_a_closing_day_hold_offline_too() {
    let mut bed = Bed::ready();
    let mut picture = (*bed.server.picture(bed.at)).clone();
    let queue = picture.queues.get_mut(&code("A")).expect("queue A");
    queue.paused = Some(a_pause());
    if let Some(day) = &mut picture.day {
        day.stage = "closing".to_owned();
    }
    bed.send(Event::Link(LinkNews::Picture(Arc::new(picture))));
    bed.lose_long();
    bed.touch(1);
    bed.touch_for(2, "b1", None);
    assert_eq!(bed.told(1), Some(&offline(Offline::Paused)));
    assert_eq!(bed.told(2), Some(&offline(Offline::DayOver)));
}

#[test]
fn paper_of_another_hall_is_not_handed_in_here_and_staff_are_told() {
    let mut bed = Bed::ready();
    bed.lose_long();
    bed.touch(1);
    bed.rest();
    assert_eq!(bed.told(1), Some(&printed("A5000")));
    let mut elsewhere = bed.server.welcome(bed.at);
    elsewhere.hall.practice = true;
    bed.net = true;
    let welcome = Box::new(elsewhere);
    bed.send(Event::Link(LinkNews::Connected(welcome)));
    bed.rest();
    let is_refused =
        |link: &Link| matches!(link, Link::Refused { code, .. } if code == "other_hall");
    assert!(is_refused(bed.machine.link()), "{:?}", bed.machine.link());
    assert_eq!(bed.machine.state().open(), 1, "nothing is lost");
    bed.touch(2);
    assert_eq!(bed.told(2), Some(&offline(Offline::NotWanted)));
    bed.connect();
    bed.rest();
    assert_eq!(
        bed.machine.state().open(),
        0,
        "and handed in where it belongs"
    );
}

fn a_pause() -> hall_protocol::view::ReasonView {
    hall_protocol::view::ReasonView {
        code: None,
        names: hall_protocol::view::Names::default(),
    }
}

#[test]
fn the_picture_knows_of_a_pause_or_its_end_before_the_items_do() {
    let mut bed = Bed::ready();
    let mut items = Server::items();
    for item in &mut items {
        item.paused = Some(a_pause());
    }
    bed.send(Event::Items(items));
    bed.lose_long();
    bed.touch(1);
    bed.rest();
    assert_eq!(bed.told(1), Some(&printed("A5000")), "its end");

    let mut bed = Bed::ready();
    let mut picture = (*bed.server.picture(bed.at)).clone();
    let queue = picture.queues.get_mut(&code("A")).expect("queue A");
    queue
        .paused_items
        .push(hall_protocol::view::PausedItemView {
            item: code("a1"),
            reason: a_pause(),
        });
    bed.send(Event::Link(LinkNews::Picture(Arc::new(picture))));
    bed.lose_long();
    bed.touch(1);
    assert_eq!(bed.told(1), Some(&offline(Offline::Paused)));
}

#[test]
fn a_known_person_who_was_served_gets_no_copy_of_that_number() {
    let mut bed = Bed::ready();
    bed.touch_for(1, "a1", Some("person-one"));
    bed.rest();
    let waiting = bed.server.picture(bed.at);
    let mut served = (*waiting).clone();
    served.tickets.clear();
    bed.send(Event::Link(LinkNews::Picture(waiting)));
    bed.send(Event::Link(LinkNews::Picture(Arc::new(served))));
    bed.lose_long();
    bed.touch_for(2, "a1", Some("person-one"));
    bed.rest();
    assert_eq!(bed.told(2), Some(&printed("A5000")));
}

#[test]
fn a_refused_device_gives_no_numbers_alone() {
    let mut bed = Bed::ready();
    bed.net = false;
    let (code, title) = ("device_revoked".to_owned(), String::new());
    bed.send(Event::Link(LinkNews::Refused { code, title }));
    bed.touch(1);
    bed.store_one();
    bed.pass_resting(NO_ANSWER_MS + 1_000);
    assert_eq!(bed.told(1), Some(&offline(Offline::NotWanted)));
    assert!(matches!(bed.machine.link(), Link::Refused { .. }));
}

#[test]
fn a_refusal_is_told_and_the_intent_forgotten() {
    let mut bed = Bed::ready();
    bed.touch(1);
    bed.store_one();
    bed.answer_with(Err(refused(409, "day_closing")));
    assert!(matches!(bed.told(1), Some(Said::Refused(problem)) if problem.code == "day_closing"));
    bed.pass_resting(60_000);
    assert_eq!((bed.papers.len(), bed.machine.state().open()), (0, 0));
}

#[test]
fn a_server_that_failed_has_not_refused() {
    for code in [
        "storage_failed",
        "server_stopping",
        "internal",
        "other_epoch",
    ] {
        let mut bed = Bed::ready();
        bed.touch(1);
        bed.store_one();
        bed.answer_with(Err(refused(503, code)));
        assert_eq!(bed.told(1), None, "{code}");
        bed.pass_resting(1_000);
        assert_eq!(bed.told(1), Some(&printed("A001")), "{code}");
    }
}

#[test]
fn who_has_a_ticket_gets_a_copy_of_it_also_without_the_server() {
    let mut bed = Bed::ready();
    bed.touch_for(1, "a1", Some("person-one"));
    bed.rest();
    bed.touch_for(2, "a1", Some("person-one"));
    bed.rest();
    let copies: Vec<bool> = bed.papers.iter().map(|paper| paper.copy).collect();
    assert_eq!(copies, [false, true]);
    assert_eq!(number_of(&bed, "A001").copies, 1);
    bed.lose_long();
    bed.touch_for(3, "a1", Some("person-one"));
    bed.touch_for(4, "b1", Some("person-one"));
    bed.rest();
    let last: Vec<(&str, bool)> = bed.papers[2..]
        .iter()
        .map(|p| (p.number.as_str(), p.copy))
        .collect();
    assert_eq!(last, [("A001", true), ("B5000", false)]);
    bed.connect();
    bed.rest();
    assert_eq!(
        (number_of(&bed, "A001").copies, bed.machine.state().open()),
        (2, 0)
    );
}

#[test]
fn a_paper_nobody_can_vouch_for_is_never_shown_as_fine() {
    let mut bed = Bed::ready();
    bed.touch(1);
    bed.store_one();
    bed.answer_one();
    bed.store_one();
    bed.print_one(Outcome::Unknown(Doubt::Silent));
    let number = || "A001".to_owned();
    let unknown = Said::PrintedUnknown {
        number: number(),
        copy: false,
    };
    assert_eq!(bed.told(1), Some(&unknown));
    bed.rest();
    assert_eq!(number_of(&bed, "A001").paper, PaperState::Unknown);
    bed.send(Event::NotCome { touch: 1 });
    bed.rest();
    assert_eq!(
        bed.told(1),
        Some(&Said::Printed {
            number: number(),
            copy: true
        })
    );
    let ticket = number_of(&bed, "A001");
    assert_eq!((ticket.paper, ticket.copies), (PaperState::Printed, 1));
}

#[test]
fn a_printer_that_fails_leaves_the_number_valid_and_says_why() {
    let mut bed = Bed::ready();
    bed.touch(1);
    bed.store_one();
    bed.answer_one();
    bed.store_one();
    bed.print_one(Outcome::Failed(Cause::PaperOut));
    let (number, copy, cause) = ("A001".to_owned(), false, Cause::PaperOut);
    assert_eq!(
        bed.told(1),
        Some(&Said::NotPrinted {
            number,
            copy,
            cause
        })
    );
    bed.rest();
    assert_eq!(number_of(&bed, "A001").paper, PaperState::Failed);
}

#[test]
fn copies_are_marked_counted_and_limited() {
    let mut bed = Bed::ready();
    bed.touch(1);
    bed.rest();
    for _ in 0..COPIES_MAX {
        bed.send(Event::NotCome { touch: 1 });
        bed.send(Event::NotCome { touch: 1 });
        bed.rest();
    }
    bed.send(Event::NotCome { touch: 1 });
    assert_eq!(bed.told(1), Some(&Said::NoCopy));
    assert_eq!(number_of(&bed, "A001").copies, u16::from(COPIES_MAX));
    assert_eq!(bed.papers.iter().filter(|paper| !paper.copy).count(), 1);
    bed.send(Event::NotCome { touch: 99 });
    assert_eq!(bed.told(99), Some(&Said::NoCopy));
}

#[test]
fn one_print_at_a_time_and_a_bounded_number_of_people() {
    let mut bed = Bed::ready();
    let max = u64::try_from(TOUCHES_MAX).expect("a small limit");
    for touch in 1..=max + 1 {
        bed.touch(touch);
    }
    assert_eq!(bed.told(max + 1), Some(&Said::Busy));
    while bed.store_one() || bed.answer_one() {
        assert!(bed.prints.len() <= 1);
    }
    bed.rest();
    assert_eq!(bed.papers.len(), TOUCHES_MAX);
    bed.touch(max + 1);
    bed.rest();
    assert_eq!(bed.told(max + 1), Some(&printed("A005")));
}

#[test]
fn a_print_job_that_never_ends_does_not_stop_the_kiosk() {
    let mut bed = Bed::ready();
    bed.touch(1);
    bed.store_one();
    bed.answer_one();
    bed.store_one();
    let stuck = bed.prints.pop_front().expect("a job");
    bed.pass(PRINT_MS);
    assert!(matches!(bed.told(1), Some(Said::PrintedUnknown { .. })));
    let (job, outcome) = (stuck.job, Outcome::Printed);
    bed.send(Event::Printed { job, outcome });
    bed.rest();
    assert_eq!(number_of(&bed, "A001").paper, PaperState::Unknown);
    bed.touch(2);
    bed.rest();
    assert_eq!(bed.told(2), Some(&printed("A002")));
}

#[test]
fn blocks_are_leased_one_per_series_and_refilled_at_low_water() {
    let mut bed = Bed::ready();
    let blocks = |bed: &Bed| bed.machine.state().blocks().len();
    assert_eq!(blocks(&bed), 2);
    bed.lose_long();
    for touch in 0..51 {
        bed.touch(touch);
        bed.rest();
    }
    bed.connect();
    bed.rest();
    assert_eq!(blocks(&bed), 3, "49 of 100 are left in series A");
    let noted = bed.notes.iter().map(|note| note.block).max();
    assert_eq!(noted, Some(5199), "this kiosk is their witness");
}

#[test]
fn a_lease_that_is_not_on_disk_is_not_used_and_costs_no_second_block() {
    let mut bed = Bed::bare();
    bed.connect();
    bed.send(Event::Items(Server::items()));
    bed.store_one();
    bed.answer_one();
    bed.answer_one();
    bed.fail_store();
    bed.fail_store();
    assert_eq!(bed.machine.state().blocks().len(), 0);
    bed.pass_resting(ERRAND_REFUSED_MS);
    let from: Vec<u32> = bed
        .machine
        .state()
        .blocks()
        .iter()
        .map(|b| b.view.from)
        .collect();
    assert_eq!(from, [5000, 5000]);
    assert_eq!(bed.server.hall.blocks().len(), 2);
}

#[test]
fn when_the_hall_has_no_more_blocks_the_kiosk_stops_asking_for_the_day() {
    let mut bed = Bed::bare();
    bed.connect();
    bed.send(Event::Items(Server::items()));
    bed.store_one();
    while !bed.posts.is_empty() {
        bed.answer_with(Err(refused(409, "blocks_full")));
    }
    bed.pass(3_600_000);
    assert!(bed.posts.is_empty());
}

#[test]
fn blocks_of_another_epoch_and_of_another_day_are_never_used() {
    let mut bed = Bed::ready();
    bed.server.epoch = "2-00000000000000bb".to_owned();
    bed.net = false;
    let welcome = Box::new(bed.server.welcome(bed.at));
    bed.send(Event::Link(LinkNews::Connected(welcome)));
    bed.lose_long();
    bed.touch(1);
    assert_eq!(bed.told(1), Some(&offline(Offline::NoBlock)));
    bed.crash(0);
    bed.pass(1_000);
    bed.touch(2);
    assert_eq!(
        bed.told(2),
        Some(&offline(Offline::NoBlock)),
        "also after a restart"
    );
    bed.connect();
    bed.rest();
    bed.at = bed.at + Span(24 * 3_600_000);
    bed.connect();
    bed.rest();
    let days: Vec<Date> = bed
        .machine
        .state()
        .blocks()
        .iter()
        .map(|b| b.view.day)
        .collect();
    let today = bed.server.hall.day().expect("a day").date;
    assert_eq!(days, [today, today]);
    bed.lose_long();
    bed.touch(3);
    bed.rest();
    assert_eq!(bed.told(3), Some(&printed("A5000")));
}

#[test]
fn whoever_loses_its_memory_a_number_on_paper_is_known_after_a_power_cut() {
    let mut bed = Bed::ready();
    bed.touch(1);
    bed.rest();
    bed.touch(2);
    bed.rest();
    assert_eq!(bed.machine.state().open(), 0, "all is settled");
    bed.notes.clear();
    bed.crash(0);
    let online = |series: &str| {
        let notes = bed.notes.iter().filter(|note| note.series == code(series));
        notes.map(|note| note.online).max()
    };
    assert_eq!((online("A"), online("B")), (Some(2), Some(0)));
    bed.at = bed.at + Span(24 * 3_600_000);
    bed.connect();
    bed.rest();
    assert_eq!(bed.machine.state().witness().count(), 0, "a new day");
}

#[test]
fn a_restart_before_the_paper_gives_the_number_back() {
    let mut bed = Bed::ready();
    bed.touch(1);
    bed.store_one();
    bed.lose_answer();
    bed.crash(0);
    bed.connect();
    bed.rest();
    assert_eq!(number_of(&bed, "A001").state, TicketState::Withdrawn);
    assert_eq!((bed.papers.len(), bed.machine.state().open()), (0, 0));
}

#[test]
fn after_a_restore_of_the_server_no_other_persons_number_is_given_back() {
    let mut bed = Bed::ready();
    let copy = bed.server.clone();
    bed.touch(1);
    bed.store_one();
    bed.lose_answer();
    bed.crash(0);
    bed.connect();
    while bed.post_to("/withdraw").is_empty() {
        assert!(
            bed.store_one() || bed.answer_one(),
            "A001 is to be given back"
        );
    }
    bed.lose();
    bed.rest();
    bed.server.restore(copy);
    bed.server.take_elsewhere(bed.at);
    bed.connect();
    bed.pass_resting(ERRAND_REFUSED_MS);
    assert_eq!(number_of(&bed, "A001").state, TicketState::Waiting);
    assert_eq!(number_of(&bed, "A002").state, TicketState::Withdrawn);
    assert_eq!(bed.machine.state().open(), 0);
}

#[test]
fn a_number_that_a_restored_server_knows_no_more_is_handed_in_again() {
    let mut bed = Bed::ready();
    let copy = bed.server.clone();
    bed.lose_long();
    bed.touch(1);
    bed.rest();
    bed.connect();
    while bed.post_to("/paper").is_empty() {
        assert!(bed.store_one() || bed.answer_one(), "A5000 is reported");
    }
    bed.lose();
    bed.rest();
    bed.server.restore(copy);
    bed.server.take_elsewhere(bed.at);
    bed.connect();
    bed.pass_resting(ERRAND_REFUSED_MS);
    assert_eq!(number_of(&bed, "A5000").paper, PaperState::Printed);
    assert_eq!(number_of(&bed, "A001").paper, PaperState::Unreported);
    assert_eq!(bed.machine.state().open(), 0);
}

/// The server does what the oldest request asks, is restored, and is there again before its old
/// answer comes.
fn restore_before_the_answer(bed: &mut Bed, copy: Server) {
    let post = bed.posts.pop_front().expect("a request is under way");
    let result = bed.serve(&post);
    bed.server.restore(copy);
    bed.connect();
    let call = post.call;
    bed.send(Event::Reply { call, result });
    bed.pass_resting(ERRAND_REFUSED_MS);
}

#[test]
fn what_a_server_answered_before_it_was_restored_is_no_answer() {
    let mut bed = Bed::ready();
    let copy = bed.server.clone();
    bed.lose_long();
    bed.touch(1);
    bed.rest();
    bed.connect();
    assert_eq!(bed.post_to("/offline").len(), 1);
    restore_before_the_answer(&mut bed, copy);
    assert_eq!(number_of(&bed, "A5000").paper, PaperState::Printed);
    assert_eq!(bed.machine.state().open(), 0);
}

#[test]
fn no_number_of_a_lost_history_is_printed() {
    let mut bed = Bed::ready();
    let copy = bed.server.clone();
    bed.touch(1);
    bed.store_one();
    assert_eq!(bed.post_to("/tickets").len(), 1);
    restore_before_the_answer(&mut bed, copy);
    assert_eq!(bed.papers.len(), 1);
    let paper = number_of(&bed, &bed.papers[0].number);
    assert_eq!(paper.paper, PaperState::Printed);
    assert_eq!(bed.server.hall.tickets().count(), 1);
}

#[test]
fn a_number_of_a_lost_history_that_waits_for_the_printer_is_asked_for_again() {
    let mut bed = Bed::ready();
    bed.touch(1);
    bed.store_one();
    bed.answer_one();
    bed.store_one();
    // The first is being printed; the second has its number and waits.
    let copy = bed.server.clone();
    bed.touch(2);
    bed.store_one();
    bed.answer_one();
    bed.server.restore(copy);
    bed.connect();
    assert_eq!(bed.post_to("/tickets").len(), 1);
    bed.rest();
    assert_eq!(bed.papers.len(), 2);
    assert_eq!(bed.server.hall.tickets().count(), 2);
    for paper in &bed.papers {
        let ticket = number_of(&bed, &paper.number);
        assert_eq!(ticket.paper, PaperState::Printed, "{}", paper.number);
    }
}

#[test]
fn a_restart_before_the_paper_leaves_a_known_person_their_number() {
    let mut bed = Bed::ready();
    bed.touch_for(1, "a1", Some("person-one"));
    bed.store_one();
    bed.lose_answer();
    bed.crash(0);
    bed.connect();
    bed.rest();
    let ticket = number_of(&bed, "A001");
    assert_eq!(
        (ticket.state, ticket.paper),
        (TicketState::Waiting, PaperState::Failed)
    );
    bed.touch_for(2, "a1", Some("person-one"));
    bed.rest();
    assert_eq!(bed.papers.len(), 1);
    assert!(bed.papers[0].copy);
    assert_eq!(
        (
            bed.server.hall.tickets().count(),
            bed.machine.state().open()
        ),
        (1, 0)
    );
}

#[test]
fn a_restart_during_the_paper_makes_it_unknown_and_prints_no_second_one() {
    let mut bed = Bed::ready();
    bed.touch(1);
    bed.store_one();
    bed.answer_one();
    bed.store_one();
    bed.crash(0);
    bed.connect();
    bed.rest();
    let ticket = number_of(&bed, "A001");
    assert_eq!(
        (ticket.state, ticket.paper),
        (TicketState::Waiting, PaperState::Unknown)
    );
    assert_eq!((bed.papers.len(), bed.machine.state().open()), (0, 0));
}

#[test]
fn an_intent_of_a_day_that_is_over_takes_no_number_of_the_next_one() {
    let mut bed = Bed::ready();
    bed.touch(1);
    bed.store_one();
    bed.crash(0);
    bed.at = bed.at + Span(24 * 3_600_000);
    // The feed first goes on where it was; then it tells the new day.
    let welcome = Box::new(bed.server.welcome(bed.at));
    bed.send(Event::Link(LinkNews::Connected(welcome)));
    bed.rest();
    assert_eq!(bed.machine.state().open(), 1);
    bed.connect();
    bed.rest();
    assert_eq!(
        (
            bed.server.hall.tickets().count(),
            bed.machine.state().open()
        ),
        (0, 0)
    );
}

#[test]
fn a_number_of_a_day_that_is_over_is_handed_in_late() {
    let mut bed = Bed::ready();
    bed.lose_long();
    bed.touch(1);
    bed.rest();
    bed.at = bed.at + Span(24 * 3_600_000);
    bed.connect();
    bed.rest();
    assert_eq!(bed.machine.state().open(), 0);
    let used: usize = bed
        .server
        .hall
        .blocks()
        .iter()
        .map(|block| block.used.len())
        .sum();
    assert_eq!(used, 1);
}

#[test]
fn a_paper_report_is_repeated_under_its_own_id_and_ends_with_the_ticket() {
    let mut bed = Bed::ready();
    bed.touch(1);
    for _ in 0..2 {
        bed.store_one();
        bed.answer_one();
    }
    bed.print_one(Outcome::Printed);
    bed.store_one();
    let first = bed.lose_answer();
    bed.pass(10_000);
    let second = bed.post_to("/paper")[0].clone();
    assert_eq!(first.request_id, second.request_id);
    bed.answer_with(Err(refused(404, "unknown_ticket")));
    bed.rest();
    assert_eq!(bed.machine.state().open(), 0);
}

#[test]
fn a_refused_hand_in_is_kept_and_tried_again_slowly() {
    let mut bed = Bed::ready();
    bed.lose_long();
    bed.touch(1);
    bed.rest();
    bed.connect();
    bed.posts.retain(|post| post.path.ends_with("/offline"));
    bed.answer_with(Err(refused(409, "number_outside_block")));
    bed.rest();
    assert_eq!(
        bed.machine.state().open(),
        1,
        "the paper is in somebody's hand"
    );
    bed.pass(ERRAND_REFUSED_MS);
    bed.rest();
    assert_eq!(bed.machine.state().open(), 0);
}

#[test]
fn a_disk_that_fails_is_told_and_nothing_is_printed() {
    let mut bed = Bed::ready();
    bed.touch(1);
    bed.fail_store();
    assert!(matches!(bed.told(1), Some(Said::NotStored { .. })));
    assert!(bed.posts.is_empty());
    bed.touch(2);
    bed.store_one();
    bed.answer_one();
    bed.fail_store();
    assert!(matches!(bed.told(2), Some(Said::NotStored { .. })));
    bed.rest();
    assert_eq!(number_of(&bed, "A001").state, TicketState::Withdrawn);
    bed.lose_long();
    bed.touch(3);
    bed.fail_store();
    bed.touch(4);
    bed.rest();
    assert_eq!(
        bed.told(4),
        Some(&printed("A5001")),
        "5000 is never given again"
    );
    bed.connect();
    bed.rest();
    assert_eq!((bed.papers.len(), bed.machine.state().open()), (1, 0));
}

#[test]
fn a_copy_that_could_not_be_stored_is_forgotten() {
    let mut bed = Bed::ready();
    bed.touch(1);
    bed.rest();
    bed.send(Event::NotCome { touch: 1 });
    bed.fail_store();
    assert!(matches!(bed.told(1), Some(Said::NotStored { .. })));
    assert_eq!(bed.machine.state().open(), 0);
}

#[test]
fn a_request_without_any_answer_is_given_up_and_sent_again() {
    let mut bed = Bed::ready();
    bed.touch(1);
    bed.rest();
    bed.touch(2);
    bed.store_one();
    bed.answer_one();
    bed.store_one();
    bed.print_one(Outcome::Printed);
    bed.store_one();
    bed.forget_posts();
    bed.pass_resting(ANSWER_MS);
    assert_eq!(bed.machine.state().open(), 0);
}

#[test]
fn an_empty_answer_where_a_ticket_belongs_is_no_answer() {
    let mut bed = Bed::ready();
    bed.touch(1);
    bed.store_one();
    bed.answer_with(Ok(Answer::Nothing));
    bed.pass_resting(500);
    assert_eq!(bed.told(1), Some(&printed("A001")));
    bed.touch(2);
    bed.store_one();
    bed.answer_with(Err(Failure::Protocol("502".to_owned())));
    bed.pass_resting(500);
    assert_eq!(bed.told(2), Some(&printed("A002")));
}

#[test]
fn who_waits_ten_seconds_for_nothing_is_told_and_leaves_no_number_behind() {
    let mut bed = Bed::bare();
    bed.net = false;
    let welcome = Box::new(bed.server.welcome(bed.at));
    bed.send(Event::Link(LinkNews::Connected(welcome)));
    bed.show();
    bed.send(Event::Items(Server::items()));
    bed.touch(1);
    bed.pass_resting(NO_ANSWER_MS);
    assert_eq!(bed.told(1), Some(&offline(Offline::NoBlock)));
    assert_eq!(bed.machine.state().open(), 1);
    bed.net = true;
    bed.pass_resting(20_000);
    assert_eq!(bed.machine.state().open(), 0);
    assert!(
        bed.server
            .hall
            .tickets()
            .all(|ticket| ticket.state == TicketState::Withdrawn)
    );
}

#[test]
fn a_number_that_was_called_before_its_paper_was_handed_in_waits_again() {
    let mut bed = Bed::ready();
    bed.touch(1);
    bed.store_one();
    let asked = bed.posts.pop_front().expect("a take");
    bed.serve(&asked).expect("a number");
    bed.lose_long();
    let window = code("1");
    bed.server.at_window(
        bed.at,
        Command::OpenWindow {
            window,
            clerk: None,
        },
    );
    bed.server.at_window(bed.at, Command::CallNext { window });
    bed.rest();
    bed.connect();
    bed.rest();
    let ticket = number_of(&bed, "A5000");
    assert_eq!(
        (ticket.state, ticket.paper),
        (TicketState::Waiting, PaperState::Printed)
    );
}

#[test]
fn items_are_fetched_until_they_come_and_every_minute_after_that() {
    let mut bed = Bed::bare();
    bed.connect();
    assert_eq!(bed.fetches, 1);
    bed.pass(30_000);
    assert_eq!(bed.fetches, 4);
    bed.send(Event::Items(Server::items()));
    bed.pass(ITEMS_FRESH_MS - 1);
    assert_eq!(bed.fetches, 4);
    bed.pass(1);
    assert_eq!(bed.fetches, 5);
}

#[test]
fn a_late_refusal_does_not_take_a_printed_number_away() {
    let mut bed = Bed::ready();
    bed.touch(1);
    bed.store_one();
    bed.pass(1_000);
    bed.store_one();
    bed.answer_with(Err(refused(409, "day_closing")));
    bed.rest();
    assert_eq!(bed.told(1), Some(&printed("A5000")));
    assert_eq!(number_of(&bed, "A5000").paper, PaperState::Printed);
    assert_eq!(bed.machine.state().open(), 0);
}

#[test]
fn a_ticket_taken_elsewhere_meanwhile_is_left_as_it_is() {
    let mut bed = Bed::ready();
    bed.touch_for(1, "a1", Some("person-one"));
    bed.store_one();
    let mut elsewhere = bed.posts.pop_front().expect("a take");
    bed.crash(0);
    elsewhere.request_id = "019cb323-0000-7000-8000-000000000001".to_owned();
    bed.serve(&elsewhere).expect("a number at another kiosk");
    bed.connect();
    bed.rest();
    let ticket = number_of(&bed, "A001");
    let left = (ticket.state, ticket.paper);
    assert_eq!(left, (TicketState::Waiting, PaperState::Unreported));
    assert_eq!(bed.machine.state().open(), 0);
}

#[test]
fn errands_are_few_at_a_time_and_hand_ins_come_first() {
    let mut bed = Bed::ready();
    bed.lose_long();
    for touch in 1..=10 {
        bed.touch(touch);
        bed.rest();
    }
    bed.connect();
    let paths: Vec<&str> = bed.posts.iter().map(|post| post.path.as_str()).collect();
    assert_eq!(paths, ["/api/v1/tickets/offline"; ERRANDS_MAX]);
    bed.rest();
    assert_eq!(bed.machine.state().open(), 0);
}

#[test]
fn with_too_much_unsettled_no_more_numbers_are_given_alone() {
    let mut bed = Bed::ready();
    let block = bed.machine.state().blocks()[0].clone();
    let mut records = vec![
        Record::Epoch {
            epoch: block.epoch.clone(),
        },
        Record::Leased {
            block: block.view,
            next: block.next,
            epoch: block.epoch,
            at: Stamp(MORNING),
        },
    ];
    records.extend((0..OPEN_INTENTS_MAX).map(|n| Record::Asked {
        request_id: format!("intent-{n}"),
        take: hall_protocol::api::Take::default(),
        day: None,
        at: None,
    }));
    bed.net = false;
    let known = bed.machine.known().clone();
    let (state, now) = (State::of(&records), bed.now());
    bed.machine = Machine::recover(state, known, now, Box::new(|| 7));
    bed.pass(1_000);
    bed.touch(1);
    assert_eq!(bed.told(1), Some(&offline(Offline::JournalFull)));
}

#[test]
fn a_number_handed_in_while_its_paper_comes_out_has_its_copies_counted() {
    let mut bed = Bed::ready();
    bed.lose_long();
    bed.touch(1);
    bed.store_one();
    bed.connect();
    while bed.store_one() || bed.answer_one() {}
    assert!(bed.machine.state().intents().all(|intent| intent.handed_in));
    bed.print_one(Outcome::Printed);
    bed.rest();
    bed.send(Event::NotCome { touch: 1 });
    bed.rest();
    let ticket = number_of(&bed, "A5000");
    assert_eq!((ticket.paper, ticket.copies), (PaperState::Printed, 1));
    assert_eq!(bed.machine.state().open(), 0);
}

fn says(bed: &mut Bed, trouble: Option<PrinterTrouble>, papers_left: Option<u32>) {
    bed.send(Event::Printer(PrinterSaid {
        trouble,
        papers_left,
    }));
}

#[test]
fn how_the_printer_is_is_told_once_and_anew_to_a_server_that_was_away() {
    let mut bed = Bed::ready();
    says(&mut bed, Some(PrinterTrouble::PaperOut), None);
    assert_eq!(bed.post_to("/printer").len(), 1);
    bed.rest();
    let alarms = |bed: &Bed| bed.server.hall.alarms().len();
    assert_eq!(alarms(&bed), 1);
    says(&mut bed, Some(PrinterTrouble::PaperOut), None);
    assert!(bed.posts.is_empty(), "nothing is new");
    bed.lose();
    bed.connect();
    assert_eq!(bed.post_to("/printer").len(), 1);
    bed.rest();
    says(&mut bed, None, Some(400));
    bed.rest();
    assert_eq!(alarms(&bed), 0);
}

#[test]
fn the_newest_word_of_a_printer_follows_the_one_under_way_under_another_id() {
    let mut bed = Bed::ready();
    says(&mut bed, Some(PrinterTrouble::CoverOpen), None);
    says(&mut bed, None, None);
    assert_eq!(bed.post_to("/printer").len(), 1);
    bed.answer_one();
    let second = bed.post_to("/printer")[0].clone();
    let Body::Printer(said) = second.body else {
        panic!("the printer's word")
    };
    assert_eq!(said.trouble, None);
    bed.rest();
    assert!(bed.server.hall.alarms().is_empty());
}

#[test]
fn a_lost_answer_about_the_printer_is_asked_for_again_under_the_same_id() {
    let mut bed = Bed::ready();
    says(&mut bed, Some(PrinterTrouble::Silent), None);
    let first = bed.lose_answer();
    bed.pass(60_000);
    let second = bed.post_to("/printer")[0].clone();
    assert_eq!(
        (first.request_id, first.body),
        (second.request_id, second.body)
    );
}

fn wants_a_slip(bed: &mut Bed, touch: u64) {
    let order = Box::new(SlipOrder::Notice {
        item: code("a1"),
        language: hall_core::Language::ZhCn,
    });
    bed.send(Event::SlipWanted { touch, order });
}

#[test]
fn a_slip_is_printed_one_at_a_time_and_never_beside_a_ticket() {
    let mut bed = Bed::ready();
    wants_a_slip(&mut bed, 1);
    wants_a_slip(&mut bed, 2);
    assert_eq!((&bed.slips[..], bed.told(2)), (&[1][..], Some(&Said::Busy)));
    let outcome = Outcome::Printed;
    bed.send(Event::SlipPrinted { touch: 1, outcome });
    assert_eq!(bed.told(1), Some(&Said::Slip(outcome)));
    bed.touch(3);
    while bed.store_one() || bed.answer_one() {}
    wants_a_slip(&mut bed, 4);
    assert_eq!(bed.told(4), Some(&Said::Busy), "a ticket comes out");
    bed.rest();
    wants_a_slip(&mut bed, 5);
    assert_eq!(bed.slips, [1, 5]);
    assert!(
        bed.machine.state().open() == 0,
        "nothing of it is journalled"
    );
}

#[test]
fn a_machine_that_only_answers_questions_leases_no_numbers() {
    let mut bed = Bed::bare();
    bed.machine = bed.machine.without_numbers();
    let bed = Bed::connected(bed);
    assert!(bed.machine.state().blocks().is_empty());
}
