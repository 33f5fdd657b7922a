//! The link's shell: one task that owns the socket and does what the machine says.

use super::LinkEvent;
use super::handle::{LinkHandle, Reach};
use super::machine::{LinkAction, LinkInput, LinkMachine};
use super::memory::Memory;
use super::socket::Socket;
use crate::address::ServerAddress;
use crate::backoff::Backoff;
use crate::limits::{EVENTS_WAITING_MAX, SEEN_EVERY_MS};
use crate::token::Token;
use crate::{random, seen};
use hall_core::device::Role;
use hall_protocol::resume::{Cursor, Seen};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, sleep_until};

/// How a device reaches its hall.
#[derive(Clone, Debug)]
pub struct LinkConfig {
    /// The server.
    pub server: ServerAddress,
    /// The device's token.
    pub token: Token,
    /// What the device is.
    pub role: Role,
    /// How it comes back.
    pub backoff: Backoff,
    /// Where it remembers what it has seen; none for a device that is no witness over a restart.
    pub seen_file: Option<PathBuf>,
}

impl LinkConfig {
    /// The usual back-off, nothing remembered over a restart.
    pub fn new(server: ServerAddress, token: Token, role: Role) -> Self {
        Self {
            server,
            token,
            role,
            backoff: Backoff::default(),
            seen_file: None,
        }
    }
}

/// The reconnecting feed.
pub struct Link {
    config: LinkConfig,
    machine: Arc<Mutex<LinkMachine>>,
    events: mpsc::Sender<LinkEvent>,
    reach: watch::Sender<Reach>,
    started: Instant,
    socket: Socket,
    memory: Memory,
    save_due: Instant,
}

impl Link {
    /// Starts the link on the present tokio runtime. It ends when the receiver is dropped.
    ///
    /// The program must keep receiving: a full channel stops the link, and the server cuts it.
    pub fn spawn(config: LinkConfig) -> (LinkHandle, mpsc::Receiver<LinkEvent>) {
        let seen = config
            .seen_file
            .as_deref()
            .map_or_else(Seen::default, |path| {
                seen::load(path).unwrap_or_else(|error| {
                    tracing::warn!("{}: {error}; starting without it", path.display());
                    Seen::default()
                })
            });
        let cursor = Cursor::from_seen(seen.clone());
        let machine = LinkMachine::new(config.role, cursor, config.backoff.clone(), 0);
        let machine = Arc::new(Mutex::new(machine));
        let (events, receiver) = mpsc::channel(EVENTS_WAITING_MAX);
        let (reach, watched) = watch::channel(Reach::default());
        let started = Instant::now();
        let memory = Memory::new(machine.clone(), config.seen_file.clone(), seen);
        let handle = LinkHandle::new(machine.clone(), memory.clone(), watched, started);
        let link = Self {
            config,
            machine,
            events,
            reach,
            started,
            socket: Socket::None,
            memory,
            save_due: started,
        };
        tokio::spawn(link.run());
        (handle, receiver)
    }

    async fn run(mut self) {
        loop {
            let wake = self.started + Duration::from_millis(self.wake_ms());
            let actions = tokio::select! {
                () = self.events.closed() => break,
                () = sleep_until(wake) => self.step(LinkInput::Tick),
                said = self.socket.next() => self.step(said.as_input()),
            };
            for action in actions {
                self.perform(action).await;
            }
            self.remember(false).await;
        }
        self.remember(true).await;
    }

    fn wake_ms(&self) -> u64 {
        self.machine
            .lock()
            .expect("nobody panics while holding the machine")
            .wake_ms()
    }

    fn step(&self, input: LinkInput<'_>) -> Vec<LinkAction> {
        let now_ms = u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX);
        let mut machine = self
            .machine
            .lock()
            .expect("nobody panics while holding the machine");
        let actions = machine.on(input, now_ms, random::bits());
        let reach = Reach {
            seq: machine.cursor().seq(),
            is_live: machine.is_live(),
        };
        drop(machine);
        self.reach.send_if_modified(|known| {
            let is_new = *known != reach;
            *known = reach;
            is_new
        });
        actions
    }

    async fn perform(&mut self, action: LinkAction) {
        match action {
            LinkAction::Open => {
                self.socket = Socket::open(&self.config.server, &self.config.token);
            }
            LinkAction::Send(text) => self.socket.send(text).await,
            LinkAction::Close => self.socket = Socket::None,
            // A heartbeat that nobody has time for is no news.
            LinkAction::Emit(event @ LinkEvent::Heard(_)) => {
                self.events.try_send(event).unwrap_or_default();
            }
            // A dropped receiver ends the loop at its next turn.
            LinkAction::Emit(event) => self.events.send(event).await.unwrap_or_default(),
        }
    }

    /// Writes what was seen, if it changed and is due.
    async fn remember(&mut self, at_once: bool) {
        if at_once || Instant::now() >= self.save_due {
            self.save_due = Instant::now() + Duration::from_millis(SEEN_EVERY_MS);
            self.memory.keep_or_warn().await;
        }
    }
}
