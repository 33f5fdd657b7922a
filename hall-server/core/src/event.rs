//! Events: what has happened, in the past tense. The journal is a list of these and nothing else.
//!
//! An event carries everything its effect depends on, so that applying decides nothing. Additions
//! go at the end of a variant with a default; names in the journal never change.

use crate::callback::{CallbackMade, CallbacksDrawn};
use crate::case::{CaseOpened, CaseStep};
use crate::code::{
    CaseId, ClassCode, ClerkCode, DepartmentCode, DeviceId, ItemCode, NoticeId, PersonHash,
    QueueCode, ReasonCode, RectificationId, RequestId, SeriesCode, TicketId, Token, VisitId,
    WindowNumber,
};
use crate::device::{PrinterTrouble, Role};
use crate::notice::Notice;
use crate::plan::{Language, Plan};
use crate::rectification::{RectificationOpened, RectificationStep};
use crate::register::Entry;
use crate::service::Done;
use crate::sign_in::{Factor, SignedOut};
use crate::ticket::{Forecast, NoteRef, Number, PaperState, Place};
use crate::time::{Date, Span, Time};
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// Something that has happened.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(
    missing_docs,
    reason = "fields are the nouns of the glossary; variants say what happened"
)]
pub enum Event {
    /// A plan came into force.
    PlanLoaded { plan: Box<Plan> },
    /// A business day began; numbers restart (I25).
    DayOpened { day: Date },
    /// No more numbers; everyone holding one is served.
    DayClosing { day: Date },
    /// The day ended.
    DayClosed { day: Date },

    /// A device may speak from now on.
    DeviceEnrolled {
        device: DeviceId,
        role: Role,
        name: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        window: Option<WindowNumber>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        department: Option<DepartmentCode>,
        /// SHA-256 of the token, hexadecimal; the token itself is nowhere.
        secret: String,
    },
    /// A device may speak no more (I31).
    DeviceRevoked { device: DeviceId },

    /// A kiosk got numbers for offline hours.
    BlockLeased {
        day: Date,
        series: SeriesCode,
        kiosk: DeviceId,
        from: u32,
        to: u32,
    },
    /// A number was given.
    TicketTaken(Box<Taken>),
    /// A number printed offline was handed in after its day was closed.
    LateTicketRecorded(Box<Taken>),
    /// The paper of an intent whose ticket is of a past day was handed in: it is that ticket's, and
    /// nothing is counted again.
    LatePaperRecorded {
        /// The business day of the number.
        day: Date,
        ticket: TicketId,
        number: Number,
    },
    /// Paper wins: the printed number became the ticket's, the other one is spent.
    NumberReplaced {
        ticket: TicketId,
        number: Number,
        spent: Number,
        /// The spent number had been called or missed: the ticket waits again at its place.
        requeued: bool,
    },
    /// The kiosk said what became of the paper.
    PaperReported {
        ticket: TicketId,
        paper: PaperState,
        copy: bool,
    },

