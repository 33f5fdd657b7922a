//! A running server: store, desk, hub, listener and the watchers around them.

use crate::backup::{RESTORED, rebuild};
use crate::clock::{Clock, begins_at, zone};
use crate::control;
use crate::day_key::DayKeys;
use crate::desk::gather::gathering;
use crate::desk::recover::{Recovered, recover};
use crate::desk::task::{self, DeskError, DeskHandle, Shell};
use crate::desk::{Ask, Outcome};
use crate::http::outdoor::Yesterday;
use crate::http::{App, Shared, Showcase, router};
use crate::hub::{Hub, State};
use crate::limits::{CLIENTS_MAX, DISK_RESERVE, SHUTDOWN};
use crate::listener;
use crate::presence::Presence;
use crate::printers::Printers;
use crate::random::Random;
use crate::report::Review;
use crate::store::sqlite::{Folder, Reader, SqliteStore};
use crate::store::{Store, StoreError};
use hall_core::{Command, Hall, Plan, Time};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinHandle;

/// How to serve.
#[derive(Debug)]
pub struct Options {
    /// The plan in force.
    pub plan: Plan,
    /// The data folder.
    pub data: PathBuf,
    /// Where to listen; port 0 picks a free one.
    pub listen: SocketAddr,
    /// Where the pages are found from outside; default the listener's address.
    pub public_url: Option<String>,
    /// How the hall's time runs.
    pub time: TimeSource,
    /// Where random bits come from.
    pub random: Random,
}

/// How the hall's time runs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TimeSource {
    /// Real days.
    Real,
    /// A practice day that starts at a moment and runs at a speed.
    Practice {
        /// Its start.
        at: Time,
        /// Hall seconds per real second.
        speed: u32,
    },
    /// A practice day whose clock is set by hand.
    Manual {
        /// Its start.
        at: Time,
    },
}

/// Why a server did not start or did not go on.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The desk.
    #[error(transparent)]
    Desk(#[from] DeskError),
    /// The listener.
    #[error("cannot listen on {address}: {error}; choose another with --listen")]
    Listen {
        /// Where.
        address: SocketAddr,
        /// Why.
        error: std::io::Error,
    },
    /// The plan was refused by the running hall.
    #[error("the plan was refused: {0}")]
    Plan(String),
    /// Real and practice days do not share a folder.
    #[error("{0}")]
    Practice(String),
    /// The plan's time zone is unknown.
    #[error("unknown time zone {0}")]
    Zone(String),
}

/// A server at work.
#[derive(Debug)]
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    /// What handlers work with.
    pub app: Shared,
    stop: watch::Sender<bool>,
    desk: JoinHandle<Result<SqliteStore, StoreError>>,
    listener: JoinHandle<()>,
    watchers: Vec<JoinHandle<()>>,
    data: PathBuf,
}

