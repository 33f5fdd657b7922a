//! The television board over time: many calls at once, motion, a server that goes away or is new.

use crate::Hall;
use crate::board::LARGE;
use crate::busy::Busy;
use crate::page::Browser;
use hall_server::pages::limits::HOLD_S;
use serde_json::json;

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
