//! Who may do what: every command, every role, every state of a token (G17).

use crate::bed::{Client, Hall, id, plan_text};
use hall_core::device::Role;
use hall_core::device::Role::{
    Auditor, Callback, Guide, Kiosk, Lead, Manager, Office, Pad, Window,
};
use serde_json::{Value, json};

/// Every call that changes something, with a body that is well formed, and who may send it.
fn calls() -> Vec<(&'static str, Value, &'static [Role])> {
    let act = json!({ "ticket": 1, "reason": "because", "queue": "tax", "minutes": 5 });
    let offline = json!({
        "item": "CARD2", "day": "2026-03-03", "series": "A", "n": 5000, "elapsed_ms": 1,
        "token": hall_core::code::Token(9).to_string(), "last_contact": "2026-03-03T02:00:00Z",
    });
    let mut calls: Vec<(&'static str, Value, &'static [Role])> = vec![
        ("tickets", json!({ "item": "CARD2" }), &[Kiosk, Guide]),
        ("tickets/offline", offline, &[Kiosk]),
        ("tickets/1/restore", json!({}), &[Kiosk, Guide, Window]),
        ("tickets/1/withdraw", json!({}), &[Kiosk, Guide, Window]),
        (
            "tickets/1/class",
            json!({ "class": "priority", "reason": "because" }),
            &[Guide],
        ),
        (
            "tickets/1/paper",
            json!({ "paper": "printed" }),
            &[Kiosk, Guide],
        ),
        ("blocks", json!({ "series": "A" }), &[Kiosk]),
        ("windows/1/open", act.clone(), &[Window]),
        ("windows/1/pause", act.clone(), &[Window]),
        ("windows/1/close", act.clone(), &[Window]),
        ("windows/1/call-next", act.clone(), &[Window]),
        ("windows/1/call", act.clone(), &[Window]),
        ("windows/1/recall", act.clone(), &[Window]),
        ("windows/1/start", act.clone(), &[Window]),
        ("windows/1/finish", json!({ "ticket": 1 }), &[Window]),
        ("windows/1/missed", act.clone(), &[Window]),
        ("windows/1/hold", act.clone(), &[Window, Manager]),
        ("windows/1/resume", act.clone(), &[Window]),
        ("windows/1/release", act.clone(), &[Window, Manager]),
        ("windows/1/reopen", act.clone(), &[Window]),
        ("windows/1/transfer", act.clone(), &[Window]),
        ("windows/1/quick-finish", json!({ "ticket": 1 }), &[Window]),
        ("windows/1/go-on", act.clone(), &[Window]),
        ("windows/1/ask-help", json!({ "help": "guide" }), &[Window]),
        (
            "windows/1/accept-help",
            json!({ "help": "guide" }),
            &[Window, Guide, Manager],
        ),
        (
            "windows/1/end-help",
            json!({ "help": "guide" }),
            &[Window, Guide, Manager],
        ),
        (
            "windows/1/serve-now",
            json!({ "item": "CARD2", "reason": "because" }),
            &[Window],
        ),
        ("queues/cards/pause", act.clone(), &[Window, Manager]),
        ("queues/cards/resume", json!({}), &[Window, Manager]),
        ("items/CARD2/pause", act, &[Window, Manager]),
        ("items/CARD2/resume", json!({}), &[Window, Manager]),
        ("ratings", json!({ "ticket": 1, "level": 5 }), &[Pad]),
        ("cases", json!({ "item": "CARD1", "window": 1 }), &[Window]),
        (
            "cases",
            json!({ "item": "CARD1" , "clerk": "W2A" }),
            &[Office],
        ),
        ("cases/0/accept", json!({ "window": 1 }), &[Window]),
        ("cases/0/accept", json!({ "clerk": "W2A" }), &[Office]),
        ("notices", json!({ "text": "停电" }), &[Manager]),
        ("notices/1/withdraw", json!({}), &[Manager]),
        ("gathering/end", json!({}), &[Manager]),
        ("devices/999/revoke", json!({}), &[Manager]),
        ("plan", json!({ "plan": plan_text("small") }), &[Manager]),
        ("day/close", json!({}), &[Manager]),
    ];
    calls.extend(following_calls());
    calls
}

