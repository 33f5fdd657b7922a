//! The bench: puts an image into a folder and starts the shipped code on it.
//!
//! What a start finds is compared with the truth. After it the database is closed, which brings
//! the log into the main file; two main files with equal bytes hold the same, so that the long
//! verification runs once for each truth and not for each broken disk.

use super::image::Image;
use super::tables::Tables;
use super::truth::Truth;
use hall_server::desk::recover::{Recovered, recover};
use hall_server::store::sqlite::{Folder, Reader, SqliteStore};
use hall_server::store::{Store, StoreError};
use hall_server::verify::verify;
use std::cell::Cell;
use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::TempDir;
use tokio::runtime::{Builder, Runtime};
use tokio::task::LocalSet;

/// Where folders for broken disks are made: in memory where the machine has that.
const MEMORY: &str = "/dev/shm";

/// A runtime, and a folder for one image after the other.
#[derive(Debug)]
pub(super) struct Bench {
    folder: TempDir,
    turn: Cell<u64>,
    runtime: Runtime,
    /// Closed main files that were verified, by the truth they hold.
    known: HashMap<*const Truth, Vec<u8>>,
    /// Long verifications so far.
    pub(super) verified: u64,
}

/// What a start made of an image.
#[derive(Debug)]
pub(super) enum Found {
    /// It says what is wrong and does not serve.
    Refused(String),
    /// It serves this.
    Served(Box<Recovered>),
    /// It broke down.
    Panicked(String),
}

impl Bench {
    /// A bench with a folder of its own.
    pub(super) fn new() -> io::Result<Self> {
        let folder = folder()?;
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let bench = Self {
            folder,
            turn: Cell::new(0),
            runtime,
            known: HashMap::new(),
            verified: 0,
        };
        bench.fresh().map(|_| bench)
    }

    /// The folder of the present image.
    pub(super) fn path(&self) -> PathBuf {
        self.folder.path().join(self.turn.get().to_string())
    }

    /// An empty folder with a name of its own, in the place of the one before.
    ///
    /// A connection that met a damaged file may be closed in the background a moment later, and
    /// `SQLite` then cleans up under its name; nothing new may lie there.
    pub(super) fn fresh(&self) -> io::Result<PathBuf> {
        if self.path().exists() {
            std::fs::remove_dir_all(self.path())?;
        }
        self.turn.set(self.turn.get() + 1);
        std::fs::create_dir(self.path())?;
        Ok(self.path())
    }

    /// Its runtime.
    pub(super) const fn runtime(&self) -> &Runtime {
        &self.runtime
    }

    /// Forgets the truths of a scenario that is over.
    pub(super) fn forget(&mut self) {
        self.known.clear();
    }

    /// Starts on an image as the server does, and closes again.
    pub(super) fn start(&self, image: &Image) -> io::Result<Found> {
        self.start_and_read(image, false)
    }

    /// The same, and asks for every remembered answer, as a repeat would.
    pub(super) fn start_and_ask(&self, image: &Image) -> io::Result<Found> {
        self.start_and_read(image, true)
    }

    fn start_and_read(&self, image: &Image, answers: bool) -> io::Result<Found> {
        let path = self.fresh()?;
        image.put(&path)?;
        // A task of its own, so that a panic of the shipped code is a finding.
        let tasks = LocalSet::new();
        let started = tasks.spawn_local(async move { start(&path, answers).await });
        let started = self.runtime.block_on(tasks.run_until(started));
        Ok(match started {
            Ok(Ok(recovered)) => Found::Served(Box::new(recovered)),
            Ok(Err(error)) => Found::Refused(error.to_string()),
            Err(panic) => Found::Panicked(panic.to_string()),
        })
    }

    /// Whether an image holds exactly one of some truths, journal and tables. Gives which one.
    pub(super) fn holds(&mut self, image: &Image, truths: &[Arc<Truth>]) -> Result<usize, String> {
        let found = self.start(image).map_err(|error| error.to_string())?;
        let recovered = match found {
            Found::Served(recovered) => recovered,
            Found::Refused(why) => return Err(format!("it does not start: {why}")),
            Found::Panicked(why) => return Err(format!("the start broke down: {why}")),
        };
        let mut difference = "nothing is true here".to_owned();
        for (index, truth) in truths.iter().enumerate().rev() {
            match truth.compare(&recovered) {
                Ok(()) => {
                    self.check_tables(truth)?;
                    return Ok(index);
                }
                Err(what) => difference = what,
            }
        }
        Err(difference)
    }

    /// Checks everything beside the journal in the folder's closed database.
    fn check_tables(&mut self, truth: &Arc<Truth>) -> Result<(), String> {
        let file = self.path().join("hall.db");
        let bytes = std::fs::read(&file).map_err(|error| error.to_string())?;
        let key = Arc::as_ptr(truth);
        if self.known.get(&key).is_some_and(|known| *known == bytes) {
            return Ok(());
        }
        self.verified += 1;
        self.verify_file(&file, truth)?;
        self.known.insert(key, bytes);
        Ok(())
    }

