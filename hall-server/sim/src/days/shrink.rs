//! The shortest story that still goes wrong the same way.
//!
//! People and troubles are left out, first in large pieces and then one by one, and a lighter
//! network is tried, as long as the same invariant is broken.

use super::live_story;
use super::story::{Rates, Story};
use super::world::Outcome;
use std::time::{Duration, Instant};

/// A story with everything left out that does not matter, as far as `patience` goes, and how it
/// ends.
pub(super) fn shrink(
    story: Story,
    invariant: &'static str,
    patience: Duration,
) -> (Story, Outcome) {
    let mut shrinker = Shrinker {
        best: story,
        invariant,
        until: Instant::now() + patience,
    };
    shrinker.lighter_network();
    shrinker.fewer(|story| &mut story.troubles);
    shrinker.fewer(|story| &mut story.guests);
    shrinker.fewer(|story| &mut story.troubles);
    let outcome = live_story(&shrinker.best, true);
    (shrinker.best, outcome)
}

struct Shrinker {
    best: Story,
    invariant: &'static str,
    until: Instant,
}

impl Shrinker {
    /// Whether a shorter story goes wrong the same way; then it is the best one.
    fn try_on(&mut self, story: Story) -> bool {
        if Instant::now() >= self.until {
            return false;
        }
        let outcome = live_story(&story, false);
        let same = outcome
            .violation
            .is_some_and(|violation| violation.invariant == self.invariant);
        if same {
            self.best = story;
        }
        same
    }

    fn lighter_network(&mut self) {
        let mut quiet = self.best.clone();
        quiet.rates = Rates::default();
        if self.try_on(quiet) {
            return;
        }
        let kinds: [fn(&mut Rates) -> &mut f64; 8] = [
            |rates| &mut rates.delay,
            |rates| &mut rates.drop,
            |rates| &mut rates.duplicate,
            |rates| &mut rates.reorder,
            |rates| &mut rates.corrupt,
            |rates| &mut rates.cut,
            |rates| &mut rates.cancel,
            |rates| &mut rates.slow_disk,
        ];
        for kind in kinds {
            let mut story = self.best.clone();
            *kind(&mut story.rates) = 0.0;
            self.try_on(story);
        }
    }

    /// Leaves out halves, quarters, and so on down to single ones.
    fn fewer<T: Clone>(&mut self, part: fn(&mut Story) -> &mut Vec<T>) {
        let mut size = part(&mut self.best).len().div_ceil(2);
        while size > 0 {
            let mut at = 0;
            while at < part(&mut self.best).len() {
                let mut story = self.best.clone();
                let all = part(&mut story);
                let end = (at + size).min(all.len());
                all.drain(at..end);
                if !self.try_on(story) {
                    at += size;
                }
            }
            size /= 2;
        }
    }
}
