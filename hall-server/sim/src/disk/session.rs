//! A session: the shipped store and desk on a folder from a start to a stop, everything recorded.

use super::tape::{Kind, Recorder, Shared, look};
use hall_core::{Hall, Time};
use hall_protocol::resume::Epoch;
use hall_server::clock::{Clock, zone};
use hall_server::desk::recover::recover;
use hall_server::desk::task::{DeskError, DeskHandle, Renewal};
use hall_server::desk::{Ask, Outcome};
use hall_server::hub::Hub;
use hall_server::serve::open_desk;
use hall_server::store::sqlite::{Folder, SqliteStore};
use hall_server::store::{Store, StoreError};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicU32;
use tokio::task::JoinHandle;

/// The zone of the sample halls.
const ZONE: &str = "Asia/Shanghai";

/// A desk at work over the recorded store.
#[derive(Debug)]
pub(super) struct Session {
    desk: DeskHandle,
    hub: Arc<Hub>,
    task: JoinHandle<Result<Recorder, StoreError>>,
    clock: Arc<Clock>,
    tape: Shared,
    /// Pages that the file may have; 0 leaves them unlimited.
    pub(super) pages: Arc<AtomicU32>,
}

impl Session {
    /// Starts on a folder; what is found must be what the tape says.
    ///
    /// `random` is drawn into the epoch of a new hall, so that a seed gives the same bytes.
    pub(super) async fn start(
        path: &Path,
        tape: &Shared,
        at: Time,
        random: u64,
    ) -> Result<Self, StoreError> {
        let store = SqliteStore::open(Folder::lock(path)?).await?;
        look(tape).note(Kind::Open, []);
        let pages = Arc::new(AtomicU32::new(0));
        let mut store = Recorder::new(store, Arc::clone(tape), Arc::clone(&pages));
        if store.store.meta("epoch").await?.is_none() {
            let counter = 1;
            store.set_epoch(Epoch { counter, random }).await?;
            // A clock set by hand is a practice clock, and the server asks for the mark.
            store.store.set_meta("practice", "1").await?;
            look(tape).note(Kind::Side, []);
        }
        let recovered = recover(&mut store).await?;
        if let Err(what) = Arc::clone(&look(tape).truth).compare(&recovered) {
            look(tape).faults.push(format!("a start found: {what}"));
        }
        let zone = zone(ZONE).ok_or_else(|| StoreError::Unusable(format!("no zone {ZONE}")))?;
        let clock = Clock::manual(zone, at.max(recovered.hall.time()));
        let clock = Arc::new(clock);
        let (desk, hub, task) = open_desk(store, &recovered, &clock);
        Ok(Self {
            desk,
            hub,
            task,
            clock,
            tape: Arc::clone(tape),
            pages,
        })
    }

    /// Asks, and checks that an accepted answer was on the disk before it was told.
    pub(super) async fn ask(&self, ask: Ask) -> Result<Outcome, DeskError> {
        let intent = ask.intent();
        let answer = self.desk.ask(ask).await;
        if let Ok(Outcome::Accepted { status, body }) = &answer
            && intent.0 != 0
        {
            let truth = Arc::clone(&look(&self.tape).truth);
            let row = truth.answers.get(&intent);
            if !row.is_some_and(|row| row.status == *status && row.body == **body) {
                let what = format!("intent {intent}: told {status} {body}, which is not stored");
                look(&self.tape).faults.push(what);
            }
        }
        answer
    }

    /// Begins a new history.
    pub(super) async fn new_epoch(&self, random: u64) -> Result<(), DeskError> {
        let from = self.hub.look().epoch;
        let to = from.next([], random);
        self.desk.new_epoch(Renewal { from, to }).await
    }

    /// Looks at the published hall.
    pub(super) fn with_hall<T>(&self, look: impl FnOnce(&Hall) -> T) -> T {
        look(&self.hub.look().hall)
    }

    /// The hall's clock, set by hand.
    pub(super) fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Stops in order: a snapshot, the log into the main file.
    pub(super) async fn stop(self) -> Result<(), StoreError> {
        self.desk.stop().await;
        let ended = self.task.await;
        let recorder = ended
            .map_err(|panic| StoreError::Failed(format!("the desk broke down: {panic}")))??;
        recorder.store.close().await?;
        look(&self.tape).note(Kind::Checkpoint, []);
        Ok(())
    }
}

/// Brings the log into the main file beside the writer, as `SQLite` does by itself in a longer log.
pub(super) async fn checkpoint(
    folder: &Path,
    tape: &Shared,
    pragma: &'static str,
) -> Result<(), sqlx::Error> {
    checkpoint_file(folder, pragma).await?;
    look(tape).note(Kind::Checkpoint, []);
    Ok(())
}

/// The same, without a record.
pub(super) async fn checkpoint_file(
    folder: &Path,
    pragma: &'static str,
) -> Result<(), sqlx::Error> {
    let options = SqliteConnectOptions::new().filename(folder.join("hall.db"));
    let mut connection = options.disable_statement_logging().connect().await?;
    sqlx::query(pragma).execute(&mut connection).await?;
    connection.close().await
}
