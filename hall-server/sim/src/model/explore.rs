//! Exploring a model: every reachable state, until there is no new one or something is broken.

use super::server::Broken;
use serde_json::{Value, json};
use stateright::{Checker, Expectation, HasDiscoveries, Model, Path};
use std::fmt::{Debug, Write};
use std::hash::Hash;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// States that the search for the shortest way to a violation may look at.
const SHORTEST_STATES_MAX: usize = 300_000;

/// A model with a memory of what was met on the way.
pub(super) trait Tiny: Model {
    /// Its name on the command line.
    fn name(&self) -> &'static str;

    /// What was met.
    fn met(&self) -> &Met;

    /// What is broken in a state.
    fn broken(state: &Self::State) -> Option<&Broken>;
}

/// Counts of interesting steps, so that nobody takes an empty space for a proof.
///
/// A step that leads to a known state is counted too, which a property over states would miss.
#[derive(Debug)]
pub(super) struct Met {
    names: &'static [&'static str],
    counts: Vec<AtomicU64>,
    wanted: Vec<usize>,
}

impl Met {
    /// Nothing was met yet; only the wanted ones can be met within the bounds, and must be.
    pub(super) fn new(names: &'static [&'static str], wanted: Vec<usize>) -> Self {
        let counts = names.iter().map(|_| AtomicU64::new(0)).collect();
        Self {
            names,
            counts,
            wanted,
        }
    }

    /// Counts a step by its index among the names.
    pub(super) fn hit(&self, index: usize) {
        self.counts[index].fetch_add(1, Ordering::Relaxed);
    }

    /// What had to be met.
    fn list(&self) -> impl Iterator<Item = (&'static str, u64)> + '_ {
        self.figures(self.wanted.iter().copied())
    }

    /// What was met of the rest.
    fn others(&self) -> impl Iterator<Item = (&'static str, u64)> + '_ {
        let others = (0..self.names.len()).filter(|index| !self.wanted.contains(index));
        self.figures(others).filter(|(_, count)| *count > 0)
    }

    fn figures(
        &self,
        indexes: impl Iterator<Item = usize>,
    ) -> impl Iterator<Item = (&'static str, u64)> {
        let count = |index: usize| self.counts[index].load(Ordering::Relaxed);
        indexes.map(move |index| (self.names[index], count(index)))
    }
}

/// What the exploration of one model found.
#[derive(Debug)]
pub struct Found {
    /// The model.
    pub name: &'static str,
    /// Steps taken.
    pub steps: usize,
    /// Different states.
    pub states: usize,
    /// The longest way.
    pub depth: usize,
    /// Real time.
    pub seconds: f64,
    /// Whether no state is left.
    pub exhausted: bool,
    /// What must always hold.
    pub always: Vec<&'static str>,
    /// Interesting steps with their counts.
    pub met: Vec<(&'static str, u64)>,
    /// Other steps that were met, with their counts.
    pub besides: Vec<(&'static str, u64)>,
    /// The violation, with the way to it.
    pub broken: Option<String>,
}

impl Found {
    /// Interesting steps that were never met: the space is emptier than it should be.
    pub fn never_met(&self) -> Vec<&'static str> {
        let never = self.met.iter().filter(|(_, count)| *count == 0);
        never.map(|(name, _)| *name).collect()
    }

    /// Whether everything was seen and nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.broken.is_none() && self.exhausted && self.never_met().is_empty()
    }

    /// The figures.
    pub fn json(&self) -> Value {
        let counts = |list: &[(&'static str, u64)]| -> serde_json::Map<String, Value> {
            let pair = |(name, count): &(&'static str, u64)| ((*name).to_owned(), json!(count));
            list.iter().map(pair).collect()
        };
        json!({
            "model": self.name,
            "states": self.states,
            "steps": self.steps,
            "depth": self.depth,
            "seconds": (self.seconds * 10.0).round() / 10.0,
            "exhausted": self.exhausted,
            "always": self.always,
            "met": counts(&self.met),
            "besides": counts(&self.besides),
            "violated": self.broken.is_some(),
        })
    }
}

/// Explores a model on all cores; the second one that `make` makes is for the shortest way.
pub(super) fn explore<M>(make: impl Fn() -> M, patience: Duration) -> Found
where
    M: Tiny + Send + Sync + 'static,
    M::State: Clone + Debug + Hash + PartialEq + Send + Sync + 'static,
    M::Action: Clone + Debug + PartialEq,
{
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let begun = Instant::now();
    let checker = make()
        .checker()
        .threads(threads)
        .finish_when(HasDiscoveries::AnyFailures)
        .timeout(patience)
        .spawn_dfs()
        .join();
    let seconds = begun.elapsed();
    let broken = violation(&checker);
    let shortest = broken.is_some().then(|| {
        let checker = make()
            .checker()
            .finish_when(HasDiscoveries::AnyFailures)
            .target_state_count(SHORTEST_STATES_MAX)
            .spawn_bfs()
            .join();
        violation(&checker)
    });
    let steps = checker.state_count();
    Found {
        name: checker.model().name(),
        steps,
        states: checker.unique_state_count(),
        depth: checker.max_depth(),
        seconds: seconds.as_secs_f64(),
        exhausted: broken.is_none() && seconds < patience,
        always: always(checker.model()),
        met: checker.model().met().list().collect(),
        besides: checker.model().met().others().collect(),
        broken: shortest.flatten().or(broken),
    }
}

fn always<M: Model>(model: &M) -> Vec<&'static str> {
    let properties = model.properties().into_iter();
    let always = properties.filter(|one| one.expectation == Expectation::Always);
    always.map(|property| property.name).collect()
}

/// The violation in words, with every step to it.
fn violation<M, C>(checker: &C) -> Option<String>
where
    M: Tiny,
    C: Checker<M>,
    M::State: Clone + Debug + PartialEq,
    M::Action: Clone + Debug + PartialEq,
{
    let names = always(checker.model());
    let mut found = checker.discoveries().into_iter();
    let (name, path) = found.find(|(name, _)| names.contains(name))?;
    Some(story(checker.model(), name, path))
}

fn story<M: Tiny>(model: &M, name: &str, path: Path<M::State, M::Action>) -> String
where
    M::Action: Debug,
{
    let what = M::broken(path.last_state()).map_or(String::new(), |broken| format!(": {broken}"));
    let mut text = format!("model {} breaks \"{name}\"{what}\n", model.name());
    for (number, (_, step)) in path.into_vec().into_iter().enumerate() {
        if let Some(step) = step {
            // Writing to a String cannot fail.
            let _ = writeln!(text, "  {:2}. {step:?}", number + 1);
        }
    }
    text
}
