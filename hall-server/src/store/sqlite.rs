//! The store on disk: `SQLite`, WAL, synchronous FULL, one writing connection.
//!
//! Both settings are asserted at start, because with NORMAL an acknowledged ticket can vanish on
//! power loss. A commit is one statement on the `intake` view, so it takes one hop to `SQLite`'s
//! thread and one sync, however many commands it carries.

mod folder;
mod intake;
mod packed;
mod read;
mod schema;
mod sealed;

pub use folder::Folder;
pub use read::{
    Moment, Reader, unpack_callbacks, unpack_cases, unpack_entries, unpack_events, unpack_legs,
    unpack_rectification_steps, unpack_rectifications, unpack_spans, unpack_steps, unpack_tickets,
};

use super::{AnswerRow, Commit, Snapshot, Store, StoreError, Stored};
use crate::journal::Row;
use hall_core::code::RequestId;
use hall_core::{Date, Time};
use hall_protocol::resume::{BadEpoch, Epoch};
use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, SqliteConnection};
use std::path::{Path, PathBuf};

static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

/// The writing connection to a hall's database; the folder is locked while it lives.
#[derive(Debug)]
pub struct SqliteStore {
    connection: SqliteConnection,
    folder: Folder,
}

impl SqliteStore {
    /// Opens, or makes, the database of a locked data folder.
    pub async fn open(folder: Folder) -> Result<Self, StoreError> {
        let mut connection = connect(&folder.database()).await?;
        MIGRATIONS.run(&mut connection).await.map_err(|error| {
            StoreError::Unusable(format!(
                "{} cannot be brought to this version: {error}",
                folder.database().display()
            ))
        })?;
        assert_durable(&mut connection).await?;
        schema::check(&mut connection).await?;
        Ok(Self { connection, folder })
    }

    /// Where the database lives.
    pub fn path(&self) -> PathBuf {
        self.folder.database()
    }

    /// Closes the connection and gives the folder back, still locked.
    pub async fn close(self) -> Result<Folder, StoreError> {
        self.connection.close().await.map_err(failed)?;
        Ok(self.folder)
    }

    /// A named value beside the journal.
    pub async fn meta(&mut self, key: &str) -> Result<Option<String>, StoreError> {
        sealed::meta(&mut self.connection, key).await
    }

    /// Sets a named value beside the journal.
    pub async fn set_meta(&mut self, key: &str, value: &str) -> Result<(), StoreError> {
        sqlx::query(
            "insert into meta (meta_id, value, seal) values (?, ?, ?)
             on conflict (meta_id) do update set value = excluded.value, seal = excluded.seal",
        )
        .bind(key)
        .bind(value)
        .bind(sealed::of_meta(key, value))
        .execute(&mut self.connection)
        .await
        .map(drop)
        .map_err(commit_error)
    }

    /// Removes a named value beside the journal.
    pub async fn clear_meta(&mut self, key: &str) -> Result<(), StoreError> {
        let query = sqlx::query("delete from meta where meta_id = ?").bind(key);
        query
            .execute(&mut self.connection)
            .await
            .map(drop)
            .map_err(commit_error)
    }

    /// For the simulator: how many pages the file may have; 0 takes the limit away.
    #[doc(hidden)]
    pub async fn limit_pages(&mut self, pages: u32) -> Result<(), StoreError> {
        // A pragma takes no parameters; the largest is SQLite's own limit.
        let pages = if pages == 0 { u32::MAX - 1 } else { pages };
        let pragma = format!("pragma max_page_count = {pages}");
        sqlx::query(sqlx::AssertSqlSafe(pragma))
            .execute(&mut self.connection)
            .await
            .map(drop)
            .map_err(failed)
    }
}

impl Store for SqliteStore {
    async fn stored(&mut self) -> Result<Stored, StoreError> {
        let epoch = if let Some(text) = self.meta("epoch").await? {
            text.parse()
                .map_err(|bad: BadEpoch| StoreError::Unusable(bad.to_string()))?
        } else {
            let random = u64::from_be_bytes(crate::random::Random::System.bytes());
            let epoch = Epoch { counter: 1, random };
            self.set_epoch(epoch).await?;
            epoch
        };
        let answers = sealed::answered(&mut self.connection).await?;
        Ok(Stored {
            epoch,
            snapshot: sealed::snapshot(&mut self.connection).await?,
            answered_after: super::last_event(&answers),
            answered: super::digests(answers),
            notes: sealed::texts(&mut self.connection).await?,
        })
    }

