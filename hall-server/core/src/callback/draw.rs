//! Drawing who is asked: duties first, one for each window, then by lot.

use super::{CallbacksDrawn, Drawn, WINDOW_SERVICES_MIN, WhyDrawn, target};
use crate::code::{VisitId, WindowNumber};
use crate::limits::CALLBACKS_DRAWN_MAX;
use crate::time::Date;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

/// How many times the target are on the list besides the duties: a third of those called answers
/// on a bad day.
const TIMES_TARGET: usize = 3;

/// Draws the list of a day.
///
/// `duties` are asked whatever the lot says; `services` are the services that ended that day, a
/// citizen's in the order they ended. The same arguments give the same list on every machine.
pub fn draw(day: Date, duties: &[Drawn], services: &[Drawn], seed: u64) -> CallbacksDrawn {
    let mut citizens: BTreeMap<VisitId, Vec<&Drawn>> = BTreeMap::new();
    let mut windows: BTreeMap<WindowNumber, usize> = BTreeMap::new();
    for service in services {
        citizens.entry(service.visit).or_default().push(service);
        if let Some(window) = service.window {
            *windows.entry(window).or_default() += 1;
        }
    }
    let served = u32::try_from(citizens.len()).unwrap_or(u32::MAX);
    let mut order: Vec<VisitId> = citizens.keys().copied().collect();
    Lot(seed).shuffle(&mut order);

    let mut list = List::default();
    for duty in duties {
        list.add(*duty, duty.why);
    }
    let most = list.drawn.len() + TIMES_TARGET * target(served) as usize;
    windows.retain(|_, count| *count >= WINDOW_SERVICES_MIN);
    for window in windows.into_keys() {
        let free = order.iter().filter(|visit| !list.visits.contains(visit));
        let mut here = free.flat_map(|visit| &citizens[visit]);
        let found = here.find(|service| service.window == Some(window)).copied();
        if let Some(found) = found {
            list.add(*found, WhyDrawn::Window);
        }
    }
    for service in order.iter().filter_map(|visit| citizens[visit].last()) {
        if list.drawn.len() >= most {
            break;
        }
        if !list.visits.contains(&service.visit) {
            list.add(**service, WhyDrawn::Lot);
        }
    }
    CallbacksDrawn {
        day,
        served,
        target: target(served),
        seed,
        drawn: list.drawn,
    }
}

/// The list so far, with the citizens who are on it.
#[derive(Default)]
struct List {
    drawn: Vec<Drawn>,
    visits: BTreeSet<VisitId>,
}

impl List {
    fn add(&mut self, drawn: Drawn, why: WhyDrawn) {
        if self.drawn.len() < CALLBACKS_DRAWN_MAX {
            self.visits.insert(drawn.visit);
            self.drawn.push(Drawn { why, ..drawn });
        }
    }
}

/// The generator splitmix64 (Steele, Lea and Flood 2014), written down so that anybody can draw a
/// list again: the state grows by a constant, and each number is the state, mixed.
struct Lot(u64);

impl Lot {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `limit`: the high half of the product, which is even but for one part in
    /// 2^64 / `limit`.
    fn below(&mut self, limit: usize) -> usize {
        ((u128::from(self.next()) * limit as u128) >> 64) as usize
    }

    /// Puts things into an order, each one as likely (Fisher and Yates): from the last place down,
    /// a place is exchanged with one drawn among those up to it.
    fn shuffle<T>(&mut self, things: &mut [T]) {
        for place in (1..things.len()).rev() {
            things.swap(place, self.below(place + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Lot;

    #[test]
    fn the_generator_gives_the_published_numbers_of_splitmix64() {
        let mut lot = Lot(1_234_567);
        let numbers = [(); 5].map(|()| lot.next());
        assert_eq!(
            numbers,
            [
                6_457_827_717_110_365_317,
                3_203_168_211_198_807_973,
                9_817_491_932_198_370_423,
                4_593_380_528_125_082_431,
                16_408_922_859_458_223_821,
            ]
        );
    }

    #[test]
    fn an_order_holds_everything_once_and_every_place_is_drawn() {
        let mut seen = [[false; 5]; 5];
        for seed in 0..200 {
            let mut order = [0, 1, 2, 3, 4];
            Lot(seed).shuffle(&mut order);
            let mut sorted = order;
            sorted.sort_unstable();
            assert_eq!(sorted, [0, 1, 2, 3, 4]);
            for (place, thing) in order.into_iter().enumerate() {
                seen[place][thing] = true;
            }
        }
        assert_eq!(seen, [[true; 5]; 5]);
    }
}
