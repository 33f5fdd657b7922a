//! The bed: a hall on a free port, its devices, and small helpers to talk to them.

mod client;
mod feed;
mod memory;
mod process;
mod tables;
mod way;

pub(crate) use client::{Client, Reply, http, id};
pub(crate) use feed::{Listener, welcomed};
pub(crate) use memory::MemoryHall;
pub(crate) use process::{Process, enrol, run};
pub(crate) use tables::Tables;
pub(crate) use way::Way;

use hall_core::code::{DepartmentCode, WindowNumber};
use hall_core::device::Role;
use hall_core::{Command, Plan, Time};
use hall_server::auth::Token;
use hall_server::desk::{Ask, Outcome};
use hall_server::http::Shared;
use hall_server::random::Random;
use hall_server::serve::{Options, Running, ServeError, TimeSource};
use std::net::SocketAddr;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Tuesday 2026-03-03, 10:00 in Shanghai, in milliseconds.
pub(crate) const TEN: i64 = 1_772_503_200_000;

/// The same as text, for `--at`.
pub(crate) const TEN_TEXT: &str = "2026-03-03T10:00:00+08:00";

/// A plan of the sample halls.
pub(crate) fn plan_file(name: &str) -> PathBuf {
    let halls = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/halls");
    halls.join(format!("{name}.toml"))
}

/// Its text.
pub(crate) fn plan_text(name: &str) -> String {
    std::fs::read_to_string(plan_file(name)).expect("the sample halls are part of the tree")
}

/// A plan from text.
pub(crate) fn plan_of(text: &str) -> Plan {
    hall_server::plan::parse("test", text).expect("the plan of this test is valid")
}

/// What can be asked of any hall, whatever it stores on.
pub(crate) struct Site {
    pub(crate) app: Shared,
    pub(crate) base: String,
    http: reqwest::Client,
    tokens: Random,
}

impl Site {
    pub(crate) fn new(app: Shared, address: SocketAddr) -> Self {
        let http = client::http();
        // The same tokens for the same story, others after a restart.
        let tokens = Random::seeded(app.hub.look().tip.seq.0);
        Self {
            app,
            base: format!("http://{address}"),
            http,
            tokens,
        }
    }

    /// Enrols a device and gives its client.
    pub(crate) async fn enrol(&self, role: Role, window: Option<u16>) -> Client {
        let look = self.app.hub.look();
        let departments = look.hall.plan().map(|plan| plan.departments.keys());
        let department = departments.and_then(|mut departments| departments.next().copied());
        drop(look);
        let department = department.filter(|_| role.needs_department());
        self.enrol_as(role, window, department).await
    }

    /// Enrols whoever leads a department.
    pub(crate) async fn enrol_lead(&self, department: &str) -> Client {
        let department = department.parse().expect("a code");
        self.enrol_as(Role::Lead, None, Some(department)).await
    }

    async fn enrol_as(
        &self,
        role: Role,
        window: Option<u16>,
        department: Option<DepartmentCode>,
    ) -> Client {
        let token = Token::generate(&self.tokens);
        let command = Command::EnrolDevice {
            role,
            name: format!("{role} of a test"),
            window: window.map(WindowNumber),
            department,
            secret: token.secret(),
        };
        let outcome = self
            .app
            .desk
            .ask(Ask::of_operator(command))
            .await
            .expect("the desk works");
        let Outcome::Accepted { body, .. } = outcome else {
            panic!("enrolment: {outcome:?}")
        };
        let device = body.parse().expect("an enrolment answers with the device");
        self.client(token.reveal()).with_device(device)
    }

    /// A window's terminal whose window is open.
    pub(crate) async fn open_window(&self, number: u16) -> Client {
        let window = self.enrol(Role::Window, Some(number)).await;
        let opened = window
            .post(&format!("windows/{number}/open"), serde_json::json!({}))
            .await;
        assert_eq!(opened.status, 200, "{}", opened.text);
        window
    }

    /// A client with any token.
    pub(crate) fn client(&self, token: &str) -> Client {
        Client::new(self.http.clone(), &self.base, token)
    }

    /// The last event.
    pub(crate) fn seq(&self) -> u64 {
        self.app.hub.look().tip.seq.0
    }

    /// Lets hall time pass, and lets it act.
    pub(crate) async fn pass(&self, seconds: i64) {
        let clock = self.app.hub.clock();
        clock.set(Time(clock.time().0 + seconds * 1000));
        self.tick().await;
    }

    /// Lets time act.
    pub(crate) async fn tick(&self) {
        let asked = self.app.desk.ask(Ask::of_hall(Command::Tick)).await;
        asked.expect("the desk works");
    }

    /// A command of the hall itself.
    pub(crate) async fn command(&self, command: Command) -> Outcome {
        self.app
            .desk
            .ask(Ask::of_hall(command))
            .await
            .expect("the desk works")
    }
}

/// A hall on disk, with a clock set by hand.
pub(crate) struct Hall {
    site: Site,
    running: Running,
    data: TempDir,
}

impl Deref for Hall {
    type Target = Site;

    fn deref(&self) -> &Site {
        &self.site
    }
}

impl Hall {
    /// A new hall with a sample plan, Tuesday at ten.
    pub(crate) async fn open(plan: &str) -> Self {
        Self::with_plan(plan_of(&plan_text(plan))).await
    }

    /// A new hall with any plan.
    pub(crate) async fn with_plan(plan: Plan) -> Self {
        let data = TempDir::new().expect("a temporary folder");
        Self::start(data, plan, TEN)
            .await
            .expect("a new hall starts")
    }

    /// A hall on a folder.
    pub(crate) async fn start(data: TempDir, plan: Plan, at: i64) -> Result<Self, ServeError> {
        let running = Running::start(options(data.path(), plan, at)).await?;
        let site = Site::new(running.app.clone(), running.address);
        Ok(Self {
            site,
            running,
            data,
        })
    }

    /// Stops and starts again with the same plan.
    pub(crate) async fn restart(self) -> Self {
        let plan = self
            .app
            .hub
            .look()
            .hall
            .plan()
            .cloned()
            .expect("a plan is in force");
        let at = self.app.hub.clock().time().0;
        let data = self.stop().await;
        Self::start(data, plan, at)
            .await
            .expect("a hall starts again")
    }

    /// Stops in order and gives the folder.
    pub(crate) async fn stop(self) -> TempDir {
        self.running.stop().await.expect("a hall stops in order");
        self.data
    }

    /// The data folder.
    pub(crate) fn folder(&self) -> &Path {
        self.data.path()
    }

    /// The database as other programs see it.
    pub(crate) async fn tables(&self) -> Tables {
        Tables::open(self.data.path()).await
    }
}

/// A practice hall on a free port whose clock is set by hand.
pub(crate) fn options(data: &Path, plan: Plan, at: i64) -> Options {
    Options {
        plan,
        data: data.to_owned(),
        listen: SocketAddr::from(([127, 0, 0, 1], 0)),
        public_url: Some("http://hall.example".to_owned()),
        time: TimeSource::Manual { at: Time(at) },
        random: Random::seeded(1),
    }
}
