//! Something that somebody has to put right 整改, from the day it came to the day it is public.
//!
//! It comes from a bad rating 差评, a callback 回访, a complaint 投诉 or a patrol 巡查. Whoever
//! spoke is contacted within one worked day (上海市优化营商环境条例 (2024) 30); what is clear is put
//! right at once, the rest within 5 or 15 worked days, and what has no legal basis is explained
//! (DOMAIN 4.4). [`Rectification::decide`] says what may happen, [`Rectification::apply`] what
//! follows from it. Whoever was rated neither judges nor closes it.

mod apply;
mod decide;
mod possible;

pub use decide::{
    COMPLEX_DAYS, CONTACT_DAYS, CONTACTS_MAX, ORDINARY_DAYS, RectificationRefusal, contact_due,
};

use crate::case::Stamp;
use crate::code::{ClerkCode, DepartmentCode, ItemCode, RectificationId, TicketId, WindowNumber};
use crate::deadline::Due;
use crate::ticket::NoteRef;
use crate::time::Date;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// Days for which one that is closed stays to be published; then it leaves the state, and its row
/// stays. A month, because halls publish what was put right with the monthly bulletin 月通报.
pub const PUBLISH_DAYS_KEPT: i32 = 31;

/// Something to put right with everything the rules need to know of it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Rectification {
    /// Where it comes from.
    pub source: Source,
    /// The service it speaks of.
    #[serde(flatten)]
    pub about: About,
    /// The local date it came.
    pub came: Date,
    /// Who put it on record; none = the citizen, by a rating.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<ClerkCode>,
    /// What was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<NoteRef>,
    /// The last day on time for reaching whoever spoke; none = nobody waits for that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact_due: Option<Due>,
    /// Tries to reach them, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contacts: Vec<Contact>,
    /// What it was found to be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub judged: Option<Judged>,
    /// The last day on time for putting it right, once somebody said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Due>,
    /// How it ended; it never opens again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Ended>,
    /// What everybody can read of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<(NoteRef, Stamp)>,
}

/// One that began, with all that does not change any more.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RectificationOpened {
    /// Its id.
    pub rectification: RectificationId,
    /// Where it comes from.
    pub source: Source,
    /// The service it speaks of.
    #[serde(flatten)]
    pub about: About,
    /// The local date it came.
    pub day: Date,
    /// Who put it on record; none = the citizen, by a rating.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<ClerkCode>,
    /// What was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<NoteRef>,
    /// The last day on time for reaching whoever spoke.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact_due: Option<Due>,
    /// The last day on time for putting it right, where a patrol said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Due>,
}

/// The service something speaks of, as far as it is known.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct About {
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
}

/// Where something to put right comes from.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// A rating of one of the two lowest levels.
    BadRating,
    /// A citizen who was asked afterwards told of a problem.
    Callback,
    /// Somebody complained.
    Complaint,
    /// A patrol found it.
    Patrol,
}

/// Somebody tried to reach whoever spoke.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Contact {
    /// Whether they were reached.
    pub reached: bool,
    /// What they said, or why they were not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<NoteRef>,
    /// Who tried, and when.
    pub stamp: Stamp,
}

/// What a matter was found to be.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Judged {
    /// As what.
    pub judgement: Judgement,
    /// In which words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<NoteRef>,
    /// By whom and when.
    pub stamp: Stamp,
}

/// How a matter ended.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Ended {
    /// How.
    pub ending: Ending,
    /// What was done, explained or found.
    pub note: NoteRef,
    /// By whom and when.
    pub stamp: Stamp,
}

/// What a matter was found to be, and with it how long it may take.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Judgement {
    /// Clear: put right at once, which is the worked day on which it was judged.
    Clear,
    /// Within 5 worked days from the day it came.
    Ordinary,
    /// Within 15 worked days from the day it came.
    Complex,
    /// No legal basis: it was explained, and nothing has to be put right.
    Unfounded,
}

/// Why a rating does not count.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Exclusion {
    /// 误评: the citizen meant another level or another service.
    Mistaken,
    /// 恶意: it was meant to harm.
    Malicious,
}

/// How something to put right ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// It was put right.
    Closed,
    /// It was explained.
    Explained,
    /// The rating does not count.
    Excluded(Exclusion),
}

/// What somebody wants to do about it.
#[derive(Clone, PartialEq, Eq, Debug)]
#[expect(
    missing_docs,
    reason = "fields are the nouns of the glossary; variants say what is asked"
)]
pub enum RectificationAct {
    /// Say that whoever spoke was reached, or could not be.
    Contact {
        reached: bool,
        note: Option<NoteRef>,
    },
    /// Say what it is; what is unfounded needs the explanation that was given.
    Judge {
        judgement: Judgement,
        note: Option<NoteRef>,
    },
    /// It was put right: what was done.
    Close { note: NoteRef },
    /// Let everybody read what came of it.
    Publish { note: NoteRef },
    /// The rating does not count, for a reason.
    Exclude {
        exclusion: Exclusion,
        note: Option<NoteRef>,
    },
}

