//! A test text on a controller, for `doctor`.

use super::client::{LedClient, LedSetup};
use super::content::Content;
use super::host::{LedReport, LedTrouble};
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
    let (reports, mut heard) = mpsc::channel(1);
    let client =
        LedClient::spawn(setup, reports).map_err(|error| LedTrouble::NoLine(error.to_string()))?;
    let areas: Vec<_> = client.areas().iter().take(areas).collect();
    for area in &areas {
        let content = Content {
            lines: vec![text.to_owned()],
            ..Content::default()
        };
        client.show(area.id, content);
    }
    let all = async {
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
    };
    timeout(limit, all).await.unwrap_or(Err(LedTrouble::Silent))
}
