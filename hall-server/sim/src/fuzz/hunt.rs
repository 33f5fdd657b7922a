//! The hunt: break inputs, keep what reaches something new, make what fails small.

use super::Target;
use super::limits::{ONE_RUN_MAX, POOL_MAX, SHRINK_TRIES_MAX, SLOW_LOOKS};
use super::mutate::Mutator;
use super::shape::{Shape, class};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

/// One target under fire.
#[derive(Debug)]
pub struct Hunt {
    target: &'static Target,
    mutator: Mutator,
    pool: Vec<Vec<u8>>,
    shapes: BTreeSet<Shape>,
    runs: u64,
}

/// An input that broke a promise.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Failure {
    /// The input.
    pub input: Vec<u8>,
    /// What was found.
    pub what: String,
}

impl Hunt {
    /// A hunt that begins with a corpus.
    pub fn new(target: &'static Target, corpus: Vec<Vec<u8>>, seed: u64) -> Self {
        // Every target has its own dice: a hunt for one alone is the same as among all.
        let seed = Shape::of((seed, target.name));
        Self {
            target,
            mutator: Mutator::new(seed.bits(), target.tokens),
            pool: corpus,
            shapes: BTreeSet::new(),
            runs: 0,
        }
    }

    /// Runs the corpus as it is.
    pub fn warm_up(&mut self) -> Result<(), Failure> {
        for input in self.pool.clone() {
            let shape = check(self.target, &input)?;
            self.runs += 1;
            self.shapes.insert(shape);
        }
        Ok(())
    }

    /// Breaks one input and runs it.
    pub fn step(&mut self) -> Result<(), Failure> {
        let one = self.mutator.below(self.pool.len());
        let other = self.mutator.below(self.pool.len());
        let empty = Vec::new();
        let base = self.pool.get(one).unwrap_or(&empty);
        let other = self.pool.get(other).unwrap_or(&empty);
        let input = self.mutator.mutate(base, other);
        let shape = check(self.target, &input)?;
        self.runs += 1;
        if self.shapes.insert(shape) && self.pool.len() < POOL_MAX {
            self.pool.push(input);
        }
        Ok(())
    }

    /// Inputs run.
    pub fn runs(&self) -> u64 {
        self.runs
    }

    /// Kinds of outcomes seen.
    pub fn shapes(&self) -> usize {
        self.shapes.len()
    }
}

thread_local! {
    /// Where the last promise was broken.
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// From now on a broken promise is noted instead of printed: the program tells it once, with its
/// file, and not at every try to make it small.
pub fn be_quiet() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        PLACE.replace(place);
    }));
}

/// Runs one input; a broken promise is a failure, and so is an answer that takes too long.
pub fn check(target: &Target, input: &[u8]) -> Result<Shape, Failure> {
    let (shape, was_slow) = timed(target, input)?;
    let is_slow = |_| timed(target, input).is_ok_and(|(_, is_slow)| is_slow);
    // On a busy machine one look at the clock proves nothing.
    if was_slow && (0..SLOW_LOOKS).all(is_slow) {
        return Err(Failure {
            input: input.to_vec(),
            what: format!("took longer than {ONE_RUN_MAX:?}"),
        });
    }
    Ok(shape)
}

/// Runs one input; tells also whether it took too long.
fn timed(target: &Target, input: &[u8]) -> Result<(Shape, bool), Failure> {
    let started = Instant::now();
    let run = catch_unwind(AssertUnwindSafe(|| (target.run)(input)));
    let failure = |what| Failure {
        input: input.to_vec(),
        what,
    };
    let shape = run.map_err(|panic| {
        let text = panic.downcast_ref::<String>().cloned();
        let text = text.or_else(|| panic.downcast_ref::<&str>().map(ToString::to_string));
        let text = text.unwrap_or_else(|| "a panic without a text".to_owned());
        let place = PLACE.take();
        failure(place.map_or(text.clone(), |place| format!("{text}, at {place}")))
    })?;
    Ok((shape, started.elapsed() > ONE_RUN_MAX))
}

/// The smallest input found that breaks the same promise.
pub fn shrink(target: &Target, failure: Failure) -> Failure {
    let mut best = failure;
    let mut tries = 0;
    let mut size = best.input.len().div_ceil(2);
    while size > 0 {
        let before = best.input.len();
        let mut at = 0;
        while at < best.input.len() && tries < SHRINK_TRIES_MAX {
            tries += 1;
            let mut smaller = best.input.clone();
            smaller.drain(at..(at + size).min(best.input.len()));
            match check(target, &smaller) {
                Err(found) if class(&found.what) == class(&best.what) => best = found,
                _ => at += size,
            }
        }
        if size == 1 && best.input.len() < before {
            continue;
        }
        size /= 2;
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    static PICKY: Target = Target {
        name: "picky",
        promise: "no input holds an x behind a y",
        heavy: false,
        tokens: &[b"x"],
        run: |input| {
            let at = input.iter().position(|byte| *byte == b'y');
            let bad = at.is_some_and(|at| input[at..].contains(&b'x'));
            assert!(!bad, "an x behind a y");
            Shape::of(at.is_some())
        },
    };

    #[test]
    fn a_hunt_finds_what_breaks_the_promise_and_makes_it_small() {
        let mut hunt = Hunt::new(&PICKY, vec![b"a long way to y".to_vec()], 1);
        hunt.warm_up().expect("the corpus is sound");
        let failure = (0..10_000).find_map(|_| hunt.step().err());
        let failure = failure.expect("ten thousand mutations insert an x somewhere");
        assert_eq!(shrink(&PICKY, failure).input, b"yx");
    }
}
