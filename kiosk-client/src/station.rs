//! The kiosk at work: the machine with its journal, its link, its printer and its people.
//!
//! One task owns the machine and does what it says. Everything that takes time goes on beside it
//! (the disk on a thread of its own) and comes back as an event, so that nobody in front of the
//! kiosk waits for a slow server or printer.

mod clock;
mod disk;
mod known;
mod paper;
mod roll;
mod shell;

pub use paper::PrinterNews;

use crate::limits::{STATION_EVENTS_MAX, TOLD_MAX};
use crate::machine::{Event, Known, Link, Said, SlipOrder};
use crate::printer::Printer;
use crate::take::Order;
use disk::Disk;
use hall_core::Time;
use hall_device::{LinkHandle, ServerAddress, Token};
use hall_protocol::{Picture, Stamp};
use shell::Shell;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::{broadcast, mpsc, oneshot, watch};

/// What a kiosk is made of.
#[derive(Clone, Debug)]
pub struct Config {
    /// The server.
    pub server: ServerAddress,
    /// The kiosk's token.
    pub token: Token,
    /// The printer.
    pub printer: Printer,
    /// Where journal, cursor and the hall's items are kept; made if it is missing.
    pub data: PathBuf,
    /// It gives numbers; a machine that only answers questions leases none.
    pub gives_numbers: bool,
    /// The computer's clock: it stands in for the hall's until the server is heard.
    pub clock: fn() -> Time,
}

/// A handle to a kiosk at work; clones see the same one. It ends with [`Station::stop`].
#[derive(Clone, Debug)]
pub struct Station {
    inbox: mpsc::Sender<Input>,
    news: watch::Receiver<Arc<News>>,
    told: broadcast::Sender<Told>,
    touches: Arc<AtomicU64>,
    link: LinkHandle,
}

/// What can be shown at any moment.
#[derive(Clone, Debug)]
pub struct News {
    /// Where the connection stands.
    pub link: Link,
    /// The hall and its items.
    pub known: Arc<Known>,
    /// Queues, windows and calls; the last ones heard.
    pub picture: Arc<Picture>,
    /// How the printer is.
    pub printer: PrinterNews,
    /// Intents that are not settled with the server.
    pub open_intents: usize,
    /// Blocks of numbers that can be given without the server.
    pub blocks: usize,
    /// The hall's time when this was said.
    pub now: Option<Stamp>,
}

/// Something that is said to who touched.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Told {
    /// The touch.
    pub touch: u64,
    /// What.
    pub said: Said,
}

/// What reaches the shell from outside.
#[derive(Debug)]
enum Input {
    Event(Event),
    /// The printer was looked at, or has printed.
    Printer {
        news: Box<PrinterNews>,
        /// Paper that was used, in mm.
        length_mm: u32,
    },
    Stop(oneshot::Sender<()>),
}

impl Station {
    /// Starts a kiosk on the present runtime.
    ///
    /// An error of kind [`io::ErrorKind::WouldBlock`] means that another program works with the
    /// same folder.
    pub fn start(config: Config) -> io::Result<Self> {
        std::fs::create_dir_all(&config.data)?;
        let (inbox, events) = mpsc::channel(STATION_EVENTS_MAX);
        let (disk, state) = Disk::open(&config.data.join("kiosk.journal"), inbox.clone())?;
        let told = broadcast::Sender::new(TOLD_MAX);
        let both = (inbox.clone(), events);
        let (shell, news) = Shell::new(config, disk, state, both, told.clone())?;
        let link = shell.link();
        tokio::spawn(shell.run());
        Ok(Self {
            inbox,
            news,
            told,
            touches: Arc::default(),
            link,
        })
    }

    /// A person wants a number; what becomes of it is told under the touch that is given back.
    ///
    /// None when the kiosk has ended.
    pub async fn touch(&self, order: Order) -> Option<u64> {
        let touch = self.touches.fetch_add(1, Ordering::Relaxed) + 1;
        let order = Box::new(order);
        self.send(Event::Touched { touch, order }).await?;
        Some(touch)
    }

    /// A person wants something to read on paper; what becomes of it is told under the touch that
    /// is given back.
    ///
    /// None when the kiosk has ended.
    pub async fn slip(&self, order: SlipOrder) -> Option<u64> {
        let touch = self.touches.fetch_add(1, Ordering::Relaxed) + 1;
        let order = Box::new(order);
        self.send(Event::SlipWanted { touch, order }).await?;
        Some(touch)
    }

    /// The person of a touch says that no paper came.
    pub async fn not_come(&self, touch: u64) -> Option<()> {
        self.send(Event::NotCome { touch }).await
    }

    /// The kiosk's link to the hall.
    pub const fn link(&self) -> &LinkHandle {
        &self.link
    }

    /// What can be shown, now and whenever it changes.
    pub fn news(&self) -> watch::Receiver<Arc<News>> {
        self.news.clone()
    }

    /// What is told to people from now on; who reads too slowly misses the oldest.
    pub fn told(&self) -> broadcast::Receiver<Told> {
        self.told.subscribe()
    }

    /// Ends the kiosk; when this comes back, everything is on disk and the folder is free.
    pub async fn stop(&self) {
        let (done, ended) = oneshot::channel();
        if self.inbox.send(Input::Stop(done)).await.is_ok() {
            ended.await.unwrap_or_default();
        }
    }

    async fn send(&self, event: Event) -> Option<()> {
        self.inbox.send(Input::Event(event)).await.ok()
    }
}
