//! The description of the interface and the router say the same.

use crate::bed::{Client, Hall, Reply};
use hall_core::device::Role;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Every route of the outside contract (DESIGN 9).
const ROUTES: [(&str, &str); 50] = [
    ("post", "/api/v1/tickets"),
    ("post", "/api/v1/tickets/offline"),
    ("get", "/api/v1/tickets/{id}"),
    ("get", "/api/v1/tickets/token/{token}"),
    ("post", "/api/v1/tickets/{id}/restore"),
    ("post", "/api/v1/tickets/{id}/withdraw"),
    ("post", "/api/v1/tickets/{id}/class"),
    ("post", "/api/v1/tickets/{id}/paper"),
    ("get", "/api/v1/blocks"),
    ("post", "/api/v1/blocks"),
    ("get", "/api/v1/kiosks"),
    ("post", "/api/v1/printer"),
    ("get", "/api/v1/day-key"),
    ("get", "/api/v1/windows"),
    ("post", "/api/v1/windows/{n}/{act}"),
    ("post", "/api/v1/windows/{n}/sign-in"),
    ("post", "/api/v1/clerks/{clerk}/unlock"),
    ("post", "/api/v1/messages"),
    ("post", "/api/v1/notices"),
    ("post", "/api/v1/notices/{id}/withdraw"),
    ("get", "/api/v1/queues"),
    ("post", "/api/v1/queues/{q}/pause"),
    ("post", "/api/v1/queues/{q}/resume"),
    ("get", "/api/v1/items"),
    ("post", "/api/v1/items/{item}/pause"),
    ("post", "/api/v1/items/{item}/resume"),
    ("get", "/api/v1/hall"),
    ("get", "/api/v1/cases"),
    ("post", "/api/v1/cases"),
    ("get", "/api/v1/cases/{id}"),
    ("post", "/api/v1/cases/{id}/{act}"),
    ("post", "/api/v1/ratings"),
    ("get", "/api/v1/rectifications"),
    ("post", "/api/v1/rectifications"),
    ("get", "/api/v1/rectifications/{id}"),
    ("post", "/api/v1/rectifications/{id}/{act}"),
    ("get", "/api/v1/callbacks/{date}"),
    ("post", "/api/v1/callbacks/{date}/{ticket}"),
    ("get", "/api/v1/registers/{register}"),
    ("post", "/api/v1/registers/{register}"),
    ("post", "/api/v1/day/close"),
    ("post", "/api/v1/plan"),
    ("post", "/api/v1/gathering/end"),
    ("post", "/api/v1/devices/{id}/revoke"),
    ("get", "/api/v1/reports/daily/{date}"),
    ("get", "/api/v1/reports/{period}/{name}"),
    ("get", "/api/v1/feed"),
    ("get", "/api/v1/openapi.json"),
    ("get", "/health/live"),
    ("get", "/health/ready"),
];

fn filled(path: &str) -> String {
    let path = path
        .replace("cases/{id}/{act}", "cases/1/accept")
        .replace("rectifications/{id}/{act}", "rectifications/1/contact")
        .replace("{register}", "complaint")
        .replace("{ticket}", "1")
        .replace("{q}", "cards")
        .replace("{item}", "CARD2")
        .replace("{date}", "2026-03-03")
        .replace("{period}/{name}", "month/2026-03");
    path.replace("{id}", "1")
        .replace("{n}", "1")
        .replace("{act}", "open")
        .replace("{clerk}", "W1A")
}

fn is_missing(reply: &Reply) -> bool {
    reply.status == 405 || reply.status == 404 && reply.text.contains("\"not_found\"")
}

#[tokio::test]
async fn openapi_lists_exactly_the_routes() {
    let hall = Hall::open("small").await;
    let document = hall.client("").get("openapi.json").await.expect(200);
    let paths = document["paths"].as_object().expect("paths");
    let listed: BTreeSet<(&str, &str)> = paths
        .iter()
        .flat_map(|(path, calls)| {
            let calls = calls.as_object().expect("calls").keys();
            calls.map(move |method| (method.as_str(), path.as_str()))
        })
        .filter(|(method, _)| !["parameters", "summary"].contains(method))
        .collect();
    assert_eq!(listed, BTreeSet::from(ROUTES));
    hall.stop().await;
}

