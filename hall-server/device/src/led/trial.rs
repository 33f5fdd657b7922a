//! A test text on controllers, for `doctor`.

use super::client::{LedClient, LedSetup};
use super::content::Content;
use super::driver::Driver;
use super::news::{LedReport, LedTrouble};
use super::port::LedPort;
use futures_util::future::join_all;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::timeout;

/// Shows a text in the first so many areas, within a time; it stays until the controller forgets
/// it, so only areas that the program writes afterwards should be among them.
pub async fn try_out(
    setup: LedSetup,
    areas: usize,
    text: &str,
    limit: Duration,
) -> Result<(), LedTrouble> {
    let tried = try_out_line(setup.port, vec![setup.driver], areas, text, limit).await;
    tried.into_iter().collect()
}

/// The same on several bars of one line, each with the same time; how it went, in their order.
pub async fn try_out_line(
    port: LedPort,
    drivers: Vec<Driver>,
    areas: usize,
    text: &str,
    limit: Duration,
) -> Vec<Result<(), LedTrouble>> {
    let count = drivers.len();
    let (bars, heard): (Vec<_>, Vec<_>) = drivers
        .into_iter()
        .map(|driver| {
            let (reports, heard) = mpsc::channel(1);
            ((driver, reports), heard)
        })
        .unzip();
    let clients = match LedClient::spawn_line(port, bars) {
        Ok(clients) => clients,
        Err(error) => return vec![Err(LedTrouble::NoLine(error.to_string())); count],
    };
    let trials = clients.iter().zip(heard).map(|(client, heard)| async move {
        let shown = timeout(limit, until_all_show(client, heard, areas, text)).await;
        shown.unwrap_or(Err(LedTrouble::Silent))
    });
    join_all(trials).await
}

async fn until_all_show(
    client: &LedClient,
    mut heard: mpsc::Receiver<LedReport>,
    areas: usize,
    text: &str,
) -> Result<(), LedTrouble> {
    let areas: Vec<_> = client.areas().iter().take(areas).collect();
    for area in &areas {
        let content = Content {
            lines: vec![text.to_owned()],
            ..Content::default()
        };
        client.show(area.id, content);
    }
    let mut shown = 0;
    while shown < areas.len() {
        match heard.recv().await {
            Some(LedReport::Shown(_)) => shown += 1,
            Some(LedReport::Offline(trouble)) => return Err(trouble),
            Some(LedReport::Online | LedReport::NotSet(_)) => {}
            None => return Err(LedTrouble::Silent),
        }
    }
    Ok(())
}
