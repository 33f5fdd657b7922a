//! A notice 公告: what the hall tells everybody on its boards, until its end or until it is taken
//! back.

use crate::code::ZoneCode;
use crate::plan::Text;
use crate::time::Time;
use alloc::string::String;
use serde::{Deserialize, Serialize};

/// What is told, and how long.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Notice {
    /// The words. Public, so they stand in the journal.
    pub text: Text,
    /// Only on the boards of this zone and of the whole hall; none = everywhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<ZoneCode>,
    /// Everybody must know it now: the voice says so before any call, again and again.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub urgent: bool,
    /// When it ends by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Time>,
}

/// Why a notice is not posted or not taken back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NoticeRefusal {
    /// It is for a zone that the plan lacks.
    UnknownZone {
        /// What was named.
        zone: String,
    },
    /// None has this id, or it is over.
    UnknownNotice,
    /// Its end is over already, or more than so many days away.
    NoticeEnd {
        /// Days ahead in which it must end.
        days: u32,
    },
    /// So many are on the boards.
    NoticeLimit {
        /// At a time.
        limit: usize,
    },
}

impl NoticeRefusal {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::UnknownZone { .. } => "unknown_zone",
            Self::UnknownNotice => "unknown_notice",
            Self::NoticeEnd { .. } => "notice_end",
            Self::NoticeLimit { .. } => "notice_limit",
        }
    }
}
