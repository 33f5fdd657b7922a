//! A hall without a disk, over the same desk, hub and router.

use super::{Site, TEN};
use hall_core::{Command, Plan, Time};
use hall_server::clock::{Clock, zone};
use hall_server::day_key::DayKeys;
use hall_server::desk::Ask;
use hall_server::desk::recover::recover;
use hall_server::http::{App, Showcase, router};
use hall_server::presence::Presence;
use hall_server::printers::Printers;
use hall_server::random::Random;
use hall_server::serve::open_desk;
use hall_server::store::StoreError;
use hall_server::store::memory::MemoryStore;
use std::net::SocketAddr;
use std::ops::Deref;
use std::sync::Arc;
use std::time::Instant;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinHandle;

/// A hall over a store in memory.
pub(crate) struct MemoryHall {
    site: Site,
    /// Ends when the desk does.
    pub(crate) desk: JoinHandle<Result<MemoryStore, StoreError>>,
    _stop: watch::Sender<bool>,
}

impl Deref for MemoryHall {
    type Target = Site;

    fn deref(&self) -> &Site {
        &self.site
    }
}

impl MemoryHall {
    /// A practice hall that goes on from what the store holds.
    pub(crate) async fn open(store: MemoryStore, plan: Plan) -> Self {
        Self::open_as(store, plan, true).await
    }

    /// A hall that takes itself for a real one.
    pub(crate) async fn open_real(plan: Plan) -> Self {
        Self::open_as(MemoryStore::default(), plan, false).await
    }

    async fn open_as(store: MemoryStore, plan: Plan, practice: bool) -> Self {
        let mut opened = store;
        let recovered = recover(&mut opened)
            .await
            .expect("the story so far is sound");
        let zone = zone(&plan.hall.timezone).expect("the sample halls have a zone");
        let at = recovered.hall.time().0.max(TEN);
        let clock = Arc::new(Clock::manual(zone, Time(at)));
        let (desk, hub, task) = open_desk(opened, &recovered, &clock);
        let (stop, stopping) = watch::channel(false);
        let app = Arc::new(App {
            desk,
            hub,
            reader: None,
            random: Random::seeded(1),
            presence: Presence::new(Instant::now()),
            printers: Printers::default(),
            proving: tokio::sync::Mutex::default(),
            yesterday: hall_server::http::outdoor::Yesterday::default(),
            day_keys: DayKeys::default(),
            practice,
            showcase: Showcase::default(),
            public_url: "http://hall.example".to_owned(),
            streams: Arc::new(Semaphore::new(100)),
            stopping,
        });
        let plan = Command::LoadPlan {
            plan: Box::new(plan),
        };
        app.desk
            .ask(Ask::of_operator(plan))
            .await
            .expect("the plan is in force");
        let local = SocketAddr::from(([127, 0, 0, 1], 0));
        let listener = TcpListener::bind(local).await.expect("a free port");
        let address = listener
            .local_addr()
            .expect("a bound listener has an address");
        tokio::spawn(axum::serve(listener, router(Arc::clone(&app))).into_future());
        Self {
            site: Site::new(app, address),
            desk: task,
            _stop: stop,
        }
    }
}
