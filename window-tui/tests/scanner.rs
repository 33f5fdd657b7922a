//! A virtual card scanner on a pty: its cards arrive whole and once, and a pulled cable is heard.
#![cfg(unix)]

use hall_core::plan::Language;
use hall_fixtures::port::VirtualPort;
use hall_fixtures::scanner::ScannerMachine;
use hall_protocol::api::Hidden;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::timeout;
use window_tui::machine::ScannerNews;
use window_tui::scanner::{ScannerClient, ScannerSetup};

/// Longer than anything here takes; nothing waits for it when all is well.
const LIMIT: Duration = Duration::from_secs(30);

async fn next(news: &mut mpsc::Receiver<ScannerNews>) -> anyhow::Result<ScannerNews> {
    let next = timeout(LIMIT, news.recv()).await?;
    next.ok_or_else(|| anyhow::anyhow!("the scanner's client ended"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn cards_arrive_through_noise_and_after_a_pulled_cable() -> anyhow::Result<()> {
    let hardware = VirtualPort::start("card-scanner", ScannerMachine::default())?;
    let setup = ScannerSetup {
        port: hardware.path().display().to_string().parse()?,
        language: Language::En,
    };
    let (sender, mut news) = mpsc::channel(16);
    let _client = ScannerClient::spawn(setup, sender)?;
    let unknown = ScannerNews::Offline(String::new());
    anyhow::ensure!(
        next(&mut news).await? == unknown,
        "nothing is known at first"
    );
    anyhow::ensure!(next(&mut news).await? == ScannerNews::Online);
    let card = |text: &str| ScannerNews::Card(Hidden(text.to_owned()));
    hardware.with(|machine| {
        machine.scan(b"\xFF\x00\r\n");
        machine.scan_torn("AK-CARD-0002", 5);
        machine.scan(b"AK-CARD-0002\r\nAK-CARD-0003\r\nAK-CA");
    });
    for wanted in ["AK-CARD-0002", "AK-CARD-0003"] {
        anyhow::ensure!(next(&mut news).await? == card(wanted), "{wanted}");
    }
    hardware.vanish();
    let ScannerNews::Offline(why) = next(&mut news).await? else {
        anyhow::bail!("a pulled cable was expected");
    };
    anyhow::ensure!(!why.is_empty(), "the cause is told");
    hardware.come_back()?;
    while next(&mut news).await? != ScannerNews::Online {}
    hardware.with(|machine| machine.scan(b"RD-0004\r"));
    // The half card before the cut is not part of it.
    anyhow::ensure!(next(&mut news).await? == card("RD-0004"));
    Ok(())
}
