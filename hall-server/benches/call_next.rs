//! One clerk alone presses "next": latency against a one-row commit through sqlx with full sync on
//! the same disk. Budget: p99 at most 4 times the commit's (DESIGN 7).

mod support;

use hall_core::device::Role;
use std::time::{Duration, Instant};
use support::{
    Client, Floor, enrol, intent, percentile, request_id, serve, serve_out, size, verdict,
};

#[tokio::main]
async fn main() {
    let calls = size(1_000);
    let folder = tempfile::tempdir().expect("the system gives a temporary folder");
    let running = serve(folder.path()).await;
    let kiosk = enrol(folder.path(), Role::Kiosk, None).await;
    let window = enrol(folder.path(), Role::Window, Some(1)).await;
    let mut kiosk = Client::connect(running.address, &kiosk).await;
    let mut window = Client::connect(running.address, &window).await;
    assert_eq!(window.post("/api/v1/windows/1/open", "{}").await.0, 200);

    let mut commits = Floor::new(&folder.path().join("floor.db")).await;
    let (mut ours, mut floor) = (Vec::new(), Vec::new());
    for turn in 0..calls {
        if turn > 0 {
            serve_out(&mut window).await;
        }
        let take = format!(r#"{{"request_id":"{}","queue":"queue-a"}}"#, request_id());
        assert_eq!(kiosk.post("/api/v1/tickets", &take).await.0, 201);
        ours.push(timed_call(&mut window).await);
        floor.push(commits.commit().await);
    }
    for (name, samples) in [("call-next", &mut ours), ("one-row commit", &mut floor)] {
        let (p50, p99) = (percentile(samples, 50), percentile(samples, 99));
        println!("  {name}: p50 {p50:.1?}, p99 {p99:.1?}");
    }
    let micros = |duration: Duration| duration.as_secs_f64() * 1e6;
    let (ours, floor) = (
        micros(percentile(&mut ours, 99)),
        micros(percentile(&mut floor, 99)),
    );
    verdict(
        "call-next p99, one clerk",
        ours,
        floor,
        "µs",
        ours / floor,
        "at most 4.00",
    );
    running.stop().await.expect("the server stops in order");
}

async fn timed_call(window: &mut Client) -> Duration {
    let body = intent();
    let start = Instant::now();
    let (status, answer) = window.post("/api/v1/windows/1/call-next", &body).await;
    let took = start.elapsed();
    assert_eq!(status, 200, "{answer}");
    took
}
