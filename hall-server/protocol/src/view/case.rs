//! A case 办件 as those who work on it see it.

use super::Names;
use crate::stamp::Stamp;
use alloc::string::String;
use alloc::vec::Vec;
use hall_core::Date;
use hall_core::case::{Stage, StopKind};
use hall_core::code::{CaseId, ClerkCode, DepartmentCode, ItemCode, TicketId};
use hall_core::deadline::Lamp;
use hall_core::service::CaseNumber;
use serde::{Deserialize, Serialize};

/// A case with its clock as it stands today. Texts are there as long as the hall keeps them.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CaseView {
    /// Its id.
    pub id: CaseId,
    /// Its number, on the receipt.
    pub number: CaseNumber,
    /// What is applied for.
    pub item: ItemCode,
    /// Its name.
    pub item_name: Names,
    /// Who answers for it.
    pub department: DepartmentCode,
    /// Its name.
    pub department_name: Names,
    /// The ticket at which it was opened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<TicketId>,
    /// The stage reached.
    pub stage: Stage,
    /// The stages reached, in order.
    pub stamps: Vec<StageView>,
    /// Worked days promised, without an extension; 0 = done on the day.
    pub promised_days: u16,
    /// The law's limit in worked days; 0 = none.
    pub legal_days: u16,
    /// Departments that have to do their part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<PartView>,
    /// The day from which the clock runs, once accepted.
    pub from: Option<Date>,
    /// The last day on time; null before acceptance and while the clock stands.
    pub due: Option<Date>,
    /// The last day was counted over a year whose calendar is not known yet.
    #[serde(default)]
    pub provisional: bool,
    /// The clock stands now.
    #[serde(default)]
    pub suspended: bool,
    /// How it stands; null before acceptance, and once it is finished or has left.
    pub lamp: Option<Lamp>,
    /// Worked days left, below 0 when overdue; null where there is no lamp.
    pub days_left: Option<i32>,
    /// Whether it was finished on its last day or before; null while it is not finished.
    pub on_time: Option<bool>,
    /// What the applicant was told to add.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<AskedView>,
    /// What was accepted as missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing: Option<MissingView>,
    /// What stopped the clock.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stops: Vec<StopView>,
    /// The one extension.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extension: Option<ExtensionView>,
    /// Why it is overdue, for everybody to read; an empty object when the text is gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explained: Option<WordsView>,
    /// How it left before its end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<LeftView>,
    /// The acts that lead on from here today, by their words in the calls, the usual next one
    /// first. Whose hand it is, is judged when the act comes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub acts: Vec<String>,
}

/// A page of open cases, by id.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CasesView {
    /// Those that were asked for; may be fewer than fit.
    pub cases: Vec<CaseView>,
    /// Ask again after this id; null at the end.
    pub next: Option<CaseId>,
}

/// Who did something, and when.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DoneView {
    /// The moment.
    pub at: Stamp,
    /// Its local date.
    pub day: Date,
    /// The clerk; none = the hall itself, as the law says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clerk: Option<ClerkCode>,
}

/// A stage that was reached.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct StageView {
    /// The stage.
    pub stage: Stage,
    /// By whom and when.
    #[serde(flatten)]
    pub done: DoneView,
}

/// A department's part of a joint case.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PartView {
    /// The department.
    pub department: DepartmentCode,
    /// Its name.
    pub department_name: Names,
    /// When it was done; none while it is not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<DoneView>,
}

/// Words that are kept for a time.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct WordsView {
    /// The words, while they are kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// What the applicant was told to add.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct AskedView {
    /// When.
    pub on: Date,
    /// The list.
    #[serde(flatten)]
    pub words: WordsView,
}

/// What the applicant promised to bring later.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MissingView {
    /// The last day for it.
    pub until: Date,
    /// It was brought.
    pub brought: bool,
    /// The list.
    #[serde(flatten)]
    pub words: WordsView,
}

/// What stopped the clock.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct StopView {
    /// Why.
    pub kind: StopKind,
    /// Its first day, which still counts.
    pub from: Date,
    /// Its last day; none while it goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
    /// The number of its document, while it is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
}

/// More time, once.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ExtensionView {
    /// Worked days more.
    pub days: u16,
    /// Who approved it, and when.
    #[serde(flatten)]
    pub done: DoneView,
    /// The reason.
    #[serde(flatten)]
    pub words: WordsView,
}

/// How a case left before its end.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct LeftView {
    /// `not_accepted`, `returned`, `withdrawn`, `lapsed` or `handed_on`.
    pub how: String,
    /// Who answers for it now, when it was handed on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department: Option<DepartmentCode>,
    /// By whom and when.
    #[serde(flatten)]
    pub done: DoneView,
    /// The reason.
    #[serde(flatten)]
    pub words: WordsView,
}
