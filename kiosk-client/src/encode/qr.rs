//! A QR code as dots, for printers that cannot draw one (HARDWARE 2.6).

use crate::bitmap::Bitmap;
use qrcode::{Color, EcLevel, QrCode};

/// `content` as a QR code for a paper of `dots` dots.
///
/// Modules are whole dots, as large as 6; the quiet zone of four modules is part of the image.
pub(super) fn qr(content: &str, dots: usize) -> Result<Bitmap, String> {
    let code = QrCode::with_error_correction_level(content, EcLevel::M);
    let code = code.map_err(|error| format!("QR code: {error}"))?;
    let modules = code.width() + 2 * QUIET_MODULES;
    let scale = (dots / modules).min(MODULE_DOTS_MAX);
    if scale == 0 {
        return Err(format!("QR code: {modules} modules do not fit {dots} dots"));
    }
    let mut bitmap = Bitmap::white(modules * scale, modules * scale);
    let dark = code.to_colors().into_iter().enumerate();
    for (at, _) in dark.filter(|(_, colour)| *colour == Color::Dark) {
        let (x, y) = (at % code.width(), at / code.width());
        let (left, top) = ((x + QUIET_MODULES) * scale, (y + QUIET_MODULES) * scale);
        for (x, y) in (0..scale * scale).map(|dot| (dot % scale, dot / scale)) {
            bitmap.blacken(left + x, top + y);
        }
    }
    Ok(bitmap)
}

/// Light modules around the code.
const QUIET_MODULES: usize = 4;

/// Dots of one module at most.
const MODULE_DOTS_MAX: usize = 6;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_are_whole_dots_and_fit_the_paper() {
        let code = qr("http://hall.local/t/0123456789", 384).expect("it fits");
        assert!(code.width() <= 384);
        assert_eq!(code.width() % 6, 0, "modules are whole dots");
        assert_eq!(code.width(), code.height());
    }

    #[test]
    fn a_paper_too_narrow_is_an_error_not_a_crash() {
        assert!(qr("AB", 8).is_err());
    }
}
