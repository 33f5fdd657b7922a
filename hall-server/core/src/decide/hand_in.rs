//! Blocks for offline hours, and handing in what was printed without the server. Paper wins.

use super::take::{Drawn, Wish, device_of};
use super::{Decided, Decision};
use crate::code::{DeviceId, SeriesCode, TicketId, Token};
use crate::command::{Answer, HandIn, Request, TakeTicket};
use crate::event::{Event, Taken};
use crate::hall::{Block, DayStage, Hall};
use crate::limits::{BLOCKS_PER_SERIES_MAX, FOUND_BLOCKS_MAX, PAST_DAYS_KEPT};
use crate::plan::Series;
use crate::planted::{self, Bug};
use crate::refusal::Refusal;
use crate::ticket::{Number, Ticket, TicketState};
use crate::time::{Date, Now, Time};
use alloc::boxed::Box;
use alloc::string::ToString;
use alloc::vec::Vec;

impl Hall {
    /// The next block of a series for the asking kiosk; a kiosk that lost its journal simply
    /// asks again and never gets its old one back (I3).
    pub(super) fn lease(&self, request: &Request, series: SeriesCode) -> Decided {
        let day = self
            .day
            .filter(|day| day.stage == DayStage::Open)
            .ok_or(Refusal::DayNotOpen)?;
        // A lost history may hold blocks that nobody has told of yet (I3).
        if let Some(missing) = &self.gathering
            && !planted::is(Bug::GatheringSkipped)
        {
            return Err(Refusal::Gathering {
                missing: missing.len() as u32,
            });
        }
        let unknown = || Refusal::UnknownSeries {
            series: series.to_string(),
        };
        let state = self.series.get(&series).ok_or_else(unknown)?;
        let from = state.next_block;
        let to = from.saturating_add(state.rules.block_size - 1);
        let leased = self
            .blocks
            .iter()
            .filter(|b| b.day == day.date && b.series == series);
        if to > state.rules.block_to || leased.count() >= BLOCKS_PER_SERIES_MAX {
            return Err(Refusal::BlocksFull { series });
        }
        let kiosk = device_of(request);
        let event = Event::BlockLeased {
            day: day.date,
            series,
            kiosk,
            from,
            to,
        };
        Ok(Decision::one(event, Answer::Block(series, from, to)))
    }

    pub(super) fn hand_in(&self, now: Now, request: &Request, hand_in: &HandIn) -> Decided {
        let wish = self.wish(&hand_in.take)?;
        let kiosk = device_of(request);
        let mut events = Vec::new();
        let mut blocks = self.blocks.iter();
        match blocks.find(|block| block.holds(hand_in.day, hand_in.number)) {
            Some(block) if !self.is_self(block.kiosk, kiosk) => {
                return Err(Refusal::NumberOutsideBlock);
            }
            Some(block) => {
                if let Some(before) = block.holder(hand_in.number) {
                    return self.handed_in_again(request, before);
                }
            }
            None => events.push(self.found(now, kiosk, hand_in)?),
        }
        let is_current = |day: Date| day == hand_in.day || planted::is(Bug::YesterdaysPaperToday);
        let current = self.day.filter(|day| is_current(day.date));
        // The server answered this very request before the link broke: paper wins.
        if let Some(ticket) = self
            .ticket_by_request(request.id)
            .filter(|_| current.is_some())
        {
            let mut decision = replaced(ticket, hand_in.number)?;
            decision.events.splice(0..0, events);
            return Ok(decision);
        }
        let is_its_day = |known: &&(Date, TicketId)| known.0 == hand_in.day;
        // Or it did so on a day that has left the state: nobody is counted twice.
        if current.is_none()
            && let Some((_, ticket)) = self.unprinted.get(&request.id).filter(is_its_day)
        {
            events.push(self.papered_late(*ticket, hand_in)?);
            let answer = Answer::Ticket(*ticket);
            return Ok(Decision { events, answer });
        }
        let arrival = offline_arrival(now, hand_in);
        // A slot is not looked at: whether it was still good, only the server could have said, and
        // the place counts from the arrival.
        let drawn = Drawn {
            number: hand_in.number,
            arrival,
            booked: false,
            offline: true,
        };
        let mut taken = self.taken_event(now, request, &self.printed(hand_in), wish, drawn)?;
        taken.token = hand_in.token;
        taken.day = hand_in.day;
        let answer = Answer::Ticket(taken.ticket);
        let open = current.is_some_and(|day| day.stage != DayStage::Closed);
        let event = if open {
            taken_now(taken)
        } else {
            taken_late(taken, wish)
        };
        events.push(event);
        Ok(Decision { events, answer })
    }

