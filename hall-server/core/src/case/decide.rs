//! What may be done with a case now.

use super::{Case, CaseAct, CaseStep, Left, Stage};
use crate::calendar::Calendar;
use crate::code::{ClerkCode, DepartmentCode};
use crate::deadline::{Clock, Due};
use crate::ticket::NoteRef;
use crate::time::Date;
use alloc::vec::Vec;

/// Worked days for telling what is missing, after which a case counts as accepted (32).
pub const ASK_MORE_DAYS: u32 = 5;

/// Worked days of an extension at most (42).
pub const EXTENSION_DAYS_MAX: u16 = 10;

/// The same for a joint case.
pub const JOINT_EXTENSION_DAYS_MAX: u16 = 15;

/// Stops of one clock at most.
pub const STOPS_MAX: usize = 20;

/// Why nothing was done with a case.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CaseRefusal {
    /// Its end was reached, or it left before.
    CaseOver,
    /// This comes at another stage.
    CaseStage {
        /// The stage it is at.
        at: Stage,
    },
    /// What is missing is told once and completely.
    CaseAskedAlready,
    /// It counts as accepted since this day: nothing was told within five worked days.
    CaseDeemedAccepted {
        /// The day it came.
        on: Date,
    },
    /// Whoever accepted it does not approve it.
    CaseOwn,
    /// So many departments have not done their part.
    CasePartsOpen {
        /// How many.
        count: usize,
    },
    /// The department has no part in it, or has done it.
    CaseNoPart,
    /// The clock stands: it must go on first.
    CaseSuspended,
    /// The clock does not stand.
    CaseNotSuspended,
    /// A stop begins with acceptance at the earliest and today at the latest, and ends after it
    /// began, today at the latest.
    CaseStopDays,
    /// The clock was stopped as often as it can be.
    CaseStopLimit {
        /// How often.
        limit: usize,
    },
    /// It was extended already.
    CaseExtended,
    /// It can be extended by 1 to so many worked days.
    CaseExtensionDays {
        /// The most.
        max: u16,
    },
    /// Its last day is over.
    CaseOverdue,
    /// Its last day is not over, so there is nothing to explain.
    CaseNotOverdue,
    /// What was promised has not been brought.
    CaseMissing,
    /// Nothing is missing.
    CaseNothingMissing,
    /// A promise ends today or later.
    CasePromiseDay,
}

impl CaseRefusal {
    /// The stable code, for machines and for staff.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::CaseOver => "case_over",
            Self::CaseStage { .. } => "case_stage",
            Self::CaseAskedAlready => "case_asked_already",
            Self::CaseDeemedAccepted { .. } => "case_deemed_accepted",
            Self::CaseOwn => "case_own",
            Self::CasePartsOpen { .. } => "case_parts_open",
            Self::CaseNoPart => "case_no_part",
            Self::CaseSuspended => "case_suspended",
            Self::CaseNotSuspended => "case_not_suspended",
            Self::CaseStopDays => "case_stop_days",
            Self::CaseStopLimit { .. } => "case_stop_limit",
            Self::CaseExtended => "case_extended",
            Self::CaseExtensionDays { .. } => "case_extension_days",
            Self::CaseOverdue => "case_overdue",
            Self::CaseNotOverdue => "case_not_overdue",
            Self::CaseMissing => "case_missing",
            Self::CaseNothingMissing => "case_nothing_missing",
            Self::CasePromiseDay => "case_promise_day",
        }
    }
}

type Decided = Result<CaseStep, CaseRefusal>;

impl Case {
    /// What an act of this clerk on this day leads to, or why it leads to nothing.
    ///
    /// # Errors
    ///
    /// A refusal that changes nothing.
    pub fn decide(
        &self,
        calendar: &Calendar,
        (by, today): (ClerkCode, Date),
        act: &CaseAct,
    ) -> Decided {
        self.judge(calendar, (Some(by), today), act)
    }

