//! Signing in at a window over HTTP: PIN and card, locks, and nothing that tells a PIN.

use crate::bed::{Client, Hall, plan_of, plan_text, run};
use hall_core::Command;
use hall_core::device::Role;
use hall_core::sign_in::Factor;
use hall_server::desk::Ask;
use hall_server::proof::cheap_verifier;
use hall_server::random::Random;
use serde_json::{Value, json};
use std::io::Write;
use std::path::Path;
use std::process::Stdio;
use tempfile::TempDir;

const PIN: &str = "295713";
const CARD: &str = "AK-CARD-0002";

/// A small hall whose windows want clerks signed in: W1A has a PIN, W1B a card.
async fn hall() -> (Hall, Client) {
    let mut plan = plan_of(&plan_text("small"));
    plan.windows_rules.sign_in = true;
    let hall = Hall::with_plan(plan).await;
    hall.tick().await;
    credential(&hall, "W1A", Factor::Pin, PIN).await;
    credential(&hall, "W1B", Factor::Card, CARD).await;
    let window = hall.enrol(Role::Window, Some(1)).await;
    (hall, window)
}

async fn credential(hall: &Hall, clerk: &str, factor: Factor, proof: &str) {
    let verifier = cheap_verifier(factor, proof, &Random::seeded(7)).expect("a fair proof");
    let command = Command::SetCredential {
        clerk: clerk.parse().expect("a staff code"),
        factor,
        verifier: Some(verifier),
    };
    let asked = hall.app.desk.ask(Ask::of_operator(command)).await;
    asked.expect("the desk works");
}

fn pin(clerk: &str, pin: &str) -> Value {
    json!({ "clerk": clerk, "pin": pin })
}

const SIGN_IN: &str = "windows/1/sign-in";

#[tokio::test]
async fn a_window_opens_for_who_is_signed_in_and_staff_see_who() {
    let (hall, window) = hall().await;
    window.act(1, "open").await.refused(409, "not_signed_in");
    credential(&hall, "W1B", Factor::Pin, "638194").await;
    window
        .post(SIGN_IN, pin("W1A", "638194"))
        .await
        .refused(403, "sign_in_wrong");
    let view = window.post(SIGN_IN, pin("W1A", PIN)).await.expect(200);
    assert_eq!(view["signed_in"], "W1A");
    assert_eq!(view["posts"][1]["clerk"], "W1B");
    let view = window.act(1, "open").await.expect(200);
    assert_eq!(
        (&view["state"], &view["clerk"]),
        (&json!("open"), &json!("W1A"))
    );
    let board = hall.enrol(Role::Board, None).await;
    let public = board.get("windows").await.expect(200);
    assert_eq!(public[0].get("signed_in"), None);
    assert_eq!(public[0].get("posts"), None);
    let kiosk = hall.enrol(Role::Kiosk, None).await;
    kiosk.take("CARD2").await;
    window.act(1, "call-next").await.expect(200);
    window
        .act(1, "sign-out")
        .await
        .refused(409, "ticket_in_hand");
    window.act(1, "release").await.expect(200);
    let view = window.act(1, "sign-out").await.expect(200);
    assert_eq!(view["state"], "closed");
    assert_eq!(view.get("signed_in"), None);
    hall.stop().await;
}

#[tokio::test]
async fn a_card_finds_its_clerk_and_takes_the_window_over() {
    let (hall, window) = hall().await;
    window.post(SIGN_IN, pin("W1A", PIN)).await.expect(200);
    window.act(1, "open").await.expect(200);
    let card = |card: &str| json!({ "card": card });
    window
        .post(SIGN_IN, card("AK-CARD-0003"))
        .await
        .refused(403, "sign_in_wrong");
    let view = window.post(SIGN_IN, card(CARD)).await.expect(200);
    assert_eq!(
        (&view["signed_in"], &view["clerk"]),
        (&json!("W1B"), &json!("W1B"))
    );
    hall.stop().await;
}

