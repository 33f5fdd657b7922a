//! The event heap: what happens next, in virtual time; equal times keep the order of planning.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Things to happen, earliest first.
#[derive(Debug)]
pub(super) struct Heap<T> {
    waiting: BinaryHeap<Reverse<Entry<T>>>,
    planned: u64,
}

#[derive(Debug)]
struct Entry<T> {
    at_ms: u64,
    order: u64,
    what: T,
}

impl<T> Default for Heap<T> {
    fn default() -> Self {
        Self {
            waiting: BinaryHeap::new(),
            planned: 0,
        }
    }
}

impl<T> Heap<T> {
    /// Plans something.
    pub(super) fn push(&mut self, at_ms: u64, what: T) {
        let order = self.planned;
        self.planned += 1;
        self.waiting.push(Reverse(Entry { at_ms, order, what }));
    }

    /// Nothing of what was planned happens.
    pub(super) fn clear(&mut self) {
        self.waiting.clear();
    }

    /// The next thing and its time.
    pub(super) fn pop(&mut self) -> Option<(u64, T)> {
        let Reverse(entry) = self.waiting.pop()?;
        Some((entry.at_ms, entry.what))
    }
}

impl<T> PartialEq for Entry<T> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl<T> Eq for Entry<T> {}

impl<T> PartialOrd for Entry<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for Entry<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.at_ms, self.order).cmp(&(other.at_ms, other.order))
    }
}
