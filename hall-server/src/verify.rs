//! Verification: the whole journal is replayed, and everything else must follow from it.
//!
//! Checked are the hash chain, the core's invariants, stored snapshots and every projection. The
//! tables `answer` and `note` and the `meta` values are not a fold of the journal; they are the
//! named exceptions. Their seals are checked, and that every intent of the last days is answered.

use crate::desk::recover::{check_epoch, is_current, state_of};
use crate::desk::remembered::Remembered;
use crate::journal::{BrokenRow, Row, Tip};
use crate::rows::{
    CallbackRow, CaseRow, EntryRow, LegRow, RectificationRow, RectificationStepRow, SpanRow,
    StepRow, TicketRow,
};
use crate::store::StoreError;
use crate::store::sqlite::{Moment, Reader};
use hall_core::code::{RequestId, Seq, WindowNumber};
use hall_core::event::Event;
use hall_core::{Date, Hall, Ticket, invariant};
use hall_protocol::resume::Epoch;
use std::collections::BTreeMap;
use std::fmt::Debug;

/// What a verification found.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Verified {
    /// Events replayed.
    pub events: u64,
    /// What is wrong, in order; at most [`FINDINGS_MAX`].
    pub findings: Vec<String>,
}

/// Findings listed at most.
pub const FINDINGS_MAX: usize = 20;

/// Events between two full checks of the invariants.
const CHECK_EVERY: u64 = 4096;

const CHUNK: u32 = 10_000;

/// Replays and compares everything in a database.
pub async fn verify(reader: &Reader) -> Result<Verified, StoreError> {
    let mut replay = Replay::default();
    // The hall goes on while it is verified.
    let mut moment = reader.moment().await?;
    let integrity = moment.integrity().await?;
    if integrity != "ok" {
        replay.found(format!("the database file: {integrity}"));
    }
    let (snapshots, broken) = moment.snapshots().await?;
    for what in broken {
        replay.found(what);
    }
    // A value that rotted is told with the other broken seals.
    let epoch = moment.meta("epoch").await.ok().flatten();
    let epoch = epoch.and_then(|text| text.parse::<Epoch>().ok());
    loop {
        let rows = match moment.rows_after(replay.tip.seq.0, CHUNK).await {
            Ok(rows) => rows,
            Err(StoreError::Damaged(broken)) => {
                replay.found(broken.to_string());
                return Ok(replay.verified);
            }
            Err(error) => return Err(error),
        };
        for row in &rows {
            match replay.tip.follow(row) {
                Ok(event) => replay.step(&event, row),
                Err(broken) => {
                    replay.found(broken.to_string());
                    return Ok(replay.verified);
                }
            }
            for snapshot in snapshots
                .iter()
                .filter(|snapshot| snapshot.tip.seq == row.seq)
            {
                replay.compare_snapshot(snapshot);
            }
        }
        if let Some(Err(broken)) = epoch.map(|epoch| check_epoch(rows.last(), epoch)) {
            replay.found(broken.to_string());
        }
        if rows.len() < CHUNK as usize {
            break;
        }
    }
    replay.collect();
    replay.check_invariants();
    if let Some(rows) = replay.readable("ticket", moment.tickets(None).await)? {
        let rows = rows.into_iter().map(|row| (row.ticket, row)).collect();
        replay.compare("ticket", &replay.tickets.clone(), &rows);
    }
    if let Some(rows) = replay.readable("leg", moment.legs(None).await)? {
        let rows = rows
            .into_iter()
            .map(|row| ((row.ticket, row.leg), row))
            .collect();
        replay.compare("leg", &replay.legs.clone(), &rows);
    }
    if let Some(rows) = replay.readable("span", moment.spans(None).await)? {
        let rows = rows
            .into_iter()
            .map(|row| ((row.day, row.window, row.span), row))
            .collect();
        replay.compare("span", &replay.spans.clone(), &rows);
    }
    if let Some(rows) = replay.readable("case_file", moment.cases().await)? {
        let rows = rows.into_iter().map(|row| (row.case, row)).collect();
        replay.compare("case_file", &replay.cases.clone(), &rows);
    }
    if let Some(rows) = replay.readable("case_step", moment.steps(None).await)? {
        let rows = rows.into_iter().map(|row| (row.event, row)).collect();
        replay.compare("case_step", &replay.steps.clone(), &rows);
    }
    compare_follow(&mut replay, &mut moment).await?;
    let (answers, broken) = moment.answers().await?;
    replay.check_answers(&answers);
    for what in broken {
        replay.found(what);
    }
    let broken = moment.broken_seals().await?;
    for what in broken {
        replay.found(what);
    }
    Ok(replay.verified)
}