#[tokio::test]
async fn every_route_is_there_and_takes_no_other_method() {
    let hall = Hall::open("small").await;
    hall.tick().await;
    let kiosk = hall.enrol(Role::Kiosk, None).await;
    kiosk.take("CARD2").await;
    let manager = hall.enrol(Role::Manager, None).await;
    for (method, path) in ROUTES {
        let target = filled(path);
        let reply = manager.raw(&method.to_uppercase(), &target, "{}").await;
        assert!(!is_missing(&reply), "{method} {path}: {reply:?}");
        for other in ["GET", "POST", "PUT", "DELETE"] {
            let known = ROUTES.contains(&(other.to_lowercase().as_str(), path));
            if !known {
                let reply = manager.raw(other, &target, "{}").await;
                reply.refused(405, "method_not_allowed");
            }
        }
    }
    hall.stop().await;
}

#[tokio::test]
async fn whatever_is_not_there_is_a_problem_too() {
    let hall = Hall::open("small").await;
    let manager = hall.enrol(Role::Manager, None).await;
    for path in [
        "/api/v1/nothing",
        "/api/v2/tickets",
        "/nothing",
        "/api/v1/tickets/1/",
        "//api/v1/hall",
    ] {
        manager.raw("GET", path, "").await.refused(404, "not_found");
    }
    manager.act(1, "dance").await.refused(404, "not_found");
    // The framework's own refusals speak like ours.
    manager
        .raw("GET", "/api/v1/tickets/%ff", "")
        .await
        .refused(400, "malformed");
    manager
        .raw("GET", "/api/v1/feed", "")
        .await
        .refused(400, "malformed");
    hall.stop().await;
}

#[tokio::test]
async fn references_of_the_document_lead_somewhere() {
    let document: Value = {
        let hall = Hall::open("small").await;
        let document = hall.client("").get("openapi.json").await.expect(200);
        hall.stop().await;
        document
    };
    let mut open = vec![&document];
    let mut found = 0;
    while let Some(value) = open.pop() {
        if let Some(reference) = value.get("$ref").and_then(Value::as_str) {
            let pointer = reference.strip_prefix('#').expect("references stay inside");
            assert!(document.pointer(pointer).is_some(), "{reference}");
            found += 1;
        }
        match value {
            Value::Object(fields) => open.extend(fields.values()),
            Value::Array(list) => open.extend(list),
            _ => {}
        }
    }
    assert!(found > 0);
    assert_ne!(document["info"]["version"], json!(null));
}

