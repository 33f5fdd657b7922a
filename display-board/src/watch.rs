//! A board without a screen that others watch: the demo and tests ask it what it shows and said.

use crate::announce::{Announced, Counts};
use crate::limits::ANNOUNCED_KEPT_MAX;
use crate::run::{RunConfig, Runner};
use hall_device::LinkHandle;
use hall_protocol::Picture;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// A running board; dropping it stops the board.
#[derive(Debug)]
pub struct Watched {
    link: LinkHandle,
    log: Arc<Mutex<Log>>,
    total: watch::Receiver<u64>,
    task: JoinHandle<()>,
}

#[derive(Debug, Default)]
struct Log {
    announced: VecDeque<Announced>,
    counts: Counts,
}

impl Watched {
    /// Starts a board on the present runtime.
    pub fn spawn(config: RunConfig) -> Self {
        let mut runner = Runner::start(config);
        let link = runner.link().clone();
        let log = Arc::new(Mutex::new(Log::default()));
        let (told, total) = watch::channel(0);
        let shared = log.clone();
        let task = tokio::spawn(async move {
            while let Some(announced) = runner.turn().await {
                let counts = runner.board().counts();
                lock(&shared).note(announced, counts);
                told.send_if_modified(|total| {
                    let is_news = *total != counts.announced;
                    *total = counts.announced;
                    is_news
                });
            }
        });
        Self {
            link,
            log,
            total,
            task,
        }
    }

    /// The picture it shows now.
    pub fn picture(&self) -> Arc<Picture> {
        self.link.picture()
    }

    /// The link, to wait for an event of the journal or to see its health.
    pub fn link(&self) -> &LinkHandle {
        &self.link
    }

    /// What it announced, oldest first; the last [`ANNOUNCED_KEPT_MAX`].
    pub fn announced(&self) -> Vec<Announced> {
        lock(&self.log).announced.iter().cloned().collect()
    }

    /// How many announcements went which way.
    pub fn counts(&self) -> Counts {
        lock(&self.log).counts
    }

    /// Waits until it has announced so many calls; false when the board has ended.
    pub async fn announced_to(&self, total: u64) -> bool {
        self.total
            .clone()
            .wait_for(|now| *now >= total)
            .await
            .is_ok()
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Log {
    fn note(&mut self, announced: Vec<Announced>, counts: Counts) {
        self.announced.extend(announced);
        let too_many = self.announced.len().saturating_sub(ANNOUNCED_KEPT_MAX);
        self.announced.drain(..too_many);
        self.counts = counts;
    }
}

fn lock(log: &Mutex<Log>) -> MutexGuard<'_, Log> {
    log.lock().expect("nobody panics while holding the log")
}
