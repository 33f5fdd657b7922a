//! Who is asked afterwards: the draw of a day, and the calls that are made from it.

use crate::bed::{Bed, note};
use crate::plan::code;
use crate::rectification_desk::bed;
use hall_core::callback::{
    CALLBACK_DAYS_KEPT, CallbackDay, CallbackOutcome, CallbacksDrawn, Channel, Drawn, WhyDrawn,
    draw, target,
};
use hall_core::code::{TicketId, VisitId, WindowNumber};
use hall_core::command::{Answer, Command, NewCallback};
use hall_core::device::Role;
use hall_core::limits::{CALLBACK_TRIES_MAX, CALLBACKS_DRAWN_MAX};
use hall_core::rectification::{Exclusion, RectificationAct, Source};
use hall_core::ticket::Number;
use hall_core::{Date, Refusal};
use std::collections::BTreeSet;

/// A service of a citizen at a window; the ticket has the citizen's number.
fn service(citizen: u64, window: u16) -> Drawn {
    Drawn {
        ticket: TicketId(citizen),
        number: Number {
            series: code("A"),
            round: 0,
            n: 1,
        },
        visit: VisitId(citizen),
        why: WhyDrawn::Lot,
        window: Some(WindowNumber(window)),
        clerk: None,
        item: None,
    }
}

fn drawn(duties: &[Drawn], services: &[Drawn], seed: u64) -> CallbacksDrawn {
    draw(Date(0), duties, services, seed)
}

/// So many citizens, each at a window of their own.
fn scattered(citizens: u16) -> Vec<Drawn> {
    (1..=citizens).map(|n| service(u64::from(n), n)).collect()
}

fn count(drawn: &CallbacksDrawn, why: WhyDrawn) -> usize {
    drawn.drawn.iter().filter(|one| one.why == why).count()
}

#[test]
fn a_tenth_of_the_citizens_served_is_reached_rounded_up() {
    for (served, expected) in [(1, 1), (9, 1), (10, 1), (11, 2), (255, 26), (560, 56)] {
        assert_eq!(target(served), expected);
        let services = scattered(u16::try_from(served).expect("a small hall"));
        let drawn = drawn(&[], &services, 1);
        assert_eq!((drawn.served, drawn.target), (served, expected));
    }
    assert_eq!(target(0), 0);
}

#[test]
fn the_same_seed_draws_the_same_list_and_another_one_another() {
    let services = scattered(200);
    let list = |seed| drawn(&[], &services, seed).drawn;
    assert_eq!(list(7), list(7));
    assert_ne!(list(7), list(8));
}

#[test]
fn after_the_duties_at_most_three_times_the_target_are_drawn_and_nobody_twice() {
    let services = scattered(200);
    let duties = [1, 2, 3].map(|citizen| Drawn {
        why: WhyDrawn::BadRating,
        ..service(citizen, 1)
    });
    let drawn = drawn(&duties, &services, 7);
    assert_eq!(drawn.drawn[..3], duties);
    assert_eq!(count(&drawn, WhyDrawn::Lot), 60);
    let citizens: BTreeSet<VisitId> = drawn.drawn.iter().map(|one| one.visit).collect();
    assert_eq!(citizens.len(), drawn.drawn.len());
}

#[test]
fn every_window_with_five_services_has_one_of_its_own_and_one_with_four_none() {
    let mut services: Vec<Drawn> = (1..=100).map(|citizen| service(citizen, 1)).collect();
    services.extend((101..=105).map(|citizen| service(citizen, 2)));
    services.extend((106..=109).map(|citizen| service(citizen, 3)));
    for seed in 0..50 {
        let drawn = drawn(&[], &services, seed);
        let of_windows = drawn.drawn.iter().filter(|one| one.why == WhyDrawn::Window);
        let windows: Vec<u16> = of_windows.filter_map(|one| Some(one.window?.0)).collect();
        assert_eq!(windows, [1, 2], "seed {seed}");
        assert_eq!(drawn.drawn.len(), 33, "three times eleven in all");
    }
}

#[test]
fn several_services_of_one_visit_are_one_citizen() {
    let mut services = scattered(9);
    services.extend((1..=9).map(|citizen| Drawn {
        ticket: TicketId(100 + citizen),
        ..service(citizen, 20)
    }));
    let drawn = drawn(&[], &services, 3);
    assert_eq!((drawn.served, drawn.target), (9, 1));
    assert_eq!(drawn.drawn.len(), 3);
}

