//! What visitors hold before the machine: cards and codes, from two serial ports.
//!
//! Each port has the one thread of `hall_device`; a task beside it asks the machine what to do.

use crate::id_reader::{Action, Card, Event, ReaderMachine, Trouble, Unreadable};
use crate::limits::{CODE_QUIET_MS, DEVICE_NEWS_MAX};
use crate::scanner::{Code, Codes};
use hall_device::serial::SerialSpec;
use hall_device::serial::pump::{self, PumpEvent, PumpHandle};
use std::io;
use tokio::sync::mpsc;
use tokio::time::{Duration, Instant, sleep_until};

/// Something was held before the machine.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Presented {
    /// A card that was read.
    Card(Card),
    /// A card that cannot be used.
    Unreadable(Unreadable),
    /// A code.
    Code(Code),
    /// How the card reader is, when that changes; none when it is fine.
    Reader(Option<Trouble>),
}

/// The card reader, as far as anybody knows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Reader {
    /// There is none, or it has not said anything yet.
    #[default]
    Unknown,
    /// It waits for a card.
    Ready,
    /// Nobody can use it.
    Broken(Trouble),
}

impl From<Option<Trouble>> for Reader {
    fn from(trouble: Option<Trouble>) -> Self {
        trouble.map_or(Self::Ready, Self::Broken)
    }
}

/// The machine's eyes.
#[derive(Debug)]
pub struct Eyes {
    news: mpsc::Receiver<Presented>,
    /// Kept, so that a machine without any device waits for ever and does not end.
    _open: mpsc::Sender<Presented>,
}

impl Eyes {
    /// Opens what there is; a port that is not there is looked for again by itself.
    pub fn open(reader: Option<SerialSpec>, scanner: Option<SerialSpec>) -> io::Result<Self> {
        let (told, news) = mpsc::channel(DEVICE_NEWS_MAX);
        if let Some(spec) = reader {
            let (port, events) = pump::spawn(spec)?;
            tokio::spawn(read_cards(port, events, told.clone()));
        }
        if let Some(spec) = scanner {
            let (port, events) = pump::spawn(spec)?;
            tokio::spawn(read_codes(port, events, told.clone()));
        }
        Ok(Self { news, _open: told })
    }

    /// The next thing; safe to cancel.
    pub async fn see(&mut self) -> Presented {
        match self.news.recv().await {
            Some(presented) => presented,
            None => std::future::pending().await,
        }
    }
}

async fn read_cards(
    port: PumpHandle,
    mut events: mpsc::Receiver<PumpEvent>,
    told: mpsc::Sender<Presented>,
) {
    let mut machine = ReaderMachine::default();
    let mut deadline: Option<Instant> = None;
    while !told.is_closed() {
        let actions = tokio::select! {
            event = events.recv() => match event {
                Some(PumpEvent::Opened(_)) => machine.on(Event::Opened),
                Some(PumpEvent::Gone(_)) => machine.on(Event::Gone),
                Some(PumpEvent::Bytes(bytes)) => machine.on(Event::Received(&bytes)),
                None => return,
            },
            () = sleep_until(deadline.unwrap_or_else(Instant::now)), if deadline.is_some() => {
                deadline = None;
                machine.on(Event::TimedOut)
            }
        };
        for action in actions {
            let presented = match action {
                Action::Send(bytes) => {
                    // A port that takes nothing does not answer either, and the machine sees that.
                    port.send(bytes);
                    continue;
                }
                Action::Wait(ms) => {
                    deadline = Some(Instant::now() + Duration::from_millis(ms));
                    continue;
                }
                Action::Card(card) => Presented::Card(card),
                Action::Unreadable(why) => Presented::Unreadable(why),
                Action::Trouble(trouble) => Presented::Reader(trouble),
            };
            // Nobody waits for a machine that looks at too much already.
            told.try_send(presented).unwrap_or_default();
        }
    }
}

async fn read_codes(
    // The port is open as long as this is held.
    _port: PumpHandle,
    mut events: mpsc::Receiver<PumpEvent>,
    told: mpsc::Sender<Presented>,
) {
    let (mut codes, started) = (Codes::default(), Instant::now());
    while !told.is_closed() {
        let quiet = Instant::now() + Duration::from_millis(CODE_QUIET_MS);
        let found = tokio::select! {
            event = events.recv() => match event {
                Some(PumpEvent::Bytes(bytes)) => codes.push(&bytes, ms_since(started)),
                Some(PumpEvent::Opened(_) | PumpEvent::Gone(_)) => Vec::new(),
                None => return,
            },
            () = sleep_until(quiet), if codes.is_open() => {
                codes.quiet(ms_since(started)).into_iter().collect()
            }
        };
        for code in found {
            told.try_send(Presented::Code(code)).unwrap_or_default();
        }
    }
}

fn ms_since(started: Instant) -> u64 {
    u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX)
}