#[tokio::test]
async fn what_proves_nothing_is_refused_in_words() {
    let (hall, window) = hall().await;
    for (body, status, code) in [
        (json!({}), 422, "bad_credential"),
        (json!({ "clerk": "W1A" }), 422, "bad_credential"),
        (json!({ "pin": PIN }), 422, "bad_credential"),
        (
            json!({ "clerk": "W1A", "pin": PIN, "card": CARD }),
            422,
            "bad_credential",
        ),
        (json!({ "clerk": 1 }), 400, "malformed"),
        (json!({ "clerk": "W1A", "pin": 295_713 }), 400, "malformed"),
        (pin("W9Z", PIN), 404, "unknown_clerk"),
        (pin("\u{7}", PIN), 404, "unknown_clerk"),
        (pin("W1B", PIN), 409, "no_pin"),
        (pin("W1A", ""), 403, "sign_in_wrong"),
        (pin("W1A", &"1".repeat(5000)), 403, "sign_in_wrong"),
    ] {
        let reply = window.post(SIGN_IN, body).await;
        reply.refused(status, code);
        assert!(!reply.text.contains(PIN), "{}", reply.text);
    }
    for role in [Role::Kiosk, Role::Guide, Role::Manager, Role::Board] {
        let other = hall.enrol(role, None).await;
        let reply = other.post(SIGN_IN, pin("W1A", PIN)).await;
        reply.refused(403, "role_not_allowed");
    }
    let pad = hall.enrol(Role::Pad, Some(1)).await;
    let reply = pad.post(SIGN_IN, pin("W1A", PIN)).await;
    reply.refused(403, "role_not_allowed");
    let second = hall.enrol(Role::Window, Some(2)).await;
    let reply = second.post(SIGN_IN, pin("W1A", PIN)).await;
    reply.refused(403, "other_window");
    // Right or wrong: nobody tries the PINs of others at their own window.
    for tried in [PIN, "638194"] {
        let reply = second.post("windows/2/sign-in", pin("W1A", tried)).await;
        reply.refused(409, "clerk_not_here");
    }
    hall.stop().await;
}

/// However many guess at the same moment, only five are looked at.
#[tokio::test]
async fn guessing_in_parallel_is_no_faster() {
    let (hall, window) = hall().await;
    let guesses: Vec<_> = (0..40)
        .map(|guess| {
            let window = window.clone();
            tokio::spawn(async move {
                let reply = window.post(SIGN_IN, pin("W1A", &format!("1000{guess:02}")));
                reply.await.status
            })
        })
        .collect();
    let mut looked_at = 0;
    for guess in guesses {
        match guess.await.expect("no guess panics") {
            403 => looked_at += 1,
            429 => {}
            other => panic!("a guess was answered with {other}"),
        }
    }
    assert_eq!(looked_at, 5);
    let locked = window.post(SIGN_IN, pin("W1A", PIN)).await;
    locked.refused(429, "sign_in_locked");
    let hall = hall.restart().await;
    let window = hall.enrol(Role::Window, Some(1)).await;
    let locked = window.post(SIGN_IN, pin("W1A", PIN)).await;
    locked.refused(429, "sign_in_locked");
    hall.tick().await;
    let manager = hall.enrol(Role::Manager, None).await;
    let seen = manager.get("hall").await.expect(200);
    let alarms = seen["alarms"].as_array().expect("a list");
    let is_told = |alarm: &Value| alarm["alarm"] == "sign_in_locked:W1A";
    assert!(alarms.iter().any(is_told), "{alarms:?}");
    let page = manager.page("/manage?lang=en", "text/html").await;
    assert!(
        page.text.contains("Wrong PINs for clerk W1A"),
        "{}",
        page.text
    );
    let unlock = manager.post("clerks/W1A/unlock", json!({})).await;
    unlock.expect(200);
    window.post(SIGN_IN, pin("W1A", PIN)).await.expect(200);
    hall.stop().await;
}

