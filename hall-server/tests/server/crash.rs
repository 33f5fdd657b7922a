//! The power goes in the middle of a busy morning: every acknowledged number is found again.
//!
//! `HALL_TEST_TAKES` sets how many numbers are taken; the default keeps the suite short.

use crate::bed::{Client, Process, enrol, id, run};
use futures_util::StreamExt;
use futures_util::future::join_all;
use futures_util::stream::iter;
use rustix::process::Signal;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;
use tempfile::TempDir;
use tokio::sync::Notify;

const CLIENTS: usize = 64;

const WINDOWS: u16 = 62;

/// What somebody asked for, and what was answered, if anything.
struct Asked {
    body: Value,
    answer: Option<(u16, String)>,
}

/// Counts, and says once when it is enough.
struct Count {
    so_far: AtomicUsize,
    wanted: usize,
    enough: Notify,
}

impl Count {
    fn until(wanted: usize) -> Self {
        Self {
            so_far: AtomicUsize::new(0),
            wanted,
            enough: Notify::new(),
        }
    }

    fn one_more(&self) {
        if self.so_far.fetch_add(1, Ordering::Relaxed) + 1 == self.wanted {
            self.enough.notify_one();
        }
    }
}

async fn take(kiosk: &Client, item: &Value, acknowledged: &Count) -> Asked {
    let body = json!({ "request_id": id(), "item": item });
    let reply = kiosk.try_post("tickets", &body).await;
    let answer = reply.map(|reply| (reply.status, reply.text));
    if matches!(&answer, Some((201, _))) {
        acknowledged.one_more();
    }
    Asked { body, answer }
}

/// Calls, starts and finishes until the server is gone. Gives every answered call.
async fn work(window: &Client, n: u16, gone: &AtomicUsize) -> Vec<Asked> {
    let mut calls = Vec::new();
    while gone.load(Ordering::Relaxed) == 0 {
        let body = json!({ "request_id": id() });
        let Some(reply) = window
            .try_post(&format!("windows/{n}/call-next"), &body)
            .await
        else {
            break;
        };
        let called = reply.status == 200;
        if called {
            calls.push(Asked {
                body,
                answer: Some((reply.status, reply.text)),
            });
            for act in ["start", "finish"] {
                let body = json!({ "request_id": id() });
                if window
                    .try_post(&format!("windows/{n}/{act}"), &body)
                    .await
                    .is_none()
                {
                    return calls;
                }
            }
        }
    }
    calls
}

struct Devices {
    kiosk: String,
    windows: Vec<String>,
}

