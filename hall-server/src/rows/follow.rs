//! Rows of what follows a service: what has to be put right with its steps, who was asked
//! afterwards, and the registers.

use hall_core::callback::{CallbackDay, Listed};
use hall_core::code::{
    ClerkCode, DepartmentCode, ItemCode, PhotoCode, RectificationId, Seq, WindowNumber,
};
use hall_core::deadline::Due;
use hall_core::event::Event;
use hall_core::rectification::{About, Rectification, RectificationStep};
use hall_core::register::{Counts, Entered, Entry};
use hall_core::ticket::{NoteRef, Outcome};
use hall_core::{Date, Time};
use serde::{Deserialize, Serialize};

/// Something to put right as it stands.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RectificationRow {
    /// Its id.
    pub rectification: u64,
    /// Where it comes from.
    pub source: String,
    /// The ticket.
    pub ticket: Option<u64>,
    /// The window that served.
    pub window: Option<WindowNumber>,
    /// The clerk who served.
    pub clerk: Option<ClerkCode>,
    /// The department that answers for the item.
    pub department: Option<DepartmentCode>,
    /// The item.
    pub item: Option<ItemCode>,
    /// The day it came.
    pub came: Date,
    /// The last day on time for reaching whoever spoke; none = nobody waits for that.
    pub contact_due: Option<Date>,
    /// The day of the first try.
    pub tried: Option<Date>,
    /// The day they were reached.
    pub reached: Option<Date>,
    /// The day it was judged.
    pub judged: Option<Date>,
    /// As what.
    pub judgement: Option<String>,
    /// The last day on time for putting it right.
    pub due: Option<Date>,
    /// A last day was counted over a year whose calendar was not known.
    pub provisional: bool,
    /// The day it ended.
    pub ended: Option<Date>,
    /// How.
    pub ending: Option<String>,
    /// The day it was published.
    pub published: Option<Date>,
}

/// One step about something to put right.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RectificationStepRow {
    /// The event that it is.
    pub event: u64,
    /// What it is about.
    pub rectification: u64,
    /// The step's word; `opened` for the first.
    pub step: String,
    /// Its local date.
    pub day: Date,
    /// Its moment.
    pub at: Time,
    /// The clerk; none = the citizen by a rating, or the calendar.
    pub clerk: Option<ClerkCode>,
    /// Its source, `reached` or `not_reached`, the judgement, or why the rating does not count.
    pub kind: Option<String>,
    /// The last day on time after this step, where the step named one.
    pub due: Option<Date>,
}

/// Somebody on the list of a day.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CallbackRow {
    /// The business day.
    pub day: Date,
    /// The ticket.
    pub ticket: u64,
    /// Their place on the list, from 1.
    pub place: u32,
    /// Citizens served that day.
    pub served: u32,
    /// How many of them must be reached.
    pub target: u32,
    /// The citizen's stay.
    pub visit: u64,
    /// Why they are on the list.
    pub why: String,
    /// Where they were served.
    pub window: Option<WindowNumber>,
    /// By whom.
    pub clerk: Option<ClerkCode>,
    /// For what.
    pub item: Option<ItemCode>,
    /// Calls so far.
    pub tries: u8,
    /// How the last one went.
    pub outcome: Option<String>,
    /// How they were asked.
    pub channel: Option<String>,
    /// What level they gave.
    pub level: Option<u8>,
    /// The day of the last call.
    pub asked: Option<Date>,
    /// Who called.
    pub caller: Option<ClerkCode>,
}

/// An entry of a register.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct EntryRow {
    /// Its id.
    pub entry: u64,
    /// Its register.
    pub register: String,
    /// Its local date.
    pub day: Date,
    /// Who entered it.
    pub clerk: ClerkCode,
    /// What has to be put right because of it.
    pub rectification: Option<RectificationId>,
    /// The ticket it speaks of.
    pub ticket: Option<u64>,
    /// The window.
    pub window: Option<WindowNumber>,
    /// The clerk it speaks of; for assistance the officer.
    pub about_clerk: Option<ClerkCode>,
    /// The department.
    pub department: Option<DepartmentCode>,
    /// The item.
    pub item: Option<ItemCode>,
    /// Letter or banner, or what came of the assistance.
    pub kind: Option<String>,
    /// The number of the photo.
    pub photo: Option<PhotoCode>,
    /// The last day for putting it right, as the patrol named it.
    pub rectify_by: Option<Date>,
    /// What was done in an outreach session; 0 elsewhere.
    pub counts: Counts,
    /// Key of its words.
    pub note: Option<String>,
}

impl RectificationRow {
    /// The row of something to put right.
    pub fn of(id: RectificationId, one: &Rectification) -> Self {
        let judged = one.judged.as_ref();
        let ended = one.ended.as_ref();
        Self {
            rectification: id.0,
            source: one.source.word().to_owned(),
            ticket: one.about.ticket.map(|ticket| ticket.0),
            window: one.about.window,
            clerk: one.about.clerk,
            department: one.about.department,
            item: one.about.item,
            came: one.came,
            contact_due: one.contact_due.and_then(Due::day),
            tried: one.contacts.first().map(|contact| contact.stamp.day),
            reached: one.reached(),
            judged: judged.map(|judged| judged.stamp.day),
            judgement: judged.map(|judged| judged.judgement.word().to_owned()),
            due: one.due.and_then(Due::day),
            provisional: one.contact_due.is_some_and(Due::is_provisional)
                || one.due.is_some_and(Due::is_provisional),
            ended: ended.map(|ended| ended.stamp.day),
            ending: ended.map(|ended| ended.ending.word().to_owned()),
            published: one.published.as_ref().map(|(_, stamp)| stamp.day),
        }
    }
}

