//! What each event does to its ticket, and to the window that has it in hand.

use crate::code::{ClerkCode, DeviceId, QueueCode, SeriesCode, TicketId, WindowNumber};
use crate::event::{Event, Taken, WentOn};
use crate::hall::{Block, Hall, RECENT_CALLS};
use crate::planted::{self, Bug};
use crate::service::Done;
use crate::ticket::{
    Announced, Leg, LegEnd, Miss, Number, PaperState, Rating, Ticket, TicketState,
};
use crate::time::{Date, Span, Time};
use alloc::vec;

impl Hall {
    pub(super) fn apply_ticket(&mut self, event: &Event, at: Time) {
        match event {
            Event::TicketTaken(taken) => self.taken(taken, at),
            Event::LateTicketRecorded(taken) => self.recorded_late(taken, at),
            Event::LatePaperRecorded {
                day,
                ticket,
                number,
            } => self.use_block(*day, *number, *ticket),
            Event::NumberReplaced {
                ticket,
                number,
                spent,
                requeued,
            } => {
                self.number_replaced(*ticket, *number, *spent, *requeued, at);
            }
            Event::PaperReported {
                ticket,
                paper,
                copy,
            } => self.change(*ticket, at, |ticket| {
                ticket.paper = *paper;
                ticket.copies = ticket.copies.saturating_add(u16::from(*copy));
            }),
            Event::TicketRated {
                ticket,
                level,
                device,
                note,
            } => {
                self.change(*ticket, at, |ticket| {
                    let window = ticket.state.window().expect("a rated ticket was finished");
                    let (level, device, note) = (*level, *device, note.clone());
                    let clerk = ticket.leg().clerk;
                    ticket.rating = Some(Rating {
                        level,
                        at,
                        window,
                        clerk,
                        device,
                        note,
                    });
                });
            }
            Event::TicketCalled { .. }
            | Event::TicketRecalled { .. }
            | Event::TicketStarted { .. }
            | Event::TicketResumed { .. }
            | Event::TicketServedAtOnce { .. }
            | Event::TicketReopened { .. } => self.at_window(event, at),
            Event::TicketWentOn(went) => self.went_on(went, at),
            _ => self.off_window(event, at),
        }
    }

    fn taken(&mut self, taken: &Taken, at: Time) {
        let number = taken.number;
        assert!(
            !self.index.numbers.contains_key(&number),
            "a number is used once a day (I1)"
        );
        assert!(
            !self.tickets.contains_key(&taken.ticket),
            "a ticket id is used once"
        );
        let id = taken.ticket;
        self.tickets.insert(id, Ticket::begin(taken, at));
        self.index_identity(id);
        self.index_state(id);
        self.reindex_person(id);
        self.count_identity(taken);
        if !taken.offline {
            let series = self
                .series
                .get_mut(&number.series)
                .expect("numbers are of the day");
            series.next = number.n + 1;
            series.round = number.round;
        }
        if let Some(day) = &mut self.day {
            day.issued += 1;
        }
        let queue = self.queues.entry(taken.queue).or_default();
        queue.issued += 1;
        queue.waits.joined(at);
    }

    fn recorded_late(&mut self, taken: &Taken, at: Time) {
        self.count_identity(taken);
        if self.day.is_some_and(|day| day.date == taken.day) {
            self.tickets.insert(taken.ticket, Ticket::late(taken, at));
            self.index_identity(taken.ticket);
            if let Some(day) = &mut self.day {
                day.issued += 1;
            }
            if let Some(queue) = self.queues.get_mut(&taken.queue) {
                queue.issued += 1;
            }
        }
    }

    /// Ids run on, and a number from a block is marked as used.
    fn count_identity(&mut self, taken: &Taken) {
        self.next_ticket = self.next_ticket.max(taken.ticket.0 + 1);
        self.next_visit = self.next_visit.max(taken.visit.0 + 1);
        if taken.offline {
            self.use_block(taken.day, taken.number, taken.ticket);
        }
    }

