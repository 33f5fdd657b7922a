//! The feed: who sees what, resuming, cutting, and pictures that equal the hall.

use crate::bed::{Client, Hall, Listener, MemoryHall, Site, plan_of, plan_text, welcomed};
use crate::story;
use futures_util::StreamExt;
use hall_core::device::Role;
use hall_core::{Event, Hall as Core, Time};
use hall_protocol::frame::Hello;
use hall_protocol::picture::Picture;
use hall_protocol::resume::Cursor;
use hall_protocol::{CURRENT, Change, ServerFrame};
use hall_server::feed::changes::{Before, changes};
use hall_server::store::memory::MemoryStore;
use hall_server::views::{Lens, Notes};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What time alone changes in a look and no event tells: prompts that ran out, and how many are
/// ahead of somebody else's ticket.
fn settled(mut picture: Picture, now: Time) -> Picture {
    picture.prompts.retain(|_, prompt| prompt.until.0 > now);
    for ticket in picture.tickets.values_mut().map(Arc::make_mut) {
        (ticket.ahead, ticket.wait_minutes) = (0, None);
    }
    for queue in picture.queues.values_mut() {
        queue.wait_minutes = None;
    }
    picture
}

#[tokio::test]
async fn folding_changes_gives_the_fresh_picture_after_every_event() {
    let store = MemoryStore::default();
    let told = MemoryHall::open(store.clone(), plan_of(&plan_text("small"))).await;
    story::tell(&told).await;
    folds_as_it_looks(&store);
}

/// A series that goes round gives A001 again while the first A001 is still among the calls; paper
/// takes the number from the second one only.
#[tokio::test]
async fn a_replaced_number_takes_no_other_tickets_call_away() {
    let round = plan_text("small").replace("online_max = 4999", "online_max = 1\nwrap = true");
    let store = MemoryStore::default();
    let hall = MemoryHall::open(store.clone(), plan_of(&round)).await;
    let (kiosk, window, _) = cast(&hall).await;
    kiosk
        .ask("blocks", json!({ "series": "A" }))
        .await
        .expect(201);
    for (n, act) in [(5000, "finish"), (5001, "hold")] {
        let first = kiosk.take("CARD2").await;
        window.act(1, "call-next").await.expect(200);
        window.act(1, "start").await.expect(200);
        window.act(1, "finish").await.expect(200);
        let intent = crate::bed::id();
        let online = json!({ "request_id": intent, "item": "CARD2" });
        let second = kiosk.post("tickets", online).await.expect(201);
        assert_eq!(second["number"], first["number"], "the series goes round");
        if act == "hold" {
            // Announced itself before its paper is heard of.
            window.act(1, "call-next").await.expect(200);
            window.act(1, "start").await.expect(200);
        }
        let paper = json!({
            "request_id": intent, "item": "CARD2", "day": "2026-03-03", "series": "A", "n": n,
            "token": hall_core::code::Token(n).to_string(), "elapsed_ms": 5000,
            "last_contact": "2026-03-03T02:00:00Z",
        });
        kiosk.post("tickets/offline", paper).await.expect(201);
        if act == "finish" {
            window.act(1, "call-next").await.expect(200);
            window.act(1, "start").await.expect(200);
        }
        window.act(1, "finish").await.expect(200);
    }
    folds_as_it_looks(&store);
}

/// Folds the changes of every event and compares with a fresh look after each.
fn folds_as_it_looks(store: &MemoryStore) {
    let content = store.content().clone();
    let notes: Notes = content
        .notes
        .values()
        .map(|row| (row.note, row.text.clone()))
        .collect();
    let (mut hall, mut staff, mut public) = (Core::new(), Picture::default(), Picture::default());
    for row in &content.events {
        let event: Event = serde_json::from_str(&row.body).expect("events are JSON");
        let before = hall_has_plan(&hall).then(|| Before::of(lens(&hall, &notes, row.at), &event));
        hall.apply(&event, row.at);
        if !hall_has_plan(&hall) {
            continue;
        }
        let fresh = lens(&hall, &notes, row.at).picture();
        if matches!(event, Event::PlanLoaded { .. }) {
            // A plan may take anything away: everybody gets the whole picture.
            (public, staff) = (fresh.for_public(), fresh.clone());
        }
        for change in changes(
            &before.unwrap_or_default(),
            lens(&hall, &notes, row.at),
            &event,
        ) {
            staff.apply(&change);
            if let Some(change) = change.for_public() {
                public.apply(&change);
            }
        }
        let fresh = settled(fresh, row.at);
        for (folded, fresh) in [(&staff, fresh.clone()), (&public, fresh.for_public())] {
            let folded = settled(folded.clone(), row.at);
            let apart = differences("", &as_json(&folded), &as_json(&fresh));
            assert_eq!(apart, [""; 0], "{} {}", row.seq, row.body);
        }
    }
}

