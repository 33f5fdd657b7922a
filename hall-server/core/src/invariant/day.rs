//! I24, I25 and I26: limits hold, a day opens and closes once, and time never goes back.

use super::{Findings, Step};
use crate::event::Event;
use crate::hall::{DayStage, Hall, RECENT_CALLS};
use crate::limits::{
    BLOCKS_PER_SERIES_MAX, CREDENTIALS_MAX, DEVICES_MAX, LEGS_MAX, MESSAGES_MAX, NOTICES_MAX,
    PAST_DAYS_KEPT, SPANS_PER_DAY_MAX, TICKETS_PER_DAY_MAX,
};
use crate::ticket::{Leg, Ticket};
use alloc::collections::BTreeSet;
use alloc::format;
use alloc::vec::Vec;

pub(super) fn check(hall: &Hall, found: &mut Findings) {
    limits_hold(hall, found);
    let date = hall.day.map(|day| day.date);
    let shown: Vec<_> = hall
        .recent_calls()
        .map(|t| (t.number.series, t.number.n))
        .collect();
    let unlike: BTreeSet<_> = shown.iter().collect();
    found.expect("I20", unlike.len() == shown.len(), || {
        format!("a printed number stands twice among the last calls: {shown:?}")
    });
    for ticket in hall.tickets.values() {
        found.expect("I25", Some(ticket.day) == date, || {
            format!("ticket {} of {} lives on {date:?}", ticket.id, ticket.day)
        });
        durations_are_positive(hall, ticket, found);
    }
    for (number, window) in &hall.windows {
        let forward = window
            .spans
            .iter()
            .all(|span| span.to.unwrap_or(hall.now) >= span.from)
            && window.spans.is_sorted_by_key(|span| span.from);
        found.expect("I26", forward, || {
            format!("the spans of window {number} go back")
        });
    }
}

pub(super) fn check_step(step: &Step<'_>, found: &mut Findings) {
    let (before, after) = (step.before, step.after);
    found.expect("I26", before.now <= after.now, || {
        format!("time went back from {:?} to {:?}", before.now, after.now)
    });
    let (old, new) = (before.day, after.day);
    let stage = |hall: &Hall| hall.day.map(|day| day.stage);
    let legal = match step.event {
        Event::DayOpened { day } => {
            old.is_none_or(|old| old.stage == DayStage::Closed && old.date < *day)
                && new.is_some_and(|new| {
                    (new.date, new.stage, new.issued) == (*day, DayStage::Open, 0)
                })
                && after.tickets.is_empty()
        }
        Event::DayClosing { .. } => {
            (stage(before), stage(after)) == (Some(DayStage::Open), Some(DayStage::Closing))
        }
        Event::DayClosed { .. } => {
            matches!(stage(before), Some(DayStage::Open | DayStage::Closing))
                && stage(after) == Some(DayStage::Closed)
        }
        _ => stage(before) == stage(after) && old.map(|day| day.date) == new.map(|day| day.date),
    };
    found.expect("I25", legal, || {
        format!(
            "{} moved the day from {old:?} to {new:?}",
            step.event.kind()
        )
    });
    events_fit_the_stage(step, found);
}

/// No numbers but on an open day, no work but until it is closed.
fn events_fit_the_stage(step: &Step<'_>, found: &mut Findings) {
    let stage = step.before.day.map(|day| day.stage);
    let serving = matches!(stage, Some(DayStage::Open | DayStage::Closing));
    let fits = match step.event {
        Event::TicketTaken(taken) if !taken.offline => stage == Some(DayStage::Open),
        Event::BlockLeased { .. } => stage == Some(DayStage::Open),
        Event::LateTicketRecorded(taken) => {
            let current = step.before.day.filter(|day| day.date == taken.day);
            current.is_none_or(|day| day.stage == DayStage::Closed)
        }
        // Papers of the present day meet their ticket itself.
        Event::LatePaperRecorded { day, .. } => {
            step.before.day.is_some_and(|current| current.date > *day)
        }
        Event::TicketTaken(_)
        | Event::TicketCalled { .. }
        | Event::TicketStarted { .. }
        | Event::TicketServedAtOnce { .. }
        | Event::TicketWentOn(_)
        | Event::TicketFinished { .. }
        | Event::TicketRestored { .. }
        | Event::TicketReopened { .. }
        | Event::TicketTransferred { .. }
        | Event::WindowOpened { .. } => serving,
        _ => true,
    };
    found.expect("I25", fits, || {
        format!("{} happened on a day {stage:?}", step.event.kind())
    });
}

/// I24.
fn limits_hold(hall: &Hall, found: &mut Findings) {
    let online = hall
        .tickets
        .values()
        .filter(|ticket| !ticket.offline)
        .count();
    let floors = hall.floors.len();
    let days = PAST_DAYS_KEPT as usize * 2 + 1;
    let series = hall.plan.as_ref().map_or(0, |plan| plan.series.len()) + hall.series.len();
    let small = online <= TICKETS_PER_DAY_MAX as usize
        && hall.devices.len() <= DEVICES_MAX as usize
        && hall.recent_calls.len() <= RECENT_CALLS
        && hall.unprinted.len() <= TICKETS_PER_DAY_MAX as usize * PAST_DAYS_KEPT as usize
        && floors <= days * series
        && hall.credentials.len() <= CREDENTIALS_MAX
        && hall.messages.len() <= MESSAGES_MAX
        && hall.notices.len() <= NOTICES_MAX;
    found.expect("I24", small, || {
        format!("{online} tickets or {floors} floors are too many")
    });
    for code in hall.series.keys() {
        let today = hall.blocks.iter().filter(|block| {
            block.series == *code && hall.day.is_some_and(|day| day.date == block.day)
        });
        let blocks = today.count();
        found.expect("I24", blocks <= BLOCKS_PER_SERIES_MAX, || {
            format!("series {code} has {blocks} blocks")
        });
    }
    for (number, window) in &hall.windows {
        found.expect("I24", window.spans.len() <= SPANS_PER_DAY_MAX, || {
            format!("window {number} has {} spans", window.spans.len())
        });
    }
}

/// I26 for one ticket.
fn durations_are_positive(hall: &Hall, ticket: &Ticket, found: &mut Findings) {
    let in_order = |leg: &Leg| {
        let called = leg.first_call.is_none_or(|at| at <= hall.now);
        let called_first = |at| leg.first_call.is_none_or(|call| call <= at);
        let started = leg
            .started
            .is_none_or(|at| called_first(at) && (ticket.taken..=hall.now).contains(&at));
        let ended = leg
            .ended
            .is_none_or(|at| leg.started.is_none_or(|start| start <= at));
        called && started && ended && leg.served.0 >= 0 && leg.wait().is_none_or(|wait| wait.0 >= 0)
    };
    let fits = ticket.taken <= hall.now
        && ticket.since <= hall.now
        && ticket.taken <= ticket.since
        && ticket.legs.iter().all(in_order);
    found.expect("I26", fits, || {
        format!("the times of ticket {} go back", ticket.id)
    });
    found.expect("I24", ticket.legs.len() <= LEGS_MAX, || {
        format!("ticket {} has {} legs", ticket.id, ticket.legs.len())
    });
}
