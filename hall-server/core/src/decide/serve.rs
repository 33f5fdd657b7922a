//! What a clerk does with the ticket in hand, and with held and missed ones.

use super::{Decided, Decision};
use crate::code::{ItemCode, QueueCode, TicketId, WindowNumber};
use crate::command::{Act, Answer, Named, Target};
use crate::device::{Actor, Role};
use crate::event::{Because, Event};
use crate::hall::Hall;
use crate::limits::LEGS_MAX;
use crate::planted::{self, Bug};
use crate::refusal::Refusal;
use crate::ticket::{NoteRef, Place, Ticket, TicketState};
use crate::time::{Now, Span, Time};
use crate::window::WindowStage;
use alloc::string::ToString;

impl Hall {
    pub(super) fn act(
        &self,
        now: Now,
        by: Actor,
        window: WindowNumber,
        named: Named,
        act: &Act,
    ) -> Decided {
        self.check_serving()?;
        self.window_of(window)?;
        let ticket = self.named(window, named)?;
        match act {
            Act::Recall => self.recall(now, window, ticket),
            Act::Start => start(window, ticket),
            Act::Finish(done) => self.finish(window, ticket, done),
            Act::QuickFinish(done) => self.quick_finish(window, ticket, done),
            Act::GoOn { done, to } => self.go_on(window, ticket, done, *to),
            Act::Miss => self.miss(now, window, ticket),
            Act::Hold => self.hold(by, window, ticket),
            Act::Resume => self.resume_held(window, ticket),
            Act::Release => self.release(now, by, window, ticket),
            Act::Reopen => self.reopen(now, window, ticket),
            Act::Transfer { to, note } => self.transfer(window, ticket, *to, note),
        }
    }

    fn recall(&self, now: Now, window: WindowNumber, ticket: &Ticket) -> Decided {
        expect_called(window, ticket)?;
        let calls = &self.rules().calls;
        if ticket.calls >= calls.calls_max {
            return Err(Refusal::RecallLimit {
                calls: calls.calls_max,
            });
        }
        let seconds = self.until_spacing(now.at, ticket);
        if seconds > 0 {
            return Err(Refusal::RecallTooSoon { seconds });
        }
        let event = Event::TicketRecalled {
            ticket: ticket.id,
            window,
        };
        Ok(Decision::one(event, Answer::AtWindow(window, ticket.id)))
    }

    /// Missed is always a clerk's act: after one call and the plan's interval.
    fn miss(&self, now: Now, window: WindowNumber, ticket: &Ticket) -> Decided {
        expect_called(window, ticket)?;
        let seconds = self.until_spacing(now.at, ticket);
        if seconds > 0 {
            return Err(Refusal::MissedTooSoon { seconds });
        }
        let event = Event::TicketMissed {
            ticket: ticket.id,
            window,
        };
        Ok(Decision::one(event, Answer::AtWindow(window, ticket.id)))
    }

    /// Seconds until the plan's interval after the last announcement is over.
    fn until_spacing(&self, now: Time, ticket: &Ticket) -> u32 {
        let spacing = Span::seconds(self.rules().calls.interval_s);
        ticket
            .last_call
            .map_or(0, |called| (called + spacing - now).seconds_up())
    }

    fn hold(&self, by: Actor, window: WindowNumber, ticket: &Ticket) -> Decided {
        expect_serving(window, ticket)?;
        let limit = self.rules().calls.hold_max;
        if self.windows[&window].held.len() >= usize::from(limit) {
            return Err(Refusal::HoldLimit { limit });
        }
        let event = Event::TicketHeld {
            ticket: ticket.id,
            window,
            because: self.because(by),
        };
        Ok(Decision::one(event, Answer::AtWindow(window, ticket.id)))
    }

    /// The clerk, or a manager or the hall.
    fn because(&self, by: Actor) -> Because {
        let device = match by {
            Actor::Device(id) => self.devices.get(&id),
            Actor::Operator | Actor::Hall => return Because::Manager,
        };
        match device.map(|device| device.role) {
            Some(Role::Manager) => Because::Manager,
            _ => Because::Clerk,
        }
    }

    fn resume_held(&self, window: WindowNumber, ticket: &Ticket) -> Decided {
        if !matches!(ticket.state, TicketState::Held(_)) {
            return Err(Refusal::NotHeld);
        }
        if ticket.state != TicketState::Held(window) {
            return Err(Refusal::TicketNotHere);
        }
        self.check_free_hands(window)?;
        if self.is_person_busy_elsewhere(ticket) {
            return Err(Refusal::PersonBusy);
        }
        let event = Event::TicketResumed {
            ticket: ticket.id,
            window,
        };
        Ok(Decision::one(event, Answer::AtWindow(window, ticket.id)))
    }

