//! Giving a number: who may, for what, when, and which number.

use super::{Decided, Decision};
use crate::code::{DeviceId, ItemCode, QueueCode, SeriesCode, TicketId, VisitId};
use crate::command::{Answer, Request, TakeTicket};
use crate::device::Actor;
use crate::event::{Alarm, Event, Subject, Taken};
use crate::hall::{DayStage, Hall};
use crate::limits::{TICKETS_PER_DAY_MAX, TICKETS_PER_VISIT_MAX};
use crate::plan::Plan;
use crate::planted::{self, Bug};
use crate::refusal::Refusal;
use crate::ticket::{NoteRef, Number, PaperState, Place, Ticket, TicketState};
use crate::time::{Now, Span, Time};
use alloc::boxed::Box;
use alloc::string::ToString;

/// What a ticket is for, checked against the plan.
#[derive(Clone, Copy)]
pub(super) struct Wish {
    pub(super) queue: QueueCode,
    pub(super) item: Option<ItemCode>,
}

impl Hall {
    pub(super) fn take(&self, now: Now, request: &Request, take: &TakeTicket) -> Decided {
        let wish = self.wish(take)?;
        // Who has a ticket already gets its paper again, also when no more numbers are given.
        if let Some(first) = self
            .first_of_intent(request)
            .or_else(|| self.first_of_person(take, wish))
        {
            return Ok(Decision::none(Answer::Existing(first.id)));
        }
        let event = self.give(now, request, take, wish)?;
        let ticket = event.ticket;
        Ok(Decision::one(
            Event::TicketTaken(Box::new(event)),
            Answer::Ticket(ticket),
        ))
    }

    /// A number for a wish, if everything allows one.
    pub(super) fn give(
        &self,
        now: Now,
        request: &Request,
        take: &TakeTicket,
        wish: Wish,
    ) -> Result<Taken, Refusal> {
        self.check_day(now)?;
        self.check_room()?;
        self.check_hours(now, wish)?;
        self.check_pause(wish)?;
        self.check_applicant(now, take, wish.item)?;
        self.check_shares(take, wish)?;
        let (arrival, booked) = self.arrival(now, take)?;
        let full = || Refusal::SeriesFull {
            series: self.series_of(wish.queue).0,
        };
        let number = self.next_number(wish.queue).ok_or_else(full)?;
        let taken = Drawn {
            number,
            arrival,
            booked,
            offline: false,
        };
        self.taken_event(now, request, take, wish, taken)
    }

    /// Item and queue; an item alone knows its queue, a queue may stand alone.
    pub(super) fn wish(&self, take: &TakeTicket) -> Result<Wish, Refusal> {
        let plan = self.rules();
        let of_item = take.item.map(|code| {
            let unknown = || Refusal::UnknownItem {
                item: code.to_string(),
            };
            plan.items
                .get(&code)
                .map(|item| item.queue)
                .ok_or_else(unknown)
        });
        let queue = match (of_item.transpose()?, take.queue) {
            (Some(queue), None) => queue,
            (Some(queue), Some(named)) if queue == named => queue,
            (None, Some(named)) if plan.queues.contains_key(&named) => named,
            (None, Some(named)) => {
                return Err(Refusal::UnknownQueue {
                    queue: named.to_string(),
                });
            }
            _ => return Err(Refusal::ItemOrQueue),
        };
        if let Some(class) = take.class.filter(|class| !plan.classes.contains_key(class)) {
            return Err(Refusal::UnknownClass {
                class: class.to_string(),
            });
        }
        Ok(Wish {
            queue,
            item: take.item,
        })
    }

