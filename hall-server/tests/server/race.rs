//! Many at once: distinct numbers without gaps, and no ticket at two windows.

use crate::bed::{Client, Hall};
use futures_util::StreamExt;
use futures_util::future::join_all;
use futures_util::stream::iter;
use hall_core::device::Role;
use serde_json::{Value, json};
use std::collections::BTreeSet;

#[tokio::test]
async fn kiosks_that_ask_at_once_get_distinct_numbers_without_gaps() {
    // PEERS 6: 2.
    let hall = Hall::open("small").await;
    hall.tick().await;
    let mut kiosks = Vec::new();
    for _ in 0..8 {
        kiosks.push(hall.enrol(Role::Kiosk, None).await);
    }
    let takes = iter(0..300).map(|n| {
        let kiosk = &kiosks[n % kiosks.len()];
        async move {
            kiosk.take("CARD2").await["number"]
                .as_str()
                .expect("a number")
                .to_owned()
        }
    });
    let numbers: BTreeSet<String> = takes.buffer_unordered(64).collect().await;
    let expected: BTreeSet<String> = (1..=300).map(|n| format!("A{n:03}")).collect();
    assert_eq!(numbers, expected);
    hall.stop().await;
}

#[tokio::test]
async fn two_windows_that_press_at_once_get_two_people_or_one_gets_nobody() {
    // PEERS 6: 22.
    let plan = crate::bed::plan_text("small");
    let plan = plan.replace("helps = [{ queue = \"cards\", after_minutes = 20 }]", "");
    let plan = plan.replace("queues = [\"tax\"]", "queues = [\"tax\", \"cards\"]");
    let hall = Hall::with_plan(crate::bed::plan_of(&plan)).await;
    hall.tick().await;
    let kiosk = hall.enrol(Role::Kiosk, None).await;
    let windows = [
        (1, hall.open_window(1).await),
        (2, hall.open_window(2).await),
    ];
    for round in 0..20 {
        let waiting = 1 + round % 2;
        for _ in 0..waiting {
            kiosk.take("CARD2").await;
        }
        let pressed = join_all(
            windows
                .iter()
                .map(|(n, window)| window.act(*n, "call-next")),
        )
        .await;
        let called: BTreeSet<String> = pressed
            .iter()
            .filter(|reply| reply.status == 200)
            .map(|reply| reply.json()["number"].to_string())
            .collect();
        assert_eq!(called.len(), waiting, "{pressed:?}");
        for (reply, (n, window)) in pressed.iter().zip(&windows) {
            if reply.status == 200 {
                window.act(*n, "start").await.expect(200);
                window.act(*n, "finish").await.expect(200);
            } else {
                reply.refused(409, "nobody_waiting");
            }
        }
    }
    hall.stop().await;
}

#[tokio::test]
async fn a_ticket_started_or_rated_twice_at_once_counts_once() {
    // PEERS 6: 30, in turn and at once.
    let hall = Hall::open("small").await;
    hall.tick().await;
    let kiosk = hall.enrol(Role::Kiosk, None).await;
    let window = hall.open_window(1).await;
    let pad = hall.enrol(Role::Pad, Some(1)).await;
    let once = |replies: &[crate::bed::Reply], status: u16, code: &str| {
        let done = replies
            .iter()
            .filter(|reply| reply.status == status)
            .count();
        assert_eq!(done, 1, "{replies:?}");
        for other in replies.iter().filter(|reply| reply.status != status) {
            other.refused(409, code);
        }
    };
    let ticket = kiosk.take("CARD2").await;
    window.act(1, "call-next").await.expect(200);
    once(
        &join_all((0..5).map(|_| window.act(1, "start"))).await,
        200,
        "already_serving",
    );
    window.act(1, "finish").await.expect(200);
    let rate = || pad.ask("ratings", json!({ "ticket": ticket["id"], "level": 5 }));
    once(
        &join_all((0..5).map(|_| rate())).await,
        201,
        "already_rated",
    );
    hall.stop().await;
}

#[tokio::test]
async fn one_person_is_never_called_to_two_windows_at_once() {
    let hall = Hall::open("small").await;
    hall.tick().await;
    let kiosk = hall.enrol(Role::Kiosk, None).await;
    let one = hall.open_window(1).await;
    let two = hall.open_window(2).await;
    let person = json!({ "hash": "9f86d081884c7d65" });
    let take = |item: &str| json!({ "item": item, "person": person });
    let both = [
        kiosk.ask("tickets", take("CARD2")),
        kiosk.ask("tickets", take("TAX1")),
    ];
    let both: Vec<Value> = join_all(both)
        .await
        .iter()
        .map(|reply| reply.expect(201))
        .collect();
    assert_eq!(both[0]["visit"], both[1]["visit"]);
    let (at_one, at_two) = tokio::join!(one.act(1, "call-next"), two.act(2, "call-next"));
    let mut statuses = [at_one.status, at_two.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
    hall.stop().await;
}

#[tokio::test]
async fn clerks_and_kiosks_at_once_leave_a_hall_that_adds_up() {
    let hall = Hall::open("small").await;
    hall.tick().await;
    let kiosk = hall.enrol(Role::Kiosk, None).await;
    let windows = [
        hall.open_window(1).await,
        hall.open_window(2).await,
        hall.open_window(3).await,
    ];
    let takes = async {
        for n in 0..90 {
            kiosk.take(["CARD2", "TAX1", "TAX2"][n % 3]).await;
        }
    };
    let works = windows.iter().zip(1..).map(|(window, n)| work(window, n));
    // Verifying and reporting look at one moment, however much happens meanwhile.
    let looks = async {
        for _ in 0..10 {
            let verified = hall_server::admin::verify_folder(hall.folder()).await;
            assert_eq!(verified.expect("it can be read").findings, [""; 0]);
        }
    };
    tokio::join!(takes, join_all(works), looks);
    let broken = hall_core::invariant::check(&hall.app.hub.look().hall);
    assert_eq!(broken, []);
    let verified = hall_server::admin::verify_folder(hall.folder())
        .await
        .expect("it can be read");
    assert_eq!(verified.findings, [""; 0]);
    assert_eq!(verified.events, hall.seq());
    hall.stop().await;
}

async fn work(window: &Client, n: u16) {
    for _ in 0..40 {
        if window.act(n, "call-next").await.status == 200 {
            window.act(n, "start").await.expect(200);
            window.act(n, "finish").await.expect(200);
        }
    }
}
