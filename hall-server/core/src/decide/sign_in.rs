//! Signing in and out: one clerk at one window, and nobody leaves with a person at hand.

use super::{Decided, Decision};
use crate::code::{ClerkCode, WindowNumber};
use crate::command::Answer;
use crate::event::{Alarm, Event};
use crate::hall::Hall;
use crate::limits::VERIFIER_BYTES_MAX;
use crate::plan::{Plan, Window};
use crate::refusal::Refusal;
use crate::sign_in::{Factor, SignedOut, Tries};
use crate::time::{Now, Span, Time};
use crate::window::{WindowStage, WindowState};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// A sign-in this long before the day opens was forgotten the day before.
const FORGOTTEN: Span = Span::minutes(4 * 60);

impl Hall {
    /// Gives a clerk another PIN or card, or takes it away; an old lock ends with it.
    pub(super) fn set_credential(
        &self,
        clerk: ClerkCode,
        factor: Factor,
        verifier: Option<&String>,
    ) -> Decided {
        self.check_known(clerk)?;
        if verifier.is_some_and(|text| text.len() > VERIFIER_BYTES_MAX) {
            return Err(Refusal::BadCredential);
        }
        let event = Event::CredentialSet {
            clerk,
            factor,
            verifier: verifier.cloned(),
        };
        Ok(Decision::one(event, Answer::Done))
    }

    /// The proof was right. Whoever worked here before is signed out, and so is the clerk where
    /// they were before; not with a person at hand there.
    pub(super) fn sign_in(
        &self,
        now: Now,
        number: WindowNumber,
        clerk: ClerkCode,
        factor: Factor,
    ) -> Decided {
        let (plan, state) = self.window_of(number)?;
        self.check_lock(
            now.at,
            number,
            Some(clerk).filter(|_| factor == Factor::Pin),
        )?;
        self.check_post(plan, clerk)?;
        let answer = Answer::Window(number);
        if state.signed_in.is_some_and(|one| one.clerk == clerk) {
            let cards = Some(number).filter(|_| factor == Factor::Card);
            let events = self.forgiven(clerk, cards).into_iter().collect();
            return Ok(Decision { events, answer });
        }
        let mut events = self.leave_elsewhere(number, clerk)?;
        events.extend(Self::taken_over(number, state, clerk)?);
        events.push(Event::ClerkSignedIn {
            window: number,
            clerk,
            factor,
            works: state.stage != WindowStage::Closed && state.clerk != Some(clerk),
        });
        Ok(Decision { events, answer })
    }

    /// The proof was wrong; a PIN counts against its clerk, a card against the window.
    pub(super) fn note_wrong_sign_in(
        &self,
        now: Now,
        window: WindowNumber,
        clerk: Option<ClerkCode>,
    ) -> Decided {
        self.window_of(window)?;
        if let Some(clerk) = clerk {
            self.check_known(clerk)?;
        }
        // Whoever asks again while it is locked gains nothing, and harms the clerk no further.
        self.check_lock(now.at, window, clerk)?;
        let event = Event::SignInFailed { window, clerk };
        Ok(Decision::one(event, Answer::Window(window)))
    }

    /// Goes home, or to another window; the window closes.
    pub(super) fn sign_out(&self, number: WindowNumber) -> Decided {
        let (_, state) = self.window_of(number)?;
        if let Some(ticket) = state.hand.or_else(|| state.held.first().copied()) {
            return Err(Refusal::TicketInHand { ticket });
        }
        let events = match state.signed_in {
            Some(_) => self.leave(number, state, SignedOut::Left),
            None => Vec::new(),
        };
        let answer = Answer::Window(number);
        Ok(Decision { events, answer })
    }

    /// A manager knows the clerk who mistyped; the cards of the clerk's windows are free again too.
    pub(super) fn unlock_sign_in(&self, clerk: ClerkCode) -> Decided {
        self.check_known(clerk)?;
        let posts = self.rules().windows.iter();
        let posts = posts.filter(|(_, window)| window.is_post_of(clerk));
        let cards = posts.filter_map(|(number, _)| self.forgiven(clerk, Some(*number)));
        let mut events: Vec<Event> = cards.collect();
        if events.is_empty() {
            events.extend(self.forgiven(clerk, None));
        }
        Ok(Decision {
            events,
            answer: Answer::Done,
        })
    }

    /// What forgives a clerk's wrong PINs, and wrong cards at a window; none when there are none.
    fn forgiven(&self, clerk: ClerkCode, window: Option<WindowNumber>) -> Option<Event> {
        let has_cards = |number: &WindowNumber| {
            let state = self.windows.get(number);
            state.is_some_and(|state| state.card_tries.is_some())
        };
        let window = window.filter(has_cards);
        let is_due = window.is_some() || self.tries.contains_key(&clerk);
        is_due.then_some(Event::SignInUnlocked { clerk, window })
    }

    /// Whether a clerk may sign in at a window at all, whatever they show.
    ///
    /// # Errors
    ///
    /// The window or the clerk is not known, or the clerk has no post there.
    pub fn check_may_sign_in(&self, window: WindowNumber, clerk: ClerkCode) -> Result<(), Refusal> {
        if self.plan.is_none() {
            return Err(Refusal::DayNotOpen);
        }
        let (plan, _) = self.window_of(window)?;
        self.check_post(plan, clerk)
    }

