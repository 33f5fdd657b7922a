//! A manager in a browser: signs in with a token, sees the hall, and is out when the token is.

use crate::bed::{Client, MemoryHall, plan_of, plan_text};
use hall_core::device::Role;
use reqwest::header::{COOKIE, LOCATION, SET_COOKIE};
use reqwest::redirect::Policy;
use reqwest::{Method, Response, StatusCode};
use serde_json::json;

/// A browser that follows nothing by itself.
pub(crate) struct Browser {
    http: reqwest::Client,
    base: String,
    cookie: Option<String>,
}

impl Browser {
    pub(crate) fn new(base: &str) -> Self {
        let http = reqwest::Client::builder().no_proxy();
        let http = http.redirect(Policy::none()).build();
        Self {
            http: http.expect("a plain client needs nothing"),
            base: base.to_owned(),
            cookie: None,
        }
    }

    pub(crate) async fn ask(&self, method: Method, path: &str, body: Option<String>) -> Response {
        let mut request = self.http.request(method, format!("{}{path}", self.base));
        if let Some(cookie) = &self.cookie {
            request = request.header(COOKIE, format!("theme=dark; {cookie}"));
        }
        if let Some(body) = body {
            let kind = "application/x-www-form-urlencoded";
            request = request.header("content-type", kind).body(body);
        }
        request.send().await.expect("the hall answers")
    }

    pub(crate) async fn get(&self, path: &str) -> Response {
        self.ask(Method::GET, path, None).await
    }

    /// Sends a form.
    pub(crate) async fn post(&self, path: &str, form: &str) -> Response {
        self.ask(Method::POST, path, Some(form.to_owned())).await
    }

    pub(crate) async fn sign_in(&mut self, token: &str) -> Response {
        let form = Some(format!("token={token}"));
        let way = "/manage/sign-in?lang=en";
        let answer = self.ask(Method::POST, way, form).await;
        if let Some(cookie) = answer.headers().get(SET_COOKIE) {
            let cookie = cookie.to_str().expect("plain ASCII");
            for wanted in ["HttpOnly", "SameSite=Strict", "Path=/", "Max-Age="] {
                assert!(cookie.contains(wanted), "{cookie}");
            }
            assert!(!cookie.contains("Secure"), "no TLS here: {cookie}");
            self.cookie = cookie.split(';').next().map(str::to_owned);
        }
        answer
    }
}

pub(crate) fn leads_to(answer: &Response) -> &str {
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    answer.headers()[LOCATION].to_str().expect("plain ASCII")
}

async fn hall() -> (MemoryHall, Client) {
    let hall = MemoryHall::open_real(plan_of(&plan_text("small"))).await;
    let manager = hall.enrol(Role::Manager, None).await;
    (hall, manager)
}

#[tokio::test]
async fn a_real_hall_shows_its_managers_page_to_nobody_who_has_not_signed_in() {
    let (hall, _) = hall().await;
    let mut stranger = Browser::new(&hall.base);
    for path in ["/manage?lang=en", "/stream/manage?lang=en"] {
        let answer = stranger.get(path).await;
        assert_eq!(leads_to(&answer), "/manage/sign-in?lang=en", "{path}");
    }
    let form = stranger.get("/manage/sign-in?lang=en").await;
    let form = form.text().await.expect("text");
    assert!(form.contains("type=\"password\""), "{form}");
    let kiosk = hall.enrol(Role::Kiosk, None).await;
    for token in ["guessed", "", kiosk.token.as_str()] {
        let answer = stranger.sign_in(token).await;
        assert_eq!(answer.status(), StatusCode::UNAUTHORIZED, "{token}");
        let page = answer.text().await.expect("text");
        assert!(page.contains("role=\"alert\""), "{page}");
        assert_eq!(stranger.cookie, None);
    }
    let flood = stranger.sign_in(&"x".repeat(10_000)).await;
    assert_eq!(flood.status(), StatusCode::PAYLOAD_TOO_LARGE);
    stranger.cookie = Some(format!("hall_manage={}", kiosk.token.as_str()));
    assert_eq!(
        stranger.get("/manage").await.status(),
        StatusCode::SEE_OTHER
    );
}

