//! Bodies of calls about cases.

use alloc::string::String;
use alloc::vec::Vec;
use hall_core::Date;
use hall_core::case::{Delivery, StopKind};
use hall_core::code::{ClerkCode, TicketId, WindowNumber};
use serde::{Deserialize, Serialize};

/// `POST /api/v1/cases`: begin a case.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct OpenCase {
    /// A UUID; the same one never makes a second case.
    pub request_id: String,
    /// Whose hand it is.
    #[serde(flatten)]
    pub by: CaseHand,
    /// Its number in the department's own system; none = the hall gives one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// What is applied for; none = what the ticket is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    /// The ticket at which it is opened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<TicketId>,
    /// Departments that have to do their part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<String>,
    /// What is done with it at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<FirstAct>,
}

/// The first thing that is done with a case, in the call that opens it.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct FirstAct {
    /// As in the address of the call: `accept`.
    pub act: String,
    /// What the act takes.
    #[serde(flatten)]
    pub with: CaseWith,
}

/// `POST /api/v1/cases/{id}/{act}`: take a case a step further.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct MoveCase {
    /// A UUID.
    pub request_id: String,
    /// Whose hand it is.
    #[serde(flatten)]
    pub by: CaseHand,
    /// What the act takes.
    #[serde(flatten)]
    pub with: CaseWith,
}

/// Whose hand moves a case: a window's terminal acts for the clerk who works there, an office names
/// one.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct CaseHand {
    /// The window; default the terminal's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<WindowNumber>,
    /// The clerk (office).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clerk: Option<ClerkCode>,
}

/// What an act takes. Fields that an act does not use are ignored.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct CaseWith {
    /// What is missing (ask-more, accept-missing), or why (not-accept, extend, return, hand-on,
    /// explain).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The last day for what is missing (accept-missing).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// Whose part is done (finish-part), or who answers for it now (hand-on).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department: Option<String>,
    /// How the applicant gets the result (deliver).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub how: Option<Delivery>,
    /// What stops the clock (suspend).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<StopKind>,
    /// The first day of the stop, which still counts (suspend).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// The number of the document that stops it (suspend).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
    /// The last day of the stop (continue).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
    /// Worked days more (extend).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<u16>,
}
