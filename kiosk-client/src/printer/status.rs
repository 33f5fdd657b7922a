//! What a printer says about itself: the four bytes of `DLE EOT` (HARDWARE 2.4).

use hall_core::device::PrinterTrouble;
use serde::Serialize;

/// Why a ticket cannot come out.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// No paper.
    PaperOut,
    /// The cover is open.
    CoverOpen,
    /// The cutter is stuck.
    Cutter,
    /// A fault that only switching off can end.
    Fatal,
    /// The print head is too hot and recovers by itself.
    Hot,
    /// Offline for no reason it tells.
    Offline,
    /// Nothing could be sent to it.
    Unreachable,
}

impl Cause {
    /// Every cause.
    pub const ALL: [Self; 7] = [
        Self::PaperOut,
        Self::CoverOpen,
        Self::Cutter,
        Self::Fatal,
        Self::Hot,
        Self::Offline,
        Self::Unreachable,
    ];

    /// The same as staff hear it.
    pub const fn trouble(self) -> PrinterTrouble {
        match self {
            Self::PaperOut => PrinterTrouble::PaperOut,
            Self::CoverOpen => PrinterTrouble::CoverOpen,
            Self::Cutter => PrinterTrouble::Cutter,
            Self::Fatal => PrinterTrouble::Fatal,
            Self::Hot => PrinterTrouble::Hot,
            Self::Offline => PrinterTrouble::Offline,
            Self::Unreachable => PrinterTrouble::Unreachable,
        }
    }

    /// Its name in the catalogue, after `kiosk-cause-` and `kiosk-doctor-fix-`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::PaperOut => "paper-out",
            Self::CoverOpen => "cover-open",
            Self::Cutter => "cutter",
            Self::Fatal => "fatal",
            Self::Hot => "hot",
            Self::Offline => "offline",
            Self::Unreachable => "unreachable",
        }
    }
}

/// The last replies to `DLE EOT 1` to `4`, as far as there are any.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Status {
    replies: [Option<u8>; 4],
}

impl Status {
    /// Notes the reply to `DLE EOT n`, `n` from 1 to 4; others tell nothing.
    pub fn note(&mut self, n: u8, reply: u8) {
        if let Some(slot) = self.replies.get_mut(usize::from(n).wrapping_sub(1)) {
            *slot = Some(reply);
        }
    }

    /// Notes the four bytes that a printer sends by itself.
    pub fn note_block(&mut self, [online, error, paper, _]: [u8; 4]) {
        let bit = |on: bool, mask: u8| if on { mask } else { 0 };
        let cover = online & 0x20 != 0;
        let out = paper & 0x0C != 0;
        self.note(1, 0x12 | online & 0x08);
        self.note(
            2,
            0x12 | bit(cover, 0x04) | bit(out, 0x20) | bit(error & 0x68 != 0, 0x40),
        );
        self.note(3, 0x12 | error & 0x68);
        self.note_paper(paper);
    }

    /// Notes the reply to `GS r 1`: bits 0 and 1 near the end, bits 2 and 3 none left.
    pub fn note_paper(&mut self, paper: u8) {
        let bit = |on: bool, mask: u8| if on { mask } else { 0 };
        let (near_end, out) = (paper & 0x03 != 0, paper & 0x0C != 0);
        self.note(4, 0x12 | bit(near_end, 0x0C) | bit(out, 0x60));
    }

    /// The replies to `DLE EOT 1` to `4` so far.
    pub const fn replies(&self) -> [Option<u8>; 4] {
        self.replies
    }

    /// Names of all bits that can say something (HARDWARE 2.4).
    pub const BITS: [&'static str; 13] = [
        "drawer",
        "offline",
        "waiting",
        "feed-button",
        "cover-open",
        "feeding",
        "paper-end",
        "error",
        "recoverable",
        "cutter",
        "fatal",
        "near-end",
        "paper-out",
    ];

