//! The television boards in a real browser, measured on every shape of screen.

use crate::Hall;
use crate::busy::Busy;
use crate::page::{Browser, Page};
use hall_core::device::Role;
use hall_server::pages::limits::{
    DIGIT_PER_DISTANCE, FAR_M, HOLD_S, LIST_M, NEAR_M, SCREEN_INCHES, TURN_S,
};
use serde_json::{Value, json};

/// Televisions: HD, 4K, 4:3, portrait, a small one and 5:4.
const SCREENS: [(u32, u32); 6] = [
    (1920, 1080),
    (3840, 2160),
    (1024, 768),
    (1080, 1920),
    (1280, 720),
    (1280, 1024),
];

/// A phone in the hand.
const PHONE: (u32, u32) = (390, 844);

const ACCESSIBLE: &str = include_str!("accessible.js");
const BOARD: &str = include_str!("board.js");

/// The digit heights in px that the size rule asks for on a screen of the usual diagonal.
fn rule(width: u32, height: u32) -> Value {
    let diagonal = f64::from(width).hypot(f64::from(height));
    let px_per_m = diagonal / (SCREEN_INCHES * 0.0254);
    let digits = |metres: f64| metres * DIGIT_PER_DISTANCE * px_per_m;
    json!({"far": digits(FAR_M), "list": digits(LIST_M), "near": digits(NEAR_M)})
}

/// What is wrong with the pages that were looked at.
#[derive(Default)]
struct Looked(Vec<String>);

impl Looked {
    /// Looks at the page on every television and on a phone.
    async fn at(&mut self, page: &mut Page, what: &str) {
        for (width, height) in SCREENS {
            page.resize(width, height).await;
            let measured = format!("({BOARD})({})", rule(width, height));
            let found = page.evaluate(&measured).await;
            page.shoot(&format!("board-{what}-{width}x{height}")).await;
            self.note(&found, &format!("{what} at {width}x{height}"));
        }
        let (width, height) = PHONE;
        page.resize(width, height).await;
        page.shoot(&format!("board-{what}-phone")).await;
        let limits = json!({"target": 44, "text": 13, "bar": 0.35});
        let found = page.evaluate(&format!("({ACCESSIBLE})({limits})")).await;
        self.note(&found, &format!("{what} on a phone"));
        self.0.extend(page.errors().await);
    }

    fn note(&mut self, found: &Value, at: &str) {
        if *found != json!([]) {
            self.0.push(format!("{at}: {found:#}"));
        }
    }

    /// Nothing was wrong.
    fn all_is_well(&self) {
        assert!(self.0.is_empty(), "{}", self.0.join("\n"));
    }
}

/// The numbers that stand large now.
pub(crate) const LARGE: &str =
    "[...document.querySelectorAll('.card .number')].map(n => n.lastChild.data)";

/// The longest usual number, of a kiosk that was offline, with the mark of a class.
const LONG: &str = "document.querySelectorAll('.card .number').forEach(number => {
    number.lastChild.data = 'E5001';
    number.insertAdjacentHTML('afterbegin', '<span class=mark>优</span>');
    number.closest('.card').classList.add('long');
})";

/// A morning: calls, people who wait, a missed number, windows and a queue that pause.
async fn morning(busy: &Busy<'_>) {
    let desks = busy.desks.len();
    for desk in 0..desks {
        for _ in 0..desk % 4 {
            busy.comes(desk).await;
        }
    }
    for desk in 0..8.min(desks) {
        busy.calls(desk).await;
        busy.hall.pass(25);
    }
    for desk in 0..3 {
        busy.acts(desk, "missed").await;
        busy.calls(desk).await;
        busy.hall.pass(25);
    }
    for desk in desks - 3..desks {
        let (window, token) = busy.place(desk);
        let path = format!("/api/v1/windows/{window}/pause");
        let pause = json!({"reason": "短时离开", "minutes": 20});
        busy.hall.post(token, &path, pause).await;
    }
    let manager = busy.hall.token(Role::Manager, None).await;
    let queue = busy.queue(3);
    let pause = json!({"reason": "系统维护，预计 11:30 恢复"});
    let path = format!("/api/v1/queues/{queue}/pause");
    busy.hall.post(&manager, &path, pause).await;
}

