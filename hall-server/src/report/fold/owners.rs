//! Who answered for an item, and since when.
//!
//! A leg says its item, not the item's department; an item may be given to another department in
//! the middle of a month. What was served before stays with the one who served it.

use hall_core::code::{DepartmentCode, ItemCode};
use hall_core::{Plan, Time};
use std::collections::BTreeMap;

/// The departments of all items over time.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Owners(BTreeMap<ItemCode, Vec<(Time, DepartmentCode)>>);

impl Owners {
    /// As one plan says, for all time.
    pub fn of_plan(plan: &Plan) -> Self {
        let mut owners = Self::default();
        let items = plan.items.iter();
        owners.learn(
            Time(i64::MIN),
            items.map(|(code, item)| (*code, item.department)),
        );
        owners
    }

    /// What a plan says from `since` on; plans come in the order in which they were loaded.
    pub fn learn(
        &mut self,
        since: Time,
        items: impl IntoIterator<Item = (ItemCode, DepartmentCode)>,
    ) {
        for (item, department) in items {
            let owners = self.0.entry(item).or_default();
            if owners.last().map(|(_, last)| *last) != Some(department) {
                owners.push((since, department));
            }
        }
    }

    /// Whether no plan is known.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Who answered for the item at that moment; before the first plan whoever did first.
    pub fn of(&self, item: ItemCode, then: Time) -> Option<DepartmentCode> {
        let owners = self.0.get(&item)?;
        let known = owners.iter().rev().find(|(since, _)| *since <= then);
        let (_, department) = known.or(owners.first())?;
        Some(*department)
    }
}
