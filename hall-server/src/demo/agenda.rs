//! What is to happen, earliest first; what is due at the same moment, in the order it was planned.

use hall_core::Time;
use hall_core::code::{TicketId, WindowNumber};
use std::collections::BTreeMap;

/// Something a virtual person does, or the hall's minute.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Act {
    /// A minute of the hall: time acts, clerks look at their screens.
    Minute,
    /// A visitor takes a number for one of the matters.
    Take { visitor: usize, errand: usize },
    /// A visitor who still waits gives up.
    GiveUp(TicketId),
    /// A clerk opens the window.
    Open(WindowNumber),
    /// A clerk wants a rest, by its place in the habits.
    Rest(WindowNumber, usize),
    /// A rest is over.
    Back(WindowNumber),
    /// A clerk calls the next one.
    Next(WindowNumber),
    /// A called person arrives at the window.
    Arrive(WindowNumber, TicketId),
    /// A called person has not come: again, or missed.
    Again(WindowNumber, TicketId),
    /// A person leaves the window for a moment.
    Leave(WindowNumber, TicketId),
    /// That person is back.
    Return(WindowNumber, TicketId),
    /// The work is done.
    Done(WindowNumber, TicketId),
    /// The citizen presses the pad.
    Rate(WindowNumber, TicketId),
    /// A missed person comes to the guide desk.
    Guide(TicketId),
}

/// The agenda.
#[derive(Debug, Default)]
pub(super) struct Agenda {
    acts: BTreeMap<(Time, u64), Act>,
    planned: u64,
}

impl Agenda {
    /// Plans an act.
    pub(super) fn plan(&mut self, at: Time, act: Act) {
        self.acts.insert((at, self.planned), act);
        self.planned += 1;
    }

    /// When the next act is due.
    pub(super) fn due(&self) -> Option<Time> {
        self.acts.first_key_value().map(|((at, _), _)| *at)
    }

    /// Takes the next act.
    pub(super) fn take(&mut self) -> Option<(Time, Act)> {
        self.acts.pop_first().map(|((at, _), act)| (at, act))
    }

    /// Whether anything but the hall's minutes is left.
    pub(super) fn is_quiet(&self) -> bool {
        self.acts.values().all(|act| *act == Act::Minute)
    }
}
