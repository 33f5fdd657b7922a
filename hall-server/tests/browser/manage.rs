//! The managers' pages in a real browser: signing in, forms, and what they show afterwards.

use crate::Hall;
use crate::page::{Browser, Page};
use hall_core::device::Role;
use serde_json::json;

/// A desk's screen, a tablet and a phone.
const SCREENS: [(u32, u32); 3] = [(1280, 800), (800, 1280), (390, 844)];

const ACCESSIBLE: &str = include_str!("accessible.js");

impl Page {
    /// Types into a field of the form that is unfolded.
    async fn types(&mut self, name: &str, text: &str) {
        let text = json!(text);
        let field = format!("document.querySelector('details[open] [name=\"{name}\"]')");
        self.holds(&format!("{field} !== null")).await;
        self.does(&format!("{field}.value = {text}")).await;
    }

    /// Chooses one of a few.
    async fn chooses(&mut self, name: &str, value: &str) {
        let choice = format!("details[open] [name=\"{name}\"][value=\"{value}\"]");
        let choice = format!("document.querySelector('{choice}')");
        self.holds(&format!("{choice} !== null")).await;
        self.does(&format!("{choice}.click()")).await;
    }

    /// Sends the form that is unfolded, as its button does; the browser checks it first.
    async fn sends(&mut self) {
        let button = "document.querySelector('details[open] form button')";
        self.does(&format!("{button}.click()")).await;
    }

    /// Nothing is in anybody's way on any screen.
    async fn is_fit_for(&mut self, what: &str) {
        for (width, height) in SCREENS {
            self.resize(width, height).await;
            let limits = json!({"target": 44, "text": 13, "bar": 0.35});
            let found = self.evaluate(&format!("({ACCESSIBLE})({limits})")).await;
            assert_eq!(found, json!([]), "{what} at {width}x{height}");
            self.shoot(&format!("manage-{what}-{width}")).await;
        }
        // A refusal is a 409, which the browser writes down; it is no mistake of the page.
        let mut errors = self.errors().await;
        errors.retain(|error| !error.contains("409 (Conflict)"));
        assert_eq!(errors, Vec::<String>::new(), "{what}");
    }
}

