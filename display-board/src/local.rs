//! The hall's own time.

use hall_core::Time;
use hall_protocol::view::HallView;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

/// A moment on the hall's clock; an unknown zone cannot pass the plan's check.
pub(crate) fn local(hall: &HallView, moment: Time) -> Option<Zoned> {
    let zone = TimeZone::get(&hall.timezone).ok()?;
    let stamp = Timestamp::from_millisecond(moment.0).ok()?;
    Some(stamp.to_zoned(zone))
}

/// The minute of its day.
pub(crate) fn minute(local: &Zoned) -> u16 {
    (i16::from(local.hour()) * 60 + i16::from(local.minute())).unsigned_abs()
}
