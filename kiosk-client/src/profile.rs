//! What a printer can do: its paper, its largest letters, who draws the QR code, how it confirms.

use clap::ValueEnum;

/// The abilities of one printer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Profile {
    /// Columns of plain text.
    pub columns: usize,
    /// Dots in a row.
    pub dots: usize,
    /// Largest magnification of a character, 1 to 8; small printers end at 2.
    pub scale_max: u8,
    /// Who draws the QR code.
    pub qr: QrBy,
    /// How the printer says that a ticket came out.
    pub proof: Proof,
}

/// Paper widths.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum PaperWidth {
    /// 80 mm: 48 columns, 576 dots.
    #[value(name = "80")]
    Mm80,
    /// 58 mm: 32 columns, 384 dots.
    #[value(name = "58")]
    Mm58,
}

/// Who draws the QR code.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum QrBy {
    /// The printer's own command.
    Printer,
    /// We do, as an image.
    Image,
}

/// How a printer says that a ticket came out (HARDWARE 2.5).
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Proof {
    /// `GS ( H`: it repeats an id when everything before it is printed.
    ProcessId,
    /// `GS r 1`: it answers in order, after what came before.
    Fence,
}

impl Profile {
    /// The usual printer of a paper width.
    pub const fn of(paper: PaperWidth) -> Self {
        match paper {
            PaperWidth::Mm80 => Self {
                columns: 48,
                dots: 576,
                scale_max: 4,
                qr: QrBy::Printer,
                proof: Proof::Fence,
            },
            // Many narrow printers scale to 2 only and have no QR command.
            PaperWidth::Mm58 => Self {
                columns: 32,
                dots: 384,
                scale_max: 2,
                qr: QrBy::Image,
                proof: Proof::Fence,
            },
        }
    }
}

impl Default for Profile {
    fn default() -> Self {
        Self::of(PaperWidth::Mm80)
    }
}
