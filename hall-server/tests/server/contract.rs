//! The outside contract: what each call answers, in which status and with which fields.

use crate::bed::{Client, Hall, Site, http};
use hall_core::device::Role;
use serde_json::{Value, json};

#[track_caller]
fn has(value: &Value, fields: &[&str]) {
    for field in fields {
        assert!(value.get(field).is_some(), "{field} is missing: {value}");
    }
}

const TICKET: [&str; 11] = [
    "id",
    "number",
    "queue",
    "item",
    "window_hint",
    "state",
    "day",
    "taken_at",
    "ahead",
    "wait_minutes",
    "version",
];

async fn kiosk(site: &Site) -> Client {
    site.tick().await;
    site.enrol(Role::Kiosk, None).await
}

#[tokio::test]
async fn taking_a_number_answers_all_that_the_paper_needs() {
    let hall = Hall::open("small").await;
    let kiosk = kiosk(&hall).await;
    let first = kiosk.take("TAX1").await;
    has(&first, &TICKET);
    // PEERS 6: 1.
    assert_eq!(first["number"], "B001");
    assert_eq!(
        (&first["queue"], &first["window_hint"]),
        (&json!("tax"), &json!("2"))
    );
    assert_eq!(
        (&first["state"], &first["ahead"]),
        (&json!("waiting"), &json!(0))
    );
    assert_eq!(
        (&first["day"], &first["wait_minutes"]),
        (&json!("2026-03-03"), &Value::Null)
    );
    assert!(first["token"].is_string());
    let by_queue = kiosk
        .ask("tickets", json!({ "queue": "tax", "language": "en" }))
        .await
        .expect(201);
    assert_eq!(
        (&by_queue["ahead"], &by_queue["item"]),
        (&json!(1), &Value::Null)
    );
    let path = format!("tickets/{}", first["id"]);
    let seen = kiosk.get(&path).await.expect(200);
    has(&seen, &TICKET);
    assert!(
        seen.get("token").is_none(),
        "only who took it gets the name in links"
    );
    hall.stop().await;
}

#[tokio::test]
async fn every_act_of_a_window_answers_with_the_ticket_or_the_window() {
    let hall = Hall::open("small").await;
    let kiosk = kiosk(&hall).await;
    let window = hall.enrol(Role::Window, Some(1)).await;
    window
        .act(1, "call-next")
        .await
        .refused(409, "window_not_open");
    let opened = window
        .post("windows/1/open", json!({ "clerk": "W1B" }))
        .await
        .expect(200);
    has(
        &opened,
        &["number", "name", "state", "ticket", "queues", "clerk"],
    );
    assert_eq!(opened["state"], "open");
    // PEERS 6: 21.
    window
        .act(1, "call-next")
        .await
        .refused(409, "nobody_waiting");
    let taken = kiosk.take("CARD2").await;
    kiosk.take("CARD2").await;
    let called = window.act(1, "call-next").await.expect(200);
    has(&called, &TICKET);
    assert_eq!(
        (&called["id"], &called["state"]),
        (&taken["id"], &json!("called"))
    );
    // PEERS 6: 23.
    let busy = window.act(1, "call-next").await.refused(409, "window_busy");
    assert_eq!(
        busy["ticket"]["number"], taken["number"],
        "the open ticket is named"
    );
    window
        .act(1, "recall")
        .await
        .refused(409, "recall_too_soon");
    hall.pass(30).await;
    assert_eq!(window.act(1, "recall").await.expect(200)["calls"], 2);
    assert_eq!(window.act(1, "start").await.expect(200)["state"], "serving");
    // PEERS 6: 30.
    window.act(1, "start").await.refused(409, "already_serving");
    // PEERS 6: 34.
    let stays = window
        .post("windows/1/close", json!({}))
        .await
        .refused(409, "ticket_in_hand");
    assert_eq!(stays["ticket"]["id"], taken["id"]);
    assert_eq!(window.act(1, "hold").await.expect(200)["state"], "held");
    let again = json!({ "ticket": taken["id"] });
    assert_eq!(
        window.ask("windows/1/resume", again).await.expect(200)["state"],
        "serving"
    );
    let done = json!({ "outcome": "incomplete" });
    assert_eq!(
        window.ask("windows/1/finish", done).await.expect(200)["state"],
        "finished"
    );
    let again = json!({ "ticket": taken["id"] });
    assert_eq!(
        window.ask("windows/1/reopen", again).await.expect(200)["state"],
        "serving"
    );
    let away = json!({ "queue": "tax", "reason": "the other counter" });
    assert_eq!(
        window.ask("windows/1/transfer", away).await.expect(200)["state"],
        "waiting"
    );
    window.act(1, "call-next").await.expect(200);
    assert_eq!(
        window.act(1, "release").await.expect(200)["state"],
        "waiting"
    );
    hall.pass(60).await;
    let next = window.act(1, "call-next").await.expect(200);
    hall.pass(30).await;
    assert_eq!(window.act(1, "missed").await.expect(200)["state"], "missed");
    let back = format!("tickets/{}/restore", next["id"]);
    assert_eq!(
        kiosk.ask(&back, json!({})).await.expect(200)["state"],
        "waiting"
    );
    let pause = json!({ "reason": "meal", "minutes": 20 });
    let paused = window.post("windows/1/pause", pause).await.expect(200);
    assert_eq!(
        (&paused["state"], &paused["reason"]["code"]),
        (&json!("paused"), &json!("meal"))
    );
    let gone = format!("tickets/{}/withdraw", next["id"]);
    assert_eq!(
        kiosk.ask(&gone, json!({})).await.expect(200)["state"],
        "withdrawn"
    );
    let closed = window.post("windows/1/close", json!({})).await.expect(200);
    assert_eq!(closed["state"], "closed");
    hall.stop().await;
}

