//! The bar's part of `doctor`: a test text, and what was seen of it.

use super::{BarSetup, words};
use crate::doctor::Check;
use crate::limits::DOCTOR_MS;
use hall_core::plan::Language;
use hall_device::led::{Content, LedClient, LedReport, LedTrouble};
use hall_text::{say, word};
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::timeout;

/// Shows a test text in the area that the window uses; it stays until the bar forgets it or the
/// window works. In any other area it would stay for ever.
pub(crate) async fn examine(setup: Option<BarSetup>, language: Language) -> Check {
    let check = |ok, detail| Check {
        what: "bar",
        ok,
        detail,
    };
    let Some(setup) = setup else {
        return check(true, word(language, "window-doctor-no-bar"));
    };
    let port = setup.led.port.to_string();
    let (answers, forgets) = (setup.led.driver.answers(), setup.led.driver.forgets());
    let text = word(setup.language, "window-bar-test");
    match show(setup, &text).await {
        Ok(()) => {
            let key = if answers {
                "window-doctor-bar-shows"
            } else {
                "window-doctor-bar-sent"
            };
            let mut said = say(language, key, &[("text", text.into())]);
            if !forgets {
                said = format!("{said}; {}", word(language, "window-doctor-bar-keeps"));
            }
            check(true, format!("{port}: {said}"))
        }
        // This one names the port itself.
        Err(LedTrouble::NoLine(why)) => check(false, why),
        Err(trouble) => check(false, format!("{port}: {}", words(&trouble, language))),
    }
}

async fn show(setup: BarSetup, text: &str) -> Result<(), LedTrouble> {
    let (reports, mut heard) = mpsc::channel(1);
    let client = LedClient::spawn(setup.led, reports)
        .map_err(|error| LedTrouble::NoLine(error.to_string()))?;
    let Some(area) = client.areas().first().map(|area| area.id) else {
        return Err(LedTrouble::Silent);
    };
    let content = Content {
        lines: vec![text.to_owned()],
        ..Content::default()
    };
    client.show(area, content);
    let all = async {
        loop {
            match heard.recv().await {
                Some(LedReport::Shown(_)) => return Ok(()),
                Some(LedReport::Offline(trouble)) => return Err(trouble),
                Some(LedReport::Online) => {}
                None => return Err(LedTrouble::Silent),
            }
        }
    };
    let answered = timeout(Duration::from_millis(DOCTOR_MS), all).await;
    answered.unwrap_or(Err(LedTrouble::Silent))
}