    /// The same; without a clerk nobody is a hindrance.
    pub(super) fn judge(
        &self,
        calendar: &Calendar,
        (by, today): (Option<ClerkCode>, Date),
        act: &CaseAct,
    ) -> Decided {
        if self.is_over() {
            return Err(CaseRefusal::CaseOver);
        }
        match act {
            CaseAct::AskMore { note } => self.ask_more(calendar, today, note),
            CaseAct::Accept => self.accept(calendar, today, None),
            CaseAct::AcceptMissing { until, .. } if *until < today => {
                Err(CaseRefusal::CasePromiseDay)
            }
            CaseAct::AcceptMissing { note, until } => {
                self.accept(calendar, today, Some((note.clone(), *until)))
            }
            CaseAct::NotAccept { note } => {
                self.at(&[Stage::Told])?;
                Ok(CaseStep::Left(Left::NotAccepted(note.clone())))
            }
            CaseAct::Handle => {
                self.at(&[Stage::Accepted])?;
                Ok(CaseStep::Handled)
            }
            CaseAct::FinishPart { department } => self.finish_part(*department),
            CaseAct::Approve => self.approve(by),
            CaseAct::Finish => self.finish(),
            CaseAct::Deliver { how } => {
                self.at(&[Stage::Finished])?;
                Ok(CaseStep::Delivered { how: *how })
            }
            CaseAct::Suspend {
                kind,
                from,
                document,
            } => {
                self.check_stop(today, *from)?;
                Ok(CaseStep::Suspended {
                    kind: *kind,
                    from: *from,
                    document: document.clone(),
                })
            }
            CaseAct::Continue { to } => self.go_on(calendar, today, *to),
            CaseAct::Extend { days, note } => self.extend(calendar, (by, today), *days, note),
            CaseAct::BringMissing => {
                self.check_missing()?;
                Ok(CaseStep::MissingBrought)
            }
            CaseAct::Lapse => {
                self.check_missing()?;
                Ok(CaseStep::Left(Left::Lapsed))
            }
            CaseAct::Return { note } => {
                self.running()?;
                Ok(CaseStep::Left(Left::Returned(note.clone())))
            }
            CaseAct::Withdraw => {
                self.unfinished()?;
                Ok(CaseStep::Left(Left::Withdrawn))
            }
            CaseAct::HandOn { department, note } => {
                self.unfinished()?;
                Ok(CaseStep::Left(Left::HandedOn(*department, note.clone())))
            }
            CaseAct::Explain { note } => {
                self.running()?;
                if !self.is_overdue(today) {
                    return Err(CaseRefusal::CaseNotOverdue);
                }
                Ok(CaseStep::Explained { note: note.clone() })
            }
        }
    }

    /// What the calendar alone brings about: a case of which nobody spoke within five worked days
    /// counts as accepted on the day it came, and a due date moves with a new calendar.
    pub fn overnight(&self, calendar: &Calendar, today: Date) -> Option<CaseStep> {
        if self.is_over() {
            return None;
        }
        if let Some(on) = self.deemed_accepted(calendar, today) {
            return Some(self.accepted(calendar, on, None));
        }
        let due = self.due_of(calendar, self.days(), None)?;
        let moved = self.stage() < Stage::Finished && self.due != Some(due);
        moved.then_some(CaseStep::DueMoved { due })
    }

    fn at(&self, stages: &[Stage]) -> Result<(), CaseRefusal> {
        let at = self.stage();
        if stages.contains(&at) {
            return Ok(());
        }
        Err(CaseRefusal::CaseStage { at })
    }

    /// Whether accepted or not, there is no result yet.
    fn unfinished(&self) -> Result<(), CaseRefusal> {
        if self.stage() == Stage::Told {
            return Ok(());
        }
        self.running()
    }

    /// Accepted and not finished.
    fn running(&self) -> Result<(), CaseRefusal> {
        self.at(&[Stage::Accepted, Stage::Handled, Stage::Approved])
    }

    /// The day it came, when five worked days are over without a word.
    fn deemed_accepted(&self, calendar: &Calendar, today: Date) -> Option<Date> {
        let told = self.stamps.get(&Stage::Told)?.day;
        let waits = self.stage() == Stage::Told && self.asked.is_none();
        let is_over = || calendar.worked_between(told, today) > ASK_MORE_DAYS;
        (waits && is_over()).then_some(told)
    }

    fn ask_more(&self, calendar: &Calendar, today: Date, note: &NoteRef) -> Decided {
        self.at(&[Stage::Told])?;
        if self.asked.is_some() {
            return Err(CaseRefusal::CaseAskedAlready);
        }
        if let Some(on) = self.deemed_accepted(calendar, today) {
            return Err(CaseRefusal::CaseDeemedAccepted { on });
        }
        Ok(CaseStep::AskedMore { note: note.clone() })
    }

    fn accept(
        &self,
        calendar: &Calendar,
        today: Date,
        missing: Option<(NoteRef, Date)>,
    ) -> Decided {
        self.at(&[Stage::Told])?;
        let from = self.deemed_accepted(calendar, today).unwrap_or(today);
        Ok(self.accepted(calendar, from, missing))
    }

    fn accepted(
        &self,
        calendar: &Calendar,
        from: Date,
        missing: Option<(NoteRef, Date)>,
    ) -> CaseStep {
        let clock = Clock {
            from,
            days: self.days(),
            suspensions: Vec::new(),
        };
        CaseStep::Accepted {
            from,
            due: clock.due(calendar),
            missing,
        }
    }

