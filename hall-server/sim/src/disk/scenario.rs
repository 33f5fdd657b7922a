//! One story and everything that is done to its disk.
//!
//! Its share of the whole work depends only on its number, so that it can be run again alone.

use super::bench::{Bench, folder};
use super::cut::{self, Cut};
use super::flip::{self, Sound};
use super::full;
use super::limits::PAGES_AHEAD_MAX;
use super::restore;
use super::story::{Story, tell};
use super::survey::{Figures, Wanted};
use super::violation::{Violation, Violations};
use super::{pages, sectors};
use hall_fixtures::dice::Dice;
use std::io;
use std::time::Instant;

/// What chance decides, so that no two of them share their dice.
#[derive(Clone, Copy)]
pub(super) enum Draw {
    Story = 1,
    Cuts = 2,
    Sectors = 3,
    Pages = 4,
    Flips = 5,
    Full = 6,
    Restores = 7,
    Faults = 8,
}

/// One story's share of the work.
pub(super) struct Scenario<'a> {
    pub(super) wanted: &'a Wanted,
    /// Which one, of how many.
    pub(super) number: u64,
    pub(super) total: u64,
    pub(super) violations: &'a Violations,
}

impl Scenario<'_> {
    /// Tells the story and breaks its disk. Gives the seconds on cut, torn and checkpoint states.
    pub(super) fn run(&self, bench: &mut Bench, figures: &mut Figures) -> io::Result<f64> {
        let folder = folder()?;
        let parts = [self.wanted.seed, self.number, Draw::Story as u64];
        let told = bench.runtime().block_on(tell(folder.path(), &parts));
        let story = match told {
            Ok(story) => story,
            Err(error) => {
                self.violated("nothing", cut::PROMISE, error.to_string());
                return Ok(0.0);
            }
        };
        for fault in &story.faults {
            self.violated("nothing", cut::PROMISE, fault.clone());
        }
        figures.scenarios += 1;
        figures.steps += story.steps.len() as u64;
        figures.answered += story.answered;
        let begun = Instant::now();
        self.cuts(bench, &story, figures);
        self.sectors(bench, &story, figures);
        self.pages(bench, &story, figures);
        let seconds = begun.elapsed().as_secs_f64();
        self.flips(bench, &story, figures);
        bench.forget();
        self.restores(bench, &story, figures);
        self.full(bench, figures)?;
        figures.verified += std::mem::take(&mut bench.verified);
        Ok(seconds)
    }

    fn cuts(&self, bench: &mut Bench, story: &Story, figures: &mut Figures) {
        let mut dice = self.dice(Draw::Cuts);
        let places = cut::places(&story.steps);
        figures.cut_places += places.len() as u64;
        for place in spread(&places, self.share(self.wanted.states), &mut dice) {
            figures.cuts += 1;
            if let Err(found) = cut::check(bench, &story.steps, place, &mut dice) {
                let Cut { step, at } = place;
                let what = format!("log cut at byte {at} in step {step}");
                self.violated(&what, cut::PROMISE, found);
            }
        }
    }

    fn sectors(&self, bench: &mut Bench, story: &Story, figures: &mut Figures) {
        let mut dice = self.dice(Draw::Sectors);
        let places = sectors::places(&story.steps);
        for _ in 0..self.share(self.wanted.states / 5) {
            let Some(step) = one_of(&places, &mut dice) else {
                return;
            };
            figures.torn += 1;
            if let Err(found) = sectors::check(bench, &story.steps[step], &mut dice) {
                let what = format!("state {}, sectors torn in step {step}", figures.torn);
                self.violated(&what, cut::PROMISE, found);
            }
        }
    }

    fn pages(&self, bench: &mut Bench, story: &Story, figures: &mut Figures) {
        let mut dice = self.dice(Draw::Pages);
        let places = pages::places(&story.steps);
        for _ in 0..self.share(self.wanted.states / 20) {
            let Some(step) = one_of(&places, &mut dice) else {
                return;
            };
            figures.checkpoints += 1;
            if let Err(found) = pages::check(bench, &story.steps[step], &mut dice) {
                let what = format!("checkpoint broken off in step {step}");
                self.violated(&what, cut::PROMISE, found);
            }
        }
    }

    fn flips(&self, bench: &mut Bench, story: &Story, figures: &mut Figures) {
        let mut dice = self.dice(Draw::Flips);
        let mut sound = Sound::new();
        for _ in 0..self.share(self.wanted.flips) {
            let Some(place) = flip::place(&story.steps, &mut dice) else {
                return;
            };
            let checked = flip::check(bench, &story.steps, place, &mut sound, &mut figures.flips);
            if let Err(found) = checked {
                let file = if place.in_log { "log" } else { "main file" };
                let (at, step, by) = (place.at, place.step, place.by);
                let what = format!("byte {at} of the {file} changed by {by} after step {step}");
                self.violated(&what, flip::PROMISE, found);
            }
        }
    }

    fn restores(&self, bench: &Bench, story: &Story, figures: &mut Figures) {
        let mut dice = self.dice(Draw::Restores);
        for _ in 0..self.share(self.wanted.restores) {
            let Some(stale) = restore::draw(story, &mut dice) else {
                continue;
            };
            let restores = &mut figures.restores;
            if let Err(found) = restore::check(bench, story, stale, &mut dice, restores) {
                let how = if stale.with_command {
                    "restored"
                } else {
                    "put back"
                };
                let (copy, lost) = (stale.copy, stale.lost);
                let what = format!("the copy of step {copy} {how} after step {lost}");
                self.violated(&what, restore::PROMISE, found);
            }
        }
    }

    fn full(&self, bench: &mut Bench, figures: &mut Figures) -> io::Result<()> {
        let other = Bench::new()?;
        let limits = self.wanted.pages.clamp(1, u64::from(PAGES_AHEAD_MAX) + 1);
        let (first, count) = self.slice(self.wanted.pages.min(limits));
        for nth in first..first + count {
            // From the first to the last, evenly.
            let ahead = nth * u64::from(PAGES_AHEAD_MAX) / (limits - 1).max(1);
            let parts = [self.wanted.seed, nth, Draw::Full as u64];
            let checked = full::check(bench, &other, ahead as u32, &parts, &mut figures.full);
            bench.forget();
            if let Err(found) = checked {
                let what = format!("disk full {ahead} pages from the beginning");
                self.violated(&what, full::PROMISE, found);
            }
        }
        Ok(())
    }

    fn dice(&self, draw: Draw) -> Dice {
        Dice::of(&[self.wanted.seed, self.number, draw as u64])
    }

    /// The first and the number of things of `all` that this story does.
    fn slice(&self, all: u64) -> (u64, u64) {
        slice(all, self.number, self.total)
    }

    fn share(&self, all: u64) -> u64 {
        self.slice(all).1
    }

    fn violated(&self, broken: &str, promise: &'static str, found: String) {
        self.violations.add(Violation {
            story: Some(self.number),
            broken: broken.to_owned(),
            promise,
            found,
        });
    }
}

/// The first and the number of things of `all` that fall to one of `total`.
fn slice(all: u64, number: u64, total: u64) -> (u64, u64) {
    let first = all * number / total;
    (first, all * (number + 1) / total - first)
}

/// `count` of some places, spread evenly, each drawn from its own stretch.
pub(super) fn spread<T: Copy>(places: &[T], count: u64, dice: &mut Dice) -> Vec<T> {
    let all = places.len() as u64;
    if count >= all {
        return places.to_vec();
    }
    let place = |nth: u64| {
        let (first, length) = slice(all, nth, count);
        places[(first + dice.bits() % length.max(1)) as usize]
    };
    (0..count).map(place).collect()
}

fn one_of(places: &[usize], dice: &mut Dice) -> Option<usize> {
    places
        .get((dice.bits() as usize).checked_rem(places.len())?)
        .copied()
}