    /// Called or held: back into the queue at the same place. Held tickets of other windows may
    /// be released by a manager only.
    fn release(&self, now: Now, by: Actor, window: WindowNumber, ticket: &Ticket) -> Decided {
        let at = match ticket.state {
            TicketState::Called(at) | TicketState::Held(at) => at,
            TicketState::Serving(_) => return Err(Refusal::AlreadyServing),
            _ => return Err(Refusal::NotHeld),
        };
        let because = self.because(by);
        if at != window && because != Because::Manager {
            return Err(Refusal::TicketNotHere);
        }
        let cool_until = Some(now.at + Span::seconds(self.rules().calls.cooldown_s));
        let event = Event::TicketReleased {
            ticket: ticket.id,
            window: at,
            because,
            cool_until,
        };
        Ok(Decision::one(event, Answer::AtWindow(at, ticket.id)))
    }

    fn reopen(&self, now: Now, window: WindowNumber, ticket: &Ticket) -> Decided {
        match ticket.state {
            TicketState::Finished(at) | TicketState::Missed(at) if at == window => {}
            TicketState::Finished(_) | TicketState::Missed(_) => {
                return Err(Refusal::TicketNotHere);
            }
            _ => return Err(Refusal::NotReopenable),
        }
        if ticket.rating.is_some() {
            return Err(Refusal::AlreadyRated);
        }
        // A plan may have taken its queue away meanwhile, so that it could never wait again; and
        // under `wrap` somebody else may hold its number by now.
        if !self.rules().queues.contains_key(&ticket.queue()) || self.is_number_passed_on(ticket) {
            return Err(Refusal::NotReopenable);
        }
        if now.at > ticket.since + Span::seconds(self.rules().calls.reopen_s) {
            return Err(Refusal::ReopenTooLate);
        }
        self.check_free_hands(window)?;
        if self.is_person_busy_elsewhere(ticket) {
            return Err(Refusal::PersonBusy);
        }
        let event = Event::TicketReopened {
            ticket: ticket.id,
            window,
        };
        Ok(Decision::one(event, Answer::AtWindow(window, ticket.id)))
    }

    fn transfer(
        &self,
        window: WindowNumber,
        ticket: &Ticket,
        to: Target,
        note: &NoteRef,
    ) -> Decided {
        expect_serving(window, ticket)?;
        check_legs(ticket)?;
        let (queue, item, only_window) = self.way_on(ticket, to)?;
        let same_item = item.is_none() || item == ticket.item();
        if (queue == ticket.queue() && only_window.is_none() && same_item)
            || only_window == Some(window)
        {
            return Err(Refusal::SamePlace);
        }
        // Same number, kept arrival.
        let place = kept_place(ticket);
        let item = item.or_else(|| ticket.item().filter(|_| queue == ticket.queue()));
        let event = Event::TicketTransferred {
            ticket: ticket.id,
            window,
            queue,
            item,
            only_window,
            place,
            note: note.clone(),
        };
        Ok(Decision::one(event, Answer::AtWindow(window, ticket.id)))
    }

    /// The queue, the item and perhaps the only window of a ticket's next leg.
    pub(super) fn way_on(
        &self,
        ticket: &Ticket,
        to: Target,
    ) -> Result<(QueueCode, Option<ItemCode>, Option<WindowNumber>), Refusal> {
        match to {
            Target::Queue(queue, item) => {
                self.check_target(queue, item)?;
                Ok((queue, item, None))
            }
            Target::Window(target) => Ok((self.queue_at(target, ticket)?, None, Some(target))),
        }
    }

    fn check_target(&self, queue: QueueCode, item: Option<ItemCode>) -> Result<(), Refusal> {
        let plan = self.rules();
        if !plan.queues.contains_key(&queue) {
            return Err(Refusal::UnknownQueue {
                queue: queue.to_string(),
            });
        }
        match item.map(|code| (code, plan.items.get(&code))) {
            Some((code, None)) => Err(Refusal::UnknownItem {
                item: code.to_string(),
            }),
            Some((_, Some(item))) if item.queue != queue => Err(Refusal::ItemOrQueue),
            _ => Ok(()),
        }
    }

    /// The queue in which a ticket waits for one window: its own if served there.
    fn queue_at(&self, target: WindowNumber, ticket: &Ticket) -> Result<QueueCode, Refusal> {
        let (plan, state) = self.window_of(target)?;
        if state.stage == WindowStage::Closed {
            return Err(Refusal::WindowNotOpen);
        }
        let own = Some(ticket.queue()).filter(|queue| plan.queues.contains(queue));
        let queue = own.or_else(|| plan.queues.first().copied());
        queue.ok_or(Refusal::QueueNotServed {
            queue: ticket.queue(),
        })
    }