#[tokio::test]
async fn a_chosen_call_needs_a_reason_and_a_waiting_ticket() {
    let hall = Hall::open("small").await;
    let kiosk = kiosk(&hall).await;
    let window = hall.open_window(1).await;
    let [first, second] = [kiosk.take("CARD2").await, kiosk.take("CARD2").await];
    let wish = |ticket: &Value| json!({ "ticket": ticket["id"], "reason": "carries a child" });
    let silent = json!({ "ticket": second["id"] });
    window
        .ask("windows/1/call", silent)
        .await
        .refused(422, "reason_required");
    let called = window
        .ask("windows/1/call", wish(&second))
        .await
        .expect(200);
    assert_eq!(called["id"], second["id"]);
    window.act(1, "start").await.expect(200);
    window.act(1, "finish").await.expect(200);
    let gone = window
        .ask("windows/1/call", wish(&second))
        .await
        .refused(409, "ticket_not_waiting");
    assert_eq!(gone["ticket"]["state"], "finished", "the truth");
    let other = kiosk.take("TAX1").await;
    window
        .ask("windows/1/call", wish(&other))
        .await
        .refused(409, "queue_not_served");
    window.ask("windows/1/call", wish(&first)).await.expect(200);
    hall.stop().await;
}

#[tokio::test]
async fn a_rating_is_taken_once_and_in_time_at_the_windows_own_pad() {
    let hall = Hall::open("small").await;
    let kiosk = kiosk(&hall).await;
    let window = hall.open_window(1).await;
    let pad = hall.enrol(Role::Pad, Some(1)).await;
    let elsewhere = hall.enrol(Role::Pad, Some(2)).await;
    let ticket = kiosk.take("CARD2").await["id"].clone();
    let rate = |level: u8| json!({ "ticket": ticket, "level": level });
    pad.ask("ratings", rate(5))
        .await
        .refused(409, "not_ratable");
    for act in ["call-next", "start", "finish"] {
        window.act(1, act).await.expect(200);
    }
    elsewhere
        .ask("ratings", rate(5))
        .await
        .refused(409, "not_ratable");
    pad.ask("ratings", rate(6)).await.refused(422, "bad_level");
    pad.ask("ratings", rate(1))
        .await
        .refused(422, "rating_reason");
    window
        .ask("ratings", rate(5))
        .await
        .refused(403, "role_not_allowed");
    let rated = pad.ask("ratings", rate(4)).await.expect(201);
    assert_eq!((&rated["ticket"], &rated["level"]), (&ticket, &json!(4)));
    pad.ask("ratings", rate(5))
        .await
        .refused(409, "already_rated");
    hall.stop().await;
}

