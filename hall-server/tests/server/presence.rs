//! Windows that are not heard: their ticket waits again or is held, and nobody is forgotten.

use crate::bed::{Client, Hall};
use hall_core::code::WindowNumber;
use hall_core::device::Role;
use serde_json::json;
use std::time::{Duration, Instant};

/// Silence and grace of the sample halls.
const SILENT: Duration = Duration::from_mins(1);
const GRACE_S: i64 = 120;

/// Tells the hall what the watchdog would find at a moment of the real clock.
async fn watch(hall: &Hall, at: Instant) -> usize {
    let news = hall.app.presence.news(&hall.app.hub.look().hall, at);
    let count = news.len();
    for command in news {
        hall.command(command).await;
    }
    count
}

async fn called(hall: &Hall) -> (Client, Client, u64) {
    hall.tick().await;
    let kiosk = hall.enrol(Role::Kiosk, None).await;
    let window = hall.open_window(1).await;
    kiosk.take("CARD2").await;
    kiosk.take("CARD2").await;
    let called = window.act(1, "call-next").await.expect(200);
    (kiosk, window, called["id"].as_u64().expect("an id"))
}

#[tokio::test]
async fn the_called_ticket_of_a_silent_window_waits_again_at_the_front() {
    let hall = Hall::open("small").await;
    let (kiosk, window, ticket) = called(&hall).await;
    let heard = Instant::now();
    assert_eq!(
        watch(&hall, heard + SILENT / 2).await,
        0,
        "a window that is heard is not news"
    );
    assert_eq!(watch(&hall, heard + SILENT * 2).await, 1);
    assert_eq!(watch(&hall, heard + SILENT * 2).await, 0, "told once");
    hall.pass(GRACE_S - 1).await;
    let path = format!("tickets/{ticket}");
    assert_eq!(kiosk.get(&path).await.json()["state"], "called");
    hall.pass(1).await;
    let back = kiosk.get(&path).await.json();
    assert_eq!(
        (&back["state"], &back["ahead"]),
        (&json!("waiting"), &json!(0))
    );
    // Any request makes it heard again, and it may call at once.
    let again = window.act(1, "call-next").await.expect(200);
    assert_eq!(again["id"], ticket);
    assert!(
        hall.app.hub.look().hall.windows()[&WindowNumber(1)]
            .silent_since
            .is_none()
    );
    hall.stop().await;
}

#[tokio::test]
async fn the_served_ticket_of_a_silent_window_is_held_with_an_alarm() {
    let hall = Hall::open("small").await;
    let (kiosk, window, ticket) = called(&hall).await;
    window.act(1, "start").await.expect(200);
    watch(&hall, Instant::now() + SILENT * 2).await;
    hall.pass(GRACE_S).await;
    let held = kiosk.get(&format!("tickets/{ticket}")).await.json();
    assert_eq!(
        (&held["state"], &held["window"]),
        (&json!("held"), &json!(1))
    );
    let alarms = kiosk.get("hall").await.json()["alarms"].clone();
    assert!(alarms.to_string().contains("window_silent:1"), "{alarms}");
    watch(&hall, Instant::now()).await;
    let resume = json!({ "ticket": ticket });
    window.ask("windows/1/resume", resume).await.expect(200);
    window.act(1, "finish").await.expect(200);
    hall.tick().await;
    let alarms = kiosk.get("hall").await.json()["alarms"].clone();
    assert!(!alarms.to_string().contains("window_silent"), "{alarms}");
    hall.stop().await;
}

#[tokio::test]
async fn only_the_windows_own_terminal_keeps_it_present() {
    let hall = Hall::open("small").await;
    let (_, window, _) = called(&hall).await;
    let pad = hall.enrol(Role::Pad, Some(1)).await;
    let later = Instant::now() + SILENT;
    pad.get("hall").await.expect(200);
    assert_eq!(watch(&hall, later + SILENT).await, 1);
    window.get("hall").await.expect(200);
    assert_eq!(watch(&hall, Instant::now()).await, 1);
    hall.stop().await;
}

#[tokio::test]
async fn a_server_start_counts_silence_anew() {
    let hall = Hall::open("small").await;
    called(&hall).await;
    let hall = hall.restart().await;
    assert_eq!(watch(&hall, Instant::now() + SILENT / 2).await, 0);
    assert_eq!(watch(&hall, Instant::now() + SILENT).await, 1);
    hall.stop().await;
}
