//! Bodies of calls about what follows a service: callbacks, registers, and what has to be put
//! right.

use alloc::string::String;
use hall_core::Date;
use hall_core::callback::{CallbackOutcome, Channel};
use hall_core::code::{ClerkCode, DepartmentCode, ItemCode, PhotoCode, TicketId, WindowNumber};
use hall_core::rectification::{Exclusion, Judgement};
use hall_core::register::{Counts, Thanks};
use hall_core::ticket::Outcome;
use serde::{Deserialize, Serialize};

/// `POST /api/v1/rectifications`: put a bad rating right that opened nothing by itself, as one from
/// before the hall's program knew how to.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct OpenRectification {
    /// A UUID; the same one never opens a second.
    pub request_id: String,
    /// Who opens it.
    pub clerk: ClerkCode,
    /// The ticket that was rated, today.
    pub ticket: TicketId,
}

/// `POST /api/v1/rectifications/{id}/{act}`: contact, judge, close, publish or exclude. Fields that
/// an act does not use are ignored.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MoveRectification {
    /// A UUID.
    pub request_id: String,
    /// Who does it.
    pub clerk: ClerkCode,
    /// Whether they were reached (contact).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reached: Option<bool>,
    /// What it is (judge).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub judgement: Option<Judgement>,
    /// Why the rating does not count (exclude).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exclusion: Option<Exclusion>,
    /// What was said, explained, done or found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// `POST /api/v1/callbacks/{date}/{ticket}`: how a citizen was called back.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MakeCallback {
    /// A UUID.
    pub request_id: String,
    /// Who called.
    pub clerk: ClerkCode,
    /// How it went.
    pub outcome: CallbackOutcome,
    /// How they were asked.
    pub channel: Channel,
    /// What level they gave now, 5 (best) to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<u8>,
    /// The problem they told of: it has to be put right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
}

/// `POST /api/v1/registers/{register}`: write something down. Fields that a register does not use
/// are ignored.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct EnterRegister {
    /// A UUID; the same one never makes a second entry.
    pub request_id: String,
    /// Who enters it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clerk: Option<ClerkCode>,
    /// What was said (complaint, commendation), what was found (patrol), for whom (assistance) or
    /// where (outreach).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The ticket it speaks of (complaint, commendation); the rest is known from it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<TicketId>,
    /// The window (complaint, commendation, patrol).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<WindowNumber>,
    /// Whom it speaks of (complaint, commendation), or the officer (assistance).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about_clerk: Option<ClerkCode>,
    /// The department (complaint, commendation).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department: Option<DepartmentCode>,
    /// The item (complaint, commendation, assistance).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<ItemCode>,
    /// Letter or banner (commendation).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<Thanks>,
    /// The number of the photo (patrol).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub photo: Option<PhotoCode>,
    /// The last day for putting it right (patrol).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rectify_by: Option<Date>,
    /// What came of it (assistance).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<Outcome>,
    /// What was done (outreach).
    #[serde(flatten)]
    pub counts: Counts,
}
