//! A QR code as an image, for printers that cannot draw one (HARDWARE 2.6).

use crate::limits::BAND_ROWS_MAX;
use qrcode::{Color, EcLevel, QrCode};

/// The commands that print `content` as a QR code on a paper of `dots` dots.
///
/// Modules are whole dots, as large as 6; the quiet zone of four modules is part of the image.
pub(super) fn qr_bands(content: &str, dots: usize) -> Result<Vec<Vec<u8>>, String> {
    let code = QrCode::with_error_correction_level(content, EcLevel::M);
    let code = code.map_err(|error| format!("QR code: {error}"))?;
    let modules = code.width() + 2 * QUIET_MODULES;
    let scale = (dots / modules).min(MODULE_DOTS_MAX);
    if scale == 0 {
        return Err(format!("QR code: {modules} modules do not fit {dots} dots"));
    }
    let colours = code.to_colors();
    let is_black = |x: usize, y: usize| {
        let inside = |at: usize| {
            (at / scale)
                .checked_sub(QUIET_MODULES)
                .filter(|m| *m < code.width())
        };
        let module = inside(x).zip(inside(y));
        module.is_some_and(|(x, y)| colours[y * code.width() + x] == Color::Dark)
    };
    let size = modules * scale;
    let rows: Vec<Vec<u8>> = (0..size).map(|y| row(size, |x| is_black(x, y))).collect();
    Ok(rows.chunks(BAND_ROWS_MAX).map(band).collect())
}

/// One row: most significant bit left, 1 = black, the last byte filled with white.
fn row(width: usize, is_black: impl Fn(usize) -> bool) -> Vec<u8> {
    let mut bytes = vec![0; width.div_ceil(8)];
    for x in (0..width).filter(|x| is_black(*x)) {
        bytes[x / 8] |= 0x80 >> (x % 8);
    }
    bytes
}

/// `GS v 0` with some rows.
fn band(rows: &[Vec<u8>]) -> Vec<u8> {
    let width = u16::try_from(rows.first().map_or(0, Vec::len)).unwrap_or(u16::MAX);
    let height = u16::try_from(rows.len()).unwrap_or(u16::MAX);
    let head = [0x1D, 0x76, 0x30, 0x00];
    [
        &head[..],
        &width.to_le_bytes(),
        &height.to_le_bytes(),
        &rows.concat(),
    ]
    .concat()
}

/// Light modules around the code.
const QUIET_MODULES: usize = 4;

/// Dots of one module at most.
const MODULE_DOTS_MAX: usize = 6;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_are_whole_and_small_enough() {
        let bands = qr_bands("http://hall.local/t/0123456789", 384).expect("it fits");
        let mut rows = 0;
        for band in &bands {
            let width = usize::from(u16::from_le_bytes([band[4], band[5]]));
            let height = usize::from(u16::from_le_bytes([band[6], band[7]]));
            assert!(height <= BAND_ROWS_MAX && width * 8 <= 384);
            assert_eq!(band.len(), 8 + width * height);
            rows += height;
        }
        assert_eq!(rows % 6, 0, "modules are whole dots");
    }

    #[test]
    fn a_paper_too_narrow_is_an_error_not_a_crash() {
        assert!(qr_bands("AB", 8).is_err());
    }
}
