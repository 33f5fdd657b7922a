//! When and where calls are shown and not said, as the hall's plan wants it.

use hall_core::Time;
use hall_core::code::ZoneCode;
use hall_protocol::view::HallView;
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// Quiet hours and silent zones.
#[derive(Clone, Debug)]
pub(crate) struct Quiet {
    zone: TimeZone,
    /// Local minutes from and to.
    hours: Vec<(u16, u16)>,
    zones: Vec<ZoneCode>,
}

impl Default for Quiet {
    fn default() -> Self {
        Self {
            zone: TimeZone::UTC,
            hours: Vec::new(),
            zones: Vec::new(),
        }
    }
}

impl Quiet {
    /// As the hall says.
    pub(crate) fn of(hall: &HallView) -> Self {
        Self {
            // A zone that this machine does not know would silence the wrong hours: none at all.
            hours: match TimeZone::get(&hall.timezone) {
                Ok(_) => hall.voice.quiet.clone(),
                Err(_) => Vec::new(),
            },
            zone: TimeZone::get(&hall.timezone).unwrap_or(TimeZone::UTC),
            zones: hall.voice.silent_zones.clone(),
        }
    }

    /// Whether nothing is said in this zone.
    pub(crate) fn is_silent(&self, zone: ZoneCode) -> bool {
        self.zones.contains(&zone)
    }

    /// Whether nothing is said now.
    pub(crate) fn is_at(&self, now: Time) -> bool {
        if self.hours.is_empty() {
            return false;
        }
        let Ok(now) = Timestamp::from_millisecond(now.0) else {
            return false;
        };
        let now = now.to_zoned(self.zone.clone());
        let minute = i32::from(now.hour()) * 60 + i32::from(now.minute());
        let mut hours = self.hours.iter();
        hours.any(|(from, to)| (i32::from(*from)..i32::from(*to)).contains(&minute))
    }
}
