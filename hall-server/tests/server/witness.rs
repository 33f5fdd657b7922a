//! Lost history: what devices have seen is believed, and no number is given twice.

use crate::bed::{Client, Hall, Listener, TEN, plan_of, plan_text};
use hall_core::Command;
use hall_core::device::Role;
use hall_protocol::frame::Highest;
use hall_protocol::resume::{Cursor, Seen};
use hall_protocol::{CURRENT, ServerFrame};
use hall_server::admin;
use hall_server::backup::restore;
use serde_json::{Value, json};
use tempfile::TempDir;

async fn taken(kiosk: &Client, count: usize) -> Vec<Value> {
    let mut numbers = Vec::new();
    for _ in 0..count {
        numbers.push(kiosk.take("CARD2").await["number"].clone());
    }
    numbers
}

/// A hall that was restored from a backup older than what its kiosk has seen.
struct Restored {
    hall: Hall,
    kiosk: Client,
    guide: Client,
    manager: Client,
    cursor: Cursor,
    seen: Vec<Value>,
    epoch: String,
}

async fn restored() -> Restored {
    gone_back(true).await
}

/// The same; unless it is told, somebody only put the old file where the new one was.
async fn gone_back(is_told: bool) -> Restored {
    let hall = Hall::open("small").await;
    hall.tick().await;
    let kiosk = hall.enrol(Role::Kiosk, None).await;
    let guide = hall.enrol(Role::Guide, None).await;
    let manager = hall.enrol(Role::Manager, None).await;
    // A terminal whose window never worked need not speak.
    hall.enrol(Role::Window, Some(3)).await;
    let epoch = hall.app.hub.look().epoch.to_string();
    let mut cursor = Cursor::new();
    let mut listener = Listener::greet(&kiosk, &hall.base, Role::Kiosk, &mut cursor).await;
    let mut seen = taken(&kiosk, 3).await;
    let folder = TempDir::new().expect("a temporary folder");
    let copy = folder.path().join("early.db");
    let events = admin::backup(hall.folder(), &copy)
        .await
        .expect("a backup while serving");
    assert_eq!(events, hall.seq());
    seen.extend(taken(&kiosk, 30).await);
    listener.follow(&mut cursor, hall.seq()).await;
    listener.cut(&mut cursor);
    let data = hall.stop().await;
    if is_told {
        let restored = restore(&copy, data.path()).await;
        assert_eq!(restored.expect("a verified backup"), events);
    } else {
        std::fs::copy(&copy, data.path().join("hall.db")).expect("the old file");
    }
    let plan = plan_of(&plan_text("small"));
    let hall = Hall::start(data, plan, TEN)
        .await
        .expect("a restored hall starts");
    let [kiosk, guide, manager] = [kiosk, guide, manager].map(|client| client.at(&hall.base));
    Restored {
        hall,
        kiosk,
        guide,
        manager,
        cursor,
        seen,
        epoch,
    }
}

#[tokio::test]
async fn after_a_restore_no_number_that_a_kiosk_has_seen_is_given_again() {
    let Restored {
        hall,
        kiosk,
        guide,
        mut cursor,
        seen,
        epoch,
        ..
    } = restored().await;
    let take = json!({ "item": "CARD2" });
    let missing = kiosk
        .ask("tickets", take.clone())
        .await
        .refused(503, "gathering");
    assert!(
        missing["title"]
            .as_str()
            .is_some_and(|title| title.contains('2')),
        "{missing}"
    );
    let mut listener = Listener::greet(&kiosk, &hall.base, Role::Kiosk, &mut cursor).await;
    let new = listener.welcome().await;
    assert_ne!(new.epoch, epoch, "a restore begins a new epoch");
    guide
        .ask("tickets", take.clone())
        .await
        .refused(503, "gathering");
    let mut other = Cursor::new();
    let mut second = Listener::greet(&guide, &hall.base, Role::Guide, &mut other).await;
    second.welcome().await;
    let next = guide.ask("tickets", take).await.expect(201);
    assert!(!seen.contains(&next["number"]), "{next}");
    assert_eq!(next["number"], "A034");
    let state = guide.get("hall").await.json();
    let alarms = state["alarms"].as_array().expect("alarms").clone();
    assert!(
        alarms.iter().any(|alarm| alarm["alarm"] == "history_lost"),
        "{state}"
    );
    let mut tables = hall.tables().await;
    assert_eq!(
        tables
            .count("select count(*) from event where kind = 'history_lost'")
            .await,
        1
    );
    tables.close().await;
    // An ordinary start later neither gathers again nor begins an epoch.
    let before = hall.app.hub.look().epoch;
    let hall = hall.restart().await;
    assert_eq!(hall.app.hub.look().epoch, before);
    let next = kiosk.at(&hall.base).take("CARD2").await;
    assert_eq!(next["number"], "A035");
    hall.stop().await;
}

