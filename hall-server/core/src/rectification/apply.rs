//! What follows from a step about something that has to be put right.

use super::{Contact, Ended, Ending, Judged, Judgement, Rectification, RectificationStep};
use crate::case::Stamp;
use crate::ticket::NoteRef;

impl Rectification {
    /// Applies a step that happened with this stamp.
    ///
    /// # Panics
    ///
    /// When the step cannot follow: the journal is damaged and must be verified.
    pub fn apply(&mut self, step: &RectificationStep, stamp: Stamp) {
        match step {
            RectificationStep::Contacted { reached, note } => {
                let (reached, note) = (*reached, note.clone());
                self.contacts.push(Contact {
                    reached,
                    note,
                    stamp,
                });
            }
            RectificationStep::Judged {
                judgement,
                note,
                due,
            } => {
                let (judgement, note) = (*judgement, note.clone());
                self.due = *due;
                if judgement == Judgement::Unfounded {
                    let note = note.clone();
                    let note = note.expect("what is explained comes with its words");
                    self.end(Ending::Explained, &note, stamp);
                }
                self.judged = Some(Judged {
                    judgement,
                    note,
                    stamp,
                });
            }
            RectificationStep::Closed { note } => self.end(Ending::Closed, note, stamp),
            RectificationStep::Excluded { exclusion, note } => {
                self.end(Ending::Excluded(*exclusion), note, stamp);
            }
            RectificationStep::Published { note } => self.published = Some((note.clone(), stamp)),
            RectificationStep::ContactDueMoved { due } => self.contact_due = Some(*due),
            RectificationStep::DueMoved { due } => self.due = Some(*due),
        }
    }

    fn end(&mut self, ending: Ending, note: &NoteRef, stamp: Stamp) {
        assert!(self.ended.is_none(), "what has to be put right ends once");
        let note = note.clone();
        self.ended = Some(Ended {
            ending,
            note,
            stamp,
        });
    }
}