impl Running {
    /// Starts a server on a data folder.
    pub async fn start(options: Options) -> Result<Self, ServeError> {
        let mut folder = Folder::lock(&options.data)?;
        if folder.failure_mark().exists() {
            tracing::warn!("the last commit failed; writing the verified journal anew");
            folder = rebuild(folder).await?;
        }
        let mut store = SqliteStore::open(folder).await?;
        let mut recovered = recover(&mut store).await?;
        let practice = check_practice(&mut store, &recovered, options.time).await?;
        let restored = store.meta(RESTORED).await?.is_some();
        let reader = Reader::open(&store.path()).await?;
        let clock = Arc::new(clock_of(&options, recovered.hall.time())?);
        if let Some(batch) = gathering(&recovered, restored, clock.now()) {
            store.commit(&batch.commit).await?;
            store.clear_meta(RESTORED).await?;
            recovered = recover(&mut store).await?;
        }
        recovered.review = Box::pin(review_of(&reader, &recovered.hall)).await;
        let started = clock.instant();
        let (desk, hub, task) = open_desk(store, &recovered, &clock);

        let listen = options.listen;
        let bound = TcpListener::bind(listen).await;
        let listener = bound.map_err(|error| ServeError::Listen {
            address: listen,
            error,
        })?;
        let address = listener.local_addr().unwrap_or(listen);
        let (stop, stopping) = watch::channel(false);
        let app = Arc::new(App {
            desk,
            hub,
            reader: Some(reader),
            random: options.random,
            presence: Presence::new(started),
            printers: Printers::default(),
            proving: tokio::sync::Mutex::default(),
            yesterday: Yesterday::default(),
            day_keys: DayKeys::beside(&options.data),
            practice,
            showcase: Showcase::default(),
            public_url: options
                .public_url
                .unwrap_or_else(|| format!("http://{address}")),
            streams: Arc::new(Semaphore::new(CLIENTS_MAX)),
            stopping,
        });
        load_plan(&app, options.plan).await?;
        let mut watchers = vec![
            tokio::spawn(watch_windows(Arc::clone(&app))),
            tokio::spawn(watch_disk(Arc::clone(&app), options.data.clone())),
        ];
        if let Some(socket) = control::bind(&options.data) {
            watchers.push(tokio::spawn(control::listen(Arc::clone(&app), socket)));
        }
        let (service, stopping) = (router(Arc::clone(&app)), app.stopping.clone());
        let patience = listener::Patience::default();
        let listener = tokio::spawn(listener::serve(listener, service, stopping, patience));
        Ok(Self {
            address,
            app,
            stop,
            desk: task,
            listener,
            watchers,
            data: options.data,
        })
    }

    /// Waits until the desk ends by itself, which only a failed commit makes it do.
    pub async fn failed(&mut self) -> StoreError {
        let ended = (&mut self.desk).await;
        mark_failure(&self.data);
        match ended {
            Ok(Err(error)) => error,
            Ok(Ok(_)) => StoreError::Failed("the desk ended".to_owned()),
            Err(panic) => StoreError::Failed(format!("the desk stopped: {panic}")),
        }
    }

    /// Ends everything in order: no new requests, the desk's last batch, a snapshot, the lock.
    pub async fn stop(self) -> Result<(), ServeError> {
        self.stop.send_replace(true);
        self.app.desk.stop().await;
        for watcher in self.watchers {
            watcher.abort();
        }
        let _ = tokio::time::timeout(SHUTDOWN, self.listener).await;
        if let Some(reader) = &self.app.reader {
            reader.close().await;
        }
        let _ = std::fs::remove_file(Folder::control_socket(&self.data));
        match self.desk.await {
            Ok(Ok(store)) => {
                store.close().await?;
                Ok(())
            }
            Ok(Err(error)) => {
                mark_failure(&self.data);
                Err(error.into())
            }
            Err(panic) => {
                mark_failure(&self.data);
                Err(StoreError::Failed(format!("the desk stopped: {panic}")).into())
            }
        }
    }
}

/// Left for the next start: it must not trust what is only in memory.
fn mark_failure(data: &Path) {
    let mark = Folder::failure_mark_of(data);
    if let Err(error) = std::fs::write(&mark, b"the last commit failed\n") {
        tracing::error!(%error, "the failure could not be marked");
    }
}

/// Desk and hub over a store, from where the journal ends; the desk works on the present runtime.
pub fn open_desk<S: Store>(
    store: S,
    recovered: &Recovered,
    clock: &Arc<Clock>,
) -> (DeskHandle, Arc<Hub>, JoinHandle<Result<S, StoreError>>) {
    let (handle, hub, work) = desk_of(store, recovered, clock);
    (handle, hub, tokio::spawn(work))
}

/// Desk and hub over a store; the desk works while the future is polled.
pub fn desk_of<S: Store>(
    store: S,
    recovered: &Recovered,
    clock: &Arc<Clock>,
) -> (
    DeskHandle,
    Arc<Hub>,
    impl Future<Output = Result<S, StoreError>> + Send + use<S>,
) {
    let state = State {
        hall: recovered.hall.clone(),
        tip: recovered.tip,
        notes: recovered.notes.clone(),
        epoch: recovered.epoch,
        review: Review::clone(&recovered.review),
    };
    let hub = Arc::new(Hub::new(state, Arc::clone(clock)));
    let shell = Shell {
        store,
        desk: recovered.desk(),
        clock: Arc::clone(clock),
        hub: Arc::clone(&hub),
        unsaved: recovered.replayed,
        owed: Vec::new(),
    };
    let (handle, work) = task::open(shell);
    (handle, hub, work)
}

