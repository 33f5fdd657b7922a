//! Bad input: a clear code, what to do next, and nothing stored.

use crate::bed::{Client, Hall, id, plan_of, plan_text};
use hall_core::device::Role;
use serde_json::{Value, json};

/// A hall with one device, and a check that nothing of what it asks is stored.
struct Try {
    hall: Hall,
    device: Client,
}

impl Try {
    async fn kiosk(hall: Hall) -> Self {
        hall.tick().await;
        let device = hall.enrol(Role::Kiosk, None).await;
        Self { hall, device }
    }

    async fn refused(&self, path: &str, body: Value, status: u16, code: &str) -> Value {
        self.hall.tick().await;
        let seq = self.hall.seq();
        let problem = self.device.post(path, body).await.refused(status, code);
        assert_eq!(self.hall.seq(), seq, "{path} {code} stored something");
        problem
    }

    async fn take_refused(&self, mut body: Value, status: u16, code: &str) -> Value {
        body["request_id"] = json!(id());
        self.refused("tickets", body, status, code).await
    }
}

#[tokio::test]
async fn unknown_names_are_refused_by_name() {
    // PEERS 6: 7.
    let bed = Try::kiosk(Hall::open("small").await).await;
    let unknown = bed
        .take_refused(json!({ "item": "NONE" }), 404, "unknown_item")
        .await;
    assert!(
        unknown["title"]
            .as_str()
            .is_some_and(|title| title.contains("NONE"))
    );
    bed.take_refused(json!({ "item": "no such code!" }), 404, "unknown_item")
        .await;
    bed.take_refused(json!({ "queue": "none" }), 404, "unknown_queue")
        .await;
    bed.take_refused(
        json!({ "item": "CARD2", "class": "vip" }),
        404,
        "unknown_class",
    )
    .await;
    bed.take_refused(
        json!({ "item": "CARD2", "queue": "tax" }),
        422,
        "item_or_queue",
    )
    .await;
    bed.take_refused(json!({}), 422, "item_or_queue").await;
    let visit = json!({ "item": "CARD2", "visit": hall_core::code::Token(1).to_string() });
    bed.take_refused(visit, 404, "unknown_ticket").await;
    bed.take_refused(
        json!({ "item": "CARD2", "visit": "x" }),
        404,
        "unknown_ticket",
    )
    .await;
    bed.refused("tickets/99/withdraw", json!({}), 404, "unknown_ticket")
        .await;
    bed.refused("tickets/x/withdraw", json!({}), 404, "unknown_ticket")
        .await;
    let series = json!({ "request_id": id(), "series": "ZZ" });
    bed.refused("blocks", series, 404, "unknown_series").await;
    bed.hall.stop().await;
}

#[tokio::test]
async fn an_answer_does_not_repeat_all_that_came() {
    let bed = Try::kiosk(Hall::open("small").await).await;
    let long = "X".repeat(50_000);
    let problem = bed
        .take_refused(json!({ "item": long }), 404, "unknown_item")
        .await;
    assert!(problem.to_string().len() < 2000);
    let body = json!({ "request_id": long, "item": "CARD2" });
    let problem = bed
        .refused("tickets", body, 400, "request_id_malformed")
        .await;
    assert!(problem.to_string().len() < 2000);
    bed.hall.stop().await;
}

#[tokio::test]
async fn an_intent_needs_an_id_that_is_a_uuid() {
    let bed = Try::kiosk(Hall::open("small").await).await;
    let item = json!({ "item": "CARD2" });
    bed.refused("tickets", item.clone(), 400, "request_id_required")
        .await;
    for garbled in [
        json!(""),
        json!("1"),
        json!(7),
        json!([]),
        json!("zzzzzzzz-0000-7000-8000-000000000000"),
    ] {
        let mut body = item.clone();
        body["request_id"] = garbled;
        bed.refused("tickets", body, 400, "request_id_malformed")
            .await;
    }
    let mut zero = item.clone();
    zero["request_id"] = json!("00000000-0000-0000-0000-000000000000");
    bed.refused("tickets", zero, 400, "request_id_malformed")
        .await;
    let mut null = item;
    null["request_id"] = Value::Null;
    bed.refused("tickets", null, 400, "request_id_required")
        .await;
    bed.hall.stop().await;
}

