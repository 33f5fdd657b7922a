//! A hall in memory with a device of every role, opened anew for every script.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, header};
use hall_core::code::WindowNumber;
use hall_core::device::Role;
use hall_core::{Command, Time, invariant};
use hall_server::auth::secret;
use hall_server::clock::{Clock, zone};
use hall_server::day_key::DayKeys;
use hall_server::desk::Ask;
use hall_server::desk::recover::recover;
use hall_server::http::{App, Shared, Showcase, router};
use hall_server::presence::Presence;
use hall_server::printers::Printers;
use hall_server::random::Random;
use hall_server::serve::open_desk;
use hall_server::store::StoreError;
use hall_server::store::memory::{Content, MemoryStore};
use std::sync::{Arc, OnceLock};
use std::time::Instant;
use tokio::runtime::Runtime;
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinHandle;
use tower_service::Service;

/// An answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) text: String,
}

/// One hall.
pub(super) struct Site {
    runtime: Runtime,
    app: Shared,
    router: Router,
    store: MemoryStore,
    desk: JoinHandle<Result<MemoryStore, StoreError>>,
    _stop: watch::Sender<bool>,
}

/// Tuesday 2026-03-03, 10:00 in Shanghai, in milliseconds.
const TEN: i64 = 1_772_503_200_000;

/// A small plan, the same as in the corpus.
const PLAN: &str = include_str!("../../../../../fixtures/fuzz/plan/tiny_hall.toml");

/// Answers are small; only a report is not.
const ANSWER_BYTES_MAX: usize = 4 * 1024 * 1024;

impl Site {
    /// The hall as it is before the first visitor: a plan, a device of each role.
    pub(super) fn open() -> Self {
        static PREPARED: OnceLock<Content> = OnceLock::new();
        let prepared = PREPARED.get_or_init(|| {
            let site = Self::over(MemoryStore::default());
            site.prepare();
            site.store.content().clone()
        });
        let store = MemoryStore::default();
        *store.content() = prepared.clone();
        Self::over(store)
    }

    fn over(store: MemoryStore) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build();
        let runtime = runtime.expect("a runtime on this thread needs nothing");
        let (stop, stopping) = watch::channel(false);
        let (app, desk) = runtime.block_on(async {
            let mut opened = store.clone();
            let recovered = recover(&mut opened).await.expect("the hall is sound");
            let shanghai = zone("Asia/Shanghai").expect("the zones are bundled");
            let at = recovered.hall.time().0.max(TEN);
            let clock = Arc::new(Clock::manual(shanghai, Time(at)));
            let (desk, hub, task) = open_desk(opened, &recovered, &clock);
            let app = App {
                desk,
                hub,
                reader: None,
                random: Random::seeded(1),
                presence: Presence::new(Instant::now()),
                printers: Printers::default(),
                proving: tokio::sync::Mutex::default(),
                yesterday: hall_server::http::outdoor::Yesterday::default(),
                day_keys: DayKeys::default(),
                practice: true,
                showcase: Showcase::default(),
                public_url: "http://hall.example".to_owned(),
                streams: Arc::new(Semaphore::new(1)),
                stopping,
            };
            (Arc::new(app), task)
        });
        Self {
            router: router(Arc::clone(&app)),
            runtime,
            app,
            store,
            desk,
            _stop: stop,
        }
    }

    fn prepare(&self) {
        let plan = hall_server::plan::parse("tiny_hall.toml", PLAN);
        let plan = Box::new(plan.expect("the plan of the corpus is valid"));
        let department = plan.departments.keys().next().copied();
        self.command(Command::LoadPlan { plan });
        for role in Role::ALL {
            let at_window = matches!(role, Role::Window | Role::Pad);
            self.command(Command::EnrolDevice {
                role,
                name: format!("{role} of the fuzzer"),
                window: at_window.then_some(WindowNumber(1)),
                department: department.filter(|_| role.needs_department()),
                secret: secret(&role.to_string()),
            });
        }
        self.command(Command::Tick);
    }

    fn command(&self, command: Command) {
        let asked = self.app.desk.ask(Ask::of_operator(command));
        self.runtime.block_on(asked).expect("the desk works");
    }

    /// The last event.
    pub(super) fn seq(&self) -> u64 {
        self.app.hub.look().tip.seq.0
    }

    /// Lets seconds pass, and lets time act.
    pub(super) fn wait(&self, seconds: u64) {
        let clock = self.app.hub.clock();
        clock.set(Time(clock.time().0 + seconds as i64 * 1000));
        let ask = self.app.desk.ask(Ask::of_hall(Command::Tick));
        // A desk that is gone is noticed by whoever looks.
        drop(self.runtime.block_on(ask));
        self.lives();
    }

    /// Sends a request as a role, or as nobody; none when it is no request.
    pub(super) fn send(
        &mut self,
        who: &str,
        method: &str,
        path: &str,
        body: &str,
    ) -> Option<Reply> {
        let (method, path) = match method {
            "PAGE" => ("GET", path.to_owned()),
            other => (other, format!("/api/v1{path}")),
        };
        // A stream ends with its client only.
        if path.starts_with("/stream") || path.starts_with("/api/v1/feed") {
            return None;
        }
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::AUTHORIZATION, format!("Bearer {who}"))
            .body(Body::from(body.to_owned()))
            .ok()?;
        let router = &mut self.router;
        self.runtime.block_on(async {
            let Ok(response) = Service::call(router, request).await;
            let status = response.status().as_u16();
            let bytes = to_bytes(response.into_body(), ANSWER_BYTES_MAX).await;
            let bytes = bytes.expect("an answer is within its limit");
            let text = String::from_utf8_lossy(&bytes).into_owned();
            Some(Reply { status, text })
        })
    }

    /// The desk is at work.
    pub(super) fn lives(&self) {
        assert!(!self.desk.is_finished(), "the desk ended");
    }

    /// The hall keeps its rules, and the next start finds it as it is.
    pub(super) fn end(self) {
        let hall = self.app.hub.look().hall.clone();
        assert_eq!(invariant::check(&hall), [], "an invariant is broken");
        let mut store = self.store.clone();
        let recovered = self.runtime.block_on(recover(&mut store));
        let recovered = recovered.expect("what was stored can be read");
        assert_eq!(recovered.hall, hall, "a restart finds another hall");
    }
}
