//! I12: calls follow the place, nobody is passed too often, and every jump has its reason.

use super::{Findings, Step};
use crate::code::{ClassCode, QueueCode, TicketId, WindowNumber};
use crate::event::{CallReason, Event};
use crate::hall::Hall;
use crate::plan::{Help, Plan};
use crate::ticket::{Place, Ticket, TicketState};
use crate::time::{Span, Time};
use alloc::collections::BTreeSet;
use alloc::format;
use alloc::vec::Vec;

pub(super) fn check_step(step: &Step<'_>, found: &mut Findings) {
    match step.event {
        Event::TicketCalled {
            ticket,
            window,
            why,
            passed,
            ..
        } => {
            the_right_one_was_called(step, *ticket, *window, (why, *passed), found);
        }
        Event::TicketRestored { ticket, place, .. } => {
            a_restored_ticket_stands_behind(step, *ticket, *place, found);
        }
        Event::TicketReleased { ticket, .. } | Event::NumberReplaced { ticket, .. } => {
            let place = |hall: &Hall| hall.tickets.get(ticket).map(|ticket| ticket.place);
            found.expect("I12", place(step.before) == place(step.after), || {
                format!("ticket {ticket} lost its place")
            });
        }
        Event::TicketTransferred { ticket, place, .. } => {
            it_stands_by_its_arrival(step, *ticket, *place, found);
        }
        Event::TicketWentOn(went) => {
            it_stands_by_its_arrival(step, went.ticket, went.place, found);
        }
        Event::TicketReclassed { ticket, class, .. } => {
            the_place_follows_the_class(step, *ticket, *class, found);
        }
        _ => {}
    }
}

/// A number that goes on keeps its arrival.
fn it_stands_by_its_arrival(step: &Step<'_>, id: TicketId, place: Place, found: &mut Findings) {
    let ticket = step.before.tickets.get(&id);
    let by_arrival = ticket.map(Ticket::place_by_arrival);
    found.expect("I12", by_arrival == Some(place), || {
        format!("ticket {id} was sent on and does not stand by its arrival")
    });
}

/// Whoever gets another class moves by the difference of the head starts, and by nothing else.
fn the_place_follows_the_class(
    step: &Step<'_>,
    id: TicketId,
    class: ClassCode,
    found: &mut Findings,
) {
    let (Some(plan), Some(old), Some(new)) = (
        &step.before.plan,
        step.before.tickets.get(&id),
        step.after.tickets.get(&id),
    ) else {
        return;
    };
    let credit = plan
        .classes
        .get(&class)
        .map(|class| Span::seconds(class.credit_s));
    let mut expected = old.clone();
    expected.class = class;
    expected.credit = credit.unwrap_or_default();
    expected.place.at = old.place.at + old.credit - expected.credit;
    expected.version += 1;
    found.expect("I12", credit.is_some() && *new == expected, || {
        format!(
            "ticket {id} became class {class} and stands at {:?}",
            new.place
        )
    });
}

fn the_right_one_was_called(
    step: &Step<'_>,
    id: TicketId,
    window: WindowNumber,
    (why, passed): (&CallReason, Option<TicketId>),
    found: &mut Findings,
) {
    let (Some(plan), now) = (&step.before.plan, step.after.now) else {
        return;
    };
    let Some(ticket) = step.before.tickets.get(&id) else {
        return;
    };
    let line = Line {
        hall: step.before,
        plan,
        window,
        now,
    };
    if let CallReason::Chosen(_) = why {
        let allowed = ticket.state == TicketState::Waiting
            && ticket.only_window.is_none_or(|only| only == window)
            && !is_busy(ticket, &line.engaged());
        found.expect("I12", allowed && passed.is_none(), || {
            format!("ticket {id} was chosen at window {window} though it may not be called there")
        });
        return;
    }
    if let Some(other) = passed.and_then(|id| step.after.tickets.get(&id)) {
        found.expect("I12", other.overtaken <= plan.calls.overtakes_max, || {
            format!("ticket {} was passed {} times", other.id, other.overtaken)
        });
    }
    let expected = line.next();
    let fits = expected.as_ref().is_some_and(|expected| {
        let reason = match (expected.forced, expected.own) {
            (true, _) => CallReason::Overtaken,
            (false, true) => CallReason::Place,
            (false, false) => CallReason::Helping,
        };
        (expected.ticket.id, expected.passed, &reason) == (id, passed, why)
    });
    found.expect("I12", fits, || {
        let expected = expected.map(|next| (next.ticket.id, next.passed, next.forced, next.own));
        format!("window {window} called {id} ({why:?}, passing {passed:?}), not {expected:?}")
    });
}

/// Who a window should call, found the slow way.
struct Line<'a> {
    hall: &'a Hall,
    plan: &'a Plan,
    window: WindowNumber,
    now: Time,
}

struct Next<'a> {
    ticket: &'a Ticket,
    passed: Option<TicketId>,
    forced: bool,
    own: bool,
}

