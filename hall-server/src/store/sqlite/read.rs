//! Reading: a pool beside the writer, for reports, pages and verification.
//!
//! What needs more than one question asks them of one [`Moment`]: the hall goes on meanwhile, and
//! tables read one after the other would contradict each other.

use super::{failed, hash_of};
use crate::journal::{BrokenRow, Row, Tip};
use crate::rows::{LegRow, SpanRow, TicketRow};
use crate::store::{Snapshot, StoreError};
use hall_core::code::{Seq, WindowNumber};
use hall_core::{Date, Time};
use serde::de::DeserializeOwned;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions, SqliteRow};
use sqlx::{ConnectOptions, Row as _, Sqlite, SqliteConnection, SqlitePool, Transaction};
use std::path::Path;

/// A read-only view of a hall's database.
#[derive(Clone, Debug)]
pub struct Reader {
    pool: SqlitePool,
}

impl Reader {
    /// Opens a database for reading only.
    pub async fn open(database: &Path) -> Result<Self, StoreError> {
        let options = SqliteConnectOptions::new()
            .filename(database)
            .read_only(true)
            .disable_statement_logging();
        let pool = SqlitePoolOptions::new()
            .max_connections(4)
            .connect_with(options)
            .await
            .map_err(failed)?;
        Ok(Self { pool })
    }

    /// Closes every connection.
    pub async fn close(&self) {
        self.pool.close().await;
    }

    /// Everything as it is at one moment, whatever is written meanwhile.
    pub async fn moment(&self) -> Result<Moment, StoreError> {
        Ok(Moment { read: self.pool.begin().await.map_err(failed)? })
    }

    /// The hash of one event.
    pub async fn hash(&self, seq: u64) -> Result<Option<crate::journal::Hash>, StoreError> {
        let row = sqlx::query("select hash from event where event_id = ?")
            .bind(seq as i64)
            .fetch_optional(&self.pool)
            .await
            .map_err(failed)?;
        row.map(|row| hash_of(&row, 0)).transpose()
    }

    /// Tickets of a day, or of all days.
    pub async fn tickets(&self, day: Option<Date>) -> Result<Vec<TicketRow>, StoreError> {
        self.moment().await?.tickets(day).await
    }

    /// Legs of a day, or of all days.
    pub async fn legs(&self, day: Option<Date>) -> Result<Vec<LegRow>, StoreError> {
        self.moment().await?.legs(day).await
    }

    /// Window spans of a day, or of all days.
    pub async fn spans(&self, day: Option<Date>) -> Result<Vec<SpanRow>, StoreError> {
        self.moment().await?.spans(day).await
    }

    /// A consistent copy of everything into a new file, beside the writer and without its help.
    pub async fn copy_to(&self, target: &Path) -> Result<(), StoreError> {
        let failed = |why: String| {
            StoreError::Unusable(format!("{} cannot be written: {why}", target.display()))
        };
        let text = target.to_string_lossy().into_owned();
        let copied = sqlx::query("vacuum into ?").bind(text).execute(&self.pool).await;
        copied.map_err(|error| failed(error.to_string()))?;
        let file = std::fs::File::open(target).map_err(|error| failed(error.to_string()))?;
        file.sync_all().map_err(|error| failed(error.to_string()))
    }
}

/// The database at one moment: a read transaction, which the writer does not wait for.
#[derive(Debug)]
pub struct Moment {
    read: Transaction<'static, Sqlite>,
}

impl Moment {
    /// Rows of the journal after `seq`, at most `limit`.
    pub async fn rows_after(&mut self, seq: u64, limit: u32) -> Result<Vec<Row>, StoreError> {
        rows_after(&mut self.read, seq, limit).await
    }

    /// Business days with tickets, newest first.
    pub async fn days(&mut self) -> Result<Vec<Date>, StoreError> {
        let query = sqlx::query_scalar("select distinct day from event where kind = 'day_opened' order by day desc");
        let days: Vec<i32> = query.fetch_all(&mut *self.read).await.map_err(failed)?;
        Ok(days.into_iter().map(Date).collect())
    }