fn as_json(picture: &Picture) -> Value {
    serde_json::to_value(picture).expect("pictures are JSON")
}

/// Where two pictures differ, in few words.
fn differences(place: &str, a: &Value, b: &Value) -> Vec<String> {
    let child = |key: &str| {
        let of = |value: &Value| value.get(key).cloned().unwrap_or_default();
        differences(&format!("{place}/{key}"), &of(a), &of(b))
    };
    match (a, b) {
        _ if a == b => Vec::new(),
        (Value::Object(ours), Value::Object(theirs)) => {
            let keys: BTreeSet<&String> = ours.keys().chain(theirs.keys()).collect();
            keys.into_iter().flat_map(|key| child(key)).collect()
        }
        _ => vec![format!("{place}: folded {a}, fresh {b}")],
    }
}

fn lens<'a>(hall: &'a Core, notes: &'a Notes, now: Time) -> Lens<'a> {
    Lens { hall, notes, now }
}

fn hall_has_plan(hall: &Core) -> bool {
    hall.plan().is_some()
}

async fn cast(site: &Site) -> (Client, Client, Client) {
    site.tick().await;
    let kiosk = site.enrol(Role::Kiosk, None).await;
    let window = site.open_window(1).await;
    (kiosk, window, site.enrol(Role::Board, None).await)
}

#[tokio::test]
async fn a_board_never_hears_of_tickets_clerks_or_alarms() {
    let hall = Hall::open("small").await;
    let board = hall.enrol(Role::Board, None).await;
    let guide = hall.enrol(Role::Guide, None).await;
    let (mut public, mut staff) = (Cursor::new(), Cursor::new());
    let mut on_wall = Listener::greet(&board, &hall.base, Role::Board, &mut public).await;
    let mut in_hand = Listener::greet(&guide, &hall.base, Role::Guide, &mut staff).await;
    story::tell(&hall).await;
    let seq = hall.seq();
    on_wall.follow(&mut public, seq).await;
    in_hand.follow(&mut staff, seq).await;
    let secrets = [
        "\"kind\":\"ticket\"",
        "\"ticket_over\"",
        "W1A",
        "\"alarm\"",
        "\"visit\"",
        "\"clerk\"",
    ];
    for secret in secrets {
        let told = on_wall.frames.iter().find(|frame| frame.contains(secret));
        assert_eq!(told, None, "{secret}");
    }
    assert!(
        in_hand
            .frames
            .iter()
            .any(|frame| frame.contains("\"kind\":\"ticket\""))
    );
    assert!(
        on_wall
            .frames
            .iter()
            .any(|frame| frame.contains("\"type\":\"advance\""))
    );
    let now = hall.app.hub.clock().time();
    let look = hall.app.hub.look().lens(now).picture();
    assert_eq!(
        settled((*staff.picture()).clone(), now),
        settled(look.clone(), now)
    );
    assert_eq!(
        settled((*public.picture()).clone(), now),
        settled(look.for_public(), now)
    );
    hall.stop().await;
}

