//! Text for devices that speak GB18030.

use encoding_rs::GB18030;

/// GB18030 of at most so many bytes, cut between characters; `?` for the few that it does not
/// have.
pub(crate) fn encode(text: &str, bytes_max: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    for character in text.chars() {
        let mut utf8 = [0; 4];
        let (encoded, _, is_missing) = GB18030.encode(character.encode_utf8(&mut utf8));
        let encoded = if is_missing { b"?" } else { &*encoded };
        if bytes.len() + encoded.len() > bytes_max {
            break;
        }
        bytes.extend_from_slice(encoded);
    }
    bytes
}

/// The text of such bytes; what is no character becomes the sign for that.
pub(crate) fn decode(bytes: &[u8]) -> String {
    GB18030.decode_without_bom_handling(bytes).0.into_owned()
}