#[test]
fn a_list_has_an_end_whatever_happened() {
    let duties: Vec<Drawn> = (0..=CALLBACKS_DRAWN_MAX as u64)
        .map(|citizen| service(citizen, 1))
        .collect();
    assert_eq!(drawn(&duties, &duties, 1).drawn.len(), CALLBACKS_DRAWN_MAX);
}

#[test]
fn nobody_served_draws_nobody() {
    assert_eq!(drawn(&[], &[], 1).drawn, []);
    let mut bed = bed();
    bed.until("19:01");
    assert!(bed.hall.callbacks().is_empty());
    assert!(!bed.events().any(|event| event.kind() == "callbacks_drawn"));
}

/// The first day of the beds.
fn today() -> Date {
    "2026-03-03".parse().expect("a date")
}

/// What was drawn at the end of that day.
fn list(bed: &Bed) -> &CallbackDay {
    &bed.hall.callbacks()[&today()]
}

/// Six citizens served at window 4, the third rated badly; the day is over.
fn closed_day() -> Bed {
    let mut bed = bed();
    for level in [5, 4, 1, 3, 5, 5] {
        bed.rated(level);
    }
    bed.until("19:01");
    bed
}

impl Bed {
    fn calls_back(
        &mut self,
        paper: &str,
        outcome: CallbackOutcome,
        change: impl FnOnce(&mut NewCallback),
    ) -> Result<Answer, Refusal> {
        let list = &self.hall.callbacks()[&today()].list;
        let called = |number: Number| number.label(3) == paper;
        let ticket = list.iter().find(|one| called(one.drawn.number));
        let mut callback = NewCallback {
            day: today(),
            ticket: ticket.map_or(TicketId(404), |listed| listed.drawn.ticket),
            outcome,
            channel: Channel::Phone,
            level: None,
            problem: None,
        };
        change(&mut callback);
        let command = Command::MakeCallback {
            by: code("K3"),
            callback: Box::new(callback),
        };
        self.ask(self.actor(Role::Callback, 1), command)
    }
}

#[test]
fn a_day_that_ends_draws_every_bad_rating_one_of_the_window_and_then_by_lot() {
    let bed = closed_day();
    let list = list(&bed);
    assert_eq!((list.served, list.target), (6, 1));
    let why: Vec<WhyDrawn> = list.list.iter().map(|listed| listed.drawn.why).collect();
    let expected = [
        WhyDrawn::BadRating,
        WhyDrawn::Window,
        WhyDrawn::Lot,
        WhyDrawn::Lot,
    ];
    assert_eq!(why, expected);
    let first = list.list[0].drawn;
    assert_eq!(first.number.label(3), "B003");
    assert_eq!(first.clerk, Some(code("K1")));
    let kinds: Vec<&str> = bed.events().map(hall_core::Event::kind).collect();
    let closed = kinds.iter().position(|kind| *kind == "day_closed");
    let closed = closed.expect("the day is over");
    assert_eq!(kinds[closed + 1], "callbacks_drawn");
}

#[test]
fn an_excluded_rating_is_no_duty_and_a_complaint_is_one() {
    let mut bed = bed();
    bed.rated(1);
    let complained = bed.rated(5);
    let exclude = RectificationAct::Exclude {
        exclusion: Exclusion::Mistaken,
        note: Some(note()),
    };
    bed.moves_one((Role::Manager, "K2"), 0, exclude)
        .expect("excluded");
    bed.complains(&complained).expect("entered");
    bed.until("19:01");
    let first = list(&bed).list[0].drawn;
    assert_eq!(first.why, WhyDrawn::Complaint);
    assert_eq!(first.ticket, bed.id(&complained));
    let bad = |why| why == WhyDrawn::BadRating;
    assert!(!list(&bed).list.iter().any(|listed| bad(listed.drawn.why)));
}

#[test]
fn who_rates_badly_after_the_draw_comes_onto_the_list() {
    let mut bed = bed();
    let paper = bed.take("b1").expect("a number");
    bed.serve_whole(4).expect("served");
    bed.manage(Command::CloseDay).expect("closed");
    assert_eq!(list(&bed).list.len(), 1, "by lot");
    let other = bed.id(&paper);
    let rate = Command::Rate {
        ticket: other,
        level: 1,
        note: Some(note()),
    };
    let pad = bed.actor(Role::Pad, 4);
    bed.ask(pad, rate).expect("in time");
    let tickets: Vec<TicketId> = list(&bed).list.iter().map(|it| it.drawn.ticket).collect();
    assert_eq!(tickets, [other], "nobody stands there twice");
}

