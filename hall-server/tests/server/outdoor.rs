//! The outdoor board of a real hall: yesterday's figures, and nobody's number.

use crate::bed::Hall;
use hall_core::device::Role;

async fn page(hall: &Hall) -> String {
    let page = reqwest::get(format!("{}/outdoor?lang=zh-CN", hall.base)).await;
    let page = page.expect("an answer");
    assert_eq!(page.status(), 200);
    page.text().await.expect("a text")
}

#[tokio::test]
async fn the_street_reads_yesterdays_figures_and_no_number() {
    let hall = Hall::open("small").await;
    let kiosk = hall.enrol(Role::Kiosk, None).await;
    let window = hall.open_window(1).await;
    for _ in 0..6 {
        kiosk.take("CARD2").await;
        for act in ["call-next", "start", "finish"] {
            let done = window.act(1, act).await;
            assert_eq!(done.status, 200, "{act}: {}", done.text);
        }
    }
    let today = page(&hall).await;
    assert!(
        !today.contains("class=\"yesterday\""),
        "there was no day before"
    );
    hall.pass(86_400).await;
    kiosk.take("CARD2").await;
    let next = page(&hall).await;
    for say in ["昨天", "6 件", "平均等候"] {
        assert!(next.contains(say), "{say}: {next}");
    }
    for text in [today, next] {
        for number in ["A001", "B001", "A006", "B006"] {
            assert!(!text.contains(number), "{number}");
        }
    }
    hall.stop().await;
}
