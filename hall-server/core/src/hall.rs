//! The state of the hall: a fold of the journal, and nothing that is not in it.

use crate::callback::CallbackDay;
use crate::case::Case;
use crate::code::{
    CaseId, ClerkCode, DeviceId, ItemCode, NoticeId, PersonHash, QueueCode, RectificationId,
    RequestId, SeriesCode, TicketId,
};
use crate::code::{Token, VisitId, WindowNumber};
use crate::device::Device;
use crate::event::{Alarm, Raised, Reason, Subject};
use crate::message::Message;
use crate::notice::Notice;
use crate::plan::Plan;
use crate::planted::{self, Bug};
use crate::rectification::Rectification;
use crate::sign_in::{Credentials, Tries};
use crate::ticket::{Number, Place, Ticket, TicketState};
use crate::time::{Date, Now, Time};
use crate::wait::WaitBook;
use crate::window::WindowState;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// The hall between two events.
///
/// Tickets of a day stay until the next day opens, so that a rating or a reprint just after
/// closing still finds its ticket.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Hall {
    /// The plan in force; none before the first one was loaded.
    pub(crate) plan: Option<Plan>,
    /// The time of the last event; never goes back (I26).
    pub(crate) now: Time,
    /// The business day, also when closed, until the next one opens.
    pub(crate) day: Option<Day>,
    /// Tickets of the business day.
    pub(crate) tickets: BTreeMap<TicketId, Ticket>,
    /// Queues by code.
    pub(crate) queues: BTreeMap<QueueCode, QueueState>,
    /// Windows by number.
    pub(crate) windows: BTreeMap<WindowNumber, WindowState>,
    /// Series of the business day.
    pub(crate) series: BTreeMap<SeriesCode, SeriesState>,
    /// Blocks of this day and some earlier ones.
    pub(crate) blocks: Vec<Block>,
    /// Intents of earlier days, as far as blocks go back, whose paper nobody has seen: a kiosk that
    /// did not hear of the ticket may have printed a number of its own.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) unprinted: BTreeMap<RequestId, (Date, TicketId)>,
    /// Enrolled devices.
    pub(crate) devices: BTreeMap<DeviceId, Device>,
    /// What clerks' proofs are checked against.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) credentials: BTreeMap<ClerkCode, Credentials>,
    /// Wrong PINs in a row.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) tries: BTreeMap<ClerkCode, Tries>,
    /// Paused items; paused queues say so themselves.
    pub(crate) paused_items: BTreeMap<ItemCode, Reason>,
    /// Alarms nobody has ended, with their beginning.
    pub(crate) alarms: Vec<(Alarm, Time)>,
    /// Who looks after an alarm.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) accepted: Vec<(Alarm, DeviceId)>,
    /// What managers told windows today, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) messages: Vec<Message>,
    /// What the boards tell everybody, with the moment it was posted.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) notices: BTreeMap<NoticeId, (Time, Notice)>,
    /// Refused ratings on record today, by the device that may not rate.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) rating_attempts: BTreeMap<DeviceId, u16>,
    /// Counters raised by witnesses for days that are not open yet.
    pub(crate) floors: Vec<(Date, Raised)>,
    /// The last announced tickets of the day, newest first, [`RECENT_CALLS`] at most.
    #[serde(default)]
    pub(crate) recent_calls: Vec<TicketId>,
    /// Devices that must speak before numbers are given again.
    pub(crate) gathering: Option<BTreeSet<DeviceId>>,
    /// Cases that are not over, and those that ended today.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) cases: BTreeMap<CaseId, Case>,
    /// What has to be put right, and what ended a short while ago.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) rectifications: BTreeMap<RectificationId, Rectification>,
    /// Who is asked about the last days.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) callbacks: BTreeMap<Date, CallbackDay>,
    /// Ids run on over days.
    pub(crate) next_ticket: u64,
    /// Ids run on over days.
    pub(crate) next_visit: u64,
    /// Ids run on for ever.
    #[serde(default)]
    pub(crate) next_case: u64,
    /// Ids run on for ever.
    #[serde(default)]
    pub(crate) next_rectification: u64,
    /// Ids run on for ever.
    #[serde(default)]
    pub(crate) next_entry: u64,
    /// Ids run on for ever; 0 = none yet.
    #[serde(default)]
    pub(crate) last_notice: NoticeId,
    /// Ids run on for ever.
    pub(crate) next_device: u32,
    /// Indexes that follow from the rest; rebuilt, never stored.
    #[serde(skip)]
    pub(crate) index: Index,
}

