//! The journal's own thread: appends in order, each synced before it is said to be stored.

use super::Input;
use crate::journal::{File, Record, State};
use crate::machine::Event;
use std::io;
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use tokio::sync::mpsc;

/// The way to the journal.
#[derive(Debug)]
pub(super) struct Disk {
    appends: Sender<Append>,
    thread: JoinHandle<()>,
}

/// Records that become durable together.
#[derive(Debug)]
struct Append {
    id: u64,
    records: Vec<Record>,
}

impl Disk {
    /// Opens the journal, and tells `inbox` of every append.
    pub(super) fn open(path: &Path, inbox: mpsc::Sender<Input>) -> io::Result<(Self, State)> {
        let (file, found) = File::open(path)?;
        if found.torn > 0 {
            tracing::warn!(
                "{}: {} bytes of an unfinished entry were cut off",
                path.display(),
                found.torn
            );
        }
        if let Some((damage, kept)) = found.damage {
            tracing::error!(
                "{}: damaged ({damage}); kept as {}",
                path.display(),
                kept.display()
            );
        }
        let state = file.state().clone();
        let (appends, waiting) = channel();
        let thread = std::thread::Builder::new()
            .name("kiosk-journal".to_owned())
            .spawn(move || work(file, &waiting, &inbox))?;
        Ok((Self { appends, thread }, state))
    }

    /// Makes records durable; an event says when they are.
    pub(super) fn append(&self, id: u64, records: Vec<Record>) {
        // The thread ends only after this sender is gone.
        self.appends
            .send(Append { id, records })
            .unwrap_or_default();
    }

    /// Waits for the last append and frees the file.
    pub(super) fn close(self) {
        drop(self.appends);
        if self.thread.join().is_err() {
            tracing::error!("the journal's thread has panicked");
        }
    }
}

fn work(mut file: File, waiting: &Receiver<Append>, inbox: &mpsc::Sender<Input>) {
    while let Ok(Append { id, records }) = waiting.recv() {
        let event = match file.append(&records) {
            Ok(()) => Event::Stored { id },
            Err(error) => Event::NotStored {
                id,
                why: error.to_string(),
            },
        };
        // Nobody hears it when the kiosk ends; what was appended is on disk all the same.
        inbox.blocking_send(Input::Event(event)).unwrap_or_default();
    }
}
