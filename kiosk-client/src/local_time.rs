//! The hall's local time as paper shows it.

use hall_protocol::Stamp;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

/// `2026-03-03 10:38` in an IANA time zone; with ` UTC` behind it where the zone is not known.
pub(crate) fn show(stamp: Stamp, timezone: &str) -> String {
    let (zone, mark) = match TimeZone::get(timezone) {
        Ok(zone) => (zone, ""),
        Err(_) => (TimeZone::UTC, " UTC"),
    };
    let moment = Timestamp::from_millisecond(stamp.0.0).unwrap_or(Timestamp::UNIX_EPOCH);
    format!("{}{mark}", moment.to_zoned(zone).strftime("%Y-%m-%d %H:%M"))
}

/// `10:38` in an IANA time zone, in UTC where it is not known.
pub(crate) fn clock(stamp: Stamp, timezone: &str) -> String {
    local(stamp, timezone).strftime("%H:%M").to_string()
}

/// Minutes since midnight in an IANA time zone, in UTC where it is not known.
pub(crate) fn minute(stamp: Stamp, timezone: &str) -> u16 {
    let local = local(stamp, timezone);
    u16::from(local.hour().unsigned_abs()) * 60 + u16::from(local.minute().unsigned_abs())
}

/// The year in an IANA time zone, in UTC where it is not known.
pub(crate) fn year(stamp: Stamp, timezone: &str) -> i32 {
    local(stamp, timezone).year().into()
}

fn local(stamp: Stamp, timezone: &str) -> Zoned {
    let zone = TimeZone::get(timezone).unwrap_or(TimeZone::UTC);
    let moment = Timestamp::from_millisecond(stamp.0.0).unwrap_or(Timestamp::UNIX_EPOCH);
    moment.to_zoned(zone)
}

/// `16:40` of local minutes.
pub(crate) fn minutes(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paper_shows_the_time_on_the_wall_of_the_hall() {
        let stamp: Stamp = "2026-03-03T02:38:00Z".parse().expect("a stamp");
        assert_eq!(show(stamp, "Asia/Shanghai"), "2026-03-03 10:38");
        assert_eq!(show(stamp, "Nowhere"), "2026-03-03 02:38 UTC");
    }
}
