//! Cases over HTTP: windows and offices take them through their stages, and everybody sees the
//! same clock.

mod days;
mod kept;
mod pages;
mod refused;

use crate::bed::{Client, Hall, Reply, TEN, id, plan_of, plan_text};
use hall_core::device::Role;
use serde_json::{Value, json};
use tempfile::TempDir;

const DAY: i64 = 86_400;

/// Window 1 with clerk W1A, and an office.
struct Desk {
    hall: Hall,
    window: Client,
    office: Client,
}

impl Desk {
    /// Tuesday 2026-03-03 at ten.
    async fn open() -> Self {
        Self::on(plan_text("small"), 0).await
    }

    /// So many days later, with any plan.
    async fn on(plan: String, days: i64) -> Self {
        let data = TempDir::new().expect("a temporary folder");
        let at = TEN + days * DAY * 1000;
        let hall = Hall::start(data, plan_of(&plan), at).await;
        let hall = hall.expect("a new hall starts");
        hall.tick().await;
        let window = hall.enrol(Role::Window, Some(1)).await;
        let clerk = json!({ "clerk": "W1A" });
        window.post("windows/1/open", clerk).await.expect(200);
        let office = hall.enrol(Role::Office, None).await;
        Self {
            hall,
            window,
            office,
        }
    }

    /// A case of ten worked days that the window accepts at once.
    async fn accepted(&self) -> u64 {
        let new = json!({ "item": "CARD1", "first": { "act": "accept" } });
        let case = self.window.ask("cases", new).await.expect(201);
        case["id"].as_u64().expect("a case has an id")
    }

    /// The office acts, in the name of W2A when nobody else is named.
    async fn does(&self, case: u64, act: &str, mut with: Value) -> Reply {
        if with.get("clerk").is_none() {
            with["clerk"] = json!("W2A");
        }
        self.office.ask(&format!("cases/{case}/{act}"), with).await
    }

    async fn goes_on(&self, case: u64, acts: &[&str]) {
        for act in acts {
            self.does(case, act, json!({})).await.expect(200);
        }
    }

    async fn case(&self, case: u64) -> Value {
        self.office.get(&format!("cases/{case}")).await.expect(200)
    }

    /// Ids of the open cases that fit.
    async fn list(&self, query: &str) -> Vec<u64> {
        let page = self.office.get(&format!("cases?{query}")).await.expect(200);
        ids(&page)
    }

    async fn load(&self, plan: String) {
        let manager = self.hall.enrol(Role::Manager, None).await;
        let plan = json!({ "request_id": id(), "plan": plan });
        manager.post("plan", plan).await.expect(200);
    }
}

fn ids(page: &Value) -> Vec<u64> {
    let cases = page["cases"].as_array().expect("a page has cases").iter();
    cases.filter_map(|case| case["id"].as_u64()).collect()
}

#[tokio::test]
async fn a_case_goes_through_all_its_stages_between_window_and_office() {
    let desk = Desk::open().await;
    let kiosk = desk.hall.enrol(Role::Kiosk, None).await;
    let take = json!({ "item": "CARD1", "person": { "age_confirmed": true } });
    let ticket = kiosk.ask("tickets", take).await.expect(201);
    let new = json!({
        "ticket": ticket["id"], "number": "MZ-2026-0001", "first": { "act": "accept" },
    });
    let case = desk.window.ask("cases", new).await.expect(201);
    for (field, value) in [
        ("number", json!("MZ-2026-0001")),
        ("item", json!("CARD1")),
        ("ticket", ticket["id"].clone()),
        ("department", json!("MZ")),
        ("stage", json!("accepted")),
        ("from", json!("2026-03-03")),
        ("due", json!("2026-03-17")),
        ("provisional", json!(false)),
        ("lamp", json!("green")),
        ("days_left", json!(10)),
        ("on_time", json!(null)),
        (
            "acts",
            json!([
                "handle", "suspend", "extend", "return", "withdraw", "hand-on"
            ]),
        ),
    ] {
        assert_eq!(case[field], value, "{field} of {case}");
    }
    assert_eq!(case["item_name"]["name"], "老年卡申领");
    assert_eq!(case["department_name"]["name"], "民政");
    let case = case["id"].as_u64().expect("a case has an id");
    desk.goes_on(case, &["handle", "approve", "finish"]).await;
    assert_eq!(desk.list("stage=finished").await, [case]);
    let how = json!({ "how": "collected" });
    let path = format!("cases/{case}/deliver");
    let over = desk.window.ask(&path, how).await.expect(200);
    assert_eq!(
        (&over["stage"], &over["on_time"], &over["lamp"]),
        (&json!("delivered"), &json!(true), &json!(null))
    );
    let stamps = over["stamps"].as_array().expect("stamps").iter();
    let hands: Vec<(&str, &str)> = stamps
        .map(|stamp| {
            let text = |field: &str| stamp[field].as_str().expect("a text");
            (text("stage"), text("clerk"))
        })
        .collect();
    let expected = [
        ("told", "W1A"),
        ("accepted", "W1A"),
        ("handled", "W2A"),
        ("approved", "W2A"),
        ("finished", "W2A"),
        ("delivered", "W1A"),
    ];
    assert_eq!(hands, expected);
    assert_eq!(desk.list("").await, [0; 0], "it is over");
    assert_eq!(desk.case(case).await, over, "and shown until the day ends");
    desk.hall.pass(DAY).await;
    let gone = desk.office.get(&path.replace("/deliver", "")).await;
    gone.refused(404, "unknown_case");
    desk.hall.stop().await;
}