    /// Tickets of a day, or of all days.
    pub async fn tickets(&mut self, day: Option<Date>) -> Result<Vec<TicketRow>, StoreError> {
        let rows = sqlx::query(
            "select ticket_id, day, series, round, n, queue, item, class, booked, late, visit,
                    state, taken, version, level, rated, rated_window
             from ticket where ?1 is null or day = ?1 order by ticket_id",
        )
        .bind(day.map(|day| day.0))
        .fetch_all(&mut *self.read)
        .await
        .map_err(failed)?;
        rows.iter().map(ticket).collect()
    }

    /// Legs of a day, or of all days.
    pub async fn legs(&mut self, day: Option<Date>) -> Result<Vec<LegRow>, StoreError> {
        let rows = sqlx::query(
            "select ticket_id, leg, day, queue, item, window, clerk, since, first_call, started,
                    ended, end_kind, outcome, served_ms, misses, predicted
             from leg where ?1 is null or day = ?1 order by ticket_id, leg",
        )
        .bind(day.map(|day| day.0))
        .fetch_all(&mut *self.read)
        .await
        .map_err(failed)?;
        rows.iter().map(leg).collect()
    }

    /// Window spans of a day, or of all days.
    pub async fn spans(&mut self, day: Option<Date>) -> Result<Vec<SpanRow>, StoreError> {
        let rows = sqlx::query(
            "select day, window, span, kind, clerk, started, ended
             from span where ?1 is null or day = ?1 order by day, window, span",
        )
        .bind(day.map(|day| day.0))
        .fetch_all(&mut *self.read)
        .await
        .map_err(failed)?;
        rows.iter().map(span).collect()
    }

    /// Stored states to start from, oldest first.
    pub async fn snapshots(&mut self) -> Result<Vec<Snapshot>, StoreError> {
        let rows = sqlx::query("select snapshot_id, hash, body from snapshot order by snapshot_id")
            .fetch_all(&mut *self.read)
            .await
            .map_err(failed)?;
        let snapshot = |row: &SqliteRow| {
            let tip = Tip { seq: Seq(row.get::<i64, _>(0) as u64), hash: hash_of(row, 1)? };
            Ok(Snapshot { tip, body: row.get(2) })
        };
        rows.iter().map(snapshot).collect()
    }

    /// A named value beside the journal.
    pub async fn meta(&mut self, key: &str) -> Result<Option<String>, StoreError> {
        let query = sqlx::query_scalar("select value from meta where meta_id = ?").bind(key);
        query.fetch_optional(&mut *self.read).await.map_err(failed)
    }

    /// What `SQLite` itself says of the file.
    pub async fn integrity(&mut self) -> Result<String, StoreError> {
        let query = sqlx::query_scalar("pragma integrity_check");
        query.fetch_one(&mut *self.read).await.map_err(failed)
    }
}

pub(super) async fn rows_after(
    connection: &mut SqliteConnection,
    seq: u64,
    limit: u32,
) -> Result<Vec<Row>, StoreError> {
    let rows = sqlx::query(
        "select event_id, epoch, day, at, kind, body, request, prev, hash
         from event where event_id > ? order by event_id limit ?",
    )
    .bind(seq as i64)
    .bind(limit)
    .fetch_all(connection)
    .await
    .map_err(failed)?;
    rows.iter().map(event).collect()
}

fn event(row: &SqliteRow) -> Result<Row, StoreError> {
    let seq = row.get::<i64, _>(0) as u64;
    let request: String = row.get(6);
    let unreadable = |_| BrokenRow::new(seq, "names a request that is none");
    Ok(Row {
        seq: Seq(seq),
        epoch: row.get(1),
        day: Date(row.get(2)),
        at: Time(row.get(3)),
        kind: row.get(4),
        body: row.get(5),
        request: request.parse().map_err(unreadable)?,
        prev: hash_of(row, 7)?,
        hash: hash_of(row, 8)?,
    })
}

