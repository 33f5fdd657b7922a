//! Rows made by hand: tickets of Tuesday 2026-03-03 in Shanghai under the small plan.

use crate::report::{DayRows, Owners, Stage};
use crate::rows::{LegRow, SpanRow, TicketRow};
use hall_core::code::WindowNumber;
use hall_core::ticket::LegEnd;
use hall_core::window::SpanKind;
use hall_core::{Date, Plan, Time};

/// The small example plan.
pub(super) fn plan() -> Plan {
    let text = include_str!("../../../../fixtures/halls/small.toml");
    crate::plan::parse("small.toml", text).expect("the small example is a valid plan")
}

pub(super) fn day() -> Date {
    "2026-03-03".parse().expect("the day exists")
}

/// A local moment of the day.
pub(super) fn at(hour: i64, minute: i64) -> Time {
    // Midnight in Shanghai is 16:00 UTC of the day before.
    Time((i64::from(day().0) * 1440 + (hour - 8) * 60 + minute) * 60_000)
}

pub(super) fn rows(plan: &Plan, stage: Stage, now: Time) -> DayRows<'_> {
    DayRows {
        plan,
        beside: Owners::of_plan(plan).into(),
        day: day(),
        stage,
        now,
        version: 1,
        tickets: Vec::new(),
        legs: Vec::new(),
        spans: Vec::new(),
        review: Vec::new(),
        practice: false,
    }
}

pub(super) fn ticket(id: u64, state: &str, taken: Time) -> TicketRow {
    TicketRow {
        ticket: id,
        day: day(),
        series: "A".to_owned(),
        round: 0,
        n: id as u32,
        queue: "cards".parse().expect("a code"),
        item: Some("CARD2".parse().expect("a code")),
        class: Plan::normal_class(),
        booked: false,
        late: false,
        visit: id,
        state: state.to_owned(),
        taken,
        version: 1,
        level: None,
        rated: None,
        rated_window: None,
    }
}

/// The first leg of a ticket, waiting.
pub(super) fn leg(ticket: &TicketRow) -> LegRow {
    LegRow {
        ticket: ticket.ticket,
        leg: 0,
        day: ticket.day,
        queue: ticket.queue,
        item: ticket.item,
        window: None,
        clerk: None,
        since: ticket.taken,
        first_call: None,
        started: None,
        ended: None,
        end: None,
        outcome: None,
        served_ms: 0,
        misses: Vec::new(),
        predicted: None,
    }
}

/// The leg called after `wait` minutes and served for `service` minutes at a window.
pub(super) fn served(leg: LegRow, window: u16, wait: i64, service: i64, end: LegEnd) -> LegRow {
    let called = Time(leg.since.0 + wait * 60_000);
    LegRow {
        window: Some(WindowNumber(window)),
        first_call: Some(called),
        started: Some(called),
        ended: Some(Time(called.0 + service * 60_000)),
        end: Some(end),
        served_ms: service * 60_000,
        ..leg
    }
}

pub(super) fn span(window: u16, kind: SpanKind, from: Time, to: Option<Time>) -> SpanRow {
    SpanRow {
        day: day(),
        window: WindowNumber(window),
        span: 0,
        kind,
        clerk: None,
        started: from,
        ended: to,
    }
}

/// A rated ticket.
pub(super) fn rated(ticket: TicketRow, window: u16, level: u8) -> TicketRow {
    TicketRow {
        level: Some(level),
        rated_window: Some(WindowNumber(window)),
        ..ticket
    }
}

/// A closed day of 14 tickets: ten finished after 1 to 10 minutes of waiting, one transferred
/// and finished elsewhere after 40 minutes, one missed for good, one withdrawn, one expired.
pub(super) fn known(plan: &Plan) -> DayRows<'_> {
    let mut day = rows(plan, Stage::Closed, at(18, 0));
    for n in 1..=10_u64 {
        let hour = if n <= 6 { 9 } else { 11 };
        let ticket = ticket(n, "finished", at(hour, n as i64));
        day.legs
            .push(served(leg(&ticket), 1, n as i64, 6, LegEnd::Finished));
        let level = [5, 5, 5, 4, 2][(n as usize - 1) % 5];
        day.tickets.push(if n <= 5 {
            rated(ticket, 1, level)
        } else {
            ticket
        });
    }
    let moved = ticket(11, "finished", at(10, 30));
    let first = served(leg(&moved), 1, 2, 3, LegEnd::Transferred);
    let again = LegRow {
        leg: 1,
        since: at(10, 35),
        item: None,
        ..leg(&moved)
    };
    let again = LegRow {
        queue: "tax".parse().expect("a code"),
        ..again
    };
    day.legs
        .extend([first, served(again, 2, 40, 15, LegEnd::Finished)]);
    day.tickets.push(moved);

    let missed = ticket(12, "expired", at(9, 50));
    let called = served(leg(&missed), 2, 30, 0, LegEnd::Missed);
    let nobody_came = vec![WindowNumber(1), WindowNumber(2)];
    day.legs.push(LegRow {
        started: None,
        misses: nobody_came,
        ..called
    });
    day.tickets.push(missed);

    let withdrawn = ticket(13, "withdrawn", at(9, 55));
    day.legs.push(LegRow {
        end: Some(LegEnd::Withdrawn),
        ..leg(&withdrawn)
    });
    let expired = ticket(14, "expired", at(11, 58));
    day.legs.push(LegRow {
        end: Some(LegEnd::Expired),
        ..leg(&expired)
    });
    day.tickets.push(withdrawn);
    // The same person as ticket 13.
    day.tickets.push(TicketRow {
        visit: 13,
        ..expired
    });

    day.spans = vec![
        span(1, SpanKind::Open, at(9, 0), Some(at(10, 0))),
        span(1, SpanKind::Paused, at(10, 0), Some(at(10, 15))),
        span(1, SpanKind::Open, at(10, 15), Some(at(11, 21))),
        span(2, SpanKind::Open, at(9, 0), Some(at(10, 0))),
    ];
    day
}
