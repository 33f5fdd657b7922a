//! One life of the shipped server: router, desk, hub and feeds, polled by hand in virtual time.
//!
//! Only sockets, the `SQLite` file and the real clock are missing. Dropping it is a crash: nothing
//! survives but the disk.

use super::pipe::{ServerEnd, WorldEnd, pipe};
use super::storage::{Disk, DiskStore};
use super::task::{Task, at_once};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, header};
use hall_core::{Command, Language, Plan, Time};
use hall_protocol::limits::BODY_BYTES_MAX;
use hall_protocol::resume::SEEN_HEADER;
use hall_server::clock::{Clock, begins_at, zone};
use hall_server::day_key::DayKeys;
use hall_server::desk::gather::gathering;
use hall_server::desk::recover::recover;
use hall_server::desk::task::DeskError;
use hall_server::desk::{Ask, Outcome};
use hall_server::feed::session;
use hall_server::http::caller::Caller;
use hall_server::http::{App, Shared, Showcase, router};
use hall_server::presence::Presence;
use hall_server::printers::Printers;
use hall_server::random::Random;
use hall_server::serve::desk_of;
use hall_server::store::{Store, StoreError};
use std::collections::BTreeMap;
use std::sync::Arc;
use tokio::sync::{Semaphore, watch};
use tower_service::Service;

/// A running server.
pub(super) struct Server {
    app: Shared,
    router: Router,
    clock: Arc<Clock>,
    /// Hall time at the start, and the world's time then.
    started: (Time, u64),
    desk: Task<Result<DiskStore, StoreError>>,
    calls: BTreeMap<u64, Task<Answered>>,
    feeds: BTreeMap<u64, Feed>,
    own: Vec<Task<Result<Outcome, DeskError>>>,
    stopping: Option<Task<()>>,
    _stop: watch::Sender<bool>,
}

struct Feed {
    task: Task<()>,
    end: WorldEnd,
}

/// An HTTP answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Answered {
    /// The status.
    pub(super) status: u16,
    /// The body.
    pub(super) body: String,
}

/// An HTTP call.
#[derive(Clone, Debug)]
pub(super) struct Call {
    /// `GET` when there is none.
    pub(super) body: Option<String>,
    /// The path.
    pub(super) path: String,
    /// The device's token.
    pub(super) token: String,
    /// How far its feed has come.
    pub(super) seen: Option<String>,
}

/// What a turn brought about.
#[derive(Debug, Default)]
pub(super) struct Turn {
    /// Answers on their way out.
    pub(super) answers: Vec<(u64, Answered)>,
    /// Frames on their way out, per feed.
    pub(super) frames: Vec<(u64, Vec<String>)>,
    /// Feeds the server has ended.
    pub(super) ended: Vec<u64>,
    /// The desk has stopped: in order, or why not.
    pub(super) stopped: Option<Result<(), String>>,
}

/// How a life begins.
pub(super) struct Start<'a> {
    /// The plan in force.
    pub(super) plan: &'a Plan,
    /// The wall clock as the computer shows it.
    pub(super) wall: Time,
    /// The world's time in ms.
    pub(super) now_ms: u64,
    /// The data was restored from a backup.
    pub(super) is_restored: bool,
    /// Seeds the server's own random bits.
    pub(super) seed: u64,
}

impl Server {
    /// Recovers from the disk and begins to serve.
    pub(super) fn start(disk: &Disk, start: &Start<'_>) -> Result<Self, StoreError> {
        let mut store = disk.store();
        let mut recovered = at_once(recover(&mut store)).expect("a quiet disk answers at once")?;
        let at = begins_at(start.wall, recovered.hall.time());
        let zone = zone(&start.plan.hall.timezone).expect("the sample halls have a zone");
        let clock = Arc::new(Clock::simulated(zone, at));
        if let Some(batch) = gathering(&recovered, start.is_restored, clock.now()) {
            at_once(store.commit(&batch.commit)).expect("a quiet disk answers at once")?;
            recovered = at_once(recover(&mut store)).expect("a quiet disk answers at once")?;
        }
        let instant = clock.instant();
        let (way, hub, work) = desk_of(store, &recovered, &clock);
        let (ending, ends) = watch::channel(false);
        let app = Arc::new(App {
            desk: way,
            hub,
            reader: None,
            random: Random::seeded(start.seed),
            presence: Presence::new(instant),
            printers: Printers::default(),
            proving: tokio::sync::Mutex::default(),
            yesterday: hall_server::http::outdoor::Yesterday::default(),
            day_keys: DayKeys::default(),
            practice: true,
            showcase: Showcase::default(),
            public_url: "http://hall.example".to_owned(),
            streams: Arc::new(Semaphore::new(1000)),
            stopping: ends,
        });
        let mut server = Self {
            router: router(Arc::clone(&app)),
            app,
            clock,
            started: (at, start.now_ms),
            desk: Task::new(work),
            calls: BTreeMap::new(),
            feeds: BTreeMap::new(),
            own: Vec::new(),
            stopping: None,
            _stop: ending,
        };
        let plan = Box::new(start.plan.clone());
        server.order(Ask::of_operator(Command::LoadPlan { plan }));
        Ok(server)
    }

