//! What time alone brings about: days, silent windows, long holds and pauses, full series, notices.

use super::Decision;
use crate::code::{TicketId, WindowNumber};
use crate::command::Answer;
use crate::event::{Alarm, Because, Event};
use crate::hall::{DayStage, Hall};
use crate::planted::{self, Bug};
use crate::ticket::TicketState;
use crate::time::{Now, Span};
use crate::window::{WindowStage, WindowState};
use alloc::vec::Vec;

impl Hall {
    pub(super) fn tick(&self, now: Now, random: u128) -> Decision {
        let mut events = self.tick_day(now, random);
        // Closing or opening a day changes what the rest looks at; it gets the next tick.
        if events.is_empty() {
            for (number, state) in &self.windows {
                events.extend(self.tick_window(now, *number, state));
            }
            self.tick_alarms(now, &mut events);
            events.extend(self.tick_notices(now));
        }
        if events
            .iter()
            .any(|event| matches!(event, Event::DayOpened { .. }))
        {
            let calendar = &self.rules().calendar;
            events.extend(self.overnight_cases(calendar, now.date));
            events.extend(self.overnight_rectifications(calendar, now.date));
        }
        Decision {
            events,
            answer: Answer::Done,
        }
    }

    /// After the grace time a called ticket waits again, a serving one is held, and tickets
    /// that only this window might call fall back to their queue.
    fn tick_window(&self, now: Now, window: WindowNumber, state: &WindowState) -> Vec<Event> {
        let grace = Span::seconds(self.rules().windows_rules.grace_s);
        if state
            .silent_since
            .is_none_or(|since| now.at < since + grace)
            || planted::is(Bug::SilenceForgotten)
        {
            return Vec::new();
        }
        let mut events = self.unbind(window);
        let Some(ticket) = state.hand else {
            return events;
        };
        let because = Because::Silence;
        match self.tickets[&ticket].state {
            TicketState::Called(_) => {
                events.push(Event::TicketReleased {
                    ticket,
                    window,
                    because,
                    cool_until: None,
                });
                if self.tickets[&ticket].only_window.is_some() {
                    events.push(Event::TicketUnbound { ticket });
                }
            }
            TicketState::Serving(_) => events.push(Event::TicketHeld {
                ticket,
                window,
                because,
            }),
            _ => {}
        }
        events
    }

    /// Raises what holds and clears what no longer does.
    fn tick_alarms(&self, now: Now, events: &mut Vec<Event>) {
        let due = self.alarms_due(now);
        let is_raised = |alarm: &Alarm| self.alarms.iter().any(|(other, _)| other == alarm);
        let fresh = due.iter().filter(|alarm| !is_raised(alarm));
        events.extend(fresh.map(|alarm| Event::AlarmRaised { alarm: *alarm }));
        let over = self.alarms.iter().map(|(alarm, _)| *alarm);
        let over = over.filter(|alarm| alarm.follows_from_state() && !due.contains(alarm));
        events.extend(over.map(|alarm| Event::AlarmCleared { alarm }));
    }

    fn alarms_due(&self, now: Now) -> Vec<Alarm> {
        let rules = self.rules();
        let hold = Span::minutes(rules.calls.hold_alarm_minutes);
        let serving = self.day.is_some_and(|day| day.stage != DayStage::Closed);
        let mut due = Vec::new();
        for (number, state) in &self.windows {
            let long = |id: &&TicketId| now.at >= self.tickets[*id].since + hold;
            due.extend(
                state
                    .held
                    .iter()
                    .filter(long)
                    .map(|id| Alarm::HeldLong(*id)),
            );
            let has_work = state.hand.is_some() || !state.held.is_empty();
            if state.silent_since.is_some() && has_work {
                due.push(Alarm::WindowSilent(*number));
            }
            if self.is_pause_long(now, state) {
                due.push(Alarm::PauseLong(*number));
            }
            if serving && self.is_absent(now, *number, state) {
                due.push(Alarm::PostAbsent(*number));
            }
        }
        due.extend(self.locked_sign_ins(now.at));
        for (code, state) in self.series.iter().filter(|_| serving) {
            if state.next > state.rules.online_max && !state.rules.wrap {
                due.push(Alarm::SeriesFull(*code));
            }
            let last = state.next_block.saturating_add(state.rules.block_size - 1);
            if last > state.rules.block_to {
                due.push(Alarm::BlocksFull(*code));
            }
        }
        due
    }

    fn is_pause_long(&self, now: Now, state: &WindowState) -> bool {
        let WindowStage::Paused { until, .. } = state.stage else {
            return false;
        };
        let limit = Span::minutes(self.rules().windows_rules.pause_alarm_minutes);
        let since = state.spans.last().map_or(now.at, |span| span.from);
        now.at > until || now.at > since + limit
    }

    /// Neither post has opened the window within the plan's minutes, in opening hours.
    fn is_absent(&self, now: Now, number: WindowNumber, state: &WindowState) -> bool {
        let (Some(plan), rules) = (self.rules().windows.get(&number), self.rules()) else {
            return false;
        };
        let (first, last) = rules.hours.outer();
        let from = plan.open.unwrap_or(first);
        let due = i32::from(from) + rules.windows_rules.absent_minutes as i32;
        let minute = self.minute(now);
        plan.clerk_a.is_some() && state.spans.is_empty() && (due..i32::from(last)).contains(&minute)
    }
}

impl Alarm {
    /// Whether the alarm ends by itself once its cause is gone.
    const fn follows_from_state(self) -> bool {
        !matches!(
            self,
            Self::DiskLow | Self::HistoryLost | Self::Printer(..) | Self::Help(..)
        )
    }
}
