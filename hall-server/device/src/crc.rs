//! CRC-16 with the polynomial that serial devices share (A001, reflected), in its two usual kinds.

/// CRC-16/MODBUS: begins with FFFF.
pub fn modbus(bytes: &[u8]) -> u16 {
    crc16(0xFFFF, bytes)
}

/// CRC-16/ARC: begins with 0000.
pub fn arc(bytes: &[u8]) -> u16 {
    crc16(0x0000, bytes)
}

fn crc16(first: u16, bytes: &[u8]) -> u16 {
    bytes.iter().fold(first, |crc, byte| {
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
    fn both_kinds_give_their_published_check_values() {
        assert_eq!(modbus(b"123456789"), 0x4B37);
        assert_eq!(arc(b"123456789"), 0xBB3D);
    }
}
