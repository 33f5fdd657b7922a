//! A matter with a clock 办件: what a department does about it, step by step, with a stamp each.
//!
//! Told 告知, accepted 受理, handled 承办, approved 批准, finished 办结, delivered 送达; the rating
//! 评价 is the ticket's. [`Case::decide`] says what may happen, [`Case::apply`] what follows from it.
//! Periods and duties are those of 行政许可法 32, 42, 44 and 45; the receiver of a case is never its
//! approver 收办分离.

mod apply;
mod decide;
mod possible;

pub use decide::{
    ASK_MORE_DAYS, CaseRefusal, EXTENSION_DAYS_MAX, JOINT_EXTENSION_DAYS_MAX, STOPS_MAX,
};

use crate::code::{CaseId, ClerkCode, DepartmentCode, ItemCode, TicketId};
use crate::deadline::{Clock, Due, Suspension};
use crate::service::CaseNumber;
use crate::ticket::NoteRef;
use crate::time::{Date, Time};
use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// A case with everything the rules need to know of it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Case {
    /// Its number, on the dated receipt (32).
    pub number: CaseNumber,
    /// What is applied for.
    pub item: ItemCode,
    /// Who answers for it; the first department of a joint case.
    pub department: DepartmentCode,
    /// The ticket at which it was opened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<TicketId>,
    /// What was promised.
    pub terms: Terms,
    /// Who else has to do their part 并联, and who has; it is done with the last.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub parts: BTreeMap<DepartmentCode, Option<Stamp>>,
    /// The stages reached.
    pub stamps: BTreeMap<Stage, Stamp>,
    /// The day from which the clock runs, once accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// When it is due, once accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Due>,
    /// When it was due as it was accepted, before any stop, extension or later calendar.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_due: Option<Due>,
    /// What the applicant was told, once and completely, to add 补正.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<Asked>,
    /// What was accepted as missing against a promise 容缺.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing: Option<Missing>,
    /// What stopped the clock.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stops: Vec<Stop>,
    /// The one extension.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extension: Option<Extension>,
    /// Why it is overdue, for everybody to read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explained: Option<NoteRef>,
    /// How it left before its end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<(Left, Stamp)>,
}

/// A case that began, with all that does not change any more.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CaseOpened {
    /// The case.
    pub case: CaseId,
    /// Its number.
    pub number: CaseNumber,
    /// What is applied for.
    pub item: ItemCode,
    /// Who answers for it.
    pub department: DepartmentCode,
    /// The ticket at which it was opened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<TicketId>,
    /// What was promised.
    pub terms: Terms,
    /// Who else has to do their part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<DepartmentCode>,
    /// The local date.
    pub day: Date,
    /// Who opened it.
    pub by: ClerkCode,
}

/// Stages in their order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// The application is there; the applicant was told what it takes.
    Told,
    /// The clock runs.
    Accepted,
    /// Somebody works on it.
    Handled,
    /// Somebody else decided.
    Approved,
    /// The result is there.
    Finished,
    /// The applicant has it.
    Delivered,
}

/// Who did something, and when.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Stamp {
    /// The moment.
    pub at: Time,
    /// Its local date.
    pub day: Date,
    /// The clerk; none = the hall itself, as the law says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<ClerkCode>,
}

/// What an item promises, as it was when the case was opened.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Terms {
    /// Worked days promised; 0 = done on the day 即办件.
    pub days: u16,
    /// The law's limit in worked days; 0 = none.
    #[serde(default)]
    pub legal_days: u16,
}

/// What the applicant has to add before the clock runs.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Asked {
    /// The list, kept outside the journal.
    pub note: NoteRef,
    /// When it was handed over.
    pub on: Date,
}

/// What the applicant promised to bring later.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Missing {
    /// What is missing, kept outside the journal.
    pub note: NoteRef,
    /// The last day for it.
    pub until: Date,
    /// It was brought.
    #[serde(default)]
    pub is_brought: bool,
}

