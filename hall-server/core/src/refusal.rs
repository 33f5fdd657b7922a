//! Refusals: answers that change nothing, as data. A refusal is not an error.
//!
//! [`Refusal::code`] is stable for ever; the words come from the catalogue, in the reader's
//! language, with the fields as arguments.

use crate::callback::CallbackRefusal;
use crate::case::CaseRefusal;
use crate::code::{ItemCode, QueueCode, SeriesCode, TicketId, WindowNumber};
use crate::device::DeviceRefusal;
use crate::event::Reason;
use crate::notice::NoticeRefusal;
use crate::rectification::RectificationRefusal;
use crate::register::RegisterRefusal;
use crate::time::{Date, Time};
use alloc::string::String;
use alloc::vec::Vec;

/// Why a command was not carried out.
#[derive(Clone, PartialEq, Eq, Debug)]
#[expect(
    missing_docs,
    reason = "fields are the nouns of the glossary; variants say why"
)]
pub enum Refusal {
    // Who asks.
    /// The device's role may not do this.
    RoleNotAllowed,
    /// The device belongs to another window.
    OtherWindow {
        own: WindowNumber,
    },
    /// The device was revoked.
    DeviceRevoked,

    // What is asked for.
    UnknownItem {
        item: String,
    },
    UnknownQueue {
        queue: String,
    },
    UnknownWindow {
        window: WindowNumber,
    },
    UnknownTicket,
    UnknownClass {
        class: String,
    },
    UnknownSeries {
        series: String,
    },
    UnknownClerk {
        clerk: String,
    },
    UnknownDevice,
    UnknownCase,
    UnknownDepartment {
        department: String,
    },
    /// Neither item nor queue was named, or they contradict one another.
    ItemOrQueue,

    // Cases.
    /// The case itself says no.
    Case(CaseRefusal),
    /// No clerk works at the window, and every step of a case bears a name.
    CaseNobody {
        window: WindowNumber,
    },
    /// Another open case has this number.
    CaseNumberTaken,
    CaseLimit {
        limit: usize,
    },
    CasePartLimit {
        limit: usize,
    },

    // Notices.
    /// Nothing is posted or taken back.
    Notice(NoticeRefusal),

    // What follows a service.
    /// What has to be put right says no.
    Rectification(RectificationRefusal),
    /// The list of a day says no.
    Callback(CallbackRefusal),
    /// The register says no.
    Register(RegisterRefusal),

    // Taking a number.
    /// The item or queue rests.
    QueuePaused {
        reason: Reason,
    },
    /// Outside the item's hours, in local minutes.
    OutsideHours {
        from: u16,
        until: u16,
    },
    /// The hall does not work today.
    HallClosedToday,
    /// No business day is open.
    DayNotOpen,
    /// No more numbers today; who holds one is served.
    DayClosing,
    /// The day is closed.
    DayClosed,
    /// The item can be had only from a later day on.
    ItemNotYet {
        from: Date,
    },
    /// The applicant is too young for the item.
    TooYoung {
        age_min: u16,
    },
    /// The applicant's age must be confirmed first.
    AgeNotConfirmed {
        age_min: u16,
    },
    /// Only the applicant in person.
    NoAgents,
    /// The day's contingent of the item is used up.
    QuotaUsed {
        quota: u32,
    },
    /// The person has taken the day's share of tickets.
    PersonLimit {
        limit: u16,
    },
    /// The series has no number left.
    SeriesFull {
        series: SeriesCode,
    },
    /// The booking is for another day.
    BookingOtherDay,
    /// Too early for the booked slot.
    BookingTooEarly {
        from: Time,
    },
    /// After a restore: no numbers until every device spoke.
    Gathering {
        missing: u32,
    },
    /// The disk is almost full.
    DiskLow,
    /// Too many people wait; a limit of the program, not of the plan.
    HallFull {
        limit: u32,
    },

    // Blocks and handing in.
    BlocksFull {
        series: SeriesCode,
    },
    /// The number is in no block of this kiosk and day.
    NumberOutsideBlock,
    /// Another ticket has the number.
    NumberUsed {
        ticket: TicketId,
    },
    /// The day is too long ago.
    DayTooOld,