#[tokio::test]
async fn what_is_no_json_or_too_much_of_it_is_refused() {
    let bed = Try::kiosk(Hall::open("small").await).await;
    let seq = bed.hall.seq();
    let raw = async |body: String| bed.device.raw("POST", "/api/v1/tickets", body).await;
    for rubbish in [
        "{",
        "[1,2",
        "item=CARD2",
        "\"text\"",
        "[]",
        "null",
        "{\"item\":\"CARD2\"}trailing",
    ] {
        let reply = raw(rubbish.to_owned()).await;
        assert_eq!(reply.status, 400, "{rubbish}: {reply:?}");
        assert_eq!(reply.kind, "application/problem+json", "{rubbish}");
    }
    raw(format!(
        "{{\"item\":{}1{}}}",
        "[".repeat(5000),
        "]".repeat(5000)
    ))
    .await
    .refused(400, "malformed");
    raw("x".repeat(1024 * 1024))
        .await
        .refused(413, "body_too_large");
    let just_over = json!({ "request_id": id(), "item": "CARD2", "visit": "x".repeat(64 * 1024) });
    raw(just_over.to_string())
        .await
        .refused(413, "body_too_large");
    let wrong_types = json!({ "request_id": id(), "item": ["CARD2"] });
    bed.refused("tickets", wrong_types, 400, "malformed").await;
    let nobody = json!({ "request_id": id(), "item": "CARD2", "language": "fr" });
    bed.refused("tickets", nobody, 400, "malformed").await;
    assert_eq!(bed.hall.seq(), seq);
    bed.hall.stop().await;
}

#[tokio::test]
async fn a_raw_identity_never_gets_in() {
    let bed = Try::kiosk(Hall::open("small").await).await;
    for raw in [
        "110101199001011234",
        "11010119900101123X",
        "13800138000",
        "+86 138 0013 8000",
        "1101 0119 9001 0112 34",
        "110101-19900101-123X",
        "someone@hall.example.org",
        "姓名和住址都不是摘要,不该存",
        "short",
        "",
        "86-138-0013-8000-0",
    ] {
        let person = json!({ "item": "CARD2", "person": { "hash": raw } });
        bed.take_refused(person, 422, "raw_identity_refused").await;
    }
    let extra = json!({ "item": "CARD2", "person": { "name": "x" } });
    bed.take_refused(extra, 400, "malformed").await;
    let year = json!({ "item": "CARD2", "person": { "birth_year": 19 } });
    bed.take_refused(year, 422, "malformed").await;
    for hash in [
        "9f86d081884c7d659a2feaa0c55ad015",
        "n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=",
    ] {
        let person = json!({ "item": "CARD2", "person": { "hash": hash } });
        bed.device.ask("tickets", person).await.expect(201);
    }
    let mut tables = bed.hall.tables().await;
    let bodies = tables
        .texts("select body from event where kind = 'ticket_taken'")
        .await;
    assert_eq!(bodies.len(), 2);
    assert!(
        bodies.iter().all(|body| !body.contains("9f86d0")),
        "folded before it is stored"
    );
    tables.close().await;
    bed.hall.stop().await;
}

#[tokio::test]
async fn the_applicants_age_is_asked_and_an_agents_card_never_decides_it() {
    let bed = Try::kiosk(Hall::open("ankang").await).await;
    let take = |person: Value| json!({ "item": "GJ01", "person": person });
    bed.take_refused(take(json!({ "birth_year": 1990 })), 422, "too_young")
        .await;
    bed.take_refused(take(json!({})), 422, "age_not_confirmed")
        .await;
    bed.take_refused(
        take(json!({ "birth_year": 1961 })),
        422,
        "age_not_confirmed",
    )
    .await;
    let agent = json!({ "birth_year": 1990, "agent": true });
    bed.take_refused(take(agent), 422, "age_not_confirmed")
        .await;
    let old_agent = json!({ "birth_year": 1940, "agent": true });
    bed.take_refused(take(old_agent), 422, "age_not_confirmed")
        .await;
    let confirmed = json!({ "birth_year": 1990, "agent": true, "age_confirmed": true });
    bed.device.ask("tickets", take(confirmed)).await.expect(201);
    bed.device
        .ask("tickets", take(json!({ "birth_year": 1950 })))
        .await
        .expect(201);
    bed.hall.stop().await;
}