#[tokio::test]
async fn a_board_cut_during_fifty_calls_shows_what_one_never_cut_shows() {
    let hall = Hall::open("wide").await;
    let (kiosk, window, board) = cast(&hall).await;
    let items = kiosk.get("items").await.json();
    let served = items.as_array().expect("a list").iter().find(|item| {
        item["windows"]
            .as_array()
            .is_some_and(|windows| windows.contains(&json!(1)))
    });
    let item = served.expect("window 1 serves something")["code"].clone();
    for _ in 0..50 {
        kiosk
            .ask("tickets", json!({ "item": item }))
            .await
            .expect(201);
    }
    let (mut steady, mut cut) = (Cursor::new(), Cursor::new());
    let mut stays = Listener::greet(&board, &hall.base, Role::Board, &mut steady).await;
    let mut comes_and_goes = Listener::greet(&board, &hall.base, Role::Board, &mut cut).await;
    comes_and_goes.follow(&mut cut, hall.seq()).await;
    let mut resumed = 0;
    for call in 0..50 {
        window.act(1, "call-next").await.expect(200);
        if call % 10 == 5 {
            comes_and_goes.cut(&mut cut);
            for act in ["start", "finish"] {
                window.act(1, act).await.expect(200);
            }
            comes_and_goes = Listener::greet(&board, &hall.base, Role::Board, &mut cut).await;
            comes_and_goes.follow(&mut cut, hall.seq()).await;
            let whole = comes_and_goes
                .frames
                .iter()
                .any(|frame| frame.contains("\"snapshot\""));
            assert!(!whole, "it resumes with what it missed");
            resumed += 1;
        } else {
            for act in ["start", "finish"] {
                window.act(1, act).await.expect(200);
            }
        }
    }
    comes_and_goes.follow(&mut cut, hall.seq()).await;
    stays.follow(&mut steady, hall.seq()).await;
    assert_eq!(resumed, 5);
    assert_eq!(cut.picture(), steady.picture());
    assert_eq!(
        cut.picture().calls.len(),
        20,
        "the last calls, newest first"
    );
    // PEERS 6: 35.
    let at: Vec<Time> = cut.picture().calls.iter().map(|call| call.at.0).collect();
    assert!(at.is_sorted_by(|newer, older| newer >= older));
    hall.stop().await;
}

fn hello(role: Role) -> Hello {
    Cursor::new().hello(CURRENT, role)
}

#[tokio::test]
async fn who_is_too_far_behind_gets_the_whole_picture() {
    let hall = Hall::open("small").await;
    let board = hall.enrol(Role::Board, None).await;
    let mut cursor = Cursor::new();
    let mut listener = Listener::greet(&board, &hall.base, Role::Board, &mut cursor).await;
    listener.follow(&mut cursor, hall.seq()).await;
    listener.cut(&mut cursor);
    // The memory of frames begins anew with a restart, and more than the board's place is gone.
    hall.enrol(Role::Board, None).await;
    let hall = hall.restart().await;
    let mut listener = Listener::greet(&board, &hall.base, Role::Board, &mut cursor).await;
    listener.follow(&mut cursor, hall.seq()).await;
    assert!(
        listener.frames[1].contains("\"type\":\"snapshot\""),
        "{:?}",
        listener.frames
    );
    let epoch = hall.app.hub.look().epoch.to_string();
    assert_eq!(
        cursor.epoch(),
        Some(epoch.as_str()),
        "an ordinary start is no new epoch"
    );
    hall.stop().await;
}

#[tokio::test]
async fn a_reader_that_takes_nothing_is_cut_and_resumes_where_it_stood() {
    let hall = Hall::open("wide").await;
    let guide = hall.enrol(Role::Guide, None).await;
    let kiosk = hall.enrol(Role::Kiosk, None).await;
    let mut cursor = Cursor::new();
    let mut slow = Listener::greet(&guide, &hall.base, Role::Guide, &mut cursor).await;
    slow.follow(&mut cursor, hall.seq()).await;
    let stood = cursor.seq();
    let items = kiosk.get("items").await.json();
    let item = items[0]["code"].clone();
    // More frames than wait for anybody; the reader takes none, the takes go on undisturbed.
    let mut seen_behind = 0;
    let requests = futures_util::stream::iter(0..4000).map(|_| {
        let (kiosk, item) = (kiosk.clone(), item.clone());
        async move { kiosk.ask("tickets", json!({ "item": item })).await.status }
    });
    let mut requests = requests.buffer_unordered(64);
    while let Some(status) = requests.next().await {
        assert_eq!(status, 201);
        seen_behind += 1;
    }
    assert_eq!(seen_behind, 4000);
    let end = hall.seq();
    // Whatever still lies in the socket is good; then the connection ends, or it was in time.
    while cursor.seq() < end {
        let Some(text) = slow.text().await else { break };
        cursor.on_text(&text, 0);
    }
    assert!(cursor.seq() >= stood);
    slow.cut(&mut cursor);
    let mut again = Listener::greet(&guide, &hall.base, Role::Guide, &mut cursor).await;
    again.follow(&mut cursor, end).await;
    let look = hall
        .app
        .hub
        .look()
        .lens(hall.app.hub.clock().time())
        .picture();
    let now = hall.app.hub.clock().time();
    assert_eq!(
        settled((*cursor.picture()).clone(), now),
        settled(look, now)
    );
    hall.stop().await;
}

