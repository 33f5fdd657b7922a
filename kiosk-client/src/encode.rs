//! A slip as printer bytes, through the `escpos` crate with a driver that only collects them.
//!
//! Text goes out as GB18030 in Chinese mode without any page code; commands for which the crate has
//! no call or the wrong bytes are sent as they are (the traps of HARDWARE 2.1). Pure.

mod image;
mod memory;
mod text;

use crate::limits;
use crate::profile::{Profile, Proof, QrBy};
use crate::slip::{Detail, Facts, Line, Slip};
use encoding_rs::GB18030;
use escpos::errors::PrinterError;
use escpos::printer::Printer;
use escpos::printer_options::PrinterOptions;
use escpos::utils::{
    Encoder, JustifyMode, Protocol, QRCodeCorrectionLevel, QRCodeModel, QRCodeOption,
};
use memory::Memory;
use std::fmt;
use text::printable;

/// A ticket ready for the printer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Encoded {
    /// The bytes, from `ESC @` to the request for proof.
    pub bytes: Vec<u8>,
    /// Bytes without images: what the budget of a text ticket counts.
    pub text_bytes: usize,
    /// Characters that the printer's font lacks, printed as `〓`.
    pub replaced: Vec<char>,
}

/// Four digits by which a printer confirms one ticket (HARDWARE 2.5).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ProcessId([u8; 4]);

impl ProcessId {
    /// The id of a ticket: `0001` to `9999`, so that neighbours differ.
    pub fn of(ticket: u64) -> Self {
        let mut rest = ticket % 9999 + 1;
        let mut digits = [b'0'; 4];
        for digit in digits.iter_mut().rev() {
            *digit += u8::try_from(rest % 10).unwrap_or(0);
            rest /= 10;
        }
        Self(digits)
    }

    /// The four bytes on the wire.
    pub const fn bytes(self) -> [u8; 4] {
        self.0
    }
}

/// A slip that cannot be put into bytes; the profile asks for what no printer does.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("the ticket cannot be encoded: {0}; check the printer's profile")]
pub struct EncodeError(String);

impl From<PrinterError> for EncodeError {
    fn from(error: PrinterError) -> Self {
        Self(error.to_string())
    }
}

/// The fullest ticket that keeps the budget of [`limits::TICKET_BYTES_MAX`].
pub fn ticket(facts: &Facts<'_>, profile: &Profile, id: ProcessId) -> Result<Encoded, EncodeError> {
    let encoded = |detail| {
        slip(
            &Slip::compose(facts, profile.columns, profile.scale_max, detail),
            profile,
            id,
        )
    };
    let mut last = encoded(Detail::STEPS[0])?;
    for detail in &Detail::STEPS[1..] {
        if last.text_bytes <= limits::TICKET_BYTES_MAX {
            break;
        }
        last = encoded(*detail)?;
    }
    Ok(last)
}

/// One slip, cut, with the request for proof behind it.
pub fn slip(slip: &Slip, profile: &Profile, id: ProcessId) -> Result<Encoded, EncodeError> {
    let mut page = Page::new(profile)?;
    for line in &slip.lines {
        page.line(line)?;
    }
    page.finish(id)
}

struct Page<'a> {
    printer: Printer<Memory>,
    profile: &'a Profile,
    centred: bool,
    image_bytes: usize,
    replaced: Vec<char>,
}

impl<'a> Page<'a> {
    fn new(profile: &'a Profile) -> Result<Self, EncodeError> {
        let columns = u8::try_from(profile.columns).unwrap_or(u8::MAX);
        // No page code: its bytes are lead bytes in Chinese mode.
        let options = PrinterOptions::new(None, None, columns);
        let protocol = Protocol::new(Encoder::new(GB18030));
        let mut printer = Printer::new(Memory::default(), protocol, Some(options));
        printer.init()?.custom(CHINESE_MODE)?;
        Ok(Self {
            printer,
            profile,
            centred: false,
            image_bytes: 0,
            replaced: Vec::new(),
        })
    }

    fn line(&mut self, line: &Line) -> Result<(), EncodeError> {
        match line {
            Line::Text {
                text,
                scale,
                bold,
                centred,
            } => {
                self.justify(*centred)?;
                self.text(text, *scale, *bold)
            }
            Line::Qr(content) => {
                self.justify(true)?;
                self.qr(content)
            }
        }
    }

    fn justify(&mut self, centred: bool) -> Result<(), EncodeError> {
        if centred != self.centred {
            let mode = if centred {
                JustifyMode::CENTER
            } else {
                JustifyMode::LEFT
            };
            self.printer.justify(mode)?;
            self.centred = centred;
        }
        Ok(())
    }

    fn text(&mut self, text: &str, scale: u8, bold: bool) -> Result<(), EncodeError> {
        let text = printable(text, &mut self.replaced);
        if bold {
            self.printer.bold(true)?;
        }
        if scale > 1 {
            self.printer.size(scale, scale)?;
        }
        self.printer.writeln(&text)?;
        if bold {
            self.printer.bold(false)?;
        }
        if scale > 1 {
            self.printer.size(1, 1)?;
        }
        Ok(())
    }

