//! Sealed rows: what is no fold of the journal carries a digest of its own.
//!
//! The hash chain protects events, and `verify` compares projections with their fold. A snapshot,
//! an answer, a free text or a named value has neither; without a seal, a byte that rots in one of
//! them would be served as the truth.

use super::packed::{Columns, Unreadable, packed, rows};
use super::{failed, hash_of};
use crate::journal::Tip;
use crate::store::{AnswerRow, NoteRow, Snapshot, StoreError};
use data_encoding::HEXLOWER;
use hall_core::code::{RequestId, Seq};
use hall_core::{Date, Time};
use sha2::{Digest, Sha256};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row as _, SqliteConnection};
use std::collections::BTreeMap;

/// The seal of an answer.
pub(super) fn of_answer(row: &AnswerRow) -> String {
    let (day, status) = (row.day.0.to_string(), row.status.to_string());
    let (request, seq) = (row.request.to_string(), row.seq.to_string());
    let (digest, body) = (&row.digest, &row.body);
    seal(&["answer", &request, &day, &seq, digest, &status, body])
}

/// The seal of a free text.
pub(super) fn of_note(row: &NoteRow) -> String {
    let (note, expires) = (row.note.to_string(), row.expires.0.to_string());
    seal(&["note", &note, &row.salt, &row.text, &expires])
}

/// The seal of a snapshot.
pub(super) fn of_snapshot(snapshot: &Snapshot) -> String {
    let Tip { seq, hash } = snapshot.tip;
    let (seq, hash) = (seq.to_string(), HEXLOWER.encode(&hash));
    seal(&["snapshot", &seq, &hash, &snapshot.body])
}

/// The seal of a named value.
pub(super) fn of_meta(key: &str, value: &str) -> String {
    seal(&["meta", key, value])
}

/// The first half of a SHA-256 over the parts, each with its length.
fn seal(parts: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part.as_bytes());
    }
    HEXLOWER.encode(&hasher.finalize()[..16])
}

/// A row that was read, or why it is not what was written.
type Sound<T> = Result<T, StoreError>;

/// The newest snapshot that is sound and stands on an event of this journal.
///
/// A snapshot is a convenience: one that rotted is passed over, and `verify` names it.
pub(super) async fn snapshot(connection: &mut SqliteConnection) -> Sound<Option<Snapshot>> {
    let ids: Vec<i64> = sqlx::query_scalar(
        "select snapshot_id from snapshot
         join event on event_id = snapshot_id and event.hash = snapshot.hash
         order by snapshot_id desc",
    )
    .fetch_all(&mut *connection)
    .await
    .map_err(failed)?;
    for id in ids {
        let query =
            sqlx::query("select snapshot_id, hash, body, seal from snapshot where snapshot_id = ?");
        let row = query.bind(id).fetch_optional(&mut *connection).await;
        match row.map_err(failed)?.as_ref().map(snapshot_of) {
            Some(Ok(snapshot)) => return Ok(Some(snapshot)),
            Some(Err(error)) => tracing::error!(%error, "a snapshot is passed over"),
            None => {}
        }
    }
    Ok(None)
}

/// Every snapshot that is sound, oldest first, and what is wrong with the others.
pub(super) async fn snapshots(
    connection: &mut SqliteConnection,
) -> Sound<(Vec<Snapshot>, Vec<String>)> {
    let query = "select snapshot_id, hash, body, seal from snapshot order by snapshot_id";
    let rows = sqlx::query(query).fetch_all(connection).await;
    Ok(sorted(rows.map_err(failed)?.iter().map(snapshot_of)))
}

/// The answers to remembered intents; one that rotted is an error.
pub(super) async fn answered(connection: &mut SqliteConnection) -> Sound<Vec<AnswerRow>> {
    answers(connection).await?.into_iter().collect()
}

/// What each answer that is sound stands on, and what is wrong with the others.
pub(super) async fn answer_events(
    connection: &mut SqliteConnection,
) -> Sound<(BTreeMap<RequestId, Seq>, Vec<String>)> {
    let (answers, broken) = sorted(answers(connection).await?.into_iter());
    let answers = answers.into_iter().map(|row| (row.request, row.seq));
    Ok((answers.collect(), broken))
}

/// The answer to an intent.
pub(super) async fn answer(
    connection: &mut SqliteConnection,
    request: RequestId,
) -> Sound<Option<AnswerRow>> {
    let query = sqlx::query(
        "select request, day, event_id, digest, status, body, seal from answer where request = ?",
    );
    let row = query.bind(request.to_string()).fetch_optional(connection);
    let row = row.await.map_err(failed)?;
    let answer = row.map(|row| {
        let answer = AnswerRow {
            request,
            day: Date(column(&row, 1)?),
            seq: Seq(column::<i64>(&row, 2)? as u64),
            digest: column(&row, 3)?,
            status: column(&row, 4)?,
            body: column(&row, 5)?,
        };
        let seal: String = column(&row, 6)?;
        sealed(seal == of_answer(&answer), "answer", &request)?;
        Ok(answer)
    });
    answer.transpose()
}

