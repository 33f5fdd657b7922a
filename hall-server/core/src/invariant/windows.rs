//! I11, I13 and I14: one ticket is at one window, calls come from open windows, and nobody is
//! forgotten at a window that fell silent.

use super::{Findings, Step};
use crate::code::{ClerkCode, TicketId, WindowNumber};
use crate::event::Event;
use crate::hall::Hall;
use crate::ticket::TicketState;
use crate::time::{Now, Span};
use crate::window::{SpanKind, WindowStage, WindowState};
use alloc::collections::BTreeSet;
use alloc::format;

pub(super) fn check(hall: &Hall, found: &mut Findings) {
    windows_have_what_tickets_say(hall, found);
    tickets_are_where_windows_say(hall, found);
    no_person_is_at_two_windows(hall, found);
    no_clerk_is_at_two_windows(hall, found);
    bound_tickets_have_an_open_window(hall, found);
    for (number, state) in &hall.windows {
        closed_windows_are_empty(*number, state, found);
        who_is_signed_in_works_there(*number, state, found);
    }
}

pub(super) fn check_step(step: &Step<'_>, found: &mut Findings) {
    if let Event::TicketCalled { ticket, window, .. }
    | Event::TicketServedAtOnce { ticket, window, .. } = step.event
    {
        the_window_may_call(step.before, *ticket, *window, found);
    }
    who_has_a_person_in_hand_stays(step, found);
    if let Event::WindowOpened { window, clerk } = step.event {
        a_window_opens_for_who_is_signed_in(step.before, *window, *clerk, found);
    }
}

/// I14: beyond the grace time a silent window has nobody in hand and nobody bound to it.
pub(super) fn check_settled(hall: &Hall, now: Now, found: &mut Findings) {
    let Some(plan) = &hall.plan else { return };
    let grace = Span::seconds(plan.windows_rules.grace_s);
    let lost = hall.windows.iter().filter(|(_, state)| {
        state
            .silent_since
            .is_some_and(|since| now.at >= since + grace)
    });
    for (number, state) in lost {
        found.expect("I14", state.hand.is_none(), || {
            format!(
                "window {number} is silent with ticket {:?} in hand",
                state.hand
            )
        });
        let bound = hall.tickets.values().find(|ticket| {
            ticket.state == TicketState::Waiting && ticket.only_window == Some(*number)
        });
        found.expect("I14", bound.is_none(), || {
            format!(
                "{:?} waits for silent window {number}",
                bound.map(|ticket| ticket.id)
            )
        });
    }
}

/// I11, from the window.
fn windows_have_what_tickets_say(hall: &Hall, found: &mut Findings) {
    let state_of = |id: TicketId| hall.tickets.get(&id).map(|ticket| ticket.state);
    for (number, window) in &hall.windows {
        if let Some(id) = window.hand {
            let here = state_of(id)
                .is_some_and(|state| state.is_at_window() && state.window() == Some(*number));
            found.expect("I11", here, || {
                format!(
                    "window {number} has ticket {id} in hand, which is {:?}",
                    state_of(id)
                )
            });
        }
        for id in &window.held {
            found.expect(
                "I11",
                state_of(*id) == Some(TicketState::Held(*number)),
                || {
                    format!(
                        "window {number} holds ticket {id}, which is {:?}",
                        state_of(*id)
                    )
                },
            );
        }
        let distinct: BTreeSet<&TicketId> = window.held.iter().collect();
        found.expect("I11", distinct.len() == window.held.len(), || {
            format!("window {number} holds a ticket twice")
        });
    }
}

/// I11, from the ticket.
fn tickets_are_where_windows_say(hall: &Hall, found: &mut Findings) {
    for ticket in hall.tickets.values() {
        let known = match ticket.state {
            TicketState::Called(at) | TicketState::Serving(at) => hall
                .windows
                .get(&at)
                .is_some_and(|window| window.hand == Some(ticket.id)),
            TicketState::Held(at) => hall
                .windows
                .get(&at)
                .is_some_and(|window| window.held.contains(&ticket.id)),
            _ => true,
        };
        found.expect("I11", known, || {
            format!(
                "ticket {} is {:?}, its window does not know",
                ticket.id, ticket.state
            )
        });
    }
}

/// Several tickets of one person are never at two windows (DESIGN 4, Order).
fn no_person_is_at_two_windows(hall: &Hall, found: &mut Findings) {
    let hands: alloc::vec::Vec<_> = hall
        .windows
        .values()
        .filter_map(|window| hall.tickets.get(&window.hand?))
        .collect();
    for (index, one) in hands.iter().enumerate() {
        for other in &hands[..index] {
            found.expect("I12", !one.same_person(other), || {
                format!(
                    "one person is at two windows with tickets {} and {}",
                    one.id, other.id
                )
            });
        }
    }
}

