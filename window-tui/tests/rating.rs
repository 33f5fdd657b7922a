//! A citizen presses a virtual pad on a pty; the rating arrives at a server under the pad's token.
#![cfg(unix)]

use axum::Json;
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use hall_core::code::TicketId;
use hall_core::plan::Language;
use hall_device::pad::PadDriver;
use hall_device::{Api, Token};
use hall_fixtures::pad::{Citizen, Mischief, PadEvent, VirtualPad};
use hall_fixtures::port::VirtualPort;
use hall_fixtures::vendor::VendorMachine;
use hall_protocol::Problem;
use hall_protocol::api::{Rate, Rated};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Semaphore, mpsc};
use tokio::time::timeout;
use window_tui::machine::{Failure, PadNews};
use window_tui::pad::{PadClient, PadSetup};

const TICKET: TicketId = TicketId(23);

/// Longer than anything here takes; nothing waits for it when all is well.
const LIMIT: Duration = Duration::from_secs(30);

/// What the server was told: by whom and what.
type Told = (String, Rate);

#[derive(Clone)]
struct Hall {
    told: mpsc::UnboundedSender<Told>,
    refuses: bool,
    /// Answers are given while there are permits.
    gate: Arc<Semaphore>,
}

async fn rate(State(hall): State<Hall>, headers: HeaderMap, Json(rate): Json<Rate>) -> Response {
    let by = headers
        .get("authorization")
        .and_then(|value| value.to_str().ok());
    let by = by.unwrap_or_default().to_owned();
    let answer = Rated {
        ticket: rate.ticket,
        number: "E023".to_owned(),
        level: rate.level,
    };
    hall.told.send((by, rate)).expect("the test listens");
    let open = hall.gate.acquire().await;
    drop(open.expect("nobody closes the gate"));
    if hall.refuses {
        let problem = Problem {
            status: 409,
            code: "already_rated".to_owned(),
            title: "Rated already".to_owned(),
            detail: String::new(),
            hint: String::new(),
            ticket: None,
        };
        return (StatusCode::CONFLICT, Json(problem)).into_response();
    }
    (StatusCode::CREATED, Json(answer)).into_response()
}

/// A server that takes ratings or refuses them: its address, and what it was told.
async fn hall(
    refuses: bool,
    gate: Arc<Semaphore>,
) -> anyhow::Result<(String, mpsc::UnboundedReceiver<Told>)> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = format!("http://{}", listener.local_addr()?);
    let (sender, told) = mpsc::unbounded_channel();
    let hall = Hall {
        told: sender,
        refuses,
        gate,
    };
    let routes = Router::new()
        .route("/api/v1/ratings", post(rate))
        .with_state(hall);
    tokio::spawn(async move { axum::serve(listener, routes).await });
    Ok((address, told))
}

/// A pad, a client for it, and a server that takes ratings.
struct Bench {
    pad: VirtualPad,
    client: PadClient,
    news: mpsc::Receiver<PadNews>,
    told: mpsc::UnboundedReceiver<Told>,
    gate: Arc<Semaphore>,
}

impl Bench {
    async fn new(refuses: bool) -> anyhow::Result<Self> {
        let gate = Arc::new(Semaphore::new(1));
        let (address, told) = hall(refuses, Arc::clone(&gate)).await?;
        let pad = VirtualPad::start(1)?;
        let setup = PadSetup {
            api: Api::new(address.parse()?, Token::new("pad-token"))?,
            port: pad.path().display().to_string().parse()?,
            driver: None,
            language: Language::ZhCn,
        };
        let (sender, news) = mpsc::channel(16);
        let client = PadClient::spawn(setup, sender)?;
        let mut bench = Self {
            pad,
            client,
            news,
            told,
            gate,
        };
        bench.expect(&PadNews::Online).await?;
        Ok(bench)
    }

    async fn next(&mut self) -> anyhow::Result<PadNews> {
        let news = timeout(LIMIT, self.news.recv()).await?;
        news.ok_or_else(|| anyhow::anyhow!("the pad client ended"))
    }