/// What stopped the clock, with its paper.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Stop {
    /// Why.
    pub kind: StopKind,
    /// Its days.
    #[serde(flatten)]
    pub span: Suspension,
    /// The document, kept outside the journal.
    pub document: NoteRef,
}

/// What is not counted (45), and publication where a rule says so.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are those of the law")]
pub enum StopKind {
    Hearing,
    Bidding,
    Auction,
    Inspection,
    Testing,
    Quarantine,
    Appraisal,
    ExpertReview,
    Publication,
}

impl StopKind {
    /// The word on the wire and in tables.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Hearing => "hearing",
            Self::Bidding => "bidding",
            Self::Auction => "auction",
            Self::Inspection => "inspection",
            Self::Testing => "testing",
            Self::Quarantine => "quarantine",
            Self::Appraisal => "appraisal",
            Self::ExpertReview => "expert_review",
            Self::Publication => "publication",
        }
    }
}

/// More time, once.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Extension {
    /// Worked days more.
    pub days: u16,
    /// Who approved it, and when the applicant was told.
    pub stamp: Stamp,
    /// The reason that was told.
    pub note: NoteRef,
}

/// How the result reaches the applicant.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Delivery {
    /// Fetched at a window.
    Collected,
    /// Sent by post.
    Posted,
    /// Handed over electronically.
    Online,
}

impl Delivery {
    /// The word on the wire and in tables.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Collected => "collected",
            Self::Posted => "posted",
            Self::Online => "online",
        }
    }
}

/// How a case leaves before its end.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Left {
    /// 不予受理: in writing, with the reason (32).
    NotAccepted(NoteRef),
    /// 退回: the department gave it back.
    Returned(NoteRef),
    /// 撤回: the applicant took it back.
    Withdrawn,
    /// A promise was not kept: it counts as withdrawn.
    Lapsed,
    /// 转办: somebody else answers for it.
    HandedOn(DepartmentCode, NoteRef),
}

impl Left {
    /// The word on the wire and in tables.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::NotAccepted(_) => "not_accepted",
            Self::Returned(_) => "returned",
            Self::Withdrawn => "withdrawn",
            Self::Lapsed => "lapsed",
            Self::HandedOn(..) => "handed_on",
        }
    }
}

/// What somebody wants to do with a case.
#[derive(Clone, PartialEq, Eq, Debug)]
#[expect(
    missing_docs,
    reason = "fields are the nouns of the glossary; variants say what is asked"
)]
pub enum CaseAct {
    /// Hand over the list of what is missing, before the clock runs.
    AskMore { note: NoteRef },
    /// Accept; the clock runs from today.
    Accept,
    /// Accept although something is missing, against a promise.
    AcceptMissing { note: NoteRef, until: Date },
    /// Do not accept.
    NotAccept { note: NoteRef },
    /// Begin to work on it.
    Handle,
    /// A department has done its part of a joint case.
    FinishPart { department: DepartmentCode },
    /// Decide.
    Approve,
    /// The result is there.
    Finish,
    /// The applicant has it.
    Deliver { how: Delivery },
    /// Stop the clock.
    Suspend {
        kind: StopKind,
        from: Date,
        document: NoteRef,
    },
    /// The clock goes on after this day.
    Continue { to: Date },
    /// More time, once.
    Extend { days: u16, note: NoteRef },
    /// What was missing was brought.
    BringMissing,
    /// It was not.
    Lapse,
    /// Give it back.
    Return { note: NoteRef },
    /// The applicant takes it back.
    Withdraw,
    /// Somebody else answers for it.
    HandOn {
        department: DepartmentCode,
        note: NoteRef,
    },
    /// Say in public why it is overdue.
    Explain { note: NoteRef },
}

