//! A device's task that dies says so: nobody else would notice, and the screen would call the
//! device well for ever.

use futures_util::FutureExt;
use std::panic::AssertUnwindSafe;
use tokio::sync::mpsc;

/// Runs a device's task; when it panics, `last` is told.
pub(crate) async fn or_last_word<T>(
    task: impl Future<Output = ()>,
    told: mpsc::Sender<T>,
    last: T,
) {
    // The task's own state is gone with it; nobody sees it half changed.
    if AssertUnwindSafe(task).catch_unwind().await.is_err() {
        // Nobody listens any more when the program is leaving.
        told.send(last).await.unwrap_or_default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_task_that_dies_says_its_last_word_and_one_that_ends_does_not() {
        let (told, mut heard) = mpsc::channel(1);
        or_last_word(async {}, told.clone(), "ended").await;
        or_last_word(async { panic!("a bad driver") }, told, "dead").await;
        assert_eq!(heard.recv().await, Some("dead"));
        assert_eq!(heard.recv().await, None);
    }
}