    /// A missed person waits again, once and in time, behind the next three.
    pub(super) fn restore(&self, now: Now, id: TicketId) -> Decided {
        self.check_serving()?;
        let ticket = self.find(id)?;
        if !matches!(ticket.state, TicketState::Missed(_)) {
            return Err(Refusal::NotMissed);
        }
        let calls = &self.rules().calls;
        if ticket.restores >= calls.restore_max {
            return Err(Refusal::RestoreLimit);
        }
        if now.at > ticket.since + Span::minutes(calls.restore_minutes) {
            return Err(Refusal::RestoreTooLate);
        }
        let place = self.place_behind(ticket, calls.restore_behind, now.at);
        let cool_until = now.at + Span::seconds(calls.cooldown_s);
        let event = Event::TicketRestored {
            ticket: id,
            place,
            cool_until,
        };
        Ok(Decision::one(event, Answer::Ticket(id)))
    }

    /// The place just behind the nth callable ticket, or behind all of them; never in front of
    /// the ticket's own place.
    fn place_behind(&self, ticket: &Ticket, nth: u8, now: Time) -> Place {
        if planted::is(Bug::RestoredToTheFront) {
            return ticket.place;
        }
        let callable = self
            .waiting(ticket.queue())
            .filter(|other| self.is_callable(other, None, now));
        let Some(front) = callable.take(usize::from(nth)).last() else {
            return ticket.place;
        };
        if front.place < ticket.place {
            return ticket.place;
        }
        let mut behind = self
            .waiting(ticket.queue())
            .skip_while(|other| other.place <= front.place);
        let same =
            |next: &&Ticket| (next.place.at, next.place.seq) == (front.place.at, front.place.seq);
        let upper = behind
            .next()
            .filter(same)
            .map_or(u64::MAX, |next| next.place.within);
        let within = front.place.within + (upper - front.place.within).div_ceil(2);
        Place {
            within,
            ..front.place
        }
    }

    fn check_free_hands(&self, window: WindowNumber) -> Result<(), Refusal> {
        let (_, state) = self.window_of(window)?;
        if let Some(ticket) = state.hand {
            return Err(Refusal::WindowBusy { ticket });
        }
        match state.stage {
            WindowStage::Open => Ok(()),
            WindowStage::Paused { .. } => Err(Refusal::WindowPaused),
            WindowStage::Closed => Err(Refusal::WindowNotOpen),
        }
    }

    /// Whether another live ticket bears the same paper, in whatever round.
    fn is_number_passed_on(&self, ticket: &Ticket) -> bool {
        let paper = (ticket.number.series, ticket.number.n);
        self.tickets.values().any(|other| {
            other.id != ticket.id
                && other.state.is_live()
                && (other.number.series, other.number.n) == paper
        })
    }

    fn is_person_busy_elsewhere(&self, ticket: &Ticket) -> bool {
        let hands = self.windows.values().filter_map(|window| window.hand);
        hands
            .filter(|id| *id != ticket.id)
            .any(|id| self.tickets[&id].same_person(ticket))
    }
}

/// Where a ticket stands by its arrival and its class.
pub(super) fn kept_place(ticket: &Ticket) -> Place {
    Place {
        at: ticket.arrival - ticket.credit,
        seq: ticket.id.0,
        within: 0,
    }
}

pub(super) fn check_legs(ticket: &Ticket) -> Result<(), Refusal> {
    if ticket.legs.len() < LEGS_MAX {
        return Ok(());
    }
    Err(Refusal::TransferLimit {
        limit: LEGS_MAX as u32,
    })
}

pub(super) fn start(window: WindowNumber, ticket: &Ticket) -> Decided {
    if ticket.state == TicketState::Serving(window) {
        return Err(Refusal::AlreadyServing);
    }
    expect_called(window, ticket)?;
    let event = Event::TicketStarted {
        ticket: ticket.id,
        window,
    };
    Ok(Decision::one(event, Answer::AtWindow(window, ticket.id)))
}

fn expect_called(window: WindowNumber, ticket: &Ticket) -> Result<(), Refusal> {
    match ticket.state {
        TicketState::Called(at) if at == window => Ok(()),
        TicketState::Called(_) => Err(Refusal::TicketNotHere),
        _ => Err(Refusal::NotCalled),
    }
}

pub(super) fn expect_serving(window: WindowNumber, ticket: &Ticket) -> Result<(), Refusal> {
    match ticket.state {
        TicketState::Serving(at) if at == window => Ok(()),
        TicketState::Serving(_) => Err(Refusal::TicketNotHere),
        _ => Err(Refusal::NotServing),
    }
}
