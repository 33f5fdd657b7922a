//! Opening and closing the business day.

use super::{Decided, Decision};
use crate::command::Answer;
use crate::event::{Alarm, Event};
use crate::hall::{DayStage, Hall};
use crate::refusal::Refusal;
use crate::ticket::TicketState;
use crate::time::{Date, Now, Span};
use crate::window::WindowStage;
use alloc::vec;
use alloc::vec::Vec;

impl Hall {
    /// A manager begins to close; a second time, or with nobody left, the day is over.
    pub(super) fn close_day(&self, random: u128) -> Decided {
        let day = self.day.ok_or(Refusal::DayNotOpen)?;
        let events = match day.stage {
            DayStage::Closed => return Err(Refusal::DayClosed),
            DayStage::Closing => self.end_day(day.date, random),
            DayStage::Open if self.somebody_is_here() => vec![Event::DayClosing { day: day.date }],
            DayStage::Open => {
                let mut events = vec![Event::DayClosing { day: day.date }];
                events.extend(self.end_day(day.date, random));
                events
            }
        };
        Ok(Decision {
            events,
            answer: Answer::Day,
        })
    }

    /// What time alone does to the day.
    pub(super) fn tick_day(&self, now: Now, random: u128) -> Vec<Event> {
        let Some(day) = self.day else {
            return self.open_day(now);
        };
        let minute = now.minute_of(day.date);
        let hours = &self.rules().hours;
        match day.stage {
            DayStage::Closed if now.date > day.date => self.open_day(now),
            DayStage::Closed => Vec::new(),
            _ if minute >= i32::from(hours.close_latest) => self.end_day(day.date, random),
            _ if now.date > day.date && !self.is_open_at(day.date, now) && self.may_open(now) => {
                // A new day first closes the old one.
                let mut events = self.end_day(day.date, random);
                events.push(Event::DayOpened { day: now.date });
                events
            }
            DayStage::Open if minute >= i32::from(self.rules().last_ticket_minute()) => {
                vec![Event::DayClosing { day: day.date }]
            }
            DayStage::Closing
                if minute >= i32::from(hours.outer().1) && !self.somebody_may_return(now) =>
            {
                self.end_day(day.date, random)
            }
            _ => Vec::new(),
        }
    }

    fn open_day(&self, now: Now) -> Vec<Event> {
        if self.may_open(now) {
            let mut events: Vec<Event> = self.forgotten_sign_ins(now).collect();
            events.push(Event::DayOpened { day: now.date });
            events
        } else {
            Vec::new()
        }
    }

    /// A working day, from the first ticket time on, and not yet over.
    fn may_open(&self, now: Now) -> bool {
        let plan = self.rules();
        let minute = i32::from(now.minute);
        plan.hours.works_on(now.date)
            && (i32::from(plan.first_ticket_minute())..i32::from(plan.last_ticket_minute()))
                .contains(&minute)
    }

    /// Whether the hours of `date` still run at `now`, over midnight too.
    fn is_open_at(&self, date: Date, now: Now) -> bool {
        now.minute_of(date) < i32::from(self.rules().hours.outer().1)
    }

    /// Somebody waits, is called, is served or held.
    fn somebody_is_here(&self) -> bool {
        self.tickets
            .values()
            .any(|ticket| ticket.state.is_live() && !matches!(ticket.state, TicketState::Missed(_)))
    }

    /// Somebody is here, may still be restored, or was finished a moment ago.
    fn somebody_may_return(&self, now: Now) -> bool {
        let calls = &self.rules().calls;
        let restore = Span::minutes(calls.restore_minutes);
        let reopen = Span::seconds(calls.reopen_s);
        self.tickets.values().any(|ticket| match ticket.state {
            TicketState::Missed(_) => {
                ticket.restores < calls.restore_max && now.at <= ticket.since + restore
            }
            TicketState::Finished(_) => now.at <= ticket.since + reopen,
            state => state.is_live(),
        })
    }

    /// Everyone still live expires, windows close, the day is over and its callbacks are drawn.
    fn end_day(&self, day: Date, random: u128) -> Vec<Event> {
        let live = self
            .tickets
            .values()
            .filter(|ticket| ticket.state.is_live());
        let mut events: Vec<Event> = live
            .map(|ticket| Event::TicketExpired { ticket: ticket.id })
            .collect();
        let open = self
            .windows
            .iter()
            .filter(|(_, state)| state.stage != WindowStage::Closed);
        events.extend(open.map(|(window, _)| Event::WindowClosed { window: *window }));
        events.extend(self.all_sign_out());
        // A lost history was looked at when the day is over, and nobody is left who asked for
        // help; nothing else would end these alarms.
        let over = self.alarms.iter().map(|(alarm, _)| *alarm);
        let over = over.filter(|alarm| matches!(alarm, Alarm::HistoryLost | Alarm::Help(..)));
        events.extend(over.map(|alarm| Event::AlarmCleared { alarm }));
        events.push(Event::DayClosed { day });
        events.extend(self.draw_callbacks(day, random as u64));
        events
    }
}