    /// Whether somebody may try at all: a clerk's PIN, or without a clerk a card at this window.
    ///
    /// # Errors
    ///
    /// [`Refusal::SignInLocked`] with the minutes left.
    pub fn check_lock(
        &self,
        now: Time,
        window: WindowNumber,
        clerk: Option<ClerkCode>,
    ) -> Result<(), Refusal> {
        let tries: Option<Tries> = match clerk {
            Some(clerk) => self.tries.get(&clerk).copied(),
            None => self.windows.get(&window).and_then(|state| state.card_tries),
        };
        match tries.and_then(|tries| tries.locked_until(now)) {
            Some(until) => Err(Refusal::SignInLocked {
                minutes: (until - now).minutes_up(),
            }),
            None => Ok(()),
        }
    }

    /// A post of this window, or any clerk where the plan names none.
    pub(super) fn check_post(&self, plan: &Window, clerk: ClerkCode) -> Result<(), Refusal> {
        self.check_known(clerk)?;
        if plan.is_post_of(clerk) {
            Ok(())
        } else {
            Err(Refusal::ClerkNotHere)
        }
    }

    fn wants_sign_in(&self) -> bool {
        let plan = self.plan.as_ref();
        plan.is_some_and(|plan| plan.windows_rules.sign_in)
    }

    fn check_known(&self, clerk: ClerkCode) -> Result<(), Refusal> {
        if self.rules().clerks.contains_key(&clerk) {
            return Ok(());
        }
        Err(Refusal::UnknownClerk {
            clerk: clerk.to_string(),
        })
    }

    /// What signs the clerk out of another window.
    fn leave_elsewhere(
        &self,
        number: WindowNumber,
        clerk: ClerkCode,
    ) -> Result<Vec<Event>, Refusal> {
        let is_there =
            |(other, state): &(&WindowNumber, &WindowState)| **other != number && state.has(clerk);
        let Some((other, state)) = self.windows.iter().find(is_there) else {
            return Ok(Vec::new());
        };
        if state.hand.is_some() || !state.held.is_empty() {
            return Err(Refusal::ClerkElsewhere { window: *other });
        }
        Ok(self.leave(*other, state, SignedOut::Moved))
    }

    /// What signs out whoever else worked at this window.
    fn taken_over(
        window: WindowNumber,
        state: &WindowState,
        clerk: ClerkCode,
    ) -> Result<Option<Event>, Refusal> {
        let other = state.clerk.filter(|other| *other != clerk);
        if let Some(other) = other.filter(|_| state.hand.is_some()) {
            let clerk = other.to_string();
            return Err(Refusal::WindowTaken { clerk });
        }
        Ok(state.signed_in.map(|one| Event::ClerkSignedOut {
            window,
            clerk: one.clerk,
            why: SignedOut::TakenOver,
        }))
    }

    /// Closes a window and signs out who is there.
    fn leave(&self, window: WindowNumber, state: &WindowState, why: SignedOut) -> Vec<Event> {
        let mut events = Vec::new();
        if state.stage != WindowStage::Closed {
            events.extend(self.unbind(window));
            events.push(Event::WindowClosed { window });
        }
        events.extend(state.signed_in.map(|one| Event::ClerkSignedOut {
            window,
            clerk: one.clerk,
            why,
        }));
        events
    }

    /// Everybody goes home.
    pub(super) fn all_sign_out(&self) -> impl Iterator<Item = Event> + '_ {
        self.signed_in(|_| true)
    }

    /// Who never went home yesterday.
    pub(super) fn forgotten_sign_ins(&self, now: Now) -> impl Iterator<Item = Event> + '_ {
        self.signed_in(move |since| since + FORGOTTEN <= now.at)
    }

    fn signed_in(&self, ends: impl Fn(Time) -> bool) -> impl Iterator<Item = Event> {
        self.windows.iter().filter_map(move |(window, state)| {
            let one = state.signed_in.filter(|one| ends(one.since))?;
            Some(Event::ClerkSignedOut {
                window: *window,
                clerk: one.clerk,
                why: SignedOut::DayOver,
            })
        })
    }

    /// Sign-ins for which a new plan has no post: windows at work, which must stay as they are, and
    /// events for the others.
    pub(super) fn posts_gone(&self, plan: &Plan) -> (Vec<WindowNumber>, Vec<Event>) {
        let (mut busy, mut events) = (Vec::new(), Vec::new());
        for (window, state) in &self.windows {
            let Some(one) = state.signed_in else { continue };
            let known = plan.clerks.contains_key(&one.clerk);
            let has_post = |window: &Window| window.is_post_of(one.clerk);
            // Where nobody signs in any more, nobody stays signed in.
            let wanted = plan.windows_rules.sign_in || !self.wants_sign_in();
            let has_post = known && plan.windows.get(window).is_some_and(has_post);
            if wanted && has_post {
                continue;
            }
            if wanted && state.stage != WindowStage::Closed {
                busy.push(*window);
                continue;
            }
            events.push(Event::ClerkSignedOut {
                window: *window,
                clerk: one.clerk,
                why: SignedOut::PlanChanged,
            });
        }
        (busy, events)
    }

    /// Clerks who may not try at present, and windows where no card may.
    pub(super) fn locked_sign_ins(&self, now: Time) -> impl Iterator<Item = Alarm> + '_ {
        let locked = self.tries.iter();
        let locked = locked.filter(move |(_, tries)| tries.locked_until(now).is_some());
        let cards = self.windows.iter().filter(move |(_, state)| {
            let tries = state.card_tries;
            tries.is_some_and(|tries| tries.locked_until(now).is_some())
        });
        let cards = cards.map(|(window, _)| Alarm::CardsLocked(*window));
        let clerks = locked.map(|(clerk, _)| Alarm::SignInLocked(*clerk));
        clerks.chain(cards)
    }
}
