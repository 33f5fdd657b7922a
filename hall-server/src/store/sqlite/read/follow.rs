//! Reading rows of what follows a service.

use super::{Moment, unpack};
use crate::rows::{CallbackRow, Days, EntryRow, RectificationRow, RectificationStepRow};
use crate::store::StoreError;
use crate::store::sqlite::packed::{Columns, Unreadable, packed};
use hall_core::register::Counts;
use hall_core::{Date, Time};
use std::collections::BTreeMap;

impl Moment {
    /// What had to be put right and came on some days, by id.
    pub async fn rectifications(
        &mut self,
        days: impl Into<Days>,
    ) -> Result<Vec<RectificationRow>, StoreError> {
        let query = packed!(
            "rectification_id", "source", "ticket", "window", "clerk", "department", "item",
            "came", "contact_due", "tried", "reached", "judged", "judgement", "due",
            "provisional", "ended", "ending", "published";
            "(select * from rectification where came between ? and ? order by rectification_id)"
        );
        self.packed(query, days.into(), "rectification", unpack_rectifications)
            .await
    }

    /// Tickets of these days whose rating does not count, and whether that was said after their day
    /// had closed.
    pub async fn excluded_ratings(
        &mut self,
        days: Days,
    ) -> Result<BTreeMap<u64, bool>, StoreError> {
        let query = packed!(
            "ticket", "is_late";
            "(select r.ticket, s.event_id > coalesce((select e.event_id from event e \
               where e.kind = 'day_closed' and e.day = t.day), s.event_id) as is_late \
              from rectification r join ticket t on t.ticket_id = r.ticket \
              join rectification_step s on s.rectification_id = r.rectification_id \
              where r.ending in ('mistaken', 'malicious') and s.step = 'excluded' \
              and t.day between ? and ?)"
        );
        let found = self.packed(query, days, "rectification", unpack_excluded);
        Ok(found.await?.into_iter().collect())
    }

    /// Steps about what has to be put right, in order.
    pub async fn rectification_steps(&mut self) -> Result<Vec<RectificationStepRow>, StoreError> {
        let query = packed!(
            "event_id", "rectification_id", "step", "day", "at", "clerk", "kind", "due";
            "(select * from rectification_step where day between ? and ? order by event_id)"
        );
        let table = "step of a rectification";
        self.packed(query, None.into(), table, unpack_rectification_steps)
            .await
    }

    /// Who was drawn for some days.
    pub async fn callbacks(
        &mut self,
        days: impl Into<Days>,
    ) -> Result<Vec<CallbackRow>, StoreError> {
        let query = packed!(
            "day", "ticket_id", "place", "served", "target", "visit", "why", "window", "clerk",
            "item", "tries", "outcome", "channel", "level", "asked", "caller";
            "(select * from callback where day between ? and ? order by day, ticket_id)"
        );
        self.packed(query, days.into(), "callback", unpack_callbacks)
            .await
    }

    /// Entries of all registers of some days.
    pub async fn entries(&mut self, days: impl Into<Days>) -> Result<Vec<EntryRow>, StoreError> {
        let query = packed!(
            "entry_id", "register", "day", "clerk", "rectification", "ticket", "window",
            "about_clerk", "department", "item", "kind", "photo", "rectify_by", "households",
            "matters", "leaflets", "people", "note";
            "(select * from register_entry where day between ? and ? order by entry_id)"
        );
        let table = "register entry";
        self.packed(query, days.into(), table, unpack_entries).await
    }
}

/// What has to be put right in a packed text; none where a column is not what was written.
pub fn unpack_rectifications(text: Option<&str>) -> Option<Vec<RectificationRow>> {
    unpack(text, rectification)
}

/// Steps about it in a packed text; none where a column is not what was written.
pub fn unpack_rectification_steps(text: Option<&str>) -> Option<Vec<RectificationStepRow>> {
    unpack(text, rectification_step)
}

/// People on lists in a packed text; none where a column is not what was written.
pub fn unpack_callbacks(text: Option<&str>) -> Option<Vec<CallbackRow>> {
    unpack(text, callback)
}

/// Entries of registers in a packed text; none where a column is not what was written.
pub fn unpack_entries(text: Option<&str>) -> Option<Vec<EntryRow>> {
    unpack(text, entry)
}

fn unpack_excluded(text: Option<&str>) -> Option<Vec<(u64, bool)>> {
    unpack(text, |columns| {
        let ticket = columns.value()?;
        let is_late: u8 = columns.value()?;
        Ok((ticket, is_late != 0))
    })
}

fn rectification(columns: &mut Columns<'_>) -> Result<RectificationRow, Unreadable> {
    Ok(RectificationRow {
        rectification: columns.value()?,
        source: columns.text()?.to_owned(),
        ticket: columns.maybe()?,
        window: columns.maybe()?,
        clerk: columns.maybe()?,
        department: columns.maybe()?,
        item: columns.maybe()?,
        came: Date(columns.value()?),
        contact_due: columns.maybe()?.map(Date),
        tried: columns.maybe()?.map(Date),
        reached: columns.maybe()?.map(Date),
        judged: columns.maybe()?.map(Date),
        judgement: columns.maybe()?,
        due: columns.maybe()?.map(Date),
        provisional: columns.value::<u8>()? != 0,
        ended: columns.maybe()?.map(Date),
        ending: columns.maybe()?,
        published: columns.maybe()?.map(Date),
    })
}

fn rectification_step(columns: &mut Columns<'_>) -> Result<RectificationStepRow, Unreadable> {
    Ok(RectificationStepRow {
        event: columns.value()?,
        rectification: columns.value()?,
        step: columns.text()?.to_owned(),
        day: Date(columns.value()?),
        at: Time(columns.value()?),
        clerk: columns.maybe()?,
        kind: columns.maybe()?,
        due: columns.maybe()?.map(Date),
    })
}

fn callback(columns: &mut Columns<'_>) -> Result<CallbackRow, Unreadable> {
    Ok(CallbackRow {
        day: Date(columns.value()?),
        ticket: columns.value()?,
        place: columns.value()?,
        served: columns.value()?,
        target: columns.value()?,
        visit: columns.value()?,
        why: columns.text()?.to_owned(),
        window: columns.maybe()?,
        clerk: columns.maybe()?,
        item: columns.maybe()?,
        tries: columns.value()?,
        outcome: columns.maybe()?,
        channel: columns.maybe()?,
        level: columns.maybe()?,
        asked: columns.maybe()?.map(Date),
        caller: columns.maybe()?,
    })
}

fn entry(columns: &mut Columns<'_>) -> Result<EntryRow, Unreadable> {
    Ok(EntryRow {
        entry: columns.value()?,
        register: columns.text()?.to_owned(),
        day: Date(columns.value()?),
        clerk: columns.value()?,
        rectification: columns.maybe()?,
        ticket: columns.maybe()?,
        window: columns.maybe()?,
        about_clerk: columns.maybe()?,
        department: columns.maybe()?,
        item: columns.maybe()?,
        kind: columns.maybe()?,
        photo: columns.maybe()?,
        rectify_by: columns.maybe()?.map(Date),
        counts: Counts {
            households: columns.value()?,
            matters: columns.value()?,
            leaflets: columns.value()?,
            people: columns.value()?,
        },
        note: columns.maybe()?,
    })
}
