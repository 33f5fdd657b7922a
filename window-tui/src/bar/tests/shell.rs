//! The bar's shell and its part of `doctor`, with a virtual bar on a serial line.

use crate::bar::{BarClient, BarSetup, examine};
use crate::machine::BarNews;
use crate::testing::Desk;
use hall_core::plan::Language;
use hall_device::led::{Driver, LedSetup};
use hall_fixtures::led::{Dialect, LedMachine, Mischief};
use hall_fixtures::port::VirtualPort;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::timeout;

const MODBUS: &str = include_str!("../../../../fixtures/led/modbus.toml");
const PATTERN: &str = include_str!("../../../../fixtures/led/pattern.toml");

/// Longer than anything here takes; nothing waits for it when all is well.
const LIMIT: Duration = Duration::from_secs(30);

fn bar(dialect: Dialect, file: &str) -> anyhow::Result<(VirtualPort<LedMachine>, BarSetup)> {
    let bar = VirtualPort::start("bar", LedMachine::new(dialect))?;
    let quick = format!("reply_ms = 200\n{file}");
    let setup = BarSetup {
        led: LedSetup {
            port: bar.path().display().to_string().parse()?,
            driver: Driver::parse("bar.toml", &quick)?,
        },
        language: Language::ZhCn,
        staff_language: Language::En,
    };
    Ok((bar, setup))
}

fn text(bar: &VirtualPort<LedMachine>) -> String {
    bar.with(|bar| bar.text().to_owned())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn the_bar_follows_the_machine_and_is_dark_when_the_clerk_has_left() -> anyhow::Result<()> {
    let (bar, setup) = bar(Dialect::Frames, PATTERN)?;
    let mut client = BarClient::spawn(setup)?;
    let mut desk = Desk::in_language(Language::En);
    client.follow(&desk.machine);
    assert_eq!(timeout(LIMIT, client.news()).await?, BarNews::Well);
    desk.put_in_hand(23, "called");
    desk.show();
    client.follow(&desk.machine);
    assert!(bar.wait_for(LIMIT, |bar| bar.text() == "14  E023  请办理"));

    client.leave().await;
    assert_eq!(text(&bar), "");
    let seen = bar.with(|bar| bar.seen().to_vec());
    assert_eq!(seen, ["", "14  公交IC公益卡", "14  E023  请办理", ""]);
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn trouble_of_a_bar_is_said_in_the_words_of_the_clerk_and_taken_back() -> anyhow::Result<()> {
    let (bar, setup) = bar(Dialect::Rtu, MODBUS)?;
    bar.with(|bar| bar.mischief = Mischief::Silent);
    let mut client = BarClient::spawn(setup)?;
    client.follow(&Desk::in_language(Language::En).machine);
    let BarNews::Trouble(why) = timeout(LIMIT, client.news()).await? else {
        panic!("a silent bar is in trouble");
    };
    assert!(why.contains("check power"), "{why}");
    bar.with(|bar| bar.mischief = Mischief::None);
    assert_eq!(timeout(LIMIT, client.news()).await?, BarNews::Well);
    assert!(bar.wait_for(LIMIT, |bar| bar.text() == "14  公交IC公益卡"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_bar_whose_task_died_is_in_trouble_and_says_so_once() -> anyhow::Result<()> {
    let (_bar, setup) = bar(Dialect::Rtu, MODBUS)?;
    let mut client = BarClient::spawn(setup)?;
    // The task holds the other end for as long as it lives.
    (_, client.reports) = mpsc::channel(1);
    let BarNews::Trouble(why) = timeout(LIMIT, client.news()).await? else {
        panic!("a dead task is trouble");
    };
    assert!(why.contains("start the terminal again"), "{why}");
    tokio::select! {
        biased;
        news = client.news() => anyhow::bail!("{news:?} is said again"),
        () = tokio::task::yield_now() => {}
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn doctor_leaves_no_text_in_an_area_that_the_window_never_writes() -> anyhow::Result<()> {
    let one = MODBUS.split("[blank]").next().unwrap_or_default();
    let two = format!("{one}[[area]]\ncolumns = 2\nstart = 64\nregisters = 1\n");
    let mut requests = Vec::new();
    for file in [one, &two] {
        let (virtual_bar, setup) = bar(Dialect::Rtu, file)?;
        let check = examine(Some(setup), Language::En).await;
        assert!(check.ok, "{check}");
        requests.push(virtual_bar.with(|bar| bar.requests()));
    }
    assert_eq!(requests[0], requests[1], "nothing for the second area");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn doctor_shows_a_test_text_and_says_what_was_seen() -> anyhow::Result<()> {
    let (virtual_bar, setup) = bar(Dialect::Rtu, MODBUS)?;
    let check = examine(Some(setup), Language::En).await;
    assert!(
        check.ok
            && check
                .detail
                .contains("look whether it shows \"测试 0123 AB\"")
    );
    assert_eq!(text(&virtual_bar), "测试 0123 AB");

    for (mischief, why) in [
        (Mischief::Refuses, "code 2"),
        (Mischief::Silent, "no answer"),
    ] {
        let (virtual_bar, setup) = bar(Dialect::Rtu, MODBUS)?;
        virtual_bar.with(|bar| bar.mischief = mischief);
        let check = examine(Some(setup), Language::En).await;
        assert!(!check.ok && check.detail.contains(why), "{check}");
    }

    let silent = PATTERN.split("[replies]").next().unwrap_or_default();
    let (_bar, blind) = bar(Dialect::Frames, &silent.replace("{timeout}", "78"))?;
    let check = examine(Some(blind), Language::En).await;
    assert!(
        check.ok && check.detail.contains("never answers"),
        "{check}"
    );
    assert!(check.detail.contains("no time-out"), "{check}");

    let check = examine(None, Language::ZhCn).await;
    assert!(check.ok && check.detail.contains("--bar"), "{check}");
    Ok(())
}
