//! The shell of the card scanner: keeps its port open and hands the cards to the machine.

use crate::last_word::or_last_word;
use crate::machine::ScannerNews;
use hall_core::plan::Language;
use hall_device::scanner::CardScanner;
use hall_device::serial::SerialSpec;
use hall_device::serial::pump::{self, PumpEvent, PumpHandle};
use hall_device::turn::{Turn, Turns};
use hall_text::word;
use std::convert::Infallible;
use std::future::pending;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

/// What a scanner needs.
#[derive(Clone, Debug)]
pub struct ScannerSetup {
    /// Where it is.
    pub port: SerialSpec,
    /// Language of words about it.
    pub language: Language,
}

/// A running scanner. It ends when this is dropped.
#[derive(Debug)]
pub struct ScannerClient(JoinHandle<()>);

impl ScannerClient {
    /// Opens the port and keeps it open; news go to `news`, first that nothing is known.
    pub fn spawn(setup: ScannerSetup, news: mpsc::Sender<ScannerNews>) -> std::io::Result<Self> {
        let (port, events) = pump::spawn(setup.port)?;
        let told = news.clone();
        let last = async move {
            let last = ScannerNews::Offline(word(setup.language, "window-device-failed"));
            // Nobody listens any more when the program is leaving.
            told.send(last).await.unwrap_or_default();
        };
        let task = read(port, Turns::new(events), news);
        Ok(Self(tokio::spawn(or_last_word(task, last))))
    }
}

impl Drop for ScannerClient {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Reads until the program ends.
async fn read(
    // The port is open as long as this is held.
    _port: PumpHandle,
    mut turns: Turns,
    news: mpsc::Sender<ScannerNews>,
) {
    let mut scanner = CardScanner::default();
    let mut heard = vec![ScannerNews::Offline(String::new())];
    loop {
        for heard in heard {
            if news.send(heard).await.is_err() {
                return;
            }
        }
        let nobody_orders = pending::<Option<Infallible>>();
        heard = match turns.next(u64::MAX, nobody_orders).await {
            Turn::Order(never) => match never {},
            Turn::Port(event) => on_port(&mut scanner, event, turns.now_ms()),
            Turn::Tick => Vec::new(),
            Turn::Ended => return,
        };
    }
}

fn on_port(scanner: &mut CardScanner, event: PumpEvent, now_ms: u64) -> Vec<ScannerNews> {
    match event {
        PumpEvent::Opened(_) => {
            scanner.forget();
            vec![ScannerNews::Online]
        }
        PumpEvent::Gone(why) => vec![ScannerNews::Offline(why)],
        PumpEvent::Bytes(bytes) => {
            let cards = scanner.push(&bytes, now_ms).into_iter();
            cards.map(ScannerNews::Card).collect()
        }
    }
}
