//! A real server in this process, its devices, and the program as its window.

use crate::pty::Terminal;
use hall_core::Event;
use hall_core::code::{ItemCode, WindowNumber};
use hall_core::device::Role;
use hall_core::plan::Language;
use hall_device::{Api, Token};
use hall_protocol::api::Take;
use hall_protocol::view::TicketView;
use hall_server::admin::{self, Enrolment};
use hall_server::journal::Tip;
use hall_server::plan;
use hall_server::random::Random;
use hall_server::serve::{Options, Running, TimeSource};
use hall_server::store::sqlite::Reader;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// 2026-03-03 10:00 in Shanghai.
pub(crate) const TEN_MS: i64 = 1_772_503_200_000;

/// The small hall. Nobody waits twenty seconds between two announcements of a test.
fn small() -> hall_core::Plan {
    let text = include_str!("../../../fixtures/halls/small.toml");
    let mut plan = plan::parse("small.toml", text).expect("the fixture is a valid plan");
    plan.calls.interval_s = 0;
    plan
}

/// A hall that is served.
pub(crate) struct Hall {
    runtime: Runtime,
    running: Option<Running>,
    data: TempDir,
    kiosk: Api,
    taken: u32,
}

impl Hall {
    /// Serves the small hall as a practice day at ten.
    pub(crate) fn serve() -> Self {
        Self::serve_with(|_| {})
    }

    /// The same with a change of the plan.
    pub(crate) fn serve_with(change: impl FnOnce(&mut hall_core::Plan)) -> Self {
        let mut plan = small();
        change(&mut plan);
        let runtime = Runtime::new().expect("the system gives threads");
        let data = tempfile::tempdir().expect("the system gives a folder");
        let options = Options {
            plan,
            data: data.path().to_owned(),
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            public_url: None,
            time: TimeSource::Practice {
                at: hall_core::Time(TEN_MS),
                speed: 1,
            },
            random: Random::System,
        };
        let running = runtime.block_on(Running::start(options));
        let running = running.expect("a fresh folder can be served");
        let server = format!("http://{}", running.address);
        let token = enrol(&runtime, data.path(), Role::Kiosk, None);
        let address = server.parse().expect("a listener has an address");
        let kiosk = Api::new(address, Token::new(&token)).expect("a client can be made");
        Self {
            runtime,
            running: Some(running),
            data,
            kiosk,
            taken: 0,
        }
    }

    /// The data folder.
    pub(crate) fn data(&self) -> &Path {
        self.data.path()
    }

    /// The runtime of the server.
    pub(crate) fn runtime(&self) -> &Runtime {
        &self.runtime
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> String {
        let running = self.running.as_ref().expect("it runs until it is stopped");
        format!("http://{}", running.address)
    }

    /// Somebody takes a number.
    pub(crate) fn take(&mut self, item: &str) -> String {
        self.taken += 1;
        let take = Take {
            request_id: hall_device::request_id(),
            item: Some(
                item.parse::<ItemCode>()
                    .expect("an item of the plan")
                    .to_string(),
            ),
            ..Take::default()
        };
        let taken = self
            .kiosk
            .post::<_, TicketView>("/api/v1/tickets", &take, 1);
        let taken = self.runtime.block_on(taken);
        taken.expect("the hall gives numbers").number
    }

    /// A file with the token of a new window.
    pub(crate) fn token(&self, role: Role, window: Option<u16>) -> PathBuf {
        let token = enrol(&self.runtime, self.data(), role, window);
        let name = format!("{role}-{}.token", window.map_or(0, |window| window));
        let path = self.data().join(name);
        std::fs::write(&path, token).expect("the folder takes files");
        path
    }

    /// The program as this window, in a language.
    pub(crate) fn window(&self, window: WindowNumber, language: Language) -> Command {
        self.window_by(&self.address(), window, language)
    }

    /// The same, which reaches the hall by another address.
    pub(crate) fn window_by(
        &self,
        address: &str,
        window: WindowNumber,
        language: Language,
    ) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_window-tui"));
        let token = self.token(Role::Window, Some(window.0));
        command.args(["--language", language.tag(), "--server", address]);
        command.arg("--token-file").arg(token);
        command
    }

    /// The program as the guide's desk, in a language.
    pub(crate) fn guide(&self, language: Language) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_window-tui"));
        let token = self.token(Role::Guide, None);
        command.args(["--guide", "--language", language.tag()]);
        command.args(["--server", &self.address()]);
        command.arg("--token-file").arg(token);
        command
    }

    /// The window on a terminal of 80 by 24.
    pub(crate) fn at_window(&self, window: WindowNumber, language: Language) -> Terminal {
        Terminal::start(&self.window(window, language), (80, 24))
    }

    /// Every event so far with the intent behind it, after the server has ended.
    pub(crate) fn journal(&self) -> Vec<(u128, Event)> {
        self.runtime.block_on(read_journal(self.data()))
    }

    /// Ends the server in order.
    pub(crate) fn stop(&mut self) {
        if let Some(running) = self.running.take() {
            let stopped = self.runtime.block_on(running.stop());
            stopped.expect("the server stops in order");
        }
    }
}

impl Drop for Hall {
    fn drop(&mut self) {
        self.running.take();
    }
}

async fn read_journal(data: &Path) -> Vec<(u128, Event)> {
    let database = data.join("hall.db");
    let reader = Reader::open(&database).await.expect("the server has ended");
    let mut moment = reader.moment().await.expect("a database can be read");
    let (mut events, mut tip) = (Vec::new(), Tip::default());
    loop {
        let rows = moment.rows_after(events.len() as u64, 1_000).await;
        let rows = rows.expect("a database can be read");
        if rows.is_empty() {
            return events;
        }
        for row in &rows {
            let event = tip.follow(row).expect("the chain holds");
            events.push((row.request.0, event));
        }
    }
}

fn enrol(runtime: &Runtime, data: &Path, role: Role, window: Option<u16>) -> String {
    let wanted = Enrolment {
        role,
        name: format!("{role} {window:?}"),
        window,
        department: None,
    };
    let enrolled = runtime.block_on(admin::enrol(data, wanted));
    enrolled.expect("the hall takes devices").token
}
