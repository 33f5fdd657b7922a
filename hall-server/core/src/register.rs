//! Registers 台账: what a hall writes down beside its services, each entry once and for ever.
//!
//! Complaints 投诉, commendations 表扬, patrols 巡查, assistance 帮办代办 and outreach 上门. A
//! complaint and a patrol's finding are something to put right from the moment they are entered.
//! Free text is never here: whom something was done for is a note (DOMAIN 8).

mod refusal;

pub use refusal::RegisterRefusal;

use crate::code::{ClerkCode, EntryId, ItemCode, PhotoCode, RectificationId, WindowNumber};
use crate::rectification::About;
use crate::ticket::{NoteRef, Outcome};
use crate::time::Date;
use serde::{Deserialize, Serialize};

/// An entry.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Entry {
    /// Its id.
    pub entry: EntryId,
    /// The local date.
    pub day: Date,
    /// Who entered it.
    pub by: ClerkCode,
    /// What has to be put right because of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rectification: Option<RectificationId>,
    /// What it is.
    pub what: Entered,
}

/// What an entry is.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Entered {
    /// Somebody complained.
    Complaint {
        /// The service, as far as it is known.
        #[serde(flatten)]
        about: About,
        /// What they said.
        note: NoteRef,
    },
    /// Somebody said thanks.
    Commendation {
        /// How.
        form: Thanks,
        /// The service, as far as it is known.
        #[serde(flatten)]
        about: About,
        /// What they said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<NoteRef>,
    },
    /// A patrol found something.
    Patrol {
        /// Where.
        window: WindowNumber,
        /// What.
        finding: NoteRef,
        /// The number of the photo.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        photo: Option<PhotoCode>,
        /// The last day for putting it right.
        rectify_by: Date,
    },
    /// An officer handled a matter for a citizen.
    Assistance {
        /// The officer.
        officer: ClerkCode,
        /// The matter.
        item: ItemCode,
        /// For whom.
        person: NoteRef,
        /// What came of it.
        result: Outcome,
    },
    /// Officers went to where people live.
    Outreach {
        /// Where.
        place: NoteRef,
        /// What they did there.
        #[serde(flatten)]
        counts: Counts,
    },
}

/// How somebody says thanks.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Thanks {
    /// 感谢信.
    Letter,
    /// 锦旗.
    Banner,
}

/// What was done in one outreach session, each 0 to
/// [`REGISTER_COUNT_MAX`](crate::limits::REGISTER_COUNT_MAX).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Counts {
    /// Households visited 户.
    #[serde(default)]
    pub households: u32,
    /// Matters handled 件.
    #[serde(default)]
    pub matters: u32,
    /// Leaflets handed out 份.
    #[serde(default)]
    pub leaflets: u32,
    /// People spoken to 人.
    #[serde(default)]
    pub people: u32,
}

/// The registers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are those of the glossary")]
pub enum Register {
    Complaint,
    Commendation,
    Patrol,
    Assistance,
    Outreach,
}

impl Register {
    /// Every register.
    pub const ALL: [Self; 5] = [
        Self::Complaint,
        Self::Commendation,
        Self::Patrol,
        Self::Assistance,
        Self::Outreach,
    ];

    /// The word on the wire and in tables.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Complaint => "complaint",
            Self::Commendation => "commendation",
            Self::Patrol => "patrol",
            Self::Assistance => "assistance",
            Self::Outreach => "outreach",
        }
    }
}

impl Thanks {
    /// The word on the wire and in tables.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Letter => "letter",
            Self::Banner => "banner",
        }
    }
}

impl Entered {
    /// The register it belongs to.
    pub const fn register(&self) -> Register {
        match self {
            Self::Complaint { .. } => Register::Complaint,
            Self::Commendation { .. } => Register::Commendation,
            Self::Patrol { .. } => Register::Patrol,
            Self::Assistance { .. } => Register::Assistance,
            Self::Outreach { .. } => Register::Outreach,
        }
    }
}
