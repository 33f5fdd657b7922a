//! The shell: a task that keeps the line to its bars open and does what [`LedLine`] says.

mod task;

use super::content::{Area, AreaId, Content};
use super::driver::Driver;
use super::line::LedLine;
use super::news::LedReport;
use super::onbon::CardClock;
use super::port::LedPort;
use crate::limits::LED_LINE_BARS_MAX;
use crate::panics::caught;
use crate::random;
use crate::serial::pump;
use crate::tcp;
use crate::turn::Turns;
use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;
use task::{Bar, Task, Way};
use tokio::sync::{mpsc, watch};

/// What a controller needs.
#[derive(Clone, Debug)]
pub struct LedSetup {
    /// Where it is.
    pub port: LedPort,
    /// What it is.
    pub driver: Driver,
}

/// The way to a running controller. Its line ends when this and those of the other bars on it are
/// dropped; a controller goes on showing until its own time-out.
#[derive(Debug)]
pub struct LedClient {
    /// Which one on its line.
    bar: usize,
    wishes: Arc<watch::Sender<Vec<Wish>>>,
    shown: watch::Receiver<Contents>,
    areas: Vec<Area>,
}

/// What areas show.
type Contents = BTreeMap<AreaId, Content>;

/// What the program wants of one bar.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct Wish {
    areas: Contents,
    clock: Option<CardClock>,
}

impl LedClient {
    /// Opens the line and keeps it open; reports go to `reports`, which must be read. They end only
    /// with this client, or when its task has panicked: then nothing is shown any more.
    pub fn spawn(setup: LedSetup, reports: mpsc::Sender<LedReport>) -> io::Result<Self> {
        let mut clients = Self::spawn_line(setup.port, vec![(setup.driver, reports)])?;
        let alone = clients.pop();
        alone.ok_or_else(|| io::Error::other("a line of one bar has one client"))
    }

    /// The same for several bars on one line, in their order; each has reports of its own, which
    /// must all be read. Every bar needs another [`Driver::station`].
    pub fn spawn_line(
        port: LedPort,
        bars: Vec<(Driver, mpsc::Sender<LedReport>)>,
    ) -> io::Result<Vec<Self>> {
        if bars.len() > LED_LINE_BARS_MAX {
            let what = format!(
                "{port}: {} bars; a line serves {LED_LINE_BARS_MAX}, so use another line",
                bars.len()
            );
            return Err(io::Error::new(io::ErrorKind::InvalidInput, what));
        }
        let wire = port.wire();
        let (way, events) = match port {
            LedPort::Serial(spec) => {
                let (handle, events) = pump::spawn(spec)?;
                (Way::Serial(handle), events)
            }
            LedPort::Tcp(address) => {
                let (handle, events) = tcp::spawn(address);
                (Way::Tcp(handle), events)
            }
        };
        let [low, high, ..] = random::bits().to_le_bytes();
        let first_seq = u16::from_le_bytes([low, high]);
        let drivers: Vec<Driver> = bars.iter().map(|(driver, _)| driver.clone()).collect();
        let wishes = Arc::new(watch::Sender::new(vec![Wish::default(); bars.len()]));
        let newest = wishes.subscribe();
        let (clients, bars) = (0..)
            .zip(bars)
            .map(|(bar, (driver, reports))| {
                let (told, shown) = watch::channel(Contents::new());
                let client = Self {
                    bar,
                    wishes: Arc::clone(&wishes),
                    shown,
                    areas: driver.areas().to_vec(),
                };
                (client, Bar::new(reports, told))
            })
            .unzip();
        let task = Task {
            line: LedLine::new(drivers, wire, first_seq),
            way,
            bars,
            turns: Turns::new(events),
        };
        // Whoever reads the reports hears that there are none any more.
        tokio::spawn(caught(task.run(newest)));
        Ok(clients)
    }

    /// The areas of the controller.
    pub fn areas(&self) -> &[Area] {
        &self.areas
    }

    /// What an area should show from now on; false when it should already.
    pub fn show(&self, area: AreaId, content: Content) -> bool {
        self.wishes.send_if_modified(|wishes| {
            let areas = &mut wishes[self.bar].areas;
            let before = areas.insert(area, content);
            before.as_ref() != areas.get(&area)
        })
    }

    /// Tells the card how late it is in the hall, at once or, when it cannot be told, not at all:
    /// it should be told again when it is online, and every day.
    pub fn set_clock(&self, clock: CardClock) {
        self.wishes
            .send_if_modified(|wishes| wishes[self.bar].clock.replace(clock) != Some(clock));
    }

    /// Waits until an area shows this; a report may still be about what was wanted before.
    pub async fn until_shown(&self, area: AreaId, content: &Content) {
        let mut shown = self.shown.clone();
        let reached = shown.wait_for(|shown| shown.get(&area) == Some(content));
        // The task ends only with this client, or by a panic.
        if reached.await.is_err() {
            tracing::error!("the controller's task has ended");
        }
    }
}
