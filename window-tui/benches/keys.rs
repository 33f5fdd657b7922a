//! Key to frame with 500 waiting (budget 16 ms), and key call to the new number on the screen over
//! loopback as a ratio to a one-row commit with full sync on the same disk.

#![allow(missing_docs, reason = "a benchmark has no readers of its items")]

#[path = "../../hall-server/benches/support.rs"]
mod support;

use hall_core::code::WindowNumber;
use hall_core::device::Role;
use hall_core::plan::Language;
use hall_device::{Api, Link, LinkConfig, LinkEvent, Token, request_id};
use hall_protocol::api::Take;
use hall_protocol::view::TicketView;
use hall_server::serve::Running;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, SqliteConnection};
use std::path::Path;
use std::time::{Duration, Instant};
use support::{enrol, percentile, serve};
use tokio::sync::mpsc;
use window_tui::machine::{Action, Event, Key, LinkNews, Machine, Now, Post, Settings};
use window_tui::run;
use window_tui::screen::{self, Palette};

/// People who wait while keys are measured.
const WAITING: usize = 500;

/// Keys, and calls, that are measured.
const SAMPLES: usize = 1_000;

#[tokio::main]
async fn main() {
    let folder = tempfile::tempdir().expect("the system gives a temporary folder");
    let running = serve(folder.path()).await;
    let kiosk = api(&running, &enrol(folder.path(), Role::Kiosk, None).await);
    for _ in 0..WAITING {
        take(&kiosk).await;
    }
    let token = enrol(folder.path(), Role::Window, Some(1)).await;
    let mut desk = Desk::connect(&running, &token).await;
    for size in [(80, 24), (160, 50)] {
        frames(&mut desk, size);
    }
    desk.press(Key::Char('o')).await;
    calls(&mut desk, &kiosk, &folder.path().join("floor.db")).await;
    running.stop().await.expect("the server stops in order");
}

/// A key that opens a list and one that closes it, each with the frame that shows it.
fn frames(desk: &mut Desk, (columns, rows): (u16, u16)) {
    let backend = TestBackend::new(columns, rows);
    let mut terminal = Terminal::new(backend).expect("a test backend has no errors");
    let resized = Event::Resize(columns, rows);
    desk.tell(resized);
    let mut took = Vec::new();
    for key in [Key::Char('?'), Key::Esc].into_iter().cycle().take(SAMPLES) {
        let start = Instant::now();
        desk.tell(Event::Key(key));
        let draw = |frame: &mut ratatui::Frame<'_>| {
            screen::draw(frame, &desk.machine, Palette::Colour);
        };
        terminal.draw(draw).expect("a test backend has no errors");
        took.push(start.elapsed());
    }
    let (p50, p99) = (percentile(&mut took, 50), percentile(&mut took, 99));
    println!(
        "key to frame, {WAITING} waiting, {columns}x{rows}: p50 {p50:.1?}, p99 {p99:.1?} \
         (budget 16 ms)"
    );
}

/// Space until the number is on the screen, each beside a commit on the same disk.
async fn calls(desk: &mut Desk, kiosk: &Api, floor: &Path) {
    let mut floor = commits(floor).await;
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    let backend = TestBackend::new(80, 24);
    let mut terminal = Terminal::new(backend).expect("a test backend has no errors");
    for _ in 0..SAMPLES {
        take(kiosk).await;
        let start = Instant::now();
        desk.press(Key::Char(' ')).await;
        let draw = |frame: &mut ratatui::Frame<'_>| {
            screen::draw(frame, &desk.machine, Palette::Colour);
        };
        terminal.draw(draw).expect("a test backend has no errors");
        ours.push(start.elapsed());
        assert!(desk.machine.hand().is_some(), "{:?}", desk.machine.notice());
        theirs.push(commit(&mut floor).await);
        desk.press(Key::Char('s')).await;
        desk.press(Key::Char('f')).await;
    }
    for share in [50, 99] {
        let (ours, floor) = (percentile(&mut ours, share), percentile(&mut theirs, share));
        let ratio = ours.as_secs_f64() / floor.as_secs_f64();
        println!(
            "key call to number on the screen, p{share}: {ours:.1?}, floor {floor:.1?} (one-row \
             commit), ratio {ratio:.2}"
        );
    }
}

