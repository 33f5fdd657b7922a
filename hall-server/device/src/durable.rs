//! Files that are there after a power cut: the old one or the new one, never a half.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

/// Writes a file beside, and renames it over the old one. It is durable when this returns.
pub fn write_durably(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let beside = path.with_added_extension("new");
    let mut file = File::create(&beside)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(&beside, path)?;
    sync_folder(path)
}

/// Makes a file's name durable: it is only with its folder.
#[cfg(unix)]
pub fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

/// Makes a file's name durable: here it is as soon as the file is.
#[cfg(not(unix))]
pub fn sync_folder(_path: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_new_file_stands_in_the_place_of_the_old_one_and_nothing_beside_it() -> io::Result<()> {
        let dir = tempfile::tempdir()?;
        let path = dir.path().join("known.json");
        for text in ["old", "new"] {
            write_durably(&path, text.as_bytes())?;
            assert_eq!(std::fs::read_to_string(&path)?, text);
        }
        assert_eq!(std::fs::read_dir(dir.path())?.count(), 1);
        Ok(())
    }
}