    fn finish_part(&self, department: DepartmentCode) -> Decided {
        self.at(&[Stage::Accepted, Stage::Handled])?;
        match self.parts.get(&department) {
            Some(None) => Ok(CaseStep::PartFinished { department }),
            _ => Err(CaseRefusal::CaseNoPart),
        }
    }

    fn approve(&self, by: Option<ClerkCode>) -> Decided {
        self.at(&[Stage::Handled])?;
        self.check_not_suspended()?;
        self.check_not_own(by)?;
        let count = self.parts.values().filter(|part| part.is_none()).count();
        if count > 0 {
            return Err(CaseRefusal::CasePartsOpen { count });
        }
        Ok(CaseStep::Approved)
    }

    /// What is done at once needs nobody else; whatever was promised needs an approval.
    fn finish(&self) -> Decided {
        if self.terms.days == 0 {
            self.running()?;
        } else {
            self.at(&[Stage::Approved])?;
        }
        self.check_not_suspended()?;
        if self.is_missing() {
            return Err(CaseRefusal::CaseMissing);
        }
        Ok(CaseStep::Finished)
    }

    fn check_stop(&self, today: Date, from: Date) -> Result<(), CaseRefusal> {
        self.running()?;
        self.check_not_suspended()?;
        if self.stops.len() >= STOPS_MAX {
            return Err(CaseRefusal::CaseStopLimit { limit: STOPS_MAX });
        }
        if self.from.is_none_or(|accepted| from < accepted) || from > today {
            return Err(CaseRefusal::CaseStopDays);
        }
        Ok(())
    }

    fn go_on(&self, calendar: &Calendar, today: Date, to: Date) -> Decided {
        self.running()?;
        let last = self.stops.last().filter(|_| self.is_suspended());
        let from = last.ok_or(CaseRefusal::CaseNotSuspended)?.span.from;
        if to < from || to > today {
            return Err(CaseRefusal::CaseStopDays);
        }
        let due = self.due_of(calendar, self.days(), Some(to));
        let due = due.expect("a clock that stands runs from some day");
        Ok(CaseStep::Continued { to, due })
    }

    fn extend(
        &self,
        calendar: &Calendar,
        (by, today): (Option<ClerkCode>, Date),
        days: u16,
        note: &NoteRef,
    ) -> Decided {
        self.running()?;
        self.check_not_own(by)?;
        if self.extension.is_some() {
            return Err(CaseRefusal::CaseExtended);
        }
        let max = if self.parts.is_empty() {
            EXTENSION_DAYS_MAX
        } else {
            JOINT_EXTENSION_DAYS_MAX
        };
        if !(1..=max).contains(&days) {
            return Err(CaseRefusal::CaseExtensionDays { max });
        }
        if self.is_overdue(today) {
            return Err(CaseRefusal::CaseOverdue);
        }
        let due = self.due_of(calendar, self.days() + days, None);
        Ok(CaseStep::Extended {
            days,
            note: note.clone(),
            due: due.expect("an accepted case has a day from which its clock runs"),
        })
    }

    fn is_overdue(&self, today: Date) -> bool {
        let due = self.due.and_then(Due::day);
        due.is_some_and(|day| today > day)
    }

    fn check_not_suspended(&self) -> Result<(), CaseRefusal> {
        if self.is_suspended() {
            return Err(CaseRefusal::CaseSuspended);
        }
        Ok(())
    }

    fn check_not_own(&self, by: Option<ClerkCode>) -> Result<(), CaseRefusal> {
        let accepted = self.stamps.get(&Stage::Accepted);
        if by.is_some() && accepted.is_some_and(|stamp| stamp.by == by) {
            return Err(CaseRefusal::CaseOwn);
        }
        Ok(())
    }

    /// Something was promised and is not there.
    fn is_missing(&self) -> bool {
        let missing = self.missing.as_ref();
        missing.is_some_and(|missing| !missing.is_brought)
    }

    fn check_missing(&self) -> Result<(), CaseRefusal> {
        if self.is_missing() {
            return Ok(());
        }
        Err(CaseRefusal::CaseNothingMissing)
    }

    /// When it would be due with so many days, and with the running stop ended on `to`.
    fn due_of(&self, calendar: &Calendar, days: u16, to: Option<Date>) -> Option<Due> {
        let mut clock = self.clock()?;
        clock.days = days;
        if let (Some(last), Some(_)) = (clock.suspensions.last_mut(), to) {
            last.to = to;
        }
        Some(clock.due(calendar))
    }
}
