//! The time before the server is heard: the computer's clock, as far as it can be right.
//!
//! A computer whose clock battery is empty starts years or a day behind. The journal knows when the
//! server was heard last, and nobody lives before that: a wrong clock must not close the hall.

use hall_core::Time;

/// Stands in for the hall's clock.
#[derive(Clone, Copy, Debug)]
pub(super) struct StandIn {
    clock: fn() -> Time,
    /// It was at least this late ...
    floor: Time,
    /// ... at this moment of the monotonic clock.
    since_ms: u64,
}

impl StandIn {
    /// The computer's clock, and the last contact with the server that the journal knows of.
    pub(super) fn new(clock: fn() -> Time, contact: Option<Time>, mono_ms: u64) -> Self {
        Self {
            clock,
            floor: contact.map_or(clock(), |contact| contact.max(clock())),
            since_ms: mono_ms,
        }
    }

    /// The time; it follows a clock that is put right and no clock that is put back.
    pub(super) fn at(&self, mono_ms: u64) -> Time {
        let passed = i64::try_from(mono_ms.saturating_sub(self.since_ms)).unwrap_or(0);
        (self.clock)().max(Time(self.floor.0.saturating_add(passed)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    thread_local!(static WALL: Cell<i64> = const { Cell::new(0) });

    fn wall() -> Time {
        Time(WALL.get())
    }

    const DAY: i64 = 86_400_000;

    #[test]
    fn a_clock_that_is_a_day_behind_the_last_contact_does_not_take_the_day_back() {
        WALL.set(DAY);
        let clock = StandIn::new(wall, Some(Time(2 * DAY)), 500);
        assert_eq!(clock.at(500), Time(2 * DAY));
        assert_eq!(clock.at(1_500), Time(2 * DAY + 1_000));
    }

    #[test]
    fn a_clock_that_is_put_back_is_not_followed_and_one_that_is_put_right_is() {
        WALL.set(2 * DAY);
        let clock = StandIn::new(wall, None, 0);
        WALL.set(DAY);
        assert_eq!(clock.at(1_000), Time(2 * DAY + 1_000));
        WALL.set(3 * DAY);
        assert_eq!(clock.at(1_000), Time(3 * DAY));
    }
}
