//! What follows a service over HTTP: what has to be put right, callbacks and registers.

mod kept;

use crate::bed::{Client, Hall, Reply};
use hall_core::device::Role;
use serde_json::{Value, json};

const DAY: i64 = 86_400;

/// Window 1 with clerk W1A and its pad, whoever calls back, and a manager.
pub(crate) struct Desk {
    hall: Hall,
    kiosk: Client,
    window: Client,
    pad: Client,
    caller: Client,
    manager: Client,
}

impl Desk {
    /// Tuesday 2026-03-03 at ten.
    pub(crate) async fn open() -> Self {
        let hall = Hall::open("small").await;
        hall.tick().await;
        let window = hall.enrol(Role::Window, Some(1)).await;
        let clerk = json!({ "clerk": "W1A" });
        window.post("windows/1/open", clerk).await.expect(200);
        Self {
            kiosk: hall.enrol(Role::Kiosk, None).await,
            pad: hall.enrol(Role::Pad, Some(1)).await,
            caller: hall.enrol(Role::Callback, None).await,
            manager: hall.enrol(Role::Manager, None).await,
            window,
            hall,
        }
    }

    /// Somebody is served at window 1 and rates; their ticket.
    pub(crate) async fn rated(&self, level: u8) -> u64 {
        self.kiosk.take("CARD2").await;
        for act in ["call-next", "start", "finish"] {
            self.window.act(1, act).await.expect(200);
        }
        let state = self.hall.app.hub.look();
        let last = state.hall.tickets().last().map(|ticket| ticket.id.0);
        drop(state);
        let ticket = last.expect("a number was taken");
        let rating = json!({ "ticket": ticket, "level": level, "reason": "等了很久" });
        self.pad.ask("ratings", rating).await.expect(201);
        ticket
    }

    /// A manager's act, in the name of W2A when nobody else is named.
    async fn does(&self, id: u64, act: &str, mut with: Value) -> Reply {
        if with.get("clerk").is_none() {
            with["clerk"] = json!("W2A");
        }
        let path = format!("rectifications/{id}/{act}");
        self.manager.ask(&path, with).await
    }

    async fn contacted(&self, id: u64) {
        let with = json!({ "clerk": "W3A", "reached": true, "text": "已致歉" });
        let path = format!("rectifications/{id}/contact");
        self.caller.ask(&path, with).await.expect(200);
    }

    async fn rectification(&self, id: u64) -> Value {
        let path = format!("rectifications/{id}");
        self.caller.get(&path).await.expect(200)
    }

    async fn list(&self, query: &str) -> Vec<u64> {
        let page = self.caller.get(&format!("rectifications?{query}")).await;
        let page = page.expect(200);
        let list = page["rectifications"].as_array().expect("a page").iter();
        list.filter_map(|one| one["id"].as_u64()).collect()
    }

    async fn close_day(&self) {
        let closed = self.manager.post("day/close", json!({})).await.expect(200);
        assert_eq!(closed["stage"], "closed");
    }

    async fn calls(&self, ticket: u64, mut with: Value) -> Reply {
        with["clerk"] = json!("W3A");
        with["channel"] = json!("phone");
        let path = format!("callbacks/2026-03-03/{ticket}");
        self.caller.ask(&path, with).await
    }

    async fn enters(&self, register: &str, mut with: Value) -> Reply {
        with["clerk"] = json!("W3A");
        self.caller
            .ask(&format!("registers/{register}"), with)
            .await
    }
}

#[tokio::test]
async fn a_bad_rating_is_contacted_judged_closed_and_published() {
    let desk = Desk::open().await;
    desk.rated(5).await;
    let ticket = desk.rated(1).await;
    assert_eq!(desk.list("").await, [0], "one of the two");
    let again = json!({ "clerk": "W3A", "ticket": ticket });
    let again = desk.caller.ask("rectifications", again).await;
    again.refused(409, "rectification_exists");
    let fine = json!({ "clerk": "W3A", "ticket": ticket - 1 });
    let fine = desk.caller.ask("rectifications", fine).await;
    fine.refused(409, "rectification_not_bad");
    let one = desk.rectification(0).await;
    for (field, value) in [
        ("source", json!("bad_rating")),
        ("ticket", json!(ticket)),
        ("window", json!(1)),
        ("clerk", json!("W1A")),
        ("item", json!("CARD2")),
        ("came", json!("2026-03-03")),
        ("said", json!({ "text": "等了很久" })),
        ("contact_due", json!("2026-03-04")),
        ("contacted_on_time", json!(null)),
        ("due", json!(null)),
    ] {
        assert_eq!(one[field], value, "{field} of {one}");
    }
    let judge = json!({ "judgement": "ordinary", "text": "窗口少" });
    let early = desk.does(0, "judge", judge.clone()).await;
    early.refused(409, "rectification_not_contacted");
    desk.contacted(0).await;
    let mut own = judge.clone();
    own["clerk"] = json!("W1A");
    let own = desk.does(0, "judge", own).await;
    own.refused(409, "rectification_own");
    let judged = desk.does(0, "judge", judge).await.expect(200);
    assert_eq!(judged["due"], "2026-03-10");
    let close = json!({ "text": "增开一个窗口" });
    desk.does(0, "close", close.clone()).await.expect(200);
    desk.does(0, "close", close)
        .await
        .refused(409, "rectification_over");
    assert_eq!(desk.list("over=true&source=bad_rating").await, [0]);
    assert_eq!(desk.list("over=false").await, [0; 0]);
    let text = json!({ "text": "已增开窗口" });
    let over = desk.does(0, "publish", text).await.expect(200);
    assert_eq!(over["contacted_on_time"], true);
    assert_eq!(over["closed_on_time"], true);
    assert_eq!(over["ended"]["how"], "closed");
    assert_eq!(over["ended"]["clerk"], "W2A");
    assert_eq!(over["published"]["text"], "已增开窗口");
    desk.hall.pass(DAY).await;
    let gone = desk.caller.get("rectifications/0").await;
    gone.refused(404, "unknown_rectification");
    desk.hall.stop().await;
}

