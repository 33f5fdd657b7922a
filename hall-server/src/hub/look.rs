//! A look at the published hall, one at a time in a thread.
//!
//! A second look while the first is held is a trap: it works until a commit waits between the two,
//! and then the hall stands still. A debug build refuses the second one at once, so every test that
//! walks the path finds it.

use super::State;
use std::cell::Cell;
use std::ops::Deref;
use std::sync::{PoisonError, RwLock, RwLockReadGuard};

thread_local! {
    /// The hall that this thread looks at, by its address; 0 = none.
    static LOOKING: Cell<usize> = const { Cell::new(0) };
}

/// The published hall while it is looked at.
#[derive(Debug)]
pub struct Look<'a> {
    state: RwLockReadGuard<'a, State>,
    before: usize,
}

impl<'a> Look<'a> {
    pub(super) fn at(state: &'a RwLock<State>) -> Self {
        let this = std::ptr::from_ref(state).addr();
        let before = LOOKING.replace(this);
        debug_assert_ne!(before, this, "a look at the hall inside of another one");
        Self {
            state: state.read().unwrap_or_else(PoisonError::into_inner),
            before,
        }
    }
}

impl Drop for Look<'_> {
    fn drop(&mut self) {
        LOOKING.set(self.before);
    }
}

impl Deref for Look<'_> {
    type Target = State;

    fn deref(&self) -> &State {
        &self.state
    }
}
