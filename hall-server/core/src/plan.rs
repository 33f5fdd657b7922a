//! The plan: the hall's configuration as valid types.
//!
//! A plan is made by the server's parser, which refuses anything inconsistent with file, line and
//! hint; [`Plan::problems`] checks the same rules once more for plans that come from elsewhere.
//! Loading one is an event, so a replay knows the rules that held.

mod problem;
mod rules;

pub use problem::PlanProblem;
pub use rules::{
    AlertRules, CallRules, Class, Hours, NumberRules, PersonRules, PrivacyRules, RatingRules,
    Series, TicketPart, TicketRules, VoiceRules, WindowRules,
};

use crate::calendar::Calendar;
use crate::code::{
    ClassCode, ClerkCode, DepartmentCode, ItemCode, QueueCode, ReasonCode, SeriesCode,
    WindowNumber, ZoneCode,
};
use crate::time::Date;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// A language of the hall, in the order in which languages are tried.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize,
)]
pub enum Language {
    /// Simplified Chinese, always present.
    #[default]
    #[serde(rename = "zh-CN")]
    ZhCn,
    /// English.
    #[serde(rename = "en")]
    En,
    /// Traditional Chinese.
    #[serde(rename = "zh-Hant")]
    ZhHant,
}

impl Language {
    /// Every language of the catalogue.
    pub const ALL: [Self; 3] = [Self::ZhCn, Self::En, Self::ZhHant];

    /// The BCP 47 tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::ZhCn => "zh-CN",
            Self::En => "en",
            Self::ZhHant => "zh-Hant",
        }
    }
}

/// A text of the plan in the hall's languages; a missing one falls back to Chinese.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Text {
    /// Simplified Chinese.
    pub zh: String,
    /// English, empty when the plan gives none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub en: String,
    /// Traditional Chinese, empty when the plan gives none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub zh_hant: String,
}

impl Text {
    /// The text in `language`, or in Chinese.
    pub fn get(&self, language: Language) -> &str {
        let wanted = match language {
            Language::ZhCn => &self.zh,
            Language::En => &self.en,
            Language::ZhHant => &self.zh_hant,
        };
        if wanted.is_empty() { &self.zh } else { wanted }
    }
}

/// The configuration of one hall.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Plan {
    /// Who and where the hall is.
    pub hall: HallInfo,
    /// When it works.
    pub hours: Hours,
    /// How numbers run.
    pub numbers: NumberRules,
    /// How people are called.
    pub calls: CallRules,
    /// How windows are watched.
    pub windows_rules: WindowRules,
    /// One person, several tickets.
    pub persons: PersonRules,
    /// How a service is rated.
    pub rating: RatingRules,
    /// When somebody must look.
    pub alerts: AlertRules,
    /// How long personal data stays.
    pub privacy: PrivacyRules,
    /// What stands on a ticket.
    #[serde(default, skip_serializing_if = "TicketRules::is_usual")]
    pub ticket: TicketRules,
    /// How calls are said.
    #[serde(default, skip_serializing_if = "VoiceRules::is_usual")]
    pub voice: VoiceRules,
    /// Languages of boards and kiosks, first one first.
    pub languages: Vec<Language>,
    /// Series by letter.
    pub series: BTreeMap<SeriesCode, Series>,
    /// Classes of visitors; `normal` is always there.
    pub classes: BTreeMap<ClassCode, Class>,
    /// Listed reasons for a pause.
    pub reasons: BTreeMap<ReasonCode, Text>,
    /// Which days are worked, for deadlines.
    #[serde(default, skip_serializing_if = "Calendar::is_empty")]
    pub calendar: Calendar,
    /// Zones.
    pub zones: BTreeMap<ZoneCode, Zone>,
    /// What else people look for, in the plan's order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facilities: Vec<Facility>,
    /// Departments.
    pub departments: BTreeMap<DepartmentCode, Department>,
    /// Items.
    pub items: BTreeMap<ItemCode, Item>,
    /// Queues.
    pub queues: BTreeMap<QueueCode, Queue>,
    /// Windows.
    pub windows: BTreeMap<WindowNumber, Window>,
    /// Clerks.
    pub clerks: BTreeMap<ClerkCode, Clerk>,
}

/// Who and where the hall is.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct HallInfo {
    /// The hall's code, on every record.
    pub code: String,
    /// Its name.
    pub name: Text,
    /// IANA time zone, for showing only.
    pub timezone: String,
    /// Number of floors.
    pub floors: u8,
    /// Wi-Fi name printed on tickets, may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub wifi: String,
    /// Telephone for questions, may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub hotline: String,
    /// Where a missed person goes, in words ("导服台").
    pub guide_desk: Text,
}

/// A zone 服务区: floor, board group and zone report.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Zone {
    /// Its name.
    pub name: Text,
    /// Its floor.
    pub floor: u8,
}

/// Something in the hall that people look for: toilets, water, copies, a room for babies.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Facility {
    /// Its name.
    pub name: Text,
    /// Its floor.
    pub floor: u8,
    /// Where on the floor; empty where the floor says enough.
    #[serde(default)]
    pub place: Text,
}