#[tokio::test]
async fn what_is_missing_is_asked_for_once_and_can_be_promised() {
    let desk = Desk::open().await;
    let new = json!({ "item": "CARD1", "parts": ["SW"] });
    let case = desk.window.ask("cases", new).await.expect(201)["id"].clone();
    let case = case.as_u64().expect("a case has an id");
    let asked = json!({ "text": "户口簿、照片" });
    let told = desk.does(case, "ask-more", asked.clone()).await.expect(200);
    assert_eq!(
        told["asked"],
        json!({ "on": "2026-03-03", "text": "户口簿、照片" })
    );
    let again = desk.does(case, "ask-more", asked).await;
    again.refused(409, "case_asked_already");
    let promise = json!({ "text": "照片", "until": "2026-03-06" });
    let path = format!("cases/{case}/accept-missing");
    let taken = desk.window.ask(&path, promise).await.expect(200);
    assert_eq!(
        taken["missing"],
        json!({ "until": "2026-03-06", "brought": false, "text": "照片" })
    );
    desk.goes_on(case, &["handle"]).await;
    let early = desk.does(case, "approve", json!({})).await;
    early.refused(409, "case_parts_open");
    let part = json!({ "department": "SW" });
    let done = desk.does(case, "finish-part", part).await.expect(200);
    assert_eq!(done["parts"][0]["done"]["clerk"], "W2A");
    assert_eq!(done["parts"][0]["department_name"]["name"], "税务");
    desk.goes_on(case, &["approve"]).await;
    desk.does(case, "finish", json!({}))
        .await
        .refused(409, "case_missing");
    desk.goes_on(case, &["bring-missing", "finish"]).await;
    desk.hall.stop().await;
}

#[tokio::test]
async fn a_case_leaves_in_five_ways() {
    let desk = Desk::open().await;
    let why = || json!({ "text": "不属于本部门" });
    for (first, act, with, how) in [
        (None, "not-accept", why(), "not_accepted"),
        (Some("accept"), "return", why(), "returned"),
        (Some("accept"), "withdraw", json!({}), "withdrawn"),
        (Some("accept-missing"), "lapse", json!({}), "lapsed"),
        (
            Some("accept"),
            "hand-on",
            json!({ "text": "由税务办理", "department": "SW" }),
            "handed_on",
        ),
    ] {
        let mut new = json!({ "item": "CARD1" });
        if let Some(act) = first {
            new["first"] = json!({ "act": act, "text": "照片", "until": "2026-03-06" });
        }
        let case = desk.window.ask("cases", new).await.expect(201);
        let case = case["id"].as_u64().expect("a case has an id");
        let left = desk.does(case, act, with.clone()).await.expect(200);
        assert_eq!(left["left"]["how"], how, "{left}");
        assert_eq!(left["left"]["clerk"], "W2A");
        for field in ["text", "department"] {
            let said = with.get(field).unwrap_or(&Value::Null);
            assert_eq!(&left["left"][field], said, "{act}");
        }
        let after = desk.does(case, "handle", json!({})).await;
        after.refused(409, "case_over");
    }
    assert_eq!(desk.list("").await, [0; 0]);
    desk.hall.stop().await;
}

#[tokio::test]
async fn the_list_is_read_page_by_page_and_by_what_is_wanted() {
    let desk = Desk::open().await;
    for _ in 0..101 {
        desk.window
            .ask("cases", json!({ "item": "CARD1" }))
            .await
            .expect(201);
    }
    let shared = json!({ "item": "TAX2", "parts": ["MZ"], "first": { "act": "accept" } });
    let shared = desk.window.ask("cases", shared).await.expect(201);
    let taxes = desk.window.ask("cases", json!({ "item": "TAX1" })).await;
    let (shared, taxes) = (shared["id"].clone(), taxes.expect(201)["id"].clone());
    let first = desk.office.get("cases").await.expect(200);
    assert_eq!(ids(&first), (0..100).collect::<Vec<u64>>());
    assert_eq!(first["next"], 99);
    let second = desk.office.get("cases?after=99").await.expect(200);
    assert_eq!(ids(&second), [100, 101, 102]);
    assert_eq!(second["next"], json!(null));
    let of_taxes = desk.list("department=SW").await;
    assert_eq!(json!(of_taxes), json!([shared, taxes]));
    assert_eq!(json!(desk.list("stage=accepted").await), json!([shared]));
    let due_today = desk.list("due_until=2026-03-03").await;
    assert_eq!(json!(due_today), json!([shared]), "done on the spot");
    assert_eq!(desk.list("due_until=2026-03-02").await, [0; 0]);
    assert_eq!(desk.list("department=MZ&after=100").await.len(), 1);
    assert_eq!(desk.list("number=0002").await, [2]);
    assert_eq!(desk.list("number=00").await, [0, 100], "all that end so");
    assert_eq!(desk.list("number=9-000002").await, [0; 0]);
    let own = json!({ "item": "TAX1", "number": "SW-2026-A9" });
    let own = desk.window.ask("cases", own).await.expect(201);
    assert_eq!(json!(desk.list("number=a9").await), json!([own["id"]]));
    desk.hall.stop().await;
}
