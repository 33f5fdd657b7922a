//! From the clerk's request for the next number to that number on an LED bar, and to its whole
//! announcement, rendered and handed to the output: each beside a one-row commit with full sync on
//! the same disk, which no durable call can be faster than.

#![allow(missing_docs, reason = "a benchmark has no readers of its items")]

#[path = "../../hall-server/benches/support.rs"]
mod support;

use display_board::announce::Rules;
use display_board::led::{LedBar, LedFile};
use display_board::run::RunConfig;
use display_board::voice::VoiceChoice;
use display_board::watch::Watched;
use hall_core::device::Role;
use hall_device::led::{Driver, LedSetup};
use hall_device::{LinkConfig, Token};
use hall_fixtures::led::{NetworkLed, OnbonCard};
use hall_protocol::view::TicketView;
use hall_server::serve::Running;
use std::path::Path;
use std::time::{Duration, Instant};
use support::{
    Client, Floor, enrol, intent, percentile, request_id, serve, serve_out, size, verdict,
};

/// The card of a board of four lines.
const CARD: &str = include_str!("../../fixtures/led/onbon-board.toml");

/// Longer than any call takes.
const LIMIT: Duration = Duration::from_secs(10);

/// Times of every call.
#[derive(Default)]
struct Times {
    answered: Vec<Duration>,
    shown: Vec<Duration>,
    announced: Vec<Duration>,
    commits: Vec<Duration>,
}

#[tokio::main]
async fn main() {
    let calls = size(1_000);
    let folder = tempfile::tempdir().expect("the system gives a temporary folder");
    let running = serve(folder.path()).await;
    let card = NetworkLed::with_device(OnbonCard::new(1, 32, 4)).await;
    let card = card.expect("loopback has a free port");
    let board = board(&running, folder.path(), &card).await;
    let kiosk = enrol(folder.path(), Role::Kiosk, None).await;
    let window = enrol(folder.path(), Role::Window, Some(1)).await;
    let mut kiosk = Client::connect(running.address, &kiosk).await;
    let mut window = Client::connect(running.address, &window).await;
    assert_eq!(window.post("/api/v1/windows/1/open", "{}").await.0, 200);
    let mut floor = Floor::new(&folder.path().join("floor.db")).await;

    let mut times = Times::default();
    for turn in 1..=calls as u64 {
        let take = format!(r#"{{"request_id":"{}","queue":"queue-a"}}"#, request_id());
        let (status, answer) = kiosk.post("/api/v1/tickets", &take).await;
        assert_eq!(status, 201, "{answer}");
        let ticket: TicketView = serde_json::from_str(&answer).expect("a ticket");

        let start = Instant::now();
        let shown = async {
            let is_shown = |card: &OnbonCard| card.text().starts_with(&ticket.number);
            assert!(
                card.wait_for(LIMIT, is_shown).await,
                "{answer} is not shown"
            );
            start.elapsed()
        };
        let announced = async {
            assert!(board.announced_to(turn).await, "the board goes on");
            start.elapsed()
        };
        let body = intent();
        let called = async {
            let (status, answer) = window.post("/api/v1/windows/1/call-next", &body).await;
            assert_eq!(status, 200, "{answer}");
            start.elapsed()
        };
        let (answered, shown, announced) = tokio::join!(called, shown, announced);
        times.answered.push(answered);
        times.shown.push(shown);
        times.announced.push(announced);
        times.commits.push(floor.commit().await);
        serve_out(&mut window).await;
    }
    times.tell();
    drop(board);
    running.stop().await.expect("the server stops in order");
}

/// A board with one LED bar that writes its announcements into a folder and does not wait between
/// them.
async fn board(running: &Running, data: &Path, card: &NetworkLed<OnbonCard>) -> Watched {
    let token = enrol(data, Role::Board, None).await;
    let server = format!("http://{}", running.address);
    let server = server.parse().expect("a listener has an address");
    let token = Token::new(&token).expect("a token is a word");
    let link = LinkConfig::new(server, token, Role::Board);
    let sounds = VoiceChoice::Wav(data.join("announcements"));
    let mut config = RunConfig::new(link, sounds);
    config.settings.rules = Rules::INSTANT;
    let name = format!("tcp:{}", card.addr());
    let setup = LedSetup {
        port: name.parse().expect("a port"),
        driver: Driver::parse("onbon-board.toml", CARD).expect("the fixture is a good file"),
    };
    config.led = Some(LedFile {
        night: None,
        bars: vec![LedBar { name, setup }],
    });
    let board = Watched::spawn(config);
    // From here on it announces calls; the bar is ready once its settings have come.
    assert!(board.link().reached(1).await, "the board goes on");
    let is_set = |card: &OnbonCard| card.brightness().is_some();
    assert!(card.wait_for(LIMIT, is_set).await, "the bar is not set up");
    board
}

impl Times {
    fn tell(mut self) {
        let micros = |duration: Duration| duration.as_secs_f64() * 1e6;
        for (what, samples) in [
            ("call-next until its answer", &mut self.answered),
            (
                "call-next until the number is on the LED bar",
                &mut self.shown,
            ),
            (
                "call-next until its announcement is handed over",
                &mut self.announced,
            ),
        ] {
            for share in [50, 99] {
                let ours = micros(percentile(samples, share));
                let floor = micros(percentile(&mut self.commits, share));
                let name = format!("{what}, p{share}");
                verdict(&name, ours, floor, "µs", ours / floor, "none");
            }
        }
    }
}
