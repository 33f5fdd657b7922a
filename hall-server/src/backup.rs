//! Backup and restore. A backup counts only once it was read back and verified.

use crate::random::Random;
use crate::store::sqlite::{Folder, Reader, SqliteStore};
use crate::store::{Store, StoreError};
use crate::verify::verify;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

/// Set in a restored database: the next start gathers witnesses before it gives numbers.
pub const RESTORED: &str = "restored";

/// Checks a fresh copy and gives it its name. Gives the number of events in it.
pub async fn finish_backup(copy: &Path, out: &Path) -> Result<u64, StoreError> {
    let events = check_copy(copy).await?;
    put_in_place(copy, out)?;
    Ok(events)
}

/// Reads a copy back; one that is not sound is removed. Gives the number of events in it.
async fn check_copy(copy: &Path) -> Result<u64, StoreError> {
    let events = read_back(copy).await;
    if events.is_err() {
        let _ = fs::remove_file(copy);
    }
    // SQLite leaves these beside a file that it read only.
    for suffix in ["-wal", "-shm"] {
        let _ = fs::remove_file(beside(copy, suffix));
    }
    events
}

async fn read_back(copy: &Path) -> Result<u64, StoreError> {
    let reader = Reader::open(copy).await?;
    let verified = verify(&reader).await;
    reader.close().await;
    verified?.into_result()
}

/// A name that outlives a power cut.
fn put_in_place(fresh: &Path, target: &Path) -> Result<(), StoreError> {
    let moved = fs::rename(fresh, target).and_then(|()| match target.parent() {
        Some(folder) if folder != Path::new("") => File::open(folder)?.sync_all(),
        _ => File::open(".")?.sync_all(),
    });
    moved.map_err(|error| unusable(target, "cannot be written", &error))
}

/// Where a backup is written before it is verified: beside its final name.
pub fn unverified(out: &Path) -> PathBuf {
    beside(out, ".unverified")
}

/// Refuses to write over something.
pub fn check_target(out: &Path) -> Result<(), StoreError> {
    if out.exists() {
        let what = format!("{} exists already; choose another name", out.display());
        return Err(StoreError::Unusable(what));
    }
    let copy = unverified(out);
    if copy.exists() {
        fs::remove_file(&copy).map_err(|error| unusable(&copy, "is in the way", &error))?;
    }
    Ok(())
}

/// Puts a verified backup in the place of a folder's database.
///
/// What was there is kept under another name. The restored hall begins a new epoch and gathers
/// witnesses, because numbers given after the backup are out there on paper.
pub async fn restore(from: &Path, data: &Path) -> Result<u64, StoreError> {
    if !from.is_file() {
        let what = format!(
            "{} is no file; name a backup made by `backup`",
            from.display()
        );
        return Err(StoreError::Unusable(what));
    }
    let folder = Folder::lock(data)?;
    let target = folder.database();
    let fresh = target.with_extension("restoring");
    let copied = fs::copy(from, &fresh).and_then(|_| File::open(&fresh)?.sync_all());
    copied.map_err(|error| unusable(&fresh, "cannot be written", &error))?;
    let events = check_copy(&fresh).await?;
    put_aside(&target)?;
    put_in_place(&fresh, &target)?;
    // What failed before concerns the database that was put aside.
    let _ = fs::remove_file(folder.failure_mark());
    let mut store = SqliteStore::open(folder).await?;
    let epoch = store.stored().await?.epoch;
    let random = u64::from_be_bytes(Random::System.bytes());
    store.set_epoch(epoch.next([], random)).await?;
    store.set_meta(RESTORED, "1").await?;
    store.close().await?;
    Ok(events)
}

/// Keeps the present database, with its log, under the first free name.
fn put_aside(database: &Path) -> Result<(), StoreError> {
    if !database.exists() {
        return Ok(());
    }
    let aside = (1..1000)
        .map(|n| database.with_extension(format!("db.before-restore-{n}")))
        .find(|path| !path.exists())
        .ok_or_else(|| StoreError::Unusable("too many databases were put aside".to_owned()))?;
    for suffix in ["", "-wal", "-shm"] {
        let (old, new) = (beside(database, suffix), beside(&aside, suffix));
        if old.exists() {
            fs::rename(&old, &new).map_err(|error| unusable(&new, "cannot be written", &error))?;
        }
    }
    Ok(())
}

/// After a failed commit: the verified journal goes into a new file, because the old one's pages
/// may be in memory only (RELIABILITY, hazard 15).
pub async fn rebuild(folder: Folder) -> Result<Folder, StoreError> {
    let (database, mark) = (folder.database(), folder.failure_mark());
    let fresh = database.with_extension("rebuilding");
    if database.exists() {
        if fresh.exists() {
            fs::remove_file(&fresh).map_err(|error| unusable(&fresh, "is in the way", &error))?;
        }
        let reader = Reader::open(&database).await?;
        let copied = reader.copy_to(&fresh).await;
        reader.close().await;
        copied?;
        check_copy(&fresh).await?;
        put_aside(&database)?;
    }
    // Cut off after the old one was put aside, the new one is there and was verified.
    put_in_place(&fresh, &database)?;
    fs::remove_file(&mark).map_err(|error| unusable(&mark, "cannot be removed", &error))?;
    Ok(folder)
}

/// A path with something after its name.
fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

fn unusable(path: &Path, what: &str, error: &std::io::Error) -> StoreError {
    StoreError::Unusable(format!("{} {what}: {error}", path.display()))
}
