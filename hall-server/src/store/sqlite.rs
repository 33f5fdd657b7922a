//! The store on disk: `SQLite`, WAL, synchronous FULL, one writing connection.
//!
//! Both settings are asserted at start, because with NORMAL an acknowledged ticket can vanish on
//! power loss. A commit is one statement on the `intake` view, so it takes one hop to `SQLite`'s
//! thread and one sync, however many commands it carries.

mod folder;
mod intake;
mod packed;
mod read;

pub use folder::Folder;
pub use read::{Moment, Reader};

use super::{AnswerRow, Commit, Snapshot, Store, StoreError, Stored};
use crate::journal::{Row, Tip};
use hall_core::code::{RequestId, Seq};
use hall_core::{Date, Time};
use hall_protocol::resume::{BadEpoch, Epoch};
use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, Row as _, SqliteConnection};
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
        let query = sqlx::query_scalar("select value from meta where meta_id = ?").bind(key);
        query
            .fetch_optional(&mut self.connection)
            .await
            .map_err(failed)
    }

    /// Sets a named value beside the journal.
    pub async fn set_meta(&mut self, key: &str, value: &str) -> Result<(), StoreError> {
        sqlx::query(
            "insert into meta (meta_id, value) values (?, ?)
             on conflict (meta_id) do update set value = excluded.value",
        )
        .bind(key)
        .bind(value)
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

    async fn snapshot(&mut self) -> Result<Option<Snapshot>, StoreError> {
        // A snapshot counts only if the event it stands on is still the same.
        let row = sqlx::query(
            "select snapshot_id, snapshot.hash, snapshot.body from snapshot
             join event on event_id = snapshot_id and event.hash = snapshot.hash
             order by snapshot_id desc limit 1",
        )
        .fetch_optional(&mut self.connection)
        .await
        .map_err(failed)?;
        row.map(|row| {
            let tip = Tip {
                seq: Seq(row.get::<i64, _>(0) as u64),
                hash: hash_of(&row, 1)?,
            };
            Ok(Snapshot {
                tip,
                body: row.get(2),
            })
        })
        .transpose()
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
        let digests = sqlx::query("select request, digest from answer")
            .fetch_all(&mut self.connection)
            .await
            .map_err(failed)?;
        let notes = sqlx::query("select note, text from note")
            .fetch_all(&mut self.connection)
            .await
            .map_err(failed)?;
        Ok(Stored {
            epoch,
            snapshot: self.snapshot().await?,
            answered: pairs(&digests)?,
            notes: pairs(&notes)?,
        })
    }

    async fn rows_after(&mut self, seq: u64, limit: u32) -> Result<Vec<Row>, StoreError> {
        read::rows_after(&mut self.connection, seq, limit).await
    }

    async fn commit(&mut self, commit: &Commit) -> Result<(), StoreError> {
        let query = sqlx::query(
            "insert into intake (events, tickets, legs, spans, answers, notes)
             values (?, ?, ?, ?, ?, ?)",
        );
        query
            .bind(intake::events(&commit.events))
            .bind(intake::tickets(&commit.tickets))
            .bind(intake::legs(&commit.legs))
            .bind(intake::spans(&commit.spans))
            .bind(intake::answers(&commit.answers))
            .bind(intake::notes(&commit.notes))
            .execute(&mut self.connection)
            .await
            .map(drop)
            .map_err(commit_error)
    }

    async fn answer(&mut self, request: RequestId) -> Result<Option<AnswerRow>, StoreError> {
        let query = sqlx::query("select day, digest, status, body from answer where request = ?");
        let row = query
            .bind(request.to_string())
            .fetch_optional(&mut self.connection)
            .await
            .map_err(failed)?;
        Ok(row.map(|row| AnswerRow {
            request,
            day: Date(row.get(0)),
            digest: row.get(1),
            status: row.get::<i64, _>(2) as u16,
            body: row.get(3),
        }))
    }

    async fn keep_snapshot(&mut self, snapshot: &Snapshot) -> Result<(), StoreError> {
        let seq = snapshot.tip.seq.0 as i64;
        sqlx::query("insert or replace into snapshot (snapshot_id, hash, body) values (?, ?, ?)")
            .bind(seq)
            .bind(snapshot.tip.hash.as_slice())
            .bind(&snapshot.body)
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

fn pairs(
    rows: &[sqlx::sqlite::SqliteRow],
) -> Result<std::collections::BTreeMap<RequestId, String>, StoreError> {
    let pair = |row: &sqlx::sqlite::SqliteRow| {
        let key: String = row.get(0);
        let unreadable = |_| StoreError::Unusable(format!("a stored key is unreadable: {key}"));
        Ok((key.parse::<RequestId>().map_err(unreadable)?, row.get(1)))
    };
    rows.iter().map(pair).collect()
}

fn hash_of(
    row: &sqlx::sqlite::SqliteRow,
    column: usize,
) -> Result<crate::journal::Hash, StoreError> {
    let bytes: Vec<u8> = row.get(column);
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