#[tokio::test]
async fn neither_pin_nor_card_stands_anywhere_on_the_disk() {
    let (hall, window) = hall().await;
    window.post(SIGN_IN, pin("W1A", PIN)).await.expect(200);
    let wrong = "638194";
    window
        .post(SIGN_IN, pin("W1A", wrong))
        .await
        .refused(403, "sign_in_wrong");
    let card = json!({ "card": CARD, "request_id": uuid::Uuid::new_v4() });
    window.post(SIGN_IN, card).await.expect(200);
    let mut tables = hall.tables().await;
    let remembered = tables.count("select count(*) from answer").await;
    tables.close().await;
    assert_eq!(remembered, 0, "an intent's digest would tell the card");
    let data = hall.stop().await;
    let mut files = 0;
    for file in std::fs::read_dir(data.path()).expect("the folder is there") {
        let file = file.expect("an entry").path();
        let Ok(bytes) = std::fs::read(&file) else {
            continue;
        };
        files += 1;
        for secret in [PIN, CARD, wrong] {
            let found = bytes
                .windows(secret.len())
                .any(|part| part == secret.as_bytes());
            assert!(!found, "{secret} in {}", file.display());
        }
    }
    assert!(files > 0);
}

/// `hall-server clerk …` with a line of input.
fn clerk(args: &[&str], data: &Path, line: &str) -> (Option<i32>, String) {
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_hall-server"))
        .arg("clerk")
        .args(args)
        .arg("--data")
        .arg(data)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut input = child.stdin.take().expect("a pipe");
    // A program that refuses its arguments reads nothing.
    let _ = writeln!(input, "{line}");
    drop(input);
    let output = child.wait_with_output().expect("the program ends");
    let words = [output.stdout, output.stderr].concat();
    (
        output.status.code(),
        String::from_utf8_lossy(&words).into_owned(),
    )
}

#[tokio::test]
async fn the_operator_sets_and_takes_away_a_pin_with_and_without_a_running_server() {
    let mut plan = plan_of(&plan_text("small"));
    plan.windows_rules.sign_in = true;
    let hall = Hall::with_plan(plan.clone()).await;
    let at = hall.app.hub.clock().time().0;
    let window = hall.enrol(Role::Window, Some(1)).await;
    let folder = hall.folder().to_owned();
    let set = |line: &'static str| {
        let folder = folder.clone();
        tokio::task::spawn_blocking(move || clerk(&["pin", "W1A"], &folder, line))
    };
    for (line, told) in [
        ("12345", "6 to 64 digits"),
        ("123456", "what everybody guesses first"),
        ("", "6 to 64 digits"),
    ] {
        let (code, words) = set(line).await.expect("no panic");
        assert_eq!(code, Some(1), "{words}");
        assert!(
            words.contains(told) && !words.contains("panicked"),
            "{words}"
        );
    }
    let (code, words) = set(PIN).await.expect("no panic");
    assert_eq!((code, words.trim()), (Some(0), "ok W1A"));
    window.post(SIGN_IN, pin("W1A", PIN)).await.expect(200);
    window.act(1, "sign-out").await.expect(200);
    let data: TempDir = hall.stop().await;
    let (code, words) = clerk(&["pin", "W9Z"], data.path(), PIN);
    assert_eq!(code, Some(1), "{words}");
    assert!(words.contains("W9Z"), "{words}");
    let (code, words) = clerk(&["pin", "W1A", "--remove"], data.path(), "");
    assert_eq!(code, Some(0), "{words}");
    let (code, words) = clerk(&["unlock", "W1A"], data.path(), "");
    assert_eq!(code, Some(0), "{words}");
    let hall = Hall::start(data, plan, at).await.expect("starts again");
    let window = hall.enrol(Role::Window, Some(1)).await;
    window
        .post(SIGN_IN, pin("W1A", PIN))
        .await
        .refused(409, "no_pin");
    let data = hall.stop().await;
    let told = run(&["verify", "--data", &data.path().to_string_lossy()]);
    assert!(told.status.success(), "{told:?}");
}
