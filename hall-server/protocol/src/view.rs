//! Views: what the outside sees of the hall, the same over HTTP and on the feed.

mod case;
mod follow;

pub use case::{
    AskedView, CaseView, CasesView, DoneView, ExtensionView, LeftView, MissingView, PartView,
    StageView, StopView, WordsView,
};
pub use follow::{
    AboutView, AskedAfterView, CallbackView, CallbacksView, ContactView, EndedView, EnteredView,
    EntryView, JudgedView, PublishedView, RectificationView, RectificationsView, RegisterView,
};

use crate::limits::DIGITS_USUAL;
use crate::stamp::Stamp;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use hall_core::Date;
use hall_core::code::{
    ClassCode, ClerkCode, DepartmentCode, DeviceId, ItemCode, NoticeId, QueueCode, SeriesCode,
    TicketId, VisitId, WindowNumber, ZoneCode,
};
use hall_core::device::PrinterTrouble;
use hall_core::event::Help;
use hall_core::plan::{Language, Text, TicketPart, TicketRules, VoiceRules};
use hall_core::ticket::{LegEnd, Outcome, PaperState};
use serde::{Deserialize, Serialize};

/// A name in the hall's languages; missing ones are empty.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Names {
    /// Simplified Chinese.
    pub name: String,
    /// English.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name_en: String,
    /// Traditional Chinese.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name_zh_hant: String,
}

impl Names {
    /// The name in `language`, or in Chinese.
    pub fn get(&self, language: Language) -> &str {
        let wanted = match language {
            Language::ZhCn => &self.name,
            Language::En => &self.name_en,
            Language::ZhHant => &self.name_zh_hant,
        };
        if wanted.is_empty() {
            &self.name
        } else {
            wanted
        }
    }
}

impl From<&Text> for Names {
    fn from(text: &Text) -> Self {
        Self {
            name: text.zh.clone(),
            name_en: text.en.clone(),
            name_zh_hant: text.zh_hant.clone(),
        }
    }
}

/// The hall itself.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct HallView {
    /// Its code.
    pub code: String,
    /// Its name.
    #[serde(flatten)]
    pub names: Names,
    /// IANA time zone, for showing.
    pub timezone: String,
    /// Where a missed person goes.
    pub guide_desk: Names,
    /// Wi-Fi name, may be empty.
    #[serde(default)]
    pub wifi: String,
    /// Languages, first one first.
    pub languages: Vec<Language>,
    /// Zones with their floors.
    pub zones: Vec<ZoneView>,
    /// Minutes within which a missed person may be restored.
    pub restore_minutes: u32,
    /// Seconds between announcements of one ticket.
    pub call_interval_s: u32,
    /// Announcements after which missed is suggested.
    pub suggest_missed_after: u16,
    /// Listed reasons for a pause, in the plan's order; empty from a server that sends none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<ReasonView>,
    /// Classes of visitors, the usual one first; empty from a server that sends none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub classes: Vec<ClassView>,
    /// What else people look for; empty from a server that sends none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facilities: Vec<FacilityView>,
    /// What stands on a ticket.
    #[serde(default, skip_serializing_if = "TicketLayout::is_usual")]
    pub ticket: TicketLayout,
    /// How calls are said.
    #[serde(default, skip_serializing_if = "VoiceRules::is_usual")]
    pub voice: VoiceRules,
    /// A practice hall: marked on every surface.
    #[serde(default)]
    pub practice: bool,
    /// Where the hall's pages are found, for QR codes; may be empty.
    #[serde(default)]
    pub public_url: String,
}

impl HallView {
    /// Tells this hall from others, and its practice days from the real ones.
    pub fn mark(&self) -> String {
        mark(&self.code, self.practice)
    }
}

/// Tells a hall from others, and its practice days from the real ones.
pub fn mark(code: &str, practice: bool) -> String {
    if practice {
        format!("{code} practice")
    } else {
        code.to_string()
    }
}

