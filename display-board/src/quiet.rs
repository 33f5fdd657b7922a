//! When and where calls are shown and not said, as the hall's plan wants it.

use crate::local::{local, minute};
use hall_core::Time;
use hall_core::code::ZoneCode;
use hall_protocol::view::HallView;

/// Minutes of a day.
const DAY: u16 = 24 * 60;

/// Whether nothing is said in the hall now. Where the hall's time is not known, any hour would be
/// the wrong one: none is quiet.
pub(crate) fn is_quiet_at(hall: &HallView, now: Time) -> bool {
    let Some(now) = local(hall, now) else {
        return false;
    };
    // A span may go on after midnight: 25:00 is one o'clock of the next day.
    let minutes = [minute(&now), minute(&now) + DAY];
    let mut spans = hall.voice.quiet.iter();
    spans.any(|(from, to)| minutes.iter().any(|minute| (from..to).contains(&minute)))
}

/// Whether nothing is ever said in this zone.
pub(crate) fn is_silent(hall: &HallView, zone: ZoneCode) -> bool {
    hall.voice.silent_zones.contains(&zone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{T0, welcome};

    /// Whether these spans make this minute of the day quiet.
    fn is_quiet(quiet: &[(u16, u16)], minute: i64) -> bool {
        let mut hall = welcome(1).hall;
        hall.voice.quiet = quiet.to_vec();
        // The hall's clock says 10:42 at T0.
        is_quiet_at(&hall, Time(T0 + (minute - 642) * 60_000))
    }

    #[test]
    fn a_span_over_midnight_is_quiet_on_both_sides_of_it() {
        let night = [(22 * 60, 25 * 60)];
        for (minute, quiet) in [
            (21 * 60 + 59, false),
            (22 * 60, true),
            (23 * 60 + 59, true),
            (24 * 60, true),
            (24 * 60 + 59, true),
            (25 * 60, false),
            (30, true),
            (60, false),
        ] {
            assert_eq!(is_quiet(&night, minute), quiet, "minute {minute}");
        }
    }

    #[test]
    fn a_span_within_a_day_is_quiet_from_its_first_minute_to_before_its_last() {
        let noon = [(6 * 60, 7 * 60), (12 * 60, 14 * 60)];
        for (minute, quiet) in [(719, false), (720, true), (839, true), (840, false)] {
            assert_eq!(is_quiet(&noon, minute), quiet, "minute {minute}");
        }
        assert!(!is_quiet(&[], 720));
    }

    #[test]
    fn a_hall_whose_time_is_not_known_speaks() {
        let mut hall = welcome(1).hall;
        hall.voice.quiet = vec![(0, 2 * DAY)];
        assert!(is_quiet_at(&hall, Time(T0)));
        hall.timezone = "Nowhere/Else".to_owned();
        assert!(!is_quiet_at(&hall, Time(T0)));
    }
}
