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

    /// Writes what was seen, if it changed since it was last written; one writer at a time. It is
    /// durable when this returns, or said: a file that cannot be written stops nobody.
    pub(super) async fn keep_or_warn(&self) {
        let Some(path) = &self.path else { return };
        if let Err(error) = self.keep(path.clone()).await {
            let name = path.display();
            tracing::warn!("{name}: {error}; this device forgets at a restart");
        }
    }

    async fn keep(&self, path: PathBuf) -> io::Result<()> {
        let mut saved = self.saved.lock().await;
        let machine = self.machine.lock();
        let seen = machine
            .expect("nobody panics while holding the machine")
            .cursor()
            .seen();
        if seen == *saved {
            return Ok(());
        }
        let write = move || seen::save(&path, &seen).map(|()| seen);
        let written = tokio::task::spawn_blocking(write).await;
        *saved = written.unwrap_or_else(|broken| Err(io::Error::other(broken)))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backoff::Backoff;
    use hall_core::device::Role;
    use hall_protocol::resume::Cursor;
    use std::sync::Mutex;

    #[tokio::test]
    async fn what_could_not_be_written_is_written_as_soon_as_it_can_be() -> io::Result<()> {
        let dir = tempfile::tempdir()?;
        let folder = dir.path().join("later");
        let path = folder.join("seen.json");
        let machine = Arc::new(Mutex::new(LinkMachine::new(
            Role::Kiosk,
            Cursor::default(),
            Backoff::default(),
            0,
        )));
        let memory = Memory::new(Arc::clone(&machine), Some(path.clone()), Seen::default());
        let known = {
            let day = "2026-03-03".parse().expect("the day exists");
            let mut machine = machine.lock().expect("nobody has panicked");
            machine.cursor_mut().numbers_mut().note_label(day, "A023");
            machine.cursor().seen()
        };

        memory.keep_or_warn().await;
        assert!(!path.exists(), "there is no folder yet");
        std::fs::create_dir(&folder)?;
        memory.keep_or_warn().await;
        assert_eq!(seen::load(&path)?, known);
        Ok(())
    }
}
