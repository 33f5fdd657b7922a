//! Commands: what somebody wants, in the imperative. A command is decided, never obeyed blindly.

use crate::callback::{CallbackOutcome, Channel};
use crate::case::CaseAct;
use crate::code::{
    CaseId, ClassCode, ClerkCode, DepartmentCode, DeviceId, EntryId, ItemCode, NoticeId,
    PersonHash, QueueCode, RectificationId, RequestId, SeriesCode, TicketId, Token, WindowNumber,
};
use crate::device::{Actor, PrinterTrouble, Role};
use crate::event::{Help, Raised, Reason, Subject};
use crate::notice::Notice;
use crate::plan::{Language, Plan};
use crate::rectification::RectificationAct;
use crate::register::Entered;
use crate::service::{CaseNumber, Done};
use crate::sign_in::Factor;
use crate::ticket::{NoteRef, Number, PaperState};
use crate::time::{Date, Span, Time};
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

/// A command with its origin. Randomness is an argument: the core has none.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Request {
    /// Who asks.
    pub by: Actor,
    /// The caller's id of the intent; all-zero for the hall's own.
    pub id: RequestId,
    /// Random bits, used for the token of a new ticket.
    pub random: u128,
    /// What is asked.
    pub command: Command,
}

/// What somebody wants.
#[derive(Clone, PartialEq, Eq, Debug)]
#[expect(
    missing_docs,
    reason = "fields are the nouns of the glossary; variants say what is asked"
)]
pub enum Command {
    /// Let time pass: open and close the day, watch windows and holds.
    Tick,
    /// Bring a plan into force.
    LoadPlan { plan: Box<Plan> },
    /// Begin closing; when already closing, close now.
    CloseDay,
    /// Let a device speak.
    EnrolDevice {
        role: Role,
        name: String,
        window: Option<WindowNumber>,
        department: Option<DepartmentCode>,
        secret: String,
    },
    /// Silence a device for good.
    RevokeDevice { device: DeviceId },

    /// Give a number.
    TakeTicket(TakeTicket),
    /// Lease numbers for offline hours to the asking kiosk.
    LeaseBlock { series: SeriesCode },
    /// Hand in a number printed offline.
    HandIn(HandIn),
    /// Say what became of the paper with this number; after a lost history another ticket may have
    /// the id.
    ReportPaper {
        ticket: TicketId,
        number: Option<String>,
        paper: PaperState,
        copy: bool,
    },
    /// The asking kiosk's printer is in trouble, or in none.
    ReportPrinter { trouble: Option<PrinterTrouble> },
    /// Let a missed person wait again.
    Restore { ticket: TicketId },
    /// The person gives up, or a guide voids a number whose paper is worth nothing, with a reason.
    Withdraw {
        ticket: TicketId,
        note: Option<NoteRef>,
    },
    /// A guide gives a waiting person another class, with a reason.
    Reclass {
        named: Named,
        class: ClassCode,
        note: NoteRef,
    },

    /// Open a window, or end its pause.
    OpenWindow {
        window: WindowNumber,
        clerk: Option<ClerkCode>,
    },
    /// Give a clerk another PIN or card by its verifier, or take it away.
    SetCredential {
        clerk: ClerkCode,
        factor: Factor,
        verifier: Option<String>,
    },
    /// A clerk proved to the server who they are.
    SignIn {
        window: WindowNumber,
        clerk: ClerkCode,
        factor: Factor,
    },
    /// Somebody did not: with a PIN of this clerk, or with a card.
    NoteWrongSignIn {
        window: WindowNumber,
        clerk: Option<ClerkCode>,
    },
    /// The clerk leaves the window.
    SignOut { window: WindowNumber },
    /// Forgive a clerk's wrong tries.
    UnlockSignIn { clerk: ClerkCode },