    /// The shipped verification, and the tables that it leaves out.
    fn verify_file(&self, file: &Path, truth: &Truth) -> Result<(), String> {
        let findings = self.findings(file)?;
        if let Some(first) = findings.first() {
            return Err(format!("verify: {first}"));
        }
        let tables = self.tables(file).map_err(|error| error.to_string())?;
        tables.check_beside(truth)
    }

    /// What the shipped verification finds in a file; a file it cannot read is a finding.
    pub(super) fn findings(&self, file: &Path) -> Result<Vec<String>, String> {
        let file = file.to_owned();
        let tasks = LocalSet::new();
        let read = tasks.spawn_local(async move {
            let reader = Reader::open(&file).await?;
            let verified = verify(&reader).await;
            reader.close().await;
            verified
        });
        match self.runtime.block_on(tasks.run_until(read)) {
            Ok(Ok(verified)) => Ok(verified.findings),
            Ok(Err(error)) => Ok(vec![error.to_string()]),
            Err(panic) => Err(format!("the verification broke down: {panic}")),
        }
    }

    /// Every row of a file, as text.
    pub(super) fn tables(&self, file: &Path) -> Result<Tables, sqlx::Error> {
        self.runtime.block_on(Tables::read(file))
    }

    /// The database in its folder.
    pub(super) fn database(&self) -> PathBuf {
        self.path().join("hall.db")
    }
}

/// A folder of its own, in memory where the machine has that.
pub(super) fn folder() -> io::Result<TempDir> {
    let mut builder = tempfile::Builder::new();
    let builder = builder.prefix("hall-sim-");
    if Path::new(MEMORY).is_dir() {
        builder.tempdir_in(MEMORY)
    } else {
        builder.tempdir()
    }
}

async fn start(path: &Path, answers: bool) -> Result<Recovered, StoreError> {
    let mut store = SqliteStore::open(Folder::lock(path)?).await?;
    let recovered = read(&mut store, answers).await;
    // A damaged log cannot always be brought into the main file; that is no finding of its own.
    let _ = store.close().await;
    recovered
}

async fn read(store: &mut SqliteStore, answers: bool) -> Result<Recovered, StoreError> {
    let recovered = recover(store).await?;
    for request in recovered.answered.keys().filter(|_| answers) {
        store.answer(*request).await?;
    }
    Ok(recovered)
}

#[cfg(test)]
mod tests {
    use super::super::story::{Story, tell};
    use super::super::tape::Kind;
    use super::*;

    fn told(bench: &Bench) -> Story {
        let folder = folder().expect("a folder");
        let told = bench.runtime().block_on(tell(folder.path(), &[5, 0, 1]));
        told.expect("a story")
    }

    /// The image after a step, changed by a statement, and whether the bench still calls it true.
    fn changed(sql: &'static str) -> Result<usize, String> {
        let mut bench = Bench::new().expect("a folder");
        let story = told(&bench);
        let step = story.steps.last().expect("a story has steps");
        let truth = [Arc::clone(step.truth())];
        bench
            .holds(&step.after, &truth)
            .expect("it is true as it was");
        bench.forget();
        let file = bench.database();
        bench.runtime().block_on(async {
            let options = sqlx::sqlite::SqliteConnectOptions::new();
            let options = options.filename(&file).foreign_keys(false);
            let mut connection = sqlx::ConnectOptions::connect(&options)
                .await
                .expect("it opens");
            let done = sqlx::query(sql)
                .execute(&mut connection)
                .await
                .expect("it is SQL");
            assert!(done.rows_affected() > 0, "{sql}");
            sqlx::Connection::close(connection)
                .await
                .expect("it closes");
        });
        let image = Image::read(&bench.path()).expect("an image");
        bench.holds(&image, &truth)
    }

    #[test]
    fn a_transaction_in_two_halves_is_noticed() {
        for sql in [
            "delete from ticket where ticket_id = (select max(ticket_id) from ticket)",
            "delete from event where event_id = (select max(event_id) from event)",
            "delete from answer where request = (select max(request) from answer)",
            "update leg set served_ms = served_ms + 1 where ticket_id = 1",
            "update answer set body = replace(body, '1', '2')",
        ] {
            assert!(changed(sql).is_err(), "{sql}");
        }
    }

    #[test]
    fn the_state_before_a_commit_is_not_taken_for_the_one_after_it() {
        let mut bench = Bench::new().expect("a folder");
        let story = told(&bench);
        let mut commits = story.steps.iter().filter(|step| step.kind == Kind::Commit);
        let step = commits.next_back().expect("a story has commits");
        let [before, after] = &step.truths[..] else {
            panic!("a commit is one transaction")
        };
        let after = std::slice::from_ref(after);
        assert_eq!(bench.holds(&step.after, after), Ok(0));
        assert!(bench.holds(&step.before, after).is_err());
        assert_eq!(bench.holds(&step.before, &[Arc::clone(before)]), Ok(0));
    }
}
