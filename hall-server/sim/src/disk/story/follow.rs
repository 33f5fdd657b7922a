//! What follows a service in a story: a manager keeps registers, calls citizens back, and does
//! something about what has to be put right, in any order.

use super::{Teller, plain};
use hall_core::callback::{CallbackOutcome, Channel};
use hall_core::code::{ClerkCode, RectificationId, TicketId, WindowNumber};
use hall_core::command::NewCallback;
use hall_core::device::Role;
use hall_core::rectification::{
    About, Exclusion, Judgement, Rectification, RectificationAct, Source,
};
use hall_core::register::{Counts, Entered};
use hall_core::{Command, Date, Hall};
use hall_server::store::{NoteRow, StoreError};

/// Whoever speaks; windows open without a name, so nobody here was rated.
const CLERK: &str = "W3A";

impl Teller {
    /// One thing is put on record; a refusal is a fine answer.
    pub(super) async fn follow(&mut self) -> Result<(), StoreError> {
        let by = ClerkCode(plain(CLERK));
        let manager = self.device(Role::Manager, 0);
        let (notes, command) = match self.dice.index(&[2.0, 3.0, 6.0]) {
            0 => {
                let (notes, what) = self.entry();
                let what = Box::new(what);
                (notes, Command::EnterRegister { by, what })
            }
            1 => {
                let Some((notes, callback)) = self.call() else {
                    return Ok(());
                };
                let callback = Box::new(callback);
                (notes, Command::MakeCallback { by, callback })
            }
            _ => {
                let Some((rectification, next)) = self.any_rectification() else {
                    return Ok(());
                };
                let (notes, act) = self.about_it(next);
                let command = Command::MoveRectification {
                    by,
                    rectification,
                    act,
                };
                (notes, command)
            }
        };
        self.ask(manager, command, notes).await
    }

    fn entry(&mut self) -> (Vec<NoteRow>, Entered) {
        let today = self.session.clock().now().date;
        let (notes, note) = self.text("the queue was long");
        let entered = match self.dice.index(&[2.0, 1.0, 1.0]) {
            0 => Entered::Complaint {
                about: About {
                    ticket: self.one_of(|hall| hall.tickets().map(|it| it.id).collect()),
                    ..About::default()
                },
                note,
            },
            1 => Entered::Patrol {
                window: WindowNumber(1),
                finding: note,
                photo: None,
                rectify_by: Date(today.0 + 3),
            },
            _ => Entered::Outreach {
                place: note,
                counts: Counts {
                    households: self.dice.seconds(0, 50),
                    ..Counts::default()
                },
            },
        };
        (notes, entered)
    }

    fn call(&mut self) -> Option<(Vec<NoteRow>, NewCallback)> {
        let listed = |hall: &Hall| -> Vec<(Date, TicketId)> {
            let days = hall.callbacks().iter();
            let of_day = days.map(|(day, list)| (*day, &list.list));
            let all = of_day.flat_map(|(day, list)| list.iter().map(move |one| (day, one)));
            all.map(|(day, one)| (day, one.drawn.ticket)).collect()
        };
        let listed = self.session.with_hall(listed);
        let index = (self.dice.bits() as usize).checked_rem(listed.len())?;
        let (day, ticket) = listed[index];
        let is_reached = self.dice.chance(0.5);
        let (notes, problem) = if is_reached && self.dice.chance(0.3) {
            let (notes, note) = self.text("no seats");
            (notes, Some(note))
        } else {
            (Vec::new(), None)
        };
        let callback = NewCallback {
            day,
            ticket,
            outcome: if is_reached {
                CallbackOutcome::Reached
            } else {
                CallbackOutcome::NoAnswer
            },
            channel: Channel::Phone,
            level: is_reached.then_some(4),
            problem,
        };
        Some((notes, callback))
    }

    /// Any of what has to be put right, with what would come next.
    fn any_rectification(&mut self) -> Option<(RectificationId, Next)> {
        let all = |hall: &Hall| -> Vec<(RectificationId, Next)> {
            let all = hall.rectifications().iter();
            all.map(|(id, one)| (*id, Next::of(one))).collect()
        };
        let all = self.session.with_hall(all);
        let index = (self.dice.bits() as usize).checked_rem(all.len())?;
        Some(all[index])
    }

    fn about_it(&mut self, next: Next) -> (Vec<NoteRow>, RectificationAct) {
        if self.dice.chance(0.2) {
            let (notes, note) = self.text("it was another window");
            let (exclusion, note) = (Exclusion::Mistaken, Some(note));
            return (notes, RectificationAct::Exclude { exclusion, note });
        }
        match next {
            Next::Contact => {
                let (reached, note) = (self.dice.chance(0.6), None);
                (Vec::new(), RectificationAct::Contact { reached, note })
            }
            Next::Judge => {
                let judgement = [
                    Judgement::Clear,
                    Judgement::Ordinary,
                    Judgement::Complex,
                    Judgement::Unfounded,
                ][self.dice.index(&[1.0, 2.0, 1.0, 1.0])];
                let (notes, note) = self.text("seen on the spot");
                let note = Some(note);
                (notes, RectificationAct::Judge { judgement, note })
            }
            Next::Close => {
                let (notes, note) = self.text("one more window is open");
                (notes, RectificationAct::Close { note })
            }
            Next::Publish => {
                let (notes, note) = self.text("there is one more window");
                (notes, RectificationAct::Publish { note })
            }
        }
    }
}

/// What would come next.
#[derive(Clone, Copy)]
enum Next {
    Contact,
    Judge,
    Close,
    Publish,
}

impl Next {
    fn of(one: &Rectification) -> Self {
        let is_waiting = matches!(one.source, Source::BadRating | Source::Complaint);
        if one.is_over() {
            Self::Publish
        } else if one.due.is_some() {
            Self::Close
        } else if is_waiting && one.contacts.is_empty() {
            Self::Contact
        } else {
            Self::Judge
        }
    }
}
