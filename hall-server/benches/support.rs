//! What the benchmarks share: a hall on a temporary folder, a lean HTTP client, and percentiles.
//!
//! The client is written by hand so that the floor and the measured server pay as little as
//! possible for it; both always use the same one.

#![allow(dead_code, reason = "each benchmark uses a part of this")]

use hall_core::device::Role;
use hall_server::admin::{self, Enrolment};
use hall_server::plan;
use hall_server::random::Random;
use hall_server::serve::{Options, Running, TimeSource};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, SqliteConnection};
use std::net::SocketAddr;
use std::path::Path;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// The plan with ranges wide enough for load.
pub(crate) const WIDE: &str = include_str!("../../fixtures/halls/wide.toml");

/// 2026-03-03 10:00 in Shanghai.
pub(crate) const MORNING_MS: i64 = 1_772_503_200_000;

/// A server on `data` with the wide plan.
pub(crate) async fn serve(data: &Path) -> Running {
    let plan = plan::parse("wide.toml", WIDE).expect("the fixture is a valid plan");
    let options = Options {
        plan,
        data: data.to_owned(),
        listen: SocketAddr::from(([127, 0, 0, 1], 0)),
        public_url: None,
        time: TimeSource::Practice {
            at: hall_core::Time(MORNING_MS),
            speed: 1,
        },
        random: Random::System,
    };
    Running::start(options)
        .await
        .expect("a fresh folder can be served")
}

/// A new device's token.
pub(crate) async fn enrol(data: &Path, role: Role, window: Option<u16>) -> String {
    let wanted = Enrolment {
        role,
        name: format!("{role} {window:?}"),
        window,
        department: None,
    };
    admin::enrol(data, wanted)
        .await
        .expect("the hall takes devices")
        .token
}

/// A keep-alive HTTP/1.1 connection.
pub(crate) struct Client {
    stream: TcpStream,
    buffer: Vec<u8>,
    token: String,
}

impl Client {
    /// Connects with a device's token.
    pub(crate) async fn connect(address: SocketAddr, token: &str) -> Self {
        let stream = TcpStream::connect(address)
            .await
            .expect("the server listens");
        stream.set_nodelay(true).expect("loopback takes the option");
        Self {
            stream,
            buffer: Vec::with_capacity(4096),
            token: token.to_owned(),
        }
    }

    /// Posts a JSON body; gives status and answer.
    pub(crate) async fn post(&mut self, path: &str, body: &str) -> (u16, String) {
        let request = format!(
            "POST {path} HTTP/1.1\r\nhost: hall\r\nauthorization: Bearer {}\r\n\
             content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            self.token,
            body.len()
        );
        self.stream
            .write_all(request.as_bytes())
            .await
            .expect("the connection holds");
        self.answer().await
    }

    async fn answer(&mut self) -> (u16, String) {
        self.buffer.clear();
        loop {
            if let Some(end) = find(&self.buffer, b"\r\n\r\n") {
                let head = String::from_utf8_lossy(&self.buffer[..end]).to_ascii_lowercase();
                let length = head
                    .lines()
                    .find_map(|line| line.strip_prefix("content-length: "))
                    .and_then(|length| length.trim().parse::<usize>().ok())
                    .unwrap_or(0);
                if self.buffer.len() >= end + 4 + length {
                    let status = head[9..12].parse().expect("a status line has three digits");
                    let body = &self.buffer[end + 4..end + 4 + length];
                    return (status, String::from_utf8_lossy(body).into_owned());
                }
            }
            let read = self.stream.read_buf(&mut self.buffer).await;
            assert!(
                read.expect("the connection holds") > 0,
                "the server closed the connection"
            );
        }
    }
}

/// A window's own body of a request.
pub(crate) fn intent() -> String {
    format!(r#"{{"request_id":"{}"}}"#, request_id())
}

/// Whoever was called to window 1 is served, and nobody is at it any more.
pub(crate) async fn serve_out(window: &mut Client) {
    for act in ["start", "finish"] {
        let path = format!("/api/v1/windows/1/{act}");
        let (status, answer) = window.post(&path, &intent()).await;
        assert_eq!(status, 200, "{answer}");
    }
}

/// What no durable call can be faster than: a one-row commit with full sync on the same disk.
pub(crate) struct Floor {
    connection: SqliteConnection,
}

impl Floor {
    /// A database of its own.
    pub(crate) async fn new(path: &Path) -> Self {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .disable_statement_logging();
        let connection = options.connect().await;
        let mut connection = connection.expect("the disk takes a database");
        sqlx::query("create table row (row_id integer primary key, body text not null)")
            .execute(&mut connection)
            .await
            .expect("a fresh database has no table");
        Self { connection }
    }

    /// How long one takes now.
    pub(crate) async fn commit(&mut self) -> Duration {
        let body = "x".repeat(600);
        let start = Instant::now();
        sqlx::query("insert into row (body) values (?)")
            .bind(body)
            .execute(&mut self.connection)
            .await
            .expect("one row fits");
        start.elapsed()
    }
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack
        .windows(needle.len())
        .position(|window| window == needle)
}

/// A new request id.
pub(crate) fn request_id() -> String {
    uuid::Uuid::now_v7().to_string()
}

/// The nearest-rank percentile of unsorted samples.
pub(crate) fn percentile(samples: &mut [Duration], share: usize) -> Duration {
    samples.sort_unstable();
    let rank = (samples.len() * share).div_ceil(100).max(1);
    samples[rank - 1]
}

/// One figure beside its floor and budget.
pub(crate) fn verdict(what: &str, ours: f64, floor: f64, unit: &str, ratio: f64, budget: &str) {
    println!(
        "{what}: {ours:.1} {unit}, floor {floor:.1} {unit}, ratio {ratio:.2} (budget {budget})"
    );
}

/// A size from the command line (`--size N`), or the quick one.
pub(crate) fn size(quick: usize) -> usize {
    let mut args = std::env::args().skip_while(|arg| arg != "--size").skip(1);
    args.next()
        .and_then(|size| size.parse().ok())
        .unwrap_or(quick)
}
