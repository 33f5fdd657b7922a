//! I1 to I4: numbers are unique, only grow, blocks are disjoint, one intent has one ticket.

use super::{Findings, Step};
use crate::code::{RequestId, SeriesCode, Token};
use crate::event::{Event, Taken};
use crate::hall::{Block, Hall, SeriesState};
use crate::ticket::{Number, Ticket};
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;

pub(super) fn check(hall: &Hall, found: &mut Findings) {
    numbers_are_unique(hall, found);
    live_labels_are_unique(hall, found);
    numbers_are_inside_their_range(hall, found);
    blocks_are_disjoint(hall, found);
    one_intent_one_ticket(hall, found);
}

pub(super) fn check_step(step: &Step<'_>, found: &mut Findings) {
    counters_only_grow(step, found);
    match step.event {
        Event::TicketTaken(taken) if !taken.offline => {
            the_next_number_was_given(step, taken, found);
        }
        Event::BlockLeased { series, from, .. } => {
            let next = step.before.series.get(series).map(|state| state.next_block);
            found.expect("I3", next == Some(*from), || {
                format!("block {series}{from} does not begin at the counter {next:?}")
            });
        }
        _ => {}
    }
}

/// I1, spent numbers included.
fn numbers_are_unique(hall: &Hall, found: &mut Findings) {
    let mut seen: BTreeMap<Number, &Ticket> = BTreeMap::new();
    for ticket in hall.tickets.values() {
        for number in [Some(ticket.number), ticket.spent].into_iter().flatten() {
            let other = seen.insert(number, ticket);
            found.expect("I1", other.is_none(), || {
                let other = other.map(|other| other.id);
                format!(
                    "tickets {} and {other:?} share number {number:?}",
                    ticket.id
                )
            });
        }
    }
}

/// Under `wrap` a round joins the key, but two people never hold the same paper at once.
fn live_labels_are_unique(hall: &Hall, found: &mut Findings) {
    let mut seen: BTreeSet<(SeriesCode, u32)> = BTreeSet::new();
    for ticket in hall
        .tickets
        .values()
        .filter(|ticket| ticket.state.is_live())
    {
        let Number { series, n, .. } = ticket.number;
        found.expect("I1", seen.insert((series, n)), || {
            format!("two live tickets bear {series}{n}, one is {}", ticket.id)
        });
    }
}

/// I2 and I3: an online number is below the counter, a printed one in a leased block.
fn numbers_are_inside_their_range(hall: &Hall, found: &mut Findings) {
    for ticket in hall.tickets.values() {
        let online = if ticket.offline {
            ticket.spent
        } else {
            Some(ticket.number)
        };
        if let Some(number) = online {
            let given = hall
                .series
                .get(&number.series)
                .is_some_and(|state| state.has_given(number));
            found.expect("I2", given, || {
                format!("number {number:?} of ticket {} was never given", ticket.id)
            });
        }
        if ticket.offline {
            let number = ticket.number;
            let block = hall
                .blocks
                .iter()
                .find(|block| block.holds(ticket.day, number));
            let known = block.is_some_and(|block| block.used.contains(&(number.n, ticket.id)));
            found.expect("I3", known, || {
                format!(
                    "printed number {number:?} of ticket {} is in no block",
                    ticket.id
                )
            });
        }
    }
}

impl SeriesState {
    /// Whether an online number lies below the counter and inside the range.
    fn has_given(&self, number: Number) -> bool {
        (1..=self.rules.online_max).contains(&number.n)
            && (number.round, number.n) < (self.round, self.next)
    }
}

/// I3: no two blocks of a day overlap, and none reaches into the online range.
fn blocks_are_disjoint(hall: &Hall, found: &mut Findings) {
    for (index, block) in hall.blocks.iter().enumerate() {
        let name = || format!("block {}{} to {}", block.series, block.from, block.to);
        let alone = hall.blocks[..index]
            .iter()
            .all(|other| !block.overlaps(other));
        found.expect("I3", alone, || format!("{} overlaps another", name()));
        let inside = block
            .used
            .iter()
            .all(|(n, _)| (block.from..=block.to).contains(n));
        let used: BTreeSet<u32> = block.used.iter().map(|(n, _)| *n).collect();
        found.expect("I3", inside && used.len() == block.used.len(), || {
            format!("{} holds a number twice or from elsewhere", name())
        });
        let today = hall.day.is_some_and(|day| day.date == block.day);
        if let Some(state) = hall.series.get(&block.series).filter(|_| today) {
            let rules = &state.rules;
            let inside = block.from >= rules.block_from
                && block.from > rules.online_max
                && block.to <= rules.block_to
                && block.to < state.next_block;
            found.expect("I3", inside, || {
                format!("{} is outside the blocks' range", name())
            });
        }
    }
}

impl Block {
    fn overlaps(&self, other: &Self) -> bool {
        (self.day, self.series) == (other.day, other.series)
            && self.from <= other.to
            && other.from <= self.to
    }
}

/// I4; the hall's own requests bear no id.
fn one_intent_one_ticket(hall: &Hall, found: &mut Findings) {
    let mut requests: BTreeSet<RequestId> = BTreeSet::new();
    let mut tokens: BTreeSet<Token> = BTreeSet::new();
    for ticket in hall.tickets.values() {
        let own = ticket.request.0 == 0 || requests.insert(ticket.request);
        found.expect("I4", own, || {
            format!("ticket {} shares its intent", ticket.id)
        });
        let own = tokens.insert(ticket.token);
        found.expect("I4", own, || {
            format!("ticket {} shares its token", ticket.id)
        });
    }
}

/// I2: no counter ever sinks; those of the day restart with the day (I25).
fn counters_only_grow(step: &Step<'_>, found: &mut Findings) {
    let (before, after) = (step.before, step.after);
    let ids = |hall: &Hall| {
        let devices = u64::from(hall.next_device);
        [
            hall.next_ticket,
            hall.next_visit,
            devices,
            hall.last_notice.0,
        ]
    };
    let sank = ids(before)
        .iter()
        .zip(ids(after))
        .any(|(old, new)| *old > new);
    found.expect("I2", !sank, || {
        format!("ids sank: {:?} to {:?}", ids(before), ids(after))
    });
    if matches!(step.event, Event::DayOpened { .. }) {
        return;
    }
    for (code, old) in &before.series {
        let grew = after.series.get(code).is_some_and(|new| {
            (old.round, old.next) <= (new.round, new.next)
                && old.next_block <= new.next_block
                && old.rules == new.rules
        });
        found.expect("I25", grew, || {
            format!("series {code} sank or changed within the day")
        });
    }
}

/// I2: online numbers have no gaps; under `wrap` those that live tickets hold are passed.
fn the_next_number_was_given(step: &Step<'_>, taken: &Taken, found: &mut Findings) {
    let number = taken.number;
    let Some(state) = step.before.series.get(&number.series) else {
        found.expect("I2", false, || format!("number {number:?} is of no series"));
        return;
    };
    let expected = if state.rules.wrap {
        (state.round, state.next) <= (number.round, number.n)
    } else {
        (0, state.next) == (number.round, number.n)
    };
    found.expect("I2", expected, || {
        format!(
            "number {number:?} was given at counter {} of round {}",
            state.next, state.round
        )
    });
    found.expect("I2", taken.ticket.0 == step.before.next_ticket, || {
        format!("ticket {} skips or repeats an id", taken.ticket)
    });
}
