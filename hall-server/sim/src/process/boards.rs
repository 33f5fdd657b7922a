//! Boards inside the harness: the shipped link and the shipped board, and a log of what they said.

use super::folder::{Folder, Tokens};
use display_board::board::{Action, Board, Event, Moment, Settings};
use hall_core::device::Role;
use hall_device::{Backoff, Link, LinkConfig, LinkEvent, LinkHandle, Token};
use hall_protocol::Picture;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::mpsc;

/// One announcement by its name, as a board knows it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Said {
    /// Milliseconds since 1970.
    pub(super) at: i64,
    pub(super) number: String,
    pub(super) window: u16,
    pub(super) times: u16,
}

/// A whole picture that came to a board.
#[derive(Clone, Debug)]
pub(super) struct Resync {
    /// The last event in it, or a later one.
    pub(super) seq: u64,
    /// It holds as many calls as a picture can.
    pub(super) is_full: bool,
    /// The moment of each number's last call in it.
    pub(super) calls: BTreeMap<String, i64>,
}

/// What happened at a board.
#[derive(Clone, Debug, Default)]
pub(super) struct Log {
    pub(super) said: Vec<Said>,
    pub(super) resyncs: Vec<Resync>,
    pub(super) lost: u64,
    /// Codes of refusals, with how often they came.
    pub(super) refused: BTreeMap<String, u64>,
    pub(super) dropped: u64,
}

/// A running board.
#[derive(Debug)]
pub(super) struct LinkedBoard {
    link: LinkHandle,
    log: Arc<Mutex<Log>>,
}

/// Milliseconds of the back-off: shorter than in a hall, so that there are more reconnects.
const BACKOFF_MS: (u64, u64) = (50, 800);

impl LinkedBoard {
    /// Starts every board; each second one keeps what it has seen in a file, as a witness does.
    pub(super) fn start_all(
        url: &str,
        tokens: &Tokens,
        folder: &Folder,
    ) -> Result<Vec<Self>, String> {
        let boards = tokens.boards.iter().enumerate();
        boards
            .map(|(index, token)| {
                let seen = folder.file(&format!("board-{index}.seen"));
                Self::start(url, token, (index % 2 == 1).then_some(seen))
            })
            .collect()
    }

    /// Starts one.
    pub(super) fn start(
        url: &str,
        token: &str,
        seen: Option<std::path::PathBuf>,
    ) -> Result<Self, String> {
        let server = url.parse().map_err(|error| format!("{error}"))?;
        let token = Token::new(token).ok_or("a token of the server is no token")?;
        let mut config = LinkConfig::new(server, token, Role::Board);
        config.backoff = Backoff::new(BACKOFF_MS.0, BACKOFF_MS.1);
        config.seen_file = seen;
        let (link, events) = Link::spawn(config);
        let log = Arc::<Mutex<Log>>::default();
        tokio::spawn(run(link.clone(), events, Arc::clone(&log)));
        Ok(Self { link, log })
    }

    /// The link, to wait for an event.
    pub(super) fn link(&self) -> &LinkHandle {
        &self.link
    }

    /// What it shows.
    pub(super) fn picture(&self) -> Arc<Picture> {
        self.link.picture()
    }

    /// What happened so far.
    pub(super) fn log(&self) -> Log {
        self.log
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

/// The board's shell without screen and sound: it says at once what it would say.
async fn run(link: LinkHandle, mut events: mpsc::Receiver<LinkEvent>, log: Arc<Mutex<Log>>) {
    let mut board = Board::new(Settings {
        is_quiet: true,
        ..Settings::default()
    });
    while let Some(event) = events.recv().await {
        let now_ms = link.now_ms();
        let moment = Moment {
            now_ms,
            hall: link.hall_now(now_ms).map(|stamp| stamp.0),
            silent_ms: link.silent_ms(),
        };
        let mut log = log.lock().unwrap_or_else(PoisonError::into_inner);
        let event = match event {
            LinkEvent::Connected(welcome) => Event::Connected(welcome),
            LinkEvent::Changed(changes) => Event::Changed {
                changes,
                picture: link.picture(),
            },
            LinkEvent::Resynced => {
                let picture = link.picture();
                log.resyncs.push(Resync::of(&picture, link.seq()));
                Event::Resynced(picture)
            }
            LinkEvent::Heard(_) => Event::Tick,
            LinkEvent::Lost { .. } => {
                log.lost += 1;
                Event::Lost
            }
            LinkEvent::Refused { code, title } => {
                *log.refused.entry(code.clone()).or_default() += 1;
                Event::Refused { code, title }
            }
        };
        for action in board.on(event, moment) {
            match action {
                Action::Announced(call) => log.said.push(Said {
                    at: call.at.0.0,
                    number: call.number,
                    window: call.window,
                    times: call.times,
                }),
                Action::Dropped { .. } => log.dropped += 1,
                Action::Speak(_) | Action::Urged => {}
            }
        }
    }
}

impl Resync {
    fn of(picture: &Picture, seq: u64) -> Self {
        let calls = picture.calls.iter();
        Self {
            seq,
            is_full: picture.calls.len() >= hall_protocol::limits::CALLS_MAX,
            calls: calls
                .map(|call| (call.number.clone(), call.at.0.0))
                .collect(),
        }
    }
}