#[tokio::test]
async fn no_numbers_outside_hours_while_people_inside_are_served() {
    let bed = Try::kiosk(Hall::open("ankang").await).await;
    let taken = bed
        .device
        .ask("tickets", json!({ "queue": "bus-senior" }))
        .await
        .expect(201);
    bed.hall.pass(7 * 3600).await;
    let late = bed
        .take_refused(json!({ "queue": "bus-senior" }), 409, "day_closing")
        .await;
    assert!(late["hint"].is_string());
    assert_eq!(
        bed.device
            .get(&format!("tickets/{}", taken["id"]))
            .await
            .json()["state"],
        "waiting"
    );
    bed.hall.pass(3 * 3600).await;
    bed.take_refused(json!({ "queue": "bus-senior" }), 409, "day_closed")
        .await;
    bed.hall.pass(10 * 3600).await;
    bed.take_refused(json!({ "queue": "bus-senior" }), 409, "outside_hours")
        .await;
    // Saturday.
    bed.hall.pass(3 * 24 * 3600).await;
    bed.take_refused(json!({ "queue": "bus-senior" }), 409, "hall_closed_today")
        .await;
    bed.hall.stop().await;
}

#[tokio::test]
async fn a_paused_queue_gives_no_numbers_and_says_why() {
    let bed = Try::kiosk(Hall::open("small").await).await;
    let manager = bed.hall.enrol(Role::Manager, None).await;
    manager
        .post("queues/cards/pause", json!({}))
        .await
        .refused(422, "reason_required");
    let long = json!({ "reason": "x".repeat(201) });
    manager
        .post("queues/cards/pause", long)
        .await
        .refused(422, "malformed");
    manager
        .post("queues/cards/pause", json!({ "reason": "printer on fire" }))
        .await
        .expect(200);
    bed.take_refused(json!({ "item": "CARD2" }), 409, "queue_paused")
        .await;
    let queues = bed.device.get("queues").await.json();
    assert_eq!(queues[0]["paused"]["name"], "printer on fire");
    let mut tables = bed.hall.tables().await;
    let bodies = tables
        .texts("select body from event where kind = 'paused'")
        .await;
    assert!(
        bodies.iter().all(|body| !body.contains("fire")),
        "free text stays out of the journal"
    );
    tables.close().await;
    bed.hall.stop().await;
}

#[tokio::test]
async fn one_person_has_one_live_ticket_for_one_item() {
    let bed = Try::kiosk(Hall::open("small").await).await;
    let person = json!({ "hash": "9f86d081884c7d65" });
    let take = |item: &str| json!({ "item": item, "person": person });
    let first = bed.device.ask("tickets", take("CARD2")).await.expect(201);
    bed.hall.tick().await;
    let seq = bed.hall.seq();
    let again = bed.device.ask("tickets", take("CARD2")).await.expect(200);
    assert_eq!(
        (&again["id"], &again["existing"]),
        (&first["id"], &json!(true))
    );
    assert_eq!(
        again["token"], first["token"],
        "its paper can be printed again"
    );
    assert_eq!(bed.hall.seq(), seq, "nothing happened");
    let other = bed.device.ask("tickets", take("TAX1")).await.expect(201);
    assert_eq!(other["visit"], first["visit"]);
    bed.hall.stop().await;
}

#[tokio::test]
async fn a_quota_holds_also_when_many_ask_at_once() {
    // PEERS 6: 5.
    let plan = plan_text("small").replace("per_day = 60", "per_day = 60\nquota = 5");
    let bed = Try::kiosk(Hall::with_plan(plan_of(&plan)).await).await;
    let asked = (0..20).map(|_| bed.device.ask("tickets", json!({ "item": "CARD2" })));
    let answers = futures_util::future::join_all(asked).await;
    assert_eq!(
        answers.iter().filter(|answer| answer.status == 201).count(),
        5
    );
    for refused in answers.iter().filter(|answer| answer.status != 201) {
        refused.refused(409, "quota_used");
    }
    bed.hall.stop().await;
}

