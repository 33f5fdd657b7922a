//! The demo: a whole hall with virtual people and the real programs (DESIGN 10).
//!
//! [`play_day`] is one full day in virtual time, with its own ledger beside the server's; without
//! `--day` the same hall goes on live from 09:20. Everything goes over real sockets and the
//! public contract; the production build leaves this module out.

mod agenda;
mod badges;
mod bar;
mod check;
mod day;
mod devices;
mod engine;
mod error;
mod join;
mod ledger;
mod limits;
mod live;
pub mod practice;
mod scene;

pub use day::{Played, Totals, play_day};
pub use error::DemoError;
pub use scene::Setup;

use crate::cli::{Signal, Signals};
use crate::daily::{Daily, Format};
use crate::plan;
use clap::Args;
use hall_core::code::WindowNumber;
use hall_core::{Language, Plan};
use hall_text::{FluentValue, say};
use std::io::Write;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Show a whole hall with virtual people and devices.
#[derive(Debug, Args)]
pub struct Demo {
    /// One full day as fast as it goes: prints the daily report, checks everything, exits 0 only
    /// if every check held. The last line is one JSON object.
    #[arg(long)]
    day: bool,
    /// Hall seconds per real second of the live demo.
    #[arg(
        long,
        default_value_t = 30,
        value_parser = clap::value_parser!(u32).range(1..=i64::from(limits::SPEED_MAX))
    )]
    speed: u32,
    /// The seed of people, ids and random bits: the same one gives the same day.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// A plan instead of the built-in hall of Ankang.
    #[arg(long)]
    plan: Option<PathBuf>,
    /// Keep the data here; default a folder that is removed at the end.
    #[arg(long)]
    data: Option<PathBuf>,
    /// Where to listen; default 127.0.0.1:8080, for a day any free port.
    #[arg(long)]
    listen: Option<SocketAddr>,
    /// Write the daily report here in every format.
    #[arg(long)]
    out: Option<PathBuf>,
    /// Language of the words: zh-CN, en or zh-Hant.
    #[arg(long, default_value = "zh-CN", value_parser = language)]
    language: Language,
}

fn language(text: &str) -> Result<Language, String> {
    let known = Language::ALL.into_iter().find(|known| known.tag() == text);
    known.ok_or_else(|| "one of zh-CN, en, zh-Hant".to_owned())
}

/// Runs the demo.
pub async fn run(demo: Demo) -> ExitCode {
    let result = match setup(&demo) {
        Ok(setup) if demo.day => Box::pin(show_day(&demo, setup)).await,
        Ok(setup) => Box::pin(live::live(setup, &demo))
            .await
            .map(|()| ExitCode::SUCCESS),
        Err(error) => Err(error),
    };
    result.unwrap_or_else(|error| {
        eprintln!("hall-server demo: {error}");
        ExitCode::FAILURE
    })
}

fn setup(demo: &Demo) -> Result<Setup, DemoError> {
    let port = if demo.day { 0 } else { limits::PORT };
    let listen = demo
        .listen
        .unwrap_or_else(|| SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
    Ok(Setup {
        plan: read_plan(demo.plan.as_deref())?,
        seed: demo.seed,
        data: demo.data.clone(),
        listen,
    })
}

/// The hall that comes with the program.
const ANKANG: &str = include_str!("../../fixtures/halls/ankang.toml");

/// Waits for the signal to end.
async fn ended(signals: &mut Signals) {
    while signals.next().await != Signal::End {}
}

fn read_plan(file: Option<&Path>) -> Result<Plan, DemoError> {
    let plan = match file {
        Some(file) => plan::read(file),
        None => plan::parse("ankang.toml", ANKANG),
    };
    plan.map_err(|errors| DemoError::Plan(errors.to_string()))
}

/// The window that a human may join: the usual one, or the plan's first.
fn guest_window(plan: &Plan) -> WindowNumber {
    let usual = WindowNumber(limits::WINDOW);
    let first = plan.windows.keys().next().copied().unwrap_or(usual);
    if plan.windows.contains_key(&usual) {
        usual
    } else {
        first
    }
}

async fn show_day(demo: &Demo, setup: Setup) -> Result<ExitCode, DemoError> {
    let played = play_day(setup).await?;
    let daily = Daily(played.report);
    let text = daily.render(Format::Text, demo.language);
    let mut out = std::io::stdout().lock();
    let printed = out.write_all(&text);
    printed.map_err(|error| DemoError::io("stdout", error))?;
    if let Some(folder) = &demo.out {
        write_report(&daily, folder, demo.language)?;
        let path = FluentValue::from(folder.display().to_string());
        eprintln!(
            "{}",
            say(demo.language, "server-demo-written", &[("path", path)])
        );
    }
    for fault in &played.faults {
        eprintln!("{fault}");
    }
    let words = if played.faults.is_empty() {
        "server-demo-held"
    } else {
        "server-demo-failed"
    };
    let faults = FluentValue::from(played.faults.len());
    eprintln!("{}", say(demo.language, words, &[("faults", faults)]));
    let line = serde_json::to_string(&played.totals).expect("totals have only text keys");
    writeln!(out, "{line}").map_err(|error| DemoError::io("stdout", error))?;
    Ok(if played.faults.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// The report in every format, as `report.html` and so on.
fn write_report(daily: &Daily, folder: &Path, language: Language) -> Result<(), DemoError> {
    let wrong = |error| DemoError::io(&folder.display().to_string(), error);
    std::fs::create_dir_all(folder).map_err(wrong)?;
    for ending in ["txt", "html", "csv", "json", "xlsx"] {
        let format = Format::of_ending(ending).expect("these are the formats' endings");
        let path = folder.join(format!("report.{ending}"));
        std::fs::write(path, daily.render(format, language)).map_err(wrong)?;
    }
    Ok(())
}