/// The tables of what follows a service.
async fn compare_follow(replay: &mut Replay, moment: &mut Moment) -> Result<(), StoreError> {
    let rows = replay.readable("rectification", moment.rectifications(None).await)?;
    if let Some(rows) = rows {
        let rows = rows.into_iter().map(|row| (row.rectification, row));
        replay.compare(
            "rectification",
            &replay.rectifications.clone(),
            &rows.collect(),
        );
    }
    let table = "rectification_step";
    let rows = replay.readable(table, moment.rectification_steps().await)?;
    if let Some(rows) = rows {
        let rows = rows.into_iter().map(|row| (row.event, row)).collect();
        replay.compare(table, &replay.rectification_steps.clone(), &rows);
    }
    if let Some(rows) = replay.readable("callback", moment.callbacks(None).await)? {
        let rows = rows.into_iter().map(|row| ((row.day, row.ticket), row));
        replay.compare("callback", &replay.callbacks.clone(), &rows.collect());
    }
    if let Some(rows) = replay.readable("register_entry", moment.entries(None).await)? {
        let rows = rows.into_iter().map(|row| (row.entry, row)).collect();
        replay.compare("register_entry", &replay.entries.clone(), &rows);
    }
    Ok(())
}

/// The journal's fold, beside what the projections should hold.
#[derive(Default)]
struct Replay {
    hall: Option<Hall>,
    tip: Tip,
    tickets: BTreeMap<u64, TicketRow>,
    legs: BTreeMap<(u64, u16), LegRow>,
    spans: BTreeMap<(Date, WindowNumber, u16), SpanRow>,
    cases: BTreeMap<u64, CaseRow>,
    steps: BTreeMap<u64, StepRow>,
    rectifications: BTreeMap<u64, RectificationRow>,
    rectification_steps: BTreeMap<u64, RectificationStepRow>,
    callbacks: BTreeMap<(Date, u64), CallbackRow>,
    entries: BTreeMap<u64, EntryRow>,
    remembered: Remembered,
    verified: Verified,
}

impl Replay {
    fn step(&mut self, event: &Event, row: &Row) {
        let at = row.at;
        self.remembered.note([row]);
        if let Event::DayOpened { day } = event {
            self.remembered.forget(*day);
            // The tickets of the day before leave the state here.
            self.collect();
            self.check_invariants();
        }
        let hall = self.hall.get_or_insert_with(Hall::new);
        hall.apply(event, at);
        let moved = event
            .case()
            .and_then(|id| Some((id.0, hall.cases().get(&id)?)));
        let moved = moved.map(|(id, case)| (id, CaseRow::of(id, case)));
        self.cases.extend(moved);
        let step = StepRow::of(row.seq, at, event);
        self.steps.extend(step.map(|step| (step.event, step)));
        let step = RectificationStepRow::of(row.seq, at, event);
        self.rectification_steps
            .extend(step.map(|step| (step.event, step)));
        let entry = EntryRow::of(event);
        self.entries.extend(entry.map(|row| (row.entry, row)));
        if let Event::LateTicketRecorded(taken) = event {
            let ticket = Ticket::late(taken, at);
            self.expect(&ticket);
        }
        self.verified.events += 1;
        if self.verified.events.is_multiple_of(CHECK_EVERY) {
            self.check_invariants();
        }
    }

