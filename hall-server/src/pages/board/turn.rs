//! Turning pages: what is more than fits is shown page by page, and texts for which there is room
//! once are shown in one language after the other.
//!
//! The page follows from the time alone, so every board of a hall shows the same one, also after a
//! reload, and nothing is kept.

use crate::pages::limits::TURN_S;
use hall_core::Time;

/// Which page is on; counts from the beginning of time.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Turn(pub u32);

/// A part of a list, and which part it is: first and last number of its pages, none when it is all.
pub(in crate::pages) struct PageOf<'a, T> {
    pub(in crate::pages) items: &'a [T],
    pub(in crate::pages) of: Option<[usize; 2]>,
}

impl Turn {
    /// The page at a moment of a hall whose time runs `speed` times as fast as its readers'.
    pub fn at(now: Time, speed: u32) -> Self {
        Self(u32::try_from(now.0.div_euclid(length(speed)).rem_euclid(1 << 30)).unwrap_or(0))
    }

    /// When the next page is on.
    pub fn next(now: Time, speed: u32) -> Time {
        Time((now.0.div_euclid(length(speed)) + 1) * length(speed))
    }

    /// The part of a list that is on.
    pub(in crate::pages) fn page<T>(self, all: &[T], size: usize) -> PageOf<'_, T> {
        let pages = all.len().div_ceil(size).max(1);
        let at = self.0 as usize % pages;
        let end = ((at + 1) * size).min(all.len());
        PageOf {
            items: &all[(at * size).min(end)..end],
            of: (pages > 1).then_some([at + 1, pages]),
        }
    }

    /// Which of two languages is on: the other one after every page of every list was shown. Lists
    /// are their items and how many of them are on a page.
    pub(in crate::pages) fn is_other(self, lists: &[(usize, usize)]) -> bool {
        let pages = lists.iter().map(|(items, size)| items.div_ceil(*size));
        let longest = pages.max().unwrap_or(0).max(1);
        self.0 as usize / longest % 2 == 1
    }
}

fn length(speed: u32) -> i64 {
    i64::from(TURN_S) * 1000 * i64::from(speed.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_page_comes_in_turn_in_one_language_and_then_in_the_other() {
        let all: Vec<u32> = (0..10).collect();
        let mut seen = Vec::new();
        for turn in 0..6 {
            let page = Turn(turn).page(&all, 4);
            let of = page.of.expect("more than one page");
            seen.push((
                page.items.to_vec(),
                of,
                Turn(turn).is_other(&[(all.len(), 4)]),
            ));
        }
        assert_eq!(seen[0], (vec![0, 1, 2, 3], [1, 3], false));
        assert_eq!(seen[2], (vec![8, 9], [3, 3], false));
        assert_eq!(seen[3], (vec![0, 1, 2, 3], [1, 3], true));
        assert_eq!(seen[5], (vec![8, 9], [3, 3], true));
    }

    #[test]
    fn every_page_of_every_list_comes_in_both_languages_whatever_turns_beside_it() {
        for longest in 1..=6 {
            for (pages, beside) in (1..=longest).flat_map(|few| [(few, longest), (longest, few)]) {
                let all: Vec<usize> = (0..pages).collect();
                let seen: BTreeSet<(usize, bool)> = (0..2 * longest)
                    .map(|turn| Turn(u32::try_from(turn).expect("few turns")))
                    .map(|turn| {
                        let is_other = turn.is_other(&[(pages, 1), (beside, 1)]);
                        (turn.page(&all, 1).items[0], is_other)
                    })
                    .collect();
                assert_eq!(seen.len(), 2 * pages, "{pages} beside {beside}");
            }
        }
        assert!(!Turn(0).is_other(&[]) && Turn(1).is_other(&[(0, 4)]));
    }

    #[test]
    fn what_fits_has_no_page_number_and_nothing_is_a_page_as_well() {
        assert_eq!(Turn(7).page(&[1, 2], 2).of, None);
        assert_eq!(Turn(7).page::<u32>(&[], 2).items, [0; 0]);
    }

    #[test]
    fn a_page_stands_eight_seconds_of_its_readers_time() {
        let start = Time(1_772_505_600_000);
        assert_eq!(Turn::next(start, 1), Time(start.0 + 8_000));
        assert_eq!(Turn::at(Time(start.0 + 7_999), 1), Turn::at(start, 1));
        assert_ne!(Turn::at(Time(start.0 + 8_000), 1), Turn::at(start, 1));
        assert_eq!(Turn::next(start, 60).0 % 480_000, 0);
    }
}
