//! Departments in their order, by a score of three shares (DOMAIN 6.2).
//!
//! ```text
//! 40 % cases on time 按时办结率 + 40 % satisfied 满意率 + 20 % put right 整改率
//! ```
//!
//! With more than ten services the satisfied share is its lower Wilson bound: 11 of 11 do not beat
//! 398 of 400. A share of nothing has no weight; without a rating there is no place.

use super::follow::FollowPart;
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
    /// What decides its place, in millionths; none without a rating.
    #[serde(default)]
    pub score_millionths: Option<u32>,
}

/// What decides a place.
#[derive(Clone, Copy, Debug)]
struct Merit {
    tier: Option<Tier>,
    lower: Option<u32>,
    score: Option<u32>,
}

impl Merit {
    fn of(part: &CasePart, put_right: Share, plan: &Plan) -> Self {
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
        let lower = wilson_lower(satisfaction.part, satisfaction.whole);
        let satisfied = match tier {
            Tier::Many => lower,
            Tier::Few => millionths(satisfaction),
        };
        let on_time = millionths(part.cases.on_time);
        let shares = [(40, on_time), (40, satisfied), (20, millionths(put_right))];
        Self {
            tier: takes_part.then_some(tier),
            lower,
            score: satisfied.and(score(shares)),
        }
    }

    fn has_place(&self) -> bool {
        self.tier.is_some() && self.score.is_some()
    }

    /// The better first.
    fn order(&self, other: &Self) -> Ordering {
        let is_last = |merit: &Self| (merit.tier.is_none(), merit.tier, !merit.has_place());
        let first = is_last(self).cmp(&is_last(other));
        first.then_with(|| Reverse(self.score).cmp(&Reverse(other.score)))
    }
}

/// Half up; none of nothing.
fn millionths(share: Share) -> Option<u32> {
    let twice = (share.part * 2_000_000 + share.whole).checked_div(share.whole * 2)?;
    u32::try_from(twice).ok()
}

/// The mean of those shares that there are, each with its weight, half up.
fn score(shares: [(u64, Option<u32>); 3]) -> Option<u32> {
    let known = || {
        let shares = shares.into_iter();
        shares.filter_map(|(weight, share)| Some((weight, u64::from(share?))))
    };
    let weights: u64 = known().map(|(weight, _)| weight).sum();
    let sum: u64 = known().map(|(weight, share)| weight * share).sum();
    let mean = (2 * sum + weights).checked_div(2 * weights)?;
    u32::try_from(mean).ok()
}

/// Every department with its place, tier by tier; equal ones by services, then by code.
pub(super) fn ranking(plan: &Plan, departments: &[CasePart], follow: &[FollowPart]) -> Vec<Ranked> {
    let put_right = |part: &CasePart| {
        let known = follow.iter().find(|follow| follow.key == part.part.key);
        known.map_or_else(Share::default, |follow| follow.figures.closed)
    };
    let merit = |part| (part, Merit::of(part, put_right(part), plan));
    let merits = departments.iter().map(merit);
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
            score_millionths: merit.score,
        });
        before = Some(merit);
    }
    ranked
}
