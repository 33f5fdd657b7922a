//! Backups that were made, or begun, under load: what has a backup's name is whole and true.

use super::findings::Findings;
use super::folder::Folder;
use super::programs::Programs;
use hall_server::store::sqlite::Reader;
use hall_server::verify::verify;
use std::path::PathBuf;
use tokio::process::Command;

/// Where backups go.
#[derive(Clone, Debug)]
pub(super) struct Backups {
    programs: Programs,
    folder: Folder,
    begun: u32,
}

impl Backups {
    /// None yet.
    pub(super) fn new(programs: &Programs, folder: &Folder) -> Self {
        Self {
            programs: programs.clone(),
            folder: folder.clone(),
            begun: 0,
        }
    }

    /// The command that makes the next one.
    pub(super) fn command(&mut self) -> Command {
        self.begun += 1;
        let mut command = self.programs.server(["backup", "--data"]);
        command.arg(self.folder.data());
        command.arg("--out").arg(self.path(self.begun));
        command
    }

    /// Whether the last one has its name.
    pub(super) fn last_is_there(&self) -> bool {
        self.path(self.begun).exists()
    }

    /// Checks every one against the journal's hashes; gives how many there are.
    pub(super) async fn check(
        &self,
        journal: &super::journal::Journal,
        findings: &Findings,
    ) -> Result<u32, String> {
        let mut whole = 0;
        for index in 1..=self.begun {
            let path = self.path(index);
            if !path.exists() {
                continue;
            }
            let said = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
            let reader = Reader::open(&path).await.map_err(|error| said(&error))?;
            let verified = verify(&reader).await.map_err(|error| said(&error))?;
            let hash = reader.hash(verified.events).await;
            let hash = hash.map_err(|error| said(&error))?;
            reader.close().await;
            let promise = "what has a backup's name is whole";
            findings.expect(verified.is_ok(), promise, || {
                said(&verified.findings.join("; "))
            });
            let promise = "a backup is a beginning of the journal (I6)";
            let is_prefix = hash.is_some() && hash == journal.hash(verified.events);
            findings.expect(is_prefix, promise, || {
                said(&format!("another event at {}", verified.events))
            });
            whole += 1;
        }
        Ok(whole)
    }

    fn path(&self, index: u32) -> PathBuf {
        self.folder.file(&format!("backup-{index}.db"))
    }
}