fn no_clerk_is_at_two_windows(hall: &Hall, found: &mut Findings) {
    let mut seen: BTreeSet<ClerkCode> = BTreeSet::new();
    for window in hall.windows.values() {
        let signed_in = window.signed_in.map(|one| one.clerk);
        let here: BTreeSet<ClerkCode> = window.clerk.into_iter().chain(signed_in).collect();
        for clerk in here {
            found.expect("I13", seen.insert(clerk), || {
                format!("clerk {clerk} is at two windows")
            });
        }
    }
}

/// Who is signed in at a window at work works there, unless nobody was named when it opened.
fn who_is_signed_in_works_there(number: WindowNumber, state: &WindowState, found: &mut Findings) {
    let Some(one) = state.signed_in else { return };
    let fits = state.clerk.is_none_or(|clerk| clerk == one.clerk);
    found.expect("I13", fits, || {
        format!("{one:?} is signed in at window {number}: {state:?}")
    });
}

/// I13: where the plan wants it, nobody works who did not prove who they are.
fn a_window_opens_for_who_is_signed_in(
    before: &Hall,
    number: WindowNumber,
    clerk: Option<ClerkCode>,
    found: &mut Findings,
) {
    let signed_in = before.windows.get(&number);
    let signed_in = signed_in.and_then(|state| Some(state.signed_in?.clerk));
    let wanted = before.plan.as_ref();
    let wanted = signed_in.is_some() || wanted.is_some_and(|plan| plan.windows_rules.sign_in);
    found.expect(
        "I13",
        !wanted || (clerk.is_some() && clerk == signed_in),
        || format!("window {number} opened for {clerk:?}, signed in is {signed_in:?}"),
    );
}

/// A person in hand keeps the clerk: a window changes hands between two persons only. Who was
/// not named when it opened may say so later.
fn who_has_a_person_in_hand_stays(step: &Step<'_>, found: &mut Findings) {
    for (number, after) in &step.after.windows {
        let before = step.before.windows.get(number);
        let same_hand = |state: &&WindowState| state.hand.is_some() && state.hand == after.hand;
        let Some(one) = before.filter(same_hand).and_then(|state| state.clerk) else {
            continue;
        };
        found.expect("I13", after.clerk == Some(one), || {
            let other = after.clerk;
            format!("{one} at window {number} became {other:?} with a person in hand")
        });
    }
}

/// A live ticket that only one window may call has a window that works and can call it.
fn bound_tickets_have_an_open_window(hall: &Hall, found: &mut Findings) {
    let Some(plan) = &hall.plan else { return };
    let live = hall
        .tickets
        .values()
        .filter(|ticket| ticket.state.is_live());
    for (ticket, number) in live.filter_map(|ticket| Some((ticket, ticket.only_window?))) {
        let works = hall
            .windows
            .get(&number)
            .is_some_and(|window| window.stage != WindowStage::Closed);
        let serves = plan
            .windows
            .get(&number)
            .is_some_and(|window| window.serves_or_helps(ticket.queue()));
        found.expect("I14", works && serves, || {
            format!(
                "ticket {} is bound to window {number}, which cannot call it",
                ticket.id
            )
        });
    }
}

fn closed_windows_are_empty(number: WindowNumber, state: &WindowState, found: &mut Findings) {
    let running = state
        .spans
        .last()
        .filter(|span| span.to.is_none())
        .map(|span| span.kind);
    let fits = match state.stage {
        WindowStage::Closed => {
            state.hand.is_none()
                && state.held.is_empty()
                && state.clerk.is_none()
                && state.silent_since.is_none()
                && running.is_none()
        }
        WindowStage::Open => running == Some(SpanKind::Open),
        WindowStage::Paused { .. } => state.hand.is_none() && running == Some(SpanKind::Paused),
    };
    found.expect("I13", fits, || {
        format!("window {number} is inconsistent: {state:?}")
    });
}

/// I13: open, with free hands, and the queue is one it serves or helps.
fn the_window_may_call(before: &Hall, id: TicketId, number: WindowNumber, found: &mut Findings) {
    let queue = before.tickets.get(&id).map(crate::Ticket::queue);
    let state = before.windows.get(&number);
    let ready = state.is_some_and(|state| state.stage == WindowStage::Open && state.hand.is_none());
    let serves = before
        .plan
        .as_ref()
        .and_then(|plan| plan.windows.get(&number))
        .zip(queue);
    let serves = serves.is_some_and(|(window, queue)| window.serves_or_helps(queue));
    found.expect("I13", ready && serves, || {
        format!("window {number} called ticket {id} of {queue:?} as {state:?}")
    });
}
