//! What follows from a step of a case.

use super::{Asked, Case, CaseStep, Extension, Missing, Stage, Stamp, Stop};
use crate::deadline::Suspension;

impl Case {
    /// Applies a step that happened with this stamp.
    ///
    /// # Panics
    ///
    /// When the step cannot follow: the journal is damaged and must be verified.
    pub fn apply(&mut self, step: &CaseStep, stamp: Stamp) {
        match step {
            CaseStep::AskedMore { note } => {
                let (note, on) = (note.clone(), stamp.day);
                self.asked = Some(Asked { note, on });
            }
            CaseStep::Accepted { from, due, missing } => {
                (self.from, self.due) = (Some(*from), Some(*due));
                self.first_due = self.due;
                self.missing = missing.clone().map(|(note, until)| Missing {
                    note,
                    until,
                    is_brought: false,
                });
                self.reach(Stage::Accepted, stamp);
            }
            CaseStep::Handled => self.reach(Stage::Handled, stamp),
            CaseStep::PartFinished { department } => {
                let part = self.parts.get_mut(department);
                *part.expect("a part that is finished is one of the case") = Some(stamp);
            }
            CaseStep::Approved => self.reach(Stage::Approved, stamp),
            CaseStep::Finished => self.reach(Stage::Finished, stamp),
            CaseStep::Delivered { .. } => self.reach(Stage::Delivered, stamp),
            CaseStep::Suspended {
                kind,
                from,
                document,
            } => {
                let span = Suspension {
                    from: *from,
                    to: None,
                };
                let (kind, document) = (*kind, document.clone());
                self.stops.push(Stop {
                    kind,
                    span,
                    document,
                });
                self.due = Some(crate::deadline::Due::Open);
            }
            CaseStep::Continued { to, due } => {
                let last = self.stops.last_mut();
                last.expect("a clock that goes on stood").span.to = Some(*to);
                self.due = Some(*due);
            }
            CaseStep::Extended { days, note, due } => {
                let (days, note) = (*days, note.clone());
                self.extension = Some(Extension { days, stamp, note });
                self.due = Some(*due);
            }
            CaseStep::MissingBrought => {
                let missing = self.missing.as_mut();
                missing.expect("what is brought was missing").is_brought = true;
            }
            CaseStep::Left(left) => self.left = Some((left.clone(), stamp)),
            CaseStep::Explained { note } => self.explained = Some(note.clone()),
            CaseStep::DueMoved { due } => self.due = Some(*due),
        }
    }

    fn reach(&mut self, stage: Stage, stamp: Stamp) {
        let before = self.stamps.insert(stage, stamp);
        assert!(before.is_none(), "a stage is reached once");
    }
}
