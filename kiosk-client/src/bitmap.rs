//! Black and white dots, as a thermal head burns them.

use crate::limits::BAND_ROWS_MAX;

/// Rows of dots; 1 is black, the most significant bit is the leftmost.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bitmap {
    width: usize,
    height: usize,
    row_bytes: usize,
    dots: Vec<u8>,
}

impl Bitmap {
    /// White dots, `width` of them in each of `height` rows.
    pub fn white(width: usize, height: usize) -> Self {
        let row_bytes = width.div_ceil(8);
        Self {
            width,
            height,
            row_bytes,
            dots: vec![0; row_bytes * height],
        }
    }

    /// Dots in a row.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Rows.
    pub fn height(&self) -> usize {
        self.height
    }

    /// Makes a dot black; outside there is nothing to blacken.
    pub fn blacken(&mut self, x: usize, y: usize) {
        if x < self.width && y < self.height {
            self.dots[y * self.row_bytes + x / 8] |= 0x80 >> (x % 8);
        }
    }

    /// Whether a dot is black; outside everything is white.
    pub fn is_black(&self, x: usize, y: usize) -> bool {
        let is_inside = x < self.width && y < self.height;
        is_inside && self.dots[y * self.row_bytes + x / 8] & (0x80 >> (x % 8)) != 0
    }

    /// The commands that print it: `GS v 0` in bands that small buffers take, and nothing between
    /// them (HARDWARE 2.6).
    pub fn bands(&self) -> Vec<u8> {
        let band_bytes = (self.row_bytes * BAND_ROWS_MAX).max(1);
        let mut bytes = Vec::with_capacity(self.dots.len() + 8 * (self.height / BAND_ROWS_MAX + 1));
        for band in self.dots.chunks(band_bytes) {
            let rows = band.len() / self.row_bytes.max(1);
            bytes.extend([0x1D, 0x76, 0x30, 0x00]);
            bytes.extend((self.row_bytes as u16).to_le_bytes());
            bytes.extend((rows as u16).to_le_bytes());
            bytes.extend(band);
        }
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dot_is_where_it_was_put_and_nowhere_else() {
        let mut bitmap = Bitmap::white(20, 3);
        bitmap.blacken(9, 1);
        bitmap.blacken(20, 0);
        bitmap.blacken(0, 3);
        let black: Vec<(usize, usize)> = (0..4)
            .flat_map(|y| (0..25).map(move |x| (x, y)))
            .filter(|(x, y)| bitmap.is_black(*x, *y))
            .collect();
        assert_eq!(black, [(9, 1)]);
    }

    #[test]
    fn an_image_goes_out_in_bands_with_nothing_between() {
        let mut bitmap = Bitmap::white(12, BAND_ROWS_MAX + 2);
        bitmap.blacken(0, BAND_ROWS_MAX);
        let bytes = bitmap.bands();
        let first = 8 + 2 * BAND_ROWS_MAX;
        assert_eq!(
            bytes[..8],
            [0x1D, 0x76, 0x30, 0, 2, 0, BAND_ROWS_MAX as u8, 0]
        );
        assert_eq!(
            bytes[first..],
            [0x1D, 0x76, 0x30, 0, 2, 0, 2, 0, 0x80, 0, 0, 0]
        );
    }
}