    fn expect(&mut self, ticket: &Ticket) {
        self.tickets.insert(ticket.id.0, TicketRow::of(ticket));
        self.legs
            .extend(LegRow::of(ticket).map(|row| ((row.ticket, row.leg), row)));
    }

    /// Rows of everything in the state.
    fn collect(&mut self) {
        let Some(hall) = self.hall.take() else { return };
        for ticket in hall.tickets() {
            self.expect(ticket);
        }
        let ones = hall.rectifications().iter();
        let rows = ones.map(|(id, one)| (id.0, RectificationRow::of(*id, one)));
        self.rectifications.extend(rows);
        for (day, list) in hall.callbacks() {
            let rows = CallbackRow::all(*day, list);
            self.callbacks
                .extend(rows.map(|row| ((row.day, row.ticket), row)));
        }
        if let Some(day) = hall.day() {
            for (number, state) in hall.windows() {
                let rows = SpanRow::of(day.date, *number, state);
                self.spans
                    .extend(rows.map(|row| ((row.day, row.window, row.span), row)));
            }
        }
        self.hall = Some(hall);
    }

    fn check_invariants(&mut self) {
        let Some(hall) = &self.hall else { return };
        let seq = self.tip.seq;
        let broken = invariant::check(hall);
        for violation in broken {
            self.found(format!("event {seq}: {violation}"));
        }
    }

    /// An answer that rotted is a finding of its own, so the rows that can be read are enough here.
    fn check_answers(&mut self, answers: &BTreeMap<RequestId, Seq>) {
        let last = answers.values().max().copied().unwrap_or(Seq(0));
        let is_answered = |request| answers.contains_key(&request);
        if let Err(broken) = self.remembered.check(self.tip, last, is_answered) {
            self.found(broken.to_string());
        }
    }

    fn compare_snapshot(&mut self, snapshot: &crate::store::Snapshot) {
        let seq = snapshot.tip.seq;
        // Another program's fold is no shortcut for this one, and no fault.
        if !is_current(snapshot) {
            return;
        }
        let stored = state_of(snapshot);
        let same = stored.is_ok_and(|stored| Some(&stored) == self.hall.as_ref());
        if !same || snapshot.tip != self.tip {
            self.found(format!("snapshot {seq}: is not the fold of the journal"));
        }
    }

    /// A table's rows; one that cannot be read at all is a finding like any other.
    fn readable<T>(
        &mut self,
        table: &str,
        rows: Result<Vec<T>, StoreError>,
    ) -> Result<Option<Vec<T>>, StoreError> {
        match rows {
            Ok(rows) => Ok(Some(rows)),
            Err(StoreError::Unusable(_)) => {
                self.found(format!("table {table}: holds a row that cannot be read"));
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    fn compare<K: Ord + Debug, V: PartialEq>(
        &mut self,
        table: &str,
        expected: &BTreeMap<K, V>,
        stored: &BTreeMap<K, V>,
    ) {
        for (key, row) in expected {
            match stored.get(key) {
                Some(other) if other == row => {}
                Some(_) => self.found(format!("table {table}, {key:?}: differs from the journal")),
                None => self.found(format!("table {table}, {key:?}: is missing")),
            }
        }
        for key in stored.keys().filter(|key| !expected.contains_key(key)) {
            self.found(format!("table {table}, {key:?}: is not in the journal"));
        }
    }

    fn found(&mut self, what: String) {
        if self.verified.findings.len() < FINDINGS_MAX {
            self.verified.findings.push(what);
        }
    }
}

impl Verified {
    /// Whether everything follows from the journal.
    pub fn is_ok(&self) -> bool {
        self.findings.is_empty()
    }

    /// The first finding as an error.
    pub fn into_result(self) -> Result<u64, StoreError> {
        match self.findings.into_iter().next() {
            None => Ok(self.events),
            Some(what) => Err(BrokenRow {
                seq: self.events,
                what,
            }
            .into()),
        }
    }
}