#[tokio::test]
async fn a_stale_version_changes_nothing_and_shows_the_truth() {
    let bed = Try::kiosk(Hall::open("small").await).await;
    bed.device.take("CARD2").await;
    let window = bed.hall.open_window(1).await;
    let called = window.act(1, "call-next").await.expect(200);
    bed.hall.tick().await;
    let version = called["version"].as_u64().expect("a version");
    let stale = json!({ "ticket": called["id"], "version": version - 1 });
    let seq = bed.hall.seq();
    for body in [stale, json!({ "version": version + 1 })] {
        let refused = window
            .ask("windows/1/start", body)
            .await
            .refused(409, "stale_version");
        assert_eq!(refused["ticket"]["version"], version, "{refused}");
        assert_eq!(bed.hall.seq(), seq);
    }
    window
        .ask("windows/1/start", json!({ "version": version }))
        .await
        .expect(200);
    bed.hall.stop().await;
}

#[tokio::test]
async fn a_bad_plan_is_refused_with_file_line_and_hint_and_the_old_one_stays() {
    let hall = Hall::open("small").await;
    let manager = hall.enrol(Role::Manager, None).await;
    let seq = hall.seq();
    let broken = plan_text("small").replace("queue = \"cards\"", "queue = \"crads\"");
    for text in [
        broken.clone(),
        json!({ "request_id": id(), "plan": broken }).to_string(),
    ] {
        let reply = manager.raw("POST", "/api/v1/plan", text).await;
        let problem = reply.refused(422, "plan_invalid");
        let detail = problem["detail"].as_str().expect("a list of mistakes");
        assert!(
            detail.contains("plan:1") && detail.contains("crads"),
            "{detail}"
        );
    }
    let huge = "#".repeat(3 * 1024 * 1024);
    manager
        .raw("POST", "/api/v1/plan", huge)
        .await
        .refused(413, "body_too_large");
    manager
        .raw("POST", "/api/v1/plan", "")
        .await
        .refused(422, "plan_invalid");
    assert_eq!(hall.seq(), seq);
    hall.stop().await;
}

#[tokio::test]
async fn a_pause_has_a_reason_and_a_length() {
    let hall = Hall::open("small").await;
    hall.tick().await;
    let window = hall.open_window(1).await;
    hall.tick().await;
    let seq = hall.seq();
    let pause = async |body: Value| window.post("windows/1/pause", body).await;
    pause(json!({ "minutes": 5 }))
        .await
        .refused(422, "reason_required");
    pause(json!({ "reason": "meal" }))
        .await
        .refused(422, "pause_length");
    pause(json!({ "reason": "meal", "minutes": 100_000 }))
        .await
        .refused(422, "pause_length");
    pause(json!({ "reason": "meal", "minutes": -1 }))
        .await
        .refused(400, "malformed");
    assert_eq!(hall.seq(), seq);
    let mut tables = hall.tables().await;
    assert_eq!(
        tables.count("select count(*) from note").await,
        0,
        "no text of a refused call"
    );
    tables.close().await;
    hall.stop().await;
}

#[tokio::test]
async fn the_paper_may_fail_and_staff_see_it() {
    // PEERS 6: 6.
    let bed = Try::kiosk(Hall::open("small").await).await;
    let ticket = bed.device.take("CARD2").await;
    let path = format!("tickets/{}/paper", ticket["id"]);
    bed.device
        .ask(&path, json!({ "paper": "failed" }))
        .await
        .expect(200);
    let guide = bed.hall.enrol(Role::Guide, None).await;
    let seen = guide
        .get(&format!("tickets/{}", ticket["id"]))
        .await
        .expect(200);
    assert_eq!(
        (&seen["paper"], &seen["state"]),
        (&json!("failed"), &json!("waiting"))
    );
    guide
        .ask(&path, json!({ "paper": "printed", "copy": true }))
        .await
        .expect(200);
    bed.device
        .ask(&path, json!({ "paper": "eaten" }))
        .await
        .refused(400, "malformed");
    bed.device
        .ask(&path, json!({ "paper": "printed", "number": 1 }))
        .await
        .refused(400, "malformed");
    bed.device
        .ask(&path, json!({ "paper": "failed", "number": "Z999" }))
        .await
        .refused(404, "unknown_ticket");
    bed.device
        .ask(
            &path,
            json!({ "paper": "failed", "number": ticket["number"] }),
        )
        .await
        .expect(200);
    bed.hall.stop().await;
}
