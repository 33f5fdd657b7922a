//! Reading: a pool beside the writer, for reports, pages and verification.
//!
//! What needs more than one question asks them of one [`Moment`]: the hall goes on meanwhile, and
//! tables read one after the other would contradict each other.

mod follow;
#[cfg(test)]
mod tests;

pub use follow::{
    unpack_callbacks, unpack_entries, unpack_rectification_steps, unpack_rectifications,
};

use super::packed::{Columns, Unreadable, packed, rows};
use super::{failed, hash_of, sealed};
use crate::journal::{BrokenRow, Row};
use crate::report::{Beside, Owners};
use crate::rows::{CaseRow, Days, EntryRow, LegRow, SpanRow, StepRow, TicketRow};
use crate::store::{Snapshot, StoreError};
use data_encoding::HEXUPPER;
use hall_core::code::{DepartmentCode, ItemCode, RequestId, Seq};
use hall_core::{Date, Event, Plan, Time};
use serde::Deserialize;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};
use sqlx::{ConnectOptions, Sqlite, SqliteConnection, SqlitePool, Transaction};
use std::collections::BTreeMap;
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
        Ok(Moment {
            read: self.pool.begin().await.map_err(failed)?,
        })
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

    /// Entries of all registers of some days.
    pub async fn entries(&self, days: Days) -> Result<Vec<EntryRow>, StoreError> {
        self.moment().await?.entries(days).await
    }

    /// A consistent copy of everything into a new file, beside the writer and without its help.
    pub async fn copy_to(&self, target: &Path) -> Result<(), StoreError> {
        let failed = |why: String| {
            StoreError::Unusable(format!("{} cannot be written: {why}", target.display()))
        };
        let text = target.to_string_lossy().into_owned();
        let copied = sqlx::query("vacuum into ?")
            .bind(text)
            .execute(&self.pool)
            .await;
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
        let query = sqlx::query_scalar(
            "select distinct day from event where kind = 'day_opened' order by day desc",
        );
        let days: Vec<i32> = query.fetch_all(&mut *self.read).await.map_err(failed)?;
        Ok(days.into_iter().map(Date).collect())
    }

    /// Tickets of some days.
    pub async fn tickets(&mut self, days: impl Into<Days>) -> Result<Vec<TicketRow>, StoreError> {
        let query = packed!(
            "ticket_id", "day", "series", "round", "n", "queue", "item", "class", "booked",
            "late", "visit", "state", "taken", "version", "level", "rated", "rated_window";
            "(select * from ticket where day between ? and ? order by ticket_id)"
        );
        self.packed(query, days.into(), "ticket", unpack_tickets)
            .await
    }

    /// Legs of some days.
    pub async fn legs(&mut self, days: impl Into<Days>) -> Result<Vec<LegRow>, StoreError> {
        let query = packed!(
            "ticket_id", "leg", "day", "queue", "item", "window", "clerk", "since", "first_call",
            "started", "ended", "end_kind", "outcome", "served_ms", "misses", "predicted";
            "(select * from leg where day between ? and ? order by ticket_id, leg)"
        );
        self.packed(query, days.into(), "leg", unpack_legs).await
    }

    /// Window spans of some days.
    pub async fn spans(&mut self, days: impl Into<Days>) -> Result<Vec<SpanRow>, StoreError> {
        let query = packed!(
            "day", "window", "span", "kind", "clerk", "started", "ended";
            "(select * from span where day between ? and ? order by day, window, span)"
        );
        self.packed(query, days.into(), "span", unpack_spans).await
    }

    /// Every case, by id.
    pub async fn cases(&mut self) -> Result<Vec<CaseRow>, StoreError> {
        let query = packed!(
            "case_id", "number", "item", "department", "ticket", "stage", "opened", "accepted",
            "finished", "delivered", "promised", "legal", "extended", "stops", "parts",
            "first_due", "due", "provisional", "left_how", "left_day";
            "(select * from case_file where opened between ? and ? order by case_id)"
        );
        self.packed(query, None.into(), "case", unpack_cases).await
    }

    /// Cases that were accepted, and not over before these days, as they stood at the end of the
    /// last one: what was finished or left later was open then, and a due day that moved later
    /// stood where its last step had put it. Steps are looked through only for cases that moved
    /// since: a year has a quarter of a million.
    pub async fn cases_at(&mut self, days: Days) -> Result<Vec<CaseRow>, StoreError> {
        let query = packed!(
            "case_id", "number", "item", "department", "ticket", "stage", "opened", "accepted",
            "finished", "delivered", "promised", "legal", "extended", "stops", "parts",
            "first_due", "due", "provisional", "left_how", "left_day";
            "(select case_id, number, item, department, ticket, stage, opened, accepted, \
              iif(finished <= ?2, finished, null) as finished, \
              iif(delivered <= ?2, delivered, null) as delivered, \
              promised, legal, extended, stops, parts, first_due, \
              iif(c.case_id in (select case_id from case_step where day > ?2), \
               (select iif(step = 'suspended', null, s.due) from case_step s \
                where s.case_id = c.case_id and s.day <= ?2 \
                and (s.due is not null or s.step = 'suspended') \
                order by s.event_id desc limit 1), c.due) as due, provisional, \
              iif(left_day <= ?2, left_how, null) as left_how, \
              iif(left_day <= ?2, left_day, null) as left_day \
              from case_file c where accepted <= ?2 \
              and coalesce(finished, left_day, ?1) >= ?1 order by case_id)"
        );
        self.packed(query, days, "case", unpack_cases).await
    }

    /// Steps of cases on a day, or on all days.
    pub async fn steps(&mut self, day: Option<Date>) -> Result<Vec<StepRow>, StoreError> {
        let query = packed!(
            "event_id", "case_id", "step", "day", "at", "clerk", "department", "from_day",
            "to_day", "kind", "days", "due";
            "(select * from case_step where day between ? and ? order by event_id)"
        );
        self.packed(query, day.into(), "step of a case", unpack_steps)
            .await
    }

    /// One case with its steps, however long ago; none when there never was one.
    pub async fn case(&mut self, id: u64) -> Result<Option<(CaseRow, Vec<StepRow>)>, StoreError> {
        let Ok(id) = i64::try_from(id) else {
            return Ok(None);
        };
        let query = packed!(
            "case_id", "number", "item", "department", "ticket", "stage", "opened", "accepted",
            "finished", "delivered", "promised", "legal", "extended", "stops", "parts",
            "first_due", "due", "provisional", "left_how", "left_day";
            "(select * from case_file where case_id between ? and ?)"
        );
        let found = self.between(query, (id, id), "case", unpack_cases).await?;
        let query = packed!(
            "event_id", "case_id", "step", "day", "at", "clerk", "department", "from_day",
            "to_day", "kind", "days", "due";
            "(select * from case_step where case_id between ? and ? order by event_id)"
        );
        let steps = self.between(query, (id, id), "step of a case", unpack_steps);
        let steps = steps.await?;
        Ok(found.into_iter().next().map(|case| (case, steps)))
    }

    /// The events of a day that the review of ratings is made of, in order.
    pub async fn rating_events(&mut self, day: Date) -> Result<Vec<(Event, Time)>, StoreError> {
        let query = packed!(
            "at", "body";
            "(select at, body from event where day between ? and ? \
              and kind in ('ticket_finished', 'ticket_rated', 'rating_attempted') \
              order by event_id)"
        );
        self.packed(query, Some(day).into(), "event", unpack_rating_events)
            .await
    }

    /// What reports of these days need beside the rows.
    pub async fn beside(&mut self, plan: &Plan, days: Days) -> Result<Beside, StoreError> {
        Ok(Beside {
            owners: self.owners(plan, days).await?,
            excluded: self.excluded_ratings(days).await?,
        })
    }

    /// Who answered for which item on these days: as the plan before them said, and those loaded
    /// during them. `plan` speaks where no plan was loaded.
    pub async fn owners(&mut self, plan: &Plan, days: Days) -> Result<Owners, StoreError> {
        let query = packed!(
            "at", "body";
            "(select at, body from event where kind = 'plan_loaded' and day <= ?2 \
              and event_id >= coalesce((select event_id from event \
               where kind = 'plan_loaded' and day < ?1 order by event_id desc limit 1), 0) \
              order by event_id)"
        );
        let loaded = self.packed(query, days, "plan", unpack_owned).await?;
        let mut owners = Owners::default();
        for (since, items) in loaded {
            owners.learn(since, items);
        }
        if owners.is_empty() {
            owners = Owners::of_plan(plan);
        }
        Ok(owners)
    }

    /// Rows of a table of some days.
    async fn packed<T>(
        &mut self,
        query: &'static str,
        days: Days,
        table: &str,
        unpack: fn(Option<&str>) -> Option<Vec<T>>,
    ) -> Result<Vec<T>, StoreError> {
        let range = (i64::from(days.first.0), i64::from(days.last.0));
        self.between(query, range, table, unpack).await
    }

    /// Rows of a table from a first to a last one.
    async fn between<T>(
        &mut self,
        query: &'static str,
        (first, last): (i64, i64),
        table: &str,
        unpack: fn(Option<&str>) -> Option<Vec<T>>,
    ) -> Result<Vec<T>, StoreError> {
        let text: Option<String> = sqlx::query_scalar(query)
            .bind(first)
            .bind(last)
            .fetch_one(&mut *self.read)
            .await
            .map_err(failed)?;
        let unreadable =
            || StoreError::Unusable(format!("a stored {table} is unreadable; run `verify`"));
        unpack(text.as_deref()).ok_or_else(unreadable)
    }

    /// Stored states to start from, oldest first, and what is wrong with others.
    pub async fn snapshots(&mut self) -> Result<(Vec<Snapshot>, Vec<String>), StoreError> {
        sealed::snapshots(&mut self.read).await
    }

    /// The event that each remembered answer stands on, and what is wrong with others.
    pub async fn answers(&mut self) -> Result<(BTreeMap<RequestId, Seq>, Vec<String>), StoreError> {
        sealed::answer_events(&mut self.read).await
    }

    /// What is wrong with free texts and named values.
    pub async fn broken_seals(&mut self) -> Result<Vec<String>, StoreError> {
        sealed::broken(&mut self.read).await
    }

    /// A named value beside the journal.
    pub async fn meta(&mut self, key: &str) -> Result<Option<String>, StoreError> {
        sealed::meta(&mut self.read, key).await
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
    let query = packed!(
        "event_id", "epoch", "day", "at", "kind", "request", "hex(prev)", "hex(hash)", "body";
        "(select * from event where event_id > ? order by event_id limit ?)"
    );
    let chunk: Option<String> = sqlx::query_scalar(query)
        .bind(seq as i64)
        .bind(limit)
        .fetch_one(connection)
        .await
        .map_err(failed)?;
    Ok(unpack_events(chunk.as_deref(), seq)?)
}

