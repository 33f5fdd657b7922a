//! Bodies of HTTP requests (DESIGN 9). Answers are views.

mod case;
mod follow;

pub use case::{CaseHand, CaseWith, FirstAct, MoveCase, OpenCase};
pub use follow::{EnterRegister, MakeCallback, MoveRectification, OpenRectification};

use crate::stamp::Stamp;
use alloc::string::String;
use alloc::vec::Vec;
use hall_core::Date;
use hall_core::code::{ClerkCode, SeriesCode, TicketId, WindowNumber};
use hall_core::device::PrinterTrouble;
use hall_core::event::Help;
use hall_core::plan::Language;
use hall_core::ticket::{Outcome, PaperState};
use serde::{Deserialize, Serialize};

/// `POST /api/v1/tickets`.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Take {
    /// A UUID; the same one never makes a second ticket.
    pub request_id: String,
    /// The item, or
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    /// the queue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub queue: Option<String>,
    /// Class of visitor; default normal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
    /// Language of the paper; default Chinese.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// Token of the same person's first ticket.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visit: Option<String>,
    /// What is known of the applicant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<Person>,
    /// The booked slot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub booking: Option<Booking>,
}

/// What is known of the applicant; unknown fields are refused, raw identities too.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Keyed hash of the document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hash: Option<String>,
    /// Year of birth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth_year: Option<i32>,
    /// The applicant's age was asked for.
    #[serde(default)]
    pub age_confirmed: bool,
    /// The document is an agent's.
    #[serde(default)]
    pub agent: bool,
}

/// A booked slot.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Booking {
    /// The start of the slot.
    pub slot: Stamp,
}

/// `POST /api/v1/tickets/offline`: hand in a number printed without the server.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct HandIn {
    /// What was asked for, with its request id.
    #[serde(flatten)]
    pub take: Take,
    /// The business day on the paper.
    pub day: Date,
    /// The series of the printed number.
    pub series: SeriesCode,
    /// The printed number.
    pub n: u32,
    /// The token in the printed QR code.
    pub token: String,
    /// Milliseconds since it was taken, by the kiosk's monotonic clock.
    pub elapsed_ms: i64,
    /// The kiosk's last contact with the server.
    pub last_contact: Stamp,
}

/// `POST /api/v1/blocks`: lease numbers for offline hours.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Lease {
    /// A UUID.
    pub request_id: String,
    /// The series.
    pub series: String,
}

/// `POST /api/v1/tickets/{id}/paper`: what became of the paper.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Paper {
    /// A UUID.
    pub request_id: String,
    /// The number on it; the report is refused when the ticket has another one, as after a restore
    /// of the server.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Printed, unknown or failed.
    pub paper: PaperState,
    /// It was a marked copy.
    #[serde(default)]
    pub copy: bool,
}

/// Acts on a ticket: recall, start, finish, quick-finish, go-on, missed, hold, resume, release,
/// reopen, transfer, restore, withdraw, class, call and call-next. Fields that an act does not use
/// are ignored.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Act {
    /// A UUID.
    pub request_id: String,
    /// The ticket; default the one in hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<TicketId>,
    /// The version seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<u32>,
    /// What came of it (finish).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// The item really served (finish, quick-finish), or the next one (transfer, go-on).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    /// The item really served, when it differs and another one follows (go-on).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub served: Option<String>,
    /// Pieces done in one go (finish, quick-finish, go-on); none = one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<u16>,
    /// The case's number in the department's own system (finish, quick-finish, go-on).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<String>,
    /// The target queue (transfer, go-on); an item alone knows its queue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub queue: Option<String>,
    /// The target window (transfer, go-on).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<WindowNumber>,
    /// The class the person belongs to (class).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
    /// Why (call, transfer, class, and withdraw when a guide voids the number).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// `POST /api/v1/windows/{n}/serve-now`: serve somebody who stands at the window without paper.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct ServeNow {
    /// What the person comes for, with the intent's id.
    #[serde(flatten)]
    pub take: Take,
    /// Why out of turn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// `POST /api/v1/windows/{n}/ask-help`, `accept-help` and `end-help`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct HelpCall {
    /// A UUID.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// What for.
    pub help: Help,
}

/// `POST /api/v1/windows/{n}/sign-in`: a clerk with a PIN, or a card alone. It is never remembered
/// under an intent: signing in twice is signing in once.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct SignIn {
    /// Staff code; a card finds its clerk among the posts of the window.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clerk: Option<String>,
    /// The clerk's PIN, or
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pin: Option<Hidden>,
    /// what the scanner read on the card.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card: Option<Hidden>,
}

/// A text that never shows itself but on the wire.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Hidden(pub String);

impl core::fmt::Debug for Hidden {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("***")
    }
}

/// `POST /api/v1/messages`: a manager tells windows something.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Message {
    /// A UUID.
    pub request_id: String,
    /// The words.
    pub text: String,
    /// For whom; empty = for every window.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub windows: Vec<WindowNumber>,
}

/// `POST /api/v1/notices`: a manager tells everybody something on the boards.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Notice {
    /// A UUID.
    pub request_id: String,
    /// The words.
    pub text: String,
    /// In English; empty = the same words there.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text_en: String,
    /// In traditional characters; empty = the same words there.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text_zh_hant: String,
    /// Only on the boards of this zone and of the whole hall.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    /// Everybody must know it now; the voice says so before any call.
    #[serde(default)]
    pub urgent: bool,
    /// When it ends by itself; none = when it is taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Stamp>,
}

/// Opening, pausing and closing a window; pausing and resuming a queue; closing the day.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Change {
    /// A UUID.
    #[serde(default)]
    pub request_id: Option<String>,
    /// Who works there (open).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clerk: Option<ClerkCode>,
    /// A listed code or own words (pause).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Planned length (pause).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u32>,
}

/// `POST /api/v1/printer`: how the asking kiosk's printer is.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Printer {
    /// A UUID.
    pub request_id: String,
    /// Its trouble; none when it is fine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trouble: Option<PrinterTrouble>,
    /// About so many papers are left on the roll; none where nobody can tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub papers_left: Option<u32>,
}

/// `POST /api/v1/ratings`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Rate {
    /// A UUID.
    pub request_id: String,
    /// The finished ticket.
    pub ticket: TicketId,
    /// 5 (best) to 1.
    pub level: u8,
    /// Why, for levels 2 and 1: own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Why, for levels 2 and 1: codes of the national list of reasons for this level.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<u16>,
}

/// The answer to an accepted rating.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Rated {
    /// The ticket.
    pub ticket: TicketId,
    /// Its number.
    pub number: String,
    /// The level.
    pub level: u8,
}