#[tokio::test]
async fn lists_are_arrays_with_names_and_states() {
    let hall = Hall::open("small").await;
    let kiosk = kiosk(&hall).await;
    kiosk.take("CARD2").await;
    let board = hall.enrol(Role::Board, None).await;
    for client in [&kiosk, &board] {
        for (path, count, fields) in [
            ("queues", 3, &["queue", "name", "waiting", "windows"][..]),
            ("windows", 3, &["number", "name", "state", "ticket"][..]),
            (
                "items",
                4,
                &["code", "name", "queue", "windows", "materials"][..],
            ),
        ] {
            let list = client.get(path).await.expect(200);
            let list = list.as_array().expect("an array");
            assert_eq!(list.len(), count, "{path}");
            for one in list {
                has(one, fields);
            }
        }
        let hall = client.get("hall").await.expect(200);
        has(
            &hall,
            &[
                "hall",
                "now",
                "epoch",
                "seq",
                "day",
                "waiting",
                "open_windows",
            ],
        );
        assert_eq!(
            (&hall["waiting"], &hall["hall"]["practice"]),
            (&json!(1), &json!(true))
        );
    }
    hall.stop().await;
}

#[tokio::test]
async fn managers_pause_resume_plan_and_close() {
    let hall = Hall::open("small").await;
    let kiosk = kiosk(&hall).await;
    let manager = hall.enrol(Role::Manager, None).await;
    let reason = json!({ "reason": "system" });
    let paused = manager
        .post("queues/cards/pause", reason.clone())
        .await
        .expect(200);
    assert_eq!(paused["paused"]["code"], "system");
    kiosk
        .ask("tickets", json!({ "item": "CARD2" }))
        .await
        .refused(409, "queue_paused");
    manager
        .post("queues/cards/resume", json!({}))
        .await
        .expect(200);
    manager
        .post("queues/cards/resume", json!({}))
        .await
        .refused(409, "not_paused");
    let item = manager.post("items/CARD2/pause", reason).await.expect(200);
    assert_eq!(
        (&item["open"], &item["code"]),
        (&json!(false), &json!("CARD2"))
    );
    kiosk
        .ask("tickets", json!({ "item": "CARD2" }))
        .await
        .refused(409, "queue_paused");
    kiosk
        .ask("tickets", json!({ "queue": "cards" }))
        .await
        .expect(201);
    let plan = crate::bed::plan_text("small");
    manager
        .raw("POST", "/api/v1/plan", plan.clone())
        .await
        .expect(200);
    let renamed = plan.replace("\"cards\"", "\"other\"");
    let in_use = manager
        .raw("POST", "/api/v1/plan", renamed)
        .await
        .refused(409, "plan_in_use");
    assert_eq!(in_use["detail"], "queues: cards", "{in_use}");
    let closing = manager.post("day/close", json!({})).await.expect(200);
    has(&closing, &["day", "stage", "issued"]);
    hall.stop().await;
}

#[tokio::test]
async fn problems_speak_the_callers_language() {
    let hall = Hall::open("small").await;
    let kiosk = kiosk(&hall).await;
    let mut titles = Vec::new();
    for language in ["zh-CN,zh;q=0.9", "en-GB", "zh-TW, en;q=0.5", "fr, de"] {
        let answer = kiosk
            .speaking(language)
            .ask("tickets", json!({ "item": "NONE" }))
            .await;
        let problem = answer.refused(404, "unknown_item");
        titles.push(problem["title"].as_str().expect("a text").to_owned());
    }
    assert!(
        titles[0].contains('没') || titles[0].contains('无'),
        "{titles:?}"
    );
    assert!(titles[1].contains("There is no item"), "{titles:?}");
    assert!(
        titles[2].contains('沒') || titles[2].contains('無'),
        "{titles:?}"
    );
    assert_eq!(
        titles[3], titles[0],
        "who speaks none of them reads Chinese"
    );
    hall.stop().await;
}

/// The media type of a workbook.
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

#[tokio::test]
async fn a_browser_reads_the_reports_that_the_page_of_a_practice_hall_links() {
    let hall = Hall::open("small").await;
    kiosk(&hall).await.take("CARD2").await;
    for (path, words) in [
        ("daily/2026-03-03?lang=en", "Daily report"),
        ("month/2026-03?lang=en", "Monthly report"),
    ] {
        let page = format!("{}/api/v1/reports/{path}", hall.base);
        let page = http().get(page).header("accept", "text/html").send().await;
        let page = page.expect("the hall answers");
        assert_eq!(page.status().as_u16(), 200, "{path}");
        let page = page.text().await.expect("a page is text");
        assert!(page.contains(words), "{path}: {page}");
    }
    hall.stop().await;
}

