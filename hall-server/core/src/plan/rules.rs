//! The numbers in a plan: limits, intervals and thresholds, with their defaults.

use super::Text;
use crate::code::ZoneCode;
use crate::time::Date;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// When the hall works. Minutes are local, from midnight of the business day; a value over 1439
/// lies after midnight.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Hours {
    /// Working weekdays, Monday first.
    pub weekdays: [bool; 7],
    /// Days off.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub days_off: Vec<Date>,
    /// Working days against the weekday (make-up workdays).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub days_on: Vec<Date>,
    /// Opening hours of the windows as (from, to), in order.
    pub open: Vec<(u16, u16)>,
    /// First minute for numbers.
    pub ticket_from: u16,
    /// Minute from which no more numbers are given.
    pub ticket_until: u16,
    /// The day closes by itself at the latest at this minute.
    pub close_latest: u16,
}

impl Hours {
    /// Whether the hall works on `date`.
    pub fn works_on(&self, date: Date) -> bool {
        self.days_on.contains(&date)
            || (self.weekdays[date.weekday()] && !self.days_off.contains(&date))
    }

    /// First and last minute of the windows.
    pub fn outer(&self) -> (u16, u16) {
        let first = self
            .open
            .first()
            .map_or(self.ticket_from, |(from, _)| *from);
        let last = self.open.last().map_or(self.ticket_until, |(_, to)| *to);
        (first, last)
    }
}

/// How numbers run.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct NumberRules {
    /// Digits printed at least.
    pub digits: u8,
    /// Mark of booked visitors on paper and boards.
    pub booked_mark: String,
}

/// One series of numbers.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Series {
    /// The last number given online; online numbers run from 1.
    pub online_max: u32,
    /// First number of the kiosks' blocks, above `online_max`.
    pub block_from: u32,
    /// Last number of the kiosks' blocks.
    pub block_to: u32,
    /// Numbers in one block.
    pub block_size: u32,
    /// Past the end, numbers that no live ticket holds are used again.
    #[serde(default)]
    pub wrap: bool,
}

impl Default for Series {
    fn default() -> Self {
        Self {
            online_max: 4999,
            block_from: 5000,
            block_to: 9999,
            block_size: 500,
            wrap: false,
        }
    }
}

/// A class of visitors.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Class {
    /// Its name.
    pub name: Text,
    /// Mark on paper and boards, empty for none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub mark: String,
    /// Seconds by which its arrival counts as earlier.
    #[serde(default)]
    pub credit_s: u32,
}

/// What stands on a ticket.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct TicketRules {
    /// Its parts from top to bottom, each once; the number is always among them.
    pub parts: Vec<TicketPart>,
    /// Letters in place of a picture, above everything; empty for none.
    #[serde(default)]
    pub logo: Text,
    /// The last line; empty for none.
    #[serde(default)]
    pub footer: Text,
}

/// One part of a ticket; what has nothing to say takes no room.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TicketPart {
    /// The letters in place of a picture.
    Logo,
    /// The hall's name.
    Hall,
    /// The number, as large as the printer can.
    Number,
    /// What it is for.
    Item,
    /// Windows, floor and zone.
    Place,
    /// People ahead, the wait, the time and the class.
    Queue,
    /// What to bring.
    Bring,
    /// The code that leads to the ticket's page.
    Qr,
    /// How to come back after being missed.
    Restore,
    /// That it can be done online.
    Online,
    /// The same in short in a second language.
    Summary,
    /// The name of the Wi-Fi.
    Wifi,
    /// The last line.
    Footer,
}

impl TicketPart {
    /// Every part, in the usual order.
    pub const ALL: [Self; 13] = [
        Self::Logo,
        Self::Hall,
        Self::Number,
        Self::Item,
        Self::Place,
        Self::Queue,
        Self::Bring,
        Self::Qr,
        Self::Restore,
        Self::Online,
        Self::Summary,
        Self::Wifi,
        Self::Footer,
    ];

    /// The word in a plan.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Logo => "logo",
            Self::Hall => "hall",
            Self::Number => "number",
            Self::Item => "item",
            Self::Place => "place",
            Self::Queue => "queue",
            Self::Bring => "bring",
            Self::Qr => "qr",
            Self::Restore => "restore",
            Self::Online => "online",
            Self::Summary => "summary",
            Self::Wifi => "wifi",
            Self::Footer => "footer",
        }
    }
}

impl TicketRules {
    /// Whether it is as it is without a word in the plan.
    pub fn is_usual(&self) -> bool {
        *self == Self::default()
    }
}

impl Default for TicketRules {
    fn default() -> Self {
        Self {
            parts: TicketPart::ALL.to_vec(),
            logo: Text::default(),
            footer: Text::default(),
        }
    }
}

/// How calls are said, and when and where they are only shown.
///
/// Calls are always on the boards; a voice is the law's duty (无障碍环境建设法 39), so silence is
/// what a plan has to ask for.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct VoiceRules {
    /// 一 in numbers is said 幺, as soldiers and pilots do; windows keep 一.
    #[serde(default)]
    pub one_as_yao: bool,
    /// Quiet hours, as local minutes from and to, in order.
    #[serde(default)]
    pub quiet: Vec<(u16, u16)>,
    /// Zones whose calls are shown and not said.
    #[serde(default)]
    pub silent_zones: Vec<ZoneCode>,
}

