//! The shell: bars that follow the board, their clocks, and what is told of their trouble.

use super::check::words;
use super::file::{LedBar, LedFile, Night};
use super::lines::{Look, content};
use crate::board::{Board, Moment};
use crate::limits::{LED_LEAVE_MS, LED_REPORTS_MAX};
use crate::local::{local, minute};
use futures_util::future::join_all;
use hall_core::plan::Language;
use hall_device::led::onbon::CardClock;
use hall_device::led::{Content, Driver, LedClient, LedPort, LedReport};
use jiff::Zoned;
use jiff::civil::Date;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::timeout;

/// Running bars.
#[derive(Debug)]
pub struct LedWall {
    bars: Vec<Bar>,
    night: Option<Night>,
}

#[derive(Debug)]
struct Bar {
    name: String,
    client: LedClient,
    driver: Driver,
    reports: mpsc::Receiver<LedReport>,
    health: Health,
    /// The day on which its clock was set.
    clock_of: Option<Date>,
}

/// What a bar last told of itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Health {
    /// Nothing yet: it may already show a call whose answer is on the way.
    Unheard,
    Well,
    Troubled,
}

impl LedWall {
    /// Opens the lines and keeps them open.
    pub fn spawn(file: LedFile) -> std::io::Result<Self> {
        let night = file.night;
        let mut bars = Vec::new();
        for (port, line) in file.lines() {
            bars.extend(Bar::spawn_line(port, line)?);
        }
        Ok(Self { bars, night })
    }

    /// Shows what the board knows now; to be called whenever that may have changed, and several
    /// times a second.
    pub fn follow(&mut self, board: &Board, moment: Moment) {
        let now = board.hall().zip(moment.hall);
        let now = now.and_then(|(hall, now)| local(hall, now));
        let minute = now.as_ref().map(minute);
        let look = Look::of(board, moment, minute, self.night);
        let language = board.languages().first().copied().unwrap_or_default();
        for bar in &mut self.bars {
            bar.hear(language);
            bar.show(&look);
            if let Some(now) = &now {
                bar.set_clock(now);
            }
        }
    }

    /// The board ends: a bar without a time-out would show its last call for ever.
    pub async fn leave(self) {
        let dark = self.bars.into_iter().map(Bar::darken);
        // A bar that takes longer is dark when its own time is over.
        let all = timeout(Duration::from_millis(LED_LEAVE_MS), join_all(dark)).await;
        all.map(drop).unwrap_or_default();
    }
}

impl Bar {
    /// The bars of one line.
    fn spawn_line(port: LedPort, line: Vec<LedBar>) -> std::io::Result<Vec<Self>> {
        let (ends, reports): (Vec<_>, Vec<_>) = line
            .iter()
            .map(|bar| {
                let (sender, reports) = mpsc::channel(LED_REPORTS_MAX);
                ((bar.setup.driver.clone(), sender), reports)
            })
            .unzip();
        let clients = LedClient::spawn_line(port, ends)?;
        let parts = line.into_iter().zip(clients).zip(reports);
        let bars = parts.map(|((bar, client), reports)| Self {
            name: bar.name,
            client,
            driver: bar.setup.driver,
            reports,
            health: Health::Unheard,
            clock_of: None,
        });
        Ok(bars.collect())
    }

    fn hear(&mut self, language: Language) {
        while let Ok(report) = self.reports.try_recv() {
            match report {
                LedReport::Online => {
                    (self.health, self.clock_of) = (Health::Well, None);
                    tracing::info!("LED bar {}: it answers", self.name);
                }
                LedReport::Offline(trouble) => {
                    self.health = Health::Troubled;
                    let what = words(&trouble, &self.driver, language);
                    let args = [("name", self.name.as_str().into()), ("what", what.into())];
                    tracing::warn!("{}", hall_text::say(language, "board-led-trouble", &args));
                }
                LedReport::NotSet(trouble) => {
                    let what = words(&trouble, &self.driver, language);
                    let args = [("name", self.name.as_str().into()), ("what", what.into())];
                    tracing::warn!("{}", hall_text::say(language, "board-led-not-set", &args));
                }
                LedReport::Shown(_) => {}
            }
        }
    }

    fn show(&self, look: &Look) {
        let mut above = 0;
        for area in self.client.areas() {
            self.client.show(area.id, content(look, *area, above));
            above += area.rows;
        }
    }

    /// Once a day and whenever the bar is back: cards lose seconds, and their time at a power cut.
    fn set_clock(&mut self, now: &Zoned) {
        if self.health == Health::Well && self.clock_of != Some(now.date()) {
            self.clock_of = Some(now.date());
            if let Some(clock) = card_clock(now) {
                self.client.set_clock(clock);
            }
        }
    }

    async fn darken(self) {
        let areas = self.client.areas().to_vec();
        for area in &areas {
            self.client.show(area.id, Content::blank());
        }
        if self.health == Health::Troubled {
            return;
        }
        for area in &areas {
            self.client.until_shown(area.id, &Content::blank()).await;
        }
    }
}

fn card_clock(now: &Zoned) -> Option<CardClock> {
    let small = |number: i8| number.unsigned_abs();
    CardClock::new(
        (
            now.year().unsigned_abs(),
            small(now.month()),
            small(now.day()),
        ),
        (small(now.hour()), small(now.minute()), small(now.second())),
        small(now.weekday().to_monday_one_offset()),
    )
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use crate::board::{Event, Settings};
    use crate::led::LedFile;
    use crate::testing::{call, welcome};
    use hall_fixtures::led::{Bus, NetworkLed, OnbonCard};
    use hall_protocol::Picture;
    use std::sync::Arc;

    // Longer than anything here takes; nothing waits for it when all is well.
    const LIMIT: Duration = Duration::from_secs(30);

    #[tokio::test]
    async fn a_bar_whose_first_answer_was_not_heard_yet_is_dark_in_the_end() -> std::io::Result<()>
    {
        let cards = [1, 2].map(|screen| OnbonCard::new(screen, 16, 1));
        let converter = NetworkLed::with_device(Bus::new(cards)).await?;
        let dir = tempfile::tempdir()?;
        let driver = include_str!("../../../fixtures/led/onbon.toml");
        std::fs::write(dir.path().join("onbon.toml"), driver)?;
        let port = converter.addr();
        let bar = |number| {
            format!("[[bar]]\nport = \"tcp:{port}\"\ndriver = \"onbon.toml\"\nnumber = {number}\n")
        };
        let path = dir.path().join("board.toml");
        std::fs::write(&path, [bar(1), bar(2)].concat())?;
        let file = LedFile::read(&path).expect("a good file");

        let mut board = Board::new(Settings::default());
        let picture = Picture {
            calls: vec![call("E023", 14, 1)],
            ..Picture::default()
        };
        board.on(Event::Connected(Arc::new(welcome(1))), Moment::default());
        board.on(Event::Resynced(Arc::new(picture)), Moment::default());
        let heard = Moment {
            silent_ms: Some(0),
            ..Moment::default()
        };
        let mut wall = LedWall::spawn(file)?;
        wall.follow(&board, heard);
        let all_show = |text: &'static str| {
            move |bus: &Bus<OnbonCard>| bus.bars.iter().all(|card| card.text() == text)
        };
        assert!(converter.wait_for(LIMIT, all_show("E023  14 号窗口")).await);
        wall.leave().await;
        assert!(converter.with(|bus| all_show("")(bus)));
        Ok(())
    }
}
