//! The file in which a live demo says where it is; `window-tui --demo` reads it.

use super::error::DemoError;
use serde::Serialize;
use std::io::Write;
use std::path::PathBuf;

/// What is written.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Invitation {
    pub(super) server: String,
    pub(super) window_token: String,
    pub(super) pad_token: String,
    pub(super) guide_token: String,
    pub(super) window: u16,
    pub(super) manager_token: String,
    /// The virtual pad beside the window, where the system has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) pad: Option<String>,
}

/// The written file; it goes when this is dropped.
#[derive(Debug)]
pub(super) struct Posted {
    path: PathBuf,
    text: String,
}

impl Posted {
    /// Writes the file for its owner only.
    pub(super) fn write(invitation: &Invitation) -> Result<Self, DemoError> {
        use std::os::unix::fs::OpenOptionsExt;
        let path = window_tui::demo::path();
        let text = serde_json::to_string_pretty(invitation).expect("an invitation is plain text");
        let wrong = |error| DemoError::io(&path.display().to_string(), error);
        // Left behind by a demo that was killed; a new file has the right owner and mode.
        let _ = std::fs::remove_file(&path);
        let mut options = std::fs::File::options();
        let file = options.write(true).create_new(true).mode(0o600).open(&path);
        let written = file.and_then(|mut file| file.write_all(text.as_bytes()));
        written.map_err(wrong)?;
        Ok(Self { path, text })
    }

    /// Where it is.
    pub(super) fn path(&self) -> &std::path::Path {
        &self.path
    }
}

impl Drop for Posted {
    fn drop(&mut self) {
        // Another demo may have written its own meanwhile.
        if std::fs::read_to_string(&self.path).is_ok_and(|text| text == self.text) {
            let _ = std::fs::remove_file(&self.path);
        }
    }
}
