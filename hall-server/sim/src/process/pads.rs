//! Real serial pads: virtual hardware on a pty, the shipped pad client, a cable that can be pulled.

use super::client::World;
use super::findings::Findings;
use super::folder::Tokens;
use super::limits::SERIAL_PADS;
use hall_core::code::TicketId;
use hall_core::plan::Language;
use hall_device::serial::SerialSpec;
use hall_device::{Api, Token};
use hall_fixtures::pad::{Citizen, VirtualPad};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::mpsc;
use window_tui::machine::PadNews;
use window_tui::pad::{PadClient, PadSetup};

/// The pads with their cables.
#[derive(Debug, Default)]
pub(super) struct Pads {
    pads: BTreeMap<u16, Pad>,
    heard: Arc<Mutex<Heard>>,
}

#[derive(Debug)]
struct Pad {
    hardware: VirtualPad,
    client: PadClient,
}

/// What the pads' clients were told.
#[derive(Clone, Debug, Default)]
pub(super) struct Heard {
    /// Tickets whose rating is stored.
    pub(super) rated: Vec<u64>,
    /// Citizens asked.
    pub(super) asked: u64,
    /// Citizens who did not answer, or could not be asked.
    pub(super) not_rated: u64,
    /// Ratings that did not reach the hall, or came too late.
    pub(super) failed: u64,
    /// Times a cable was found pulled.
    pub(super) offline: u64,
}

/// How long a citizen has, in seconds.
const SECONDS: u8 = 5;

/// News waiting for the harness.
const NEWS_MAX: usize = 64;

impl Pads {
    /// Plugs the pads of the first windows in.
    pub(super) fn start(world: &World, tokens: &Tokens) -> Result<Self, String> {
        let mut pads = Self::default();
        for (index, ((n, _), token)) in tokens.windows.iter().zip(&tokens.pads).enumerate() {
            if index >= SERIAL_PADS {
                break;
            }
            let pad = pads.plug_in(world, index, token)?;
            pads.pads.insert(*n, pad);
        }
        Ok(pads)
    }

    fn plug_in(&self, world: &World, index: usize, token: &str) -> Result<Pad, String> {
        let hardware = VirtualPad::start(1).map_err(|error| format!("a pty: {error}"))?;
        hardware.answer_with(Citizen::Presses {
            level: if index == 0 { 5 } else { 2 },
            after_ms: 100,
        });
        let port: SerialSpec = hardware
            .path()
            .to_string_lossy()
            .parse()
            .map_err(|error| format!("{error}"))?;
        let server = world.url.parse().map_err(|error| format!("{error}"))?;
        let token = Token::new(token).ok_or("a token of the server is no token")?;
        let api = Api::new(server, Some(token)).map_err(|error| error.to_string())?;
        let setup = PadSetup {
            api,
            port,
            driver: None,
            language: Language::En,
        };
        let (news, told) = mpsc::channel(NEWS_MAX);
        let client = PadClient::spawn(setup, news).map_err(|error| error.to_string())?;
        tokio::spawn(listen(told, Arc::clone(&self.heard)));
        Ok(Pad { hardware, client })
    }

    /// Asks about a finished ticket; false when the window has no such pad.
    pub(super) async fn ask(&self, window: u16, ticket: u64) -> bool {
        let Some(pad) = self.pads.get(&window) else {
            return false;
        };
        pad.client.ask(TicketId(ticket), SECONDS).await;
        true
    }

    /// Pulls every cable.
    pub(super) fn vanish(&self) {
        for pad in self.pads.values() {
            pad.hardware.vanish();
        }
    }

    /// Plugs every cable in again.
    pub(super) fn come_back(&self, findings: &Findings) {
        for pad in self.pads.values() {
            if let Err(error) = pad.hardware.come_back() {
                findings.note("the harness can make a pty", &error.to_string());
            }
        }
    }

    /// What was heard so far.
    pub(super) fn heard(&self) -> Heard {
        self.heard
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

async fn listen(mut news: mpsc::Receiver<PadNews>, heard: Arc<Mutex<Heard>>) {
    while let Some(news) = news.recv().await {
        let mut heard = heard.lock().unwrap_or_else(PoisonError::into_inner);
        match news {
            PadNews::Rated(ticket) => heard.rated.push(ticket.0),
            PadNews::Asking(_) => heard.asked += 1,
            PadNews::NotRated(_) | PadNews::NotAsked(_) => heard.not_rated += 1,
            PadNews::Failed(..) => heard.failed += 1,
            PadNews::Offline(_) => heard.offline += 1,
            PadNews::Online | PadNews::Unfit(_) | PadNews::Fit => {}
        }
    }
}
