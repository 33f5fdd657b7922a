//! Bugs on purpose, to test the tests.
//!
//! Each is a class of bug that queue systems have had, written into the shipped code where it
//! would stand. Without the cargo feature `planted` none can be chosen: [`is`] is a constant and
//! the compiler leaves nothing of it. With the feature, `hall-sim planted` chooses one at a time
//! and counts the simulated days that find it.

use core::sync::atomic::{AtomicU8, Ordering};

/// Whether a bug can be chosen in this build.
pub const IS_POSSIBLE: bool = cfg!(feature = "planted");

/// The chosen bug, counted from 1; 0 = none.
static CHOSEN: AtomicU8 = AtomicU8::new(0);

/// Whether this bug was chosen.
#[inline]
pub fn is(bug: Bug) -> bool {
    IS_POSSIBLE && CHOSEN.load(Ordering::Relaxed) == bug as u8 + 1
}

/// Chooses a bug for the whole process, or none; without the feature nothing happens.
pub fn choose(bug: Option<Bug>) {
    CHOSEN.store(bug.map_or(0, |bug| bug as u8 + 1), Ordering::Relaxed);
}

macro_rules! bugs {
    ($(#[doc = $about:literal] $bug:ident,)*) => {
        /// A bug on purpose.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[repr(u8)]
        pub enum Bug {
            $(#[doc = $about] $bug,)*
        }

        impl Bug {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$bug,)*];

            /// Its name.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$bug => stringify!($bug),)*
                }
            }

            /// What it does.
            pub const fn about(self) -> &'static str {
                match self {
                    $(Self::$bug => $about.trim_ascii(),)*
                }
            }
        }
    };
}

bugs! {
    /// The next number is the count of living tickets plus one.
    CountAsNumber,
    /// A series that goes round gives numbers that somebody still holds.
    WrapOntoLive,
    /// Numbers begin anew after so many hours instead of with the day.
    DayByHours,
    /// Two kiosks lease the same block.
    BlockLeasedTwice,
    /// Numbers and blocks are given while devices may still tell of others.
    GatheringSkipped,
    /// Numbers are given after the hall has begun to close.
    NumberAfterClosing,
    /// An intent that was answered is decided again.
    IntentForgotten,
    /// A restart forgets which intents were answered.
    IntentsForgottenAtRestart,
    /// All calls of a moment choose from the same line before one of them is written.
    ReadThenCall,
    /// A clerk acts on a ticket that has changed since the screen showed it.
    StaleVersionObeyed,
    /// The answer leaves before the commit.
    AnswerBeforeSync,
    /// Boards hear of a call before the commit.
    PublishBeforeSync,
    /// A failed commit counts as done.
    FailedSyncIgnored,
    /// After a full disk the memory keeps what was not stored.
    RollbackForgotten,
    /// The snapshot leaves out the numbers spent.
    SnapshotForgets,
    /// The row of a ticket is not written with its events.
    ProjectionSkipped,
    /// A row names the row before the last as the one before it.
    ChainSkipsARow,
    /// The clock of a start may be behind the last event.
    ClockGoesBack,
    /// What devices have seen is not heard.
    WitnessIgnored,
    /// A lost history goes on under its old epoch.
    EpochKept,
    /// A resumed feed leaves out the first event that was missed.
    ResumeOffByOne,
    /// A client applies an event although one before it is missing.
    GapApplied,
    /// A client that comes back takes its old picture for the present one.
    StaleAfterReconnect,
    /// Everybody gets the frames of the staff.
    PublicSeesTokens,
    /// A revoked device may go on.
    RevokedStillActs,
    /// A person with priority always goes first, however often others were passed.
    PassedForEver,
    /// A ticket that was released goes to the end of its queue.
    PlaceLost,
    /// A person who is given priority keeps the place of the old class.
    ClassWithoutPlace,
    /// A missed person comes back in front of everybody.
    RestoredToTheFront,
    /// The ticket of a window that fell silent stays with it for ever.
    SilenceForgotten,
    /// A window forgets a ticket that it set aside.
    HeldForgotten,
    /// A rating is taken long after the service.
    RatedTooLate,
    /// The next call takes the place of one that waits for the voice.
    AnnouncementOverwritten,
    /// A board says everything again after a new picture.
    AnnouncementRepeated,
    /// The last call is said first.
    AnnouncementOutOfOrder,
    /// The printer gets its bytes before number and print are on disk.
    PrintedBeforeDurable,
    /// A printer that says nothing has printed.
    SilenceMeansPrinted,
    /// What a printer says after a ticket that nobody confirmed is believed.
    OutOfStepBelieved,
    /// A second paper bears no mark.
    CopyWithoutMark,
    /// A kiosk's own numbers are never handed in.
    HandInForgotten,
    /// A call means what it meant in a history that was lost.
    CallOfALostHistory,
    /// What a server answered before it lost its history counts after it.
    LostHistoryAnswers,
    /// A kiosk forgets its own numbers of a day that is over.
    YesterdaysPaperForgotten,
    /// A paper of yesterday joins the line of today.
    YesterdaysPaperToday,
    /// A kiosk gives the number of its block again.
    BlockNumberTwice,
    /// A kiosk that starts does not read what its journal says of people.
    JournalNotRead,
    /// A window's terminal does not hear that its picture is new.
    PictureNotTaken,
    /// An LED bar forgets a call that comes while another one is on its way to the card.
    BarNewsLost,
    /// An LED card goes on without the board for ever.
    BarNeverDark,
}
