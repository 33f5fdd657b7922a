//! A hostile network: slow, half-open, oversized and crooked requests leave the hall at work.

use crate::bed::{Client, Hall, Process, TEN, enrol, plan_of, plan_text};
use hall_core::device::Role;
use hall_server::listener::{Patience, serve};
use serde_json::json;
use std::time::Duration;
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

async fn connect(base: &str) -> TcpStream {
    let address = base.strip_prefix("http://").expect("an address");
    TcpStream::connect(address)
        .await
        .expect("the server listens")
}

/// Sends bytes as they are and reads until the server closes or has answered.
async fn say(base: &str, bytes: &[u8]) -> String {
    let mut stream = connect(base).await;
    // A server that has heard enough may close before all is sent.
    let _ = stream.write_all(bytes).await;
    let _ = stream.shutdown().await;
    let mut answer = Vec::new();
    let read = timeout(Duration::from_secs(30), stream.read_to_end(&mut answer)).await;
    read.expect("the server answers or closes").ok();
    String::from_utf8_lossy(&answer).into_owned()
}

async fn still_works(kiosk: &Client) {
    kiosk.take("CARD2").await;
}

async fn bed() -> (Hall, Client) {
    let hall = Hall::open("small").await;
    hall.tick().await;
    let kiosk = hall.enrol(Role::Kiosk, None).await;
    (hall, kiosk)
}

#[tokio::test]
async fn crooked_requests_get_a_4xx_or_silence_and_change_nothing() {
    let (hall, kiosk) = bed().await;
    let seq = hall.seq();
    let giant = format!(
        "GET / HTTP/1.1\r\nhost: x\r\nx-big: {}\r\n\r\n",
        "a".repeat(2_000_000)
    );
    let many = (0..5000).fold(String::new(), |many, n| many + &format!("x-{n}: y\r\n"));
    let many = format!("GET / HTTP/1.1\r\nhost: x\r\n{many}\r\n");
    let long = format!("GET /{} HTTP/1.1\r\nhost: x\r\n\r\n", "a".repeat(200_000));
    let lying = "POST /api/v1/tickets HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\n\
                 transfer-encoding: chunked\r\n\r\n0\r\n\r\n";
    let huge =
        "POST /api/v1/tickets HTTP/1.1\r\nhost: x\r\ncontent-length: 99999999999999999999\r\n\r\n";
    for bytes in [
        "\r\n\r\n",
        "hello\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "\u{16}\u{3}\u{1}",
        "GET / HTTP/1.1\r\n\r\n",
        "GET http://elsewhere/ HTTP/1.1\r\nhost: x\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        lying,
        huge,
        &giant,
        &many,
        &long,
    ] {
        let answer = say(&hall.base, bytes.as_bytes()).await;
        let start: String = answer.chars().take(12).collect();
        let fine = start.is_empty()
            || start.starts_with("HTTP/1.1 4")
            || start.starts_with("HTTP/1.1 2")
            || start.starts_with("HTTP/1.0 4");
        assert!(fine, "{:?} got {start}", &bytes[..bytes.len().min(40)]);
    }
    assert_eq!(hall.seq(), seq);
    still_works(&kiosk).await;
    hall.stop().await;
}

#[tokio::test]
async fn paths_lead_nowhere_but_where_they_should() {
    let (hall, kiosk) = bed().await;
    for path in [
        "/assets/../Cargo.toml",
        "/assets/%2e%2e/%2e%2e/etc/passwd",
        "/assets//etc/passwd",
        "/board/..%2f..",
        "/t/..",
        "/api/v1/../../etc/passwd",
        "/%00",
        "/assets/board.css%00.js",
    ] {
        let answer = say(
            &hall.base,
            format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").as_bytes(),
        )
        .await;
        assert!(answer.starts_with("HTTP/1.1 4"), "{path}: {answer}");
        assert!(!answer.contains("root:"), "{path}");
    }
    still_works(&kiosk).await;
    hall.stop().await;
}

#[tokio::test]
async fn people_who_begin_and_never_end_do_not_stop_anybody() {
    let (hall, kiosk) = bed().await;
    let mut halves = Vec::new();
    for n in 0..300 {
        let mut stream = connect(&hall.base).await;
        let begun = match n % 3 {
            0 => String::new(),
            1 => "GET /api/v1/hall HTTP/1.1\r\nhost".to_owned(),
            _ => format!(
                "POST /api/v1/tickets HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\n\
                 content-type: application/json\r\ncontent-length: 100\r\n\r\n{{\"item\":",
                kiosk.token
            ),
        };
        stream
            .write_all(begun.as_bytes())
            .await
            .expect("the server reads");
        halves.push(stream);
    }
    let seq = hall.seq();
    for _ in 0..5 {
        still_works(&kiosk).await;
    }
    drop(halves);
    still_works(&kiosk).await;
    assert_eq!(hall.seq(), seq + 6, "half a request does nothing");
    hall.stop().await;
}

