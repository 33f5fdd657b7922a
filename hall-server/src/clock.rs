//! The hall's clock: the only place where time comes in.
//!
//! Durations come from the monotonic clock, labels from the wall clock read once at start, so a
//! step of the wall clock never moves the hall back. The demo runs it faster, tests and the demo
//! day set it by hand.

use hall_core::planted::{self, Bug};
use hall_core::{Date, Now, Time};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

/// A clock in the plan's time zone.
#[derive(Debug)]
pub struct Clock {
    zone: TimeZone,
    source: Source,
}

#[derive(Debug)]
enum Source {
    /// Runs by itself from `base`, `speed` hall seconds per real second.
    Running {
        base: Time,
        since: Instant,
        speed: u32,
    },
    /// Stands still until it is set.
    Manual {
        now: AtomicI64,
        /// Where virtual instants count from: hall time moves them, too.
        instants: Option<(Time, Instant)>,
    },
}

impl Clock {
    /// The real clock, or a practice clock that starts at `start` and runs at `speed`.
    pub fn running(zone: TimeZone, start: Option<Time>, speed: u32) -> Self {
        let base = start.unwrap_or_else(|| Time(Timestamp::now().as_millisecond()));
        Self {
            zone,
            source: Source::Running {
                base,
                since: Instant::now(),
                speed: speed.max(1),
            },
        }
    }

    /// A clock that shows what it is told.
    pub fn manual(zone: TimeZone, at: Time) -> Self {
        Self {
            zone,
            source: Source::Manual {
                now: AtomicI64::new(at.0),
                instants: None,
            },
        }
    }

    /// A clock set by hand that also moves [`instant`](Self::instant): all time is virtual.
    pub fn simulated(zone: TimeZone, at: Time) -> Self {
        Self {
            zone,
            source: Source::Manual {
                now: AtomicI64::new(at.0),
                instants: Some((at, Instant::now())),
            },
        }
    }

    /// Sets a manual clock; it never goes back, and a running clock does not listen.
    pub fn set(&self, at: Time) {
        if let Source::Manual { now, .. } = &self.source {
            now.fetch_max(at.0, Ordering::SeqCst);
        }
    }

    /// Whether the clock is set by hand.
    pub const fn is_manual(&self) -> bool {
        matches!(self.source, Source::Manual { .. })
    }

    /// Hall seconds per real second.
    pub const fn speed(&self) -> u32 {
        match self.source {
            Source::Running { speed, .. } => speed,
            Source::Manual { .. } => 1,
        }
    }

    /// The moment.
    pub fn time(&self) -> Time {
        match &self.source {
            Source::Running { base, since, speed } => {
                let elapsed = i64::try_from(since.elapsed().as_millis()).unwrap_or(i64::MAX / 64);
                Time(base.0 + elapsed * i64::from(*speed))
            }
            Source::Manual { now, .. } => Time(now.load(Ordering::SeqCst)),
        }
    }

    /// The moment with its local date and minute.
    pub fn now(&self) -> Now {
        self.local(self.time())
    }

    /// Any moment with its local date and minute.
    pub fn local(&self, at: Time) -> Now {
        let zoned = timestamp(at).to_zoned(self.zone.clone());
        let date = Date::from_civil(
            i32::from(zoned.year()),
            zoned.month() as u32,
            zoned.day() as u32,
        );
        Now {
            at,
            date,
            minute: zoned.hour() as u16 * 60 + zoned.minute() as u16,
        }
    }

    /// The monotonic clock, for silences and limits of real time.
    pub fn instant(&self) -> Instant {
        match &self.source {
            Source::Manual {
                now,
                instants: Some((first, base)),
            } => {
                let passed = now.load(Ordering::SeqCst) - first.0;
                *base + Duration::from_millis(u64::try_from(passed).unwrap_or(0))
            }
            _ => Instant::now(),
        }
    }

    /// The plan's time zone.
    pub const fn zone(&self) -> &TimeZone {
        &self.zone
    }
}

/// Where the hall's clock begins: journal time never goes back, also over a restart (I26).
pub fn begins_at(wall: Time, last: Time) -> Time {
    if planted::is(Bug::ClockGoesBack) {
        return wall;
    }
    wall.max(last)
}

/// A hall time as a timestamp; times outside year 1 to 9999 do not occur.
pub fn timestamp(at: Time) -> Timestamp {
    Timestamp::from_millisecond(at.0).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// The time zone of a plan.
pub fn zone(name: &str) -> Option<TimeZone> {
    TimeZone::get(name).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manual_clock_shows_local_date_and_minute_and_never_goes_back() {
        let zone = zone("Asia/Shanghai").expect("bundled zones know Shanghai");
        let clock = Clock::manual(zone, Time(1_772_505_480_123));
        clock.set(Time(0));
        let now = clock.now();
        assert_eq!(
            (now.date.to_string().as_str(), now.minute),
            ("2026-03-03", 10 * 60 + 38)
        );
    }
}
