//! Device tokens: 256 random bits, shown once, stored only as a hash.

use crate::random::Random;
use data_encoding::{BASE32_NOPAD, HEXLOWER};
use sha2::{Digest, Sha256};

/// A token as the device keeps it. It never shows itself.
pub struct Token(String);

impl Token {
    /// A new token.
    pub fn generate(random: &Random) -> Self {
        let bits: [u8; 32] = random.bytes();
        Self(format!(
            "hall-{}",
            BASE32_NOPAD.encode(&bits).to_lowercase()
        ))
    }

    /// The token itself, for the one moment when it is handed over.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What the journal keeps of it.
    pub fn secret(&self) -> String {
        secret(&self.0)
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(***)")
    }
}

/// What the journal keeps of a token. A plain hash is enough: 256 random bits cannot be guessed.
pub fn secret(token: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(token.as_bytes()))
}
