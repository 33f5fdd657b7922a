//! What a printer can do: its paper, its letters, who draws the QR code, how it speaks of itself.

mod file;

pub use file::BadProfile;

use clap::ValueEnum;
use serde::Deserialize;

/// The abilities of one printer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Profile {
    /// Columns of plain text.
    pub columns: usize,
    /// Dots in a row.
    pub dots: usize,
    /// Largest magnification of a character, 1 to 8; small printers end at 2.
    pub scale_max: u8,
    /// How large the number is at most, 1 to 8; beyond `scale_max` it is drawn, where a font is.
    pub number_scale: u8,
    /// Characters it has.
    pub letters: Letters,
    /// Who draws the QR code.
    pub qr: QrBy,
    /// How it says how it is.
    pub status: StatusBy,
    /// How it says that a ticket came out.
    pub proof: Proof,
    /// A sensor sees the end of the roll coming; without one nobody is told that the paper lasts.
    pub near_end: bool,
    /// Length of a new roll in mm, to count what is left of it.
    pub roll_mm: u32,
}

/// Paper widths.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub enum PaperWidth {
    /// 80 mm: 48 columns, 576 dots.
    #[default]
    #[value(name = "80")]
    Mm80,
    /// 58 mm: 32 columns, 384 dots.
    #[value(name = "58")]
    Mm58,
}

/// Characters that a printer has in its own memory (HARDWARE 2.2).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Letters {
    /// The two-byte area of GB 18030.
    Gb18030,
    /// Levels 1 and 2 of GB/T 2312.
    Gb2312,
    /// No Chinese ones: every ticket is an image.
    None,
}

/// Who draws the QR code.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum QrBy {
    /// The printer's own command.
    Printer,
    /// We do, as an image.
    Image,
}

/// How a printer says how it is (HARDWARE 2.4).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StatusBy {
    /// `DLE EOT 1` to `4`, answered at once even while it cannot print.
    DleEot,
    /// `GS a`: four bytes when it is asked to report, and at every change.
    Asb,
    /// `GS r 1`: only paper, and in order; without paper it may never answer.
    GsR,
    /// It never says anything.
    None,
}

/// How a printer says that a ticket came out (HARDWARE 2.5).
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Proof {
    /// `GS ( H`: it repeats an id when everything before it is printed.
    ProcessId,
    /// `GS r 1`: it answers in order, after what came before.
    Fence,
    /// Not at all: every paper is unconfirmed.
    None,
}

impl Profile {
    /// The usual printer of a paper width.
    pub const fn of(paper: PaperWidth) -> Self {
        match paper {
            PaperWidth::Mm80 => Self {
                columns: 48,
                dots: 576,
                scale_max: 4,
                number_scale: 4,
                letters: Letters::Gb18030,
                qr: QrBy::Printer,
                status: StatusBy::DleEot,
                proof: Proof::Fence,
                near_end: true,
                roll_mm: 80_000,
            },
            // Many narrow printers scale to 2 only and have no QR command.
            PaperWidth::Mm58 => Self {
                columns: 32,
                dots: 384,
                scale_max: 2,
                number_scale: 4,
                letters: Letters::Gb18030,
                qr: QrBy::Image,
                status: StatusBy::DleEot,
                proof: Proof::Fence,
                near_end: false,
                roll_mm: 30_000,
            },
        }
    }

    /// Dots of one column.
    pub const fn column_dots(&self) -> usize {
        self.dots / self.columns
    }
}

impl Default for Profile {
    fn default() -> Self {
        Self::of(PaperWidth::Mm80)
    }
}
