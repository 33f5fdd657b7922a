//! The description of the interface and the router say the same.

use crate::bed::{Hall, Reply};
use hall_core::device::Role;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Every route of the outside contract (DESIGN 9).
const ROUTES: [(&str, &str); 32] = [
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
    ("get", "/api/v1/queues"),
    ("post", "/api/v1/queues/{q}/pause"),
    ("post", "/api/v1/queues/{q}/resume"),
    ("get", "/api/v1/items"),
    ("post", "/api/v1/items/{item}/pause"),
    ("post", "/api/v1/items/{item}/resume"),
    ("get", "/api/v1/hall"),
    ("post", "/api/v1/ratings"),
    ("post", "/api/v1/day/close"),
    ("post", "/api/v1/plan"),
    ("post", "/api/v1/gathering/end"),
    ("post", "/api/v1/devices/{id}/revoke"),
    ("get", "/api/v1/reports/daily/{date}"),
    ("get", "/api/v1/feed"),
    ("get", "/api/v1/openapi.json"),
    ("get", "/health/live"),
    ("get", "/health/ready"),
];

fn filled(path: &str) -> String {
    let path = path
        .replace("{q}", "cards")
        .replace("{item}", "CARD2")
        .replace("{date}", "2026-03-03");
    path.replace("{id}", "1")
        .replace("{n}", "1")
        .replace("{act}", "open")
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