    /// The block is the kiosk's, joined to what it has beside it, and is never leased again (I3).
    pub(super) fn block_found(&mut self, found: Block) {
        let today = self.day.is_some_and(|day| day.date == found.day);
        if let Some(state) = self.series.get_mut(&found.series).filter(|_| today) {
            state.next_block = state.next_block.max(found.to + 1);
        }
        let is_beside = |block: &&mut Block| {
            let ours = (block.day, block.series, block.kiosk);
            ours == (found.day, found.series, found.kiosk) && block.to + 1 == found.from
        };
        match self.blocks.iter_mut().find(is_beside) {
            Some(block) => block.to = found.to,
            None => self.blocks.push(found),
        }
    }

    fn use_block(&mut self, day: Date, number: Number, ticket: TicketId) {
        let block = self
            .blocks
            .iter_mut()
            .find(|block| block.holds(day, number));
        let block = block.expect("offline numbers come from a leased block");
        block.used.push((number.n, ticket));
    }

    fn number_replaced(
        &mut self,
        id: TicketId,
        number: Number,
        spent: Number,
        requeued: bool,
        at: Time,
    ) {
        let day = self.tickets[&id].day;
        self.use_block(day, number, id);
        // What was announced is a number that nobody has any more.
        self.recent_calls.retain(|other| *other != id);
        if requeued {
            self.leave_window(id);
        }
        self.change(id, at, |ticket| {
            ticket.number = number;
            ticket.spent = Some(spent);
            ticket.offline = true;
            if requeued {
                ticket.last_call = None;
                ticket.back_to_queue(None);
            }
        });
        self.index.numbers.insert(number, id);
        if requeued {
            self.rejoin(id, at);
        }
    }

    fn at_window(&mut self, event: &Event, at: Time) {
        let (id, number) = named(event);
        match event {
            Event::TicketCalled { clerk, passed, .. } => {
                self.learn_from_call(id, at);
                self.change(id, at, |ticket| {
                    ticket.state = TicketState::Called(number);
                    ticket.calls = 1;
                    ticket.last_call = Some(at);
                    ticket.cool_until = None;
                    ticket.overtaken = 0;
                    let leg = ticket.leg_mut();
                    // Who was served at once and comes back has not waited for a first call.
                    if !leg.at_once {
                        leg.first_call.get_or_insert(at);
                    }
                    leg.window = Some(number);
                    leg.clerk = *clerk;
                    let queue = leg.queue;
                    ticket.announced = Some(Announced {
                        window: number,
                        queue,
                    });
                });
                if let Some(passed) = passed {
                    self.change(*passed, at, |ticket| ticket.overtaken += 1);
                }
                self.put_in_hand(number, id);
                self.announced(id);
            }
            Event::TicketRecalled { .. } => {
                self.change(id, at, |ticket| {
                    ticket.calls += 1;
                    ticket.last_call = Some(at);
                });
                self.announced(id);
            }
            Event::TicketStarted { .. } => self.change(id, at, |ticket| {
                ticket.state = TicketState::Serving(number);
                ticket.leg_mut().started.get_or_insert(at);
            }),
            Event::TicketServedAtOnce { clerk, .. } => {
                self.change(id, at, |ticket| {
                    ticket.state = TicketState::Serving(number);
                    ticket.cool_until = None;
                    ticket.leg_mut().begin(number, *clerk, at);
                });
                self.put_in_hand(number, id);
                self.note_if_empty(self.tickets[&id].queue());
            }
            Event::TicketResumed { .. } => {
                // Another clerk may have taken the window over: whose service it is now.
                let clerk = self.window_mut(number).clerk;
                self.change(id, at, |ticket| {
                    ticket.state = TicketState::Serving(number);
                    ticket.leg_mut().of_clerk(clerk);
                });
                self.window_mut(number).held.retain(|held| *held != id);
                self.put_in_hand(number, id);
            }
            Event::TicketReopened { .. } => {
                let was_finished = matches!(self.tickets[&id].state, TicketState::Finished(_));
                let clerk = self.window_mut(number).clerk;
                self.change(id, at, |ticket| {
                    ticket.state = TicketState::Serving(number);
                    ticket.leg_mut().reopen(at);
                    ticket.leg_mut().of_clerk(clerk);
                });
                let window = self.window_mut(number);
                // A plan that took the window away and gave it back has begun a new count.
                window.finished = window.finished.saturating_sub(u32::from(was_finished));
                self.put_in_hand(number, id);
            }
            _ => unreachable!("only events towards a window come here"),
        }
    }

