//! Text for devices that speak GB18030.

use encoding_rs::GB18030;

/// GB18030 of at most so many bytes, cut between characters.
pub(crate) fn encode(text: &str, bytes_max: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    for encoded in text.chars().map(character) {
        if bytes.len() + encoded.len() > bytes_max {
            break;
        }
        bytes.extend(encoded);
    }
    bytes
}

/// One character; `?` for the few that GB18030 does not have.
pub(crate) fn character(character: char) -> Vec<u8> {
    let mut utf8 = [0; 4];
    let (encoded, _, is_missing) = GB18030.encode(character.encode_utf8(&mut utf8));
    if is_missing {
        b"?".to_vec()
    } else {
        encoded.into_owned()
    }
}

/// The text of such bytes; what is no character becomes the sign for that.
pub(crate) fn decode(bytes: &[u8]) -> String {
    GB18030.decode_without_bom_handling(bytes).0.into_owned()
}
