//! A virtual call box on a pty: its presses arrive once, and a pulled cable is heard.
#![cfg(unix)]

use hall_core::plan::Language;
use hall_device::call_box::{CallBoxDriver, Press};
use hall_fixtures::port::VirtualPort;
use hall_fixtures::vendor::VendorMachine;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::timeout;
use window_tui::call_box::{CallBoxClient, CallBoxSetup};
use window_tui::machine::CallBoxNews;

/// Longer than anything here takes; nothing waits for it when all is well.
const LIMIT: Duration = Duration::from_secs(30);

/// The shipped file's "next" and "missed" keys: FF 68 L L 68 address command data CS 16.
const NEXT: &[u8] = b"\xFF\x68\x03\x03\x68\x01\x0B\x00\x0C\x16";
const MISSED: &[u8] = b"\xFF\x68\x03\x03\x68\x01\x0D\x00\x0E\x16";

struct Bench {
    hardware: VirtualPort<VendorMachine>,
    _client: CallBoxClient,
    news: mpsc::Receiver<CallBoxNews>,
}

impl Bench {
    async fn new() -> anyhow::Result<Self> {
        let hardware = VirtualPort::start("call-box", VendorMachine::default())?;
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("drivers/call-box-21-keys.toml");
        let setup = CallBoxSetup {
            port: hardware.path().display().to_string().parse()?,
            driver: Arc::new(CallBoxDriver::read(&file)?),
            language: Language::En,
        };
        let (sender, news) = mpsc::channel(16);
        let mut bench = Self {
            hardware,
            _client: CallBoxClient::spawn(setup, sender)?,
            news,
        };
        bench.expect(&CallBoxNews::Online).await?;
        Ok(bench)
    }

    fn say(&self, bytes: &[u8]) {
        self.hardware.with(|machine| machine.say(bytes));
    }

    async fn next(&mut self) -> anyhow::Result<CallBoxNews> {
        let news = timeout(LIMIT, self.news.recv()).await?;
        news.ok_or_else(|| anyhow::anyhow!("the call box client ended"))
    }

    async fn expect(&mut self, wanted: &CallBoxNews) -> anyhow::Result<()> {
        let news = self.next().await?;
        anyhow::ensure!(news == *wanted, "{news:?} instead of {wanted:?}");
        Ok(())
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_press_arrives_once_through_noise_and_repetition() -> anyhow::Result<()> {
    let mut bench = Bench::new().await?;
    bench.say(&[b"\x00\xFF\x68\x03", NEXT, NEXT].concat());
    bench.expect(&CallBoxNews::Pressed(Press::Next)).await?;
    bench.say(NEXT);
    // The next thing that is heard is the other key: the repeated one was none.
    bench.say(MISSED);
    bench.expect(&CallBoxNews::Pressed(Press::Missed)).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_pulled_cable_is_heard_and_so_is_its_return() -> anyhow::Result<()> {
    let mut bench = Bench::new().await?;
    bench.hardware.vanish();
    let CallBoxNews::Offline(why) = bench.next().await? else {
        anyhow::bail!("a pulled cable was expected");
    };
    anyhow::ensure!(!why.is_empty(), "the cause is told");
    bench.hardware.come_back()?;
    while bench.next().await? != CallBoxNews::Online {}
    bench.say(NEXT);
    bench.expect(&CallBoxNews::Pressed(Press::Next)).await
}
