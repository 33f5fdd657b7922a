//! Whatever the day was, its parts and totals agree.

use super::day::{at, leg, plan, rows, served, span, ticket};
use crate::report::{Stage, adds_up, csv, daily, html, text, xlsx};
use crate::rows::{LegRow, SpanRow, TicketRow};
use hall_core::Plan;
use hall_core::code::{ItemCode, QueueCode, WindowNumber};
use hall_core::ticket::LegEnd;
use hall_core::window::SpanKind;
use hall_text::Language;
use proptest::prelude::*;
use std::sync::LazyLock;

static PLAN: LazyLock<Plan> = LazyLock::new(plan);

/// What one ticket of a random day goes through.
#[derive(Clone, Debug)]
pub(super) struct Story {
    minute: i64,
    visit: u64,
    place: usize,
    window: u16,
    wait: i64,
    service: i64,
    moves: bool,
    misses: Vec<u16>,
    end: u8,
    level: Option<u8>,
    predicted: Option<[u16; 2]>,
    booked: bool,
}

fn story() -> impl Strategy<Value = Story> {
    (
        (0..1500_i64, 0..20_u64, 0..5_usize, 1..5_u16),
        (-5..120_i64, 0..60_i64, any::<bool>()),
        prop::collection::vec(1..5_u16, 0..3),
        (0..5_u8, prop::option::of(1..=5_u8), any::<bool>()),
        prop::option::of((0..60_u16, 0..60_u16)),
    )
        .prop_map(
            |((minute, visit, place, window), (wait, service, moves), misses, end, told)| {
                let (end, level, booked) = end;
                let predicted = told.map(|(low, more)| [low, low + more]);
                Story {
                    minute,
                    visit,
                    place,
                    window,
                    wait,
                    service,
                    moves,
                    misses,
                    end,
                    level,
                    predicted,
                    booked,
                }
            },
        )
}

/// Fewer than so many of them.
pub(super) fn stories(count: usize) -> impl Strategy<Value = Vec<Story>> {
    prop::collection::vec(story(), 0..count)
}

/// Queue and item; one queue has no item, and one item is no longer in the plan.
fn place(index: usize) -> (QueueCode, Option<ItemCode>) {
    let (queue, item) = [
        ("cards", "CARD1"),
        ("cards", "CARD2"),
        ("tax", "TAX1"),
        ("pay", ""),
        ("gone", "GONE"),
    ][index];
    (queue.parse().expect("a code"), item.parse().ok())
}

pub(super) fn tell(id: u64, story: &Story) -> (TicketRow, Vec<LegRow>) {
    let state = ["finished", "withdrawn", "expired", "waiting", "expired"][usize::from(story.end)];
    let (queue, item) = place(story.place);
    let plain = ticket(id, state, at(0, story.minute));
    let mut ticket = TicketRow {
        visit: story.visit,
        queue,
        item,
        booked: story.booked,
        ..plain
    };
    let begun = LegRow {
        misses: story.misses.iter().copied().map(WindowNumber).collect(),
        predicted: story.predicted,
        ..leg(&ticket)
    };
    let mut legs = Vec::new();
    let mut last = begun;
    if story.moves {
        let moved = served(
            last.clone(),
            story.window,
            story.wait,
            2,
            if story.minute % 2 == 0 {
                LegEnd::Transferred
            } else {
                LegEnd::WentOn
            },
        );
        last = LegRow {
            leg: 1,
            since: at(0, story.minute + 130),
            misses: Vec::new(),
            ..last
        };
        legs.push(moved);
    }
    legs.push(match story.end {
        0 => served(
            last,
            story.window,
            story.wait,
            story.service,
            LegEnd::Finished,
        ),
        1 => LegRow {
            end: Some(LegEnd::Withdrawn),
            ..last
        },
        2 => LegRow {
            end: Some(LegEnd::Expired),
            ..last
        },
        3 => last,
        _ => {
            let called = served(last, story.window, story.wait, 0, LegEnd::Missed);
            LegRow {
                started: None,
                ..called
            }
        }
    });
    if story.end == 0 {
        ticket.level = story.level;
        ticket.rated_window = story.level.map(|_| WindowNumber(story.window));
    }
    (ticket, legs)
}

pub(super) fn spans() -> Vec<SpanRow> {
    // Long enough for whatever was served: 60 stories of 62 minutes at four windows.
    let all = |window| span(window, SpanKind::Open, at(0, 0), Some(at(70, 0)));
    (1..5)
        .map(all)
        .chain([span(3, SpanKind::Paused, at(70, 0), None)])
        .collect()
}

fn check(plan: &Plan, stories: &[Story]) {
    let mut day = rows(plan, Stage::Running, at(71, 0));
    for (id, story) in stories.iter().enumerate() {
        let (ticket, legs) = tell(id as u64 + 1, story);
        day.tickets.push(ticket);
        day.legs.extend(legs);
    }
    day.spans = spans();
    let report = daily(&day);
    assert_eq!(adds_up(&report), Vec::<String>::new());
    assert_eq!(report.total.legs as usize, day.legs.len());
    assert_eq!(report.tickets.tickets as usize, day.tickets.len());
    let misses: usize = day.legs.iter().map(|leg| leg.misses.len()).sum();
    assert_eq!(report.total.missed as usize, misses);

    // The order of the rows means nothing.
    day.tickets.reverse();
    day.legs.reverse();
    assert_eq!(daily(&day), report);
}

/// As many cases, and no files of failures in the tree.
pub(super) fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn parts_and_totals_agree_on_every_day(stories in prop::collection::vec(story(), 0..60)) {
        check(&PLAN, &stories);
    }
}

proptest! {
    #![proptest_config(cases(6))]

    #[test]
    fn no_day_breaks_a_format(stories in prop::collection::vec(story(), 0..12)) {
        let mut day = rows(&PLAN, Stage::Running, at(71, 0));
        for (id, story) in stories.iter().enumerate() {
            let (ticket, legs) = tell(id as u64 + 1, story);
            day.tickets.push(ticket);
            day.legs.extend(legs);
        }
        let report = daily(&day);
        for language in Language::ALL {
            prop_assert!(!html(&report, language).is_empty());
            prop_assert!(!text(&report, language).is_empty());
            prop_assert!(!csv(&report, language).is_empty());
        }
        prop_assert!(xlsx(&report, Language::ZhCn).is_ok());
    }
}
