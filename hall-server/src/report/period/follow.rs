//! What followed services: who was asked afterwards 回访, and what was put right 整改.

use super::name::PeriodKind;
use crate::report::Share;
use crate::report::fold::remainder_last;
use crate::rows::{CallbackRow, RectificationRow};
use hall_core::code::DepartmentCode;
use hall_core::rectification::Source;
use hall_core::ticket::BAD_UP_TO;
use hall_core::{Date, Plan};
use hall_protocol::view::Names;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::iter::Sum;

/// Citizens who were served in the period and asked afterwards, also after its end (DOMAIN 6.3). A
/// citizen is one, however many tickets of a day stand on the list.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct CallbackFigures {
    /// How many had to be reached 应回访: a tenth of each day's citizens, rounded up.
    pub target: u32,
    /// Reached among the citizens served 回访率. Who complained without being served is on the list
    /// too; a day's share ends at all of them.
    pub reached: Share,
    /// Calls and questions, every one.
    pub tries: u32,
    /// Picked up, whether they answered or declined, among those rung up 接通率.
    pub through: Share,
    /// Levels 3 to 5 among the levels they gave.
    pub satisfied: Share,
}

/// A day or a month of the period.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CallbackStretch {
    /// The day or the month.
    pub name: String,
    /// Who was asked of those who were served then.
    #[serde(flatten)]
    pub figures: CallbackFigures,
}

/// What had to be put right, of what came in the period, as it stands when the report is made: what
/// comes on the last day is put right in the next period. Ratings that do not count stand in
/// `excluded` alone.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct FollowFigures {
    /// It came in the period.
    pub came: u32,
    /// Whoever spoke was reached in time, among those who wait for it and were reached or whose last
    /// day is over 差评回访率.
    pub contacted: Share,
    /// Put right, among what was not explained 整改率.
    pub closed: Share,
    /// Put right in time, among what was put right and had a last day 按期整改率.
    pub closed_on_time: Share,
    /// It had no legal basis and was explained.
    pub explained: u32,
    /// Neither put right nor explained.
    pub open: u32,
    /// Ratings that were found to be mistaken or malicious.
    pub excluded: u32,
}

/// Levels from this one on are good (DOMAIN 4.2).
const GOOD_FROM: u8 = BAD_UP_TO + 1;

/// What came from one source, or the bad ratings of one department's items.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct FollowPart {
    /// The source's word or the department's code; empty for the remainder.
    pub key: String,
    /// The department's name; empty for a source, the remainder and what the plan no longer has.
    #[serde(flatten)]
    pub names: Names,
    /// What became of it.
    pub figures: FollowFigures,
}

/// All that followed, while it is counted.
#[derive(Clone, Debug, Default)]
pub(super) struct Follow {
    /// By business day.
    lists: BTreeMap<Date, List>,
    total: FollowFigures,
    sources: BTreeMap<String, FollowFigures>,
    /// Bad ratings alone: other sources name a department or not as they like.
    departments: BTreeMap<Option<DepartmentCode>, FollowFigures>,
}

/// The list of a day. Served and target stand in each of its rows.
#[derive(Clone, Debug, Default)]
struct List {
    served: u32,
    target: u32,
    citizens: BTreeMap<u64, Citizen>,
    tries: u32,
    good: u64,
    answered: u64,
}

/// How asking a citizen went.
#[derive(Clone, Copy, Debug, Default)]
struct Citizen {
    is_reached: bool,
    is_rung_up: bool,
    has_picked_up: bool,
}

impl List {
    fn add(&mut self, row: &CallbackRow) {
        (self.served, self.target) = (row.served, row.target);
        self.tries += u32::from(row.tries);
        let is_reached = row.outcome.as_deref() == Some("reached");
        let has_answered = is_reached || row.outcome.as_deref() == Some("declined");
        let is_rung_up = row.channel.as_deref() == Some("phone");
        let citizen = self.citizens.entry(row.visit).or_default();
        citizen.is_reached |= is_reached;
        citizen.is_rung_up |= is_rung_up;
        citizen.has_picked_up |= is_rung_up && has_answered;
        if let Some(level) = row.level.filter(|_| is_reached) {
            self.answered += 1;
            self.good += u64::from(level >= GOOD_FROM);
        }
    }

