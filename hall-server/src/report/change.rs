//! Growth against a former period 环比, 同比, and counts a day 日均 (DOMAIN 6.2).

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A count and what it was before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Change {
    /// The count now.
    pub now: u64,
    /// The count before; of 0 nothing can grow.
    pub former: u64,
}

/// How much a count grew.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Grown {
    /// Tenths of a percent, under 100 %; negative when it shrank.
    Percent(i64),
    /// Tenths of the former count, from 1.0 on 倍.
    Times(i64),
}

impl Grown {
    /// Tenths of its own unit.
    pub const fn tenths(self) -> i64 {
        match self {
            Self::Percent(tenths) | Self::Times(tenths) => tenths,
        }
    }
}

impl Change {
    /// The growth, one decimal, half up by size; none from nothing. What rounds to 100 % is a
    /// multiple already.
    pub fn grown(self) -> Option<Grown> {
        if self.former == 0 {
            return None;
        }
        let by = i128::from(self.now) - i128::from(self.former);
        let percent = tenths_of(by, self.former, 100);
        Some(if percent >= 1000 {
            Grown::Times(tenths_of(by, self.former, 1))
        } else {
            Grown::Percent(percent)
        })
    }
}

/// Tenths of `by` × `scale` ÷ `former`, half away from zero.
fn tenths_of(by: i128, former: u64, scale: i128) -> i64 {
    let former = i128::from(former);
    let size = (by.abs() * scale * 20 + former) / (2 * former);
    i64::try_from(size * by.signum()).unwrap_or(i64::MAX)
}

/// A count a day, whole and half up; none over no days.
pub(super) fn per_day(count: u64, days: u32) -> Option<u64> {
    let days = u64::from(days);
    (days > 0).then(|| (2 * count + days) / (2 * days.max(1)))
}

#[derive(Serialize, Deserialize)]
struct Fields {
    now: u64,
    former: u64,
    #[serde(default)]
    percent: Option<f64>,
    #[serde(default)]
    times: Option<f64>,
}

impl Serialize for Change {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let tenths = |tenths: i64| Some(tenths as f64 / 10.0);
        let (percent, times) = match self.grown() {
            None => (None, None),
            Some(Grown::Percent(percent)) => (tenths(percent), None),
            Some(Grown::Times(times)) => (None, tenths(times)),
        };
        Fields {
            now: self.now,
            former: self.former,
            percent,
            times,
        }
        .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Change {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Fields { now, former, .. } = Fields::deserialize(deserializer)?;
        Ok(Self { now, former })
    }
}