    async fn rows_after(&mut self, seq: u64, limit: u32) -> Result<Vec<Row>, StoreError> {
        read::rows_after(&mut self.connection, seq, limit).await
    }

    async fn commit(&mut self, commit: &Commit) -> Result<(), StoreError> {
        let query = sqlx::query(
            "insert into intake (events, tickets, legs, spans, cases, steps, rectifications,
                                 rectification_steps, callbacks, entries, answers, notes)
             values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        );
        query
            .bind(intake::events(&commit.events))
            .bind(intake::tickets(&commit.tickets))
            .bind(intake::legs(&commit.legs))
            .bind(intake::spans(&commit.spans))
            .bind(intake::cases(&commit.cases))
            .bind(intake::steps(&commit.steps))
            .bind(intake::rectifications(&commit.rectifications))
            .bind(intake::rectification_steps(&commit.rectification_steps))
            .bind(intake::callbacks(&commit.callbacks))
            .bind(intake::entries(&commit.entries))
            .bind(intake::answers(&commit.answers))
            .bind(intake::notes(&commit.notes))
            .execute(&mut self.connection)
            .await
            .map(drop)
            .map_err(commit_error)
    }

    async fn answer(&mut self, request: RequestId) -> Result<Option<AnswerRow>, StoreError> {
        sealed::answer(&mut self.connection, request).await
    }

    async fn keep_snapshot(&mut self, snapshot: &Snapshot) -> Result<(), StoreError> {
        let seq = snapshot.tip.seq.0 as i64;
        sqlx::query(
            "insert or replace into snapshot (snapshot_id, hash, body, seal) values (?, ?, ?, ?)",
        )
        .bind(seq)
        .bind(snapshot.tip.hash.as_slice())
        .bind(&snapshot.body)
        .bind(sealed::of_snapshot(snapshot))
        .execute(&mut self.connection)
        .await
        .map_err(commit_error)?;
        // The one before stays as well: a snapshot is a convenience, never the only way back.
        sqlx::query(
            "delete from snapshot where snapshot_id not in
             (select snapshot_id from snapshot order by snapshot_id desc limit 2)",
        )
        .execute(&mut self.connection)
        .await
        .map(drop)
        .map_err(commit_error)
    }

    async fn forget(&mut self, day: Date, now: Time) -> Result<(), StoreError> {
        sqlx::query("delete from answer where day < ?")
            .bind(day.0)
            .execute(&mut self.connection)
            .await
            .map_err(commit_error)?;
        sqlx::query("delete from note where expires <= ?")
            .bind(now.0)
            .execute(&mut self.connection)
            .await
            .map(drop)
            .map_err(commit_error)
    }

    async fn set_epoch(&mut self, epoch: Epoch) -> Result<(), StoreError> {
        self.set_meta("epoch", &epoch.to_string()).await
    }
}

/// A writing connection with the settings the promises rest on.
async fn connect(path: &Path) -> Result<SqliteConnection, StoreError> {
    SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .disable_statement_logging()
        .connect()
        .await
        .map_err(failed)
}

async fn assert_durable(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    let mode: String = sqlx::query_scalar("pragma journal_mode")
        .fetch_one(&mut *connection)
        .await
        .map_err(failed)?;
    let level: i64 = sqlx::query_scalar("pragma synchronous")
        .fetch_one(&mut *connection)
        .await
        .map_err(failed)?;
    // 2 is FULL (SQLite, pragma synchronous).
    if mode != "wal" || level != 2 {
        return Err(StoreError::Unusable(format!(
            "the file system does not allow write-ahead logging with full sync (journal_mode {mode}, synchronous {level}); use a local disk"
        )));
    }
    Ok(())
}

fn hash_of(
    row: &sqlx::sqlite::SqliteRow,
    column: usize,
) -> Result<crate::journal::Hash, StoreError> {
    let bytes: Vec<u8> = sealed::column(row, column)?;
    let wrong = |_| StoreError::Unusable("a stored hash has the wrong length".to_owned());
    bytes.try_into().map_err(wrong)
}

#[expect(clippy::needless_pass_by_value, reason = "used as map_err(failed)")]
fn failed(error: sqlx::Error) -> StoreError {
    StoreError::Failed(error.to_string())
}

/// A full disk rolls back cleanly (measured, RELIABILITY 3); everything else stops the desk.
fn commit_error(error: sqlx::Error) -> StoreError {
    let code = error
        .as_database_error()
        .and_then(sqlx::error::DatabaseError::code);
    match code.as_deref() {
        Some("13") => StoreError::Full,
        _ => failed(error),
    }
}
