//! A device's task that dies says so: nobody else would notice, and the screen would call the
//! device well for ever.

use hall_device::panics::caught;

/// Runs a device's task; when it panics, its last word is said and the desk goes on.
pub async fn or_last_word(task: impl Future<Output = ()>, last: impl Future<Output = ()>) {
    if caught(task).await.is_err() {
        last.await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    #[tokio::test]
    async fn a_task_that_dies_says_its_last_word_and_one_that_ends_does_not() {
        let said = Cell::new(0);
        let last = || async { said.set(said.get() + 1) };
        or_last_word(async {}, last()).await;
        assert_eq!(said.get(), 0);
        or_last_word(async { panic!("a bad driver") }, last()).await;
        assert_eq!(said.get(), 1);
    }
}
