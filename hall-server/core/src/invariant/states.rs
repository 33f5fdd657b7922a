//! I9, I10 and I27: only legal transitions, nothing appears or vanishes, versions grow; and the
//! look-ups say the same as the tickets.

use super::{Findings, Step};
use crate::code::TicketId;
use crate::event::Event;
use crate::hall::{DayStage, Hall};
use crate::ticket::{LegEnd, Ticket, TicketState};
use TicketState::{Called, Expired, Finished, Held, Missed, Serving, Waiting, Withdrawn};
use alloc::format;

pub(super) fn check(hall: &Hall, found: &mut Findings) {
    nothing_is_lost(hall, found);
    for ticket in hall.tickets.values() {
        legs_fit_the_state(ticket, found);
    }
    the_pace_runs_while_somebody_waits(hall, found);
    found.expect("I8", hall.clone().reindexed() == *hall, || {
        "the indexes differ from rebuilt ones".into()
    });
}

pub(super) fn check_step(step: &Step<'_>, found: &mut Findings) {
    if matches!(step.event, Event::DayOpened { .. }) {
        return;
    }
    if let Some(id) = step.event.ticket() {
        the_transition_is_legal(step, id, found);
    }
    other_tickets_stay(step, found);
}

/// I10, for the day and for each queue.
fn nothing_is_lost(hall: &Hall, found: &mut Findings) {
    let issued = hall.day.map_or(0, |day| day.issued);
    found.expect("I10", issued as usize == hall.tickets.len(), || {
        format!(
            "{issued} tickets were issued, {} are known",
            hall.tickets.len()
        )
    });
    for (code, queue) in &hall.queues {
        let known = hall
            .tickets
            .values()
            .filter(|ticket| ticket.legs[0].queue == *code)
            .count();
        found.expect(
            "I10",
            hall.day.is_none() || queue.issued as usize == known,
            || format!("queue {code} issued {}, {known} are known", queue.issued),
        );
    }
    let closed = hall.day.is_some_and(|day| day.stage == DayStage::Closed);
    let live = hall
        .tickets
        .values()
        .filter(|ticket| ticket.state.is_live());
    for ticket in live {
        found.expect("I25", !closed, || {
            format!("ticket {} outlives its day", ticket.id)
        });
        found.expect("I10", hall.queues.contains_key(&ticket.queue()), || {
            format!(
                "ticket {} waits in queue {} that is gone",
                ticket.id,
                ticket.queue()
            )
        });
    }
}

/// Legs before the last led on; the last one ends with the ticket.
fn legs_fit_the_state(ticket: &Ticket, found: &mut Findings) {
    let (last, earlier) = ticket.legs.split_last().expect("a ticket has a leg");
    let passed_on = earlier
        .iter()
        .all(|leg| matches!(leg.end, Some(LegEnd::Transferred | LegEnd::WentOn)));
    let called = last.first_call.is_some() != last.at_once;
    let started = last.started.is_some();
    let fits = match ticket.state {
        Waiting => last.end.is_none(),
        Called(_) => last.end.is_none() && called && ticket.calls > 0 && ticket.last_call.is_some(),
        Missed(_) => last.end.is_none() && called && !last.misses.is_empty(),
        Serving(_) | Held(_) => last.end.is_none() && called && started,
        Finished(_) => last.end == Some(LegEnd::Finished) && called && started,
        Withdrawn => last.end == Some(LegEnd::Withdrawn),
        Expired => matches!(last.end, Some(LegEnd::Expired | LegEnd::Missed)),
    };
    found.expect(
        "I9",
        passed_on && fits && last.end.is_some() == last.ended.is_some(),
        || {
            format!(
                "the legs of ticket {} do not fit {:?}",
                ticket.id, ticket.state
            )
        },
    );
}

/// The clock of the queue's pace runs exactly while somebody waits.
fn the_pace_runs_while_somebody_waits(hall: &Hall, found: &mut Findings) {
    for (code, queue) in &hall.queues {
        let waits = |ticket: &&Ticket| ticket.state == Waiting && ticket.queue() == *code;
        let somebody = hall.tickets.values().any(|ticket| waits(&ticket));
        found.expect("I10", queue.waits.busy_since.is_some() == somebody, || {
            format!("queue {code} measures its pace with somebody waiting = {somebody}")
        });
    }
}

/// I9, with the window the event names; and the version grows by one (I27).
fn the_transition_is_legal(step: &Step<'_>, id: TicketId, found: &mut Findings) {
    let (old, new) = (step.before.tickets.get(&id), step.after.tickets.get(&id));
    let states = (
        old.map(|ticket| ticket.state),
        new.map(|ticket| ticket.state),
    );
    found.expect("I9", is_legal(step.event, states), || {
        format!(
            "{} moved ticket {id} from {:?} to {:?}",
            step.event.kind(),
            states.0,
            states.1
        )
    });
    if let (Some(old), Some(new)) = (old, new) {
        found.expect("I27", new.version == old.version + 1, || {
            format!(
                "ticket {id} went from version {} to {}",
                old.version, new.version
            )
        });
        let same = |ticket: &Ticket| {
            (
                ticket.token,
                ticket.visit,
                ticket.person,
                ticket.taken,
                ticket.arrival,
                ticket.request,
            )
        };
        found.expect("I9", same(old) == same(new), || {
            format!("ticket {id} became another one")
        });
        let renamed = matches!(step.event, Event::NumberReplaced { .. });
        found.expect("I1", renamed || old.number == new.number, || {
            format!("ticket {id} changed its number")
        });
    }
}

