//! What may be done now about something that has to be put right.

use super::{Judgement, Rectification, RectificationAct, RectificationStep, Source};
use crate::calendar::Calendar;
use crate::code::ClerkCode;
use crate::deadline::{Clock, Due};
use crate::ticket::NoteRef;
use crate::time::Date;
use alloc::vec::Vec;

/// Worked days for reaching whoever spoke (上海市优化营商环境条例 (2024) 30, 安阳市政务服务条例 52).
pub const CONTACT_DAYS: u16 = 1;

/// Worked days for an ordinary matter, from the day it came ("1、5、15", DOMAIN 4.4).
pub const ORDINARY_DAYS: u16 = 5;

/// The same for a complex one.
pub const COMPLEX_DAYS: u16 = 15;

/// Tries to reach one person at most: who was not reached in twenty is not reached.
pub const CONTACTS_MAX: usize = 20;

/// Why nothing was done about it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RectificationRefusal {
    /// There is no such one, or it has left the state.
    UnknownRectification,
    /// So many are not over.
    RectificationLimit {
        /// How many.
        limit: usize,
    },
    /// The ticket bears no bad rating.
    RectificationNotBad,
    /// The rating is being put right already.
    RectificationExists,
    /// It ended, and never opens again.
    RectificationOver,
    /// It has not ended, so nothing came of it yet that everybody could read.
    RectificationNotOver,
    /// Whoever was rated neither judges, excludes nor closes.
    RectificationOwn,
    /// The hall found it by itself: nobody waits to be contacted.
    RectificationNobody,
    /// It was tried so often to reach them.
    RectificationContactLimit {
        /// How often.
        limit: usize,
    },
    /// Nobody has tried to reach whoever spoke.
    RectificationNotContacted,
    /// It was judged already; what a patrol found has its day from the patrol.
    RectificationJudged,
    /// Nobody said yet what it is.
    RectificationNotJudged,
    /// What is explained or excluded needs the words for it.
    RectificationReason,
    /// Only a rating can be excluded.
    RectificationNotRating,
    /// It was published already.
    RectificationPublished,
}

impl RectificationRefusal {
    /// The stable code, for machines and for staff.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::UnknownRectification => "unknown_rectification",
            Self::RectificationLimit { .. } => "rectification_limit",
            Self::RectificationNotBad => "rectification_not_bad",
            Self::RectificationExists => "rectification_exists",
            Self::RectificationOver => "rectification_over",
            Self::RectificationNotOver => "rectification_not_over",
            Self::RectificationOwn => "rectification_own",
            Self::RectificationNobody => "rectification_nobody",
            Self::RectificationContactLimit { .. } => "rectification_contact_limit",
            Self::RectificationNotContacted => "rectification_not_contacted",
            Self::RectificationJudged => "rectification_judged",
            Self::RectificationNotJudged => "rectification_not_judged",
            Self::RectificationReason => "rectification_reason",
            Self::RectificationNotRating => "rectification_not_rating",
            Self::RectificationPublished => "rectification_published",
        }
    }
}

type Decided = Result<RectificationStep, RectificationRefusal>;

/// The last day on time for reaching whoever spoke on a day.
pub fn contact_due(calendar: &Calendar, came: Date) -> Due {
    within(calendar, came, CONTACT_DAYS)
}

impl Rectification {
    /// What an act of this clerk on this day leads to, or why it leads to nothing.
    ///
    /// # Errors
    ///
    /// A refusal that changes nothing.
    pub fn decide(
        &self,
        calendar: &Calendar,
        (by, today): (ClerkCode, Date),
        act: &RectificationAct,
    ) -> Decided {
        self.judge_act(calendar, (Some(by), today), act)
    }

