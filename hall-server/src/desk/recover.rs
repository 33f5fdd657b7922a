//! Starting again: the newest snapshot, then every event after it, each checked.

use super::Desk;
use super::remembered::Remembered;
use crate::journal::{BrokenRow, Row, Tip};
use crate::report::Review;
use crate::store::{Snapshot, Store, StoreError};
use crate::views::Notes;
use hall_core::Hall;
use hall_core::code::RequestId;
use hall_core::planted::{self, Bug};
use hall_protocol::resume::Epoch;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a start knows after reading the journal.
#[derive(Debug)]
pub struct Recovered {
    /// The hall after the last event.
    pub hall: Hall,
    /// The last event.
    pub tip: Tip,
    /// The epoch.
    pub epoch: Epoch,
    /// Remembered intents.
    pub answered: BTreeMap<RequestId, String>,
    /// Free texts.
    pub notes: Notes,
    /// Events read after the snapshot.
    pub replayed: u64,
    /// What the ratings of the day have shown; a snapshot does not hold it, so who serves reads it.
    pub review: Box<Review>,
}

/// Rows read at a time.
const CHUNK: u32 = 10_000;

/// Reads snapshot and tail; a damaged row is an error, never skipped.
///
/// # Panics
///
/// When an event that fits its chain cannot follow the state: the program itself is wrong.
pub async fn recover<S: Store>(store: &mut S) -> Result<Recovered, StoreError> {
    let stored = store.stored().await?;
    let snapshot = stored.snapshot.filter(is_current);
    let (mut hall, mut tip) = match &snapshot {
        Some(snapshot) => (thaw(snapshot)?, snapshot.tip),
        None => (Hall::new(), Tip::GENESIS),
    };
    let start = tip.seq.0;
    let mut remembered = Remembered::default();
    let mut rows = store.rows_after(start, CHUNK).await?;
    // While a full chunk is checked and applied, the next one is read.
    while rows.len() == CHUNK as usize {
        remembered.note(&rows);
        let last = rows.last().map_or(start, |row| row.seq.0);
        let replayed = tokio::task::spawn_blocking(move || replay(hall, tip, &rows));
        let (next, replayed) = tokio::join!(store.rows_after(last, CHUNK), replayed);
        (hall, tip) = replayed.expect("an event that follows its chain can be applied")?;
        rows = next?;
    }
    remembered.note(&rows);
    check_epoch(rows.last(), stored.epoch)?;
    (hall, tip) = replay(hall, tip, &rows)?;
    if let Some(day) = hall.day() {
        remembered.forget(day.date);
    }
    let (mut answered, notes, epoch) = (stored.answered, stored.notes, stored.epoch);
    let is_answered = |request| answered.contains_key(&request);
    remembered.check(tip, stored.answered_after, is_answered)?;
    if planted::is(Bug::IntentsForgottenAtRestart) {
        answered.clear();
    }
    Ok(Recovered {
        hall,
        tip,
        epoch,
        answered,
        notes,
        replayed: tip.seq.0 - start,
        review: Box::default(),
    })
}

/// Epochs only grow, so a last event of a later epoch than the one that is kept means that the
/// kept one is old: two histories would bear one name.
pub fn check_epoch(last: Option<&Row>, kept: Epoch) -> Result<(), BrokenRow> {
    let Some(row) = last else { return Ok(()) };
    let is_known = |epoch: Epoch| epoch.counter <= kept.counter;
    if row.epoch.parse().is_ok_and(is_known) {
        return Ok(());
    }
    let what = format!("its epoch {} is not the kept {kept} or before", row.epoch);
    Err(BrokenRow::new(row.seq.0, what))
}

/// Checks a chunk against the chain and applies it.
fn replay(mut hall: Hall, mut tip: Tip, rows: &[Row]) -> Result<(Hall, Tip), BrokenRow> {
    for row in rows {
        let event = tip.follow(row)?;
        hall.apply(&event, row.at);
    }
    Ok((hall, tip))
}

impl Recovered {
    /// The desk that goes on from here.
    pub fn desk(&self) -> Desk {
        let (answered, notes) = (self.answered.clone(), self.notes.clone());
        Desk::new(
            self.hall.clone(),
            self.tip,
            self.epoch.to_string(),
            answered,
            notes,
        )
    }
}

/// A state to start from, as text.
///
/// # Panics
///
/// Never: the hall has only text keys.
pub fn freeze(hall: &Hall, tip: Tip) -> Snapshot {
    let frozen = Frozen { form: FORM, hall };
    let body = serde_json::to_string(&frozen).expect("the hall has only text keys");
    if planted::is(Bug::SnapshotForgets) {
        let body = body.replace("\"next\":", "\"next\":1,\"was\":");
        return Snapshot { tip, body };
    }
    Snapshot { tip, body }
}

/// A state with the form of its fold.
#[derive(Serialize, Deserialize)]
struct Frozen<H> {
    form: u32,
    hall: H,
}

/// Grows whenever the same events make another state than before: what an older program kept is
/// then no shortcut any more, and the journal is read from its first event.
const FORM: u32 = 5;

/// Whether this program would have made such a snapshot; another one is passed over.
pub fn is_current(snapshot: &Snapshot) -> bool {
    snapshot.body.starts_with(&format!("{{\"form\":{FORM},"))
}

/// The state in a snapshot, if it can be read.
pub fn state_of(snapshot: &Snapshot) -> Result<Hall, serde_json::Error> {
    let frozen: Frozen<Hall> = serde_json::from_str(&snapshot.body)?;
    Ok(frozen.hall.reindexed())
}

fn thaw(snapshot: &Snapshot) -> Result<Hall, StoreError> {
    let seq = snapshot.tip.seq.0;
    let hall = state_of(snapshot).map_err(|error| BrokenRow {
        seq,
        what: format!("its snapshot is unreadable: {error}"),
    })?;
    Ok(hall)
}

#[cfg(test)]
mod tests {
    use super::*;
    use hall_core::code::RequestId;
    use hall_core::{Date, Event, Time};

    #[test]
    fn a_journal_that_goes_on_in_a_later_epoch_than_the_kept_one_is_not_served() {
        let event = Event::DayOpened { day: Date(20_515) };
        let epoch = |counter| Epoch { counter, random: 7 };
        let written = epoch(2).to_string();
        let (day, at, request) = (Date(20_515), Time(5), RequestId(7));
        let (row, _) = Tip::GENESIS.append(&written, day, at, request, &event);
        assert!(check_epoch(Some(&row), epoch(1)).is_err());
        assert_eq!(check_epoch(Some(&row), epoch(2)), Ok(()));
        assert_eq!(check_epoch(Some(&row), epoch(3)), Ok(()));
        assert_eq!(check_epoch(None, epoch(1)), Ok(()));
    }
}
