//! What nobody may do with a case: a clear code, a next step, and nothing stored.

use super::Desk;
use crate::bed::plan_text;
use serde_json::{Value, json};

/// An act of the office, what comes with it, and how it is refused.
type Try = (&'static str, Value, u16, &'static str);

impl Desk {
    /// Tries acts of the office, of which none leaves a mark.
    async fn refuses(&self, case: u64, tries: Vec<Try>) {
        let seq = self.hall.seq();
        for (act, with, status, code) in tries {
            self.does(case, act, with).await.refused(status, code);
        }
        assert_eq!(self.hall.seq(), seq);
    }

    /// A case that somebody works on.
    async fn handled(&self) -> u64 {
        let case = self.accepted().await;
        self.goes_on(case, &["handle"]).await;
        case
    }
}

#[tokio::test]
async fn an_act_of_another_stage_or_hand_is_refused() {
    let desk = Desk::open().await;
    let case = desk.handled().await;
    let tries = vec![
        ("approve", json!({ "clerk": "W1A" }), 409, "case_own"),
        (
            "extend",
            json!({ "clerk": "W1A", "days": 3, "text": "x" }),
            409,
            "case_own",
        ),
        ("handle", json!({}), 409, "case_stage"),
        ("finish", json!({}), 409, "case_stage"),
        ("handle", json!({ "clerk": "NOBODY" }), 404, "unknown_clerk"),
        ("explain", json!({ "text": "x" }), 409, "case_not_overdue"),
        ("bring-missing", json!({}), 409, "case_nothing_missing"),
        (
            "finish-part",
            json!({ "department": "SW" }),
            409,
            "case_no_part",
        ),
        ("dance", json!({}), 404, "not_found"),
    ];
    desk.refuses(case, tries).await;
    let seq = desk.hall.seq();
    for unknown in ["cases/99/handle", "cases/x/handle"] {
        let unknown = desk.office.ask(unknown, json!({ "clerk": "W2A" })).await;
        unknown.refused(404, "unknown_case");
    }
    assert_eq!(desk.hall.seq(), seq);
    desk.hall.stop().await;
}

#[tokio::test]
async fn an_act_without_what_it_takes_is_refused_with_the_field_that_lacks() {
    let desk = Desk::open().await;
    let case = desk.handled().await;
    let long = "材".repeat(201);
    let tries = vec![
        ("continue", json!({}), 422, "malformed"),
        ("suspend", json!({ "kind": "hearing" }), 422, "malformed"),
        ("extend", json!({ "text": "x" }), 422, "malformed"),
        ("extend", json!({ "days": 3 }), 422, "reason_required"),
        (
            "extend",
            json!({ "days": 3, "text": long }),
            422,
            "malformed",
        ),
        (
            "extend",
            json!({ "days": 11, "text": "x" }),
            422,
            "case_extension_days",
        ),
        (
            "hand-on",
            json!({ "department": "XX", "text": "x" }),
            404,
            "unknown_department",
        ),
        ("deliver", json!({}), 422, "malformed"),
    ];
    desk.refuses(case, tries).await;
    let lacks = desk.does(case, "deliver", json!({})).await;
    let lacks = lacks.refused(422, "malformed");
    assert_eq!(lacks["detail"], "how: collected, posted or online");
    let path = format!("cases/{case}/finish");
    let nobody = desk.office.ask(&path, json!({})).await;
    let nobody = nobody.refused(422, "malformed");
    let named = nobody["detail"].as_str().expect("a text");
    assert!(named.starts_with("clerk:"), "{named}");
    let no_id = desk.window.post("cases", json!({ "item": "CARD1" })).await;
    no_id.refused(400, "request_id_required");
    desk.hall.stop().await;
}

