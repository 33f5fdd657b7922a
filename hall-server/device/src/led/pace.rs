//! How fast a serial line carries calls: what one bar's update takes of it, and how many bars show
//! a call within a time.
//!
//! ```text
//! pump | request bytes | card | reply bytes | gap   next request
//!                      ^ shown                      ^ taken
//! ```

use super::content::{AreaId, Content};
use super::driver::{Driver, Wire};
use crate::limits::{LED_GAP_MS, SERIAL_READ_MS};

/// How fast a line and its cards are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Pace {
    /// Bits per second; a byte takes ten: start, eight, stop.
    pub baud: u32,
    /// Milliseconds from the last byte of a request to the first one of its reply. No maker tells
    /// it; at a card it can be measured.
    pub card_ms: u64,
}

/// What an update of one bar takes of its line, in milliseconds. The pump counts with the longest
/// time that it listens before it writes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Taken {
    /// Until the bar shows it.
    pub shown_ms: u64,
    /// Until the next bar's request can go out.
    pub taken_ms: u64,
    /// The longest of its requests, until the next one can go out.
    pub longest_ms: u64,
}

/// Bits of a byte on the line.
const BYTE_BITS: u64 = 10;

impl Pace {
    /// What it takes to show this in areas of a bar that answers at once and does as it is told.
    pub fn update(self, driver: &Driver, contents: &[(AreaId, Content)]) -> Taken {
        let steps = contents
            .iter()
            .flat_map(|(area, content)| driver.steps(*area, content));
        let mut taken = Taken::default();
        for step in steps {
            let request = driver.encode(&step, 0, Wire::Serial).len();
            let reply = driver.reply_bytes(&step, Wire::Serial);
            let ends_ms = SERIAL_READ_MS + self.card_ms + self.bytes_ms(request + reply);
            let whole_ms = ends_ms + LED_GAP_MS;
            taken.shown_ms = taken.taken_ms + SERIAL_READ_MS + self.bytes_ms(request);
            taken.taken_ms += whole_ms;
            taken.longest_ms = taken.longest_ms.max(whole_ms);
        }
        taken
    }

    fn bytes_ms(self, bytes: usize) -> u64 {
        let bits = bytes as u64 * BYTE_BITS * 1000;
        bits.div_ceil(u64::from(self.baud.max(1)))
    }
}

impl Taken {
    /// Bars like this one that all show a call within so many milliseconds, also when a refresh
    /// has just gone out.
    pub fn bars_within(&self, limit_ms: u64) -> u64 {
        let first_ms = self.longest_ms + self.shown_ms;
        let left_ms = limit_ms.checked_sub(first_ms);
        left_ms.map_or(0, |left_ms| 1 + left_ms / self.taken_ms.max(1))
    }
}