    /// The client leaves, which waits for everything on its way: the server was told no more.
    async fn ends(mut self, why: &str) -> anyhow::Result<()> {
        self.client.leave().await;
        let more = self.told.try_recv();
        anyhow::ensure!(more.is_err(), "{why}: {more:?}");
        Ok(())
    }

    async fn expect(&mut self, wanted: &PadNews) -> anyhow::Result<()> {
        let news = self.next().await?;
        anyhow::ensure!(news == *wanted, "{news:?} instead of {wanted:?}");
        Ok(())
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_pressed_level_is_posted_once_with_the_pads_own_token() -> anyhow::Result<()> {
    let mut bench = Bench::new(false).await?;
    bench.pad.answer_with(Citizen::Presses {
        level: 4,
        after_ms: 0,
    });
    bench.client.ask(TICKET, 20).await;
    bench.expect(&PadNews::Asking(TICKET)).await?;
    bench.expect(&PadNews::Rated(TICKET)).await?;

    let (by, rate) = bench.told.recv().await.expect("a rating arrived");
    assert_eq!(by, "Bearer pad-token");
    assert_eq!((rate.ticket, rate.level, rate.reason), (TICKET, 4, None));
    assert_eq!(rate.request_id.len(), 36, "a UUID");
    let acknowledged = |log: &[PadEvent]| {
        log.iter()
            .any(|e| matches!(e, PadEvent::Acknowledged { .. }))
    };
    assert!(
        bench.pad.wait_for(LIMIT, acknowledged),
        "the pad need not repeat itself"
    );
    bench.ends("one press is one rating").await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_bad_rating_carries_a_reason_as_the_rules_want() -> anyhow::Result<()> {
    let mut bench = Bench::new(false).await?;
    bench.pad.answer_with(Citizen::Presses {
        level: 1,
        after_ms: 5,
    });
    bench.client.ask(TICKET, 20).await;
    bench.expect(&PadNews::Asking(TICKET)).await?;
    bench.expect(&PadNews::Rated(TICKET)).await?;
    let (_, rate) = bench.told.recv().await.expect("a rating arrived");
    assert_eq!(
        (rate.level, rate.reason.as_deref()),
        (1, Some("评价器上未选原因"))
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn nobody_at_the_pad_posts_nothing() -> anyhow::Result<()> {
    let mut bench = Bench::new(false).await?;
    bench.client.ask(TICKET, 1).await;
    bench.expect(&PadNews::Asking(TICKET)).await?;
    bench.expect(&PadNews::NotRated(TICKET)).await?;
    bench.ends("a time-out is never praise").await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_cancelled_question_ends_on_the_pad_and_posts_nothing() -> anyhow::Result<()> {
    let mut bench = Bench::new(false).await?;
    bench.client.ask(TICKET, 60).await;
    bench.expect(&PadNews::Asking(TICKET)).await?;
    bench.client.cancel(TICKET).await;
    assert!(
        bench
            .pad
            .wait_for(LIMIT, |log| log.contains(&PadEvent::Cancelled))
    );
    bench.ends("nobody pressed").await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn leaving_waits_until_what_was_pressed_is_stored() -> anyhow::Result<()> {
    let mut bench = Bench::new(false).await?;
    bench.pad.answer_with(Citizen::Presses {
        level: 4,
        after_ms: 0,
    });
    let shut = Arc::clone(&bench.gate).acquire_owned().await?;
    bench.client.ask(TICKET, 20).await;
    bench.expect(&PadNews::Asking(TICKET)).await?;
    timeout(LIMIT, bench.told.recv()).await?;
    let mut leaving = Box::pin(bench.client.leave());
    tokio::select! {
        biased;
        () = &mut leaving => anyhow::bail!("the server has not answered yet"),
        () = tokio::task::yield_now() => {}
    }
    drop(shut);
    leaving.await;
    assert_eq!(bench.news.try_recv(), Ok(PadNews::Rated(TICKET)));
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn leaving_withdraws_the_question() -> anyhow::Result<()> {
    let mut bench = Bench::new(false).await?;
    bench.client.ask(TICKET, 60).await;
    bench.expect(&PadNews::Asking(TICKET)).await?;
    bench.client.leave().await;
    assert!(
        bench
            .pad
            .wait_for(LIMIT, |log| log.contains(&PadEvent::Cancelled))
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_refused_rating_is_told_with_its_code() -> anyhow::Result<()> {
    let mut bench = Bench::new(true).await?;
    bench.pad.answer_with(Citizen::Presses {
        level: 5,
        after_ms: 0,
    });
    bench.client.ask(TICKET, 20).await;
    bench.expect(&PadNews::Asking(TICKET)).await?;
    let PadNews::Failed(TICKET, Failure::Refused(problem)) = bench.next().await? else {
        anyhow::bail!("a refusal was expected");
    };
    assert_eq!(problem.code, "already_rated");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_noisy_pad_is_understood() -> anyhow::Result<()> {
    let mut bench = Bench::new(false).await?;
    bench.pad.misbehave(Mischief::Noise);
    bench.pad.answer_with(Citizen::Presses {
        level: 3,
        after_ms: 0,
    });
    bench.client.ask(TICKET, 20).await;
    bench.expect(&PadNews::Asking(TICKET)).await?;
    bench.expect(&PadNews::Rated(TICKET)).await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_pad_that_vanishes_is_offline_until_it_comes_back() -> anyhow::Result<()> {
    let mut bench = Bench::new(false).await?;
    bench.pad.vanish();
    while !matches!(bench.next().await?, PadNews::Offline(_)) {}
    bench.client.ask(TICKET, 20).await;
    while bench.next().await? != PadNews::NotAsked(TICKET) {}
    bench.pad.come_back()?;
    while bench.next().await? != PadNews::Online {}
    Ok(())
}

/// The shipped framed pad at address 1.
mod framed {
    pub(crate) const START: &[u8] = b"\xAA\x01\x01\x14\x16";
    pub(crate) const HELLO: &[u8] = b"\xAA\x01\x00\x00\x01";
    pub(crate) const ALIVE: &[u8] = b"\xAA\x01\x80\x00\x81";
    pub(crate) const FOUR: &[u8] = b"\xAA\x01\x81\x02\x84";
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_vendors_pad_rates_by_its_driver_file_under_the_pads_own_token() -> anyhow::Result<()> {
    let (address, mut told) = hall(false, Arc::new(Semaphore::new(1))).await?;
    let machine = VendorMachine::default().answering(framed::HELLO, framed::ALIVE);
    let pad = VirtualPort::start("vendor-pad", machine)?;
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("drivers/pad-framed.toml");
    let setup = PadSetup {
        api: Api::new(address.parse()?, Token::new("pad-token"))?,
        port: pad.path().display().to_string().parse()?,
        driver: Some(Arc::new(PadDriver::read(&file)?)),
        language: Language::ZhCn,
    };
    let (sender, mut news) = mpsc::channel(16);
    let client = PadClient::spawn(setup, sender)?;
    let mut expect = async |wanted: PadNews| {
        let news = timeout(LIMIT, news.recv()).await?;
        anyhow::ensure!(
            news.as_ref() == Some(&wanted),
            "{news:?} instead of {wanted:?}"
        );
        Ok(())
    };
    expect(PadNews::Online).await?;
    // A press before anybody is asked is nothing.
    pad.with(|machine| machine.say(framed::FOUR));
    client.ask(TICKET, 20).await;
    expect(PadNews::Asking(TICKET)).await?;
    assert!(pad.wait_for(LIMIT, |machine| machine.has_heard(framed::START)));
    // A citizen takes a moment: the pad says it until it counts.
    let pressed = tokio::time::timeout(LIMIT, async {
        let mut every = tokio::time::interval(Duration::from_millis(1_600));
        loop {
            every.tick().await;
            pad.with(|machine| machine.say(framed::FOUR));
        }
    });
    tokio::select! {
        rated = expect(PadNews::Rated(TICKET)) => rated?,
        _ = pressed => anyhow::bail!("nothing was rated"),
    }
    let (by, rate) = told.recv().await.expect("a rating arrived");
    assert_eq!(
        (by.as_str(), rate.ticket, rate.level),
        ("Bearer pad-token", TICKET, 4)
    );
    client.leave().await;
    assert!(told.try_recv().is_err(), "one press is one rating");
    Ok(())
}