/// Those about what follows a service.
fn following_calls() -> Vec<(&'static str, Value, &'static [Role])> {
    vec![
        (
            "rectifications",
            json!({ "clerk": "W2A", "ticket": 1 }),
            &[Callback, Manager],
        ),
        (
            "rectifications/0/contact",
            json!({ "clerk": "W2A", "reached": true }),
            &[Callback, Manager],
        ),
        (
            "rectifications/0/judge",
            json!({ "clerk": "W2A", "judgement": "clear" }),
            &[Manager],
        ),
        (
            "rectifications/0/close",
            json!({ "clerk": "W2A", "text": "done" }),
            &[Manager],
        ),
        (
            "rectifications/0/publish",
            json!({ "clerk": "W2A", "text": "done" }),
            &[Manager],
        ),
        (
            "rectifications/0/exclude",
            json!({ "clerk": "W2A", "exclusion": "mistaken", "text": "why" }),
            &[Manager],
        ),
        (
            "callbacks/2026-03-03/1",
            json!({ "clerk": "W2A", "outcome": "reached", "channel": "phone" }),
            &[Callback, Manager],
        ),
        (
            "registers/complaint",
            json!({ "clerk": "W2A", "text": "slow" }),
            &[Callback, Manager],
        ),
    ]
}

async fn device(hall: &Hall, role: Role) -> Client {
    hall.enrol(role, role.needs_window().then_some(1)).await
}

#[tokio::test]
async fn each_role_may_do_its_own_and_nothing_else() {
    let hall = Hall::open("small").await;
    hall.tick().await;
    device(&hall, Kiosk).await.take("CARD2").await;
    for role in Role::ALL {
        let client = device(&hall, role).await;
        for (path, body, allowed) in calls() {
            let seq = hall.seq();
            let reply = client.ask(path, body).await;
            if allowed.contains(&role) {
                assert!(
                    ![400, 401, 403].contains(&reply.status),
                    "{role} {path}: {reply:?}"
                );
                continue;
            }
            reply.refused(403, "role_not_allowed");
            // Whoever tries to rate and may not is on record; nothing else leaves a mark.
            let marks = u64::from(path == "ratings");
            assert_eq!(hall.seq(), seq + marks, "{role} {path}");
        }
    }
    hall.stop().await;
}

/// Every call that reads: its documented path, one to try, who may, and what they get.
fn reads() -> Vec<(&'static str, &'static str, &'static [Role], u16)> {
    let everybody: &[Role] = &Role::ALL;
    let of_tickets: &[Role] = &[Kiosk, Guide, Window, Manager];
    let of_cases: &[Role] = &[Window, Office, Manager, Lead, Auditor];
    let following: &[Role] = &[Callback, Manager, Auditor];
    let of_rectifications: &[Role] = &[Callback, Manager, Lead, Auditor];
    let of_reports: &[Role] = &[Manager, Auditor];
    vec![
        ("hall", "hall", everybody, 200),
        ("windows", "windows", everybody, 200),
        ("queues", "queues", everybody, 200),
        ("items", "items", everybody, 200),
        ("tickets/{id}", "tickets/1", of_tickets, 200),
        (
            "tickets/token/{token}",
            "tickets/token/0",
            &[Kiosk, Guide],
            404,
        ),
        ("blocks", "blocks", &[Kiosk], 200),
        ("kiosks", "kiosks", &[Guide, Manager], 200),
        ("day-key", "day-key", &[Kiosk, Guide], 200),
        ("cases", "cases", of_cases, 200),
        ("cases/{id}", "cases/0", of_cases, 200),
        ("rectifications", "rectifications", of_rectifications, 200),
        (
            "rectifications/{id}",
            "rectifications/0",
            of_rectifications,
            404,
        ),
        ("callbacks/{date}", "callbacks/2026-03-03", following, 404),
        (
            "registers/{register}",
            "registers/complaint",
            following,
            200,
        ),
        (
            "reports/daily/{date}",
            "reports/daily/2026-03-03.json",
            of_reports,
            200,
        ),
        (
            "reports/{period}/{name}",
            "reports/month/2026-03.json",
            of_reports,
            200,
        ),
    ]
}