    /// A ticket was called to a window.
    TicketCalled {
        ticket: TicketId,
        window: WindowNumber,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        clerk: Option<ClerkCode>,
        why: CallReason,
        /// The earliest arrival without credit, when this call passed it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        passed: Option<TicketId>,
    },
    /// The announcement was repeated.
    TicketRecalled {
        ticket: TicketId,
        window: WindowNumber,
    },
    /// The person is at the window.
    TicketStarted {
        ticket: TicketId,
        window: WindowNumber,
    },
    /// The service ended; the pad may ask.
    TicketFinished {
        ticket: TicketId,
        window: WindowNumber,
        #[serde(flatten)]
        done: Done,
    },
    /// A service began without a call: the person stood at the window.
    TicketServedAtOnce {
        ticket: TicketId,
        window: WindowNumber,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        clerk: Option<ClerkCode>,
        note: NoteRef,
    },
    /// The service ended and the same number goes on to the next matter.
    TicketWentOn(Box<WentOn>),
    /// Nobody came.
    TicketMissed {
        ticket: TicketId,
        window: WindowNumber,
    },
    /// A missed ticket waits again.
    TicketRestored {
        ticket: TicketId,
        place: Place,
        cool_until: Time,
    },
    /// The person is away for a moment.
    TicketHeld {
        ticket: TicketId,
        window: WindowNumber,
        because: Because,
    },
    /// The person is back at the window.
    TicketResumed {
        ticket: TicketId,
        window: WindowNumber,
    },
    /// Back into the queue, at its place.
    TicketReleased {
        ticket: TicketId,
        window: WindowNumber,
        because: Because,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cool_until: Option<Time>,
    },
    /// A finished or missed ticket is served on.
    TicketReopened {
        ticket: TicketId,
        window: WindowNumber,
    },
    /// The leg ended; the same number waits elsewhere.
    TicketTransferred {
        ticket: TicketId,
        window: WindowNumber,
        queue: QueueCode,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        item: Option<ItemCode>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        only_window: Option<WindowNumber>,
        place: Place,
        note: NoteRef,
    },
    /// The window it was sent to closed; any window of the queue may call it.
    TicketUnbound { ticket: TicketId },
    /// The person gave up, or a guide voided the number.
    TicketWithdrawn {
        ticket: TicketId,
        /// Why it was voided.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<NoteRef>,
    },
    /// A waiting person got another class, and the place that goes with it.
    TicketReclassed {
        ticket: TicketId,
        class: ClassCode,
        /// Head start of the class.
        credit: Span,
        place: Place,
        note: NoteRef,
    },
    /// The day ended first.
    TicketExpired { ticket: TicketId },

    /// A window works, or works again after a pause.
    WindowOpened {
        window: WindowNumber,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        clerk: Option<ClerkCode>,
    },
    /// A window rests.
    WindowPaused {
        window: WindowNumber,
        reason: Reason,
        until: Time,
    },
    /// A window ended its work.
    WindowClosed { window: WindowNumber },
    /// Nothing was heard from the window for a while.
    WindowWentSilent { window: WindowNumber },
    /// The window was heard again.
    WindowHeard { window: WindowNumber },

    /// A clerk got another PIN or card, or has none any more.
    CredentialSet {
        clerk: ClerkCode,
        factor: Factor,
        /// What a proof is checked against; the proof itself is nowhere.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        verifier: Option<String>,
    },
    /// A clerk proved who they are.
    ClerkSignedIn {
        window: WindowNumber,
        clerk: ClerkCode,
        factor: Factor,
        /// The window was at work or at rest: this clerk works there from now on.
        #[serde(default, skip_serializing_if = "core::ops::Not::not")]
        works: bool,
    },
    /// A clerk is there no longer.
    ClerkSignedOut {
        window: WindowNumber,
        clerk: ClerkCode,
        why: SignedOut,
    },
    /// Somebody tried with a wrong PIN of this clerk, or with a card that is no post's here.
    SignInFailed {
        window: WindowNumber,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        clerk: Option<ClerkCode>,
    },
    /// Wrong tries of a clerk are forgiven, and wrong cards at a window if one is named.
    SignInUnlocked {
        clerk: ClerkCode,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        window: Option<WindowNumber>,
    },

    /// A manager told windows something; nobody named = all of them.
    MessageSent {
        note: NoteRef,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        to: Vec<WindowNumber>,
    },

    /// The boards tell everybody something.
    NoticePosted {
        notice: NoticeId,
        content: Box<Notice>,
    },
    /// No longer: its end came, or a manager took it back.
    NoticeOver { notice: NoticeId },

    /// No more numbers for a queue or an item for now.
    Paused { subject: Subject, reason: Reason },
    /// Numbers again.
    Resumed { subject: Subject },

    /// A citizen rated the service.
    TicketRated {
        ticket: TicketId,
        level: u8,
        device: DeviceId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<NoteRef>,
    },
    /// A device that may not rate this service tried to, and was refused.
    RatingAttempted {
        device: DeviceId,
        /// The ticket it named.
        about: TicketId,
    },

    /// Somebody must look.
    AlarmRaised { alarm: Alarm },
    /// Somebody said that they look after it.
    AlarmAccepted { alarm: Alarm, by: DeviceId },
    /// No longer.
    AlarmCleared { alarm: Alarm },