    fn figures(&self) -> CallbackFigures {
        let count = |is: fn(&Citizen) -> bool| {
            let citizens = self.citizens.values();
            citizens.filter(|citizen| is(citizen)).count() as u64
        };
        let served = u64::from(self.served);
        let reached = count(|citizen| citizen.is_reached).min(served);
        let picked_up = count(|citizen| citizen.has_picked_up);
        CallbackFigures {
            target: self.target,
            reached: Share::new(reached, served),
            tries: self.tries,
            through: Share::new(picked_up, count(|citizen| citizen.is_rung_up)),
            satisfied: Share::new(self.good, self.answered),
        }
    }
}

impl Sum for CallbackFigures {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        let add =
            |one: Share, other: Share| Share::new(one.part + other.part, one.whole + other.whole);
        all.fold(Self::default(), |sum, one| Self {
            target: sum.target + one.target,
            reached: add(sum.reached, one.reached),
            tries: sum.tries + one.tries,
            through: add(sum.through, one.through),
            satisfied: add(sum.satisfied, one.satisfied),
        })
    }
}

impl FollowFigures {
    fn add(&mut self, row: &RectificationRow, today: Date) {
        let ending = row.ending.as_deref();
        if matches!(ending, Some("mistaken" | "malicious")) {
            self.excluded += 1;
            return;
        }
        self.came += 1;
        if let Some(due) = row.contact_due {
            let is_known = row.reached.is_some() || today > due;
            let in_time = row.reached.is_some_and(|day| day <= due);
            self.contacted.part += u64::from(in_time);
            self.contacted.whole += u64::from(is_known);
        }
        if ending == Some("explained") {
            self.explained += 1;
            return;
        }
        self.closed.whole += 1;
        let Some(day) = row.ended else {
            self.open += 1;
            return;
        };
        self.closed.part += 1;
        if let Some(due) = row.due {
            self.closed_on_time.part += u64::from(day <= due);
            self.closed_on_time.whole += 1;
        }
    }
}

impl Follow {
    /// Counts people on lists, and what came to be put right, as it is known today.
    pub(super) fn add(&mut self, asked: &[CallbackRow], came: &[RectificationRow], today: Date) {
        for row in asked {
            self.lists.entry(row.day).or_default().add(row);
        }
        for row in came {
            let source = self.sources.entry(row.source.clone()).or_default();
            for figures in [&mut self.total, source] {
                figures.add(row, today);
            }
            if row.source == Source::BadRating.word() {
                let department = self.departments.entry(row.department).or_default();
                department.add(row, today);
            }
        }
    }

    /// Of all days.
    pub(super) fn asked(&self) -> CallbackFigures {
        self.lists.values().map(List::figures).sum()
    }

    /// Of each day with a list, or of each month.
    pub(super) fn asked_by(&self, by_month: bool) -> Vec<CallbackStretch> {
        let mut stretches: BTreeMap<String, Vec<CallbackFigures>> = BTreeMap::new();
        for (day, list) in &self.lists {
            let name = if by_month {
                PeriodKind::Month.of(*day).to_string()
            } else {
                day.to_string()
            };
            stretches.entry(name).or_default().push(list.figures());
        }
        let stretch = |(name, figures): (String, Vec<CallbackFigures>)| CallbackStretch {
            name,
            figures: figures.into_iter().sum(),
        };
        stretches.into_iter().map(stretch).collect()
    }

    /// Of all sources.
    pub(super) fn total(&self) -> FollowFigures {
        self.total
    }

    /// Of bad ratings.
    pub(super) fn bad(&self) -> FollowFigures {
        let bad = self.sources.get(Source::BadRating.word());
        bad.copied().unwrap_or_default()
    }

    /// By source, in the order of the rules; what nothing came from has no row.
    pub(super) fn by_source(&self) -> Vec<FollowPart> {
        let known = Source::ALL.into_iter();
        let known = known.filter_map(|source| self.sources.get_key_value(source.word()));
        let part = |(word, figures): (&String, &FollowFigures)| FollowPart {
            key: word.clone(),
            names: Names::default(),
            figures: *figures,
        };
        known.map(part).collect()
    }

    /// Bad ratings by department, what names none last.
    pub(super) fn by_department(self, plan: &Plan) -> Vec<FollowPart> {
        let part = |(code, figures): (Option<DepartmentCode>, FollowFigures)| {
            let known = code.and_then(|code| plan.departments.get(&code));
            FollowPart {
                key: code.map(|code| code.to_string()).unwrap_or_default(),
                names: known.map_or_else(Names::default, |known| Names::from(&known.name)),
                figures,
            }
        };
        remainder_last(self.departments).map(part).collect()
    }
}