/// Free texts by key; one that rotted is an error.
pub(super) async fn texts(connection: &mut SqliteConnection) -> Sound<BTreeMap<RequestId, String>> {
    let notes = notes(connection).await?.into_iter();
    let pair = |row: Sound<NoteRow>| row.map(|row| (row.note, row.text));
    notes.map(pair).collect()
}

/// A named value; one that rotted is an error.
pub(super) async fn meta(connection: &mut SqliteConnection, key: &str) -> Sound<Option<String>> {
    let query = sqlx::query("select meta_id, value, seal from meta where meta_id = ?");
    let row = query.bind(key).fetch_optional(connection).await;
    let row = row.map_err(failed)?;
    let value = row.as_ref().map(meta_of).transpose()?;
    Ok(value.map(|(_, value)| value))
}

/// What is wrong with texts and named values.
pub(super) async fn broken(connection: &mut SqliteConnection) -> Sound<Vec<String>> {
    let (_, mut broken) = sorted(notes(connection).await?.into_iter());
    let query = "select meta_id, value, seal from meta order by meta_id";
    let rows = sqlx::query(query).fetch_all(connection).await;
    broken.extend(sorted(rows.map_err(failed)?.iter().map(meta_of)).1);
    Ok(broken)
}

async fn answers(connection: &mut SqliteConnection) -> Sound<Vec<Sound<AnswerRow>>> {
    // Bodies are JSON, which has no bare control characters; a day has thousands of them.
    let query = packed!(
        "request", "day", "event_id", "digest", "status", "body", "seal"; "answer"
    );
    let text: Result<Option<String>, _> = sqlx::query_scalar(query).fetch_one(connection).await;
    let text = text.map_err(failed)?;
    let answers = rows(text.as_deref()).map(|mut columns| {
        let (answer, seal) = answer_of(&mut columns).map_err(|_| unreadable("answer"))?;
        sealed(seal == of_answer(&answer), "answer", &answer.request)?;
        Ok(answer)
    });
    Ok(answers.collect())
}

fn answer_of(columns: &mut Columns<'_>) -> Result<(AnswerRow, String), Unreadable> {
    let answer = AnswerRow {
        request: columns.hex()?,
        day: Date(columns.value()?),
        seq: Seq(columns.value()?),
        digest: columns.text()?.to_owned(),
        status: columns.value()?,
        body: columns.text()?.to_owned(),
    };
    Ok((answer, columns.text()?.to_owned()))
}

async fn notes(connection: &mut SqliteConnection) -> Sound<Vec<Sound<NoteRow>>> {
    let query = "select note, salt, text, expires, seal from note order by note";
    let rows = sqlx::query(query).fetch_all(connection).await;
    let note = |row: &SqliteRow| {
        let key: String = column(row, 0)?;
        let note = NoteRow {
            note: key.parse().map_err(|_| unreadable("note"))?,
            salt: column(row, 1)?,
            text: column(row, 2)?,
            expires: Time(column(row, 3)?),
        };
        let seal: String = column(row, 4)?;
        sealed(seal == of_note(&note), "note", &key)?;
        Ok(note)
    };
    Ok(rows.map_err(failed)?.iter().map(note).collect())
}

fn snapshot_of(row: &SqliteRow) -> Sound<Snapshot> {
    let seq: i64 = column(row, 0)?;
    let snapshot = Snapshot {
        tip: Tip {
            seq: Seq(seq as u64),
            hash: hash_of(row, 1)?,
        },
        body: column(row, 2)?,
    };
    let seal: String = column(row, 3)?;
    sealed(seal == of_snapshot(&snapshot), "snapshot", &seq)?;
    Ok(snapshot)
}

fn meta_of(row: &SqliteRow) -> Sound<(String, String)> {
    let (key, value): (String, String) = (column(row, 0)?, column(row, 1)?);
    let seal: String = column(row, 2)?;
    sealed(seal == of_meta(&key, &value), "meta", &key)?;
    Ok((key, value))
}

/// A column as it was written; rot may make text of a number, or no text at all of a text.
pub(super) fn column<'r, T>(row: &'r SqliteRow, at: usize) -> Sound<T>
where
    T: sqlx::Decode<'r, sqlx::Sqlite> + sqlx::Type<sqlx::Sqlite>,
{
    row.try_get(at).map_err(|error| {
        StoreError::Unusable(format!("a stored value is unreadable ({error}); {ADVICE}"))
    })
}

fn sealed(is_sound: bool, table: &str, key: &dyn std::fmt::Display) -> Sound<()> {
    if is_sound {
        return Ok(());
    }
    let what = format!("table {table}, {key}: was changed, its seal does not fit; {ADVICE}");
    Err(StoreError::Unusable(what))
}

fn unreadable(table: &str) -> StoreError {
    StoreError::Unusable(format!(
        "table {table}: holds a row that cannot be read; {ADVICE}"
    ))
}

const ADVICE: &str = "run `verify`, then restore the last backup";

fn sorted<T>(rows: impl Iterator<Item = Sound<T>>) -> (Vec<T>, Vec<String>) {
    let (mut sound, mut broken) = (Vec::new(), Vec::new());
    for row in rows {
        match row {
            Ok(row) => sound.push(row),
            Err(error) => broken.push(error.to_string()),
        }
    }
    (sound, broken)
}
