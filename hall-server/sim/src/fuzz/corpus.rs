//! The corpus: inputs that mean something, kept in the tree beside the golden frames.

use std::io;
use std::path::{Path, PathBuf};

/// The corpus of this tree.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/fuzz")
}

/// The inputs of one target, by name of the file so that the order is the same everywhere.
pub fn load(folder: &Path, target: &str) -> io::Result<Vec<(String, Vec<u8>)>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder.join(target))? {
        let path = entry?.path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        files.push((name, std::fs::read(path)?));
    }
    files.sort();
    Ok(files)
}