/// The machine of a window on a real link, without its terminal.
struct Desk {
    machine: Machine,
    api: Api,
    feed: mpsc::Receiver<LinkEvent>,
    link: hall_device::LinkHandle,
    /// Real time since the start, a second added with every key: nobody holds a key down here.
    keys: u64,
}

impl Desk {
    async fn connect(running: &Running, token: &str) -> Self {
        let server = format!("http://{}", running.address);
        let server: hall_device::ServerAddress = server.parse().expect("a listener has an address");
        let token = Token::new(token).expect("a token is a word");
        let api = Api::new(server.clone(), Some(token.clone())).expect("a client can be made");
        let (link, feed) = Link::spawn(LinkConfig::new(server, token, Role::Window));
        let settings = Settings {
            language: Language::En,
            ..Settings::default()
        };
        let machine = Machine::new(settings, Now::default(), Box::new(request_id));
        let mut desk = Self {
            machine,
            api,
            feed,
            link,
            keys: 0,
        };
        while desk.machine.number() != Some(WindowNumber(1)) || desk.machine.waiting().is_empty() {
            desk.hear().await;
        }
        desk
    }

    fn tell(&mut self, event: Event) -> Vec<Action> {
        let mono_ms = self.link.now_ms() + self.keys * 1_000;
        let hall = self.link.hall_now(self.link.now_ms()).map(|stamp| stamp.0);
        self.machine.on(Now { mono_ms, hall }, event)
    }

    async fn hear(&mut self) {
        let news = match self.feed.recv().await.expect("the link lives") {
            LinkEvent::Connected(welcome) => LinkNews::Connected(Box::new((*welcome).clone())),
            LinkEvent::Changed(changes) => LinkNews::Changed(changes),
            LinkEvent::Resynced => LinkNews::Picture(self.link.picture()),
            _ => return,
        };
        self.tell(Event::Link(news));
    }

    /// A key, and the answer to what it sent; the feed is heard meanwhile.
    async fn press(&mut self, key: Key) {
        self.keys += 1;
        for action in self.tell(Event::Key(key)) {
            if let Action::Post(post) = action {
                self.send(post).await;
            }
        }
    }

    async fn send(&mut self, post: Post) {
        let api = self.api.clone();
        let request_id = post.request_id.clone();
        let sent = tokio::spawn(async move { run::send(&api, &post).await });
        tokio::pin!(sent);
        let answer = loop {
            tokio::select! {
                answer = &mut sent => break answer.expect("the request does not panic"),
                () = self.hear() => {}
            }
        };
        let result = Ok(answer.expect("the hall says yes"));
        self.tell(Event::Reply { request_id, result });
    }
}

fn api(running: &Running, token: &str) -> Api {
    let server = format!("http://{}", running.address);
    let server = server.parse().expect("a listener has an address");
    Api::new(server, Token::new(token)).expect("a client can be made")
}

async fn take(kiosk: &Api) {
    let take = Take {
        request_id: request_id(),
        queue: Some("queue-a".to_owned()),
        ..Take::default()
    };
    let taken = kiosk.post::<_, TicketView>("/api/v1/tickets", &take, 1);
    taken.await.expect("the hall gives numbers");
}

async fn commits(path: &Path) -> SqliteConnection {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .disable_statement_logging();
    let mut connection = options.connect().await.expect("the disk takes a database");
    sqlx::query("create table row (row_id integer primary key, body text not null)")
        .execute(&mut connection)
        .await
        .expect("a fresh database has no table");
    connection
}

async fn commit(connection: &mut SqliteConnection) -> Duration {
    let body = "x".repeat(600);
    let start = Instant::now();
    sqlx::query("insert into row (body) values (?)")
        .bind(body)
        .execute(connection)
        .await
        .expect("one row fits");
    start.elapsed()
}
