//! The floor of the hall: who stands where with which number. Known to people, not to programs.

use super::story::Guest;
use std::collections::BTreeMap;

/// The floor.
#[derive(Debug, Default)]
pub(super) struct Floor {
    /// People, by their place in the story.
    pub(super) people: Vec<Person>,
    /// The latest holder of a number; a wrapping series gives it to others later.
    holders: BTreeMap<String, usize>,
}

/// A person in the hall.
#[derive(Clone, Debug)]
pub(super) struct Person {
    /// Who.
    pub(super) guest: Guest,
    /// What is going on.
    pub(super) doing: Doing,
    /// The number on the paper or on the screen.
    pub(super) number: Option<String>,
    /// Calls that were heard.
    pub(super) heard: u32,
    /// When the person does the next thing; an earlier plan is given up.
    pub(super) due_ms: u64,
}

/// What a person does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Doing {
    /// Not here yet.
    Away,
    /// Before a kiosk.
    Taking,
    /// Sits and waits.
    Waiting,
    /// Walks to a window.
    Walking(u16),
    /// Stands at a window.
    At(u16),
    /// Gone.
    Gone,
}

impl Floor {
    /// People who are to come, and those who come when they are invited.
    pub(super) fn new(guests: &[Guest], reserve: &[Guest]) -> Self {
        let people = guests.iter().chain(reserve).map(|guest| Person {
            guest: guest.clone(),
            doing: Doing::Away,
            number: None,
            heard: 0,
            due_ms: guest.at_ms,
        });
        Self {
            people: people.collect(),
            holders: BTreeMap::new(),
        }
    }

    /// A person learns the number.
    pub(super) fn gave(&mut self, guest: usize, number: &str) {
        let person = &mut self.people[guest];
        person.number = Some(number.to_owned());
        if person.doing == Doing::Taking {
            person.doing = Doing::Waiting;
        }
        self.holders.insert(number.to_owned(), guest);
    }

    /// Who holds a number, if anybody is still here with it.
    pub(super) fn holder(&self, number: &str) -> Option<usize> {
        let guest = *self.holders.get(number)?;
        let person = &self.people[guest];
        (person.doing != Doing::Gone && person.number.as_deref() == Some(number)).then_some(guest)
    }

    /// A call is heard; who goes there, if somebody does.
    pub(super) fn heard(&mut self, number: &str, window: u16) -> Option<usize> {
        let guest = self.holder(number)?;
        let person = &mut self.people[guest];
        person.heard += 1;
        // Who does not come to the first call may come after it was missed.
        let comes = person.guest.comes || person.heard > 3;
        if !comes || !matches!(person.doing, Doing::Waiting) {
            return None;
        }
        person.doing = Doing::Walking(window);
        Some(guest)
    }

    /// A person on the way has arrived.
    pub(super) fn arrives(&mut self, guest: usize) {
        if let Doing::Walking(window) = self.people[guest].doing {
            self.people[guest].doing = Doing::At(window);
        }
    }

    /// Whether the holder of a number stands at a window.
    pub(super) fn stands(&self, number: &str, window: u16) -> bool {
        self.holder(number)
            .is_some_and(|guest| self.people[guest].doing == Doing::At(window))
    }

    /// The clerk has finished with a person.
    pub(super) fn leaves(&mut self, number: &str) {
        if let Some(guest) = self.holder(number) {
            self.people[guest].doing = Doing::Gone;
        }
    }

    /// The clerk sends a person back to a chair.
    pub(super) fn sits(&mut self, number: &str) {
        if let Some(guest) = self.holder(number) {
            self.people[guest].doing = Doing::Waiting;
        }
    }

    /// The guest behind a number, for drawing how long the service takes.
    pub(super) fn guest(&self, number: &str) -> Option<&Guest> {
        let guest = *self.holders.get(number)?;
        Some(&self.people[guest].guest)
    }
}
