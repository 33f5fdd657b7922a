//! What clerks prove who they are with: a PIN or a staff card, and what it is checked against.
//!
//! The journal keeps a verifier, made with a salt and Argon2id at the cost that OWASP recommends
//! (19 MiB, two passes). It stands in the journal and not in a table of its own, so that the chain
//! guards it like everything else and a backup and a snapshot have it.

use crate::random::Random;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use hall_core::sign_in::Factor;
use hall_protocol::limits::{CARD_CHARS_MIN, PROOF_CHARS_MAX};

/// A PIN has at least so many digits (a lock follows wrong ones: RELIABILITY 8).
const PIN_DIGITS_MIN: usize = 6;

/// Why nobody may prove anything with this.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BadProof {
    /// Not the right characters, or too few or many.
    #[error("a PIN has 6 to 64 digits and nothing else")]
    Pin,
    /// What everybody guesses first.
    #[error("this PIN is what everybody guesses first; take one that is no row and no repetition")]
    Easy,
    /// Not the right characters, or too few or many.
    #[error("a card has 6 to 64 letters, digits or signs on one line")]
    Card,
}

/// What a proof will be checked against.
pub fn verifier(factor: Factor, proof: &str, random: &Random) -> Result<String, BadProof> {
    made(factor, proof, random, Params::default())
}

/// The same at next to no cost, for halls that last no longer than a test.
///
/// # Panics
///
/// Never: the least parameters are parameters.
pub fn cheap_verifier(factor: Factor, proof: &str, random: &Random) -> Result<String, BadProof> {
    let params = Params::new(Params::MIN_M_COST, 1, 1, None);
    made(
        factor,
        proof,
        random,
        params.expect("the least parameters are parameters"),
    )
}

fn made(factor: Factor, proof: &str, random: &Random, params: Params) -> Result<String, BadProof> {
    check(factor, proof)?;
    let salt: [u8; 16] = random.bytes();
    let hasher = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let hash = hasher.hash_password_with_salt(proof.as_bytes(), &salt);
    Ok(hash
        .expect("parameters and salt are of fair size")
        .to_string())
}

/// Whether this is the proof that the verifier was made of.
pub fn matches(verifier: &str, proof: &str) -> bool {
    let is_right = |hash: PasswordHash| {
        let hasher = Argon2::default();
        hasher.verify_password(proof.as_bytes(), &hash).is_ok()
    };
    proof.len() <= PROOF_CHARS_MAX && PasswordHash::new(verifier).is_ok_and(is_right)
}

fn check(factor: Factor, proof: &str) -> Result<(), BadProof> {
    let is_long = proof.len() > PROOF_CHARS_MAX;
    match factor {
        Factor::Pin => {
            let digits = proof.bytes().all(|byte| byte.is_ascii_digit());
            if !digits || is_long || proof.len() < PIN_DIGITS_MIN {
                return Err(BadProof::Pin);
            }
            if is_easy(proof.as_bytes()) {
                return Err(BadProof::Easy);
            }
        }
        Factor::Card => {
            let plain = proof.bytes().all(|byte| byte.is_ascii_graphic());
            if !plain || is_long || proof.len() < CARD_CHARS_MIN {
                return Err(BadProof::Card);
            }
        }
    }
    Ok(())
}

/// One digit repeated, or a row up or down.
fn is_easy(digits: &[u8]) -> bool {
    [0, 1, -1].into_iter().any(|step: i16| {
        let follows = |pair: &[u8]| i16::from(pair[1]) - i16::from(pair[0]) == step;
        digits.windows(2).all(follows)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_pin_matches_and_two_verifiers_of_one_pin_differ() {
        let random = Random::seeded(1);
        let one = verifier(Factor::Pin, "295713", &random).expect("a fair PIN");
        let other = verifier(Factor::Pin, "295713", &random).expect("a fair PIN");
        assert_ne!(one, other, "each has its own salt");
        assert!(one.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{one}");
        assert!(matches(&one, "295713") && matches(&other, "295713"));
        assert!(!matches(&one, "295714") && !matches(&one, ""));
        assert!(!matches("rubbish", "295713"));
        assert!(one.len() <= hall_core::limits::VERIFIER_BYTES_MAX);
    }

    #[test]
    fn what_everybody_guesses_first_is_no_pin() {
        for (pin, expected) in [
            ("29571", Err(BadProof::Pin)),
            ("29571a", Err(BadProof::Pin)),
            ("２９５７１３", Err(BadProof::Pin)),
            ("", Err(BadProof::Pin)),
            ("000000", Err(BadProof::Easy)),
            ("123456", Err(BadProof::Easy)),
            ("987654", Err(BadProof::Easy)),
            ("295713", Ok(())),
            ("123457", Ok(())),
        ] {
            assert_eq!(check(Factor::Pin, pin), expected, "{pin}");
        }
        let long = "1".repeat(PROOF_CHARS_MAX) + "2";
        assert_eq!(check(Factor::Pin, &long), Err(BadProof::Pin));
    }

    #[test]
    fn a_card_is_one_line_of_plain_characters() {
        for (card, expected) in [
            ("AK-000123", Ok(())),
            ("12345", Err(BadProof::Card)),
            ("AK 000123", Err(BadProof::Card)),
            ("AK-0001\u{7}", Err(BadProof::Card)),
            ("安康一号窗口", Err(BadProof::Card)),
        ] {
            assert_eq!(check(Factor::Card, card), expected, "{card}");
        }
    }
}