#[tokio::test]
async fn the_report_comes_by_ending_and_by_accept() {
    let hall = Hall::open("small").await;
    let kiosk = kiosk(&hall).await;
    kiosk.take("CARD2").await;
    let manager = hall.enrol(Role::Manager, None).await;
    let day = "/api/v1/reports/daily/2026-03-03";
    for (ending, kind) in [
        (".json", "application/json"),
        (".csv", "text/csv; charset=utf-8"),
        (".html", "text/html; charset=utf-8"),
        (".txt", "text/plain; charset=utf-8"),
        (".xlsx", XLSX),
    ] {
        let by_ending = manager.page(&format!("{day}{ending}"), "*/*").await;
        assert_eq!(
            (by_ending.status, by_ending.kind.as_str()),
            (200, kind),
            "{ending}"
        );
        let accept = kind.split(';').next().expect("a type");
        let by_accept = manager.page(day, accept).await;
        assert_eq!(
            (by_accept.status, by_accept.kind.as_str()),
            (200, kind),
            "{accept}"
        );
    }
    for unknown in [
        "2026-03-04",
        "2020-01-01.csv",
        "2026-03-03.pdf",
        "yesterday",
        "2026-13-01",
    ] {
        let path = format!("reports/daily/{unknown}");
        manager.get(&path).await.refused(404, "not_found");
    }
    kiosk
        .get("reports/daily/2026-03-03")
        .await
        .refused(403, "role_not_allowed");
    hall.stop().await;
}

#[tokio::test]
async fn a_period_comes_by_ending_and_by_accept_under_its_kind_only() {
    let hall = Hall::open("small").await;
    let kiosk = kiosk(&hall).await;
    kiosk.take("CARD2").await;
    let manager = hall.enrol(Role::Manager, None).await;
    for (path, tickets) in [
        ("week/2026-W10", 1),
        ("month/2026-03", 1),
        ("half-year/2026-H1", 1),
        ("year/2026", 1),
        ("month/2026-02", 0),
        ("year/2030", 0),
    ] {
        let path = format!("/api/v1/reports/{path}");
        let report = manager.page(&format!("{path}.json"), "").await.expect(200);
        assert_eq!(report["tickets"]["tickets"], tickets, "{path}");
        assert_eq!(report["practice"], true, "{path}");
        for (ending, accept) in [
            (".csv", "text/csv"),
            (".html", "text/html"),
            (".txt", "text/plain"),
            (".xlsx", XLSX),
        ] {
            let by_ending = manager.page(&format!("{path}{ending}"), "*/*").await;
            assert_eq!(by_ending.status, 200, "{path}{ending}");
            assert!(by_ending.kind.starts_with(accept), "{path}{ending}");
            let by_accept = manager.page(&path, accept).await;
            assert_eq!((by_accept.status, by_accept.kind), (200, by_ending.kind));
        }
    }
    for unknown in [
        "week/2026-11",
        "month/2026-W11",
        "year/2026-H1",
        "month/2026-13",
        "month/2026-03.pdf",
        "fortnight/2026",
        "month/2026-03-03",
    ] {
        let path = format!("reports/{unknown}");
        manager.get(&path).await.refused(404, "not_found");
    }
    kiosk
        .get("reports/month/2026-03")
        .await
        .refused(403, "role_not_allowed");
    hall.stop().await;
}

#[tokio::test]
async fn a_report_as_a_page_needs_nothing_that_our_policy_forbids() {
    let hall = Hall::open("small").await;
    kiosk(&hall).await.take("CARD2").await;
    let manager = hall.enrol(Role::Manager, None).await;
    for path in ["daily/2026-03-03", "week/2026-W10"] {
        let page = manager
            .page(&format!("/api/v1/reports/{path}"), "text/html")
            .await;
        assert!(page.text.contains("/assets/report.css"), "{path}");
        assert!(!page.text.contains("<style"), "{path}");
    }
    hall.stop().await;
}

#[tokio::test]
async fn exports_equal_the_screen() {
    // PEERS 6: 36, 39.
    let hall = Hall::open("small").await;
    crate::story::tell(&hall).await;
    let manager = hall.enrol(Role::Manager, None).await;
    let day = "/api/v1/reports/daily/2026-03-03";
    let report = manager.page(&format!("{day}.json"), "").await.expect(200);
    let mut tables = hall.tables().await;
    let issued = tables
        .count("select count(*) from ticket where day = 20515")
        .await;
    tables.close().await;
    assert!(
        report.to_string().contains(&format!(":{issued}")),
        "{issued} issued: {report}"
    );
    let csv = manager.page(&format!("{day}.csv"), "").await.text;
    let rows: Vec<&str> = csv.trim_start_matches('\u{feff}').lines().collect();
    let columns = rows[0].split(',').count();
    assert!(columns > 1 && rows.len() > 1, "{csv}");
    assert!(
        rows.iter()
            .all(|row| row.is_empty() || row.split(',').count() >= columns.min(2)),
        "{csv}"
    );
    assert_eq!(
        manager.page(&format!("{day}.csv"), "").await.text,
        csv,
        "the same twice"
    );
    hall.stop().await;
}

