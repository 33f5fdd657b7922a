//! The numbered invariants that concern the rules, as functions over a state or a step.
//!
//! They look at the hall naively, ticket by ticket and without its indexes, so that they do not
//! repeat the mistakes of the code they judge. Tests, the simulator and `verify` call them; the
//! numbers are those that every test and trace of this house uses (I1 to I31).

mod day;
mod numbers;
mod order;
mod rating;
mod states;
mod windows;

use crate::event::Event;
use crate::hall::Hall;
use crate::time::{Now, Time};
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

/// Something that must never be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Violation {
    /// Which invariant, "I11".
    pub invariant: &'static str,
    /// What is wrong, with the tickets, windows or numbers concerned.
    pub text: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.invariant, self.text)
    }
}

/// Everything that is wrong with a state by itself; empty for a sound one.
pub fn check(hall: &Hall) -> Vec<Violation> {
    let mut found = Findings::default();
    numbers::check(hall, &mut found);
    states::check(hall, &mut found);
    windows::check(hall, &mut found);
    day::check(hall, &mut found);
    rating::check(hall, &mut found);
    found.0
}

/// Everything that is wrong with `event` as the way from `before` to `after`.
pub fn check_step(before: &Hall, event: &Event, after: &Hall) -> Vec<Violation> {
    let step = Step {
        before,
        event,
        after,
    };
    let mut found = Findings::default();
    numbers::check_step(&step, &mut found);
    states::check_step(&step, &mut found);
    windows::check_step(&step, &mut found);
    order::check_step(&step, &mut found);
    day::check_step(&step, &mut found);
    rating::check_step(&step, &mut found);
    found.0
}

/// What must hold besides once `Tick` has nothing more to do at `now` (I14, L3).
pub fn check_settled(hall: &Hall, now: Now) -> Vec<Violation> {
    let mut found = Findings::default();
    windows::check_settled(hall, now, &mut found);
    found.0
}

/// Whether the journal, replayed from nothing, gives this very state (I8).
pub fn check_replay<'a>(
    hall: &Hall,
    journal: impl IntoIterator<Item = (&'a Event, Time)>,
) -> Vec<Violation> {
    let mut replayed = Hall::new();
    for (event, at) in journal {
        replayed.apply(event, at);
    }
    let mut found = Findings::default();
    found.expect("I8", replayed == *hall, || {
        "the replayed journal gives another state".into()
    });
    found.0
}

/// One applied event with the states around it.
struct Step<'a> {
    before: &'a Hall,
    event: &'a Event,
    after: &'a Hall,
}

/// Violations found so far.
#[derive(Default)]
struct Findings(Vec<Violation>);

impl Findings {
    /// Notes a violation unless `holds`; the text is made only then.
    fn expect(&mut self, invariant: &'static str, holds: bool, text: impl FnOnce() -> String) {
        if !holds {
            self.0.push(Violation {
                invariant,
                text: text(),
            });
        }
    }
}
