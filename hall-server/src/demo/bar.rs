//! The LED bar of the live demo: a virtual card that the real board program drives, drawn on the
//! front page.

use super::error::DemoError;
use crate::http::App;
use display_board::led::{LedBar, LedFile};
use hall_device::led::{Driver, LedSetup};
use hall_fixtures::led::{NetworkLed, OnbonCard};
use std::sync::Arc;

/// A bar of 256 x 64 diodes on a card with a font of its own.
const DRIVER: &str = "driver = \"onbon\"\nscreen = 1\n\
                      [[area]]\nx = 0\ny = 0\ncolumns = 32\nrows = 4\n";

/// A running bar; it is gone when this and the front page are.
#[derive(Clone, Debug)]
pub(super) struct DemoBar {
    card: Arc<NetworkLed<OnbonCard>>,
    file: LedFile,
}

impl DemoBar {
    /// A dark bar on a port of its own.
    pub(super) async fn start() -> Result<Self, DemoError> {
        let driver = Driver::parse("the demo's bar", DRIVER);
        let driver = driver.map_err(|error| DemoError::Said(error.to_string()))?;
        let card = NetworkLed::with_device(OnbonCard::new(1, 32, 4)).await;
        let card = card.map_err(|error| DemoError::io("a virtual LED card", error))?;
        let name = format!("tcp:{}", card.addr());
        let port = name.parse().expect("an address with a port is a port");
        let setup = LedSetup { port, driver };
        let bars = vec![LedBar { name, setup }];
        Ok(Self {
            card: Arc::new(card),
            file: LedFile { night: None, bars },
        })
    }

    /// What a board needs to drive it.
    pub(super) fn file(&self) -> LedFile {
        self.file.clone()
    }

    /// Draws it on the front page from now on.
    pub(super) fn show_on(&self, app: &App) {
        let card = Arc::clone(&self.card);
        app.showcase.set(move || card.with(|card| card.drawing()));
    }
}