/// What has happened to a case; with the due date where it moved, so that applying counts nothing.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(
    missing_docs,
    reason = "fields are the nouns of the glossary; variants say what happened"
)]
pub enum CaseStep {
    /// The applicant knows what is missing.
    AskedMore { note: NoteRef },
    /// The clock runs.
    Accepted {
        from: Date,
        due: Due,
        /// What is missing until when.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        missing: Option<(NoteRef, Date)>,
    },
    /// Somebody works on it.
    Handled,
    /// A department has done its part.
    PartFinished { department: DepartmentCode },
    /// Decided.
    Approved,
    /// The result is there.
    Finished,
    /// The applicant has it.
    Delivered { how: Delivery },
    /// The clock stands.
    Suspended {
        kind: StopKind,
        from: Date,
        document: NoteRef,
    },
    /// The clock goes on.
    Continued { to: Date, due: Due },
    /// There is more time.
    Extended { days: u16, note: NoteRef, due: Due },
    /// What was missing is there.
    MissingBrought,
    /// It left before its end.
    Left(Left),
    /// Everybody can read why it is overdue.
    Explained { note: NoteRef },
    /// A calendar came, and another day is the last.
    DueMoved { due: Due },
}

impl Stage {
    /// The word on the wire and in tables.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Told => "told",
            Self::Accepted => "accepted",
            Self::Handled => "handled",
            Self::Approved => "approved",
            Self::Finished => "finished",
            Self::Delivered => "delivered",
        }
    }
}

impl CaseStep {
    /// The word in tables.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::AskedMore { .. } => "asked_more",
            Self::Accepted { .. } => "accepted",
            Self::Handled => "handled",
            Self::PartFinished { .. } => "part_finished",
            Self::Approved => "approved",
            Self::Finished => "finished",
            Self::Delivered { .. } => "delivered",
            Self::Suspended { .. } => "suspended",
            Self::Continued { .. } => "continued",
            Self::Extended { .. } => "extended",
            Self::MissingBrought => "missing_brought",
            Self::Left(_) => "left",
            Self::Explained { .. } => "explained",
            Self::DueMoved { .. } => "due_moved",
        }
    }
}

impl Case {
    /// A case that begins: the applicant is told what it takes.
    pub fn opened(opened: &CaseOpened, at: Time) -> Self {
        let stamp = Stamp {
            at,
            day: opened.day,
            by: Some(opened.by),
        };
        let parts = opened.parts.iter();
        Self {
            number: opened.number.clone(),
            item: opened.item,
            department: opened.department,
            ticket: opened.ticket,
            terms: opened.terms,
            parts: parts.map(|department| (*department, None)).collect(),
            stamps: BTreeMap::from([(Stage::Told, stamp)]),
            from: None,
            due: None,
            first_due: None,
            asked: None,
            missing: None,
            stops: Vec::new(),
            extension: None,
            explained: None,
            left: None,
        }
    }

    /// The stage reached.
    pub fn stage(&self) -> Stage {
        let last = self.stamps.last_key_value();
        last.map_or(Stage::Told, |(stage, _)| *stage)
    }

    /// Whether nothing more can happen to it.
    pub fn is_over(&self) -> bool {
        self.left.is_some() || self.stage() == Stage::Delivered
    }

    /// Whether the department has to do with it, alone or with others.
    pub fn is_of(&self, department: DepartmentCode) -> bool {
        self.department == department || self.parts.contains_key(&department)
    }

    /// Worked days that it may take: what was promised, and the extension.
    pub fn days(&self) -> u16 {
        self.terms.days + self.extension.as_ref().map_or(0, |more| more.days)
    }

    /// Its clock, with every stop; none before it was accepted.
    pub fn clock(&self) -> Option<Clock> {
        Some(Clock {
            from: self.from?,
            days: self.days(),
            suspensions: self.stops.iter().map(|stop| stop.span).collect(),
        })
    }

    /// Whether its clock stands now.
    pub fn is_suspended(&self) -> bool {
        let last = self.stops.last();
        last.is_some_and(|stop| stop.span.to.is_none())
    }

    /// Whether it was finished on its last day or before; none while it is not finished.
    pub fn was_on_time(&self) -> Option<bool> {
        let finished = self.stamps.get(&Stage::Finished)?;
        Some(self.due?.day().is_none_or(|day| finished.day <= day))
    }
}
