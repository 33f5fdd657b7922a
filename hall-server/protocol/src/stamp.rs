//! A moment on the wire: RFC 3339 in UTC with milliseconds.

use alloc::borrow::Cow;
use alloc::string::{String, ToString};
use core::fmt;
use core::str::FromStr;
use hall_core::{Date, Time};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A moment, written `2026-03-03T02:38:00.123Z`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Stamp(pub Time);

const DAY_MS: i64 = 86_400_000;

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ms = self.0.0;
        let date = Date(i32::try_from(ms.div_euclid(DAY_MS)).unwrap_or(i32::MAX));
        let rest = ms.rem_euclid(DAY_MS);
        let (hour, minute) = (rest / 3_600_000, rest / 60_000 % 60);
        let (second, milli) = (rest / 1000 % 60, rest % 1000);
        write!(f, "{date}T{hour:02}:{minute:02}:{second:02}.{milli:03}Z")
    }
}

/// A text that is no stamp.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadStamp;

impl fmt::Display for BadStamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a moment is written like 2026-03-03T02:38:00.123Z")
    }
}

impl core::error::Error for BadStamp {}

impl FromStr for Stamp {
    type Err = BadStamp;

    /// Reads RFC 3339 with `Z` or a numeric offset, with or without a fraction. In UTC the moment
    /// lies in the years 0000 to 9999, because no other one can be written.
    fn from_str(text: &str) -> Result<Self, BadStamp> {
        let (date, rest) = text.split_once(['T', 't', ' ']).ok_or(BadStamp)?;
        let date: Date = date.parse().map_err(|_| BadStamp)?;
        let zone_at = rest.find(['Z', 'z', '+', '-']).ok_or(BadStamp)?;
        let (clock, zone) = rest.split_at(zone_at);
        let offset_minutes = offset(zone)?;
        let (clock, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
        let mut parts = clock.split(':');
        let mut next = |below: i64| {
            let part = parts
                .next()
                .filter(|part| part.len() == 2)
                .ok_or(BadStamp)?;
            digits(part).filter(|n| *n < below).ok_or(BadStamp)
        };
        let (hour, minute, second) = (next(24)?, next(60)?, next(61)?);
        if parts.next().is_some() || digits(fraction).is_none() {
            return Err(BadStamp);
        }
        let milli: String = fraction.chars().chain("00".chars()).take(3).collect();
        let milli = digits(&milli).ok_or(BadStamp)?;
        let seconds = (hour * 60 + minute - offset_minutes) * 60 + second;
        let ms = i64::from(date.0) * DAY_MS + seconds * 1000 + milli;
        let (first, after) = (Date::from_civil(0, 1, 1), Date::from_civil(10_000, 1, 1));
        let years = i64::from(first.0) * DAY_MS..i64::from(after.0) * DAY_MS;
        if years.contains(&ms) {
            Ok(Self(Time(ms)))
        } else {
            Err(BadStamp)
        }
    }
}

fn digits(text: &str) -> Option<i64> {
    let plain = !text.is_empty() && text.len() <= 9 && text.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

/// Minutes east of UTC.
fn offset(zone: &str) -> Result<i64, BadStamp> {
    if zone.eq_ignore_ascii_case("z") {
        return Ok(0);
    }
    let sign = if zone.starts_with('-') { -1 } else { 1 };
    let (hours, minutes) = zone[1..].split_once(':').ok_or(BadStamp)?;
    let part = |text: &str, below: i64| {
        digits(text)
            .filter(|n| text.len() == 2 && *n < below)
            .ok_or(BadStamp)
    };
    Ok(sign * (part(hours, 24)? * 60 + part(minutes, 60)?))
}

impl Serialize for Stamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_string())
    }
}

impl<'de> Deserialize<'de> for Stamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_reads_back_what_it_wrote() {
        for ms in [0, 1_772_505_480_123, -1, 253_402_300_799_999] {
            let stamp = Stamp(Time(ms));
            assert_eq!(stamp.to_string().parse(), Ok(stamp));
        }
        assert_eq!(
            Stamp(Time(1_772_505_480_123)).to_string(),
            "2026-03-03T02:38:00.123Z"
        );
    }

    #[test]
    fn offsets_are_understood_and_rubbish_is_refused() {
        let utc: Result<Stamp, _> = "2026-03-03T02:38:00Z".parse();
        assert_eq!("2026-03-03T10:38:00+08:00".parse(), utc);
        for bad in [
            "",
            "2026-03-03",
            "2026-03-03T25:00:00Z",
            "2026-03-03T10:38:00",
            "0000-01-01T00:00:00+00:01",
            "9999-12-31T23:59:60Z",
            "x",
        ] {
            assert_eq!(bad.parse::<Stamp>(), Err(BadStamp), "{bad}");
        }
    }
}
