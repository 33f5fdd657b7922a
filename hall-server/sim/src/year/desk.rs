//! The hall's desk on its disk, and everybody who asks it.

use futures_util::future::join_all;
use hall_core::code::{ClerkCode, DeviceId, RequestId, WindowNumber};
use hall_core::device::{Actor, Role};
use hall_core::ticket::NoteRef;
use hall_core::{Command, Date, Hall, Plan, Request, Time};
use hall_fixtures::dice::Dice;
use hall_protocol::resume::Epoch;
use hall_server::auth::Token;
use hall_server::clock::{Clock, zone};
use hall_server::desk::recover::recover;
use hall_server::desk::task::DeskHandle;
use hall_server::desk::{Ask, Outcome, digest};
use hall_server::hub::Hub;
use hall_server::note::note;
use hall_server::random::Random;
use hall_server::serve::open_desk;
use hall_server::store::sqlite::{Folder, SqliteStore};
use hall_server::store::{NoteRow, Store as _, StoreError};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use tokio::task::JoinHandle;

/// Desk, clock and devices.
pub(super) struct Office {
    pub(super) plan: Plan,
    clock: Arc<Clock>,
    desk: DeskHandle,
    hub: Arc<Hub>,
    task: JoinHandle<Result<SqliteStore, StoreError>>,
    random: Random,
    devices: BTreeMap<(Role, Option<WindowNumber>), DeviceId>,
}

/// Who asks what, with the texts that go beside the journal.
pub(super) type Wish = (Role, Option<WindowNumber>, Command, Vec<NoteRow>);

/// Asked at once; the desk makes few commits of them.
const AT_ONCE: usize = 200;

impl Office {
    /// A new hall in an empty folder, on the evening before its first day.
    pub(super) async fn open(
        path: &Path,
        plan: Plan,
        first: Date,
        seed: u64,
    ) -> Result<Self, StoreError> {
        let name = plan.hall.timezone.clone();
        let zone = zone(&name).ok_or_else(|| StoreError::Unusable(format!("no zone {name}")))?;
        let at = moment(&zone, Date(first.0 - 1), 22 * 60);
        let mut dice = Dice::of(&[seed]);
        let mut store = SqliteStore::open(Folder::lock(path)?).await?;
        if store.meta("epoch").await?.is_some() {
            let path = path.display();
            let what = format!("{path} holds a hall already; name an empty folder");
            return Err(StoreError::Unusable(what));
        }
        let (counter, random) = (1, dice.bits());
        store.set_epoch(Epoch { counter, random }).await?;
        store.set_meta("practice", "1").await?;
        let recovered = recover(&mut store).await?;
        let clock = Arc::new(Clock::manual(zone, at));
        let (desk, hub, task) = open_desk(store, &recovered, &clock);
        let mut office = Self {
            plan: plan.clone(),
            clock,
            desk,
            hub,
            task,
            random: Random::seeded(dice.bits()),
            devices: BTreeMap::new(),
        };
        let plan = Box::new(plan);
        office.operate(Command::LoadPlan { plan }).await?;
        for role in [Role::Kiosk, Role::Office, Role::Callback, Role::Manager] {
            office.enrol(role, None).await?;
        }
        let windows: Vec<WindowNumber> = office.plan.windows.keys().copied().collect();
        for window in windows {
            office.enrol(Role::Window, Some(window)).await?;
            office.enrol(Role::Pad, Some(window)).await?;
        }
        Ok(office)
    }

    /// Ends the desk, with everything on the disk.
    pub(super) async fn close(self) -> Result<(Hall, Time), StoreError> {
        let hall = self.hub.look().hall.clone();
        let at = self.clock.time();
        self.desk.stop().await;
        let store = self.task.await;
        let store = store.map_err(|error| StoreError::Failed(error.to_string()))??;
        store.close().await?;
        Ok((hall, at))
    }