fn takes() -> usize {
    let text = std::env::var("HALL_TEST_TAKES").ok();
    text.and_then(|text| text.parse().ok()).unwrap_or(3000)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_kill_9_every_acknowledged_number_and_call_is_there_exactly_once() {
    let data = TempDir::new().expect("a temporary folder");
    let devices = Devices {
        kiosk: enrol(data.path(), "kiosk", None),
        windows: (1..=WINDOWS)
            .map(|n| enrol(data.path(), "window", Some(n)))
            .collect(),
    };
    let server = Process::serve("wide", data.path());
    let kiosk = server.client(&devices.kiosk);
    let windows: Vec<Client> = devices
        .windows
        .iter()
        .map(|token| server.client(token))
        .collect();
    for (window, n) in windows.iter().zip(1..) {
        window
            .post(&format!("windows/{n}/open"), json!({}))
            .await
            .expect(200);
    }
    let items = kiosk.get("items").await.json();
    let items: Vec<Value> = items
        .as_array()
        .expect("items")
        .iter()
        .map(|i| i["code"].clone())
        .collect();
    let (total, acknowledged, gone) = (takes(), Count::until(takes() * 2 / 3), AtomicUsize::new(0));
    let begun = Instant::now();
    let asks = iter(0..total).map(|n| take(&kiosk, &items[n % items.len()], &acknowledged));
    let asks = asks.buffer_unordered(CLIENTS).collect::<Vec<Asked>>();
    let clerks = join_all(
        windows
            .iter()
            .zip(1..)
            .map(|(window, n)| work(window, n, &gone)),
    );
    // The cut comes when two thirds are acknowledged, whatever else is on its way.
    let cut = async {
        acknowledged.enough.notified().await;
        server.signal(Signal::KILL);
        gone.store(1, Ordering::Relaxed);
        begun.elapsed()
    };
    let (asked, called, until_cut) = tokio::join!(asks, clerks, cut);
    drop(server);
    let restarted = Instant::now();
    let server = Process::serve("wide", data.path());
    let restart = restarted.elapsed();

    let kiosk = server.client(&devices.kiosk);
    let mut numbers = BTreeSet::new();
    let mut answered = 0_u32;
    let repeats =
        iter(&asked).map(async |asked| (asked, kiosk.post("tickets", asked.body.clone()).await));
    for (asked, again) in repeats.buffer_unordered(CLIENTS).collect::<Vec<_>>().await {
        assert_eq!(again.status, 201, "{}", again.text);
        let number = again.json()["number"].to_string();
        assert!(numbers.insert(number.clone()), "{number} was given twice");
        if let Some((201, first)) = &asked.answer {
            assert_eq!(*first, again.text, "the first answer, byte for byte");
            answered += 1;
        }
    }
    assert_eq!(numbers.len(), total);

    let windows: Vec<Client> = devices
        .windows
        .iter()
        .map(|token| server.client(token))
        .collect();
    let mut at = BTreeMap::new();
    for ((calls, window), n) in called.iter().zip(&windows).zip(1_u16..) {
        for call in calls {
            let (_, first) = call.answer.as_ref().expect("only answered calls are kept");
            let ticket: Value = serde_json::from_str(first).expect("JSON");
            let before = at.insert(ticket["id"].as_u64(), n);
            assert_eq!(
                before, None,
                "{} was called by two windows",
                ticket["number"]
            );
            let again = window
                .post(&format!("windows/{n}/call-next"), call.body.clone())
                .await;
            assert_eq!((again.status, &again.text), (200, first));
        }
    }
    server.kill();
    let verified = run(&["verify", "--data", &data.path().to_string_lossy()]);
    let told = String::from_utf8_lossy(&verified.stdout).into_owned();
    assert!(verified.status.success(), "{told}");
    println!(
        "{total} takes from {CLIENTS} clients, {WINDOWS} windows: {answered} acknowledged before \
         kill -9 after {until_cut:?} ({:.0}/s), {} calls, 0 duplicates, 0 double calls, 0 lost; \
         restart to serving {restart:?}; {told}",
        f64::from(answered) / until_cut.as_secs_f64(),
        at.len(),
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sigterm_under_load_loses_nothing_that_was_acknowledged() {
    let data = TempDir::new().expect("a temporary folder");
    let token = enrol(data.path(), "kiosk", None);
    let mut server = Process::serve("wide", data.path());
    let kiosk = server.client(&token);
    let items = kiosk.get("items").await.json();
    let item = items[0]["code"].clone();
    let acknowledged = Count::until(200);
    let asks = iter(0..600).map(|_| take(&kiosk, &item, &acknowledged));
    let asks = asks.buffer_unordered(32).collect::<Vec<Asked>>();
    let end = async {
        acknowledged.enough.notified().await;
        server.signal(Signal::TERM);
    };
    let (asked, ()) = tokio::join!(asks, end);
    assert!(server.wait().success(), "it ends cleanly also under load");
    for asked in &asked {
        // An answer, a refusal that says so, or nothing; never an error without words.
        let status = asked.answer.as_ref().map_or(201, |(status, _)| *status);
        assert!(status == 201 || status == 503, "{:?}", asked.answer);
    }
    let server = Process::serve("wide", data.path());
    let kiosk = server.client(&token);
    for asked in asked
        .iter()
        .filter(|asked| matches!(asked.answer, Some((201, _))))
    {
        let again = kiosk.post("tickets", asked.body.clone()).await;
        assert_eq!(Some((again.status, again.text)), asked.answer);
    }
}