/// What has happened to it; with the due date where it moved, so that applying counts nothing.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(
    missing_docs,
    reason = "fields are the nouns of the glossary; variants say what happened"
)]
pub enum RectificationStep {
    /// Somebody tried to reach whoever spoke.
    Contacted {
        reached: bool,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<NoteRef>,
    },
    /// It is known what it is and how long it may take.
    Judged {
        judgement: Judgement,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<NoteRef>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<Due>,
    },
    /// It was put right.
    Closed { note: NoteRef },
    /// Everybody can read what came of it.
    Published { note: NoteRef },
    /// The rating does not count; the rating itself stays where it is.
    Excluded { exclusion: Exclusion, note: NoteRef },
    /// A calendar came, and another day is the last for reaching whoever spoke.
    ContactDueMoved { due: Due },
    /// A calendar came, and another day is the last for putting it right.
    DueMoved { due: Due },
}

impl Source {
    /// All of them, those that citizens wait for first.
    pub const ALL: [Self; 4] = [
        Self::BadRating,
        Self::Complaint,
        Self::Callback,
        Self::Patrol,
    ];

    /// The word on the wire and in tables.
    pub const fn word(self) -> &'static str {
        match self {
            Self::BadRating => "bad_rating",
            Self::Callback => "callback",
            Self::Complaint => "complaint",
            Self::Patrol => "patrol",
        }
    }

    /// Whether somebody waits to be contacted: who was called back has been, and a patrol is the
    /// hall's own.
    pub const fn wants_contact(self) -> bool {
        matches!(self, Self::BadRating | Self::Complaint)
    }
}

impl Judgement {
    /// The word on the wire and in tables.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Clear => "clear",
            Self::Ordinary => "ordinary",
            Self::Complex => "complex",
            Self::Unfounded => "unfounded",
        }
    }
}

impl Exclusion {
    /// The word on the wire and in tables.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Mistaken => "mistaken",
            Self::Malicious => "malicious",
        }
    }
}

impl Ending {
    /// The word on the wire and in tables.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::Explained => "explained",
            Self::Excluded(exclusion) => exclusion.word(),
        }
    }
}

impl RectificationStep {
    /// The word in tables.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Contacted { .. } => "contacted",
            Self::Judged { .. } => "judged",
            Self::Closed { .. } => "closed",
            Self::Published { .. } => "published",
            Self::Excluded { .. } => "excluded",
            Self::ContactDueMoved { .. } => "contact_due_moved",
            Self::DueMoved { .. } => "due_moved",
        }
    }
}

impl Rectification {
    /// One that begins.
    pub fn opened(opened: &RectificationOpened) -> Self {
        Self {
            source: opened.source,
            about: opened.about,
            came: opened.day,
            by: opened.by,
            note: opened.note.clone(),
            contact_due: opened.contact_due,
            contacts: Vec::new(),
            judged: None,
            due: opened.due,
            ended: None,
            published: None,
        }
    }

    /// Whether nothing has to be put right any more.
    pub fn is_over(&self) -> bool {
        self.ended.is_some()
    }

    /// Whether it comes from a rating that does not count.
    pub fn is_excluded(&self) -> bool {
        let ending = self.ended.as_ref().map(|ended| ended.ending);
        matches!(ending, Some(Ending::Excluded(_)))
    }

    /// Whether nothing more can happen to it from this day on, so that it leaves the state.
    pub fn is_gone(&self, today: Date) -> bool {
        let Some(ended) = &self.ended else {
            return false;
        };
        let is_old = today.0 > ended.stamp.day.0 + PUBLISH_DAYS_KEPT;
        self.is_excluded() || self.published.is_some() || is_old
    }

    /// The day whoever spoke was reached first.
    pub fn reached(&self) -> Option<Date> {
        let reached = self.contacts.iter().find(|contact| contact.reached);
        reached.map(|contact| contact.stamp.day)
    }

    /// Whether they were reached on the last day for it or before; known once they were, or once
    /// that day is over. None where nobody waits.
    pub fn was_contacted_on_time(&self, today: Date) -> Option<bool> {
        let Due::On { day: last, .. } = self.contact_due? else {
            return None;
        };
        match self.reached() {
            Some(day) => Some(day <= last),
            None => (today > last).then_some(false),
        }
    }

    /// Whether it was closed on its last day or before; known once it was, or once that day is
    /// over. None for what is explained or excluded, which has no such day.
    pub fn was_closed_on_time(&self, today: Date) -> Option<bool> {
        let Due::On { day: last, .. } = self.due? else {
            return None;
        };
        match &self.ended {
            Some(ended) if ended.ending == Ending::Closed => Some(ended.stamp.day <= last),
            Some(_) => None,
            None => (today > last).then_some(false),
        }
    }
}
