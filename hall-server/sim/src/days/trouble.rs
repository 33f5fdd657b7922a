//! What can break: the kinds of trouble that come at a moment and last for a while.
//!
//! Troubles of single messages are rates (`story::Rates`); together they are the fault kinds of
//! RELIABILITY 6.

use hall_fixtures::dice::Dice;

/// Something breaks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Trouble {
    /// Distinguishes troubles.
    pub(super) id: u64,
    /// When, in ms of the story.
    pub(super) at_ms: u64,
    /// For how long, in ms.
    pub(super) lasts_ms: u64,
    /// Whom it hits, where it hits one.
    pub(super) target: Target,
    /// What.
    pub(super) kind: TroubleKind,
    /// Its own chance.
    pub(super) dice: u64,
}

/// Whom a trouble hits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Target {
    /// A window, counted from 0.
    Window(usize),
    /// A kiosk, counted from 0.
    Kiosk(usize),
    /// A board, counted from 0.
    Board(usize),
}

/// What breaks.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(super) enum TroubleKind {
    /// The server's power goes.
    ServerCrash,
    /// The server stands still (SIGSTOP) and goes on.
    ServerPause,
    /// The server is stopped in order and started again.
    ServerRestart,
    /// A changed plan is loaded.
    Upgrade,
    /// A client's power goes.
    ClientCrash,
    /// A client stands still and goes on.
    ClientPause,
    /// Nothing passes between one client and the server, and both know.
    Partition,
    /// Nothing passes, and nobody knows.
    HalfOpen,
    /// A client reads slowly.
    SlowReader,
    /// Nothing passes between anybody and the server.
    NetworkDown,
    /// No room on the server's disk.
    DiskFull,
    /// The next write fails.
    WriteError,
    /// The next sync fails.
    SyncError,
    /// A byte of the journal changes; somebody restores the last backup.
    BitFlip,
    /// An older state of the disk comes back, and nobody says so.
    StaleRestore,
    /// A backup is restored in order.
    Restore,
    /// The server's wall clock jumps, seen at its next start.
    WallStep,
    /// The server's wall clock stands still, seen at its next start.
    WallFreeze,
    /// The printer's trouble, one of twelve.
    Printer,
    /// A pad's or printer's cable is pulled.
    Unplug,
    /// Rubbish on a serial line.
    LineNoise,
    /// A device is revoked and enrolled anew under another token.
    Revoke,
    /// A queue gives no numbers for a while.
    Pause,
}

impl TroubleKind {
    /// Every kind with its weight.
    const WEIGHTS: [(Self, f64); 23] = [
        (Self::ServerCrash, 4.0),
        (Self::ServerPause, 2.0),
        (Self::ServerRestart, 1.5),
        (Self::Upgrade, 1.0),
        (Self::ClientCrash, 3.0),
        (Self::ClientPause, 2.0),
        (Self::Partition, 3.0),
        (Self::HalfOpen, 2.0),
        (Self::SlowReader, 1.5),
        (Self::NetworkDown, 1.5),
        (Self::DiskFull, 1.0),
        (Self::WriteError, 1.0),
        (Self::SyncError, 1.0),
        (Self::BitFlip, 0.5),
        (Self::StaleRestore, 1.0),
        (Self::Restore, 0.8),
        (Self::WallStep, 1.0),
        (Self::WallFreeze, 0.5),
        (Self::Printer, 4.0),
        (Self::Unplug, 2.0),
        (Self::LineNoise, 2.0),
        (Self::Revoke, 0.7),
        (Self::Pause, 1.0),
    ];

    /// Every kind.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        Self::WEIGHTS.into_iter().map(|(kind, _)| kind)
    }

    pub(super) fn draw(dice: &mut Dice) -> Self {
        let weights = Self::WEIGHTS.map(|(_, weight)| weight);
        Self::WEIGHTS[dice.index(&weights)].0
    }
}
