//! The journal on a real disk: appended and synced, written anew beside and renamed.
//!
//! A failed append is cut off again; when even that fails, nothing more is written until the
//! program starts anew and reads what is really there.

use super::frame::Damage;
use super::log::{Log, LogError, Write};
use super::record::Record;
use super::state::State;
use crate::limits::JOURNAL_BYTES_MAX;
use hall_device::durable::sync_folder;
use std::fs::{self, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

/// A journal that this program alone writes.
#[derive(Debug)]
pub struct File {
    path: PathBuf,
    disk: fs::File,
    log: Log,
    /// What is on disk is not known any more.
    broken: bool,
    /// Held as long as the journal is open: two programs would give the same numbers.
    lock: fs::File,
}

/// How a journal was found.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Found {
    /// Bytes cut off at the end: an append that never became whole.
    pub torn: usize,
    /// What was damaged, and where the damaged file is kept.
    pub damage: Option<(Damage, PathBuf)>,
}

impl File {
    /// Opens or creates the journal and makes it whole.
    ///
    /// An error of kind [`io::ErrorKind::WouldBlock`] means that another program has it open.
    pub fn open(path: &Path) -> io::Result<(Self, Found)> {
        let lock = fs::File::create(path.with_added_extension("lock"))?;
        lock.try_lock().map_err(io::Error::from)?;
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)?;
        sync_folder(path)?;
        let bytes = read_bounded(&mut file)?;
        let opened = Log::open(&bytes);
        let torn = opened.torn;
        let mut journal = Self {
            path: path.to_owned(),
            disk: file,
            log: opened.log,
            broken: false,
            lock,
        };
        let damage = match opened.damage {
            Some(damage) => {
                let kept = keep_aside(path, &bytes)?;
                journal.replace(&journal.log.rewritten())?;
                journal.log = Log::open(&journal.log.rewritten()).log;
                Some((damage, kept))
            }
            None => None,
        };
        if torn > 0 {
            journal.cut_back()?;
        }
        Ok((journal, Found { torn, damage }))
    }

    /// The fold of what is durable.
    pub fn state(&self) -> &State {
        self.log.state()
    }

    /// Makes records durable; after an error none of them is.
    pub fn append(&mut self, records: &[Record]) -> io::Result<()> {
        if self.broken {
            return Err(io::Error::other(
                "the journal could not be repaired; start the kiosk anew",
            ));
        }
        let write = self.log.prepare(records).map_err(full)?;
        let written = match &write {
            Write::Append(bytes) => self.write_behind(bytes),
            Write::Replace(bytes) => self.replace(bytes),
        };
        if let Err(error) = written {
            self.broken = self.cut_back().is_err();
            return Err(error);
        }
        self.log.commit(records, &write);
        Ok(())
    }

    fn write_behind(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.disk.seek(SeekFrom::Start(self.log.bytes() as u64))?;
        self.disk.write_all(bytes)?;
        self.disk.sync_data()
    }

    fn replace(&mut self, bytes: &[u8]) -> io::Result<()> {
        let beside = self.path.with_added_extension("new");
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(true)
            .open(&beside)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&beside, &self.path)?;
        // From here on the new file is the journal, whatever else fails.
        self.disk = file;
        sync_folder(&self.path).inspect_err(|_| self.broken = true)
    }

    /// Takes the file back to what the log knows.
    fn cut_back(&mut self) -> io::Result<()> {
        if self.broken {
            return Err(io::Error::other("renamed, but the folder is not synced"));
        }
        self.disk.set_len(self.log.bytes() as u64)?;
        self.disk.sync_all()
    }
}

impl Drop for File {
    /// A program that is just being started holds a copy of every open file until it runs: the lock
    /// ends with its owner all the same.
    fn drop(&mut self) {
        if let Err(error) = self.lock.unlock() {
            tracing::warn!("{}: not unlocked: {error}", self.path.display());
        }
    }
}

fn full(error: LogError) -> io::Error {
    io::Error::new(io::ErrorKind::StorageFull, error)
}

fn read_bounded(file: &mut fs::File) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let limit = JOURNAL_BYTES_MAX as u64 + 1;
    file.take(limit).read_to_end(&mut bytes)?;
    if bytes.len() > JOURNAL_BYTES_MAX {
        let what = format!("the journal is over {JOURNAL_BYTES_MAX} bytes and none of a kiosk's");
        return Err(io::Error::new(io::ErrorKind::InvalidData, what));
    }
    Ok(bytes)
}

/// Keeps a damaged journal for whoever looks into it; the last one only.
fn keep_aside(path: &Path, bytes: &[u8]) -> io::Result<PathBuf> {
    let kept = path.with_added_extension("damaged");
    let mut file = fs::File::create(&kept)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    Ok(kept)
}
