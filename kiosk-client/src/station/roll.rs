//! The roll of paper: how much of it is used, so that staff change it in time.
//!
//! An estimate from what was printed; a printer that runs out and is fine again has a new roll.

use super::paper::PrinterNews;
use crate::printer::Cause;
use serde::{Deserialize, Serialize};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The roll in the printer.
#[derive(Debug)]
pub(super) struct Roll {
    file: PathBuf,
    length_mm: u32,
    used: Used,
    was_low: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
struct Used {
    mm: u32,
    /// Length of the last paper.
    paper_mm: u32,
}

impl Roll {
    /// Goes on with the roll of before; without a file it is a new one.
    pub(super) fn open(file: &Path, length_mm: u32) -> Self {
        let read = fs::read_to_string(file).unwrap_or_default();
        Self {
            file: file.to_owned(),
            length_mm,
            used: serde_json::from_str(&read).unwrap_or_default(),
            was_low: false,
        }
    }

    /// A paper of this length came out, or may have.
    pub(super) fn printed(&mut self, paper_mm: u32) -> io::Result<()> {
        self.used.mm = self.used.mm.saturating_add(paper_mm);
        self.used.paper_mm = paper_mm;
        self.save()
    }

    /// The printer says how it is.
    pub(super) fn heard(&mut self, news: &PrinterNews) -> io::Result<()> {
        let is_low = news.cause == Some(Cause::PaperOut) || news.near_end == Some(true);
        let is_fine = news.answers && news.cause.is_none() && news.near_end != Some(true);
        let is_new = self.was_low && is_fine;
        // Unplugged for a moment, it is still the same roll.
        self.was_low = is_low || self.was_low && !is_fine;
        if !is_new {
            return Ok(());
        }
        self.used.mm = 0;
        self.save()
    }

    /// About so many papers are left, in steps that are worth telling; none before the first one.
    pub(super) fn papers_left(&self) -> Option<u32> {
        let left_mm = self.length_mm.saturating_sub(self.used.mm);
        let papers = left_mm.checked_div(self.used.paper_mm)?;
        let step = if papers > 200 { 50 } else { 10 };
        Some(papers / step * step)
    }

    fn save(&self) -> io::Result<()> {
        fs::write(&self.file, serde_json::to_vec(&self.used)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn news(cause: Option<Cause>, near_end: Option<bool>) -> PrinterNews {
        PrinterNews {
            cause,
            near_end,
            asked: true,
            answers: cause != Some(Cause::Unreachable),
            ..PrinterNews::default()
        }
    }

    #[test]
    fn papers_are_counted_over_restarts_and_a_new_roll_is_seen() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("kiosk.roll");
        let mut roll = Roll::open(&file, 10_000);
        assert_eq!(roll.papers_left(), None, "no paper tells how long one is");
        roll.printed(100).expect("a disk");
        assert_eq!(roll.papers_left(), Some(90));
        let mut roll = Roll::open(&file, 10_000);
        (0..60).for_each(|_| roll.printed(100).expect("a disk"));
        assert_eq!(roll.papers_left(), Some(30));
        for seen in [
            news(None, Some(true)),
            news(Some(Cause::PaperOut), Some(true)),
            news(Some(Cause::Unreachable), None),
            news(Some(Cause::CoverOpen), None),
        ] {
            roll.heard(&seen).expect("a disk");
        }
        assert_eq!(roll.papers_left(), Some(30));
        roll.heard(&news(None, Some(false))).expect("a disk");
        assert_eq!(roll.papers_left(), Some(100));
    }

    #[test]
    fn an_open_cover_alone_is_no_new_roll_and_rubbish_in_the_file_is_a_new_one() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("kiosk.roll");
        fs::write(&file, "rubbish").expect("a disk");
        let mut roll = Roll::open(&file, 1_000);
        roll.printed(900).expect("a disk");
        roll.heard(&news(Some(Cause::CoverOpen), Some(false)))
            .expect("a disk");
        roll.heard(&news(None, Some(false))).expect("a disk");
        assert_eq!(roll.papers_left(), Some(0));
    }
}