    fn off_window(&mut self, event: &Event, at: Time) {
        let id = event.ticket().expect("every other event names a ticket");
        self.leave_window(id);
        match event {
            Event::TicketFinished { window, done, .. } => {
                self.change(id, at, |ticket| {
                    ticket.end_leg(LegEnd::Finished, at);
                    ticket.state = TicketState::Finished(*window);
                    ticket.only_window = None;
                    ticket.leg_mut().done(done);
                });
                let window = self.window_mut(*window);
                window.finished += 1;
                window.last_finished = Some(id);
            }
            Event::TicketMissed { window, .. } => {
                self.change(id, at, |ticket| {
                    ticket.state = TicketState::Missed(*window);
                    ticket.leg_mut().misses.push(Miss {
                        window: *window,
                        at,
                    });
                });
                self.window_mut(*window).missed += 1;
            }
            Event::TicketHeld { window, .. } => {
                self.change(id, at, |ticket| {
                    ticket.count_service(at);
                    ticket.state = TicketState::Held(*window);
                });
                if !planted::is(Bug::HeldForgotten) {
                    self.window_mut(*window).held.push(id);
                }
            }
            Event::TicketReleased { cool_until, .. } => {
                self.change(id, at, |ticket| {
                    ticket.back_to_queue(*cool_until);
                    if planted::is(Bug::PlaceLost) {
                        ticket.place.at = at;
                    }
                });
                self.rejoin(id, at);
            }
            Event::TicketRestored {
                place, cool_until, ..
            } => {
                self.change(id, at, |ticket| {
                    ticket.place = *place;
                    ticket.restores += 1;
                    ticket.back_to_queue(Some(*cool_until));
                });
                self.rejoin(id, at);
            }
            Event::TicketTransferred {
                queue,
                item,
                only_window,
                place,
                ..
            } => {
                self.change(id, at, |ticket| {
                    ticket.end_leg(LegEnd::Transferred, at);
                    ticket.legs.push(Leg::waiting(*queue, *item, at));
                    ticket.place = *place;
                    ticket.only_window = *only_window;
                    ticket.overtaken = 0;
                    ticket.back_to_queue(None);
                });
                self.rejoin(id, at);
            }
            Event::TicketUnbound { .. } => {
                self.change(id, at, |ticket| ticket.only_window = None);
            }
            Event::TicketReclassed {
                class,
                credit,
                place,
                ..
            } => self.change(id, at, |ticket| {
                (ticket.class, ticket.credit) = (*class, *credit);
                if !planted::is(Bug::ClassWithoutPlace) {
                    ticket.place = *place;
                }
            }),
            Event::TicketWithdrawn { .. } => self.end(id, LegEnd::Withdrawn, at),
            Event::TicketExpired { .. } => self.end(id, LegEnd::Expired, at),
            _ => unreachable!("every kind of event is applied somewhere"),
        }
    }

