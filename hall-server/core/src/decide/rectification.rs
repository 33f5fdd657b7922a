//! What has to be put right: what opens it, who does something about it, and what calendars do.

use super::{Decided, Decision};
use crate::calendar::Calendar;
use crate::code::{ClerkCode, RectificationId, TicketId};
use crate::command::Answer;
use crate::event::Event;
use crate::hall::Hall;
use crate::limits::RECTIFICATIONS_MAX;
use crate::rectification::{
    About, RectificationAct, RectificationOpened, RectificationRefusal, Source, contact_due,
};
use crate::refusal::Refusal;
use crate::ticket::{NoteRef, Ticket};
use crate::time::{Date, Now};
use alloc::boxed::Box;
use alloc::string::ToString;

impl Hall {
    pub(super) fn open_rectification(&self, now: Now, by: ClerkCode, id: TicketId) -> Decided {
        self.known_clerk(by)?;
        let ticket = self.find(id)?;
        let refused = |refusal| Err(Refusal::Rectification(refusal));
        let Some(rating) = ticket.rating.as_ref().filter(|rating| rating.is_bad()) else {
            return refused(RectificationRefusal::RectificationNotBad);
        };
        let mut known = self.rectifications.values();
        if known.any(|one| one.source == Source::BadRating && one.about.ticket == Some(id)) {
            return refused(RectificationRefusal::RectificationExists);
        }
        let words = (Some(by), rating.note.clone());
        let about = self.about(ticket);
        let opened = self.opened_rectification(now, Source::BadRating, about, words)?;
        let answer = Answer::Rectification(opened.rectification);
        let opened = Event::RectificationOpened(Box::new(opened));
        Ok(Decision::one(opened, answer))
    }

    pub(super) fn move_rectification(
        &self,
        now: Now,
        by: ClerkCode,
        id: RectificationId,
        act: &RectificationAct,
    ) -> Decided {
        self.known_clerk(by)?;
        let one = self.rectifications.get(&id);
        let one = one.ok_or(Refusal::Rectification(
            RectificationRefusal::UnknownRectification,
        ))?;
        let step = one.decide(&self.rules().calendar, (by, now.date), act);
        let event = Event::RectificationMoved {
            rectification: id,
            day: now.date,
            by: Some(by),
            step: step.map_err(Refusal::Rectification)?,
        };
        Ok(Decision::one(event, Answer::Rectification(id)))
    }

    /// Something to put right, for whatever decides that it came.
    pub(super) fn opened_rectification(
        &self,
        now: Now,
        source: Source,
        about: About,
        (by, note): (Option<ClerkCode>, Option<NoteRef>),
    ) -> Result<RectificationOpened, Refusal> {
        if self.rectifications.len() >= RECTIFICATIONS_MAX {
            let limit = RECTIFICATIONS_MAX;
            let refusal = RectificationRefusal::RectificationLimit { limit };
            return Err(Refusal::Rectification(refusal));
        }
        let due = contact_due(&self.rules().calendar, now.date);
        Ok(RectificationOpened {
            rectification: RectificationId(self.next_rectification),
            source,
            about,
            day: now.date,
            by,
            note,
            contact_due: source.wants_contact().then_some(due),
            due: None,
        })
    }

    /// A bad rating is something to put right at once; it is never refused because there is too
    /// much of that.
    pub(super) fn opened_by_rating(
        &self,
        now: Now,
        ticket: &Ticket,
        note: &NoteRef,
    ) -> Option<Event> {
        let about = self.about(ticket);
        let words = (None, Some(note.clone()));
        let opened = self.opened_rectification(now, Source::BadRating, about, words);
        Some(Event::RectificationOpened(Box::new(opened.ok()?)))
    }

    /// The last service of a ticket, as it is known now.
    pub(super) fn about(&self, ticket: &Ticket) -> About {
        let leg = ticket.leg();
        let item = leg.item.and_then(|code| self.rules().items.get(&code));
        About {
            ticket: Some(ticket.id),
            window: leg.window,
            clerk: leg.clerk,
            department: item.map(|item| item.department),
            item: leg.item,
        }
    }

    /// What the calendar alone does to what is not over.
    pub(super) fn overnight_rectifications<'a>(
        &'a self,
        calendar: &'a Calendar,
        day: Date,
    ) -> impl Iterator<Item = Event> + 'a {
        let all = self.rectifications.iter();
        all.flat_map(move |(id, one)| {
            one.overnight(calendar)
                .map(move |step| Event::RectificationMoved {
                    rectification: *id,
                    day,
                    by: None,
                    step,
                })
        })
    }

    /// Every step bears the name of somebody the plan knows.
    pub(super) fn known_clerk(&self, clerk: ClerkCode) -> Result<(), Refusal> {
        if self.rules().clerks.contains_key(&clerk) {
            return Ok(());
        }
        Err(Refusal::UnknownClerk {
            clerk: clerk.to_string(),
        })
    }
}
