//! The pads of two windows on one virtual RS-485 line: each follows its own feed and rates under
//! its own token.
#![cfg(unix)]

#[path = "support/feed.rs"]
mod feed;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::{get, post};
use axum::{Json, body::Bytes};
use feed::feed;
use hall_core::code::{TicketId, WindowNumber};
use hall_core::plan::Language;
use hall_device::Token;
use hall_fixtures::pad::line::LineMachine;
use hall_fixtures::pad::{Citizen, PadEvent};
use hall_fixtures::port::VirtualPort;
use hall_protocol::api::{Rate, Rated};
use std::collections::BTreeMap;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::timeout;
use window_tui::machine::PadNews;
use window_tui::pads::{LineClient, LineNews, LinePad, PadsSetup, examine, spawn};

/// Longer than anything here takes; nothing waits for it when all is well.
const LIMIT: Duration = Duration::from_secs(30);

/// What the server was told: by whom and what.
type Told = (String, Rate);

async fn rate(
    State(told): State<mpsc::UnboundedSender<Told>>,
    headers: HeaderMap,
    body: Bytes,
) -> (StatusCode, Json<Rated>) {
    let rate: Rate = serde_json::from_slice(&body).expect("a rating");
    let by = headers.get("authorization").and_then(|by| by.to_str().ok());
    let answer = Rated {
        ticket: rate.ticket,
        number: String::new(),
        level: rate.level,
    };
    let told_by = by.unwrap_or_default().to_owned();
    told.send((told_by, rate)).expect("the test listens");
    (StatusCode::CREATED, Json(answer))
}

/// A server, and the setup of a program for these pads.
async fn serve(
    hardware: &VirtualPort<LineMachine>,
    pads: &[(u8, &str)],
) -> anyhow::Result<(PadsSetup, mpsc::UnboundedReceiver<Told>)> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = format!("http://{}", listener.local_addr()?);
    let (sender, told) = mpsc::unbounded_channel();
    let routes = Router::new()
        .route("/api/v1/feed", get(feed))
        .route("/api/v1/ratings", post(rate))
        .with_state(sender);
    tokio::spawn(async move { axum::serve(listener, routes).await });
    let pad = |(window, token): &(u8, &str)| LinePad {
        window: WindowNumber(u16::from(*window)),
        address: *window,
        token: Token::new(token).expect("a token"),
    };
    let setup = PadsSetup {
        server: address.parse()?,
        line: hardware.path().display().to_string().parse()?,
        pads: pads.iter().map(pad).collect(),
        language: Language::ZhCn,
    };
    Ok((setup, told))
}

struct Bench {
    hardware: VirtualPort<LineMachine>,
    line: LineClient,
    news: mpsc::Receiver<(WindowNumber, LineNews)>,
    told: mpsc::UnboundedReceiver<Told>,
}

impl Bench {
    /// Pads on the line, and the windows that the program serves with the tokens it was given.
    async fn new(line: LineMachine, pads: &[(u8, &str)]) -> anyhow::Result<Self> {
        let hardware = VirtualPort::start("line", line)?;
        let (setup, told) = serve(&hardware, pads).await?;
        let (sender, news) = mpsc::channel(64);
        Ok(Self {
            hardware,
            line: spawn(setup, sender)?,
            news,
            told,
        })
    }

    /// News until all of these came, in any order; they must come.
    async fn until(&mut self, wanted: &[(u16, PadNews)]) -> anyhow::Result<()> {
        let news_of = |(window, news): &(u16, PadNews)| {
            let news = LineNews::Pad(news.clone());
            (WindowNumber(*window), news)
        };
        let mut missing: Vec<_> = wanted.iter().map(news_of).collect();
        let all_came = async {
            while !missing.is_empty() {
                let news = self.news.recv().await;
                let news = news.ok_or_else(|| anyhow::anyhow!("the line ended"))?;
                missing.retain(|wanted| *wanted != news);
            }
            Ok(())
        };
        timeout(LIMIT, all_came).await?
    }
}