impl<'a> Line<'a> {
    fn next(&self) -> Option<Next<'a>> {
        let window = self.plan.windows.get(&self.window)?;
        let own: BTreeSet<QueueCode> = window.queues.iter().copied().collect();
        let due = |after: Option<u32>, queue| {
            after.is_some_and(|minutes| self.oldest(queue) >= Some(Span::minutes(minutes)))
        };
        let (merged, idle): (Vec<&Help>, Vec<&Help>) = window
            .helps
            .iter()
            .partition(|help| due(help.after_minutes, help.queue));
        let mut queues = own.clone();
        queues.extend(merged.iter().map(|help| help.queue));
        self.best(&queues, &own)
            .or_else(|| self.best(&idle.iter().map(|help| help.queue).collect(), &own))
    }

    fn best(&self, queues: &BTreeSet<QueueCode>, own: &BTreeSet<QueueCode>) -> Option<Next<'a>> {
        let callable: Vec<&Ticket> = self.callable(queues);
        let by_place = |ticket: &&&Ticket| (ticket.place, ticket.id);
        let most = self.plan.calls.overtakes_max;
        let forced = callable.iter().filter(|ticket| {
            ticket.overtaken >= most && self.earliest(ticket.queue()) == Some(ticket.id)
        });
        let forced = forced.min_by_key(by_place);
        let ticket = *forced.or_else(|| callable.iter().min_by_key(by_place))?;
        let earliest = self.earliest(ticket.queue()).filter(|id| *id != ticket.id);
        let passed = earliest.filter(|id| self.hall.tickets[id].arrival < ticket.arrival);
        let own = own.contains(&ticket.queue());
        Some(Next {
            ticket,
            passed,
            forced: forced.is_some(),
            own,
        })
    }

    fn callable(&self, queues: &BTreeSet<QueueCode>) -> Vec<&'a Ticket> {
        let waiting = self.hall.tickets.values().filter(|ticket| {
            ticket.state == TicketState::Waiting && queues.contains(&ticket.queue())
        });
        let engaged = self.engaged();
        let here = waiting.filter(|ticket| {
            ticket.cool_until.is_none_or(|until| until <= self.now)
                && ticket.only_window.is_none_or(|only| only == self.window)
                && !is_busy(ticket, &engaged)
        });
        here.collect()
    }

    /// The earliest-arrived callable ticket without credit.
    fn earliest(&self, queue: QueueCode) -> Option<TicketId> {
        let callable = self.callable(&BTreeSet::from([queue]));
        let plain = callable
            .iter()
            .filter(|ticket| ticket.credit.0 == 0 && ticket.arrival <= self.now);
        plain
            .min_by_key(|ticket| (ticket.arrival, ticket.id))
            .map(|ticket| ticket.id)
    }

    fn oldest(&self, queue: QueueCode) -> Option<Span> {
        let waiting = self
            .hall
            .tickets
            .values()
            .filter(|ticket| ticket.state == TicketState::Waiting && ticket.queue() == queue);
        waiting
            .map(|ticket| self.now - ticket.arrival)
            .max()
            .filter(|wait| wait.0 >= 0)
    }

    /// Tickets whose holder is at a window or was called so recently that nothing else may call.
    fn engaged(&self) -> Vec<&'a Ticket> {
        let gap = Span::minutes(self.plan.persons.gap_minutes);
        let tickets = self.hall.tickets.values();
        let engaged = tickets.filter(|other| {
            other.state.is_at_window() || other.last_call.is_some_and(|at| at + gap > self.now)
        });
        engaged.collect()
    }
}

fn is_busy(ticket: &Ticket, engaged: &[&Ticket]) -> bool {
    let mut others = engaged.iter().filter(|other| other.id != ticket.id);
    others.any(|other| other.same_person(ticket))
}

/// Never in front of its own place, and behind the plan's number of people at most.
fn a_restored_ticket_stands_behind(
    step: &Step<'_>,
    id: TicketId,
    place: Place,
    found: &mut Findings,
) {
    let (Some(plan), Some(ticket)) = (&step.before.plan, step.before.tickets.get(&id)) else {
        return;
    };
    // Window 0 is no window: only what everybody may call is counted.
    let window = WindowNumber(0);
    let line = Line {
        hall: step.before,
        plan,
        window,
        now: step.after.now,
    };
    let callable = line.callable(&BTreeSet::from([ticket.queue()]));
    let ahead_of = |place: Place| {
        callable
            .iter()
            .filter(|other| (other.place, other.id) < (place, id))
            .count()
    };
    let wanted =
        ahead_of(ticket.place).max(callable.len().min(usize::from(plan.calls.restore_behind)));
    found.expect(
        "I12",
        place >= ticket.place && ahead_of(place) == wanted,
        || {
            format!(
                "restored ticket {id} stands behind {}, not {wanted}",
                ahead_of(place)
            )
        },
    );
}

impl Ticket {
    fn place_by_arrival(&self) -> Place {
        Place {
            at: self.arrival - self.credit,
            seq: self.id.0,
            within: 0,
        }
    }
}
