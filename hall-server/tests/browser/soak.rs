//! Thousands of calls on one board: nothing grows, and a call is seen soon.
//!
//! The gate makes as many calls as 20 s take; `HALL_TEST_CALLS=10000` makes it a soak.

use crate::Hall;
use crate::busy::Busy;
use crate::page::{Browser, Page};
use std::collections::HashMap;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use tokio::time::MissedTickBehavior;

/// Calls that the gate makes.
const CALLS: u32 = 200;

/// Milliseconds between two calls.
const EVERY_MS: u64 = 100;

/// Calls before the first weighing: the browser makes its code and the page fills.
const WARM_UP: u32 = 50;

/// Calls between two weighings.
const WEIGH_EVERY: u32 = 50;

/// Growth of the heap in bytes for a call above which something is kept; a page of a hall's whole
/// year would then stay under 100 MB. Weighings of a few hundred calls scatter by more.
const SLOPE_MAX: f64 = 64.0;

/// The same for the few calls of the gate, in bytes altogether.
const GROWTH_MAX: f64 = 1_500_000.0;

/// Nodes of a full board, twice over.
const NODES_MAX: f64 = 3_000.0;

/// A run of so many calls is a soak on a quiet machine: only then times are judged.
const SOAK: u32 = 5_000;

/// Calls of a thousand that may not have been seen: here a window calls the next number 5 s after
/// the last, which then gives up its turn on the stage and stands in the list only, and a machine
/// that stalls for a second has rows come and go between two paints.
const UNSEEN_MAX: usize = 10;

/// From the call to the paint, for 99 of 100. Changes are gathered for 150 ms on purpose.
const PAINT_MAX: Duration = Duration::from_millis(1_500);

/// Counts timers, and notes when each number that was not there before is painted.
const WATCH: &str = "
    window.timers = 0;
    window.painted = [];
    for (const [start, stop] of [['setInterval', 'clearInterval'], ['setTimeout', 'clearTimeout']]) {
        const [begin, end, alive] = [window[start].bind(window), window[stop].bind(window), new Set()];
        window[start] = (act, ...more) => {
            const id = begin((...args) => {
                if (start === 'setTimeout' && alive.delete(id)) window.timers -= 1;
                act(...args);
            }, ...more);
            alive.add(id);
            window.timers += 1;
            return id;
        };
        window[stop] = (id) => { if (alive.delete(id)) window.timers -= 1; end(id); };
    }
    const channel = new MessageChannel();
    const waiting = [];
    channel.port1.onmessage = () => {
        const now = Date.now();
        waiting.splice(0).forEach((number) => window.painted.push([number, now]));
    };
    document.addEventListener('DOMContentLoaded', () => {
        let there = new Set();
        new MutationObserver(() => {
            // Rows for which the list has no room stand in a column out of sight.
            const edge = document.querySelector('.list.last')?.getBoundingClientRect().right;
            const isSeen = (node) => !(node.getBoundingClientRect().left >= edge);
            const now = new Set([...document.querySelectorAll('.calls .number')].filter(isSeen)
                .map((node) => node.lastChild.data));
            const fresh = [...now].filter((number) => !there.has(number));
            there = now;
            if (fresh.length === 0) return;
            requestAnimationFrame(() => { waiting.push(...fresh); channel.port2.postMessage(0); });
        }).observe(document.body, { subtree: true, childList: true, characterData: true });
    });";

fn now_ms() -> f64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    now.expect("after 1970").as_secs_f64() * 1000.0
}

/// The calls that are not painted yet, and how long the others took, in ms.
#[derive(Default)]
struct Paints {
    called: HashMap<String, f64>,
    took: Vec<f64>,
}

impl Paints {
    async fn read(&mut self, board: &mut Page) {
        let painted = board.evaluate("window.painted.splice(0)").await;
        for one in painted.as_array().into_iter().flatten() {
            let (Some(number), Some(at)) = (one[0].as_str(), one[1].as_f64()) else {
                continue;
            };
            if let Some(called) = self.called.remove(number) {
                self.took.push(at - called);
            }
        }
    }

