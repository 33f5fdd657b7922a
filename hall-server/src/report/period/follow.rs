//! What followed services: who was asked afterwards 回访, and what was put right 整改.

use crate::report::Share;
use crate::report::fold::remainder_last;
use crate::rows::{CallbackRow, RectificationRow};
use hall_core::code::DepartmentCode;
use hall_core::rectification::Source;
use hall_core::{Date, Plan};
use hall_protocol::view::Names;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Citizens who were served in the period and asked afterwards, also after its end (DOMAIN 6.3).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct CallbackFigures {
    /// How many had to be reached 应回访: a tenth of each day's citizens, rounded up.
    pub target: u32,
    /// Reached among the citizens served 回访率.
    pub reached: Share,
    /// Reached among those who were tried 接通率.
    pub through: Share,
    /// Levels 3 to 5 among the levels they gave.
    pub satisfied: Share,
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

/// What came from one source, or is about one department's items.
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
    callbacks: Callbacks,
    pub(super) total: FollowTally,
    sources: BTreeMap<String, FollowTally>,
    departments: BTreeMap<Option<DepartmentCode>, FollowTally>,
}

#[derive(Clone, Copy, Debug, Default)]
pub(super) struct FollowTally(FollowFigures);

/// Served and target stand in every row of a day.
#[derive(Clone, Debug, Default)]
struct Callbacks {
    days: BTreeMap<Date, (u32, u32)>,
    reached: u64,
    tried: u64,
    good: u64,
    answered: u64,
}

impl Callbacks {
    fn add(&mut self, row: &CallbackRow) {
        self.days.insert(row.day, (row.served, row.target));
        let is_reached = row.outcome.as_deref() == Some("reached");
        self.tried += u64::from(row.outcome.is_some());
        self.reached += u64::from(is_reached);
        if let Some(level) = row.level.filter(|_| is_reached) {
            self.answered += 1;
            self.good += u64::from(level >= 3);
        }
    }

    fn figures(&self) -> CallbackFigures {
        let served = self.days.values().map(|(served, _)| u64::from(*served));
        CallbackFigures {
            target: self.days.values().map(|(_, target)| target).sum(),
            reached: Share::new(self.reached, served.sum()),
            through: Share::new(self.reached, self.tried),
            satisfied: Share::new(self.good, self.answered),
        }
    }
}

impl FollowTally {
    fn add(&mut self, row: &RectificationRow, today: Date) {
        let figures = &mut self.0;
        let ending = row.ending.as_deref();
        if matches!(ending, Some("mistaken" | "malicious")) {
            figures.excluded += 1;
            return;
        }
        figures.came += 1;
        if let Some(due) = row.contact_due {
            let is_known = row.reached.is_some() || today > due;
            let in_time = row.reached.is_some_and(|day| day <= due);
            figures.contacted.part += u64::from(in_time);
            figures.contacted.whole += u64::from(is_known);
        }
        if ending == Some("explained") {
            figures.explained += 1;
            return;
        }
        figures.closed.whole += 1;
        let Some(day) = row.ended else {
            figures.open += 1;
            return;
        };
        figures.closed.part += 1;
        if let Some(due) = row.due {
            figures.closed_on_time.part += u64::from(day <= due);
            figures.closed_on_time.whole += 1;
        }
    }

    pub(super) fn figures(self) -> FollowFigures {
        self.0
    }
}

impl Follow {
    /// Counts people on lists, and what came to be put right, as it is known today.
    pub(super) fn add(&mut self, asked: &[CallbackRow], came: &[RectificationRow], today: Date) {
        for row in asked {
            self.callbacks.add(row);
        }
        for row in came {
            let source = self.sources.entry(row.source.clone()).or_default();
            let department = self.departments.entry(row.department).or_default();
            for tally in [&mut self.total, source, department] {
                tally.add(row, today);
            }
        }
    }

    pub(super) fn asked(&self) -> CallbackFigures {
        self.callbacks.figures()
    }

    /// By source, in the order of the rules; what nothing came from has no row.
    pub(super) fn by_source(&self) -> Vec<FollowPart> {
        let known = Source::ALL.into_iter();
        let known = known.filter_map(|source| self.sources.get_key_value(source.word()));
        let part = |(word, tally): (&String, &FollowTally)| FollowPart {
            key: word.clone(),
            names: Names::default(),
            figures: tally.figures(),
        };
        known.map(part).collect()
    }

    /// By department, what names none last.
    pub(super) fn by_department(self, plan: &Plan) -> Vec<FollowPart> {
        let part = |(code, tally): (Option<DepartmentCode>, FollowTally)| {
            let known = code.and_then(|code| plan.departments.get(&code));
            FollowPart {
                key: code.map(|code| code.to_string()).unwrap_or_default(),
                names: known.map_or_else(Names::default, |known| Names::from(&known.name)),
                figures: tally.figures(),
            }
        };
        remainder_last(self.departments).map(part).collect()
    }
}