    fn check_day(&self, now: Now) -> Result<(), Refusal> {
        match self.day {
            Some(day) if day.stage == DayStage::Open => Ok(()),
            Some(day) if day.stage == DayStage::Closing => {
                if planted::is(Bug::NumberAfterClosing) {
                    return Ok(());
                }
                Err(Refusal::DayClosing)
            }
            Some(day) if day.date == now.date => Err(Refusal::DayClosed),
            _ if !self.rules().hours.works_on(now.date) => Err(Refusal::HallClosedToday),
            _ => {
                let plan = self.rules();
                let (from, until) = (plan.first_ticket_minute(), plan.last_ticket_minute());
                Err(Refusal::OutsideHours { from, until })
            }
        }
    }

    fn check_room(&self) -> Result<(), Refusal> {
        if let Some(missing) = &self.gathering
            && !planted::is(Bug::GatheringSkipped)
        {
            return Err(Refusal::Gathering {
                missing: missing.len() as u32,
            });
        }
        if self
            .alarms
            .iter()
            .any(|(alarm, _)| *alarm == Alarm::DiskLow)
        {
            return Err(Refusal::DiskLow);
        }
        if self
            .day
            .is_some_and(|day| day.issued >= TICKETS_PER_DAY_MAX)
        {
            return Err(Refusal::HallFull {
                limit: TICKETS_PER_DAY_MAX,
            });
        }
        Ok(())
    }

    fn check_hours(&self, now: Now, wish: Wish) -> Result<(), Refusal> {
        let (from, until) = self.rules().ticket_hours(wish.queue, wish.item);
        if (i32::from(from)..i32::from(until)).contains(&self.minute(now))
            || planted::is(Bug::NumberAfterClosing)
        {
            Ok(())
        } else {
            Err(Refusal::OutsideHours { from, until })
        }
    }

    fn check_pause(&self, wish: Wish) -> Result<(), Refusal> {
        let queue = self.paused(Subject::Queue(wish.queue));
        let item = wish.item.and_then(|item| self.paused(Subject::Item(item)));
        match queue.or(item) {
            Some(reason) => Err(Refusal::QueuePaused {
                reason: reason.clone(),
            }),
            None => Ok(()),
        }
    }

    /// The item's first day, and the age rule. An agent's document decides nothing about the applicant (DOMAIN 4-14).
    fn check_applicant(
        &self,
        now: Now,
        take: &TakeTicket,
        item: Option<ItemCode>,
    ) -> Result<(), Refusal> {
        let Some(item) = item.map(|code| &self.rules().items[&code]) else {
            return Ok(());
        };
        if let Some(from) = item.effective.filter(|from| now.date < *from) {
            return Err(Refusal::ItemNotYet { from });
        }
        let person = take.person;
        let Some(age_min) = item.age_min else {
            return Ok(());
        };
        if person.agent && !item.agent_allowed {
            return Err(Refusal::NoAgents);
        }
        let own_year = person.birth_year.filter(|_| !person.agent);
        let (year, _, _) = now.date.civil();
        match own_year.map(|born| year - born) {
            Some(turns) if turns < i32::from(age_min) => Err(Refusal::TooYoung { age_min }),
            Some(turns) if turns > i32::from(age_min) => Ok(()),
            // The birthday lies in this year, or the year is not known: somebody must ask.
            _ if person.age_confirmed => Ok(()),
            _ => Err(Refusal::AgeNotConfirmed { age_min }),
        }
    }

    /// The ticket that this very intent made (I4); the hall's own requests bear no id.
    pub(super) fn first_of_intent(&self, request: &Request) -> Option<&Ticket> {
        Some(request.id)
            .filter(|id| id.0 != 0)
            .and_then(|id| self.ticket_by_request(id))
    }

    /// The person's live ticket for the same item, or queue when no item is named.
    pub(super) fn first_of_person(&self, take: &TakeTicket, wish: Wish) -> Option<&Ticket> {
        self.person_tickets(take).find(|ticket| {
            ticket.state.is_live() && ticket.item() == wish.item && ticket.queue() == wish.queue
        })
    }

    /// Tickets of the day that the same document or booking took.
    fn ids_of_hash(&self, take: &TakeTicket) -> &[TicketId] {
        let hash = take.person.hash;
        hash.and_then(|hash| self.index.persons.get(&hash))
            .map_or(&[], |ids| ids)
    }

