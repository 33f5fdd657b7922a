//! What follows a service, as those who work on it see it.

use super::{DoneView, Names, WordsView};
use alloc::string::String;
use alloc::vec::Vec;
use hall_core::Date;
use hall_core::callback::{CallbackOutcome, Channel, WhyDrawn};
use hall_core::code::{
    ClerkCode, DepartmentCode, EntryId, ItemCode, PhotoCode, RectificationId, TicketId,
    WindowNumber,
};
use hall_core::rectification::{Judgement, Source};
use hall_core::register::Counts;
use serde::{Deserialize, Serialize};

/// Something to put right, with its days as they stand today. Texts are there as long as the hall
/// keeps them.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RectificationView {
    /// Its id.
    pub id: RectificationId,
    /// Where it comes from.
    pub source: Source,
    /// The service it speaks of.
    #[serde(flatten)]
    pub about: AboutView,
    /// The day it came.
    pub came: Date,
    /// Who put it on record; none = the citizen, by a rating.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<ClerkCode>,
    /// What was said.
    pub said: WordsView,
    /// The last day on time for reaching whoever spoke; null where nobody waits.
    pub contact_due: Option<Date>,
    /// Whether they were reached in time; null while there is time, and where nobody waits.
    pub contacted_on_time: Option<bool>,
    /// Tries to reach them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contacts: Vec<ContactView>,
    /// What it was found to be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub judged: Option<JudgedView>,
    /// The last day on time for putting it right; null before it was judged.
    pub due: Option<Date>,
    /// A last day was counted over a year whose calendar is not known yet.
    #[serde(default)]
    pub provisional: bool,
    /// Whether it was closed in time; null while there is time, and where nothing has to be closed.
    pub closed_on_time: Option<bool>,
    /// How it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<EndedView>,
    /// What everybody can read of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<PublishedView>,
    /// The acts that lead on from here today, by their words in the calls, the usual next one
    /// first. Whose hand it is, is judged when the act comes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub acts: Vec<String>,
}

/// A page of what has to be put right, by id.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RectificationsView {
    /// Those that were asked for; may be fewer than fit.
    pub rectifications: Vec<RectificationView>,
    /// Ask again after this id; null at the end.
    pub next: Option<RectificationId>,
}

/// The service something speaks of, as far as it is known.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct AboutView {
    /// The ticket.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<TicketId>,
    /// The window that served.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<WindowNumber>,
    /// The clerk who served.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clerk: Option<ClerkCode>,
    /// The department that answers for the item.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department: Option<DepartmentCode>,
    /// The item.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<ItemCode>,
    /// Its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item_name: Option<Names>,
}

/// A try to reach whoever spoke.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ContactView {
    /// Whether they were reached.
    pub reached: bool,
    /// By whom and when.
    #[serde(flatten)]
    pub done: DoneView,
    /// What they said.
    #[serde(flatten)]
    pub words: WordsView,
}

/// What it was found to be.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct JudgedView {
    /// As what.
    pub judgement: Judgement,
    /// By whom and when.
    #[serde(flatten)]
    pub done: DoneView,
    /// In which words.
    #[serde(flatten)]
    pub words: WordsView,
}

/// How it ended.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct EndedView {
    /// `closed`, `explained`, `mistaken` or `malicious`.
    pub how: String,
    /// By whom and when.
    #[serde(flatten)]
    pub done: DoneView,
    /// What was done, explained or found.
    #[serde(flatten)]
    pub words: WordsView,
}

/// What everybody can read of it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PublishedView {
    /// By whom and when.
    #[serde(flatten)]
    pub done: DoneView,
    /// The text.
    #[serde(flatten)]
    pub words: WordsView,
}

/// Who is asked about a day, and how far that has come.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CallbacksView {
    /// The business day.
    pub day: Date,
    /// Citizens served.
    pub served: u32,
    /// How many of them must be reached 应回访.
    pub target: u32,
    /// How many were 已回访.
    pub reached: u32,
    /// Calls made.
    pub tries: u32,
    /// What the order was drawn with, 16 hexadecimal digits.
    pub seed: String,
    /// Who is asked, in this order.
    pub list: Vec<CallbackView>,
}

/// A citizen who is asked.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CallbackView {
    /// The business day.
    pub day: Date,
    /// The ticket.
    pub ticket: TicketId,
    /// Its number.
    pub number: String,
    /// Why they are on the list.
    pub why: WhyDrawn,
    /// Where they were served.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<WindowNumber>,
    /// By whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clerk: Option<ClerkCode>,
    /// For what.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<ItemCode>,
    /// Calls so far.
    pub tries: u8,
    /// What became of the last one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<AskedAfterView>,
}

/// What became of a call.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct AskedAfterView {
    /// How it went.
    pub outcome: CallbackOutcome,
    /// How they were asked.
    pub channel: Channel,
    /// What level they gave now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<u8>,
    /// The problem they told of; an empty object when the text is gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<WordsView>,
    /// By whom and when.
    #[serde(flatten)]
    pub done: DoneView,
}

/// An entry that was made.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct EnteredView {
    /// Its id.
    pub id: EntryId,
    /// What has to be put right because of it; null where nothing has to.
    pub rectification: Option<RectificationId>,
}

/// A register on some days, with its counts.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RegisterView {
    /// `complaint`, `commendation`, `patrol`, `assistance` or `outreach`.
    pub register: String,
    /// Its entries, oldest first.
    pub entries: Vec<EntryView>,
    /// How many there are.
    pub count: u32,
    /// What was done in all of them together; 0 where a register counts nothing.
    #[serde(flatten)]
    pub counts: Counts,
}

/// An entry of a register.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct EntryView {
    /// Its id.
    pub id: EntryId,
    /// Its day.
    pub day: Date,
    /// Who entered it.
    pub by: ClerkCode,
    /// What has to be put right because of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rectification: Option<RectificationId>,
    /// The service it speaks of.
    #[serde(flatten)]
    pub about: AboutView,
    /// `letter` or `banner`, or what came of the assistance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The number of the photo.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub photo: Option<PhotoCode>,
    /// The last day for putting it right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rectify_by: Option<Date>,
    /// What was done.
    #[serde(flatten)]
    pub counts: Counts,
    /// The words, while they are kept.
    #[serde(flatten)]
    pub words: WordsView,
}