fn ticket(row: &SqliteRow) -> Result<TicketRow, StoreError> {
    Ok(TicketRow {
        ticket: row.get::<i64, _>(0) as u64,
        day: Date(row.get(1)),
        series: row.get(2),
        round: row.get::<i64, _>(3) as u16,
        n: row.get::<i64, _>(4) as u32,
        queue: code(row, 5)?,
        item: optional_code(row, 6)?,
        class: code(row, 7)?,
        booked: row.get::<i64, _>(8) != 0,
        late: row.get::<i64, _>(9) != 0,
        visit: row.get::<i64, _>(10) as u64,
        state: row.get(11),
        taken: Time(row.get(12)),
        version: row.get::<i64, _>(13) as u32,
        level: row.get::<Option<i64>, _>(14).map(|level| level as u8),
        rated: row.get::<Option<i64>, _>(15).map(Time),
        rated_window: row.get::<Option<i64>, _>(16).map(window),
    })
}

fn leg(row: &SqliteRow) -> Result<LegRow, StoreError> {
    let misses: String = row.get(14);
    let predicted: Option<String> = row.get(15);
    Ok(LegRow {
        ticket: row.get::<i64, _>(0) as u64,
        leg: row.get::<i64, _>(1) as u16,
        day: Date(row.get(2)),
        queue: code(row, 3)?,
        item: optional_code(row, 4)?,
        window: row.get::<Option<i64>, _>(5).map(window),
        clerk: optional_code(row, 6)?,
        since: Time(row.get(7)),
        first_call: row.get::<Option<i64>, _>(8).map(Time),
        started: row.get::<Option<i64>, _>(9).map(Time),
        ended: row.get::<Option<i64>, _>(10).map(Time),
        end: optional_word(row, 11)?,
        outcome: optional_word(row, 12)?,
        served_ms: row.get(13),
        misses: json(&misses, "misses")?,
        predicted: predicted.map(|text| json(&text, "predicted")).transpose()?,
    })
}

fn span(row: &SqliteRow) -> Result<SpanRow, StoreError> {
    let kind: String = row.get(3);
    Ok(SpanRow {
        day: Date(row.get(0)),
        window: window(row.get(1)),
        span: row.get::<i64, _>(2) as u16,
        kind: word(kind, "kind")?,
        clerk: optional_code(row, 4)?,
        started: Time(row.get(5)),
        ended: row.get::<Option<i64>, _>(6).map(Time),
    })
}

fn window(number: i64) -> WindowNumber {
    WindowNumber(number as u16)
}

fn code<T: std::str::FromStr>(row: &SqliteRow, column: usize) -> Result<T, StoreError> {
    row.get::<&str, _>(column).parse().map_err(|_| unreadable("code"))
}

fn optional_code<T: std::str::FromStr>(
    row: &SqliteRow,
    column: usize,
) -> Result<Option<T>, StoreError> {
    let text: Option<&str> = row.get(column);
    text.map(|text| text.parse().map_err(|_| unreadable("code"))).transpose()
}

fn optional_word<T: DeserializeOwned>(
    row: &SqliteRow,
    column: usize,
) -> Result<Option<T>, StoreError> {
    row.get::<Option<String>, _>(column).map(|text| word(text, "word")).transpose()
}

fn word<T: DeserializeOwned>(text: String, what: &str) -> Result<T, StoreError> {
    serde_json::from_value(serde_json::Value::String(text)).map_err(|_| unreadable(what))
}

fn json<T: DeserializeOwned>(text: &str, what: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|_| unreadable(what))
}

fn unreadable(what: &str) -> StoreError {
    StoreError::Unusable(format!("a stored {what} is unreadable; run `verify`"))
}
