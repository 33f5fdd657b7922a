//! Calling citizens back: drawing the day's list, and what became of a call.

use super::{Decided, Decision};
use crate::callback::{CallbackMade, CallbackRefusal, Drawn, WhyDrawn, draw};
use crate::code::{ClerkCode, TicketId};
use crate::command::{Answer, NewCallback};
use crate::event::Event;
use crate::hall::Hall;
use crate::rectification::{About, Rectification, Source};
use crate::refusal::Refusal;
use crate::ticket::{LegEnd, Rating, Ticket};
use crate::time::{Date, Now};
use alloc::boxed::Box;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

impl Hall {
    /// The list of a day that ends; none where nobody was served and nobody spoke.
    pub(super) fn draw_callbacks(&self, day: Date, seed: u64) -> Option<Event> {
        let duties = self.callback_duties();
        let served = |ticket: &'_ Ticket| services(ticket).collect::<Vec<Drawn>>();
        let services: Vec<Drawn> = self.tickets.values().flat_map(served).collect();
        let drawn = draw(day, &duties, &services, seed);
        (!drawn.drawn.is_empty()).then(|| Event::CallbacksDrawn(Box::new(drawn)))
    }

    pub(super) fn make_callback(&self, now: Now, by: ClerkCode, new: &NewCallback) -> Decided {
        self.known_clerk(by)?;
        let day = self.callbacks.get(&new.day);
        let day = day.ok_or(Refusal::Callback(CallbackRefusal::CallbackDay))?;
        let says_something = new.level.is_some() || new.problem.is_some();
        let listed = day.check(new.ticket, new.outcome, says_something);
        let listed = listed.map_err(Refusal::Callback)?;
        if new.level.is_some_and(|level| !(1..=5).contains(&level)) {
            return Err(Refusal::BadLevel);
        }
        let made = CallbackMade {
            day: new.day,
            ticket: new.ticket,
            on: now.date,
            by,
            outcome: new.outcome,
            channel: new.channel,
            level: new.level,
            problem: new.problem.clone(),
        };
        let answer = Answer::Callback(new.day, new.ticket);
        let mut decision = Decision::one(Event::CallbackMade(Box::new(made)), answer);
        if let Some(problem) = &new.problem {
            let about = self.about_drawn(&listed.drawn);
            let words = (Some(by), Some(problem.clone()));
            let opened = self.opened_rectification(now, Source::Callback, about, words)?;
            let opened = Event::RectificationOpened(Box::new(opened));
            decision.events.push(opened);
        }
        Ok(decision)
    }

    /// Bad ratings and complaints of the day: all of these citizens are asked, unless the rating
    /// was found to be none.
    fn callback_duties(&self) -> Vec<Drawn> {
        let of_ticket = |one: &Rectification| one.about.ticket;
        let all = || self.rectifications.values();
        let excluded = all().filter(|one| one.is_excluded());
        let excluded: BTreeSet<TicketId> = excluded.filter_map(of_ticket).collect();
        let complaints = all().filter(|one| one.source == Source::Complaint);
        let complaints = complaints.filter_map(of_ticket);
        let mut duties: BTreeMap<TicketId, WhyDrawn> =
            complaints.map(|id| (id, WhyDrawn::Complaint)).collect();
        let badly = |ticket: &&Ticket| ticket.rating.as_ref().is_some_and(Rating::is_bad);
        let rated = self.tickets.values().filter(badly).map(|ticket| ticket.id);
        let rated = rated.filter(|id| !excluded.contains(id));
        duties.extend(rated.map(|id| (id, WhyDrawn::BadRating)));
        let duties = duties.into_iter();
        let drawn = duties.filter_map(|(id, why)| Some(Drawn::of(self.tickets.get(&id)?, why)));
        let mut drawn: Vec<Drawn> = drawn.collect();
        drawn.sort_by_key(|drawn| drawn.why);
        drawn
    }

    fn about_drawn(&self, drawn: &Drawn) -> About {
        let item = drawn.item.and_then(|code| self.rules().items.get(&code));
        About {
            ticket: Some(drawn.ticket),
            window: drawn.window,
            clerk: drawn.clerk,
            department: item.map(|item| item.department),
            item: drawn.item,
        }
    }
}

/// The services of a ticket that ended, in order.
fn services(ticket: &Ticket) -> impl Iterator<Item = Drawn> {
    let ended = |end| matches!(end, LegEnd::Finished | LegEnd::WentOn);
    let legs = ticket.legs.iter();
    let served = legs.filter(move |leg| leg.end.is_some_and(ended));
    served.map(|leg| Drawn {
        window: leg.window,
        clerk: leg.clerk,
        item: leg.item,
        ..Drawn::of(ticket, WhyDrawn::Lot)
    })
}
