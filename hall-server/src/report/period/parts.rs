//! Departments and items with their legs and cases, and clerks with their hours.

use super::cases::{CaseFigures, CaseTally};
use crate::report::figures::{Part, Work};
use crate::report::fold::{Tally, part, parts, remainder_last};
use hall_core::Plan;
use hall_core::code::{ClerkCode, DepartmentCode, ItemCode, WindowNumber};
use hall_core::plan::Text;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

/// A department or an item: its legs and its cases.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CasePart {
    /// Key, name and legs.
    #[serde(flatten)]
    pub part: Part,
    /// Windows that served for it.
    pub windows: u32,
    /// Its cases.
    pub cases: CaseFigures,
}

impl CasePart {
    /// Legs served.
    pub fn services(&self) -> u32 {
        self.part.figures.services()
    }
}

/// What is counted of a department's legs: them, and the windows.
type Served = (Tally, BTreeSet<WindowNumber>);

pub(super) fn department_parts(
    plan: &Plan,
    legs: BTreeMap<Option<DepartmentCode>, Served>,
    cases: BTreeMap<DepartmentCode, CaseTally>,
) -> Vec<CasePart> {
    case_parts(legs, cases, |code| {
        plan.departments.get(code).map(|known| &known.name)
    })
}

pub(super) fn item_parts(
    plan: &Plan,
    legs: BTreeMap<Option<ItemCode>, Tally>,
    cases: BTreeMap<ItemCode, CaseTally>,
) -> Vec<CasePart> {
    let legs = legs.into_iter();
    let legs = legs.map(|(code, tally)| (code, (tally, BTreeSet::new())));
    case_parts(legs.collect(), cases, |code| {
        plan.items.get(code).map(|known| &known.name)
    })
}

fn case_parts<'p, K: Ord + Display>(
    mut legs: BTreeMap<Option<K>, Served>,
    cases: BTreeMap<K, CaseTally>,
    name: impl Fn(&K) -> Option<&'p Text>,
) -> Vec<CasePart> {
    let mut tallies: BTreeMap<Option<K>, (Served, CaseTally)> = BTreeMap::new();
    for (code, tally) in cases {
        let code = Some(code);
        let served = legs.remove(&code).unwrap_or_default();
        tallies.insert(code, (served, tally));
    }
    for (code, served) in legs {
        tallies.insert(code, (served, CaseTally::default()));
    }
    let case_part = |(code, ((tally, windows), cases)): (Option<K>, (Served, CaseTally))| {
        let name = code.as_ref().and_then(&name);
        CasePart {
            part: part(code, tally, name),
            windows: windows.len() as u32,
            cases: cases.figures(),
        }
    };
    remainder_last(tallies).map(case_part).collect()
}

pub(super) fn clerk_parts(
    plan: &Plan,
    clerks: BTreeMap<Option<ClerkCode>, (Tally, Work)>,
) -> Vec<Part> {
    let mut work: BTreeMap<String, Work> = BTreeMap::new();
    let mut tallies = Vec::new();
    for (code, (tally, time)) in clerks {
        work.insert(code.map(|code| code.to_string()).unwrap_or_default(), time);
        tallies.push((code, tally));
    }
    let name = |code: &ClerkCode| plan.clerks.get(code).map(|clerk| &clerk.name);
    let made = parts(tallies, name).into_iter();
    made.map(|part| Part {
        work: work.get(&part.key).copied(),
        ..part
    })
    .collect()
}
