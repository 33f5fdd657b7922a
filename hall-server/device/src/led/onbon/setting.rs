//! Settings of a card: its clock and its brightness.

/// A card's clock, local time of the hall.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CardClock {
    year: u16,
    month: u8,
    day: u8,
    hour: u8,
    minute: u8,
    second: u8,
    /// 1 is Monday, 7 Sunday.
    weekday: u8,
}

/// How bright, 1 (darkest) to 15.
///
/// The protocol's table says 1 to 16, the maker's SDK 0 to 15: these mean the same to both.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Level(u8);

/// A card's brightness.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Brightness {
    /// Always the same.
    Fixed(Level),
    /// By the card's clock: one level for each half hour from midnight.
    Daily([Level; 48]),
}

/// The two kinds of brightness on the wire.
const FIXED: u8 = 1;
const DAILY: u8 = 2;

impl Level {
    /// The brightest.
    pub const MAX: Self = Self(15);

    /// None outside 1 to 15.
    pub fn new(level: u8) -> Option<Self> {
        (1..=Self::MAX.0).contains(&level).then_some(Self(level))
    }

    /// 1 to 15.
    pub fn value(self) -> u8 {
        self.0
    }
}

impl Brightness {
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let (kind, now, levels) = match self {
            Self::Fixed(level) => (FIXED, level, &[*level; 48]),
            Self::Daily(levels) => (DAILY, &levels[0], levels),
        };
        let levels = levels.iter().map(|level| level.0);
        [kind, now.0].into_iter().chain(levels).collect()
    }

    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let [kind, now, levels @ ..] = bytes else {
            return None;
        };
        let levels = levels.iter().map(|level| Level::new(*level));
        let levels: [Level; 48] = levels.collect::<Option<Vec<_>>>()?.try_into().ok()?;
        match *kind {
            FIXED => Level::new(*now).map(Self::Fixed),
            DAILY => Some(Self::Daily(levels)),
            _ => None,
        }
    }
}

impl CardClock {
    /// Date as (year 2000 to 2099, month, day), time as (hour, minute, second), and the day of the
    /// week, 1 for Monday; none where a number is out of its range.
    pub fn new(date: (u16, u8, u8), time: (u8, u8, u8), weekday: u8) -> Option<Self> {
        let ((year, month, day), (hour, minute, second)) = (date, time);
        let is_date = (2000..=2099).contains(&year)
            && (1..=12).contains(&month)
            && (1..=31).contains(&day)
            && (1..=7).contains(&weekday);
        let is_time = hour < 24 && minute < 60 && second < 60;
        (is_date && is_time).then_some(Self {
            year,
            month,
            day,
            hour,
            minute,
            second,
            weekday,
        })
    }

    /// Decimal digits in half bytes; of the year the last two come first.
    pub(super) fn to_bytes(self) -> Vec<u8> {
        let [century, year] = [self.year / 100, self.year % 100].map(|half| digits(half as u8));
        let rest = [
            self.month,
            self.day,
            self.hour,
            self.minute,
            self.second,
            self.weekday,
        ];
        let rest = rest.map(digits);
        [year, century].into_iter().chain(rest).collect()
    }

    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let numbers = bytes.iter().map(|byte| number(*byte));
        let numbers: Vec<u8> = numbers.collect::<Option<_>>()?;
        let &[year, century, month, day, hour, minute, second, weekday] = numbers.as_slice() else {
            return None;
        };
        let year = u16::from(century) * 100 + u16::from(year);
        Self::new((year, month, day), (hour, minute, second), weekday)
    }
}

fn digits(number: u8) -> u8 {
    ((number / 10) << 4) | (number % 10)
}

fn number(digits: u8) -> Option<u8> {
    let (tens, ones) = (digits >> 4, digits & 0x0F);
    (tens < 10 && ones < 10).then_some(tens * 10 + ones)
}
