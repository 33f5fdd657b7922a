//! The token of the pad beside a window: one of another window, or one that the server does not
//! know, asks nobody and is told before a rating is lost.
#![cfg(unix)]

#[path = "support/feed.rs"]
mod feed;

use axum::Router;
use axum::extract::State;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::get;
use feed::feed;
use hall_core::code::TicketId;
use hall_core::device::Role;
use hall_core::plan::Language;
use hall_device::{Api, Link, LinkConfig, LinkEvent, LinkHandle, ServerAddress, Token};
use hall_fixtures::pad::VirtualPad;
use hall_protocol::{ServerFrame, encode};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::timeout;
use window_tui::cli::{Options, Setup};
use window_tui::doctor;
use window_tui::machine::PadNews;
use window_tui::pad::{PadClient, PadSetup};

const TICKET: TicketId = TicketId(23);

/// Longer than anything here takes; nothing waits for it when all is well.
const LIMIT: Duration = Duration::from_secs(30);

async fn server() -> anyhow::Result<ServerAddress> {
    serve(Router::new().route("/api/v1/feed", get(feed))).await
}

async fn serve(routes: Router) -> anyhow::Result<ServerAddress> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move { axum::serve(listener, routes).await });
    Ok(address.parse()?)
}

/// A virtual pad with its client, beside the link of window 14.
struct Beside {
    client: PadClient,
    news: mpsc::Receiver<PadNews>,
    _hardware: VirtualPad,
    _link: (LinkHandle, mpsc::Receiver<LinkEvent>),
}

impl Beside {
    /// A pad with this token.
    fn start(server: ServerAddress, pads_token: &str) -> anyhow::Result<Self> {
        let token = |text: &str| Token::new(text).ok_or_else(|| anyhow::anyhow!("a token"));
        let config = LinkConfig::new(server.clone(), token("pad-14")?, Role::Window);
        let link = Link::spawn(config);
        let hardware = VirtualPad::start(1)?;
        let setup = PadSetup {
            api: Api::new(server, Some(token(pads_token)?))?,
            port: hardware.path().display().to_string().parse()?,
            driver: None,
            language: Language::En,
        };
        let (sender, news) = mpsc::channel(16);
        Ok(Self {
            client: PadClient::spawn(setup.beside(&link.0), sender)?,
            news,
            _hardware: hardware,
            _link: link,
        })
    }
}

/// What a pad with this token says beside window 14, until `last` is said.
async fn news_of(pads_token: &str, last: fn(&PadNews) -> bool) -> anyhow::Result<Vec<PadNews>> {
    let mut beside = Beside::start(server().await?, pads_token)?;
    let mut said: Vec<PadNews> = Vec::new();
    let mut is_asked = false;
    while !said.last().is_some_and(last) {
        let news = timeout(LIMIT, beside.news.recv()).await?;
        said.extend(news);
        let is_known = said.iter().any(|news| matches!(news, PadNews::Unfit(_)));
        let is_there = said.contains(&PadNews::Online);
        if is_there && (is_known || pads_token == "pad-14") && !is_asked {
            is_asked = true;
            beside.client.ask(TICKET, 20).await;
        }
    }
    Ok(said)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_pad_with_the_token_of_its_window_asks() -> anyhow::Result<()> {
    let said = news_of("pad-14", |news| *news == PadNews::Asking(TICKET)).await?;
    assert!(!said.iter().any(|news| matches!(news, PadNews::Unfit(_))));
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_pad_with_another_token_asks_nobody_and_says_why() -> anyhow::Result<()> {
    for (token, why) in [("pad-15", "window 15: name its own file"), ("nobody", "")] {
        let said = news_of(token, |news| *news == PadNews::NotAsked(TICKET)).await?;
        let is_why = |news: &PadNews| matches!(news, PadNews::Unfit(it) if it.contains(why));
        assert!(said.iter().any(is_why), "{said:?}");
        assert!(!said.contains(&PadNews::Asking(TICKET)), "{said:?}");
    }
    Ok(())
}

/// A pad of window 14 whose token is not good yet.
const LATE: &str = "pad-014";

/// Refuses that pad for a while, as a server does that is not ready for it.
async fn late_feed(
    State(is_good): State<Arc<AtomicBool>>,
    headers: HeaderMap,
    upgrade: WebSocketUpgrade,
) -> Response {
    let by = headers.get("authorization").and_then(|by| by.to_str().ok());
    let is_late = by.is_some_and(|by| by.ends_with(LATE));
    if is_late && !is_good.load(Ordering::SeqCst) {
        return upgrade.on_upgrade(refuse);
    }
    feed(headers, upgrade).await
}

async fn refuse(mut socket: WebSocket) {
    let _hello = socket.recv().await;
    let frame = ServerFrame::Refused {
        code: "not_yet".to_owned(),
        title: "not yet".to_owned(),
    };
    // A client that does not wait for it comes again.
    let text = Message::Text(encode(&frame).into());
    socket.send(text).await.unwrap_or_default();
    while socket.recv().await.is_some() {}
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_pad_whose_token_is_good_again_is_well_at_once_and_asks() -> anyhow::Result<()> {
    let is_good = Arc::new(AtomicBool::new(false));
    let routes = Router::new().route("/api/v1/feed", get(late_feed));
    let server = serve(routes.with_state(Arc::clone(&is_good))).await?;
    let mut beside = Beside::start(server, LATE)?;
    let is_unfit = |news: &PadNews| matches!(news, PadNews::Unfit(_));
    let mut said = Vec::new();
    while !(said.contains(&PadNews::Online) && said.iter().any(is_unfit)) {
        said.extend(timeout(LIMIT, beside.news.recv()).await?);
    }
    is_good.store(true, Ordering::SeqCst);
    while !said.contains(&PadNews::Fit) {
        said.extend(timeout(LIMIT, beside.news.recv()).await?);
    }
    assert!(!said.last().is_some_and(is_unfit), "{said:?}");
    beside.client.ask(TICKET, 20).await;
    let asking = timeout(LIMIT, beside.news.recv()).await?;
    assert_eq!(asking, Some(PadNews::Asking(TICKET)));
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn doctor_tests_the_token_of_the_pad_too() -> anyhow::Result<()> {
    let server = server().await?;
    let dir = tempfile::tempdir()?;
    let file = |token: &str| {
        let path = dir.path().join(token);
        std::fs::write(&path, token).map(|()| path)
    };
    for (token, ok, told) in [
        ("pad-14", true, "window 14"),
        ("pad-15", false, "window 15: name its own file"),
        ("nobody", false, ""),
    ] {
        let hardware = VirtualPad::start(1)?;
        let options = Options {
            server: Some(server.clone()),
            token_file: Some(file("pad-14")?),
            pad: Some(hardware.path().display().to_string().parse()?),
            pad_token_file: Some(file(token)?),
            language: Language::En,
            ..Options::default()
        };
        let checks = doctor::examine(Setup::read(&options)?).await;
        let check = checks.iter().find(|check| check.what == "pad token");
        let check = check.ok_or_else(|| anyhow::anyhow!("no such test"))?;
        assert!(check.ok == ok && check.detail.contains(told), "{check}");
    }
    Ok(())
}