#[test]
fn a_citizen_is_reached_once_and_only_reached_ones_count() {
    let mut bed = closed_day();
    let nobody = bed.calls_back("B003", CallbackOutcome::NoAnswer, |_| {});
    nobody.expect("nobody answered");
    assert_eq!((list(&bed).reached(), list(&bed).tries()), (0, 1));
    bed.calls_back("B003", CallbackOutcome::Reached, |call| {
        call.level = Some(4);
        call.channel = Channel::Survey;
    })
    .expect("reached");
    assert_eq!((list(&bed).reached(), list(&bed).tries()), (1, 2));
    let again = bed.calls_back("B003", CallbackOutcome::Reached, |_| {});
    assert_eq!(again.expect_err("once").code(), "callback_reached");
}

#[test]
fn a_citizen_with_two_numbers_is_reached_once_too() {
    let mut bed = bed();
    let first = bed.take("b1").expect("a number");
    let second = bed.take_joint("few", &first).expect("a number for more");
    let papers = [first, second];
    for paper in &papers {
        bed.pass(10);
        bed.serve_whole(4).expect("served");
        let rate = Command::Rate {
            ticket: bed.id(paper),
            level: 1,
            note: Some(note()),
        };
        let pad = bed.actor(Role::Pad, 4);
        bed.ask(pad, rate).expect("rated");
    }
    bed.until("19:01");
    assert_eq!((list(&bed).served, list(&bed).list.len()), (1, 2));
    bed.calls_back(&papers[0], CallbackOutcome::Reached, |_| {})
        .expect("reached");
    let again = bed.calls_back(&papers[1], CallbackOutcome::Reached, |_| {});
    assert_eq!(again.expect_err("once").code(), "callback_reached");
}

#[test]
fn who_does_not_want_to_be_asked_is_left_alone() {
    let mut bed = closed_day();
    bed.calls_back("B003", CallbackOutcome::Declined, |_| {})
        .expect("declined");
    let again = bed.calls_back("B003", CallbackOutcome::Reached, |_| {});
    assert_eq!(again.expect_err("never again").code(), "callback_declined");
    assert_eq!(list(&bed).reached(), 0);
}

#[test]
fn nobody_is_called_for_ever() {
    let mut bed = closed_day();
    for _ in 0..CALLBACK_TRIES_MAX {
        bed.calls_back("B003", CallbackOutcome::NoAnswer, |_| {})
            .expect("nobody answers");
    }
    let again = bed.calls_back("B003", CallbackOutcome::NoAnswer, |_| {});
    assert_eq!(again.expect_err("enough").code(), "callback_tries");
}

#[test]
fn a_problem_is_something_to_put_right_by_the_same_decision() {
    let mut bed = closed_day();
    bed.until("09:30");
    bed.calls_back("B003", CallbackOutcome::Reached, |call| {
        (call.level, call.problem) = (Some(2), Some(note()));
    })
    .expect("reached");
    let one = bed.rectification(1);
    assert_eq!(one.source, Source::Callback);
    assert_eq!((one.came, one.by), (bed.now().date, Some(code("K3"))));
    assert_eq!(one.about.clerk, Some(code("K1")));
    assert_eq!(one.about.department, Some(code("D")));
    assert_eq!(one.contact_due, None, "they have been contacted");
}

#[test]
fn what_makes_no_sense_is_refused() {
    let mut bed = closed_day();
    let strange = bed.calls_back("B404", CallbackOutcome::Reached, |_| {});
    assert_eq!(strange.expect_err("not drawn").code(), "callback_not_drawn");
    let other = bed.calls_back("B003", CallbackOutcome::Reached, |call| {
        call.day = Date(call.day.0 - 1);
    });
    assert_eq!(other.expect_err("no list").code(), "callback_day");
    let level = bed.calls_back("B003", CallbackOutcome::Reached, |call| {
        call.level = Some(6);
    });
    assert_eq!(level.expect_err("no level").code(), "bad_level");
    for outcome in [CallbackOutcome::NoAnswer, CallbackOutcome::Declined] {
        let said = bed.calls_back("B003", outcome, |call| call.level = Some(1));
        assert_eq!(said.expect_err("a ghost").code(), "callback_nothing_said");
    }
    assert_eq!(list(&bed).tries(), 0);
}

#[test]
fn lists_leave_the_state_after_two_weeks() {
    let mut bed = closed_day();
    let kept = |bed: &Bed| bed.hall.callbacks().contains_key(&today());
    let days = |bed: &Bed| bed.hall.day().map_or(0, |day| day.date.0 - today().0);
    while days(&bed) <= CALLBACK_DAYS_KEPT {
        assert!(kept(&bed), "{} days later", days(&bed));
        bed.until("09:30");
        bed.until("19:01");
    }
    assert!(!kept(&bed));
}