#[tokio::test]
async fn heartbeats_carry_the_last_event() {
    let hall = Hall::open("small").await;
    let board = hall.enrol(Role::Board, None).await;
    let mut cursor = Cursor::new();
    let mut listener = Listener::greet(&board, &hall.base, Role::Board, &mut cursor).await;
    listener.follow(&mut cursor, hall.seq()).await;
    assert_eq!(welcomed(&cursor).hall.public_url, "http://hall.example");
    match listener.frame().await.expect("the feed goes on") {
        ServerFrame::Heartbeat { seq, now } => {
            assert_eq!((seq, now.0), (hall.seq(), hall.app.hub.clock().time()));
        }
        other => panic!("nothing happened: {other:?}"),
    }
    hall.stop().await;
}

#[tokio::test]
async fn a_hello_must_fit_its_token_and_speak_our_version() {
    let hall = Hall::open("small").await;
    let board = hall.enrol(Role::Board, None).await;
    let nobody = hall.client("");
    let check = async |client: &Client, said: String, code: &str| {
        let seq = hall.seq();
        let mut listener = Listener::connect(client, &hall.base).await;
        listener.say(said.clone()).await;
        assert_eq!(listener.refusal().await, code, "{said}");
        assert_eq!(hall.seq(), seq, "{said}");
    };
    let with = |change: fn(&mut Hello)| {
        let mut hello = hello(Role::Board);
        change(&mut hello);
        hall_protocol::encode(&hall_protocol::ClientFrame::Hello(hello))
    };
    check(
        &board,
        with(|hello| hello.role = Role::Window),
        "role_not_allowed",
    )
    .await;
    check(&board, with(|hello| hello.version = 99), "protocol_version").await;
    check(&board, "{}".to_owned(), "malformed").await;
    check(&board, "not JSON".to_owned(), "malformed").await;
    check(
        &board,
        r#"{"type":"heartbeat","seq":1}"#.to_owned(),
        "malformed",
    )
    .await;
    check(&nobody, with(|_| {}), "unauthorized").await;
    check(
        &nobody,
        with(|hello| hello.token = Some("hall-unknown".to_owned())),
        "token_unknown",
    )
    .await;
    let wrong = hall.client("hall-wrong");
    assert_eq!(
        Listener::try_connect(&wrong, &hall.base).await.err(),
        Some(401)
    );
    let mut by_hello = Listener::connect(&nobody, &hall.base).await;
    by_hello
        .hello(Hello {
            token: Some(board.token.clone()),
            ..hello(Role::Board)
        })
        .await;
    by_hello.welcome().await;
    hall.stop().await;
}

#[tokio::test]
async fn a_board_that_commands_is_cut_and_nothing_happens() {
    let hall = Hall::open("small").await;
    let (_, _, board) = cast(&hall).await;
    for said in [
        r#"{"type":"call_next","window":1}"#.to_owned(),
        r#"{"type":"hello","version":1,"role":"board"}"#.to_owned(),
        "x".repeat(60_000),
    ] {
        let mut cursor = Cursor::new();
        let mut listener = Listener::greet(&board, &hall.base, Role::Board, &mut cursor).await;
        let seq = hall.seq();
        listener.follow(&mut cursor, seq).await;
        listener.say(said).await;
        assert_eq!(listener.refusal().await, "board_commands");
        assert_eq!(hall.seq(), seq);
    }
    hall.stop().await;
}

#[tokio::test]
async fn a_revoked_device_hears_nothing_more() {
    let hall = Hall::open("small").await;
    let board = hall.enrol(Role::Board, None).await;
    let manager = hall.enrol(Role::Manager, None).await;
    let mut cursor = Cursor::new();
    let mut listener = Listener::greet(&board, &hall.base, Role::Board, &mut cursor).await;
    listener.follow(&mut cursor, hall.seq()).await;
    let revoke = format!("devices/{}/revoke", board.device);
    manager.post(&revoke, json!({})).await.expect(201);
    assert_eq!(listener.refusal().await, "device_revoked");
    assert_eq!(
        Listener::try_connect(&board, &hall.base).await.err(),
        Some(401)
    );
    hall.stop().await;
}