#[tokio::test]
async fn each_role_reads_its_own_and_nothing_else() {
    let hall = Hall::open("small").await;
    hall.tick().await;
    device(&hall, Kiosk).await.take("CARD2").await;
    let new = json!({ "item": "CARD1", "clerk": "W2A" });
    let office = device(&hall, Office).await;
    office.ask("cases", new).await.expect(201);
    for role in Role::ALL {
        let client = device(&hall, role).await;
        for (_, path, readers, status) in reads() {
            let reply = client.get(path).await;
            if readers.contains(&role) {
                assert_eq!(reply.status, status, "{role} {path}: {reply:?}");
            } else {
                reply.refused(403, "role_not_allowed");
            }
        }
    }
    hall.stop().await;
}

#[test]
fn every_documented_read_stands_in_the_table_of_roles() {
    let document: Value = serde_json::from_str(include_str!("../../src/http/openapi.json"))
        .expect("the document is JSON");
    let paths = document["paths"].as_object().expect("paths");
    let read = paths.iter().filter(|(_, calls)| calls.get("get").is_some());
    let api = read.filter_map(|(path, _)| path.strip_prefix("/api/v1/"));
    // Everybody reads the document; the feed says to each what is theirs.
    let mut documented: Vec<&str> = api
        .filter(|path| !["openapi.json", "feed"].contains(path))
        .collect();
    let mut known: Vec<&str> = reads().into_iter().map(|(name, ..)| name).collect();
    documented.sort_unstable();
    known.sort_unstable();
    assert_eq!(known, documented);
}

#[tokio::test]
async fn no_token_a_wrong_one_and_a_revoked_one_open_nothing() {
    // PEERS 6: 8, 37.
    let hall = Hall::open("small").await;
    hall.tick().await;
    let manager = device(&hall, Manager).await;
    let gone = device(&hall, Kiosk).await;
    gone.take("CARD2").await;
    manager
        .post(&format!("devices/{}/revoke", gone.device), json!({}))
        .await
        .expect(201);
    let seq = hall.seq();
    let strangers = [
        (hall.client(""), "unauthorized"),
        (hall.client("hall-guessed"), "token_unknown"),
        (gone, "token_unknown"),
    ];
    for (stranger, code) in strangers {
        for (path, body, _) in calls() {
            stranger.ask(path, body).await.refused(401, code);
        }
        for (_, path, ..) in reads() {
            stranger.get(path).await.refused(401, code);
        }
    }
    assert_eq!(hall.seq(), seq);
    hall.stop().await;
}

#[tokio::test]
async fn a_window_acts_for_itself_only() {
    let hall = Hall::open("small").await;
    hall.tick().await;
    let one = hall.open_window(1).await;
    hall.open_window(2).await;
    hall.tick().await;
    let seq = hall.seq();
    for act in [
        "open",
        "close",
        "call-next",
        "start",
        "finish",
        "hold",
        "release",
    ] {
        one.act(2, act).await.refused(403, "other_window");
    }
    one.act(99, "call-next").await.refused(403, "other_window");
    one.ask("windows/x/open", json!({}))
        .await
        .refused(404, "unknown_window");
    assert_eq!(hall.seq(), seq);
    hall.stop().await;
}

#[tokio::test]
async fn a_clerk_works_at_one_window_and_only_at_a_post_of_theirs() {
    let hall = Hall::open("small").await;
    hall.tick().await;
    let one = hall.enrol(Window, Some(1)).await;
    one.post("windows/1/open", json!({ "clerk": "W2A" }))
        .await
        .refused(409, "clerk_not_here");
    one.post("windows/1/open", json!({ "clerk": "NOBODY" }))
        .await
        .refused(404, "unknown_clerk");
    let again = json!({ "clerk": "W1A", "request_id": id() });
    one.post("windows/1/open", again.clone()).await.expect(200);
    one.post("windows/1/open", again).await.expect(200);
    hall.stop().await;
}