/// A department 部门.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Department {
    /// Its name.
    pub name: Text,
    /// Its zone.
    pub zone: ZoneCode,
    /// First day in the hall.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub joined: Option<Date>,
    /// The centre itself, not counted among the departments.
    #[serde(default)]
    pub internal: bool,
}

/// An item 事项 with its guide.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent facts of the catalogue"
)]
pub struct Item {
    /// Its name.
    pub name: Text,
    /// Who answers for it.
    pub department: DepartmentCode,
    /// Where people wait for it.
    pub queue: QueueCode,
    /// What to bring.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub materials: Vec<Text>,
    /// Finished within that many working days; 0 = on the spot.
    #[serde(default)]
    pub promised_days: u16,
    /// The law's limit in working days; 0 = none.
    #[serde(default)]
    pub legal_days: u16,
    /// Fee in yuan.
    #[serde(default)]
    pub fee_yuan: u32,
    /// A word on the fee, may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub fee_note: String,
    /// The applicant's lowest age in years; the hall counts from the birthday (DOMAIN 3).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub age_min: Option<u16>,
    /// Somebody else may come for the applicant.
    #[serde(default)]
    pub agent_allowed: bool,
    /// A self-service machine can do it.
    #[serde(default)]
    pub self_service: bool,
    /// Can be done online.
    #[serde(default)]
    pub online: bool,
    /// People usually pay afterwards at this queue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pay_at: Option<QueueCode>,
    /// Shown among the frequent items.
    #[serde(default)]
    pub frequent: bool,
    /// First day on which it can be had.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective: Option<Date>,
    /// Last moment for a number, local minutes; default the hall's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket_until: Option<u16>,
    /// Most tickets a day; none = no limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quota: Option<u32>,
    /// Usual service time in seconds, for the clerk's timer and the demo.
    pub usual_s: u32,
    /// Usual tickets a day, for the demo and planning.
    #[serde(default)]
    pub per_day: u32,
}

/// A queue: one line for items served by the same windows.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Queue {
    /// Its name.
    pub name: Text,
    /// The letter on its paper.
    pub series: SeriesCode,
    /// Where people wait.
    pub zone: ZoneCode,
}

/// A window with its queues.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Window {
    /// Its name, may repeat the queue's.
    pub name: Text,
    /// Its zone.
    pub zone: ZoneCode,
    /// Queues it serves, by place.
    pub queues: Vec<QueueCode>,
    /// Queues it helps.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub helps: Vec<Help>,
    /// Its own opening in local minutes, when it differs from the hall's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open: Option<u16>,
    /// A post clerk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clerk_a: Option<ClerkCode>,
    /// B post clerk: stands in when A is absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clerk_b: Option<ClerkCode>,
    /// A low counter, step-free.
    #[serde(default)]
    pub accessible: bool,
}

/// A queue that a window helps.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Help {
    /// The helped queue.
    pub queue: QueueCode,
    /// Merged by place once its oldest wait passes this many minutes; none = only when idle.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after_minutes: Option<u32>,
}

/// A clerk, known by staff code and post.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Clerk {
    /// How the screen calls the clerk ("14 号窗口 A 岗").
    pub name: Text,
}

impl Window {
    /// Whether the clerk has a post here; where the plan names no post, every clerk has.
    pub fn is_post_of(&self, clerk: ClerkCode) -> bool {
        let posts = [self.clerk_a, self.clerk_b];
        posts.contains(&Some(clerk)) || posts.iter().all(Option::is_none)
    }
}

impl Plan {
    /// The class of people without a mark.
    ///
    /// # Panics
    ///
    /// Never: the word is a code.
    pub fn normal_class() -> ClassCode {
        "normal".parse().expect("'normal' is a code")
    }

    /// Windows that serve `queue` as their own, in order of number.
    pub fn windows_of(&self, queue: QueueCode) -> impl Iterator<Item = WindowNumber> + '_ {
        self.windows
            .iter()
            .filter(move |(_, window)| window.queues.contains(&queue))
            .map(|(number, _)| *number)
    }

    /// First and last local minute at which a number for `queue` may be taken.
    ///
    /// The start is the earlier of the hall's ticket time and the opening of any window that
    /// serves the queue (DESIGN 4, Day).
    pub fn ticket_hours(&self, queue: QueueCode, item: Option<ItemCode>) -> (u16, u16) {
        let early = self
            .windows_of(queue)
            .filter_map(|number| self.windows[&number].open)
            .min();
        let from = early.map_or(self.hours.ticket_from, |open| {
            open.min(self.hours.ticket_from)
        });
        let item_until = item.and_then(|code| self.items.get(&code)?.ticket_until);
        (from, item_until.unwrap_or(self.hours.ticket_until))
    }

    /// The earliest local minute at which any number may be taken.
    pub fn first_ticket_minute(&self) -> u16 {
        let early = self.windows.values().filter_map(|window| window.open).min();
        early.map_or(self.hours.ticket_from, |open| {
            open.min(self.hours.ticket_from)
        })
    }

    /// The last local minute at which any number may be taken.
    pub fn last_ticket_minute(&self) -> u16 {
        let late = self
            .items
            .values()
            .filter_map(|item| item.ticket_until)
            .max();
        late.map_or(self.hours.ticket_until, |until| {
            until.max(self.hours.ticket_until)
        })
    }
}