/// Something in the hall that people look for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct FacilityView {
    /// Its name.
    #[serde(flatten)]
    pub names: Names,
    /// Its floor.
    pub floor: u8,
    /// Where on the floor; empty where the floor says enough.
    #[serde(default)]
    pub place: Names,
}

/// What stands on a ticket.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct TicketLayout {
    /// Its parts from top to bottom.
    pub parts: Vec<TicketPart>,
    /// Letters in place of a picture; empty for none.
    #[serde(default)]
    pub logo: Names,
    /// The last line; empty for none.
    #[serde(default)]
    pub footer: Names,
}

impl TicketLayout {
    fn is_usual(&self) -> bool {
        *self == Self::default()
    }
}

impl Default for TicketLayout {
    fn default() -> Self {
        Self::from(&TicketRules::default())
    }
}

impl From<&TicketRules> for TicketLayout {
    fn from(rules: &TicketRules) -> Self {
        Self {
            parts: rules.parts.clone(),
            logo: Names::from(&rules.logo),
            footer: Names::from(&rules.footer),
        }
    }
}

/// A class of visitors.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ClassView {
    /// Its code.
    pub class: ClassCode,
    /// Its name.
    #[serde(flatten)]
    pub names: Names,
    /// Mark before the number, empty for none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub mark: String,
}

/// A zone.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ZoneView {
    /// Its code.
    pub zone: ZoneCode,
    /// Its name.
    #[serde(flatten)]
    pub names: Names,
    /// Its floor.
    pub floor: u8,
}

/// The business day.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DayView {
    /// Its date.
    pub day: Date,
    /// `open`, `closing` or `closed`.
    pub stage: String,
    /// Tickets issued.
    pub issued: u32,
}

/// Why something rests.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ReasonView {
    /// The listed code, none for own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The words.
    #[serde(flatten)]
    pub names: Names,
}

/// A queue.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct QueueView {
    /// Its code.
    pub queue: QueueCode,
    /// Its name.
    #[serde(flatten)]
    pub names: Names,
    /// Its letter.
    pub series: SeriesCode,
    /// Where people wait.
    pub zone: ZoneCode,
    /// Its floor.
    pub floor: u8,
    /// People waiting.
    pub waiting: u32,
    /// The wait a newcomer would be told, in minutes; null while not known.
    pub wait_minutes: Option<[u16; 2]>,
    /// Since when the longest waiting person waits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub oldest: Option<Stamp>,
    /// Why it gives no numbers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paused: Option<ReasonView>,
    /// Its items that give no numbers, where the queue does.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub paused_items: Vec<PausedItemView>,
    /// Windows that serve it as their own.
    pub windows: Vec<WindowNumber>,
    /// How many of them are open.
    pub open_windows: u16,
}

/// An item that gives no numbers.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PausedItemView {
    /// The item.
    pub item: ItemCode,
    /// Why.
    pub reason: ReasonView,
}

/// A window.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct WindowView {
    /// Its number.
    pub number: WindowNumber,
    /// Its name.
    #[serde(flatten)]
    pub names: Names,
    /// Its zone.
    pub zone: ZoneCode,
    /// Its floor.
    pub floor: u8,
    /// `open`, `paused` or `closed`.
    pub state: String,
    /// The ticket in hand.
    pub ticket: Option<HandView>,
    /// Why it is paused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<ReasonView>,
    /// The planned end of the pause.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Stamp>,
    /// Queues it serves.
    pub queues: Vec<QueueCode>,
    /// Queues it helps.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub helps: Vec<QueueCode>,
    /// Who works there; staff only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clerk: Option<ClerkCode>,
    /// Who is signed in, at work or not; staff only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed_in: Option<ClerkCode>,
    /// The window opens only for a clerk who has signed in; none where nobody needs to. Staff only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sign_in: Option<SignInView>,
    /// Who may sign in, A post first, where the hall wants it and the plan names posts; staff only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub posts: Vec<PostView>,
    /// Nothing is heard from it; staff only.
    #[serde(default)]
    pub silent: bool,
    /// Since when the window is in its state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Stamp>,
    /// Tickets finished today; staff only.
    #[serde(default)]
    pub finished: u32,
    /// Misses today; staff only.
    #[serde(default)]
    pub missed: u32,
}

