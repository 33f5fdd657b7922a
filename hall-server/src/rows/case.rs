//! Rows of cases: each as it stands, and each step that was taken with it.
//!
//! A step is a row of its own, so that stages, stops, extensions and moved due days can be read
//! without the journal; on-time shares need the case alone.

use hall_core::case::{Case, CaseStep, Left, Stage};
use hall_core::code::{ClerkCode, DepartmentCode, ItemCode, Seq};
use hall_core::deadline::Due;
use hall_core::event::Event;
use hall_core::{Date, Time};
use serde::{Deserialize, Serialize};

/// One case as it stands.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CaseRow {
    /// Its id.
    pub case: u64,
    /// Its number.
    pub number: String,
    /// What is applied for.
    pub item: ItemCode,
    /// Who answers for it.
    pub department: DepartmentCode,
    /// The ticket at which it was opened.
    pub ticket: Option<u64>,
    /// The stage reached.
    pub stage: String,
    /// The day it was opened.
    pub opened: Date,
    /// The day from which its clock runs.
    pub accepted: Option<Date>,
    /// The day it was finished.
    pub finished: Option<Date>,
    /// The day the applicant had it.
    pub delivered: Option<Date>,
    /// Worked days promised, without an extension.
    pub promised: u16,
    /// The law's limit in worked days; 0 = none.
    pub legal: u16,
    /// Worked days of the extension; 0 = none.
    pub extended: u16,
    /// How often its clock was stopped.
    pub stops: u16,
    /// Departments that have a part in it.
    pub parts: u16,
    /// The last day on time as it was accepted.
    pub first_due: Option<Date>,
    /// The last day on time now, and at its end; none before acceptance and while the clock stands.
    pub due: Option<Date>,
    /// Counted over a year whose calendar was not known.
    pub provisional: bool,
    /// How it left before its end.
    pub left: Option<String>,
    /// The day it left.
    pub left_day: Option<Date>,
}

/// One step of a case.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct StepRow {
    /// The event that it is.
    pub event: u64,
    /// The case.
    pub case: u64,
    /// The step's word; `opened` for the first.
    pub step: String,
    /// Its local date.
    pub day: Date,
    /// Its moment.
    pub at: Time,
    /// The clerk; none = the hall itself, as the law says.
    pub clerk: Option<ClerkCode>,
    /// Whose part was done, or who the case was handed on to.
    pub department: Option<DepartmentCode>,
    /// The first day of a stop, or the day from which the clock runs.
    pub from: Option<Date>,
    /// The last day of a stop, or of a promise.
    pub to: Option<Date>,
    /// What stopped the clock, how it was delivered, or how it left.
    pub kind: Option<String>,
    /// Worked days of an extension.
    pub days: Option<u16>,
    /// The last day on time after this step, where the step moved it.
    pub due: Option<Date>,
}

impl CaseRow {
    /// The row of a case.
    ///
    /// # Panics
    ///
    /// Never: a case begins by being told of.
    pub fn of(id: u64, case: &Case) -> Self {
        let reached = |stage| case.stamps.get(&stage).map(|stamp| stamp.day);
        let told = reached(Stage::Told);
        let provisional = case.due.is_some_and(Due::is_provisional);
        Self {
            case: id,
            number: case.number.to_string(),
            item: case.item,
            department: case.department,
            ticket: case.ticket.map(|ticket| ticket.0),
            stage: case.stage().word().to_owned(),
            opened: told.expect("a case begins by being told of"),
            accepted: case.from,
            finished: reached(Stage::Finished),
            delivered: reached(Stage::Delivered),
            promised: case.terms.days,
            legal: case.terms.legal_days,
            extended: case.extension.as_ref().map_or(0, |more| more.days),
            stops: case.stops.len() as u16,
            parts: case.parts.len() as u16,
            first_due: case.first_due.and_then(Due::day),
            due: case.due.and_then(Due::day),
            provisional,
            left: case.left.as_ref().map(|(left, _)| left.word().to_owned()),
            left_day: case.left.as_ref().map(|(_, stamp)| stamp.day),
        }
    }
}

impl StepRow {
    /// The row of an event, when it is a step of a case.
    pub fn of(seq: Seq, at: Time, event: &Event) -> Option<Self> {
        match event {
            Event::CaseOpened(opened) => Some(Self {
                case: opened.case.0,
                step: "opened".to_owned(),
                clerk: Some(opened.by),
                ..Self::plain(seq, opened.day, at)
            }),
            Event::CaseMoved {
                case,
                day,
                by,
                step,
            } => Some(Self {
                case: case.0,
                step: step.word().to_owned(),
                clerk: *by,
                ..Self::plain(seq, *day, at).with(step)
            }),
            _ => None,
        }
    }

    fn plain(seq: Seq, day: Date, at: Time) -> Self {
        Self {
            event: seq.0,
            case: 0,
            step: String::new(),
            day,
            at,
            clerk: None,
            department: None,
            from: None,
            to: None,
            kind: None,
            days: None,
            due: None,
        }
    }

    fn with(mut self, step: &CaseStep) -> Self {
        match step {
            CaseStep::Accepted { from, due, missing } => {
                self.from = Some(*from);
                self.to = missing.as_ref().map(|(_, until)| *until);
                self.due = due.day();
            }
            CaseStep::PartFinished { department } => self.department = Some(*department),
            CaseStep::Delivered { how } => self.kind = Some(how.word().to_owned()),
            CaseStep::Suspended { kind, from, .. } => {
                self.kind = Some(kind.word().to_owned());
                self.from = Some(*from);
            }
            CaseStep::Continued { to, due } => {
                self.to = Some(*to);
                self.due = due.day();
            }
            CaseStep::Extended { days, due, .. } => {
                self.days = Some(*days);
                self.due = due.day();
            }
            CaseStep::Left(left) => {
                self.kind = Some(left.word().to_owned());
                if let Left::HandedOn(department, _) = left {
                    self.department = Some(*department);
                }
            }
            CaseStep::DueMoved { due } => self.due = due.day(),
            CaseStep::AskedMore { .. }
            | CaseStep::Handled
            | CaseStep::Approved
            | CaseStep::Finished
            | CaseStep::MissingBrought
            | CaseStep::Explained { .. } => {}
        }
        self
    }
}
