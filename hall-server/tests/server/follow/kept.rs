//! What stays of it: answers, the state after a restart, and the tables.

use super::{DAY, Desk};
use crate::bed::{Tables, id};
use hall_server::store::sqlite::Reader;
use hall_server::verify::verify;
use serde_json::json;

impl Desk {
    async fn restart(self) -> Self {
        let hall = self.hall.restart().await;
        Self {
            kiosk: self.kiosk.at(&hall.base),
            window: self.window.at(&hall.base),
            pad: self.pad.at(&hall.base),
            caller: self.caller.at(&hall.base),
            manager: self.manager.at(&hall.base),
            hall,
        }
    }
}

#[tokio::test]
async fn everything_goes_on_after_a_restart_as_if_nothing_had_been() {
    let desk = Desk::open().await;
    let bad = desk.rated(1).await;
    desk.contacted(0).await;
    desk.close_day().await;
    let call = json!({
        "request_id": id(), "clerk": "W3A", "channel": "phone", "outcome": "reached",
        "problem": "没有座位",
    });
    let path = format!("callbacks/2026-03-03/{bad}");
    let called = desk.caller.post(&path, call.clone()).await;
    called.expect(201);
    let (seq, state) = (desk.hall.seq(), desk.hall.app.hub.look().hall.clone());
    let desk = desk.restart().await;
    assert_eq!(desk.hall.app.hub.look().hall, state);
    let again = desk.caller.post(&path, call).await;
    assert_eq!((again.status, &again.text), (201, &called.text));
    assert_eq!(desk.hall.seq(), seq, "nobody was called twice");
    let judge = json!({ "judgement": "complex" });
    desk.does(0, "judge", judge).await.expect(200);
    let text = json!({ "text": "门口" });
    let entered = desk.enters("complaint", text).await.expect(201);
    assert_eq!(entered["rectification"], 2, "ids run on");
    desk.hall.stop().await;
}

#[tokio::test]
async fn the_tables_are_the_fold_of_the_journal_and_rot_in_them_is_found() {
    let desk = Desk::open().await;
    let bad = desk.rated(1).await;
    desk.rated(5).await;
    let found = json!({ "text": "旧", "window": 2, "rectify_by": "2026-03-09" });
    desk.enters("patrol", found).await.expect(201);
    desk.contacted(0).await;
    desk.close_day().await;
    let told = json!({ "outcome": "reached", "level": 3 });
    desk.calls(bad, told).await.expect(201);
    let judge = json!({ "judgement": "clear" });
    desk.does(0, "judge", judge).await.expect(200);
    for (id, text) in [(0, "道歉"), (1, "换了")] {
        let text = json!({ "text": text });
        desk.does(id, "close", text).await.expect(200);
    }
    let text = json!({ "text": "公开" });
    desk.does(0, "publish", text).await.expect(200);
    desk.hall.pass(20 * DAY).await;
    assert!(desk.hall.app.hub.look().hall.callbacks().is_empty());
    let folder = desk.hall.stop().await;
    let database = folder.path().join("hall.db");
    let check = || async {
        let reader = Reader::open(&database).await.expect("a hall");
        let found = verify(&reader).await.expect("it can be read").findings;
        reader.close().await;
        found
    };
    assert_eq!(check().await, [""; 0]);
    let mut tables = Tables::open(folder.path()).await;
    for (sql, expected) in [
        ("select count(*) from rectification where ended <= due", 2),
        (
            "select count(*) from rectification where reached <= contact_due",
            1,
        ),
        ("select count(*) from callback where outcome = 'reached'", 1),
        ("select max(target) from callback where served = 2", 1),
        (
            "select count(*) from register_entry where rectification = 1",
            1,
        ),
    ] {
        assert_eq!(tables.count(sql).await, expected, "{sql}");
    }
    let steps = "select step from rectification_step where rectification_id = 0 order by event_id";
    let expected = ["opened", "contacted", "judged", "closed", "published"];
    assert_eq!(tables.texts(steps).await, expected);
    tables.close().await;
    for (sql, found) in [
        (
            "update rectification set due = due + 1 where rectification_id = 0",
            "table rectification, 0: differs from the journal",
        ),
        (
            "delete from rectification_step where step = 'judged'",
            "is missing",
        ),
        ("update callback set level = 5", "table callback, "),
        (
            "update register_entry set people = 7",
            "table register_entry, 0: differs from the journal",
        ),
    ] {
        let mut tables = Tables::open(folder.path()).await;
        tables.change(sql).await;
        tables.close().await;
        let findings = check().await;
        assert!(
            findings.iter().any(|what| what.contains(found)),
            "{findings:?}"
        );
    }
}
