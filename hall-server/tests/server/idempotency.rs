//! One intent, one act: a repeat gets the first answer byte for byte, whatever lies between.

use crate::bed::{Hall, MemoryHall, Process, enrol, id, plan_of, plan_text};
use futures_util::future::join_all;
use hall_core::device::Role;
use hall_server::store::memory::{Fault, MemoryStore};
use serde_json::json;
use tempfile::TempDir;

#[tokio::test]
async fn a_repeat_gets_the_first_answer_byte_for_byte() {
    // PEERS 6: 10.
    let hall = Hall::open("small").await;
    hall.tick().await;
    let kiosk = hall.enrol(Role::Kiosk, None).await;
    let window = hall.open_window(1).await;
    let take = json!({ "request_id": id(), "item": "CARD2" });
    let call = json!({ "request_id": id() });
    let start = json!({ "request_id": id() });
    let first = kiosk.post("tickets", take.clone()).await;
    let called = window.post("windows/1/call-next", call.clone()).await;
    let started = window.post("windows/1/start", start.clone()).await;
    assert_eq!(
        (first.status, called.status, started.status),
        (201, 200, 200)
    );
    kiosk.take("CARD2").await;
    hall.pass(40).await;
    window.act(1, "finish").await.expect(200);
    let seq = hall.seq();
    for _ in 0..2 {
        assert_eq!(kiosk.post("tickets", take.clone()).await.text, first.text);
        assert_eq!(kiosk.post("tickets", take.clone()).await.status, 201);
        assert_eq!(
            window.post("windows/1/call-next", call.clone()).await.text,
            called.text
        );
        assert_eq!(
            window.post("windows/1/start", start.clone()).await.text,
            started.text
        );
    }
    assert_eq!(hall.seq(), seq, "nothing happened twice");
    let hall = hall.restart().await;
    let again = kiosk.at(&hall.base).post("tickets", take).await;
    assert_eq!((again.status, again.text), (201, first.text));
    hall.stop().await;
}

#[tokio::test]
async fn repeats_at_the_same_moment_make_one_ticket() {
    let hall = Hall::open("small").await;
    hall.tick().await;
    let kiosk = hall.enrol(Role::Kiosk, None).await;
    for _ in 0..5 {
        let seq = hall.seq();
        let take = json!({ "request_id": id(), "item": "CARD2" });
        let asked = (0..20).map(|_| kiosk.post("tickets", take.clone()));
        let answers = join_all(asked).await;
        assert!(answers.iter().all(|answer| answer.status == 201));
        assert!(answers.iter().all(|answer| answer.text == answers[0].text));
        assert_eq!(hall.seq(), seq + 1);
    }
    hall.stop().await;
}

#[tokio::test]
async fn another_body_under_the_same_id_is_refused() {
    let hall = Hall::open("small").await;
    hall.tick().await;
    let kiosk = hall.enrol(Role::Kiosk, None).await;
    let guide = hall.enrol(Role::Guide, None).await;
    let intent = id();
    let take = |item: &str| json!({ "request_id": intent, "item": item });
    let (first, other) = tokio::join!(
        kiosk.post("tickets", take("CARD2")),
        kiosk.post("tickets", take("TAX1"))
    );
    let mut statuses = [first.status, other.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 422]);
    let seq = hall.seq();
    let taken = if first.status == 201 { "CARD2" } else { "TAX1" };
    let another = if taken == "CARD2" { "TAX1" } else { "CARD2" };
    kiosk
        .post("tickets", take(another))
        .await
        .refused(422, "request_id_reused");
    kiosk
        .post("blocks", json!({ "request_id": intent, "series": "A" }))
        .await
        .refused(422, "request_id_reused");
    guide
        .post("tickets", take(taken))
        .await
        .refused(422, "request_id_reused");
    let spaced = format!("{{ \"item\" : \"{taken}\",\n \"request_id\" : \"{intent}\" }}");
    let same = kiosk.raw("POST", "/api/v1/tickets", spaced).await;
    assert_eq!(same.status, 201, "the same intent in other words of JSON");
    assert_eq!(hall.seq(), seq);
    hall.stop().await;
}

#[tokio::test]
async fn a_device_enrolled_anew_gets_the_answers_of_its_former_self() {
    let hall = Hall::open("small").await;
    hall.tick().await;
    let (old, manager) = (
        hall.enrol(Role::Kiosk, None).await,
        hall.enrol(Role::Manager, None).await,
    );
    old.ask("blocks", json!({ "series": "A" }))
        .await
        .expect(201);
    let paper = json!({
        "request_id": id(), "item": "CARD2", "day": "2026-03-03", "series": "A", "n": 5000,
        "token": hall_core::code::Token(5000).to_string(), "elapsed_ms": 5000,
        "last_contact": "2026-03-03T02:00:00Z",
    });
    let unheard = old.post("tickets/offline", paper.clone()).await;
    let gone = format!("devices/{}/revoke", old.device);
    manager.post(&gone, json!({})).await.expect(201);
    let new = hall.enrol(Role::Kiosk, None).await;
    let told = new.post("tickets/offline", paper.clone()).await;
    assert_eq!((told.status, told.text), (201, unheard.text));
    let window = hall.open_window(1).await;
    window
        .post("tickets/offline", paper)
        .await
        .refused(422, "request_id_reused");
    hall.stop().await;
}