    fn end(&mut self, id: TicketId, end: LegEnd, at: Time) {
        let queue = self.tickets[&id].queue();
        self.change(id, at, |ticket| {
            let missed = matches!(ticket.state, TicketState::Missed(_));
            let end = if end == LegEnd::Expired && missed {
                LegEnd::Missed
            } else {
                end
            };
            ticket.end_leg(end, at);
            ticket.state = match end {
                LegEnd::Withdrawn => TicketState::Withdrawn,
                _ => TicketState::Expired,
            };
        });
        self.note_if_empty(queue);
    }

    /// A service is done and the next matter begins, here at once or in another line.
    fn went_on(&mut self, went: &WentOn, at: Time) {
        let (id, number) = (went.ticket, went.window);
        let clerk = self.windows.get(&number).and_then(|window| window.clerk);
        if !went.stays {
            self.leave_window(id);
        }
        self.change(id, at, |ticket| {
            ticket.end_leg(LegEnd::WentOn, at);
            ticket.leg_mut().done(&went.done);
            ticket.legs.push(Leg::waiting(went.queue, went.item, at));
            ticket.place = went.place;
            ticket.only_window = went.only_window;
            ticket.overtaken = 0;
            if went.stays {
                // The state goes on, the service does not: its time counts anew.
                ticket.since = at;
                ticket.leg_mut().begin(number, clerk, at);
            } else {
                ticket.back_to_queue(None);
            }
        });
        self.window_mut(number).finished += 1;
        if !went.stays {
            self.rejoin(id, at);
        }
    }

    /// Somebody left a queue without a call.
    fn note_if_empty(&mut self, queue: QueueCode) {
        if self.waiting_count(queue) == 0 {
            self.queues.entry(queue).or_default().waits.emptied();
        }
    }

    /// The pace of the queue and the error of the forecast, from a call.
    fn learn_from_call(&mut self, id: TicketId, at: Time) {
        let ticket = &self.tickets[&id];
        let queue = ticket.queue();
        let first = ticket.leg().first_call.is_none() && !ticket.leg().at_once;
        let forecast = ticket.leg().forecast.filter(|_| first);
        let wait = Span((at - ticket.leg().since).0.max(0));
        let still = self.waiting_count(queue) > 1;
        let waits = &mut self.queues.entry(queue).or_default().waits;
        waits.called(at, still);
        if let Some(forecast) = forecast {
            waits.learn(forecast.point, wait);
        }
    }

    fn rejoin(&mut self, id: TicketId, at: Time) {
        let queue = self.tickets[&id].queue();
        self.queues.entry(queue).or_default().waits.joined(at);
    }

    fn put_in_hand(&mut self, number: WindowNumber, id: TicketId) {
        let window = self.window_mut(number);
        assert!(
            window.hand.is_none_or(|hand| hand == id),
            "a window holds one ticket at most (I11)"
        );
        window.hand = Some(id);
        window.last_finished = None;
    }

    /// Remembers the newest announcements, one entry per printed number: of a series that goes
    /// round, the earlier holder's call is over.
    fn announced(&mut self, id: TicketId) {
        let printed = |id: &TicketId| {
            let number = self.tickets.get(id).map(|ticket| ticket.number);
            number.map(|number| (number.series, number.n))
        };
        let ours = printed(&id);
        self.recent_calls.retain(|other| printed(other) != ours);
        self.recent_calls.insert(0, id);
        self.recent_calls.truncate(RECENT_CALLS);
    }

    fn leave_window(&mut self, id: TicketId) {
        let Some(number) = self
            .tickets
            .get(&id)
            .and_then(|ticket| ticket.state.window())
        else {
            return;
        };
        let Some(window) = self.windows.get_mut(&number) else {
            return;
        };
        if window.hand == Some(id) {
            window.hand = None;
        }
        window.held.retain(|held| *held != id);
    }
}

impl Ticket {
    /// The ticket of a number that was handed in after its day had closed: issued and expired.
    pub fn late(taken: &Taken, at: Time) -> Self {
        let mut ticket = Self::begin(taken, at);
        ticket.state = TicketState::Expired;
        ticket.late = true;
        let leg = ticket.leg_mut();
        leg.ended = Some(at);
        leg.end = Some(LegEnd::Expired);
        ticket
    }