fn line(addresses: &[u8]) -> LineMachine {
    let mut line = LineMachine::new(addresses);
    for (address, level) in addresses.iter().zip([4, 1, 5]) {
        line.pad(*address).citizen = Citizen::Presses { level, after_ms: 0 };
    }
    line.noise = vec![0x00, 0xFF, 0x55];
    line
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn every_pad_of_a_line_rates_its_own_ticket_with_its_own_token() -> anyhow::Result<()> {
    let pads = [(14, "pad-14"), (15, "pad-15")];
    let mut bench = Bench::new(line(&[14, 15]), &pads).await?;
    let mut told = BTreeMap::new();
    for _ in 0..2 {
        let (by, rate) = timeout(LIMIT, bench.told.recv()).await?.expect("a rating");
        told.insert(by, (rate.ticket, rate.level));
    }
    let wanted = [
        ("Bearer pad-14".to_owned(), (TicketId(114), 4)),
        ("Bearer pad-15".to_owned(), (TicketId(115), 1)),
    ];
    assert_eq!(told, wanted.into());
    bench.line.leave().await;
    assert!(bench.told.try_recv().is_err(), "each once");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_dead_pad_is_not_asked_and_the_living_one_rates() -> anyhow::Result<()> {
    let pads = [(14, "pad-14"), (15, "pad-15")];
    let mut bench = Bench::new(line(&[15]), &pads).await?;
    let not_asked = PadNews::NotAsked(TicketId(114));
    bench.until(&[(14, not_asked)]).await?;
    let (by, rate) = timeout(LIMIT, bench.told.recv()).await?.expect("a rating");
    assert_eq!((by.as_str(), rate.ticket), ("Bearer pad-15", TicketId(115)));
    bench.line.leave().await;
    assert!(bench.told.try_recv().is_err(), "silence is no rating");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn every_pad_asks_no_more_when_the_program_leaves() -> anyhow::Result<()> {
    let hardware = LineMachine::new(&[14, 15]);
    let mut bench = Bench::new(hardware, &[(14, "pad-14"), (15, "pad-15")]).await?;
    let asking = |ticket| PadNews::Asking(TicketId(ticket));
    bench.until(&[(14, asking(114)), (15, asking(115))]).await?;
    bench.line.leave().await;
    let is_told = |address: u8| {
        let log = bench.hardware.with(|line| line.pad(address).log().to_vec());
        log.contains(&PadEvent::Cancelled)
    };
    assert!(is_told(14) && is_told(15));
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_token_of_another_window_asks_nobody() -> anyhow::Result<()> {
    let mut bench = Bench::new(line(&[14, 16]), &[(14, "pad-15"), (16, "pad-16")]).await?;
    let (by, rate) = timeout(LIMIT, bench.told.recv()).await?.expect("a rating");
    assert_eq!((by.as_str(), rate.ticket), ("Bearer pad-16", TicketId(116)));
    let asked = |log: &[PadEvent]| {
        log.iter()
            .any(|event| matches!(event, PadEvent::Asked { .. }))
    };
    let is_asked = bench.hardware.with(|line| asked(line.pad(14).log()));
    assert!(!is_asked, "the token of window 15 cannot ask at 14");
    let mut refused = false;
    while let Ok((window, news)) = bench.news.try_recv() {
        refused |= window == WindowNumber(14) && matches!(news, LineNews::Unconnected(_));
    }
    assert!(refused, "and the program says so");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_check_names_every_pad_and_token_and_asks_nobody() -> anyhow::Result<()> {
    let hardware = VirtualPort::start("line", line(&[14, 16]))?;
    let pads = [(14, "pad-14"), (16, "pad-15")];
    let (setup, mut told) = serve(&hardware, &pads).await?;
    let checks = examine(setup).await?;
    let found: Vec<(&str, bool)> = checks.iter().map(|check| (check.what, check.ok)).collect();
    let wanted = [
        ("token", true),
        ("pad", true),
        ("token", false),
        ("pad", true),
    ];
    assert_eq!(found, wanted, "{checks:?}");
    assert!(checks[2].detail.starts_with("16 "), "{}", checks[2]);
    let logs = hardware.with(|line| line.pad(14).log().len() + line.pad(16).log().len());
    assert_eq!(logs, 0, "nobody is asked");
    assert!(told.try_recv().is_err());
    Ok(())
}
