//! The rows behind a figure: the legs that a part of a report counts.

use super::Owners;
use crate::rows::{LegRow, TicketRow};
use hall_core::Time;
use hall_core::code::{ClerkCode, DepartmentCode, ItemCode, QueueCode, WindowNumber};
use std::collections::HashMap;

/// Which key of a part somebody asks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Key<T> {
    /// Every one.
    #[default]
    Any,
    /// The remainder, which has none.
    Rest,
    /// This one.
    Is(T),
    /// What no key can be.
    Nothing,
}

impl<T: PartialEq> Key<T> {
    fn fits(&self, key: Option<T>) -> bool {
        match self {
            Self::Any => true,
            Self::Rest => key.is_none(),
            Self::Is(wanted) => key.is_some_and(|key| key == *wanted),
            Self::Nothing => false,
        }
    }
}

/// Which part somebody asks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct PartKey {
    /// The window that called first or served.
    pub window: Key<WindowNumber>,
    /// The clerk there.
    pub clerk: Key<ClerkCode>,
    /// The queue.
    pub queue: Key<QueueCode>,
    /// The item.
    pub item: Key<ItemCode>,
    /// Who answered for the item then.
    pub department: Key<DepartmentCode>,
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
        let department = leg.item.and_then(|item| owners.of(item, leg.since));
        self.window.fits(leg.window)
            && self.clerk.fits(leg.clerk)
            && self.queue.fits(Some(leg.queue))
            && self.item.fits(leg.item)
            && self.department.fits(department)
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