#[tokio::test]
async fn a_restart_during_the_gathering_waits_for_everybody_again() {
    let Restored {
        hall,
        kiosk,
        guide,
        mut cursor,
        ..
    } = restored().await;
    Listener::greet(&kiosk, &hall.base, Role::Kiosk, &mut cursor)
        .await
        .welcome()
        .await;
    let hall = hall.restart().await;
    let guide = guide.at(&hall.base);
    guide
        .ask("tickets", json!({ "item": "CARD2" }))
        .await
        .refused(503, "gathering");
    // The folder might be an older one, and the kiosk might have given numbers since.
    let mut other = Cursor::new();
    let mut second = Listener::greet(&guide, &hall.base, Role::Guide, &mut other).await;
    second.welcome().await;
    guide
        .ask("tickets", json!({ "item": "CARD2" }))
        .await
        .refused(503, "gathering");
    let kiosk = kiosk.at(&hall.base);
    let mut first = Listener::greet(&kiosk, &hall.base, Role::Kiosk, &mut cursor).await;
    first.welcome().await;
    guide.take("CARD2").await;
    hall.stop().await;
}

#[tokio::test]
async fn a_manager_may_end_the_gathering_and_nobody_else() {
    let Restored {
        hall,
        kiosk,
        guide,
        manager,
        ..
    } = restored().await;
    guide
        .post("gathering/end", json!({}))
        .await
        .refused(403, "role_not_allowed");
    manager.post("gathering/end", json!({})).await.expect(200);
    kiosk.take("CARD2").await;
    hall.stop().await;
}

#[tokio::test]
async fn a_device_ahead_of_the_server_begins_a_new_epoch_for_all() {
    let Restored {
        hall,
        kiosk,
        manager,
        cursor,
        ..
    } = restored().await;
    manager.post("gathering/end", json!({})).await.expect(200);
    let board = hall.enrol(Role::Board, None).await;
    let mut steady = Cursor::new();
    let mut stays = Listener::greet(&board, &hall.base, Role::Board, &mut steady).await;
    stays.follow(&mut steady, hall.seq()).await;
    let before = hall.app.hub.look().epoch;
    let mut listener = Listener::connect(&kiosk, &hall.base).await;
    let mut ahead = cursor.clone().hello(CURRENT, Role::Kiosk);
    (ahead.epoch, ahead.seq) = (Some(before.to_string()), hall.seq() + 10);
    listener.hello(ahead).await;
    let welcome = listener.welcome().await;
    assert_eq!(hall.app.hub.look().epoch.counter, before.counter + 1);
    assert_eq!(welcome.epoch, hall.app.hub.look().epoch.to_string());
    assert!(matches!(
        listener.frame().await,
        Some(ServerFrame::Snapshot { .. })
    ));
    // Who listened in the old epoch is cut, so that it never takes the new one's events for old.
    let mut heard = 0;
    while let Some(text) = stays.text().await {
        steady.on_text(&text, 0);
        heard += 1;
        assert!(heard < 10, "the old feed goes on: {text}");
    }
    steady.cut();
    let mut again = Listener::greet(&board, &hall.base, Role::Board, &mut steady).await;
    again.follow(&mut steady, hall.seq()).await;
    assert_eq!(steady.epoch(), Some(welcome.epoch.as_str()));
    hall.stop().await;
}

