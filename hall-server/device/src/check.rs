//! Check sums of serial frames.

/// Sum of all bytes, the low byte of it.
pub(crate) fn sum8(bytes: &[u8]) -> u8 {
    bytes.iter().fold(0, |sum, byte| sum.wrapping_add(*byte))
}

/// All bytes, exclusive or.
pub(crate) fn xor8(bytes: &[u8]) -> u8 {
    bytes.iter().fold(0, |sum, byte| sum ^ byte)
}

/// CRC-16 with the reflected polynomial A001. It begins with FFFF for Modbus, with 0000 for ARC.
pub(crate) fn crc16(init: u16, bytes: &[u8]) -> u16 {
    bytes.iter().fold(init, |crc, byte| {
        (0..8).fold(crc ^ u16::from(*byte), |crc, _| {
            if crc & 1 == 1 {
                (crc >> 1) ^ 0xA001
            } else {
                crc >> 1
            }
        })
    })
}

/// Where CRC-16/MODBUS begins.
pub(crate) const MODBUS: u16 = 0xFFFF;

/// Where CRC-16/ARC begins.
pub(crate) const ARC: u16 = 0;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checks_of_the_usual_test_text_are_the_published_ones() {
        let text = b"123456789";
        assert_eq!(crc16(MODBUS, text), 0x4B37);
        assert_eq!(crc16(ARC, text), 0xBB3D);
        assert_eq!(sum8(text), 0xDD);
        assert_eq!(xor8(text), 0x31);
        assert_eq!(sum8(&[0xFF, 0x02]), 0x01);
    }
}
