//! Letters drawn with a font of this computer, where the printer has none (HARDWARE 2.2, 2.6).

use crate::bitmap::Bitmap;
use crate::slip::columns::columns;
use ab_glyph::{Font as _, FontRef, GlyphId, PxScale, point};
use fontdb::{Database, Family, ID, Query, Weight};

/// Draws lines of text.
pub trait Typeface: Send + Sync + std::fmt::Debug {
    /// The characters of `text` for which it has no shape.
    fn missing(&self, text: &str) -> Vec<char>;

    /// One line, each column `column_dots` wide and a Chinese character two of them.
    fn draw(&self, text: &str, column_dots: usize, bold: bool) -> Bitmap;
}

/// What draws where the printer cannot; none where the computer has no such font.
pub type Font<'a> = Option<&'a dyn Typeface>;

/// A font that the system has.
#[derive(Debug)]
pub struct SystemFont {
    fonts: Database,
    face: ID,
    name: String,
}

/// The system has no font for Chinese.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("no font named {}", .looked_for.join(", "))]
pub struct NoFont {
    /// The names, in the order of wishes.
    pub looked_for: Vec<String>,
}

impl SystemFont {
    /// The font of this name, or the first of the usual Chinese ones.
    pub fn find(name: Option<&str>) -> Result<Self, NoFont> {
        let mut fonts = Database::new();
        fonts.load_system_fonts();
        let names = name.map_or_else(|| USUAL.to_vec(), |name| vec![name]);
        let found = names.iter().find_map(|name| {
            let query = Query {
                families: &[Family::Name(name)],
                weight: Weight::NORMAL,
                ..Query::default()
            };
            let face = fonts.query(&query)?;
            let is_chinese = fonts.with_face_data(face, |data, index| {
                FontRef::try_from_slice_and_index(data, index)
                    .is_ok_and(|font| font.glyph_id(SAMPLE) != GlyphId(0))
            });
            is_chinese?.then_some((face, (*name).to_owned()))
        });
        match found {
            Some((face, name)) => Ok(Self { fonts, face, name }),
            None => Err(NoFont {
                looked_for: names.into_iter().map(str::to_owned).collect(),
            }),
        }
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Looks into the font's file; it stays on disk, only what is read of it comes to memory.
    fn with<T>(&self, look: impl FnOnce(&FontRef<'_>) -> T) -> Option<T> {
        let read = self.fonts.with_face_data(self.face, |data, index| {
            let font = FontRef::try_from_slice_and_index(data, index).ok()?;
            Some(look(&font))
        });
        read.flatten()
    }
}

impl Typeface for SystemFont {
    fn missing(&self, text: &str) -> Vec<char> {
        let is_missing = |font: &FontRef<'_>| {
            text.chars()
                .filter(|letter| font.glyph_id(*letter) == GlyphId(0))
                .collect()
        };
        self.with(is_missing)
            .unwrap_or_else(|| text.chars().collect())
    }

    fn draw(&self, text: &str, column_dots: usize, bold: bool) -> Bitmap {
        let em = 2 * column_dots;
        let mut line = Bitmap::white(columns(text) * column_dots, line_dots(column_dots));
        self.with(|font| {
            let mut left = 0;
            for letter in text.chars() {
                let wide = columns(letter.encode_utf8(&mut [0; 4])) * column_dots;
                stamp(&mut line, font, letter, (left, wide), em, bold);
                left += wide;
            }
        });
        line
    }
}

/// Rows of a line: its letters and the space to the next line, as a printer has it.
pub const fn line_dots(column_dots: usize) -> usize {
    2 * column_dots + column_dots / 2
}

/// Draws one character into its cell, which begins at `left` and is `wide`.
fn stamp(
    line: &mut Bitmap,
    font: &FontRef<'_>,
    letter: char,
    (left, wide): (usize, usize),
    em: usize,
    bold: bool,
) {
    let glyph = font.glyph_id(letter);
    let units = font.units_per_em().unwrap_or(1_000.0);
    let dots_per_unit = em as f32 / units;
    // Letters narrower than their cell stand in its middle, wider ones are drawn narrower.
    let advance = (font.h_advance_unscaled(glyph) * dots_per_unit).max(1.0);
    let narrowed = (wide as f32 / advance).min(1.0);
    let height = font.height_unscaled() * dots_per_unit;
    let scale = PxScale {
        x: height * narrowed,
        y: height,
    };
    let middle = (wide as f32 - advance * narrowed) / 2.0;
    let at = point(left as f32 + middle, em as f32 * BASELINE);
    let Some(outline) = font.outline_glyph(glyph.with_scale_and_position(scale, at)) else {
        return;
    };
    let corner = outline.px_bounds().min;
    outline.draw(|x, y, coverage| {
        let (x, y) = (corner.x + x as f32, corner.y + y as f32);
        if coverage >= HALF && x >= 0.0 && y >= 0.0 {
            let (x, y) = (x as usize, y as usize);
            line.blacken(x, y);
            if bold {
                line.blacken(x + 1, y);
            }
        }
    });
}

/// A dot is black when its half is covered: no grey on a thermal head.
const HALF: f32 = 0.5;

/// The baseline below the top of a line, in ems: room for what hangs below it.
const BASELINE: f32 = 0.95;

/// A character that every Chinese font has, and every ticket.
const SAMPLE: char = '号';

/// Families for Chinese that systems come with, Linux first.
const USUAL: [&str; 10] = [
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Droid Sans Fallback",
    "Microsoft YaHei",
    "SimHei",
    "SimSun",
    "PingFang SC",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_font_that_is_not_there_is_named() {
        let error = SystemFont::find(Some("No Such Font")).expect_err("no font");
        assert_eq!(error.to_string(), "no font named No Such Font");
    }
}
