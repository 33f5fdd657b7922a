//! The figures of one part of the day: counts, times, shares and ratings.
//!
//! Times are whole milliseconds, shares keep part and whole; both are rounded only when shown.

use hall_protocol::stamp::Stamp;
use hall_protocol::view::Names;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Tickets and visits of the day: different figures, never mixed (DOMAIN 1).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct TicketCounts {
    /// Numbers given 取号量.
    pub tickets: u32,
    /// Served to the end.
    pub finished: u32,
    /// Given up 撤号.
    pub withdrawn: u32,
    /// Unserved when the day ended.
    pub expired: u32,
    /// Neither finished nor gone; 0 once the day is closed.
    pub live: u32,
    /// Of the expired: missed and not back 过号未回.
    pub missed_for_good: u32,
    /// Stays of persons 接待人次.
    pub visits: u32,
    /// With a booking.
    pub booked: u32,
    /// Handed in after the day closed.
    pub late: u32,
}

impl TicketCounts {
    /// Adds those of another day.
    pub(super) fn add(&mut self, other: &Self) {
        self.tickets += other.tickets;
        self.finished += other.finished;
        self.withdrawn += other.withdrawn;
        self.expired += other.expired;
        self.live += other.live;
        self.missed_for_good += other.missed_for_good;
        self.visits += other.visits;
        self.booked += other.booked;
        self.late += other.late;
    }
}

/// What happened to the legs of one part.
///
/// A leg reaches from joining a queue to leaving the window; a transfer ends one and begins
/// another. Every leg is finished, went on, transferred, withdrawn, expired or live.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Figures {
    /// Legs begun.
    pub legs: u32,
    /// Legs called at least once.
    pub called: u32,
    /// Legs served to the end.
    pub finished: u32,
    /// Legs served whose person went on to the next matter with the same number.
    #[serde(default)]
    pub went_on: u32,
    /// Legs sent elsewhere unserved.
    pub transferred: u32,
    /// Legs given up.
    pub withdrawn: u32,
    /// Legs that the end of the day found unserved, missed ones too.
    pub expired: u32,
    /// Legs that still go on.
    pub live: u32,
    /// Times nobody came; events, so a leg may count more than once.
    pub missed: u32,
    /// From joining to the first call, of legs whose person came to the window. A booked person
    /// waits from the later of slot and check-in (DOMAIN 6.2).
    pub wait: Times,
    /// Waits over 20 minutes among those.
    pub long_waits: Share,
    /// Time at the window without holds, of legs that are finished, went on or were transferred. A
    /// service that began and ended with one key has no length and is left out.
    pub service: Times,
    /// Ratings by citizens.
    pub ratings: Ratings,
    /// Levels 5, 4 and 3 among the ratings 满意率.
    pub satisfaction: Share,
    /// Ratings among the finished services 参评率.
    pub participation: Share,
}

impl Figures {
    /// Legs served, to the end or with more to do.
    pub const fn services(&self) -> u32 {
        self.finished + self.went_on
    }
}

/// Lengths of time and how they spread.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Times {
    /// How many.
    pub count: u32,
    /// Their sum in ms.
    pub sum_ms: i64,
    /// Their mean in ms, half up; none without any.
    pub mean_ms: Option<i64>,
    /// Half of them are no longer.
    pub p50_ms: Option<i64>,
    /// Nine of ten are no longer.
    pub p90_ms: Option<i64>,
    /// The longest.
    pub max_ms: Option<i64>,
}

impl Times {
    /// The figures of some lengths in ms, in any order.
    pub(super) fn of(mut lengths: Vec<i64>) -> Self {
        let (count, sum_ms) = (lengths.len() as i64, lengths.iter().sum());
        Self {
            count: count as u32,
            sum_ms,
            mean_ms: (count > 0).then(|| (2 * sum_ms + count).div_euclid(2 * count.max(1))),
            p50_ms: nearest_rank(&mut lengths, 50),
            p90_ms: nearest_rank(&mut lengths, 90),
            max_ms: lengths.iter().copied().max(),
        }
    }
}

/// The nearest-rank quantile: the ⌈percent·n/100⌉-th smallest, always a value that occurred.
fn nearest_rank(lengths: &mut [i64], percent: usize) -> Option<i64> {
    let rank = (lengths.len() * percent).div_ceil(100);
    let index = rank.checked_sub(1)?;
    Some(*lengths.select_nth_unstable(index).1)
}