    /// What so many of a hundred did not exceed.
    fn percentile(&mut self, percent: usize) -> f64 {
        self.took.sort_by(f64::total_cmp);
        let at = (self.took.len() * percent).div_ceil(100).max(1) - 1;
        self.took[at]
    }
}

/// The slope of the straight line nearest to all weighings.
fn slope(points: &[(f64, f64)]) -> f64 {
    let count = points.len() as f64;
    let mean = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / count;
    let (x, y) = (mean(|p| p.0), mean(|p| p.1));
    let above: f64 = points.iter().map(|p| (p.0 - x) * (p.1 - y)).sum();
    let below: f64 = points.iter().map(|p| (p.0 - x).powi(2)).sum();
    above / below
}

#[tokio::test(flavor = "multi_thread")]
async fn a_board_does_not_grow_and_paints_a_call_soon_however_many_come() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let calls = std::env::var("HALL_TEST_CALLS").ok();
    let calls = calls.map_or(CALLS, |text| {
        text.parse().expect("HALL_TEST_CALLS is a number")
    });
    let hall = Hall::open().await;
    let busy = Busy::open(&hall, 50).await;
    let mut board = browser.open_with(&hall.url("/board"), WATCH).await;
    board.resize(1920, 1080).await;
    board.shows("还没有叫号").await;

    let (mut paints, mut weighed) = (Paints::default(), Vec::new());
    let mut next = tokio::time::interval(Duration::from_millis(EVERY_MS));
    // A driver that was late makes no burst of what it missed.
    next.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let began = Instant::now();
    for call in 0..calls {
        next.tick().await;
        hall.pass_ms(EVERY_MS as i64);
        let desk = call as usize % busy.desks.len();
        if call as usize >= busy.desks.len() {
            busy.acts(desk, "start").await;
            busy.acts(desk, "finish").await;
        }
        busy.comes(desk).await;
        let at = now_ms();
        let called = busy.acts(desk, "call-next").await;
        let number = called["number"].as_str().expect("somebody was called");
        paints.called.insert(number.to_owned(), at);
        if call >= WARM_UP && call % WEIGH_EVERY == 0 {
            paints.read(&mut board).await;
            let (heap, nodes) = board.weight().await;
            weighed.push((f64::from(call), heap, nodes));
        }
    }
    let took = began.elapsed();
    board
        .does("new Promise(done => setTimeout(done, 500))")
        .await;
    paints.read(&mut board).await;
    let (heap, nodes) = board.weight().await;
    weighed.push((f64::from(calls), heap, nodes));
    let timers = board.evaluate("window.timers").await;

    let (first, last) = (weighed[0], weighed[weighed.len() - 1]);
    let heaps: Vec<(f64, f64)> = weighed.iter().map(|w| (w.0, w.1)).collect();
    let slope = slope(&heaps);
    let (p50, p99) = (paints.percentile(50), paints.percentile(99));
    println!(
        "{calls} calls in {:.0} s: heap {:.2} MB -> {:.2} MB ({slope:.0} bytes a call), nodes {} -> {}, \
         timers {timers}, call to paint p50 {p50:.0} ms, p99 {p99:.0} ms of {} painted, {} not seen",
        took.as_secs_f64(),
        first.1 / 1e6,
        last.1 / 1e6,
        first.2,
        last.2,
        paints.took.len(),
        paints.called.len(),
    );
    assert!(
        last.1 - first.1 < GROWTH_MAX.max(SLOPE_MAX * f64::from(calls)),
        "the heap grows"
    );
    if calls >= SOAK {
        assert!(slope < SLOPE_MAX, "the heap grows by {slope} bytes a call");
        assert!(p99 < PAINT_MAX.as_secs_f64() * 1000.0, "{p99} ms");
    }
    let nodes = weighed.iter().map(|w| w.2).fold(0.0, f64::max);
    assert!(nodes < NODES_MAX, "{nodes} nodes");
    assert_eq!(timers, 1, "one timer, however many calls");
    let unseen = paints.called.len();
    assert!(
        unseen * 1000 <= calls as usize * UNSEEN_MAX,
        "{:?} were never seen",
        paints.called
    );
    assert_eq!(board.errors().await, Vec::<String>::new());
}
