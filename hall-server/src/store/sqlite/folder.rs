//! A data folder: one hall, one owner. The lock is held as long as the value lives.

use crate::store::StoreError;
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

/// A locked data folder.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    lock: File,
}

impl Folder {
    /// Makes the folder if needed and locks it; another owner is an error.
    pub fn lock(path: &Path) -> Result<Self, StoreError> {
        let unusable = |what: &str, error: std::io::Error| {
            StoreError::Unusable(format!("{}: {what}: {error}", path.display()))
        };
        fs::create_dir_all(path).map_err(|error| unusable("cannot be made", error))?;
        let lock = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(path.join("hall.lock"))
            .map_err(|error| unusable("cannot be written", error))?;
        match lock.try_lock() {
            Ok(()) => Ok(Self {
                path: path.to_owned(),
                lock,
            }),
            Err(TryLockError::WouldBlock) => Err(StoreError::InUse(path.to_owned())),
            Err(TryLockError::Error(error)) => Err(unusable("cannot be locked", error)),
        }
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The database in it.
    pub fn database(&self) -> PathBuf {
        self.path.join("hall.db")
    }

    /// The socket of the server that owns the folder.
    pub fn control_socket(path: &Path) -> PathBuf {
        path.join("control.sock")
    }

    /// A mark left by a failed commit: the next start writes the verified journal anew.
    pub fn failure_mark(&self) -> PathBuf {
        Self::failure_mark_of(&self.path)
    }

    /// The same for a folder whose owner has just failed.
    pub fn failure_mark_of(path: &Path) -> PathBuf {
        path.join("commit-failed")
    }
}

impl Drop for Folder {
    /// A program that is just being started holds a copy of every open file until it runs: the lock
    /// ends with its owner all the same.
    fn drop(&mut self) {
        if let Err(error) = self.lock.unlock() {
            tracing::warn!("{}: not unlocked: {error}", self.path.display());
        }
    }
}
