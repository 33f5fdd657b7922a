//! The ledger of open cases: what is late, what is due soon, and where everything else stands.

use super::Lens;
use crate::limits::{CASES_LOOKED_AT_MAX, LEDGER_ROWS_MAX};
use hall_core::Date;
use hall_core::case::{Case, Stage};
use hall_core::code::{CaseId, DepartmentCode};
use hall_core::deadline::{Due, Lamp};
use hall_protocol::view::CaseView;
use serde::{Deserialize, Serialize};

/// How an open case stands, the pressing ones first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Its last day is over: the red lamp.
    Late,
    /// It is due soon: the yellow lamp.
    Soon,
    /// There is time: the green lamp.
    InTime,
    /// Its clock stands: the blue lamp.
    Stopped,
    /// It came, and is not accepted yet.
    Told,
    /// It is finished, and the applicant has to get it.
    Ready,
}

impl Standing {
    /// Every one, in order.
    pub const ALL: [Self; 6] = [
        Self::Late,
        Self::Soon,
        Self::InTime,
        Self::Stopped,
        Self::Told,
        Self::Ready,
    ];

    /// The word in addresses and in the catalogue.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Late => "late",
            Self::Soon => "soon",
            Self::InTime => "in_time",
            Self::Stopped => "stopped",
            Self::Told => "told",
            Self::Ready => "ready",
        }
    }
}

/// The ledger, or the part of it that somebody wants.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Ledger {
    /// How many cases of the wanted department stand so, in the order of [`Standing::ALL`].
    pub counts: [u32; Standing::ALL.len()],
    /// The wanted ones, the pressing first, [`LEDGER_ROWS_MAX`] at most.
    pub cases: Vec<(Standing, CaseView)>,
    /// Wanted ones that found no room.
    pub hidden: u32,
    /// Open cases whose last day was counted over a year without a notice.
    pub provisional: u32,
    /// There are more open cases than are looked at; the newest are left out.
    pub is_cut: bool,
}

impl Lens<'_> {
    /// The ledger of a department, or of all, with the cases that stand as wanted, or with all.
    pub fn ledger(
        &self,
        today: Date,
        standing: Option<Standing>,
        department: Option<DepartmentCode>,
    ) -> Ledger {
        let open = self.hall.cases().iter().filter(|(_, case)| !case.is_over());
        let mut ledger = Ledger::default();
        let mut wanted: Vec<(Standing, CaseId, &Case)> = Vec::new();
        for (looked_at, (id, case)) in open.enumerate() {
            if looked_at == CASES_LOOKED_AT_MAX {
                ledger.is_cut = true;
                break;
            }
            if !department.is_none_or(|code| case.is_of(code)) {
                continue;
            }
            let stands = self.standing(case, today);
            ledger.counts[stands as usize] += 1;
            let is_provisional = case.due.is_some_and(Due::is_provisional);
            ledger.provisional += u32::from(is_provisional && stands != Standing::Ready);
            if standing.is_none_or(|wish| wish == stands) {
                wanted.push((stands, *id, case));
            }
        }
        wanted.sort_by_key(|(stands, id, case)| (*stands, case.due.and_then(Due::day), *id));
        ledger.hidden = wanted.len().saturating_sub(LEDGER_ROWS_MAX) as u32;
        let shown = wanted.into_iter().take(LEDGER_ROWS_MAX);
        ledger.cases = shown
            .map(|(stands, id, case)| (stands, self.case(id, case, today)))
            .collect();
        ledger
    }

    fn standing(&self, case: &Case, today: Date) -> Standing {
        match self.lamp(case, today) {
            Some(Lamp::Red) => Standing::Late,
            Some(Lamp::Yellow) => Standing::Soon,
            Some(Lamp::Green) => Standing::InTime,
            Some(Lamp::Blue) => Standing::Stopped,
            None if case.stage() == Stage::Told => Standing::Told,
            None => Standing::Ready,
        }
    }
}