#[tokio::test]
async fn a_manager_signs_in_reads_and_is_out_when_the_token_is_revoked() {
    let (hall, manager) = hall().await;
    let mut browser = Browser::new(&hall.base);
    let answer = browser.sign_in(manager.token.as_str()).await;
    assert_eq!(leads_to(&answer), "/manage?lang=en");
    let page = browser.get("/manage?lang=en").await;
    assert_eq!(page.status(), StatusCode::OK);
    let page = page.text().await.expect("text");
    assert!(page.contains("/manage/sign-out"), "{page}");
    assert!(
        !page.contains(manager.token.as_str()),
        "no page holds the token"
    );
    let mut stream = browser.get("/stream/manage").await;
    assert_eq!(stream.status(), StatusCode::OK);
    let first = stream.chunk().await.expect("the page's first message");
    assert!(first.is_some());
    // Reading by cookie is for reports; nothing is changed by it.
    assert_eq!(browser.get("/api/v1/hall").await.status(), StatusCode::OK);
    let close = browser.ask(Method::POST, "/api/v1/day/close", None).await;
    assert_eq!(close.status(), StatusCode::UNAUTHORIZED);
    let other = hall.enrol(Role::Manager, None).await;
    let way = format!("devices/{}/revoke", manager.device);
    other.post(&way, json!({})).await.expect(201);
    let answer = browser.get("/manage?lang=en").await;
    assert_eq!(leads_to(&answer), "/manage/sign-in?lang=en");
    while let Some(more) = stream.chunk().await.expect("the stream ends in order") {
        assert!(!more.is_empty());
    }
}

#[tokio::test]
async fn the_token_of_a_device_without_pages_opens_none_of_them_as_a_cookie() {
    let (hall, _) = hall().await;
    let pageless = [
        Role::Kiosk,
        Role::Window,
        Role::Board,
        Role::Pad,
        Role::Guide,
        Role::Office,
    ];
    for role in pageless {
        let device = hall.enrol(role, role.needs_window().then_some(1)).await;
        let mut browser = Browser::new(&hall.base);
        browser.cookie = Some(format!("hall_manage={}", device.token.as_str()));
        for path in ["/manage", "/stream/manage", "/manage/cases/0"] {
            let answer = browser.get(path).await;
            assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{role} {path}");
        }
        let read = browser.get("/api/v1/hall").await.status();
        assert_eq!(read, StatusCode::UNAUTHORIZED, "{role} by a cookie");
        for path in ["/", "/board", "/outdoor", "/manage/sign-in", "/health/live"] {
            let answer = browser.get(path).await;
            assert_eq!(answer.status(), StatusCode::OK, "{role} {path}");
        }
    }
}

#[tokio::test]
async fn a_manager_signs_out_and_a_practice_hall_asks_nobody() {
    let (hall, manager) = hall().await;
    let mut browser = Browser::new(&hall.base);
    browser.sign_in(manager.token.as_str()).await;
    let out = browser
        .ask(Method::POST, "/manage/sign-out?lang=en", None)
        .await;
    assert_eq!(leads_to(&out), "/manage/sign-in?lang=en");
    let cookie = out.headers()[SET_COOKIE].to_str().expect("plain ASCII");
    assert!(cookie.starts_with("hall_manage=; "), "{cookie}");
    assert!(cookie.contains("Max-Age=0"), "{cookie}");
    let practice = MemoryHall::open(
        hall_server::store::memory::MemoryStore::default(),
        plan_of(&plan_text("small")),
    )
    .await;
    let learner = Browser::new(&practice.base);
    assert_eq!(learner.get("/manage").await.status(), StatusCode::OK);
}