/// What the ratings of the present day have shown so far.
async fn review_of(reader: &Reader, hall: &Hall) -> Box<Review> {
    let Some(day) = hall.day() else {
        return Box::default();
    };
    let events = match reader.moment().await {
        Ok(mut moment) => moment.rating_events(day.date).await,
        Err(error) => Err(error),
    };
    // A row that rotted is for `verify`; it keeps nobody from being served.
    let events = events.unwrap_or_else(|error| {
        tracing::warn!(%error, "the ratings of today are not reviewed");
        Vec::new()
    });
    Box::new(Review::of(events))
}

/// A plan that is already in force changes nothing.
pub async fn load_plan(app: &App, plan: Plan) -> Result<(), ServeError> {
    let ask = Ask::of_operator(Command::LoadPlan {
        plan: Box::new(plan),
    });
    match app.desk.ask(ask).await? {
        Outcome::Refused { refusal, .. } => {
            let refusal = hall_text::refusal(hall_core::Language::En, &refusal);
            Err(ServeError::Plan(refusal))
        }
        _ => Ok(()),
    }
}

/// Marks a folder as practice, or refuses to mix real and practice days.
async fn check_practice(
    store: &mut SqliteStore,
    recovered: &Recovered,
    time: TimeSource,
) -> Result<bool, ServeError> {
    let practice = time != TimeSource::Real;
    let marked = store.meta("practice").await?.is_some();
    let has_days = recovered.hall.day().is_some();
    if has_days && practice && !marked {
        let what = "this folder holds real days; practise in another one (--data)";
        return Err(ServeError::Practice(what.to_owned()));
    }
    if marked && !practice {
        let what = "this folder holds practice days; give --at, or another folder (--data)";
        return Err(ServeError::Practice(what.to_owned()));
    }
    if practice && !marked {
        store.set_meta("practice", "1").await?;
    }
    Ok(practice)
}

/// The hall's clock; journal time never goes back, also over a restart.
fn clock_of(options: &Options, last: Time) -> Result<Clock, ServeError> {
    let name = &options.plan.hall.timezone;
    let zone = zone(name).ok_or_else(|| ServeError::Zone(name.clone()))?;
    Ok(match options.time {
        TimeSource::Real => {
            let clock = Clock::running(zone.clone(), None, 1);
            if clock.time() >= last {
                return Ok(clock);
            }
            // A dead battery, most likely: the hall goes on from where it was.
            tracing::error!("the computer's clock is behind the last event; set it and restart");
            Clock::running(zone, Some(last), 1)
        }
        TimeSource::Practice { at, speed } => {
            Clock::running(zone, Some(begins_at(at, last)), speed)
        }
        TimeSource::Manual { at } => Clock::manual(zone, begins_at(at, last)),
    })
}

/// Tells the hall which windows fell silent or spoke again.
async fn watch_windows(app: Shared) {
    let mut tick = tokio::time::interval(Duration::from_secs(1));
    loop {
        tick.tick().await;
        let now = app.hub.clock().instant();
        let news = app.presence.news(&app.hub.look().hall, now);
        for command in news {
            // The desk is gone only when the server ends.
            let _ = app.desk.ask(Ask::of_hall(command)).await;
        }
    }
}

/// New numbers need a reserve on the disk; calls and closing still fit below it.
async fn watch_disk(app: Shared, data: PathBuf) {
    let mut tick = tokio::time::interval(Duration::from_secs(5));
    loop {
        tick.tick().await;
        if let Some(free) = free_space(&data) {
            let low = free < DISK_RESERVE;
            let _ = app.desk.ask(Ask::of_hall(Command::NoteDisk { low })).await;
        }
    }
}

/// Free bytes for this user on the disk of a folder.
fn free_space(folder: &Path) -> Option<u64> {
    let stat = rustix::fs::statvfs(folder).ok()?;
    Some(stat.f_bavail.saturating_mul(stat.f_frsize))
}
