//! The television board in a real browser: sizes, many calls at once, a server that goes away.

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
            self.note(found, &format!("{what} at {width}x{height}"));
        }
        let (width, height) = PHONE;
        page.resize(width, height).await;
        page.shoot(&format!("board-{what}-phone")).await;
        let limits = json!({"target": 44, "text": 13, "bar": 0.35});
        let found = page.evaluate(&format!("({ACCESSIBLE})({limits})")).await;
        self.note(found, &format!("{what} on a phone"));
        self.0.extend(page.errors().await);
    }

    fn note(&mut self, found: Value, at: &str) {
        if found != json!([]) {
            self.0.push(format!("{at}: {found:#}"));
        }
    }

    /// Nothing was wrong.
    fn all_is_well(&self) {
        assert!(self.0.is_empty(), "{}", self.0.join("\n"));
    }
}

/// The numbers that stand large now.
const LARGE: &str = "[...document.querySelectorAll('.card .number')].map(n => n.lastChild.data)";

/// Remembers every number that ever stood large.
const REMEMBER: &str = "
    window.large = new Set();
    const look = () => document.querySelectorAll('.card .number')
        .forEach(n => window.large.add(n.lastChild.data));
    document.addEventListener('DOMContentLoaded', () => {
        look();
        new MutationObserver(look).observe(document.body, {
            subtree: true, childList: true, characterData: true
        });
    });";

/// The longest usual number, of a kiosk that was offline, with the mark of a class.
const LONG: &str = "document.querySelectorAll('.card .number').forEach(number => {
    number.lastChild.data = 'E5001';
    number.insertAdjacentHTML('afterbegin', '<span class=mark>优</span>');
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

    hall.pass(i64::from(TURN_S));
    let before = board
        .evaluate("document.querySelector('.turn').innerText")
        .await;
    let turned = format!("document.querySelector('.turn').innerText !== {before}");
    board.holds(&turned).await;
    let english = "document.querySelector('.queues').lang === 'en'";
    for _ in 0..12 {
        if board.is(english).await {
            break;
        }
        let before = board
            .evaluate("document.querySelector('.turn').innerText")
            .await;
        hall.pass(i64::from(TURN_S));
        board
            .holds(&format!(
                "document.querySelector('.turn').innerText !== {before}"
            ))
            .await;
    }
    assert!(board.is(english).await, "then the other language");
    looked.at(&mut board, "large-en").await;

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
    looked.all_is_well();
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_calls_in_one_second_are_all_shown_large_for_as_long_as_one_reads() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let hall = Hall::open().await;
    let busy = Busy::open(&hall, 50).await;
    let mut board = browser.open_with(&hall.url("/board"), REMEMBER).await;
    board.shows("还没有叫号").await;
    let mut calls = Vec::new();
    for desk in 0..50 {
        calls.push(busy.calls(desk).await);
    }
    board.holds(&format!("{LARGE}.length === 8")).await;
    let first = board.evaluate(LARGE).await;
    for seen in (1..).map(|round| (8 * round).min(50)) {
        board.holds(&format!("window.large.size === {seen}")).await;
        if seen == 50 {
            break;
        }
        if seen == 8 {
            hall.pass(i64::from(HOLD_S) - 1);
            board
                .holds("document.querySelector('.card.fresh') === null")
                .await;
            assert_eq!(board.evaluate(LARGE).await, first, "not before its time");
            hall.pass(1);
            continue;
        }
        hall.pass(i64::from(HOLD_S));
    }
    calls.sort();
    let shown = "[...window.large].sort()";
    assert_eq!(board.evaluate(shown).await, json!(calls), "none is lost");
    hall.pass(i64::from(HOLD_S));
    board.holds(&format!("{LARGE}.length === 3")).await;
}

/// Tells when the stream has spoken: what is called from then on is news.
const HEARD: &str = "
    const Source = EventSource;
    window.EventSource = class extends Source {
        set onmessage(act) {
            super.onmessage = (event) => { act(event); window.heard = true; };
        }
    };";