#[tokio::test]
async fn a_rating_is_excluded_for_a_reason_and_stays_on_record() {
    let desk = Desk::open().await;
    let ticket = desk.rated(1).await;
    let why = json!({ "exclusion": "malicious" });
    let wordless = desk.does(0, "exclude", why).await;
    wordless.refused(422, "rectification_reason");
    let why = json!({ "exclusion": "malicious", "text": "不是来办事的人" });
    let over = desk.does(0, "exclude", why).await.expect(200);
    assert_eq!(over["ended"]["how"], "malicious");
    assert_eq!(over["ended"]["text"], "不是来办事的人");
    let mut tables = desk.hall.tables().await;
    let level = "select count(*) from ticket where level = 1";
    assert_eq!(tables.count(level).await, 1, "ticket {ticket}");
    tables.close().await;
    desk.hall.stop().await;
}

#[tokio::test]
async fn reports_leave_an_excluded_rating_out_and_say_that_they_do() {
    let desk = Desk::open().await;
    for level in [2, 1, 5] {
        desk.rated(level).await;
    }
    let why = json!({ "exclusion": "malicious", "text": "不是来办事的人" });
    desk.does(0, "exclude", why).await.expect(200);
    desk.close_day().await;
    let daily = || async {
        let report = desk.manager.get("reports/daily/2026-03-03.json").await;
        let report = report.expect(200);
        let ratings = &report["total"]["ratings"];
        (
            report["version"].clone(),
            report["total"]["satisfaction"]["percent"].clone(),
            ratings["levels"][0].clone(),
            ratings["excluded"].clone(),
        )
    };
    // What was left out before the end is no correction of a closed day.
    let before = (json!(1), json!(50.0), json!(1), json!(1));
    assert_eq!(daily().await, before);
    let why = json!({ "exclusion": "mistaken", "text": "按错了" });
    desk.does(1, "exclude", why).await.expect(200);
    // Still the same date, and the day was closed.
    let after = (json!(2), json!(100.0), json!(0), json!(2));
    assert_eq!(daily().await, after);
    let month = desk.manager.get("reports/month/2026-03.json").await;
    let month = month.expect(200);
    assert_eq!(month["total"]["ratings"]["excluded"], 2);
    assert_eq!(
        (&month["follow"]["came"], &month["follow"]["excluded"]),
        (&json!(0), &json!(2))
    );
    assert_eq!(
        month["callbacks"]["target"], 1,
        "a tenth of three, rounded up"
    );
    desk.hall.stop().await;
}

#[tokio::test]
async fn a_late_contact_and_a_late_end_are_seen() {
    let desk = Desk::open().await;
    desk.rated(2).await;
    desk.hall.pass(2 * DAY).await;
    assert_eq!(desk.rectification(0).await["contacted_on_time"], false);
    desk.contacted(0).await;
    let judge = json!({ "judgement": "clear" });
    let judged = desk.does(0, "judge", judge).await.expect(200);
    assert_eq!(
        (&judged["due"], &judged["closed_on_time"]),
        (&json!("2026-03-05"), &json!(null))
    );
    desk.hall.pass(DAY).await;
    let one = desk.rectification(0).await;
    assert_eq!(
        (&one["contacted_on_time"], &one["closed_on_time"]),
        (&json!(false), &json!(false))
    );
    desk.hall.stop().await;
}

