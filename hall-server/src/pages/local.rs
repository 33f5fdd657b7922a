//! Time as people in the hall read it.

use hall_core::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

/// The hall's time zone, for showing only.
#[derive(Clone, Debug)]
pub struct LocalTime {
    zone: TimeZone,
}

impl LocalTime {
    /// The zone of an IANA name; UTC when it is unknown, which a valid plan rules out.
    pub fn new(timezone: &str) -> Self {
        Self {
            zone: TimeZone::get(timezone).unwrap_or(TimeZone::UTC),
        }
    }

    /// `10:42`.
    pub fn clock(&self, at: Time) -> String {
        let local = self.zoned(at);
        format!("{:02}:{:02}", local.hour(), local.minute())
    }

    /// `10:42:07`.
    pub fn clock_seconds(&self, at: Time) -> String {
        format!("{}:{:02}", self.clock(at), self.zoned(at).second())
    }

    /// The local date.
    pub fn date(&self, at: Time) -> Date {
        date_of(&self.zoned(at))
    }

    /// Hours from local midnight of `day` by the clock on the wall; 24 and more after midnight.
    pub fn hour_of(&self, day: Date, at: Time) -> i32 {
        let local = self.zoned(at);
        (date_of(&local).0 - day.0) * 24 + i32::from(local.hour())
    }

    /// The moment at which the clock on the wall shows `minute` of `day`; none when no calendar
    /// has it. A minute that a change of clocks skips is the first moment after the gap.
    pub fn moment(&self, day: Date, minute: u16) -> Option<Time> {
        let later = Date(day.0.checked_add(i32::from(minute / 1440))?);
        let (year, month, of_month) = later.civil();
        let date = jiff::civil::Date::new(
            i16::try_from(year).ok()?,
            i8::try_from(month).ok()?,
            i8::try_from(of_month).ok()?,
        );
        let hour = i8::try_from(minute / 60 % 24).ok()?;
        let local = date.ok()?.at(hour, i8::try_from(minute % 60).ok()?, 0, 0);
        let zoned = local.to_zoned(self.zone.clone()).ok()?;
        Some(Time(zoned.timestamp().as_millisecond()))
    }

    /// The moment that a form's `2026-03-03T10:42` means; none when it is no time, or one that a
    /// change of clocks skips.
    pub fn read(&self, text: &str) -> Option<Time> {
        let civil: jiff::civil::DateTime = text.parse().ok()?;
        let zoned = self.zone.to_ambiguous_zoned(civil).unambiguous().ok()?;
        Some(Time(zoned.timestamp().as_millisecond()))
    }

    /// `2026-03-05 10:42`, for a moment that may be on another day or in another year.
    pub fn day_and_clock(&self, at: Time) -> String {
        self.zoned(at).strftime("%Y-%m-%d %H:%M").to_string()
    }

    fn zoned(&self, at: Time) -> Zoned {
        // Times outside the years 1 to 9999 do not occur.
        let at = Timestamp::from_millisecond(at.0).unwrap_or(Timestamp::UNIX_EPOCH);
        at.to_zoned(self.zone.clone())
    }
}

fn date_of(local: &Zoned) -> Date {
    Date::from_civil(
        i32::from(local.year()),
        local.month() as u32,
        local.day() as u32,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wall_clock_shows_local_time_and_finds_back() {
        let local = LocalTime::new("Asia/Shanghai");
        let at = Time(1_772_505_480_123);
        assert_eq!(local.clock_seconds(at), "10:38:00");
        assert_eq!(local.date(at).to_string(), "2026-03-03");
        assert_eq!(
            local.moment(local.date(at), 10 * 60 + 38),
            Some(Time(1_772_505_480_000))
        );
    }

    #[test]
    fn what_a_form_says_is_local_time_and_rubbish_is_none() {
        let local = LocalTime::new("Asia/Shanghai");
        let at = local.read("2026-03-03T10:38");
        assert_eq!(at, Some(Time(1_772_505_480_000)));
        assert_eq!(
            at.map(|at| local.day_and_clock(at)).as_deref(),
            Some("2026-03-03 10:38")
        );
        for rubbish in ["", "10:38", "2026-02-30T10:38", "tomorrow"] {
            assert_eq!(local.read(rubbish), None, "{rubbish}");
        }
    }

    #[test]
    fn hours_count_on_past_midnight() {
        let local = LocalTime::new("Asia/Shanghai");
        let day = local.date(Time(1_772_505_480_123));
        let late = local
            .moment(day, 25 * 60 + 5)
            .expect("the calendar has that day");
        assert_eq!(local.hour_of(day, late), 25);
    }
}