    fn qr(&mut self, content: &str) -> Result<(), EncodeError> {
        if self.profile.qr == QrBy::Printer {
            let level = QRCodeCorrectionLevel::M;
            let option = QRCodeOption::new(QRCodeModel::Model2, QR_MODULE_DOTS, level);
            self.printer.qrcode_option(content, option)?;
            return Ok(());
        }
        for band in image::qr_bands(content, self.profile.dots).map_err(EncodeError)? {
            self.image_bytes += band.len();
            self.printer.custom(&band)?;
        }
        Ok(())
    }

    fn finish(mut self, id: ProcessId) -> Result<Encoded, EncodeError> {
        self.printer.custom(CUT)?;
        match self.profile.proof {
            Proof::ProcessId => {
                let command = [PROCESS_ID, &id.bytes()].concat();
                self.printer.custom(&command)?
            }
            Proof::Fence => self.printer.custom(FENCE)?,
        };
        self.printer.print()?;
        let bytes = self.printer.driver().into_bytes();
        let text_bytes = bytes.len() - self.image_bytes;
        Ok(Encoded {
            bytes,
            text_bytes,
            replaced: self.replaced,
        })
    }
}

impl fmt::Display for ProcessId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0
            .iter()
            .try_for_each(|digit| write!(f, "{}", char::from(*digit)))
    }
}

/// Dots of one module of a QR code: a link on a narrow paper still fits, a phone reads it.
const QR_MODULE_DOTS: u8 = 6;

/// `FS &`; the crate has no call for it.
const CHINESE_MODE: &[u8] = &[0x1C, 0x26];

/// Feed to the cutter and cut partially; the crate's own call cuts through.
const CUT: &[u8] = &[0x1D, 0x56, 0x42, 0x00];

/// `GS ( H` function 48, followed by four bytes.
const PROCESS_ID: &[u8] = &[0x1D, 0x28, 0x48, 6, 0, 0x30, 0x30];

/// `GS r 1`.
const FENCE: &[u8] = &[0x1D, 0x72, 0x01];

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, scale: u8, bold: bool) -> Line {
        Line::Text {
            text: text.into(),
            scale,
            bold,
            centred: true,
        }
    }

    fn bytes(lines: Vec<Line>, profile: &Profile) -> Vec<u8> {
        slip(&Slip { lines }, profile, ProcessId::of(0))
            .expect("a plain slip")
            .bytes
    }

    fn hex(text: &str) -> Vec<u8> {
        text.split_whitespace()
            .map(|byte| u8::from_str_radix(byte, 16).expect("two hexadecimal digits"))
            .collect()
    }

    #[test]
    fn a_ticket_is_exactly_the_known_bytes() {
        let profile = Profile {
            proof: Proof::ProcessId,
            ..Profile::default()
        };
        let lines = vec![
            line("市民政务服务中心", 1, true),
            line("A023", 4, false),
            line("不动产登记", 2, false),
        ];
        let known = hex(
            "1B 40  1C 26  1B 61 01  1B 45 01  CA D0 C3 F1 D5 FE CE F1 B7 FE CE F1 D6 D0 D0 C4
             1B 64 01  1B 45 00
             1D 21 33  41 30 32 33  1B 64 01  1D 21 00
             1D 21 11  B2 BB B6 AF B2 FA B5 C7 BC C7  1B 64 01  1D 21 00
             1D 56 42 00  1D 28 48 06 00 30 30 30 30 30 31",
        );
        assert_eq!(bytes(lines, &profile), known);
    }

    #[test]
    fn a_qr_code_is_exactly_the_known_bytes() {
        let known = hex("1B 40  1C 26  1B 61 01
             1D 28 6B 04 00 31 41 32 00  1D 28 6B 03 00 31 43 06  1D 28 6B 03 00 31 45 31
             1D 28 6B 05 00 31 50 30 41 42  1D 28 6B 03 00 31 51 30
             1D 56 42 00  1D 72 01");
        assert_eq!(
            bytes(vec![Line::Qr("AB".into())], &Profile::default()),
            known
        );
    }

    #[test]
    fn names_carry_no_commands_to_the_printer() {
        let evil = bytes(
            vec![line("a\u{1b}@b\n\u{7f}c", 1, false)],
            &Profile::default(),
        );
        let plain = bytes(vec![line("a@bc", 1, false)], &Profile::default());
        assert_eq!(evil, plain);
    }

    #[test]
    fn characters_outside_the_font_are_replaced_and_reported() {
        let slip_of = |text: &str| {
            let slip = Slip {
                lines: vec![line(text, 1, false)],
            };
            super::slip(&slip, &Profile::default(), ProcessId::of(0)).expect("a plain slip")
        };
        let encoded = slip_of("㛃5¥");
        assert_eq!(encoded.replaced, ['㛃']);
        assert_eq!(encoded.bytes, slip_of("〓5￥").bytes);
        assert!(slip_of("买买提·艾力€").replaced.is_empty());
    }

    #[test]
    fn ids_of_neighbouring_tickets_differ_and_have_four_digits() {
        assert_eq!(ProcessId::of(0).to_string(), "0001");
        assert_eq!(ProcessId::of(9998).to_string(), "9999");
        assert_eq!(ProcessId::of(9999).to_string(), "0001");
    }
}
