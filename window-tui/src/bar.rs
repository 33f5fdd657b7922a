//! The LED bar above the window: a client beside the terminal that follows what the terminal knows.
//!
//! [`content`] is pure and decides what is shown; [`hall_device::led`] brings it there. A bar that
//! does not work is told quietly and never stops the window.

mod doctor;
mod flags;
mod lines;

#[cfg(test)]
mod tests;

pub(crate) use doctor::examine;
pub use flags::BarFlags;
pub use lines::{BarLook, BarState, content};

use crate::limits::{BAR_LEAVE_MS, BAR_REPORTS_MAX};
use crate::machine::{BarNews, Machine};
use hall_core::plan::Language;
use hall_device::led::{Area, Content, LedClient, LedReport, LedSetup, LedTrouble};
use hall_text::{say, word};
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::timeout;

/// What a bar needs.
#[derive(Clone, Debug)]
pub struct BarSetup {
    /// Where and what it is.
    pub led: LedSetup,
    /// Language of the bar.
    pub language: Language,
    /// Language of the terminal, for words about the bar.
    pub staff_language: Language,
}

/// A running bar.
#[derive(Debug)]
pub struct BarClient {
    client: LedClient,
    reports: mpsc::Receiver<LedReport>,
    /// The first area of the controller.
    area: Option<Area>,
    language: Language,
    staff_language: Language,
    is_well: bool,
    is_dead: bool,
}

impl BarClient {
    /// Opens the line and keeps it open.
    pub fn spawn(setup: BarSetup) -> std::io::Result<Self> {
        let (sender, reports) = mpsc::channel(BAR_REPORTS_MAX);
        let client = LedClient::spawn(setup.led, sender)?;
        Ok(Self {
            area: client.areas().first().copied(),
            client,
            reports,
            language: setup.language,
            staff_language: setup.staff_language,
            is_well: false,
            is_dead: false,
        })
    }

    /// Shows what the terminal knows now.
    pub fn follow(&self, machine: &Machine) {
        let look = BarLook::of(machine, self.language);
        if let Some(area) = self.area {
            let content = content(look.as_ref(), area, self.language);
            self.client.show(area.id, content);
        }
    }

    /// The next news of the bar. May be dropped and called again; nothing is lost.
    pub async fn news(&mut self) -> BarNews {
        loop {
            match self.reports.recv().await {
                Some(LedReport::Online) => {
                    self.is_well = true;
                    return BarNews::Well;
                }
                Some(LedReport::Offline(trouble)) => {
                    self.is_well = false;
                    return BarNews::Trouble(words(&trouble, self.staff_language));
                }
                Some(LedReport::Shown(_) | LedReport::NotSet(_)) => {}
                None if self.is_dead => std::future::pending().await,
                // The task ends only with this client, unless it died.
                None => {
                    (self.is_dead, self.is_well) = (true, false);
                    let why = word(self.staff_language, "window-device-failed");
                    return BarNews::Trouble(why);
                }
            }
        }
    }

    /// Nobody works here any more: a bar without a time-out would show the last call for ever.
    pub async fn leave(self) {
        let Some(area) = self.area else { return };
        let dark = Content::blank();
        self.client.show(area.id, dark.clone());
        if self.is_well {
            // A bar that takes longer is dark when its own time is over.
            let shown = self.client.until_shown(area.id, &dark);
            timeout(Duration::from_millis(BAR_LEAVE_MS), shown)
                .await
                .unwrap_or_default();
        }
    }
}

/// News of a bar; never any without one.
pub(crate) async fn news_of(bar: &mut Option<BarClient>) -> BarNews {
    match bar {
        Some(bar) => bar.news().await,
        None => std::future::pending().await,
    }
}

/// What is wrong with a bar and what to do, for staff.
pub(crate) fn words(trouble: &LedTrouble, language: Language) -> String {
    match trouble {
        LedTrouble::NoLine(why) => why.clone(),
        LedTrouble::Silent => word(language, "window-bar-silent"),
        LedTrouble::Busy => word(language, "window-bar-busy"),
        LedTrouble::Refused(code) => {
            say(language, "window-bar-refused", &[("code", (*code).into())])
        }
        LedTrouble::Garbled => word(language, "window-bar-garbled"),
    }
}