    fn person_tickets<'a>(&'a self, take: &TakeTicket) -> impl Iterator<Item = &'a Ticket> {
        let by_hash = self.ids_of_hash(take);
        let visit = take.visit.and_then(|token| self.ticket_by_token(token));
        let by_visit = visit.and_then(|ticket| self.index.visits.get(&ticket.visit));
        let ids = by_hash.iter().chain(by_visit.into_iter().flatten());
        ids.map(|id| &self.tickets[id])
    }

    /// Quota of the item, share of the person.
    fn check_shares(&self, take: &TakeTicket, wish: Wish) -> Result<(), Refusal> {
        let plan = self.rules();
        if let Some(quota) = wish.item.and_then(|item| plan.items[&item].quota) {
            let issued = self
                .tickets
                .values()
                .filter(|ticket| ticket.legs[0].item == wish.item);
            if issued.count() as u32 >= quota {
                return Err(Refusal::QuotaUsed { quota });
            }
        }
        let of_hash = self.ids_of_hash(take).len();
        if take.person.hash.is_some() && of_hash >= usize::from(plan.persons.per_day) {
            return Err(Refusal::PersonLimit {
                limit: plan.persons.per_day,
            });
        }
        if self.person_tickets(take).count() >= TICKETS_PER_VISIT_MAX {
            return Err(Refusal::PersonLimit {
                limit: TICKETS_PER_VISIT_MAX as u16,
            });
        }
        Ok(())
    }

    /// What the place counts from: a booked visitor's slot when in time, else now.
    fn arrival(&self, now: Now, take: &TakeTicket) -> Result<(Time, bool), Refusal> {
        let Some(slot) = take.slot else {
            return Ok((now.at, false));
        };
        // A booking is used once: who was served with it and comes again stands in the queue.
        let ids = self.ids_of_hash(take).iter();
        let mut tickets = ids.map(|id| &self.tickets[id]);
        if tickets.any(|ticket| ticket.booked && ticket.state != TicketState::Withdrawn) {
            return Ok((now.at, false));
        }
        let calls = &self.rules().calls;
        if self.day.is_none_or(|day| day.date != slot.day) {
            return Err(Refusal::BookingOtherDay);
        }
        let from = slot.start - Span::seconds(calls.booking_early_s);
        if now.at < from {
            return Err(Refusal::BookingTooEarly { from });
        }
        let late = now.at > slot.start + Span::seconds(calls.booking_late_s);
        Ok((if late { now.at } else { slot.start }, true))
    }

    /// The next online number of the queue's series: a counter, never a count (I2).
    pub(super) fn next_number(&self, queue: QueueCode) -> Option<Number> {
        let (code, state) = self.series_of(queue);
        let number = |round, n| Number {
            series: code,
            round,
            n,
        };
        let max = state.rules.online_max;
        if planted::is(Bug::CountAsNumber) {
            let live = self
                .tickets
                .values()
                .filter(|ticket| ticket.state.is_live());
            return Some(number(0, live.count() as u32 + 1));
        }
        let hours = Span::minutes(30);
        if planted::is(Bug::DayByHours) && self.day.is_some_and(|d| self.now > d.opened + hours) {
            return Some(number(0, 1));
        }
        if state.round == 0 && state.next <= max {
            return Some(number(0, state.next));
        }
        if !state.rules.wrap {
            return None;
        }
        // Only numbers that no live ticket holds, in whatever round it got it.
        let is_free = |n: &u32| {
            (0..=state.round).all(|round| {
                let holder = self.ticket_by_number(number(round, *n));
                holder.is_none_or(|ticket| !ticket.state.is_live())
                    || planted::is(Bug::WrapOntoLive)
            })
        };
        let rest = (state.next..=max).filter(|_| state.round > 0).find(is_free);
        let rest = rest.map(|n| number(state.round, n));
        let round = state.round.checked_add(1)?;
        rest.or_else(|| (1..=max).find(is_free).map(|n| number(round, n)))
    }

    pub(super) fn series_of(&self, queue: QueueCode) -> (SeriesCode, &crate::hall::SeriesState) {
        let state = self.queues.get(&queue).and_then(|state| state.series);
        let code = state.unwrap_or_else(|| self.rules().queues[&queue].series);
        (code, &self.series[&code])
    }

    pub(super) fn taken_event(
        &self,
        now: Now,
        request: &Request,
        take: &TakeTicket,
        wish: Wish,
        drawn: Drawn,
    ) -> Result<Taken, Refusal> {
        let plan: &Plan = self.rules();
        let id = TicketId(self.next_ticket);
        let class = take.class.unwrap_or_else(Plan::normal_class);
        let credit = Span::seconds(plan.classes[&class].credit_s);
        let place = Place {
            at: drawn.arrival - credit,
            seq: id.0,
            within: 0,
        };
        let ahead = self.ahead_of(wish.queue, place, id, now.at);
        let forecast = self
            .queues
            .get(&wish.queue)
            .and_then(|q| q.waits.forecast(ahead));
        Ok(Taken {
            ticket: id,
            token: crate::code::Token(request.random),
            number: drawn.number,
            day: self.day.map_or(now.date, |day| day.date),
            visit: self.visit_of(take)?,
            person: take.person.hash,
            queue: wish.queue,
            item: wish.item,
            class,
            language: take.language,
            booked: drawn.booked,
            arrival: drawn.arrival,
            place,
            forecast,
            issued_by: device_of(request),
            request: request.id,
            offline: drawn.offline,
        })
    }

    /// The visit of the first ticket, of the same person, or a new one.
    fn visit_of(&self, take: &TakeTicket) -> Result<VisitId, Refusal> {
        if let Some(token) = take.visit {
            let first = self.ticket_by_token(token).ok_or(Refusal::UnknownTicket)?;
            return Ok(first.visit);
        }
        let known = take
            .person
            .hash
            .and_then(|hash| self.index.persons.get(&hash));
        let first = known
            .and_then(|ids| ids.first())
            .map(|id| self.tickets[id].visit);
        Ok(first.unwrap_or(VisitId(self.next_visit)))
    }

    pub(super) fn report_paper(
        &self,
        id: TicketId,
        number: Option<&str>,
        paper: PaperState,
        copy: bool,
    ) -> Decided {
        let ticket = self.find(id)?;
        let mut numbers = [Some(ticket.number), ticket.spent].into_iter().flatten();
        let is_its = |label: &str| numbers.any(|number| number.is_printed_as(label));
        if !number.is_none_or(is_its) {
            return Err(Refusal::UnknownTicket);
        }
        if ticket.paper == paper && !copy {
            return Ok(Decision::none(Answer::Ticket(id)));
        }
        Ok(Decision::one(
            Event::PaperReported {
                ticket: id,
                paper,
                copy,
            },
            Answer::Ticket(id),
        ))
    }

    pub(super) fn withdraw(&self, id: TicketId, note: Option<&NoteRef>) -> Decided {
        self.check_serving()?;
        let ticket = self.find(id)?;
        if ticket.state != TicketState::Waiting {
            return Err(Refusal::TicketNotWaiting);
        }
        let event = Event::TicketWithdrawn {
            ticket: id,
            note: note.cloned(),
        };
        Ok(Decision::one(event, Answer::Ticket(id)))
    }
}

/// Number and arrival of a ticket about to be given.
#[derive(Clone, Copy)]
pub(super) struct Drawn {
    pub(super) number: Number,
    pub(super) arrival: Time,
    pub(super) booked: bool,
    pub(super) offline: bool,
}

/// The device behind a request; the operator and the hall itself count as device 0.
pub(super) const fn device_of(request: &Request) -> DeviceId {
    match request.by {
        Actor::Device(id) => id,
        Actor::Operator | Actor::Hall => DeviceId(0),
    }
}