/// The journal's rows in a packed text that begins after event `seq`.
pub fn unpack_events(text: Option<&str>, seq: u64) -> Result<Vec<Row>, BrokenRow> {
    let mut before = seq;
    let checked = rows(text).map(|mut columns| {
        let place = before.saturating_add(1);
        let broken = |_| BrokenRow::new(place, "is unreadable: a column is not what it was");
        let row = event(&mut columns).map_err(broken)?;
        before = row.seq.0;
        Ok(row)
    });
    checked.collect()
}

/// Tickets in a packed text; none where a column is not what was written.
pub fn unpack_tickets(text: Option<&str>) -> Option<Vec<TicketRow>> {
    unpack(text, ticket)
}

/// Legs in a packed text; none where a column is not what was written.
pub fn unpack_legs(text: Option<&str>) -> Option<Vec<LegRow>> {
    unpack(text, leg)
}

/// Window spans in a packed text; none where a column is not what was written.
pub fn unpack_spans(text: Option<&str>) -> Option<Vec<SpanRow>> {
    unpack(text, span)
}

/// Cases in a packed text; none where a column is not what was written.
pub fn unpack_cases(text: Option<&str>) -> Option<Vec<CaseRow>> {
    unpack(text, case)
}

/// Steps of cases in a packed text; none where a column is not what was written.
pub fn unpack_steps(text: Option<&str>) -> Option<Vec<StepRow>> {
    unpack(text, step)
}

