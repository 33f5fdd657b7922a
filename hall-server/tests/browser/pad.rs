//! The pad's page in a real browser: one question, one answer, and what goes wrong meanwhile.

use crate::Hall;
use crate::page::{Browser, Page};
use hall_core::device::Role;
use hall_core::plan::Language;
use serde_json::{Value, json};

/// Screens of tablets: lying, standing, and a small old one.
const SCREENS: [(u32, u32); 3] = [(1280, 800), (800, 1280), (1024, 600)];

const ACCESSIBLE: &str = include_str!("accessible.js");

/// Window 14 with its clerk, its kiosk and the page of its pad.
struct Desk {
    kiosk: String,
    window: String,
    pad: String,
    page: Page,
}

impl Desk {
    async fn at(hall: &Hall, browser: &Browser) -> Self {
        let kiosk = hall.token(Role::Kiosk, None).await;
        let window = hall.token(Role::Window, Some(14)).await;
        let pad = hall.token(Role::Pad, Some(14)).await;
        hall.post(&window, "/api/v1/windows/14/open", json!({}))
            .await;
        let page = browser.open(&hall.url(&format!("/pad/{pad}"))).await;
        let mut desk = Self {
            kiosk,
            window,
            pad,
            page,
        };
        desk.view("idle").await;
        desk
    }

    /// Serves somebody to the end; their ticket.
    async fn serves(&self, hall: &Hall, language: &str) -> Value {
        let wish = json!({ "item": "GJ02", "language": language });
        let ticket = hall.post(&self.kiosk, "/api/v1/tickets", wish).await;
        for act in ["call-next", "start", "finish"] {
            let path = format!("/api/v1/windows/14/{act}");
            hall.post(&self.window, &path, json!({})).await;
        }
        ticket
    }

    /// Waits for a view.
    async fn view(&mut self, name: &str) {
        let now = format!("document.getElementById('pad').getAttribute('data-now') === '{name}'");
        self.page.holds(&now).await;
    }

    /// Touches a button that is seen.
    async fn touch(&mut self, act: &str) {
        let seen = format!("{}.length === 1", buttons(act));
        self.page.holds(&seen).await;
        self.page
            .does(&format!("{}[0].click()", buttons(act)))
            .await;
    }

    /// Nothing that the rules of accessibility forbid is on the page now.
    async fn finds_nothing_in_the_way(&mut self, what: &str) {
        for (width, height) in SCREENS {
            self.page.resize(width, height).await;
            let limits = json!({"target": 60, "text": 20, "bar": 0.35});
            let found = self
                .page
                .evaluate(&format!("({ACCESSIBLE})({limits})"))
                .await;
            assert_eq!(found, json!([]), "{what} at {width}x{height}");
            self.page
                .shoot(&format!("pad-{what}-{width}x{height}"))
                .await;
        }
    }
}

/// The buttons of this name that are seen.
fn buttons(act: &str) -> String {
    format!(
        "[...document.querySelectorAll('[data-act=\"{act}\"]')].filter(b => b.offsetParent !== null)"
    )
}

/// The levels on record, by ticket.
fn levels(hall: &Hall) -> Vec<Option<u8>> {
    let state = hall.running.app.hub.look();
    let level = |ticket: &hall_core::Ticket| ticket.rating.as_ref().map(|rating| rating.level);
    state.hall.tickets().map(level).collect()
}

