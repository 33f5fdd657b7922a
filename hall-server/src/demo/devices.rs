//! The devices of the hall as clients: the shipped programs' own code where there is one.

use super::badges::{Badge, Badges};
use super::bar::DemoBar;
use super::error::DemoError;
use super::limits::{BEAT, TRIES};
use display_board::run::RunConfig;
use display_board::voice::VoiceChoice;
use display_board::watch::Watched;
use hall_core::code::WindowNumber;
use hall_core::device::Role;
use hall_device::{Api, ApiError, Link, LinkConfig, LinkHandle, ServerAddress};
use hall_fixtures::printer::VirtualPrinter;
use hall_protocol::Problem;
use hall_protocol::view::HallState;
use kiosk_client::{Kiosk, Printer, PrinterAddress, Profile};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use tokio::task::JoinHandle;

/// What the server said: an answer, or a refusal.
pub(super) type Told<T> = Result<T, Box<Problem>>;

/// All devices, connected.
#[derive(Debug)]
pub(super) struct Devices {
    pub(super) kiosks: Vec<Kiosk>,
    pub(super) windows: BTreeMap<WindowNumber, Api>,
    pub(super) pads: BTreeMap<WindowNumber, Api>,
    pub(super) guide: Api,
    pub(super) manager: Api,
    board: Option<Watched>,
    /// The guide's feed: everything that staff may see.
    pub(super) feed: LinkHandle,
    tasks: Vec<JoinHandle<()>>,
}

impl Devices {
    /// Connects everything to a running server.
    pub(super) async fn connect(
        server: SocketAddr,
        badges: &Badges,
        printers: &[VirtualPrinter],
        bar: Option<&DemoBar>,
    ) -> Result<Self, DemoError> {
        let server: ServerAddress = format!("http://{server}")
            .parse()
            .map_err(|error| DemoError::Said(format!("{error}")))?;
        let api = |badge: &Badge| Api::new(server.clone(), Some(badge.token.clone()));
        let mut kiosks = Vec::new();
        for (badge, printer) in badges.kiosks.iter().zip(printers) {
            kiosks.push(Kiosk::connect(api(badge)?, at(printer.addr())).await?);
        }
        let apis = |badges: &BTreeMap<WindowNumber, Badge>| {
            let apis = badges
                .iter()
                .map(|(number, badge)| Ok((*number, api(badge)?)));
            apis.collect::<Result<BTreeMap<_, _>, ApiError>>()
        };
        let windows = apis(&badges.windows)?;
        let link = |badge: &Badge, role| LinkConfig::new(server.clone(), badge.token.clone(), role);
        // The voice is off: no day and no live demo runs slowly enough for it (DESIGN 10).
        let mut board = RunConfig::new(link(&badges.board, Role::Board), VoiceChoice::None);
        board.led = bar.map(DemoBar::file);
        let board = Watched::spawn(board);
        let (feed, mut events) = Link::spawn(link(&badges.guide, Role::Guide));
        let tasks = vec![
            // Only the picture is looked at; the events make room for the next ones.
            tokio::spawn(async move { while events.recv().await.is_some() {} }),
            tokio::spawn(beat(windows.values().cloned().collect())),
        ];
        Ok(Self {
            kiosks,
            pads: apis(&badges.pads)?,
            windows,
            guide: api(&badges.guide)?,
            manager: api(&badges.manager)?,
            board: Some(board),
            feed,
            tasks,
        })
    }
}

impl Devices {
    /// The board.
    pub(super) fn board(&self) -> &Watched {
        self.board
            .as_ref()
            .expect("the board is there until the hall moves")
    }

    /// Leaves the server before it stops, so that nobody looks for it afterwards.
    pub(super) fn leave(&mut self) {
        self.tasks.iter().for_each(JoinHandle::abort);
        self.board = None;
    }
}

impl Drop for Devices {
    fn drop(&mut self) {
        self.leave();
    }
}

fn at(address: SocketAddr) -> Printer {
    let (host, port) = (address.ip().to_string(), address.port());
    Printer::new(PrinterAddress::Tcp { host, port }, Profile::default())
}

/// Every window program is heard from time to time, by the real clock (DESIGN 10).
async fn beat(windows: Vec<Api>) {
    let mut ticks = tokio::time::interval(BEAT);
    loop {
        ticks.tick().await;
        for window in &windows {
            // A server that is gone is noticed by who wants something of it.
            let _: Result<HallState, ApiError> = window.get("/api/v1/hall").await;
        }
    }
}

/// Posts; only a server that cannot be reached is an error.
pub(super) async fn post<B: Serialize, T: DeserializeOwned>(
    api: &Api,
    path: &str,
    body: &B,
) -> Result<Told<T>, DemoError> {
    told(api.post(path, body, TRIES).await)
}

/// Tells a refusal from a failure.
pub(super) fn told<T>(answer: Result<T, ApiError>) -> Result<Told<T>, DemoError> {
    match answer {
        Ok(answer) => Ok(Ok(answer)),
        Err(ApiError::Refused(problem)) => Ok(Err(problem)),
        Err(error) => Err(error.into()),
    }
}
