//! The child: the shipped server in a process of its own, whose system calls are made to fail.
//!
//! It asks a fixed list of intents one after the other and says on stdout what it was told. What
//! it says is what the hall's devices would have been told.

use super::session::checkpoint_file;
use super::story::plan;
use hall_core::code::{DeviceId, ItemCode, RequestId, WindowNumber};
use hall_core::command::{Act, Named, TakeTicket};
use hall_core::device::{Actor, Role};
use hall_core::service::Done;
use hall_core::{Command, Request, Time};
use hall_server::desk::task::DeskError;
use hall_server::desk::{Ask, Outcome};
use hall_server::random::Random;
use hall_server::serve::{Options, Running, ServeError, TimeSource};
use std::net::SocketAddr;
use std::path::Path;

/// Tuesday 2026-03-03, 10:00 in Shanghai.
const TEN: Time = Time(1_772_503_200_000);

/// Visitors of the child's short morning.
const VISITORS: u32 = 12;

/// After this many asks the log goes into the main file, so that it begins again afterwards.
const CHECKPOINT_AFTER: usize = 20;

/// What one ask was told, as a line of the child's stdout.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Told {
    /// Accepted: the ask, the status, the body.
    Accepted(usize, u16, String),
    /// The disk is full; nothing was stored.
    Full(usize),
    /// The store failed, or the server is stopping.
    Failed(usize),
    /// The server did not start.
    NotStarted(String),
}

impl Told {
    /// As a line.
    pub(super) fn line(&self) -> String {
        match self {
            Self::Accepted(ask, status, body) => format!("accepted {ask} {status} {body}"),
            Self::Full(ask) => format!("full {ask}"),
            Self::Failed(ask) => format!("failed {ask}"),
            Self::NotStarted(why) => format!("not-started {why}"),
        }
    }

    /// From a line; none when the process died in the middle of it.
    pub(super) fn read(line: &str) -> Option<Self> {
        let (word, rest) = line.split_once(' ')?;
        match word {
            "accepted" => {
                let (ask, rest) = rest.split_once(' ')?;
                let (status, body) = rest.split_once(' ')?;
                Some(Self::Accepted(
                    ask.parse().ok()?,
                    status.parse().ok()?,
                    body.to_owned(),
                ))
            }
            "full" => rest.parse().ok().map(Self::Full),
            "failed" => rest.parse().ok().map(Self::Failed),
            "not-started" => Some(Self::NotStarted(rest.to_owned())),
            _ => None,
        }
    }
}

/// Everything that is asked, in order; the same on every run.
pub(super) fn asks() -> Vec<Ask> {
    let mut commands = vec![
        (None, enrol(Role::Kiosk, None)),
        (None, enrol(Role::Window, Some(WindowNumber(1)))),
        (None, enrol(Role::Manager, None)),
    ];
    let (kiosk, clerk, manager) = (Some(1), Some(2), Some(3));
    let window = WindowNumber(1);
    commands.push((
        clerk,
        Command::OpenWindow {
            window,
            clerk: None,
        },
    ));
    for visitor in 0..VISITORS {
        let item = if visitor % 3 == 0 { "TAX1" } else { "CARD2" };
        let item = ItemCode(item.parse().expect("the sample plan has plain codes"));
        commands.push((kiosk, Command::TakeTicket(TakeTicket::item(item))));
        if visitor % 4 == 3 {
            let named = Named::default();
            let act = |act| Command::Act { window, named, act };
            commands.push((clerk, Command::CallNext { window }));
            commands.push((clerk, act(Act::Start)));
            commands.push((clerk, act(Act::Finish(Done::default()))));
        }
    }
    let series = hall_core::code::SeriesCode("A".parse().expect("a plain code"));
    commands.push((kiosk, Command::LeaseBlock { series }));
    commands.push((manager, Command::CloseDay));
    let ask = |(index, (device, command)): (usize, (Option<u32>, Command))| {
        let id = index as u128 + 1;
        let by = device.map_or(Actor::Operator, |device| Actor::Device(DeviceId(device)));
        Ask {
            digest: format!("{id}"),
            request: Request {
                by,
                id: RequestId(id),
                random: id << 64,
                command,
            },
            notes: Vec::new(),
        }
    };
    commands.into_iter().enumerate().map(ask).collect()
}

/// The shipped server on a folder, with a clock set by hand.
pub(super) async fn serve(folder: &Path) -> Result<Running, ServeError> {
    Running::start(Options {
        plan: plan()?,
        data: folder.to_owned(),
        listen: SocketAddr::from(([127, 0, 0, 1], 0)),
        public_url: Some("http://hall.example".to_owned()),
        time: TimeSource::Manual { at: TEN },
        random: Random::seeded(1),
    })
    .await
}

/// Asks one thing.
pub(super) async fn ask(running: &Running, index: usize, ask: Ask) -> Option<Told> {
    match running.app.desk.ask(ask).await {
        Ok(Outcome::Accepted { status, body }) => {
            Some(Told::Accepted(index, status, body.to_string()))
        }
        Ok(_) => None,
        Err(DeskError::Full) => Some(Told::Full(index)),
        Err(DeskError::Failed(_) | DeskError::Stopping) => Some(Told::Failed(index)),
    }
}

/// Runs the short morning and says what was told.
pub(super) async fn work(folder: &Path, say: impl Fn(&Told)) {
    let mut running = match serve(folder).await {
        Ok(running) => running,
        Err(error) => return say(&Told::NotStarted(error.to_string())),
    };
    let mut failed = false;
    for (index, one) in asks().into_iter().enumerate() {
        if index == CHECKPOINT_AFTER {
            // It may fail as well; the writer does not hear of it, as of SQLite's own.
            let _ = checkpoint_file(folder, "pragma wal_checkpoint(passive)").await;
        }
        let told = ask(&running, index, one).await;
        failed |= matches!(told, Some(Told::Failed(_)));
        told.iter().for_each(&say);
    }
    if failed {
        // As the program does: the mark for the next start is written here.
        running.failed().await;
    }
    // What cannot be stopped in order is found at the next start.
    let _ = running.stop().await;
}

const fn enrol(role: Role, window: Option<WindowNumber>) -> Command {
    Command::EnrolDevice {
        role,
        name: String::new(),
        window,
        department: None,
        secret: String::new(),
    }
}
