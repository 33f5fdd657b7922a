//! The bytes of a database at one moment: the main file and its log.
//!
//! The log's format is that of `SQLite`'s documentation: a header of 32 bytes, then frames of 24
//! bytes and one page, the last frame of each transaction marked by a size that is not 0.

use std::fs;
use std::io;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

/// Bytes of the log's header.
pub(super) const LOG_HEADER: usize = 32;

/// Bytes of a frame's header.
pub(super) const FRAME_HEADER: usize = 24;

/// What a disk writes whole or not at all.
pub(super) const SECTOR: usize = 512;

/// Main file and log; an empty log stands for a missing one.
#[derive(Clone, Debug, Default)]
pub(super) struct Image {
    pub(super) main: Arc<[u8]>,
    pub(super) log: Arc<[u8]>,
}

/// One frame of a log.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Frame {
    /// Where it begins.
    pub(super) start: usize,
    /// Where it ends.
    pub(super) end: usize,
    /// Whether a transaction ends with it.
    pub(super) commits: bool,
}

impl Image {
    /// Reads the database of a folder.
    pub(super) fn read(folder: &Path) -> io::Result<Self> {
        let main = read(&folder.join("hall.db"))?.into();
        let log = read(&folder.join("hall.db-wal"))?.into();
        Ok(Self { main, log })
    }

    /// Puts it into a folder, in the place of whatever was there.
    pub(super) fn put(&self, folder: &Path) -> io::Result<()> {
        for name in ["hall.db-shm", "hall.db-journal", "commit-failed"] {
            remove(&folder.join(name))?;
        }
        fs::write(folder.join("hall.db"), &self.main)?;
        let log = folder.join("hall.db-wal");
        if self.log.is_empty() {
            remove(&log)
        } else {
            fs::write(log, &self.log)
        }
    }

    /// The same with another log.
    pub(super) fn with_log(&self, log: Vec<u8>) -> Self {
        Self {
            main: Arc::clone(&self.main),
            log: log.into(),
        }
    }

    /// The frames of the log that belong to its header.
    pub(super) fn frames(&self) -> Vec<Frame> {
        frames(&self.log)
    }

    /// The page size that the log or the main file names; 0 in a database without any page.
    pub(super) fn page(&self) -> usize {
        match (word(&self.log, 8), half(&self.main, 16)) {
            (Some(page), _) => page as usize,
            // 1 stands for 65,536, which does not fit into two bytes.
            (None, Some(1)) => 65_536,
            (None, Some(page)) => usize::from(page),
            (None, None) => 0,
        }
    }

    /// What tells one run of the log from the next.
    pub(super) fn salt(&self) -> Option<&[u8]> {
        self.log.get(16..24)
    }
}

/// Where the bytes of a log end that a writer has put there.
pub(super) fn written(frames: &[Frame]) -> usize {
    frames.last().map_or(0, |frame| frame.end)
}

/// The parts of a range between the ends of transactions.
pub(super) fn transactions(frames: &[Frame], range: Range<usize>) -> Vec<Range<usize>> {
    let mut start = range.start;
    let mut parts = Vec::new();
    for frame in frames {
        if frame.commits && frame.end > range.start && frame.end <= range.end {
            parts.push(start..frame.end);
            start = frame.end;
        }
    }
    parts
}

fn frames(log: &[u8]) -> Vec<Frame> {
    let (Some(page), Some(salt)) = (word(log, 8), log.get(16..24)) else {
        return Vec::new();
    };
    let size = FRAME_HEADER + page as usize;
    let starts = (LOG_HEADER..).step_by(size);
    let frame = |start: usize| {
        let bytes = log.get(start..start + size)?;
        let ours = bytes.get(8..16) == Some(salt);
        ours.then(|| Frame {
            start,
            end: start + size,
            commits: word(bytes, 4) != Some(0),
        })
    };
    starts.map_while(frame).collect()
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    let bytes = bytes.get(at..at + 4)?.try_into().ok()?;
    Some(u32::from_be_bytes(bytes))
}

fn half(bytes: &[u8], at: usize) -> Option<u16> {
    let bytes = bytes.get(at..at + 2)?.try_into().ok()?;
    Some(u16::from_be_bytes(bytes))
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    match fs::read(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        read => read,
    }
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A log with pages of 8 bytes, so that it can be written by hand.
    fn log(salts: &[(u8, u32)]) -> Vec<u8> {
        let mut log = vec![0; LOG_HEADER];
        log[8..12].copy_from_slice(&8_u32.to_be_bytes());
        log[16..24].fill(7);
        for (salt, commit) in salts {
            let mut frame = vec![0; FRAME_HEADER + 8];
            frame[4..8].copy_from_slice(&commit.to_be_bytes());
            frame[8..16].fill(*salt);
            log.extend(frame);
        }
        log
    }

    #[test]
    fn frames_end_where_those_of_an_older_log_begin() {
        let image = Image::default().with_log(log(&[(7, 0), (7, 3), (7, 4), (6, 9)]));
        let frames = image.frames();
        assert_eq!(frames.len(), 3);
        assert_eq!(written(&frames), LOG_HEADER + 3 * 32);
        let parts = transactions(&frames, 0..written(&frames));
        assert_eq!(
            parts,
            [0..LOG_HEADER + 64, LOG_HEADER + 64..LOG_HEADER + 96]
        );
        assert_eq!(image.page(), 8);
    }

    #[test]
    fn a_log_that_is_too_short_has_no_frames() {
        for length in 0..LOG_HEADER + 31 {
            let mut log = log(&[(7, 1)]);
            log.truncate(length);
            assert_eq!(Image::default().with_log(log).frames(), []);
        }
    }
}