    /// Names of the bits that are set.
    pub fn bits(&self) -> impl Iterator<Item = &'static str> {
        let meanings = [
            (1, 0x04, "drawer"),
            (1, 0x08, "offline"),
            (1, 0x20, "waiting"),
            (1, 0x40, "feed-button"),
            (2, 0x04, "cover-open"),
            (2, 0x08, "feeding"),
            (2, 0x20, "paper-end"),
            (2, 0x40, "error"),
            (3, 0x04, "recoverable"),
            (3, 0x08, "cutter"),
            (3, 0x20, "fatal"),
            (3, 0x40, "recoverable"),
            (4, 0x0C, "near-end"),
            (4, 0x60, "paper-out"),
        ];
        let set = meanings.into_iter();
        set.filter(|(n, mask, _)| self.has(*n, *mask))
            .map(|(.., name)| name)
    }

    /// Why nothing can come out now; none when nothing is known to be wrong.
    ///
    /// The cause that a person can mend comes first. Cheap units set only one of two paper bits.
    pub fn cause(&self) -> Option<Cause> {
        if self.has(4, 0x60) || self.has(2, 0x20) {
            Some(Cause::PaperOut)
        } else if self.has(2, 0x04) {
            Some(Cause::CoverOpen)
        } else if self.has(3, 0x08) {
            Some(Cause::Cutter)
        } else if self.has(3, 0x20) {
            Some(Cause::Fatal)
        } else if self.has(3, 0x40) {
            Some(Cause::Hot)
        } else if self.has(1, 0x08) || self.has(2, 0x40) {
            Some(Cause::Offline)
        } else {
            None
        }
    }

    /// Little paper is left; none while not known.
    pub fn near_end(&self) -> Option<bool> {
        self.replies[3].map(|reply| reply & 0x0C != 0)
    }

    fn has(self, n: usize, mask: u8) -> bool {
        self.replies[n - 1].is_some_and(|reply| reply & mask != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_bit_has_its_meaning() {
        let none = None;
        let table: [(u8, u8, Option<Cause>); 24] = [
            (1, 0x12, none),
            (1, 0x16, none),
            (1, 0x1A, Some(Cause::Offline)),
            (1, 0x32, none),
            (1, 0x52, none),
            (2, 0x12, none),
            (2, 0x16, Some(Cause::CoverOpen)),
            (2, 0x1A, none),
            (2, 0x32, Some(Cause::PaperOut)),
            (2, 0x52, Some(Cause::Offline)),
            (3, 0x12, none),
            (3, 0x16, none),
            (3, 0x1A, Some(Cause::Cutter)),
            (3, 0x32, Some(Cause::Fatal)),
            (3, 0x52, Some(Cause::Hot)),
            (4, 0x12, none),
            (4, 0x16, none),
            (4, 0x1A, none),
            (4, 0x1E, none),
            (4, 0x32, Some(Cause::PaperOut)),
            (4, 0x52, Some(Cause::PaperOut)),
            (4, 0x72, Some(Cause::PaperOut)),
            (4, 0x7E, Some(Cause::PaperOut)),
            (5, 0x7E, none),
        ];
        for (n, reply, expected) in table {
            let mut status = Status::default();
            status.note(n, reply);
            assert_eq!(status.cause(), expected, "DLE EOT {n} answers {reply:02X}");
        }
    }

    #[test]
    fn every_set_bit_is_named() {
        let mut status = Status::default();
        assert_eq!(status.bits().count(), 0);
        (1..=4).for_each(|n| status.note(n, 0x7E));
        let named: std::collections::BTreeSet<&str> = status.bits().collect();
        assert_eq!(named, std::collections::BTreeSet::from(Status::BITS));
        (1..=4).for_each(|n| status.note(n, 0x12));
        assert_eq!(status.bits().count(), 0);
    }

    #[test]
    fn little_paper_is_seen_by_either_bit_and_unknown_by_silence() {
        let near_end = |reply| {
            let mut status = Status::default();
            status.note(4, reply);
            status.near_end()
        };
        assert_eq!(
            [0x12, 0x16, 0x1A, 0x1E].map(near_end),
            [false, true, true, true].map(Some)
        );
        assert_eq!(Status::default().near_end(), None);
    }

    #[test]
    fn a_block_sent_by_itself_says_the_same() {
        let cause = |block| {
            let mut status = Status::default();
            status.note_block(block);
            status.cause()
        };
        assert_eq!(cause([0x10, 0, 0, 0]), None);
        assert_eq!(cause([0x38, 0, 0, 0]), Some(Cause::CoverOpen));
        assert_eq!(cause([0x18, 0, 0x0F, 0]), Some(Cause::PaperOut));
        assert_eq!(cause([0x18, 0x08, 0, 0]), Some(Cause::Cutter));
        assert_eq!(cause([0x18, 0, 0, 0]), Some(Cause::Offline));
    }
}