    /// The shipped application, to look at.
    pub(super) fn app(&self) -> &App {
        &self.app
    }

    /// The hall asks something of itself.
    pub(super) fn order(&mut self, ask: Ask) {
        let app = Arc::clone(&self.app);
        self.own
            .push(Task::new(async move { app.desk.ask(ask).await }));
    }

    /// The service manager stops the server in order.
    pub(super) fn stop(&mut self) {
        let app = Arc::clone(&self.app);
        self.stopping = Some(Task::new(async move { app.desk.stop().await }));
    }

    /// What the watchers of a real server do every second.
    pub(super) fn watch(&mut self) {
        let now = self.clock.instant();
        let news = self.app.presence.news(&self.app.hub.look().hall, now);
        for command in news {
            self.order(Ask::of_hall(command));
        }
    }

    /// A call arrives.
    pub(super) fn call(&mut self, id: u64, call: &Call) {
        let mut router = self.router.clone();
        let mut request = Request::builder()
            .uri(&call.path)
            .method(if call.body.is_some() { "POST" } else { "GET" })
            .header(header::AUTHORIZATION, format!("Bearer {}", call.token));
        if call.body.is_some() {
            request = request.header(header::CONTENT_TYPE, "application/json");
        }
        // As the shipped client: what is the same in every history can be read in any.
        if let Some(seen) = call.seen.as_ref().filter(|_| call.body.is_some()) {
            request = request.header(SEEN_HEADER, seen);
        }
        let body = call.body.clone().map_or_else(Body::empty, Body::from);
        let request = request.body(body).expect("paths of programs are plain");
        let answer = async move {
            let Ok(response) = router.call(request).await;
            let status = response.status().as_u16();
            let body = to_bytes(response.into_body(), 64 * BODY_BYTES_MAX).await;
            let body = body.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
            Answered {
                status,
                body: body.unwrap_or_default(),
            }
        };
        self.calls.insert(id, Task::new(answer));
    }

    /// A caller is gone: its handler is dropped wherever it stands.
    pub(super) fn cancel(&mut self, id: u64) -> bool {
        self.calls.remove(&id).is_some()
    }

    /// A feed is opened with a token, or refused.
    pub(super) fn open_feed(&mut self, id: u64, token: &str) -> Result<WorldEnd, (String, String)> {
        let caller = Caller::of_token(&self.app, token, Language::ZhCn)
            .map_err(|fail| (fail.problem().code.clone(), fail.problem().title.clone()))?;
        let (mut line, end): (ServerEnd, WorldEnd) = pipe();
        let app = Arc::clone(&self.app);
        let task = Task::new(async move {
            session::serve(app, &mut line, Some(caller), Language::ZhCn).await;
        });
        let feed = Feed {
            task,
            end: end.clone(),
        };
        self.feeds.insert(id, feed);
        Ok(end)
    }

    /// A feed's client is known to be gone.
    pub(super) fn drop_feed(&mut self, id: u64) {
        if let Some(feed) = self.feeds.get(&id) {
            feed.end.bring(session::Heard::Gone);
            feed.end.give_up();
        }
    }

    /// Works until nothing is left to do at this moment.
    pub(super) fn turn(&mut self, now_ms: u64) -> Turn {
        let passed = now_ms.saturating_sub(self.started.1);
        self.clock.set(Time(self.started.0.0 + passed as i64));
        let mut turn = Turn::default();
        while self.step(&mut turn) {}
        for (id, feed) in &self.feeds {
            let frames = feed.end.take();
            if !frames.is_empty() {
                turn.frames.push((*id, frames));
            }
        }
        if turn.frames.is_empty() {
            return turn;
        }
        // A reader that was waited for may have more to take.
        while self.step(&mut turn) {}
        turn
    }

    fn step(&mut self, turn: &mut Turn) -> bool {
        let mut moved = false;
        self.own.retain_mut(|task| {
            let (stepped, done) = task.step();
            moved |= stepped;
            done.is_none()
        });
        if let Some(task) = &mut self.stopping {
            moved |= task.step().0;
        }
        self.calls.retain(|id, task| {
            let (stepped, done) = task.step();
            moved |= stepped;
            let is_done = done.is_some();
            turn.answers.extend(done.map(|answer| (*id, answer)));
            !is_done
        });
        if turn.stopped.is_none() {
            let (stepped, ended) = self.desk.step();
            moved |= stepped;
            turn.stopped = ended.map(|ended| ended.map(drop).map_err(|error| error.to_string()));
        }
        self.feeds.retain(|id, feed| {
            let (stepped, done) = feed.task.step();
            moved |= stepped;
            if done.is_none() {
                return true;
            }
            let frames = feed.end.take();
            if !frames.is_empty() {
                turn.frames.push((*id, frames));
            }
            turn.ended.push(*id);
            false
        });
        moved
    }
}
