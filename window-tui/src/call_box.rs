//! The shell of the call box: keeps its port open and hands its presses to the machine.

use crate::last_word::or_last_word;
use crate::machine::CallBoxNews;
use hall_core::plan::Language;
use hall_device::call_box::{
    CallBoxAction, CallBoxDriver, CallBoxHost, CallBoxInput, CallBoxReport,
};
use hall_device::serial::SerialSpec;
use hall_device::serial::pump::{self, PumpEvent, PumpHandle};
use hall_device::turn::{Turn, Turns};
use hall_text::word;
use std::convert::Infallible;
use std::future::pending;
use std::sync::Arc;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

/// What a call box needs.
#[derive(Clone, Debug)]
pub struct CallBoxSetup {
    /// Where it is.
    pub port: SerialSpec,
    /// What its bytes mean.
    pub driver: Arc<CallBoxDriver>,
    /// Language of words about it.
    pub language: Language,
}

/// A running call box. It ends when this is dropped.
#[derive(Debug)]
pub struct CallBoxClient(JoinHandle<()>);

impl CallBoxClient {
    /// Opens the port and keeps it open; news go to `news`.
    pub fn spawn(setup: CallBoxSetup, news: mpsc::Sender<CallBoxNews>) -> std::io::Result<Self> {
        let (port, events) = pump::spawn(setup.port.set_for(setup.driver.line()))?;
        let told = news.clone();
        let last = async move {
            let last = CallBoxNews::Offline(word(setup.language, "window-device-failed"));
            // Nobody listens any more when the program is leaving.
            told.send(last).await.unwrap_or_default();
        };
        let task = Task {
            host: CallBoxHost::new(setup.driver),
            port,
            turns: Turns::new(events),
            news,
            gone: String::new(),
        };
        Ok(Self(tokio::spawn(or_last_word(task.run(), last))))
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
    turns: Turns,
    news: mpsc::Sender<CallBoxNews>,
    /// Why the port is gone.
    gone: String,
}

/// Nobody listens any more.
struct Ended;

impl Task {
    async fn run(mut self) {
        loop {
            let nobody_orders = pending::<Option<Infallible>>();
            let done = match self.turns.next(self.host.wake_ms(), nobody_orders).await {
                Turn::Order(never) => match never {},
                Turn::Port(event) => self.on_port(event).await,
                Turn::Tick => self.step(CallBoxInput::Tick).await,
                Turn::Ended => return,
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
        let now_ms = self.turns.now_ms();
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
}