#[tokio::test]
async fn feeds_and_streams_end_when_the_server_stops() {
    let hall = Hall::open("small").await;
    let (kiosk, window, board) = cast(&hall).await;
    let ticket = kiosk.take("CARD2").await;
    let mut cursor = Cursor::new();
    let mut listener = Listener::greet(&board, &hall.base, Role::Board, &mut cursor).await;
    listener.follow(&mut cursor, hall.seq()).await;
    let phone = format!("/stream/t/{}", ticket["token"].as_str().expect("a token"));
    let mut streams = Vec::new();
    for path in [
        "/stream/board?lang=en",
        "/stream/manage?lang=en",
        phone.as_str(),
    ] {
        let mut stream = reqwest::get(format!("{}{path}", hall.base))
            .await
            .expect("a stream");
        assert_eq!(stream.status(), 200, "{path}");
        assert_eq!(
            stream.headers()["content-type"],
            "text/event-stream",
            "{path}"
        );
        let first = stream.chunk().await.expect("whole").expect("a fragment");
        assert!(first.starts_with(b"data:"), "{path}");
        streams.push(stream);
    }
    window.act(1, "call-next").await.expect(200);
    let number = ticket["number"].as_str().expect("a number");
    for stream in &mut streams {
        let mut told = String::new();
        while !told.contains(number) {
            let more = stream
                .chunk()
                .await
                .expect("whole")
                .expect("the stream goes on");
            told.push_str(&String::from_utf8_lossy(&more));
        }
    }
    let (_, code) = tokio::join!(hall.stop(), listener.refusal());
    assert_eq!(code, "server_stopping");
    for mut stream in streams {
        while stream.chunk().await.expect("a stream ends whole").is_some() {}
    }
}

#[tokio::test]
async fn frames_say_nothing_but_what_changed() {
    let hall = Hall::open("small").await;
    let (kiosk, _, board) = cast(&hall).await;
    let mut cursor = Cursor::new();
    let mut listener = Listener::greet(&board, &hall.base, Role::Board, &mut cursor).await;
    listener.follow(&mut cursor, hall.seq()).await;
    let heard = listener.frames.len();
    kiosk.take("TAX1").await;
    listener.follow(&mut cursor, hall.seq()).await;
    let frame = serde_json::from_str(&listener.frames[heard]).expect("a frame");
    let ServerFrame::Event { changes, .. } = frame else {
        panic!("{frame:?}")
    };
    let queues = changes
        .iter()
        .filter(|change| matches!(change, Change::Queue(_)))
        .count();
    assert_eq!(queues, 1, "one queue grew: {changes:?}");
    hall.stop().await;
}

#[tokio::test]
async fn a_pad_asks_no_more_once_another_ticket_was_in_hand() {
    let hall = Hall::open("small").await;
    let (kiosk, window, board) = cast(&hall).await;
    kiosk.take("CARD2").await;
    kiosk.take("CARD2").await;
    let mut old = Cursor::new();
    let mut listener = Listener::greet(&board, &hall.base, Role::Board, &mut old).await;
    // What a board that was always there shows, and what a new one shows.
    let mut asking = async || {
        listener.follow(&mut old, hall.seq()).await;
        let mut new = Cursor::new();
        let mut fresh = Listener::greet(&board, &hall.base, Role::Board, &mut new).await;
        fresh.follow(&mut new, hall.seq()).await;
        [old.picture().prompts.len(), new.picture().prompts.len()]
    };
    window.act(1, "call-next").await.expect(200);
    window.act(1, "start").await.expect(200);
    window.act(1, "finish").await.expect(200);
    assert_eq!(asking().await, [1, 1]);
    window.act(1, "call-next").await.expect(200);
    assert_eq!(asking().await, [0, 0]);
    window.act(1, "release").await.expect(200);
    assert_eq!(asking().await, [0, 0], "the person before is gone");
    hall.stop().await;
}