#[tokio::test]
async fn days_that_cannot_be_stop_no_clock() {
    let desk = Desk::on(plan_text("small"), 1).await;
    let case = desk.handled().await;
    let stop = json!({ "kind": "hearing", "from": "2026-03-04", "document": "听 1 号" });
    let with = |key: &str, value: Value| {
        let mut with = stop.clone();
        with[key] = value;
        with
    };
    let to = |day: &str| json!({ "to": day });
    let tries = vec![
        (
            "suspend",
            with("from", json!("2026-02-30")),
            400,
            "malformed",
        ),
        (
            "suspend",
            with("from", json!("2026-03-03")),
            422,
            "case_stop_days",
        ),
        (
            "suspend",
            with("from", json!("2026-03-05")),
            422,
            "case_stop_days",
        ),
        ("suspend", with("kind", json!("holiday")), 400, "malformed"),
        ("suspend", with("document", json!(null)), 422, "malformed"),
        ("continue", to("2026-03-04"), 409, "case_not_suspended"),
    ];
    desk.refuses(case, tries).await;
    desk.does(case, "suspend", stop.clone()).await.expect(200);
    let tries = vec![
        ("suspend", stop, 409, "case_suspended"),
        ("continue", to("2026-03-03"), 422, "case_stop_days"),
        ("continue", to("2026-03-05"), 422, "case_stop_days"),
        ("approve", json!({}), 409, "case_suspended"),
    ];
    desk.refuses(case, tries).await;
    desk.hall.stop().await;
}

#[tokio::test]
async fn a_case_that_cannot_be_is_not_opened() {
    let desk = Desk::open().await;
    let number = json!({ "item": "CARD1", "number": "MZ-1" });
    desk.window.ask("cases", number.clone()).await.expect(201);
    let late = json!({ "act": "accept-missing", "text": "x", "until": "2026-03-02" });
    let with = |key: &str, value: Value| {
        let mut new = json!({ "item": "CARD1" });
        new[key] = value;
        new
    };
    let seq = desk.hall.seq();
    for (new, status, code) in [
        (json!({}), 422, "item_or_queue"),
        (json!({ "item": "NONE" }), 404, "unknown_item"),
        (json!({ "ticket": 99 }), 404, "unknown_ticket"),
        (number, 409, "case_number_taken"),
        (with("number", json!("13800005678")), 422, "case_number"),
        (with("parts", json!(["XX"])), 404, "unknown_department"),
        (with("window", json!(2)), 403, "other_window"),
        (with("clerk", json!("W2A")), 403, "role_not_allowed"),
        (with("first", json!({ "act": "finish" })), 409, "case_stage"),
        (with("first", json!({ "act": "dance" })), 404, "not_found"),
        (with("first", late), 422, "case_promise_day"),
    ] {
        desk.window.ask("cases", new).await.refused(status, code);
    }
    assert_eq!(desk.hall.seq(), seq);
    desk.hall.stop().await;
}

#[tokio::test]
async fn a_list_is_asked_for_in_words_that_it_knows() {
    let desk = Desk::open().await;
    for query in [
        "lamp=purple",
        "stage=lost",
        "colour=red",
        "due_until=2026-02-30",
        "after=x",
    ] {
        let list = desk.office.get(&format!("cases?{query}")).await;
        list.refused(400, "malformed");
    }
    desk.hall.stop().await;
}

#[tokio::test]
async fn a_case_is_closed_once() {
    let desk = Desk::open().await;
    let case = desk.accepted().await;
    desk.goes_on(case, &["handle", "approve", "finish"]).await;
    let again = desk.does(case, "finish", json!({})).await;
    again.refused(409, "case_stage");
    let how = || json!({ "how": "posted" });
    desk.does(case, "deliver", how()).await.expect(200);
    let again = desk.does(case, "deliver", how()).await;
    again.refused(409, "case_over");
    desk.hall.stop().await;
}

#[tokio::test]
async fn a_window_without_a_clerk_opens_no_case() {
    let desk = Desk::open().await;
    let two = desk.hall.open_window(2).await;
    let nobody = two.ask("cases", json!({ "item": "TAX1" })).await;
    nobody.refused(409, "case_nobody");
    desk.hall.stop().await;
}