#[tokio::test]
async fn a_board_cannot_raise_numbers_and_a_kiosk_not_beyond_the_range() {
    let hall = Hall::open("small").await;
    hall.tick().await;
    let kiosk = hall.enrol(Role::Kiosk, None).await;
    let claim = |online: u32, block: u32| Highest {
        day: hall.app.hub.look().hall.day().expect("open").date,
        series: "A".parse().expect("a code"),
        online,
        block,
    };
    for (role, online, next) in [(Role::Board, 900, "A001"), (Role::Manager, 900, "A002")] {
        let device = hall.enrol(role, None).await;
        let mut listener = Listener::connect(&device, &hall.base).await;
        let mut hello = Cursor::new().hello(CURRENT, role);
        hello.highest = vec![claim(online, 0)];
        listener.hello(hello).await;
        listener.welcome().await;
        assert_eq!(kiosk.take("CARD2").await["number"], next, "{role}");
    }
    let mut listener = Listener::connect(&kiosk, &hall.base).await;
    let mut hello = Cursor::new().hello(CURRENT, Role::Kiosk);
    hello.highest = vec![claim(90, 5499)];
    listener.hello(hello).await;
    listener.welcome().await;
    assert_eq!(kiosk.take("CARD2").await["number"], "A091");
    let block = kiosk
        .ask("blocks", json!({ "series": "A" }))
        .await
        .expect(201);
    assert_eq!(block["from"], 5500, "no block is leased twice");
    let mut listener = Listener::connect(&kiosk, &hall.base).await;
    let mut hello = Cursor::new().hello(CURRENT, Role::Kiosk);
    hello.highest = vec![claim(u32::MAX, u32::MAX)];
    listener.hello(hello).await;
    listener.welcome().await;
    kiosk
        .ask("tickets", json!({ "item": "CARD2" }))
        .await
        .refused(409, "series_full");
    assert!(matches!(
        hall.command(Command::Tick).await,
        hall_server::desk::Outcome::Accepted { .. }
    ));
    hall.stop().await;
}

#[tokio::test]
async fn a_kiosk_that_comes_from_another_hall_proves_nothing_here() {
    let hall = Hall::open("small").await;
    hall.tick().await;
    let kiosk = hall.enrol(Role::Kiosk, None).await;
    let before = hall.app.hub.look().epoch;
    let mut cursor = Cursor::from_seen(Seen {
        hall: Some("another hall".to_owned()),
        epoch: Some("9-00000000000000ff".to_owned()),
        seq: 4_000,
        hash: "00112233445566ff".to_owned(),
        highest: vec![Highest {
            day: hall.app.hub.clock().now().date,
            series: "A".parse().expect("a series"),
            online: 260,
            block: 5_099,
        }],
    });
    let mut listener = Listener::greet(&kiosk, &hall.base, Role::Kiosk, &mut cursor).await;
    listener.follow(&mut cursor, hall.seq()).await;
    assert_eq!(hall.app.hub.look().epoch, before);
    assert!(hall.app.hub.look().hall.gathering().is_none());
    assert_eq!(kiosk.take("CARD2").await["number"], "A001");
    hall.stop().await;
}

/// The cursor's place, as a program says it with its calls.
fn place(cursor: &Cursor) -> String {
    cursor.place().expect("a picture came").to_string()
}