/// Fields of an answer that its schema does not name, as a path each.
fn unnamed(document: &Value, schema: &Value, answer: &Value, at: &str) -> Vec<String> {
    let reference = schema.get("$ref").and_then(Value::as_str);
    if let Some(inside) = reference.and_then(|reference| reference.strip_prefix('#')) {
        let schema = document.pointer(inside).expect("references lead somewhere");
        return unnamed(document, schema, answer, at);
    }
    if let Some(choices) = schema.get("oneOf").and_then(Value::as_array) {
        let each = choices.iter();
        let each = each.map(|choice| unnamed(document, choice, answer, at));
        return each.min_by_key(Vec::len).unwrap_or_default();
    }
    match answer {
        Value::Object(fields) if schema.get("additionalProperties").is_none() => fields
            .iter()
            .flat_map(|(name, value)| {
                let at = format!("{at}/{name}");
                match schema.pointer(&format!("/properties/{name}")) {
                    Some(schema) => unnamed(document, schema, value, &at),
                    None => vec![at],
                }
            })
            .collect(),
        Value::Array(list) => list
            .iter()
            .flat_map(|value| {
                let items = schema.get("items").unwrap_or(&Value::Null);
                unnamed(document, items, value, at)
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// A case with everything a case can have, and one that was handed on.
async fn rich_cases(hall: &Hall) {
    let office = hall.enrol(Role::Office, None).await;
    let clerks: Vec<_> = {
        let state = hall.app.hub.look();
        let plan = state.hall.plan().expect("a plan is in force");
        plan.clerks.keys().take(2).copied().collect()
    };
    let acts = [
        (0, "ask-more", json!({ "text": "照片" })),
        (
            0,
            "accept-missing",
            json!({ "text": "照片", "until": "2026-03-06" }),
        ),
        (1, "extend", json!({ "days": 5, "text": "核查" })),
        (
            1,
            "suspend",
            json!({ "kind": "hearing", "from": "2026-03-03", "document": "听 1 号" }),
        ),
        (1, "continue", json!({ "to": "2026-03-03" })),
        (1, "finish-part", json!({ "department": "GA" })),
        (1, "hand-on", json!({ "department": "GA", "text": "转办" })),
    ];
    for (case, count) in [(0, acts.len() - 1), (1, acts.len())] {
        let new = json!({ "item": "GJ01", "clerk": clerks[0], "parts": ["GA"] });
        office.ask("cases", new).await.expect(201);
        for (clerk, act, with) in &acts[..count] {
            let mut with = with.clone();
            with["clerk"] = json!(clerks[*clerk]);
            let moved = office.ask(&format!("cases/{case}/{act}"), with).await;
            moved.expect(200);
        }
    }
}

#[tokio::test]
async fn every_field_of_an_answer_stands_in_the_document() {
    let hall = Hall::open("ankang").await;
    hall.tick().await;
    let document = hall.client("").get("openapi.json").await.expect(200);
    let kiosk = hall.enrol(Role::Kiosk, None).await;
    kiosk.take("GJ02").await;
    let window = hall.enrol(Role::Window, Some(14)).await;
    window.act(14, "open").await.expect(200);
    window.act(14, "call-next").await.expect(200);
    rich_cases(&hall).await;
    let manager = hall.enrol(Role::Manager, None).await;
    for (path, schema) in [
        ("/api/v1/hall", "Hall"),
        ("/api/v1/items", "Item"),
        ("/api/v1/queues", "Queue"),
        ("/api/v1/windows", "Window"),
        ("/api/v1/kiosks", "Kiosk"),
        ("/api/v1/tickets/1", "Ticket"),
        ("/api/v1/cases", "Cases"),
        ("/api/v1/cases/0", "Case"),
        ("/api/v1/cases/1", "Case"),
    ] {
        names_everything(&document, &manager, path, schema).await;
    }
    hall.stop().await;
}

/// What the call answers stands in the document, field by field.
async fn names_everything(document: &Value, client: &Client, path: &str, schema: &str) {
    let answer = client.raw("GET", path, "").await.expect(200);
    assert!(answer.get(0).is_some() || answer.is_object(), "{path}");
    let schema = json!({"$ref": format!("#/components/schemas/{schema}")});
    let schema = if answer.is_array() {
        json!({"items": schema})
    } else {
        schema
    };
    let unnamed = unnamed(document, &schema, &answer, path);
    assert_eq!(unnamed, Vec::<String>::new());
}

/// A complaint about the first number, put right and published, and an entry in every register.
async fn rich_registers(manager: &Client) {
    let about = json!({ "clerk": "W1A", "text": "慢", "ticket": 1, "department": "MZ" });
    let visit = json!({ "clerk": "W1A", "text": "某村", "households": 5 });
    let help = json!({
        "clerk": "W1A", "text": "老人", "about_clerk": "W2A", "item": "CARD2", "result": "done",
    });
    let found = json!({
        "clerk": "W1A", "text": "旧", "window": 2, "photo": "IMG-1", "rectify_by": "2026-03-05",
    });
    let thanks = json!({ "clerk": "W1A", "form": "letter", "text": "谢谢" });
    for (register, with) in [
        ("complaint", about),
        ("outreach", visit),
        ("assistance", help),
        ("patrol", found),
        ("commendation", thanks),
    ] {
        let entered = manager.ask(&format!("registers/{register}"), with).await;
        entered.expect(201);
    }
    for (act, mut with) in [
        ("contact", json!({ "reached": true, "text": "已致歉" })),
        (
            "judge",
            json!({ "judgement": "ordinary", "text": "窗口少" }),
        ),
        ("close", json!({ "text": "增开窗口" })),
        ("publish", json!({ "text": "已增开窗口" })),
    ] {
        with["clerk"] = json!("W2A");
        let path = format!("rectifications/0/{act}");
        manager.ask(&path, with).await.expect(200);
    }
}

#[tokio::test]
async fn every_field_of_what_follows_a_service_stands_in_the_document() {
    let hall = Hall::open("small").await;
    hall.tick().await;
    let document = hall.client("").get("openapi.json").await.expect(200);
    hall.enrol(Role::Kiosk, None).await.take("CARD2").await;
    let window = hall.open_window(1).await;
    for act in ["call-next", "start", "finish"] {
        window.act(1, act).await.expect(200);
    }
    let manager = hall.enrol(Role::Manager, None).await;
    rich_registers(&manager).await;
    manager.post("day/close", json!({})).await.expect(200);
    let call = json!({
        "clerk": "W2A", "outcome": "reached", "channel": "survey", "level": 2, "problem": "冷",
    });
    let call = manager.ask("callbacks/2026-03-03/1", call).await;
    call.expect(201);
    for (path, schema) in [
        ("/api/v1/rectifications", "Rectifications"),
        ("/api/v1/rectifications/0", "Rectification"),
        ("/api/v1/callbacks/2026-03-03", "Callbacks"),
        ("/api/v1/registers/complaint", "Register"),
        ("/api/v1/registers/commendation", "Register"),
        ("/api/v1/registers/patrol", "Register"),
        ("/api/v1/registers/assistance", "Register"),
        ("/api/v1/registers/outreach", "Register"),
    ] {
        names_everything(&document, &manager, path, schema).await;
    }
    hall.stop().await;
}
