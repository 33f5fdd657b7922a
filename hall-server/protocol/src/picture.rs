//! The picture: what a board, a window or a guide knows of the hall, as a fold of changes.
//!
//! The server sends the whole picture once and changes afterwards. Both ends use this one fold,
//! so a client that was cut off shows the same as one that never was (I19).

use crate::limits::CALLS_MAX;
use crate::view::{
    AlarmView, CallView, DayView, ItemView, MessageView, MissedView, NoticeView, PromptView,
    QueueView, ReasonView, TicketView, WindowView,
};
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::str::FromStr;
use hall_core::code::{NoticeId, QueueCode, TicketId, WindowNumber};
use hall_core::limits::MESSAGES_MAX;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

/// What is known of the hall.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Picture {
    /// The business day.
    pub day: Option<DayView>,
    /// Queues by code.
    pub queues: BTreeMap<QueueCode, QueueView>,
    /// Windows by number.
    #[serde(deserialize_with = "by_text_key")]
    pub windows: BTreeMap<WindowNumber, WindowView>,
    /// The last calls, newest first, one per number.
    pub calls: Vec<CallView>,
    /// Missed numbers that may come back, soonest end first.
    pub missed: Vec<MissedView>,
    /// Pads that may ask.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[serde(deserialize_with = "by_text_key")]
    pub prompts: BTreeMap<WindowNumber, PromptView>,
    /// What the hall tells everybody, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<NoticeView>,
    /// Tickets that are neither finished nor gone; staff only. Shared, so that a changed picture
    /// copies none of them.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[serde(deserialize_with = "by_text_key")]
    pub tickets: BTreeMap<TicketId, Arc<TicketView>>,
    /// Alarms; staff only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alarms: Vec<AlarmView>,
    /// What managers told windows today, oldest first; staff only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub messages: Vec<MessageView>,
}

/// Reads a map whose keys are numbers. JSON writes them as text, and a frame's `type` makes serde
/// read the rest through a buffer that no longer knows that they were numbers.
fn by_text_key<'de, D, K, V>(deserializer: D) -> Result<BTreeMap<K, V>, D::Error>
where
    D: Deserializer<'de>,
    K: FromStr + Ord,
    V: Deserialize<'de>,
{
    let texts = BTreeMap::<String, V>::deserialize(deserializer)?;
    let read = |(key, value): (String, V)| match key.parse() {
        Ok(key) => Ok((key, value)),
        Err(_) => Err(D::Error::custom("a key is no number")),
    };
    texts.into_iter().map(read).collect()
}

/// One change of the picture.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", content = "value", rename_all = "snake_case")]
pub enum Change {
    /// The day opened, is closing or closed; an opening clears calls, misses and tickets.
    Day(DayView),
    /// A queue.
    Queue(QueueView),
    /// A window.
    Window(WindowView),
    /// A number was announced.
    Call(CallView),
    /// A number is no longer among the calls: another one was printed for it.
    CallOver(String),
    /// A number was missed.
    Missed(MissedView),
    /// A missed number is back, or its time is over.
    MissedOver(String),
    /// A pad may ask.
    Prompt(PromptView),
    /// The pad of a window may ask no more.
    PromptOver(WindowNumber),
    /// The hall tells everybody something.
    Notice(NoticeView),
    /// No longer.
    NoticeOver(NoticeId),
    /// A ticket; staff only.
    Ticket(TicketView),
    /// A ticket is finished or gone; staff only.
    TicketOver(TicketId),
    /// An alarm began; staff only.
    Alarm(AlarmView),
    /// An alarm ended; staff only.
    AlarmOver(String),
    /// A manager told windows something; staff only.
    Message(MessageView),
}

impl Change {
    /// The change as the public may see it; none when it is for staff only.
    pub fn for_public(&self) -> Option<Self> {
        match self {
            Self::Window(window) => Some(Self::Window(window.for_public())),
            Self::Ticket(_)
            | Self::TicketOver(_)
            | Self::Alarm(_)
            | Self::AlarmOver(_)
            | Self::Message(_) => None,
            public => Some(public.clone()),
        }
    }
}

impl Picture {
    /// Why an item gives no numbers; none when it does. What is told of its queue here is newer
    /// than the list of items.
    pub fn paused<'a>(&'a self, item: &'a ItemView) -> Option<&'a ReasonView> {
        let Some(queue) = self.queues.get(&item.queue) else {
            return item.paused.as_ref();
        };
        let mut items = queue.paused_items.iter();
        let own = items.find(|paused| paused.item == item.code);
        own.map(|paused| &paused.reason).or(queue.paused.as_ref())
    }

    /// The picture as the public may see it: the fold of the public changes.
    #[must_use]
    pub fn for_public(&self) -> Self {
        let windows = self
            .windows
            .iter()
            .map(|(number, window)| (*number, window.for_public()));
        Self {
            day: self.day.clone(),
            queues: self.queues.clone(),
            windows: windows.collect(),
            calls: self.calls.clone(),
            missed: self.missed.clone(),
            prompts: self.prompts.clone(),
            notices: self.notices.clone(),
            tickets: BTreeMap::new(),
            alarms: Vec::new(),
            messages: Vec::new(),
        }
    }

    /// Applies one change.
    pub fn apply(&mut self, change: &Change) {
        match change {
            Change::Day(day) => self.turn_day(day),
            Change::Queue(queue) => {
                self.queues.insert(queue.queue, queue.clone());
            }
            Change::Window(window) => {
                self.windows.insert(window.number, window.clone());
            }
            Change::Call(call) => self.announce(call),
            Change::CallOver(number) => self.calls.retain(|other| other.number != *number),
            Change::Missed(missed) => {
                self.missed.retain(|other| other.number != missed.number);
                self.missed.push(missed.clone());
                self.missed
                    .sort_by(|a, b| (a.until, &a.number).cmp(&(b.until, &b.number)));
            }
            Change::MissedOver(number) => self.missed.retain(|other| other.number != *number),
            Change::Prompt(prompt) => {
                self.prompts.insert(prompt.window, prompt.clone());
            }
            Change::PromptOver(window) => {
                self.prompts.remove(window);
            }
            Change::Notice(notice) => {
                self.notices.retain(|other| other.notice != notice.notice);
                self.notices.push(notice.clone());
            }
            Change::NoticeOver(notice) => self.notices.retain(|other| other.notice != *notice),
            Change::Ticket(ticket) => {
                self.tickets.insert(ticket.id, Arc::new(ticket.clone()));
            }
            Change::TicketOver(id) => {
                self.tickets.remove(id);
            }
            Change::Alarm(alarm) => {
                let mut known = self.alarms.iter_mut();
                match known.find(|other| other.alarm == alarm.alarm) {
                    Some(known) => known.clone_from(alarm),
                    None => self.alarms.push(alarm.clone()),
                }
            }
            Change::AlarmOver(alarm) => self.alarms.retain(|other| other.alarm != *alarm),
            Change::Message(message) => {
                if self.messages.len() >= MESSAGES_MAX {
                    self.messages.remove(0);
                }
                self.messages.push(message.clone());
            }
        }
    }

    fn turn_day(&mut self, day: &DayView) {
        let is_new = self.day.as_ref().is_none_or(|before| before.day != day.day);
        if is_new {
            self.calls.clear();
            self.missed.clear();
            self.prompts.clear();
            self.tickets.clear();
            self.messages.clear();
        }
        self.day = Some(day.clone());
    }

    fn announce(&mut self, call: &CallView) {
        self.calls.retain(|other| other.number != call.number);
        self.calls.insert(0, call.clone());
        self.calls.truncate(CALLS_MAX);
    }
}
