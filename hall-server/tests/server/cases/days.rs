//! What days, stops and calendars do to a case.

use super::{DAY, Desk};
use crate::bed::plan_text;
use serde_json::json;

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
