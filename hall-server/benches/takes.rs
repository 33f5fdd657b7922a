//! Durable takes over HTTP by 64 clients, against a handler on the same kind of server that reads
//! the same bodies and does nothing. Budget: at least half its rate (DESIGN 7).
//!
//! `cargo bench -p hall-server --bench takes -- --size 100000` for a longer run.

mod support;

use axum::Router;
use axum::body::Bytes;
use axum::http::StatusCode;
use axum::routing::post;
use hall_core::device::Role;
use std::net::SocketAddr;
use std::time::Instant;
use support::{Client, enrol, percentile, request_id, serve, size, verdict};

const CLIENTS: usize = 64;

#[tokio::main]
async fn main() {
    let takes = size(20_000);
    let folder = tempfile::tempdir().expect("the system gives a temporary folder");
    let running = serve(folder.path()).await;
    let token = enrol(folder.path(), Role::Kiosk, None).await;

    let mut first = Client::connect(running.address, &token).await;
    let (status, sample) = first.post("/api/v1/tickets", &body(0)).await;
    assert_eq!(status, 201, "{sample}");
    let floor_address = floor(sample).await;

    // In turn, twice, so that a drifting machine treats both alike.
    let (mut ours, mut bare) = (Vec::new(), Vec::new());
    for _ in 0..2 {
        bare.push(rate(floor_address, &token, takes / 2).await);
        ours.push(rate(running.address, &token, takes / 2).await);
    }
    let best = |rates: &[f64]| rates.iter().copied().fold(0.0, f64::max);
    let (ours, bare) = (best(&ours), best(&bare));
    verdict(
        "durable takes, 64 clients",
        ours,
        bare,
        "per s",
        ours / bare,
        "at least 0.50",
    );
    running.stop().await.expect("the server stops in order");
}

/// Numbers per second over all clients.
async fn rate(address: SocketAddr, token: &str, takes: usize) -> f64 {
    let start = Instant::now();
    let clients = (0..CLIENTS).map(|client| {
        let token = token.to_owned();
        tokio::spawn(async move {
            let mut connection = Client::connect(address, &token).await;
            let mut latencies = Vec::with_capacity(takes / CLIENTS);
            for turn in 0..takes / CLIENTS {
                let sent = Instant::now();
                let (status, answer) = connection
                    .post("/api/v1/tickets", &body(client + turn))
                    .await;
                assert_eq!(status, 201, "{answer}");
                latencies.push(sent.elapsed());
            }
            latencies
        })
    });
    let mut latencies = Vec::new();
    for client in clients.collect::<Vec<_>>() {
        latencies.extend(client.await.expect("a client does not panic"));
    }
    let rate = latencies.len() as f64 / start.elapsed().as_secs_f64();
    let (p50, p99) = (
        percentile(&mut latencies, 50),
        percentile(&mut latencies, 99),
    );
    println!("  {rate:.0} per s, p50 {p50:.1?}, p99 {p99:.1?}");
    rate
}

fn body(turn: usize) -> String {
    let queue = [
        "queue-a", "queue-b", "queue-c", "queue-d", "queue-e", "queue-f",
    ][turn % 6];
    format!(r#"{{"request_id":"{}","queue":"{queue}"}}"#, request_id())
}

/// The same kind of server with a handler that reads the body and answers as long as ours.
async fn floor(sample: String) -> SocketAddr {
    let answer = move |body: Bytes| {
        let sample = sample.clone();
        async move {
            assert!(!body.is_empty());
            (
                StatusCode::CREATED,
                [("content-type", "application/json")],
                sample,
            )
        }
    };
    let router = Router::new().route("/api/v1/tickets", post(answer));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await;
    let listener = listener.expect("loopback has a free port");
    let address = listener
        .local_addr()
        .expect("a bound listener has an address");
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}