fn notes(hall: &Hall) -> Vec<String> {
    hall.running
        .app
        .hub
        .look()
        .notes
        .values()
        .cloned()
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_good_rating_is_one_touch_and_the_pad_is_calm_before_and_after() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let hall = Hall::open().await;
    let mut desk = Desk::at(&hall, &browser).await;
    for calm in ["安康市政务服务中心", "14 号窗口"] {
        desk.page.shows(calm).await;
    }
    let address = desk.page.evaluate("location.pathname").await;
    assert_eq!(address, "/pad", "the token stands on no screen");
    desk.serves(&hall, "zh-CN").await;
    desk.page.shows("E001").await;
    desk.view("ask").await;
    let chosen = desk.page.evaluate("document.querySelectorAll('.level[aria-pressed], .level:focus, .level[checked]').length").await;
    assert_eq!(chosen, 0, "no level is chosen beforehand");
    // A nervous finger.
    let five = format!(
        "for (const b of {}) {{ b.click(); b.click(); }}",
        buttons("level:5")
    );
    desk.page.does(&five).await;
    desk.page.shows("谢谢您的评价").await;
    desk.view("idle").await;
    assert_eq!(levels(&hall), [Some(5)]);
    assert!(
        !desk
            .page
            .is("document.body.innerText.includes('E001')")
            .await
    );
    assert_eq!(desk.page.errors().await, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bad_rating_asks_why_and_a_reload_forgets_nothing() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let hall = Hall::open().await;
    let mut desk = Desk::at(&hall, &browser).await;
    desk.serves(&hall, "zh-CN").await;
    desk.touch("level:1").await;
    desk.view("why").await;
    assert!(
        desk.page
            .is(&format!("{}[0].disabled", buttons("send")))
            .await
    );
    // The wrong button: back, and the other bad level has reasons of its own.
    desk.touch("back").await;
    desk.touch("level:2").await;
    desk.page.shows("服务态度生硬").await;
    desk.touch("reason:213").await;
    desk.touch("reason:214").await;
    desk.touch("reason:213").await;
    let write = "{ const t = [...document.querySelectorAll('[data-text]')].find(t => t.offsetParent); \
                 t.value = '没说清楚'; t.dispatchEvent(new Event('input', {bubbles: true})); }";
    desk.page.does(write).await;
    desk.page.reload().await;
    desk.view("why").await;
    let kept = "[...document.querySelectorAll('[data-text]')].find(t => t.offsetParent).value";
    assert_eq!(desk.page.evaluate(kept).await, "没说清楚");
    let pressed = "[...document.querySelectorAll('[data-act^=\"reason:\"][aria-pressed=\"true\"]')]\
                   .filter(b => b.offsetParent).map(b => b.dataset.act)";
    assert_eq!(desk.page.evaluate(pressed).await, json!(["reason:214"]));
    desk.touch("send").await;
    desk.page.shows("谢谢您的评价").await;
    assert_eq!(levels(&hall), [Some(2)]);
    assert_eq!(notes(&hall), ["214 服务态度生硬; 没说清楚"]);
    assert_eq!(desk.page.errors().await, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn silence_and_the_next_ticket_close_the_question_and_rate_nothing() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let hall = Hall::open().await;
    let mut desk = Desk::at(&hall, &browser).await;
    desk.serves(&hall, "zh-CN").await;
    desk.view("ask").await;
    hall.pass(61);
    desk.view("idle").await;
    desk.serves(&hall, "zh-CN").await;
    desk.touch("level:2").await;
    desk.view("why").await;
    // The next one is served meanwhile: the question that nobody answered is gone.
    desk.serves(&hall, "zh-CN").await;
    desk.page.shows("E003").await;
    desk.view("ask").await;
    desk.touch("level:4").await;
    desk.page.shows("谢谢您的评价").await;
    assert_eq!(levels(&hall), [None, None, Some(4)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tap_without_a_link_is_kept_and_sent_once_when_the_server_is_back() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let hall = Hall::open().await;
    let mut desk = Desk::at(&hall, &browser).await;
    desk.serves(&hall, "zh-CN").await;
    desk.view("ask").await;
    let away = hall.stop().await;
    desk.page.shows("网络中断").await;
    desk.touch("level:3").await;
    desk.page.shows("您的评价已记下").await;
    desk.page.shoot("pad-kept").await;
    let hall = away.come_back().await;
    desk.page.shows("谢谢您的评价").await;
    desk.view("idle").await;
    assert_eq!(levels(&hall), [Some(3)]);
    let gone = "!document.body.innerText.includes('网络中断')";
    desk.page.holds(gone).await;
    // The page works on, and the next service asks again.
    desk.serves(&hall, "zh-CN").await;
    desk.touch("level:5").await;
    desk.page.shows("谢谢您的评价").await;
    assert_eq!(levels(&hall), [Some(3), Some(5)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pad_whose_own_time_ran_out_sends_nothing() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let hall = Hall::open().await;
    let mut desk = Desk::at(&hall, &browser).await;
    desk.serves(&hall, "zh-CN").await;
    desk.touch("level:1").await;
    desk.view("why").await;
    // Only the tablet's clock goes on; the hall would still take a rating.
    let later = "{ const real = Date.now; Date.now = () => real() + 61000; }";
    desk.page.does(later).await;
    desk.view("idle").await;
    desk.serves(&hall, "zh-CN").await;
    desk.touch("level:4").await;
    desk.page.shows("谢谢您的评价").await;
    assert_eq!(levels(&hall), [None, Some(4)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_was_lost_is_asked_for_again_and_the_service_is_rated_once() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let hall = Hall::open().await;
    let mut desk = Desk::at(&hall, &browser).await;
    let loses = "{ window.sent = []; const send = XMLHttpRequest.prototype.send; \
        XMLHttpRequest.prototype.send = function (body) { \
            if (body && sent.push(body) === 1) Object.defineProperty(this, 'status', { value: 0 }); \
            send.call(this, body); \
        }; }";
    desk.page.does(loses).await;
    desk.serves(&hall, "zh-CN").await;
    desk.touch("level:4").await;
    desk.page.shows("您的评价已记下").await;
    desk.page.shows("谢谢您的评价").await;
    assert_eq!(levels(&hall), [Some(4)]);
    let same = "sent.length === 2 && sent[0] === sent[1]";
    assert!(desk.page.is(same).await, "the same intent, word for word");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tap_that_comes_back_too_late_says_that_it_does_not_count() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let hall = Hall::open().await;
    let mut desk = Desk::at(&hall, &browser).await;
    desk.serves(&hall, "zh-CN").await;
    desk.view("ask").await;
    let away = hall.stop().await;
    desk.touch("level:5").await;
    desk.page.shows("您的评价已记下").await;
    let hall = away.come_back_after(61).await;
    desk.page.shows("这次评价没有记上").await;
    assert_eq!(levels(&hall), [None]);
    desk.view("idle").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_question_comes_in_the_language_of_the_paper_and_in_every_other() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let hall = Hall::open().await;
    let mut desk = Desk::at(&hall, &browser).await;
    desk.serves(&hall, "en").await;
    desk.page.shows("How was the service?").await;
    desk.touch("lang:zh-Hant").await;
    desk.page.shows("非常滿意").await;
    assert_eq!(
        desk.page.evaluate("document.documentElement.lang").await,
        "zh-Hant"
    );
    desk.touch("level:1").await;
    desk.page.shows("服務態度差效率低").await;
    desk.touch("lang:en").await;
    desk.page.shows("Unfriendly and slow").await;
    desk.touch("reason:115").await;
    desk.touch("send").await;
    desk.page.shows("Thank you").await;
    desk.view("idle").await;
    desk.page.shows("办完业务后").await;
    // On record in the hall's own language, whoever reads it.
    assert_eq!(notes(&hall), ["115 服务态度差效率低"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_view_keeps_the_rules_of_accessibility_in_both_sizes_and_all_languages() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let hall = Hall::open().await;
    let mut desk = Desk::at(&hall, &browser).await;
    desk.finds_nothing_in_the_way("idle").await;
    for language in Language::ALL {
        let tag = language.tag();
        desk.serves(&hall, tag).await;
        for size in 0..2 {
            desk.view("ask").await;
            desk.finds_nothing_in_the_way(&format!("ask-{tag}-{size}"))
                .await;
            for level in [1, 2] {
                desk.touch(&format!("level:{level}")).await;
                desk.view("why").await;
                desk.finds_nothing_in_the_way(&format!("why-{level}-{tag}-{size}"))
                    .await;
                desk.touch("back").await;
            }
            desk.touch("size").await;
        }
        desk.touch("level:5").await;
        desk.view("thanks").await;
        desk.finds_nothing_in_the_way(&format!("thanks-{tag}"))
            .await;
        desk.view("idle").await;
    }
    assert_eq!(desk.page.errors().await, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn sound_is_off_until_somebody_wants_it_and_then_speaks_or_chimes_without_complaint() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let hall = Hall::open().await;
    let mut desk = Desk::at(&hall, &browser).await;
    let pressed = format!("{}[0].getAttribute('aria-pressed')", buttons("sound"));
    assert_eq!(desk.page.evaluate(&pressed).await, "false");
    desk.touch("sound").await;
    assert_eq!(desk.page.evaluate(&pressed).await, "true");
    let listen = "{ window.said = []; \
        speechSynthesis.getVoices = () => window.voices || []; \
        speechSynthesis.speak = (words) => window.said.push(words.lang + ' ' + words.text); \
        const make = AudioContext.prototype.createOscillator; \
        AudioContext.prototype.createOscillator = function () { window.said.push('chime'); return make.call(this); }; }";
    desk.page.does(listen).await;
    desk.serves(&hall, "zh-CN").await;
    desk.page
        .holds("window.said.join() === 'chime,chime'")
        .await;
    desk.page
        .does("window.voices = [{}]; window.said = []")
        .await;
    desk.serves(&hall, "en").await;
    let words = "en E002, your matter is done. Please rate the service.";
    desk.page
        .holds(&format!("window.said.join() === '{words}'"))
        .await;
    assert_eq!(desk.page.errors().await, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_pad_shows_nothing_of_the_hall_any_more() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let hall = Hall::open().await;
    let mut desk = Desk::at(&hall, &browser).await;
    desk.page.shows("14 号窗口").await;
    let manager = hall.token(Role::Manager, None).await;
    let secret = hall_server::auth::secret(&desk.pad);
    let device = hall
        .running
        .app
        .hub
        .look()
        .hall
        .device_by_secret(&secret)
        .map(|(id, _)| id);
    let path = format!("/api/v1/devices/{}/revoke", device.expect("it is enrolled"));
    hall.post(&manager, &path, json!({})).await;
    desk.page.shows("还没有登记为评价器").await;
    assert!(
        !desk
            .page
            .is("document.body.innerText.includes('14 号窗口')")
            .await
    );
    // Opened anew, the address says that it opens nothing.
    let mut gone = browser.open(&hall.url(&format!("/pad/{}", desk.pad))).await;
    gone.shows("This address opens no pad").await;
}