#[tokio::test]
async fn the_day_that_ends_draws_who_is_called_back_and_a_problem_has_to_be_put_right() {
    let desk = Desk::open().await;
    let bad = desk.rated(1).await;
    desk.rated(4).await;
    let none = desk.caller.get("callbacks/2026-03-03").await;
    none.refused(404, "callback_day");
    desk.close_day().await;
    let list = desk.caller.get("callbacks/2026-03-03").await.expect(200);
    assert_eq!((&list["served"], &list["target"]), (&json!(2), &json!(1)));
    assert_eq!(list["seed"].as_str().map(str::len), Some(16));
    let first = &list["list"][0];
    assert_eq!(
        (&first["ticket"], &first["why"]),
        (&json!(bad), &json!("bad_rating"))
    );
    assert_eq!(list["list"][1]["why"], "lot");
    let away = json!({ "outcome": "no_answer" });
    desk.calls(bad, away).await.expect(201);
    let ghost = json!({ "outcome": "no_answer", "level": 1 });
    desk.calls(bad, ghost)
        .await
        .refused(422, "callback_nothing_said");
    let told = json!({ "outcome": "reached", "level": 2, "problem": "材料说得不清楚" });
    let told = desk.calls(bad, told).await.expect(201);
    assert_eq!(
        (&told["tries"], &told["last"]["clerk"]),
        (&json!(2), &json!("W3A"))
    );
    let again = json!({ "outcome": "reached" });
    desk.calls(bad, again)
        .await
        .refused(409, "callback_reached");
    desk.calls(404, json!({ "outcome": "reached" }))
        .await
        .refused(404, "callback_not_drawn");
    let list = desk.caller.get("callbacks/2026-03-03").await.expect(200);
    assert_eq!((&list["reached"], &list["tries"]), (&json!(1), &json!(2)));
    let one = desk.rectification(1).await;
    assert_eq!(
        (&one["source"], &one["by"]),
        (&json!("callback"), &json!("W3A"))
    );
    assert_eq!(one["said"]["text"], "材料说得不清楚");
    assert_eq!(one["contact_due"], json!(null));
    desk.hall.stop().await;
}

#[tokio::test]
async fn registers_keep_entries_with_their_sums() {
    let desk = Desk::open().await;
    let ticket = desk.rated(5).await;
    let about = json!({ "text": "态度不好", "ticket": ticket });
    let entered = desk.enters("complaint", about).await.expect(201);
    assert_eq!(entered, json!({ "id": 0, "rectification": 0 }));
    assert_eq!(desk.rectification(0).await["clerk"], "W1A");
    let thanks = json!({ "form": "banner", "about_clerk": "W1A" });
    let entered = desk.enters("commendation", thanks).await.expect(201);
    assert_eq!(entered["rectification"], json!(null));
    let found = json!({
        "text": "牌子旧了", "window": 2, "photo": "IMG-0042", "rectify_by": "2026-03-05",
    });
    desk.enters("patrol", found.clone()).await.expect(201);
    assert_eq!(desk.rectification(1).await["due"], "2026-03-05");
    let past = json!({ "text": "牌子旧了", "window": 2, "rectify_by": "2026-03-02" });
    desk.enters("patrol", past)
        .await
        .refused(422, "register_day");
    let help = json!({
        "text": "行动不便的老人", "about_clerk": "W2A", "item": "CARD2", "result": "done",
    });
    desk.enters("assistance", help).await.expect(201);
    for (households, people) in [(500, 1700), (20, 30)] {
        let visit = json!({ "text": "某村", "households": households, "people": people });
        desk.enters("outreach", visit).await.expect(201);
    }
    let show = async |path: &str| desk.manager.get(path).await.expect(200);
    let visits = show("registers/outreach").await;
    for (field, value) in [
        ("count", 2),
        ("households", 520),
        ("people", 1730),
        ("matters", 0),
    ] {
        assert_eq!(visits[field], value, "{field} of {visits}");
    }
    assert_eq!(visits["entries"][0]["text"], "某村");
    let patrol = show("registers/patrol?from=2026-03-01&until=2026-03-31").await;
    let entry = &patrol["entries"][0];
    assert_eq!(
        (&entry["photo"], &entry["rectification"]),
        (&json!("IMG-0042"), &json!(1))
    );
    let before = show("registers/patrol?from=2026-02-01&until=2026-03-02").await;
    assert_eq!(
        (&before["count"], &before["entries"]),
        (&json!(0), &json!([]))
    );
    desk.hall.stop().await;
}

#[tokio::test]
async fn what_is_missing_in_an_entry_is_named() {
    let desk = Desk::open().await;
    for (register, with) in [
        ("commendation", json!({})),
        (
            "patrol",
            json!({ "text": "旧", "rectify_by": "2026-03-05" }),
        ),
        ("patrol", json!({ "text": "旧", "window": 2 })),
        (
            "assistance",
            json!({ "text": "老人", "item": "CARD2", "result": "done" }),
        ),
        (
            "assistance",
            json!({ "text": "老人", "about_clerk": "W2A", "result": "done" }),
        ),
        (
            "assistance",
            json!({ "text": "老人", "about_clerk": "W2A", "item": "CARD2" }),
        ),
    ] {
        desk.enters(register, with).await.refused(422, "malformed");
    }
    for register in ["complaint", "patrol", "assistance", "outreach"] {
        let wordless = desk.enters(register, json!({ "text": " " })).await;
        wordless.refused(422, "reason_required");
    }
    desk.enters("thanks", json!({}))
        .await
        .refused(404, "not_found");
    for days in ["from=2026-03-04", "from=2026-01-01&until=2026-03-01"] {
        let long = desk.caller.get(&format!("registers/patrol?{days}")).await;
        long.refused(422, "malformed");
    }
    let dance = desk.does(0, "dance", json!({})).await;
    dance.refused(404, "not_found");
    desk.hall.stop().await;
}