#[tokio::test(flavor = "multi_thread")]
async fn a_new_call_moves_once_with_a_sign_and_not_for_whom_motion_makes_ill() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let hall = Hall::open().await;
    let busy = Busy::open(&hall, 3).await;
    let old = busy.calls(0).await;
    let mut board = browser.open_with(&hall.url("/board"), HEARD).await;
    board.holds("window.heard === true").await;
    board.shows(&old).await;
    let motion = "getComputedStyle(document.querySelector('.card.newest .number')).animationName";
    assert_eq!(board.evaluate(motion).await, "none", "history is no news");
    let new = busy.calls(1).await;
    board.shows(&new).await;
    assert_eq!(board.evaluate(motion).await, "called");
    board.shows("▶").await;
    board.reduce_motion().await;
    assert_eq!(board.evaluate(motion).await, "none");
    board
        .does("window.card = document.querySelector('.card.newest')")
        .await;
    hall.pass(4);
    board
        .holds("document.querySelector('.card.fresh') === null")
        .await;
    let same = "window.card === document.querySelector('.card.newest')";
    assert!(
        board.is(same).await,
        "an update leaves alone what is the same"
    );
    busy.acts(1, "start").await;
    board
        .holds("document.querySelector('.card.called.newest') === null")
        .await;
    assert!(
        board
            .is("document.querySelector('.newest .sign') === null")
            .await
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_server_a_board_says_how_old_it_is_and_catches_up_without_a_reload() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let hall = Hall::open().await;
    let number = Busy::open(&hall, 1).await.calls(0).await;
    let mut board = browser.open(&hall.url("/board")).await;
    board.shows(&number).await;
    let away = hall.stop().await;
    board.shows("数据截至 10:00").await;
    board.shows("秒前").await;
    let later = "{ const now = performance.now.bind(performance);
        performance.now = () => now() + 190000; }";
    board.does(later).await;
    board.shows("3 分钟前").await;
    board.shows(&number).await;
    board.shoot("board-stale").await;
    let hall = away.come_back_after(60).await;
    board.holds("document.getElementById('stale').hidden").await;
    let busy = Busy::open(&hall, 2).await;
    let new = busy.calls(1).await;
    board.shows(&new).await;
    assert_eq!(board.loads(), 1, "nothing was loaded again");
}

/// A server that says what the test wants.
const PUPPET: &str = "
    Math.random = () => 0;
    window.EventSource = class {
        static CONNECTING = 0; static OPEN = 1; static CLOSED = 2;
        readyState = 1;
        constructor() { window.puppet = this; }
        close() {}
        say(message) { this.onmessage({ data: JSON.stringify(message) }); }
    };";

#[tokio::test(flavor = "multi_thread")]
async fn a_board_of_an_older_server_loads_itself_once_and_not_again() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let hall = Hall::open().await;
    let mut board = browser.open_with(&hall.url("/board"), PUPPET).await;
    board.holds("window.puppet !== undefined").await;
    for version in ["old", "old"] {
        board
            .does(&format!("puppet.say({{ version: '{version}' }})"))
            .await;
    }
    assert_eq!(board.loads(), 1);
    board
        .does("window.before = true; puppet.say({ version: 'new' })")
        .await;
    board
        .holds("window.before === undefined && window.puppet !== undefined")
        .await;
    for _ in 0..3 {
        board.does("puppet.say({ version: 'new' })").await;
    }
    board
        .does("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
        .await;
    assert_eq!(board.loads(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_zone_that_is_not_there_says_so_in_three_languages_and_leads_to_those_that_are() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let hall = Hall::open().await;
    let answer = reqwest::get(hall.url("/board/nowhere")).await;
    assert_eq!(answer.expect("an answer").status(), 404);
    for path in ["/board/nowhere", "/board/%3Cscript%3E%E5%8C%BA"] {
        let mut board = browser.open(&hall.url(path)).await;
        for say in ["没有叫", "沒有叫", "There is no zone", "/board/tax"] {
            board.shows(say).await;
        }
        let errors = board.errors().await;
        let is_other = |error: &String| !error.contains("404");
        assert!(!errors.iter().any(is_other), "{errors:?}");
    }
    let mut board = browser.open(&hall.url("/board/nowhere")).await;
    board.resize(1920, 1080).await;
    board.shoot("board-no-zone").await;
    board
        .does("document.querySelector('a[href=\"/board/tax\"]').click()")
        .await;
    board
        .holds("document.querySelector('.place') !== null")
        .await;
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
