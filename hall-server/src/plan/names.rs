//! The codes a plan gives and the codes it uses, so that every use can be checked at the end,
//! whatever the order of the tables.

use super::fault::{Fault, Noun};
use super::near::nearest;
use super::reading::Reading;
use super::text::quoted;
use hall_core::code::Code;
use std::collections::{BTreeMap, BTreeSet};

/// Codes given and used. A code counts as given even when something else about it is wrong, so
/// that one mistake is not reported at each use.
#[derive(Default)]
pub(super) struct Names {
    given: BTreeMap<Noun, BTreeMap<String, usize>>,
    used: Vec<Use>,
}

struct Use {
    noun: Noun,
    code: String,
    place: String,
    line: usize,
}

impl Names {
    /// Notes a code; the line of the first one when it is already given.
    pub(super) fn give(&mut self, noun: Noun, code: &str, line: usize) -> Result<(), usize> {
        let codes = self.given.entry(noun).or_default();
        if let Some(first_line) = codes.get(code) {
            return Err(*first_line);
        }
        codes.insert(code.to_owned(), line);
        Ok(())
    }

    /// Notes that `place` uses a code.
    pub(super) fn used(&mut self, noun: Noun, code: &str, place: &str, line: usize) {
        let (code, place) = (code.to_owned(), place.to_owned());
        self.used.push(Use {
            noun,
            code,
            place,
            line,
        });
    }

    /// The line on which a code is given.
    pub(super) fn line_of(&self, noun: Noun, code: &str) -> Option<usize> {
        self.given.get(&noun)?.get(code).copied()
    }

    /// Codes of a kind with their lines.
    pub(super) fn all(&self, noun: Noun) -> impl Iterator<Item = (&str, usize)> {
        let codes = self.given.get(&noun).into_iter().flatten();
        codes.map(|(code, line)| (code.as_str(), *line))
    }

    /// The code that was most likely meant by a wrong one.
    pub(super) fn near(&self, noun: Noun, wrong: &str) -> Option<&str> {
        nearest(wrong, self.all(noun).map(|(code, _)| code))
    }
}

/// A code for an error: bare when it is one, otherwise in quotes.
pub(super) fn shown(code: &str) -> String {
    if code.parse::<Code>().is_ok() {
        code.to_owned()
    } else {
        quoted(code)
    }
}

/// Reports codes that are used but not given.
pub(super) fn check_uses(reading: &Reading<'_>) {
    let names = reading.names.borrow();
    for one in &names.used {
        if names.line_of(one.noun, &one.code).is_none() {
            let near = names.near(one.noun, &one.code).map(str::to_owned);
            let (code, place) = (one.code.clone(), one.place.clone());
            reading.report(
                one.line,
                Fault::Unknown {
                    noun: one.noun,
                    code,
                    place,
                    near,
                },
            );
        }
    }
}

/// Reports queues that no window serves, given the codes that windows name as their own.
///
/// A queue that a mistyped code most likely meant is not reported a second time.
pub(super) fn check_served(reading: &Reading<'_>, served: &BTreeSet<String>) {
    let names = reading.names.borrow();
    let unknown = served
        .iter()
        .filter(|code| names.line_of(Noun::Queue, code).is_none());
    let meant: BTreeSet<&str> = unknown
        .filter_map(|code| names.near(Noun::Queue, code))
        .collect();
    for (queue, line) in names.all(Noun::Queue) {
        if !served.contains(queue) && !meant.contains(queue) {
            reading.report(
                line,
                Fault::QueueWithoutWindow {
                    queue: shown(queue),
                },
            );
        }
    }
}
