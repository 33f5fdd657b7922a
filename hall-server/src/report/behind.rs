//! The rows behind a figure: the legs that a part of a report counts.

use super::Owners;
use crate::rows::{LegRow, TicketRow};
use hall_core::Time;
use hall_core::code::{ClerkCode, DepartmentCode, ItemCode, QueueCode, WindowNumber};
use std::collections::HashMap;

/// Which part somebody asks for; `Some(None)` is the remainder, what has no such key.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct PartKey {
    /// The window that called first or served.
    pub window: Option<Option<WindowNumber>>,
    /// The clerk there.
    pub clerk: Option<Option<ClerkCode>>,
    /// The queue.
    pub queue: Option<QueueCode>,
    /// The item.
    pub item: Option<Option<ItemCode>>,
    /// Who answered for the item then.
    pub department: Option<Option<DepartmentCode>>,
}

/// A leg with the ticket that it is of.
#[derive(Clone, Copy, Debug)]
pub struct Behind<'a> {
    /// The ticket.
    pub ticket: &'a TicketRow,
    /// The leg.
    pub leg: &'a LegRow,
    /// From joining to the first call in ms, as the report counts it.
    pub wait_ms: Option<i64>,
}

impl PartKey {
    fn has(&self, leg: &LegRow, owners: &Owners) -> bool {
        let department = || leg.item.and_then(|item| owners.of(item, leg.since));
        self.window.is_none_or(|window| leg.window == window)
            && self.clerk.is_none_or(|clerk| leg.clerk == clerk)
            && self.queue.is_none_or(|queue| leg.queue == queue)
            && self.item.is_none_or(|item| leg.item == item)
            && self.department.is_none_or(|wanted| department() == wanted)
    }
}

/// The legs that a part counts, in the order in which people joined.
pub fn behind<'a>(
    tickets: &'a [TicketRow],
    legs: &'a [LegRow],
    owners: &Owners,
    part: &PartKey,
) -> Vec<Behind<'a>> {
    let by_id = tickets.iter().map(|ticket| (ticket.ticket, ticket));
    let known: HashMap<u64, &TicketRow> = by_id.collect();
    let counted = legs.iter().filter(|leg| part.has(leg, owners));
    let mut rows: Vec<Behind<'a>> = counted
        .filter_map(|leg| {
            let ticket = *known.get(&leg.ticket)?;
            let begins = super::fold::wait_begins(leg, Some(ticket));
            let wait = leg.first_call.map(|called| (called - begins).0.max(0));
            Some(Behind {
                ticket,
                leg,
                wait_ms: wait.filter(|_| leg.started.is_some()),
            })
        })
        .collect();
    let order = |row: &Behind<'_>| -> (i32, Time, u64, u16) {
        let leg = row.leg;
        (leg.day.0, leg.since, leg.ticket, leg.leg)
    };
    rows.sort_by_key(order);
    rows
}
