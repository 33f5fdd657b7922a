//! Departments in their order: those with more than ten services by the lower Wilson bound of
//! their satisfied share, the others by the share itself (DOMAIN 6.2).

use super::parts::CasePart;
use super::wilson::wilson_lower;
use crate::report::Share;
use crate::report::limits::RANK_SERVICES_FEW;
use hall_core::Plan;
use serde::{Deserialize, Serialize};
use std::cmp::{Ordering, Reverse};

/// Departments are compared with others of about their size.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// More than ten services.
    Many,
    /// Ten or fewer.
    Few,
}

/// A department's place.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Ranked {
    /// The department; empty for legs without an item, which have no place.
    pub key: String,
    /// Its tier; none for the centre itself and for legs without an item.
    pub tier: Option<Tier>,
    /// Its place in the tier, from 1; equal figures share one. None without a rating.
    pub place: Option<u32>,
    /// The lower Wilson bound of its satisfied share in millionths; none without a rating.
    pub lower_millionths: Option<u32>,
}

/// What decides a place.
#[derive(Clone, Copy, Debug)]
struct Merit {
    tier: Option<Tier>,
    lower: Option<u32>,
    satisfaction: Share,
}

impl Merit {
    fn of(part: &CasePart, plan: &Plan) -> Self {
        let figures = &part.part.figures;
        let code = part.part.key.parse().ok();
        let known = code.and_then(|code| plan.departments.get(&code));
        let takes_part = !part.part.key.is_empty() && known.is_none_or(|known| !known.internal);
        let tier = if part.services() > RANK_SERVICES_FEW {
            Tier::Many
        } else {
            Tier::Few
        };
        let satisfaction = figures.satisfaction;
        Self {
            tier: takes_part.then_some(tier),
            lower: wilson_lower(satisfaction.part, satisfaction.whole),
            satisfaction,
        }
    }

    fn has_place(&self) -> bool {
        self.tier.is_some() && self.satisfaction.whole > 0
    }

    /// The better first.
    fn order(&self, other: &Self) -> Ordering {
        let is_last = |merit: &Self| (merit.tier.is_none(), merit.tier, !merit.has_place());
        let first = is_last(self).cmp(&is_last(other));
        first.then_with(|| match self.tier {
            Some(Tier::Many) => Reverse(self.lower).cmp(&Reverse(other.lower)),
            _ => by_share(other.satisfaction, self.satisfaction),
        })
    }
}

/// Compares shares without rounding.
fn by_share(one: Share, other: Share) -> Ordering {
    (one.part * other.whole).cmp(&(other.part * one.whole))
}

/// Every department with its place, tier by tier; equal ones by services, then by code.
pub(super) fn ranking(plan: &Plan, departments: &[CasePart]) -> Vec<Ranked> {
    let merits = departments.iter().map(|part| (part, Merit::of(part, plan)));
    let mut order: Vec<(&CasePart, Merit)> = merits.collect();
    order.sort_by(|(one, first), (other, second)| {
        let by_services = || other.services().cmp(&one.services());
        first.order(second).then_with(by_services)
    });
    let mut ranked: Vec<Ranked> = Vec::with_capacity(order.len());
    let mut before: Option<Merit> = None;
    let mut in_tier = 0;
    for (part, merit) in order {
        let same_tier = before.is_some_and(|before| before.tier == merit.tier);
        in_tier = if same_tier { in_tier + 1 } else { 1 };
        let is_equal = before.is_some_and(|before| before.order(&merit) == Ordering::Equal);
        let shared = ranked
            .last()
            .filter(|_| is_equal)
            .and_then(|last| last.place);
        ranked.push(Ranked {
            key: part.part.key.clone(),
            tier: merit.tier,
            place: merit.has_place().then_some(shared.unwrap_or(in_tier)),
            lower_millionths: merit.lower,
        });
        before = Some(merit);
    }
    ranked
}
