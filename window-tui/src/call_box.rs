//! The shell of the call box: keeps its port open and hands its presses to the machine.

use crate::machine::CallBoxNews;
use hall_device::call_box::{
    CallBoxAction, CallBoxDriver, CallBoxHost, CallBoxInput, CallBoxReport,
};
use hall_device::serial::SerialSpec;
use hall_device::serial::pump::{self, PumpEvent, PumpHandle};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep_until};

/// What a call box needs.
#[derive(Clone, Debug)]
pub struct CallBoxSetup {
    /// Where it is.
    pub port: SerialSpec,
    /// What its bytes mean.
    pub driver: Arc<CallBoxDriver>,
}

/// A running call box. It ends when this is dropped.
#[derive(Debug)]
pub struct CallBoxClient(JoinHandle<()>);

impl CallBoxClient {
    /// Opens the port and keeps it open; news go to `news`.
    pub fn spawn(setup: CallBoxSetup, news: mpsc::Sender<CallBoxNews>) -> std::io::Result<Self> {
        let (port, events) = pump::spawn(setup.port.set_for(setup.driver.line()))?;
        let task = Task {
            host: CallBoxHost::new(setup.driver),
            port,
            news,
            started: Instant::now(),
            gone: String::new(),
        };
        Ok(Self(tokio::spawn(task.run(events))))
    }
}

impl Drop for CallBoxClient {
    fn drop(&mut self) {
        self.0.abort();
    }
}

struct Task {
    host: CallBoxHost,
    port: PumpHandle,
    news: mpsc::Sender<CallBoxNews>,
    started: Instant,
    /// Why the port is gone.
    gone: String,
}

/// Milliseconds between two looks at an idle box's clock.
const IDLE_MS: u64 = 60_000;

/// Nobody listens any more.
struct Ended;

impl Task {
    async fn run(mut self, mut events: mpsc::Receiver<PumpEvent>) {
        loop {
            // Never is far away: the timer takes no larger steps.
            let wake_ms = self.host.wake_ms().min(self.now_ms() + IDLE_MS);
            let wake = self.started + Duration::from_millis(wake_ms);
            let done = tokio::select! {
                event = events.recv() => match event {
                    Some(event) => self.on_port(event).await,
                    None => return,
                },
                () = sleep_until(wake) => self.step(CallBoxInput::Tick).await,
            };
            if done.is_err() {
                return;
            }
        }
    }

    async fn on_port(&mut self, event: PumpEvent) -> Result<(), Ended> {
        match event {
            PumpEvent::Opened(_) => {
                self.gone.clear();
                self.step(CallBoxInput::Opened).await
            }
            PumpEvent::Bytes(bytes) => self.step(CallBoxInput::Bytes(&bytes)).await,
            PumpEvent::Gone(why) => {
                self.gone.clone_from(&why);
                self.tell(CallBoxNews::Offline(why)).await?;
                self.step(CallBoxInput::Gone).await
            }
        }
    }

    async fn step(&mut self, input: CallBoxInput<'_>) -> Result<(), Ended> {
        let now_ms = self.now_ms();
        for action in self.host.on(input, now_ms) {
            match action {
                // A port that is too slow drops bytes; the box says it again.
                CallBoxAction::Send(bytes) => {
                    self.port.send(bytes);
                }
                CallBoxAction::Report(CallBoxReport::Online) => {
                    self.tell(CallBoxNews::Online).await?;
                }
                CallBoxAction::Report(CallBoxReport::Offline) => {
                    self.tell(CallBoxNews::Offline(self.gone.clone())).await?;
                }
                CallBoxAction::Report(CallBoxReport::Pressed(press)) => {
                    self.tell(CallBoxNews::Pressed(press)).await?;
                }
            }
        }
        Ok(())
    }

    async fn tell(&self, news: CallBoxNews) -> Result<(), Ended> {
        self.news.send(news).await.map_err(|_| Ended)
    }

    fn now_ms(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}
