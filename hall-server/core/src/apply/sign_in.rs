//! Clerks come and go.

use crate::code::{ClerkCode, WindowNumber};
use crate::event::Event;
use crate::hall::Hall;
use crate::limits::CREDENTIALS_MAX;
use crate::sign_in::{Factor, SignedIn};
use crate::time::Time;

impl Hall {
    pub(super) fn apply_sign_in(&mut self, event: &Event, at: Time) {
        match event {
            Event::CredentialSet {
                clerk,
                factor,
                verifier,
            } => {
                let credentials = self.credentials.entry(*clerk).or_default();
                credentials.set(*factor, verifier.clone());
                self.tries.remove(clerk);
                let plan = self.plan.as_ref();
                if let Some(plan) = plan.filter(|_| self.credentials.len() > CREDENTIALS_MAX) {
                    self.credentials
                        .retain(|clerk, _| plan.clerks.contains_key(clerk));
                }
            }
            Event::ClerkSignedIn {
                window,
                clerk,
                factor,
                works,
            } => {
                let signed_in = SignedIn {
                    clerk: *clerk,
                    since: at,
                };
                let state = self.window_mut(*window);
                state.signed_in = Some(signed_in);
                if *factor == Factor::Card {
                    state.card_tries = None;
                }
                if *works {
                    state.opened(Some(*clerk), at);
                }
                self.tries.remove(clerk);
            }
            Event::ClerkSignedOut { window, clerk, .. } => self.sign_out_of(*window, *clerk),
            Event::SignInFailed {
                clerk: Some(clerk), ..
            } => self.tries.entry(*clerk).or_default().one_more(at),
            Event::SignInFailed {
                window,
                clerk: None,
            } => {
                let tries = &mut self.window_mut(*window).card_tries;
                tries.get_or_insert_default().one_more(at);
            }
            Event::SignInUnlocked { clerk, window } => {
                self.tries.remove(clerk);
                if let Some(window) = window {
                    self.window_mut(*window).card_tries = None;
                }
            }
            _ => unreachable!("only what concerns sign-in comes here"),
        }
    }

    fn sign_out_of(&mut self, window: WindowNumber, clerk: ClerkCode) {
        let state = self.window_mut(window);
        assert!(
            state.signed_in.is_some_and(|one| one.clerk == clerk),
            "only who is signed in signs out"
        );
        state.signed_in = None;
    }
}
