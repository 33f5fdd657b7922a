//! The outdoor board of a real hall: yesterday's figures, and nobody's number.

use crate::bed::{Client, Hall};
use axum::body::Body;
use axum::http::Request;
use futures_util::FutureExt;
use hall_core::device::Role;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::timeout;
use tower_service::Service;

async fn page(hall: &Hall) -> String {
    let page = reqwest::get(format!("{}/outdoor?lang=zh-CN", hall.base)).await;
    let page = page.expect("an answer");
    assert_eq!(page.status(), 200);
    page.text().await.expect("a text")
}

/// A hall that has served six people today, and its kiosk.
async fn served() -> (Hall, Client) {
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
    (hall, kiosk)
}

#[tokio::test]
async fn a_passer_by_who_goes_away_takes_no_figures_with_them() {
    let (hall, kiosk) = served().await;
    hall.pass(86_400).await;
    kiosk.take("CARD2").await;
    let mut routes = hall_server::http::router(Arc::clone(&hall.app));
    let request = Request::get("/outdoor").body(Body::empty());
    let answer = routes.call(request.expect("a request"));
    assert!(answer.now_or_never().is_none(), "it was given up too late");
    let shown = async { while !page(&hall).await.contains("class=\"yesterday\"") {} };
    let limit = Duration::from_secs(30);
    assert!(timeout(limit, shown).await.is_ok(), "nobody reads them");
    hall.stop().await;
}

#[tokio::test]
async fn the_street_reads_yesterdays_figures_and_no_number() {
    let (hall, kiosk) = served().await;
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
