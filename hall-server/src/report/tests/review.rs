//! The review of ratings: each pattern at its limit and one short of it.

use super::day::{at, plan, rows};
use crate::report::limits::{RATING_QUICK_MS, RATING_RUN_MIN};
use crate::report::{Finding, Pattern, Review, Stage, daily, html, text};
use hall_core::code::{DeviceId, TicketId, WindowNumber};
use hall_core::event::Event;
use hall_core::service::Done;
use hall_core::{Hall, Time};
use hall_text::Language;

fn finished(ticket: u64, window: u16) -> Event {
    Event::TicketFinished {
        ticket: TicketId(ticket),
        window: WindowNumber(window),
        done: Done::default(),
    }
}

fn rated(ticket: u64, level: u8) -> Event {
    Event::TicketRated {
        ticket: TicketId(ticket),
        level,
        device: DeviceId(9),
        note: None,
    }
}

/// Services of a window, each rated ten seconds after its end, with these levels.
fn services(first: u64, window: u16, levels: &[u8]) -> Vec<(Event, Time)> {
    let one = |(index, level): (usize, &u8)| {
        let (ticket, at) = (first + index as u64, Time(index as i64 * 60_000));
        [
            (finished(ticket, window), at),
            (rated(ticket, *level), Time(at.0 + 10_000)),
        ]
    };
    levels.iter().enumerate().flat_map(one).collect()
}

fn found(events: Vec<(Event, Time)>) -> Vec<(Pattern, Option<u16>, u64, u32)> {
    let findings = Review::of(events).findings(&Hall::new());
    let short = |found: &Finding| {
        let window = found.window.map(|window| window.0);
        (found.pattern, window, found.ticket.0, found.count)
    };
    findings.iter().map(short).collect()
}

#[test]
fn a_rating_within_a_second_is_looked_at_and_a_second_later_is_not() {
    for (after, expected) in [
        (0, vec![(Pattern::Quick, Some(3), 7, 1)]),
        (RATING_QUICK_MS - 1, vec![(Pattern::Quick, Some(3), 7, 1)]),
        (RATING_QUICK_MS, Vec::new()),
    ] {
        let events = vec![(finished(7, 3), Time(5)), (rated(7, 5), Time(5 + after))];
        assert_eq!(found(events), expected, "{after} ms");
    }
}

#[test]
fn the_second_rating_in_no_time_counts_from_the_last_prompt() {
    let events = vec![
        (finished(7, 3), Time(0)),
        (finished(7, 3), Time(60_000)),
        (rated(7, 5), Time(60_500)),
    ];
    assert_eq!(found(events), [(Pattern::Quick, Some(3), 7, 1)]);
}

#[test]
fn a_third_prompt_of_one_ticket_is_looked_at() {
    let prompts = |times: i64| (0..times).map(|minute| (finished(7, 3), Time(minute * 60_000)));
    assert_eq!(found(prompts(2).collect()), []);
    assert_eq!(
        found(prompts(3).collect()),
        [(Pattern::Prompts, Some(3), 7, 3)]
    );
    assert_eq!(
        found(prompts(5).collect()),
        [(Pattern::Prompts, Some(3), 7, 5)]
    );
}

#[test]
fn equal_ratings_in_a_row_are_looked_at_once_per_row_and_window() {
    let long = RATING_RUN_MIN as usize;
    let equal = |count: usize| vec![5_u8; count];
    assert_eq!(found(services(1, 3, &equal(long - 1))), []);
    let row = (Pattern::Run, Some(3), long as u64, RATING_RUN_MIN);
    assert_eq!(found(services(1, 3, &equal(long))), [row]);
    // The row that ended keeps its length; a bad level may make one, too.
    let levels = [equal(long), vec![4], vec![1; long]].concat();
    let second = (Pattern::Run, Some(3), 2 * long as u64 + 1, RATING_RUN_MIN);
    assert_eq!(found(services(1, 3, &levels)), [row, second]);
    // One other level breaks it, and two windows do not make one row.
    let broken = [equal(long - 1), vec![4], equal(long - 1)].concat();
    assert_eq!(found(services(1, 3, &broken)), []);
    let mut both = services(1, 3, &equal(long - 1));
    both.extend(services(1_000, 4, &equal(long - 1)));
    assert_eq!(found(both), []);
}

#[test]
fn attempts_are_counted_by_device_and_come_first() {
    let attempt = |device: u32, about: u64| Event::RatingAttempted {
        device: DeviceId(device),
        about: TicketId(about),
    };
    let events = vec![
        (finished(7, 3), Time(0)),
        (rated(7, 5), Time(1)),
        (attempt(4, 7), Time(2)),
        (attempt(5, 7), Time(3)),
        (attempt(4, 8), Time(4)),
    ];
    let expected = [
        (Pattern::Attempt, None, 7, 1),
        (Pattern::Attempt, None, 8, 2),
        (Pattern::Quick, Some(3), 7, 1),
    ];
    assert_eq!(found(events), expected);
}

#[test]
fn a_new_day_begins_with_nothing_to_look_at() {
    let mut review = Review::of([(finished(7, 3), Time(0)), (rated(7, 5), Time(1))]);
    let day = super::day::day();
    review.note(&Event::DayOpened { day }, Time(2));
    assert_eq!(review, Review::default());
}

#[test]
fn every_format_names_what_to_look_at_and_no_figure_leaves_it_out() {
    let plan = plan();
    let mut day = rows(&plan, Stage::Closed, at(18, 0));
    day.tickets = vec![crate::rows::TicketRow {
        level: Some(5),
        rated: Some(at(10, 0)),
        rated_window: Some(WindowNumber(3)),
        ..super::day::ticket(7, "finished", at(9, 0))
    }];
    let events = [(finished(7, 3), at(10, 0)), (rated(7, 5), at(10, 0))];
    day.review = Review::of(events).findings(&Hall::new());
    let report = daily(&day);
    assert_eq!(
        report.review[0].number, "A007",
        "the number comes from the day's rows"
    );
    assert_eq!(report.total.ratings.valid(), 1);
    for language in Language::ALL {
        let what = hall_text::word(language, "report-review-quick");
        for made in [text(&report, language), html(&report, language)] {
            assert!(made.contains(&what) && made.contains("A007"), "{made}");
        }
    }
}