impl VoiceRules {
    /// Whether it is as it is without a word in the plan.
    pub fn is_usual(&self) -> bool {
        *self == Self::default()
    }
}

/// How people are called.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CallRules {
    /// Announcements of one call at most, the first included.
    pub calls_max: u16,
    /// Seconds between two announcements of one ticket.
    pub interval_s: u32,
    /// Missed is suggested to the clerk after this many announcements.
    pub suggest_missed_after: u16,
    /// A missed ticket may be restored within this many minutes.
    pub restore_minutes: u32,
    /// Restores of one ticket at most.
    pub restore_max: u8,
    /// A restored ticket goes behind this many people.
    pub restore_behind: u8,
    /// Seconds for which a restored or released ticket is not offered.
    pub cooldown_s: u32,
    /// Calls that may pass a ticket without credit before it is next.
    pub overtakes_max: u16,
    /// Seconds within which a finished or missed ticket may be reopened.
    pub reopen_s: u32,
    /// Minutes after which a held ticket raises an alarm.
    pub hold_alarm_minutes: u32,
    /// Tickets that one window may hold.
    pub hold_max: u8,
    /// Seconds after the slot within which a booked visitor keeps the slot's place.
    pub booking_late_s: u32,
    /// Seconds before the slot from which a booked visitor may check in.
    pub booking_early_s: u32,
}

impl Default for CallRules {
    fn default() -> Self {
        Self {
            calls_max: 3,
            interval_s: 20,
            suggest_missed_after: 3,
            restore_minutes: 30,
            restore_max: 1,
            restore_behind: 3,
            cooldown_s: 30,
            overtakes_max: 3,
            reopen_s: 120,
            hold_alarm_minutes: 20,
            hold_max: 5,
            booking_late_s: 900,
            booking_early_s: 3600,
        }
    }
}

/// How windows are watched.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct WindowRules {
    /// Seconds without request or heartbeat after which a window counts as silent.
    pub silent_s: u32,
    /// Seconds of silence after which its ticket waits again or is held.
    pub grace_s: u32,
    /// A pause over this many minutes raises an alarm.
    pub pause_alarm_minutes: u32,
    /// Minutes after opening at which an absent A post is reported to B.
    pub absent_minutes: u32,
    /// Windows open only for a clerk who has signed in.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub sign_in: bool,
    /// Minutes without a key after which a terminal with free hands locks; 0 = never.
    #[serde(default = "ten", skip_serializing_if = "is_ten")]
    pub lock_minutes: u32,
}

const fn ten() -> u32 {
    10
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde wants it so")]
const fn is_ten(minutes: &u32) -> bool {
    *minutes == ten()
}

impl Default for WindowRules {
    fn default() -> Self {
        Self {
            silent_s: 60,
            grace_s: 120,
            pause_alarm_minutes: 15,
            absent_minutes: 10,
            sign_in: false,
            lock_minutes: ten(),
        }
    }
}

/// One person, several tickets.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PersonRules {
    /// Minutes between calls of two tickets of one person.
    pub gap_minutes: u32,
    /// Tickets of one person a day at most.
    pub per_day: u16,
}

impl Default for PersonRules {
    fn default() -> Self {
        Self {
            gap_minutes: 5,
            per_day: 5,
        }
    }
}

/// How a service is rated (DOMAIN 4).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RatingRules {
    /// Seconds for which the pad asks; afterwards the service is not rated.
    pub prompt_s: u32,
}

impl Default for RatingRules {
    fn default() -> Self {
        Self { prompt_s: 60 }
    }
}

/// When somebody must look.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct AlertRules {
    /// People waiting in one queue: yellow above.
    pub queue_yellow: u32,
    /// Minutes of the longest wait: yellow above.
    pub wait_yellow_minutes: u32,
    /// Minutes of the longest wait: red above.
    pub wait_red_minutes: u32,
    /// Worked days left of a case: yellow with so many or fewer (DOMAIN 5: 1).
    #[serde(
        default = "case_yellow_days",
        skip_serializing_if = "is_case_yellow_days"
    )]
    pub case_yellow_days: u16,
}

const fn case_yellow_days() -> u16 {
    1
}

/// What a plan of an earlier program says reads and is written back as it was.
#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks for a reference"
)]
const fn is_case_yellow_days(days: &u16) -> bool {
    *days == case_yellow_days()
}

impl Default for AlertRules {
    fn default() -> Self {
        Self {
            queue_yellow: 10,
            wait_yellow_minutes: 20,
            wait_red_minutes: 30,
            case_yellow_days: case_yellow_days(),
        }
    }
}

/// How long personal data stays.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PrivacyRules {
    /// Days after which reasons, notes and identities are cleared.
    pub note_days: u32,
}

impl Default for PrivacyRules {
    fn default() -> Self {
        Self { note_days: 180 }
    }
}
