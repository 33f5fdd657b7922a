//! What follows for callbacks, registers and what has to be put right.

use crate::callback::{CALLBACK_DAYS_KEPT, CallbackDay, Drawn, WhyDrawn};
use crate::case::Stamp;
use crate::event::Event;
use crate::hall::Hall;
use crate::rectification::{Rectification, RectificationOpened, Source};
use crate::time::{Date, Time};

impl Hall {
    pub(super) fn apply_follow(&mut self, event: &Event, at: Time) {
        match event {
            Event::CallbacksDrawn(drawn) => {
                self.callbacks.insert(drawn.day, CallbackDay::drawn(drawn));
            }
            Event::CallbackMade(made) => {
                let (day, by) = (made.on, Some(made.by));
                let list = self.callbacks.get_mut(&made.day);
                let list = list.expect("a call is made from a list that was drawn");
                list.apply(made, Stamp { at, day, by });
            }
            Event::RegisterEntered(entry) => self.next_entry = entry.entry.0 + 1,
            Event::RectificationOpened(opened) => {
                self.next_rectification = opened.rectification.0 + 1;
                let one = Rectification::opened(opened);
                let before = self.rectifications.insert(opened.rectification, one);
                assert!(before.is_none(), "the id of a rectification is given once");
                self.join_list(opened);
            }
            Event::RectificationMoved {
                rectification,
                day,
                by,
                step,
            } => {
                let (day, by) = (*day, *by);
                let one = self.rectifications.get_mut(rectification);
                let one = one.expect("what moves has not left the state");
                one.apply(step, Stamp { at, day, by });
            }
            _ => unreachable!("only what follows a service comes here"),
        }
    }

    /// Who rates badly or complains after the day's list was drawn comes onto it.
    fn join_list(&mut self, opened: &RectificationOpened) {
        let why = match opened.source {
            Source::BadRating => WhyDrawn::BadRating,
            Source::Complaint => WhyDrawn::Complaint,
            Source::Callback | Source::Patrol => return,
        };
        let ticket = opened.about.ticket.and_then(|id| self.tickets.get(&id));
        let Some(drawn) = ticket.map(|ticket| (ticket.day, Drawn::of(ticket, why))) else {
            return;
        };
        if let Some(list) = self.callbacks.get_mut(&drawn.0) {
            list.join(drawn.1);
        }
    }

    /// What nobody does anything about any more leaves with a new day.
    pub(super) fn forget_follow(&mut self, today: Date) {
        self.rectifications.retain(|_, one| !one.is_gone(today));
        let first = Date(today.0 - CALLBACK_DAYS_KEPT);
        self.callbacks.retain(|day, _| *day >= first);
    }
}