/// A part of a whole; shown in percent with one decimal, half up.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Share {
    /// The part, never more than the whole.
    pub part: u64,
    /// The whole; 0 = there is no percentage.
    pub whole: u64,
}

impl Share {
    /// `part` of `whole`.
    pub const fn new(part: u64, whole: u64) -> Self {
        Self { part, whole }
    }

    /// Tenths of a percent, half up; none of nothing.
    pub const fn tenths(self) -> Option<u64> {
        if self.whole == 0 {
            return None;
        }
        Some((self.part * 2000 + self.whole) / (self.whole * 2))
    }
}

#[derive(Serialize, Deserialize)]
struct ShareFields {
    part: u64,
    whole: u64,
    #[serde(default)]
    percent: Option<f64>,
}

impl Serialize for Share {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let percent = self.tenths().map(|tenths| tenths as f64 / 10.0);
        ShareFields {
            part: self.part,
            whole: self.whole,
            percent,
        }
        .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Share {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let fields = ShareFields::deserialize(deserializer)?;
        Ok(Self::new(fields.part, fields.whole))
    }
}

/// Ratings by level (DOMAIN 4.2). A time-out is no rating and stands nowhere here.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Ratings {
    /// Level 1 to level 5 非常不满意 … 非常满意.
    pub levels: [u32; 5],
    /// Found to be mistaken or malicious: in no level and in no share.
    #[serde(default)]
    pub excluded: u32,
}

impl Ratings {
    /// Adds those of another part.
    pub(super) fn add(&mut self, other: Self) {
        for (sum, more) in self.levels.iter_mut().zip(other.levels) {
            *sum += more;
        }
        self.excluded += other.excluded;
    }

    /// All ratings that count.
    pub fn valid(self) -> u32 {
        self.levels.iter().sum()
    }

    /// Levels 3, 4 and 5 (DOMAIN 4.3).
    pub fn good(self) -> u32 {
        self.levels[2..].iter().sum()
    }

    /// Levels 1 and 2.
    pub fn bad(self) -> u32 {
        self.valid() - self.good()
    }

    /// The count of a level from 1 to 5.
    pub fn level(self, level: u8) -> u32 {
        self.levels
            .get(usize::from(level).wrapping_sub(1))
            .copied()
            .unwrap_or(0)
    }

    /// The share of good ones 满意率.
    pub fn satisfaction(self) -> Share {
        Share::new(u64::from(self.good()), u64::from(self.valid()))
    }
}

/// How a window spent its time.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Work {
    /// Serving, in ms; the service that goes on now included.
    pub served_ms: i64,
    /// Open without pauses, in ms.
    pub open_ms: i64,
    /// Paused, in ms.
    pub paused_ms: i64,
    /// Served among open 窗口利用率.
    pub utilisation: Share,
}

impl Work {
    /// Signed in, paused or not, in ms.
    pub const fn signed_in_ms(&self) -> i64 {
        self.open_ms + self.paused_ms
    }

    /// Adds time; the share follows.
    pub(super) fn add(&mut self, served_ms: i64, open_ms: i64, paused_ms: i64) {
        self.served_ms += served_ms;
        self.open_ms += open_ms;
        self.paused_ms += paused_ms;
        let whole = self.open_ms.max(0) as u64;
        self.utilisation = Share::new((self.served_ms.max(0) as u64).min(whole), whole);
    }
}

/// One window, queue, item, department or clerk.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Part {
    /// Its code or number; empty for the remainder.
    pub key: String,
    /// Its name; empty for the remainder and for what the plan no longer has.
    #[serde(flatten)]
    pub names: Names,
    /// Its legs.
    pub figures: Figures,
    /// Its time; windows and clerks only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub work: Option<Work>,
}

/// One hour of the curve.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Hour {
    /// The local hour of the business day; 24 and more lie after midnight.
    pub hour: u8,
    /// Tickets of people who came in it.
    pub tickets: u32,
    /// Their waits, later legs too.
    pub wait: Times,
}

/// The longest wait.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Longest {
    /// Its length in ms.
    pub wait_ms: i64,
    /// The printed number.
    pub number: String,
    /// The window that ended it.
    pub window: Option<u16>,
    /// When waiting began.
    pub since: Stamp,
    /// The first call.
    pub called: Stamp,
}

/// Announced waits against real ones, over all called legs with an announcement.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Accuracy {
    /// Real waits no longer than the upper end of the announced range.
    pub within: Share,
    /// Mean distance from the middle of the range in ms; none without any.
    pub mean_error_ms: Option<i64>,
}