/// How many announcements are remembered.
pub(crate) const RECENT_CALLS: usize = 20;

/// A business day.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Day {
    /// Its date: that of its opening, also after midnight.
    pub date: Date,
    /// How far it has come.
    pub stage: DayStage,
    /// When it opened.
    pub opened: Time,
    /// Tickets issued today.
    #[serde(default)]
    pub issued: u32,
}

/// How far a day has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayStage {
    /// Numbers are given.
    Open,
    /// No more numbers; who holds one is served.
    Closing,
    /// Over.
    Closed,
}

impl DayStage {
    /// A stable word for the wire.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Closing => "closing",
            Self::Closed => "closed",
        }
    }
}

/// A queue at work.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct QueueState {
    /// The series of the day; a plan change waits for the next one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub series: Option<SeriesCode>,
    /// No numbers for now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paused: Option<Reason>,
    /// What is known of its waits.
    pub waits: WaitBook,
    /// Tickets issued today, per item or for the queue itself.
    #[serde(default)]
    pub issued: u32,
}

/// A series in its day.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SeriesState {
    /// The rules of the day; a plan change waits for the next one.
    pub rules: crate::plan::Series,
    /// The next online number.
    pub next: u32,
    /// Rounds done, only under `wrap`.
    #[serde(default)]
    pub round: u16,
    /// First number of the next block.
    pub next_block: u32,
}

/// Numbers leased to a kiosk for one day.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Block {
    /// The business day.
    pub day: Date,
    /// The series.
    pub series: SeriesCode,
    /// The kiosk.
    pub kiosk: DeviceId,
    /// First number.
    pub from: u32,
    /// Last number.
    pub to: u32,
    /// Numbers handed in, with their tickets.
    #[serde(default)]
    pub used: Vec<(u32, TicketId)>,
}

/// Look-ups that follow from the tickets.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Index {
    /// Waiting tickets by place.
    pub(crate) waiting: BTreeMap<QueueCode, BTreeSet<(Place, TicketId)>>,
    /// Waiting tickets by arrival.
    pub(crate) arrivals: BTreeMap<QueueCode, BTreeSet<(Time, TicketId)>>,
    /// Waiting tickets without credit by arrival.
    pub(crate) plain: BTreeMap<QueueCode, BTreeSet<(Time, TicketId)>>,
    /// Waiting tickets that may not be callable: cooling, bound, or of a person with several.
    pub(crate) special: BTreeMap<QueueCode, BTreeSet<TicketId>>,
    /// Tickets by the day's numbers.
    pub(crate) numbers: BTreeMap<Number, TicketId>,
    /// Tickets by token.
    pub(crate) tokens: BTreeMap<Token, TicketId>,
    /// Tickets by the intent that made them.
    pub(crate) requests: BTreeMap<RequestId, TicketId>,
    /// Tickets of a visit.
    pub(crate) visits: BTreeMap<VisitId, Vec<TicketId>>,
    /// Tickets of a known person.
    pub(crate) persons: BTreeMap<PersonHash, Vec<TicketId>>,
    /// Devices by secret.
    pub(crate) secrets: BTreeMap<alloc::string::String, DeviceId>,
    /// Missed tickets.
    pub(crate) missed: BTreeSet<TicketId>,
}

impl Hall {
    /// An empty hall, before its first event.
    pub fn new() -> Self {
        Self {
            next_ticket: 1,
            next_visit: 1,
            next_device: 1,
            ..Self::default()
        }
    }

    /// The plan in force.
    pub fn plan(&self) -> Option<&Plan> {
        self.plan.as_ref()
    }

    /// The time of the last event.
    pub fn time(&self) -> Time {
        self.now
    }

    /// The business day, also when closed.
    pub fn day(&self) -> Option<Day> {
        self.day
    }

    /// A ticket of the business day.
    pub fn ticket(&self, id: TicketId) -> Option<&Ticket> {
        self.tickets.get(&id)
    }

    /// A ticket of the business day by its token.
    pub fn ticket_by_token(&self, token: Token) -> Option<&Ticket> {
        self.tickets.get(self.index.tokens.get(&token)?)
    }