    /// A device proved that the server forgot something; counters stand above every witness.
    HistoryLost { day: Date, raised: Vec<Raised> },
    /// After a restore, no numbers until every device spoke or a manager decides.
    GatheringBegan { waiting_for: Vec<DeviceId> },
    /// A device that was waited for has spoken.
    GatheringHeard { device: DeviceId },
    /// Numbers again.
    GatheringEnded,
    /// Paper proved a block whose lease was lost with the history: its numbers are the kiosk's.
    BlockFound {
        day: Date,
        series: SeriesCode,
        kiosk: DeviceId,
        from: u32,
        to: u32,
    },

    /// A case began.
    CaseOpened(Box<CaseOpened>),
    /// A case came a step further.
    CaseMoved {
        case: CaseId,
        /// The local date, by which its clock counts.
        day: Date,
        /// The clerk; none = the hall itself, as the law says.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<ClerkCode>,
        step: CaseStep,
    },

    /// It is known who is asked about the day that ended.
    CallbacksDrawn(Box<CallbacksDrawn>),
    /// A citizen was called back.
    CallbackMade(Box<CallbackMade>),
    /// Somebody wrote something into a register.
    RegisterEntered(Box<Entry>),
    /// There is something to put right.
    RectificationOpened(Box<RectificationOpened>),
    /// Somebody did something about it.
    RectificationMoved {
        rectification: RectificationId,
        /// The local date, by which its days count.
        day: Date,
        /// The clerk; none = the calendar.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<ClerkCode>,
        step: RectificationStep,
    },
}

/// How a ticket began.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Taken {
    /// Its id.
    pub ticket: TicketId,
    /// Its name in links.
    pub token: Token,
    /// Its number.
    pub number: Number,
    /// The business day.
    pub day: Date,
    /// The person's stay.
    pub visit: VisitId,
    /// The person, when known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonHash>,
    /// Its queue.
    pub queue: QueueCode,
    /// Its item.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<ItemCode>,
    /// Class of visitor.
    pub class: ClassCode,
    /// Language of the paper.
    #[serde(default)]
    pub language: Language,
    /// Came with a booking.
    #[serde(default)]
    pub booked: bool,
    /// What its place counts from.
    pub arrival: Time,
    /// Its place.
    pub place: Place,
    /// The announced wait, stored beside the real one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forecast: Option<Forecast>,
    /// Who issued it.
    pub issued_by: DeviceId,
    /// The intent that made it.
    pub request: RequestId,
    /// Numbered by a kiosk without the server.
    #[serde(default)]
    pub offline: bool,
}

/// One service is done, the next matter of the same person begins.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct WentOn {
    /// The ticket.
    pub ticket: TicketId,
    /// Where the service was done.
    pub window: WindowNumber,
    /// How it ended.
    pub done: Done,
    /// The next queue.
    pub queue: QueueCode,
    /// The next item.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<ItemCode>,
    /// Where the ticket waits, by its arrival.
    pub place: Place,
    /// Only this window may call it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only_window: Option<WindowNumber>,
    /// The same window serves the next matter too, at once.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub stays: bool,
}

/// Why a ticket was called when it was.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CallReason {
    /// Smallest place of the window's own queues.
    Place,
    /// It had been passed as often as the plan allows.
    Overtaken,
    /// Nobody of the window's own queues was callable, or the helped queue waits too long.
    Helping,
    /// A clerk chose it, for this reason.
    Chosen(NoteRef),
}

/// Who put a ticket back or aside.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Because {
    /// The clerk.
    Clerk,
    /// The window was silent beyond the grace time.
    Silence,
    /// A manager.
    Manager,
}

/// Why something rests: from the plan's list, or in own words.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// A listed reason.
    Listed(ReasonCode),
    /// Own words, kept outside the journal.
    Note(NoteRef),
}

/// What a pause speaks of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// A whole queue.
    Queue(QueueCode),
    /// One item.
    Item(ItemCode),
}

