//! I28: one rating per finished ticket, in its time, by the pad of its window; none for others.

use super::{Findings, Step};
use crate::device::Role;
use crate::event::Event;
use crate::hall::Hall;
use crate::ticket::TicketState;
use crate::time::Span;
use alloc::format;

pub(super) fn check(hall: &Hall, found: &mut Findings) {
    for ticket in hall.tickets.values() {
        let Some(rating) = &ticket.rating else {
            continue;
        };
        let fits = ticket.state == TicketState::Finished(rating.window)
            && (1..=5).contains(&rating.level)
            && (rating.level > 2 || rating.note.is_some());
        found.expect("I28", fits, || {
            format!(
                "ticket {} is {:?} and bears {rating:?}",
                ticket.id, ticket.state
            )
        });
    }
}

pub(super) fn check_step(step: &Step<'_>, found: &mut Findings) {
    let Event::TicketRated {
        ticket: id, device, ..
    } = step.event
    else {
        return;
    };
    let Some(ticket) = step.before.tickets.get(id) else {
        return;
    };
    let prompt = step
        .before
        .plan
        .as_ref()
        .map_or(0, |plan| plan.rating.prompt_s);
    let pad = step.before.devices.get(device);
    let own = pad.is_some_and(|pad| {
        pad.role == Role::Pad && !pad.revoked && pad.window == ticket.state.window()
    });
    let in_time = step.after.now <= ticket.since + Span::seconds(prompt);
    found.expect("I28", own && in_time && ticket.rating.is_none(), || {
        format!("ticket {id} was rated twice, too late or by a strange device {device}")
    });
}