    /// A ticket of the business day by its number.
    pub fn ticket_by_number(&self, number: Number) -> Option<&Ticket> {
        self.tickets.get(self.index.numbers.get(&number)?)
    }

    /// The ticket that an intent made.
    pub fn ticket_by_request(&self, request: RequestId) -> Option<&Ticket> {
        self.tickets.get(self.index.requests.get(&request)?)
    }

    /// All tickets of the business day, in order of taking.
    pub fn tickets(&self) -> impl Iterator<Item = &Ticket> {
        self.tickets.values()
    }

    /// Waiting tickets of a queue in order of place.
    pub fn waiting(&self, queue: QueueCode) -> impl Iterator<Item = &Ticket> {
        self.index
            .waiting
            .get(&queue)
            .into_iter()
            .flatten()
            .map(|(_, id)| &self.tickets[id])
    }

    /// How many wait in a queue.
    pub fn waiting_count(&self, queue: QueueCode) -> u32 {
        self.index
            .waiting
            .get(&queue)
            .map_or(0, |set| set.len() as u32)
    }

    /// Missed tickets, in order of taking.
    pub fn missed(&self) -> impl Iterator<Item = &Ticket> {
        self.index.missed.iter().map(|id| &self.tickets[id])
    }

    /// The last announced tickets, newest first: what a board shows.
    pub fn recent_calls(&self) -> impl Iterator<Item = &Ticket> {
        self.recent_calls
            .iter()
            .filter_map(|id| self.tickets.get(id))
    }

    /// Queues by code.
    pub fn queues(&self) -> &BTreeMap<QueueCode, QueueState> {
        &self.queues
    }

    /// Windows by number.
    pub fn windows(&self) -> &BTreeMap<WindowNumber, WindowState> {
        &self.windows
    }

    /// Series of the business day.
    pub fn series(&self) -> &BTreeMap<SeriesCode, SeriesState> {
        &self.series
    }

    /// Leased blocks.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// Cases that are not over, and those that ended today.
    pub fn cases(&self) -> &BTreeMap<CaseId, Case> {
        &self.cases
    }

    /// What has to be put right, and what ended a short while ago.
    pub fn rectifications(&self) -> &BTreeMap<RectificationId, Rectification> {
        &self.rectifications
    }

    /// Who is asked about the last days, by business day.
    pub fn callbacks(&self) -> &BTreeMap<Date, CallbackDay> {
        &self.callbacks
    }

    /// Devices by id.
    pub fn devices(&self) -> &BTreeMap<DeviceId, Device> {
        &self.devices
    }

    /// The device with this secret, unless revoked.
    pub fn device_by_secret(&self, secret: &str) -> Option<(DeviceId, &Device)> {
        let id = *self.index.secrets.get(secret)?;
        self.devices
            .get(&id)
            .filter(|device| !device.revoked || planted::is(Bug::RevokedStillActs))
            .map(|device| (id, device))
    }

    /// What the proofs of a clerk are checked against.
    pub fn credentials(&self, clerk: ClerkCode) -> Option<&Credentials> {
        self.credentials.get(&clerk)
    }

    /// Alarms nobody has ended.
    pub fn alarms(&self) -> &[(Alarm, Time)] {
        &self.alarms
    }

    /// Since when an alarm is on.
    pub fn alarm_since(&self, alarm: Alarm) -> Option<Time> {
        let mut alarms = self.alarms.iter();
        alarms
            .find(|(other, _)| *other == alarm)
            .map(|(_, since)| *since)
    }

    /// What managers told windows today, oldest first.
    pub fn messages(&self) -> &[Message] {
        &self.messages
    }

    /// What the boards tell everybody, oldest first, with the moment it was posted.
    pub fn notices(&self) -> &BTreeMap<NoticeId, (Time, Notice)> {
        &self.notices
    }

    /// Who looks after an alarm.
    pub fn accepted_by(&self, alarm: Alarm) -> Option<DeviceId> {
        let mut accepted = self.accepted.iter();
        accepted
            .find(|(other, _)| *other == alarm)
            .map(|(_, device)| *device)
    }