/// Something a person must look at.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Alarm {
    /// A series has no number left.
    SeriesFull(SeriesCode),
    /// No block is left for a kiosk.
    BlocksFull(SeriesCode),
    /// A ticket is held for too long.
    HeldLong(TicketId),
    /// A window is silent with a ticket in hand.
    WindowSilent(WindowNumber),
    /// A pause lasts longer than planned or allowed.
    PauseLong(WindowNumber),
    /// Neither post of a window is there.
    PostAbsent(WindowNumber),
    /// The disk is almost full; no new numbers.
    DiskLow,
    /// History was lost; see the journal.
    HistoryLost,
    /// A kiosk's printer is in trouble.
    Printer(DeviceId, PrinterTrouble),
    /// Too many wrong PINs of a clerk.
    SignInLocked(ClerkCode),
    /// Too many wrong cards at a window.
    CardsLocked(WindowNumber),
    /// A window asks for help.
    Help(WindowNumber, Help),
}

/// What a window asks for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Help {
    /// Danger: whoever can, come. Nobody before the window may notice.
    Alarm,
    /// Somebody who guides, please: a question, a wheelchair, a translation.
    Guide,
}

impl Help {
    /// Every kind.
    pub const ALL: [Self; 2] = [Self::Alarm, Self::Guide];

    /// The word on the wire.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Alarm => "alarm",
            Self::Guide => "guide",
        }
    }
}

/// One counter that a witness raised.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Raised {
    /// The series.
    pub series: SeriesCode,
    /// The next online number is above this one; 0 = no witness.
    pub online: u32,
    /// The next block begins above this number; 0 = no witness.
    #[serde(default)]
    pub block: u32,
}

impl Event {
    /// The ticket it speaks of.
    pub fn ticket(&self) -> Option<TicketId> {
        match self {
            Self::TicketTaken(taken) | Self::LateTicketRecorded(taken) => Some(taken.ticket),
            Self::TicketWentOn(went) => Some(went.ticket),
            Self::LatePaperRecorded { ticket, .. }
            | Self::NumberReplaced { ticket, .. }
            | Self::PaperReported { ticket, .. }
            | Self::TicketCalled { ticket, .. }
            | Self::TicketRecalled { ticket, .. }
            | Self::TicketStarted { ticket, .. }
            | Self::TicketServedAtOnce { ticket, .. }
            | Self::TicketFinished { ticket, .. }
            | Self::TicketMissed { ticket, .. }
            | Self::TicketRestored { ticket, .. }
            | Self::TicketHeld { ticket, .. }
            | Self::TicketResumed { ticket, .. }
            | Self::TicketReleased { ticket, .. }
            | Self::TicketReopened { ticket, .. }
            | Self::TicketTransferred { ticket, .. }
            | Self::TicketUnbound { ticket }
            | Self::TicketWithdrawn { ticket, .. }
            | Self::TicketReclassed { ticket, .. }
            | Self::TicketExpired { ticket }
            | Self::TicketRated { ticket, .. } => Some(*ticket),
            _ => None,
        }
    }

    /// The case it speaks of.
    pub fn case(&self) -> Option<CaseId> {
        match self {
            Self::CaseOpened(opened) => Some(opened.case),
            Self::CaseMoved { case, .. } => Some(*case),
            _ => None,
        }
    }

    /// What has to be put right, of which it speaks.
    pub fn rectification(&self) -> Option<RectificationId> {
        match self {
            Self::RectificationOpened(opened) => Some(opened.rectification),
            Self::RectificationMoved { rectification, .. } => Some(*rectification),
            _ => None,
        }
    }

    /// The window it speaks of.
    pub fn window(&self) -> Option<WindowNumber> {
        match self {
            Self::TicketWentOn(went) => Some(went.window),
            Self::TicketCalled { window, .. }
            | Self::TicketRecalled { window, .. }
            | Self::TicketStarted { window, .. }
            | Self::TicketServedAtOnce { window, .. }
            | Self::TicketFinished { window, .. }
            | Self::TicketMissed { window, .. }
            | Self::TicketHeld { window, .. }
            | Self::TicketResumed { window, .. }
            | Self::TicketReleased { window, .. }
            | Self::TicketReopened { window, .. }
            | Self::TicketTransferred { window, .. }
            | Self::WindowOpened { window, .. }
            | Self::WindowPaused { window, .. }
            | Self::WindowClosed { window }
            | Self::WindowWentSilent { window }
            | Self::WindowHeard { window }
            | Self::ClerkSignedIn { window, .. }
            | Self::ClerkSignedOut { window, .. }
            | Self::SignInFailed { window, .. } => Some(*window),
            _ => None,
        }
    }

