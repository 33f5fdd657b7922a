//! The file in which a device keeps what it has seen, so that it is a witness after a restart.
//!
//! Written beside and renamed, so that a power cut leaves the old or the new one. A file that
//! cannot be read is no reason to stop: the device is then a witness of nothing.

use crate::limits::SEEN_FILE_BYTES_MAX;
use hall_protocol::resume::Seen;
use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;

/// Reads the file; nothing seen when there is none, an error when it is something else.
pub fn load(path: &Path) -> std::io::Result<Seen> {
    let file = match File::open(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Seen::default()),
        other => other?,
    };
    let mut bytes = Vec::new();
    file.take(SEEN_FILE_BYTES_MAX).read_to_end(&mut bytes)?;
    serde_json::from_slice(&bytes).map_err(std::io::Error::from)
}

/// Writes the file durably.
pub fn save(path: &Path, seen: &Seen) -> std::io::Result<()> {
    let beside = path.with_added_extension("new");
    let mut file = File::create(&beside)?;
    file.write_all(hall_protocol::encode(seen).as_bytes())?;
    file.sync_all()?;
    std::fs::rename(&beside, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_seen_is_read_back_and_rubbish_is_an_error() -> std::io::Result<()> {
        let dir = tempfile::tempdir()?;
        let path = dir.path().join("seen.json");
        assert_eq!(load(&path)?, Seen::default());
        let seen = Seen {
            epoch: Some("1-00000000000000ab".into()),
            seq: 7,
            ..Seen::default()
        };
        save(&path, &seen)?;
        assert_eq!(load(&path)?, seen);
        std::fs::write(&path, "{")?;
        assert!(load(&path).is_err());
        Ok(())
    }
}
