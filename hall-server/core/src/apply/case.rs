//! What follows for cases.

use crate::case::{Case, Stamp};
use crate::event::Event;
use crate::hall::Hall;
use crate::time::Time;

impl Hall {
    pub(super) fn apply_case(&mut self, event: &Event, at: Time) {
        match event {
            Event::CaseOpened(opened) => {
                self.next_case = opened.case.0 + 1;
                let before = self.cases.insert(opened.case, Case::opened(opened, at));
                assert!(before.is_none(), "the id of a case is given once");
            }
            Event::CaseMoved {
                case,
                day,
                by,
                step,
            } => {
                let (day, by) = (*day, *by);
                let case = self.cases.get_mut(case);
                let case = case.expect("a case that moves is not over");
                case.apply(step, Stamp { at, day, by });
            }
            _ => {}
        }
    }
}
