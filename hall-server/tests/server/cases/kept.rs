//! What stays of cases: answers, the state after a restart, and the tables.

use super::{DAY, Desk};
use crate::bed::{Tables, id};
use hall_server::store::sqlite::Reader;
use hall_server::verify::verify;
use serde_json::json;

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