    /// The clock shows this local minute of a day, and the hall sees that time has passed.
    pub(super) async fn minute(&self, day: Date, minute: u16) -> Result<(), StoreError> {
        let zone = zone(&self.plan.hall.timezone).expect("the hall was opened in this zone");
        self.clock.set(moment(&zone, day, minute));
        self.desk
            .ask(Ask::of_hall(Command::Tick))
            .await
            .map(drop)
            .map_err(told)
    }

    /// Looks at the hall.
    pub(super) fn with_hall<T>(&self, look: impl FnOnce(&Hall) -> T) -> T {
        look(&self.hub.look().hall)
    }

    /// A text beside the journal, kept as long as the plan says.
    pub(super) fn text(&self, text: &str) -> (Vec<NoteRow>, NoteRef) {
        let days = self.plan.privacy.note_days;
        let (row, reference) = note(&self.random, text, self.clock.time(), days);
        (vec![row], reference)
    }

    /// What became of each wish: the answer's body, or none for a refusal.
    pub(super) async fn ask(&self, wishes: Vec<Wish>) -> Result<Vec<Option<String>>, StoreError> {
        let mut answers = Vec::with_capacity(wishes.len());
        let asks: Vec<Ask> = wishes.into_iter().map(|wish| self.intent(wish)).collect();
        for some in asks.chunks(AT_ONCE) {
            let waiting = some.iter().map(|ask| self.desk.ask(ask.clone()));
            for answer in join_all(waiting).await {
                answers.push(match answer.map_err(told)? {
                    Outcome::Accepted { body, .. } => Some(body.to_string()),
                    _ => None,
                });
            }
        }
        Ok(answers)
    }

    /// The clerk of a window's first post.
    pub(super) fn clerk(&self, window: WindowNumber) -> Option<ClerkCode> {
        self.plan.windows.get(&window)?.clerk_a
    }

    fn intent(&self, (role, window, command, notes): Wish) -> Ask {
        let device = self.devices.get(&(role, window));
        let device = device
            .copied()
            .expect("every device of the year is enrolled");
        let id = RequestId(self.random.bits() | 1);
        let request = Request {
            by: Actor::Device(device),
            id,
            random: self.random.bits(),
            command,
        };
        // Nothing is asked twice here, so the intent's own id says enough of its body.
        let body = serde_json::Value::from(format!("{id:?}"));
        Ask {
            request,
            digest: digest(role.word(), "year", &body),
            notes,
        }
    }

    async fn enrol(&mut self, role: Role, window: Option<WindowNumber>) -> Result<(), StoreError> {
        let token = Token::generate(&self.random);
        let command = Command::EnrolDevice {
            role,
            name: role.to_string(),
            window,
            department: None,
            secret: token.secret(),
        };
        let body = self.operate(command).await?;
        let id = body.parse().map(DeviceId);
        let id = id.map_err(|_| StoreError::Unusable(format!("device {body}")))?;
        self.devices.insert((role, window), id);
        Ok(())
    }

    async fn operate(&self, command: Command) -> Result<String, StoreError> {
        match self.desk.ask(Ask::of_operator(command)).await {
            Ok(Outcome::Accepted { body, .. }) => Ok(body.to_string()),
            Ok(other) => Err(StoreError::Unusable(format!("{other:?}"))),
            Err(error) => Err(told(error)),
        }
    }
}

fn told(error: impl std::fmt::Display) -> StoreError {
    StoreError::Failed(error.to_string())
}

/// A local minute of a day.
fn moment(zone: &jiff::tz::TimeZone, day: Date, minute: u16) -> Time {
    let (year, month, of_month) = day.civil();
    let civil = jiff::civil::date(year as i16, month as i8, of_month as i8);
    let at = civil.at((minute / 60) as i8, (minute % 60) as i8, 0, 0);
    let zoned = at.to_zoned(zone.clone());
    let zoned = zoned.expect("the hall's zone has every minute of the year");
    Time(zoned.timestamp().as_millisecond())
}