    /// Rest.
    PauseWindow {
        window: WindowNumber,
        reason: Reason,
        minutes: u32,
    },
    /// End the work.
    CloseWindow { window: WindowNumber },
    /// Call whoever is next: choose and claim in one step.
    CallNext { window: WindowNumber },
    /// Call a chosen ticket, with a reason.
    CallChosen {
        window: WindowNumber,
        ticket: TicketId,
        note: NoteRef,
    },
    /// Serve somebody who stands at the window without paper, with a reason.
    ServeNow {
        window: WindowNumber,
        take: Box<TakeTicket>,
        note: NoteRef,
    },
    /// Act on the ticket at a window.
    Act {
        window: WindowNumber,
        named: Named,
        act: Act,
    },
    /// The watchdog heard nothing from a window.
    NoteSilence { window: WindowNumber },
    /// The watchdog heard a window again.
    NoteHeard { window: WindowNumber },

    /// A window asks for help.
    AskHelp { window: WindowNumber, help: Help },
    /// Somebody goes and helps a window.
    AcceptHelp { window: WindowNumber, help: Help },
    /// The window needs it no more.
    EndHelp { window: WindowNumber, help: Help },

    /// Tell windows something; nobody named = all of them.
    Say {
        note: NoteRef,
        to: Vec<WindowNumber>,
    },
    /// Tell everybody something on the boards.
    PostNotice(Box<Notice>),
    /// Take it back.
    WithdrawNotice { notice: NoticeId },

    /// No numbers for a queue or item, with a reason.
    Pause { subject: Subject, reason: Reason },
    /// Numbers again.
    Resume { subject: Subject },

    /// Begin a case.
    OpenCase { by: CaseClerk, case: Box<NewCase> },
    /// Take a case a step further.
    MoveCase {
        by: CaseClerk,
        case: CaseId,
        act: CaseAct,
    },

    /// Put a bad rating right that opened nothing, as one from before a program knew how to.
    OpenRectification { by: ClerkCode, ticket: TicketId },
    /// Do something about what has to be put right.
    MoveRectification {
        by: ClerkCode,
        rectification: RectificationId,
        act: RectificationAct,
    },
    /// Put on record how a citizen was called back.
    MakeCallback {
        by: ClerkCode,
        callback: Box<NewCallback>,
    },
    /// Write something into a register.
    EnterRegister { by: ClerkCode, what: Box<Entered> },

    /// Rate a service.
    Rate {
        ticket: TicketId,
        level: u8,
        note: Option<NoteRef>,
    },
    /// A device was refused when it rated; whoever may not rate this service goes on record.
    NoteRatingAttempt { device: DeviceId, ticket: TicketId },

    /// Raise counters above what a device has seen.
    Witness {
        device: Option<DeviceId>,
        day: Date,
        raised: Vec<Raised>,
        /// The device is ahead of the journal: the loss is certain even if nothing rises.
        proven: bool,
    },
    /// After a restore: give no numbers until these devices spoke.
    BeginGathering { waiting_for: Vec<DeviceId> },
    /// A device said hello.
    NoteHello { device: DeviceId },
    /// A manager decides that enough devices spoke.
    EndGathering,
    /// The disk is below its reserve, or above it again.
    NoteDisk { low: bool },
}

/// What a ticket is taken for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TakeTicket {
    /// The item, or
    pub item: Option<ItemCode>,
    /// the queue itself.
    pub queue: Option<QueueCode>,
    /// Class of visitor; none = normal.
    pub class: Option<ClassCode>,
    /// Language of the paper.
    pub language: Language,
    /// The first ticket of the same person, by token.
    pub visit: Option<Token>,
    /// Who it is for.
    pub person: Person,
    /// Start of the booked slot, for a booked visitor.
    pub slot: Option<Slot>,
}

/// Whose hand moves a case: the clerk who works at a window, or a named one of the back office.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CaseClerk {
    /// Whoever works there.
    At(WindowNumber),
    /// This one.
    Named(ClerkCode),
}

/// What a case begins with.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct NewCase {
    /// The number in the department's own system; none = the hall gives one.
    pub number: Option<CaseNumber>,
    /// What is applied for; none = what the ticket is for.
    pub item: Option<ItemCode>,
    /// The ticket at which it is opened.
    pub ticket: Option<TicketId>,
    /// Departments that have to do their part 并联, the item's own one left out.
    pub parts: Vec<DepartmentCode>,
    /// What is done with it at once, as accepting it.
    pub first: Option<CaseAct>,
}