fn unpack_rating_events(text: Option<&str>) -> Option<Vec<(Event, Time)>> {
    unpack(text, |columns| {
        let at = Time(columns.value()?);
        let event = serde_json::from_str(columns.text()?).map_err(|_| Unreadable)?;
        Ok((event, at))
    })
}

/// The part of a loaded plan that says who answers for what.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Loaded {
    PlanLoaded { plan: PlanItems },
}

#[derive(Deserialize)]
struct PlanItems {
    items: BTreeMap<ItemCode, Owned>,
}

#[derive(Deserialize)]
struct Owned {
    department: DepartmentCode,
}

/// When a plan came, and who answers for each of its items.
type Owning = (Time, Vec<(ItemCode, DepartmentCode)>);

fn unpack_owned(text: Option<&str>) -> Option<Vec<Owning>> {
    unpack(text, |columns| {
        let at = Time(columns.value()?);
        let Loaded::PlanLoaded { plan } =
            serde_json::from_str(columns.text()?).map_err(|_| Unreadable)?;
        let items = plan.items.into_iter();
        Ok((
            at,
            items
                .map(|(item, owned)| (item, owned.department))
                .collect(),
        ))
    })
}

fn unpack<T>(
    text: Option<&str>,
    row: fn(&mut Columns<'_>) -> Result<T, Unreadable>,
) -> Option<Vec<T>> {
    let all = rows(text).map(|mut columns| row(&mut columns).ok());
    all.collect()
}

fn event(columns: &mut Columns<'_>) -> Result<Row, Unreadable> {
    Ok(Row {
        seq: columns.value()?,
        epoch: columns.text()?.to_owned(),
        day: Date(columns.value()?),
        at: Time(columns.value()?),
        kind: columns.text()?.to_owned(),
        request: columns.hex()?,
        prev: hash(columns.text()?)?,
        hash: hash(columns.text()?)?,
        body: columns.text()?.to_owned(),
    })
}

fn hash(text: &str) -> Result<crate::journal::Hash, Unreadable> {
    let bytes = HEXUPPER.decode(text.as_bytes()).map_err(|_| Unreadable)?;
    bytes.try_into().map_err(|_| Unreadable)
}

fn ticket(columns: &mut Columns<'_>) -> Result<TicketRow, Unreadable> {
    Ok(TicketRow {
        ticket: columns.value()?,
        day: Date(columns.value()?),
        series: columns.text()?.to_owned(),
        round: columns.value()?,
        n: columns.value()?,
        queue: columns.value()?,
        item: columns.maybe()?,
        class: columns.value()?,
        booked: columns.value::<u8>()? != 0,
        late: columns.value::<u8>()? != 0,
        visit: columns.value()?,
        state: columns.text()?.to_owned(),
        taken: Time(columns.value()?),
        version: columns.value()?,
        level: columns.maybe()?,
        rated: columns.maybe()?.map(Time),
        rated_window: columns.maybe()?,
    })
}

fn leg(columns: &mut Columns<'_>) -> Result<LegRow, Unreadable> {
    Ok(LegRow {
        ticket: columns.value()?,
        leg: columns.value()?,
        day: Date(columns.value()?),
        queue: columns.value()?,
        item: columns.maybe()?,
        window: columns.maybe()?,
        clerk: columns.maybe()?,
        since: Time(columns.value()?),
        first_call: columns.maybe()?.map(Time),
        started: columns.maybe()?.map(Time),
        ended: columns.maybe()?.map(Time),
        end: columns.word()?,
        outcome: columns.word()?,
        served_ms: columns.value()?,
        misses: columns.json()?.ok_or(Unreadable)?,
        predicted: columns.json()?,
    })
}

fn span(columns: &mut Columns<'_>) -> Result<SpanRow, Unreadable> {
    Ok(SpanRow {
        day: Date(columns.value()?),
        window: columns.value()?,
        span: columns.value()?,
        kind: columns.word()?.ok_or(Unreadable)?,
        clerk: columns.maybe()?,
        started: Time(columns.value()?),
        ended: columns.maybe()?.map(Time),
    })
}

fn case(columns: &mut Columns<'_>) -> Result<CaseRow, Unreadable> {
    Ok(CaseRow {
        case: columns.value()?,
        number: columns.text()?.to_owned(),
        item: columns.value()?,
        department: columns.value()?,
        ticket: columns.maybe()?,
        stage: columns.text()?.to_owned(),
        opened: Date(columns.value()?),
        accepted: columns.maybe()?.map(Date),
        finished: columns.maybe()?.map(Date),
        delivered: columns.maybe()?.map(Date),
        promised: columns.value()?,
        legal: columns.value()?,
        extended: columns.value()?,
        stops: columns.value()?,
        parts: columns.value()?,
        first_due: columns.maybe()?.map(Date),
        due: columns.maybe()?.map(Date),
        provisional: columns.value::<u8>()? != 0,
        left: columns.maybe()?,
        left_day: columns.maybe()?.map(Date),
    })
}

fn step(columns: &mut Columns<'_>) -> Result<StepRow, Unreadable> {
    Ok(StepRow {
        event: columns.value()?,
        case: columns.value()?,
        step: columns.text()?.to_owned(),
        day: Date(columns.value()?),
        at: Time(columns.value()?),
        clerk: columns.maybe()?,
        department: columns.maybe()?,
        from: columns.maybe()?.map(Date),
        to: columns.maybe()?.map(Date),
        kind: columns.maybe()?,
        days: columns.maybe()?,
        due: columns.maybe()?.map(Date),
    })
}
