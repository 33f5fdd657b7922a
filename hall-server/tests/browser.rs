//! The pages in a real browser: they stay current by themselves.
//!
//! Needs Chromium (`chromium` in the path, or named by `HALL_TEST_BROWSER`); on a machine without
//! one the tests say so and leave it out, the gate installs it and names it.

#[path = "browser/board.rs"]
mod board;
#[path = "browser/busy.rs"]
mod busy;
#[path = "browser/calls.rs"]
mod calls;
#[path = "browser/kiosk.rs"]
mod kiosk;
#[path = "browser/manage.rs"]
mod manage;
#[path = "browser/pad.rs"]
mod pad;
#[path = "browser/page.rs"]
mod page;
#[path = "browser/soak.rs"]
mod soak;

use hall_core::Time;
use hall_core::device::Role;
use hall_server::admin::{self, Enrolment};
use hall_server::plan;
use hall_server::random::Random;
use hall_server::serve::{Options, Running, TimeSource};
use page::{Browser, Page};
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::path::Path;
use tempfile::TempDir;

const ANKANG: &str = include_str!("../../fixtures/halls/ankang.toml");

/// 2026-03-03 10:00 in Shanghai.
const TEN: i64 = 1_772_503_200_000;

async fn serve(data: &Path, listen: SocketAddr, at: i64) -> Running {
    serve_plan(ANKANG, data, listen, at).await
}

async fn serve_plan(text: &str, data: &Path, listen: SocketAddr, at: i64) -> Running {
    let options = Options {
        plan: plan::parse("plan.toml", text).expect("the fixture is a valid plan"),
        data: data.to_owned(),
        listen,
        public_url: Some("http://hall.example.cn".to_owned()),
        time: TimeSource::Manual { at: Time(at) },
        random: Random::seeded(7),
    };
    Running::start(options)
        .await
        .expect("the folder can be served")
}

struct Hall {
    running: Running,
    data: TempDir,
    http: reqwest::Client,
}

/// A hall whose server is stopped.
struct Away {
    address: SocketAddr,
    data: TempDir,
}

impl Away {
    /// The server starts again, at its old address and on its old data.
    async fn come_back(self) -> Hall {
        self.come_back_after(0).await
    }

    /// The same, so many seconds of hall time after ten.
    async fn come_back_after(self, seconds: i64) -> Hall {
        Hall {
            running: serve(self.data.path(), self.address, TEN + seconds * 1000).await,
            data: self.data,
            http: reqwest::Client::new(),
        }
    }
}

impl Hall {
    async fn open() -> Self {
        Self::of(ANKANG).await
    }

    /// A hall with a plan of its own.
    async fn of(plan: &str) -> Self {
        let data = tempfile::tempdir().expect("the system gives a temporary folder");
        let listen = SocketAddr::from(([127, 0, 0, 1], 0));
        Self {
            running: serve_plan(plan, data.path(), listen, TEN).await,
            data,
            http: reqwest::Client::new(),
        }
    }

    /// The server stops in order.
    async fn stop(self) -> Away {
        let address = self.running.address;
        self.running
            .stop()
            .await
            .expect("the server stops in order");
        Away {
            address,
            data: self.data,
        }
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.running.address)
    }

    /// A real hall at the real time, whose pages ask who looks at them.
    async fn real() -> Self {
        let data = tempfile::tempdir().expect("the system gives a temporary folder");
        let options = Options {
            plan: plan::parse("plan.toml", ANKANG).expect("the fixture is a valid plan"),
            data: data.path().to_owned(),
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            public_url: None,
            time: TimeSource::Real,
            random: Random::seeded(7),
        };
        let running = Running::start(options).await;
        Self {
            running: running.expect("the folder can be served"),
            data,
            http: reqwest::Client::new(),
        }
    }

    async fn token(&self, role: Role, window: Option<u16>) -> String {
        let wanted = Enrolment {
            role,
            name: role.to_string(),
            window,
            department: None,
        };
        admin::enrol(self.data.path(), wanted)
            .await
            .expect("the hall takes devices")
            .token
    }

    async fn post(&self, token: &str, path: &str, mut body: Value) -> Value {
        body["request_id"] = json!(uuid::Uuid::new_v4().to_string());
        let request = self
            .http
            .post(self.url(path))
            .bearer_auth(token)
            .json(&body);
        let answer = request.send().await.expect("the server answers");
        assert!(answer.status().is_success(), "{path}: {}", answer.status());
        answer.json().await.expect("answers are JSON")
    }

    /// Lets hall time pass.
    fn pass(&self, seconds: i64) {
        self.pass_ms(seconds * 1000);
    }

    fn pass_ms(&self, ms: i64) {
        let clock = self.running.app.hub.clock();
        clock.set(Time(clock.time().0 + ms));
    }
}

#[tokio::test]
async fn a_call_reaches_board_and_phone_without_a_reload() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let hall = Hall::open().await;
    let (kiosk, window) = (
        hall.token(Role::Kiosk, None).await,
        hall.token(Role::Window, Some(14)).await,
    );
    hall.post(&window, "/api/v1/windows/14/open", json!({}))
        .await;
    let ticket = hall
        .post(&kiosk, "/api/v1/tickets", json!({"item": "GJ02"}))
        .await;
    let token = ticket["token"]
        .as_str()
        .expect("who takes a number gets its name in links");

    let mut board: Page = browser.open(&hall.url("/board")).await;
    let mut phone = browser.open(&hall.url(&format!("/t/{token}"))).await;
    phone.shows("等候").await;
    hall.post(&window, "/api/v1/windows/14/call-next", json!({}))
        .await;
    board.shows("E001").await;
    board.shows("14").await;
    phone.shows("叫到了").await;

    // Nobody came: board and phone say where to go and until when.
    hall.pass(25);
    hall.post(&window, "/api/v1/windows/14/missed", json!({}))
        .await;
    board.shows("10:30").await;
    phone.shows("10:30").await;
    phone.shows("导服台").await;
    assert_eq!(board.errors().await, Vec::<String>::new());
    assert_eq!(phone.errors().await, Vec::<String>::new());
    hall.running
        .stop()
        .await
        .expect("the server stops in order");
}

#[tokio::test]
async fn a_board_keeps_its_picture_and_says_that_the_server_is_gone() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let hall = Hall::open().await;
    let mut board = browser.open(&hall.url("/board?lang=en")).await;
    board.shows("Ankang").await;
    hall.running
        .stop()
        .await
        .expect("the server stops in order");
    board.shows("reconnecting").await;
    board.shows("Ankang").await;
}

#[tokio::test]
async fn the_managers_page_follows_the_windows() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let hall = Hall::open().await;
    let window = hall.token(Role::Window, Some(62)).await;
    let mut manage = browser.open(&hall.url("/manage?lang=en")).await;
    assert!(
        !manage.is(LISTED).await,
        "a closed window is not in the table of those at work"
    );
    hall.post(&window, "/api/v1/windows/62/open", json!({}))
        .await;
    manage.holds(LISTED).await;
    assert_eq!(manage.errors().await, Vec::<String>::new());
    hall.running
        .stop()
        .await
        .expect("the server stops in order");
}

/// Window 62 stands in a table.
const LISTED: &str =
    "[...document.querySelectorAll('tbody th')].some(th => th.innerText.trim().startsWith('62'))";
