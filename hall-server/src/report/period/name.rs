//! A week, month, half-year or year, by name: its days, the one before, the one a year ago.

use hall_core::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

/// Years that a hall can report on; others are slips.
const YEARS: RangeInclusive<i32> = 2000..=2100;

/// A stretch of days that bulletins are made of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Period {
    /// Monday to Sunday, of ISO 8601: the first one of a year has its 4 January.
    Week {
        /// The year of its Thursday.
        year: i32,
        /// 1 to 52 or 53.
        week: u32,
    },
    /// A month.
    Month {
        /// Its year.
        year: i32,
        /// 1 to 12.
        month: u32,
    },
    /// January to June, or July to December.
    HalfYear {
        /// Its year.
        year: i32,
        /// 1 or 2.
        half: u32,
    },
    /// A year.
    Year {
        /// Itself.
        year: i32,
    },
}

/// How long a period is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PeriodKind {
    /// 周报.
    Week,
    /// 月报.
    Month,
    /// 半年报.
    HalfYear,
    /// 年报.
    Year,
}

impl PeriodKind {
    /// Every kind, the shortest first.
    pub const ALL: [Self; 4] = [Self::Week, Self::Month, Self::HalfYear, Self::Year];

    /// The word in addresses and on the wire.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Week => "week",
            Self::Month => "month",
            Self::HalfYear => "half-year",
            Self::Year => "year",
        }
    }

    /// The period of this kind that a day is in.
    pub fn of(self, day: Date) -> Period {
        let (year, month, _) = day.civil();
        match self {
            Self::Week => {
                // The Thursday says which year the week belongs to.
                let thursday = Date(day.0 - day.weekday() as i32 + 3);
                let year = thursday.civil().0;
                let week = (thursday.0 - first_monday(year).0) / 7 + 1;
                Period::Week {
                    year,
                    week: week.unsigned_abs(),
                }
            }
            Self::Month => Period::Month { year, month },
            Self::HalfYear => Period::HalfYear {
                year,
                half: month.div_ceil(6),
            },
            Self::Year => Period::Year { year },
        }
    }
}

impl Period {
    /// Its kind.
    pub const fn kind(self) -> PeriodKind {
        match self {
            Self::Week { .. } => PeriodKind::Week,
            Self::Month { .. } => PeriodKind::Month,
            Self::HalfYear { .. } => PeriodKind::HalfYear,
            Self::Year { .. } => PeriodKind::Year,
        }
    }

    /// Its first day.
    pub fn first(self) -> Date {
        match self {
            Self::Week { year, week } => Date(first_monday(year).0 + 7 * (week as i32 - 1)),
            Self::Month { year, month } => Date::from_civil(year, month, 1),
            Self::HalfYear { year, half } => Date::from_civil(year, 6 * half - 5, 1),
            Self::Year { year } => Date::from_civil(year, 1, 1),
        }
    }

    /// Its last day.
    pub fn last(self) -> Date {
        let next = match self {
            Self::Week { .. } => Date(self.first().0 + 7),
            Self::Month { year, month: 12 } => Date::from_civil(year + 1, 1, 1),
            Self::Month { year, month } => Date::from_civil(year, month + 1, 1),
            Self::HalfYear { year, half: 1 } => Date::from_civil(year, 7, 1),
            Self::HalfYear { year, .. } | Self::Year { year } => Date::from_civil(year + 1, 1, 1),
        };
        Date(next.0 - 1)
    }

    /// The period before it, with which 环比 compares.
    #[must_use]
    pub fn before(self) -> Self {
        self.kind().of(Date(self.first().0 - 1))
    }

    /// The same period a year ago, with which 同比 compares. A week 53 is held against the last
    /// week of the year before, whatever its number.
    #[must_use]
    pub fn year_ago(self) -> Self {
        match self {
            Self::Week { year, week } => Self::Week {
                year: year - 1,
                week: week.min(weeks_of(year - 1)),
            },
            Self::Month { year, month } => Self::Month {
                year: year - 1,
                month,
            },
            Self::HalfYear { year, half } => Self::HalfYear {
                year: year - 1,
                half,
            },
            Self::Year { year } => Self::Year { year: year - 1 },
        }
    }

    /// Whether it is shown month by month instead of day by day.
    pub const fn is_by_month(self) -> bool {
        matches!(self, Self::HalfYear { .. } | Self::Year { .. })
    }

    /// Where its report is.
    pub fn way(self) -> String {
        format!("/api/v1/reports/{}/{self}", self.kind().word())
    }
}

/// The Monday of the week that 4 January is in: the first of the year's weeks.
fn first_monday(year: i32) -> Date {
    let fourth = Date::from_civil(year, 1, 4);
    Date(fourth.0 - fourth.weekday() as i32)
}

/// How many weeks a year has, 52 or 53.
fn weeks_of(year: i32) -> u32 {
    let days = first_monday(year + 1).0 - first_monday(year).0;
    days.unsigned_abs() / 7
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Week { year, week } => write!(f, "{year:04}-W{week:02}"),
            Self::Month { year, month } => write!(f, "{year:04}-{month:02}"),
            Self::HalfYear { year, half } => write!(f, "{year:04}-H{half}"),
            Self::Year { year } => write!(f, "{year:04}"),
        }
    }
}

/// A text that names no period.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error(
    "a period from {} to {} is written 2026-W47 (week), 2026-11 (month), 2026-H1 (half-year) or \
     2026 (year)",
    YEARS.start(),
    YEARS.end()
)]
pub struct BadPeriod;

impl FromStr for Period {
    type Err = BadPeriod;

    fn from_str(text: &str) -> Result<Self, BadPeriod> {
        let (year, rest) = match text.split_once('-') {
            Some((year, rest)) => (year, Some(rest)),
            None => (text, None),
        };
        let number = |digits: &str| digits.parse::<u32>().map_err(|_| BadPeriod);
        let year = year.parse().map_err(|_| BadPeriod)?;
        let period = match rest {
            None => Self::Year { year },
            Some(rest) if rest.starts_with('W') => Self::Week {
                year,
                week: number(&rest[1..])?,
            },
            Some(rest) if rest.starts_with('H') => Self::HalfYear {
                year,
                half: number(&rest[1..])?,
            },
            Some(rest) => Self::Month {
                year,
                month: number(rest)?,
            },
        };
        // Only a period that exists comes back as it went in.
        if YEARS.contains(&year) && period.exists() && period.to_string() == text {
            Ok(period)
        } else {
            Err(BadPeriod)
        }
    }
}

impl Period {
    fn exists(self) -> bool {
        match self {
            Self::Week { year, week } => (1..=weeks_of(year)).contains(&week),
            Self::Month { month, .. } => (1..=12).contains(&month),
            Self::HalfYear { half, .. } => (1..=2).contains(&half),
            Self::Year { .. } => true,
        }
    }
}

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}
