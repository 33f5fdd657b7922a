//! A clerk's services over HTTP: without paper, quick, several in one visit, and stopping a queue.

use crate::bed::{Client, Hall, Listener};
use hall_core::code::WindowNumber;
use hall_core::device::Role;
use hall_protocol::resume::Cursor;
use serde_json::{Value, json};

/// A small hall with window 1 (cards) open and its kiosk.
async fn hall() -> (Hall, Client, Client) {
    let hall = Hall::open("small").await;
    hall.tick().await;
    let kiosk = hall.enrol(Role::Kiosk, None).await;
    let window = hall.open_window(1).await;
    (hall, kiosk, window)
}

async fn windows_of(client: &Client) -> Vec<Value> {
    let list = client.get("windows").await.expect(200);
    list.as_array().expect("a list of windows").clone()
}

#[tokio::test]
async fn somebody_without_paper_is_served_at_once_and_no_board_calls_the_number() {
    let (hall, kiosk, window) = hall().await;
    kiosk.take("CARD2").await;
    let wish = json!({ "item": "CARD1", "reason": "comes back with the photo" });
    let path = "windows/1/serve-now";
    let without = window.ask(path, json!({ "item": "CARD1" })).await;
    without.refused(422, "reason_required");
    let served = window.ask(path, wish.clone()).await.expect(200);
    assert_eq!(
        (&served["number"], &served["state"], &served["calls"]),
        (&json!("A002"), &json!("serving"), &json!(0))
    );
    assert!(served.get("token").is_none(), "there is no paper");
    window.ask(path, wish).await.refused(409, "window_busy");
    assert_eq!(hall.app.hub.look().hall.recent_calls().count(), 0);
    let foreign = json!({ "item": "TAX1", "reason": "asks nicely" });
    window.act(1, "finish").await.expect(200);
    window
        .ask(path, foreign)
        .await
        .refused(409, "queue_not_served");
    kiosk
        .ask(path, json!({ "item": "CARD1", "reason": "x" }))
        .await
        .refused(403, "role_not_allowed");
    hall.stop().await;
}

#[tokio::test]
async fn the_end_of_a_service_tells_pieces_and_case_and_no_persons_number() {
    let (hall, kiosk, window) = hall().await;
    kiosk.take("CARD2").await;
    window.act(1, "call-next").await.expect(200);
    let finish = "windows/1/quick-finish";
    for (body, status, code) in [
        (json!({ "quantity": 0 }), 422, "quantity_range"),
        (json!({ "case": "610902195603031234" }), 422, "case_number"),
        (json!({ "case": "x" }), 422, "case_number"),
        (json!({ "item": "NOTHING" }), 404, "unknown_item"),
    ] {
        window.ask(finish, body).await.refused(status, code);
    }
    let said = json!({ "quantity": 3, "case": "ak-2026/17", "item": "CARD1" });
    let done = window.ask(finish, said).await.expect(200);
    assert_eq!(
        (&done["state"], &done["item"]),
        (&json!("finished"), &json!("CARD1"))
    );
    let ticket = hall.app.hub.look().hall.tickets().next().cloned();
    let leg = ticket.expect("a ticket").leg().clone();
    let case = leg.case.map(|case| case.to_string());
    assert_eq!(
        (leg.quantity, case.as_deref()),
        (Some(3), Some("AK-2026/17"))
    );
    hall.stop().await;
}

#[tokio::test]
async fn the_next_matter_keeps_the_number_and_an_item_alone_names_its_queue() {
    let (hall, kiosk, window) = hall().await;
    let taken = kiosk.take("CARD2").await;
    window.act(1, "call-next").await.expect(200);
    window.act(1, "start").await.expect(200);
    let go_on = "windows/1/go-on";
    window
        .ask(go_on, json!({}))
        .await
        .refused(422, "item_or_queue");
    let here = window.ask(go_on, json!({ "item": "CARD1" })).await;
    let here = here.expect(200);
    assert_eq!(
        (&here["number"], &here["state"], &here["legs"]),
        (&taken["number"], &json!("serving"), &json!(2))
    );
    let tax = window.ask(go_on, json!({ "item": "TAX1" })).await;
    let tax = tax.expect(200);
    assert_eq!(
        (&tax["state"], &tax["queue"], &tax["item"]),
        (&json!("waiting"), &json!("tax"), &json!("TAX1"))
    );
    let one = windows_of(&window).await.swap_remove(0);
    assert_eq!(
        (&one["finished"], &one["ticket"]),
        (&json!(2), &Value::Null)
    );
    let two = hall.open_window(2).await;
    let called = two.act(2, "call-next").await.expect(200);
    assert_eq!(called["number"], taken["number"]);
    hall.stop().await;
}