    // Windows.
    WindowNotOpen,
    WindowPaused,
    /// The window has a ticket in hand.
    WindowBusy {
        ticket: TicketId,
    },
    /// Not with a ticket in hand.
    TicketInHand {
        ticket: TicketId,
    },
    /// Nobody is callable.
    NobodyWaiting,
    /// The clerk works at another window.
    ClerkElsewhere {
        window: WindowNumber,
    },
    /// The clerk has no post at this window.
    ClerkNotHere,
    /// The window opens only for the clerk who is signed in there.
    NotSignedIn,
    /// The PIN is not the clerk's, or the card is no post's here.
    SignInWrong,
    /// Another clerk has somebody in hand here.
    WindowTaken {
        clerk: String,
    },
    /// Too many wrong tries; minutes until the next one.
    SignInLocked {
        minutes: u32,
    },
    /// The clerk has no PIN.
    NoPin {
        clerk: String,
    },
    /// A card finds its clerk among the posts of a window; this one names none.
    CardNeedsPost,
    /// No proof that a PIN or card can be made of.
    BadCredential,
    /// The window does not serve the queue.
    QueueNotServed {
        queue: QueueCode,
    },
    ReasonRequired,
    /// The pause is too short or too long.
    PauseLength {
        minutes_max: u32,
    },

    // Help.
    /// Nobody asked for this help, or it is over.
    NoHelpAsked,
    /// Somebody else goes already.
    HelpAccepted,
    /// A window cannot answer its own call for help.
    OwnHelp,

    // A ticket in its states.
    TicketNotWaiting,
    /// The person is at another window or was called a moment ago.
    PersonBusy,
    /// Only the named window may call it.
    BoundToWindow {
        window: WindowNumber,
    },
    /// No ticket in hand.
    NothingInHand,
    /// The ticket is not at this window.
    TicketNotHere,
    NotCalled,
    NotServing,
    AlreadyServing,
    NotHeld,
    RecallTooSoon {
        seconds: u32,
    },
    RecallLimit {
        calls: u16,
    },
    MissedTooSoon {
        seconds: u32,
    },
    NotMissed,
    RestoreTooLate,
    RestoreLimit,
    HoldLimit {
        limit: u8,
    },
    NotReopenable,
    ReopenTooLate,
    /// The ticket changed since the author looked.
    StaleVersion {
        version: u32,
    },
    /// The target of a transfer is where the ticket is.
    SamePlace,
    /// So many pieces are no service.
    QuantityRange {
        max: u16,
    },
    /// What was written is no case number.
    CaseNumber,
    /// The ticket was sent on as often as a ticket can be.
    TransferLimit {
        limit: u32,
    },

    // Rating.
    AlreadyRated,
    NotRatable,
    RatingTooLate,
    /// Levels are 1 to 5.
    BadLevel,
    /// A bad rating needs a reason.
    RatingReason,

    // Managing.
    /// The plan takes away what live tickets need.
    PlanInUse {
        queues: Vec<QueueCode>,
        windows: Vec<WindowNumber>,
        items: Vec<ItemCode>,
    },
    /// The plan contradicts itself.
    PlanInvalid,
    NotPaused,
    /// A device is not enrolled.
    Device(DeviceRefusal),
}

