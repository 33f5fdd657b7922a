//! Opening, pausing and closing windows, and windows that fall silent.

use super::{Decided, Decision};
use crate::code::{ClerkCode, WindowNumber};
use crate::command::Answer;
use crate::event::{Event, Reason};
use crate::hall::Hall;
use crate::limits::PAUSE_MINUTES_MAX;
use crate::plan::Window;
use crate::refusal::Refusal;
use crate::time::{Now, Span};
use crate::window::{WindowStage, WindowState};
use alloc::vec::Vec;

impl Hall {
    /// The window in the plan and its state.
    pub(super) fn window_of(
        &self,
        window: WindowNumber,
    ) -> Result<(&Window, &WindowState), Refusal> {
        let plan = self
            .plan
            .as_ref()
            .and_then(|plan| plan.windows.get(&window));
        plan.zip(self.windows.get(&window))
            .ok_or(Refusal::UnknownWindow { window })
    }

    pub(super) fn open_window(&self, number: WindowNumber, clerk: Option<ClerkCode>) -> Decided {
        self.check_serving()?;
        let (plan, state) = self.window_of(number)?;
        let signed_in = state.signed_in.map(|one| one.clerk);
        let clerk = clerk.or(signed_in).or(state.clerk);
        let must = signed_in.is_some() || self.rules().windows_rules.sign_in;
        if must && (signed_in.is_none() || clerk != signed_in) {
            return Err(Refusal::NotSignedIn);
        }
        if let Some(code) = clerk {
            self.check_clerk(number, plan, code)?;
        }
        if state.stage == WindowStage::Open && clerk == state.clerk {
            return Ok(Decision::none(Answer::Window(number)));
        }
        if let Some(ticket) = state.hand.filter(|_| clerk != state.clerk) {
            return Err(Refusal::TicketInHand { ticket });
        }
        let event = Event::WindowOpened {
            window: number,
            clerk,
        };
        Ok(Decision::one(event, Answer::Window(number)))
    }

    /// One clerk works at one window, and only where a post is theirs.
    fn check_clerk(
        &self,
        number: WindowNumber,
        plan: &Window,
        code: ClerkCode,
    ) -> Result<(), Refusal> {
        self.check_post(plan, code)?;
        let elsewhere = self
            .windows
            .iter()
            .find(|(other, state)| **other != number && state.has(code));
        elsewhere.map_or(Ok(()), |(window, _)| {
            Err(Refusal::ClerkElsewhere { window: *window })
        })
    }

    pub(super) fn pause_window(
        &self,
        now: Now,
        number: WindowNumber,
        reason: &Reason,
        minutes: u32,
    ) -> Decided {
        self.check_serving()?;
        let (_, state) = self.window_of(number)?;
        if let Some(ticket) = state.hand {
            return Err(Refusal::TicketInHand { ticket });
        }
        if state.stage == WindowStage::Closed {
            return Err(Refusal::WindowNotOpen);
        }
        if !(1..=PAUSE_MINUTES_MAX).contains(&minutes) {
            return Err(Refusal::PauseLength {
                minutes_max: PAUSE_MINUTES_MAX,
            });
        }
        let until = now.at + Span::minutes(minutes);
        let event = Event::WindowPaused {
            window: number,
            reason: reason.clone(),
            until,
        };
        Ok(Decision::one(event, Answer::Window(number)))
    }

    /// No leaving with a ticket in hand or held; tickets bound to the window fall back.
    pub(super) fn close_window(&self, number: WindowNumber) -> Decided {
        let (_, state) = self.window_of(number)?;
        if let Some(ticket) = state.hand.or_else(|| state.held.first().copied()) {
            return Err(Refusal::TicketInHand { ticket });
        }
        if state.stage == WindowStage::Closed {
            return Ok(Decision::none(Answer::Window(number)));
        }
        let mut events = self.unbind(number);
        events.push(Event::WindowClosed { window: number });
        Ok(Decision {
            events,
            answer: Answer::Window(number),
        })
    }

    /// Tickets that only this window might call, now or once restored, may be called by any
    /// window of their queue.
    pub(super) fn unbind(&self, number: WindowNumber) -> Vec<Event> {
        let away = self
            .index
            .special
            .values()
            .flatten()
            .chain(&self.index.missed);
        let bound = away.filter(|id| self.tickets[*id].only_window == Some(number));
        bound
            .map(|id| Event::TicketUnbound { ticket: *id })
            .collect()
    }

    pub(super) fn note_silence(&self, number: WindowNumber) -> Decided {
        let (_, state) = self.window_of(number)?;
        let watched = state.stage != WindowStage::Closed && state.silent_since.is_none();
        let event = watched.then_some(Event::WindowWentSilent { window: number });
        Ok(Decision {
            events: event.into_iter().collect(),
            answer: Answer::Done,
        })
    }

    pub(super) fn note_heard(&self, number: WindowNumber) -> Decided {
        let (_, state) = self.window_of(number)?;
        let event = state
            .silent_since
            .map(|_| Event::WindowHeard { window: number });
        Ok(Decision {
            events: event.into_iter().collect(),
            answer: Answer::Done,
        })
    }
}
