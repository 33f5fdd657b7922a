//! The LED client of the bar against virtual bars: over TCP, over a serial line with Modbus, and with frames.
#![cfg(unix)]

use hall_device::led::{AreaId, Content, Driver, LedClient, LedReport, LedSetup, LedTrouble};
use hall_fixtures::led::{Dialect, LedMachine, Mischief, NetworkLed};
use hall_fixtures::port::VirtualPort;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio::time::timeout;

const MODBUS: &str = include_str!("../../fixtures/led/modbus.toml");
const PATTERN: &str = include_str!("../../fixtures/led/pattern.toml");
const AREA: AreaId = AreaId(0);

/// Longer than anything here takes; nothing waits for it when all is well.
const LIMIT: Duration = Duration::from_secs(30);

/// A client whose bar answers quickly or not at all.
struct Bench {
    client: LedClient,
    reports: mpsc::Receiver<LedReport>,
}

fn setup(port: &str, file: &str) -> anyhow::Result<LedSetup> {
    let quick = format!("reply_ms = 200\n{file}");
    Ok(LedSetup {
        port: port.parse()?,
        driver: Driver::parse("bar.toml", &quick)?,
    })
}

impl Bench {
    fn new(port: &str, file: &str) -> anyhow::Result<Self> {
        let (sender, reports) = mpsc::channel(16);
        let client = LedClient::spawn(setup(port, file)?, sender)?;
        Ok(Self { client, reports })
    }

    fn show(&self, text: &str) {
        let content = Content {
            lines: vec![text.to_owned()],
            ..Content::default()
        };
        self.client.show(AREA, content);
    }

    async fn next(&mut self) -> anyhow::Result<LedReport> {
        let report = timeout(LIMIT, self.reports.recv()).await?;
        report.ok_or_else(|| anyhow::anyhow!("the client ended"))
    }

    async fn expect(&mut self, wanted: &[LedReport]) -> anyhow::Result<()> {
        for wanted in wanted {
            let report = self.next().await?;
            anyhow::ensure!(report == *wanted, "{report:?} instead of {wanted:?}");
        }
        Ok(())
    }

    /// Passes over everything else.
    async fn until(&mut self, wanted: LedReport) -> anyhow::Result<()> {
        while self.next().await? != wanted {}
        Ok(())
    }
}

fn serial(dialect: Dialect) -> std::io::Result<(VirtualPort<LedMachine>, String)> {
    let bar = VirtualPort::start("bar", LedMachine::new(dialect))?;
    let path = bar.path().display().to_string();
    Ok((bar, path))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_text_reaches_every_kind_of_bar() -> anyhow::Result<()> {
    let shown = [LedReport::Online, LedReport::Shown(AREA)];
    for (dialect, file) in [(Dialect::Rtu, MODBUS), (Dialect::Frames, PATTERN)] {
        let (bar, path) = serial(dialect)?;
        let mut bench = Bench::new(&path, file)?;
        bench.show("14  E023  请办理");
        bench.expect(&shown).await?;
        assert_eq!(bar.with(|bar| bar.text().to_owned()), "14  E023  请办理");
    }
    let bar = NetworkLed::start().await?;
    let mut bench = Bench::new(&format!("tcp:{}", bar.addr()), MODBUS)?;
    bench.show("14  E023  请办理");
    bench.expect(&shown).await?;
    assert_eq!(bar.with(|bar| bar.text().to_owned()), "14  E023  请办理");
    bench.client.show(AREA, Content::blank());
    bench.expect(&shown[1..]).await?;
    assert_eq!(bar.with(|bar| bar.text().to_owned()), "");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_bar_that_misbehaves_is_told_once_and_shows_the_newest_text_when_it_is_well()
-> anyhow::Result<()> {
    let mut cases = JoinSet::new();
    for (mischief, trouble) in [
        (Mischief::Silent, LedTrouble::Silent),
        (Mischief::HalfAnswers, LedTrouble::Silent),
        (Mischief::BadAnswers, LedTrouble::Silent),
        (Mischief::Busy, LedTrouble::Busy),
    ] {
        // Each waits until a bar in trouble is tried again: all at once.
        cases.spawn(misbehave(mischief, trouble));
    }
    while let Some(case) = cases.join_next().await {
        case??;
    }
    Ok(())
}

async fn misbehave(mischief: Mischief, trouble: LedTrouble) -> anyhow::Result<()> {
    let (bar, path) = serial(Dialect::Rtu)?;
    let mut bench = Bench::new(&path, MODBUS)?;
    bench.show("14  E023  请办理");
    bench.until(LedReport::Shown(AREA)).await?;
    bar.with(|bar| bar.mischief = mischief);
    bench.show("14  E024  请办理");
    bench.expect(&[LedReport::Offline(trouble)]).await?;
    bench.show("14  E025  请办理");
    bar.with(|bar| bar.mischief = Mischief::None);
    bench.until(LedReport::Shown(AREA)).await?;
    let text = bar.with(|bar| bar.text().to_owned());
    anyhow::ensure!(text == "14  E025  请办理", "{mischief:?}: {text}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_refusal_is_told_with_its_code() -> anyhow::Result<()> {
    let bar = NetworkLed::start().await?;
    bar.with(|bar| bar.mischief = Mischief::Refuses);
    let mut bench = Bench::new(&format!("tcp:{}", bar.addr()), MODBUS)?;
    bench.show("14");
    let refused = LedReport::Offline(LedTrouble::Refused(2));
    bench.expect(&[refused]).await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_connection_that_is_cut_or_dead_is_opened_anew_and_the_text_is_there_again()
-> anyhow::Result<()> {
    let bar = NetworkLed::start().await?;
    let mut bench = Bench::new(&format!("tcp:{}", bar.addr()), MODBUS)?;
    bench.show("14  E023  请办理");
    bench.until(LedReport::Shown(AREA)).await?;
    bar.with(LedMachine::lose_power);
    bar.hang_up();
    bench.until(LedReport::Shown(AREA)).await?;
    assert_eq!(bar.with(|bar| bar.text().to_owned()), "14  E023  请办理");

    // A bar that lost its power never closed its connection: this one is not served any more.
    bar.lose_power();
    bench.show("14  E024  请办理");
    bench.until(LedReport::Offline(LedTrouble::Silent)).await?;
    let shows = |bar: &LedMachine| bar.text() == "14  E024  请办理";
    assert!(bar.wait_for(LIMIT, shows).await);
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn an_unplugged_bar_is_told_and_shows_the_newest_text_when_it_is_back() -> anyhow::Result<()>
{
    let (bar, path) = serial(Dialect::Rtu)?;
    let mut bench = Bench::new(&path, MODBUS)?;
    bench.show("14  E023  请办理");
    bench.until(LedReport::Shown(AREA)).await?;
    bar.vanish();
    while !matches!(
        bench.next().await?,
        LedReport::Offline(LedTrouble::NoLine(_))
    ) {}
    bench.show("14  E024  请办理");
    bar.come_back()?;
    bench.until(LedReport::Shown(AREA)).await?;
    assert_eq!(bar.with(|bar| bar.text().to_owned()), "14  E024  请办理");
    Ok(())
}