/// Lets the board turn its pages.
async fn turn(hall: &Hall, board: &mut Page) {
    let shown = "document.querySelector('.turn').innerText";
    let before = board.evaluate(shown).await;
    hall.pass(i64::from(TURN_S));
    board.holds(&format!("{shown} !== {before}")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_board_of_a_large_hall_is_readable_on_every_television_and_on_a_phone() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let mut looked = Looked::default();
    let hall = Hall::open().await;
    let busy = Busy::open(&hall, 24).await;
    morning(&busy).await;
    hall.pass(i64::from(HOLD_S));
    let last = busy.calls(9).await;
    let mut board = browser.open(&hall.url("/board")).await;
    board.shows(&last).await;
    looked.at(&mut board, "large").await;

    let english = "document.querySelector('.queues').lang === 'en'";
    for _ in 0..13 {
        if board.is(english).await {
            break;
        }
        turn(&hall, &mut board).await;
    }
    assert!(board.is(english).await, "then the other language");
    looked.at(&mut board, "large-en").await;
    board.does(LONG).await;
    looked.at(&mut board, "large-long").await;

    let mut calls = Vec::new();
    for desk in 10..20 {
        calls.push(busy.calls(desk).await);
    }
    board.holds(&format!("{LARGE}.length === 8")).await;
    board.shows("还有").await;
    looked.at(&mut board, "crowded").await;
    board.does(LONG).await;
    looked.at(&mut board, "crowded-long").await;

    let zone = busy.zone(9);
    let mut board = browser.open(&hall.url(&format!("/board/{zone}"))).await;
    board.shows(&last).await;
    looked.at(&mut board, "zone").await;
    looked.all_is_well();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_small_hall_fills_its_board_and_an_empty_one_says_what_comes() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let mut looked = Looked::default();
    let hall = Hall::of(include_str!("../../../fixtures/halls/township.toml")).await;
    let mut board = browser.open(&hall.url("/board")).await;
    board.shows("还没有叫号").await;
    looked.at(&mut board, "empty").await;
    let busy = Busy::open(&hall, 2).await;
    for desk in [0, 1] {
        busy.calls(desk).await;
        busy.comes(desk).await;
        hall.pass(7);
    }
    board.holds(&format!("{LARGE}.length === 2")).await;
    looked.at(&mut board, "small").await;
    board.does(LONG).await;
    looked.at(&mut board, "small-long").await;
    looked.all_is_well();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_outdoor_board_says_what_is_open_and_how_long_and_holds_no_number_of_anybody() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let mut looked = Looked::default();
    let hall = Hall::open().await;
    let busy = Busy::open(&hall, 24).await;
    morning(&busy).await;
    let numbers: Vec<String> = {
        let state = hall.running.app.hub.look();
        let lens = state.lens(hall.running.app.hub.clock().time());
        state
            .hall
            .tickets()
            .map(|ticket| lens.label(ticket))
            .collect()
    };
    assert!(numbers.len() > 20);
    let mut street = browser.open(&hall.url("/outdoor")).await;
    street
        .holds("document.querySelectorAll('.items li').length === 8")
        .await;
    looked.at(&mut street, "outdoor").await;
    let page = reqwest::get(hall.url("/outdoor")).await.expect("an answer");
    let page = page.text().await.expect("a text");
    let shown = street.evaluate("document.documentElement.outerHTML").await;
    for text in [page.as_str(), shown.as_str().expect("a text")] {
        for number in &numbers {
            assert!(!text.contains(number.as_str()), "{number} is on the street");
        }
    }
    let first = "document.querySelector('.items .name').innerText";
    let before = street.evaluate(first).await;
    hall.pass(i64::from(TURN_S));
    street.holds(&format!("{first} !== {before}")).await;
    looked.all_is_well();
}
