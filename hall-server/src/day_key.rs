//! The key under which kiosks hash the number of a document, new every day.
//!
//! It lies beside the journal and is in no backup: with a journal alone nobody can try numbers out,
//! and once the day is over not even the hall can. It is kept over restarts, so that a person has
//! one number of a kind all day.

use crate::random::Random;
use data_encoding::HEXLOWER;
use hall_core::Date;
use serde::{Deserialize, Serialize};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// A key of 32 bytes, in hexadecimal digits.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayKey {
    /// The business day.
    pub day: Date,
    /// The key.
    pub key: String,
}

/// A key never gets into a log.
impl std::fmt::Debug for DayKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "key of {}", self.day)
    }
}

/// The key of the day.
#[derive(Debug, Default)]
pub struct DayKeys {
    file: Option<PathBuf>,
    held: Mutex<Option<DayKey>>,
}

impl DayKeys {
    /// Keys that last over restarts, in the server's data folder.
    pub fn beside(data: &Path) -> Self {
        Self {
            file: Some(data.join("day.key")),
            held: Mutex::default(),
        }
    }

    /// The key of a day, drawn when it is asked for first; the one of before is forgotten.
    ///
    /// An error means that it could not be kept, and nobody got it.
    pub fn of(&self, day: Date, random: &Random) -> io::Result<DayKey> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(key) = held.as_ref().filter(|key| key.day == day) {
            return Ok(key.clone());
        }
        let kept = self.file.as_deref().and_then(read);
        let key = if let Some(key) = kept.filter(|key| key.day == day) {
            key
        } else {
            let key = HEXLOWER.encode(&random.bytes::<32>());
            let key = DayKey { day, key };
            if let Some(file) = &self.file {
                write(file, &key)?;
            }
            key
        };
        *held = Some(key.clone());
        Ok(key)
    }
}

/// What is kept; a damaged file is as good as none.
fn read(file: &Path) -> Option<DayKey> {
    let mut text = String::new();
    let opened = File::open(file).ok()?;
    opened.take(BYTES_MAX).read_to_string(&mut text).ok()?;
    serde_json::from_str(&text).ok()
}

/// Only the server's own user may read it; a power cut leaves the one before.
fn write(file: &Path, key: &DayKey) -> io::Result<()> {
    let beside = file.with_added_extension("new");
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut written = options.open(&beside)?;
    written.write_all(&serde_json::to_vec(key)?)?;
    written.sync_all()?;
    fs::rename(&beside, file)
}

/// Bytes of the file.
const BYTES_MAX: u64 = 4_096;

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().expect("a day")
    }

    #[test]
    fn a_day_has_one_key_over_restarts_and_the_next_day_another() {
        let folder = tempfile::tempdir().expect("a folder");
        let random = Random::seeded(7);
        let keys = DayKeys::beside(folder.path());
        let first = keys.of(day("2026-03-03"), &random).expect("a disk");
        assert_eq!(keys.of(day("2026-03-03"), &random).expect("a disk"), first);
        let again = DayKeys::beside(folder.path());
        assert_eq!(again.of(day("2026-03-03"), &random).expect("a disk"), first);
        let next = again.of(day("2026-03-04"), &random).expect("a disk");
        assert_ne!(next.key, first.key);
        let text = fs::read_to_string(folder.path().join("day.key")).expect("a file");
        assert!(!text.contains(&first.key), "yesterday's key is gone");
        assert_eq!(format!("{next:?}"), "key of 2026-03-04");
    }

    #[test]
    fn a_damaged_file_gives_a_new_key_and_a_folder_that_takes_nothing_gives_none() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("day.key"), "rubbish").expect("a disk");
        let random = Random::seeded(7);
        let keys = DayKeys::beside(folder.path());
        keys.of(day("2026-03-03"), &random).expect("a new key");
        let nowhere = DayKeys::beside(&folder.path().join("none"));
        assert!(nowhere.of(day("2026-03-03"), &random).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_can_read_the_file() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let keys = DayKeys::beside(folder.path());
        keys.of(day("2026-03-03"), &Random::seeded(7))
            .expect("a disk");
        let file = fs::metadata(folder.path().join("day.key")).expect("a file");
        assert_eq!(file.permissions().mode() & 0o777, 0o600);
    }
}
