//! The troubles: what may happen to a hall, drawn from a deck so that each comes up again and again.

mod hands;

use super::backups::Backups;
use super::board_program::BoardProgram;
use super::pads::Pads;
use super::proxy::Proxy;
use super::server::{Server, Starter};
use hall_fixtures::dice::Dice;
use hall_fixtures::printer::VirtualPrinter;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// One kind of trouble.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Trouble {
    Kill,
    KillInStart,
    Terminate,
    Pause,
    Cut,
    HalfOpen,
    Delay,
    CutBoards,
    SecondServer,
    Printer,
    Pad,
    Backup,
    BackupKilled,
    KillInBackup,
    BoardPaused,
    BoardKilled,
    Verify,
}

impl Trouble {
    /// One round; kills and cuts come more often.
    const DECK: [Self; 22] = [
        Self::Kill,
        Self::Kill,
        Self::Kill,
        Self::KillInStart,
        Self::Terminate,
        Self::Pause,
        Self::Cut,
        Self::Cut,
        Self::HalfOpen,
        Self::Delay,
        Self::CutBoards,
        Self::CutBoards,
        Self::SecondServer,
        Self::Printer,
        Self::Printer,
        Self::Pad,
        Self::Backup,
        Self::BackupKilled,
        Self::KillInBackup,
        Self::BoardPaused,
        Self::BoardKilled,
        Self::Verify,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::Kill => "kill",
            Self::KillInStart => "kill_in_start",
            Self::Terminate => "terminate",
            Self::Pause => "pause",
            Self::Cut => "cut",
            Self::HalfOpen => "half_open",
            Self::Delay => "delay",
            Self::CutBoards => "cut_boards",
            Self::SecondServer => "second_server",
            Self::Printer => "printer",
            Self::Pad => "pad",
            Self::Backup => "backup",
            Self::BackupKilled => "backup_killed",
            Self::KillInBackup => "kill_in_backup",
            Self::BoardPaused => "board_paused",
            Self::BoardKilled => "board_killed",
            Self::Verify => "verify",
        }
    }
}

/// What the troubles did.
#[derive(Clone, Debug, Default)]
pub(super) struct Done {
    /// How often each kind came.
    pub(super) counts: BTreeMap<&'static str, u32>,
    /// From the start of each process after a kill to its first answer.
    pub(super) answered: Vec<Duration>,
    /// The same until it was ready.
    pub(super) ready: Vec<Duration>,
}

/// Who makes the troubles, with everything that can be broken in hand.
#[derive(Debug)]
pub(super) struct Troubler {
    pub(super) starter: Starter,
    /// None only while it is down.
    pub(super) server: Option<Server>,
    /// Between the people's devices and the server.
    pub(super) people: Arc<Proxy>,
    /// Between the boards and the server.
    pub(super) boards: Arc<Proxy>,
    pub(super) printer: Arc<VirtualPrinter>,
    pub(super) pads: Arc<Pads>,
    pub(super) programs: Vec<BoardProgram>,
    pub(super) backups: Backups,
    pub(super) dice: Dice,
    /// Longest pause of a process, in seconds.
    pub(super) pause_max: f64,
    pub(super) done: Done,
}

impl Troubler {
    /// Makes trouble until `end`; an error means that the hall did not come back.
    pub(super) async fn work(&mut self, end: Instant) -> Result<(), String> {
        let mut deck = Vec::new();
        while Instant::now() < end {
            self.breathe(0.2, 1.2).await;
            if deck.is_empty() {
                deck = self.shuffled();
            }
            let Some(trouble) = deck.pop() else { continue };
            *self.done.counts.entry(trouble.name()).or_default() += 1;
            self.look_at_server()?;
            let made = self.make(trouble).await;
            made.map_err(|what| format!("{}: {what}", trouble.name()))?;
            self.people.heal();
            self.boards.heal();
        }
        Ok(())
    }

    async fn make(&mut self, trouble: Trouble) -> Result<(), String> {
        match trouble {
            Trouble::Kill => self.kill_and_restart().await,
            Trouble::KillInStart => self.kill_in_start().await,
            Trouble::Terminate => self.terminate().await,
            Trouble::Pause => {
                self.pause().await;
                Ok(())
            }
            Trouble::Cut => {
                self.cut_all().await;
                Ok(())
            }
            Trouble::HalfOpen => {
                self.half_open().await;
                Ok(())
            }
            Trouble::Delay => {
                self.delay().await;
                Ok(())
            }
            Trouble::CutBoards => {
                self.cut_boards().await;
                Ok(())
            }
            Trouble::SecondServer => self.second_server().await,
            Trouble::Printer => {
                self.printer_vanishes().await;
                Ok(())
            }
            Trouble::Pad => {
                self.pads_vanish().await;
                Ok(())
            }
            Trouble::Backup => self.backup().await,
            Trouble::BackupKilled => self.backup_killed().await,
            Trouble::KillInBackup => self.kill_in_backup().await,
            Trouble::BoardPaused => {
                self.board_paused().await;
                Ok(())
            }
            Trouble::BoardKilled => self.board_killed().await,
            Trouble::Verify => self.verify().await,
        }
    }

    /// Lets the hall work undisturbed for a while, in seconds.
    async fn breathe(&mut self, from: f64, to: f64) {
        let seconds = self.dice.between(from, to);
        tokio::time::sleep(Duration::from_secs_f64(seconds)).await;
    }

    fn shuffled(&mut self) -> Vec<Trouble> {
        let mut deck = Trouble::DECK.to_vec();
        for index in (1..deck.len()).rev() {
            let weights = vec![1.0; index + 1];
            deck.swap(index, self.dice.index(&weights));
        }
        // A short run shall at least see a kill.
        if self.done.counts.is_empty() {
            deck.push(Trouble::Kill);
        }
        deck
    }

    fn look_at_server(&mut self) -> Result<(), String> {
        let server = self.server.as_mut().ok_or("there is no server")?;
        match server.ended() {
            None => Ok(()),
            Some(status) => Err(format!("the server ended by itself: {status}")),
        }
    }
}
