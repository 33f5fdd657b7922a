//! The hall's clock on a device: the server's last word, carried on by a monotonic clock.

use hall_core::{Span, Time};
use hall_protocol::Stamp;

/// The hall's time, known at one moment of a monotonic clock.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct HallClock {
    /// What the server said.
    pub at: Stamp,
    /// When it was heard, in milliseconds of the device's monotonic clock.
    pub heard_ms: u64,
    /// Hall seconds per real second.
    pub speed: u32,
}

impl HallClock {
    /// The hall's time at `now_ms` of the same monotonic clock.
    pub fn now(&self, now_ms: u64) -> Stamp {
        let real = now_ms.saturating_sub(self.heard_ms);
        let hall = real.saturating_mul(u64::from(self.speed));
        let Time(at) = self.at.0;
        let elapsed = Span(i64::try_from(hall).unwrap_or(i64::MAX));
        Stamp(Time(at.saturating_add(elapsed.0)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hall_clock_runs_at_the_speed_of_the_demo() {
        let clock = HallClock {
            at: Stamp(Time(1_000)),
            heard_ms: 50,
            speed: 30,
        };
        assert_eq!(clock.now(50), Stamp(Time(1_000)));
        assert_eq!(clock.now(1_050), Stamp(Time(31_000)));
        assert_eq!(
            clock.now(0),
            Stamp(Time(1_000)),
            "a moment before is not before"
        );
    }
}
