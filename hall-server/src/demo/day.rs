//! One full day in virtual time over real sockets, and its checks.

use super::badges::Badges;
use super::check;
use super::devices::Devices;
use super::engine::Engine;
use super::error::DemoError;
use super::limits::KIOSKS;
use super::scene::{Scene, Setup};
use crate::admin;
use crate::daily;
use crate::random::Random;
use crate::report::{DailyReport, DayTotals};
use crate::serve::{Options, Running, TimeSource};
use hall_core::Time;
use hall_fixtures::printer::VirtualPrinter;
use serde::Serialize;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Instant;
use tempfile::TempDir;

/// A played day.
#[derive(Clone, Debug)]
pub struct Played {
    /// The day in one line.
    pub totals: Totals,
    /// The daily report.
    pub report: DailyReport,
    /// What did not hold; empty when every check did.
    pub faults: Vec<String>,
}

/// The day in one line of JSON.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Totals {
    /// The report's totals.
    #[serde(flatten)]
    pub day: DayTotals,
    /// Times a ticket was at two windows.
    pub double_calls: u32,
    /// Numbers that were given to two people.
    pub duplicate_numbers: u32,
    /// Tickets that were told and are not known, or have another number on paper.
    pub lost: u32,
    /// Events in the journal.
    pub events: u64,
    /// Real seconds that it took.
    pub wall_s: f64,
    /// `ok`, or the first finding of the verification.
    pub verify: String,
}

/// Plays one day and checks it.
pub async fn play_day(setup: Setup) -> Result<Played, DemoError> {
    let started = Instant::now();
    let scene = Scene::new(setup.plan, setup.seed, 1)?;
    let folder = DataFolder::new(setup.data)?;
    let printers = printers().await?;
    let time = TimeSource::Manual { at: scene.start() };
    let running = Box::pin(serve(&scene, folder.path(), setup.listen, None, time)).await?;
    let badges = Badges::enrol(folder.path(), &scene.plan).await?;
    let devices = Devices::connect(running.address, &badges, &printers, None).await?;
    let mut engine = Engine::new(scene, running.app.clone(), devices);
    engine.ready().await?;
    Box::pin(engine.play(None)).await?;

    let date = engine.scene.date;
    let report = daily::of_app(&running.app, Some(date)).await?.0;
    let Engine {
        devices,
        mut ledger,
        ..
    } = engine;
    check::tickets(&devices, &mut ledger).await?;
    check::papers(&printers, &mut ledger);
    check::announcements(&devices, &mut ledger);
    check::everyone_served(&mut ledger);
    check::report(&report, &mut ledger);
    drop(devices);
    running.stop().await?;

    let verified = admin::verify_folder(folder.path()).await?;
    let finding = verified.findings.first().cloned();
    if let Some(finding) = &finding {
        ledger.fault(format!("verify: {finding}"));
    }
    let totals = Totals {
        day: report.totals(),
        double_calls: ledger.double_calls,
        duplicate_numbers: ledger.duplicate_numbers,
        lost: ledger.lost,
        events: verified.events,
        wall_s: (started.elapsed().as_secs_f64() * 10.0).round() / 10.0,
        verify: finding.unwrap_or_else(|| "ok".to_owned()),
    };
    Ok(Played {
        totals,
        report,
        faults: ledger.faults,
    })
}

/// Starts the server of a demo.
pub(super) async fn serve(
    scene: &Scene,
    data: &Path,
    listen: SocketAddr,
    public_url: Option<String>,
    time: TimeSource,
) -> Result<Running, DemoError> {
    let options = Options {
        plan: scene.plan.clone(),
        data: data.to_owned(),
        listen,
        public_url,
        time,
        random: Random::seeded(
            scene.seed
                ^ match time {
                    TimeSource::Manual { at } | TimeSource::Practice { at, .. } => {
                        at.0.unsigned_abs()
                    }
                    TimeSource::Real => 0,
                },
        ),
    };
    Ok(Running::start(options).await?)
}

/// The kiosks' printers.
pub(super) async fn printers() -> Result<Vec<VirtualPrinter>, DemoError> {
    let mut printers = Vec::new();
    for _ in 0..KIOSKS {
        let printer = VirtualPrinter::start().await;
        printers.push(printer.map_err(|error| DemoError::io("a virtual printer", error))?);
    }
    Ok(printers)
}

/// Where the day's data is.
#[derive(Debug)]
pub(super) enum DataFolder {
    /// A folder that stays.
    Kept(PathBuf),
    /// A folder that is removed at the end.
    Temporary(TempDir),
}

impl DataFolder {
    pub(super) fn new(wanted: Option<PathBuf>) -> Result<Self, DemoError> {
        let Some(path) = wanted else {
            let folder = tempfile::Builder::new().prefix("hall-demo-").tempdir();
            let folder = folder.map_err(|error| DemoError::io("a temporary folder", error))?;
            return Ok(Self::Temporary(folder));
        };
        if path.join("hall.db").exists() {
            let path = path.display();
            let what = format!("--data {path} holds a hall already; a demo needs an empty folder");
            return Err(DemoError::Said(what));
        }
        Ok(Self::Kept(path))
    }

    pub(super) fn path(&self) -> &Path {
        match self {
            Self::Kept(path) => path,
            Self::Temporary(folder) => folder.path(),
        }
    }
}

/// A hall whose clock runs by itself.
pub(super) const fn practice(at: Time, speed: u32) -> TimeSource {
    TimeSource::Practice { at, speed }
}