#[tokio::test]
async fn a_call_proves_a_loss_that_nobody_told_and_no_number_is_given_before_all_are_heard() {
    let Restored {
        hall,
        kiosk,
        guide,
        mut cursor,
        seen,
        ..
    } = gone_back(false).await;
    let take = json!({ "item": "CARD2" });
    let witness = kiosk.having_seen(&place(&cursor));
    let refused = witness.ask("tickets", take.clone()).await;
    refused.refused(409, "other_epoch");
    // The other device has seen nothing, and gets nothing that the first one may know of.
    guide
        .ask("tickets", take.clone())
        .await
        .refused(503, "gathering");
    let mut listener = Listener::greet(&kiosk, &hall.base, Role::Kiosk, &mut cursor).await;
    listener.follow(&mut cursor, hall.seq()).await;
    let mut other = Cursor::new();
    let mut second = Listener::greet(&guide, &hall.base, Role::Guide, &mut other).await;
    second.welcome().await;
    let next = guide.ask("tickets", take.clone()).await.expect(201);
    assert!(!seen.contains(&next["number"]), "{next}");
    listener.follow(&mut cursor, hall.seq()).await;
    let witness = kiosk.having_seen(&place(&cursor));
    let next = witness.ask("tickets", take).await.expect(201);
    assert!(!seen.contains(&next["number"]), "{next}");
    hall.stop().await;
}

#[tokio::test]
async fn what_was_meant_for_another_epoch_is_neither_done_nor_shown() {
    let Restored {
        hall,
        manager,
        kiosk,
        cursor,
        ..
    } = restored().await;
    manager.post("gathering/end", json!({})).await.expect(200);
    let ticket = kiosk.take("CARD2").await;
    let before = hall.seq();
    let late = kiosk.having_seen(&place(&cursor));
    let withdraw = format!("tickets/{}/withdraw", ticket["id"]);
    for path in [withdraw.as_str(), "tickets"] {
        let reply = late.ask(path, json!({ "item": "CARD2" })).await;
        reply.refused(409, "other_epoch");
    }
    late.get("items").await.refused(409, "other_epoch");
    assert_eq!(hall.seq(), before, "nothing was done");
    // A stranger proves nothing, whatever he says he has seen.
    let stranger = hall.client("nobody").having_seen(&place(&cursor));
    stranger
        .ask("tickets", json!({}))
        .await
        .refused(401, "token_unknown");
    hall.stop().await;
}

#[tokio::test]
async fn a_place_of_this_epoch_is_no_hindrance_and_rubbish_for_a_place_is_refused() {
    let hall = Hall::open("small").await;
    hall.tick().await;
    let kiosk = hall.enrol(Role::Kiosk, None).await;
    let mut cursor = Cursor::new();
    let mut listener = Listener::greet(&kiosk, &hall.base, Role::Kiosk, &mut cursor).await;
    listener.follow(&mut cursor, hall.seq()).await;
    let early = kiosk.having_seen(&place(&cursor));
    early.take("CARD2").await;
    early.take("CARD2").await;
    listener.follow(&mut cursor, hall.seq()).await;
    kiosk.having_seen(&place(&cursor)).take("CARD2").await;
    let epoch = hall.app.hub.look().epoch;
    // Another event than ours at a place proves a loss just as a later one does.
    let other = format!("{epoch} {} 0000000000000000", hall.seq());
    for (place, status, code) in [
        ("", 400, "malformed"),
        ("yesterday", 400, "malformed"),
        ("1-00000000000000ab 99999999999999999999", 400, "malformed"),
        (other.as_str(), 409, "other_epoch"),
    ] {
        let reply = kiosk.having_seen(place).get("items").await;
        reply.refused(status, code);
    }
    assert_eq!(hall.app.hub.look().epoch.counter, epoch.counter + 1);
    hall.stop().await;
}

#[tokio::test]
async fn one_loss_that_many_prove_at_once_begins_one_epoch() {
    let Restored {
        hall,
        kiosk,
        cursor,
        ..
    } = gone_back(false).await;
    let before = hall.app.hub.look().epoch;
    let witness = kiosk.having_seen(&place(&cursor));
    let calls = (0..20).map(|_| witness.ask("tickets", json!({ "item": "CARD2" })));
    for reply in futures_util::future::join_all(calls).await {
        reply.refused(409, "other_epoch");
    }
    assert_eq!(hall.app.hub.look().epoch.counter, before.counter + 1);
    // Who had the same file of devices proves it again, and it has been proven.
    witness
        .ask("tickets", json!({}))
        .await
        .refused(409, "other_epoch");
    assert_eq!(hall.app.hub.look().epoch.counter, before.counter + 1);
    hall.stop().await;
}