    /// A kiosk that was enrolled anew still has the paper of its former self to hand in: of one that
    /// was revoked, or of one with its name, when its token was lost and nobody revoked it.
    fn is_self(&self, device: DeviceId, now: DeviceId) -> bool {
        let named = |id| self.devices.get(&id).map(|it| (it.role, &it.name));
        let is_revoked = |id| self.devices.get(&id).is_some_and(|it| it.revoked);
        device == now
            || is_revoked(device)
            || named(device).is_some() && named(device) == named(now)
    }

    /// A number of a block that nobody remembers: the lease was lost with the history, the paper
    /// is in the person's hand and wins (DESIGN 4, Offline).
    fn found(&self, now: Now, kiosk: DeviceId, hand_in: &HandIn) -> Result<Event, Refusal> {
        let (day, Number { series, round, n }) = (hand_in.day, hand_in.number);
        if day.0 <= now.date.0 - PAST_DAYS_KEPT {
            return Err(Refusal::DayTooOld);
        }
        let rules = match self.series.get(&series) {
            Some(state) => Some(&state.rules),
            None => self.rules().series.get(&series),
        };
        let in_range = |rules: &Series| (rules.block_from..=rules.block_to).contains(&n);
        let known = self.blocks.iter();
        let known = known.filter(|block| block.day == day && block.series == series);
        let is_possible = rules.is_some_and(in_range)
            && round == 0
            && day <= now.date
            && known.count() < FOUND_BLOCKS_MAX;
        if !is_possible {
            return Err(Refusal::NumberOutsideBlock);
        }
        Ok(Event::BlockFound {
            day,
            series,
            kiosk,
            from: n,
            to: n,
        })
    }

    /// What was asked for, without a first ticket that nobody knows any more: the paper is in
    /// the person's hand and must not be refused for it.
    fn printed(&self, hand_in: &HandIn) -> TakeTicket {
        let known = |token: &Token| self.ticket_by_token(*token).is_some();
        TakeTicket {
            visit: hand_in.take.visit.filter(known),
            ..hand_in.take.clone()
        }
    }

    /// A ticket of a past day has one paper as well (I4).
    fn papered_late(&self, ticket: TicketId, hand_in: &HandIn) -> Result<Event, Refusal> {
        let mut papers = self.blocks.iter().flat_map(|block| &block.used);
        if papers.any(|(_, holder)| *holder == ticket) {
            return Err(Refusal::NumberUsed { ticket });
        }
        Ok(Event::LatePaperRecorded {
            day: hand_in.day,
            ticket,
            number: hand_in.number,
        })
    }

    /// The same paper again is the same ticket; another intent on the same number is refused.
    fn handed_in_again(&self, request: &Request, before: TicketId) -> Decided {
        match self.ticket(before) {
            Some(ticket) if ticket.request == request.id => {
                Ok(Decision::none(Answer::Existing(before)))
            }
            _ => Err(Refusal::NumberUsed { ticket: before }),
        }
    }
}

/// One intent has one paper: a ticket that already bears a printed number keeps it (I4).
fn replaced(ticket: &Ticket, number: Number) -> Decided {
    if ticket.offline {
        return Err(Refusal::NumberUsed { ticket: ticket.id });
    }
    let requeued = matches!(
        ticket.state,
        TicketState::Called(_) | TicketState::Missed(_)
    );
    let spent = ticket.number;
    let event = Event::NumberReplaced {
        ticket: ticket.id,
        number,
        spent,
        requeued,
    };
    Ok(Decision::one(event, Answer::Ticket(ticket.id)))
}

/// Hand-in time minus the kiosk's own elapsed time, within [its last contact, now].
fn offline_arrival(now: Now, hand_in: &HandIn) -> Time {
    let claimed = Time(now.at.0.saturating_sub(hand_in.elapsed.0.max(0)));
    let earliest = hand_in.last_contact.min(now.at);
    claimed.clamp(earliest, now.at)
}

fn taken_now(taken: Taken) -> Event {
    Event::TicketTaken(Box::new(taken))
}

/// Handed in after its day closed: it joins its own day, counted issued and expired.
fn taken_late(mut taken: Taken, wish: Wish) -> Event {
    taken.forecast = None;
    taken.queue = wish.queue;
    Event::LateTicketRecorded(Box::new(taken))
}

impl Block {
    fn holder(&self, number: Number) -> Option<TicketId> {
        self.used
            .iter()
            .find(|(n, _)| *n == number.n)
            .map(|(_, ticket)| *ticket)
    }
}