    /// The name of the kind, as the journal's `kind` column shows it.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::PlanLoaded { .. } => "plan_loaded",
            Self::DayOpened { .. } => "day_opened",
            Self::DayClosing { .. } => "day_closing",
            Self::DayClosed { .. } => "day_closed",
            Self::DeviceEnrolled { .. } => "device_enrolled",
            Self::DeviceRevoked { .. } => "device_revoked",
            Self::BlockLeased { .. } => "block_leased",
            Self::TicketTaken(_) => "ticket_taken",
            Self::LateTicketRecorded(_) => "late_ticket_recorded",
            Self::LatePaperRecorded { .. } => "late_paper_recorded",
            Self::NumberReplaced { .. } => "number_replaced",
            Self::PaperReported { .. } => "paper_reported",
            Self::TicketCalled { .. } => "ticket_called",
            Self::TicketRecalled { .. } => "ticket_recalled",
            Self::TicketStarted { .. } => "ticket_started",
            Self::TicketServedAtOnce { .. } => "ticket_served_at_once",
            Self::TicketWentOn(_) => "ticket_went_on",
            Self::TicketFinished { .. } => "ticket_finished",
            Self::TicketMissed { .. } => "ticket_missed",
            Self::TicketRestored { .. } => "ticket_restored",
            Self::TicketHeld { .. } => "ticket_held",
            Self::TicketResumed { .. } => "ticket_resumed",
            Self::TicketReleased { .. } => "ticket_released",
            Self::TicketReopened { .. } => "ticket_reopened",
            Self::TicketTransferred { .. } => "ticket_transferred",
            Self::TicketUnbound { .. } => "ticket_unbound",
            Self::TicketWithdrawn { .. } => "ticket_withdrawn",
            Self::TicketReclassed { .. } => "ticket_reclassed",
            Self::TicketExpired { .. } => "ticket_expired",
            Self::WindowOpened { .. } => "window_opened",
            Self::WindowPaused { .. } => "window_paused",
            Self::WindowClosed { .. } => "window_closed",
            Self::WindowWentSilent { .. } => "window_went_silent",
            Self::WindowHeard { .. } => "window_heard",
            Self::CredentialSet { .. } => "credential_set",
            Self::ClerkSignedIn { .. } => "clerk_signed_in",
            Self::ClerkSignedOut { .. } => "clerk_signed_out",
            Self::SignInFailed { .. } => "sign_in_failed",
            Self::SignInUnlocked { .. } => "sign_in_unlocked",
            Self::MessageSent { .. } => "message_sent",
            Self::NoticePosted { .. } => "notice_posted",
            Self::NoticeOver { .. } => "notice_over",
            Self::Paused { .. } => "paused",
            Self::Resumed { .. } => "resumed",
            Self::TicketRated { .. } => "ticket_rated",
            Self::RatingAttempted { .. } => "rating_attempted",
            Self::AlarmRaised { .. } => "alarm_raised",
            Self::AlarmAccepted { .. } => "alarm_accepted",
            Self::AlarmCleared { .. } => "alarm_cleared",
            Self::HistoryLost { .. } => "history_lost",
            Self::GatheringBegan { .. } => "gathering_began",
            Self::GatheringHeard { .. } => "gathering_heard",
            Self::GatheringEnded => "gathering_ended",
            Self::BlockFound { .. } => "block_found",
            Self::CaseOpened(_) => "case_opened",
            Self::CaseMoved { .. } => "case_moved",
            Self::CallbacksDrawn(_) => "callbacks_drawn",
            Self::CallbackMade(_) => "callback_made",
            Self::RegisterEntered(_) => "register_entered",
            Self::RectificationOpened(_) => "rectification_opened",
            Self::RectificationMoved { .. } => "rectification_moved",
        }
    }
}
