//! A panic that ends one task and not the program: whoever runs a device's task with [`caught`]
//! says afterwards that the device is gone, and everything else goes on.

use std::cell::Cell;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::Poll;

thread_local! {
    static IS_CAUGHT: Cell<bool> = const { Cell::new(false) };
}

/// A task has panicked; the hook of the program has said what and where.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Panicked;

/// Whether a panic of this thread, now, ends only the task that it comes from: for the hook of a
/// program that ends with every other one.
pub fn is_caught() -> bool {
    IS_CAUGHT.get()
}

/// Runs a task; its panic ends nothing else.
pub async fn caught<T>(task: impl Future<Output = T>) -> Result<T, Panicked> {
    let mut task = pin!(task);
    poll_fn(|context| {
        let before = IS_CAUGHT.replace(true);
        // The task's own state is gone with it; nobody sees it half changed.
        let polled = catch_unwind(AssertUnwindSafe(|| task.as_mut().poll(context)));
        IS_CAUGHT.set(before);
        match polled {
            Ok(polled) => polled.map(Ok),
            Err(_) => Poll::Ready(Err(Panicked)),
        }
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_panic_is_caught_and_known_to_be_only_inside_the_task() {
        assert_eq!(caught(async { is_caught() }).await, Ok(true));
        let nested = async { (caught(async {}).await, is_caught()) };
        assert_eq!(caught(nested).await, Ok((Ok(()), true)));
        let broken = async { panic!("a bad driver") };
        assert_eq!(caught::<()>(broken).await, Err(Panicked));
        assert!(!is_caught());
    }
}
