//! Announcements as files: `call-000001.wav` and so on, the oldest removed past a limit.

use super::VoiceError;
use crate::limits::WAV_FILES_MAX;
use crate::render::Sound;
use std::collections::VecDeque;
use std::path::{Path, PathBuf};

/// The files written so far.
#[derive(Debug)]
pub(super) struct Files {
    kept: VecDeque<PathBuf>,
    kept_max: usize,
    last: u64,
}

impl Default for Files {
    fn default() -> Self {
        Self::keeping(WAV_FILES_MAX)
    }
}

impl Files {
    /// Keeps at most `kept_max` files.
    pub(super) fn keeping(kept_max: usize) -> Self {
        Self {
            kept: VecDeque::new(),
            kept_max,
            last: 0,
        }
    }

    /// Writes the next file; the folder is made when it is not there.
    ///
    /// A file of an earlier run with the same name is overwritten, so the folder stays bounded.
    pub(super) fn write(&mut self, dir: &Path, sound: &Sound) -> Result<(), VoiceError> {
        let fault = |path: &Path, source| VoiceError::Wav {
            path: path.to_owned(),
            source,
        };
        std::fs::create_dir_all(dir).map_err(|error| fault(dir, error))?;
        let path = dir.join(format!("call-{:06}.wav", self.last + 1));
        std::fs::write(&path, sound.wav()).map_err(|error| fault(&path, error))?;
        self.last += 1;
        self.kept.push_back(path);
        if self.kept.len() > self.kept_max
            && let Some(oldest) = self.kept.pop_front()
        {
            // Somebody else may have taken it away already, which is just as well.
            drop(std::fs::remove_file(oldest));
        }
        Ok(())
    }
}
