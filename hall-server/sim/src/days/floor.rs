//! The floor of the hall: who stands where with which number. Known to people, not to programs.

use super::story::{Guest, Story};
use std::collections::BTreeMap;
use std::ops::Range;

/// The floor.
#[derive(Debug, Default)]
pub(super) struct Floor {
    /// People, by their place in the story.
    pub(super) people: Vec<Person>,
    /// The latest holder of a number; a wrapping series gives it to others later.
    holders: BTreeMap<String, usize>,
    /// So many of the last ones come on the second day.
    tomorrow: usize,
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
    /// People who are to come, those who come when they are invited, and those of a night.
    pub(super) fn new(story: &Story) -> Self {
        let night = story.night.as_ref();
        let of_night = night.map(|night| night.late.iter().chain(&night.morrow));
        let today = story.guests.iter().chain(&story.reserve);
        let people = today.chain(of_night.into_iter().flatten());
        let people = people.map(|guest| Person {
            guest: guest.clone(),
            doing: Doing::Away,
            number: None,
            heard: 0,
            due_ms: guest.at_ms,
        });
        Self {
            people: people.collect(),
            holders: BTreeMap::new(),
            tomorrow: story.night.as_ref().map_or(0, |night| night.morrow.len()),
        }
    }

    /// The hall empties; numbers of today say nothing tomorrow.
    pub(super) fn clear(&mut self) {
        self.holders.clear();
        let tomorrow = self.of_tomorrow();
        for person in &mut self.people[..tomorrow.start] {
            person.doing = Doing::Gone;
        }
    }

    /// Those who come to a kiosk that is cut off when the day ends.
    pub(super) fn of_evening(&self, story: &Story) -> Range<usize> {
        story.guests.len() + story.reserve.len()..self.of_tomorrow().start
    }

    /// Those who come on the second day.
    pub(super) fn of_tomorrow(&self) -> Range<usize> {
        self.people.len() - self.tomorrow..self.people.len()
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
