//! Who works where: clerks prove who they are at a window, and the journal keeps when.
//!
//! The core never sees a PIN or a card: it keeps the verifiers that the server made of them, opaque
//! here, and decides on what the server found. Wrong tries are counted in the journal too, so that
//! a restart forgets no lock.

use crate::code::ClerkCode;
use crate::time::{Span, Time};
use alloc::string::String;
use serde::{Deserialize, Serialize};

/// How a clerk proves who they are.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Factor {
    /// A number that only the clerk knows.
    Pin,
    /// A staff card that only the clerk has.
    Card,
}

/// What a clerk's proofs are checked against; none where the clerk has no such proof.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Credentials {
    /// Of the PIN.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pin: Option<String>,
    /// Of the card.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card: Option<String>,
}

impl Credentials {
    /// The verifier of one factor.
    pub fn of(&self, factor: Factor) -> Option<&str> {
        match factor {
            Factor::Pin => self.pin.as_deref(),
            Factor::Card => self.card.as_deref(),
        }
    }

    pub(crate) fn set(&mut self, factor: Factor, verifier: Option<String>) {
        match factor {
            Factor::Pin => self.pin = verifier,
            Factor::Card => self.card = verifier,
        }
    }
}

/// A clerk at a window, working or not.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SignedIn {
    /// Who.
    pub clerk: ClerkCode,
    /// Since when.
    pub since: Time,
}

/// Why a clerk is signed in no longer.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignedOut {
    /// The clerk signed out.
    Left,
    /// The clerk signed in at another window.
    Moved,
    /// Another clerk of this window signed in.
    TakenOver,
    /// The day was over, or the sign-in was forgotten the day before.
    DayOver,
    /// A new plan has no such post.
    PlanChanged,
}

/// Wrong tries in a row.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Tries {
    /// How many.
    pub wrong: u32,
    /// The last one.
    pub last: Time,
}

/// Wrong tries in a row that lock nothing yet.
const FREE_TRIES: u32 = 4;

/// The first lock. Every further wrong try doubles it, up to a day: a PIN of six digits withstands
/// a year of guessing at that rate with odds of 1 in 2,000 against it (RELIABILITY 8).
const FIRST_LOCK: Span = Span::minutes(15);

/// A quarter of an hour doubled this often is more than a day.
const DOUBLINGS_MAX: u32 = 7;

const LONGEST_LOCK: Span = Span::minutes(24 * 60);

impl Tries {
    /// Until when nobody may try again; none when somebody may at `now`.
    pub fn locked_until(self, now: Time) -> Option<Time> {
        let beyond = self.wrong.checked_sub(FREE_TRIES + 1)?;
        let lock = FIRST_LOCK.0 << beyond.min(DOUBLINGS_MAX);
        let until = self.last + Span(lock.min(LONGEST_LOCK.0));
        (until > now).then_some(until)
    }

    pub(crate) fn one_more(&mut self, at: Time) {
        self.wrong = self.wrong.saturating_add(1);
        self.last = at;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fifth_wrong_try_locks_and_each_further_one_twice_as_long_up_to_a_day() {
        let minutes = |wrong| {
            let tries = Tries {
                wrong,
                last: Time(0),
            };
            tries.locked_until(Time(0)).map(|until| until.0 / 60_000)
        };
        let locks = [0, 4, 5, 6, 7, 11, 12, 40].map(minutes);
        let expected = [
            None,
            None,
            Some(15),
            Some(30),
            Some(60),
            Some(960),
            Some(1440),
            Some(1440),
        ];
        assert_eq!(locks, expected);
    }

    #[test]
    fn a_lock_ends_at_its_minute() {
        let tries = Tries {
            wrong: 5,
            last: Time(1_000),
        };
        let until = Time(1_000 + 15 * 60_000);
        assert_eq!(tries.locked_until(Time(until.0 - 1)), Some(until));
        assert_eq!(tries.locked_until(until), None);
    }

    #[test]
    fn a_year_of_guessing_is_fewer_than_four_hundred_tries() {
        let year = Time(365 * 24 * 3_600_000);
        let (mut tries, mut now, mut guesses) = (Tries::default(), Time(0), 0);
        while now < year {
            tries.one_more(now);
            guesses += 1;
            now = tries.locked_until(now).unwrap_or(now);
        }
        assert!((365..400).contains(&guesses), "{guesses}");
    }
}
