//! The time before the server is heard: the computer's clock, where it can be right.
//!
//! A computer whose clock battery is empty starts a day or years behind. The journal knows when the
//! server was heard last, and nobody lives before that. Such a clock names no day: a number of the
//! wrong day is called by nobody.

use hall_core::{Span, Time};

/// Stands in for the hall's clock.
#[derive(Clone, Copy, Debug)]
pub(super) struct StandIn {
    clock: fn() -> Time,
    /// The last contact with the server that the journal knows of.
    contact: Option<Time>,
}

impl StandIn {
    pub(super) fn new(clock: fn() -> Time, contact: Option<Time>) -> Self {
        Self { clock, contact }
    }

    /// The time, never before the last contact; none while the clock is far behind it, until
    /// somebody puts it right.
    pub(super) fn now(&self) -> Option<Time> {
        let now = (self.clock)();
        let contact = self.contact.unwrap_or(now);
        (now + SLOW >= contact).then_some(now.max(contact))
    }
}

/// Clocks that were set by hand are behind by minutes; an empty battery costs more.
const SLOW: Span = Span::minutes(60);

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    thread_local!(static WALL: Cell<i64> = const { Cell::new(0) });

    fn wall() -> Time {
        Time(WALL.get())
    }

    #[test]
    fn a_clock_far_behind_the_last_contact_says_nothing_until_it_is_put_right() {
        let contact = Time(86_400_000);
        let clock = StandIn::new(wall, Some(contact));
        WALL.set(contact.0 - SLOW.0 - 1);
        assert_eq!(clock.now(), None);
        WALL.set(contact.0 + 1);
        assert_eq!(clock.now(), Some(Time(contact.0 + 1)));
        WALL.set(0);
        assert_eq!(clock.now(), None);
    }

    #[test]
    fn a_clock_that_is_a_little_slow_begins_with_the_last_contact() {
        let contact = Time(86_400_000);
        let clock = StandIn::new(wall, Some(contact));
        for behind in [0, 1, SLOW.0] {
            WALL.set(contact.0 - behind);
            assert_eq!(clock.now(), Some(contact));
        }
    }

    #[test]
    fn before_the_first_contact_every_clock_is_believed_and_followed() {
        WALL.set(5_000);
        let clock = StandIn::new(wall, None);
        assert_eq!(clock.now(), Some(Time(5_000)));
        WALL.set(3_000);
        assert_eq!(clock.now(), Some(Time(3_000)));
    }
}
