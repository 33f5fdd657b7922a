//! The list of what has to be put right: what is late, and what comes next for everything else.

use super::Lens;
use crate::limits::{LEDGER_ROWS_MAX, RECTIFICATIONS_LOOKED_AT_MAX};
use hall_core::Date;
use hall_core::code::{DepartmentCode, RectificationId};
use hall_core::deadline::Due;
use hall_core::rectification::{Rectification, Source};
use hall_protocol::view::RectificationView;
use serde::{Deserialize, Serialize};

/// What comes next for something to put right, the pressing first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Next {
    /// The last day for it is over.
    Late,
    /// Whoever spoke has to be contacted.
    Contact,
    /// Somebody has to say what it is.
    Judge,
    /// It has to be put right.
    Close,
    /// It is over, and everybody can be told.
    Publish,
    /// Nothing; it leaves the list tomorrow.
    Nothing,
}

impl Next {
    /// Every one, in order.
    pub const ALL: [Self; 6] = [
        Self::Late,
        Self::Contact,
        Self::Judge,
        Self::Close,
        Self::Publish,
        Self::Nothing,
    ];

    /// The word in addresses and in the catalogue.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Late => "late",
            Self::Contact => "contact",
            Self::Judge => "judge",
            Self::Close => "close",
            Self::Publish => "publish",
            Self::Nothing => "nothing",
        }
    }

    /// What comes next on the local date `today`.
    pub fn of(one: &Rectification, today: Date) -> Self {
        if one.is_over() {
            let is_shown = one.published.is_some() || one.is_excluded();
            return if is_shown {
                Self::Nothing
            } else {
                Self::Publish
            };
        }
        let waits = one.source.wants_contact() && one.contacts.is_empty();
        let is_late = if waits {
            one.was_contacted_on_time(today)
        } else {
            one.was_closed_on_time(today)
        };
        match is_late {
            Some(false) => Self::Late,
            _ if one.due.is_some() => Self::Close,
            _ if waits => Self::Contact,
            _ => Self::Judge,
        }
    }
}

/// The list, or the part of it that somebody wants.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Rectifications {
    /// How many of the wanted source and department stand so, in the order of [`Next::ALL`].
    pub counts: [u32; Next::ALL.len()],
    /// The wanted ones, the pressing first, [`LEDGER_ROWS_MAX`] at most.
    pub list: Vec<(Next, RectificationView)>,
    /// Wanted ones that found no room.
    pub hidden: u32,
    /// There are more than are looked at; the newest are left out.
    pub is_cut: bool,
}

/// Which of it somebody wants to see.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Wanted {
    /// What comes next.
    pub next: Option<Next>,
    /// Where it comes from.
    pub source: Option<Source>,
    /// Whose it is.
    pub department: Option<DepartmentCode>,
}

impl Lens<'_> {
    /// What has to be put right, as wanted.
    pub fn rectifications(&self, today: Date, wanted: Wanted) -> Rectifications {
        let mut found = Rectifications::default();
        let mut rows: Vec<(Next, Option<Date>, RectificationId, &Rectification)> = Vec::new();
        for (looked_at, (id, one)) in self.hall.rectifications().iter().enumerate() {
            if looked_at == RECTIFICATIONS_LOOKED_AT_MAX {
                found.is_cut = true;
                break;
            }
            let is_of = wanted.department.is_none() || one.about.department == wanted.department;
            if !is_of || wanted.source.is_some_and(|source| source != one.source) {
                continue;
            }
            let next = Next::of(one, today);
            found.counts[next as usize] += 1;
            if wanted.next.is_none_or(|wish| wish == next) {
                let due = one.due.or(one.contact_due).and_then(Due::day);
                rows.push((next, due, *id, one));
            }
        }
        rows.sort_by_key(|(next, due, id, _)| (*next, due.unwrap_or(Date(i32::MAX)), *id));
        found.hidden = rows.len().saturating_sub(LEDGER_ROWS_MAX) as u32;
        let shown = rows.into_iter().take(LEDGER_ROWS_MAX);
        found.list = shown
            .map(|(next, _, id, one)| (next, self.rectification(id, one, today)))
            .collect();
        found
    }
}
