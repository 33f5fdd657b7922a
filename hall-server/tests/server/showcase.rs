//! The front page of a demo shows a device of its own; a real hall's does not.

use crate::bed::Hall;

async fn get(hall: &Hall, path: &str) -> (u16, String, String) {
    let answer = reqwest::get(format!("{}{path}", hall.base)).await;
    let answer = answer.expect("an answer");
    let kind = answer.headers().get("content-type");
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let (status, kind) = (answer.status().as_u16(), kind.to_owned());
    (status, kind, answer.text().await.expect("a text"))
}

#[tokio::test]
async fn only_a_demo_has_a_drawing_on_its_front_page() {
    let hall = Hall::open("small").await;
    assert_eq!(get(&hall, "/led.svg").await.0, 404);
    assert!(!get(&hall, "/").await.2.contains("/led.svg"));
    hall.app.showcase.set(|| "<svg/>".to_owned());
    let drawing = get(&hall, "/led.svg").await;
    assert_eq!(
        drawing,
        (200, "image/svg+xml".to_owned(), "<svg/>".to_owned())
    );
    assert!(get(&hall, "/").await.2.contains("src=\"/led.svg\""));
    hall.stop().await;
}
