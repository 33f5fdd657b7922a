//! What a device has seen and can prove: its place in the journal and the highest numbers.
//!
//! A device keeps this over a restart, so that a server that lost its last minutes together with
//! the power still meets somebody who remembers them.

use crate::frame::Highest;
use crate::limits::{ONLINE_MAX_DEFAULT, WITNESS_SERIES_MAX};
use crate::picture::{Change, Picture};
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use hall_core::Date;
use hall_core::code::SeriesCode;
use serde::{Deserialize, Serialize};

/// What a device remembers over a restart.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Seen {
    /// The hall ([`crate::view::HallView::mark`]); none before the first welcome.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hall: Option<String>,
    /// The epoch; none before the first snapshot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub epoch: Option<String>,
    /// The last event applied.
    #[serde(default)]
    pub seq: u64,
    /// Eight bytes of its hash, hexadecimal.
    #[serde(default)]
    pub hash: String,
    /// The highest numbers per day and series.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub highest: Vec<Highest>,
}

/// The highest numbers seen, bounded: the oldest days are forgotten first.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Numbers {
    highest: BTreeMap<(Date, SeriesCode), (u32, u32)>,
    online_max: BTreeMap<SeriesCode, u32>,
}

impl Numbers {
    /// The numbers of a hello or a file.
    pub fn from_list(list: &[Highest]) -> Self {
        let mut numbers = Self::default();
        for one in list {
            numbers.raise(one.day, one.series, one.online, one.block);
        }
        numbers
    }

    /// As a hello says them, newest day last.
    pub fn to_list(&self) -> Vec<Highest> {
        let of = |(&(day, series), &(online, block)): (&(Date, SeriesCode), &(u32, u32))| Highest {
            day,
            series,
            online,
            block,
        };
        self.highest.iter().map(of).collect()
    }

    /// The ranges of the plan, from the welcome.
    pub fn set_ranges(&mut self, online_max: &BTreeMap<SeriesCode, u32>) {
        self.online_max = online_max
            .iter()
            .take(WITNESS_SERIES_MAX)
            .map(|(k, v)| (*k, *v))
            .collect();
    }

    /// Notes a number that was given or seen on paper; above the online range it is a block's.
    pub fn note_number(&mut self, day: Date, series: SeriesCode, n: u32) {
        let online_max = self
            .online_max
            .get(&series)
            .copied()
            .unwrap_or(ONLINE_MAX_DEFAULT);
        if n <= online_max {
            self.raise(day, series, n, 0);
        } else {
            self.raise(day, series, 0, n);
        }
    }

    /// Notes a leased block by its last number.
    pub fn note_block(&mut self, day: Date, series: SeriesCode, to: u32) {
        self.raise(day, series, 0, to);
    }

    /// Notes a printed number such as `A023`; one that cannot be read is passed over.
    pub fn note_label(&mut self, day: Date, label: &str) {
        if let Some((series, n)) = read_label(label) {
            self.note_number(day, series, n);
        }
    }

    /// Notes the numbers in a change of the picture of `today`.
    pub fn note_change(&mut self, today: Option<Date>, change: &Change) {
        match (change, today) {
            (Change::Ticket(ticket), _) => self.note_label(ticket.day, &ticket.number),
            (Change::Call(call), Some(day)) => self.note_label(day, &call.number),
            (Change::Missed(missed), Some(day)) => self.note_label(day, &missed.number),
            (Change::Prompt(prompt), Some(day)) => self.note_label(day, &prompt.number),
            _ => {}
        }
    }

    /// Notes every number in a picture.
    pub fn note_picture(&mut self, picture: &Picture) {
        for ticket in picture.tickets.values() {
            self.note_label(ticket.day, &ticket.number);
        }
        let Some(day) = picture.day.as_ref().map(|day| day.day) else {
            return;
        };
        let calls = picture.calls.iter().map(|call| &call.number);
        let missed = picture.missed.iter().map(|missed| &missed.number);
        let hands = picture
            .windows
            .values()
            .filter_map(|window| window.ticket.as_ref());
        for label in calls.chain(missed).chain(hands.map(|hand| &hand.number)) {
            self.note_label(day, label);
        }
    }

    fn raise(&mut self, day: Date, series: SeriesCode, online: u32, block: u32) {
        let known = self.highest.entry((day, series)).or_default();
        *known = (known.0.max(online), known.1.max(block));
        while self.highest.len() > WITNESS_SERIES_MAX {
            self.highest.pop_first();
        }
    }
}

/// The letters and the number of `A023`. A series has only letters, so the digits end it.
fn read_label(label: &str) -> Option<(SeriesCode, u32)> {
    let at = label.find(|c: char| c.is_ascii_digit())?;
    let (letters, digits) = label.split_at(at);
    Some((letters.parse().ok()?, digits.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(text: &str) -> SeriesCode {
        text.parse().expect("the test names plain series")
    }

    #[test]
    fn a_number_above_the_online_range_counts_as_a_blocks() {
        let mut numbers = Numbers::default();
        let day = Date(20_000);
        numbers.note_label(day, "A023");
        numbers.note_label(day, "A5012");
        numbers.note_label(day, "A007");
        numbers.set_ranges(&BTreeMap::from([(series("B"), 99)]));
        numbers.note_label(day, "B100");
        for rubbish in ["", "A", "023", "A02x", "A99999999999"] {
            numbers.note_label(day, rubbish);
        }
        let a = Highest {
            day,
            series: series("A"),
            online: 23,
            block: 5012,
        };
        let b = Highest {
            day,
            series: series("B"),
            online: 0,
            block: 100,
        };
        assert_eq!(numbers.to_list(), [a, b]);
        assert_eq!(
            Numbers::from_list(&numbers.to_list()).to_list(),
            numbers.to_list()
        );
    }

    #[test]
    fn the_oldest_day_is_forgotten_when_the_list_is_full() {
        let mut numbers = Numbers::default();
        for day in 0..=i32::try_from(WITNESS_SERIES_MAX).expect("the limit is small") {
            numbers.note_label(Date(day), "A001");
        }
        let list = numbers.to_list();
        assert_eq!(list.len(), WITNESS_SERIES_MAX);
        assert_eq!(list[0].day, Date(1));
    }
}