#[tokio::test]
async fn pages_are_there_and_say_who_may_frame_them() {
    let hall = Hall::open("small").await;
    let kiosk = kiosk(&hall).await;
    let token = kiosk.take("CARD2").await["token"]
        .as_str()
        .expect("a token")
        .to_owned();
    let anyone = hall.client("");
    for path in [
        "/",
        "/board",
        "/board/hall",
        "/manage",
        &format!("/t/{token}"),
    ] {
        let page = reqwest::get(format!("{}{path}", hall.base))
            .await
            .expect("a page");
        assert_eq!(page.status(), 200, "{path}");
        let policy = page.headers()["content-security-policy"]
            .to_str()
            .expect("plain");
        assert!(policy.contains("frame-ancestors 'none'"), "{path}");
        assert_eq!(
            page.headers()["x-content-type-options"],
            "nosniff",
            "{path}"
        );
        let text = page.text().await.expect("text");
        assert!(text.starts_with("<!"), "{path}");
    }
    assert_eq!(anyone.page("/t/unknown", "text/html").await.status, 404);
    assert_eq!(anyone.page("/health/live", "").await.text, "alive\n");
    assert_eq!(anyone.page("/health/ready", "").await.text, "ready\n");
    hall.stop().await;
}

#[tokio::test]
async fn metrics_have_a_listener_of_their_own() {
    let hall = Hall::open("small").await;
    let kiosk = kiosk(&hall).await;
    kiosk.take("CARD2").await;
    let local = std::net::SocketAddr::from(([127, 0, 0, 1], 0));
    let bound = hall_server::metrics::listen(local, hall.app.clone())
        .await
        .expect("a free port");
    let text = reqwest::get(format!("http://{bound}/metrics"))
        .await
        .expect("metrics");
    let text = text.text().await.expect("text");
    assert!(text.contains("hall_tickets_today 1"), "{text}");
    assert!(text.contains("hall_waiting{queue=\"cards\"} 1"), "{text}");
    let not_here = hall.client("").page("/metrics", "").await;
    assert_eq!(not_here.status, 404, "not on the hall's listener");
    hall.stop().await;
}

#[tokio::test]
async fn a_guide_marks_a_person_and_voids_a_number_with_a_reason() {
    let hall = Hall::open("small").await;
    hall.tick().await;
    let guide = hall.enrol(Role::Guide, None).await;
    let taken = guide.take("CARD2").await;
    let path = |act: &str| format!("tickets/{}/{act}", taken["id"]);
    let own = format!("tickets/{}", taken["id"]);
    let shown = guide.get(&own).await.expect(200);
    assert_eq!(shown["token"], taken["token"], "for a copy of the paper");
    let kiosk = hall.enrol(Role::Kiosk, None).await;
    let shown = kiosk.get(&own).await.expect(200);
    assert_eq!(shown["token"], Value::Null, "nobody else needs it");

    let bare = json!({ "class": "priority" });
    guide
        .ask(&path("class"), bare)
        .await
        .refused(422, "reason_required");
    let royal = json!({ "class": "royal", "reason": "asks for it" });
    guide
        .ask(&path("class"), royal)
        .await
        .refused(404, "unknown_class");
    let seen = json!({ "class": "priority", "reason": "walks with a stick", "version": 1 });
    let marked = guide.ask(&path("class"), seen).await.expect(200);
    assert_eq!(
        (&marked["class"], &marked["mark"]),
        (&json!("priority"), &json!("优"))
    );
    let old = json!({ "class": "normal", "reason": "by mistake", "version": 1 });
    let refused = guide.ask(&path("class"), old).await;
    assert_eq!(refused.json()["ticket"]["class"], "priority", "the truth");
    refused.refused(409, "stale_version");

    let why = json!({ "reason": "the paper is torn" });
    let void = guide.ask(&path("withdraw"), why).await.expect(200);
    assert_eq!(void["state"], "withdrawn");
    let empty = json!({ "reason": "  " });
    guide
        .ask(&path("withdraw"), empty)
        .await
        .refused(422, "reason_required");
    hall.stop().await;
}
