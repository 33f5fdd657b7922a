//! A slip as printer bytes, through the `escpos` crate with a driver that only collects them.
//!
//! Text goes out as GB18030 in Chinese mode without any page code; commands for which the crate has
//! no call or the wrong bytes are sent as they are (the traps of HARDWARE 2.1). Pure.

mod memory;
mod qr;
mod text;

use crate::bitmap::Bitmap;
use crate::font::{Font, Typeface};
use crate::limits;
use crate::profile::{Letters, Profile, Proof, QrBy};
use crate::slip::{Detail, Facts, Line, Room, Slip};
use encoding_rs::GB18030;
use escpos::errors::PrinterError;
use escpos::printer::Printer;
use escpos::printer_options::PrinterOptions;
use escpos::utils::{
    Encoder, JustifyMode, Protocol, QRCodeCorrectionLevel, QRCodeModel, QRCodeOption,
};
use memory::Memory;
use std::fmt;
use text::{fits, plain, without};

/// A ticket ready for the printer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Encoded {
    /// The bytes, from `ESC @` to the request for proof.
    pub bytes: Vec<u8>,
    /// Bytes without images: what the budget of a text ticket counts.
    pub text_bytes: usize,
    /// Characters that neither the printer nor the computer has, printed as `〓`.
    pub replaced: Vec<char>,
    /// About so many mm of paper, the cut included.
    pub length_mm: u32,
}

/// What turns slips into bytes: the printer's abilities, and a font for what it lacks.
#[derive(Clone, Copy, Debug)]
pub struct Press<'a> {
    /// The abilities.
    pub profile: &'a Profile,
    /// Draws what the printer cannot; none where the computer has no such font.
    pub font: Font<'a>,
}

impl<'a> Press<'a> {
    /// A printer alone, without any font of the computer's.
    pub const fn of(profile: &'a Profile) -> Self {
        Self {
            profile,
            font: None,
        }
    }

    /// What a slip can be laid out on.
    pub fn room(&self) -> Room {
        let profile = self.profile;
        // What is drawn can be of any size.
        let draws_all = self.font.is_some() && profile.letters == Letters::None;
        let scale_max = if draws_all {
            SCALE_MAX
        } else {
            profile.scale_max
        };
        let number_scale = match self.font {
            Some(_) => profile.number_scale,
            None => profile.number_scale.min(scale_max),
        };
        Room {
            columns: profile.columns,
            scale_max,
            number_scale,
        }
    }
}

/// Four digits by which a printer confirms one ticket (HARDWARE 2.5).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ProcessId([u8; 4]);