/// Somebody is served at window 14 and rates badly.
async fn rated_badly(hall: &Hall) {
    let kiosk = hall.token(Role::Kiosk, None).await;
    let window = hall.token(Role::Window, Some(14)).await;
    let pad = hall.token(Role::Pad, Some(14)).await;
    let clerk = json!({ "clerk": "W14A" });
    hall.post(&window, "/api/v1/windows/14/open", clerk).await;
    let wish = json!({ "item": "GJ02" });
    let ticket = hall.post(&kiosk, "/api/v1/tickets", wish).await;
    for act in ["call-next", "start", "finish"] {
        let path = format!("/api/v1/windows/14/{act}");
        hall.post(&window, &path, json!({})).await;
    }
    let rating = json!({ "ticket": ticket["id"], "level": 1, "reason": "等了很久" });
    hall.post(&pad, "/api/v1/ratings", rating).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_manager_signs_in_and_out_and_no_script_sees_the_token() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let hall = Hall::real().await;
    let token = hall.token(Role::Manager, None).await;
    let mut page = browser.open(&hall.url("/manage?lang=en")).await;
    page.holds("location.pathname === '/manage/sign-in'").await;
    page.is_fit_for("sign-in").await;
    let sign_in = |token: &str| {
        let token = json!(token);
        format!(
            "document.querySelector('[name=token]').value = {token}; \
             document.querySelector('form button').click()"
        )
    };
    page.does(&sign_in("hall-guessed")).await;
    page.holds("document.querySelector('.wrong') !== null")
        .await;
    page.does(&sign_in(&token)).await;
    page.holds("location.pathname === '/manage' && document.querySelector('.places') !== null")
        .await;
    assert!(page.is("document.cookie === ''").await);
    page.does("document.querySelector('.sign-out button').click()")
        .await;
    page.holds("location.pathname === '/manage/sign-in'").await;
    hall.running
        .stop()
        .await
        .expect("the server stops in order");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bad_rating_is_contacted_judged_closed_and_published_on_its_page() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let hall = Hall::open().await;
    rated_badly(&hall).await;
    let list = hall.url("/manage/rectifications?lang=en");
    let mut page = browser.open(&list).await;
    page.shows("To contact 1").await;
    page.is_fit_for("rectifications").await;
    page.does("document.querySelector('th a').click()").await;
    page.shows("等了很久").await;
    page.is_fit_for("rectification").await;
    // The browser itself asks for what is missing.
    page.sends().await;
    assert!(
        page.is("document.querySelector('details[open] :invalid') !== null")
            .await
    );
    page.chooses("reached", "true").await;
    page.types("text", "Apologised").await;
    page.types("clerk", "W14B").await;
    page.sends().await;
    page.shows("Apologised").await;
    let hand = "document.querySelector('details[open] [name=clerk]').value === 'W14B'";
    page.holds(hand).await;
    page.chooses("judgement", "ordinary").await;
    page.types("clerk", "W14A").await;
    page.sends().await;
    // Whoever was rated does not judge; what was chosen stays.
    page.holds("document.querySelector('[role=alert]') !== null")
        .await;
    assert!(
        page.is("document.querySelector('[value=ordinary]').checked")
            .await
    );
    page.is_fit_for("refused").await;
    page.types("clerk", "W14B").await;
    page.sends().await;
    page.shows("Judged: Ordinary").await;
    for (text, then) in [
        ("A second window", "Put right"),
        ("A second window is open", "Published"),
    ] {
        page.types("text", text).await;
        page.sends().await;
        page.shows(then).await;
    }
    page.holds("document.querySelector('details') === null")
        .await;
    hall.running
        .stop()
        .await
        .expect("the server stops in order");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_is_followed_through_its_stages() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let hall = Hall::open().await;
    let office = hall.token(Role::Office, None).await;
    let item = hall_item(&hall);
    let new = json!({ "item": item, "clerk": "W1A" });
    let case = hall.post(&office, "/api/v1/cases", new).await;
    let id = case["id"].to_string();
    let mut list = browser.open(&hall.url("/manage/cases?lang=en")).await;
    list.shows("Not accepted yet 1").await;
    list.is_fit_for("cases").await;
    let way = format!("/manage/cases/{}?lang=en", id.trim_matches('"'));
    let mut page = browser.open(&hall.url(&way)).await;
    let acts = [
        ("accept", "W1A", "Accepted"),
        ("handle", "W1A", "Begun"),
        ("approve", "W1B", "Approved"),
        ("finish", "W1A", "Finished"),
        ("deliver", "W1A", "Delivered"),
    ];
    for (act, clerk, stage) in acts {
        let path = format!("/api/v1/cases/{}/{act}", id.trim_matches('"'));
        let body = json!({ "clerk": clerk, "how": "collected" });
        hall.post(&office, &path, body).await;
        page.reload().await;
        page.shows(stage).await;
    }
    page.is_fit_for("case").await;
    hall.running
        .stop()
        .await
        .expect("the server stops in order");
}

/// An item with a promise of some days.
fn hall_item(hall: &Hall) -> String {
    let state = hall.running.app.hub.look();
    let plan = state.hall.plan().expect("a plan is in force");
    let mut items = plan.items.iter();
    let promised = items.find(|(_, item)| item.promised_days > 0);
    promised.expect("the hall promises something").0.to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_managers_page_fits_every_screen() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let hall = Hall::open().await;
    rated_badly(&hall).await;
    let manager = hall.token(Role::Manager, None).await;
    hall.post(&manager, "/api/v1/day/close", json!({})).await;
    for (name, path) in [
        ("live", "/manage"),
        ("queues", "/manage/queues"),
        ("queue", "/manage/queues/bus-card"),
        ("callbacks", "/manage/callbacks"),
        ("complaints", "/manage/registers/complaint"),
        ("outreach", "/manage/registers/outreach"),
        ("attendance", "/manage/attendance"),
        ("reports", "/manage/reports"),
        ("legs", "/manage/legs"),
        ("notices", "/manage/notices"),
    ] {
        for language in ["zh-CN", "en"] {
            let way = hall.url(&format!("{path}?lang={language}"));
            let mut page = browser.open(&way).await;
            let unfold = "document.querySelectorAll('details').forEach(act => act.open = true)";
            page.does(unfold).await;
            page.is_fit_for(&format!("{name}-{language}")).await;
        }
    }
    hall.running
        .stop()
        .await
        .expect("the server stops in order");
}