    /// The same where nobody's hand is known yet.
    pub(super) fn judge_act(
        &self,
        calendar: &Calendar,
        (by, today): (Option<ClerkCode>, Date),
        act: &RectificationAct,
    ) -> Decided {
        if let RectificationAct::Publish { note } = act {
            return self.publish(note);
        }
        if self.is_over() {
            return Err(RectificationRefusal::RectificationOver);
        }
        match act {
            RectificationAct::Contact { reached, note } => self.contact(*reached, note.as_ref()),
            RectificationAct::Judge { judgement, note } => {
                self.check_not_own(by)?;
                self.judge(calendar, today, *judgement, note.as_ref())
            }
            RectificationAct::Close { note } => {
                self.check_not_own(by)?;
                if self.due.is_none() {
                    return Err(RectificationRefusal::RectificationNotJudged);
                }
                Ok(RectificationStep::Closed { note: note.clone() })
            }
            RectificationAct::Exclude { exclusion, note } => {
                self.check_not_own(by)?;
                if self.source != Source::BadRating {
                    return Err(RectificationRefusal::RectificationNotRating);
                }
                let note = note.clone();
                Ok(RectificationStep::Excluded {
                    exclusion: *exclusion,
                    note: note.ok_or(RectificationRefusal::RectificationReason)?,
                })
            }
            RectificationAct::Publish { .. } => Err(RectificationRefusal::RectificationNotOver),
        }
    }

    /// What the calendar alone brings about: last days move with a new one.
    pub fn overnight(
        &self,
        calendar: &Calendar,
    ) -> impl Iterator<Item = RectificationStep> + use<> {
        let waits = !self.is_over();
        let contact = self
            .contact_due
            .filter(|_| waits && self.reached().is_none());
        let contact = contact.and_then(|before| {
            let due = contact_due(calendar, self.came);
            (due != before).then_some(RectificationStep::ContactDueMoved { due })
        });
        let judged = self.judged.as_ref().filter(|_| waits);
        let due = judged.and_then(|judged| {
            let due = due_of(calendar, self.came, judged.stamp.day, judged.judgement)?;
            (self.due != Some(due)).then_some(RectificationStep::DueMoved { due })
        });
        contact.into_iter().chain(due)
    }

    fn contact(&self, reached: bool, note: Option<&NoteRef>) -> Decided {
        if self.source == Source::Patrol {
            return Err(RectificationRefusal::RectificationNobody);
        }
        if self.contacts.len() >= CONTACTS_MAX {
            return Err(RectificationRefusal::RectificationContactLimit {
                limit: CONTACTS_MAX,
            });
        }
        Ok(RectificationStep::Contacted {
            reached,
            note: note.cloned(),
        })
    }

    /// Whoever spoke is asked before it is judged; where nobody can be reached, the try counts.
    fn judge(
        &self,
        calendar: &Calendar,
        today: Date,
        judgement: Judgement,
        note: Option<&NoteRef>,
    ) -> Decided {
        let is_unfounded = judgement == Judgement::Unfounded;
        if self.judged.is_some() || (self.due.is_some() && !is_unfounded) {
            return Err(RectificationRefusal::RectificationJudged);
        }
        if self.source.wants_contact() && self.contacts.is_empty() {
            return Err(RectificationRefusal::RectificationNotContacted);
        }
        if is_unfounded && note.is_none() {
            return Err(RectificationRefusal::RectificationReason);
        }
        Ok(RectificationStep::Judged {
            judgement,
            note: note.cloned(),
            due: due_of(calendar, self.came, today, judgement),
        })
    }

    fn publish(&self, note: &NoteRef) -> Decided {
        if !self.is_over() {
            return Err(RectificationRefusal::RectificationNotOver);
        }
        // What does not count is nobody's fault, and not for everybody to read.
        if self.is_excluded() {
            return Err(RectificationRefusal::RectificationOver);
        }
        if self.published.is_some() {
            return Err(RectificationRefusal::RectificationPublished);
        }
        Ok(RectificationStep::Published { note: note.clone() })
    }

    fn check_not_own(&self, by: Option<ClerkCode>) -> Result<(), RectificationRefusal> {
        if by.is_some() && self.about.clerk == by {
            return Err(RectificationRefusal::RectificationOwn);
        }
        Ok(())
    }
}

/// When it must be put right; at once means the day of judging, or the next worked one.
fn due_of(calendar: &Calendar, came: Date, judged: Date, judgement: Judgement) -> Option<Due> {
    match judgement {
        Judgement::Clear => Some(within(calendar, Date(judged.0 - 1), 1)),
        Judgement::Ordinary => Some(within(calendar, came, ORDINARY_DAYS)),
        Judgement::Complex => Some(within(calendar, came, COMPLEX_DAYS)),
        Judgement::Unfounded => None,
    }
}

fn within(calendar: &Calendar, from: Date, days: u16) -> Due {
    let clock = Clock {
        from,
        days,
        suspensions: Vec::new(),
    };
    clock.due(calendar)
}
