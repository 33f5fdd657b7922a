//! Check sums of serial frames.

/// Sum of all bytes, the low byte of it.
pub fn sum8(bytes: &[u8]) -> u8 {
    bytes.iter().fold(0, |sum, byte| sum.wrapping_add(*byte))
}

/// All bytes, exclusive or.
pub fn xor8(bytes: &[u8]) -> u8 {
    bytes.iter().fold(0, |sum, byte| sum ^ byte)
}

/// CRC-16/MODBUS: begins with FFFF.
pub fn modbus(bytes: &[u8]) -> u16 {
    crc16(0xFFFF, bytes)
}

/// CRC-16/ARC: begins with 0000.
pub fn arc(bytes: &[u8]) -> u16 {
    crc16(0x0000, bytes)
}

/// With the reflected polynomial A001, which both kinds share.
fn crc16(init: u16, bytes: &[u8]) -> u16 {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checks_of_the_usual_test_text_are_the_published_ones() {
        let text = b"123456789";
        assert_eq!(modbus(text), 0x4B37);
        assert_eq!(arc(text), 0xBB3D);
        assert_eq!(sum8(text), 0xDD);
        assert_eq!(xor8(text), 0x31);
        assert_eq!(sum8(&[0xFF, 0x02]), 0x01);
    }
}