impl WindowView {
    /// The window without what only staff may see.
    #[must_use]
    pub fn for_public(&self) -> Self {
        Self {
            clerk: None,
            signed_in: None,
            sign_in: None,
            posts: Vec::new(),
            silent: false,
            finished: 0,
            missed: 0,
            ..self.clone()
        }
    }
}

/// A post of a window.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PostView {
    /// Staff code.
    pub clerk: ClerkCode,
    /// How the screen calls the clerk.
    #[serde(flatten)]
    pub names: Names,
}

/// How clerks sign in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SignInView {
    /// Minutes without a key after which a terminal with free hands locks; 0 = never.
    pub lock_minutes: u32,
}

/// The ticket in a window's hand.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct HandView {
    /// Its id.
    pub id: TicketId,
    /// The printed number.
    pub number: String,
    /// `called` or `serving`.
    pub state: String,
    /// Since when.
    pub since: Stamp,
}

/// A ticket, for kiosks, guides, windows and the citizen's own page.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct TicketView {
    /// Its id.
    pub id: TicketId,
    /// The printed number.
    pub number: String,
    /// Mark before the number: 优, 约 or empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub mark: String,
    /// The business day.
    pub day: Date,
    /// Its queue.
    pub queue: QueueCode,
    /// Its item.
    pub item: Option<ItemCode>,
    /// Class of visitor.
    pub class: ClassCode,
    /// Language of the paper.
    pub language: Language,
    /// The person's stay.
    pub visit: VisitId,
    /// `waiting`, `called`, `serving`, `held`, `missed`, `finished`, `withdrawn` or `expired`.
    pub state: String,
    /// The window the state names.
    pub window: Option<WindowNumber>,
    /// Where to go, in short: "14" or "1-3".
    pub window_hint: String,
    /// When it was taken.
    pub taken_at: Stamp,
    /// What its place counts from.
    pub arrival: Stamp,
    /// Since when it is in its state.
    pub since: Stamp,
    /// Callable people in front; 0 when not waiting.
    pub ahead: u32,
    /// The announced wait in minutes; null while not known.
    pub wait_minutes: Option<[u16; 2]>,
    /// Grows with every change.
    pub version: u32,
    /// Announcements of the present call.
    #[serde(default)]
    pub calls: u16,
    /// The last announcement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub called_at: Option<Stamp>,
    /// Until when a missed ticket may be restored; none when it may not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub restore_until: Option<Stamp>,
    /// Only this window may call it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only_window: Option<WindowNumber>,
    /// Order in its queue: smaller is earlier, as (place in ms, order of taking, within).
    pub place: (i64, u64, u64),
    /// Legs so far, the present one included.
    pub legs: u16,
    /// The legs before the present one, oldest first; at most `hall_core::limits::LEGS_MAX`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<LegView>,
    /// What is known of the paper.
    pub paper: PaperState,
    /// Given at a window: no paper was ever meant.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub no_paper: bool,
    /// Rated already.
    #[serde(default)]
    pub rated: bool,
    /// The name in links; only to who took it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    /// The person's earlier ticket was returned instead of a new one.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub existing: bool,
}

/// What came before in the same stay, under the same number.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct LegView {
    /// Its queue.
    pub queue: QueueCode,
    /// Its item.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<ItemCode>,
    /// The window where it was served, or called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<WindowNumber>,
    /// When it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Stamp>,
    /// How it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<LegEnd>,
    /// What came of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
}