impl Refusal {
    /// The stable code, for machines and for staff.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::RoleNotAllowed => "role_not_allowed",
            Self::OtherWindow { .. } => "other_window",
            Self::DeviceRevoked => "device_revoked",
            Self::UnknownItem { .. } => "unknown_item",
            Self::UnknownQueue { .. } => "unknown_queue",
            Self::UnknownWindow { .. } => "unknown_window",
            Self::UnknownTicket => "unknown_ticket",
            Self::UnknownClass { .. } => "unknown_class",
            Self::UnknownSeries { .. } => "unknown_series",
            Self::UnknownClerk { .. } => "unknown_clerk",
            Self::UnknownDevice => "unknown_device",
            Self::UnknownCase => "unknown_case",
            Self::UnknownDepartment { .. } => "unknown_department",
            Self::Case(refusal) => refusal.code(),
            Self::CaseNobody { .. } => "case_nobody",
            Self::CaseNumberTaken => "case_number_taken",
            Self::CaseLimit { .. } => "case_limit",
            Self::CasePartLimit { .. } => "case_part_limit",
            Self::Notice(refusal) => refusal.code(),
            Self::Rectification(refusal) => refusal.code(),
            Self::Callback(refusal) => refusal.code(),
            Self::Register(refusal) => refusal.code(),
            Self::ItemOrQueue => "item_or_queue",
            Self::QueuePaused { .. } => "queue_paused",
            Self::OutsideHours { .. } => "outside_hours",
            Self::HallClosedToday => "hall_closed_today",
            Self::DayNotOpen => "day_not_open",
            Self::DayClosing => "day_closing",
            Self::DayClosed => "day_closed",
            Self::ItemNotYet { .. } => "item_not_yet",
            Self::TooYoung { .. } => "too_young",
            Self::AgeNotConfirmed { .. } => "age_not_confirmed",
            Self::NoAgents => "no_agents",
            Self::QuotaUsed { .. } => "quota_used",
            Self::PersonLimit { .. } => "person_limit",
            Self::SeriesFull { .. } => "series_full",
            Self::BookingOtherDay => "booking_other_day",
            Self::BookingTooEarly { .. } => "booking_too_early",
            Self::Gathering { .. } => "gathering",
            Self::DiskLow => "disk_low",
            Self::HallFull { .. } => "hall_full",
            Self::BlocksFull { .. } => "blocks_full",
            Self::NumberOutsideBlock => "number_outside_block",
            Self::NumberUsed { .. } => "number_used",
            Self::DayTooOld => "day_too_old",
            Self::WindowNotOpen => "window_not_open",
            Self::WindowPaused => "window_paused",
            Self::WindowBusy { .. } => "window_busy",
            Self::TicketInHand { .. } => "ticket_in_hand",
            Self::NobodyWaiting => "nobody_waiting",
            Self::ClerkElsewhere { .. } => "clerk_elsewhere",
            Self::ClerkNotHere => "clerk_not_here",
            Self::NotSignedIn => "not_signed_in",
            Self::SignInWrong => "sign_in_wrong",
            Self::WindowTaken { .. } => "window_taken",
            Self::SignInLocked { .. } => "sign_in_locked",
            Self::NoPin { .. } => "no_pin",
            Self::CardNeedsPost => "card_needs_post",
            Self::BadCredential => "bad_credential",
            Self::QueueNotServed { .. } => "queue_not_served",
            Self::ReasonRequired => "reason_required",
            Self::PauseLength { .. } => "pause_length",
            Self::NoHelpAsked => "no_help_asked",
            Self::HelpAccepted => "help_accepted",
            Self::OwnHelp => "own_help",
            Self::TicketNotWaiting => "ticket_not_waiting",
            Self::PersonBusy => "person_busy",
            Self::BoundToWindow { .. } => "bound_to_window",
            Self::NothingInHand => "nothing_in_hand",
            Self::TicketNotHere => "ticket_not_here",
            Self::NotCalled => "not_called",
            Self::NotServing => "not_serving",
            Self::AlreadyServing => "already_serving",
            Self::NotHeld => "not_held",
            Self::RecallTooSoon { .. } => "recall_too_soon",
            Self::RecallLimit { .. } => "recall_limit",
            Self::MissedTooSoon { .. } => "missed_too_soon",
            Self::NotMissed => "not_missed",
            Self::RestoreTooLate => "restore_too_late",
            Self::RestoreLimit => "restore_limit",
            Self::HoldLimit { .. } => "hold_limit",
            Self::NotReopenable => "not_reopenable",
            Self::ReopenTooLate => "reopen_too_late",
            Self::StaleVersion { .. } => "stale_version",
            Self::SamePlace => "same_place",
            Self::QuantityRange { .. } => "quantity_range",
            Self::CaseNumber => "case_number",
            Self::TransferLimit { .. } => "transfer_limit",
            Self::AlreadyRated => "already_rated",
            Self::NotRatable => "not_ratable",
            Self::RatingTooLate => "rating_too_late",
            Self::BadLevel => "bad_level",
            Self::RatingReason => "rating_reason",
            Self::PlanInUse { .. } => "plan_in_use",
            Self::PlanInvalid => "plan_invalid",
            Self::NotPaused => "not_paused",
            Self::Device(refusal) => refusal.code(),
        }
    }
}
