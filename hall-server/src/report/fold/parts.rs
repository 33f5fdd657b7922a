//! What was counted, as the parts of the report: in order, with names, the remainder last.

use super::tally::Tally;
use crate::report::figures::{Hour, Part, Times, Work};
use hall_core::Plan;
use hall_core::code::WindowNumber;
use hall_core::plan::Text;
use hall_protocol::view::Names;
use std::collections::BTreeMap;
use std::fmt::Display;

pub(in crate::report) fn windows(
    plan: &Plan,
    tallies: BTreeMap<Option<WindowNumber>, (Tally, Work)>,
) -> Vec<Part> {
    let seen = tallies
        .into_iter()
        .filter(|(_, (tally, work))| tally.has_anything() || *work != Work::default());
    remainder_last(seen)
        .map(|(number, (tally, work))| {
            let name = number
                .and_then(|number| plan.windows.get(&number))
                .map(|w| &w.name);
            Part {
                work: Some(work),
                ..part(number, tally, name)
            }
        })
        .collect()
}

pub(in crate::report) fn parts<'p, K: Display>(
    tallies: impl IntoIterator<Item = (Option<K>, Tally)>,
    name: impl Fn(&K) -> Option<&'p Text>,
) -> Vec<Part> {
    remainder_last(tallies)
        .map(|(key, tally)| {
            let name = key.as_ref().and_then(&name);
            part(key, tally, name)
        })
        .collect()
}

pub(in crate::report) fn part<K: Display>(
    key: Option<K>,
    tally: Tally,
    name: Option<&Text>,
) -> Part {
    Part {
        key: key.map(|key| key.to_string()).unwrap_or_default(),
        names: name.map(Names::from).unwrap_or_default(),
        figures: tally.figures(),
        work: None,
    }
}

/// In the order of keys, what has no key at the end.
pub(in crate::report) fn remainder_last<K, T>(
    tallies: impl IntoIterator<Item = (Option<K>, T)>,
) -> impl Iterator<Item = (Option<K>, T)> {
    let (keyed, rest): (Vec<_>, Vec<_>) = tallies.into_iter().partition(|(key, _)| key.is_some());
    keyed.into_iter().chain(rest)
}

/// The hours from the first to the last with anything in them, without gaps.
pub(in crate::report) fn curve(mut hours: BTreeMap<u8, (u32, Vec<i64>)>) -> Vec<Hour> {
    let (Some(first), Some(last)) = (
        hours.keys().next().copied(),
        hours.keys().next_back().copied(),
    ) else {
        return Vec::new();
    };
    let hour = |hour| {
        let (tickets, waits) = hours.remove(&hour).unwrap_or_default();
        Hour {
            hour,
            tickets,
            wait: Times::of(waits),
        }
    };
    (first..=last).map(hour).collect()
}
