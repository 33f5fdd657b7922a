//! The file of what a device has seen: written now and then by the link, and at once by a program
//! that is about to make something of it known, such as a paper with a new number.

use super::machine::LinkMachine;
use crate::seen;
use hall_protocol::resume::Seen;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

/// The file and what stands in it.
#[derive(Clone, Debug)]
pub(super) struct Memory {
    machine: Arc<std::sync::Mutex<LinkMachine>>,
    /// None for a device that is no witness over a restart.
    path: Option<PathBuf>,
    saved: Arc<tokio::sync::Mutex<Seen>>,
}

impl Memory {
    /// A file that holds this.
    pub(super) fn new(
        machine: Arc<std::sync::Mutex<LinkMachine>>,
        path: Option<PathBuf>,
        saved: Seen,
    ) -> Self {
        let saved = Arc::new(tokio::sync::Mutex::new(saved));
        Self {
            machine,
            path,
            saved,
        }
    }

    /// Writes what was seen, if it changed; one writer at a time. It is durable when this returns.
    pub(super) async fn keep(&self) -> io::Result<()> {
        let Some(path) = self.path.clone() else {
            return Ok(());
        };
        let mut saved = self.saved.lock().await;
        let machine = self.machine.lock();
        let seen = machine
            .expect("nobody panics while holding the machine")
            .cursor()
            .seen();
        if seen == *saved {
            return Ok(());
        }
        saved.clone_from(&seen);
        let written = tokio::task::spawn_blocking(move || seen::save(&path, &seen)).await;
        written.unwrap_or_else(|broken| Err(io::Error::other(broken)))
    }

    /// The same; a file that cannot be written is said and stops nobody.
    pub(super) async fn keep_or_warn(&self) {
        if let (Err(error), Some(path)) = (self.keep().await, &self.path) {
            let name = path.display();
            tracing::warn!("{name}: {error}; this device forgets at a restart");
        }
    }
}