impl ProcessId {
    /// No ticket's id: asks only whether the printer answers in order.
    pub const STEP: Self = Self(*b"0000");

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
pub fn ticket(facts: &Facts<'_>, press: Press<'_>, id: ProcessId) -> Result<Encoded, EncodeError> {
    let room = press.room();
    let encoded = |detail| slip(&Slip::compose(facts, room, detail), press, id);
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
pub fn slip(slip: &Slip, press: Press<'_>, id: ProcessId) -> Result<Encoded, EncodeError> {
    let mut page = Page::new(press)?;
    for line in &slip.lines {
        page.line(line)?;
    }
    page.finish(id)
}

/// What asks for proof that everything before it is printed; empty where nothing gives it.
pub fn proof_request(proof: Proof, id: ProcessId) -> Vec<u8> {
    match proof {
        Proof::ProcessId => [PROCESS_ID, &id.bytes()].concat(),
        Proof::Fence => FENCE.to_vec(),
        Proof::None => Vec::new(),
    }
}

struct Page<'a> {
    printer: Printer<Memory>,
    press: Press<'a>,
    centred: bool,
    image_bytes: usize,
    replaced: Vec<char>,
    /// Rows of dots so far.
    rows: usize,
}

impl<'a> Page<'a> {
    fn new(press: Press<'a>) -> Result<Self, EncodeError> {
        let columns = u8::try_from(press.profile.columns).unwrap_or(u8::MAX);
        // No page code: its bytes are lead bytes in Chinese mode.
        let options = PrinterOptions::new(None, None, columns);
        let protocol = Protocol::new(Encoder::new(GB18030));
        let mut printer = Printer::new(Memory::default(), protocol, Some(options));
        printer.init()?.custom(CHINESE_MODE)?;
        Ok(Self {
            printer,
            press,
            centred: false,
            image_bytes: 0,
            replaced: Vec::new(),
            rows: CUT_ROWS,
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
        let text = plain(text);
        let profile = self.press.profile;
        let is_printable = fits(&text, profile.letters) && scale <= profile.scale_max;
        match self.press.font {
            Some(font) if !is_printable && font.missing(&text).is_empty() => {
                self.drawn(font, &text, scale, bold)
            }
            _ => self.printed(&text, scale.min(profile.scale_max), bold),
        }
    }

    /// A line in the printer's own letters.
    fn printed(&mut self, text: &str, scale: u8, bold: bool) -> Result<(), EncodeError> {
        let text = without(text, self.press.profile.letters, &mut self.replaced);
        self.rows += LETTER_ROWS * usize::from(scale) + SPACE_ROWS;
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

    /// A line drawn by us.
    fn drawn(
        &mut self,
        font: &dyn Typeface,
        text: &str,
        scale: u8,
        bold: bool,
    ) -> Result<(), EncodeError> {
        let column_dots = self.press.profile.column_dots() * usize::from(scale);
        self.image(&font.draw(text, column_dots, bold))
    }

    fn qr(&mut self, content: &str) -> Result<(), EncodeError> {
        if self.press.profile.qr == QrBy::Printer {
            let level = QRCodeCorrectionLevel::M;
            let option = QRCodeOption::new(QRCodeModel::Model2, QR_MODULE_DOTS, level);
            self.printer.qrcode_option(content, option)?;
            self.rows += QR_ROWS;
            return Ok(());
        }
        let code = qr::qr(content, self.press.profile.dots).map_err(EncodeError)?;
        self.image(&code)
    }

    fn image(&mut self, image: &Bitmap) -> Result<(), EncodeError> {
        let bands = image.bands();
        self.image_bytes += bands.len();
        self.rows += image.height();
        self.printer.custom(&bands)?;
        Ok(())
    }

    fn finish(mut self, id: ProcessId) -> Result<Encoded, EncodeError> {
        self.printer.custom(CUT)?;
        self.printer
            .custom(&proof_request(self.press.profile.proof, id))?;
        self.printer.print()?;
        let bytes = self.printer.driver().into_bytes();
        let text_bytes = bytes.len() - self.image_bytes;
        Ok(Encoded {
            bytes,
            text_bytes,
            replaced: self.replaced,
            length_mm: (self.rows / DOTS_PER_MM) as u32,
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

/// Largest magnification that anything is drawn with.
const SCALE_MAX: u8 = 8;

/// Dots of one module of a QR code: a link on a narrow paper still fits, a phone reads it.
const QR_MODULE_DOTS: u8 = 6;

/// Dots per mm of a head with 203 dpi.
const DOTS_PER_MM: usize = 8;

/// Rows of a letter, and between it and the next line: a sixth of an inch in all.
const LETTER_ROWS: usize = 24;
const SPACE_ROWS: usize = 10;

/// Rows of a code that the printer draws: 33 modules of 6 dots, and its margin.
const QR_ROWS: usize = 246;

/// Rows between the head and the cutter.
const CUT_ROWS: usize = 120;

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
        slip(&Slip { lines }, Press::of(profile), ProcessId::of(0))
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
            super::slip(&slip, Press::of(&Profile::default()), ProcessId::of(0))
                .expect("a plain slip")
        };
        let encoded = slip_of("㛃5¥");
        assert_eq!(encoded.replaced, ['㛃']);
        assert_eq!(encoded.bytes, slip_of("〓5￥").bytes);
        assert!(slip_of("买买提·艾力€").replaced.is_empty());
    }

    /// Draws every character but `\u{2CC56}` as one black dot in the corner of its cell.
    #[derive(Debug)]
    struct Dots;

    impl Typeface for Dots {
        fn missing(&self, text: &str) -> Vec<char> {
            text.chars()
                .filter(|letter| *letter == '\u{2CC56}')
                .collect()
        }

        fn draw(&self, text: &str, column_dots: usize, _bold: bool) -> Bitmap {
            let wide = crate::slip::columns::columns(text) * column_dots;
            let mut line = Bitmap::white(wide, 2 * column_dots);
            for (at, _) in text.chars().enumerate() {
                line.blacken(at * 2 * column_dots, 0);
            }
            line
        }
    }

    fn drawn(lines: Vec<Line>, profile: &Profile) -> Encoded {
        let press = Press {
            profile,
            font: Some(&Dots),
        };
        slip(&Slip { lines }, press, ProcessId::of(0)).expect("a plain slip")
    }

    #[test]
    fn a_line_with_a_character_that_the_printer_lacks_is_drawn_and_the_others_are_not() {
        let encoded = drawn(
            vec![line("㛃", 1, false), line("号", 1, false)],
            &Profile::default(),
        );
        assert!(encoded.replaced.is_empty());
        let mut known = hex("1B 40  1C 26  1B 61 01  1D 76 30 00 03 00 18 00  80 00 00");
        known.extend([0; 23 * 3]);
        known.extend(hex("BA C5  1B 64 01  1D 56 42 00  1D 72 01"));
        assert_eq!(encoded.bytes, known);
        assert_eq!(encoded.text_bytes, known.len() - 8 - 24 * 3);
    }

    #[test]
    fn a_character_that_nobody_has_is_replaced_and_reported() {
        let encoded = drawn(vec![line("\u{2CC56}", 1, false)], &Profile::default());
        assert_eq!(encoded.replaced, ['\u{2CC56}']);
        let gb2312 = Profile {
            letters: Letters::Gb2312,
            ..Profile::default()
        };
        let rare = slip(
            &Slip {
                lines: vec![line("龴", 1, false)],
            },
            Press::of(&gb2312),
            ProcessId::of(0),
        );
        assert_eq!(rare.expect("a plain slip").replaced, ['龴']);
    }

    #[test]
    fn a_number_larger_than_the_printers_letters_is_drawn_where_a_font_is() {
        let narrow = Profile {
            scale_max: 2,
            ..Profile::default()
        };
        let images = |encoded: &Encoded| encoded.bytes.len() - encoded.text_bytes;
        assert!(images(&drawn(vec![line("A023", 4, false)], &narrow)) > 0);
        let alone = bytes(vec![line("A023", 4, false)], &narrow);
        assert_eq!(alone, bytes(vec![line("A023", 2, false)], &narrow));
    }

    #[test]
    fn a_printer_without_chinese_letters_gets_only_images() {
        let blind = Profile {
            letters: Letters::None,
            ..Profile::default()
        };
        let encoded = drawn(vec![line("号 A023", 2, true)], &blind);
        assert_eq!(
            encoded.text_bytes,
            hex("1B 40 1C 26 1B 61 01 1D 56 42 00 1D 72 01").len()
        );
        let alone = slip(
            &Slip {
                lines: vec![line("号A", 1, false)],
            },
            Press::of(&blind),
            ProcessId::of(0),
        );
        let alone = alone.expect("a plain slip");
        assert_eq!(alone.replaced, ['号']);
        assert_eq!(
            alone.bytes,
            bytes(vec![line("?A", 1, false)], &Profile::default())
        );
    }

    #[test]
    fn ids_of_neighbouring_tickets_differ_and_have_four_digits() {
        assert_eq!(ProcessId::of(0).to_string(), "0001");
        assert_eq!(ProcessId::of(9998).to_string(), "9999");
        assert_eq!(ProcessId::of(9999).to_string(), "0001");
    }
}
