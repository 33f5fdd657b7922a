//! The shell: a task that keeps the line to a controller open and does what [`LedHost`] says.

use super::content::{Area, AreaId, Content};
use super::driver::Driver;
use super::host::{LedAction, LedHost, LedInput, LedReport};
use super::onbon::CardClock;
use super::port::LedPort;
use crate::random;
use crate::serial::pump::{self, PumpEvent, PumpHandle};
use crate::tcp::{self, TcpHandle};
use crate::turn::{Turn, Turns};
use std::collections::BTreeMap;
use tokio::sync::{mpsc, watch};

/// What a controller needs.
#[derive(Clone, Debug)]
pub struct LedSetup {
    /// Where it is.
    pub port: LedPort,
    /// What it is.
    pub driver: Driver,
}

/// The way to a running controller. It ends when this is dropped; the controller goes on showing
/// until its own time-out.
#[derive(Debug)]
pub struct LedClient {
    wanted: watch::Sender<Wanted>,
    shown: watch::Receiver<Wanted>,
    clock: watch::Sender<Option<CardClock>>,
    areas: Vec<Area>,
}

type Wanted = BTreeMap<AreaId, Content>;

impl LedClient {
    /// Opens the line and keeps it open; reports go to `reports`, which must be read.
    pub fn spawn(setup: LedSetup, reports: mpsc::Sender<LedReport>) -> std::io::Result<Self> {
        let wire = setup.port.wire();
        let (line, events) = match setup.port {
            LedPort::Serial(spec) => {
                let (handle, events) = pump::spawn(spec)?;
                (Line::Serial(handle), events)
            }
            LedPort::Tcp(address) => {
                let (handle, events) = tcp::spawn(address);
                (Line::Tcp(handle), events)
            }
        };
        let areas = setup.driver.areas().to_vec();
        let [low, high, ..] = random::bits().to_le_bytes();
        let first_seq = u16::from_le_bytes([low, high]);
        let (wanted, newest) = watch::channel(Wanted::new());
        let (told, shown) = watch::channel(Wanted::new());
        let (clock, set_clock) = watch::channel(None);
        let task = Task {
            host: LedHost::new(setup.driver, wire, first_seq),
            line,
            reports,
            shown: told,
            turns: Turns::new(events),
        };
        tokio::spawn(task.run(newest, set_clock));
        Ok(Self {
            wanted,
            shown,
            clock,
            areas,
        })
    }

    /// The areas of the controller.
    pub fn areas(&self) -> &[Area] {
        &self.areas
    }

    /// What an area should show from now on; false when it should already.
    pub fn show(&self, area: AreaId, content: Content) -> bool {
        self.wanted.send_if_modified(|wanted| {
            let before = wanted.insert(area, content);
            before.as_ref() != wanted.get(&area)
        })
    }

    /// Tells the card how late it is in the hall, at once or, when it cannot be told, not at all:
    /// it should be told again when it is online, and every day.
    pub fn set_clock(&self, clock: CardClock) {
        self.clock.send_replace(Some(clock));
    }

    /// Waits until an area shows this; a report may still be about what was wanted before.
    pub async fn until_shown(&self, area: AreaId, content: &Content) {
        let mut shown = self.shown.clone();
        let reached = shown.wait_for(|shown| shown.get(&area) == Some(content));
        // The task ends only with this client.
        if reached.await.is_err() {
            tracing::error!("the controller's task has ended");
        }
    }
}

enum Line {
    Serial(PumpHandle),
    Tcp(TcpHandle),
}

impl Line {
    /// A line that is too slow drops bytes; the host sends again.
    fn send(&self, bytes: Vec<u8>) {
        match self {
            Self::Serial(handle) => handle.send(bytes),
            Self::Tcp(handle) => handle.send(bytes),
        };
    }

    /// A serial line has no other end that could have forgotten it.
    fn reopen(&self) {
        if let Self::Tcp(handle) = self {
            handle.reopen();
        }
    }
}

/// What the program wants of the controller.
enum Order {
    Show(Wanted),
    Clock(Option<CardClock>),
}

struct Task {
    host: LedHost,
    line: Line,
    reports: mpsc::Sender<LedReport>,
    shown: watch::Sender<Wanted>,
    turns: Turns,
}

impl Task {
    async fn run(
        mut self,
        mut newest: watch::Receiver<Wanted>,
        mut clock: watch::Receiver<Option<CardClock>>,
    ) {
        loop {
            let order = async {
                tokio::select! {
                    changed = newest.changed() => {
                        changed.ok()?;
                        Some(Order::Show(newest.borrow_and_update().clone()))
                    }
                    changed = clock.changed() => {
                        changed.ok()?;
                        Some(Order::Clock(*clock.borrow_and_update()))
                    }
                }
            };
            let actions = match self.turns.next(self.host.wake_ms(), order).await {
                Turn::Order(Order::Show(wanted)) => self.show(wanted),
                Turn::Order(Order::Clock(Some(now))) => self.step(LedInput::Clock(now)),
                Turn::Order(Order::Clock(None)) => Vec::new(),
                Turn::Port(PumpEvent::Opened(_)) => self.step(LedInput::Opened),
                Turn::Port(PumpEvent::Bytes(bytes)) => self.step(LedInput::Bytes(&bytes)),
                Turn::Port(PumpEvent::Gone(why)) => self.step(LedInput::Gone(why)),
                Turn::Tick => self.step(LedInput::Tick),
                Turn::Ended => return,
            };
            for action in actions {
                match action {
                    LedAction::Send(bytes) => self.line.send(bytes),
                    LedAction::Reopen => self.line.reopen(),
                    // Nobody listens any more when the program is leaving.
                    LedAction::Report(report) => {
                        self.note(&report);
                        self.reports.send(report).await.unwrap_or_default();
                    }
                }
            }
        }
    }

    fn note(&self, report: &LedReport) {
        if let LedReport::Shown(area) = report
            && let Some(content) = self.host.shown(*area)
        {
            self.shown.send_modify(|shown| {
                shown.insert(*area, content.clone());
            });
        }
    }

    fn show(&mut self, wanted: Wanted) -> Vec<LedAction> {
        let areas = wanted.clone().into_iter();
        let actions = areas
            .flat_map(|(area, content)| self.step(LedInput::Show(area, content)))
            .collect();
        // What an area showed before says nothing any more: a part of the new may be there.
        let is_shown = |area: &AreaId, content: &Content| self.host.shown(*area) == Some(content);
        let shown = wanted.into_iter();
        let shown = shown.filter(|(area, content)| is_shown(area, content));
        self.shown.send_replace(shown.collect());
        actions
    }

    fn step(&mut self, input: LedInput<'_>) -> Vec<LedAction> {
        self.host.on(input, self.turns.now_ms())
    }
}