#[tokio::test]
async fn who_never_says_what_it_wants_is_shown_out_and_the_next_one_let_in() {
    let (hall, kiosk) = bed().await;
    let local = std::net::SocketAddr::from(([127, 0, 0, 1], 0));
    let listener = tokio::net::TcpListener::bind(local)
        .await
        .expect("a free port");
    let base = format!("http://{}", listener.local_addr().expect("bound"));
    let head = Duration::from_millis(100);
    let patience = Patience {
        connections: 4,
        head,
    };
    let (stop, stopping) = tokio::sync::watch::channel(false);
    let service = hall_server::http::router(hall.app.clone());
    let server = tokio::spawn(serve(listener, service, stopping, patience));
    let mut idlers = Vec::new();
    for begun in ["", "GET / HTTP/1.1\r\nhost", "", "POST"] {
        let mut stream = connect(&base).await;
        stream
            .write_all(begun.as_bytes())
            .await
            .expect("the server reads");
        idlers.push(stream);
    }
    // Every seat is taken by somebody who does not speak; they lose it, and the kiosk gets one.
    still_works(&kiosk.at(&base)).await;
    for mut idler in idlers {
        let mut rest = Vec::new();
        let _ = timeout(Duration::from_secs(30), idler.read_to_end(&mut rest))
            .await
            .expect("closed");
    }
    stop.send_replace(true);
    server.await.expect("it ends");
    hall.stop().await;
}

#[tokio::test]
async fn a_caller_that_hangs_up_leaves_nothing_half_done() {
    let (hall, kiosk) = bed().await;
    for _ in 0..50 {
        let body = json!({ "request_id": crate::bed::id(), "item": "CARD2" }).to_string();
        let mut stream = connect(&hall.base).await;
        let request = format!(
            "POST /api/v1/tickets HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\n\
             content-length: {}\r\n\r\n{body}",
            kiosk.token,
            body.len()
        );
        stream
            .write_all(request.as_bytes())
            .await
            .expect("the server reads");
        drop(stream);
    }
    still_works(&kiosk).await;
    assert_eq!(hall_core::invariant::check(&hall.app.hub.look().hall), []);
    let folder = hall.stop().await;
    let verified = hall_server::admin::verify_folder(folder.path())
        .await
        .expect("readable");
    assert_eq!(verified.findings, [""; 0]);
}

#[tokio::test]
async fn midnight_closes_one_day_and_opens_the_next_with_people_waiting() {
    let (hall, kiosk) = bed().await;
    let window = hall.open_window(1).await;
    kiosk.take("CARD2").await;
    let called = window.act(1, "call-next").await.expect(200);
    hall.pass(14 * 3600).await;
    // PEERS 6: 3.
    let first = kiosk.take("CARD2").await;
    assert_eq!(
        (&first["number"], &first["day"]),
        (&json!("A001"), &json!("2026-03-04"))
    );
    kiosk
        .get(&format!("tickets/{}", called["id"]))
        .await
        .refused(404, "unknown_ticket");
    window
        .act(1, "finish")
        .await
        .refused(409, "nothing_in_hand");
    window
        .act(1, "call-next")
        .await
        .refused(409, "window_not_open");
    let hall = hall.restart().await;
    assert_eq!(kiosk.at(&hall.base).take("CARD2").await["number"], "A002");
    let folder = hall.stop().await;
    let verified = hall_server::admin::verify_folder(folder.path())
        .await
        .expect("readable");
    assert_eq!(verified.findings, [""; 0]);
}

#[tokio::test]
async fn a_clock_that_jumps_years_closes_the_day_and_nothing_else() {
    let (hall, kiosk) = bed().await;
    still_works(&kiosk).await;
    hall.pass(10 * 365 * 24 * 3600).await;
    assert_eq!(kiosk.take("CARD2").await["number"], "A001");
    assert_eq!(hall_core::invariant::check(&hall.app.hub.look().hall), []);
    let data = hall.stop().await;
    // Set right again, the hall goes on and never back.
    let hall = Hall::start(data, plan_of(&plan_text("small")), TEN)
        .await
        .expect("it starts");
    assert_eq!(kiosk.at(&hall.base).take("CARD2").await["number"], "A002");
    hall.stop().await;
}

#[tokio::test]
async fn a_plan_reloads_on_sighup_and_a_bad_one_changes_nothing() {
    let data = TempDir::new().expect("a temporary folder");
    let token = enrol(data.path(), "manager", None);
    let file = data.path().join("plan.toml");
    std::fs::write(&file, plan_text("small")).expect("a file");
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_hall-server"));
    command.env("HALL_LOG", "off");
    let server = Process::spawn_with_plan(command, &file, data.path());
    let manager = server.client(&token);
    let name = async || manager.get("hall").await.json()["hall"]["name"].clone();
    assert_eq!(name().await, "小样板大厅");
    let seq = async || manager.get("hall").await.json()["seq"].clone();
    std::fs::write(&file, "[hall]\nname = 7").expect("a file");
    server.signal(rustix::process::Signal::HUP);
    manager.get("queues").await.expect(200);
    let before = seq().await;
    std::fs::write(
        &file,
        plan_text("small").replace("小样板大厅", "新样板大厅"),
    )
    .expect("a file");
    server.signal(rustix::process::Signal::HUP);
    let changed = async {
        while name().await != "新样板大厅" {
            tokio::task::yield_now().await;
        }
    };
    timeout(Duration::from_secs(30), changed)
        .await
        .expect("the new plan comes into force");
    assert_ne!(seq().await, before);
}