/// The call for help of window 1, as a device sees it.
async fn asked(client: &Client) -> Value {
    let hall = client.get("hall").await.expect(200);
    let alarms = hall["alarms"].as_array().cloned().unwrap_or_default();
    let mut calls = alarms
        .into_iter()
        .filter(|alarm| alarm["alarm"] == "help_alarm:1");
    calls.next().expect("window 1 asks for help")
}

#[tokio::test]
async fn a_call_for_help_reaches_staff_and_no_board() {
    let (hall, _, window) = hall().await;
    let guide = hall.enrol(Role::Guide, None).await;
    let board = hall.enrol(Role::Board, None).await;
    let call = json!({ "help": "alarm" });
    let path = "windows/1/ask-help";
    window
        .post(path, json!({ "help": "pizza" }))
        .await
        .refused(400, "malformed");
    window.post(path, call.clone()).await.expect(200);
    assert_eq!(asked(&guide).await["accepted"], Value::Null);
    let public = board.get("hall").await.expect(200);
    assert!(!public.to_string().contains("help_alarm"), "{public}");
    let path = "windows/1/accept-help";
    window
        .post(path, call.clone())
        .await
        .refused(409, "own_help");
    guide.post(path, call.clone()).await.expect(200);
    assert_eq!(asked(&window).await["accepted"], "guide of a test");
    let path = "windows/1/end-help";
    guide.post(path, call.clone()).await.expect(200);
    window.post(path, call).await.refused(409, "no_help_asked");
    hall.stop().await;
}

#[tokio::test]
async fn a_clerk_stops_and_starts_the_windows_own_queue() {
    let (hall, kiosk, window) = hall().await;
    let why = json!({ "reason": "system" });
    window
        .post("queues/tax/pause", why.clone())
        .await
        .refused(409, "queue_not_served");
    window
        .post("queues/cards/pause", json!({}))
        .await
        .refused(422, "reason_required");
    window.post("queues/cards/pause", why).await.expect(200);
    kiosk
        .ask("tickets", json!({ "item": "CARD2" }))
        .await
        .refused(409, "queue_paused");
    window
        .post("queues/cards/resume", json!({}))
        .await
        .expect(200);
    kiosk.take("CARD2").await;
    hall.stop().await;
}

#[tokio::test]
async fn a_managers_message_reaches_windows_and_guides_and_nobody_else() {
    let (hall, kiosk, window) = hall().await;
    let manager = hall.enrol(Role::Manager, None).await;
    let board = hall.enrol(Role::Board, None).await;
    let text = "the system of the tax office is back";
    for (client, body, status, code) in [
        (&window, json!({ "text": text }), 403, "role_not_allowed"),
        (&kiosk, json!({ "text": text }), 403, "role_not_allowed"),
        (&manager, json!({ "text": " " }), 422, "malformed"),
        (&manager, json!({ "text": "two\nlines" }), 422, "malformed"),
        (
            &manager,
            json!({ "text": "x".repeat(201) }),
            422,
            "malformed",
        ),
        (
            &manager,
            json!({ "text": text, "windows": [99] }),
            404,
            "unknown_window",
        ),
    ] {
        client.ask("messages", body).await.refused(status, code);
    }
    let (mut seen, mut public) = (Cursor::new(), Cursor::new());
    let mut of_window = Listener::greet(&window, &hall.base, Role::Window, &mut seen).await;
    let mut of_board = Listener::greet(&board, &hall.base, Role::Board, &mut public).await;
    of_window.follow(&mut seen, hall.seq()).await;
    of_board.follow(&mut public, hall.seq()).await;
    let body = json!({ "text": text, "windows": [1] });
    manager.ask("messages", body).await.expect(200);
    of_window.follow(&mut seen, hall.seq()).await;
    of_board.follow(&mut public, hall.seq()).await;
    let told = &seen.picture().messages;
    assert_eq!(told.len(), 1);
    assert_eq!(
        (told[0].text.as_str(), &told[0].to[..]),
        (text, &[WindowNumber(1)][..])
    );
    assert!(public.picture().messages.is_empty());
    let mut tables = hall.tables().await;
    let bodies = tables.texts("select body from event").await;
    tables.close().await;
    assert!(
        !bodies.iter().any(|body| body.contains(text)),
        "words stay outside"
    );
    let hall = hall.restart().await;
    let window = hall.enrol(Role::Window, Some(2)).await;
    let mut cursor = Cursor::new();
    let mut again = Listener::greet(&window, &hall.base, Role::Window, &mut cursor).await;
    again.follow(&mut cursor, hall.seq()).await;
    assert_eq!(
        cursor.picture().messages[0].text,
        text,
        "also after a restart"
    );
    hall.stop().await;
}
