//! Cases over HTTP: windows and offices take them through their stages, and everybody sees the
//! same clock.

use crate::bed::{Client, Hall, Reply, TEN, id, plan_of, plan_text};
use hall_core::device::Role;
use hall_server::store::sqlite::Reader;
use hall_server::verify::verify;
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
async fn a_stopped_clock_counts_no_day_and_an_extension_adds_some() {
    // DOMAIN 3: accepted 2026-03-02 + 10 wd, stopped from 03-05 to 03-11.
    let desk = Desk::on(plan_text("small"), -1).await;
    let case = desk.accepted().await;
    assert_eq!(desk.case(case).await["due"], "2026-03-16");
    desk.hall.pass(9 * DAY).await;
    let stop = json!({ "kind": "appraisal", "from": "2026-03-05", "document": "鉴 12 号" });
    let stopped = desk.does(case, "suspend", stop).await.expect(200);
    assert_eq!(
        (&stopped["due"], &stopped["lamp"], &stopped["suspended"]),
        (&json!(null), &json!("blue"), &json!(true))
    );
    assert_eq!(stopped["stops"][0]["document"], "鉴 12 号");
    assert_eq!(desk.list("lamp=blue").await, [case]);
    let to = json!({ "to": "2026-03-11" });
    let runs = desk.does(case, "continue", to).await.expect(200);
    assert_eq!(
        (&runs["due"], &runs["days_left"], &runs["suspended"]),
        (&json!("2026-03-20"), &json!(7), &json!(false))
    );
    let more = json!({ "days": 2, "text": "现场核查未完成" });
    let longer = desk.does(case, "extend", more).await.expect(200);
    assert_eq!(
        (&longer["due"], &longer["extension"]["text"]),
        (&json!("2026-03-24"), &json!("现场核查未完成"))
    );
    desk.hall.stop().await;
}

#[tokio::test]
async fn lamps_follow_the_days_and_red_wants_a_reason_in_public() {
    let desk = Desk::open().await;
    let case = desk.accepted().await;
    // Eight of ten days are over on the 13th; the 17th is the last one.
    for (days, lamp, left) in [
        (9, "green", 3),
        (1, "yellow", 2),
        (4, "yellow", 0),
        (1, "red", -1),
    ] {
        desk.hall.pass(days * DAY).await;
        let seen = desk.case(case).await;
        assert_eq!(
            (&seen["lamp"], &seen["days_left"]),
            (&json!(lamp), &json!(left))
        );
        assert_eq!(desk.list(&format!("lamp={lamp}")).await, [case]);
    }
    let why = json!({ "text": "等待省里数据" });
    let told = desk.does(case, "explain", why).await.expect(200);
    assert_eq!(told["explained"]["text"], "等待省里数据");
    desk.goes_on(case, &["handle", "approve", "finish"]).await;
    assert_eq!(desk.case(case).await["on_time"], false);
    desk.hall.stop().await;
}