/// How a citizen was called back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewCallback {
    /// The business day of the service.
    pub day: Date,
    /// The ticket on the day's list.
    pub ticket: TicketId,
    /// How it went.
    pub outcome: CallbackOutcome,
    /// How they were asked.
    pub channel: Channel,
    /// What level they gave now, 5 (best) to 1.
    pub level: Option<u8>,
    /// The problem they told of: it has to be put right.
    pub problem: Option<NoteRef>,
}

/// A booked slot.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Slot {
    /// The day of the booking.
    pub day: Date,
    /// Its start.
    pub start: Time,
}

/// What is known of the applicant; never a raw identity.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Person {
    /// Keyed hash of the document.
    pub hash: Option<PersonHash>,
    /// Year of birth on the document.
    pub birth_year: Option<i32>,
    /// The applicant's age was asked for and confirmed.
    pub age_confirmed: bool,
    /// The document is an agent's: it decides nothing about the applicant's age.
    pub agent: bool,
}

/// A number that a kiosk gave on its own.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HandIn {
    /// The business day on the paper.
    pub day: Date,
    /// The printed number, from one of the kiosk's blocks.
    pub number: Number,
    /// The token in the printed QR code.
    pub token: Token,
    /// Time since it was taken, by the kiosk's monotonic clock.
    pub elapsed: Span,
    /// The kiosk's last contact with the server: arrival is not before it.
    pub last_contact: Time,
    /// What was asked for.
    pub take: TakeTicket,
}

/// A ticket that a command may name, with the version its author saw.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Named {
    /// The ticket; none = the one in hand.
    pub ticket: Option<TicketId>,
    /// The version seen; a stale one changes nothing (I27).
    pub version: Option<u32>,
}

/// What a clerk does with a ticket.
#[derive(Clone, PartialEq, Eq, Debug)]
#[expect(
    missing_docs,
    reason = "fields are the nouns of the glossary; variants say what is asked"
)]
pub enum Act {
    /// Announce again.
    Recall,
    /// The person is here.
    Start,
    /// Done; the item may be put right.
    Finish(Done),
    /// Done as soon as called, as when something is only picked up.
    QuickFinish(Done),
    /// Done here; the same number goes on to the next matter, at this window if it serves it.
    GoOn { done: Done, to: Target },
    /// Nobody came.
    Miss,
    /// The person is away for a moment.
    Hold,
    /// A held person is back.
    Resume,
    /// Back into the queue.
    Release,
    /// Serve a finished or missed ticket on.
    Reopen,
    /// Send to another queue or window under the same number.
    Transfer { to: Target, note: NoteRef },
}

/// Where a ticket is sent.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Target {
    /// Any window of a queue, for an item if one is named.
    Queue(QueueCode, Option<ItemCode>),
    /// One window only.
    Window(WindowNumber),
}

/// What a decided command gives back besides its events.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Answer {
    /// Nothing to show.
    Done,
    /// A ticket.
    Ticket(TicketId),
    /// A ticket that was there before: the person's first one for the item.
    Existing(TicketId),
    /// A ticket called to or acted on at a window.
    AtWindow(WindowNumber, TicketId),
    /// A window.
    Window(WindowNumber),
    /// A queue or item.
    Subject(Subject),
    /// A block of numbers.
    Block(SeriesCode, u32, u32),
    /// A device.
    Device(DeviceId),
    /// The day.
    Day,
    /// A case.
    Case(CaseId),
    /// Something to put right.
    Rectification(RectificationId),
    /// A call about this day and ticket.
    Callback(Date, TicketId),
    /// An entry of a register, with what has to be put right because of it.
    Entry(EntryId, Option<RectificationId>),
    /// A rating of this ticket.
    Rating(TicketId),
    /// A notice.
    Notice(NoticeId),
    /// The loss of history is on record; a new epoch must begin.
    HistoryLost,
}

impl TakeTicket {
    /// A plain take for an item.
    pub fn item(item: ItemCode) -> Self {
        Self {
            item: Some(item),
            queue: None,
            class: None,
            language: Language::ZhCn,
            visit: None,
            person: Person::default(),
            slot: None,
        }
    }
}