impl RectificationStepRow {
    /// The row of an event, when it is a step about something to put right.
    pub fn of(seq: Seq, at: Time, event: &Event) -> Option<Self> {
        let row = |rectification: RectificationId, step: &str, day, clerk| Self {
            event: seq.0,
            rectification: rectification.0,
            step: step.to_owned(),
            day,
            at,
            clerk,
            kind: None,
            due: None,
        };
        match event {
            Event::RectificationOpened(opened) => Some(Self {
                kind: Some(opened.source.word().to_owned()),
                due: opened.due.or(opened.contact_due).and_then(Due::day),
                ..row(opened.rectification, "opened", opened.day, opened.by)
            }),
            Event::RectificationMoved {
                rectification,
                day,
                by,
                step,
            } => Some(row(*rectification, step.word(), *day, *by).with(step)),
            _ => None,
        }
    }

    fn with(self, step: &RectificationStep) -> Self {
        let (kind, due) = match step {
            RectificationStep::Contacted { reached: true, .. } => (Some("reached"), None),
            RectificationStep::Contacted { .. } => (Some("not_reached"), None),
            RectificationStep::Judged { judgement, due, .. } => (Some(judgement.word()), *due),
            RectificationStep::Excluded { exclusion, .. } => (Some(exclusion.word()), None),
            RectificationStep::ContactDueMoved { due } | RectificationStep::DueMoved { due } => {
                (None, Some(*due))
            }
            RectificationStep::Closed { .. } | RectificationStep::Published { .. } => (None, None),
        };
        Self {
            kind: kind.map(ToOwned::to_owned),
            due: due.and_then(Due::day),
            ..self
        }
    }
}

impl CallbackRow {
    /// The rows of a day's list.
    pub fn all(day: Date, list: &CallbackDay) -> impl Iterator<Item = Self> {
        let listed = list.list.iter().zip(1..);
        listed.map(move |(listed, place)| Self::of(day, list, listed, place))
    }

    fn of(day: Date, list: &CallbackDay, listed: &Listed, place: u32) -> Self {
        let (drawn, call) = (&listed.drawn, listed.last.as_ref());
        Self {
            day,
            ticket: drawn.ticket.0,
            place,
            served: list.served,
            target: list.target,
            visit: drawn.visit.0,
            why: drawn.why.word().to_owned(),
            window: drawn.window,
            clerk: drawn.clerk,
            item: drawn.item,
            tries: listed.tries,
            outcome: call.map(|asked| asked.outcome.word().to_owned()),
            channel: call.map(|asked| asked.channel.word().to_owned()),
            level: call.and_then(|asked| asked.level),
            asked: call.map(|asked| asked.stamp.day),
            caller: call.and_then(|asked| asked.stamp.by),
        }
    }
}

impl EntryRow {
    /// The row of an event, when somebody entered something.
    pub fn of(event: &Event) -> Option<Self> {
        match event {
            Event::RegisterEntered(entry) => Some(Self::of_entry(entry)),
            _ => None,
        }
    }

    fn of_entry(entry: &Entry) -> Self {
        let plain = Self {
            entry: entry.entry.0,
            register: entry.what.register().word().to_owned(),
            day: entry.day,
            clerk: entry.by,
            rectification: entry.rectification,
            ticket: None,
            window: None,
            about_clerk: None,
            department: None,
            item: None,
            kind: None,
            photo: None,
            rectify_by: None,
            counts: Counts::default(),
            note: None,
        };
        match &entry.what {
            Entered::Complaint { about, note } => plain.about(about).noted(note),
            Entered::Commendation { form, about, note } => {
                let row = Self {
                    kind: Some(form.word().to_owned()),
                    ..plain.about(about)
                };
                match note {
                    Some(note) => row.noted(note),
                    None => row,
                }
            }
            Entered::Patrol {
                window,
                finding,
                photo,
                rectify_by,
            } => Self {
                window: Some(*window),
                photo: *photo,
                rectify_by: Some(*rectify_by),
                ..plain.noted(finding)
            },
            Entered::Assistance {
                officer,
                item,
                person,
                result,
            } => Self {
                about_clerk: Some(*officer),
                item: Some(*item),
                kind: Some(word_of(*result).to_owned()),
                ..plain.noted(person)
            },
            Entered::Outreach { place, counts } => Self {
                counts: *counts,
                ..plain.noted(place)
            },
        }
    }

    fn about(self, about: &About) -> Self {
        Self {
            ticket: about.ticket.map(|ticket| ticket.0),
            window: about.window,
            about_clerk: about.clerk,
            department: about.department,
            item: about.item,
            ..self
        }
    }

    fn noted(self, note: &NoteRef) -> Self {
        Self {
            note: Some(note.key.to_string()),
            ..self
        }
    }
}

const fn word_of(result: Outcome) -> &'static str {
    match result {
        Outcome::Done => "done",
        Outcome::Incomplete => "incomplete",
        Outcome::Refused => "refused",
    }
}