#[tokio::test]
async fn the_plan_says_from_how_many_days_left_a_case_is_yellow() {
    let plan = plan_text("small").replace("[hours]", "[alerts]\ncase_yellow_days = 9\n\n[hours]");
    let desk = Desk::on(plan, 0).await;
    let case = desk.accepted().await;
    assert_eq!(desk.case(case).await["lamp"], "green");
    desk.hall.pass(DAY).await;
    assert_eq!(desk.case(case).await["lamp"], "yellow");
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
async fn what_cannot_be_is_refused_with_a_next_step_and_leaves_no_mark() {
    let desk = Desk::open().await;
    let case = desk.accepted().await;
    desk.goes_on(case, &["handle"]).await;
    let stop = json!({ "kind": "hearing", "from": "2026-03-03", "document": "听 1 号" });
    let stopped = desk.accepted().await;
    desk.does(stopped, "suspend", stop.clone())
        .await
        .expect(200);
    let number = json!({ "item": "CARD1", "number": "MZ-1" });
    desk.window.ask("cases", number.clone()).await.expect(201);
    let with = |key: &str, value: Value| {
        let mut with = stop.clone();
        with[key] = value;
        with
    };
    let long = "材".repeat(201);
    let at_office = [
        ("approve", json!({ "clerk": "W1A" }), 409, "case_own"),
        ("handle", json!({}), 409, "case_stage"),
        ("finish", json!({}), 409, "case_stage"),
        ("handle", json!({ "clerk": "NOBODY" }), 404, "unknown_clerk"),
        (
            "suspend",
            with("from", json!("2026-02-30")),
            400,
            "malformed",
        ),
        (
            "suspend",
            with("from", json!("2026-03-02")),
            422,
            "case_stop_days",
        ),
        (
            "suspend",
            with("from", json!("2026-03-04")),
            422,
            "case_stop_days",
        ),
        ("suspend", with("kind", json!("holiday")), 400, "malformed"),
        ("suspend", with("document", json!(null)), 422, "malformed"),
        ("suspend", json!({ "kind": "hearing" }), 422, "malformed"),
        (
            "continue",
            json!({ "to": "2026-03-03" }),
            409,
            "case_not_suspended",
        ),
        ("continue", json!({}), 422, "malformed"),
        (
            "extend",
            json!({ "days": 11, "text": "x" }),
            422,
            "case_extension_days",
        ),
        ("extend", json!({ "days": 3 }), 422, "reason_required"),
        (
            "extend",
            json!({ "days": 3, "text": long }),
            422,
            "malformed",
        ),
        ("explain", json!({ "text": "x" }), 409, "case_not_overdue"),
        ("bring-missing", json!({}), 409, "case_nothing_missing"),
        (
            "finish-part",
            json!({ "department": "SW" }),
            409,
            "case_no_part",
        ),
        (
            "hand-on",
            json!({ "department": "XX", "text": "x" }),
            404,
            "unknown_department",
        ),
        ("deliver", json!({}), 422, "malformed"),
        ("dance", json!({}), 404, "not_found"),
    ];
    let seq = desk.hall.seq();
    for (act, with, status, code) in at_office {
        let problem = desk.does(case, act, with).await.refused(status, code);
        assert_ne!(problem["hint"], "", "{act}");
    }
    let ended_early = json!({ "to": "2026-03-02" });
    let ended_early = desk.does(stopped, "continue", ended_early).await;
    ended_early.refused(422, "case_stop_days");
    let nobody = desk.office.ask("cases/0/handle", json!({})).await;
    nobody.refused(422, "malformed");
    for unknown in ["cases/99/handle", "cases/x/handle"] {
        let unknown = desk.office.ask(unknown, json!({ "clerk": "W2A" })).await;
        unknown.refused(404, "unknown_case");
    }
    let late = json!({ "act": "accept-missing", "text": "x", "until": "2026-03-02" });
    let opened = [
        (json!({}), 422, "item_or_queue"),
        (json!({ "item": "NONE" }), 404, "unknown_item"),
        (json!({ "ticket": 99 }), 404, "unknown_ticket"),
        (number, 409, "case_number_taken"),
        (
            json!({ "item": "CARD1", "number": "13800005678" }),
            422,
            "case_number",
        ),
        (
            json!({ "item": "CARD1", "parts": ["XX"] }),
            404,
            "unknown_department",
        ),
        (json!({ "item": "CARD1", "window": 2 }), 403, "other_window"),
        (
            json!({ "item": "CARD1", "first": { "act": "finish" } }),
            409,
            "case_stage",
        ),
        (
            json!({ "item": "CARD1", "first": { "act": "dance" } }),
            404,
            "not_found",
        ),
        (
            json!({ "item": "CARD1", "first": late }),
            422,
            "case_promise_day",
        ),
    ];
    for (new, status, code) in opened {
        desk.window.ask("cases", new).await.refused(status, code);
    }
    let no_id = desk.window.post("cases", json!({ "item": "CARD1" })).await;
    no_id.refused(400, "request_id_required");
    for query in [
        "lamp=purple",
        "colour=red",
        "due_until=2026-02-30",
        "after=x",
    ] {
        let list = desk.office.get(&format!("cases?{query}")).await;
        list.refused(400, "malformed");
    }
    assert_eq!(desk.hall.seq(), seq);
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

#[tokio::test]
async fn a_repeat_makes_no_second_case_and_no_second_step_also_after_a_restart() {
    let desk = Desk::open().await;
    let new = json!({ "request_id": id(), "item": "CARD1", "first": { "act": "accept" } });
    let first = desk.window.post("cases", new.clone()).await;
    first.expect(201);
    let handle = json!({ "request_id": id(), "clerk": "W2A" });
    let handled = desk.office.post("cases/0/handle", handle.clone()).await;
    handled.expect(200);
    desk.goes_on(0, &["approve"]).await;
    let seq = desk.hall.seq();
    let other = json!({ "request_id": new["request_id"], "item": "TAX1" });
    let other = desk.window.post("cases", other).await;
    other.refused(422, "request_id_reused");
    let Desk {
        mut hall,
        window,
        office,
    } = desk;
    for is_last in [false, true] {
        let again = window.at(&hall.base).post("cases", new.clone()).await;
        assert_eq!((again.status, &again.text), (201, &first.text));
        let office = office.at(&hall.base);
        let again = office.post("cases/0/handle", handle.clone()).await;
        assert_eq!((again.status, &again.text), (200, &handled.text));
        assert_eq!(hall.seq(), seq, "nothing happened twice");
        if !is_last {
            hall = hall.restart().await;
        }
    }
    hall.stop().await;
}

#[tokio::test]
async fn a_case_goes_on_after_a_restart_as_if_nothing_had_been() {
    let desk = Desk::open().await;
    let case = desk.accepted().await;
    desk.goes_on(case, &["handle"]).await;
    let before = desk.case(case).await;
    let state = desk.hall.app.hub.look().hall.clone();
    let hall = desk.hall.restart().await;
    assert_eq!(hall.app.hub.look().hall, state);
    let desk = Desk {
        window: desk.window.at(&hall.base),
        office: desk.office.at(&hall.base),
        hall,
    };
    assert_eq!(desk.case(case).await, before);
    desk.goes_on(case, &["approve", "finish"]).await;
    assert_eq!(desk.accepted().await, case + 1, "ids run on");
    desk.hall.stop().await;
}

#[tokio::test]
async fn the_tables_of_cases_are_the_fold_of_the_journal_and_rot_in_them_is_found() {
    let desk = Desk::open().await;
    let (done, open) = (desk.accepted().await, desk.accepted().await);
    desk.goes_on(done, &["handle", "approve", "finish"]).await;
    let stop = json!({ "kind": "bidding", "from": "2026-03-03", "document": "招 1 号" });
    desk.does(open, "suspend", stop).await.expect(200);
    desk.hall.pass(8 * DAY).await;
    let how = json!({ "how": "online" });
    desk.does(done, "deliver", how).await.expect(200);
    desk.hall.pass(DAY).await;
    let folder = desk.hall.stop().await;
    let database = folder.path().join("hall.db");
    let check = || async {
        let reader = Reader::open(&database).await.expect("a hall");
        let found = verify(&reader).await.expect("it can be read").findings;
        reader.close().await;
        found
    };
    assert_eq!(check().await, [""; 0]);
    for (sql, found) in [
        (
            "update case_file set due = due + 1 where case_id = 0",
            "table case_file, 0: differs from the journal",
        ),
        (
            "delete from case_step where step = 'suspended'",
            "is missing",
        ),
    ] {
        let mut tables = crate::bed::Tables::open(folder.path()).await;
        tables.change(sql).await;
        tables.close().await;
        let findings = check().await;
        assert!(
            findings.iter().any(|what| what.contains(found)),
            "{findings:?}"
        );
    }
}

#[tokio::test]
async fn on_time_shares_can_be_read_of_the_tables_and_late_files_count_in_the_strict_one() {
    let desk = Desk::open().await;
    let (early, late, rots) = (
        desk.accepted().await,
        desk.accepted().await,
        desk.accepted().await,
    );
    desk.goes_on(early, &["handle", "approve", "finish"]).await;
    // The last day is Tuesday the 17th.
    desk.hall.pass(15 * DAY).await;
    desk.goes_on(late, &["handle", "approve", "finish"]).await;
    let mut tables = desk.hall.tables().await;
    // From 2026-03-01 to 2026-03-31, and the last day on time as a count of days.
    for (sql, expected) in [
        (
            "select count(*) from case_file
             where department = 'MZ' and finished between 20513 and 20543",
            2,
        ),
        (
            "select count(*) from case_file
             where department = 'MZ' and finished between 20513 and 20543 and finished <= due",
            1,
        ),
        (
            "select count(*) from case_file
             where finished is null and left_how is null and due <= 20529",
            1,
        ),
    ] {
        assert_eq!(tables.count(sql).await, expected, "{sql}");
    }
    let steps = tables
        .texts("select step from case_step where case_id = 0 order by event_id")
        .await;
    let expected = ["opened", "accepted", "handled", "approved", "finished"];
    assert_eq!(steps, expected);
    tables.close().await;
    assert_eq!(desk.list("due_until=2026-03-17&lamp=red").await, [rots]);
    desk.hall.stop().await;
}

#[tokio::test]
async fn a_calendar_that_comes_later_moves_the_days_over_new_year() {
    // DOMAIN 3: 2026-12-25 + 10 wd without a calendar of 2027 is a provisional 2027-01-08.
    let desk = Desk::on(plan_text("small"), 297).await;
    let case = desk.accepted().await;
    let seen = desk.case(case).await;
    assert_eq!(seen["from"], "2026-12-25");
    assert_eq!(
        (&seen["due"], &seen["provisional"]),
        (&json!("2027-01-08"), &json!(true))
    );
    let notice = "\n[[calendar]]\nyear = 2027\noff = [\"2027-01-01..2027-01-03\"]\n";
    desk.load(plan_text("small") + notice).await;
    let seen = desk.case(case).await;
    assert_eq!(
        (&seen["due"], &seen["provisional"]),
        (&json!("2027-01-11"), &json!(false))
    );
    let mut tables = desk.hall.tables().await;
    let moved = "select count(*) from case_step where step = 'due_moved' and clerk is null";
    assert_eq!(tables.count(moved).await, 1, "each change is on record");
    let days = "select due - first_due from case_file";
    assert_eq!(tables.count(days).await, 3, "from Friday to Monday");
    tables.close().await;
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
    desk.hall.stop().await;
}