#[tokio::test]
async fn paper_wins_over_the_answer_that_never_arrived() {
    let hall = Hall::open("small").await;
    hall.tick().await;
    let kiosk = hall.enrol(Role::Kiosk, None).await;
    kiosk
        .ask("blocks", json!({ "series": "A" }))
        .await
        .expect(201);
    let (answered, unknown) = (id(), id());
    let online = |intent: &str| json!({ "request_id": intent, "item": "CARD2" });
    let paper = |intent: &str, n: u32| {
        json!({
            "request_id": intent, "item": "CARD2", "day": "2026-03-03", "series": "A", "n": n,
            "token": hall_core::code::Token(u128::from(n)).to_string(), "elapsed_ms": 5000,
            "last_contact": "2026-03-03T02:00:00Z",
        })
    };
    // The server had answered this intent; the kiosk never heard it and printed its own number.
    let given = kiosk.post("tickets", online(&answered)).await.expect(201);
    let printed = kiosk.post("tickets/offline", paper(&answered, 5000)).await;
    let now = printed.expect(201);
    assert_eq!(
        (&now["id"], &now["number"]),
        (&given["id"], &json!("A5000"))
    );
    assert_eq!(
        kiosk
            .post("tickets/offline", paper(&answered, 5000))
            .await
            .text,
        printed.text
    );
    let mut later = paper(&answered, 5000);
    later["elapsed_ms"] = json!(65_000);
    assert_eq!(
        kiosk.post("tickets/offline", later).await.text,
        printed.text,
        "a minute later it is the same paper still"
    );
    kiosk
        .post("tickets/offline", paper(&answered, 5003))
        .await
        .refused(422, "request_id_reused");
    // The other way round: the hand-in comes first, a late copy of the first request afterwards.
    let printed = kiosk
        .post("tickets/offline", paper(&unknown, 5001))
        .await
        .expect(201);
    let late = kiosk.post("tickets", online(&unknown)).await.expect(200);
    assert_eq!(
        (&late["id"], &late["existing"]),
        (&printed["id"], &json!(true))
    );
    let mut tables = hall.tables().await;
    assert_eq!(tables.count("select count(*) from ticket").await, 2);
    tables.close().await;
    let hall = hall.restart().await;
    let again = kiosk
        .at(&hall.base)
        .post("tickets/offline", paper(&unknown, 5001))
        .await
        .expect(201);
    assert_eq!(again["id"], printed["id"]);
    hall.stop().await;
}

#[tokio::test]
async fn a_refusal_is_not_remembered() {
    let hall = Hall::open("small").await;
    hall.tick().await;
    let kiosk = hall.enrol(Role::Kiosk, None).await;
    let window = hall.open_window(1).await;
    let call = json!({ "request_id": id() });
    window
        .post("windows/1/call-next", call.clone())
        .await
        .refused(409, "nobody_waiting");
    kiosk.take("CARD2").await;
    window.post("windows/1/call-next", call).await.expect(200);
    hall.stop().await;
}

#[tokio::test]
async fn an_intent_is_remembered_over_two_nights_and_its_ticket_all_day() {
    let hall = Hall::open("small").await;
    hall.tick().await;
    let kiosk = hall.enrol(Role::Kiosk, None).await;
    let take = json!({ "request_id": id(), "item": "CARD2" });
    let first = kiosk.post("tickets", take.clone()).await;
    for day in 1..=2 {
        hall.pass(24 * 3600).await;
        assert_eq!(
            kiosk.post("tickets", take.clone()).await.text,
            first.text,
            "day {day}"
        );
    }
    let mut tables = hall.tables().await;
    assert_eq!(tables.count("select count(*) from answer").await, 1);
    hall.pass(24 * 3600).await;
    // Tidying comes after the answers; the next one comes after tidying.
    hall.tick().await;
    assert_eq!(
        tables.count("select count(*) from answer").await,
        0,
        "forgotten in the end"
    );
    tables.close().await;
    hall.stop().await;
}

#[tokio::test]
async fn a_repeat_is_answered_also_while_the_disk_is_full() {
    let store = MemoryStore::default();
    let hall = MemoryHall::open(store.clone(), plan_of(&plan_text("small"))).await;
    hall.tick().await;
    let kiosk = hall.enrol(Role::Kiosk, None).await;
    let take = json!({ "request_id": id(), "item": "CARD2" });
    let first = kiosk.post("tickets", take.clone()).await;
    store.content().fault = Some(Fault::Full);
    let fresh = json!({ "request_id": id(), "item": "CARD2" });
    let (again, full) = tokio::join!(
        kiosk.post("tickets", take.clone()),
        kiosk.post("tickets", fresh.clone())
    );
    assert_eq!((again.status, again.text), (201, first.text));
    full.refused(507, "disk_low");
    store.content().fault = None;
    let later = kiosk.post("tickets", fresh).await.expect(201);
    assert_eq!(
        later["number"], "A002",
        "the refused intent was not remembered and left no gap"
    );
}

#[tokio::test]
async fn a_repeat_after_a_power_cut_gets_the_first_answer() {
    let data = TempDir::new().expect("a temporary folder");
    let token = enrol(data.path(), "kiosk", None);
    let server = Process::serve("small", data.path());
    let kiosk = server.client(&token);
    let take = json!({ "request_id": id(), "item": "CARD2" });
    let first = kiosk.post("tickets", take.clone()).await;
    assert_eq!(first.status, 201);
    server.kill();
    let server = Process::serve("small", data.path());
    let again = server.client(&token).post("tickets", take).await;
    assert_eq!((again.status, again.text), (201, first.text));
}