    fn begin(taken: &Taken, at: Time) -> Self {
        // A booked visitor waits from the later of slot and check-in (DOMAIN 6.2).
        let since = if taken.booked {
            taken.arrival.max(at)
        } else {
            taken.arrival
        };
        let mut leg = Leg::waiting(taken.queue, taken.item, since);
        leg.forecast = taken.forecast;
        Self {
            id: taken.ticket,
            token: taken.token,
            number: taken.number,
            spent: None,
            day: taken.day,
            visit: taken.visit,
            person: taken.person,
            class: taken.class,
            language: taken.language,
            credit: taken.arrival - taken.place.at,
            booked: taken.booked,
            taken: at,
            arrival: taken.arrival,
            place: taken.place,
            state: TicketState::Waiting,
            since: at,
            version: 1,
            calls: 0,
            last_call: None,
            announced: None,
            cool_until: None,
            only_window: None,
            restores: 0,
            overtaken: 0,
            legs: vec![leg],
            paper: PaperState::default(),
            copies: 0,
            rating: None,
            issued_by: taken.issued_by,
            request: taken.request,
            offline: taken.offline,
            late: false,
        }
    }

    fn back_to_queue(&mut self, cool_until: Option<Time>) {
        self.state = TicketState::Waiting;
        self.cool_until = cool_until;
    }

    /// Adds the running stretch of service to the leg.
    fn count_service(&mut self, at: Time) {
        if matches!(self.state, TicketState::Serving(_)) {
            let stretch = at - self.since;
            let leg = self.leg_mut();
            leg.served = leg.served + stretch;
        }
    }

    fn end_leg(&mut self, end: LegEnd, at: Time) {
        self.count_service(at);
        let leg = self.leg_mut();
        leg.ended = Some(at);
        leg.end = Some(end);
    }
}

impl Leg {
    /// The person is at the window without having been called for this.
    fn begin(&mut self, window: WindowNumber, clerk: Option<ClerkCode>, at: Time) {
        (self.window, self.clerk) = (Some(window), clerk);
        self.started.get_or_insert(at);
        self.at_once = self.first_call.is_none();
    }

    /// What the clerk said of the end.
    fn done(&mut self, done: &Done) {
        self.outcome = Some(done.outcome);
        self.item = done.item.or(self.item);
        self.quantity = done.quantity;
        self.case.clone_from(&done.case);
    }

    /// Goes on with this clerk; with nobody named it stays whose it was.
    fn of_clerk(&mut self, clerk: Option<ClerkCode>) {
        self.clerk = clerk.or(self.clerk);
    }

    /// The service goes on as if it had not ended.
    fn reopen(&mut self, at: Time) {
        self.started.get_or_insert(at);
        (self.ended, self.end, self.outcome) = (None, None, None);
        (self.quantity, self.case) = (None, None);
    }
}

fn named(event: &Event) -> (TicketId, WindowNumber) {
    let ticket = event
        .ticket()
        .expect("window events of a ticket name the ticket");
    let window = event
        .window()
        .expect("window events of a ticket name the window");
    (ticket, window)
}

impl Block {
    /// Whether a number of a day lies in this block.
    /// A block of which nothing was handed in yet.
    pub(super) fn new(day: Date, series: SeriesCode, kiosk: DeviceId, range: (u32, u32)) -> Self {
        let (from, to) = range;
        let used = alloc::vec::Vec::new();
        Self {
            day,
            series,
            kiosk,
            from,
            to,
            used,
        }
    }

    pub(crate) fn holds(&self, day: Date, number: Number) -> bool {
        self.day == day
            && self.series == number.series
            && number.round == 0
            && (self.from..=self.to).contains(&number.n)
    }
}