/// One announcement: newest first on every board.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CallView {
    /// The printed number.
    pub number: String,
    /// Mark before the number.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub mark: String,
    /// Where to go.
    pub window: WindowNumber,
    /// The window's zone.
    pub zone: ZoneCode,
    /// The window's floor.
    pub floor: u8,
    /// The queue.
    pub queue: QueueCode,
    /// When it was announced.
    pub at: Stamp,
    /// Which announcement of this call it was, from 1.
    pub times: u16,
}

/// A missed number that may still come back.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MissedView {
    /// The printed number.
    pub number: String,
    /// Mark before the number.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub mark: String,
    /// The window that called.
    pub window: WindowNumber,
    /// Its zone.
    pub zone: ZoneCode,
    /// Come to the guide desk before this moment.
    pub until: Stamp,
}

/// An item with its guide.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one fact that a guide shows"
)]
pub struct ItemView {
    /// Its code.
    pub code: ItemCode,
    /// Its name.
    #[serde(flatten)]
    pub names: Names,
    /// Who answers for it.
    pub department: DepartmentCode,
    /// The department's name.
    pub department_name: Names,
    /// Its queue.
    pub queue: QueueCode,
    /// Its zone.
    pub zone: ZoneCode,
    /// Its floor.
    pub floor: u8,
    /// The series of its numbers.
    pub series: SeriesCode,
    /// Windows that serve it.
    pub windows: Vec<WindowNumber>,
    /// Numbers can be had now.
    pub open: bool,
    /// First and last local minute for numbers.
    pub ticket_hours: [u16; 2],
    /// Why it rests.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paused: Option<ReasonView>,
    /// People waiting in its queue.
    pub waiting: u32,
    /// The wait a newcomer would be told.
    pub wait_minutes: Option<[u16; 2]>,
    /// What to bring.
    pub materials: Vec<Names>,
    /// Promised working days; 0 = on the spot.
    pub promised_days: u16,
    /// Fee in yuan.
    pub fee_yuan: u32,
    /// A word on the fee.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub fee_note: String,
    /// Lowest age of the applicant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub age_min: Option<u16>,
    /// People usually pay afterwards in this queue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pay_at: Option<QueueCode>,
    /// Somebody else may come.
    #[serde(default)]
    pub agent_allowed: bool,
    /// A self-service machine can do it.
    #[serde(default)]
    pub self_service: bool,
    /// Can be done online.
    #[serde(default)]
    pub online: bool,
    /// Shown among the frequent items.
    #[serde(default)]
    pub frequent: bool,
    /// Usual service time in seconds.
    pub usual_s: u32,
}

/// Something a person must look at.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct AlarmView {
    /// What it is and about whom, stable: `window_silent:14`.
    pub alarm: String,
    /// The name of the device it is about, if it is about one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The name of the device whose user looks after it, if anybody does.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub accepted: String,
    /// Since when.
    pub since: Stamp,
}

impl AlarmView {
    /// The window that asks for help, and for which.
    pub fn help(&self) -> Option<(WindowNumber, Help)> {
        let (kind, window) = self.alarm.split_once(':')?;
        let word = kind.strip_prefix("help_")?;
        let help = Help::ALL.into_iter().find(|help| help.word() == word)?;
        Some((window.parse().ok()?, help))
    }
}

/// What a manager told windows.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MessageView {
    /// When.
    pub at: Stamp,
    /// The words.
    pub text: String,
    /// For whom; empty = for every window.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub to: Vec<WindowNumber>,
}

impl MessageView {
    /// Whether it is for this window.
    pub fn is_for(&self, window: WindowNumber) -> bool {
        self.to.is_empty() || self.to.contains(&window)
    }
}

/// What the hall tells everybody 公告.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct NoticeView {
    /// Its id.
    pub notice: NoticeId,
    /// The words.
    pub text: Names,
    /// Only on the boards of this zone and of the whole hall.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<ZoneCode>,
    /// Everybody must know it now; it is also said.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub urgent: bool,
    /// Since when.
    pub at: Stamp,
    /// When it ends by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Stamp>,
}

