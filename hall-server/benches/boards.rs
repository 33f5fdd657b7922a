//! From a call to the last of 1,000 boards, against a bare TCP broadcast of the same bytes to as
//! many sockets. Budget: p99 at most twice the floor's, 10 KiB of memory per board (DESIGN 7).

mod support;

use futures_util::{SinkExt, StreamExt};
use hall_core::device::Role;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};
use support::{Client, enrol, intent, percentile, request_id, serve, size, verdict};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{broadcast, mpsc};
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{Message, http::HeaderValue};

const ROUNDS: usize = 40;

#[tokio::main]
async fn main() {
    let boards = size(1_000);
    let folder = tempfile::tempdir().expect("the system gives a temporary folder");
    let running = serve(folder.path()).await;
    let token = enrol(folder.path(), Role::Board, None).await;
    let kiosk = enrol(folder.path(), Role::Kiosk, None).await;
    let window = enrol(folder.path(), Role::Window, Some(1)).await;
    let mut kiosk = Client::connect(running.address, &kiosk).await;
    let mut window = Client::connect(running.address, &window).await;
    assert_eq!(window.post("/api/v1/windows/1/open", "{}").await.0, 200);

    let before = resident_kib();
    let (shown, mut seen) = mpsc::channel(boards * 2);
    for _ in 0..boards {
        board(running.address, &token, shown.clone()).await;
    }
    // Both ends live in this process, so half of the growth is the boards' own.
    let per_board = (resident_kib() - before) / boards as f64;
    let mut ours = Vec::new();
    let mut bytes = 0;
    for round in 0..ROUNDS {
        if round > 0 {
            for act in ["start", "finish"] {
                window
                    .post(&format!("/api/v1/windows/1/{act}"), &intent())
                    .await;
            }
        }
        let take = format!(r#"{{"request_id":"{}","queue":"queue-a"}}"#, request_id());
        assert_eq!(kiosk.post("/api/v1/tickets", &take).await.0, 201);
        let start = Instant::now();
        assert_eq!(
            window
                .post("/api/v1/windows/1/call-next", &intent())
                .await
                .0,
            200
        );
        // Measured from the answer: the commit is another benchmark's matter.
        let answered = start.elapsed();
        for _ in 0..boards {
            bytes = seen.recv().await.expect("boards stay connected");
        }
        ours.push(start.elapsed().saturating_sub(answered));
    }
    let mut floor = floor(boards, bytes).await;
    let ms = |duration: Duration| duration.as_secs_f64() * 1e3;
    println!(
        "  ours p50 {:.1?}, floor p50 {:.1?}",
        percentile(&mut ours, 50),
        percentile(&mut floor, 50)
    );
    let (ours, floor) = (
        ms(percentile(&mut ours, 99)),
        ms(percentile(&mut floor, 99)),
    );
    verdict(
        &format!("call to the last of {boards} boards, p99"),
        ours,
        floor,
        "ms",
        ours / floor,
        "at most 2.00",
    );
    println!(
        "memory: {per_board:.1} KiB per board, both ends together (budget 10 KiB for the server's)"
    );
    running.stop().await.expect("the server stops in order");
}

/// A board that says when it has heard a call.
async fn board(address: SocketAddr, token: &str, shown: mpsc::Sender<usize>) {
    let url = format!("ws://{address}/api/v1/feed");
    let mut request = url.into_client_request().expect("the address makes a URL");
    let bearer = HeaderValue::from_str(&format!("Bearer {token}")).expect("tokens are plain");
    request.headers_mut().insert("authorization", bearer);
    let config = WebSocketConfig::default().read_buffer_size(4096);
    let stream = TcpStream::connect(address)
        .await
        .expect("the server listens");
    let (mut socket, _) =
        tokio_tungstenite::client_async_with_config(request, stream, Some(config))
            .await
            .expect("the feed upgrades");
    let hello = r#"{"type":"hello","version":1,"role":"board","fresh":true}"#;
    socket
        .send(Message::text(hello))
        .await
        .expect("the connection holds");
    for _ in 0..2 {
        socket
            .next()
            .await
            .expect("welcome and snapshot come")
            .expect("as text");
    }
    tokio::spawn(async move {
        while let Some(Ok(frame)) = socket.next().await {
            let is_call = frame
                .to_text()
                .is_ok_and(|text| text.contains(r#""kind":"call""#));
            if is_call && shown.send(frame.len()).await.is_err() {
                return;
            }
        }
    });
}

/// The same bytes to as many bare sockets, one task each.
async fn floor(clients: usize, bytes: usize) -> Vec<Duration> {
    let listener = TcpListener::bind("127.0.0.1:0")
        .await
        .expect("loopback has a free port");
    let address = listener
        .local_addr()
        .expect("a bound listener has an address");
    let (sender, _) = broadcast::channel::<Arc<[u8]>>(64);
    let (shown, mut seen) = mpsc::channel(clients * 2);
    for _ in 0..clients {
        let connected = TcpStream::connect(address);
        let (client, accepted) = tokio::join!(connected, listener.accept());
        let (mut server, _) = accepted.expect("loopback accepts");
        let mut client = client.expect("loopback connects");
        let mut frames = sender.subscribe();
        tokio::spawn(async move {
            while let Ok(frame) = frames.recv().await {
                if server.write_all(&frame).await.is_err() {
                    return;
                }
            }
        });
        let shown = shown.clone();
        tokio::spawn(async move {
            let mut frame = vec![0; bytes];
            while client.read_exact(&mut frame).await.is_ok() {
                if shown.send(()).await.is_err() {
                    return;
                }
            }
        });
    }
    let frame: Arc<[u8]> = vec![b'x'; bytes].into();
    let mut samples = Vec::new();
    for _ in 0..ROUNDS {
        let start = Instant::now();
        sender.send(Arc::clone(&frame)).expect("everybody listens");
        for _ in 0..clients {
            seen.recv().await.expect("clients stay connected");
        }
        samples.push(start.elapsed());
    }
    samples
}

/// Resident memory of this process in KiB.
fn resident_kib() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
    kib.unwrap_or(0.0)
}