    /// Why a queue or item gives no numbers, when it rests.
    pub fn paused(&self, subject: Subject) -> Option<&Reason> {
        match subject {
            Subject::Queue(queue) => self.queues.get(&queue)?.paused.as_ref(),
            Subject::Item(item) => self.paused_items.get(&item),
        }
    }

    /// Devices that must still speak after a restore.
    pub fn gathering(&self) -> Option<&BTreeSet<DeviceId>> {
        self.gathering.as_ref()
    }

    /// How many people are ahead of a waiting ticket: callable, same queue, smaller place.
    pub fn ahead(&self, ticket: &Ticket, now: Time) -> u32 {
        if ticket.state != TicketState::Waiting {
            return 0;
        }
        self.ahead_of(ticket.queue(), ticket.place, ticket.id, now)
    }

    /// How many callable people of a queue have a smaller place than (`place`, `id`).
    pub(crate) fn ahead_of(&self, queue: QueueCode, place: Place, id: TicketId, now: Time) -> u32 {
        let Some(set) = self.index.waiting.get(&queue) else {
            return 0;
        };
        // Most look-ups are for somebody at the end, so count from there.
        let behind = set.range((place, id)..).count();
        let in_front = set.len() - behind;
        let away = self.index.special.get(&queue).map_or(0, |special| {
            let smaller = |other: &&TicketId| {
                let other = &self.tickets[*other];
                (other.place, other.id) < (place, id) && !self.is_callable(other, None, now)
            };
            special.iter().filter(smaller).count()
        });
        (in_front - away) as u32
    }

    /// The announced wait of a newcomer to `queue` with `ahead` people in front.
    pub fn wait_range(&self, queue: QueueCode, ahead: u32) -> Option<[u16; 2]> {
        self.queues.get(&queue)?.waits.range(ahead)
    }

    /// Whether a ticket may be called by `window` (or by anybody) now.
    ///
    /// It must wait, be past its cool-down, not be bound elsewhere, and its person must neither
    /// be at a window nor have been called for another ticket within the plan's minutes.
    pub(crate) fn is_callable(
        &self,
        ticket: &Ticket,
        window: Option<WindowNumber>,
        now: Time,
    ) -> bool {
        ticket.state == TicketState::Waiting
            && ticket.cool_until.is_none_or(|until| until <= now)
            && ticket.only_window.is_none_or(|only| window == Some(only))
            && !self.is_person_busy(ticket, now)
    }

    /// Whether the ticket's person is at a window, or was called for another ticket just now.
    pub(crate) fn is_person_busy(&self, ticket: &Ticket, now: Time) -> bool {
        let gap = self
            .plan
            .as_ref()
            .map_or(0, |plan| plan.persons.gap_minutes);
        let gap = crate::time::Span::minutes(gap);
        self.tickets_of_person(ticket).any(|other| {
            other.id != ticket.id
                && (other.state.is_at_window()
                    || other.last_call.is_some_and(|called| called + gap > now))
        })
    }

    /// Tickets of the same visit or person, the given one included, perhaps twice.
    fn tickets_of_person<'a>(&'a self, ticket: &Ticket) -> impl Iterator<Item = &'a Ticket> {
        let visit = self.index.visits.get(&ticket.visit);
        let person = ticket.person.and_then(|hash| self.index.persons.get(&hash));
        visit
            .into_iter()
            .chain(person)
            .flatten()
            .filter_map(|id| self.tickets.get(id))
    }

    /// The plan, for rules that run only once one is in force.
    pub(crate) fn rules(&self) -> &Plan {
        self.plan
            .as_ref()
            .expect("decide refuses every command but LoadPlan before the first plan")
    }

    /// Local minutes since the midnight of the business day.
    pub(crate) fn minute(&self, now: Now) -> i32 {
        self.day
            .map_or(i32::from(now.minute), |day| now.minute_of(day.date))
    }

    /// Rebuilds the indexes after loading a stored state.
    #[must_use]
    pub fn reindexed(mut self) -> Self {
        self.index = Index::default();
        for (id, device) in &self.devices {
            self.index.secrets.insert(device.secret.clone(), *id);
        }
        let ids: Vec<TicketId> = self.tickets.keys().copied().collect();
        for id in ids {
            self.index_identity(id);
        }
        let ids: Vec<TicketId> = self.tickets.keys().copied().collect();
        for id in ids {
            self.index_state(id);
        }
        self
    }
}
