//! Notices on the boards, through the interface and on the managers' page.

use crate::bed::{Hall, Listener, MemoryHall, plan_of, plan_text};
use crate::session::{Browser, leads_to};
use hall_core::device::Role;
use hall_protocol::resume::Cursor;
use reqwest::{Method, StatusCode};
use serde_json::json;

const TEXT: &str = "今天下午停电";

#[tokio::test]
async fn a_notice_is_on_every_board_also_after_a_restart_until_it_is_taken_back() {
    let hall = Hall::open("small").await;
    let manager = hall.enrol(Role::Manager, None).await;
    let board = hall.enrol(Role::Board, None).await;
    let mut cursor = Cursor::new();
    let mut listener = Listener::greet(&board, &hall.base, Role::Board, &mut cursor).await;
    let body = json!({ "text": TEXT, "text_en": "No power", "urgent": true });
    let posted = manager.ask("notices", body).await.expect(201);
    assert_eq!(posted["notice"], 1);
    assert_eq!(posted["text"]["name_en"], "No power");
    listener.follow(&mut cursor, hall.seq()).await;
    let told = &cursor.picture().notices;
    assert_eq!(told.len(), 1);
    assert!(told[0].urgent && told[0].text.name == TEXT);
    let page = reqwest::get(format!("{}/board", hall.base))
        .await
        .expect("a page");
    assert!(page.text().await.expect("text").contains(TEXT));
    let hall = hall.restart().await;
    let board = hall.enrol(Role::Board, None).await;
    let manager = hall.enrol(Role::Manager, None).await;
    let mut cursor = Cursor::new();
    let mut listener = Listener::greet(&board, &hall.base, Role::Board, &mut cursor).await;
    listener.follow(&mut cursor, hall.seq()).await;
    assert_eq!(cursor.picture().notices[0].text.name, TEXT);
    manager
        .ask("notices/1/withdraw", json!({}))
        .await
        .expect(200);
    listener.follow(&mut cursor, hall.seq()).await;
    assert!(cursor.picture().notices.is_empty());
    let again = manager.ask("notices/1/withdraw", json!({})).await;
    again.refused(404, "unknown_notice");
    hall.stop().await;
}

#[tokio::test]
async fn a_notice_that_cannot_be_is_refused_and_nothing_is_on_the_boards() {
    let hall = MemoryHall::open_real(plan_of(&plan_text("small"))).await;
    let manager = hall.enrol(Role::Manager, None).await;
    for (body, status, code) in [
        (json!({}), 400, "malformed"),
        (json!({ "text": " " }), 422, "malformed"),
        (json!({ "text": "two\nlines" }), 422, "malformed"),
        (json!({ "text": "停".repeat(61) }), 422, "malformed"),
        (
            json!({ "text": TEXT, "text_en": "x".repeat(121) }),
            422,
            "malformed",
        ),
        (
            json!({ "text": TEXT, "zone": "nowhere" }),
            404,
            "unknown_zone",
        ),
        (
            json!({ "text": TEXT, "zone": "no zone" }),
            404,
            "unknown_zone",
        ),
        (
            json!({ "text": TEXT, "until": "2020-01-01T00:00:00.000Z" }),
            422,
            "notice_end",
        ),
        (
            json!({ "text": TEXT, "until": "tomorrow" }),
            400,
            "malformed",
        ),
    ] {
        let answer = manager.ask("notices", body.clone()).await;
        answer.refused(status, code);
    }
    let strange = manager.ask("notices/x/withdraw", json!({})).await;
    strange.refused(404, "unknown_notice");
    let page = reqwest::get(format!("{}/board", hall.base))
        .await
        .expect("a page");
    let page = page.text().await.expect("text");
    assert!(!page.contains(TEXT) && !page.contains("停停"), "{page}");
}

#[tokio::test]
async fn a_manager_posts_and_takes_back_in_a_browser_and_twice_sent_is_posted_once() {
    let hall = MemoryHall::open_real(plan_of(&plan_text("small"))).await;
    let manager = hall.enrol(Role::Manager, None).await;
    let mut browser = Browser::new(&hall.base);
    let answer = browser.get("/manage/notices?lang=en").await;
    assert_eq!(leads_to(&answer), "/manage/sign-in?lang=en");
    browser.sign_in(manager.token.as_str()).await;
    let page = browser.get("/manage/notices?lang=en").await;
    let page = page.text().await.expect("text");
    let (_, id) = page
        .split_once("name=\"request_id\" value=\"")
        .expect("an intent");
    let id = &id[..36];
    let form = format!("request_id={id}&text=Power+off&urgent=true&zone=&until=");
    for _ in 0..2 {
        let answer = browser.post("/manage/notices?lang=en", &form).await;
        assert_eq!(leads_to(&answer), "/manage/notices?lang=en");
    }
    let page = browser.get("/manage/notices?lang=en").await;
    let page = page.text().await.expect("text");
    assert_eq!(page.matches("/withdraw?").count(), 1, "{page}");
    let other = form.replace("Power+off", "Another");
    let reused = browser.post("/manage/notices?lang=en", &other).await;
    assert_eq!(reused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let late =
        "request_id=0198f7f0-0000-7000-8000-000000000001&text=Too+late&until=2020-01-01T00%3A00";
    let late = browser.post("/manage/notices?lang=en", late).await;
    assert_eq!(late.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let late = late.text().await.expect("text");
    assert!(
        late.contains("role=\"alert\"") && late.contains("value=\"Too late\""),
        "{late}"
    );
    let back = browser.post("/manage/notices/1/withdraw?lang=en", "").await;
    assert_eq!(leads_to(&back), "/manage/notices?lang=en");
    let page = browser.get("/board").await.text().await.expect("text");
    assert!(!page.contains("Power off"), "{page}");
    let stranger = Browser::new(&hall.base)
        .ask(Method::POST, "/manage/notices", Some(form))
        .await;
    assert_eq!(leads_to(&stranger), "/manage/sign-in?lang=zh-CN");
}