fn is_legal(event: &Event, states: (Option<TicketState>, Option<TicketState>)) -> bool {
    let (old, new) = match states {
        (Some(old), Some(new)) => (old, new),
        (None, Some(new)) => {
            return match event {
                Event::TicketTaken(_) => new == Waiting,
                Event::LateTicketRecorded(_) => new == Expired,
                _ => false,
            };
        }
        // A late ticket of an earlier day is only counted.
        (None, None) => {
            return matches!(
                event,
                Event::LateTicketRecorded(_) | Event::LatePaperRecorded { .. }
            );
        }
        (Some(_), None) => return false,
    };
    let window = event.window();
    let here = |state: TicketState| state.window().is_some() && state.window() == window;
    match event {
        Event::NumberReplaced { requeued: true, .. } => {
            matches!(old, Called(_) | Missed(_)) && new == Waiting
        }
        Event::NumberReplaced { .. } => !matches!(old, Called(_) | Missed(_)) && old == new,
        Event::PaperReported { .. } => old == new,
        Event::TicketUnbound { .. } => old.is_live() && old == new,
        Event::TicketReclassed { .. } => (old, new) == (Waiting, Waiting),
        Event::TicketRated { .. } => matches!(old, Finished(_)) && old == new,
        Event::TicketCalled { .. } => old == Waiting && matches!(new, Called(_)) && here(new),
        Event::TicketRecalled { .. } => matches!(old, Called(_)) && here(old) && old == new,
        Event::TicketStarted { .. } => {
            matches!((old, new), (Called(_), Serving(_))) && here(old) && here(new)
        }
        Event::TicketServedAtOnce { .. } => {
            old == Waiting && matches!(new, Serving(_)) && here(new)
        }
        Event::TicketWentOn(went) => {
            let next = if went.stays { old } else { Waiting };
            matches!(old, Serving(_)) && here(old) && new == next
        }
        Event::TicketFinished { .. } => {
            matches!((old, new), (Serving(_), Finished(_))) && here(old) && here(new)
        }
        Event::TicketMissed { .. } => {
            matches!((old, new), (Called(_), Missed(_))) && here(old) && here(new)
        }
        Event::TicketHeld { .. } => {
            matches!((old, new), (Serving(_), Held(_))) && here(old) && here(new)
        }
        Event::TicketResumed { .. } => {
            matches!((old, new), (Held(_), Serving(_))) && here(old) && here(new)
        }
        Event::TicketReopened { .. } => {
            matches!((old, new), (Finished(_) | Missed(_), Serving(_))) && here(old) && here(new)
        }
        Event::TicketReleased { .. } => {
            matches!((old, new), (Called(_) | Held(_), Waiting)) && here(old)
        }
        Event::TicketTransferred { .. } => matches!((old, new), (Serving(_), Waiting)) && here(old),
        Event::TicketRestored { .. } => matches!((old, new), (Missed(_), Waiting)),
        Event::TicketWithdrawn { .. } => (old, new) == (Waiting, Withdrawn),
        Event::TicketExpired { .. } => old.is_live() && new == Expired,
        _ => false,
    }
}

/// An event changes its own ticket, and a call the one it passed; nothing else.
///
/// In a big hall a step compares the whole of every [`SHARE`]th other ticket only, by turns; the
/// versions are compared in all of them.
fn other_tickets_stay(step: &Step<'_>, found: &mut Findings) {
    let own = step.event.ticket();
    let passed = match step.event {
        Event::TicketCalled { passed, .. } => *passed,
        _ => None,
    };
    let share = if step.before.tickets.len() > FEW {
        SHARE
    } else {
        1
    };
    let turn = step.after.now.0.unsigned_abs() % share;
    let mut after = step.after.tickets.iter().peekable();
    for (id, old) in &step.before.tickets {
        while after.next_if(|(other, _)| *other < id).is_some() {}
        let new = after.next_if(|(other, _)| *other == id);
        if Some(*id) == own {
            continue;
        }
        let stayed = new.is_some_and(|(_, new)| {
            if passed == Some(*id) {
                let mut expected = old.clone();
                expected.overtaken += 1;
                expected.version += 1;
                *new == expected
            } else {
                new.version == old.version && (id.0 % share != turn || new == old)
            }
        });
        found.expect("I9", stayed, || {
            format!("{} changed ticket {id}", step.event.kind())
        });
    }
}

/// Up to so many tickets all are compared at every step.
const FEW: usize = 64;
/// One in so many is compared in a bigger hall.
const SHARE: u64 = 16;