impl NoticeView {
    /// Whether a board of this zone tells it; none = the board of the whole hall.
    pub fn is_for(&self, board: Option<ZoneCode>) -> bool {
        self.zone.is_none() || board.is_none() || self.zone == board
    }
}

/// The stable word of a call for help.
pub fn help_word(window: WindowNumber, help: Help) -> String {
    format!("help_{}:{window}", help.word())
}

/// The key under which documents are hashed today: never journalled, never on a disk of a kiosk.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayKeyView {
    /// The business day.
    pub day: Date,
    /// 32 bytes in hexadecimal digits.
    pub key: String,
}

/// A kiosk, as staff see it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct KioskView {
    /// The device.
    pub device: DeviceId,
    /// Its name.
    pub name: String,
    /// It is connected now.
    pub online: bool,
    /// What its printer said last; none before its first word since the server's start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub printer: Option<PrinterView>,
}

/// What a printer said last.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PrinterView {
    /// Its trouble; none when it is fine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trouble: Option<PrinterTrouble>,
    /// About so many papers are left on the roll; none where nobody can tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub papers_left: Option<u32>,
    /// When it said so.
    pub at: Stamp,
}

/// The pad of a window may ask now.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PromptView {
    /// The window.
    pub window: WindowNumber,
    /// The finished ticket.
    pub ticket: TicketId,
    /// Its number, to show.
    pub number: String,
    /// The pad asks until this moment; then the service is not rated.
    pub until: Stamp,
}

/// Numbers leased to a kiosk.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct BlockView {
    /// The business day.
    pub day: Date,
    /// The series.
    pub series: SeriesCode,
    /// First number.
    pub from: u32,
    /// Last number.
    pub to: u32,
    /// Digits printed at least: a kiosk without the server writes numbers as boards will.
    #[serde(default = "digits_usual", skip_serializing_if = "is_digits_usual")]
    pub digits: u8,
}

const fn digits_usual() -> u8 {
    DIGITS_USUAL
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks for a reference"
)]
const fn is_digits_usual(digits: &u8) -> bool {
    *digits == DIGITS_USUAL
}

/// The whole hall in one answer.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct HallState {
    /// The hall.
    pub hall: HallView,
    /// The hall's time.
    pub now: Stamp,
    /// Local minutes since midnight.
    pub minute: u16,
    /// The journal's epoch.
    pub epoch: String,
    /// The last event.
    pub seq: u64,
    /// The business day.
    pub day: Option<DayView>,
    /// People waiting.
    pub waiting: u32,
    /// Open windows.
    pub open_windows: u16,
    /// Alarms nobody has ended; staff only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alarms: Vec<AlarmView>,
    /// Devices that must still speak after a restore.
    #[serde(default)]
    pub gathering: u32,
}

/// Windows in short, in any order: runs of three and more become `a-b`.
pub fn windows_in_short(windows: impl IntoIterator<Item = WindowNumber>) -> String {
    let mut numbers: Vec<u16> = windows.into_iter().map(|window| window.0).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let mut parts: Vec<String> = Vec::new();
    let mut rest = numbers.as_slice();
    while let Some(first) = rest.first() {
        let together = rest.iter().zip(*first..);
        let run = together.take_while(|(a, b)| **a == *b).count();
        let taken = if run >= 3 { run } else { 1 };
        let last = rest[taken - 1];
        parts.push(if taken > 1 {
            format!("{first}-{last}")
        } else {
            first.to_string()
        });
        rest = &rest[taken..];
    }
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_in_short_are_complete_in_any_order() {
        let short = |numbers: &[u16]| windows_in_short(numbers.iter().copied().map(WindowNumber));
        assert_eq!(short(&[14]), "14");
        assert_eq!(short(&[3, 1, 2]), "1-3");
        assert_eq!(short(&[9, 1, 2, 5, 7, 6, 5]), "1, 2, 5-7, 9");
        assert_eq!(short(&[]), "");
    }
}
